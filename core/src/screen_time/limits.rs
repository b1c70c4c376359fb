//! The device-wide limits: one pure function from rules, use and an instant to "locked or not, why, until when, what
//! next". Numbers in comments are those of the rules in the contract of the command line, "Limits case and state".

mod calendar;
mod outlook;
mod standing;

use calendar::{Calendar, LimitDay};
use outlook::Outlook;
use standing::Standing;

use crate::Result;
use crate::model::{LimitsCase, LimitsRules, LimitsState, Moment, zone};

/// How far ahead the engine looks: 15 days of 24 hours, in milliseconds.
const HORIZON_MS: i64 = 15 * 24 * 60 * 60 * 1000;

/// Nanoseconds of one minute.
const MINUTE_NANOS: f64 = 60e9;

/// Says whether the device is locked at `now`, why, until when and what comes next.
///
/// All times of the state carry the zone's own offset. The function reads no clock and keeps nothing.
///
/// # Errors
/// [`Error::InvalidInput`](crate::Error::InvalidInput) with the path of the field: an unknown `zone`, a bedtime with
/// `from` = `to`, minutes below 0 or not finite.
pub fn evaluate(case: &LimitsCase) -> Result<LimitsState> {
    let zone = zone(&case.zone)?;
    case.validate()?;
    let calendar = Calendar::new(&zone, &case.rules);
    let now = case.now.epoch_ms;
    let today = calendar.limit_day(now);
    let used = Use::at(case, &today);
    let standing = Standing::of(&case.rules, &calendar, now, used.up_since);
    let outlook = Outlook::new(&calendar, standing, now);

    let reasons = outlook.reasons(now, used.is_up());
    let (next_change, unlocks_at) = outlook.look_ahead(today, used);
    Ok(LimitsState {
        locked: outlook::locked(&reasons),
        policy: outlook::policy(&reasons),
        remaining_minutes: used.remaining_minutes(),
        limit_started_at: used.up_since.map(|at| Moment::in_zone(at, &zone)),
        next_change,
        unlocks_at,
        reasons: reasons.into_iter().map(|reason| reason.code().to_owned()).collect(),
    })
}

/// Use of one limit day. Whole nanoseconds, so that adding and subtracting minutes leaves no rounding noise.
#[derive(Debug, Clone, Copy)]
struct Use {
    /// What the daily limit allows, if the day has one.
    allowed: Option<i128>,
    /// What has been used.
    used: i128,
    /// Since when the limit has been used up (rule 2).
    up_since: Option<i64>,
}

impl Use {
    /// The use that a case tells of.
    fn at(case: &LimitsCase, today: &LimitDay) -> Self {
        let mut begun = Self { used: nanos(case.used_minutes), ..Self::none_yet(&case.rules, today) };
        let since = case.used_up_at.unwrap_or(case.now);
        begun.up_since = begun.is_up().then_some(since.epoch_ms);
        begun
    }

    /// The use at the begin of a limit day.
    fn none_yet(rules: &LimitsRules, day: &LimitDay) -> Self {
        Self { allowed: rules.allowed_minutes(day.weekday).map(nanos), used: 0, up_since: None }
    }

    fn is_up(&self) -> bool {
        self.allowed.is_some_and(|allowed| self.used >= allowed)
    }

    fn add_ms(&mut self, ms: i64) {
        self.used = self.used.saturating_add(i128::from(ms) * 1_000_000);
    }

    /// How long the device can still be used, to the next whole millisecond; none without a limit or once it is up.
    fn left_ms(&self) -> Option<i64> {
        self.allowed.filter(|_| !self.is_up()).map(|allowed| ms_after(allowed.saturating_sub(self.used)))
    }

    fn remaining_minutes(&self) -> Option<f64> {
        self.allowed.map(|allowed| allowed.saturating_sub(self.used).max(0) as f64 / MINUTE_NANOS)
    }
}

/// Minutes in nanoseconds; what is too large for any calendar is held at the largest number.
fn nanos(minutes: f64) -> i128 {
    (minutes * MINUTE_NANOS).round() as i128
}

/// Nanoseconds in milliseconds, up to the next whole one.
fn ms_after(nanos: i128) -> i64 {
    i64::try_from(nanos.saturating_add(999_999) / 1_000_000).unwrap_or(i64::MAX)
}
