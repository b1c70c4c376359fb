package vn.lachan

/** How much an assessment rests on. */
public enum class Confidence {
    /** Few messages, few kinds of signs, or a language that is mostly not read. */
    LOW,
    /** In between. */
    MEDIUM,
    /**
     * At least 20 messages; above level `none` also at least four kinds of signs, from two sources or more (phrases,
     * learned wording, metadata).
     */
    HIGH,
}

/** Something that an assessment does not know. */
public enum class Unknown {
    /** Who the contact is: nobody has said, and it is not in the address book. */
    IDENTITY,
    /** How the contact behaves in the long run: fewer than ten messages from it were seen. */
    FEW_MESSAGES,
    /** How it behaves in the long run: the first message is at most seven days old. */
    NEW_CONTACT,
    /** What the child answers: no message of the child's was seen. */
    OWN_SIDE_UNSEEN,
    /** What its pictures, videos, voice messages and files hold. */
    MEDIA_UNSEEN,
    /** What was said in calls. */
    CALLS_UNHEARD,
    /** What it may write elsewhere: only messages in groups were seen. */
    GROUP_ONLY,
    /** What it writes: most words are of a language that is not read. */
    MOSTLY_UNREAD_LANGUAGE,
}
