internal import LaChanFFI

// The public JSON form of records, the same on all platforms and in the files of the command line.

extension Event {
  /// Reads one line of an events file and checks it.
  ///
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` without a line, naming the field and the reason, never a
  ///   value.
  public init(json: String) throws(LaChanError) {
    self = try crossing { try Event(try eventFromJson(line: json)) }
  }
}

extension Assessment {
  /// Returns the line of a decisions file, without its end.
  public func json() throws(LaChanError) -> String {
    try crossing { try assessmentToJson(assessment: try ffi()) }
  }
}

extension ContactRisk {
  /// Returns the JSON form, one line without its end.
  public func json() throws(LaChanError) -> String {
    try crossing { try contactRiskToJson(contact: try ffi()) }
  }
}

extension DayTotals {
  /// Returns the JSON form, one line without its end.
  public func json() throws(LaChanError) -> String {
    try crossing { try dayTotalsToJson(totals: try ffi()) }
  }
}

extension LimitsCase {
  /// Reads one limits case.
  ///
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` without a line, naming the field and the reason, never a
  ///   value.
  public init(json: String) throws(LaChanError) {
    self = try crossing { try LimitsCase(try limitsCaseFromJson(line: json)) }
  }
}

extension LimitsState {
  /// Returns the JSON form, one line without its end.
  public func json() throws(LaChanError) -> String {
    try crossing { try limitsStateToJson(state: ffi) }
  }
}

/// The limits engine on its own, without a store.
public enum Limits {
  /// Answers a limits case: locked or not, why, until when, what next. Pure; the same question has the same answer.
  ///
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` for rules or a zone that cannot be.
  public static func evaluate(_ question: LimitsCase) throws(LaChanError) -> LimitsState {
    try crossing { LimitsState(try evaluateLimits(question: question.ffi)) }
  }
}

/// An exported incident record: what the parent was told, as a hash chain in which no entry can be changed unseen.
public struct IncidentRecord: Hashable, Sendable {
  /// The record's JSON, to be kept or handed over as it is.
  public let json: String

  /// Takes a record that was exported before.
  public init(json: String) {
    self.json = json
  }

  /// Checks every link and returns how many there are.
  ///
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` on `links[N]`, from 0, for a link that does not hold.
  public func verify() throws(LaChanError) -> Int {
    Int(clamping: try crossing { try verifyIncident(json: json) })
  }
}
