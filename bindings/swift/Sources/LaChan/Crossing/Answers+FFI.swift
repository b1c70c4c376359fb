internal import LaChanFFI

extension Signal {
  init(_ ffi: LaChanFFI.Signal) {
    self.init(indicator: ffi.indicator, category: Category(ffi.category))
  }

  var ffi: LaChanFFI.Signal { LaChanFFI.Signal(indicator: indicator, category: category.ffi) }
}

extension Assessment {
  init(_ ffi: LaChanFFI.Assessment) {
    self.init(
      message: ffi.message, contact: ffi.contact, seq: Int(ffi.seq), score: ffi.score, level: Level(ffi.level),
      category: ffi.category.map(Category.init), signals: ffi.signals.map(Signal.init), reasons: ffi.reasons,
      alert: ffi.alert, model: ffi.model, stage: ffi.stage, confidence: Confidence(ffi.confidence),
      unknown: ffi.unknown.map(Unknown.init))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.Assessment {
    LaChanFFI.Assessment(
      message: message, contact: contact, seq: try exact(seq, "seq"), score: score, level: level.ffi,
      category: category?.ffi, signals: signals.map(\.ffi), reasons: reasons, alert: alert, stage: stage,
      confidence: confidence.ffi, unknown: unknown.map(\.ffi), model: model)
  }
}

extension Alert {
  init(_ ffi: LaChanFFI.Alert) {
    self.init(
      contact: ffi.contact, displayName: ffi.displayName, app: ffi.app, at: Moment(ffi.at), level: Level(ffi.level),
      category: Category(ffi.category), score: ffi.score, reasons: ffi.reasons)
  }

  var ffi: LaChanFFI.Alert {
    LaChanFFI.Alert(
      contact: contact, displayName: displayName, app: app, at: at.ffi, level: level.ffi, category: category.ffi,
      score: score, reasons: reasons)
  }
}

extension AlertText {
  init(_ ffi: LaChanFFI.AlertText) {
    self.init(
      title: ffi.title, meaning: ffi.meaning, reasons: ffi.reasons, falseAlarm: ffi.falseAlarm, action: ffi.action,
      hotline: ffi.hotline)
  }
}

extension ContactRisk {
  init(_ ffi: LaChanFFI.ContactRisk) {
    self.init(
      contact: ffi.contact, app: ffi.app, displayName: ffi.displayName, relation: Relation(ffi.relation),
      saved: ffi.saved, score: ffi.score, level: Level(ffi.level), category: ffi.category.map(Category.init),
      reasons: ffi.reasons, incoming: Int(ffi.incoming), outgoing: Int(ffi.outgoing), nightShare: ffi.nightShare,
      firstSeen: ffi.firstSeen.map(Moment.init), lastSeen: ffi.lastSeen.map(Moment.init),
      stage: ffi.stage, confidence: Confidence(ffi.confidence),
      unknown: ffi.unknown.map(Unknown.init))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.ContactRisk {
    LaChanFFI.ContactRisk(
      contact: contact, app: app, displayName: displayName, relation: relation.ffi, saved: saved, score: score,
      level: level.ffi, category: category?.ffi, reasons: reasons, stage: stage, confidence: confidence.ffi,
      unknown: unknown.map(\.ffi), incoming: try exact(incoming, "incoming"),
      outgoing: try exact(outgoing, "outgoing"), nightShare: nightShare, firstSeen: firstSeen?.ffi,
      lastSeen: lastSeen?.ffi)
  }
}

extension Ingested {
  init(_ ffi: LaChanFFI.Ingested) {
    self.init(
      assessments: ffi.assessments.map(Assessment.init), alerts: ffi.alerts.map(Alert.init),
      skipped: ffi.skipped.map { Skipped(index: Int(clamping: $0.index), reason: Skip($0.reason)) })
  }
}

extension TextScore {
  var ffi: LaChanFFI.TextScore { LaChanFFI.TextScore(category: category.ffi, probability: probability) }
}

extension DayTotals {
  init(_ ffi: LaChanFFI.DayTotals) throws(LaChanError) {
    self.init(
      day: try LocalDate(ffi: ffi.day, "day"), zone: ffi.zone, from: Moment(ffi.from), to: Moment(ffi.to),
      deviceMinutes: ffi.deviceMinutes, quality: Quality(ffi.quality), apps: ffi.apps.map(AppTotal.init),
      pickups: Int(ffi.pickups), firstUse: ffi.firstUse.map(Moment.init), lastUse: ffi.lastUse.map(Moment.init),
      nightMinutes: ffi.nightMinutes, longestSessionMinutes: ffi.longestSessionMinutes,
      notes: ffi.notes.map(DayNote.init))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.DayTotals {
    var crossed: [LaChanFFI.AppTotal] = []
    for app in apps { crossed.append(try app.ffi()) }
    return LaChanFFI.DayTotals(
      day: day.description, zone: zone, from: from.ffi, to: to.ffi, deviceMinutes: deviceMinutes,
      quality: quality.ffi, apps: crossed, pickups: try exact(pickups, "pickups"), firstUse: firstUse?.ffi,
      lastUse: lastUse?.ffi, nightMinutes: nightMinutes, longestSessionMinutes: longestSessionMinutes,
      notes: notes.map(\.ffi))
  }
}

extension AppTotal {
  init(_ ffi: LaChanFFI.AppTotal) {
    self.init(app: ffi.app, minutes: ffi.minutes, opens: Int(ffi.opens), quality: Quality(ffi.quality))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.AppTotal {
    LaChanFFI.AppTotal(app: app, minutes: minutes, opens: try exact(opens, "opens"), quality: quality.ffi)
  }
}

extension DayNote {
  init(_ ffi: LaChanFFI.DayNote) {
    self.init(code: NoteCode(ffi.code), app: ffi.app, at: Moment(ffi.at))
  }

  var ffi: LaChanFFI.DayNote { LaChanFFI.DayNote(code: code.ffi, app: app, at: at.ffi) }
}

extension ReportRequest {
  var ffi: LaChanFFI.ReportRequest {
    LaChanFFI.ReportRequest(
      period: period.description, audience: audience.ffi, language: language.ffi, format: format.ffi,
      generatedAt: generatedAt?.ffi)
  }
}
