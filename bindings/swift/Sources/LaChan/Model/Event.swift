/// One fact from the host.
public enum Event: Hashable, Sendable {
  /// Who the child is and how its days run.
  case profile(Profile)
  /// Consent given.
  case consent(Consent)
  /// A contact introduced or changed.
  case contact(ContactCard)
  /// A message, read once for its risk; its text is never stored.
  case message(Message)
  /// A call, evidence without text.
  case call(Call)
  /// A contact request, evidence without text.
  case contactRequest(ContactRequest)
  /// A usage fact of a platform that tells of every event (Android).
  case usage(Usage)
  /// A lower bound of use of a platform that tells of thresholds (iOS).
  case checkpoint(Checkpoint)
  /// New limit rules.
  case limits(LimitsSet)
  /// Consent taken back: everything is erased and nothing more is taken in.
  case consentWithdrawn(Withdrawal)
  /// An entry of the ledger of extra time.
  case grant(Grant)
  /// What the host knows of the device at one instant.
  case deviceStatus(DeviceStatus)
  /// The kind of an app, as this family sees it.
  case appCategory(AppCategorySet)
}

/// The child's profile.
public struct Profile: Hashable, Sendable, Discreet {
  /// The name that reports use, as the parent typed it.
  public var alias: String
  /// Year of birth.
  public var birthYear: Int
  /// IANA name of the child's time zone (`TimeZone.identifier`); days are counted in it.
  public var zone: String
  /// Local time at which the child's day begins.
  public var dayStart: LocalTime
  /// Language of the child's own report.
  public var language: Language
  /// Bundle id of the host app, never counted as use.
  public var hostApp: String?

  /// Makes a profile.
  public init(
    alias: String, birthYear: Int, zone: String, dayStart: LocalTime = .midnight, language: Language = .vi,
    hostApp: String? = nil
  ) {
    (self.alias, self.birthYear, self.zone) = (alias, birthYear, zone)
    (self.dayStart, self.language, self.hostApp) = (dayStart, language, hostApp)
  }

  var shown: KeyValuePairs<String, Any> { ["zone": zone, "language": language] }
}

/// A record of consent.
public struct Consent: Hashable, Sendable {
  /// When it was given; nothing from before is kept.
  public var givenAt: Moment
  /// Who gave it.
  public var by: ConsentGiver
  /// Whether the child agreed (asked from 7 years up).
  public var childAgreed: Bool
  /// Version of the consent text.
  public var version: String

  /// Makes a record of consent.
  public init(givenAt: Moment, by: ConsentGiver = .guardian, childAgreed: Bool, version: String) {
    (self.givenAt, self.by, self.childAgreed, self.version) = (givenAt, by, childAgreed, version)
  }
}

/// Who gives consent.
public enum ConsentGiver: String, Hashable, Sendable, CaseIterable {
  /// A parent or other legal representative.
  case guardian
}

/// Consent taken back.
public struct Withdrawal: Hashable, Sendable {
  /// When.
  public var at: Moment
  /// Who took it back.
  public var by: Withdrawer

  /// Makes the record.
  public init(at: Moment, by: Withdrawer) {
    (self.at, self.by) = (at, by)
  }
}

/// Who may take consent back.
public enum Withdrawer: String, Hashable, Sendable, CaseIterable {
  /// A parent or other legal representative.
  case guardian
  /// The child.
  case child
}

/// A contact as the host knows it.
public struct ContactCard: Hashable, Sendable, Discreet {
  /// The host's own id; stored only as a keyed hash.
  public var contact: String
  /// Bundle id of the app the contact is known from.
  public var app: String
  /// Name for the parent's eyes; lies in the encrypted store only.
  public var displayName: String?
  /// How the contact stands to the child.
  public var relation: Relation
  /// Whether the contact is saved in the address book.
  public var saved: Bool

  /// Makes a contact's card.
  public init(
    contact: String, app: String, displayName: String? = nil, relation: Relation = .unknown, saved: Bool = false
  ) {
    (self.contact, self.app, self.displayName) = (contact, app, displayName)
    (self.relation, self.saved) = (relation, saved)
  }

  var shown: KeyValuePairs<String, Any> { ["relation": relation, "saved": saved] }
}

/// How a contact stands to the child.
public enum Relation: String, Hashable, Sendable, CaseIterable {
  /// Family.
  case family
  /// A friend the parent or child vouches for.
  case friend
  /// Teachers and classmates.
  case school
  /// A business or service.
  case business
  /// Not known.
  case unknown
}
