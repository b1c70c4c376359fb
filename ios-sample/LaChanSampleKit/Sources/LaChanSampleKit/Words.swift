public import LaChan

/// The sample's own words, in one language.
public struct Words: Sendable {
  /// The language.
  public let language: Language

  /// Makes the words of a language.
  public init(_ language: Language) { self.language = language }

  /// What the demo mode shows, and that nothing is collected.
  public var notice: String {
    pick(
      vi: "Dữ liệu mẫu của một bạn nhỏ không có thật. Ứng dụng không thu thập gì.",
      en: "Sample data of a child who does not exist. The app collects nothing.")
  }

  /// Head of the alerts.
  public var lookFirst: String { pick(vi: "Nên xem trước", en: "Look at this first") }

  /// Head of the days.
  public var screenTime: String { pick(vi: "Thời gian dùng máy", en: "Screen time") }

  func calm(_ count: Int) -> String {
    pick(vi: "\(count) liên hệ khác không có dấu hiệu.", en: "\(count) other contacts show no signs.")
  }

  func day(_ totals: DayTotals) -> String {
    let minutes = Int(totals.deviceMinutes)
    let name = pick(vi: Self.vietnamese, en: Self.english)[totals.day.weekday] ?? ""
    return totals.quality == .exact
      ? pick(vi: "\(name): \(minutes) phút", en: "\(name): \(minutes) min")
      : pick(vi: "\(name): ít nhất \(minutes) phút", en: "\(name): at least \(minutes) min")
  }

  private func pick<Value>(vi: Value, en: Value) -> Value { language == .vi ? vi : en }

  private static let vietnamese: [Weekday: String] = [
    .mon: "Thứ Hai", .tue: "Thứ Ba", .wed: "Thứ Tư", .thu: "Thứ Năm", .fri: "Thứ Sáu", .sat: "Thứ Bảy",
    .sun: "Chủ nhật",
  ]
  private static let english: [Weekday: String] = [
    .mon: "Monday", .tue: "Tuesday", .wed: "Wednesday", .thu: "Thursday", .fri: "Friday", .sat: "Saturday",
    .sun: "Sunday",
  ]
}
