/// One entry of the ledger of extra time. An entry whose `id` is known already changes nothing.
public struct Grant: Hashable, Sendable, Discreet {
  /// The host's id, unique in the ledger.
  public var id: String
  /// What happened.
  public var kind: GrantKind
  /// How many minutes it is about.
  public var minutes: Double
  /// The limit day it is for, by the local date on which that begins.
  public var day: LocalDate
  /// Whose minutes.
  public var scope: GrantScope
  /// The app, in scope `app`.
  public var app: String?
  /// The kind of apps, in scope `category`.
  public var category: String?
  /// When the entry was made; one made after the instant asked about does not count.
  public var at: Moment
  /// Who made it.
  public var by: GrantGiver
  /// The task that earned it, in the family's own words.
  public var task: String?
  /// The `id` of the `asked` entry that this one answers.
  public var answers: String?

  /// Makes the record.
  public init(
    id: String, kind: GrantKind, minutes: Double, day: LocalDate, scope: GrantScope = .device, app: String? = nil,
    category: String? = nil, at: Moment, by: GrantGiver, task: String? = nil, answers: String? = nil
  ) {
    (self.id, self.kind, self.minutes) = (id, kind, minutes)
    (self.day, self.scope, self.app) = (day, scope, app)
    (self.category, self.at, self.by) = (category, at, by)
    (self.task, self.answers) = (task, answers)
  }

  var shown: KeyValuePairs<String, Any> { ["kind": kind, "scope": scope] }
}

/// What an entry of the ledger says.
public enum GrantKind: String, Hashable, Sendable, CaseIterable {
  /// The child asked for time.
  case asked
  /// Time was given.
  case granted
  /// Time was not given.
  case refused
  /// Time was earned by a task.
  case earned
  /// Time was taken from the next limit day, which has as much less.
  case borrowed
  /// Time was given by a one-time code.
  case code
}

/// Whose minutes an entry is about.
public enum GrantScope: String, Hashable, Sendable, CaseIterable {
  /// The daily limit of the device, the default.
  case device
  /// The limits of one app.
  case app
  /// The minutes that a kind of apps shares.
  case category
}

/// Who made an entry.
public enum GrantGiver: String, Hashable, Sendable, CaseIterable {
  /// A parent or other guardian.
  case guardian
  /// The child.
  case child
}

/// What the ledger says of one limit day and one target, minutes.
public struct Balance: Hashable, Sendable {
  /// Asked for and not yet answered.
  public var askedMinutes: Double
  /// Given, by hand or by a code.
  public var grantedMinutes: Double
  /// Earned by tasks.
  public var earnedMinutes: Double
  /// Borrowed from the next limit day.
  public var borrowedMinutes: Double
  /// Given back for what the limit day before borrowed.
  public var repaidMinutes: Double
  /// All together: what the day has more than its limit says, or less if below 0.
  public var extraMinutes: Double
  /// How much of the extra time is used, from 0 to `extraMinutes`.
  public var usedMinutes: Double

  /// Makes the record, for previews and tests.
  public init(
    askedMinutes: Double, grantedMinutes: Double, earnedMinutes: Double, borrowedMinutes: Double,
    repaidMinutes: Double, extraMinutes: Double, usedMinutes: Double
  ) {
    (self.askedMinutes, self.grantedMinutes, self.earnedMinutes) = (askedMinutes, grantedMinutes, earnedMinutes)
    (self.borrowedMinutes, self.repaidMinutes, self.extraMinutes) = (borrowedMinutes, repaidMinutes, extraMinutes)
    self.usedMinutes = usedMinutes
  }
}
