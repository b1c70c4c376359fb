package vn.lachan

import java.nio.file.Path
import java.time.OffsetDateTime

internal val TOP: Path = Path.of(System.getProperty("lachan.top"))

internal val NOW: OffsetDateTime = OffsetDateTime.parse("2026-11-20T21:00:00+07:00")

internal val PROFILE = Profile(alias = "Bi", birthYear = 2014, zone = "Asia/Ho_Chi_Minh")

internal val CONSENT = Consent(givenAt = NOW.minusDays(7), childAgreed = true, version = "1")

internal fun keyOf(byte: Int): KeyProvider = KeyProvider { ByteArray(32) { byte.toByte() } }

/** A contact who asks for secrecy, for a photo, and threatens: an alert on any version of the engine. */
internal fun script(): List<Event> = listOf(
    "Em ở nhà một mình à? Bố mẹ em có nhà không?",
    "đừng kể với bố mẹ nhé, đây là bí mật của hai đứa mình, xóa tin nhắn đi",
    "Nếu em không chuyển tiền anh sẽ gửi ảnh của em cho cả lớp và bố mẹ em",
).mapIndexed { n, text -> message("s$n", text, NOW.plusMinutes(n.toLong())) }

internal fun message(id: String, text: String, at: OffsetDateTime = NOW) =
    Message(id = id, contact = "zalo:la", app = "com.zing.zalo", direction = Direction.INCOMING, sentAt = at, text = text)
