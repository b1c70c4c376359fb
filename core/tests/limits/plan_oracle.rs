//! The slow second answer for the whole plan: the same minutes as the device's oracle, lived through once for the
//! device and once for each app, with the ledger, the stretch and the budgets of apps counted by hand.

use jiff::ToSpan;
use jiff::civil::Date;
use lachan_core::model::{ClockPolicy, GrantKind, GrantTarget, LimitsCase, Moment, PlanCase, Policy, Weekday};

use crate::oracle::{Answer, DAY, allowed, in_force, minute, scene};

/// The answer for an app, or for the device. The rule is that of the app where it is one.
pub fn answer(case: &PlanCase, app: Option<&str>) -> Answer {
    let of_device = LimitsCase {
        zone: case.zone.clone(),
        now: case.now,
        rules: case.rules.clone(),
        used_minutes: case.used_minutes,
        used_up_at: case.used_up_at,
    };
    let device_limit = |begins: &[Option<Date>], day: Date| {
        let extra = extra(case, begins, day, GrantTarget::Device);
        allowed(&of_device, day).map(|minutes| (minutes + extra).max(0.0))
    };
    let scene = scene(&of_device, device_limit);
    let budgets = app.map_or(Vec::new(), |app| budgets(case, app));

    let limits_of = |day: Date| -> (Option<f64>, Vec<Option<f64>>) {
        let of_apps = budgets.iter().map(|budget| budget.allowed(case, &scene.day_begins, day));
        (device_limit(&scene.day_begins, day), of_apps.collect())
    };
    let (mut limit, mut limits) = limits_of(scene.today);
    let mut device_used = case.used_minutes;
    let mut used: Vec<f64> = budgets.iter().map(|budget| budget.used).collect();
    let mut stretch = case.stretch_minutes;
    let mut last_use = minute(case.last_use_at.unwrap_or(case.now)).min(minute(case.now));
    let session = case.rules.session;
    let mut answer = Answer::at_first(None, if app.is_none() { scene.started } else { None });
    for index in scene.now..=scene.now + 15 * DAY {
        let first = index == scene.now;
        if let Some(begun) = scene.day_begins[index].filter(|_| !first) {
            device_used = 0.0;
            used.fill(0.0);
            (limit, limits) = limits_of(begun);
        }
        let at = scene.grid.base + index as i64;
        if session.is_some_and(|rule| at - last_use >= rule.pause_minutes as i64) {
            stretch = 0.0;
        }
        if first {
            let left = |(limit, used): (Option<f64>, f64)| limit.map(|limit| (limit - used).max(0.0));
            let of_apps = limits.iter().copied().zip(used.iter().copied());
            let of_stretch = [(session.map(|rule| rule.minutes), stretch)];
            let all = [(limit, device_used)].into_iter().chain(of_apps).chain(of_stretch);
            answer.remaining = match app {
                None => left((limit, device_used)),
                Some(_) => all.filter_map(left).reduce(f64::min),
            };
        }
        if let Some((locked, policy)) = fixed(case, app) {
            let remaining = answer.remaining.filter(|_| locked);
            return Answer { locked, policy, remaining, ..answer };
        }
        let now = scene.minutes[index];
        let (mut device_locked, mut device_policy) = in_force(now, limit.is_some_and(|limit| device_used >= limit));
        if !now.free && !device_locked && session.is_some_and(|rule| stretch >= rule.minutes) {
            (device_locked, device_policy) = (true, Policy::SessionPause);
        }
        let (mut locked, mut policy) = (device_locked, device_policy);
        if !now.free && !device_locked {
            let up = |wanted: Policy| {
                let mut of_apps = budgets.iter().zip(&limits).zip(&used);
                of_apps
                    .any(|((budget, limit), used)| budget.policy == wanted && limit.is_some_and(|limit| *used >= limit))
            };
            if let Some(app_policy) = [Policy::AppLimit, Policy::CategoryLimit].into_iter().find(|one| up(*one)) {
                (locked, policy) = (true, app_policy);
            }
        }
        answer.live(first, at, locked, policy);
        if answer.is_whole() {
            break;
        }
        if !device_locked {
            device_used += 1.0;
            stretch += 1.0;
            last_use = at + 1;
        }
        if !locked {
            used.iter_mut().for_each(|used| *used += 1.0);
        }
    }
    answer
}

