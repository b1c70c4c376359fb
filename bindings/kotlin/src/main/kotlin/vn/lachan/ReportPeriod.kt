package vn.lachan

import java.time.LocalDate
import java.time.YearMonth

/** The days that a report covers. */
public sealed interface ReportPeriod {
    /** One day of the child. */
    public data class Day(public val date: LocalDate) : ReportPeriod

    /** Monday to Sunday. */
    public data class Week(public val week: IsoWeek) : ReportPeriod

    /** A calendar month. */
    public data class Month(public val month: YearMonth) : ReportPeriod

    public companion object {
        /**
         * Reads `2026-11-20`, `2026-W47` or `2026-11`.
         *
         * @throws java.time.format.DateTimeParseException for a day or month that the calendar does not have
         */
        public fun of(text: String): ReportPeriod = when {
            'W' in text -> Week(IsoWeek(text))
            text.length == "2026-11".length -> Month(YearMonth.parse(text))
            else -> Day(LocalDate.parse(text))
        }
    }
}

internal fun ReportPeriod.toFfi(): String = when (this) {
    is ReportPeriod.Day -> date.toString()
    is ReportPeriod.Week -> week.text
    is ReportPeriod.Month -> month.toString()
}
