package vn.lachan

import java.nio.file.Path
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.io.path.readLines
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class GuardianTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a store keeps what it concluded and forgets what it read`() {
        val file = folder.resolve("child.lachan")
        val before = Guardian.open(file, keyOf(3)).use {
            it.ingest(listOf(PROFILE, CONSENT) + script(), NOW)
            it.contacts()
        }
        assertEquals(3, before.single().incoming)
        assertTrue(before.single().level >= Level.CONCERN)
        Guardian.open(file, keyOf(3)).use {
            assertEquals(before, it.contacts())
            assertEquals(3, it.ingest(script(), NOW).skipped.count { skip -> skip.reason == Skip.DUPLICATE })
            assertTrue(IncidentRecord.verify(it.incidentRecord()) >= 1)
            it.eraseContact(before.single().contact)
            assertTrue(it.contacts().isEmpty())
            it.eraseAll()
        }
    }

    @Test
    fun `alerts flow to collectors and read as words`() = runBlocking {
        Guardian.inMemory(Mode.REPLAY).use { guardian ->
            val heard = async { guardian.alerts.first() }
            yield()
            val alerts = SuspendingGuardian(guardian).ingest(script(), NOW).alerts
            assertEquals(alerts.first(), withTimeout(5_000) { heard.await() })
            val text = alerts.first().text(Language.VI, "Asia/Ho_Chi_Minh")
            assertTrue("111" in text.hotline, text.hotline)
            assertFalse(text.falseAlarm.isEmpty())
        }
    }

    @Test
    fun `many coroutines share one guardian`() = runBlocking {
        Guardian.inMemory(Mode.REPLAY).use { blocking ->
            val guardian = SuspendingGuardian(blocking)
            (0 until 200).map { n -> async { guardian.ingest(listOf(message("m$n", "chào")), NOW) } }.awaitAll()
            assertEquals(200, guardian.contacts().single().incoming)
        }
    }

    @Test
    fun `closing while in use ends in answers or Closed, never in a crash`() {
        repeat(20) {
            val guardian = Guardian.inMemory(Mode.REPLAY)
            val pool = Executors.newFixedThreadPool(4)
            val calls = (0 until 40).map { n ->
                pool.submit {
                    try {
                        guardian.ingest(listOf(message("m$n", "chào")), NOW)
                    } catch (_: LaChanException.Closed) {
                        // closed meanwhile
                    }
                }
            }
            guardian.close()
            calls.forEach { it.get(10, TimeUnit.SECONDS) }
            pool.shutdown()
        }
    }

    @Test
    fun `ten thousand guardians come and go`() {
        repeat(10_000) { Guardian.inMemory(Mode.REPLAY).close() }
    }

    @Test
    fun `every record survives the crossing`() {
        // The public records of all events of the sample week and the vectors, there and back.
        val files = listOf("data/sample-week.jsonl", "vectors/device/hard-usage/events.jsonl", "vectors/device/checkpoints/events.jsonl")
        val events = files.flatMap { TOP.resolve("tests").resolve(it).readLines() }.map(Event::fromJson)
        assertTrue(events.size > 4_000)
        for (event in events) assertEquals(event, event.toFfi().toPublic())
        assertEquals(9, events.map { it::class }.toSet().size)
    }

    @Test
    fun `records about people print nothing personal`() {
        val printed = listOf(message("m1", "bí mật"), PROFILE, ContactCard("zalo:la", "a", "Anh Nam")).joinToString()
        for (word in listOf("bí mật", "zalo", "Bi", "Nam", "m1")) assertFalse(word in printed, printed)
    }

    @Test
    fun `a week is found by its date`() {
        assertEquals(IsoWeek("2026-W53"), IsoWeek.of(java.time.LocalDate.of(2027, 1, 3)))
        assertEquals(IsoWeek("2026-W47"), IsoWeek.of(NOW.toLocalDate()))
    }
}
