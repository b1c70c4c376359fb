package vn.lachan

import java.nio.file.Path
import java.time.LocalDate
import java.time.OffsetDateTime
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.asSharedFlow

/** Gives the store's key, from the host's keystore. Called once a store, with no lock held. */
public fun interface KeyProvider {
    /** Returns 32 random bytes, the same every time. Whatever it throws becomes [LaChanException.KeyUnavailable]. */
    public fun storeKey(): ByteArray
}

/**
 * The child-safety guardian over one encrypted store.
 *
 * All calls block, do I/O and may be made from any thread but the main one; [SuspendingGuardian] wraps them for
 * coroutines. Every call may throw a [LaChanException].
 */
public class Guardian private constructor(private val ffi: vn.lachan.ffi.Guardian) : AutoCloseable {
    // Replay is none: alerts of the past are asked for by `alerts(from, to)`.
    private val flow = MutableSharedFlow<Alert>(extraBufferCapacity = 256, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    /** Alerts as they arise, for every collector from the moment it collects. They are also in what [ingest] returns. */
    public val alerts: Flow<Alert> = flow.asSharedFlow()

    init {
        ffi.setAlertListener(object : vn.lachan.ffi.AlertListener {
            override fun onAlert(alert: vn.lachan.ffi.Alert) {
                flow.tryEmit(alert.toPublic())
            }
        })
    }

    /**
     * Sets the host's own text model as a further source of evidence; null to stop. Waits for a batch under way. The model
     * is held until another one is set or the guardian is closed.
     */
    public fun setTextScorer(scorer: TextScorer?): Unit = open { it.setTextScorer(scorer?.let(::CrossingScorer)) }

    /** Applies a batch of events in order, all or nothing; [now] is the host's clock. Repeated events change nothing. */
    public fun ingest(events: List<Event>, now: OffsetDateTime): Ingested =
        open { it.ingest(events.map(Event::toFfi), now.toFfi()).toPublic() }

    /** The contacts, most risk first. */
    public fun contacts(): List<ContactRisk> = open { ffi -> ffi.contacts().map { it.toPublic() } }

    /** The alerts of [[from], [to]), in order of time. */
    public fun alerts(from: OffsetDateTime, to: OffsetDateTime): List<Alert> =
        open { ffi -> ffi.alerts(from.toFfi(), to.toFfi()).map { it.toPublic() } }

    /** The totals of a day in the child's zone. [asOf] lengthens a session still open at the end of the data. */
    public fun screenTime(day: LocalDate, asOf: OffsetDateTime? = null): DayTotals =
        open { it.screenTime(day.toString(), asOf?.toFfi()).toPublic() }

    /** What the stored rules say at [now], with the use that the store knows of until then. */
    public fun limitsState(now: OffsetDateTime): LimitsState = open { it.limitsState(now.toFfi()).toPublic() }

    /** What the stored rules say of the device and of apps at [now], in codes and sentences, and which warnings are due. */
    public fun plan(now: OffsetDateTime, request: PlanRequest = PlanRequest()): Plan =
        open { it.plan(now.toFfi(), request.toFfi()).toPublic() }

    /** Adds an entry to the ledger of extra time; false if its id is known already, which changes nothing. */
    public fun addGrant(grant: Grant): Boolean = open { it.addGrant(grant.toFfi()) }

    /** The ledger of the limit days from [first] on, in the order in which entries came. */
    public fun grants(first: LocalDate): List<Grant> = open { ffi -> ffi.grants(first.toString()).map { it.toPublic() } }

    /**
     * Checks a code that was typed on the child's phone; a right grant code adds its minutes to today's limit of the
     * device. What the other purposes open or lock is the host's to do.
     */
    public fun checkParentCode(
        secret: ParentSecret,
        now: OffsetDateTime,
        code: String,
        purpose: CodePurpose,
        policy: CodePolicy = CodePolicy(),
    ): CodeOutcome =
        open { it.checkParentCode(secret.bytes, now.toFfi(), code, purpose.toFfi(), policy.toFfi()).toPublic() }

    /** A day with its kinds of apps and its hours. [asOf] as in [screenTime]. */
    public fun dayView(day: LocalDate, asOf: OffsetDateTime? = null): DayView =
        open { it.dayView(day.toString(), asOf?.toFfi()).toPublic() }

    /** The use from [first] to [last], both included, beside the days before them. */
    public fun period(first: LocalDate, last: LocalDate): UsagePeriod =
        open { it.period(first.toString(), last.toString()).toPublic() }

    /** The visits of apps that touch a day, by begin, then by app; whole, not clipped to the day. */
    public fun sessions(day: LocalDate, asOf: OffsetDateTime? = null): List<SessionView> =
        open { ffi -> ffi.sessions(day.toString(), asOf?.toFfi()).map { it.toPublic() } }

    /** Removes the usage facts from before a day; the totals of the days before it stay as they are. */
    public fun forgetUsageBefore(day: LocalDate): Unit = open { it.forgetUsageBefore(day.toString()) }

    /** The tamper log of [[from], [to]), in order of time. An entry tells what was seen, never who did it. */
    public fun tamperLog(from: OffsetDateTime, to: OffsetDateTime): List<TamperEntry> =
        open { ffi -> ffi.tamperLog(from.toFfi(), to.toFfi()).map { it.toPublic() } }

    /**
     * How far the device's clock can be believed. [now], [monotonicMs] (since boot, counting sleep) and [boot] are read at
     * one instant; without the last two the clock cannot be judged.
     */
    public fun clockTrust(now: OffsetDateTime, monotonicMs: Long? = null, boot: String? = null): ClockTrust =
        open { it.clockTrust(now.toFfi(), monotonicMs, boot).toPublic() }

    /** Removes what is past its time and tells how many records went. Every [ingest] does the same. */
    public fun retain(now: OffsetDateTime): Long = open { it.retain(now.toFfi()).toLong() }

    /** Sets the kind of an app for this family; null for the shipped one again. */
    public fun setAppCategory(app: String, category: AppCategory?): Unit = open { it.setAppCategory(app, category?.toFfi()) }

    /** The kind of an app: what this family set, else the shipped one. */
    public fun appCategory(app: String): AppCategory = open { it.appCategory(app).toPublic() }

    /** The kinds of apps that this family set, by app. */
    public fun appCategories(): Map<String, AppCategory> =
        open { ffi -> ffi.appCategories().mapValues { it.value.toPublic() } }

    /** The guardian as a person sees it: every answer is noted in the access log. */
    public fun view(viewer: Viewer): Viewing = Viewing(ffi, viewer)

    /** Who looked at what, in order. Reading it is not noted. */
    public fun accessEntries(): List<AccessEntry> = open { ffi -> ffi.accessEntries().map { it.toPublic() } }

    /** Who looked at what, hash-chained, as JSON. Reading it is not noted. */
    public fun accessLog(): String = open { it.accessLogJson() }

    /** How consent stands. */
    public fun consentState(): ConsentState = open { it.consentState().toPublic() }

    /** One rendered report. */
    public fun report(request: ReportRequest): String = open { it.report(request.toFfi()) }

    /** The hash-chained incident record as JSON; [IncidentRecord.verify] checks it. */
    public fun incidentRecord(): String = open { it.incidentJson() }

    /** Erases one contact, named by its handle, and the alerts about it. */
    public fun eraseContact(handle: String): Unit = open { it.eraseContact(handle) }

    /** Erases everything, also the profile and the consent: what a withdrawal asks for. */
    public fun eraseAll(): Unit = open { it.eraseAll() }

    /** Closes the store; later calls throw [LaChanException.Closed]. Calls that run are finished first. */
    override fun close() {
        try {
            crossing { ffi.closeStore() }
        } catch (_: IllegalStateException) {
            return // closed before
        }
        ffi.close()
    }

    private inline fun <T> open(call: (vn.lachan.ffi.Guardian) -> T): T = asking(ffi, call)

    public companion object {
        /**
         * Opens or makes the store at [path].
         *
         * @throws LaChanException.KeyUnavailable [LaChanException.WrongKey] [LaChanException.Corrupt]
         * [LaChanException.TooNew] [LaChanException.Busy] [LaChanException.DiskFull] [LaChanException.Unavailable]
         */
        public fun open(path: Path, keys: KeyProvider, mode: Mode = Mode.HOST): Guardian = crossing {
            val provider = object : vn.lachan.ffi.KeyProvider {
                override fun storeKey(): ByteArray = keys.storeKey()
            }
            Guardian(vn.lachan.ffi.Guardian.open(path.toString(), provider, mode.toFfi()))
        }

        /** Makes a guardian over a store in memory, which ends with it. For previews and tests. */
        public fun inMemory(mode: Mode = Mode.HOST): Guardian =
            crossing { Guardian(vn.lachan.ffi.Guardian.inMemory(mode.toFfi())) }
    }
}

internal inline fun <T> asking(ffi: vn.lachan.ffi.Guardian, call: (vn.lachan.ffi.Guardian) -> T): T = try {
    crossing { call(ffi) }
} catch (_: IllegalStateException) {
    // UniFFI's word for an object that was freed.
    throw LaChanException.Closed()
}
