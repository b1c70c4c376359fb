public import LaChan

/// What the parent's dashboard shows of a week.
public struct Dashboard: Sendable, Equatable {
  /// One alert, in words.
  public struct Card: Sendable, Equatable, Identifiable {
    /// Handle of the contact.
    public let id: String
    /// Level, name and app.
    public let title: String
    /// What the contact's behaviour may mean.
    public let meaning: String
    /// The one thing to do.
    public let action: String
    /// A sentence on false alarms.
    public let falseAlarm: String
    /// Whom to call.
    public let hotline: String
  }

  /// One card for each contact that alerted, the most urgent first.
  public let cards: [Card]
  /// A sentence on the other contacts.
  public let calm: String
  /// One line for each day, Monday first.
  public let days: [String]

  /// Replays recorded events and words what a parent would see.
  public init(events: [Event], days week: [LocalDate], now: Moment, zone: String, words: Words) async throws {
    let guardian = try Guardian.inMemory(mode: .replay)
    let alerts = try await guardian.ingest(events, now: now).alerts
    // A contact may alert twice; the later alert says it all.
    var latest: [String: Alert] = [:]
    for alert in alerts { latest[alert.contact] = alert }
    let ordered = latest.values.sorted { ($0.level, $1.contact) > ($1.level, $0.contact) }
    cards = try ordered.map { alert in
      let text = try alert.text(in: words.language, zone: zone)
      return Card(
        id: alert.contact, title: text.title, meaning: text.meaning, action: text.action,
        falseAlarm: text.falseAlarm, hotline: text.hotline)
    }
    calm = words.calm(try await guardian.contacts().filter { $0.level == .none }.count)
    var lines: [String] = []
    for day in week { lines.append(words.day(try await guardian.screenTime(on: day))) }
    days = lines
    try await guardian.close()
  }
}
