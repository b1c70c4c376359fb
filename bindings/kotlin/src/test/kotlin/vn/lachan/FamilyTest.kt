package vn.lachan

import java.time.DayOfWeek
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Plans, extra time, parent codes, the tamper log, and what a person is shown. */
class FamilyTest {
    private val day = NOW.toLocalDate()
    private val grant =
        Grant(id = "g1", kind = GrantKind.GRANTED, minutes = 30.0, day = day, at = NOW, by = GrantGiver.GUARDIAN, task = "rửa bát")
    private val rules = LimitsRules(
        dailyLimits = listOf(DailyLimit(DayOfWeek.FRIDAY, 60.0, NOW)),
        appLimits = listOf(AppLimit("com.example.game", minutes = 20.0, updatedAt = NOW)),
        categoryLimits = listOf(CategoryLimit("video", days = listOf(DayOfWeek.SUNDAY), minutes = 10.0, eachApp = true, updatedAt = NOW)),
        alwaysAllowed = listOf("com.example.phone"),
        session = SessionRule(45.0, 10.0),
        warnAtMinutes = listOf(5, 1),
        onDoubtfulClock = ClockPolicy.CLOSED,
    )
    private val secret = ParentSecret(ByteArray(20) { it.toByte() })

    private fun guardian() =
        Guardian.inMemory().apply { ingest(listOf(PROFILE, CONSENT, LimitsSet(rules, NOW)) + script(), NOW) }

    @Test
    fun `the new records survive the crossing`() {
        val status = DeviceStatus(at = NOW, monotonicMs = 5, boot = "3", permissions = Permissions(usage = true), trustedTime = NOW)
        val events = listOf(
            grant, status, AppCategorySet("com.example.game", AppCategory.LEARNING), LimitsSet(rules, NOW),
            Withdrawal(NOW, Withdrawer.CHILD),
        )
        for (event in events) assertEquals(event, event.toFfi().toPublic())
        assertFalse("rửa" in grant.toString())
    }

    @Test
    fun `extra time counts in the plan`() {
        guardian().use {
            assertEquals(60.0, it.plan(NOW).device.remainingMinutes)
            assertTrue(it.addGrant(grant))
            assertFalse(it.addGrant(grant))
            assertEquals(listOf(grant), it.grants(day))
            val plan = it.plan(NOW, PlanRequest(apps = listOf("com.example.phone"), language = Language.EN))
            assertEquals(90.0, plan.device.remainingMinutes)
            assertEquals(30.0, plan.extraTime.grantedMinutes)
            assertEquals(mapOf("com.example.game" to Policy.NONE, "com.example.phone" to Policy.ALWAYS_ALLOWED), plan.apps.associate { app -> app.app to app.policy })
            val doubtful = it.plan(NOW, PlanRequest(clockDoubtful = true)).device
            assertEquals(Policy.CLOCK_UNTRUSTED, doubtful.policy)
        }
    }

    @Test
    fun `a parent code works once`() {
        val code = ParentCode.of(secret, NOW, CodePurpose.GRANT, 15)
        val wrong = code.map { digit -> '9' - (digit - '0') }.joinToString("")
        guardian().use {
            assertEquals(CodeOutcome.Wrong(4), it.checkParentCode(secret, NOW, wrong, CodePurpose.GRANT))
            assertEquals(CodeOutcome.Right(15), it.checkParentCode(secret, NOW, code, CodePurpose.GRANT))
            assertEquals(CodeOutcome.Used, it.checkParentCode(secret, NOW, code, CodePurpose.GRANT))
            assertEquals(15.0, it.plan(NOW).extraTime.grantedMinutes)
        }
        assertThrows(LaChanException.InvalidInput::class.java) { ParentCode.of(secret, NOW, CodePurpose.GRANT, 14) }
        assertThrows(LaChanException.InvalidInput::class.java) { ParentCode.of(secret, NOW, CodePurpose.GRANT, -1) }
        for (purpose in CodePurpose.entries - CodePurpose.GRANT) assertEquals(6, ParentCode.of(secret, NOW, purpose).length)
    }

