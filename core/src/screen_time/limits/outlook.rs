//! Rules 8 and 10: which rule is in force at an instant, and what comes next.

use super::calendar::{Calendar, LimitDay, Window};
use super::standing::Standing;
use super::{HORIZON_MS, Use};
use crate::model::{Moment, NextChange, Policy};

/// Why the device is locked or held open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Bedtime,
    DailyLimit,
    OverrideLock,
    OverrideUnlock,
}

impl Reason {
    /// The code in [`LimitsState::reasons`](crate::model::LimitsState::reasons).
    pub fn code(self) -> &'static str {
        match self {
            Self::Bedtime => "bedtime",
            Self::DailyLimit => "daily_limit",
            Self::OverrideLock => "override_lock",
            Self::OverrideUnlock => "override_unlock",
        }
    }
}

/// The rule in force: that of the first reason.
pub(super) fn policy(reasons: &[Reason]) -> Policy {
    match reasons.first() {
        None => Policy::None,
        Some(Reason::Bedtime) => Policy::Bedtime,
        Some(Reason::DailyLimit) => Policy::DailyLimit,
        Some(Reason::OverrideLock | Reason::OverrideUnlock) => Policy::Override,
    }
}

/// Whether the reasons lock the device.
pub(super) fn locked(reasons: &[Reason]) -> bool {
    reasons.first().is_some_and(|reason| *reason != Reason::OverrideUnlock)
}

/// All that is settled for the time from `now` to the horizon.
pub(super) struct Outlook<'a> {
    calendar: &'a Calendar<'a>,
    standing: Standing,
    bedtimes: Vec<Window>,
    /// The instants at which a bedtime begins or ends or the override ends, in order.
    turns: Vec<i64>,
    now: i64,
    horizon: i64,
}

impl<'a> Outlook<'a> {
    pub fn new(calendar: &'a Calendar<'a>, standing: Standing, now: i64) -> Self {
        let horizon = now.saturating_add(HORIZON_MS);
        let bedtimes: Vec<Window> = calendar.bedtimes(now, horizon).collect();
        let mut turns: Vec<i64> =
            bedtimes.iter().flat_map(|bedtime| [bedtime.from, bedtime.to]).chain(standing.ends()).collect();
        turns.sort_unstable();
        Self { calendar, standing, bedtimes, turns, now, horizon }
    }

    /// The reasons that hold at an instant, in the order of rule 8.
    pub fn reasons(&self, at: i64, used_up: bool) -> Vec<Reason> {
        if self.standing.unlocks_all(at) {
            return vec![Reason::OverrideUnlock];
        }
        let bedtime = self.bedtimes.iter().any(|bedtime| bedtime.holds(at));
        let lifts_bedtime = self.standing.lifts_bedtime(at);
        let lifts_limit = self.standing.lifts_limit(at);
        let locks = [
            (Reason::Bedtime, bedtime && !lifts_bedtime),
            (Reason::DailyLimit, used_up && !lifts_limit),
            (Reason::OverrideLock, self.standing.locks(at)),
        ];
        let mut reasons: Vec<Reason> =
            locks.into_iter().filter_map(|(reason, holds)| holds.then_some(reason)).collect();
        if reasons.is_empty() && (lifts_bedtime || lifts_limit) {
            reasons.push(Reason::OverrideUnlock);
        }
        reasons
    }

    /// The first change that the child notices and, when locked, the first instant of being unlocked. The child uses
    /// the device whenever it is not locked.
    pub fn look_ahead(&self, today: LimitDay, used: Use) -> (Option<NextChange>, Option<Moment>) {
        let (mut at, mut day, mut used) = (self.now, today, used);
        let mut reasons = self.reasons(at, used.is_up());
        let (first_policy, first_locked) = (policy(&reasons), locked(&reasons));
        let (mut next_change, mut unlocks_at) = (None, None);

        while next_change.is_none() || (first_locked && unlocks_at.is_none()) {
            let in_use = !locked(&reasons);
            let next = self.next_turn(at, &day, used.left_ms().filter(|_| in_use));
            if next > self.horizon {
                break;
            }
            if in_use {
                used.add_ms(next - at);
            }
            at = next;
            if at >= day.to {
                day = self.calendar.limit_day(at);
                used = Use::none_yet(self.calendar.rules, &day);
            }
            reasons = self.reasons(at, used.is_up());

            let (policy, locked) = (policy(&reasons), locked(&reasons));
            let moment = Moment::in_zone(at, self.calendar.zone);
            let noticed = locked != first_locked || (locked && policy != first_policy);
            if noticed && next_change.is_none() {
                next_change = Some(NextChange { at: moment, policy });
            }
            if first_locked && !locked && unlocks_at.is_none() {
                unlocks_at = Some(moment);
            }
        }
        (next_change, unlocks_at)
    }

    /// The first instant after `at` at which something may change.
    fn next_turn(&self, at: i64, day: &LimitDay, left_ms: Option<i64>) -> i64 {
        let turn = self.turns.iter().copied().find(|turn| *turn > at).unwrap_or(i64::MAX);
        let used_up = left_ms.map_or(i64::MAX, |left| at.saturating_add(left));
        turn.min(day.to).min(used_up)
    }
}
