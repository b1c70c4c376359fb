/// The kinds of harm a contact may do.
public enum Category: String, Hashable, Sendable, CaseIterable {
  /// Building a child's trust for abuse.
  case grooming
  /// Blackmail with private pictures.
  case sextortion
  /// False jobs and trafficking.
  case recruitment
  /// Posing as police, bank, school or relative; online kidnapping.
  case impersonation
  /// Phishing, prizes, fees, game trades.
  case scam
  /// Repeated aggression by a contact or a group.
  case bullying
}

/// How worried a parent should be, from calm to urgent.
public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Nothing to see.
  case none
  /// Weak signs; no alert.
  case watch
  /// Worth a talk; alerts once.
  case concern
  /// Act today; alerts once.
  case urgent

  /// Orders from calm to urgent.
  public static func < (one: Level, other: Level) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .watch: 1
    case .concern: 2
    case .urgent: 3
    }
  }
}

/// An indicator that one message showed.
public struct Signal: Hashable, Sendable {
  /// Id of the indicator.
  public var indicator: String
  /// Category it speaks for.
  public var category: Category

  /// Makes a signal, for previews and tests.
  public init(indicator: String, category: Category) {
    (self.indicator, self.category) = (indicator, category)
  }
}

/// The answer to one incoming message. Never holds text.
public struct Assessment: Hashable, Sendable, Discreet {
  /// The host's id of the message.
  public var message: String
  /// The host's id of the contact.
  public var contact: String
  /// Which of the contact's incoming messages this was, from 1.
  public var seq: Int
  /// The contact's risk after this message, 0 to 1.
  public var score: Double
  /// The contact's level after this message.
  public var level: Level
  /// The leading category; `nil` at level `none`.
  public var category: Category?
  /// What this one message showed.
  public var signals: [Signal]
  /// Why the contact stands where it does, strongest first.
  public var reasons: [String]
  /// Whether the level first reached `concern` or `urgent` with this message.
  public var alert: Bool
  /// Version of rules and weights.
  public var model: String
  /// Where in its script the leading category's strongest sign belongs, such as `demand`; `nil` if only metadata speaks.
  public var stage: String?
  /// How much this rests on.
  public var confidence: Confidence
  /// What is not known.
  public var unknown: [Unknown]

  /// Makes an assessment, for previews and tests.
  public init(
    message: String, contact: String, seq: Int, score: Double, level: Level, category: Category?, signals: [Signal],
    reasons: [String], alert: Bool, model: String, stage: String? = nil, confidence: Confidence = .low,
    unknown: [Unknown] = []
  ) {
    (self.message, self.contact, self.seq) = (message, contact, seq)
    (self.score, self.level, self.category) = (score, level, category)
    (self.signals, self.reasons, self.alert, self.model) = (signals, reasons, alert, model)
    (self.stage, self.confidence, self.unknown) = (stage, confidence, unknown)
  }

  var shown: KeyValuePairs<String, Any> { ["seq": seq, "score": score, "level": level, "alert": alert] }
}

/// What a parent should hear about now.
public struct Alert: Hashable, Sendable, Discreet {
  /// Handle of the contact: keyed hash of the host's id, 32 hex digits.
  public var contact: String
  /// Name for the parent's eyes, if the host gave one.
  public var displayName: String?
  /// App of the contact.
  public var app: String
  /// When the level was reached.
  public var at: Moment
  /// The level reached.
  public var level: Level
  /// The leading category.
  public var category: Category
  /// The contact's score then, 0 to 1.
  public var score: Double
  /// Why, strongest first.
  public var reasons: [String]

  /// Makes an alert, for previews and tests.
  public init(
    contact: String, displayName: String? = nil, app: String, at: Moment, level: Level, category: Category,
    score: Double, reasons: [String]
  ) {
    (self.contact, self.displayName, self.app, self.at) = (contact, displayName, app, at)
    (self.level, self.category, self.score, self.reasons) = (level, category, score, reasons)
  }

  var shown: KeyValuePairs<String, Any> { ["level": level, "category": category] }
}

