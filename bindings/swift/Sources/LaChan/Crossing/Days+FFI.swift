internal import LaChanFFI

extension DayView {
  init(_ ffi: LaChanFFI.DayView) throws(LaChanError) {
    self.init(
      totals: try DayTotals(ffi.totals), categories: ffi.categories.map(CategoryTotal.init),
      hours: ffi.hours.map(HourUse.init), closed: ffi.closed, revision: Int(ffi.revision),
      changedAt: ffi.changedAt.map(Moment.init))
  }
}

extension CategoryTotal {
  init(_ ffi: LaChanFFI.CategoryTotal) {
    self.init(category: ffi.category, minutes: ffi.minutes, quality: Quality(ffi.quality))
  }
}

extension HourUse {
  init(_ ffi: LaChanFFI.HourUse) {
    self.init(from: Moment(ffi.from), minutes: ffi.minutes)
  }
}

extension SessionView {
  init(_ ffi: LaChanFFI.SessionView) {
    self.init(
      app: ffi.app, from: Moment(ffi.from), to: Moment(ffi.to), minutes: ffi.minutes, opened: ffi.opened,
      endedBy: EndedBy(ffi.endedBy), beginExact: ffi.beginExact, endExact: ffi.endExact)
  }
}

extension UsagePeriod {
  init(_ ffi: LaChanFFI.UsagePeriod) throws(LaChanError) {
    self.init(
      first: try LocalDate(ffi: ffi.first, "first"), last: try LocalDate(ffi: ffi.last, "last"),
      days: try each(ffi.days, PeriodDay.init), totalMinutes: ffi.totalMinutes, dailyMeanMinutes: ffi.dailyMeanMinutes,
      meanDays: Int(ffi.meanDays), nightMinutes: ffi.nightMinutes, pickups: Int(ffi.pickups), opens: Int(ffi.opens),
      apps: ffi.apps.map(AppTotal.init), categories: ffi.categories.map(CategoryTotal.init),
      quality: Quality(ffi.quality), completeDays: Int(ffi.completeDays), partialDays: Int(ffi.partialDays),
      unknownDays: Int(ffi.unknownDays), before: PeriodComparison(ffi.before))
  }
}

extension PeriodDay {
  init(_ ffi: LaChanFFI.PeriodDay) throws(LaChanError) {
    self.init(
      day: try LocalDate(ffi: ffi.day, "day"), knowledge: DayKnowledge(ffi.knowledge), minutes: ffi.minutes,
      pickups: Int(ffi.pickups), quality: Quality(ffi.quality))
  }
}

extension PeriodComparison {
  init(_ ffi: LaChanFFI.PeriodComparison) {
    self.init(
      comparable: ffi.comparable, reason: ffi.reason.map(NotComparable.init), days: Int(ffi.days),
      previousMeanMinutes: ffi.previousMeanMinutes, changeMinutes: ffi.changeMinutes)
  }
}
