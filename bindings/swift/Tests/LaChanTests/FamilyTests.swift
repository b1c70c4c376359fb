import XCTest

@testable import LaChan

/// Plans, extra time, parent codes, the tamper log, and what a person is shown.
final class FamilyTests: XCTestCase {
  private let secret = ParentSecret(Data(0..<20))
  private let given = Event.consent(Consent(givenAt: before(7 * 24 * 60), childAgreed: true, version: "1"))

  private func day() throws -> LocalDate { try XCTUnwrap(LocalDate("2026-11-20")) }

  private func grant() throws -> Grant {
    Grant(id: "g1", kind: .granted, minutes: 30, day: try day(), at: evening, by: .guardian, task: "rửa bát")
  }

  private let rules = LimitsRules(
    dailyLimits: [DailyLimit(day: .fri, minutes: 60, updatedAt: evening)],
    appLimits: [AppLimit(app: "com.example.game", minutes: 20, updatedAt: evening)],
    categoryLimits: [
      CategoryLimit(category: "video", days: [.sun], minutes: 10, eachApp: true, updatedAt: evening)
    ],
    alwaysAllowed: ["com.example.phone"], session: SessionRule(minutes: 45, pauseMinutes: 10),
    warnAtMinutes: [5, 1], onDoubtfulClock: .closed)

  private func guardian() throws -> Guardian {
    let guardian = try Guardian.inMemory()
    let events = [profile, given, .limits(LimitsSet(rules: rules, setAt: evening)), message("m1")]
    _ = try guardian.ingest(events, now: evening)
    return guardian
  }

  func testTheNewRecordsSurviveTheCrossing() throws {
    let status = DeviceStatus(
      at: evening, monotonicMs: 5, boot: "3", permissions: Permissions(usage: true), trustedTime: evening)
    let events: [Event] = [
      .grant(try grant()), .deviceStatus(status), .limits(LimitsSet(rules: rules, setAt: evening)),
      .appCategory(AppCategorySet(app: "com.example.game", category: .learning)),
      .consentWithdrawn(Withdrawal(at: evening, by: .child)),
    ]
    for event in events { XCTAssertEqual(try Event(event.ffi()), event) }
    for category in AppCategory.allCases {
      let line = #"{"type":"app_category","app":"a","category":"\#(category.rawValue)"}"#
      XCTAssertEqual(try Event(json: line), .appCategory(AppCategorySet(app: "a", category: category)))
    }
    XCTAssertFalse("\(try grant())".contains("rửa"))
    let negative = LimitsSet(rules: LimitsRules(warnAtMinutes: [-1]), setAt: evening)
    XCTAssertEqual(
      refusal { () throws(LaChanError) in try negative.ffi() },
      .invalidInput(line: nil, field: "warn_at_minutes", reason: "is not a whole number from 0 to 65535"))
  }

  func testExtraTimeCountsInThePlan() throws {
    let guardian = try guardian()
    XCTAssertEqual(try guardian.plan(at: evening).device.remainingMinutes, 60)
    XCTAssertTrue(try guardian.add(grant()))
    XCTAssertFalse(try guardian.add(grant()))
    XCTAssertEqual(try guardian.grants(from: day()), [try grant()])
    let plan = try guardian.plan(at: evening, PlanRequest(apps: ["com.example.phone"], language: .en))
    XCTAssertEqual(plan.device.remainingMinutes, 90)
    XCTAssertEqual(plan.extraTime.grantedMinutes, 30)
    XCTAssertEqual(plan.apps.map(\.app), ["com.example.game", "com.example.phone"])
    XCTAssertEqual(plan.apps.map(\.policy), [.none, .alwaysAllowed])
    let doubtful = try guardian.plan(at: evening, PlanRequest(clockDoubtful: true))
    XCTAssertEqual(doubtful.device.policy, .clockUntrusted)
  }

  func testAParentCodeWorksOnce() throws {
    let guardian = try guardian()
    let code = try ParentCode.code(secret, at: evening, for: .grant, minutes: 15)
    let wrong = String(code.compactMap { $0.wholeNumberValue }.map { Character(String(9 - $0)) })
    let check = { (typed: String) in
      try guardian.checkParentCode(typed, for: .grant, secret: self.secret, now: evening)
    }
    XCTAssertEqual(try check(wrong), .wrong(triesLeft: 4))
    XCTAssertEqual(try check(code), .right(minutes: 15))
    XCTAssertEqual(try check(code), .used)
    XCTAssertEqual(try guardian.plan(at: evening).extraTime.grantedMinutes, 15)
    XCTAssertThrowsError(try ParentCode.code(secret, at: evening, for: .grant, minutes: 14))
    XCTAssertThrowsError(try ParentCode.code(secret, at: evening, for: .grant, minutes: -1))
    for purpose in CodePurpose.allCases where purpose != .grant {
      XCTAssertEqual(try ParentCode.code(secret, at: evening, for: purpose).count, 6)
    }
  }

