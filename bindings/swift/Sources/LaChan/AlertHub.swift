import Foundation
internal import LaChanFFI

/// Hands every alert to the host's listener and to all open streams, with no lock held.
final class AlertHub: LaChanFFI.AlertListener, @unchecked Sendable {
  // All three are touched only with the lock held.
  private let lock = NSLock()
  private var listener: (@Sendable (Alert) throws -> Void)?
  private var streams: [UUID: AsyncStream<Alert>.Continuation] = [:]
  private var finished = false

  func onAlert(alert: LaChanFFI.Alert) {
    tell(Alert(alert))
  }

  func tell(_ alert: Alert) {
    let (listener, streams) = lock.withLock { (self.listener, Array(self.streams.values)) }
    // The batch is in the store and in the return value; a listener that fails undoes nothing.
    try? listener?(alert)
    streams.forEach { $0.yield(alert) }
  }

  func listen(_ listener: (@Sendable (Alert) throws -> Void)?) {
    lock.withLock { self.listener = finished ? nil : listener }
  }

  func stream() -> AsyncStream<Alert> {
    let (stream, continuation) = AsyncStream.makeStream(of: Alert.self)
    let id = UUID()
    let open = lock.withLock {
      if !finished { streams[id] = continuation }
      return !finished
    }
    if open {
      continuation.onTermination = { [weak self] _ in self?.forget(id) }
    } else {
      continuation.finish()
    }
    return stream
  }

  /// Ends all streams and lets go of the listener, which may hold the guardian.
  func finish() {
    let streams = lock.withLock {
      let open = self.streams
      (listener, self.streams, finished) = (nil, [:], true)
      return open
    }
    streams.values.forEach { $0.finish() }
  }

  private func forget(_ id: UUID) {
    lock.withLock { _ = streams.removeValue(forKey: id) }
  }
}
