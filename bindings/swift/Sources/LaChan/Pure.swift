internal import LaChanFFI

// What needs no store.

extension Alert {
  /// Puts the alert into words for a parent. Pure.
  ///
  /// - Parameter zone: IANA name of the child's zone; it chooses the country's hotlines.
  public func text(in language: Language, zone: String) throws(LaChanError) -> AlertText {
    try crossing { AlertText(try alertText(alert: ffi, language: language.ffi, zone: zone)) }
  }
}

/// The limits engine on its own, without a store.
public enum Limits {
  /// Answers a limits case: locked or not, why, until when, what next. Pure; the same question has the same answer.
  ///
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` for rules or a zone that cannot be.
  public static func evaluate(_ question: LimitsCase) throws(LaChanError) -> LimitsState {
    try crossing { LimitsState(try evaluateLimits(question: try question.ffi())) }
  }
}

/// Offline parent codes on the parent's phone: six digits that the child's phone checks with no network.
public enum ParentCode {
  /// Returns the code at an instant. Pure.
  ///
  /// - Parameter minutes: Counts for a grant only.
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` for a secret that is too short, a policy that cannot be,
  ///   or a grant of none of its amounts.
  public static func code(
    _ secret: ParentSecret, at instant: Moment, for purpose: CodePurpose, minutes: Int = 0,
    policy: CodePolicy = CodePolicy()
  ) throws(LaChanError) -> String {
    try crossing {
      try parentCode(
        secret: secret.bytes, at: instant.ffi, purpose: purpose.ffi, minutes: try exact(minutes, "minutes"),
        policy: try policy.ffi())
    }
  }
}

extension Preset {
  /// Returns the rules that a parent may start from, as if written at an instant. Pure.
  public static func all(in language: Language, at instant: Moment) throws(LaChanError) -> [Preset] {
    try crossing { try presets(language: language.ffi, at: instant.ffi).map(Preset.init) }
  }
}

extension TamperEntry {
  /// Puts the entry into words. Pure.
  ///
  /// - Parameter zone: IANA name of the child's zone.
  public func text(in language: Language, zone: String) throws(LaChanError) -> String {
    try crossing { try tamperText(entry: try ffi(), language: language.ffi, zone: zone) }
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
