internal import LaChanFFI

/// A host's own text model, such as a Core ML classifier: one more source of evidence beside the SDK's own.
///
/// It is called on a thread of its own, one message at a time. What takes longer than 25 ms a message or 250 ms a batch
/// is left out, and so is what throws; ingestion goes on without it. What it says counts at most 1.5 log-odds a message
/// and never alerts without a reason from the words or the circumstances. It must not keep the text.
public protocol TextScorer: Sendable {
  /// Returns the probabilities of the categories that the model knows, for one incoming message.
  func score(_ text: String) throws -> [TextScore]
}

/// A probability from a host's text model.
public struct TextScore: Hashable, Sendable {
  /// The category.
  public var category: Category
  /// How likely the message is from such a contact, 0 to 1.
  public var probability: Double

  /// Makes a probability.
  public init(category: Category, probability: Double) {
    (self.category, self.probability) = (category, probability)
  }
}

/// A text model as the core sees it.
final class CrossingScorer: LaChanFFI.TextScorer {
  private let scorer: any TextScorer

  init(_ scorer: any TextScorer) { self.scorer = scorer }

  func score(text: String) throws -> [LaChanFFI.TextScore] {
    do {
      return try scorer.score(text).map(\.ffi)
    } catch {
      // The error's own text may quote the message.
      throw LaChanFFI.LaChanError.Internal(place: "text scorer")
    }
  }
}
