package vn.lachan

// Enums cross by name: the constants are the same on both sides.

internal fun vn.lachan.ffi.Category.toPublic(): Category = Category.valueOf(name)

internal fun Category.toFfi(): vn.lachan.ffi.Category = vn.lachan.ffi.Category.valueOf(name)

internal fun vn.lachan.ffi.Level.toPublic(): Level = Level.valueOf(name)

internal fun Level.toFfi(): vn.lachan.ffi.Level = vn.lachan.ffi.Level.valueOf(name)

internal fun vn.lachan.ffi.ConsentGiver.toPublic(): ConsentGiver = ConsentGiver.valueOf(name)

internal fun ConsentGiver.toFfi(): vn.lachan.ffi.ConsentGiver = vn.lachan.ffi.ConsentGiver.valueOf(name)

internal fun vn.lachan.ffi.Relation.toPublic(): Relation = Relation.valueOf(name)

internal fun Relation.toFfi(): vn.lachan.ffi.Relation = vn.lachan.ffi.Relation.valueOf(name)

internal fun vn.lachan.ffi.Direction.toPublic(): Direction = Direction.valueOf(name)

internal fun Direction.toFfi(): vn.lachan.ffi.Direction = vn.lachan.ffi.Direction.valueOf(name)

internal fun vn.lachan.ffi.MediaKind.toPublic(): MediaKind = MediaKind.valueOf(name)

internal fun MediaKind.toFfi(): vn.lachan.ffi.MediaKind = vn.lachan.ffi.MediaKind.valueOf(name)

internal fun vn.lachan.ffi.UsageKind.toPublic(): UsageKind = UsageKind.valueOf(name)

internal fun UsageKind.toFfi(): vn.lachan.ffi.UsageKind = vn.lachan.ffi.UsageKind.valueOf(name)

internal fun vn.lachan.ffi.CheckpointScope.toPublic(): CheckpointScope = CheckpointScope.valueOf(name)

internal fun CheckpointScope.toFfi(): vn.lachan.ffi.CheckpointScope = vn.lachan.ffi.CheckpointScope.valueOf(name)

internal fun vn.lachan.ffi.OverrideAction.toPublic(): OverrideAction = OverrideAction.valueOf(name)

internal fun OverrideAction.toFfi(): vn.lachan.ffi.OverrideAction = vn.lachan.ffi.OverrideAction.valueOf(name)

internal fun vn.lachan.ffi.Policy.toPublic(): Policy = Policy.valueOf(name)

internal fun Policy.toFfi(): vn.lachan.ffi.Policy = vn.lachan.ffi.Policy.valueOf(name)

internal fun vn.lachan.ffi.Quality.toPublic(): Quality = Quality.valueOf(name)

internal fun Quality.toFfi(): vn.lachan.ffi.Quality = vn.lachan.ffi.Quality.valueOf(name)

internal fun vn.lachan.ffi.NoteCode.toPublic(): NoteCode = NoteCode.valueOf(name)

internal fun NoteCode.toFfi(): vn.lachan.ffi.NoteCode = vn.lachan.ffi.NoteCode.valueOf(name)

internal fun vn.lachan.ffi.Language.toPublic(): Language = Language.valueOf(name)

internal fun Language.toFfi(): vn.lachan.ffi.Language = vn.lachan.ffi.Language.valueOf(name)

internal fun vn.lachan.ffi.Skip.toPublic(): Skip = Skip.valueOf(name)

internal fun Skip.toFfi(): vn.lachan.ffi.Skip = vn.lachan.ffi.Skip.valueOf(name)

internal fun vn.lachan.ffi.Audience.toPublic(): Audience = Audience.valueOf(name)

internal fun Audience.toFfi(): vn.lachan.ffi.Audience = vn.lachan.ffi.Audience.valueOf(name)

internal fun vn.lachan.ffi.Format.toPublic(): Format = Format.valueOf(name)

internal fun Format.toFfi(): vn.lachan.ffi.Format = vn.lachan.ffi.Format.valueOf(name)

internal fun vn.lachan.ffi.Mode.toPublic(): Mode = Mode.valueOf(name)

