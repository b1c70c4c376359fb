public import Foundation
internal import LaChanFFI

// Plans, extra time, days, trust in clock and device, and the access log.
extension Guardian {
  /// Returns what the stored rules say of the device and of apps, in codes and sentences, and which warnings are due.
  /// Blocks; does I/O.
  public func plan(at now: Moment, _ request: PlanRequest = PlanRequest()) throws(LaChanError) -> Plan {
    try crossing { Plan(try inner.plan(now: now.ffi, request: request.ffi)) }
  }

  /// Adds an entry to the ledger of extra time; false if its id is known already, which changes nothing. Blocks; does
  /// I/O.
  public func add(_ grant: Grant) throws(LaChanError) -> Bool {
    try crossing { try inner.addGrant(grant: grant.ffi) }
  }

  /// Returns the ledger of the limit days from one on, in the order in which entries came. Blocks; does I/O.
  public func grants(from first: LocalDate) throws(LaChanError) -> [Grant] {
    try crossing { try inner.grants(first: first.description).map(Grant.init) }
  }

  /// Checks a code that was typed on the child's phone; a right grant code adds its minutes to today's limit of the
  /// device. Blocks; does I/O.
  public func checkParentCode(
    _ code: String, for purpose: CodePurpose, secret: ParentSecret, now: Moment, policy: CodePolicy = CodePolicy()
  ) throws(LaChanError) -> CodeOutcome {
    try crossing {
      CodeOutcome(
        try inner.checkParentCode(
          secret: secret.bytes, now: now.ffi, code: code, purpose: purpose.ffi, policy: try policy.ffi()))
    }
  }

  /// Returns a day with its kinds of apps and its hours. Blocks; does I/O.
  public func dayView(on day: LocalDate, asOf: Moment? = nil) throws(LaChanError) -> DayView {
    try crossing { try DayView(try inner.dayView(day: day.description, asOf: asOf?.ffi)) }
  }

  /// Returns the use of consecutive days, both ends included, beside the days before them. Blocks; does I/O.
  public func period(from first: LocalDate, to last: LocalDate) throws(LaChanError) -> UsagePeriod {
    try crossing { try UsagePeriod(try inner.period(first: first.description, last: last.description)) }
  }

  /// Returns the visits of apps that touch a day, by begin, then by app; whole, not clipped to the day. Blocks; does
  /// I/O.
  public func sessions(on day: LocalDate, asOf: Moment? = nil) throws(LaChanError) -> [SessionView] {
    try crossing { try inner.sessions(day: day.description, asOf: asOf?.ffi).map(SessionView.init) }
  }

  /// Removes the usage facts from before a day; the totals of the days before it stay as they are. Blocks; does I/O.
  public func forgetUsage(before day: LocalDate) throws(LaChanError) {
    try crossing { try inner.forgetUsageBefore(day: day.description) }
  }

  /// Returns the tamper log of a span of time. An entry tells what was seen, never who did it. Blocks; does I/O.
  public func tamperLog(in span: Range<Foundation.Date>) throws(LaChanError) -> [TamperEntry] {
    try crossing {
      try inner.tamperLog(
        from: Moment(span.lowerBound, in: .gmt).ffi, to: Moment(span.upperBound, in: .gmt).ffi
      ).map(TamperEntry.init)
    }
  }

  /// Returns how far the device's clock can be believed; the three are read at one instant. Blocks; does I/O.
  public func clockTrust(
    now: Moment, monotonicMs: Int64? = nil, boot: String? = nil
  ) throws(LaChanError) -> ClockTrust {
    try crossing { ClockTrust(try inner.clockTrust(now: now.ffi, monotonicMs: monotonicMs, boot: boot)) }
  }

  /// Removes what is past its time and returns how many records went; every ingest does the same. Blocks; does I/O.
  public func retain(now: Moment) throws(LaChanError) -> Int {
    try crossing { Int(clamping: try inner.retain(now: now.ffi)) }
  }

  /// Sets the kind of an app for this family; `nil` for the shipped one again. Blocks; does I/O.
  public func setCategory(_ category: AppCategory?, of app: String) throws(LaChanError) {
    try crossing { try inner.setAppCategory(app: app, category: category?.ffi) }
  }

  /// Returns the kind of an app: what this family set, else the shipped one. Blocks; does I/O.
  public func category(of app: String) throws(LaChanError) -> AppCategory {
    try crossing { AppCategory(try inner.appCategory(app: app)) }
  }

  /// Returns the kinds of apps that this family set, by app. Blocks; does I/O.
  public func appCategories() throws(LaChanError) -> [String: AppCategory] {
    try crossing { try inner.appCategories().mapValues(AppCategory.init) }
  }

  /// Returns who looked at what, in order. Reading it is not noted. Blocks; does I/O.
  public func accessEntries() throws(LaChanError) -> [AccessEntry] {
    try crossing { try inner.accessEntries().map(AccessEntry.init) }
  }

  /// Returns who looked at what, hash-chained, as JSON. Reading it is not noted. Blocks; does I/O.
  public func accessLog() throws(LaChanError) -> String {
    try crossing { try inner.accessLogJson() }
  }

  /// Returns how consent stands. Blocks; does I/O.
  public func consentState() throws(LaChanError) -> ConsentState {
    try crossing { ConsentState(try inner.consentState()) }
  }

  /// Returns the guardian as a person sees it: every answer is noted in the access log, which the child may read.
  public func view(as viewer: Viewer) -> Viewing {
    Viewing(inner: inner, lane: lane, viewer: viewer)
  }
}
