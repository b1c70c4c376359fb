package vn.lachan

import java.time.DayOfWeek
import java.time.Instant
import java.time.LocalDate
import java.time.LocalTime
import java.time.OffsetDateTime
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import vn.lachan.ffi.Moment

// The crossing between the public types and the internal generated ones: a function each way for each type.

private val HOUR_MINUTE: DateTimeFormatter = DateTimeFormatter.ofPattern("HH:mm")

internal fun Moment.toPublic(): OffsetDateTime =
    OffsetDateTime.ofInstant(Instant.ofEpochMilli(epochMs), ZoneOffset.ofTotalSeconds(offsetSeconds))

internal fun OffsetDateTime.toFfi(): Moment = Moment(toInstant().toEpochMilli(), offset.totalSeconds)

internal fun LocalTime.toFfi(): String = format(HOUR_MINUTE)

internal fun DayOfWeek.toFfi(): vn.lachan.ffi.Weekday = vn.lachan.ffi.Weekday.entries[ordinal]

internal fun vn.lachan.ffi.Weekday.toPublic(): DayOfWeek = DayOfWeek.entries[ordinal]

/** A count that the core holds without a sign. */
internal fun Int.unsigned(field: String): UInt =
    if (this >= 0) toUInt() else throw LaChanException.InvalidInput(null, field, "is negative")

internal fun Int.ushort(field: String): UShort =
    if (this in 0..UShort.MAX_VALUE.toInt()) toUShort() else throw LaChanException.InvalidInput(null, field, "is out of range")

internal fun Int.ubyte(field: String): UByte =
    if (this in 0..UByte.MAX_VALUE.toInt()) toUByte() else throw LaChanException.InvalidInput(null, field, "is out of range")

internal fun Int.short(field: String): Short =
    if (this in Short.MIN_VALUE..Short.MAX_VALUE) toShort() else throw LaChanException.InvalidInput(null, field, "is out of range")

internal fun vn.lachan.ffi.Signal.toPublic(): Signal = Signal(
    indicator = indicator,
    category = category.toPublic(),
)

internal fun Signal.toFfi(): vn.lachan.ffi.Signal = vn.lachan.ffi.Signal(
    indicator = indicator,
    category = category.toFfi(),
)

internal fun vn.lachan.ffi.Assessment.toPublic(): Assessment = Assessment(
    message = message,
    contact = contact,
    seq = seq.toInt(),
    score = score,
    level = level.toPublic(),
    category = category?.toPublic(),
    signals = signals.map { it.toPublic() },
    reasons = reasons,
    alert = alert,
    model = model,
    stage = stage,
    confidence = confidence.toPublic(),
    unknown = unknown.map { it.toPublic() },
)

internal fun Assessment.toFfi(): vn.lachan.ffi.Assessment = vn.lachan.ffi.Assessment(
    message = message,
    contact = contact,
    seq = seq.unsigned("seq"),
    score = score,
    level = level.toFfi(),
    category = category?.toFfi(),
    signals = signals.map { it.toFfi() },
    reasons = reasons,
    alert = alert,
    model = model,
    stage = stage,
    confidence = confidence.toFfi(),
    unknown = unknown.map { it.toFfi() },
)

internal fun vn.lachan.ffi.Alert.toPublic(): Alert = Alert(
    contact = contact,
    displayName = displayName,
    app = app,
    at = at.toPublic(),
    level = level.toPublic(),
    category = category.toPublic(),
    score = score,
    reasons = reasons,
)

internal fun Alert.toFfi(): vn.lachan.ffi.Alert = vn.lachan.ffi.Alert(
    contact = contact,
    displayName = displayName,
    app = app,
    at = at.toFfi(),
    level = level.toFfi(),
    category = category.toFfi(),
    score = score,
    reasons = reasons,
)

