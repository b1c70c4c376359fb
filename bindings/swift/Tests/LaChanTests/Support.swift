import Foundation
import LaChan
import XCTest

/// A key provider with a key of one repeated byte.
struct Keys: KeyProvider {
  var byte: UInt8 = 7
  var count = 32

  func storeKey() -> Data { Data(repeating: byte, count: count) }
}

/// A key provider that fails.
struct NoKeys<Failure: Error>: KeyProvider {
  let failure: Failure

  func storeKey() throws -> Data { throw failure }
}

/// A value that many threads may touch.
final class Shared<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  var now: Value { lock.withLock { value } }

  func change(_ change: (inout Value) -> Void) { lock.withLock { change(&value) } }
}

/// What a call was refused with; `nil` if it was not refused.
func refusal<T>(_ call: () throws(LaChanError) -> T) -> LaChanError? {
  do throws(LaChanError) {
    _ = try call()
    return nil
  } catch {
    return error
  }
}

extension XCTestCase {
  /// A file in a new folder that goes with the test.
  func storeFile() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lachan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    addTeardownBlock { try FileManager.default.removeItem(at: folder) }
    return folder.appendingPathComponent("child.lachan")
  }
}

/// The time of an RFC 3339 text, as the core reads it.
func moment(_ text: String) throws -> Moment {
  try LimitsCase(json: #"{"zone":"UTC","now":"\#(text)","rules":{}}"#).now
}

/// 2026-11-20T21:00:00+07:00, a Friday.
let evening = Moment(millisecondsSince1970: 1_795_183_200_000, secondsFromGMT: 7 * 3600)

func message(_ id: String, from contact: String = "zalo:an", at: Moment = evening, text: String = "chào em") -> Event {
  .message(Message(id: id, contact: contact, app: "com.zing.zalo", sentAt: at, text: text))
}

let profile = Event.profile(Profile(alias: "Bi", birthYear: 2014, zone: "Asia/Ho_Chi_Minh"))
let consent = Event.consent(Consent(givenAt: Moment(.distantPast, in: .gmt), childAgreed: true, version: "1"))
