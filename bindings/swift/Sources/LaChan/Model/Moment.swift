import Foundation

/// An instant with the offset from UTC that the device's clock showed then.
///
/// A `Date` alone forgets the offset, and with it whether a message came at night. The core counts whole
/// milliseconds; a `Date` is rounded to the nearest one.
public struct Moment: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let millisecondsSince1970: Int64
  /// Offset from UTC in seconds, east positive. The core reads an impossible one (a day or more) as UTC.
  public let secondsFromGMT: Int

  /// Makes a moment from its parts.
  public init(millisecondsSince1970: Int64, secondsFromGMT: Int) {
    self.millisecondsSince1970 = millisecondsSince1970
    self.secondsFromGMT = secondsFromGMT
  }

  /// Makes a moment from an instant and an offset in seconds.
  public init(_ date: Date, secondsFromGMT: Int) {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    self.init(
      millisecondsSince1970: Int64(exactly: milliseconds) ?? (milliseconds > 0 ? .max : .min),
      secondsFromGMT: secondsFromGMT
    )
  }

  /// Makes a moment from an instant and the zone whose clocks show it.
  public init(_ date: Date, in zone: TimeZone) {
    self.init(date, secondsFromGMT: zone.secondsFromGMT(for: date))
  }

  /// The instant.
  public var date: Date { Date(timeIntervalSince1970: Double(millisecondsSince1970) / 1000) }

  /// A zone of this moment's offset, for formatters.
  public var timeZone: TimeZone { TimeZone(secondsFromGMT: secondsFromGMT) ?? .gmt }

  /// Orders by the instant, then by the offset.
  public static func < (one: Moment, other: Moment) -> Bool {
    (one.millisecondsSince1970, one.secondsFromGMT) < (other.millisecondsSince1970, other.secondsFromGMT)
  }
}
