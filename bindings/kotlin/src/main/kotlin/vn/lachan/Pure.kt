package vn.lachan

import java.time.OffsetDateTime

/** Limits without a store. */
public object Limits {
    /** Answers a case: locked or not, why, until when, what next. Pure. */
    public fun evaluate(case: LimitsCase): LimitsState = crossing { vn.lachan.ffi.evaluateLimits(case.toFfi()).toPublic() }

    /** Reads one line of a file of cases. */
    public fun caseFromJson(line: String): LimitsCase = crossing { vn.lachan.ffi.limitsCaseFromJson(line).toPublic() }

    /** Rules that a parent may start from, as if written at [at]. */
    public fun presets(language: Language, at: OffsetDateTime): List<Preset> =
        crossing { vn.lachan.ffi.presets(language.toFfi(), at.toFfi()).map { it.toPublic() } }
}

/** The exported incident record. */
public object IncidentRecord {
    /**
     * Checks every link and returns how many hold.
     *
     * @throws LaChanException.InvalidInput naming the first link that does not hold, counted from 0.
     */
    public fun verify(json: String): Long = crossing { vn.lachan.ffi.verifyIncident(json).toLong() }
}

/** Puts the alert into words for a notification; [zone] (IANA name) chooses the country's hotlines. */
public fun Alert.text(language: Language, zone: String): AlertText =
    crossing { vn.lachan.ffi.alertText(toFfi(), language.toFfi(), zone).toPublic() }

/** Puts an entry of the tamper log into words; [zone] (IANA name) is the child's. */
public fun TamperEntry.text(language: Language, zone: String): String =
    crossing { vn.lachan.ffi.tamperText(toFfi(), language.toFfi(), zone) }

/** The line of a decisions file. */
public fun Assessment.toJson(): String = crossing { vn.lachan.ffi.assessmentToJson(toFfi()) }

/** The public JSON form. */
public fun ContactRisk.toJson(): String = crossing { vn.lachan.ffi.contactRiskToJson(toFfi()) }

/** The public JSON form. */
public fun DayTotals.toJson(): String = crossing { vn.lachan.ffi.dayTotalsToJson(toFfi()) }

/** The public JSON form. */
public fun LimitsState.toJson(): String = crossing { vn.lachan.ffi.limitsStateToJson(toFfi()) }
