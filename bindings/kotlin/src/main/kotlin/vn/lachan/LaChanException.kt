package vn.lachan

import vn.lachan.ffi.LaChanException as FfiException

/** Why a call failed. Holds no personal data: no message text, no names, no ids of people. */
public sealed class LaChanException : Exception() {
    /** The input was refused. */
    public class InvalidInput(
        /** Line of the file, or place of the event in its batch, from 1; null if there is none. */
        public val line: Long?,
        /** The field, as a path such as `rules.bedtimes[0].from`. */
        public val field: String,
        /** What is wrong with it. */
        public val reason: String,
    ) : LaChanException()

    /** The key does not open this store. */
    public class WrongKey : LaChanException()

    /** The key provider gave no key of 32 bytes. */
    public class KeyUnavailable : LaChanException()

    /** The store is damaged; it was renamed aside, so that the next call makes a new one. */
    public class Corrupt : LaChanException()

    /** The store was written by a newer version of the SDK. */
    public class TooNew(
        /** Schema version of the store. */
        public val found: Int,
        /** Newest schema version that this SDK knows. */
        public val supported: Int,
    ) : LaChanException()

    /** Another process or thread holds the store. */
    public class Busy : LaChanException()

    /** No room is left on the device. */
    public class DiskFull : LaChanException()

    /** The call was interrupted. */
    public class Interrupted : LaChanException()

    /** The guardian was closed. */
    public class Closed : LaChanException()

    /** No profile has been given yet. */
    public class NoProfile : LaChanException()

    /** No consent has been given yet. */
    public class NoConsent : LaChanException()

    /** The store's file cannot be read or written. */
    public class Unavailable(
        /** The system's kind of error, without a path. */
        public val kind: String,
    ) : LaChanException()

    /** A defect of the SDK. */
    public class Internal(
        /** Where, for a bug report. */
        public val place: String,
    ) : LaChanException()

    /** The stable code, for logs and tests. */
    public val code: String get() = vn.lachan.ffi.errorCode(toFfi())

    /** What happened and what to do, for people. */
    public fun text(language: Language): String = vn.lachan.ffi.errorText(toFfi(), language.toFfi())

    /** The English text. */
    override val message: String get() = text(Language.EN)
}

private fun LaChanException.toFfi(): FfiException = when (this) {
    is LaChanException.InvalidInput -> FfiException.InvalidInput(line?.toULong(), field, reason)
    is LaChanException.WrongKey -> FfiException.WrongKey()
    is LaChanException.KeyUnavailable -> FfiException.KeyUnavailable()
    is LaChanException.Corrupt -> FfiException.Corrupt()
    is LaChanException.TooNew -> FfiException.TooNew(found.toUInt(), supported.toUInt())
    is LaChanException.Busy -> FfiException.Busy()
    is LaChanException.DiskFull -> FfiException.DiskFull()
    is LaChanException.Interrupted -> FfiException.Interrupted()
    is LaChanException.Closed -> FfiException.Closed()
    is LaChanException.NoProfile -> FfiException.NoProfile()
    is LaChanException.NoConsent -> FfiException.NoConsent()
    is LaChanException.Unavailable -> FfiException.Unavailable(kind)
    is LaChanException.Internal -> FfiException.Internal(place)
}

private fun FfiException.toPublic(): LaChanException = when (this) {
    is FfiException.InvalidInput -> LaChanException.InvalidInput(line?.toLong(), field, reason)
    is FfiException.WrongKey -> LaChanException.WrongKey()
    is FfiException.KeyUnavailable -> LaChanException.KeyUnavailable()
    is FfiException.Corrupt -> LaChanException.Corrupt()
    is FfiException.TooNew -> LaChanException.TooNew(found.toInt(), supported.toInt())
    is FfiException.Busy -> LaChanException.Busy()
    is FfiException.DiskFull -> LaChanException.DiskFull()
    is FfiException.Interrupted -> LaChanException.Interrupted()
    is FfiException.Closed -> LaChanException.Closed()
    is FfiException.NoProfile -> LaChanException.NoProfile()
    is FfiException.NoConsent -> LaChanException.NoConsent()
    is FfiException.Unavailable -> LaChanException.Unavailable(kind)
    is FfiException.Internal -> LaChanException.Internal(place)
}

/** Runs a call into the core; whatever it throws becomes a [LaChanException] without personal data. */
internal inline fun <T> crossing(call: () -> T): T = try {
    call()
} catch (error: FfiException) {
    throw error.toPublic()
} catch (_: vn.lachan.ffi.InternalException) {
    // A panic of the core, caught at the boundary; its text may hold anything.
    throw LaChanException.Internal("panic")
}
