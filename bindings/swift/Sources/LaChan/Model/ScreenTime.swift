/// The totals of one local day, with a mark of how far they can be trusted. Minutes have 3 decimals.
public struct DayTotals: Hashable, Sendable {
  /// The day asked for, in the child's zone.
  public var day: LocalDate
  /// IANA name of the child's zone.
  public var zone: String
  /// Begin of the day.
  public var from: Moment
  /// Begin of the next day.
  public var to: Moment
  /// Minutes with at least one app in front.
  public var deviceMinutes: Double
  /// Worst mark of the day.
  public var quality: Quality
  /// Apps with minutes or opens, most minutes first, then by id.
  public var apps: [AppTotal]
  /// Unlocks.
  public var pickups: Int
  /// Begin of the first use inside the day.
  public var firstUse: Moment?
  /// End of the last use inside the day.
  public var lastUse: Moment?
  /// Device minutes between 22:00 and 06:00 local.
  public var nightMinutes: Double
  /// Longest stretch of device time, gaps up to 5 s joined, minutes.
  public var longestSessionMinutes: Double
  /// Why the day is not exact, in order of time.
  public var notes: [DayNote]

  /// Makes a day's totals, for previews and tests.
  public init(
    day: LocalDate, zone: String, from: Moment, to: Moment, deviceMinutes: Double = 0, quality: Quality = .exact,
    apps: [AppTotal] = [], pickups: Int = 0, firstUse: Moment? = nil, lastUse: Moment? = nil,
    nightMinutes: Double = 0, longestSessionMinutes: Double = 0, notes: [DayNote] = []
  ) {
    (self.day, self.zone, self.from, self.to) = (day, zone, from, to)
    (self.deviceMinutes, self.quality, self.apps, self.pickups) = (deviceMinutes, quality, apps, pickups)
    (self.firstUse, self.lastUse, self.nightMinutes) = (firstUse, lastUse, nightMinutes)
    (self.longestSessionMinutes, self.notes) = (longestSessionMinutes, notes)
  }
}

/// One app's share of a day.
public struct AppTotal: Hashable, Sendable {
  /// Bundle id or opaque token.
  public var app: String
  /// Minutes in front (union over its instances).
  public var minutes: Double
  /// Times it came to the front.
  public var opens: Int
  /// The app's own worst mark.
  public var quality: Quality

  /// Makes an app's share, for previews and tests.
  public init(app: String, minutes: Double, opens: Int, quality: Quality = .exact) {
    (self.app, self.minutes, self.opens, self.quality) = (app, minutes, opens, quality)
  }
}

/// How far a total can be trusted.
public enum Quality: String, Hashable, Sendable, CaseIterable {
  /// Both ends of all sessions were seen.
  case exact
  /// The truth is this or more.
  case lowerBound = "lower_bound"
  /// The clock was moved; the truth is near this.
  case estimated
}

/// Why a day is not exact.
public enum NoteCode: String, Hashable, Sendable, CaseIterable {
  /// The begin of a session was not seen.
  case startUnseen = "start_unseen"
  /// The end of a session was not seen.
  case endUnseen = "end_unseen"
  /// The device lost power in a session.
  case powerLoss = "power_loss"
  /// The usage permission was missing.
  case permissionGap = "permission_gap"
  /// The clock jumped by more than 2 s inside a boot.
  case clockJump = "clock_jump"
  /// The clock was changed and no monotonic time tells by how much.
  case clockUnmeasured = "clock_unmeasured"
  /// A checkpoint was used.
  case checkpoint
  /// An impossible checkpoint was dropped.
  case checkpointDropped = "checkpoint_dropped"
  /// A session was still open at the end of the data.
  case stillOpen = "still_open"
}

/// One reason for doubt.
public struct DayNote: Hashable, Sendable {
  /// What happened.
  public var code: NoteCode
  /// The app it concerns, if one.
  public var app: String?
  /// When.
  public var at: Moment

  /// Makes a note, for previews and tests.
  public init(code: NoteCode, app: String? = nil, at: Moment) {
    (self.code, self.app, self.at) = (code, app, at)
  }
}
