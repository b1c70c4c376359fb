internal import LaChanFFI

extension AppLimit {
  init(_ ffi: LaChanFFI.AppLimit) {
    self.init(app: ffi.app, days: ffi.days.map(Weekday.init), minutes: ffi.minutes, updatedAt: Moment(ffi.updatedAt))
  }

  var ffi: LaChanFFI.AppLimit {
    LaChanFFI.AppLimit(app: app, days: days.map(\.ffi), minutes: minutes, updatedAt: updatedAt.ffi)
  }
}

extension CategoryLimit {
  init(_ ffi: LaChanFFI.CategoryLimit) {
    self.init(
      category: ffi.category, days: ffi.days.map(Weekday.init), minutes: ffi.minutes, eachApp: ffi.eachApp,
      updatedAt: Moment(ffi.updatedAt))
  }

  var ffi: LaChanFFI.CategoryLimit {
    LaChanFFI.CategoryLimit(
      category: category, days: days.map(\.ffi), minutes: minutes, eachApp: eachApp, updatedAt: updatedAt.ffi)
  }
}

extension SessionRule {
  init(_ ffi: LaChanFFI.SessionRule) {
    self.init(minutes: ffi.minutes, pauseMinutes: ffi.pauseMinutes)
  }

  var ffi: LaChanFFI.SessionRule {
    LaChanFFI.SessionRule(minutes: minutes, pauseMinutes: pauseMinutes)
  }
}

extension Grant {
  init(_ ffi: LaChanFFI.Grant) throws(LaChanError) {
    self.init(
      id: ffi.id, kind: GrantKind(ffi.kind), minutes: ffi.minutes, day: try LocalDate(ffi: ffi.day, "day"),
      scope: GrantScope(ffi.scope), app: ffi.app, category: ffi.category, at: Moment(ffi.at), by: GrantGiver(ffi.by),
      task: ffi.task, answers: ffi.answers)
  }

  var ffi: LaChanFFI.Grant {
    LaChanFFI.Grant(
      id: id, kind: kind.ffi, minutes: minutes, day: day.description, scope: scope.ffi, app: app, category: category,
      at: at.ffi, by: by.ffi, task: task, answers: answers)
  }
}

extension Balance {
  init(_ ffi: LaChanFFI.Balance) {
    self.init(
      askedMinutes: ffi.askedMinutes, grantedMinutes: ffi.grantedMinutes, earnedMinutes: ffi.earnedMinutes,
      borrowedMinutes: ffi.borrowedMinutes, repaidMinutes: ffi.repaidMinutes, extraMinutes: ffi.extraMinutes,
      usedMinutes: ffi.usedMinutes)
  }
}

extension PlanRequest {
  var ffi: LaChanFFI.PlanRequest {
    LaChanFFI.PlanRequest(apps: apps, language: language.ffi, clockDoubtful: clockDoubtful)
  }
}

extension Plan {
  init(_ ffi: LaChanFFI.Plan) {
    self.init(
      device: LimitsState(ffi.device), text: ffi.text, extraTime: Balance(ffi.extraTime),
      apps: ffi.apps.map(AppPlan.init), warnings: ffi.warnings.map(Warning.init),
      nextWarning: ffi.nextWarning.map(Warning.init))
  }
}

extension AppPlan {
  init(_ ffi: LaChanFFI.AppPlan) {
    self.init(
      app: ffi.app, locked: ffi.locked, policy: Policy(ffi.policy), remainingMinutes: ffi.remainingMinutes,
      nextChange: ffi.nextChange.map(NextChange.init), unlocksAt: ffi.unlocksAt.map(Moment.init), reasons: ffi.reasons,
      text: ffi.text)
  }
}

extension Warning {
  init(_ ffi: LaChanFFI.Warning) {
    self.init(
      app: ffi.app, minutes: Int(ffi.minutes), at: Moment(ffi.at), locksAt: Moment(ffi.locksAt),
      policy: Policy(ffi.policy), text: ffi.text)
  }
}

extension CodePolicy {
  func ffi() throws(LaChanError) -> LaChanFFI.CodePolicy {
    LaChanFFI.CodePolicy(
      stepSeconds: try exact(stepSeconds, "step_seconds"), driftSteps: try exact(driftSteps, "drift_steps"),
      amounts: try each(amounts) { (value) throws(LaChanError) in try exact(value, "amounts") })
  }
}

extension CodeOutcome {
  init(_ ffi: LaChanFFI.CodeOutcome) {
    switch ffi {
    case .right(let minutes, _): self = .right(minutes: Int(minutes))
    case .used: self = .used
    case .wrong(let triesLeft): self = .wrong(triesLeft: Int(triesLeft))
    case .lockedOut(let until): self = .lockedOut(until: Moment(until))
    }
  }
}

extension Preset {
  init(_ ffi: LaChanFFI.Preset) throws(LaChanError) {
    guard ffi.youngest <= ffi.oldest else { throw .internal(place: "crossing: ages") }
    self.init(
      id: ffi.id, ages: Int(ffi.youngest)...Int(ffi.oldest), name: ffi.name, about: ffi.about, sources: ffi.sources,
      noticeEveryMinutes: ffi.noticeEveryMinutes.map { Int($0) }, rules: try LimitsRules(ffi.rules))
  }
}
