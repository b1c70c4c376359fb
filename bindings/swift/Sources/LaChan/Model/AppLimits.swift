/// The minutes a day that one app may be used.
public struct AppLimit: Hashable, Sendable {
  /// Package or bundle id or opaque token.
  public var app: String
  /// The weekdays on which the limit days begin; none named means every day.
  public var days: [Weekday]
  /// Minutes allowed.
  public var minutes: Double
  /// When the rule was last edited; of several for one app and day the last edited counts.
  public var updatedAt: Moment

  /// Makes the record.
  public init(app: String, days: [Weekday] = [], minutes: Double, updatedAt: Moment) {
    (self.app, self.days, self.minutes) = (app, days, minutes)
    self.updatedAt = updatedAt
  }
}

/// The minutes a day that one kind of apps may be used.
public struct CategoryLimit: Hashable, Sendable {
  /// The kind, as the host or the shipped list of apps names it.
  public var category: String
  /// The weekdays on which the limit days begin; none named means every day.
  public var days: [Weekday]
  /// Minutes allowed.
  public var minutes: Double
  /// Whether each app of the kind has these minutes for itself; by default they share them.
  public var eachApp: Bool
  /// When the rule was last edited; of several for one kind, day and `eachApp` the last edited counts.
  public var updatedAt: Moment

  /// Makes the record.
  public init(category: String, days: [Weekday] = [], minutes: Double, eachApp: Bool = false, updatedAt: Moment) {
    (self.category, self.days, self.minutes) = (category, days, minutes)
    (self.eachApp, self.updatedAt) = (eachApp, updatedAt)
  }
}

/// Use at most so long at a stretch, then a pause.
public struct SessionRule: Hashable, Sendable {
  /// Minutes of use after which a pause is due, from 1 on. Breaks shorter than the pause do not part a stretch.
  public var minutes: Double
  /// Minutes without use that make a pause, from 1 on.
  public var pauseMinutes: Double

  /// Makes the record.
  public init(minutes: Double, pauseMinutes: Double) {
    (self.minutes, self.pauseMinutes) = (minutes, pauseMinutes)
  }
}

/// What a clock that cannot be trusted does.
public enum ClockPolicy: String, Hashable, Sendable, CaseIterable {
  /// The rules stand by the clock as it is, the default: a wrong clock locks nobody out.
  case open
  /// The device is locked until the clock can be trusted again; apps that are always allowed stay open.
  case closed
}
