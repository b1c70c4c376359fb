public import Foundation

/// What a code is for.
public enum CodePurpose: String, Hashable, Sendable, CaseIterable {
  /// Extra minutes today, one of the policy's amounts.
  case grant
  /// Opens the device.
  case unlock
  /// Locks the device.
  case lock
  /// Opens the settings.
  case settings
}

/// What both phones agree on.
public struct CodePolicy: Hashable, Sendable {
  /// How long a code is shown, seconds: 30 or 60.
  public var stepSeconds: Int
  /// How many steps the two clocks may differ, either way: 0 to 30.
  public var driftSteps: Int
  /// The amounts that a grant code may give, minutes: 1 to 16 of them, none 0.
  public var amounts: [Int]

  /// Makes the record.
  public init(stepSeconds: Int = 60, driftSteps: Int = 2, amounts: [Int] = [5, 10, 15, 30, 45, 60, 90, 120]) {
    (self.stepSeconds, self.driftSteps, self.amounts) = (stepSeconds, driftSteps, amounts)
  }
}

/// What came of a try of a parent code.
public enum CodeOutcome: Hashable, Sendable {
  /// The code is right, and used up now; it is worth so many minutes, 0 for all purposes but a grant.
  case right(minutes: Int)
  /// The code was right, but it or a newer one was used before. Counts as no try.
  case used
  /// The code is wrong; so many tries are left before the lock-out.
  case wrong(triesLeft: Int)
  /// No code is looked at before then.
  case lockedOut(until: Moment)
}

/// What the two phones share: at least 20 random bytes, made when they were paired. Never printed.
public struct ParentSecret: Hashable, Sendable, Discreet {
  let bytes: Data

  /// Takes the bytes.
  public init(_ bytes: Data) {
    self.bytes = bytes
  }

  var shown: KeyValuePairs<String, Any> { [:] }
}
