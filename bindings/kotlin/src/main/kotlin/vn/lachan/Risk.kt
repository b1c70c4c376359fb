package vn.lachan

import java.time.OffsetDateTime

/** The kinds of harm a contact may do. */
public enum class Category {
    /** Building trust with a child for sexual abuse. */
    GROOMING,
    /** Blackmail with private pictures. */
    SEXTORTION,
    /** False jobs and trafficking. */
    RECRUITMENT,
    /** Posing as police, bank, school or relative; online kidnapping. */
    IMPERSONATION,
    /** Phishing, prizes, fees, game trades. */
    SCAM,
    /** Repeated aggression by a contact or a group. */
    BULLYING,
}

/** How worried a parent should be; the order is from calm to urgent. */
public enum class Level {
    /** Nothing to see. */
    NONE,
    /** Weak signs; no alert. */
    WATCH,
    /** Worth a talk; alerts once. */
    CONCERN,
    /** Act today; alerts once. */
    URGENT,
}

/** An indicator that one message showed. */
public data class Signal(
    /** Id of the indicator. */
    val indicator: String,
    /** Category it speaks for. */
    val category: Category,
)

/** The engine's answer to one incoming message. Never holds text. */
public data class Assessment(
    /** The host's id of the message. */
    val message: String,
    /** The host's id of the contact. */
    val contact: String,
    /** Which of the contact's incoming messages this was, from 1. */
    val seq: Int,
    /** The contact's risk after this message, 0 to 1. */
    val score: Double,
    /** The contact's level after this message. */
    val level: Level,
    /** The leading category; none at level `none`. */
    val category: Category?,
    /** What this one message showed. */
    val signals: List<Signal>,
    /** Why the contact stands where it does, strongest first. */
    val reasons: List<String>,
    /** Whether the level first reached `concern` or `urgent` with this message. */
    val alert: Boolean,
    /** Version of rules and weights. */
    val model: String,
    /** Where in its script the leading category's strongest sign belongs, such as `demand`; none if only metadata speaks. */
    val stage: String? = null,
    /** How much this rests on. */
    val confidence: Confidence = Confidence.LOW,
    /** What is not known. */
    val unknown: List<Unknown> = emptyList(),
) {
    /** Never prints personal data. */
    override fun toString(): String = "Assessment(…)"
}

/** What a parent should hear about now. */
public data class Alert(
    /** Handle of the contact: keyed hash of the host's id, 32 hex digits. */
    val contact: String,
    /** Name for the parent's eyes, if the host gave one. */
    val displayName: String?,
    /** App of the contact. */
    val app: String,
    /** When the level was reached. */
    val at: OffsetDateTime,
    /** The level reached. */
    val level: Level,
    /** The leading category. */
    val category: Category,
    /** The contact's score then. */
    val score: Double,
    /** Why, strongest first. */
    val reasons: List<String>,
) {
    /** Never prints personal data. */
    override fun toString(): String = "Alert(…)"
}

/** A contact as it stands now. */
public data class ContactRisk(
    /** Handle of the contact: keyed hash of the host's id, 32 hex digits. */
    val contact: String,
    /** App of the contact. */
    val app: String,
    /** Name for the parent's eyes, if the host gave one. */
    val displayName: String?,
    /** How the contact stands to the child. */
    val relation: Relation,
    /** Whether the contact is saved in the address book. */
    val saved: Boolean,
    /** The contact's risk, 0 to 1. */
    val score: Double,
    /** The contact's level. */
    val level: Level,
    /** The leading category; none at level `none`. */
    val category: Category?,
    /** Why, strongest first. */
    val reasons: List<String>,
    /** Messages from the contact. */
    val incoming: Int,
    /** Messages from the child. */
    val outgoing: Int,
    /** Share of the contact's messages sent between 22:00 and 06:00 local, 0 to 1. */
    val nightShare: Double,
    /** First message or call seen. */
    val firstSeen: OffsetDateTime?,
    /** Last message or call seen. */
    val lastSeen: OffsetDateTime?,
    /** Where in its script the leading category's strongest sign belongs, such as `demand`; none if only metadata speaks. */
    val stage: String? = null,
    /** How much this rests on. */
    val confidence: Confidence = Confidence.LOW,
    /** What is not known. */
    val unknown: List<Unknown> = emptyList(),
) {
    /** Never prints personal data. */
    override fun toString(): String = "ContactRisk(…)"
}

/** What a batch brought. */
public data class Ingested(
    /** One assessment for every incoming message that was not skipped, in order. */
    val assessments: List<Assessment>,
    /** What the parent should hear about now. */
    val alerts: List<Alert>,
    /** Events that were left out, and why. */
    val skipped: List<Skipped>,
) {
    /** Never prints personal data. */
    override fun toString(): String = "Ingested(…)"
}

/** An event that was left out. */
public data class Skipped(
    /** Its place in the batch, from 0. */
    val index: Long,
    /** Why. */
    val reason: Skip,
)

/** Why an event was left out. */
public enum class Skip {
    /** It was counted before. */
    DUPLICATE,
    /** It is from before consent was given. */
    BEFORE_CONSENT,
}

/** An alert in words. */
public data class AlertText(
    /** One line: level, name and app. */
    val title: String,
    /** What the contact's behaviour may mean. */
    val meaning: String,
    /** Why, strongest first; at most three. */
    val reasons: List<String>,
    /** A sentence on false alarms. */
    val falseAlarm: String,
    /** The one thing to do. */
    val action: String,
    /** Whom to call. */
    val hotline: String,
) {
    /** Never prints personal data. */
    override fun toString(): String = "AlertText(…)"
}
