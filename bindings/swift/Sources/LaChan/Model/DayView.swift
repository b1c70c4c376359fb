/// A day's totals with what a picture of the day needs.
public struct DayView: Hashable, Sendable {
  /// The totals.
  public var totals: DayTotals
  /// Minutes of each kind of app, most first, then by name.
  public var categories: [CategoryTotal]
  /// Device minutes of each hour of the day, from the day's begin on: 23, 24 or 25 entries, or one more where a zone
  /// moves by half an hour.
  public var hours: [HourUse]
  /// Whether the day was over at the newest time that the store has heard of.
  public var closed: Bool
  /// How often the totals of the closed day have changed since they were first counted.
  public var revision: Int
  /// The newest time that the store had heard of when they changed last.
  public var changedAt: Moment?

  /// Makes the record, for previews and tests.
  public init(
    totals: DayTotals, categories: [CategoryTotal] = [], hours: [HourUse] = [], closed: Bool, revision: Int,
    changedAt: Moment? = nil
  ) {
    (self.totals, self.categories, self.hours) = (totals, categories, hours)
    (self.closed, self.revision, self.changedAt) = (closed, revision, changedAt)
  }
}

/// A kind of app's share of a day.
public struct CategoryTotal: Hashable, Sendable {
  /// Name of the kind, or a category's opaque token.
  public var category: String
  /// Minutes with at least one of its apps in front (union), or the larger checkpoint.
  public var minutes: Double
  /// Worst mark of its apps.
  public var quality: Quality

  /// Makes the record, for previews and tests.
  public init(category: String, minutes: Double, quality: Quality) {
    (self.category, self.minutes, self.quality) = (category, minutes, quality)
  }
}

/// Use in an hour.
public struct HourUse: Hashable, Sendable {
  /// Begin of the hour.
  public var from: Moment
  /// Device minutes in it.
  public var minutes: Double

  /// Makes the record, for previews and tests.
  public init(from: Moment, minutes: Double) {
    (self.from, self.minutes) = (from, minutes)
  }
}

/// One visit of an app.
public struct SessionView: Hashable, Sendable {
  /// Package or bundle id or opaque token.
  public var app: String
  /// Begin.
  public var from: Moment
  /// End.
  public var to: Moment
  /// Length in minutes.
  public var minutes: Double
  /// Whether it counts as an open: false when the app only came back within 5 s.
  public var opened: Bool
  /// What ended it.
  public var endedBy: EndedBy
  /// Whether the begin was seen and lies where the clock showed it.
  public var beginExact: Bool
  /// Whether the end was seen and lies where the clock showed it.
  public var endExact: Bool

  /// Makes the record, for previews and tests.
  public init(
    app: String, from: Moment, to: Moment, minutes: Double, opened: Bool, endedBy: EndedBy, beginExact: Bool,
    endExact: Bool
  ) {
    (self.app, self.from, self.to) = (app, from, to)
    (self.minutes, self.opened, self.endedBy) = (minutes, opened, endedBy)
    (self.beginExact, self.endExact) = (beginExact, endExact)
  }
}

/// What ended a session.
public enum EndedBy: String, Hashable, Sendable, CaseIterable {
  /// The app's last instance left the front. Picture-in-picture is this too: visible is not in front (rule 3).
  case left
  /// The screen went off.
  case screenOff = "screen_off"
  /// The device was locked.
  case locked
  /// A shutdown, whose time the platform makes up.
  case shutdown
  /// The device stopped with no shutdown; ended at the last fact before.
  case powerLoss = "power_loss"
  /// The usage permission was lost.
  case permissionLost = "permission_lost"
  /// The facts ended.
  case endOfFacts = "end_of_facts"
}

