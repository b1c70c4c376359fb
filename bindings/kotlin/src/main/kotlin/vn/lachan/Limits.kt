package vn.lachan

import java.time.DayOfWeek
import java.time.LocalTime
import java.time.OffsetDateTime

/** One question to the limits engine. */
public data class LimitsCase(
    /** IANA name of the child's zone. */
    val zone: String,
    /** The instant asked about. */
    val now: OffsetDateTime,
    /** The rules that stand. */
    val rules: LimitsRules,
    /** Use of the limit day that holds `now`, minutes. */
    val usedMinutes: Double = 0.0,
    /** Since when the limit has been used up, if the host knows it. */
    val usedUpAt: OffsetDateTime? = null,
)

/** The rules that a parent sets. */
public data class LimitsRules(
    /** Local time at which a limit day begins. */
    val dayStart: LocalTime = LocalTime.MIDNIGHT,
    /** Times at which the device rests. */
    val bedtimes: List<Bedtime> = emptyList(),
    /** Minutes a day. */
    val dailyLimits: List<DailyLimit> = emptyList(),
    /** Locks and unlocks made by hand. */
    val overrides: List<RuleOverride> = emptyList(),
    /** Minutes a day for single apps. */
    val appLimits: List<AppLimit> = emptyList(),
    /** Minutes a day for kinds of apps. */
    val categoryLimits: List<CategoryLimit> = emptyList(),
    /** Apps that no rule locks, and whose use counts against no rule: the phone, maps, a school's app. */
    val alwaysAllowed: List<String> = emptyList(),
    /** How long the device may be used at a stretch. */
    val session: SessionRule? = null,
    /** How many minutes before a lock the child is told of it. */
    val warnAtMinutes: List<Int> = emptyList(),
    /** What a clock that cannot be trusted does. */
    val onDoubtfulClock: ClockPolicy = ClockPolicy.OPEN,
)

/** A bedtime that begins on one weekday; `from` > `to` runs past midnight. */
public data class Bedtime(
    /** The weekday on which it begins. */
    val day: DayOfWeek,
    /** Local begin. */
    val from: LocalTime,
    /** Local end, never equal to `from`. */
    val to: LocalTime,
    /** When the rule was last edited. */
    val updatedAt: OffsetDateTime,
)

/** The minutes allowed on the limit day that begins on one weekday. */
public data class DailyLimit(
    /** The weekday on which the limit day begins. */
    val day: DayOfWeek,
    /** Minutes allowed. */
    val minutes: Double,
    /** When the rule was last edited. */
    val updatedAt: OffsetDateTime,
)

/** What an override does. */
public enum class OverrideAction {
    /** Locks until the next `day_start` or the end of the next bedtime. */
    LOCK,
    /** Lifts what locks. */
    UNLOCK,
}

/** A lock or unlock made by hand. */
public data class RuleOverride(
    /** What it does. */
    val action: OverrideAction,
    /** When it was made. */
    val createdAt: OffsetDateTime,
    /** For an unlock: how long it lasts, minutes. */
    val minutes: Double? = null,
)

/** The rule in force. */
public enum class Policy {
    /** No rule. */
    NONE,
    /** An override. */
    OVERRIDE,
    /** A bedtime. */
    BEDTIME,
    /** A daily limit that is used up. */
    DAILY_LIMIT,
    /** The minutes of one app are used up; never the device's own policy. */
    APP_LIMIT,
    /** The minutes of a kind of apps are used up; never the device's own policy. */
    CATEGORY_LIMIT,
    /** A pause after a long stretch of use. */
    SESSION_PAUSE,
    /** The clock cannot be trusted, and the rules then lock. */
    CLOCK_UNTRUSTED,
    /** The app is always allowed; never the device's own policy. */
    ALWAYS_ALLOWED,
}

/** The answer: locked or not, why, until when, what next. Every key is always there. */
public data class LimitsState(
    /** Whether the device is locked. */
    val locked: Boolean,
    /** The rule in force. */
    val policy: Policy,
    /** Minutes left of the daily limit; none without one. */
    val remainingMinutes: Double?,
    /** Since when the daily limit has been used up. */
    val limitStartedAt: OffsetDateTime?,
    /** The first change that the child would notice, within 15 days. */
    val nextChange: NextChange?,
    /** When locked: the first instant at which it is not, within 15 days. */
    val unlocksAt: OffsetDateTime?,
    /** Codes of the reasons, the deciding one first. */
    val reasons: List<String>,
)

/** A coming change of state. */
public data class NextChange(
    /** When. */
    val at: OffsetDateTime,
    /** The rule in force from then on. */
    val policy: Policy,
)
