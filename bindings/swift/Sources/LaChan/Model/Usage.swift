/// What a usage event says.
public enum UsageKind: String, Hashable, Sendable, CaseIterable {
  /// An app's instance came to the front.
  case appResumed = "app_resumed"
  /// An app's instance left the front (it may still be visible).
  case appPaused = "app_paused"
  /// An app's instance is no longer visible.
  case appStopped = "app_stopped"
  /// The screen went on.
  case screenOn = "screen_on"
  /// The screen went off.
  case screenOff = "screen_off"
  /// The device was unlocked or the keyguard hidden.
  case unlocked
  /// The device was locked.
  case locked
  /// The device shut down; platforms may make this up after the next start.
  case shutdown
  /// The device started.
  case startup
  /// The wall clock was changed.
  case clockChanged = "clock_changed"
  /// The device's zone was changed.
  case zoneChanged = "zone_changed"
  /// The usage permission was lost.
  case permissionLost = "permission_lost"
  /// The usage permission was granted.
  case permissionGranted = "permission_granted"
}

/// One usage fact. Facts are a set: order, repeats and lateness make no difference.
public struct Usage: Hashable, Sendable {
  /// What happened.
  public var kind: UsageKind
  /// Bundle id; needed for the kinds about apps.
  public var app: String?
  /// Which instance of the app (window, scene); unnamed if `nil`.
  public var instance: String?
  /// Wall time of the event.
  public var at: Moment
  /// Time since boot, milliseconds, counting sleep.
  public var monotonicMs: Int64?
  /// The boot that `monotonicMs` belongs to.
  public var boot: String?

  /// Makes a usage fact.
  public init(
    kind: UsageKind, app: String? = nil, instance: String? = nil, at: Moment, monotonicMs: Int64? = nil,
    boot: String? = nil
  ) {
    (self.kind, self.app, self.instance) = (kind, app, instance)
    (self.at, self.monotonicMs, self.boot) = (at, monotonicMs, boot)
  }
}

/// What a checkpoint bounds.
public enum CheckpointScope: String, Hashable, Sendable, CaseIterable {
  /// One app.
  case app
  /// A category of apps.
  case category
  /// The whole device.
  case device
}

/// A lower bound of use on one day (iOS thresholds).
public struct Checkpoint: Hashable, Sendable {
  /// What it bounds.
  public var scope: CheckpointScope
  /// The app or category token; `nil` for the device.
  public var app: String?
  /// The day it belongs to, in the child's zone.
  public var day: LocalDate
  /// At least so many minutes of use.
  public var atLeastMinutes: Double
  /// When the platform delivered it.
  public var receivedAt: Moment

  /// Makes a checkpoint.
  public init(scope: CheckpointScope, app: String? = nil, day: LocalDate, atLeastMinutes: Double, receivedAt: Moment) {
    (self.scope, self.app, self.day) = (scope, app, day)
    (self.atLeastMinutes, self.receivedAt) = (atLeastMinutes, receivedAt)
  }
}