/// What no time changes: an app that is always allowed, or a clock that locks.
fn fixed(case: &PlanCase, app: Option<&str>) -> Option<(bool, Policy)> {
    let free = app.is_some_and(|app| case.rules.always_allowed.iter().any(|one| one == app));
    let shut = case.clock_doubtful && case.rules.on_doubtful_clock == ClockPolicy::Closed;
    match (free, shut) {
        (true, _) => Some((false, Policy::AlwaysAllowed)),
        (false, true) => Some((true, Policy::ClockUntrusted)),
        (false, false) => None,
    }
}

/// What the ledger adds to a day: one look through all entries.
fn extra(case: &PlanCase, begins: &[Option<Date>], day: Date, target: GrantTarget<'_>) -> f64 {
    let next_day = |date: Date| {
        let later = begins.iter().flatten().find(|begun| **begun > date);
        later.copied().unwrap_or(date.saturating_add(1.day()))
    };
    let mut sum = 0.0;
    let mut known: Vec<&str> = Vec::new();
    for entry in &case.grants {
        if known.contains(&entry.id.as_str()) || minute(entry.at) > minute(case.now) {
            continue;
        }
        known.push(&entry.id);
        if entry.target() != target {
            continue;
        }
        let gives =
            matches!(entry.kind, GrantKind::Granted | GrantKind::Earned | GrantKind::Code | GrantKind::Borrowed);
        if gives && entry.day == day {
            sum += entry.minutes;
        }
        if entry.kind == GrantKind::Borrowed && next_day(entry.day) == day {
            sum -= entry.minutes;
        }
    }
    sum
}

struct AppBudget {
    policy: Policy,
    target: Target,
    used: f64,
    rules: Vec<(Vec<Weekday>, f64, Moment)>,
}

enum Target {
    App(String),
    Category(String),
}

impl AppBudget {
    fn allowed(&self, case: &PlanCase, begins: &[Option<Date>], day: Date) -> Option<f64> {
        let weekday = Weekday::from(day.weekday());
        let mut of_day: Vec<_> =
            self.rules.iter().filter(|(days, ..)| days.is_empty() || days.contains(&weekday)).collect();
        of_day.sort_by_key(|(.., edited)| minute(*edited));
        let (_, minutes, _) = of_day.last()?;
        let target = match &self.target {
            Target::App(app) => GrantTarget::App(app),
            Target::Category(category) => GrantTarget::Category(category),
        };
        Some((minutes + extra(case, begins, day, target)).max(0.0))
    }
}

fn budgets(case: &PlanCase, app: &str) -> Vec<AppBudget> {
    let told = case.apps.iter().find(|used| used.app == app);
    let used = told.map_or(0.0, |used| used.minutes);
    let own = case.rules.app_limits.iter().filter(|limit| limit.app == app);
    let mut budgets = vec![AppBudget {
        policy: Policy::AppLimit,
        target: Target::App(app.to_owned()),
        used,
        rules: own.map(|limit| (limit.days.clone(), limit.minutes, limit.updated_at)).collect(),
    }];
    if let Some(category) = told.and_then(|used| used.category.clone()) {
        let of_kind = |each: bool| {
            let limits = case.rules.category_limits.iter();
            let mine = limits.filter(|limit| limit.category == category && limit.each_app == each);
            mine.map(|limit| (limit.days.clone(), limit.minutes, limit.updated_at)).collect()
        };
        let together: f64 = match case.categories.iter().find(|used| used.category == category) {
            Some(used) => used.minutes,
            None => case
                .apps
                .iter()
                .filter(|used| {
                    used.category.as_ref() == Some(&category) && !case.rules.always_allowed.contains(&used.app)
                })
                .map(|used| used.minutes)
                .sum(),
        };
        let (each, shared) = (of_kind(true), of_kind(false));
        budgets.push(AppBudget { policy: Policy::AppLimit, target: Target::App(app.to_owned()), used, rules: each });
        budgets.push(AppBudget {
            policy: Policy::CategoryLimit,
            target: Target::Category(category),
            used: together,
            rules: shared,
        });
    }
    budgets
}
