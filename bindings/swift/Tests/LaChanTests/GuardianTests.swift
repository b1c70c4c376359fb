import XCTest

@testable import LaChan

final class GuardianTests: XCTestCase {
  func testAStoreKeepsWhatItWasToldAndNoText() async throws {
    let file = try storeFile()
    let secret = "NguaVanTim93418"
    let card = ContactCard(
      contact: secret, app: "com.zing.zalo", displayName: "Anh Nam", relation: .school, saved: true)
    let batch = [profile, consent, .contact(card), message("m1", from: secret, text: secret)]
    let first = try await Guardian.open(at: file, keys: Keys())
    let ingested = try await first.ingest(batch, now: evening)
    XCTAssertEqual(ingested.assessments.map(\.message), ["m1"])
    XCTAssertEqual(ingested.assessments.map(\.contact), [secret])
    XCTAssertEqual(ingested.assessments.map(\.seq), [1])
    try await first.close()
    XCTAssertNil(try Data(contentsOf: file).range(of: Data(secret.utf8)))

    let second = try await Guardian.open(at: file, keys: Keys())
    let again = try await second.ingest([message("m1", from: secret), message("m2", from: secret)], now: evening)
    XCTAssertEqual(again.skipped, [Skipped(index: 0, reason: .duplicate)])
    XCTAssertEqual(again.assessments.map(\.seq), [2])
    let contacts = try await second.contacts()
    XCTAssertEqual(contacts.map(\.displayName), ["Anh Nam"])
    XCTAssertEqual(contacts.map(\.relation), [.school])
    XCTAssertEqual(contacts.map(\.saved), [true])
    XCTAssertEqual(contacts.map(\.contact.count), [32])
    try await second.close()
  }

  func testNothingFromBeforeConsentIsTaken() throws {
    let guardian = try Guardian.inMemory()
    let given = Event.consent(Consent(givenAt: evening, childAgreed: true, version: "1"))
    let before = Moment(evening.date.addingTimeInterval(-1), in: evening.timeZone)
    let ingested = try guardian.ingest([profile, given, message("m1", at: before)], now: evening)
    XCTAssertEqual(ingested.skipped, [Skipped(index: 2, reason: .beforeConsent)])
    XCTAssertEqual(ingested.assessments, [])
  }

  func testLimitsAreKeptAndAnswered() throws {
    let guardian = try Guardian.inMemory()
    let from = try XCTUnwrap(LocalTime(hour: 20))
    let to = try XCTUnwrap(LocalTime(hour: 6))
    let rules = LimitsRules(
      bedtimes: Weekday.allCases.map { Bedtime(day: $0, from: from, to: to, updatedAt: evening) })
    _ = try guardian.ingest([profile, .limits(LimitsSet(rules: rules, setAt: evening))], now: evening)
    // 21:00 in Hanoi: rest until six in the morning.
    let state = try guardian.limitsState(at: evening)
    let morning = Moment(
      millisecondsSince1970: evening.millisecondsSince1970 + 9 * 3_600_000, secondsFromGMT: 7 * 3600)
    XCTAssertTrue(state.locked)
    XCTAssertEqual(state.policy, .bedtime)
    XCTAssertEqual(state.unlocksAt, morning)
    XCTAssertEqual(state.nextChange, NextChange(at: morning, policy: .none))
  }

  func testScreenTimeCountsADayOfTheChildsZone() throws {
    let guardian = try Guardian.inMemory()
    let later = Moment(evening.date.addingTimeInterval(90), in: evening.timeZone)
    let facts: [Event] = [
      .usage(Usage(kind: .unlocked, at: evening)),
      .usage(Usage(kind: .appResumed, app: "com.example.game", at: evening)),
      .usage(Usage(kind: .appPaused, app: "com.example.game", at: later)),
    ]
    _ = try guardian.ingest([profile, consent] + facts, now: later)
    let totals = try guardian.screenTime(on: try XCTUnwrap(LocalDate("2026-11-20")), asOf: later)
    XCTAssertEqual(totals.deviceMinutes, 1.5)
    XCTAssertEqual(totals.apps, [AppTotal(app: "com.example.game", minutes: 1.5, opens: 1)])
    XCTAssertEqual(totals.pickups, 1)
    XCTAssertEqual(totals.firstUse, evening)
    XCTAssertEqual(totals.lastUse, later)
    XCTAssertEqual(totals.zone, "Asia/Ho_Chi_Minh")
  }