  func testTheTamperLogTellsOfAPermissionThatWasLost() throws {
    let guardian = try guardian()
    let statuses: [Event] = [
      .deviceStatus(DeviceStatus(at: before(60), permissions: Permissions(usage: true))),
      .deviceStatus(DeviceStatus(at: evening, permissions: Permissions(usage: false))),
    ]
    _ = try guardian.ingest(statuses, now: evening)
    let log = try guardian.tamperLog(in: before(24 * 60).date..<before(-24 * 60).date)
    XCTAssertEqual(log.map(\.code), [.permissionLost])
    XCTAssertEqual(log.map(\.severity), [.warning])
    XCTAssertEqual(log.map(\.permission), [.usage])
    for entry in log { XCTAssertFalse(try entry.text(in: .vi, zone: "Asia/Ho_Chi_Minh").isEmpty) }
    XCTAssertEqual(try guardian.clockTrust(now: evening), ClockTrust(state: .unknown, reasons: [.unmeasured]))
  }

  func testDaysPeriodsAndKindsOfAppsAreTold() throws {
    let guardian = try guardian()
    let use: [Event] = [
      .usage(Usage(kind: .appResumed, app: "com.example.game", at: before(30))),
      .usage(Usage(kind: .appPaused, app: "com.example.game", at: before(10))),
    ]
    _ = try guardian.ingest(use, now: evening)
    try guardian.setCategory(.learning, of: "com.example.game")
    XCTAssertEqual(try guardian.category(of: "com.example.game"), .learning)
    XCTAssertEqual(try guardian.appCategories(), ["com.example.game": .learning])
    let view = try guardian.dayView(on: day())
    XCTAssertEqual(view.totals.deviceMinutes, 20)
    XCTAssertEqual(view.categories.map(\.minutes), [20])
    XCTAssertEqual(view.hours.count, 24)
    XCTAssertEqual(try guardian.sessions(on: day()).map(\.endedBy), [.left])
    let monday = try XCTUnwrap(LocalDate("2026-11-16"))
    let period = try guardian.period(from: monday, to: day())
    XCTAssertEqual(period.days.count, 5)
    XCTAssertEqual(period.totalMinutes, 20)
    XCTAssertFalse(period.before.comparable)
    try guardian.forgetUsage(before: monday)
    XCTAssertEqual(try guardian.retain(now: evening), 0)
  }

  func testWhatAPersonIsShownIsInTheAccessLog() async throws {
    let guardian = try guardian()
    let view = guardian.view(as: Viewer(who: .parent, at: evening))
    let day = try day()
    let contacts = try await view.contacts()
    XCTAssertEqual(contacts.count, 1)
    let totals = try await view.screenTime(on: day)
    XCTAssertEqual(totals.day, day)
    let record = try await view.incidentRecord()
    XCTAssertEqual(try record.verify(), 0)
    let page = try await view.incidentPage(in: .vi)
    XCTAssertTrue(page.contains("<html"))
    let export = try await view.exportData()
    XCTAssertTrue(export.contains("lachan-data-1"))
    let entries = try await guardian.accessEntries()
    XCTAssertEqual(
      entries.map(\.what), [.contacts, .screenTime, .incidentRecord, .incidentRecord, .dataExport])
    XCTAssertEqual(entries.first, AccessEntry(seq: 1, at: evening, who: .parent, what: .contacts, detail: ""))
    let log = try await guardian.accessLog()
    XCTAssertTrue(log.contains("lachan-access-1"))
    let state = try await guardian.consentState()
    XCTAssertEqual(state.consent.map(Event.consent), given)
    XCTAssertNil(state.withdrawnAt)
  }

  func testASealedReportOpensOnce() throws {
    let key = SealingKey(Data(repeating: 9, count: 32))
    let pairing = try key.pairing()
    XCTAssertTrue(pairing.text.hasSuffix(try pairing.fingerprint()))
    let week = try XCTUnwrap(IsoWeek("2026-W47"))
    let request = ReportRequest(period: .week(week), audience: .parent, language: .vi, format: .text)
    let view = try guardian().view(as: Viewer(who: .parent, at: evening))
    let sealed = try view.sealedReport(request, for: pairing)
    let opened = try key.open(sealed)
    XCTAssertEqual(opened.name, "report-2026-W47-parent-vi.text")
    XCTAssertEqual(opened.sealedAt, evening)
    XCTAssertFalse(opened.text.isEmpty)
    XCTAssertThrowsError(try key.open(sealed, seen: opened.seen))
    XCTAssertThrowsError(try SealingKey(Data(count: 32)).open(sealed))
  }

  func testPresetsAreRulesInWords() throws {
    let presets = try Preset.all(in: .vi, at: evening)
    XCTAssertFalse(presets.isEmpty)
    for preset in presets {
      XCTAssertFalse(preset.name.isEmpty || preset.about.isEmpty)
      let set = Event.limits(LimitsSet(rules: preset.rules, setAt: evening))
      XCTAssertEqual(try guardian().ingest([set], now: evening), Ingested())
    }
  }
}

/// So many minutes before ``evening``.
private func before(_ minutes: Double) -> Moment {
  Moment(evening.date.addingTimeInterval(-minutes * 60), in: evening.timeZone)
}
