package vn.lachan.sample

import java.time.LocalDate
import java.time.OffsetDateTime
import vn.lachan.AlertText
import vn.lachan.DayTotals
import vn.lachan.Event
import vn.lachan.Guardian
import vn.lachan.Language
import vn.lachan.Level
import vn.lachan.Mode
import vn.lachan.text

/** What the dashboard shows of a week. */
data class Dashboard(val alerts: List<AlertText>, val calmContacts: Int, val days: List<DayTotals>)

/** The demo mode: the sample week replayed into a store in memory. */
object DemoWeek {
    private const val ZONE = "Asia/Ho_Chi_Minh"
    private val MONDAY = LocalDate.of(2026, 11, 16)
    private val NOW = OffsetDateTime.parse("2026-11-23T00:00:00+07:00")

    /** Replays the week and asks what a parent would see. Blocks. */
    fun load(language: Language): Dashboard = Guardian.inMemory(Mode.REPLAY).use { guardian ->
        val lines = checkNotNull(javaClass.getResourceAsStream("/sample-week.jsonl")).bufferedReader().readLines()
        val alerts = guardian.ingest(lines.map(Event::fromJson), NOW).alerts
        Dashboard(
            // A contact may alert twice; the later alert says it all.
            alerts = alerts.associateBy { it.contact }.values.sortedByDescending { it.level }.map { it.text(language, ZONE) },
            calmContacts = guardian.contacts().count { it.level == Level.NONE },
            days = (0L..6L).map { guardian.screenTime(MONDAY.plusDays(it)) },
        )
    }
}
