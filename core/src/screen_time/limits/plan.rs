//! The whole answer: the device with its extra time, every app, and the warnings.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::grants::{self, Extras};
use super::meters::{Budget, Meters, Stretch, Use, World};
use super::outlook::{self, Reason};
use super::words::Speaker;
use super::{Device, MINUTE_NANOS, Verdict};
use crate::Result;
use crate::model::{
    AppPlan, AppUse, Balance, ClockPolicy, GrantTarget, Moment, NextChange, Plan, PlanCase, Warning, zone,
};

/// Milliseconds of one minute.
const MINUTE_MS: i64 = 60_000;

/// Says of the device and of each app whether it is locked at `now`, why, until when and what comes next, and which
/// warnings are due.
///
/// Beside the contract's rules: extra time raises the limit of its day; a pause locks like a bedtime, after the
/// contract's own rules; an app is locked with the device, and by the limits on itself, on each app of its kind and on
/// its kind together, the least of them binding. A running unlock with minutes lifts all of these; an unlock without
/// minutes lifts what the contract says and nothing more. A clock that cannot be trusted locks before all else if the
/// rules say so; nothing is foretold then. An app that is always allowed is never locked. With none of the fields used
/// that the contract does not have, `device` is what [`evaluate`](super::evaluate) says.
///
/// # Errors
/// [`Error::InvalidInput`](crate::Error::InvalidInput) with the path of the field, as [`PlanCase::validate`]; an
/// unknown `zone`.
pub fn plan(case: &PlanCase) -> Result<Plan> {
    let zone = zone(&case.zone)?;
    case.validate()?;
    let now = case.now.epoch_ms;
    let calendar = Calendar::new(&zone, &case.rules);
    let extras = Extras::of(&case.grants, now, |date| calendar.day_after(date));
    let world = World { calendar, extras };
    let last_use = case.last_use_at.unwrap_or(case.now).epoch_ms;
    let stretch = case.rules.session.map(|rule| Stretch::new(&rule, case.stretch_minutes, last_use, now));
    let device = Device::at(&world, case.now, case.used_minutes, case.used_up_at, stretch);
    let speaker = Speaker::new(case.language, &zone, now)?;

    let shut = case.clock_doubtful && case.rules.on_doubtful_clock == ClockPolicy::Closed;
    let of_device = if shut { device.held(Reason::ClockUntrusted, Vec::new()) } else { device.verdict(Vec::new()) };
    let kinds = used_by_kind(case);
    let mut warner =
        Warner { minutes: &case.rules.warn_at_minutes, now: case.now, speaker: &speaker, due: vec![], next: None };
    warner.look(None, &of_device);
    let apps = asked_about(case).into_iter().map(|app| {
        let verdict = match shut {
            _ if case.rules.always_allowed.contains(&app.app) => device.held(Reason::AlwaysAllowed, Vec::new()),
            true => device.held(Reason::ClockUntrusted, budgets(&device, &app, &kinds)),
            false => device.verdict(budgets(&device, &app, &kinds)),
        };
        if verdict.next_change != of_device.next_change {
            warner.look(Some(&app.app), &verdict);
        }
        AppPlan {
            locked: outlook::locked(&verdict.reasons),
            policy: outlook::policy(&verdict.reasons),
            remaining_minutes: remaining(&verdict),
            reasons: outlook::codes(&verdict.reasons),
            text: speaker.state(&verdict, &case.rules),
            next_change: verdict.next_change,
            unlocks_at: verdict.unlocks_at,
            app: app.app,
        }
    });
    let apps = apps.collect();
    Ok(Plan {
        device: device.state(&of_device),
        text: speaker.state(&of_device, &case.rules),
        extra_time: balance_of(case, &world.calendar, GrantTarget::Device),
        apps,
        warnings: warner.due,
        next_warning: warner.next,
    })
}

/// Gives the minutes that the device has in the limit day that holds `now`, extra time counted; none without a limit.
///
/// # Errors
/// As [`plan`].
pub fn allowed_minutes(case: &PlanCase) -> Result<Option<f64>> {
    let zone = zone(&case.zone)?;
    case.validate()?;
    let calendar = Calendar::new(&zone, &case.rules);
    let extras = Extras::of(&case.grants, case.now.epoch_ms, |date| calendar.day_after(date));
    let today = calendar.limit_day(case.now.epoch_ms);
    Ok(Budget::Device.allowed(&case.rules, &extras, &today).map(|allowed| allowed as f64 / MINUTE_NANOS))
}

/// Sums up the ledger of a case for the limit day that holds `now` and one target.
///
/// # Errors
/// As [`plan`].
pub fn balance(case: &PlanCase, target: GrantTarget<'_>) -> Result<Balance> {
    let zone = zone(&case.zone)?;
    case.validate()?;
    Ok(balance_of(case, &Calendar::new(&zone, &case.rules), target))
}

