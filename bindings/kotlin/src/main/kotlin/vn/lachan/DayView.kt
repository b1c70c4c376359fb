package vn.lachan

import java.time.LocalDate
import java.time.OffsetDateTime

/** A day's totals with what a picture of the day needs. */
public data class DayView(
    /** The totals. */
    val totals: DayTotals,
    /** Minutes of each kind of app, most first, then by name. */
    val categories: List<CategoryTotal>,
    /**
     * Device minutes of each hour of the day, from the day's begin on: 23, 24 or 25 entries, or one more where a zone
     * moves by half an hour.
     */
    val hours: List<HourUse>,
    /** Whether the day was over at the newest time that the store has heard of. */
    val closed: Boolean,
    /** How often the totals of the closed day have changed since they were first counted. */
    val revision: Int,
    /** The newest time that the store had heard of when they changed last. */
    val changedAt: OffsetDateTime?,
)

/** A kind of app's share of a day. */
public data class CategoryTotal(
    /** Name of the kind, or a category's opaque token. */
    val category: String,
    /** Minutes with at least one of its apps in front (union), or the larger checkpoint. */
    val minutes: Double,
    /** Worst mark of its apps. */
    val quality: Quality,
)

/** Use in an hour. */
public data class HourUse(
    /** Begin of the hour. */
    val from: OffsetDateTime,
    /** Device minutes in it. */
    val minutes: Double,
)

/** One visit of an app. */
public data class SessionView(
    /** Package or bundle id or opaque token. */
    val app: String,
    /** Begin. */
    val from: OffsetDateTime,
    /** End. */
    val to: OffsetDateTime,
    /** Length in minutes. */
    val minutes: Double,
    /** Whether it counts as an open: false when the app only came back within 5 s. */
    val opened: Boolean,
    /** What ended it. */
    val endedBy: EndedBy,
    /** Whether the begin was seen and lies where the clock showed it. */
    val beginExact: Boolean,
    /** Whether the end was seen and lies where the clock showed it. */
    val endExact: Boolean,
)

/** What ended a session. */
public enum class EndedBy {
    /** The app's last instance left the front. Picture-in-picture is this too: visible is not in front (rule 3). */
    LEFT,
    /** The screen went off. */
    SCREEN_OFF,
    /** The device was locked. */
    LOCKED,
    /** A shutdown, whose time the platform makes up. */
    SHUTDOWN,
    /** The device stopped with no shutdown; ended at the last fact before. */
    POWER_LOSS,
    /** The usage permission was lost. */
    PERMISSION_LOST,
    /** The facts ended. */
    END_OF_FACTS,
}

/** The use of consecutive days: a week, a month. */
public data class UsagePeriod(
    /** First day. */
    val first: LocalDate,
    /** Last day. */
    val last: LocalDate,
    /** The days in order. */
    val days: List<PeriodDay>,
    /** Device minutes of all days. */
    val totalMinutes: Double,
    /** Mean of the days that are over and recorded in full; without such a day, of those recorded in part. */
    val dailyMeanMinutes: Double?,
    /** How many days that mean is of. */
    val meanDays: Int,
    /** Device minutes at night. */
    val nightMinutes: Double,
    /** Unlocks. */
    val pickups: Int,
    /** Times apps came to the front. */
    val opens: Int,
    /** Apps, most minutes first, then by id. */
    val apps: List<AppTotal>,
    /** Kinds of app, most minutes first, then by name. */
    val categories: List<CategoryTotal>,
    /** Worst mark of the days. */
    val quality: Quality,
    /** Days over and recorded in full. */
    val completeDays: Int,
    /** Days over and recorded in part. */
    val partialDays: Int,
    /** Days of which nothing is known, not counting those that are not over. */
    val unknownDays: Int,
    /** How it compares with the days before it. */
    val before: PeriodComparison,
)

/** A day of a period. */
public data class PeriodDay(
    /** The day. */
    val day: LocalDate,
    /** What is known of it. */
    val knowledge: DayKnowledge,
    /** Device minutes. */
    val minutes: Double,
    /** Unlocks. */
    val pickups: Int,
    /** Worst mark. */
    val quality: Quality,
)

/** What is known of a day. */
public enum class DayKnowledge {
    /** Over and recorded in full. */
    COMPLETE,
    /** Over; a time without permission or before consent is missing. */
    PARTIAL,
    /** Not over yet. */
    RUNNING,
    /** Not begun yet. */
    NOT_YET,
    /** Nothing was recorded. */
    UNKNOWN,
}

/** How a period compares with the one before. */
public data class PeriodComparison(
    /** Whether they can be compared. */
    val comparable: Boolean,
    /** Why not. */
    val reason: NotComparable?,
    /** How many of its days were compared. */
    val days: Int,
    /** Daily mean of those days before. */
    val previousMeanMinutes: Double?,
    /** Change of the daily mean; plus is more use. */
    val changeMinutes: Double?,
)

/** Why two periods cannot be compared, the gravest first. */
public enum class NotComparable {
    /** Nothing is known of the period before. */
    NO_PREVIOUS,
    /** They have not as many days. */
    DIFFERENT_DAY_COUNT,
    /** Too many days are not over, or nothing is known of them. */
    UNKNOWN_DAYS,
    /** Too many days lack a time without permission or before consent. */
    PERMISSION_GAP,
    /** Too many days are a lower bound or estimated. */
    QUALITY,
}
