package vn.lachan

import java.time.OffsetDateTime

/** What the host knows of the device at one instant. Only `at` must be given; what is missing is not known. */
public data class DeviceStatus(
    /** Wall time. */
    val at: OffsetDateTime,
    /** Time since boot, milliseconds, counting sleep. */
    val monotonicMs: Long? = null,
    /**
     * The boot that `monotonicMs` belongs to. A whole number that grows with every boot (Android `BOOTCount`) lets
     * boots be compared; any other name only tells them apart.
     */
    val boot: String? = null,
    /** Version of the host app for people, such as `1.2.0`. */
    val appVersion: String? = null,
    /** Version of the host app as the platform counts it; it decides before `appVersion`. */
    val versionCode: Long? = null,
    /** Random id that the host makes once for each installation. */
    val install: String? = null,
    /** What the system lets the host do. */
    val permissions: Permissions = Permissions(),
    /** Time at this same instant from a source that the child cannot set (network, GPS). */
    val trustedTime: OffsetDateTime? = null,
) : Event

/** What the system lets the host do; none where the host does not say. */
public data class Permissions(
    /** Reading usage (Android usage access, iOS Family Controls). */
    val usage: Boolean? = null,
    /** Reading notifications. */
    val notifications: Boolean? = null,
    /** Showing over other apps. */
    val overlay: Boolean? = null,
    /** The accessibility service. */
    val accessibility: Boolean? = null,
    /** Device administration. */
    val deviceAdmin: Boolean? = null,
    /** Running in the background, spared by the battery saver. */
    val background: Boolean? = null,
)

/** Kinds of apps. The kind of an app is data and can be set for each store. */
public enum class AppCategory {
    /** Messages and calls. */
    CHAT,
    /** Social media. */
    SOCIAL,
    /** Video. */
    VIDEO,
    /** Games. */
    GAMES,
    /** Music and podcasts. */
    MUSIC,
    /** Books, comics, news. */
    READING,
    /** Learning. */
    LEARNING,
    /** Browsers. */
    BROWSER,
    /** Shops. */
    SHOPPING,
    /** Banks and wallets. */
    FINANCE,
    /** Health and sport. */
    HEALTH,
    /** Pictures and films made or edited. */
    CREATIVE,
    /** Tools of the device. */
    TOOLS,
    /** Anything else. */
    OTHER,
}

/** The kind of an app, as a family sees it. */
public data class AppCategorySet(
    /** Package or bundle id. */
    val app: String,
    /** Its kind; none for the shipped one again. */
    val category: AppCategory? = null,
) : Event
