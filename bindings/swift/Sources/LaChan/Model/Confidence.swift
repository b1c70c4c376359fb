/// How much an assessment rests on.
public enum Confidence: String, Hashable, Sendable, CaseIterable {
  /// Few messages, few kinds of signs, or a language that is mostly not read.
  case low
  /// In between.
  case medium
  /// At least 20 messages; above level `none` also at least four kinds of signs, from two sources or more (phrases,
  /// learned wording, metadata).
  case high
}

/// Something that an assessment does not know.
public enum Unknown: String, Hashable, Sendable, CaseIterable {
  /// Who the contact is: nobody has said, and it is not in the address book.
  case identity
  /// How the contact behaves in the long run: fewer than ten messages from it were seen.
  case fewMessages = "few_messages"
  /// How it behaves in the long run: the first message is at most seven days old.
  case newContact = "new_contact"
  /// What the child answers: no message of the child's was seen.
  case ownSideUnseen = "own_side_unseen"
  /// What its pictures, videos, voice messages and files hold.
  case mediaUnseen = "media_unseen"
  /// What was said in calls.
  case callsUnheard = "calls_unheard"
  /// What it may write elsewhere: only messages in groups were seen.
  case groupOnly = "group_only"
  /// What it writes: most words are of a language that is not read.
  case mostlyUnreadLanguage = "mostly_unread_language"
}
