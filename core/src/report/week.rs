//! Weeks as in ISO 8601: Monday to Sunday, week 1 holds the year's first Thursday.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A week of the ISO calendar. Text and JSON: `"2026-W47"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoWeek {
    monday: Date,
}

impl IsoWeek {
    /// Makes the week of that number, 1 to 52 or 53; none if the year has no such week.
    pub fn new(year: i16, week: i8) -> Option<Self> {
        ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|day| Self { monday: day.date() })
    }

    /// The week that holds the date.
    pub fn of(date: Date) -> Self {
        let back = date.weekday().since(Weekday::Monday);
        Self { monday: date.saturating_sub(i64::from(back).days()) }
    }

    /// Its Monday.
    pub fn first_day(self) -> Date {
        self.monday
    }

    /// Its Sunday.
    pub fn last_day(self) -> Date {
        self.monday.saturating_add(6.days())
    }

    /// Its seven days, Monday first.
    pub fn days(self) -> [Date; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|ahead: i64| self.monday.saturating_add(ahead.days()))
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { monday: self.monday.saturating_sub(7.days()) }
    }

    /// Year of the ISO calendar; near New Year it may differ from the year of a day in the week.
    pub fn year(self) -> i16 {
        self.monday.iso_week_date().year()
    }

    /// Number in its year, 1 to 53.
    pub fn week(self) -> i8 {
        self.monday.iso_week_date().week()
    }
}

impl FromStr for IsoWeek {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
        let (year, week) = text
            .split_once("-W")
            .filter(|(year, week)| digits(year, 4) && digits(week, 2))
            .ok_or("is not an ISO week such as 2026-W47")?;
        let parsed = year.parse().ok().zip(week.parse().ok()).and_then(|(year, week)| Self::new(year, week));
        parsed.ok_or_else(|| format!("names week {week}, which the year {year} does not have"))
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-W{:02}", self.year(), self.week())
    }
}

impl Serialize for IsoWeek {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IsoWeek {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_is_parsed_and_printed() {
        let week: IsoWeek = "2026-W47".parse().unwrap();
        assert_eq!((week.year(), week.week()), (2026, 47));
        assert_eq!((week.first_day(), week.last_day()), (date(2026, 11, 16), date(2026, 11, 22)));
        assert_eq!(week.to_string(), "2026-W47");
        assert_eq!(week.days()[3], date(2026, 11, 19));
        assert_eq!(serde_json::from_str::<IsoWeek>("\"2026-W47\"").unwrap(), week);
    }

    #[test]
    fn year_ends_belong_to_the_year_of_their_thursday() {
        let last: IsoWeek = "2026-W53".parse().unwrap();
        assert_eq!((last.first_day(), last.last_day()), (date(2026, 12, 28), date(2027, 1, 3)));
        assert_eq!(IsoWeek::of(date(2027, 1, 3)), last);
        assert_eq!(IsoWeek::of(date(2027, 1, 4)).to_string(), "2027-W01");
        assert_eq!(IsoWeek::of(date(2027, 1, 4)).previous(), last);
        assert_eq!(IsoWeek::of(date(2024, 12, 30)).to_string(), "2025-W01");
        assert_eq!(IsoWeek::of(date(2021, 1, 1)).to_string(), "2020-W53");
        assert_eq!("2025-W01".parse::<IsoWeek>().unwrap().first_day(), date(2024, 12, 30));
    }

    #[test]
    fn what_is_no_week_is_refused() {
        for text in ["2025-W53", "2026-W00", "2026-W54", "2026-47", "2026-W7", "26-W47", "2026-W+7", "2026w47", ""] {
            assert!(text.parse::<IsoWeek>().is_err(), "{text}");
        }
        assert_eq!("2025-W53".parse::<IsoWeek>().unwrap_err(), "names week 53, which the year 2025 does not have");
    }
}
