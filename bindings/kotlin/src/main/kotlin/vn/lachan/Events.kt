package vn.lachan

import java.time.LocalDate
import java.time.LocalTime
import java.time.OffsetDateTime

/** The child's profile. */
public data class Profile(
    /** The name that reports use, as the parent typed it. */
    val alias: String,
    /** Year of birth. */
    val birthYear: Int,
    /** IANA name of the child's time zone; days are counted in it. */
    val zone: String,
    /** Local time at which the child's day begins, 00:00 by default. */
    val dayStart: LocalTime = LocalTime.MIDNIGHT,
    /** Language of the child's own report. */
    val language: Language = Language.VI,
    /** Package or bundle id of the host app, never counted as use. */
    val hostApp: String? = null,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "Profile(…)"
}

/** A record of consent. */
public data class Consent(
    /** When it was given; nothing from before is kept. */
    val givenAt: OffsetDateTime,
    /** Who gave it. */
    val by: ConsentGiver = ConsentGiver.GUARDIAN,
    /** Whether the child agreed (asked from 7 years up). */
    val childAgreed: Boolean,
    /** Version of the consent text. */
    val version: String,
) : Event

/** Who gives consent. */
public enum class ConsentGiver {
    /** A parent or other legal representative. */
    GUARDIAN,
}

/** Consent taken back. */
public data class Withdrawal(
    /** When. */
    val at: OffsetDateTime,
    /** Who took it back. */
    val by: Withdrawer,
) : Event

/** Who may take consent back. */
public enum class Withdrawer {
    /** A parent or other legal representative. */
    GUARDIAN,
    /** The child. */
    CHILD,
}

/** A contact as the host knows it. */
public data class ContactCard(
    /** The host's own id; stored only as a keyed hash. */
    val contact: String,
    /** Package or bundle id of the app the contact is known from. */
    val app: String,
    /** Name for the parent's eyes; lies in the encrypted store only. */
    val displayName: String? = null,
    /** How the contact stands to the child. */
    val relation: Relation = Relation.UNKNOWN,
    /** Whether the contact is saved in the address book. */
    val saved: Boolean = false,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "ContactCard(…)"
}

/** How a contact stands to the child. */
public enum class Relation {
    /** Family. */
    FAMILY,
    /** A friend the parent or child vouches for. */
    FRIEND,
    /** School: teachers, classmates. */
    SCHOOL,
    /** A business or service. */
    BUSINESS,
    /** Not known, the default. */
    UNKNOWN,
}

/** Which way a message or call went. */
public enum class Direction {
    /** From the contact to the child. */
    INCOMING,
    /** From the child to the contact. */
    OUTGOING,
}

/** What kind of media came with a message; never the media itself. */
public enum class MediaKind {
    /** A picture. */
    IMAGE,
    /** A video. */
    VIDEO,
    /** A voice message. */
    VOICE,
    /** Any other file. */
    FILE,
    /** A place. */
    LOCATION,
    /** A sticker. */
    STICKER,
    /** A link preview. */
    LINK,
}

/** A message. Its text is read once and dropped. */
public data class Message(
    /** The host's id of the message, unique within its app; stored only as a keyed hash. */
    val id: String,
    /** The sender (incoming) or the receiver (outgoing); in a group, the sender. */
    val contact: String,
    /** Package or bundle id of the app. */
    val app: String,
    /** The host's id of the conversation; the contact's own by default. */
    val conversation: String? = null,
    /** Whether it was written to a group. */
    val group: Boolean = false,
    /** Which way it went. */
    val direction: Direction,
    /** When it was sent. */
    val sentAt: OffsetDateTime,
    /** What it says. */
    val text: String,
    /** What kinds of media came with it. */
    val media: List<MediaKind> = emptyList(),
    /** Whether the platform's own on-device classifier marked the media as sensitive. */
    val sensitiveMedia: Boolean = false,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "Message(…)"
}

/** A call. */
public data class Call(
    /** The other side. */
    val contact: String,
    /** Package or bundle id of the app. */
    val app: String,
    /** Who called. */
    val direction: Direction,
    /** When it began. */
    val at: OffsetDateTime,
    /** How long it lasted, seconds. */
    val seconds: Int,
    /** Whether it was a video call. */
    val video: Boolean = false,
    /** Whether it was answered. */
    val answered: Boolean = false,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "Call(…)"
}

/** A request to become a contact. */
public data class ContactRequest(
    /** Who asks. */
    val contact: String,
    /** Package or bundle id of the app. */
    val app: String,
    /** When. */
    val at: OffsetDateTime,
    /** How many contacts both have in common, if the platform says so. */
    val mutualContacts: Int? = null,
) : Event {
    /** Never prints personal data. */
    override fun toString(): String = "ContactRequest(…)"
}

/** What a usage event says. */
public enum class UsageKind {
    /** An app's instance came to the front. */
    APP_RESUMED,
    /** An app's instance left the front (it may still be visible). */
    APP_PAUSED,
    /** An app's instance is no longer visible. */
    APP_STOPPED,
    /** The screen went on. */
    SCREEN_ON,
    /** The screen went off. */
    SCREEN_OFF,
    /** The device was unlocked or the keyguard hidden. */
    UNLOCKED,
    /** The device was locked. */
    LOCKED,
    /** The device shut down; platforms may make this up after the next start. */
    SHUTDOWN,
    /** The device started. */
    STARTUP,
    /** The wall clock was changed. */
    CLOCK_CHANGED,
    /** The device's zone was changed. */
    ZONE_CHANGED,
    /** The usage permission was lost. */
    PERMISSION_LOST,
    /** The usage permission was granted. */
    PERMISSION_GRANTED,
}

/** One usage fact. Facts are a set: order, repeats and lateness make no difference. */
public data class Usage(
    /** What happened. */
    val kind: UsageKind,
    /** Package or bundle id; for `app_*` kinds. */
    val app: String? = null,
    /** Which instance of the app (window, activity); unnamed by default. */
    val instance: String? = null,
    /** Wall time of the event. */
    val at: OffsetDateTime,
    /** Time since boot, milliseconds, counting sleep. */
    val monotonicMs: Long? = null,
    /** The boot that `monotonic_ms` belongs to. */
    val boot: String? = null,
) : Event

/** What a checkpoint bounds. */
public enum class CheckpointScope {
    /** One app. */
    APP,
    /** A category of apps. */
    CATEGORY,
    /** The whole device. */
    DEVICE,
}

/** A lower bound of use on one day (iOS thresholds). */
public data class Checkpoint(
    /** What it bounds. */
    val scope: CheckpointScope,
    /** The app or category token; none for the device. */
    val app: String? = null,
    /** The day it belongs to, in the child's zone. */
    val day: LocalDate,
    /** At least so many minutes of use. */
    val atLeastMinutes: Double,
    /** When the platform delivered it. */
    val receivedAt: OffsetDateTime,
) : Event

/** New limit rules, in force from `set_at`. */
public data class LimitsSet(
    /** The rules. */
    val rules: LimitsRules,
    /** When the parent set them. */
    val setAt: OffsetDateTime,
) : Event
