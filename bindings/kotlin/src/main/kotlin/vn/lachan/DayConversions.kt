package vn.lachan

import java.time.LocalDate

internal fun vn.lachan.ffi.DayView.toPublic(): DayView = DayView(
    totals = totals.toPublic(),
    categories = categories.map { it.toPublic() },
    hours = hours.map { it.toPublic() },
    closed = closed,
    revision = revision.toInt(),
    changedAt = changedAt?.toPublic(),
)

internal fun vn.lachan.ffi.CategoryTotal.toPublic(): CategoryTotal = CategoryTotal(
    category = category,
    minutes = minutes,
    quality = quality.toPublic(),
)

internal fun vn.lachan.ffi.HourUse.toPublic(): HourUse = HourUse(
    from = from.toPublic(),
    minutes = minutes,
)

internal fun vn.lachan.ffi.SessionView.toPublic(): SessionView = SessionView(
    app = app,
    from = from.toPublic(),
    to = to.toPublic(),
    minutes = minutes,
    opened = opened,
    endedBy = endedBy.toPublic(),
    beginExact = beginExact,
    endExact = endExact,
)

internal fun vn.lachan.ffi.UsagePeriod.toPublic(): UsagePeriod = UsagePeriod(
    first = LocalDate.parse(first),
    last = LocalDate.parse(last),
    days = days.map { it.toPublic() },
    totalMinutes = totalMinutes,
    dailyMeanMinutes = dailyMeanMinutes,
    meanDays = meanDays.toInt(),
    nightMinutes = nightMinutes,
    pickups = pickups.toInt(),
    opens = opens.toInt(),
    apps = apps.map { it.toPublic() },
    categories = categories.map { it.toPublic() },
    quality = quality.toPublic(),
    completeDays = completeDays.toInt(),
    partialDays = partialDays.toInt(),
    unknownDays = unknownDays.toInt(),
    before = before.toPublic(),
)

internal fun vn.lachan.ffi.PeriodDay.toPublic(): PeriodDay = PeriodDay(
    day = LocalDate.parse(day),
    knowledge = knowledge.toPublic(),
    minutes = minutes,
    pickups = pickups.toInt(),
    quality = quality.toPublic(),
)

internal fun vn.lachan.ffi.PeriodComparison.toPublic(): PeriodComparison = PeriodComparison(
    comparable = comparable,
    reason = reason?.toPublic(),
    days = days.toInt(),
    previousMeanMinutes = previousMeanMinutes,
    changeMinutes = changeMinutes,
)
