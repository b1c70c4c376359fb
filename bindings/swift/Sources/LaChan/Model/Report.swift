/// Which report is asked for.
public struct ReportRequest: Hashable, Sendable {
  /// The week.
  public var week: IsoWeek
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
    week: IsoWeek, audience: Audience = .parent, language: Language = .vi, format: ReportFormat = .html,
    generatedAt: Moment? = nil
  ) {
    (self.week, self.audience, self.language) = (week, audience, language)
    (self.format, self.generatedAt) = (format, generatedAt)
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
