//! The limits: pure functions from rules, use and an instant to "locked or not, why, until when, what next". Numbers in
//! comments are those of the rules in the contract of the command line, "Limits case and state".
//!
//! [`evaluate`] is the contract's device-wide part; [`plan`] adds apps, extra time, stretches, warnings and the clock.

mod calendar;
mod grants;
mod meters;
mod outlook;
pub mod parent_code;
mod plan;
pub mod presets;
mod standing;
mod words;

use calendar::Calendar;
use grants::Extras;
pub use grants::with_extra;
use meters::{Budget, Meters, Stretch, Use, World};
use outlook::{Outlook, Reason};
pub use plan::{allowed_minutes, balance, plan};
use standing::Standing;

use crate::Result;
use crate::model::{LimitsCase, LimitsState, Moment, NextChange, zone};

/// How far ahead the engine looks: 15 days of 24 hours, in milliseconds.
const HORIZON_MS: i64 = 15 * 24 * 60 * 60 * 1000;

/// Nanoseconds of one minute.
const MINUTE_NANOS: f64 = 60e9;

/// Says whether the device is locked at `now`, why, until when and what comes next, by the contract's device-wide rules
/// alone.
///
/// All times of the state carry the zone's own offset. The function reads no clock and keeps nothing.
///
/// # Errors
/// [`Error::InvalidInput`](crate::Error::InvalidInput) with the path of the field: an unknown `zone`, a bedtime with
/// `from` = `to`, minutes below 0 or not finite.
pub fn evaluate(case: &LimitsCase) -> Result<LimitsState> {
    let zone = zone(&case.zone)?;
    case.validate()?;
    let world = World { calendar: Calendar::new(&zone, &case.rules), extras: Extras::default() };
    let device = Device::at(&world, case.now, case.used_minutes, case.used_up_at, None);
    Ok(device.state(&device.verdict(Vec::new())))
}

/// The device at an instant.
struct Device<'a> {
    world: &'a World<'a>,
    now: i64,
    meters: Meters<'a>,
    /// Since when the daily limit has been used up (rule 2).
    up_since: Option<i64>,
    outlook: Outlook<'a>,
}

impl<'a> Device<'a> {
    fn at(
        world: &'a World<'a>,
        now: Moment,
        used_minutes: f64,
        used_up_at: Option<Moment>,
        stretch: Option<Stretch>,
    ) -> Self {
        let day = world.calendar.limit_day(now.epoch_ms);
        let daily = world.begun(&Budget::Device, &day, used_minutes);
        let up_since = daily.is_up().then_some(used_up_at.unwrap_or(now).epoch_ms);
        let now = now.epoch_ms;
        let standing = Standing::of(world.calendar.rules, &world.calendar, now, up_since);
        let meters = Meters { day, daily, stretch, apps: Vec::new() };
        Self { world, now, meters, up_since, outlook: Outlook::new(world, standing, now) }
    }

    /// What holds for the device, or for an app with these budgets.
    fn verdict(&self, apps: Vec<(Budget<'a>, Use)>) -> Verdict<'a> {
        let meters = Meters { apps, ..self.meters.clone() };
        let reasons = self.outlook.reasons(self.now, &meters);
        let (next_change, unlocks_at) = self.outlook.look_ahead(meters.clone());
        Verdict { reasons, next_change, unlocks_at, meters }
    }

    fn state(&self, verdict: &Verdict<'_>) -> LimitsState {
        LimitsState {
            locked: outlook::locked(&verdict.reasons),
            policy: outlook::policy(&verdict.reasons),
            remaining_minutes: self.meters.daily.remaining_minutes(),
            limit_started_at: self.up_since.map(|at| Moment::in_zone(at, self.world.calendar.zone)),
            next_change: verdict.next_change.clone(),
            unlocks_at: verdict.unlocks_at,
            reasons: outlook::codes(&verdict.reasons),
        }
    }
}

/// What holds now and what comes next.
struct Verdict<'a> {
    reasons: Vec<Reason>,
    next_change: Option<NextChange>,
    unlocks_at: Option<Moment>,
    meters: Meters<'a>,
}

/// Minutes in nanoseconds; what is too large for any calendar is held at the largest number.
fn nanos(minutes: f64) -> i128 {
    (minutes * MINUTE_NANOS).round() as i128
}

/// Nanoseconds in milliseconds, up to the next whole one.
fn ms_after(nanos: i128) -> i64 {
    i64::try_from(nanos.saturating_add(999_999) / 1_000_000).unwrap_or(i64::MAX)
}