  func testTheIncidentRecordHoldsAndABrokenOneDoesNot() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let ingested = try guardian.ingest(script(), now: evening)
    let record = try guardian.incidentRecord()
    XCTAssertEqual(try record.verify(), ingested.alerts.count)
    XCTAssertEqual(try guardian.alerts(in: .distantPast..<Date.distantFuture), ingested.alerts)
    XCTAssertEqual(try guardian.alerts(in: evening.date..<evening.date), [])

    let head = try XCTUnwrap(record.json.range(of: #""head":""#)).upperBound
    var forged = record.json
    forged.replaceSubrange(head..<forged.index(after: head), with: forged[head] == "0" ? "1" : "0")
    let refused = refusal { () throws(LaChanError) in try IncidentRecord(json: forged).verify() }
    XCTAssertEqual(refused?.code, "invalid_input")
    XCTAssertEqual(refusal { () throws(LaChanError) in try IncidentRecord(json: "{").verify() }?.code, "invalid_input")
  }

  func testAGuardianThatIsLetGoLetsGoOfItsFile() throws {
    let file = try storeFile()
    weak var gone: Guardian?
    do {
      let guardian = try Guardian.open(at: file, keys: Keys(), mode: .replay)
      _ = try guardian.ingest([message("m1")], now: evening)
      gone = guardian
    }
    XCTAssertNil(gone)
    XCTAssertEqual(try Guardian.open(at: file, keys: Keys(), mode: .replay).contacts().count, 1)
  }

  func testWhatIsPrintedOrDumpedHoldsNobody() {
    let secret = "Hoa Dã Quỳ"
    let records: [Any] = [
      Profile(alias: secret, birthYear: 2014, zone: "UTC"),
      ContactCard(contact: secret, app: secret, displayName: secret),
      Message(id: secret, contact: secret, app: secret, conversation: secret, sentAt: evening, text: secret),
      Call(contact: secret, app: secret, direction: .incoming, at: evening, seconds: 5),
      ContactRequest(contact: secret, app: secret, at: evening),
      Alert(
        contact: secret, displayName: secret, app: secret, at: evening, level: .urgent, category: .scam, score: 1,
        reasons: [secret]),
      ContactRisk(contact: secret, app: secret, displayName: secret, score: 0, level: .none, reasons: [secret]),
      Assessment(
        message: secret, contact: secret, seq: 1, score: 0, level: .none, category: nil, signals: [],
        reasons: [secret], alert: false, model: ""),
    ]
    for record in records {
      var text = "\(record) \(String(reflecting: record)) "
      dump(record, to: &text)
      XCTAssertFalse(text.contains(secret), text)
    }
    XCTAssertEqual("\(message("m1"))", "message(Message(direction: incoming, group: false, …))")
  }
}

/// A talk that may alarm: secrecy, being alone, a photo, deleting, a threat. The core's own tests use the like.
func script() -> [Event] {
  [
    "Em đừng kể với bố mẹ về chuyện của hai đứa mình nhé, đây là bí mật của chúng mình",
    "Em ở nhà một mình à? Bố mẹ em có nhà không?",
    "Gửi anh ảnh riêng tư của em đi, anh sẽ cho em thẻ game",
    "Em nhớ xóa tin nhắn đi kẻo bố mẹ kiểm tra điện thoại",
    "Nếu em không chuyển tiền anh sẽ gửi ảnh của em cho cả lớp và bố mẹ em",
  ].enumerated().map { message("s\($0.offset)", text: $0.element) }
}
