#if canImport(SwiftUI)
  import LaChan
  import LaChanSampleKit
  import SwiftUI

  /// The parent's dashboard over the sample week.
  @main
  struct SampleApp: App {
    var body: some Scene {
      WindowGroup { DashboardView(words: Words(Locale.current.identifier.hasPrefix("en") ? .en : .vi)) }
    }
  }

  struct DashboardView: View {
    let words: Words
    @State private var dashboard: Dashboard?

    var body: some View {
      List {
        Section { Text(words.notice).font(.footnote) }
        if let dashboard {
          Section(words.lookFirst) {
            ForEach(dashboard.cards) { card in
              VStack(alignment: .leading, spacing: 6) {
                Text(card.title).font(.headline)
                Text(card.meaning)
                Text(card.action).bold()
                Text(card.falseAlarm).font(.footnote)
                Text(card.hotline).font(.footnote)
              }
            }
            Text(dashboard.calm)
          }
          Section(words.screenTime) { ForEach(dashboard.days, id: \.self) { Text($0) } }
        } else {
          ProgressView()
        }
      }
      .task { dashboard = try? await DemoWeek.load(words) }
    }
  }

  /// The demo mode: the sample week that lies in the app's bundle.
  enum DemoWeek {
    static func load(_ words: Words) async throws -> Dashboard? {
      guard let file = Bundle.main.url(forResource: "sample-week", withExtension: "jsonl") else { return nil }
      let now = Moment(millisecondsSince1970: 1795366800000, secondsFromGMT: 25_200)  // Monday, 00:00 in Hanoi
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let days = (16...22).compactMap { LocalDate(year: 2026, month: 11, day: $0) }
      return try await Dashboard(
        events: lines.map { try Event(json: String($0)) }, days: days, now: now, zone: "Asia/Ho_Chi_Minh",
        words: words)
    }
  }
#endif
