/// What the host knows of the device at one instant. Only `at` must be given; what is missing is not known.
public struct DeviceStatus: Hashable, Sendable {
  /// Wall time.
  public var at: Moment
  /// Time since boot, milliseconds, counting sleep.
  public var monotonicMs: Int64?
  /// The boot that `monotonicMs` belongs to. A whole number that grows with every boot (Android `BOOTCount`) lets boots
  /// be compared; any other name only tells them apart.
  public var boot: String?
  /// Version of the host app for people, such as `1.2.0`.
  public var appVersion: String?
  /// Version of the host app as the platform counts it; it decides before `appVersion`.
  public var versionCode: Int64?
  /// Random id that the host makes once for each installation.
  public var install: String?
  /// What the system lets the host do.
  public var permissions: Permissions
  /// Time at this same instant from a source that the child cannot set (network, GPS).
  public var trustedTime: Moment?

  /// Makes the record.
  public init(
    at: Moment, monotonicMs: Int64? = nil, boot: String? = nil, appVersion: String? = nil, versionCode: Int64? = nil,
    install: String? = nil, permissions: Permissions = Permissions(), trustedTime: Moment? = nil
  ) {
    (self.at, self.monotonicMs, self.boot) = (at, monotonicMs, boot)
    (self.appVersion, self.versionCode, self.install) = (appVersion, versionCode, install)
    (self.permissions, self.trustedTime) = (permissions, trustedTime)
  }
}

/// What the system lets the host do; none where the host does not say.
public struct Permissions: Hashable, Sendable {
  /// Reading usage (Android usage access, iOS Family Controls).
  public var usage: Bool?
  /// Reading notifications.
  public var notifications: Bool?
  /// Showing over other apps.
  public var overlay: Bool?
  /// The accessibility service.
  public var accessibility: Bool?
  /// Device administration.
  public var deviceAdmin: Bool?
  /// Running in the background, spared by the battery saver.
  public var background: Bool?

  /// Makes the record.
  public init(
    usage: Bool? = nil, notifications: Bool? = nil, overlay: Bool? = nil, accessibility: Bool? = nil,
    deviceAdmin: Bool? = nil, background: Bool? = nil
  ) {
    (self.usage, self.notifications, self.overlay) = (usage, notifications, overlay)
    (self.accessibility, self.deviceAdmin, self.background) = (accessibility, deviceAdmin, background)
  }
}

/// Kinds of apps. The kind of an app is data and can be set for each store.
public enum AppCategory: String, Hashable, Sendable, CaseIterable {
  /// Messages and calls.
  case chat
  /// Social media.
  case social
  /// Video.
  case video
  /// Games.
  case games
  /// Music and podcasts.
  case music
  /// Books, comics, news.
  case reading
  /// Learning.
  case learning
  /// Browsers.
  case browser
  /// Shops.
  case shopping
  /// Banks and wallets.
  case finance
  /// Health and sport.
  case health
  /// Pictures and films made or edited.
  case creative
  /// Tools of the device.
  case tools
  /// Anything else.
  case other
}

/// The kind of an app, as a family sees it.
public struct AppCategorySet: Hashable, Sendable {
  /// Package or bundle id.
  public var app: String
  /// Its kind; `nil` for the shipped one again.
  public var category: AppCategory?

  /// Makes the record.
  public init(app: String, category: AppCategory? = nil) {
    (self.app, self.category) = (app, category)
  }
}
