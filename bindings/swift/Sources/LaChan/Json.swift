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
