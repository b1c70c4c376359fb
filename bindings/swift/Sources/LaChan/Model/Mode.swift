/// How strict a guardian is with its host.
public enum Mode: String, Hashable, Sendable, CaseIterable {
  /// A real host: profile and consent come first, or events are refused.
  case host
  /// A replay of a recorded file: without a profile the zone is the first event's offset, without consent nothing is
  /// checked.
  case replay
}
