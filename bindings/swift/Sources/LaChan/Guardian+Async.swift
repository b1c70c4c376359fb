public import Foundation

// A task that is cancelled while it waits for its turn throws `interrupted`, and nothing of its call was done; a call
// that has begun runs to its end.
extension Guardian {
  /// Opens or makes the store in a file, off the calling actor.
  ///
  /// Throws as the blocking call does; ``LaChanError/interrupted`` if the task is cancelled before it begins.
  public static func open(
    at file: URL, keys: any KeyProvider, mode: Mode = .host
  ) async throws(LaChanError) -> Guardian {
    let lane = Lane()
    return try await lane.run { () throws(LaChanError) in try open(at: file, keys: keys, mode: mode, lane: lane) }
  }

  /// Sets the host's own text model, `nil` to stop, off the calling actor, after the calls that wait already.
  public func setTextScorer(_ scorer: (any TextScorer)?) async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in setTextScorer(scorer) }
  }

  /// Applies a batch of events in order, all or nothing, off the calling actor.
  ///
  /// Throws as the blocking call does; ``LaChanError/interrupted`` if the task is cancelled before it begins.
  public func ingest(_ events: [Event], now: Moment) async throws(LaChanError) -> Ingested {
    try await lane.run { [self] () throws(LaChanError) in try ingest(events, now: now) }
  }

  /// Returns the contacts, most risk first, off the calling actor.
  public func contacts() async throws(LaChanError) -> [ContactRisk] {
    try await lane.run { [self] () throws(LaChanError) in try contacts() }
  }

  /// Returns the alerts of a span of time, in order of time, off the calling actor.
  public func alerts(in span: Range<Date>) async throws(LaChanError) -> [Alert] {
    try await lane.run { [self] () throws(LaChanError) in try alerts(in: span) }
  }

  /// Returns the totals of a day in the child's zone, off the calling actor.
  public func screenTime(on day: LocalDate, asOf: Moment? = nil) async throws(LaChanError) -> DayTotals {
    try await lane.run { [self] () throws(LaChanError) in try screenTime(on: day, asOf: asOf) }
  }

  /// Returns what the stored rules say at a time, off the calling actor.
  public func limitsState(at now: Moment) async throws(LaChanError) -> LimitsState {
    try await lane.run { [self] () throws(LaChanError) in try limitsState(at: now) }
  }

  /// Returns one rendered report, off the calling actor.
  public func report(_ request: ReportRequest) async throws(LaChanError) -> String {
    try await lane.run { [self] () throws(LaChanError) in try report(request) }
  }

  /// Returns the hash-chained record of all alerts, off the calling actor.
  public func incidentRecord() async throws(LaChanError) -> IncidentRecord {
    try await lane.run { [self] () throws(LaChanError) in try incidentRecord() }
  }

  /// Erases a contact, named by its handle, and the alerts about it, off the calling actor.
  public func erase(contact: String) async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in try erase(contact: contact) }
  }

  /// Erases everything, also the profile and the consent, off the calling actor.
  public func eraseAll() async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in try eraseAll() }
  }

  /// Closes the store and ends all streams of alerts, off the calling actor, after the calls that wait already.
  public func close() async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in try close() }
  }
}
