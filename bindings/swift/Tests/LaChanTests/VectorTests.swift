import LaChan
import XCTest

/// The conformance vectors that Rust, Kotlin and Swift all run (tests/vectors/README.md).
final class VectorTests: XCTestCase {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private let vectors = repository.appendingPathComponent("tests/vectors")

  func testLimitsAnswerAsWritten() throws {
    let cases = try lines(of: vectors.appendingPathComponent("limits/cases.jsonl"))
    let states = try lines(of: vectors.appendingPathComponent("limits/states.jsonl"))
    XCTAssertFalse(cases.isEmpty)
    XCTAssertEqual(cases.count, states.count)
    for (line, (question, state)) in zip(cases, states).enumerated() {
      XCTAssertEqual(try Limits.evaluate(LimitsCase(json: question)).json(), state, "line \(line + 1)")
    }
  }

  func testDevicesAnswerAsWritten() throws {
    let folder = vectors.appendingPathComponent("device")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let devices = names.map(folder.appendingPathComponent).filter(\.hasDirectoryPath)
    XCTAssertFalse(devices.isEmpty, "no vectors under \(folder.path)")
    for device in devices { try replay(device) }
  }

  private func replay(_ device: URL) throws {
    let events = try lines(of: device.appendingPathComponent("events.jsonl")).map { try Event(json: $0) }
    let now = try text(of: device.appendingPathComponent("now.txt")).trimmingCharacters(in: .whitespacesAndNewlines)
    let guardian = try Guardian.open(at: storeFile(), keys: Keys(), mode: .replay)
    defer { XCTAssertNoThrow(try guardian.close()) }

    let ingested = try guardian.ingest(events, now: moment(now))
    try check(device, "decisions.jsonl", ingested.assessments.map { try $0.json() + "\n" }.joined())
    try check(device, "contacts.jsonl", guardian.contacts().map { try $0.json() + "\n" }.joined())

    var answers = ""
    for question in try lines(of: device.appendingPathComponent("ask.txt")) where !question.hasPrefix("#") {
      let words = question.split(separator: " ").map(String.init)
      switch words.first {
      case "day" where words.count == 2:
        answers += try guardian.screenTime(on: XCTUnwrap(LocalDate(words[1]), question)).json() + "\n"
      case "limits" where words.count == 2:
        answers += try guardian.limitsState(at: moment(words[1])).json() + "\n"
      case "report" where words.count == 5:
        let request = try ReportRequest(
          period: XCTUnwrap(ReportPeriod(words[1]), question),
          audience: XCTUnwrap(Audience(rawValue: words[2]), question),
          language: XCTUnwrap(Language(rawValue: words[3]), question),
          format: XCTUnwrap(ReportFormat(rawValue: words[4]), question))
        try check(device, "report-\(words[1...3].joined(separator: "-")).\(words[4])", guardian.report(request))
      default:
        XCTFail("\(device.lastPathComponent): \(question)")
      }
    }
    try check(device, "answers.jsonl", answers)
  }

  private func check(_ device: URL, _ file: String, _ found: String) throws {
    let expected = try text(of: device.appendingPathComponent(file))
    // String's == takes canonically equal texts for the same; the vectors are held to the byte.
    if Array(found.utf8) == Array(expected.utf8) { return }
    let differing = zip(found.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
    XCTFail(
      "\(device.lastPathComponent)/\(file) differs; found: \(differing?.0 ?? "another length"), expected: \(differing?.1 ?? "")"
    )
  }

  private func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  /// The lines that are not blank.
  private func lines(of file: URL) throws -> [String] {
    try text(of: file).split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