    @Test
    fun `the tamper log tells of a permission that was lost`() {
        guardian().use {
            it.ingest(listOf(DeviceStatus(NOW.minusHours(1), permissions = Permissions(usage = true)), DeviceStatus(NOW, permissions = Permissions(usage = false))), NOW)
            val entry = it.tamperLog(NOW.minusDays(1), NOW.plusDays(1)).single()
            assertEquals(TamperCode.PERMISSION_LOST, entry.code)
            assertEquals(Severity.WARNING, entry.severity)
            assertEquals(Permission.USAGE, entry.permission)
            assertTrue(entry.text(Language.VI, "Asia/Ho_Chi_Minh").isNotEmpty())
            assertEquals(ClockTrust(ClockState.UNKNOWN, listOf(ClockReason.UNMEASURED), null, null), it.clockTrust(NOW))
        }
    }

    @Test
    fun `days, periods and kinds of apps are told`() {
        guardian().use {
            val use = listOf(UsageKind.APP_RESUMED to 30L, UsageKind.APP_PAUSED to 10L)
                .map { (kind, ago) -> Usage(kind, "com.example.game", at = NOW.minusMinutes(ago)) }
            it.ingest(use, NOW)
            it.setAppCategory("com.example.game", AppCategory.LEARNING)
            assertEquals(AppCategory.LEARNING, it.appCategory("com.example.game"))
            assertEquals(mapOf("com.example.game" to AppCategory.LEARNING), it.appCategories())
            val view = it.dayView(day)
            assertEquals(20.0, view.totals.deviceMinutes)
            assertEquals(20.0, view.categories.single().minutes)
            assertEquals(24, view.hours.size)
            assertEquals(EndedBy.LEFT, it.sessions(day).single().endedBy)
            val period = it.period(day.minusDays(6), day)
            assertEquals(7, period.days.size)
            assertEquals(20.0, period.totalMinutes)
            assertFalse(period.before.comparable)
            it.forgetUsageBefore(day.minusDays(1))
            assertEquals(0, it.retain(NOW))
        }
    }

    @Test
    fun `what a person is shown is in the access log`() = runBlocking {
        guardian().use { blocking ->
            val guardian = SuspendingGuardian(blocking)
            val viewer = Viewer(Reader.PARENT, NOW)
            assertEquals(1, guardian.view(viewer) { contacts() }.size)
            assertEquals(day, guardian.view(viewer) { screenTime(day) }.day)
            assertTrue(IncidentRecord.verify(guardian.view(viewer) { incidentRecord() }) >= 1)
            assertTrue("<html" in guardian.view(viewer) { incidentPage(Language.VI) })
            assertTrue("lachan-data-1" in guardian.view(viewer) { exportData() })
            val entries = guardian.accessEntries()
            val shown = listOf(Viewed.CONTACTS, Viewed.SCREEN_TIME, Viewed.INCIDENT_RECORD, Viewed.INCIDENT_RECORD, Viewed.DATA_EXPORT)
            assertEquals(shown, entries.map { it.what })
            assertEquals(AccessEntry(1, NOW, Reader.PARENT, Viewed.CONTACTS, ""), entries.first())
            assertTrue("lachan-access-1" in guardian.accessLog())
            assertEquals(ConsentState(CONSENT, null), guardian.consentState())
        }
    }

    @Test
    fun `a sealed report opens once`() {
        val key = SealingKey(ByteArray(32) { 9 })
        val pairing = key.pairing()
        assertTrue(pairing.text.endsWith(pairing.fingerprint))
        val request = ReportRequest(ReportPeriod.of("2026-W47"), Audience.PARENT, Language.VI, Format.TEXT, NOW)
        guardian().use {
            val viewer = it.view(Viewer(Reader.PARENT, NOW))
            val sealed = viewer.sealedReport(request, pairing)
            val opened = key.open(sealed)
            assertEquals("report-2026-W47-parent-vi.text", opened.name)
            assertTrue(opened.text.isNotEmpty())
            assertThrows(LaChanException.InvalidInput::class.java) { key.open(sealed, opened.seen) }
            assertThrows(LaChanException.InvalidInput::class.java) { SealingKey(ByteArray(32)).open(sealed) }
        }
    }

    @Test
    fun `presets are rules in words`() {
        val presets = Limits.presets(Language.VI, NOW)
        assertTrue(presets.isNotEmpty())
        guardian().use { guardian -> guardian.ingest(presets.map { LimitsSet(it.rules, NOW) }, NOW) }
        assertTrue(presets.all { it.name.isNotEmpty() && it.about.isNotEmpty() && it.ages.first <= it.ages.last })
    }
}
