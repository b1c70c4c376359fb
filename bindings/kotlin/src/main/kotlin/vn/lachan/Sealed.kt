package vn.lachan

import java.time.OffsetDateTime

/** A key to seal reports to, as the parent's phone shows it: `LACHAN:PAIR:1:KEY:FINGERPRINT`. */
@JvmInline
public value class Pairing(
    /** The text, for a QR code. */
    public val text: String,
) {
    /** What both phones show, so that people can compare. Refuses a text that was misread. */
    public val fingerprint: String get() = crossing { vn.lachan.ffi.pairingFingerprint(text) }
}

/** The parent's key, 32 random bytes from the keystore of the phone that opens reports. Never printed. */
public class SealingKey(private val bytes: ByteArray) {
    /** What the child's device must know to seal to this key. */
    public fun pairing(): Pairing = crossing { Pairing(vn.lachan.ffi.pairingText(bytes)) }

    /**
     * Opens a sealed report. [seen] is [OpenedReport.seen] of the report opened before, so that none is opened twice.
     *
     * @throws LaChanException.InvalidInput for a report that was changed, sealed for another key, or opened before.
     */
    public fun open(sealed: ByteArray, seen: String = ""): OpenedReport =
        crossing { vn.lachan.ffi.openReport(bytes, sealed, seen).toPublic() }

    /** Never prints the key. */
    override fun toString(): String = "SealingKey(…)"
}

/** A report that was opened. */
public data class OpenedReport(
    /** When it was sealed. */
    val sealedAt: OffsetDateTime,
    /** Its name, such as `report-2026-W47-parent-vi.html`. */
    val name: String,
    /** The report. */
    val text: String,
    /** The ids of all reports opened so far, one a line; the host keeps it beside the key. */
    val seen: String,
) {
    /** Never prints personal data. */
    override fun toString(): String = "OpenedReport(…)"
}
