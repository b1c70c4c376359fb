import XCTest

@testable import LaChan

final class CalendarTests: XCTestCase {
  func testAMomentKeepsMillisecondsAndOffset() throws {
    for text in ["1969-12-31T23:59:59.999Z", "2026-11-20T21:00:00.001+07:00", "9999-12-30T00:00:00.123-05:00"] {
      let moment = try moment(text)
      XCTAssertEqual(Moment(moment.date, secondsFromGMT: moment.secondsFromGMT), moment, text)
    }
    let hanoi = try XCTUnwrap(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
    XCTAssertEqual(Moment(evening.date, in: hanoi), try moment("2026-11-20T21:00:00+07:00"))
    XCTAssertEqual(evening.timeZone.secondsFromGMT(), 25_200)
    XCTAssertEqual(Moment(Date(timeIntervalSince1970: .infinity), in: .gmt).millisecondsSince1970, .max)
    XCTAssertLessThan(Moment(.distantPast, in: .gmt), Moment(.distantFuture, in: .gmt))
  }

  func testOnlyDaysOfTheCalendarAreDays() {
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-11-30"] {
      XCTAssertEqual(LocalDate(text)?.description, text)
    }
    for text in [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-1-1", "0000-01-01", "+026-01-01",
      "2026-11-20 ", "",
    ] {
      XCTAssertNil(LocalDate(text), text)
    }
  }

  func testTheDayDependsOnTheZone() throws {
    let midnight = try moment("2026-11-20T00:00:00+07:00").date
    XCTAssertEqual(LocalDate(midnight, in: try XCTUnwrap(TimeZone(secondsFromGMT: 25_200))).description, "2026-11-20")
    XCTAssertEqual(LocalDate(midnight, in: .gmt).description, "2026-11-19")
    XCTAssertEqual(LocalDate(midnight, in: .gmt).weekday, .thu)
  }

  func testWeekdaysAndWeeksAgreeWithTheSystemsCalendar() throws {
    var iso = Calendar(identifier: .iso8601)
    iso.timeZone = .gmt
    let begin = try moment("1996-12-20T12:00:00Z").date
    for ahead in 0..<12_000 {
      let date = begin.addingTimeInterval(Double(ahead) * 86_400)
      let day = LocalDate(date, in: .gmt)
      let parts = iso.dateComponents([.yearForWeekOfYear, .weekOfYear, .weekday], from: date)
      let week = IsoWeek(containing: day)
      XCTAssertEqual([week.year, week.week], [parts.yearForWeekOfYear, parts.weekOfYear], "\(day)")
      XCTAssertEqual(IsoWeek(week.description), week)
      // Foundation counts from Sunday = 1.
      XCTAssertEqual(day.isoWeekday % 7 + 1, parts.weekday, "\(day)")
    }
  }

  func testOnlyWeeksOfTheCalendarAreWeeks() {
    XCTAssertEqual(IsoWeek("2026-W53")?.description, "2026-W53")
    for text in ["2025-W53", "2026-W00", "2026-W54", "2026-47", "2026-W7", "26-W47", "2026-W+7", "2026w47", ""] {
      XCTAssertNil(IsoWeek(text), text)
    }
  }

  func testLocalTimesAreStrict() {
    XCTAssertEqual(LocalTime("07:05").map { [$0.hour, $0.minute] }, [7, 5])
    XCTAssertEqual(LocalTime("23:59")?.description, "23:59")
    for text in ["7:05", "24:00", "07:60", "0705", "+7:05", "07:05:00", ""] {
      XCTAssertNil(LocalTime(text), text)
    }
  }

  func testTheDevicesFirstKnownLanguageIsSpoken() {
    XCTAssertEqual(Language.preferred(of: ["fr-FR", "vi-VN", "en-US"]), .vi)
    XCTAssertEqual(Language.preferred(of: ["en_GB", "vi"]), .en)
    XCTAssertEqual(Language.preferred(of: ["fr", "vie"]), .en)
    XCTAssertEqual(Language.preferred(of: []), .en)
  }
}
