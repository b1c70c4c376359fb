import Foundation

/// A day of the calendar without a zone, from 0001-01-01 to 9999-12-31. Text: `2026-11-20`.
///
/// Which instants it spans depends on the child's zone and the time at which its day begins.
public struct LocalDate: Hashable, Sendable, Comparable, LosslessStringConvertible {
  /// Year of the Gregorian calendar.
  public let year: Int
  /// Month, 1 to 12.
  public let month: Int
  /// Day of the month, from 1.
  public let day: Int

  /// Makes a day; `nil` if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Reads `YYYY-MM-DD`; `nil` for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
      let day = number(parts[2], digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that a calendar on the wall shows in the zone. Years out of range are clamped.
  public init(_ date: Date, in zone: TimeZone) {
    // Two days inside the range, so that no offset leads out of it.
    let seconds = min(max(date.timeIntervalSince1970, -62_135_424_000), 253_402_128_000)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: seconds))
    (year, month, day) = (parts.year ?? 1, parts.month ?? 1, parts.day ?? 1)
  }

  /// The day of the week.
  public var weekday: Weekday { Weekday.allCases[(isoWeekday - 1) % 7] }

  /// The same as `DateComponents`, for formatters and pickers.
  public var dateComponents: DateComponents { DateComponents(year: year, month: month, day: day) }

  /// The day as `YYYY-MM-DD`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  /// Orders by time.
  public static func < (one: LocalDate, other: LocalDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  var dayOfYear: Int { (1..<month).reduce(day) { $0 + Self.days(in: $1, of: year) } }

  /// 1 on Monday to 7 on Sunday.
  var isoWeekday: Int {
    let past = year - 1
    // 0001-01-01 was a Monday in the Gregorian calendar.
    return (past * 365 + past / 4 - past / 100 + past / 400 + dayOfYear - 1) % 7 + 1
  }
}

/// A local time of day to the minute. Text: `21:05`.
public struct LocalTime: Hashable, Sendable, Comparable, LosslessStringConvertible {
  /// Hour, 0 to 23.
  public let hour: Int
  /// Minute, 0 to 59.
  public let minute: Int

  /// The begin of the day, 00:00.
  public static let midnight = LocalTime(minuteOfDay: 0)

  /// Makes a time; `nil` if no clock shows it.
  public init?(hour: Int, minute: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    (self.hour, self.minute) = (hour, minute)
  }

  private init(minuteOfDay: Int) {
    (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
  }

  /// Reads `HH:MM`; `nil` for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2) else {
      return nil
    }
    self.init(hour: hour, minute: minute)
  }

  /// The time as `HH:MM`.
  public var description: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

  /// Orders from morning to night.
  public static func < (one: LocalTime, other: LocalTime) -> Bool {
    (one.hour, one.minute) < (other.hour, other.minute)
  }
}

/// A week of the ISO 8601 calendar: Monday to Sunday; week 1 holds the year's first Thursday. Text: `2026-W47`.
public struct IsoWeek: Hashable, Sendable, Comparable, LosslessStringConvertible {
  /// Year of the ISO calendar; near New Year it may differ from the year of a day in the week.
  public let year: Int
  /// Number in its year, 1 to 53.
  public let week: Int

  /// Makes the week of that number; `nil` if the year has no such week.
  public init?(year: Int, week: Int) {
    guard (1...9999).contains(year), (1...Self.weeks(in: year)).contains(week) else { return nil }
    (self.year, self.week) = (year, week)
  }

  /// Reads `YYYY-Www`; `nil` for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].first == "W", let year = number(parts[0], digits: 4),
      let week = number(parts[1].dropFirst(), digits: 2)
    else { return nil }
    self.init(year: year, week: week)
  }

  /// The week that holds the day.
  public init(containing day: LocalDate) {
    let week = (day.dayOfYear - day.isoWeekday + 10) / 7
    if week < 1 {
      (year, self.week) = (day.year - 1, Self.weeks(in: day.year - 1))
    } else if week > Self.weeks(in: day.year) {
      (year, self.week) = (day.year + 1, 1)
    } else {
      (year, self.week) = (day.year, week)
    }
  }

  /// The week as `YYYY-Www`.
  public var description: String { "\(padded(year, 4))-W\(padded(week, 2))" }

  /// Orders by time.
  public static func < (one: IsoWeek, other: IsoWeek) -> Bool {
    (one.year, one.week) < (other.year, other.week)
  }

  /// A year has 53 weeks if it begins or ends on a Thursday.
  static func weeks(in year: Int) -> Int {
    let weekday = { (month: Int, day: Int) in LocalDate(year: year, month: month, day: day)?.isoWeekday }
    return weekday(1, 1) == 4 || weekday(12, 31) == 4 ? 53 : 52
  }
}

/// A day of the week, `mon` to `sun`.
public enum Weekday: String, Hashable, Sendable, CaseIterable {
  case mon, tue, wed, thu, fri, sat, sun
}

private func number(_ text: Substring, digits: Int) -> Int? {
  text.utf8.count == digits && text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ? Int(text) : nil
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
