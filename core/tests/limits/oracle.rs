//! A slow second answer to the limits question, written another way: it lays out every minute of the time around
//! `now`, paints the rules onto the minutes and then lives through them one by one. Only for whole minutes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use lachan_core::model::{LimitsCase, LocalTime, Moment, OverrideAction, Policy, RuleOverride, Weekday};

pub const DAY: usize = 24 * 60;

/// The parts of a state that the oracle tells, times as minutes since 1970.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub locked: bool,
    pub policy: Policy,
    pub remaining: Option<f64>,
    pub started: Option<i64>,
    pub next_change: Option<(i64, Policy)>,
    pub unlocks_at: Option<i64>,
}

#[derive(Clone, Copy, Default)]
pub struct Minute {
    pub bedtime: bool,
    pub bedtime_lifted: bool,
    pub limit_lifted: bool,
    pub locked: bool,
    pub free: bool,
}

pub struct Grid {
    /// The first minute, counted from 1970.
    pub base: i64,
    /// What the clock shows, minute by minute, as [`shown`].
    local: Vec<i64>,
    /// What the zone adds to UTC somewhere in the grid, minutes.
    offsets: Vec<i64>,
}

/// No zone of ours changes its clock between two quarters of an hour.
const BLOCK: usize = 15;

impl Grid {
    /// The grid of a zone, kept for the next case of the same stretch of time: laying it out is the slow part.
    fn kept(zone: &str, base: i64, length: usize) -> Rc<Self> {
        thread_local! { static KEPT: RefCell<HashMap<(String, i64, usize), Rc<Grid>>> = RefCell::default(); }
        let key = (zone.to_owned(), base, length);
        let make = || Rc::new(Self::new(&TimeZone::get(zone).unwrap(), base, length));
        KEPT.with_borrow_mut(|kept| kept.entry(key).or_insert_with(make).clone())
    }

    fn new(zone: &TimeZone, base: i64, length: usize) -> Self {
        let mut local = Vec::with_capacity(length);
        let mut offsets = Vec::new();
        for block in (0..length as i64).step_by(BLOCK) {
            let offset = i64::from(zone.to_offset(Timestamp::from_second((base + block) * 60).unwrap()).seconds() / 60);
            if !offsets.contains(&offset) {
                offsets.push(offset);
            }
            let shown = base + block + offset;
            local.extend(shown..shown + BLOCK as i64);
        }
        Self { base, local, offsets }
    }

    /// Where a local time lies; a time that no minute shows is counted on from the last minute before it.
    fn index(&self, date: Date, time: LocalTime) -> Option<usize> {
        let wanted = shown(date.to_datetime(time.civil()));
        let places = self.offsets.iter().filter_map(|offset| usize::try_from(wanted - offset - self.base).ok());
        if let Some(index) = places.filter(|index| self.local.get(*index) == Some(&wanted)).min() {
            return Some(index);
        }
        let after = self.local.iter().position(|at| *at > wanted)?;
        let before = after.checked_sub(1)?;
        Some(before + (wanted - self.local[before]) as usize)
    }

    fn date(&self, index: usize) -> Date {
        TimeZone::UTC.to_datetime(Timestamp::from_second(self.local[index] * 60).unwrap()).date()
    }

    fn dates(&self) -> Vec<Date> {
        let mut date = self.date(0);
        let mut all = Vec::new();
        while date < self.date(self.local.len() - 1) {
            all.push(date);
            date = date.tomorrow().unwrap();
        }
        all
    }
}

/// What a clock shows, as minutes since it showed the first of 1970.
fn shown(local: DateTime) -> i64 {
    TimeZone::UTC.to_timestamp(local).unwrap().as_second().div_euclid(60)
}

/// The rules painted onto the minutes.
pub struct Scene {
    pub grid: Rc<Grid>,
    pub now: usize,
    pub minutes: Vec<Minute>,
    /// The date of the limit day that begins at a minute.
    pub day_begins: Vec<Option<Date>>,
    /// The date of the limit day that holds `now`.
    pub today: Date,
    /// Since when the daily limit is used up.
    pub started: Option<i64>,
}

pub fn minute(at: Moment) -> i64 {
    at.epoch_ms.div_euclid(60_000)
}

/// What the rules allow on a limit day.
pub fn allowed(case: &LimitsCase, day: Date) -> Option<f64> {
    let weekday = Weekday::from(day.weekday());
    let mut of_day: Vec<_> = case.rules.daily_limits.iter().filter(|limit| limit.day == weekday).collect();
    of_day.sort_by_key(|limit| minute(limit.updated_at));
    of_day.last().map(|limit| limit.minutes)
}