internal fun vn.lachan.ffi.ContactRisk.toPublic(): ContactRisk = ContactRisk(
    contact = contact,
    app = app,
    displayName = displayName,
    relation = relation.toPublic(),
    saved = saved,
    score = score,
    level = level.toPublic(),
    category = category?.toPublic(),
    reasons = reasons,
    incoming = incoming.toInt(),
    outgoing = outgoing.toInt(),
    nightShare = nightShare,
    firstSeen = firstSeen?.toPublic(),
    lastSeen = lastSeen?.toPublic(),
    stage = stage,
    confidence = confidence.toPublic(),
    unknown = unknown.map { it.toPublic() },
)

internal fun ContactRisk.toFfi(): vn.lachan.ffi.ContactRisk = vn.lachan.ffi.ContactRisk(
    contact = contact,
    app = app,
    displayName = displayName,
    relation = relation.toFfi(),
    saved = saved,
    score = score,
    level = level.toFfi(),
    category = category?.toFfi(),
    reasons = reasons,
    incoming = incoming.unsigned("incoming"),
    outgoing = outgoing.unsigned("outgoing"),
    nightShare = nightShare,
    firstSeen = firstSeen?.toFfi(),
    lastSeen = lastSeen?.toFfi(),
    stage = stage,
    confidence = confidence.toFfi(),
    unknown = unknown.map { it.toFfi() },
)

internal fun vn.lachan.ffi.Profile.toPublic(): Profile = Profile(
    alias = alias,
    birthYear = birthYear.toInt(),
    zone = zone,
    dayStart = LocalTime.parse(dayStart),
    language = language.toPublic(),
    hostApp = hostApp,
)

internal fun Profile.toFfi(): vn.lachan.ffi.Profile = vn.lachan.ffi.Profile(
    alias = alias,
    birthYear = birthYear.short("birth_year"),
    zone = zone,
    dayStart = dayStart.toFfi(),
    language = language.toFfi(),
    hostApp = hostApp,
)

internal fun vn.lachan.ffi.Consent.toPublic(): Consent = Consent(
    givenAt = givenAt.toPublic(),
    by = by.toPublic(),
    childAgreed = childAgreed,
    version = version,
)

internal fun Consent.toFfi(): vn.lachan.ffi.Consent = vn.lachan.ffi.Consent(
    givenAt = givenAt.toFfi(),
    by = by.toFfi(),
    childAgreed = childAgreed,
    version = version,
)

internal fun vn.lachan.ffi.Withdrawal.toPublic(): Withdrawal = Withdrawal(
    at = at.toPublic(),
    by = by.toPublic(),
)

internal fun Withdrawal.toFfi(): vn.lachan.ffi.Withdrawal = vn.lachan.ffi.Withdrawal(
    at = at.toFfi(),
    by = by.toFfi(),
)

internal fun vn.lachan.ffi.ContactCard.toPublic(): ContactCard = ContactCard(
    contact = contact,
    app = app,
    displayName = displayName,
    relation = relation.toPublic(),
    saved = saved,
)

internal fun ContactCard.toFfi(): vn.lachan.ffi.ContactCard = vn.lachan.ffi.ContactCard(
    contact = contact,
    app = app,
    displayName = displayName,
    relation = relation.toFfi(),
    saved = saved,
)

internal fun vn.lachan.ffi.Message.toPublic(): Message = Message(
    id = id,
    contact = contact,
    app = app,
    conversation = conversation,
    group = group,
    direction = direction.toPublic(),
    sentAt = sentAt.toPublic(),
    text = text,
    media = media.map { it.toPublic() },
    sensitiveMedia = sensitiveMedia,
)

internal fun Message.toFfi(): vn.lachan.ffi.Message = vn.lachan.ffi.Message(
    id = id,
    contact = contact,
    app = app,
    conversation = conversation,
    group = group,
    direction = direction.toFfi(),
    sentAt = sentAt.toFfi(),
    text = text,
    media = media.map { it.toFfi() },
    sensitiveMedia = sensitiveMedia,
)