/// An alert in words, for a notification and the page behind it. The title names the contact.
public struct AlertText: Hashable, Sendable {
  /// One line: level, name and app.
  public var title: String
  /// What the contact's behaviour may mean.
  public var meaning: String
  /// Why, strongest first; at most three.
  public var reasons: [String]
  /// A sentence on false alarms.
  public var falseAlarm: String
  /// The one thing to do.
  public var action: String
  /// Whom to call.
  public var hotline: String

  /// Makes an alert's words, for previews and tests.
  public init(
    title: String, meaning: String, reasons: [String], falseAlarm: String, action: String, hotline: String
  ) {
    (self.title, self.meaning, self.reasons) = (title, meaning, reasons)
    (self.falseAlarm, self.action, self.hotline) = (falseAlarm, action, hotline)
  }
}

/// A contact as it stands now.
public struct ContactRisk: Hashable, Sendable, Discreet {
  /// Handle of the contact: keyed hash of the host's id, 32 hex digits.
  public var contact: String
  /// App of the contact.
  public var app: String
  /// Name for the parent's eyes, if the host gave one.
  public var displayName: String?
  /// How the contact stands to the child.
  public var relation: Relation
  /// Whether the contact is saved in the address book.
  public var saved: Bool
  /// The contact's risk, 0 to 1.
  public var score: Double
  /// The contact's level.
  public var level: Level
  /// The leading category; `nil` at level `none`.
  public var category: Category?
  /// Why, strongest first.
  public var reasons: [String]
  /// Messages from the contact.
  public var incoming: Int
  /// Messages from the child.
  public var outgoing: Int
  /// Share of the contact's messages sent between 22:00 and 06:00 local, 0 to 1.
  public var nightShare: Double
  /// First message or call seen.
  public var firstSeen: Moment?
  /// Last message or call seen.
  public var lastSeen: Moment?
  /// Where in its script the leading category's strongest sign belongs, such as `demand`; `nil` if only metadata speaks.
  public var stage: String?
  /// How much this rests on.
  public var confidence: Confidence
  /// What is not known.
  public var unknown: [Unknown]

  /// Makes a contact's standing, for previews and tests.
  public init(
    contact: String, app: String, displayName: String? = nil, relation: Relation = .unknown, saved: Bool = false,
    score: Double, level: Level, category: Category? = nil, reasons: [String] = [], incoming: Int = 0,
    outgoing: Int = 0, nightShare: Double = 0, firstSeen: Moment? = nil, lastSeen: Moment? = nil,
    stage: String? = nil, confidence: Confidence = .low, unknown: [Unknown] = []
  ) {
    (self.contact, self.app, self.displayName, self.relation) = (contact, app, displayName, relation)
    (self.saved, self.score, self.level, self.category) = (saved, score, level, category)
    (self.reasons, self.incoming, self.outgoing) = (reasons, incoming, outgoing)
    (self.nightShare, self.firstSeen, self.lastSeen) = (nightShare, firstSeen, lastSeen)
    (self.stage, self.confidence, self.unknown) = (stage, confidence, unknown)
  }

  var shown: KeyValuePairs<String, Any> { ["relation": relation, "score": score, "level": level] }
}

/// What a batch of events brought.
public struct Ingested: Hashable, Sendable {
  /// One assessment for every incoming message that was not skipped, in order.
  public var assessments: [Assessment]
  /// What the parent should hear about now.
  public var alerts: [Alert]
  /// Events that were left out, and why.
  public var skipped: [Skipped]

  /// Makes a batch's outcome, for previews and tests.
  public init(assessments: [Assessment] = [], alerts: [Alert] = [], skipped: [Skipped] = []) {
    (self.assessments, self.alerts, self.skipped) = (assessments, alerts, skipped)
  }
}

/// An event that was left out.
public struct Skipped: Hashable, Sendable {
  /// Its place in the batch, from 0.
  public var index: Int
  /// Why.
  public var reason: Skip

  /// Makes a note of an event left out, for previews and tests.
  public init(index: Int, reason: Skip) {
    (self.index, self.reason) = (index, reason)
  }
}

/// Why an event was left out.
public enum Skip: String, Hashable, Sendable, CaseIterable {
  /// It was counted before.
  case duplicate
  /// It is from before consent was given.
  case beforeConsent = "before_consent"
}
