/// What a plan is asked about.
public struct PlanRequest: Hashable, Sendable {
  /// Apps to tell of beside those with a limit of their own and those used today whose kind has a limit.
  public var apps: [String]
  /// Language of the sentences.
  public var language: Language
  /// Whether the device's clock cannot be trusted.
  public var clockDoubtful: Bool

  /// Makes the record.
  public init(apps: [String] = [], language: Language = .vi, clockDoubtful: Bool = false) {
    (self.apps, self.language, self.clockDoubtful) = (apps, language, clockDoubtful)
  }
}

/// The whole answer: the device, the apps, the extra time and the warnings.
public struct Plan: Hashable, Sendable {
  /// The state of the device, with the extra time counted.
  public var device: LimitsState
  /// The same in a sentence or two for the child; empty when nothing is to be said.
  public var text: String
  /// The ledger of the device's limit day.
  public var extraTime: Balance
  /// Every app asked about or with a limit of its own, by id.
  public var apps: [AppPlan]
  /// The warnings that are due, at most one for the device and one for each app: the tightest that is reached. A host
  /// shows each once, known by `app`, `minutes` and `locksAt`.
  public var warnings: [Warning]
  /// The next warning to come, so that a host can sleep until then.
  public var nextWarning: Warning?

  /// Makes the record, for previews and tests.
  public init(
    device: LimitsState, text: String, extraTime: Balance, apps: [AppPlan] = [], warnings: [Warning] = [],
    nextWarning: Warning? = nil
  ) {
    (self.device, self.text, self.extraTime) = (device, text, extraTime)
    (self.apps, self.warnings, self.nextWarning) = (apps, warnings, nextWarning)
  }
}

/// The state of one app.
public struct AppPlan: Hashable, Sendable {
  /// Package or bundle id or opaque token.
  public var app: String
  /// Whether it is locked, by a rule of its own or with the device.
  public var locked: Bool
  /// The rule in force.
  public var policy: Policy
  /// The least of what the daily limit, the app's limits and the running stretch leave, minutes; none without any.
  public var remainingMinutes: Double?
  /// The first change that the child would notice if it used the app whenever it could, within 15 days.
  public var nextChange: NextChange?
  /// When locked: the first instant at which it is not, within 15 days.
  public var unlocksAt: Moment?
  /// Codes of the reasons, the deciding one first.
  public var reasons: [String]
  /// The same in a sentence or two for the child; empty when nothing is to be said.
  public var text: String

  /// Makes the record, for previews and tests.
  public init(
    app: String, locked: Bool, policy: Policy, remainingMinutes: Double? = nil, nextChange: NextChange? = nil,
    unlocksAt: Moment? = nil, reasons: [String] = [], text: String
  ) {
    (self.app, self.locked, self.policy) = (app, locked, policy)
    (self.remainingMinutes, self.nextChange, self.unlocksAt) = (remainingMinutes, nextChange, unlocksAt)
    (self.reasons, self.text) = (reasons, text)
  }
}

/// A lock that is near.
public struct Warning: Hashable, Sendable {
  /// The app that will be locked; none if it is the device.
  public var app: String?
  /// Which of `warnAtMinutes` it is.
  public var minutes: Int
  /// When it is due.
  public var at: Moment
  /// When the lock comes, if use goes on.
  public var locksAt: Moment
  /// The rule that will lock.
  public var policy: Policy
  /// The same in a sentence for the child.
  public var text: String

  /// Makes the record, for previews and tests.
  public init(app: String? = nil, minutes: Int, at: Moment, locksAt: Moment, policy: Policy, text: String) {
    (self.app, self.minutes, self.at) = (app, minutes, at)
    (self.locksAt, self.policy, self.text) = (locksAt, policy, text)
  }
}

/// Rules that a parent may start from.
public struct Preset: Hashable, Sendable {
  /// Stable name for code.
  public var id: String
  /// The ages it is meant for, years.
  public var ages: ClosedRange<Int>
  /// Its name for people.
  public var name: String
  /// What it does, in a sentence or two.
  public var about: String
  /// Keys of its sources.
  public var sources: [String]
  /// After how many minutes of play the child is reminded to rest; the host shows it.
  public var noticeEveryMinutes: Int?
  /// Its rules.
  public var rules: LimitsRules

  /// Makes a preset, for previews and tests.
  public init(
    id: String, ages: ClosedRange<Int>, name: String, about: String, sources: [String] = [],
    noticeEveryMinutes: Int? = nil, rules: LimitsRules
  ) {
    (self.id, self.ages, self.name, self.about) = (id, ages, name, about)
    (self.sources, self.noticeEveryMinutes, self.rules) = (sources, noticeEveryMinutes, rules)
  }
}
