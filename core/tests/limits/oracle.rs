//! A slow second answer to the limits question, written another way: it lays out every minute of the time around
//! `now`, paints the rules onto the minutes and then lives through them one by one. Only for whole minutes.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use lachan_core::model::{LimitsCase, LocalTime, Moment, OverrideAction, Policy, RuleOverride, Weekday};

const DAY: usize = 24 * 60;

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
struct Minute {
    bedtime: bool,
    bedtime_lifted: bool,
    limit_lifted: bool,
    locked: bool,
    free: bool,
}

struct Grid {
    /// The first minute, counted from 1970.
    base: i64,
    local: Vec<DateTime>,
    first_of: HashMap<DateTime, usize>,
}

impl Grid {
    fn new(zone: &TimeZone, base: i64, length: usize) -> Self {
        let local: Vec<DateTime> = (0..length as i64)
            .map(|minute| zone.to_datetime(Timestamp::from_second((base + minute) * 60).unwrap()))
            .collect();
        let mut first_of = HashMap::new();
        for (index, at) in local.iter().enumerate() {
            first_of.entry(*at).or_insert(index);
        }
        Self { base, local, first_of }
    }

    /// Where a local time lies; a time that no minute shows is counted on from the last minute before it.
    fn index(&self, date: Date, time: LocalTime) -> Option<usize> {
        let wanted = date.to_datetime(time.civil());
        if let Some(index) = self.first_of.get(&wanted) {
            return Some(*index);
        }
        let after = self.local.iter().position(|at| *at > wanted)?;
        let before = after.checked_sub(1)?;
        let gap = wanted.duration_since(self.local[before]).as_mins();
        Some(before + gap as usize)
    }

    fn dates(&self) -> Vec<Date> {
        let mut date = self.local[0].date();
        let mut all = Vec::new();
        while date < self.local[self.local.len() - 1].date() {
            all.push(date);
            date = date.tomorrow().unwrap();
        }
        all
    }
}

pub fn answer(case: &LimitsCase) -> Answer {
    let zone = TimeZone::get(&case.zone).unwrap();
    let minute = |at: Moment| at.epoch_ms.div_euclid(60_000);
    let mut made: Vec<&RuleOverride> =
        case.rules.overrides.iter().filter(|one| minute(one.created_at) <= minute(case.now)).collect();
    made.sort_by_key(|one| minute(one.created_at));
    let newest = made.pop();

    let first = newest.map_or(minute(case.now), |one| minute(one.created_at));
    let base = first - 5 * DAY as i64;
    let length = (minute(case.now) - base) as usize + 20 * DAY;
    let grid = Grid::new(&zone, base, length);
    let now = (minute(case.now) - base) as usize;

    let mut minutes = vec![Minute::default(); length];
    let mut day_begins: Vec<Option<Weekday>> = vec![None; length];
    for date in grid.dates() {
        let weekday = Weekday::from(date.weekday());
        if let Some(slot) = grid.index(date, case.rules.day_start).and_then(|index| day_begins.get_mut(index)) {
            *slot = Some(weekday);
        }
        for bedtime in case.rules.bedtimes.iter().filter(|bedtime| bedtime.day == weekday) {
            let nights = i64::from(bedtime.to < bedtime.from);
            let from = grid.index(date, bedtime.from).unwrap_or(length);
            let to = grid.index(date.saturating_add(nights.days()), bedtime.to).unwrap_or(length);
            (from..to.min(length)).for_each(|index| minutes[index].bedtime = true);
        }
    }
    let limit_day = |index: usize| (0..=index).rev().find_map(|at| day_begins[at].map(|day| (at, day))).unwrap();
    let allowed = |day: Weekday| {
        let mut of_day: Vec<_> = case.rules.daily_limits.iter().filter(|limit| limit.day == day).collect();
        of_day.sort_by_key(|limit| minute(limit.updated_at));
        of_day.last().map(|limit| limit.minutes)
    };

    let mut used = case.used_minutes;
    let mut limit = allowed(limit_day(now).1);
    let up = limit.is_some_and(|limit| used >= limit);
    let started = up.then(|| minute(case.used_up_at.unwrap_or(case.now)));
    let remaining = limit.map(|limit| (limit - used).max(0.0));

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

    let mut answer =
        Answer { locked: false, policy: Policy::None, remaining, started, next_change: None, unlocks_at: None };
    for index in now..=now + 15 * DAY {
        if let Some(day) = day_begins[index].filter(|_| index > now) {
            (used, limit) = (0.0, allowed(day));
        }
        let used_up = limit.is_some_and(|limit| used >= limit);
        let (locked, policy) = in_force(minutes[index], used_up);
        let at = grid.base + index as i64;
        if index == now {
            (answer.locked, answer.policy) = (locked, policy);
        }
        let same = if locked { answer.locked && answer.policy == policy } else { !answer.locked };
        if !same && answer.next_change.is_none() {
            answer.next_change = Some((at, policy));
        }
        if answer.locked && !locked && answer.unlocks_at.is_none() {
            answer.unlocks_at = Some(at);
        }
        used += if locked { 0.0 } else { 1.0 };
    }
    answer
}

fn in_force(minute: Minute, used_up: bool) -> (bool, Policy) {
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
    limit_day: impl Fn(usize) -> (usize, Weekday),
) -> bool {
    let made = one.created_at.epoch_ms;
    let index = (made.div_euclid(60_000) - grid.base) as usize;
    let today = grid.local[index].date().weekday();
    let of_limits = case.rules.daily_limits.iter().filter(|limit| limit.day == limit_day(index).1);
    let of_today = case.rules.bedtimes.iter().filter(|bedtime| bedtime.day == today.into());
    let of_last_night = case
        .rules
        .bedtimes
        .iter()
        .filter(|bedtime| bedtime.day == today.previous().into() && bedtime.from > bedtime.to);
    let edits = of_limits.map(|limit| limit.updated_at);
    edits.chain(of_today.chain(of_last_night).map(|bedtime| bedtime.updated_at)).any(|edit| edit.epoch_ms > made)
}
