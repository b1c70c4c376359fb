//! Rules 8 and 10: which rule is in force at an instant, and what comes next.

use super::HORIZON_MS;
use super::calendar::Window;
use super::meters::{Meters, World};
use super::standing::Standing;
use crate::model::{Moment, NextChange, Policy};

/// Why the device or an app is locked or held open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Bedtime,
    DailyLimit,
    OverrideLock,
    SessionPause,
    AppLimit,
    CategoryLimit,
    OverrideUnlock,
    ClockUntrusted,
    AlwaysAllowed,
}

impl Reason {
    /// The code in [`LimitsState::reasons`](crate::model::LimitsState::reasons).
    pub fn code(self) -> &'static str {
        match self {
            Self::Bedtime => "bedtime",
            Self::DailyLimit => "daily_limit",
            Self::OverrideLock => "override_lock",
            Self::SessionPause => "session_pause",
            Self::AppLimit => "app_limit",
            Self::CategoryLimit => "category_limit",
            Self::OverrideUnlock => "override_unlock",
            Self::ClockUntrusted => "clock_untrusted",
            Self::AlwaysAllowed => "always_allowed",
        }
    }

    fn policy(self) -> Policy {
        match self {
            Self::Bedtime => Policy::Bedtime,
            Self::DailyLimit => Policy::DailyLimit,
            Self::OverrideLock | Self::OverrideUnlock => Policy::Override,
            Self::SessionPause => Policy::SessionPause,
            Self::AppLimit => Policy::AppLimit,
            Self::CategoryLimit => Policy::CategoryLimit,
            Self::ClockUntrusted => Policy::ClockUntrusted,
            Self::AlwaysAllowed => Policy::AlwaysAllowed,
        }
    }
}

/// The codes of reasons.
pub(super) fn codes(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| reason.code().to_owned()).collect()
}

/// The rule in force: that of the first reason.
pub(super) fn policy(reasons: &[Reason]) -> Policy {
    reasons.first().map_or(Policy::None, |reason| reason.policy())
}

/// Whether the reasons lock.
pub(super) fn locked(reasons: &[Reason]) -> bool {
    reasons.first().is_some_and(|reason| !matches!(reason, Reason::OverrideUnlock | Reason::AlwaysAllowed))
}

/// All that is settled for the time from `now` to the horizon.
pub(super) struct Outlook<'a> {
    world: &'a World<'a>,
    standing: Standing,
    bedtimes: Vec<Window>,
    /// The instants at which a bedtime begins or ends or the override ends, in order.
    turns: Vec<i64>,
    now: i64,
    horizon: i64,
}

impl<'a> Outlook<'a> {
    pub fn new(world: &'a World<'a>, standing: Standing, now: i64) -> Self {
        let horizon = now.saturating_add(HORIZON_MS);
        let bedtimes: Vec<Window> = world.calendar.bedtimes(now, horizon).collect();
        let mut turns: Vec<i64> =
            bedtimes.iter().flat_map(|bedtime| [bedtime.from, bedtime.to]).chain(standing.ends()).collect();
        turns.sort_unstable();
        Self { world, standing, bedtimes, turns, now, horizon }
    }

    /// The reasons that hold at an instant, in the order of rule 8; a pause comes after the contract's own rules, and
    /// the limits of apps after all that lock the device.
    pub fn reasons(&self, at: i64, meters: &Meters<'_>) -> Vec<Reason> {
        if self.standing.unlocks_all(at) {
            return vec![Reason::OverrideUnlock];
        }
        let mut reasons = self.device_locks(at, meters);
        for reason in [Reason::AppLimit, Reason::CategoryLimit] {
            if meters.apps.iter().any(|(budget, spent)| budget.reason() == reason && spent.is_up()) {
                reasons.push(reason);
            }
        }
        if reasons.is_empty() && (self.lifts_bedtime_or_limit(at)) {
            reasons.push(Reason::OverrideUnlock);
        }
        reasons
    }

    /// The reasons for which the whole device is locked, no running unlock being there.
    fn device_locks(&self, at: i64, meters: &Meters<'_>) -> Vec<Reason> {
        let bedtime = self.bedtimes.iter().any(|bedtime| bedtime.holds(at));
        let locks = [
            (Reason::Bedtime, bedtime && !self.standing.lifts_bedtime(at)),
            (Reason::DailyLimit, meters.daily.is_up() && !self.standing.lifts_limit(at)),
            (Reason::OverrideLock, self.standing.locks(at)),
            (Reason::SessionPause, meters.stretch.is_some_and(|stretch| stretch.spent.is_up())),
        ];
        locks.into_iter().filter_map(|(reason, holds)| holds.then_some(reason)).collect()
    }

    fn lifts_bedtime_or_limit(&self, at: i64) -> bool {
        self.standing.lifts_bedtime(at) || self.standing.lifts_limit(at)
    }

    fn device_in_use(&self, at: i64, meters: &Meters<'_>) -> bool {
        self.standing.unlocks_all(at) || self.device_locks(at, meters).is_empty()
    }

    /// The first change that the child notices and, when locked, the first instant of being unlocked. The child uses
    /// the device whenever it is not locked, and so it does the app that the meters are about.
    pub fn look_ahead(&self, mut meters: Meters<'_>) -> (Option<NextChange>, Option<Moment>) {
        let mut at = self.now;
        let mut reasons = self.reasons(at, &meters);
        let (first_policy, first_locked) = (policy(&reasons), locked(&reasons));
        let (mut next_change, mut unlocks_at) = (None, None);

        while next_change.is_none() || (first_locked && unlocks_at.is_none()) {
            let (device_in_use, app_in_use) = (self.device_in_use(at, &meters), !locked(&reasons));
            let next = self.next_turn(at).min(meters.next_turn(at, device_in_use, app_in_use));
            if next > self.horizon {
                break;
            }
            meters.pass(at, next, device_in_use, app_in_use, self.world);
            at = next;
            reasons = self.reasons(at, &meters);

            let (policy, locked) = (policy(&reasons), locked(&reasons));
            let moment = Moment::in_zone(at, self.world.calendar.zone);
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

    /// The first instant after `at` at which a bedtime or the override may change something.
    fn next_turn(&self, at: i64) -> i64 {
        self.turns.iter().copied().find(|turn| *turn > at).unwrap_or(i64::MAX)
    }
}
