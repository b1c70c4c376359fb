public import Foundation
internal import LaChanFFI

/// A key to seal reports to, as the parent's phone shows it: `LACHAN:PAIR:1:KEY:FINGERPRINT`.
public struct Pairing: Hashable, Sendable {
  /// The text, for a QR code.
  public let text: String

  /// Takes a text that was read.
  public init(text: String) {
    self.text = text
  }

  /// Returns what both phones show, so that people can compare; refuses a text that was misread.
  public func fingerprint() throws(LaChanError) -> String {
    try crossing { try pairingFingerprint(pairing: text) }
  }
}

/// The parent's key: 32 random bytes from the keystore of the phone that opens reports. Never printed.
public struct SealingKey: Hashable, Sendable, Discreet {
  private let bytes: Data

  /// Takes the bytes.
  public init(_ bytes: Data) {
    self.bytes = bytes
  }

  var shown: KeyValuePairs<String, Any> { [:] }

  /// Returns what the child's device must know to seal to this key.
  public func pairing() throws(LaChanError) -> Pairing {
    Pairing(text: try crossing { try pairingText(key: bytes) })
  }

  /// Opens a sealed report.
  ///
  /// - Parameter seen: ``OpenedReport/seen`` of the report opened before, so that none is opened twice.
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` for a report that was changed, sealed for another key, or
  ///   opened before.
  public func open(_ sealed: Data, seen: String = "") throws(LaChanError) -> OpenedReport {
    let opened = try crossing { try openReport(key: bytes, sealed: sealed, seen: seen) }
    return OpenedReport(
      sealedAt: Moment(opened.sealedAt), name: opened.name, text: opened.text, seen: opened.seen)
  }
}

/// A report that was opened.
public struct OpenedReport: Hashable, Sendable, Discreet {
  /// When it was sealed.
  public var sealedAt: Moment
  /// Its name, such as `report-2026-W47-parent-vi.html`.
  public var name: String
  /// The report.
  public var text: String
  /// The ids of all reports opened so far, one a line; the host keeps it beside the key.
  public var seen: String

  var shown: KeyValuePairs<String, Any> { [:] }
}
