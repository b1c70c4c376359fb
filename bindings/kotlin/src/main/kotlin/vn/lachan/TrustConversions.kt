package vn.lachan

internal fun vn.lachan.ffi.DeviceStatus.toPublic(): DeviceStatus = DeviceStatus(
    at = at.toPublic(),
    monotonicMs = monotonicMs,
    boot = boot,
    appVersion = appVersion,
    versionCode = versionCode,
    install = install,
    permissions = permissions.toPublic(),
    trustedTime = trustedTime?.toPublic(),
)

internal fun DeviceStatus.toFfi(): vn.lachan.ffi.DeviceStatus = vn.lachan.ffi.DeviceStatus(
    at = at.toFfi(),
    monotonicMs = monotonicMs,
    boot = boot,
    appVersion = appVersion,
    versionCode = versionCode,
    install = install,
    permissions = permissions.toFfi(),
    trustedTime = trustedTime?.toFfi(),
)

internal fun vn.lachan.ffi.Permissions.toPublic(): Permissions = Permissions(
    usage = usage,
    notifications = notifications,
    overlay = overlay,
    accessibility = accessibility,
    deviceAdmin = deviceAdmin,
    background = background,
)

internal fun Permissions.toFfi(): vn.lachan.ffi.Permissions = vn.lachan.ffi.Permissions(
    usage = usage,
    notifications = notifications,
    overlay = overlay,
    accessibility = accessibility,
    deviceAdmin = deviceAdmin,
    background = background,
)

internal fun vn.lachan.ffi.AppCategorySet.toPublic(): AppCategorySet = AppCategorySet(
    app = app,
    category = category?.toPublic(),
)

internal fun AppCategorySet.toFfi(): vn.lachan.ffi.AppCategorySet = vn.lachan.ffi.AppCategorySet(
    app = app,
    category = category?.toFfi(),
)

internal fun vn.lachan.ffi.TamperEntry.toPublic(): TamperEntry = TamperEntry(
    at = at.toPublic(),
    code = code.toPublic(),
    severity = severity.toPublic(),
    permission = permission?.toPublic(),
    from = from?.toPublic(),
    byMs = byMs,
    count = count?.toInt(),
)

internal fun TamperEntry.toFfi(): vn.lachan.ffi.TamperEntry = vn.lachan.ffi.TamperEntry(
    at = at.toFfi(),
    code = code.toFfi(),
    severity = severity.toFfi(),
    permission = permission?.toFfi(),
    from = from?.toFfi(),
    byMs = byMs,
    count = count?.unsigned("count"),
)

internal fun vn.lachan.ffi.ClockTrust.toPublic(): ClockTrust = ClockTrust(
    state = state.toPublic(),
    reasons = reasons.map { it.toPublic() },
    trustedNow = trustedNow?.toPublic(),
    offByMs = offByMs,
)

internal fun Viewer.toFfi(): vn.lachan.ffi.Viewer = vn.lachan.ffi.Viewer(
    who = who.toFfi(),
    at = at?.toFfi(),
)

internal fun vn.lachan.ffi.AccessEntry.toPublic(): AccessEntry = AccessEntry(
    seq = seq.toLong(),
    at = at.toPublic(),
    who = who.toPublic(),
    what = what.toPublic(),
    detail = detail,
)

internal fun vn.lachan.ffi.ConsentState.toPublic(): ConsentState = ConsentState(
    consent = consent?.toPublic(),
    withdrawnAt = withdrawnAt?.toPublic(),
)

internal fun vn.lachan.ffi.OpenedReport.toPublic(): OpenedReport = OpenedReport(
    sealedAt = sealedAt.toPublic(),
    name = name,
    text = text,
    seen = seen,
)
