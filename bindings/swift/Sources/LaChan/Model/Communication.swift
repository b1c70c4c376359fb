/// Which way a message or call went.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  /// From the contact to the child.
  case incoming
  /// From the child to the contact.
  case outgoing
}

/// What kind of media came with a message; never the media itself.
public enum MediaKind: String, Hashable, Sendable, CaseIterable {
  /// A picture.
  case image
  /// A video.
  case video
  /// A voice message.
  case voice
  /// Any other file.
  case file
  /// A place.
  case location
  /// A sticker.
  case sticker
  /// A link preview.
  case link
}

/// A message. Its text is read once and dropped; printing a message shows neither text nor ids.
public struct Message: Hashable, Sendable, Discreet {
  /// The host's id of the message, unique within its app; stored only as a keyed hash.
  public var id: String
  /// The sender (incoming) or the receiver (outgoing); in a group, the sender.
  public var contact: String
  /// Bundle id of the app.
  public var app: String
  /// The host's id of the conversation; the contact's own if `nil`.
  public var conversation: String?
  /// Whether it was written to a group.
  public var group: Bool
  /// Which way it went.
  public var direction: Direction
  /// When it was sent.
  public var sentAt: Moment
  /// What it says.
  public var text: String
  /// What kinds of media came with it.
  public var media: [MediaKind]
  /// Whether the platform's own on-device classifier marked the media as sensitive.
  public var sensitiveMedia: Bool

  /// Makes a message.
  public init(
    id: String, contact: String, app: String, conversation: String? = nil, group: Bool = false,
    direction: Direction = .incoming, sentAt: Moment, text: String, media: [MediaKind] = [],
    sensitiveMedia: Bool = false
  ) {
    (self.id, self.contact, self.app, self.conversation) = (id, contact, app, conversation)
    (self.group, self.direction, self.sentAt) = (group, direction, sentAt)
    (self.text, self.media, self.sensitiveMedia) = (text, media, sensitiveMedia)
  }

  var shown: KeyValuePairs<String, Any> { ["direction": direction, "group": group] }
}

/// A call.
public struct Call: Hashable, Sendable, Discreet {
  /// The other side.
  public var contact: String
  /// Bundle id of the app.
  public var app: String
  /// Who called.
  public var direction: Direction
  /// When it began.
  public var at: Moment
  /// How long it lasted, seconds.
  public var seconds: Int
  /// Whether it was a video call.
  public var video: Bool
  /// Whether it was answered.
  public var answered: Bool

  /// Makes a call.
  public init(
    contact: String, app: String, direction: Direction, at: Moment, seconds: Int, video: Bool = false,
    answered: Bool = false
  ) {
    (self.contact, self.app, self.direction, self.at) = (contact, app, direction, at)
    (self.seconds, self.video, self.answered) = (seconds, video, answered)
  }

  var shown: KeyValuePairs<String, Any> { ["direction": direction, "video": video, "answered": answered] }
}

/// A request to become a contact.
public struct ContactRequest: Hashable, Sendable, Discreet {
  /// Who asks.
  public var contact: String
  /// Bundle id of the app.
  public var app: String
  /// When.
  public var at: Moment
  /// How many contacts both have in common, if the platform says so.
  public var mutualContacts: Int?

  /// Makes a contact request.
  public init(contact: String, app: String, at: Moment, mutualContacts: Int? = nil) {
    (self.contact, self.app, self.at, self.mutualContacts) = (contact, app, at, mutualContacts)
  }

  var shown: KeyValuePairs<String, Any> { [:] }
}
