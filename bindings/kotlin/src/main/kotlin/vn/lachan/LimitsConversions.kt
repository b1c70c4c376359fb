package vn.lachan

import java.time.LocalDate
import java.time.LocalTime

internal fun vn.lachan.ffi.LimitsSet.toPublic(): LimitsSet = LimitsSet(
    rules = rules.toPublic(),
    setAt = setAt.toPublic(),
)

internal fun LimitsSet.toFfi(): vn.lachan.ffi.LimitsSet = vn.lachan.ffi.LimitsSet(
    rules = rules.toFfi(),
    setAt = setAt.toFfi(),
)

internal fun vn.lachan.ffi.LimitsCase.toPublic(): LimitsCase = LimitsCase(
    zone = zone,
    now = now.toPublic(),
    rules = rules.toPublic(),
    usedMinutes = usedMinutes,
    usedUpAt = usedUpAt?.toPublic(),
)

internal fun LimitsCase.toFfi(): vn.lachan.ffi.LimitsCase = vn.lachan.ffi.LimitsCase(
    zone = zone,
    now = now.toFfi(),
    rules = rules.toFfi(),
    usedMinutes = usedMinutes,
    usedUpAt = usedUpAt?.toFfi(),
)

internal fun vn.lachan.ffi.LimitsRules.toPublic(): LimitsRules = LimitsRules(
    dayStart = LocalTime.parse(dayStart),
    bedtimes = bedtimes.map { it.toPublic() },
    dailyLimits = dailyLimits.map { it.toPublic() },
    overrides = overrides.map { it.toPublic() },
    appLimits = appLimits.map { it.toPublic() },
    categoryLimits = categoryLimits.map { it.toPublic() },
    alwaysAllowed = alwaysAllowed,
    session = session?.toPublic(),
    warnAtMinutes = warnAtMinutes.map { it.toInt() },
    onDoubtfulClock = onDoubtfulClock.toPublic(),
)

internal fun LimitsRules.toFfi(): vn.lachan.ffi.LimitsRules = vn.lachan.ffi.LimitsRules(
    dayStart = dayStart.toFfi(),
    bedtimes = bedtimes.map { it.toFfi() },
    dailyLimits = dailyLimits.map { it.toFfi() },
    overrides = overrides.map { it.toFfi() },
    appLimits = appLimits.map { it.toFfi() },
    categoryLimits = categoryLimits.map { it.toFfi() },
    alwaysAllowed = alwaysAllowed,
    session = session?.toFfi(),
    warnAtMinutes = warnAtMinutes.map { it.ushort("warn_at_minutes") },
    onDoubtfulClock = onDoubtfulClock.toFfi(),
)

internal fun vn.lachan.ffi.Bedtime.toPublic(): Bedtime = Bedtime(
    day = day.toPublic(),
    from = LocalTime.parse(from),
    to = LocalTime.parse(to),
    updatedAt = updatedAt.toPublic(),
)

internal fun Bedtime.toFfi(): vn.lachan.ffi.Bedtime = vn.lachan.ffi.Bedtime(
    day = day.toFfi(),
    from = from.toFfi(),
    to = to.toFfi(),
    updatedAt = updatedAt.toFfi(),
)

internal fun vn.lachan.ffi.DailyLimit.toPublic(): DailyLimit = DailyLimit(
    day = day.toPublic(),
    minutes = minutes,
    updatedAt = updatedAt.toPublic(),
)

internal fun DailyLimit.toFfi(): vn.lachan.ffi.DailyLimit = vn.lachan.ffi.DailyLimit(
    day = day.toFfi(),
    minutes = minutes,
    updatedAt = updatedAt.toFfi(),
)

internal fun vn.lachan.ffi.RuleOverride.toPublic(): RuleOverride = RuleOverride(
    action = action.toPublic(),
    createdAt = createdAt.toPublic(),
    minutes = minutes,
)

internal fun RuleOverride.toFfi(): vn.lachan.ffi.RuleOverride = vn.lachan.ffi.RuleOverride(
    action = action.toFfi(),
    createdAt = createdAt.toFfi(),
    minutes = minutes,
)

internal fun vn.lachan.ffi.LimitsState.toPublic(): LimitsState = LimitsState(
    locked = locked,
    policy = policy.toPublic(),
    remainingMinutes = remainingMinutes,
    limitStartedAt = limitStartedAt?.toPublic(),
    nextChange = nextChange?.toPublic(),
    unlocksAt = unlocksAt?.toPublic(),
    reasons = reasons,
)

internal fun LimitsState.toFfi(): vn.lachan.ffi.LimitsState = vn.lachan.ffi.LimitsState(
    locked = locked,
    policy = policy.toFfi(),
    remainingMinutes = remainingMinutes,
    limitStartedAt = limitStartedAt?.toFfi(),
    nextChange = nextChange?.toFfi(),
    unlocksAt = unlocksAt?.toFfi(),
    reasons = reasons,
)

internal fun vn.lachan.ffi.NextChange.toPublic(): NextChange = NextChange(
    at = at.toPublic(),
    policy = policy.toPublic(),
)

