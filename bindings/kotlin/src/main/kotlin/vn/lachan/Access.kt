package vn.lachan

import java.time.OffsetDateTime

/** Who is shown something, and when. */
public data class Viewer(
    /** Who. */
    val who: Reader,
    /** What the host's clock says; the newest time that the store has heard of by default. */
    val at: OffsetDateTime? = null,
)

/** Who reads. */
public enum class Reader {
    /** A parent or guardian. */
    PARENT,
    /** The child. */
    CHILD,
    /** The host app on its own, such as a report made for later. */
    HOST,
}

/** What was read. */
public enum class Viewed {
    /** A report. */
    REPORT,
    /** The list of contacts. */
    CONTACTS,
    /** The totals of a day. */
    SCREEN_TIME,
    /** The incident record. */
    INCIDENT_RECORD,
    /** The family's copy of all data. */
    DATA_EXPORT,
}

/** One view. */
public data class AccessEntry(
    /** Number of the entry, from 1. */
    val seq: Long,
    /** When. */
    val at: OffsetDateTime,
    /** Who. */
    val who: Reader,
    /** What. */
    val what: Viewed,
    /** Which one: week and format of a report, a day; empty for the rest. */
    val detail: String,
)

/** How consent stands. */
public data class ConsentState(
    /** The newest consent, if one stands. */
    val consent: Consent?,
    /** When consent was last withdrawn, in UTC. */
    val withdrawnAt: OffsetDateTime?,
)
