package vn.lachan

import com.sun.jna.Native
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTimeout
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.function.ThrowingSupplier

class TextScorerTest {
    private val sure = TextScorer { listOf(TextScore(Category.GROOMING, 1.0)) }

    private fun ingest(scorer: TextScorer?, events: List<Event>): Ingested = Guardian.inMemory(Mode.REPLAY).use {
        it.setTextScorer(scorer)
        it.ingest(events, NOW)
    }

    @Test
    fun `a model that throws or sleeps neither breaks ingestion nor holds it up`() {
        val without = ingest(null, script())
        val models = mapOf(
            "throws" to TextScorer { text -> error(text) },
            "fails" to TextScorer { throw LaChanException.Internal("model") },
            "lacks its library" to TextScorer { text -> throw UnsatisfiedLinkError(text) },
            "sleeps" to TextScorer { text ->
                Thread.sleep(3_000)
                sure.score(text)
            },
            "knows no numbers" to TextScorer { listOf(TextScore(Category.SCAM, Double.NaN)) },
            "knows nothing" to TextScorer { emptyList() },
        )
        for ((name, model) in models) {
            val with = assertTimeout(Duration.ofSeconds(2), ThrowingSupplier { ingest(model, script()) }, name)
            assertEquals(without.assessments, with.assessments, name)
            assertEquals(without.alerts.map(Alert::level), with.alerts.map(Alert::level), name)
        }
    }

    @Test
    fun `a model without its library logs nothing of the message`() {
        val usual = Native.getCallbackExceptionHandler()
        val logged = ConcurrentLinkedQueue<Throwable>()
        // The second call begins when all is over with the first.
        val calls = CountDownLatch(2)
        // JNA logs what reaches this handler.
        Native.setCallbackExceptionHandler { _, error -> logged.add(error) }
        try {
            Guardian.inMemory(Mode.REPLAY).use {
                it.setTextScorer { text ->
                    calls.countDown()
                    throw UnsatisfiedLinkError(text)
                }
                it.ingest(script(), NOW)
                assertTrue(calls.await(10, TimeUnit.SECONDS))
            }
        } finally {
            Native.setCallbackExceptionHandler(usual)
        }
        assertTrue(logged.isEmpty())
    }

    @Test
    fun `a model that is sure of everything raises no alert over small talk`() {
        val talk = listOf("chào bạn", "hôm nay trời đẹp quá", "bạn ăn cơm chưa", "mai học toán tiết mấy", "tối nay có bóng đá")
        val events = List(60) { n -> message("t$n", talk[n % talk.size], NOW.minusHours(9).plusMinutes(n.toLong())) }
        assertEquals(emptyList<Alert>(), ingest(sure, events).alerts)
    }

    @Test
    fun `what a model says counts until it is taken away`() {
        // From one contact: a message counts when another one of the contact's bears it out.
        fun Guardian.score(n: Int) = ingest(listOf(OPENINGS[n].copy(id = "$n")), NOW).assessments.single().score
        fun scores(scorer: TextScorer?) = Guardian.inMemory(Mode.REPLAY).use { guardian ->
            guardian.setTextScorer(sure)
            guardian.setTextScorer(scorer)
            OPENINGS.indices.map { guardian.score(it) }
        }
        val plain = ingest(null, OPENINGS.mapIndexed { n, opening -> opening.copy(id = "$n") }).assessments.map { it.score }
        assertEquals(plain, scores(null))
        // The first answers may be late, while their classes load.
        val backed = scores(sure)
        assertTrue(plain.zip(backed).all { (without, with) -> with >= without }, "$plain $backed")
        assertTrue(plain.zip(backed).any { (without, with) -> with > without }, "$plain $backed")
    }

    @Test
    fun `a closed guardian takes no model`() {
        val guardian = Guardian.inMemory(Mode.REPLAY)
        guardian.close()
        assertThrows(LaChanException.Closed::class.java) { guardian.setTextScorer(sure) }
    }

    private companion object {
        val OPENINGS = listOf("em có người yêu chưa", "cho anh xin số nhé", "em học lớp mấy", "nhà em ở đâu vậy", "gửi anh tấm hình đi")
            .map { message("o", it) }
    }
}
