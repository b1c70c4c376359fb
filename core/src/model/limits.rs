//! The device-wide limits: rules in, state out. The contract's numbered rules say what each field does.

use serde::{Deserialize, Serialize};

use super::{LocalTime, Moment, Weekday};
use crate::{Error, Result};

/// One question to the limits engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitsCase {
    /// IANA name of the child's zone.
    pub zone: String,
    /// The instant asked about.
    pub now: Moment,
    /// The rules that stand.
    #[serde(deserialize_with = "super::parse::object")]
    pub rules: LimitsRules,
    /// Use of the limit day that holds `now`, minutes.
    #[serde(default)]
    pub used_minutes: f64,
    /// Since when the limit has been used up, if the host knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_up_at: Option<Moment>,
}

impl LimitsCase {
    /// Checks the numbers of a case and its rules.
    ///
    /// # Errors
    /// As [`LimitsRules::validate`], and [`Error::InvalidInput`] on `used_minutes`.
    pub fn validate(&self) -> Result<()> {
        self.rules.validate()?;
        check_minutes(self.used_minutes, || "used_minutes".to_owned())
    }
}

/// The rules that a parent sets.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LimitsRules {
    /// Local time at which a limit day begins.
    #[serde(default)]
    pub day_start: LocalTime,
    /// Times at which the device rests.
    #[serde(default)]
    pub bedtimes: Vec<Bedtime>,
    /// Minutes a day.
    #[serde(default)]
    pub daily_limits: Vec<DailyLimit>,
    /// Locks and unlocks made by hand.
    #[serde(default)]
    pub overrides: Vec<RuleOverride>,
    /// Minutes a day for single apps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub app_limits: Vec<AppLimit>,
    /// Minutes a day for kinds of apps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category_limits: Vec<CategoryLimit>,
    /// Apps that no rule locks, and whose use counts against no rule: the phone, maps, a school's app.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub always_allowed: Vec<String>,
    /// How long the device may be used at a stretch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionRule>,
    /// How many minutes before a lock the child is told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warn_at_minutes: Vec<u16>,
    /// What a clock that cannot be trusted does.
    #[serde(default, skip_serializing_if = "ClockPolicy::is_open")]
    pub on_doubtful_clock: ClockPolicy,
}

impl LimitsRules {
    /// Minutes of the daily limit that counts for limit days beginning on `day`: the one edited last.
    pub fn allowed_minutes(&self, day: Weekday) -> Option<f64> {
        let of_day = self.daily_limits.iter().filter(|limit| limit.day == day);
        of_day.max_by_key(|limit| limit.updated_at.epoch_ms).map(|limit| limit.minutes)
    }

    /// Checks rules before they are kept, so that evaluating them cannot refuse them later.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with the path of the field, from `rules` on: a bedtime with `from` = `to`, minutes below
    /// 0 or not finite (below 1 in `session`), a name that is empty. (The minutes of a lock do nothing, but must be a
    /// number of minutes too.)
    pub fn validate(&self) -> Result<()> {
        for (index, bedtime) in self.bedtimes.iter().enumerate() {
            if bedtime.from == bedtime.to {
                return Err(Error::invalid(format!("rules.bedtimes[{index}].to"), "is the same as `from`"));
            }
        }
        for (index, limit) in self.daily_limits.iter().enumerate() {
            check_minutes(limit.minutes, || format!("rules.daily_limits[{index}].minutes"))?;
        }
        for (index, by_hand) in self.overrides.iter().enumerate() {
            check_minutes(by_hand.minutes.unwrap_or(0.0), || format!("rules.overrides[{index}].minutes"))?;
        }
        for (index, limit) in self.app_limits.iter().enumerate() {
            check_name(&limit.app, || format!("rules.app_limits[{index}].app"))?;
            check_minutes(limit.minutes, || format!("rules.app_limits[{index}].minutes"))?;
        }
        for (index, limit) in self.category_limits.iter().enumerate() {
            check_name(&limit.category, || format!("rules.category_limits[{index}].category"))?;
            check_minutes(limit.minutes, || format!("rules.category_limits[{index}].minutes"))?;
        }
        for (index, app) in self.always_allowed.iter().enumerate() {
            check_name(app, || format!("rules.always_allowed[{index}]"))?;
        }
        match &self.session {
            Some(session) => session.validate(),
            None => Ok(()),
        }
    }
}

/// The limit that counts of those that cover `day`: the one edited last, of equals the last in the list.
pub(crate) fn in_force<'a, L: 'a>(
    limits: impl Iterator<Item = &'a L>,
    day: Weekday,
    about: impl Fn(&L) -> (&[Weekday], Moment),
) -> Option<&'a L> {
    let covers = |limit: &&L| {
        let (days, _) = about(limit);
        days.is_empty() || days.contains(&day)
    };
    limits.filter(covers).max_by_key(|limit| about(limit).1.epoch_ms)
}

