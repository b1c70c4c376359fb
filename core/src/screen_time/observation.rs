//! Usage facts: what is kept of a usage event, how it is checked and what makes two of them one (contract, rule 2).

use crate::Result;
use crate::model::{Moment, Usage, UsageKind};

/// One usage fact as it is stored. Facts are never changed; sessions and totals are derived from them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Observation {
    /// What happened.
    pub kind: UsageKind,
    /// Package or bundle id; only on `app_*` kinds, where it is never empty.
    pub app: Option<String>,
    /// Which instance of the app; none is its single unnamed one.
    pub instance: Option<String>,
    /// Wall time of the event as first received, milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// Time since boot, milliseconds, never negative; only together with `boot`.
    pub monotonic_ms: Option<i64>,
    /// The boot in which it happened, if the host knows it.
    pub boot: Option<String>,
}

impl Observation {
    /// Makes the fact of a usage event.
    ///
    /// `monotonic_ms` without `boot` tells nothing and is dropped, as are `app` and `instance` of a kind that
    /// concerns no app. Empty `instance` and `boot` are the same as none.
    ///
    /// # Errors
    /// `invalid_input`: `app` is missing or empty on an `app_*` kind, or `monotonic_ms` is negative.
    pub fn from_usage(usage: &Usage) -> Result<Self> {
        usage.validate()?;
        let named = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let of_app = |text: &Option<String>| named(text).filter(|_| usage.kind.concerns_app());
        let (app, instance) = (of_app(&usage.app), of_app(&usage.instance));
        let boot = named(&usage.boot);
        let monotonic_ms = usage.monotonic_ms.filter(|_| boot.is_some());
        Ok(Self { kind: usage.kind, app, instance, at_ms: usage.at.epoch_ms, monotonic_ms, boot })
    }

    /// Wall time of the event, shown in the given zone.
    pub fn at(&self, zone: &jiff::tz::TimeZone) -> Moment {
        Moment::in_zone(self.at_ms, zone)
    }

    /// The identity of the fact; see [`FactKey`].
    pub fn key(&self) -> FactKey<'_> {
        let (clock, tick_ms) = match self.monotonic_ms {
            Some(ms) => (Clock::Monotonic, ms),
            None => (Clock::Wall, self.at_ms),
        };
        FactKey {
            kind: self.kind,
            app: self.app.as_deref().unwrap_or_default(),
            instance: self.instance.as_deref().unwrap_or_default(),
            boot: self.boot.as_deref().unwrap_or_default(),
            clock,
            tick_ms,
        }
    }
}

/// The clock that dates a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// Milliseconds since 1970.
    Wall,
    /// Milliseconds since boot.
    Monotonic,
}

/// What makes two facts one (rule 2): a store puts `UNIQUE` on exactly these six columns and inserts with
/// `ON CONFLICT DO NOTHING`, so that the first `at` received stands.
///
/// With `boot` and `monotonic_ms` the wall time is no part of it, since platforms re-date old events after a clock
/// change; without them it is all there is, together with the boot where one was given. Absent texts are empty,
/// never NULL: SQL holds two NULLs for different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FactKey<'a> {
    /// What happened.
    pub kind: UsageKind,
    /// App id, or empty.
    pub app: &'a str,
    /// Instance, or empty for the unnamed one.
    pub instance: &'a str,
    /// Boot, or empty.
    pub boot: &'a str,
    /// Which clock `tick_ms` was read from.
    pub clock: Clock,
    /// The reading, milliseconds.
    pub tick_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn usage(json: &str) -> Usage {
        serde_json::from_str(json).unwrap()
    }

    fn fact(json: &str) -> Observation {
        Observation::from_usage(&usage(json)).unwrap()
    }

    #[test]
    fn bad_values_name_their_field() {
        for (json, field, reason) in [
            (r#"{"kind":"app_paused","at":"2026-11-20T10:00:00Z"}"#, "app", "is missing"),
            (r#"{"kind":"app_stopped","app":"","at":"2026-11-20T10:00:00Z"}"#, "app", "is empty"),
            (
                r#"{"kind":"screen_on","at":"2026-11-20T10:00:00Z","monotonic_ms":-1,"boot":"1"}"#,
                "monotonic_ms",
                "is negative",
            ),
        ] {
            assert_eq!(Observation::from_usage(&usage(json)), Err(Error::invalid(field, reason)));
        }
    }

    #[test]
    fn what_tells_nothing_is_dropped() {
        let screen = fact(
            r#"{"kind":"screen_on","app":"android","instance":"x","at":"2026-11-20T10:00:00Z","monotonic_ms":5,"boot":""}"#,
        );
        assert_eq!((screen.app, screen.instance, screen.monotonic_ms, screen.boot), (None, None, None, None));
        let resumed = fact(r#"{"kind":"app_resumed","app":"a","instance":"","at":"2026-11-20T10:00:00Z"}"#);
        assert_eq!(resumed.instance, None);
    }

    #[test]
    fn the_wall_time_is_identity_only_without_a_monotonic_one() {
        let dated = |at: &str, rest: &str| fact(&format!(r#"{{"kind":"unlocked","at":"{at}"{rest}}}"#));
        let (early, late) = ("2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z");
        let measured = r#","monotonic_ms":7,"boot":"1""#;
        assert_eq!(dated(early, measured).key(), dated(late, measured).key());
        assert_ne!(dated(early, measured).key(), dated(early, r#","monotonic_ms":7,"boot":"2""#).key());
        assert_ne!(dated(early, "").key(), dated(late, "").key());
        assert_ne!(dated(early, "").key(), dated(early, r#","boot":"1""#).key());
        assert_eq!(dated(early, "").key(), dated("2026-11-20T17:00:00+07:00", r#","monotonic_ms":7"#).key());
    }
}
