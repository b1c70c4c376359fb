/// A record about people. What it prints or dumps is only what ``shown`` gives: no text, no names, no ids, so that
/// neither a log nor a crash report can hold them.
protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What may be seen.
  var shown: KeyValuePairs<String, Any> { get }
}

extension Discreet {
  /// The type's name and what may be seen.
  public var description: String {
    "\(Self.self)(\((shown.map { "\($0.key): \($0.value)" } + ["…"]).joined(separator: ", ")))"
  }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror of what may be seen.
  public var customMirror: Mirror { Mirror(self, children: shown) }
}