fn balance_of(case: &PlanCase, calendar: &Calendar<'_>, target: GrantTarget<'_>) -> Balance {
    let now = case.now.epoch_ms;
    let today = calendar.limit_day(now);
    let known = asked_about(case);
    let of_app = |app: &str| known.iter().find(|used| used.app == app);
    let (budgets, used) = match target {
        GrantTarget::Device => (vec![Budget::Device], case.used_minutes),
        GrantTarget::App(app) => {
            let category = of_app(app).and_then(|used| used.category.as_deref());
            let each = category.map(|category| Budget::EachApp { category, app });
            ([Budget::App(app)].into_iter().chain(each).collect(), of_app(app).map_or(0.0, |used| used.minutes))
        }
        GrantTarget::Category(category) => {
            (vec![Budget::Category(category)], used_by_kind(case).get(category).copied().unwrap_or(0.0))
        }
    };
    let limit = budgets.iter().filter_map(|budget| budget.minutes(&case.rules, today.weekday)).reduce(f64::min);
    grants::balance(&case.grants, now, (today.date, target), |date| calendar.day_after(date), limit, used)
}

/// The apps that a plan tells of: those of the case and those with a limit of their own, by id.
fn asked_about(case: &PlanCase) -> Vec<AppUse> {
    let limited =
        case.rules.app_limits.iter().map(|limit| AppUse { app: limit.app.clone(), minutes: 0.0, category: None });
    // What the case tells of an app replaces what the rules alone know.
    let by_id: BTreeMap<String, AppUse> =
        limited.chain(case.apps.iter().cloned()).map(|used| (used.app.clone(), used)).collect();
    by_id.into_values().collect()
}

/// Minutes by kind of apps; what the host says of a kind replaces the sum over its apps. Apps that are always allowed
/// count against nothing.
fn used_by_kind(case: &PlanCase) -> BTreeMap<&str, f64> {
    let mut kinds: BTreeMap<&str, f64> = BTreeMap::new();
    for used in case.apps.iter().filter(|used| !case.rules.always_allowed.contains(&used.app)) {
        if let Some(category) = &used.category {
            *kinds.entry(category).or_default() += used.minutes;
        }
    }
    kinds.extend(case.categories.iter().map(|of_kind| (of_kind.category.as_str(), of_kind.minutes)));
    kinds
}

/// The budgets that bind an app, with their use.
fn budgets<'a>(device: &Device<'a>, app: &'a AppUse, kinds: &BTreeMap<&str, f64>) -> Vec<(Budget<'a>, Use)> {
    let begun = |budget: Budget<'a>, minutes| (budget, device.world.begun(&budget, &device.meters.day, minutes));
    let mut budgets = vec![begun(Budget::App(&app.app), app.minutes)];
    if let Some(category) = app.category.as_deref() {
        budgets.push(begun(Budget::EachApp { category, app: &app.app }, app.minutes));
        budgets.push(begun(Budget::Category(category), kinds.get(category).copied().unwrap_or(0.0)));
    }
    budgets
}

/// What the daily limit, the app's budgets and the stretch leave, the least of them.
fn remaining(verdict: &Verdict<'_>) -> Option<f64> {
    if verdict.reasons.contains(&Reason::AlwaysAllowed) {
        return None;
    }
    let meters = &verdict.meters;
    let stretch = meters.stretch.map(|stretch| stretch.spent);
    let apps = meters.apps.iter().map(|(_, spent)| *spent);
    [meters.daily].into_iter().chain(stretch).chain(apps).filter_map(|spent| spent.remaining_minutes()).reduce(f64::min)
}

impl<'a> Device<'a> {
    /// A verdict for one reason that no time changes.
    fn held(&self, reason: Reason, apps: Vec<(Budget<'a>, Use)>) -> Verdict<'a> {
        let meters = Meters { apps, ..self.meters.clone() };
        Verdict { reasons: vec![reason], next_change: None, unlocks_at: None, meters }
    }
}

/// Gathers warnings.
struct Warner<'a> {
    minutes: &'a [u16],
    now: Moment,
    speaker: &'a Speaker<'a>,
    due: Vec<Warning>,
    next: Option<Warning>,
}

impl Warner<'_> {
    /// Adds the warnings of the lock to come: the tightest that is reached, and the next.
    fn look(&mut self, app: Option<&str>, verdict: &Verdict<'_>) {
        let Some(lock) = verdict.next_change.as_ref().filter(|_| !outlook::locked(&verdict.reasons)) else { return };
        let left_ms = lock.at.epoch_ms - self.now.epoch_ms;
        let before = |minutes: &&u16| i64::from(**minutes) * MINUTE_MS;
        let reached = self.minutes.iter().filter(|minutes| left_ms <= before(minutes)).min();
        let to_come = self.minutes.iter().filter(|minutes| before(minutes) < left_ms).max();
        if let Some(minutes) = reached {
            let left = (left_ms + MINUTE_MS - 1) / MINUTE_MS;
            self.due.push(self.warning(app, *minutes, lock, left));
        }
        if let Some(minutes) = to_come {
            let warning = self.warning(app, *minutes, lock, i64::from(*minutes));
            if self.next.as_ref().is_none_or(|next| warning.at.epoch_ms < next.at.epoch_ms) {
                self.next = Some(warning);
            }
        }
    }

    fn warning(&self, app: Option<&str>, minutes: u16, lock: &NextChange, left: i64) -> Warning {
        Warning {
            app: app.map(str::to_owned),
            minutes,
            at: self.speaker.moment(lock.at.epoch_ms - i64::from(minutes) * MINUTE_MS),
            locks_at: lock.at,
            policy: lock.policy,
            text: self.speaker.warning(lock.policy, left),
        }
    }
}
