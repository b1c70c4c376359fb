/// One entry of the tamper log.
public struct TamperEntry: Hashable, Sendable {
  /// When, by the clock that the device showed afterwards.
  public var at: Moment
  /// What.
  public var code: TamperCode
  /// How much it asks to be looked at.
  public var severity: Severity
  /// Which permission.
  public var permission: Permission?
  /// Last known time before: of the clock that was left, or of the last fact.
  public var from: Moment?
  /// By how much the clock moved, or how long nothing was heard; milliseconds, negative for a clock set back.
  public var byMs: Int64?
  /// How many: boots, stores.
  public var count: Int?

  /// Makes the record.
  public init(
    at: Moment, code: TamperCode, severity: Severity, permission: Permission? = nil, from: Moment? = nil,
    byMs: Int64? = nil, count: Int? = nil
  ) {
    (self.at, self.code, self.severity) = (at, code, severity)
    (self.permission, self.from, self.byMs) = (permission, from, byMs)
    self.count = count
  }
}

/// What may have been done to the clock or to the host app. It never says by whom: systems and updates do it, too.
public enum TamperCode: String, Hashable, Sendable, CaseIterable {
  /// A permission that was there is gone.
  case permissionLost = "permission_lost"
  /// A permission that was gone is back.
  case permissionBack = "permission_back"
  /// The wall clock jumped by more than 2 s inside a boot.
  case clockJump = "clock_jump"
  /// The wall clock was changed and no monotonic time tells by how much.
  case clockChanged = "clock_changed"
  /// A boot began earlier on the wall than the boot before it ended.
  case clockSetBack = "clock_set_back"
  /// The screen was on and nothing was heard for long.
  case silence
  /// The device was started and nothing was heard of whole boots.
  case bootsUnseen = "boots_unseen"
  /// The host app was installed anew.
  case reinstalled
  /// The host app is older than it was.
  case versionDowngrade = "version_downgrade"
  /// The store was damaged, kept aside and begun anew.
  case storeSetAside = "store_set_aside"
}

/// How much an entry of the tamper log asks to be looked at.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  /// For the record.
  case info
  /// Worth a look.
  case notice
  /// Totals or limits may be wrong until it is looked at.
  case warning
}

/// One of ``Permissions``.
public enum Permission: String, Hashable, Sendable, CaseIterable {
  /// Reading usage.
  case usage
  /// Reading notifications.
  case notifications
  /// Showing over other apps.
  case overlay
  /// The accessibility service.
  case accessibility
  /// Device administration.
  case deviceAdmin = "device_admin"
  /// Running in the background.
  case background
}

/// How far the device's clock can be believed, and why.
public struct ClockTrust: Hashable, Sendable {
  /// The judgement.
  public var state: ClockState
  /// Its reasons.
  public var reasons: [ClockReason]
  /// The trusted time now, if this boot has one.
  public var trustedNow: Moment?
  /// By how much the clock is ahead of the truth, as far as is known; milliseconds, negative for behind.
  public var offByMs: Int64?

  /// Makes the record, for previews and tests.
  public init(state: ClockState, reasons: [ClockReason] = [], trustedNow: Moment? = nil, offByMs: Int64? = nil) {
    (self.state, self.reasons, self.trustedNow) = (state, reasons, trustedNow)
    self.offByMs = offByMs
  }
}

/// How far the device's clock can be believed.
public enum ClockState: String, Hashable, Sendable, CaseIterable {
  /// It agrees with a trusted time of this boot.
  case trusted
  /// Nothing speaks against it; no trusted time vouches for it.
  case consistent
  /// Something speaks against it.
  case doubtful
  /// Nothing is known by which it could be judged.
  case unknown
}

/// Why a clock is judged so.
public enum ClockReason: String, Hashable, Sendable, CaseIterable {
  /// It agrees with the trusted time.
  case agreesWithTrustedTime = "agrees_with_trusted_time"
  /// It is off the trusted time.
  case offTrustedTime = "off_trusted_time"
  /// It ran on evenly since the first fact of this boot.
  case noJump = "no_jump"
  /// It jumped in this boot and was not set right again.
  case jumped
  /// This boot began earlier than the boot before it ended.
  case setBack = "set_back"
  /// The time since boot, or the boot, is not given.
  case unmeasured
  /// No other fact of this boot is known.
  case nothingToCompare = "nothing_to_compare"
}
