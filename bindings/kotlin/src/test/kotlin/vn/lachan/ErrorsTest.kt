package vn.lachan

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ErrorsTest {
    @TempDir
    lateinit var folder: Path

    private val file get() = folder.resolve("child.lachan")

    private inline fun <reified E : LaChanException> thrown(call: () -> Unit): E =
        try {
            call()
            throw AssertionError("nothing was thrown")
        } catch (error: LaChanException) {
            assertTrue(error is E, error.code)
            error as E
        }

    @Test
    fun `every error has its code and its text in both languages`() {
        val expected = listOf(
            Triple(LaChanException.InvalidInput(3, "sent_at", "is missing"), "invalid_input", "line 3: sent_at: is missing"),
            Triple(LaChanException.WrongKey(), "wrong_key", "The key does not open this store. Use the key it was made with."),
            Triple(
                LaChanException.KeyUnavailable(),
                "key_unavailable",
                "The key provider gave no key of 32 bytes. Unlock the device and try again.",
            ),
            Triple(
                LaChanException.Corrupt(),
                "corrupt",
                "The store is damaged. It is kept aside under another name; open a new one.",
            ),
            Triple(
                LaChanException.TooNew(9, 1),
                "too_new",
                "The store has version 9, this app knows versions up to 1. Update the app.",
            ),
            Triple(LaChanException.Busy(), "busy", "The store is in use elsewhere. Try again in a moment."),
            Triple(
                LaChanException.DiskFull(),
                "disk_full",
                "No room is left on the device. Free some room and try again; nothing was lost.",
            ),
            Triple(
                LaChanException.Interrupted(),
                "interrupted",
                "The call was interrupted. Try again; nothing was half done.",
            ),
            Triple(LaChanException.Closed(), "closed", "The store was closed. Open it again."),
            Triple(LaChanException.NoProfile(), "no_profile", "No profile was given yet. Send a profile event first."),
            Triple(LaChanException.NoConsent(), "no_consent", "No consent was given yet. Send a consent event first."),
            Triple(
                LaChanException.Unavailable("is read-only"),
                "unavailable",
                "The store's file cannot be used (is read-only). Check the folder and its rights.",
            ),
            Triple(
                LaChanException.Internal("x"),
                "internal",
                "A defect of the SDK (x). Please report it; nothing was half done.",
            ),
        )
        assertEquals(LaChanException::class.java.declaredClasses.size, expected.size)
        val vietnamese = mutableSetOf<String>()
        for ((error, code, english) in expected) {
            assertEquals(code, error.code)
            assertEquals(english, error.text(Language.EN))
            assertEquals(english, error.message)
            vietnamese += error.text(Language.VI)
        }
        assertEquals(expected.size, vietnamese.size)
        assertEquals("Khóa không mở được kho dữ liệu này. Hãy dùng đúng khóa lúc tạo kho.", LaChanException.WrongKey().text(Language.VI))
    }

    @Test
    fun `a wrong key is not corruption`() {
        Guardian.open(file, keyOf(1)).close()
        thrown<LaChanException.WrongKey> { Guardian.open(file, keyOf(2)) }
        Guardian.open(file, keyOf(1)).close()
    }

    @Test
    fun `a damaged store is set aside and said`() {
        file.writeText("not a store")
        thrown<LaChanException.Corrupt> { Guardian.open(file, keyOf(1)) }
        assertTrue(Files.exists(folder.resolve("child.lachan.corrupt-1")))
        Guardian.open(file, keyOf(1)).close()
    }

    @Test
    fun `a key provider that throws or gives a short key leaves no file`() {
        thrown<LaChanException.KeyUnavailable> { Guardian.open(file, { ByteArray(5) }) }
        thrown<LaChanException.KeyUnavailable> { Guardian.open(file, { error("keystore is locked for Bi") }) }
        assertFalse(Files.exists(file))
    }

    @Test
    fun `a folder that is not there is unavailable`() {
        thrown<LaChanException.Unavailable> { Guardian.open(folder.resolve("no/where"), keyOf(1)) }
    }

    @Test
    fun `a host must bring profile and consent first`() {
        Guardian.inMemory().use { guardian ->
            thrown<LaChanException.NoProfile> { guardian.ingest(script(), NOW) }
            guardian.ingest(listOf(PROFILE), NOW)
            thrown<LaChanException.NoConsent> { guardian.ingest(script(), NOW) }
        }
    }

    @Test
    fun `bad input names the event and the field and undoes the batch`() {
        Guardian.inMemory(Mode.REPLAY).use { guardian ->
            val bad = Usage(kind = UsageKind.APP_RESUMED, at = NOW)
            val error = thrown<LaChanException.InvalidInput> { guardian.ingest(script() + bad, NOW) }
            assertEquals(listOf(4L, "app", "is missing"), listOf(error.line, error.field, error.reason))
            assertTrue(guardian.contacts().isEmpty())
            val negative = Call("c", "a", Direction.INCOMING, NOW, seconds = -1)
            assertEquals("seconds", thrown<LaChanException.InvalidInput> { guardian.ingest(listOf(negative), NOW) }.field)
        }
        val error = thrown<LaChanException.InvalidInput> { Event.fromJson("""{"type":"message","text":"secret"}""") }
        assertFalse(error.message.contains("secret"))
    }

    @Test
    fun `a closed guardian says so, also when closed twice`() {
        val guardian = Guardian.inMemory()
        guardian.close()
        guardian.close()
        thrown<LaChanException.Closed> { guardian.contacts() }
        assertThrows(LaChanException.Closed::class.java) { guardian.ingest(listOf(PROFILE), NOW) }
    }
}