internal fun Mode.toFfi(): vn.lachan.ffi.Mode = vn.lachan.ffi.Mode.valueOf(name)

internal fun vn.lachan.ffi.Confidence.toPublic(): Confidence = Confidence.valueOf(name)

internal fun Confidence.toFfi(): vn.lachan.ffi.Confidence = vn.lachan.ffi.Confidence.valueOf(name)

internal fun vn.lachan.ffi.Unknown.toPublic(): Unknown = Unknown.valueOf(name)

internal fun Unknown.toFfi(): vn.lachan.ffi.Unknown = vn.lachan.ffi.Unknown.valueOf(name)

internal fun vn.lachan.ffi.ClockPolicy.toPublic(): ClockPolicy = ClockPolicy.valueOf(name)

internal fun ClockPolicy.toFfi(): vn.lachan.ffi.ClockPolicy = vn.lachan.ffi.ClockPolicy.valueOf(name)

internal fun vn.lachan.ffi.GrantKind.toPublic(): GrantKind = GrantKind.valueOf(name)

internal fun GrantKind.toFfi(): vn.lachan.ffi.GrantKind = vn.lachan.ffi.GrantKind.valueOf(name)

internal fun vn.lachan.ffi.GrantScope.toPublic(): GrantScope = GrantScope.valueOf(name)

internal fun GrantScope.toFfi(): vn.lachan.ffi.GrantScope = vn.lachan.ffi.GrantScope.valueOf(name)

internal fun vn.lachan.ffi.GrantGiver.toPublic(): GrantGiver = GrantGiver.valueOf(name)

internal fun GrantGiver.toFfi(): vn.lachan.ffi.GrantGiver = vn.lachan.ffi.GrantGiver.valueOf(name)

internal fun CodePurpose.toFfi(): vn.lachan.ffi.CodePurpose = vn.lachan.ffi.CodePurpose.valueOf(name)

internal fun vn.lachan.ffi.AppCategory.toPublic(): AppCategory = AppCategory.valueOf(name)

internal fun AppCategory.toFfi(): vn.lachan.ffi.AppCategory = vn.lachan.ffi.AppCategory.valueOf(name)

internal fun vn.lachan.ffi.TamperCode.toPublic(): TamperCode = TamperCode.valueOf(name)

internal fun TamperCode.toFfi(): vn.lachan.ffi.TamperCode = vn.lachan.ffi.TamperCode.valueOf(name)

internal fun vn.lachan.ffi.Severity.toPublic(): Severity = Severity.valueOf(name)

internal fun Severity.toFfi(): vn.lachan.ffi.Severity = vn.lachan.ffi.Severity.valueOf(name)

internal fun vn.lachan.ffi.Permission.toPublic(): Permission = Permission.valueOf(name)

internal fun Permission.toFfi(): vn.lachan.ffi.Permission = vn.lachan.ffi.Permission.valueOf(name)

internal fun vn.lachan.ffi.ClockState.toPublic(): ClockState = ClockState.valueOf(name)

internal fun vn.lachan.ffi.ClockReason.toPublic(): ClockReason = ClockReason.valueOf(name)

internal fun vn.lachan.ffi.EndedBy.toPublic(): EndedBy = EndedBy.valueOf(name)

internal fun vn.lachan.ffi.DayKnowledge.toPublic(): DayKnowledge = DayKnowledge.valueOf(name)

internal fun vn.lachan.ffi.NotComparable.toPublic(): NotComparable = NotComparable.valueOf(name)

internal fun vn.lachan.ffi.Reader.toPublic(): Reader = Reader.valueOf(name)

internal fun Reader.toFfi(): vn.lachan.ffi.Reader = vn.lachan.ffi.Reader.valueOf(name)

internal fun vn.lachan.ffi.Viewed.toPublic(): Viewed = Viewed.valueOf(name)

internal fun vn.lachan.ffi.Withdrawer.toPublic(): Withdrawer = Withdrawer.valueOf(name)

internal fun Withdrawer.toFfi(): vn.lachan.ffi.Withdrawer = vn.lachan.ffi.Withdrawer.valueOf(name)
