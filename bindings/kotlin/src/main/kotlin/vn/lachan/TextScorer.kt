package vn.lachan

/**
 * A host's own text model, such as a TFLite classifier: one more source of evidence beside the SDK's own.
 *
 * It is called on a thread of its own, one message at a time. What takes longer than 25 ms a message or 250 ms a batch
 * is left out, and so is what throws; ingestion goes on without it. What it says counts at most 1.5 log-odds a message
 * and never alerts without a reason from the words or the circumstances. It must not keep the text.
 */
public fun interface TextScorer {
    /** Returns the probabilities of the categories that the model knows, for one incoming message. */
    public fun score(text: String): List<TextScore>
}

/** A probability from a host's text model. */
public data class TextScore(
    /** The category. */
    val category: Category,
    /** How likely the message is from such a contact, 0 to 1. */
    val probability: Double,
)

/** A text model as the core sees it. */
internal class CrossingScorer(private val scorer: TextScorer) : vn.lachan.ffi.TextScorer {
    override fun score(text: String): List<vn.lachan.ffi.TextScore> = try {
        scorer.score(text).map { it.toFfi() }
    } catch (_: Throwable) {
        // Also an Error, as when a model's native library is missing: UniFFI lets those by, and JNA would log a text that may
        // quote the message.
        throw vn.lachan.ffi.LaChanException.Internal("text scorer")
    }
}
