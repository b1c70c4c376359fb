package vn.lachan

import java.time.LocalDate
import java.time.OffsetDateTime
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * The calls of a [Guardian] as suspending functions that run on [dispatcher].
 *
 * A coroutine cancelled while it waits leaves at once; a call that has begun runs to its end, so nothing is half done.
 */
public class SuspendingGuardian(
    /** The guardian behind it; closing that one closes both. */
    public val blocking: Guardian,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) {
    /** See [Guardian.setTextScorer]. */
    public suspend fun setTextScorer(scorer: TextScorer?): Unit = run { setTextScorer(scorer) }

    /** See [Guardian.ingest]. */
    public suspend fun ingest(events: List<Event>, now: OffsetDateTime): Ingested = run { ingest(events, now) }

    /** See [Guardian.contacts]. */
    public suspend fun contacts(): List<ContactRisk> = run { contacts() }

    /** See [Guardian.alerts]. */
    public suspend fun alerts(from: OffsetDateTime, to: OffsetDateTime): List<Alert> = run { alerts(from, to) }

    /** See [Guardian.screenTime]. */
    public suspend fun screenTime(day: LocalDate, asOf: OffsetDateTime? = null): DayTotals = run { screenTime(day, asOf) }

    /** See [Guardian.limitsState]. */
    public suspend fun limitsState(now: OffsetDateTime): LimitsState = run { limitsState(now) }

    /** See [Guardian.report]. */
    public suspend fun report(request: ReportRequest): String = run { report(request) }

    /** See [Guardian.incidentRecord]. */
    public suspend fun incidentRecord(): String = run { incidentRecord() }

    /** See [Guardian.eraseContact]. */
    public suspend fun eraseContact(handle: String): Unit = run { eraseContact(handle) }

    /** See [Guardian.eraseAll]. */
    public suspend fun eraseAll(): Unit = run { eraseAll() }

    private suspend fun <T> run(call: Guardian.() -> T): T = withContext(dispatcher) { blocking.call() }
}
