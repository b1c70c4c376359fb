//! Where a child's days lie: `day_start` to `day_start` in the profile's zone (contract, rule 11).

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::kinds::Kinds;
use super::pieces::DERIVATION_VERSION;
use super::spans::Span;
use super::uncounted::{Uncounted, fingerprint};
use crate::model::{LocalTime, Moment, Profile, zone};
use crate::{Error, Result};

/// Local begin and end of the night, hours (contract, `night_minutes`).
const NIGHT: (i8, i8) = (22, 6);

/// How a child's days are counted.
#[derive(Debug, Clone)]
pub struct DayRules {
    /// IANA name of the child's zone.
    pub zone_name: String,
    /// The zone.
    pub zone: TimeZone,
    /// Local time at which a day begins.
    pub day_start: LocalTime,
    /// Apps that are not counted.
    pub uncounted: Uncounted,
    /// Which kind of app an app is.
    pub kinds: Kinds,
}

impl DayRules {
    /// Reads the rules from a profile: its zone, `day_start` and host app, with the shipped list of uncounted apps.
    ///
    /// # Errors
    /// `invalid_input`: `zone` is no IANA name.
    pub fn of(profile: &Profile) -> Result<Self> {
        let zone = zone(&profile.zone)?;
        Ok(Self {
            zone_name: profile.zone.clone(),
            zone,
            day_start: profile.day_start,
            uncounted: Uncounted::shipped().and(profile.host_app.clone()),
            kinds: Kinds::shipped(),
        })
    }

    /// A number that changes when the same facts would give another day.
    pub fn fingerprint(&self) -> i64 {
        let apart = [self.uncounted.fingerprint(DERIVATION_VERSION), self.kinds.fingerprint()].map(|n| n.to_string());
        let [uncounted, kinds] = apart.each_ref().map(String::as_str);
        fingerprint([self.zone_name.as_str(), &self.day_start.to_string(), uncounted, kinds])
    }

    /// The consecutive days from `first` to `last`, both included; none when `last` is before `first`.
    ///
    /// # Errors
    /// `invalid_input`: a day lies at the very end of the calendar.
    pub fn days(&self, first: Date, last: Date) -> Result<Vec<Day>> {
        let mut days = Vec::new();
        let mut day = first;
        while day <= last {
            let next = tomorrow(day)?;
            let span =
                Span::new(self.instant(day, self.day_start.civil())?, self.instant(next, self.day_start.civil())?);
            days.push(Day { date: day, span });
            day = next;
        }
        Ok(days)
    }

    /// The day that holds an instant, milliseconds.
    ///
    /// # Errors
    /// `invalid_input`: the instant lies at the very end of the calendar.
    pub fn holding(&self, at_ms: i64) -> Result<Day> {
        let near = self.zone.to_datetime(Moment { epoch_ms: at_ms, offset_seconds: 0 }.timestamp()).date();
        let days = self.days(yesterday(near)?, tomorrow(near)?)?;
        days.into_iter().find(|day| day.span.holds(at_ms)).ok_or_else(out_of_calendar)
    }

    /// The nights that touch a day: the one that it may begin in, its own, and the next.
    pub(super) fn nights(&self, day: Date) -> Result<[Span; 3]> {
        let (before, after) = (yesterday(day)?, tomorrow(day)?);
        Ok([self.night(before)?, self.night(day)?, self.night(after)?])
    }

    fn night(&self, evening: Date) -> Result<Span> {
        let (from, to) = (Time::constant(NIGHT.0, 0, 0, 0), Time::constant(NIGHT.1, 0, 0, 0));
        Ok(Span::new(self.instant(evening, from)?, self.instant(tomorrow(evening)?, to)?))
    }

    /// A local time as an instant, milliseconds: moved on by the gap if it does not exist, the first if it comes
    /// twice (RFC 5545, 3.3.5).
    fn instant(&self, day: Date, time: Time) -> Result<i64> {
        let ambiguous = self.zone.to_ambiguous_timestamp(day.to_datetime(time));
        ambiguous.compatible().map(|at| at.as_millisecond()).map_err(|_| out_of_calendar())
    }
}

/// One day of the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its date.
    pub date: Date,
    /// Where it lies; 23, 24 or 25 h as the zone has it.
    pub span: Span,
}

fn tomorrow(day: Date) -> Result<Date> {
    day.tomorrow().map_err(|_| out_of_calendar())
}

fn yesterday(day: Date) -> Result<Date> {
    day.yesterday().map_err(|_| out_of_calendar())
}

fn out_of_calendar() -> Error {
    Error::invalid("day", "is out of the calendar")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn rules(zone: &str, day_start: &str) -> DayRules {
        let profile = format!(r#"{{"alias":"Bi","birth_year":2013,"zone":"{zone}","day_start":"{day_start}"}}"#);
        DayRules::of(&serde_json::from_str(&profile).unwrap()).unwrap()
    }

    fn hours(zone: &str, day_start: &str, day: Date) -> f64 {
        let days = rules(zone, day_start).days(day, day).unwrap();
        days[0].span.length_ms() as f64 / 3_600_000.0
    }

    #[test]
    fn the_zone_gives_a_day_its_length() {
        assert_eq!(hours("Asia/Ho_Chi_Minh", "04:00", date(2026, 11, 20)), 24.0);
        assert_eq!(hours("Europe/Berlin", "00:00", date(2026, 3, 29)), 23.0);
        assert_eq!(hours("Europe/Berlin", "04:00", date(2026, 3, 28)), 23.0);
        assert_eq!(hours("Europe/Berlin", "00:00", date(2026, 10, 25)), 25.0);
        assert_eq!(hours("Australia/Lord_Howe", "00:00", date(2026, 10, 4)), 23.5);
    }

    #[test]
    fn a_day_start_in_a_gap_moves_on_and_a_repeated_one_is_the_first() {
        // 02:30 does not exist on 29 March: the day begins at 03:30 summer time, which is 01:30 UTC.
        let days = rules("Europe/Berlin", "02:30").days(date(2026, 3, 28), date(2026, 3, 29)).unwrap();
        assert_eq!(days[1].span.start_ms, "2026-03-29T01:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());
        assert_eq!(days[0].span.end_ms, days[1].span.start_ms);
        // 02:30 comes twice on 25 October: the first one is 00:30 UTC.
        let days = rules("Europe/Berlin", "02:30").days(date(2026, 10, 25), date(2026, 10, 25)).unwrap();
        assert_eq!(days[0].span.start_ms, "2026-10-25T00:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());
    }

    #[test]
    fn what_is_out_of_the_calendar_or_unknown_is_refused() {
        let rules = rules("Asia/Ho_Chi_Minh", "00:00");
        assert_eq!(rules.days(Date::MAX, Date::MAX).unwrap_err().code(), "invalid_input");
        assert!(rules.days(date(2026, 1, 2), date(2026, 1, 1)).unwrap().is_empty());
        let profile = serde_json::from_str(r#"{"alias":"Bi","birth_year":2013,"zone":"Asia/Hanoi"}"#).unwrap();
        assert_eq!(DayRules::of(&profile).unwrap_err(), Error::invalid("zone", "is not the IANA name of a time zone"));
    }
}