internal fun vn.lachan.ffi.Call.toPublic(): Call = Call(
    contact = contact,
    app = app,
    direction = direction.toPublic(),
    at = at.toPublic(),
    seconds = seconds.toInt(),
    video = video,
    answered = answered,
)

internal fun Call.toFfi(): vn.lachan.ffi.Call = vn.lachan.ffi.Call(
    contact = contact,
    app = app,
    direction = direction.toFfi(),
    at = at.toFfi(),
    seconds = seconds.unsigned("seconds"),
    video = video,
    answered = answered,
)

internal fun vn.lachan.ffi.ContactRequest.toPublic(): ContactRequest = ContactRequest(
    contact = contact,
    app = app,
    at = at.toPublic(),
    mutualContacts = mutualContacts?.toInt(),
)

internal fun ContactRequest.toFfi(): vn.lachan.ffi.ContactRequest = vn.lachan.ffi.ContactRequest(
    contact = contact,
    app = app,
    at = at.toFfi(),
    mutualContacts = mutualContacts?.unsigned("mutual_contacts"),
)

internal fun vn.lachan.ffi.Usage.toPublic(): Usage = Usage(
    kind = kind.toPublic(),
    app = app,
    instance = instance,
    at = at.toPublic(),
    monotonicMs = monotonicMs,
    boot = boot,
)

internal fun Usage.toFfi(): vn.lachan.ffi.Usage = vn.lachan.ffi.Usage(
    kind = kind.toFfi(),
    app = app,
    instance = instance,
    at = at.toFfi(),
    monotonicMs = monotonicMs,
    boot = boot,
)

internal fun vn.lachan.ffi.Checkpoint.toPublic(): Checkpoint = Checkpoint(
    scope = scope.toPublic(),
    app = app,
    day = LocalDate.parse(day),
    atLeastMinutes = atLeastMinutes,
    receivedAt = receivedAt.toPublic(),
)

internal fun Checkpoint.toFfi(): vn.lachan.ffi.Checkpoint = vn.lachan.ffi.Checkpoint(
    scope = scope.toFfi(),
    app = app,
    day = day.toString(),
    atLeastMinutes = atLeastMinutes,
    receivedAt = receivedAt.toFfi(),
)

internal fun vn.lachan.ffi.DayTotals.toPublic(): DayTotals = DayTotals(
    day = LocalDate.parse(day),
    zone = zone,
    from = from.toPublic(),
    to = to.toPublic(),
    deviceMinutes = deviceMinutes,
    quality = quality.toPublic(),
    apps = apps.map { it.toPublic() },
    pickups = pickups.toInt(),
    firstUse = firstUse?.toPublic(),
    lastUse = lastUse?.toPublic(),
    nightMinutes = nightMinutes,
    longestSessionMinutes = longestSessionMinutes,
    notes = notes.map { it.toPublic() },
)

internal fun DayTotals.toFfi(): vn.lachan.ffi.DayTotals = vn.lachan.ffi.DayTotals(
    day = day.toString(),
    zone = zone,
    from = from.toFfi(),
    to = to.toFfi(),
    deviceMinutes = deviceMinutes,
    quality = quality.toFfi(),
    apps = apps.map { it.toFfi() },
    pickups = pickups.unsigned("pickups"),
    firstUse = firstUse?.toFfi(),
    lastUse = lastUse?.toFfi(),
    nightMinutes = nightMinutes,
    longestSessionMinutes = longestSessionMinutes,
    notes = notes.map { it.toFfi() },
)

internal fun vn.lachan.ffi.AppTotal.toPublic(): AppTotal = AppTotal(
    app = app,
    minutes = minutes,
    opens = opens.toInt(),
    quality = quality.toPublic(),
)

internal fun AppTotal.toFfi(): vn.lachan.ffi.AppTotal = vn.lachan.ffi.AppTotal(
    app = app,
    minutes = minutes,
    opens = opens.unsigned("opens"),
    quality = quality.toFfi(),
)

