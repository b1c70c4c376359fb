package vn.lachan

import java.time.LocalDate
import java.time.temporal.IsoFields

/** A week of the ISO calendar, Monday to Sunday. [text] is its year and number, such as `2026-W47`. */
@JvmInline
public value class IsoWeek(public val text: String) {
    public companion object {
        /** The week that holds a date. */
        public fun of(date: LocalDate): IsoWeek = IsoWeek(
            "%04d-W%02d".format(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
        )
    }
}
