import XCTest

@testable import LaChan

final class ConcurrencyTests: XCTestCase {
  func testManyTasksShareAGuardian() async throws {
    let guardian = try await Guardian.open(at: storeFile(), keys: Keys(), mode: .replay)
    _ = try await guardian.ingest([profile, consent], now: evening)
    let day = LocalDate(evening.date, in: evening.timeZone)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask {
          _ = try await guardian.contacts()
          _ = try await guardian.screenTime(on: day, asOf: evening)
          return try await guardian.ingest([message("m\(number)", from: "zalo:\(number % 8)")], now: evening)
            .assessments.count
        }
      }
      let counted = try await group.reduce(0, +)
      XCTAssertEqual(counted, 200)
    }
    let contacts = try await guardian.contacts()
    XCTAssertEqual(contacts.map(\.incoming), Array(repeating: 25, count: 8))
    try await guardian.close()
  }

  func testManyThreadsShareAGuardian() throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let failures = Shared<[any Error]>([])
    DispatchQueue.concurrentPerform(iterations: 100) { number in
      do {
        _ = try guardian.ingest([message("m\(number)")], now: evening)
      } catch {
        failures.change { $0.append(error) }
      }
    }
    XCTAssertTrue(failures.now.isEmpty, "\(failures.now)")
    XCTAssertEqual(try guardian.contacts().map(\.incoming), [100])
  }

  func testClosingAmongManyCallsRefusesTheRestAndNothingElse() async throws {
    let guardian = try await Guardian.open(at: storeFile(), keys: Keys(), mode: .replay)
    let outcomes = await withTaskGroup(of: LaChanError?.self) { group in
      for number in 0..<100 {
        group.addTask {
          do {
            if number == 50 { try await guardian.close() } else { _ = try await guardian.contacts() }
            return nil
          } catch {
            return error as? LaChanError
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    XCTAssertEqual(outcomes.count, 100)
    XCTAssertTrue(outcomes.allSatisfy { $0 == nil || $0 == .closed }, "\(outcomes)")
  }

  func testWorkRunsOffTheCallingActor() async throws {
    let guardian = try await Guardian.open(at: storeFile(), keys: Keys(), mode: .replay)
    let onMain = try await Task { @MainActor in
      try await guardian.lane.run { () throws(LaChanError) in Thread.isMainThread }
    }.value
    XCTAssertFalse(onMain)
  }

  func testACancelledTaskStopsWaitingAtOnce() async throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let (begun, gate) = (expectation(description: "begun"), DispatchSemaphore(value: 0))
    let holder = Task {
      try await guardian.lane.run { () throws(LaChanError) in
        begun.fulfill()
        gate.wait()
        return 42
      }
    }
    await fulfillment(of: [begun], timeout: 30)
    let waiting = Task { try await guardian.ingest([message("m1")], now: evening) }
    waiting.cancel()
    let outcome = await waiting.result
    XCTAssertThrowsError(try outcome.get()) { XCTAssertEqual($0 as? LaChanError, .interrupted) }

    holder.cancel()
    gate.signal()
    let held = try await holder.value
    XCTAssertEqual(held, 42, "what has begun runs to its end")
    let contacts = try await guardian.contacts()
    XCTAssertEqual(contacts, [], "what was cancelled never began")
  }

  func testACancelledTaskBeginsNothing() async throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await guardian.ingest([message("m1")], now: evening)
    }
    task.cancel()
    let outcome = await task.result
    XCTAssertThrowsError(try outcome.get()) { XCTAssertEqual($0 as? LaChanError, .interrupted) }
    let contacts = try await guardian.contacts()
    XCTAssertEqual(contacts, [])
  }
}