internal fun vn.lachan.ffi.DayNote.toPublic(): DayNote = DayNote(
    code = code.toPublic(),
    app = app,
    at = at.toPublic(),
)

internal fun DayNote.toFfi(): vn.lachan.ffi.DayNote = vn.lachan.ffi.DayNote(
    code = code.toFfi(),
    app = app,
    at = at.toFfi(),
)

internal fun vn.lachan.ffi.Ingested.toPublic(): Ingested = Ingested(
    assessments = assessments.map { it.toPublic() },
    alerts = alerts.map { it.toPublic() },
    skipped = skipped.map { it.toPublic() },
)

internal fun vn.lachan.ffi.Skipped.toPublic(): Skipped = Skipped(
    index = index.toLong(),
    reason = reason.toPublic(),
)

internal fun TextScore.toFfi(): vn.lachan.ffi.TextScore = vn.lachan.ffi.TextScore(
    category = category.toFfi(),
    probability = probability,
)

internal fun vn.lachan.ffi.AlertText.toPublic(): AlertText = AlertText(
    title = title,
    meaning = meaning,
    reasons = reasons,
    falseAlarm = falseAlarm,
    action = action,
    hotline = hotline,
)

internal fun ReportRequest.toFfi(): vn.lachan.ffi.ReportRequest = vn.lachan.ffi.ReportRequest(
    period = period.toFfi(),
    audience = audience.toFfi(),
    language = language.toFfi(),
    format = format.toFfi(),
    generatedAt = generatedAt?.toFfi(),
)

internal fun vn.lachan.ffi.Event.toPublic(): Event = when (this) {
    is vn.lachan.ffi.Event.Profile -> v1.toPublic()
    is vn.lachan.ffi.Event.Consent -> v1.toPublic()
    is vn.lachan.ffi.Event.Contact -> v1.toPublic()
    is vn.lachan.ffi.Event.Message -> v1.toPublic()
    is vn.lachan.ffi.Event.Call -> v1.toPublic()
    is vn.lachan.ffi.Event.ContactRequest -> v1.toPublic()
    is vn.lachan.ffi.Event.Usage -> v1.toPublic()
    is vn.lachan.ffi.Event.Checkpoint -> v1.toPublic()
    is vn.lachan.ffi.Event.Limits -> v1.toPublic()
    is vn.lachan.ffi.Event.ConsentWithdrawn -> v1.toPublic()
    is vn.lachan.ffi.Event.Grant -> v1.toPublic()
    is vn.lachan.ffi.Event.DeviceStatus -> v1.toPublic()
    is vn.lachan.ffi.Event.AppCategory -> v1.toPublic()
}

internal fun Event.toFfi(): vn.lachan.ffi.Event = when (this) {
    is Profile -> vn.lachan.ffi.Event.Profile(toFfi())
    is Consent -> vn.lachan.ffi.Event.Consent(toFfi())
    is ContactCard -> vn.lachan.ffi.Event.Contact(toFfi())
    is Message -> vn.lachan.ffi.Event.Message(toFfi())
    is Call -> vn.lachan.ffi.Event.Call(toFfi())
    is ContactRequest -> vn.lachan.ffi.Event.ContactRequest(toFfi())
    is Usage -> vn.lachan.ffi.Event.Usage(toFfi())
    is Checkpoint -> vn.lachan.ffi.Event.Checkpoint(toFfi())
    is LimitsSet -> vn.lachan.ffi.Event.Limits(toFfi())
    is Withdrawal -> vn.lachan.ffi.Event.ConsentWithdrawn(toFfi())
    is Grant -> vn.lachan.ffi.Event.Grant(toFfi())
    is DeviceStatus -> vn.lachan.ffi.Event.DeviceStatus(toFfi())
    is AppCategorySet -> vn.lachan.ffi.Event.AppCategory(toFfi())
}
