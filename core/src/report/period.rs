//! The days that a report covers: one day, an ISO week, a calendar month.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::IsoWeek;

/// What a report covers. Text: `"2026-11-20"`, `"2026-W47"` or `"2026-11"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportPeriod {
    /// One day of the child.
    Day(Date),
    /// Monday to Sunday.
    Week(IsoWeek),
    /// A calendar month.
    Month(Month),
}

/// The three kinds of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodKind {
    /// Daily.
    Day,
    /// Weekly.
    Week,
    /// Monthly.
    Month,
}

impl ReportPeriod {
    /// Which kind.
    pub fn kind(self) -> PeriodKind {
        match self {
            Self::Day(_) => PeriodKind::Day,
            Self::Week(_) => PeriodKind::Week,
            Self::Month(_) => PeriodKind::Month,
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Week(week) => week.first_day(),
            Self::Month(month) => month.first,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Week(week) => week.last_day(),
            Self::Month(month) => month.first.last_of_month(),
        }
    }

    /// Its days, the first first.
    pub fn days(self) -> Vec<Date> {
        let last = self.last_day();
        let days = std::iter::successors(Some(self.first_day()), |day| day.tomorrow().ok());
        days.take_while(|day| *day <= last).collect()
    }

    /// The period it is compared with: the week or month before; of a day the same weekday a week before, since
    /// weekdays and weekends differ.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Day(day) => Self::Day(day.saturating_sub(7.days())),
            Self::Week(week) => Self::Week(week.previous()),
            Self::Month(month) => Self::Month(Month { first: month.first.saturating_sub(1.month()) }),
        }
    }

    /// The week, if it is one.
    pub fn week(self) -> Option<IsoWeek> {
        match self {
            Self::Week(week) => Some(week),
            Self::Day(_) | Self::Month(_) => None,
        }
    }
}

impl From<IsoWeek> for ReportPeriod {
    fn from(week: IsoWeek) -> Self {
        Self::Week(week)
    }
}

impl FromStr for ReportPeriod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match (text.contains('W'), text.len()) {
            (true, _) => text.parse().map(Self::Week),
            (false, 7) => text.parse().map(Self::Month),
            (false, _) => text.parse().map(Self::Day).map_err(|_| "is not a day such as 2026-11-20".to_owned()),
        }
    }
}

impl fmt::Display for ReportPeriod {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(out),
            Self::Week(week) => week.fmt(out),
            Self::Month(month) => month.fmt(out),
        }
    }
}

/// A month of the calendar. Text: `"2026-11"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month that holds the date.
    pub fn of(date: Date) -> Self {
        Self { first: date.first_of_month() }
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let shaped = text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| (at == 4) == (byte == b'-'));
        let first = format!("{text}-01").parse().ok().filter(|_| shaped);
        first.map(|first| Self { first }).ok_or_else(|| "is not a month such as 2026-11".to_owned())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(text: &str) -> ReportPeriod {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_is_parsed_and_printed() {
        for (text, kind, days) in [
            ("2026-11-20", PeriodKind::Day, 1),
            ("2026-W47", PeriodKind::Week, 7),
            ("2026-11", PeriodKind::Month, 30),
            ("2028-02", PeriodKind::Month, 29),
        ] {
            assert_eq!(period(text).to_string(), text);
            assert_eq!(period(text).kind(), kind);
            assert_eq!(period(text).days().len(), days);
        }
    }

    #[test]
    fn each_kind_has_one_to_compare_with() {
        assert_eq!(period("2026-11-20").previous(), period("2026-11-13"));
        assert_eq!(period("2027-W01").previous(), period("2026-W53"));
        assert_eq!(period("2026-01").previous(), period("2025-12"));
        assert_eq!(period("2026-03").previous().last_day(), date(2026, 2, 28));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "2026", "2026-13", "2026-1", "26-11-20", "2026-11-31", "2026-W54", "2026/11", "2026-+1"] {
            assert!(text.parse::<ReportPeriod>().is_err(), "{text}");
        }
    }
}
