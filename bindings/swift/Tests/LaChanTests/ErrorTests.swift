import LaChan
import XCTest

/// Every error that can be met, with its code and what people read in both languages.
final class ErrorTests: XCTestCase {
  private func check(
    _ error: LaChanError?, _ code: String, vi: String, en: String, file: StaticString = #filePath, line: UInt = #line
  ) {
    guard let error else { return XCTFail("was not refused", file: file, line: line) }
    XCTAssertEqual(error.code, code, file: file, line: line)
    XCTAssertEqual(error.text(in: .vi), vi, file: file, line: line)
    XCTAssertEqual(error.text(in: .en), en, file: file, line: line)
    let preferred = Language.preferred == .vi ? vi : en
    XCTAssertEqual(error.localizedDescription, preferred, file: file, line: line)
  }

  func testWrongKeyIsNotTakenForDamage() throws {
    let file = try storeFile()
    try Guardian.open(at: file, keys: Keys(byte: 7)).close()
    check(
      refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: Keys(byte: 8)) }, "wrong_key",
      vi: "Khóa không mở được kho dữ liệu này. Hãy dùng đúng khóa lúc tạo kho.",
      en: "The key does not open this store. Use the key it was made with.")
    try Guardian.open(at: file, keys: Keys(byte: 7)).close()
  }

  func testNoKey() throws {
    struct Locked: Error {}
    let file = try storeFile()
    let vi = "Không lấy được khóa 32 byte. Hãy mở khóa thiết bị rồi thử lại."
    let en = "The key provider gave no key of 32 bytes. Unlock the device and try again."
    for keys: any KeyProvider in [Keys(count: 5), Keys(count: 0), Keys(count: 33), NoKeys(failure: Locked())] {
      check(
        refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: keys) }, "key_unavailable", vi: vi,
        en: en)
    }
    XCTAssertFalse(FileManager.default.fileExists(atPath: file.path))
  }

  func testAKeyProvidersOwnErrorCrossesAsItIs() throws {
    let file = try storeFile()
    for error: LaChanError in [.interrupted, .unavailable(kind: "keychain"), .tooNew(found: 3, supported: 2)] {
      XCTAssertEqual(
        refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: NoKeys(failure: error)) }, error)
    }
  }

  func testDamageIsSetAsideAndANewStoreOpens() throws {
    let file = try storeFile()
    let guardian = try Guardian.open(at: file, keys: Keys(), mode: .replay)
    _ = try guardian.ingest([message("m1")], now: evening)
    try guardian.close()
    var bytes = try Data(contentsOf: file)
    for place in 100..<200 { bytes[place] ^= 0xff }
    try bytes.write(to: file)

    let vi = "Kho dữ liệu bị hỏng. Tệp cũ được giữ lại dưới tên khác; hãy mở kho mới."
    let en = "The store is damaged. It is kept aside under another name; open a new one."
    check(
      refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: Keys()) }, "corrupt", vi: vi, en: en)
    XCTAssertEqual(try Data(contentsOf: file.appendingPathExtension("corrupt-1")), bytes)
    let fresh = try Guardian.open(at: file, keys: Keys())
    XCTAssertEqual(try fresh.contacts(), [])
    try fresh.close()

    try bytes.prefix(100).write(to: file)
    check(
      refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: Keys()) }, "corrupt", vi: vi, en: en)
  }

  func testAFolderThatIsNotThere() throws {
    let file = try storeFile().deletingLastPathComponent().appendingPathComponent("none/child.lachan")
    check(
      refusal { () throws(LaChanError) in try Guardian.open(at: file, keys: Keys()) }, "unavailable",
      vi: "Không dùng được tệp của kho dữ liệu (cannot be opened). Hãy kiểm tra thư mục và quyền truy cập.",
      en: "The store's file cannot be used (cannot be opened). Check the folder and its rights.")
  }

  func testAHostBringsProfileAndConsentFirst() throws {
    let guardian = try Guardian.inMemory()
    let vi = "Chưa có hồ sơ của trẻ. Hãy gửi sự kiện profile trước."
    let en = "No profile was given yet. Send a profile event first."
    let day = LocalDate(evening.date, in: evening.timeZone)
    let week = IsoWeek(containing: day)
    check(
      refusal { () throws(LaChanError) in try guardian.ingest([message("m1")], now: evening) }, "no_profile", vi: vi,
      en: en)
    check(refusal { () throws(LaChanError) in try guardian.screenTime(on: day) }, "no_profile", vi: vi, en: en)
    check(refusal { () throws(LaChanError) in try guardian.limitsState(at: evening) }, "no_profile", vi: vi, en: en)
    check(
      refusal { () throws(LaChanError) in try guardian.report(ReportRequest(week: week)) }, "no_profile", vi: vi, en: en
    )

    _ = try guardian.ingest([profile], now: evening)
    check(
      refusal { () throws(LaChanError) in try guardian.ingest([message("m1")], now: evening) }, "no_consent",
      vi: "Chưa có sự đồng ý. Hãy gửi sự kiện consent trước.",
      en: "No consent was given yet. Send a consent event first.")
    _ = try guardian.ingest([consent], now: evening)
    XCTAssertEqual(try guardian.ingest([message("m1")], now: evening).assessments.count, 1)
  }

  func testClosed() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    try guardian.close()
    try guardian.close()
    let day = LocalDate(evening.date, in: evening.timeZone)
    let request = ReportRequest(week: IsoWeek(containing: day))
    for error in [
      refusal { () throws(LaChanError) in _ = try guardian.ingest([], now: evening) },
      refusal { () throws(LaChanError) in _ = try guardian.contacts() },
      refusal { () throws(LaChanError) in _ = try guardian.alerts(in: .distantPast..<evening.date) },
      refusal { () throws(LaChanError) in _ = try guardian.screenTime(on: day) },
      refusal { () throws(LaChanError) in _ = try guardian.limitsState(at: evening) },
      refusal { () throws(LaChanError) in _ = try guardian.report(request) },
      refusal { () throws(LaChanError) in _ = try guardian.incidentRecord() },
    ] {
      check(
        error, "closed", vi: "Kho dữ liệu đã đóng. Hãy mở lại.", en: "The store was closed. Open it again.")
    }
  }

  func testABadEventNamesItsPlaceAndItsField() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let nameless = Event.usage(Usage(kind: .appResumed, at: evening))
    check(
      refusal { () throws(LaChanError) in try guardian.ingest([message("m1"), nameless], now: evening) },
      "invalid_input", vi: "dòng 2: app: is missing", en: "line 2: app: is missing")
    let call = Event.call(Call(contact: "zalo:an", app: "a", direction: .incoming, at: evening, seconds: -1))
    let range = "is not a whole number from 0 to 4294967295"
    check(
      refusal { () throws(LaChanError) in try guardian.ingest([message("m1"), message("m2"), call], now: evening) },
      "invalid_input", vi: "dòng 3: seconds: \(range)", en: "line 3: seconds: \(range)")
    let unborn = Event.profile(Profile(alias: "", birthYear: 40_000, zone: "UTC"))
    XCTAssertEqual(
      refusal { () throws(LaChanError) in try guardian.ingest([unborn], now: evening) },
      .invalidInput(line: 1, field: "birth_year", reason: "is not a whole number from -32768 to 32767"))
    XCTAssertEqual(try guardian.contacts(), [], "a refused batch leaves nothing behind")
  }

  func testBadJSONNamesTheFieldAndNeverTheValue() {
    let wanted = "is not an RFC 3339 time with an offset, such as 2026-11-20T21:03:00+07:00"
    check(
      refusal { () throws(LaChanError) in
        try Event(json: #"{"type":"usage","kind":"screen_on","at":"secret"}"#)
      }, "invalid_input", vi: "at: \(wanted)", en: "at: \(wanted)")
    check(
      refusal { () throws(LaChanError) in try Event(json: "secret") }, "invalid_input",
      vi: "json: is not valid JSON from column 1 on", en: "json: is not valid JSON from column 1 on")
    check(
      refusal { () throws(LaChanError) in try LimitsCase(json: #"{"zone":"UTC","rules":{}}"#) }, "invalid_input",
      vi: "now: is missing", en: "now: is missing")
    let past = #""day":"-000044-03-15","at_least_minutes":1,"received_at":"2026-11-20T21:20:00Z""#
    check(
      refusal { () throws(LaChanError) in try Event(json: #"{"type":"checkpoint","scope":"device",\#(past)}"#) },
      "invalid_input", vi: "day: is not a date from 0001-01-01 to 9999-12-31",
      en: "day: is not a date from 0001-01-01 to 9999-12-31")
  }

  func testBadQuestionsToTheLimitsEngine() {
    let nowhere = LimitsCase(zone: "Mars/Base", now: evening, rules: LimitsRules())
    check(
      refusal { () throws(LaChanError) in try Limits.evaluate(nowhere) }, "invalid_input",
      vi: "zone: is not the IANA name of a time zone", en: "zone: is not the IANA name of a time zone")
    let endless = LimitsRules(bedtimes: [Bedtime(day: .fri, from: .midnight, to: .midnight, updatedAt: evening)])
    let question = LimitsCase(zone: "UTC", now: evening, rules: endless)
    XCTAssertEqual(
      refusal { () throws(LaChanError) in try Limits.evaluate(question) },
      .invalidInput(line: nil, field: "rules.bedtimes[0].to", reason: "is the same as `from`"))
  }

  func testWhatOnlyADeviceBringsAbout() {
    check(
      .tooNew(found: 9, supported: 1), "too_new",
      vi: "Kho dữ liệu có phiên bản 9, ứng dụng này chỉ hiểu đến phiên bản 1. Hãy cập nhật ứng dụng.",
      en: "The store has version 9, this app knows versions up to 1. Update the app.")
    check(
      .busy, "busy", vi: "Kho dữ liệu đang được dùng ở nơi khác. Hãy thử lại sau giây lát.",
      en: "The store is in use elsewhere. Try again in a moment.")
    check(
      .diskFull, "disk_full",
      vi: "Thiết bị hết chỗ trống. Hãy giải phóng dung lượng rồi thử lại; không có gì bị mất.",
      en: "No room is left on the device. Free some room and try again; nothing was lost.")
    check(
      .interrupted, "interrupted", vi: "Thao tác bị ngắt. Hãy thử lại; không có gì bị ghi dở.",
      en: "The call was interrupted. Try again; nothing was half done.")
    check(
      .internal(place: "json"), "internal",
      vi: "Lỗi của bộ công cụ (json). Vui lòng báo lại; không có gì bị ghi dở.",
      en: "A defect of the SDK (json). Please report it; nothing was half done.")
  }
}