/// Paints everything but use. `allowed` gives the minutes of today, from the begins of the limit days.
pub fn scene(case: &LimitsCase, allowed: impl Fn(&[Option<Date>], Date) -> Option<f64>) -> Scene {
    let mut made: Vec<&RuleOverride> =
        case.rules.overrides.iter().filter(|one| minute(one.created_at) <= minute(case.now)).collect();
    made.sort_by_key(|one| minute(one.created_at));
    let newest = made.pop();

    let first = newest.map_or(minute(case.now), |one| minute(one.created_at));
    let coarse = 10 * DAY as i64;
    let base = (first - 5 * DAY as i64).div_euclid(coarse) * coarse;
    let length = (((minute(case.now) - base) as usize) / DAY + 20) / 10 * 10 * DAY + 10 * DAY;
    let grid = Grid::kept(&case.zone, base, length);
    let now = (minute(case.now) - base) as usize;

    let mut minutes = vec![Minute::default(); length];
    let mut day_begins: Vec<Option<Date>> = vec![None; length];
    for date in grid.dates() {
        let weekday = Weekday::from(date.weekday());
        if let Some(slot) = grid.index(date, case.rules.day_start).and_then(|index| day_begins.get_mut(index)) {
            *slot = Some(date);
        }
        for bedtime in case.rules.bedtimes.iter().filter(|bedtime| bedtime.day == weekday) {
            let nights = i64::from(bedtime.to < bedtime.from);
            let from = grid.index(date, bedtime.from).unwrap_or(length);
            let to = grid.index(date.saturating_add(nights.days()), bedtime.to).unwrap_or(length);
            (from..to.min(length)).for_each(|index| minutes[index].bedtime = true);
        }
    }
    let limit_day = |index: usize| (0..=index).rev().find_map(|at| day_begins[at].map(|day| (at, day))).unwrap();

    let today = limit_day(now).1;
    let up = allowed(&day_begins, today).is_some_and(|limit| case.used_minutes >= limit);
    let started = up.then(|| minute(case.used_up_at.unwrap_or(case.now)));

    if let Some(one) = newest.filter(|one| !edited_since(one, case, &grid, limit_day)) {
        let begin = (minute(one.created_at) - base) as usize;
        match (one.action, one.minutes) {
            (OverrideAction::Lock, _) => {
                let mut index = begin;
                loop {
                    minutes[index].locked = true;
                    index += 1;
                    if day_begins[index].is_some() || (minutes[index - 1].bedtime && !minutes[index].bedtime) {
                        break;
                    }
                }
            }
            (OverrideAction::Unlock, Some(long)) => {
                minutes[begin..].iter_mut().take(long as usize).for_each(|minute| minute.free = true);
            }
            (OverrideAction::Unlock, None) => {
                minutes[begin..].iter_mut().take_while(|at| at.bedtime).for_each(|at| at.bedtime_lifted = true);
                let since = started.and_then(|at| usize::try_from(at - grid.base).ok());
                if since.is_some_and(|at| at <= begin && limit_day(at) == limit_day(begin)) {
                    let mut index = begin;
                    while index == begin || day_begins[index].is_none() {
                        minutes[index].limit_lifted = true;
                        index += 1;
                    }
                }
            }
        }
    }
    Scene { grid, now, minutes, day_begins, today, started }
}

pub fn answer(case: &LimitsCase) -> Answer {
    let scene = scene(case, |_, day| allowed(case, day));
    let (mut used, mut limit) = (case.used_minutes, allowed(case, scene.today));
    let mut answer = Answer::at_first(limit.map(|limit| (limit - used).max(0.0)), scene.started);
    for index in scene.now..=scene.now + 15 * DAY {
        if let Some(day) = scene.day_begins[index].filter(|_| index > scene.now) {
            (used, limit) = (0.0, allowed(case, day));
        }
        let (locked, policy) = in_force(scene.minutes[index], limit.is_some_and(|limit| used >= limit));
        answer.live(index == scene.now, scene.grid.base + index as i64, locked, policy);
        used += if locked { 0.0 } else { 1.0 };
    }
    answer
}

impl Answer {
    pub fn at_first(remaining: Option<f64>, started: Option<i64>) -> Self {
        Self { locked: false, policy: Policy::None, remaining, started, next_change: None, unlocks_at: None }
    }

    /// Takes note of one more minute.
    pub fn live(&mut self, first: bool, at: i64, locked: bool, policy: Policy) {
        if first {
            (self.locked, self.policy) = (locked, policy);
        }
        let same = if locked { self.locked && self.policy == policy } else { !self.locked };
        if !same && self.next_change.is_none() {
            self.next_change = Some((at, policy));
        }
        if self.locked && !locked && self.unlocks_at.is_none() {
            self.unlocks_at = Some(at);
        }
    }

    /// Whether no later minute can add anything.
    pub fn is_whole(&self) -> bool {
        self.next_change.is_some() && (!self.locked || self.unlocks_at.is_some())
    }
}

pub fn in_force(minute: Minute, used_up: bool) -> (bool, Policy) {
    match minute {
        Minute { free: true, .. } => (false, Policy::Override),
        Minute { bedtime: true, bedtime_lifted: false, .. } => (true, Policy::Bedtime),
        Minute { limit_lifted: false, .. } if used_up => (true, Policy::DailyLimit),
        Minute { locked: true, .. } => (true, Policy::Override),
        Minute { bedtime: true, .. } => (false, Policy::Override),
        _ if used_up => (false, Policy::Override),
        _ => (false, Policy::None),
    }
}

fn edited_since(
    one: &RuleOverride,
    case: &LimitsCase,
    grid: &Grid,
    limit_day: impl Fn(usize) -> (usize, Date),
) -> bool {
    let made = one.created_at.epoch_ms;
    let index = (made.div_euclid(60_000) - grid.base) as usize;
    let today = grid.date(index).weekday();
    let of_limits = case.rules.daily_limits.iter().filter(|limit| limit.day == limit_day(index).1.weekday().into());
    let of_today = case.rules.bedtimes.iter().filter(|bedtime| bedtime.day == today.into());
    let of_last_night = case
        .rules
        .bedtimes
        .iter()
        .filter(|bedtime| bedtime.day == today.previous().into() && bedtime.from > bedtime.to);
    let edits = of_limits.map(|limit| limit.updated_at);
    edits.chain(of_today.chain(of_last_night).map(|bedtime| bedtime.updated_at)).any(|edit| edit.epoch_ms > made)
}
