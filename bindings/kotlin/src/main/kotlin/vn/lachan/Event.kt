package vn.lachan

/**
 * One fact from the host: [Profile], [Consent], [Withdrawal], [ContactCard], [Message], [Call], [ContactRequest], [Usage],
 * [Checkpoint], [LimitsSet], [Grant], [DeviceStatus] or [AppCategorySet].
 */
public sealed interface Event {
    public companion object {
        /**
         * Reads one line of an events file and checks it.
         *
         * @throws LaChanException.InvalidInput naming the field and the reason, never a value.
         */
        public fun fromJson(line: String): Event = crossing { vn.lachan.ffi.eventFromJson(line).toPublic() }
    }
}
