package vn.lachan

import java.time.OffsetDateTime

/** What a plan is asked about. */
public data class PlanRequest(
    /** Apps to tell of beside those with a limit of their own and those used today whose kind has a limit. */
    val apps: List<String> = emptyList(),
    /** Language of the sentences. */
    val language: Language = Language.VI,
    /** Whether the device's clock cannot be trusted. */
    val clockDoubtful: Boolean = false,
)

/** The whole answer: the device, the apps, the extra time and the warnings. */
public data class Plan(
    /** The state of the device, with the extra time counted. */
    val device: LimitsState,
    /** The same in a sentence or two for the child; empty when nothing is to be said. */
    val text: String,
    /** The ledger of the device's limit day. */
    val extraTime: Balance,
    /** Every app asked about or with a limit of its own, by id. */
    val apps: List<AppPlan>,
    /**
     * The warnings that are due, at most one for the device and one for each app: the tightest that is reached. A host
     * shows each once, known by `app`, `minutes` and `locksAt`.
     */
    val warnings: List<Warning>,
    /** The next warning to come, so that a host can sleep until then. */
    val nextWarning: Warning?,
)

/** The state of one app. */
public data class AppPlan(
    /** Package or bundle id or opaque token. */
    val app: String,
    /** Whether it is locked, by a rule of its own or with the device. */
    val locked: Boolean,
    /** The rule in force. */
    val policy: Policy,
    /** The least of what the daily limit, the app's limits and the running stretch leave, minutes; none without any. */
    val remainingMinutes: Double?,
    /** The first change that the child would notice if it used the app whenever it could, within 15 days. */
    val nextChange: NextChange?,
    /** When locked: the first instant at which it is not, within 15 days. */
    val unlocksAt: OffsetDateTime?,
    /** Codes of the reasons, the deciding one first. */
    val reasons: List<String>,
    /** The same in a sentence or two for the child; empty when nothing is to be said. */
    val text: String,
)

/** A lock that is near. */
public data class Warning(
    /** The app that will be locked; none if it is the device. */
    val app: String?,
    /** Which of `warnAtMinutes` it is. */
    val minutes: Int,
    /** When it is due. */
    val at: OffsetDateTime,
    /** When the lock comes, if use goes on. */
    val locksAt: OffsetDateTime,
    /** The rule that will lock. */
    val policy: Policy,
    /** The same in a sentence for the child. */
    val text: String,
)

/** Rules that a parent may start from. */
public data class Preset(
    /** Stable name for code. */
    val id: String,
    /** The ages it is meant for, years. */
    val ages: IntRange,
    /** Its name for people. */
    val name: String,
    /** What it does, in a sentence or two. */
    val about: String,
    /** Keys of its sources. */
    val sources: List<String>,
    /** After how many minutes of play the child is reminded to rest; the host shows it. */
    val noticeEveryMinutes: Int?,
    /** Its rules. */
    val rules: LimitsRules,
)
