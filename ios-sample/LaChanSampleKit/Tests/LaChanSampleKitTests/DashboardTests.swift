import Foundation
import LaChan
import LaChanSampleKit
import XCTest

/// The dashboard over the real core and the sample week, in both languages.
final class DashboardTests: XCTestCase {
  private func dashboard(_ language: Language) async throws -> Dashboard {
    let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../..")
    let file = top.appendingPathComponent("tests/data/sample-week.jsonl").standardized
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let events = try lines.map { try Event(json: String($0)) }
    let days = (16...22).compactMap { LocalDate(year: 2026, month: 11, day: $0) }
    let now = Moment(millisecondsSince1970: 1795366800000, secondsFromGMT: 25_200)  // Monday, 00:00 in Hanoi
    return try await Dashboard(
      events: events, days: days, now: now, zone: "Asia/Ho_Chi_Minh", words: Words(language))
  }

  func testSixContactsAlertAndNoOther() async throws {
    let shown = try await dashboard(.vi)
    XCTAssertEqual(shown.cards.count, 6)
    XCTAssertEqual(shown.calm, "27 liên hệ khác không có dấu hiệu.")
    XCTAssertTrue(shown.cards.allSatisfy { $0.hotline.contains("111") })
    XCTAssertEqual(shown.days.count, 7)
    XCTAssertTrue(shown.days[3].hasPrefix("Thứ Năm: ít nhất "))
  }

  func testEnglish() async throws {
    let shown = try await dashboard(.en)
    XCTAssertEqual(shown.calm, "27 other contacts show no signs.")
    XCTAssertTrue(shown.days[0].hasPrefix("Monday: "))
    XCTAssertTrue(shown.cards.allSatisfy { $0.meaning.contains("may") })
  }
}
