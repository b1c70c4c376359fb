package vn.lachan

import java.nio.file.Path
import kotlin.io.path.readText
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ReadmeExampleTest {
    @Test
    fun example(@TempDir folder: Path): Unit = runBlocking {
        val file = folder.resolve("child.lachan")
        val keys = keyOf(1)
        val now = NOW
        val text = "chào em"
        // readme:begin
        val guardian = SuspendingGuardian(Guardian.open(file, keys)) // keys: 32 random bytes in the Android KeyStore
        val profile = Profile(alias = "Bi", birthYear = 2014, zone = "Asia/Ho_Chi_Minh")
        val consent = Consent(givenAt = now, childAgreed = true, version = "1")
        guardian.ingest(listOf(profile, consent), now)

        val message = Message("1", "zalo:an", "com.zing.zalo", direction = Direction.INCOMING, sentAt = now, text = text)
        val ingested = guardian.ingest(listOf(message), now)
        for (alert in ingested.alerts) println("${alert.level} ${alert.category} ${alert.reasons}")

        val limits = guardian.limitsState(now)
        println("${limits.locked} ${limits.policy} ${limits.reasons}")
        val week = IsoWeek.of(now.toLocalDate())
        val page = guardian.report(ReportRequest(week, Audience.PARENT, Language.VI, Format.HTML))
        // readme:end
        assertEquals(1, ingested.assessments.size)
        assertTrue(page.startsWith("<!DOCTYPE html>", ignoreCase = true))
        guardian.blocking.close()
    }

    @Test
    fun `README quotes the example`() {
        val source = TOP.resolve("bindings/kotlin/src/test/kotlin/vn/lachan/ReadmeExampleTest.kt").readText()
        val example = source.substringAfter("// readme:begin\n").substringBefore("        // readme:end").trimIndent().trim()
        assertTrue(example.lines().size <= 15)
        assertTrue(example in TOP.resolve("README.md").readText(), "README.md quotes another example")
    }
}
