import Foundation

/// Why a call failed. None of the fields ever holds text, names or ids of people.
///
/// Every call of the SDK throws this type and no other. ``code`` is stable, ``text(in:)`` is for people.
public enum LaChanError: Error, Hashable, Sendable {
  /// The input was refused. `line` is the line of a file or the place in a batch, from 1; `field` is a path such as
  /// `rules.bedtimes[0].from`.
  case invalidInput(line: Int?, field: String, reason: String)
  /// The key does not open this store.
  case wrongKey
  /// The key provider gave no key of 32 bytes.
  case keyUnavailable
  /// The store is damaged. Its file was renamed aside, so that opening again makes a new one.
  case corrupt
  /// The store was written by a newer version of the SDK; the numbers are versions of the schema.
  case tooNew(found: Int, supported: Int)
  /// Another process or thread holds the store.
  case busy
  /// No room is left on the device.
  case diskFull
  /// The call was interrupted, or its task was cancelled before it began.
  case interrupted
  /// The guardian was closed.
  case closed
  /// No profile has been given yet.
  case noProfile
  /// No consent has been given yet.
  case noConsent
  /// The store's file cannot be read or written; `kind` is the system's kind of error.
  case unavailable(kind: String)
  /// A defect of the SDK; `place` is for a bug report.
  case `internal`(place: String)
}

extension LaChanError: LocalizedError {
  /// ``text(in:)`` in the device's language (``Language/preferred``).
  public var errorDescription: String? { text(in: .preferred) }
}
