/// Who is shown something, and when.
public struct Viewer: Hashable, Sendable {
  /// Who.
  public var who: Reader
  /// What the host's clock says; the newest time that the store has heard of by default.
  public var at: Moment?

  /// Makes the record.
  public init(who: Reader, at: Moment? = nil) {
    (self.who, self.at) = (who, at)
  }
}

/// Who reads.
public enum Reader: String, Hashable, Sendable, CaseIterable {
  /// A parent or guardian.
  case parent
  /// The child.
  case child
  /// The host app on its own, such as a report made for later.
  case host
}

/// What was read.
public enum Viewed: String, Hashable, Sendable, CaseIterable {
  /// A report.
  case report
  /// The list of contacts.
  case contacts
  /// The totals of a day.
  case screenTime = "screen_time"
  /// The incident record.
  case incidentRecord = "incident_record"
  /// The family's copy of all data.
  case dataExport = "data_export"
}

/// One view.
public struct AccessEntry: Hashable, Sendable {
  /// Number of the entry, from 1.
  public var seq: Int
  /// When.
  public var at: Moment
  /// Who.
  public var who: Reader
  /// What.
  public var what: Viewed
  /// Which one: week and format of a report, a day; empty for the rest.
  public var detail: String

  /// Makes the record, for previews and tests.
  public init(seq: Int, at: Moment, who: Reader, what: Viewed, detail: String) {
    (self.seq, self.at, self.who) = (seq, at, who)
    (self.what, self.detail) = (what, detail)
  }
}

/// How consent stands.
public struct ConsentState: Hashable, Sendable {
  /// The newest consent, if one stands.
  public var consent: Consent?
  /// When consent was last withdrawn, in UTC.
  public var withdrawnAt: Moment?

  /// Makes the record, for previews and tests.
  public init(consent: Consent? = nil, withdrawnAt: Moment? = nil) {
    (self.consent, self.withdrawnAt) = (consent, withdrawnAt)
  }
}
