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

    /** See [Guardian.plan]. */
    public suspend fun plan(now: OffsetDateTime, request: PlanRequest = PlanRequest()): Plan =
        run { plan(now, request) }

    /** See [Guardian.addGrant]. */
    public suspend fun addGrant(grant: Grant): Boolean = run { addGrant(grant) }

    /** See [Guardian.grants]. */
    public suspend fun grants(first: LocalDate): List<Grant> = run { grants(first) }

    /** See [Guardian.checkParentCode]. */
    public suspend fun checkParentCode(
        secret: ParentSecret,
        now: OffsetDateTime,
        code: String,
        purpose: CodePurpose,
        policy: CodePolicy = CodePolicy(),
    ): CodeOutcome = run { checkParentCode(secret, now, code, purpose, policy) }

    /** See [Guardian.dayView]. */
    public suspend fun dayView(day: LocalDate, asOf: OffsetDateTime? = null): DayView = run { dayView(day, asOf) }

    /** See [Guardian.period]. */
    public suspend fun period(first: LocalDate, last: LocalDate): UsagePeriod = run { period(first, last) }

    /** See [Guardian.sessions]. */
    public suspend fun sessions(day: LocalDate, asOf: OffsetDateTime? = null): List<SessionView> =
        run { sessions(day, asOf) }

    /** See [Guardian.forgetUsageBefore]. */
    public suspend fun forgetUsageBefore(day: LocalDate): Unit = run { forgetUsageBefore(day) }

    /** See [Guardian.tamperLog]. */
    public suspend fun tamperLog(from: OffsetDateTime, to: OffsetDateTime): List<TamperEntry> =
        run { tamperLog(from, to) }

    /** See [Guardian.clockTrust]. */
    public suspend fun clockTrust(now: OffsetDateTime, monotonicMs: Long? = null, boot: String? = null): ClockTrust =
        run { clockTrust(now, monotonicMs, boot) }

    /** See [Guardian.retain]. */
    public suspend fun retain(now: OffsetDateTime): Long = run { retain(now) }

    /** See [Guardian.setAppCategory]. */
    public suspend fun setAppCategory(app: String, category: AppCategory?): Unit = run { setAppCategory(app, category) }

    /** See [Guardian.appCategory]. */
    public suspend fun appCategory(app: String): AppCategory = run { appCategory(app) }

    /** See [Guardian.appCategories]. */
    public suspend fun appCategories(): Map<String, AppCategory> = run { appCategories() }

    /** See [Guardian.accessEntries]. */
    public suspend fun accessEntries(): List<AccessEntry> = run { accessEntries() }

    /** See [Guardian.accessLog]. */
    public suspend fun accessLog(): String = run { accessLog() }

    /** See [Guardian.consentState]. */
    public suspend fun consentState(): ConsentState = run { consentState() }

    /** What a person is shown, noted in the access log: [ask] calls a [Viewing]. */
    public suspend fun <T> view(viewer: Viewer, ask: Viewing.() -> T): T = run { view(viewer).ask() }

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
