package vn.lachan

import java.time.OffsetDateTime

/** The languages that people are spoken to in. */
public enum class Language {
    /** Vietnamese, the default. */
    VI,
    /** English. */
    EN,
}

/** For whom a report is written. */
public enum class Audience {
    /** The parent or guardian. */
    PARENT,
    /** The child itself: what is collected, which rules hold, what parents see. Never holds contacts. */
    CHILD,
}

/** The forms in which a report can be written. */
public enum class Format {
    /** One self-contained page: no script, no loads. */
    HTML,
    /** The report's records. */
    JSON,
    /** Usage rows as in RFC 4180. */
    CSV,
    /** Plain text. */
    TEXT,
}

/** Which report. */
public data class ReportRequest(
    /** Which days. */
    val period: ReportPeriod,
    /** For whom. */
    val audience: Audience,
    /** In which language. */
    val language: Language,
    /** In which form. */
    val format: Format,
    /** When it is made; the newest time that the store has heard of by default. */
    val generatedAt: OffsetDateTime? = null,
) {
    /** Makes the request of a weekly report. */
    public constructor(
        week: IsoWeek,
        audience: Audience,
        language: Language,
        format: Format,
        generatedAt: OffsetDateTime? = null,
    ) : this(ReportPeriod.Week(week), audience, language, format, generatedAt)
}

/** How strict a guardian is with its host. */
public enum class Mode {
    /** A real host: profile and consent come first, or events are refused. */
    HOST,
    /**
     * A replay of a recorded file: without a profile the zone is the first event's offset, without consent nothing
     * is checked.
     */
    REPLAY,
}
