import Dispatch
import Foundation

/// Runs blocking work of one guardian, a piece at a time, on a thread of its own: never on an actor's, never on one of
/// the few threads that all tasks share. More threads would only wait for the same store.
final class Lane: Sendable {
  private let queue = DispatchQueue(label: "vn.lachan.guardian")

  /// Runs the work. A task that is cancelled before its turn stops waiting at once with ``LaChanError/interrupted``;
  /// work that has begun runs to its end.
  func run<T: Sendable>(_ work: @escaping @Sendable () throws(LaChanError) -> T) async throws(LaChanError) -> T {
    let turn = Turn<T>()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard turn.wait(continuation) else { return }
        queue.async {
          guard let waiting = turn.take() else { return }
          do throws(LaChanError) {
            waiting.resume(returning: .success(try work()))
          } catch {
            waiting.resume(returning: .failure(error))
          }
        }
      }
    } onCancel: {
      turn.cancel()
    }
    return try outcome.get()
  }
}

/// A place in the lane. Whoever takes the continuation resumes it: the lane when its turn comes, or the cancellation.
private final class Turn<T: Sendable>: @unchecked Sendable {
  typealias Waiting = CheckedContinuation<Result<T, LaChanError>, Never>

  // Both are touched only with the lock held.
  private let lock = NSLock()
  private var waiting: Waiting?
  private var cancelled = false

  /// Begins to wait; false if the task was cancelled before, and is told so.
  func wait(_ continuation: Waiting) -> Bool {
    let waits = lock.withLock {
      if !cancelled { waiting = continuation }
      return !cancelled
    }
    if !waits { continuation.resume(returning: .failure(.interrupted)) }
    return waits
  }

  func take() -> Waiting? {
    lock.withLock {
      defer { waiting = nil }
      return waiting
    }
  }

  func cancel() {
    let waiting = lock.withLock {
      cancelled = true
      defer { self.waiting = nil }
      return self.waiting
    }
    waiting?.resume(returning: .failure(.interrupted))
  }
}
