package vn.lachan

import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import java.time.OffsetDateTime
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** The conformance vectors that Rust, Kotlin and Swift all run (tests/vectors/README.md). */
class VectorsTest {
    private val vectors = TOP.resolve("tests/vectors")

    @Test
    fun limits() {
        val cases = vectors.resolve("limits/cases.jsonl").readLines()
        val states = vectors.resolve("limits/states.jsonl").readLines()
        assertTrue(cases.size >= 80)
        assertEquals(states, cases.map { Limits.evaluate(Limits.caseFromJson(it)).toJson() })
    }

    @TestFactory
    fun devices(): List<DynamicTest> {
        val devices = vectors.resolve("device").listDirectoryEntries().filter { it.isDirectory() }.sorted()
        assertTrue(devices.size >= 3)
        return devices.map { DynamicTest.dynamicTest(it.name) { replay(it) } }
    }

    private fun replay(device: Path) {
        val events = device.resolve("events.jsonl").readLines().map(Event::fromJson)
        val now = OffsetDateTime.parse(device.resolve("now.txt").readText().trim())
        val file = Files.createTempDirectory("lachan").resolve("child.lachan")
        Guardian.open(file, keyOf(7), Mode.REPLAY).use { guardian ->
            val decisions = guardian.ingest(events, now).assessments.map { it.toJson() }
            assertEquals(device.resolve("decisions.jsonl").readLines(), decisions)
            assertEquals(device.resolve("contacts.jsonl").readLines(), guardian.contacts().map { it.toJson() })
            val answers = mutableListOf<String>()
            for (line in device.resolve("ask.txt").readLines().filter { it.isNotEmpty() && !it.startsWith("#") }) {
                val words = line.split(' ')
                when (words[0]) {
                    "day" -> answers += guardian.screenTime(LocalDate.parse(words[1])).toJson()
                    "limits" -> answers += guardian.limitsState(OffsetDateTime.parse(words[1])).toJson()
                    else -> {
                        val (_, period, audience, language, format) = words
                        val request = ReportRequest(
                            ReportPeriod.of(period),
                            Audience.valueOf(audience.uppercase()),
                            Language.valueOf(language.uppercase()),
                            Format.valueOf(format.uppercase()),
                        )
                        val wanted = device.resolve("report-$period-$audience-$language.$format").readText()
                        assertEquals(wanted, guardian.report(request))
                    }
                }
            }
            assertEquals(device.resolve("answers.jsonl").readLines(), answers)
        }
    }
}
