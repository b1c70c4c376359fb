internal import LaChanFFI

extension DeviceStatus {
  init(_ ffi: LaChanFFI.DeviceStatus) {
    self.init(
      at: Moment(ffi.at), monotonicMs: ffi.monotonicMs, boot: ffi.boot, appVersion: ffi.appVersion,
      versionCode: ffi.versionCode, install: ffi.install, permissions: Permissions(ffi.permissions),
      trustedTime: ffi.trustedTime.map(Moment.init))
  }

  var ffi: LaChanFFI.DeviceStatus {
    LaChanFFI.DeviceStatus(
      at: at.ffi, monotonicMs: monotonicMs, boot: boot, appVersion: appVersion, versionCode: versionCode,
      install: install, permissions: permissions.ffi, trustedTime: trustedTime?.ffi)
  }
}

extension Permissions {
  init(_ ffi: LaChanFFI.Permissions) {
    self.init(
      usage: ffi.usage, notifications: ffi.notifications, overlay: ffi.overlay, accessibility: ffi.accessibility,
      deviceAdmin: ffi.deviceAdmin, background: ffi.background)
  }

  var ffi: LaChanFFI.Permissions {
    LaChanFFI.Permissions(
      usage: usage, notifications: notifications, overlay: overlay, accessibility: accessibility,
      deviceAdmin: deviceAdmin, background: background)
  }
}

extension AppCategorySet {
  init(_ ffi: LaChanFFI.AppCategorySet) {
    self.init(app: ffi.app, category: ffi.category.map(AppCategory.init))
  }

  var ffi: LaChanFFI.AppCategorySet {
    LaChanFFI.AppCategorySet(app: app, category: category?.ffi)
  }
}

extension TamperEntry {
  init(_ ffi: LaChanFFI.TamperEntry) {
    self.init(
      at: Moment(ffi.at), code: TamperCode(ffi.code), severity: Severity(ffi.severity),
      permission: ffi.permission.map(Permission.init), from: ffi.from.map(Moment.init), byMs: ffi.byMs,
      count: ffi.count.map { Int($0) })
  }

  func ffi() throws(LaChanError) -> LaChanFFI.TamperEntry {
    LaChanFFI.TamperEntry(
      at: at.ffi, code: code.ffi, severity: severity.ffi, permission: permission?.ffi, from: from?.ffi, byMs: byMs,
      count: try maybe(count) { (value) throws(LaChanError) in try exact(value, "count") })
  }
}

extension ClockTrust {
  init(_ ffi: LaChanFFI.ClockTrust) {
    self.init(
      state: ClockState(ffi.state), reasons: ffi.reasons.map(ClockReason.init),
      trustedNow: ffi.trustedNow.map(Moment.init), offByMs: ffi.offByMs)
  }
}

extension Viewer {
  var ffi: LaChanFFI.Viewer {
    LaChanFFI.Viewer(who: who.ffi, at: at?.ffi)
  }
}

extension AccessEntry {
  init(_ ffi: LaChanFFI.AccessEntry) {
    self.init(
      seq: Int(clamping: ffi.seq), at: Moment(ffi.at), who: Reader(ffi.who), what: Viewed(ffi.what), detail: ffi.detail)
  }
}

extension ConsentState {
  init(_ ffi: LaChanFFI.ConsentState) {
    self.init(consent: ffi.consent.map(Consent.init), withdrawnAt: ffi.withdrawnAt.map(Moment.init))
  }
}

extension Withdrawal {
  init(_ ffi: LaChanFFI.Withdrawal) {
    self.init(at: Moment(ffi.at), by: Withdrawer(ffi.by))
  }

  var ffi: LaChanFFI.Withdrawal {
    LaChanFFI.Withdrawal(at: at.ffi, by: by.ffi)
  }
}
