package vn.lachan

import java.time.OffsetDateTime

/** What a code is for. */
public enum class CodePurpose {
    /** Extra minutes today, one of the policy's amounts. */
    GRANT,
    /** Opens the device. */
    UNLOCK,
    /** Locks the device. */
    LOCK,
    /** Opens the settings. */
    SETTINGS,
}

/** What both phones agree on. */
public data class CodePolicy(
    /** How long a code is shown, seconds: 30 or 60. */
    val stepSeconds: Int = 60,
    /** How many steps the two clocks may differ, either way: 0 to 30. */
    val driftSteps: Int = 2,
    /** The amounts that a grant code may give, minutes: 1 to 16 of them, none 0. */
    val amounts: List<Int> = listOf(5, 10, 15, 30, 45, 60, 90, 120),
)

/** What came of a try of a parent code. */
public sealed interface CodeOutcome {
    /** The code is right, and used up now; it is worth [minutes] (0 for all purposes but a grant). */
    public data class Right(public val minutes: Int) : CodeOutcome

    /** The code was right, but it or a newer one was used before. Counts as no try. */
    public data object Used : CodeOutcome

    /** The code is wrong; [triesLeft] tries are left before the lock-out. */
    public data class Wrong(public val triesLeft: Int) : CodeOutcome

    /** No code is looked at before [until]. */
    public data class LockedOut(public val until: OffsetDateTime) : CodeOutcome
}

/** What the two phones share: at least 20 random bytes, made when they were paired. Never printed. */
public class ParentSecret(internal val bytes: ByteArray) {
    /** Never prints the secret. */
    override fun toString(): String = "ParentSecret(…)"
}

/** Offline parent codes on the parent's phone: six digits that the child's phone checks with no network. */
public object ParentCode {
    /** The code at an instant; [minutes] counts for a grant only. Pure. */
    public fun of(
        secret: ParentSecret,
        at: OffsetDateTime,
        purpose: CodePurpose,
        minutes: Int = 0,
        policy: CodePolicy = CodePolicy(),
    ): String = crossing {
        vn.lachan.ffi.parentCode(secret.bytes, at.toFfi(), purpose.toFfi(), minutes.ushort("minutes"), policy.toFfi())
    }
}
