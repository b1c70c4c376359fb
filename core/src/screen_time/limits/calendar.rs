//! Rules 1 and 2: from weekdays and local times to instants. All instants are milliseconds since 1970 UTC.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::model::{Bedtime, LimitsRules, LocalTime, Moment, Weekday};

/// The limit day that holds an instant.
#[derive(Debug, Clone, Copy)]
pub(super) struct LimitDay {
    /// The local date on which it begins.
    pub date: Date,
    /// The weekday on which it begins.
    pub weekday: Weekday,
    /// The next `day_start`.
    pub to: i64,
}

/// A stretch of time that holds its begin and not its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub from: i64,
    pub to: i64,
}

impl Window {
    pub fn holds(self, at: i64) -> bool {
        self.from <= at && at < self.to
    }
}

/// The child's zone with the rules that are written in its local time.
pub(super) struct Calendar<'a> {
    pub zone: &'a TimeZone,
    pub rules: &'a LimitsRules,
}

impl<'a> Calendar<'a> {
    pub fn new(zone: &'a TimeZone, rules: &'a LimitsRules) -> Self {
        Self { zone, rules }
    }

    /// The local date at an instant.
    pub fn date(&self, at: i64) -> Date {
        let at = Moment { epoch_ms: at, offset_seconds: 0 }.timestamp();
        self.zone.to_datetime(at).date()
    }

    /// The limit day that holds an instant. Days are told apart by the instants at which they begin: where the clock
    /// is set back over `day_start`, the local time alone would say two days at once.
    pub fn limit_day(&self, at: i64) -> LimitDay {
        let near = self.date(at);
        let begins = dates(near, near, 2).map(|date| (self.instant(date, self.rules.day_start), date));
        let (begun, to_come): (Vec<_>, Vec<_>) = begins.partition(|(begin, _)| *begin <= at);
        let date = begun.last().map_or(near, |(_, date)| *date);
        LimitDay { date, weekday: date.weekday().into(), to: to_come.first().map_or(i64::MAX, |(begin, _)| *begin) }
    }

    /// The date of the limit day after the one that begins on a date. It is not always the next date: Samoa left one
    /// out in 2011.
    pub fn day_after(&self, date: Date) -> Date {
        self.limit_day(self.instant(date.saturating_add(1.day()), self.rules.day_start)).date
    }

    /// Each bedtime by itself, at least all that touch the time between two instants.
    pub fn bedtimes(&self, from: i64, to: i64) -> impl Iterator<Item = Window> {
        dates(self.date(from), self.date(to), 2).flat_map(move |date| {
            let weekday = Weekday::from(date.weekday());
            let that_day = self.rules.bedtimes.iter().filter(move |bedtime| bedtime.day == weekday);
            that_day.map(move |bedtime| self.window(date, bedtime)).filter(|window| window.from < window.to)
        })
    }

    /// The end of the bedtime that runs at an instant; one that others touch or overlap ends with the last of them.
    /// An end at or after `enough` is not followed further.
    pub fn bedtime_end(&self, at: i64, enough: i64) -> Option<i64> {
        let mut end = at;
        while end < enough {
            let touching = self.bedtimes(end, end).filter(|window| window.from <= end && end < window.to);
            match touching.map(|window| window.to).max() {
                Some(later) => end = later,
                None => break,
            }
        }
        (end > at).then_some(end)
    }

    /// The end of the first bedtime that ends after `at`, if it begins before `until`; ends after `until` may be early.
    pub fn first_bedtime_end(&self, at: i64, until: i64) -> Option<i64> {
        let begun = self.bedtimes(at, until).filter(|window| at < window.to && window.from < until);
        let first = begun.map(|window| window.from).min()?;
        self.bedtime_end(first.max(at), until)
    }

    fn window(&self, date: Date, bedtime: &Bedtime) -> Window {
        let last = if past_midnight(bedtime) { date.saturating_add(1.day()) } else { date };
        Window { from: self.instant(date, bedtime.from), to: self.instant(last, bedtime.to) }
    }

    /// The instant of a local time as in RFC 5545, 3.3.5: a time in a gap is moved on by the gap, of a repeated time
    /// the first counts.
    fn instant(&self, date: Date, time: LocalTime) -> i64 {
        let edge = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        self.zone.to_timestamp(date.to_datetime(time.civil())).unwrap_or(edge).as_millisecond()
    }
}

/// Whether a bedtime runs past midnight (rule 1).
pub(super) fn past_midnight(bedtime: &Bedtime) -> bool {
    bedtime.from > bedtime.to
}

/// The dates between two dates and `margin` days on either side.
fn dates(first: Date, last: Date, margin: i64) -> impl Iterator<Item = Date> {
    let last = last.saturating_add(margin.days());
    let first = first.saturating_sub(margin.days());
    std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(move |date| *date <= last)
}