/// The use of consecutive days: a week, a month.
public struct UsagePeriod: Hashable, Sendable {
  /// First day.
  public var first: LocalDate
  /// Last day.
  public var last: LocalDate
  /// The days in order.
  public var days: [PeriodDay]
  /// Device minutes of all days.
  public var totalMinutes: Double
  /// Mean of the days that are over and recorded in full; without such a day, of those recorded in part.
  public var dailyMeanMinutes: Double?
  /// How many days that mean is of.
  public var meanDays: Int
  /// Device minutes at night.
  public var nightMinutes: Double
  /// Unlocks.
  public var pickups: Int
  /// Times apps came to the front.
  public var opens: Int
  /// Apps, most minutes first, then by id.
  public var apps: [AppTotal]
  /// Kinds of app, most minutes first, then by name.
  public var categories: [CategoryTotal]
  /// Worst mark of the days.
  public var quality: Quality
  /// Days over and recorded in full.
  public var completeDays: Int
  /// Days over and recorded in part.
  public var partialDays: Int
  /// Days of which nothing is known, not counting those that are not over.
  public var unknownDays: Int
  /// How it compares with the days before it.
  public var before: PeriodComparison

  /// Makes the record, for previews and tests.
  public init(
    first: LocalDate, last: LocalDate, days: [PeriodDay] = [], totalMinutes: Double, dailyMeanMinutes: Double? = nil,
    meanDays: Int, nightMinutes: Double, pickups: Int, opens: Int, apps: [AppTotal] = [],
    categories: [CategoryTotal] = [], quality: Quality, completeDays: Int, partialDays: Int, unknownDays: Int,
    before: PeriodComparison
  ) {
    (self.first, self.last, self.days) = (first, last, days)
    (self.totalMinutes, self.dailyMeanMinutes, self.meanDays) = (totalMinutes, dailyMeanMinutes, meanDays)
    (self.nightMinutes, self.pickups, self.opens) = (nightMinutes, pickups, opens)
    (self.apps, self.categories, self.quality) = (apps, categories, quality)
    (self.completeDays, self.partialDays, self.unknownDays) = (completeDays, partialDays, unknownDays)
    self.before = before
  }
}

/// A day of a period.
public struct PeriodDay: Hashable, Sendable {
  /// The day.
  public var day: LocalDate
  /// What is known of it.
  public var knowledge: DayKnowledge
  /// Device minutes.
  public var minutes: Double
  /// Unlocks.
  public var pickups: Int
  /// Worst mark.
  public var quality: Quality

  /// Makes the record, for previews and tests.
  public init(day: LocalDate, knowledge: DayKnowledge, minutes: Double, pickups: Int, quality: Quality) {
    (self.day, self.knowledge, self.minutes) = (day, knowledge, minutes)
    (self.pickups, self.quality) = (pickups, quality)
  }
}

/// What is known of a day.
public enum DayKnowledge: String, Hashable, Sendable, CaseIterable {
  /// Over and recorded in full.
  case complete
  /// Over; a time without permission or before consent is missing.
  case partial
  /// Not over yet.
  case running
  /// Not begun yet.
  case notYet = "not_yet"
  /// Nothing was recorded.
  case unknown
}

/// How a period compares with the one before.
public struct PeriodComparison: Hashable, Sendable {
  /// Whether they can be compared.
  public var comparable: Bool
  /// Why not.
  public var reason: NotComparable?
  /// How many of its days were compared.
  public var days: Int
  /// Daily mean of those days before.
  public var previousMeanMinutes: Double?
  /// Change of the daily mean; plus is more use.
  public var changeMinutes: Double?

  /// Makes the record, for previews and tests.
  public init(
    comparable: Bool, reason: NotComparable? = nil, days: Int, previousMeanMinutes: Double? = nil,
    changeMinutes: Double? = nil
  ) {
    (self.comparable, self.reason, self.days) = (comparable, reason, days)
    (self.previousMeanMinutes, self.changeMinutes) = (previousMeanMinutes, changeMinutes)
  }
}

/// Why two periods cannot be compared, the gravest first.
public enum NotComparable: String, Hashable, Sendable, CaseIterable {
  /// Nothing is known of the period before.
  case noPrevious = "no_previous"
  /// They have not as many days.
  case differentDayCount = "different_day_count"
  /// Too many days are not over, or nothing is known of them.
  case unknownDays = "unknown_days"
  /// Too many days lack a time without permission or before consent.
  case permissionGap = "permission_gap"
  /// Too many days are a lower bound or estimated.
  case quality
}
