//! What runs while the device is used: the day's use against its limits, and the running stretch.

use super::calendar::{Calendar, LimitDay};
use super::grants::Extras;
use super::outlook::Reason;
use super::{MINUTE_NANOS, ms_after, nanos};
use crate::model::{GrantTarget, LimitsRules, SessionRule, Weekday, in_force};

/// Use of one limit day. Whole nanoseconds, so that adding and subtracting minutes leaves no rounding noise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    /// What the limit allows, if the day has one.
    pub allowed: Option<i128>,
    /// What has been used.
    pub used: i128,
}

impl Use {
    pub fn is_up(&self) -> bool {
        self.allowed.is_some_and(|allowed| self.used >= allowed)
    }

    fn add_ms(&mut self, ms: i64) {
        self.used = self.used.saturating_add(i128::from(ms) * 1_000_000);
    }

    /// How long use can still go on, to the next whole millisecond; none without a limit or once it is up.
    fn left_ms(&self) -> Option<i64> {
        self.allowed.filter(|_| !self.is_up()).map(|allowed| ms_after(allowed.saturating_sub(self.used)))
    }

    pub fn remaining_minutes(&self) -> Option<f64> {
        self.allowed.map(|allowed| allowed.saturating_sub(self.used).max(0) as f64 / MINUTE_NANOS)
    }

    pub fn allowed_minutes(&self) -> Option<f64> {
        self.allowed.map(|allowed| allowed as f64 / MINUTE_NANOS)
    }
}

/// A limit with a day's minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Budget<'a> {
    /// The daily limit of the device.
    Device,
    /// The limit of one app.
    App(&'a str),
    /// The limit that each app of a kind has for itself.
    EachApp { category: &'a str, app: &'a str },
    /// The limit that a kind of apps shares.
    Category(&'a str),
}

impl Budget<'_> {
    /// The reason when its minutes are used up.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Device => Reason::DailyLimit,
            Self::App(_) | Self::EachApp { .. } => Reason::AppLimit,
            Self::Category(_) => Reason::CategoryLimit,
        }
    }

    /// Its minutes by the rules alone.
    pub fn minutes(&self, rules: &LimitsRules, day: Weekday) -> Option<f64> {
        let shared = |category: &str, each: bool| {
            let limits = rules.category_limits.iter();
            let of_kind = limits.filter(move |limit| limit.category == category && limit.each_app == each);
            in_force(of_kind, day, |limit| (&limit.days, limit.updated_at)).map(|limit| limit.minutes)
        };
        match *self {
            Self::Device => rules.allowed_minutes(day),
            Self::App(app) => {
                let of_app = rules.app_limits.iter().filter(|limit| limit.app == app);
                in_force(of_app, day, |limit| (&limit.days, limit.updated_at)).map(|limit| limit.minutes)
            }
            Self::EachApp { category, .. } => shared(category, true),
            Self::Category(category) => shared(category, false),
        }
    }

    fn target(&self) -> GrantTarget<'_> {
        match *self {
            Self::Device => GrantTarget::Device,
            Self::App(app) | Self::EachApp { app, .. } => GrantTarget::App(app),
            Self::Category(category) => GrantTarget::Category(category),
        }
    }

    /// What it allows on a limit day, extra time counted.
    pub fn allowed(&self, rules: &LimitsRules, extras: &Extras<'_>, day: &LimitDay) -> Option<i128> {
        let minutes = self.minutes(rules, day.weekday)?;
        Some(extras.raise(nanos(minutes), day.date, self.target()))
    }
}

/// A stretch of use and the pause that ends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Use since the last pause against what is allowed at a stretch.
    pub spent: Use,
    pause_ms: i64,
    /// The end of the last use.
    idle_since: i64,
}

impl Stretch {
    /// The stretch that runs at `now`.
    pub fn new(rule: &SessionRule, used_minutes: f64, last_use: i64, now: i64) -> Self {
        let spent = Use { allowed: Some(nanos(rule.minutes)), used: nanos(used_minutes) };
        let pause_ms = ms_after(nanos(rule.pause_minutes));
        let mut stretch = Self { spent, pause_ms, idle_since: last_use.min(now) };
        stretch.rest_until(now);
        stretch
    }

    /// The end of the pause if nothing is used meanwhile.
    fn rested_at(&self) -> i64 {
        self.idle_since.saturating_add(self.pause_ms)
    }

    fn rest_until(&mut self, at: i64) {
        if at >= self.rested_at() {
            self.spent.used = 0;
        }
    }
}

/// All that runs. `apps` is empty when the question is about the device.
#[derive(Debug, Clone)]
pub(super) struct Meters<'a> {
    pub day: LimitDay,
    pub daily: Use,
    pub stretch: Option<Stretch>,
    pub apps: Vec<(Budget<'a>, Use)>,
}

impl Meters<'_> {
    /// The first instant after `at` at which one of them may change something.
    pub fn next_turn(&self, at: i64, device_in_use: bool, app_in_use: bool) -> i64 {
        let daily = self.daily.left_ms().filter(|_| device_in_use);
        let apps = self.apps.iter().filter_map(|(_, spent)| spent.left_ms().filter(|_| app_in_use));
        let stretch = self.stretch.and_then(|stretch| match device_in_use {
            true => stretch.spent.left_ms(),
            false => (stretch.rested_at() > at).then(|| stretch.rested_at() - at),
        });
        let first = daily.into_iter().chain(apps).chain(stretch).min();
        self.day.to.min(first.map_or(i64::MAX, |ms| at.saturating_add(ms)))
    }

    /// Lets time pass from `at` to `to`, at which a new limit day may begin.
    pub fn pass(&mut self, at: i64, to: i64, device_in_use: bool, app_in_use: bool, world: &World<'_>) {
        let ms = to - at;
        if device_in_use {
            self.daily.add_ms(ms);
        }
        if let Some(stretch) = &mut self.stretch {
            if device_in_use {
                stretch.spent.add_ms(ms);
                stretch.idle_since = to;
            } else {
                stretch.rest_until(to);
            }
        }
        if app_in_use {
            self.apps.iter_mut().for_each(|(_, spent)| spent.add_ms(ms));
        }
        if to >= self.day.to {
            self.day = world.calendar.limit_day(to);
            self.daily = world.none_yet(&Budget::Device, &self.day);
            for (budget, spent) in &mut self.apps {
                *spent = world.none_yet(budget, &self.day);
            }
        }
    }
}

/// What does not change while time passes.
pub(super) struct World<'a> {
    pub calendar: Calendar<'a>,
    pub extras: Extras<'a>,
}

impl World<'_> {
    /// The use at the begin of a limit day.
    fn none_yet(&self, budget: &Budget<'_>, day: &LimitDay) -> Use {
        Use { allowed: budget.allowed(self.calendar.rules, &self.extras, day), used: 0 }
    }

    /// The use of a day that is told in minutes.
    pub fn begun(&self, budget: &Budget<'_>, day: &LimitDay, used_minutes: f64) -> Use {
        Use { used: nanos(used_minutes), ..self.none_yet(budget, day) }
    }
}