internal fun NextChange.toFfi(): vn.lachan.ffi.NextChange = vn.lachan.ffi.NextChange(
    at = at.toFfi(),
    policy = policy.toFfi(),
)

internal fun vn.lachan.ffi.AppLimit.toPublic(): AppLimit = AppLimit(
    app = app,
    days = days.map { it.toPublic() },
    minutes = minutes,
    updatedAt = updatedAt.toPublic(),
)

internal fun AppLimit.toFfi(): vn.lachan.ffi.AppLimit = vn.lachan.ffi.AppLimit(
    app = app,
    days = days.map { it.toFfi() },
    minutes = minutes,
    updatedAt = updatedAt.toFfi(),
)

internal fun vn.lachan.ffi.CategoryLimit.toPublic(): CategoryLimit = CategoryLimit(
    category = category,
    days = days.map { it.toPublic() },
    minutes = minutes,
    eachApp = eachApp,
    updatedAt = updatedAt.toPublic(),
)

internal fun CategoryLimit.toFfi(): vn.lachan.ffi.CategoryLimit = vn.lachan.ffi.CategoryLimit(
    category = category,
    days = days.map { it.toFfi() },
    minutes = minutes,
    eachApp = eachApp,
    updatedAt = updatedAt.toFfi(),
)

internal fun vn.lachan.ffi.SessionRule.toPublic(): SessionRule = SessionRule(
    minutes = minutes,
    pauseMinutes = pauseMinutes,
)

internal fun SessionRule.toFfi(): vn.lachan.ffi.SessionRule = vn.lachan.ffi.SessionRule(
    minutes = minutes,
    pauseMinutes = pauseMinutes,
)

internal fun vn.lachan.ffi.Grant.toPublic(): Grant = Grant(
    id = id,
    kind = kind.toPublic(),
    minutes = minutes,
    day = LocalDate.parse(day),
    scope = scope.toPublic(),
    app = app,
    category = category,
    at = at.toPublic(),
    by = by.toPublic(),
    task = task,
    answers = answers,
)

internal fun Grant.toFfi(): vn.lachan.ffi.Grant = vn.lachan.ffi.Grant(
    id = id,
    kind = kind.toFfi(),
    minutes = minutes,
    day = day.toString(),
    scope = scope.toFfi(),
    app = app,
    category = category,
    at = at.toFfi(),
    by = by.toFfi(),
    task = task,
    answers = answers,
)

internal fun vn.lachan.ffi.Balance.toPublic(): Balance = Balance(
    askedMinutes = askedMinutes,
    grantedMinutes = grantedMinutes,
    earnedMinutes = earnedMinutes,
    borrowedMinutes = borrowedMinutes,
    repaidMinutes = repaidMinutes,
    extraMinutes = extraMinutes,
    usedMinutes = usedMinutes,
)

internal fun PlanRequest.toFfi(): vn.lachan.ffi.PlanRequest = vn.lachan.ffi.PlanRequest(
    apps = apps,
    language = language.toFfi(),
    clockDoubtful = clockDoubtful,
)

internal fun vn.lachan.ffi.Plan.toPublic(): Plan = Plan(
    device = device.toPublic(),
    text = text,
    extraTime = extraTime.toPublic(),
    apps = apps.map { it.toPublic() },
    warnings = warnings.map { it.toPublic() },
    nextWarning = nextWarning?.toPublic(),
)

internal fun vn.lachan.ffi.AppPlan.toPublic(): AppPlan = AppPlan(
    app = app,
    locked = locked,
    policy = policy.toPublic(),
    remainingMinutes = remainingMinutes,
    nextChange = nextChange?.toPublic(),
    unlocksAt = unlocksAt?.toPublic(),
    reasons = reasons,
    text = text,
)

internal fun vn.lachan.ffi.Warning.toPublic(): Warning = Warning(
    app = app,
    minutes = minutes.toInt(),
    at = at.toPublic(),
    locksAt = locksAt.toPublic(),
    policy = policy.toPublic(),
    text = text,
)

internal fun CodePolicy.toFfi(): vn.lachan.ffi.CodePolicy = vn.lachan.ffi.CodePolicy(
    stepSeconds = stepSeconds.unsigned("step_seconds"),
    driftSteps = driftSteps.ubyte("drift_steps"),
    amounts = amounts.map { it.ushort("amounts") },
)

internal fun vn.lachan.ffi.CodeOutcome.toPublic(): CodeOutcome = when (this) {
    is vn.lachan.ffi.CodeOutcome.Right -> CodeOutcome.Right(minutes.toInt())
    is vn.lachan.ffi.CodeOutcome.Used -> CodeOutcome.Used
    is vn.lachan.ffi.CodeOutcome.Wrong -> CodeOutcome.Wrong(triesLeft.toInt())
    is vn.lachan.ffi.CodeOutcome.LockedOut -> CodeOutcome.LockedOut(until.toPublic())
}

internal fun vn.lachan.ffi.Preset.toPublic(): Preset = Preset(
    id = id,
    ages = youngest.toInt()..oldest.toInt(),
    name = name,
    about = about,
    sources = sources,
    noticeEveryMinutes = noticeEveryMinutes?.toInt(),
    rules = rules.toPublic(),
)
