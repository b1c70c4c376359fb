import XCTest

@testable import LaChan

/// A text model out of a closure.
private struct Model: TextScorer {
  let answer: @Sendable (String) throws -> [TextScore]

  func score(_ text: String) throws -> [TextScore] { try answer(text) }
}

private let sure = Model { _ in [TextScore(category: .grooming, probability: 1)] }

final class TextScorerTests: XCTestCase {
  private struct Trouble: Error { let text: String }

  private func ingest(_ scorer: Model?, _ events: [Event]) throws -> Ingested {
    let guardian = try Guardian.inMemory(mode: .replay)
    guardian.setTextScorer(scorer)
    return try guardian.ingest(events, now: evening)
  }

  func testAModelThatThrowsOrSleepsNeitherBreaksIngestionNorHoldsItUp() throws {
    let without = try ingest(nil, script())
    let models = [
      "throws": Model { throw Trouble(text: $0) },
      "fails": Model { _ in throw LaChanError.internal(place: "model") },
      "sleeps": Model { text in
        Thread.sleep(forTimeInterval: 3)
        return try sure.score(text)
      },
      "knows no numbers": Model { _ in [TextScore(category: .scam, probability: .nan)] },
      "knows nothing": Model { _ in [] },
    ]
    for (name, model) in models {
      let begun = Date()
      let with = try ingest(model, script())
      XCTAssertLessThan(Date().timeIntervalSince(begun), 2, name)
      XCTAssertEqual(with.assessments, without.assessments, name)
      XCTAssertEqual(with.alerts.map(\.level), without.alerts.map(\.level), name)
    }
  }

  func testAModelThatIsSureOfEverythingRaisesNoAlertOverSmallTalk() throws {
    let talk = [
      "chào bạn", "hôm nay trời đẹp quá", "bạn ăn cơm chưa", "mai học toán tiết mấy", "tối nay có bóng đá",
    ]
    let morning = evening.date.addingTimeInterval(-9 * 3600)
    let events = (0..<60).map { number in
      let at = Moment(morning.addingTimeInterval(Double(number) * 60), in: evening.timeZone)
      return message("t\(number)", at: at, text: talk[number % talk.count])
    }
    XCTAssertEqual(try ingest(sure, events).alerts, [])
  }

  func testWhatAModelSaysCountsUntilItIsTakenAway() async throws {
    let openings = [
      "em có người yêu chưa", "cho anh xin số nhé", "em học lớp mấy", "nhà em ở đâu vậy", "gửi anh tấm hình đi",
    ].enumerated().map { message("o\($0.offset)", text: $0.element) }
    let guardian = try Guardian.inMemory(mode: .replay)
    try await guardian.setTextScorer(sure)
    let backed = try await guardian.ingest(openings, now: evening).assessments.map(\.score)
    try await guardian.eraseAll()
    try await guardian.setTextScorer(nil)
    let taken = try await guardian.ingest(openings, now: evening).assessments.map(\.score)
    let plain = try ingest(nil, openings).assessments.map(\.score)
    XCTAssertEqual(taken, plain)
    XCTAssertTrue(zip(plain, backed).allSatisfy { $0 <= $1 }, "\(plain) \(backed)")
    XCTAssertTrue(zip(plain, backed).contains { $0 < $1 }, "\(plain) \(backed)")
  }

  func testClosingLetsGoOfTheModel() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    weak var held: Shared<Int>?
    do {
      let weights = Shared(0)
      held = weights
      guardian.setTextScorer(
        Model { [guardian] _ in
          weights.change { $0 += 1 }
          _ = guardian
          return []
        })
    }
    XCTAssertNotNil(held)
    try guardian.close()
    // Its thread ends on its own.
    for _ in 0..<500 where held != nil { Thread.sleep(forTimeInterval: 0.01) }
    XCTAssertNil(held)
  }
}
