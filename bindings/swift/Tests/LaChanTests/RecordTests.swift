import XCTest

@testable import LaChan

/// What goes over the boundary comes back as it was.
final class RecordTests: XCTestCase {
  private let rules = LimitsRules(
    dayStart: LocalTime(hour: 4, minute: 30) ?? .midnight,
    bedtimes: [
      Bedtime(
        day: .sun, from: LocalTime(hour: 21, minute: 5) ?? .midnight, to: LocalTime(hour: 6) ?? .midnight,
        updatedAt: evening)
    ],
    dailyLimits: [DailyLimit(day: .sat, minutes: 90.5, updatedAt: evening)],
    overrides: [
      RuleOverride(action: .unlock, createdAt: evening, minutes: 15), RuleOverride(action: .lock, createdAt: evening),
    ])
  private let at = #""2026-11-20T21:00:00+07:00""#

  private func json(_ kind: String, _ fields: String) -> String { #"{"type":"\#(kind)",\#(fields)}"# }

  func testEveryKindOfEventIsReadAndCrossesBack() throws {
    let rulesJSON = """
      {"day_start":"04:30","bedtimes":[{"day":"sun","from":"21:05","to":"06:00","updated_at":\(at)}],\
      "daily_limits":[{"day":"sat","minutes":90.5,"updated_at":\(at)}],"overrides":[\
      {"action":"unlock","created_at":\(at),"minutes":15},{"action":"lock","created_at":\(at)}]}
      """
    let cases: [(Event, String)] = [
      (
        .profile(
          Profile(
            alias: "Bi", birthYear: 2014, zone: "Asia/Ho_Chi_Minh", dayStart: rules.dayStart, language: .en,
            hostApp: "vn.lachan.sample")),
        json(
          "profile",
          #""alias":"Bi","birth_year":2014,"zone":"Asia/Ho_Chi_Minh","day_start":"04:30","language":"en","host_app":"vn.lachan.sample""#
        )
      ),
      (
        .consent(Consent(givenAt: evening, childAgreed: true, version: "1")),
        json("consent", #""given_at":\#(at),"by":"guardian","child_agreed":true,"version":"1""#)
      ),
      (
        .contact(ContactCard(contact: "c", app: "a", displayName: "Mẹ", relation: .family, saved: true)),
        json("contact", #""contact":"c","app":"a","display_name":"Mẹ","relation":"family","saved":true"#)
      ),
      (
        .message(
          Message(
            id: "m", contact: "c", app: "a", conversation: "g", group: true, direction: .outgoing, sentAt: evening,
            text: "chào 👋\n\"", media: [.image, .link], sensitiveMedia: true)),
        json(
          "message",
          #""id":"m","contact":"c","app":"a","conversation":"g","group":true,"direction":"outgoing","sent_at":\#(at),"text":"chào 👋\n\"","media":["image","link"],"sensitive_media":true"#
        )
      ),
      (
        .call(
          Call(contact: "c", app: "a", direction: .incoming, at: evening, seconds: 61, video: true, answered: true)),
        json(
          "call",
          #""contact":"c","app":"a","direction":"incoming","at":\#(at),"seconds":61,"video":true,"answered":true"#)
      ),
      (
        .contactRequest(ContactRequest(contact: "c", app: "a", at: evening, mutualContacts: 3)),
        json("contact_request", #""contact":"c","app":"a","at":\#(at),"mutual_contacts":3"#)
      ),
      (
        .contactRequest(ContactRequest(contact: "c", app: "a", at: evening)),
        json("contact_request", #""contact":"c","app":"a","at":\#(at)"#)
      ),
      (
        .usage(
          Usage(
            kind: .appStopped, app: "a", instance: "w", at: evening, monotonicMs: 9_007_199_254_740_993, boot: "b")),
        json(
          "usage",
          #""kind":"app_stopped","app":"a","instance":"w","at":\#(at),"monotonic_ms":9007199254740993,"boot":"b""#)
      ),
      (
        .checkpoint(
          Checkpoint(
            scope: .category, app: "t", day: try XCTUnwrap(LocalDate(year: 2026, month: 11, day: 20)),
            atLeastMinutes: 45.25, receivedAt: evening)),
        json(
          "checkpoint",
          #""scope":"category","app":"t","day":"2026-11-20","at_least_minutes":45.25,"received_at":\#(at)"#)
      ),
      (.limits(LimitsSet(rules: rules, setAt: evening)), json("limits", #""rules":\#(rulesJSON),"set_at":\#(at)"#)),
    ]
    for (event, json) in cases {
      XCTAssertEqual(try Event(json: json), event)
      XCTAssertEqual(try Event(event.ffi()), event)
    }
    let question = LimitsCase(zone: "UTC", now: evening, rules: rules, usedMinutes: 12.5, usedUpAt: evening)
    let text = #"{"zone":"UTC","now":\#(at),"rules":\#(rulesJSON),"used_minutes":12.5,"used_up_at":\#(at)}"#
    XCTAssertEqual(try LimitsCase(json: text), question)
    XCTAssertEqual(try LimitsCase(question.ffi()), question)
  }

  func testRawValuesAreTheCodesOfTheFiles() throws {
    for kind in UsageKind.allCases {
      let event = try Event(json: json("usage", #""kind":"\#(kind.rawValue)","app":"a","at":\#(at)"#))
      XCTAssertEqual(event, .usage(Usage(kind: kind, app: "a", at: evening)))
      XCTAssertEqual(UsageKind(kind.ffi), kind)
    }
    for relation in Relation.allCases {
      let event = try Event(json: json("contact", #""contact":"c","app":"a","relation":"\#(relation.rawValue)""#))
      XCTAssertEqual(event, .contact(ContactCard(contact: "c", app: "a", relation: relation)))
      XCTAssertEqual(Relation(relation.ffi), relation)
    }
    for kind in MediaKind.allCases {
      let fields = #""id":"m","contact":"c","app":"a","direction":"incoming","sent_at":\#(at),"text":"""#
      let event = try Event(json: json("message", #"\#(fields),"media":["\#(kind.rawValue)"]"#))
      XCTAssertEqual(
        event, .message(Message(id: "m", contact: "c", app: "a", sentAt: evening, text: "", media: [kind])))
      XCTAssertEqual(MediaKind(kind.ffi), kind)
    }
    for scope in CheckpointScope.allCases {
      let day = try XCTUnwrap(LocalDate("2026-11-20"))
      let fields = #""app":"t","day":"2026-11-20","at_least_minutes":5,"received_at":\#(at)"#
      let event = try Event(json: json("checkpoint", #""scope":"\#(scope.rawValue)",\#(fields)"#))
      XCTAssertEqual(
        event,
        .checkpoint(Checkpoint(scope: scope, app: "t", day: day, atLeastMinutes: 5, receivedAt: evening)))
      XCTAssertEqual(CheckpointScope(scope.ffi), scope)
    }
    for day in Weekday.allCases {
      let text =
        #"{"zone":"UTC","now":\#(at),"rules":{"daily_limits":[{"day":"\#(day.rawValue)","minutes":1,"updated_at":\#(at)}]}}"#
      XCTAssertEqual(try LimitsCase(json: text).rules.dailyLimits.map(\.day), [day])
      XCTAssertEqual(Weekday(day.ffi), day)
    }
  }

  func testAnswersCrossBackIntoJSON() throws {
    for level in Level.allCases {
      for category in Category.allCases {
        let assessment = Assessment(
          message: "m", contact: "c", seq: 2, score: 0.25, level: level, category: category,
          signals: [Signal(indicator: "i", category: category)], reasons: ["vì \"thế\""], alert: true, model: "v")
        XCTAssertEqual(
          try assessment.json(),
          #"{"type":"assessment","message":"m","contact":"c","seq":2,"score":0.25,"level":"\#(level.rawValue)","category":"\#(category.rawValue)","signals":[{"indicator":"i","category":"\#(category.rawValue)"}],"reasons":["vì \"thế\""],"alert":true,"stage":null,"confidence":"low","unknown":[],"model":"v"}"#
        )
        XCTAssertEqual(Assessment(try assessment.ffi()), assessment)
      }
    }
    let contact = ContactRisk(
      contact: "0b", app: "a", displayName: "Mẹ", relation: .family, saved: true, score: 0.5, level: .watch,
      category: .scam, reasons: ["r"], incoming: 3, outgoing: 4, nightShare: 0.125, firstSeen: evening,
      lastSeen: evening)
    XCTAssertEqual(ContactRisk(try contact.ffi()), contact)
    XCTAssertEqual(
      try contact.json(),
      #"{"contact":"0b","app":"a","display_name":"Mẹ","relation":"family","saved":true,"score":0.5,"level":"watch","category":"scam","reasons":["r"],"stage":null,"confidence":"low","unknown":[],"incoming":3,"outgoing":4,"night_share":0.125,"first_seen":\#(at),"last_seen":\#(at)}"#
    )
  }

  func testTotalsAndStatesCrossBackIntoJSON() throws {
    let day = try XCTUnwrap(LocalDate("2026-11-20"))
    for quality in Quality.allCases {
      for code in NoteCode.allCases {
        let totals = DayTotals(
          day: day, zone: "UTC", from: evening, to: evening, deviceMinutes: 1.5, quality: quality,
          apps: [AppTotal(app: "a", minutes: 1.5, opens: 2, quality: quality)], pickups: 3, firstUse: evening,
          nightMinutes: 0.5, longestSessionMinutes: 1.25, notes: [DayNote(code: code, app: "a", at: evening)])
        XCTAssertEqual(
          try totals.json(),
          #"{"day":"2026-11-20","zone":"UTC","from":\#(at),"to":\#(at),"device_minutes":1.5,"quality":"\#(quality.rawValue)","apps":[{"app":"a","minutes":1.5,"opens":2,"quality":"\#(quality.rawValue)"}],"pickups":3,"first_use":\#(at),"last_use":null,"night_minutes":0.5,"longest_session_minutes":1.25,"notes":[{"code":"\#(code.rawValue)","app":"a","at":\#(at)}]}"#
        )
        XCTAssertEqual(try DayTotals(totals.ffi()), totals)
      }
    }
    for policy in Policy.allCases {
      let state = LimitsState(
        locked: true, policy: policy, remainingMinutes: 0, limitStartedAt: evening,
        nextChange: NextChange(at: evening, policy: policy), unlocksAt: evening, reasons: ["r"])
      XCTAssertEqual(
        try state.json(),
        #"{"locked":true,"policy":"\#(policy.rawValue)","remaining_minutes":0.0,"limit_started_at":\#(at),"next_change":{"at":\#(at),"policy":"\#(policy.rawValue)"},"unlocks_at":\#(at),"reasons":["r"]}"#
      )
      XCTAssertEqual(LimitsState(state.ffi), state)
    }
    let negative = DayTotals(day: day, zone: "UTC", from: evening, to: evening, pickups: -1)
    XCTAssertEqual(
      refusal { () throws(LaChanError) in try negative.json() },
      .invalidInput(line: nil, field: "pickups", reason: "is not a whole number from 0 to 4294967295"))
  }

  func testLevelsAreOrderedFromCalmToUrgent() {
    XCTAssertEqual(Level.allCases.shuffled().sorted(), [.none, .watch, .concern, .urgent])
  }
}
