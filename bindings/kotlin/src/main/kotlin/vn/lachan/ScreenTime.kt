package vn.lachan

import java.time.LocalDate
import java.time.OffsetDateTime

/** The totals of one local day. */
public data class DayTotals(
    /** The day asked for, in the child's zone. */
    val day: LocalDate,
    /** IANA name of the child's zone. */
    val zone: String,
    /** Begin of the day. */
    val from: OffsetDateTime,
    /** Begin of the next day. */
    val to: OffsetDateTime,
    /** Minutes with at least one app in front. */
    val deviceMinutes: Double,
    /** Worst mark of the day. */
    val quality: Quality,
    /** Apps with minutes or opens, most minutes first, then by id. */
    val apps: List<AppTotal>,
    /** Unlocks. */
    val pickups: Int,
    /** Begin of the first use inside the day. */
    val firstUse: OffsetDateTime?,
    /** End of the last use inside the day. */
    val lastUse: OffsetDateTime?,
    /** Device minutes between 22:00 and 06:00 local. */
    val nightMinutes: Double,
    /** Longest stretch of device time, gaps up to 5 s joined. */
    val longestSessionMinutes: Double,
    /** Why the day is not exact, in order of time. */
    val notes: List<DayNote>,
)

/** One app's share of a day. */
public data class AppTotal(
    /** Package or bundle id or opaque token. */
    val app: String,
    /** Minutes in front (union over its instances). */
    val minutes: Double,
    /** Times it came to the front. */
    val opens: Int,
    /** The app's own worst mark. */
    val quality: Quality,
)

/** How far a total can be trusted; the order is from best to worst. */
public enum class Quality {
    /** Both ends of all sessions were seen. */
    EXACT,
    /** The truth is this or more. */
    LOWER_BOUND,
    /** The clock was moved; the truth is near this. */
    ESTIMATED,
}

/** Why a day is not exact. */
public enum class NoteCode {
    /** The begin of a session was not seen. */
    START_UNSEEN,
    /** The end of a session was not seen. */
    END_UNSEEN,
    /** The device lost power in a session. */
    POWER_LOSS,
    /** The usage permission was missing. */
    PERMISSION_GAP,
    /** The clock jumped by more than 2 s inside a boot. */
    CLOCK_JUMP,
    /** The clock was changed and no monotonic time tells by how much. */
    CLOCK_UNMEASURED,
    /** A checkpoint was used. */
    CHECKPOINT,
    /** An impossible checkpoint was dropped. */
    CHECKPOINT_DROPPED,
    /** A session was still open at the end of the data. */
    STILL_OPEN,
}

/** One reason for doubt. */
public data class DayNote(
    /** What happened. */
    val code: NoteCode,
    /** The app it concerns, if one. */
    val app: String?,
    /** When. */
    val at: OffsetDateTime,
)
