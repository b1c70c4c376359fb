/// Which report is asked for.
public struct ReportRequest: Hashable, Sendable {
  /// Which days.
  public var period: ReportPeriod
  /// Who reads it.
  public var audience: Audience
  /// In which language.
  public var language: Language
  /// In which form.
  public var format: ReportFormat
  /// The time that the report names as its own; the newest time the store has heard of if `nil`.
  public var generatedAt: Moment?

  /// Makes a request.
  public init(
    period: ReportPeriod, audience: Audience = .parent, language: Language = .vi, format: ReportFormat = .html,
    generatedAt: Moment? = nil
  ) {
    (self.period, self.audience, self.language) = (period, audience, language)
    (self.format, self.generatedAt) = (format, generatedAt)
  }

  /// Makes the request of a weekly report.
  public init(
    week: IsoWeek, audience: Audience = .parent, language: Language = .vi, format: ReportFormat = .html,
    generatedAt: Moment? = nil
  ) {
    self.init(
      period: .week(week), audience: audience, language: language, format: format, generatedAt: generatedAt)
  }
}

/// The days that a report covers.
public enum ReportPeriod: Hashable, Sendable, LosslessStringConvertible {
  /// One day of the child.
  case day(LocalDate)
  /// Monday to Sunday.
  case week(IsoWeek)
  /// The calendar month that holds a day.
  case month(containing: LocalDate)

  /// Reads `2026-11-20`, `2026-W47` or `2026-11`; `nil` for anything else.
  public init?(_ description: String) {
    if let week = IsoWeek(description) {
      self = .week(week)
    } else if let day = LocalDate(description) {
      self = .day(day)
    } else if let first = LocalDate(description + "-01") {
      self = .month(containing: first)
    } else {
      return nil
    }
  }

  /// `2026-11-20`, `2026-W47` or `2026-11`.
  public var description: String {
    switch self {
    case .day(let day): day.description
    case .week(let week): week.description
    case .month(let day): String(day.description.dropLast(3))
    }
  }
}

/// Who a report is written for.
public enum Audience: String, Hashable, Sendable, CaseIterable {
  /// The parent or guardian.
  case parent
  /// The child, who is told what is collected.
  case child
}

/// The form of a report.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// One self-contained page.
  case html
  /// One JSON object.
  case json
  /// A table of the days.
  case csv
  /// Plain text.
  case text
}
