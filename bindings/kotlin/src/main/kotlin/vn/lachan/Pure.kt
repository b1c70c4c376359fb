package vn.lachan

/** Limits without a store. */
public object Limits {
    /** Answers a case: locked or not, why, until when, what next. Pure. */
    public fun evaluate(case: LimitsCase): LimitsState = crossing { vn.lachan.ffi.evaluateLimits(case.toFfi()).toPublic() }

    /** Reads one line of a file of cases. */
    public fun caseFromJson(line: String): LimitsCase = crossing { vn.lachan.ffi.limitsCaseFromJson(line).toPublic() }
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

/** The line of a decisions file. */
public fun Assessment.toJson(): String = crossing { vn.lachan.ffi.assessmentToJson(toFfi()) }

/** The public JSON form. */
public fun ContactRisk.toJson(): String = crossing { vn.lachan.ffi.contactRiskToJson(toFfi()) }

/** The public JSON form. */
public fun DayTotals.toJson(): String = crossing { vn.lachan.ffi.dayTotalsToJson(toFfi()) }

/** The public JSON form. */
public fun LimitsState.toJson(): String = crossing { vn.lachan.ffi.limitsStateToJson(toFfi()) }
