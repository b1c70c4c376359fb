package vn.lachan

import java.time.LocalDate
import java.time.OffsetDateTime

/** One entry of the ledger of extra time. An entry whose `id` is known already changes nothing. */
public data class Grant(
    /** The host's id, unique in the ledger. */
    val id: String,
    /** What happened. */
    val kind: GrantKind,
    /** How many minutes it is about. */
    val minutes: Double,
    /** The limit day it is for, by the local date on which that begins. */
    val day: LocalDate,
    /** Whose minutes. */
    val scope: GrantScope = GrantScope.DEVICE,
    /** The app, in scope `app`. */
    val app: String? = null,
    /** The kind of apps, in scope `category`. */
    val category: String? = null,
    /** When the entry was made; one made after the instant asked about does not count. */
    val at: OffsetDateTime,
    /** Who made it. */
    val by: GrantGiver,
    /** The task that earned it, in the family's own words. */
    val task: String? = null,
    /** The `id` of the `asked` entry that this one answers. */
    val answers: String? = null,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "Grant(…)"
}

/** What an entry of the ledger says. */
public enum class GrantKind {
    /** The child asked for time. */
    ASKED,
    /** Time was given. */
    GRANTED,
    /** Time was not given. */
    REFUSED,
    /** Time was earned by a task. */
    EARNED,
    /** Time was taken from the next limit day, which has as much less. */
    BORROWED,
    /** Time was given by a one-time code. */
    CODE,
}

/** Whose minutes an entry is about. */
public enum class GrantScope {
    /** The daily limit of the device, the default. */
    DEVICE,
    /** The limits of one app. */
    APP,
    /** The minutes that a kind of apps shares. */
    CATEGORY,
}

/** Who made an entry. */
public enum class GrantGiver {
    /** A parent or other guardian. */
    GUARDIAN,
    /** The child. */
    CHILD,
}

/** What the ledger says of one limit day and one target, minutes. */
public data class Balance(
    /** Asked for and not yet answered. */
    val askedMinutes: Double,
    /** Given, by hand or by a code. */
    val grantedMinutes: Double,
    /** Earned by tasks. */
    val earnedMinutes: Double,
    /** Borrowed from the next limit day. */
    val borrowedMinutes: Double,
    /** Given back for what the limit day before borrowed. */
    val repaidMinutes: Double,
    /** All together: what the day has more than its limit says, or less if below 0. */
    val extraMinutes: Double,
    /** How much of the extra time is used, from 0 to `extraMinutes`. */
    val usedMinutes: Double,
)
