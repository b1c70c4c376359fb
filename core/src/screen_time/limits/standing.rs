//! Rules 3 to 7: what the overrides do from `now` on.

use jiff::civil;

use super::calendar::{Calendar, past_midnight};
use super::{HORIZON_MS, ms_after, nanos};
use crate::model::{LimitsRules, OverrideAction, RuleOverride, Weekday};

/// What the one override that counts does. Every `until` is the first instant at which it does so no more.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing {
    /// There is none, or it is cancelled.
    Nothing,
    /// Locks.
    Lock { until: i64 },
    /// Lifts every rule.
    Unlock { until: i64 },
    /// Lifts what locked when it was made: the bedtime, the used-up limit.
    Lift { bedtime_until: Option<i64>, limit_until: Option<i64> },
}

impl Standing {
    /// Finds the override that counts and what it does. `up_since` tells since when the limit has been used up.
    pub fn of(rules: &LimitsRules, calendar: &Calendar<'_>, now: i64, up_since: Option<i64>) -> Self {
        let made = rules.overrides.iter().filter(|by_hand| by_hand.created_at.epoch_ms <= now);
        // Of equal keys `max_by_key` gives the last, as rule 3 wants.
        match made.max_by_key(|by_hand| by_hand.created_at.epoch_ms) {
            Some(newest) if !cancelled(newest, rules, calendar) => Self::of_newest(newest, calendar, now, up_since),
            _ => Self::Nothing,
        }
    }

    fn of_newest(newest: &RuleOverride, calendar: &Calendar<'_>, now: i64, up_since: Option<i64>) -> Self {
        let made = newest.created_at.epoch_ms;
        let next_day_start = calendar.limit_day(made).to;
        match (newest.action, newest.minutes) {
            (OverrideAction::Lock, _) => {
                let bedtime_end = calendar.first_bedtime_end(made, next_day_start).unwrap_or(i64::MAX);
                Self::Lock { until: next_day_start.min(bedtime_end) }
            }
            (OverrideAction::Unlock, Some(minutes)) => {
                Self::Unlock { until: made.saturating_add(ms_after(nanos(minutes))) }
            }
            (OverrideAction::Unlock, None) => {
                let up_before = up_since.filter(|since| *since <= made);
                let up_that_day = up_before.filter(|since| calendar.limit_day(*since).to == next_day_start);
                Self::Lift {
                    bedtime_until: calendar.bedtime_end(made, now.saturating_add(HORIZON_MS)),
                    limit_until: up_that_day.map(|_| next_day_start),
                }
            }
        }
    }

    pub fn locks(&self, at: i64) -> bool {
        matches!(self, Self::Lock { until } if at < *until)
    }

    pub fn unlocks_all(&self, at: i64) -> bool {
        matches!(self, Self::Unlock { until } if at < *until)
    }

    pub fn lifts_bedtime(&self, at: i64) -> bool {
        matches!(self, Self::Lift { bedtime_until: Some(until), .. } if at < *until)
    }

    pub fn lifts_limit(&self, at: i64) -> bool {
        matches!(self, Self::Lift { limit_until: Some(until), .. } if at < *until)
    }

    /// The instants at which it does something no more.
    pub fn ends(&self) -> impl Iterator<Item = i64> {
        let (one, other) = match *self {
            Self::Nothing => (None, None),
            Self::Lock { until } | Self::Unlock { until } => (Some(until), None),
            Self::Lift { bedtime_until, limit_until } => (bedtime_until, limit_until),
        };
        one.into_iter().chain(other)
    }
}

/// Rule 4: whether a rule that an override may have been about was edited after it.
fn cancelled(by_hand: &RuleOverride, rules: &LimitsRules, calendar: &Calendar<'_>) -> bool {
    let made = by_hand.created_at.epoch_ms;
    let limit_day = calendar.limit_day(made).weekday;
    let weekday = calendar.date(made).weekday();
    let (today, day_before) = (Weekday::from(weekday), Weekday::from(civil::Weekday::previous(weekday)));

    let limits = rules.daily_limits.iter().filter(|limit| limit.day == limit_day).map(|limit| limit.updated_at);
    let bedtimes = rules
        .bedtimes
        .iter()
        .filter(|bedtime| bedtime.day == today || (bedtime.day == day_before && past_midnight(bedtime)));
    limits.chain(bedtimes.map(|bedtime| bedtime.updated_at)).any(|edited| edited.epoch_ms > made)
}
