package vn.lachan

import java.time.OffsetDateTime

/** One entry of the tamper log. */
public data class TamperEntry(
    /** When, by the clock that the device showed afterwards. */
    val at: OffsetDateTime,
    /** What. */
    val code: TamperCode,
    /** How much it asks to be looked at. */
    val severity: Severity,
    /** Which permission. */
    val permission: Permission?,
    /** Last known time before: of the clock that was left, or of the last fact. */
    val from: OffsetDateTime?,
    /** By how much the clock moved, or how long nothing was heard; milliseconds, negative for a clock set back. */
    val byMs: Long?,
    /** How many: boots, stores. */
    val count: Int?,
)

/** What may have been done to the clock or to the host app. It never says by whom: systems and updates do it, too. */
public enum class TamperCode {
    /** A permission that was there is gone. */
    PERMISSION_LOST,
    /** A permission that was gone is back. */
    PERMISSION_BACK,
    /** The wall clock jumped by more than 2 s inside a boot. */
    CLOCK_JUMP,
    /** The wall clock was changed and no monotonic time tells by how much. */
    CLOCK_CHANGED,
    /** A boot began earlier on the wall than the boot before it ended. */
    CLOCK_SET_BACK,
    /** The screen was on and nothing was heard for long. */
    SILENCE,
    /** The device was started and nothing was heard of whole boots. */
    BOOTS_UNSEEN,
    /** The host app was installed anew. */
    REINSTALLED,
    /** The host app is older than it was. */
    VERSION_DOWNGRADE,
    /** The store was damaged, kept aside and begun anew. */
    STORE_SET_ASIDE,
}

/** How much an entry of the tamper log asks to be looked at. */
public enum class Severity {
    /** For the record. */
    INFO,
    /** Worth a look. */
    NOTICE,
    /** Totals or limits may be wrong until it is looked at. */
    WARNING,
}

/** One of [Permissions]. */
public enum class Permission {
    /** Reading usage. */
    USAGE,
    /** Reading notifications. */
    NOTIFICATIONS,
    /** Showing over other apps. */
    OVERLAY,
    /** The accessibility service. */
    ACCESSIBILITY,
    /** Device administration. */
    DEVICE_ADMIN,
    /** Running in the background. */
    BACKGROUND,
}

/** How far the device's clock can be believed, and why. */
public data class ClockTrust(
    /** The judgement. */
    val state: ClockState,
    /** Its reasons. */
    val reasons: List<ClockReason>,
    /** The trusted time now, if this boot has one. */
    val trustedNow: OffsetDateTime?,
    /** By how much the clock is ahead of the truth, as far as is known; milliseconds, negative for behind. */
    val offByMs: Long?,
)

/** How far the device's clock can be believed. */
public enum class ClockState {
    /** It agrees with a trusted time of this boot. */
    TRUSTED,
    /** Nothing speaks against it; no trusted time vouches for it. */
    CONSISTENT,
    /** Something speaks against it. */
    DOUBTFUL,
    /** Nothing is known by which it could be judged. */
    UNKNOWN,
}

/** Why a clock is judged so. */
public enum class ClockReason {
    /** It agrees with the trusted time. */
    AGREES_WITH_TRUSTED_TIME,
    /** It is off the trusted time. */
    OFF_TRUSTED_TIME,
    /** It ran on evenly since the first fact of this boot. */
    NO_JUMP,
    /** It jumped in this boot and was not set right again. */
    JUMPED,
    /** This boot began earlier than the boot before it ended. */
    SET_BACK,
    /** The time since boot, or the boot, is not given. */
    UNMEASURED,
    /** No other fact of this boot is known. */
    NOTHING_TO_COMPARE,
}
