public import Foundation

// As in the other asynchronous calls, a task that is cancelled before its turn throws `interrupted`.
extension Guardian {
  /// Returns what the stored rules say of the device and of apps, in codes and sentences, and which warnings are due,
  /// off the calling actor.
  public func plan(at now: Moment, _ request: PlanRequest = PlanRequest()) async throws(LaChanError) -> Plan {
    try await lane.run { [self] () throws(LaChanError) in try plan(at: now, request) }
  }

  /// Adds an entry to the ledger of extra time; false if its id is known already, which changes nothing, off the
  /// calling actor.
  public func add(_ grant: Grant) async throws(LaChanError) -> Bool {
    try await lane.run { [self] () throws(LaChanError) in try add(grant) }
  }

  /// Returns the ledger of the limit days from one on, in the order in which entries came, off the calling actor.
  public func grants(from first: LocalDate) async throws(LaChanError) -> [Grant] {
    try await lane.run { [self] () throws(LaChanError) in try grants(from: first) }
  }

  /// Checks a code that was typed on the child's phone; a right grant code adds its minutes to today's limit of the
  /// device, off the calling actor.
  public func checkParentCode(
    _ code: String, for purpose: CodePurpose, secret: ParentSecret, now: Moment, policy: CodePolicy = CodePolicy()
  ) async throws(LaChanError) -> CodeOutcome {
    try await lane.run { [self] () throws(LaChanError) in
      try checkParentCode(code, for: purpose, secret: secret, now: now, policy: policy)
    }
  }

  /// Returns a day with its kinds of apps and its hours, off the calling actor.
  public func dayView(on day: LocalDate, asOf: Moment? = nil) async throws(LaChanError) -> DayView {
    try await lane.run { [self] () throws(LaChanError) in try dayView(on: day, asOf: asOf) }
  }

  /// Returns the use of consecutive days, both ends included, beside the days before them, off the calling actor.
  public func period(from first: LocalDate, to last: LocalDate) async throws(LaChanError) -> UsagePeriod {
    try await lane.run { [self] () throws(LaChanError) in try period(from: first, to: last) }
  }

  /// Returns the visits of apps that touch a day, by begin, then by app; whole, not clipped to the day, off the calling
  /// actor.
  public func sessions(on day: LocalDate, asOf: Moment? = nil) async throws(LaChanError) -> [SessionView] {
    try await lane.run { [self] () throws(LaChanError) in try sessions(on: day, asOf: asOf) }
  }

  /// Removes the usage facts from before a day; the totals of the days before it stay as they are, off the calling
  /// actor.
  public func forgetUsage(before day: LocalDate) async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in try forgetUsage(before: day) }
  }

  /// Returns the tamper log of a span of time. An entry tells what was seen, never who did it. Off the calling actor.
  public func tamperLog(in span: Range<Date>) async throws(LaChanError) -> [TamperEntry] {
    try await lane.run { [self] () throws(LaChanError) in try tamperLog(in: span) }
  }

  /// Returns how far the device's clock can be believed; the three are read at one instant, off the calling actor.
  public func clockTrust(
    now: Moment, monotonicMs: Int64? = nil, boot: String? = nil
  ) async throws(LaChanError) -> ClockTrust {
    try await lane.run { [self] () throws(LaChanError) in
      try clockTrust(now: now, monotonicMs: monotonicMs, boot: boot)
    }
  }

  /// Removes what is past its time and returns how many records went; every ingest does the same, off the calling
  /// actor.
  public func retain(now: Moment) async throws(LaChanError) -> Int {
    try await lane.run { [self] () throws(LaChanError) in try retain(now: now) }
  }

  /// Sets the kind of an app for this family; `nil` for the shipped one again, off the calling actor.
  public func setCategory(_ category: AppCategory?, of app: String) async throws(LaChanError) {
    try await lane.run { [self] () throws(LaChanError) in try setCategory(category, of: app) }
  }

  /// Returns the kind of an app: what this family set, else the shipped one, off the calling actor.
  public func category(of app: String) async throws(LaChanError) -> AppCategory {
    try await lane.run { [self] () throws(LaChanError) in try category(of: app) }
  }

  /// Returns the kinds of apps that this family set, by app, off the calling actor.
  public func appCategories() async throws(LaChanError) -> [String: AppCategory] {
    try await lane.run { [self] () throws(LaChanError) in try appCategories() }
  }

  /// Returns who looked at what, in order. Reading it is not noted. Off the calling actor.
  public func accessEntries() async throws(LaChanError) -> [AccessEntry] {
    try await lane.run { [self] () throws(LaChanError) in try accessEntries() }
  }

  /// Returns who looked at what, hash-chained, as JSON. Reading it is not noted. Off the calling actor.
  public func accessLog() async throws(LaChanError) -> String {
    try await lane.run { [self] () throws(LaChanError) in try accessLog() }
  }

  /// Returns how consent stands, off the calling actor.
  public func consentState() async throws(LaChanError) -> ConsentState {
    try await lane.run { [self] () throws(LaChanError) in try consentState() }
  }
}
