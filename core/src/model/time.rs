//! Moments, local times, weekdays and languages as they appear in files.

use std::fmt;
use std::str::FromStr;

use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Error;

/// An instant with the offset it was written in. JSON: RFC 3339 with an offset.
///
/// Order and equality are those of the instant first, then of the offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub epoch_ms: i64,
    /// Offset from UTC in seconds, east positive.
    pub offset_seconds: i32,
}

impl Moment {
    /// Makes a moment from an instant in milliseconds, shown in the given zone.
    pub fn in_zone(epoch_ms: i64, zone: &TimeZone) -> Self {
        let offset = Timestamp::from_millisecond(epoch_ms).map_or(0, |at| zone.to_offset(at).seconds());
        Self { epoch_ms, offset_seconds: offset }
    }

    /// The instant. Values out of jiff's range (years -9999 to 9999) are clamped to its ends.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.epoch_ms).unwrap_or(if self.epoch_ms < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    /// The date and time that a clock with this moment's offset shows.
    pub fn civil(self) -> civil::DateTime {
        let offset = Offset::from_seconds(self.offset_seconds).unwrap_or(Offset::UTC);
        offset.to_datetime(self.timestamp())
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || "is not an RFC 3339 time with an offset, such as 2026-11-20T21:03:00+07:00".to_owned();
        let pieces = Pieces::parse(text).map_err(|_| wanted())?;
        if pieces.time_zone_annotation().is_some() {
            return Err(wanted());
        }
        let time = pieces.time().ok_or_else(wanted)?;
        let offset = match pieces.offset() {
            Some(PiecesOffset::Numeric(numeric)) => numeric.offset(),
            Some(PiecesOffset::Zulu) => Offset::UTC,
            _ => return Err(wanted()),
        };
        let at = offset.to_timestamp(pieces.date().to_datetime(time)).map_err(|_| wanted())?;
        Ok(Self { epoch_ms: at.as_millisecond(), offset_seconds: offset.seconds() })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.civil();
        let sign = if self.offset_seconds < 0 { '-' } else { '+' };
        let minutes = self.offset_seconds.unsigned_abs() / 60;
        write!(out, "{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        parse_string(from)
    }
}

/// A local time of day to the minute. JSON: `"HH:MM"`, 00:00 to 23:59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LocalTime {
    /// Minutes since 00:00, 0 to 1439.
    pub minute_of_day: u16,
}

impl LocalTime {
    /// The same as a civil time.
    pub fn civil(self) -> civil::Time {
        let (hour, minute) = (self.minute_of_day / 60, self.minute_of_day % 60);
        civil::Time::new(hour as i8, minute as i8, 0, 0).unwrap_or(civil::Time::midnight())
    }
}

impl FromStr for LocalTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let two = |part: &str| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok());
        let parsed: Option<(u16, u16)> =
            text.split_once(':').and_then(|(hour, minute)| Some((two(hour)??, two(minute)??)));
        match parsed {
            Some((hour, minute)) if hour < 24 && minute < 60 => Ok(Self { minute_of_day: hour * 60 + minute }),
            _ => Err("is not a local time HH:MM from 00:00 to 23:59".to_owned()),
        }
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.minute_of_day / 60, self.minute_of_day % 60)
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        parse_string(from)
    }
}

/// A day of the week. JSON: `"mon"` to `"sun"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl From<civil::Weekday> for Weekday {
    fn from(day: civil::Weekday) -> Self {
        match day {
            civil::Weekday::Monday => Self::Mon,
            civil::Weekday::Tuesday => Self::Tue,
            civil::Weekday::Wednesday => Self::Wed,
            civil::Weekday::Thursday => Self::Thu,
            civil::Weekday::Friday => Self::Fri,
            civil::Weekday::Saturday => Self::Sat,
            civil::Weekday::Sunday => Self::Sun,
        }
    }
}

/// The languages that people are spoken to in. JSON: `"vi"`, `"en"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// The zone of an IANA name, or of a fixed offset such as `+07:00`.
///
/// # Errors
/// [`Error::InvalidInput`] on the field `zone`.
pub fn zone(name: &str) -> crate::Result<TimeZone> {
    if name.starts_with(['+', '-']) {
        let midnight = format!("2000-01-01T00:00:00{name}");
        if let Ok(moment) = midnight.parse::<Moment>()
            && let Ok(offset) = Offset::from_seconds(moment.offset_seconds)
        {
            return Ok(TimeZone::fixed(offset));
        }
    }
    TimeZone::get(name).map_err(|_| Error::invalid("zone", "is not the IANA name of a time zone"))
}

/// Reads a JSON string through the type's `FromStr`.
fn parse_string<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = String>,
{
    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
    text.parse().map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moment_keeps_its_offset_and_its_text() {
        for text in ["2026-11-20T21:03:00+07:00", "2026-11-01T00:00:00+00:00", "2026-03-08T01:59:59.25-05:00"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        assert_eq!("2026-11-01T00:00:00Z".parse::<Moment>().unwrap().to_string(), "2026-11-01T00:00:00+00:00");
    }

    #[test]
    fn moment_refuses_what_is_not_rfc3339_with_an_offset() {
        for text in
            ["2026-11-20", "2026-11-20T21:03:00", "2026-13-01T00:00:00Z", "yesterday", "", "2026-11-20T25:00:00Z"]
        {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn local_time_is_strict() {
        assert_eq!("07:05".parse::<LocalTime>().unwrap().minute_of_day, 425);
        for text in ["7:05", "24:00", "07:60", "0705", "+7:05", "07:05:00", ""] {
            assert!(text.parse::<LocalTime>().is_err(), "{text}");
        }
    }
}
