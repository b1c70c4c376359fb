/// New limit rules, in force from `setAt`.
public struct LimitsSet: Hashable, Sendable {
  /// The rules.
  public var rules: LimitsRules
  /// When the parent set them.
  public var setAt: Moment

  /// Makes a change of the rules.
  public init(rules: LimitsRules, setAt: Moment) {
    (self.rules, self.setAt) = (rules, setAt)
  }
}

/// The rules that a parent sets.
public struct LimitsRules: Hashable, Sendable {
  /// Local time at which a limit day begins.
  public var dayStart: LocalTime
  /// Times at which the device rests.
  public var bedtimes: [Bedtime]
  /// Minutes a day.
  public var dailyLimits: [DailyLimit]
  /// Locks and unlocks made by hand.
  public var overrides: [RuleOverride]
  /// Minutes a day for single apps.
  public var appLimits: [AppLimit]
  /// Minutes a day for kinds of apps.
  public var categoryLimits: [CategoryLimit]
  /// Apps that no rule locks, and whose use counts against no rule: the phone, maps, a school's app.
  public var alwaysAllowed: [String]
  /// How long the device may be used at a stretch.
  public var session: SessionRule?
  /// How many minutes before a lock the child is told of it.
  public var warnAtMinutes: [Int]
  /// What a clock that cannot be trusted does.
  public var onDoubtfulClock: ClockPolicy

  /// Makes rules; without arguments they lock nothing.
  public init(
    dayStart: LocalTime = .midnight, bedtimes: [Bedtime] = [], dailyLimits: [DailyLimit] = [],
    overrides: [RuleOverride] = [], appLimits: [AppLimit] = [], categoryLimits: [CategoryLimit] = [],
    alwaysAllowed: [String] = [], session: SessionRule? = nil, warnAtMinutes: [Int] = [],
    onDoubtfulClock: ClockPolicy = .open
  ) {
    (self.dayStart, self.bedtimes, self.dailyLimits, self.overrides) = (dayStart, bedtimes, dailyLimits, overrides)
    (self.appLimits, self.categoryLimits, self.alwaysAllowed) = (appLimits, categoryLimits, alwaysAllowed)
    (self.session, self.warnAtMinutes, self.onDoubtfulClock) = (session, warnAtMinutes, onDoubtfulClock)
  }
}

/// A bedtime that begins on one weekday; `from` later than `to` runs past midnight.
public struct Bedtime: Hashable, Sendable {
  /// The weekday on which it begins.
  public var day: Weekday
  /// Local begin.
  public var from: LocalTime
  /// Local end, never equal to `from`.
  public var to: LocalTime
  /// When the rule was last edited.
  public var updatedAt: Moment

  /// Makes a bedtime.
  public init(day: Weekday, from: LocalTime, to: LocalTime, updatedAt: Moment) {
    (self.day, self.from, self.to, self.updatedAt) = (day, from, to, updatedAt)
  }
}

/// The minutes allowed on the limit day that begins on one weekday.
public struct DailyLimit: Hashable, Sendable {
  /// The weekday on which the limit day begins.
  public var day: Weekday
  /// Minutes allowed.
  public var minutes: Double
  /// When the rule was last edited.
  public var updatedAt: Moment

  /// Makes a daily limit.
  public init(day: Weekday, minutes: Double, updatedAt: Moment) {
    (self.day, self.minutes, self.updatedAt) = (day, minutes, updatedAt)
  }
}

/// What an override does.
public enum OverrideAction: String, Hashable, Sendable, CaseIterable {
  /// Locks until the next `dayStart` or the end of the next bedtime.
  case lock
  /// Lifts what locks.
  case unlock
}

/// A lock or unlock made by hand.
public struct RuleOverride: Hashable, Sendable {
  /// What it does.
  public var action: OverrideAction
  /// When it was made.
  public var createdAt: Moment
  /// For an unlock: how long it lasts, minutes.
  public var minutes: Double?

  /// Makes an override.
  public init(action: OverrideAction, createdAt: Moment, minutes: Double? = nil) {
    (self.action, self.createdAt, self.minutes) = (action, createdAt, minutes)
  }
}

/// One question to the limits engine.
public struct LimitsCase: Hashable, Sendable {
  /// IANA name of the child's zone.
  public var zone: String
  /// The instant asked about.
  public var now: Moment
  /// The rules that stand.
  public var rules: LimitsRules
  /// Use of the limit day that holds `now`, minutes.
  public var usedMinutes: Double
  /// Since when the limit has been used up, if the host knows it.
  public var usedUpAt: Moment?

  /// Makes a question.
  public init(zone: String, now: Moment, rules: LimitsRules, usedMinutes: Double = 0, usedUpAt: Moment? = nil) {
    (self.zone, self.now, self.rules) = (zone, now, rules)
    (self.usedMinutes, self.usedUpAt) = (usedMinutes, usedUpAt)
  }
}

/// The rule in force.
public enum Policy: String, Hashable, Sendable, CaseIterable {
  /// No rule.
  case none
  /// A lock or unlock made by hand.
  case override
  /// A bedtime.
  case bedtime
  /// A daily limit that is used up.
  case dailyLimit = "daily_limit"
  /// The minutes of one app are used up; never the device's own policy.
  case appLimit = "app_limit"
  /// The minutes of a kind of apps are used up; never the device's own policy.
  case categoryLimit = "category_limit"
  /// A pause after a long stretch of use.
  case sessionPause = "session_pause"
  /// The clock cannot be trusted, and the rules then lock.
  case clockUntrusted = "clock_untrusted"
  /// The app is always allowed; never the device's own policy.
  case alwaysAllowed = "always_allowed"
}

/// The answer of the limits engine: locked or not, why, until when, what next.
public struct LimitsState: Hashable, Sendable {
  /// Whether the device is locked.
  public var locked: Bool
  /// The rule in force.
  public var policy: Policy
  /// Minutes left of the daily limit; `nil` without one.
  public var remainingMinutes: Double?
  /// Since when the daily limit has been used up.
  public var limitStartedAt: Moment?
  /// The first change that the child would notice, within 15 days.
  public var nextChange: NextChange?
  /// When locked: the first instant at which it is not, within 15 days.
  public var unlocksAt: Moment?
  /// Codes of the reasons, the deciding one first.
  public var reasons: [String]

  /// Makes a state, for previews and tests.
  public init(
    locked: Bool, policy: Policy, remainingMinutes: Double? = nil, limitStartedAt: Moment? = nil,
    nextChange: NextChange? = nil, unlocksAt: Moment? = nil, reasons: [String] = []
  ) {
    (self.locked, self.policy, self.remainingMinutes) = (locked, policy, remainingMinutes)
    (self.limitStartedAt, self.nextChange, self.unlocksAt) = (limitStartedAt, nextChange, unlocksAt)
    self.reasons = reasons
  }
}

/// A coming change of state.
public struct NextChange: Hashable, Sendable {
  /// When.
  public var at: Moment
  /// The rule in force from then on.
  public var policy: Policy

  /// Makes a coming change, for previews and tests.
  public init(at: Moment, policy: Policy) {
    (self.at, self.policy) = (at, policy)
  }
}
