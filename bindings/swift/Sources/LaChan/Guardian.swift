public import Foundation
internal import LaChanFFI

/// The child-safety guardian over one encrypted store.
///
/// Every call exists twice: one that blocks the thread until the store has answered, for threads of your own, and one
/// that is `async` and runs off the calling actor. In an `async` function Swift takes the `async` one. Calls may come
/// from any thread or task; they are answered one after another.
public final class Guardian: Sendable {
  let inner: LaChanFFI.Guardian
  let hub = AlertHub()
  let lane: Lane

  private init(_ inner: LaChanFFI.Guardian, _ lane: Lane) {
    (self.inner, self.lane) = (inner, lane)
    inner.setAlertListener(listener: hub)
  }

  deinit {
    hub.finish()
  }

  /// Opens or makes the store in a file. Blocks; does I/O.
  ///
  /// - Throws: ``LaChanError/keyUnavailable``, ``LaChanError/wrongKey``, ``LaChanError/corrupt`` (the damaged file is
  ///   renamed aside, so that the next call makes a new one), ``LaChanError/tooNew(found:supported:)``,
  ///   ``LaChanError/busy``, ``LaChanError/diskFull``, ``LaChanError/unavailable(kind:)``.
  public static func open(
    at file: URL, keys: any KeyProvider, mode: Mode = .host
  ) throws(LaChanError) -> Guardian {
    try open(at: file, keys: keys, mode: mode, lane: Lane())
  }

  static func open(
    at file: URL, keys: any KeyProvider, mode: Mode, lane: Lane
  ) throws(LaChanError) -> Guardian {
    let inner = try crossing { try LaChanFFI.Guardian.open(path: file.path, keys: CrossingKeys(keys), mode: mode.ffi) }
    return Guardian(inner, lane)
  }

  /// Makes a guardian over a store in memory, which ends with it. For previews, replays and tests. Blocks.
  public static func inMemory(mode: Mode = .host) throws(LaChanError) -> Guardian {
    Guardian(try crossing { try LaChanFFI.Guardian.inMemory(mode: mode.ffi) }, Lane())
  }

  /// Sets the host's own text model as a further source of evidence; `nil` to stop. Blocks while a batch is under way.
  ///
  /// The model is held until another one is set or the guardian is closed; until then, it should hold the guardian
  /// weakly if at all.
  public func setTextScorer(_ scorer: (any TextScorer)?) {
    inner.setTextScorer(scorer: scorer.map(CrossingScorer.init))
  }

  /// Applies a batch of events in order, all or nothing. Blocks; does I/O, one transaction a batch.
  ///
  /// Repeated events change nothing and are named in ``Ingested/skipped``.
  ///
  /// - Parameter now: The host's clock.
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` with the event's place in the batch (from 1) as `line`;
  ///   ``LaChanError/noProfile`` and ``LaChanError/noConsent`` in ``Mode/host``; the store's errors.
  public func ingest(_ events: [Event], now: Moment) throws(LaChanError) -> Ingested {
    try crossing { Ingested(try inner.ingest(events: Event.ffi(events), now: now.ffi)) }
  }

  /// Returns the contacts, most risk first. Blocks; does I/O.
  public func contacts() throws(LaChanError) -> [ContactRisk] {
    try crossing { try inner.contacts().map(ContactRisk.init) }
  }

  /// Returns the alerts of a span of time, in order of time. Blocks; does I/O.
  public func alerts(in span: Range<Foundation.Date>) throws(LaChanError) -> [Alert] {
    let (from, to) = (Moment(span.lowerBound, in: .gmt), Moment(span.upperBound, in: .gmt))
    return try crossing { try inner.alerts(from: from.ffi, to: to.ffi).map(Alert.init) }
  }

  /// Returns the totals of a day in the child's zone. Blocks; does I/O.
  ///
  /// - Parameter asOf: Lengthens a session that is still open at the end of the data until then.
  /// - Throws: ``LaChanError/noProfile``; the store's errors.
  public func screenTime(on day: LocalDate, asOf: Moment? = nil) throws(LaChanError) -> DayTotals {
    try crossing { try DayTotals(try inner.screenTime(day: day.description, asOf: asOf?.ffi)) }
  }

  /// Returns what the stored rules say, with the use that the store knows of until then. Blocks; does I/O.
  ///
  /// - Throws: ``LaChanError/noProfile``; the store's errors.
  public func limitsState(at now: Moment) throws(LaChanError) -> LimitsState {
    try crossing { LimitsState(try inner.limitsState(now: now.ffi)) }
  }

  /// Returns one rendered report; the same request over the same data gives the same bytes. Blocks; does I/O.
  ///
  /// - Throws: ``LaChanError/noProfile``; the store's errors.
  public func report(_ request: ReportRequest) throws(LaChanError) -> String {
    try crossing { try inner.report(request: request.ffi) }
  }

  /// Returns the hash-chained record of all alerts. Blocks; does I/O.
  public func incidentRecord() throws(LaChanError) -> IncidentRecord {
    IncidentRecord(json: try crossing { try inner.incidentJson() })
  }

  /// Erases a contact and the alerts about it. Blocks; does I/O.
  ///
  /// What was already written to the incident record stays: its chain holds no name and no text.
  ///
  /// - Parameter contact: The contact's handle, from ``ContactRisk/contact`` or ``Alert/contact``.
  /// - Throws: ``LaChanError/invalidInput(line:field:reason:)`` on `contact` if there is no such contact; the store's
  ///   errors.
  public func erase(contact: String) throws(LaChanError) {
    try crossing { try inner.eraseContact(handle: contact) }
  }

  /// Erases everything, also the profile and the consent, as a withdrawal of consent asks for. Blocks; does I/O.
  ///
  /// In ``Mode/host`` nothing is taken in again before a new profile and a new consent.
  public func eraseAll() throws(LaChanError) {
    try crossing { try inner.eraseAll() }
  }

  /// Closes the store and ends all streams of alerts; later calls throw ``LaChanError/closed``. Blocks; does I/O.
  ///
  /// On iOS, close before the app is suspended: the system ends an app that holds a locked file then.
  public func close() throws(LaChanError) {
    defer {
      hub.finish()
      setTextScorer(nil)
    }
    try crossing { try inner.close() }
  }

  /// Returns a stream of the alerts that arise from now on; it ends when the guardian is closed or gone.
  ///
  /// Every call makes a stream of its own, which keeps what has not been read yet. Alerts from before are in
  /// ``alerts(in:)``.
  public func alertStream() -> AsyncStream<Alert> {
    hub.stream()
  }

  /// Sets who hears of alerts at once, on the thread that ingests; `nil` to stop.
  ///
  /// It is called with no lock held, so it may call the blocking methods. It must not wait for an `async` one, which would
  /// wait for it. What it throws is dropped. It is let go when the guardian is closed; until then, capture the guardian
  /// weakly.
  public func setAlertListener(_ listener: (@Sendable (Alert) throws -> Void)?) {
    hub.listen(listener)
  }
}
