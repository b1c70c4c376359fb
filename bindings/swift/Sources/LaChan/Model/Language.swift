import Foundation

/// The languages that people are spoken to in.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// Vietnamese.
  case vi
  /// English.
  case en

  /// The first of the device's languages that the SDK speaks, or English.
  public static var preferred: Language { preferred(of: Locale.preferredLanguages) }

  static func preferred(of tags: [String]) -> Language {
    let primary = tags.map { tag in tag.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } ?? "" }
    return primary.lazy.compactMap(Language.init(rawValue:)).first ?? .en
  }
}
