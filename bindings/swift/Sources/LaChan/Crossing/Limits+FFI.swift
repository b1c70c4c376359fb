internal import LaChanFFI

extension LimitsSet {
  init(_ ffi: LaChanFFI.LimitsSet) throws(LaChanError) {
    self.init(rules: try LimitsRules(ffi.rules), setAt: Moment(ffi.setAt))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.LimitsSet {
    LaChanFFI.LimitsSet(rules: try rules.ffi(), setAt: setAt.ffi)
  }
}

extension LimitsRules {
  init(_ ffi: LaChanFFI.LimitsRules) throws(LaChanError) {
    self.init(
      dayStart: try LocalTime(ffi: ffi.dayStart), bedtimes: try each(ffi.bedtimes, Bedtime.init),
      dailyLimits: ffi.dailyLimits.map(DailyLimit.init), overrides: ffi.overrides.map(RuleOverride.init),
      appLimits: ffi.appLimits.map(AppLimit.init), categoryLimits: ffi.categoryLimits.map(CategoryLimit.init),
      alwaysAllowed: ffi.alwaysAllowed, session: ffi.session.map(SessionRule.init),
      warnAtMinutes: ffi.warnAtMinutes.map { Int($0) }, onDoubtfulClock: ClockPolicy(ffi.onDoubtfulClock))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.LimitsRules {
    LaChanFFI.LimitsRules(
      dayStart: dayStart.description, bedtimes: bedtimes.map(\.ffi), dailyLimits: dailyLimits.map(\.ffi),
      overrides: overrides.map(\.ffi), appLimits: appLimits.map(\.ffi),
      categoryLimits: categoryLimits.map(\.ffi), alwaysAllowed: alwaysAllowed, session: session?.ffi,
      warnAtMinutes: try each(warnAtMinutes) { (value) throws(LaChanError) in try exact(value, "warn_at_minutes") },
      onDoubtfulClock: onDoubtfulClock.ffi)
  }
}

extension Bedtime {
  init(_ ffi: LaChanFFI.Bedtime) throws(LaChanError) {
    self.init(
      day: Weekday(ffi.day), from: try LocalTime(ffi: ffi.from), to: try LocalTime(ffi: ffi.to),
      updatedAt: Moment(ffi.updatedAt))
  }

  var ffi: LaChanFFI.Bedtime {
    LaChanFFI.Bedtime(day: day.ffi, from: from.description, to: to.description, updatedAt: updatedAt.ffi)
  }
}

extension DailyLimit {
  init(_ ffi: LaChanFFI.DailyLimit) {
    self.init(day: Weekday(ffi.day), minutes: ffi.minutes, updatedAt: Moment(ffi.updatedAt))
  }

  var ffi: LaChanFFI.DailyLimit {
    LaChanFFI.DailyLimit(day: day.ffi, minutes: minutes, updatedAt: updatedAt.ffi)
  }
}

extension RuleOverride {
  init(_ ffi: LaChanFFI.RuleOverride) {
    self.init(action: OverrideAction(ffi.action), createdAt: Moment(ffi.createdAt), minutes: ffi.minutes)
  }

  var ffi: LaChanFFI.RuleOverride {
    LaChanFFI.RuleOverride(action: action.ffi, createdAt: createdAt.ffi, minutes: minutes)
  }
}

extension LimitsCase {
  init(_ ffi: LaChanFFI.LimitsCase) throws(LaChanError) {
    self.init(
      zone: ffi.zone, now: Moment(ffi.now), rules: try LimitsRules(ffi.rules), usedMinutes: ffi.usedMinutes,
      usedUpAt: ffi.usedUpAt.map(Moment.init))
  }

  func ffi() throws(LaChanError) -> LaChanFFI.LimitsCase {
    LaChanFFI.LimitsCase(
      zone: zone, now: now.ffi, rules: try rules.ffi(), usedMinutes: usedMinutes, usedUpAt: usedUpAt?.ffi)
  }
}

extension LimitsState {
  init(_ ffi: LaChanFFI.LimitsState) {
    self.init(
      locked: ffi.locked, policy: Policy(ffi.policy), remainingMinutes: ffi.remainingMinutes,
      limitStartedAt: ffi.limitStartedAt.map(Moment.init), nextChange: ffi.nextChange.map(NextChange.init),
      unlocksAt: ffi.unlocksAt.map(Moment.init), reasons: ffi.reasons)
  }

  var ffi: LaChanFFI.LimitsState {
    LaChanFFI.LimitsState(
      locked: locked, policy: policy.ffi, remainingMinutes: remainingMinutes, limitStartedAt: limitStartedAt?.ffi,
      nextChange: nextChange?.ffi, unlocksAt: unlocksAt?.ffi, reasons: reasons)
  }
}

extension NextChange {
  init(_ ffi: LaChanFFI.NextChange) {
    self.init(at: Moment(ffi.at), policy: Policy(ffi.policy))
  }

  var ffi: LaChanFFI.NextChange { LaChanFFI.NextChange(at: at.ffi, policy: policy.ffi) }
}