/// Minutes that a person or a platform gives: a number from 0 on.
pub(super) fn check_minutes(minutes: f64, field: impl FnOnce() -> String) -> Result<()> {
    if minutes.is_finite() && minutes >= 0.0 {
        Ok(())
    } else {
        Err(Error::invalid(field(), "is not a number of minutes from 0 on"))
    }
}

/// A name that must say something.
pub(super) fn check_name(name: &str, field: impl FnOnce() -> String) -> Result<()> {
    if name.is_empty() { Err(Error::invalid(field(), "is empty")) } else { Ok(()) }
}

/// A bedtime that begins on one weekday; `from` > `to` runs past midnight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bedtime {
    /// The weekday on which it begins.
    pub day: Weekday,
    /// Local begin.
    pub from: LocalTime,
    /// Local end, never equal to `from`.
    pub to: LocalTime,
    /// When the rule was last edited.
    pub updated_at: Moment,
}

/// The minutes allowed on the limit day that begins on one weekday.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DailyLimit {
    /// The weekday on which the limit day begins.
    pub day: Weekday,
    /// Minutes allowed.
    pub minutes: f64,
    /// When the rule was last edited.
    pub updated_at: Moment,
}

/// The minutes a day that one app may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppLimit {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// The weekdays on which the limit days begin; none named means every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// Minutes allowed.
    pub minutes: f64,
    /// When the rule was last edited; of several for one app and day the last edited counts.
    pub updated_at: Moment,
}

/// The minutes a day that one kind of apps may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryLimit {
    /// The kind, as the host or the shipped list of apps names it.
    pub category: String,
    /// The weekdays on which the limit days begin; none named means every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// Minutes allowed.
    pub minutes: f64,
    /// Whether each app of the kind has these minutes for itself; by default they share them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each_app: bool,
    /// When the rule was last edited; of several for one kind, day and `each_app` the last edited counts.
    pub updated_at: Moment,
}

/// Use at most so long at a stretch, then a pause.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SessionRule {
    /// Minutes of use after which a pause is due, from 1 on. Breaks shorter than the pause do not part a stretch.
    pub minutes: f64,
    /// Minutes without use that make a pause, from 1 on.
    pub pause_minutes: f64,
}

impl SessionRule {
    fn validate(self) -> Result<()> {
        for (name, minutes) in [("minutes", self.minutes), ("pause_minutes", self.pause_minutes)] {
            if !(minutes.is_finite() && minutes >= 1.0) {
                return Err(Error::invalid(format!("rules.session.{name}"), "is not a number of minutes from 1 on"));
            }
        }
        Ok(())
    }
}

/// What a clock that cannot be trusted does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockPolicy {
    /// The rules stand by the clock as it is, the default: a wrong clock locks nobody out.
    #[default]
    Open,
    /// The device is locked until the clock can be trusted again; apps that are always allowed stay open.
    Closed,
}

impl ClockPolicy {
    fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// What an override does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OverrideAction {
    /// Locks until the next `day_start` or the end of the next bedtime.
    Lock,
    /// Lifts what locks.
    Unlock,
}

/// A lock or unlock made by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleOverride {
    /// What it does.
    pub action: OverrideAction,
    /// When it was made.
    pub created_at: Moment,
    /// For an unlock: how long it lasts, minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f64>,
}

/// The rule in force. `limits::evaluate` knows the first four; the plan knows all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// No rule.
    None,
    /// An override.
    Override,
    /// A bedtime.
    Bedtime,
    /// A daily limit that is used up.
    DailyLimit,
    /// The minutes of one app are used up; never the device's own policy.
    AppLimit,
    /// The minutes of a kind of apps are used up; never the device's own policy.
    CategoryLimit,
    /// A pause after a long stretch of use.
    SessionPause,
    /// The clock cannot be trusted, and the rules then lock.
    ClockUntrusted,
    /// The app is always allowed; never the device's own policy.
    AlwaysAllowed,
}

/// The answer: locked or not, why, until when, what next. Every key is always there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitsState {
    /// Whether the device is locked.
    pub locked: bool,
    /// The rule in force.
    pub policy: Policy,
    /// Minutes left of the daily limit; none without one.
    pub remaining_minutes: Option<f64>,
    /// Since when the daily limit has been used up.
    pub limit_started_at: Option<Moment>,
    /// The first change that the child would notice, within 15 days.
    pub next_change: Option<NextChange>,
    /// When locked: the first instant at which it is not, within 15 days.
    pub unlocks_at: Option<Moment>,
    /// Codes of the reasons, the deciding one first.
    pub reasons: Vec<String>,
}

/// A coming change of state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NextChange {
    /// When.
    pub at: Moment,
    /// The rule in force from then on.
    pub policy: Policy,
}
