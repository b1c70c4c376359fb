import XCTest

@testable import LaChan

final class AlertTests: XCTestCase {
  private let alert = Alert(
    contact: "0bc4", app: "com.zing.zalo", at: evening, level: .urgent, category: .sextortion, score: 0.9,
    reasons: ["a reason"])

  func testWhatIsHeardIsWhatIsReturned() async throws {
    let guardian = try await Guardian.open(at: storeFile(), keys: Keys(), mode: .replay)
    let heard = Shared<[Alert]>([])
    guardian.setAlertListener { alert in heard.change { $0.append(alert) } }
    let stream = guardian.alertStream()
    let ingested = try await guardian.ingest(script(), now: evening)
    try await guardian.close()
    var streamed: [Alert] = []
    for await alert in stream { streamed.append(alert) }
    XCTAssertEqual(heard.now, ingested.alerts)
    XCTAssertEqual(streamed, ingested.alerts)
  }

  func testAListenerThatThrowsUndoesNothing() throws {
    struct Trouble: Error {}
    let guardian = try Guardian.inMemory(mode: .replay)
    let heard = Shared(0)
    guardian.setAlertListener { _ in
      heard.change { $0 += 1 }
      throw Trouble()
    }
    let ingested = try guardian.ingest(script(), now: evening)
    XCTAssertEqual(ingested.assessments.count, 5)
    XCTAssertEqual(heard.now, ingested.alerts.count)
    XCTAssertEqual(try guardian.contacts().map(\.incoming), [5])
    guardian.hub.tell(alert)
    XCTAssertEqual(heard.now, ingested.alerts.count + 1)
  }

  func testAListenerMayCallBack() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let counts = Shared<[Int]>([])
    guardian.setAlertListener { [weak guardian] _ in
      guard let guardian else { return }
      let contacts = try guardian.contacts()
      counts.change { $0.append(contacts.count) }
      guardian.setAlertListener(nil)
    }
    let ingested = try guardian.ingest(script(), now: evening)
    if ingested.alerts.isEmpty { guardian.hub.tell(alert) }
    guardian.hub.tell(alert)
    XCTAssertEqual(counts.now, [1], "it answered from inside, and was not called again")
  }

  func testEveryStreamGetsEveryAlertUntilItIsLetGo() async throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let (one, two) = (guardian.alertStream(), guardian.alertStream())
    let third = guardian.alertStream()
    let reader = Task { await third.first { _ in false } }
    guardian.hub.tell(alert)
    var first = one.makeAsyncIterator()
    var second = two.makeAsyncIterator()
    let got = await (first.next(), second.next())
    XCTAssertEqual(got.0, alert)
    XCTAssertEqual(got.1, alert)
    reader.cancel()
    let nothing = await reader.value
    XCTAssertNil(nothing, "a cancelled reader ends its own stream")
    guardian.hub.tell(alert)
    let next = await (first.next(), second.next())
    XCTAssertEqual(next.0, alert)
    XCTAssertEqual(next.1, alert)
    try await guardian.close()
    let ended = await (first.next(), second.next())
    XCTAssertNil(ended.0)
    XCTAssertNil(ended.1)
    for await late in guardian.alertStream() { XCTFail("\(late) after the end") }
  }

  func testTheEndOfTheGuardianEndsItsStreams() async throws {
    var guardian: Guardian? = try Guardian.inMemory(mode: .replay)
    let stream = try XCTUnwrap(guardian).alertStream()
    guardian = nil
    for await late in stream { XCTFail("\(late) after the end") }
  }

  func testClosingLetsGoOfTheListener() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    weak var held: Shared<Int>?
    do {
      let heard = Shared(0)
      held = heard
      guardian.setAlertListener { [guardian] _ in
        heard.change { $0 += 1 }
        _ = guardian
      }
    }
    XCTAssertNotNil(held)
    try guardian.close()
    XCTAssertNil(held)
    guardian.setAlertListener { _ in XCTFail("a closed guardian has nothing to tell") }
    guardian.hub.tell(alert)
  }
}
