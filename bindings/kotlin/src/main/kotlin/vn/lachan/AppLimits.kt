package vn.lachan

import java.time.DayOfWeek
import java.time.OffsetDateTime

/** The minutes a day that one app may be used. */
public data class AppLimit(
    /** Package or bundle id or opaque token. */
    val app: String,
    /** The weekdays on which the limit days begin; none named means every day. */
    val days: List<DayOfWeek> = emptyList(),
    /** Minutes allowed. */
    val minutes: Double,
    /** When the rule was last edited; of several for one app and day the last edited counts. */
    val updatedAt: OffsetDateTime,
)

/** The minutes a day that one kind of apps may be used. */
public data class CategoryLimit(
    /** The kind, as the host or the shipped list of apps names it. */
    val category: String,
    /** The weekdays on which the limit days begin; none named means every day. */
    val days: List<DayOfWeek> = emptyList(),
    /** Minutes allowed. */
    val minutes: Double,
    /** Whether each app of the kind has these minutes for itself; by default they share them. */
    val eachApp: Boolean = false,
    /** When the rule was last edited; of several for one kind, day and `eachApp` the last edited counts. */
    val updatedAt: OffsetDateTime,
)

/** Use at most so long at a stretch, then a pause. */
public data class SessionRule(
    /** Minutes of use after which a pause is due, from 1 on. Breaks shorter than the pause do not part a stretch. */
    val minutes: Double,
    /** Minutes without use that make a pause, from 1 on. */
    val pauseMinutes: Double,
)

/** What a clock that cannot be trusted does. */
public enum class ClockPolicy {
    /** The rules stand by the clock as it is, the default: a wrong clock locks nobody out. */
    OPEN,
    /** The device is locked until the clock can be trusted again; apps that are always allowed stay open. */
    CLOSED,
}
