import LaChan
import XCTest

/// The example of README.md, compiled and run.
final class ReadmeExampleTests: XCTestCase {
  func testTheExampleRuns() async throws {
    let (file, keys, now, text) = (try storeFile(), Keys(), evening, "chào em")

    // readme:begin
    let guardian = try await Guardian.open(at: file, keys: keys)  // keys: 32 random bytes in the Keychain
    let profile = Profile(alias: "Bi", birthYear: 2014, zone: "Asia/Ho_Chi_Minh")
    let consent = Consent(givenAt: now, childAgreed: true, version: "1")
    _ = try await guardian.ingest([.profile(profile), .consent(consent)], now: now)

    let message = Message(id: "1", contact: "zalo:an", app: "com.zing.zalo", sentAt: now, text: text)
    let ingested = try await guardian.ingest([.message(message)], now: now)
    for alert in ingested.alerts { print(alert.level, alert.category, alert.reasons) }

    let limits = try await guardian.limitsState(at: now)
    print(limits.locked, limits.policy, limits.reasons)
    let week = IsoWeek(containing: LocalDate(now.date, in: now.timeZone))
    let page = try await guardian.report(ReportRequest(week: week, language: .vi, format: .html))
    // readme:end

    XCTAssertEqual(ingested.assessments.map(\.message), ["1"])
    XCTAssertFalse(limits.locked)
    let again = try await guardian.report(ReportRequest(week: week, language: .vi, format: .html))
    XCTAssertEqual(page, again)
    try await guardian.close()
  }

  func testTheReadmeQuotesTheExample() throws {
    let here = URL(fileURLWithPath: #filePath)
    let package = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let source = try String(contentsOf: here, encoding: .utf8).components(separatedBy: "\n")
    let begin = try XCTUnwrap(source.firstIndex { $0.hasSuffix("// readme:begin") })
    let end = try XCTUnwrap(source.firstIndex { $0.hasSuffix("// readme:end") })
    let example = source[(begin + 1)..<end].map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }
    XCTAssertLessThanOrEqual(example.count, 15)
    let readme = try String(contentsOf: package.appendingPathComponent("README.md"), encoding: .utf8)
    XCTAssertTrue(readme.contains("```swift\n\(example.joined(separator: "\n"))\n```"), "README.md has another example")
  }
}
