package vn.lachan

import java.time.LocalDate
import java.time.OffsetDateTime

/** A [Guardian] as one person sees it: every answer is noted in the access log, which the child may read. */
public class Viewing internal constructor(private val ffi: vn.lachan.ffi.Guardian, private val viewer: Viewer) {
    /** The contacts, most risk first; for a parent with the names that the child's age allows. */
    public fun contacts(): List<ContactRisk> = ask { view -> viewContacts(view).map { it.toPublic() } }

    /** The totals of a day in the child's zone. [asOf] lengthens a session still open at the end of the data. */
    public fun screenTime(day: LocalDate, asOf: OffsetDateTime? = null): DayTotals =
        ask { viewScreenTime(it, day.toString(), asOf?.toFfi()).toPublic() }

    /** One rendered report. */
    public fun report(request: ReportRequest): String = ask { viewReport(it, request.toFfi()) }

    /** One report, sealed for the parent's phone. */
    public fun sealedReport(request: ReportRequest, pairing: Pairing): ByteArray =
        ask { sealedReport(it, request.toFfi(), pairing.text) }

    /** The hash-chained incident record as JSON; [IncidentRecord.verify] checks it. */
    public fun incidentRecord(): String = ask { viewIncidentJson(it) }

    /** The incident record as a page to print, with the contacts' names. */
    public fun incidentPage(language: Language): String = ask { incidentPage(it, language.toFfi()) }

    /** The family's copy of everything that the store holds, as JSON. */
    public fun exportData(): String = ask { exportJson(it) }

    private inline fun <T> ask(call: vn.lachan.ffi.Guardian.(vn.lachan.ffi.Viewer) -> T): T =
        asking(ffi) { it.call(viewer.toFfi()) }
}
