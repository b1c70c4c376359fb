//! Limits and bedtimes: what stood on a day, and whether it was kept.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Room;
use crate::model::{self, Bedtime, DailyLimit, GrantKind, LimitsRules, Moment, OverrideAction, Quality, Weekday};
use crate::report::format;
use crate::report::model::{DayState, DayUsage, ExtraTime, Grant, LimitDay, Outcome, RuleLine, RulesPart, Window};
use crate::report::strings::fill;
use crate::screen_time::limits::with_extra;

/// Use up to a minute over a rule is not held against anyone: a device takes a moment to lock.
const TOLERANCE_MS: i64 = 60_000;
const TOLERANCE_MINUTES: f64 = 1.0;

/// Adds to a recorded day the limit and the bedtimes that stood, and how they went.
pub(super) fn judge(room: &Room<'_>, day: &mut DayUsage) {
    let (Some(rules), Some(from), Some(to)) = (&room.input.rules, day.from, day.to) else { return };
    let extra = grants(rules, from, to).next().is_some();
    day.limit = limit_of(rules, day.day.weekday().into()).filter(|limit| limit.updated_at.epoch_ms < to.epoch_ms).map(
        |limit| {
            let allowed = with_extra(limit.minutes, &room.input.ledger, room.input.generated_at, day.day);
            LimitDay { minutes: limit.minutes, outcome: limit_outcome(day, allowed, extra) }
        },
    );
    day.bedtimes = bedtimes_of(room, rules, day.day, from, to);
    day.bedtime_outcome = bedtime_outcome(day, extra);
}

/// The limit of a weekday: the last edited one, of equals the last in the list.
fn limit_of(rules: &LimitsRules, weekday: Weekday) -> Option<&DailyLimit> {
    rules.daily_limits.iter().filter(|limit| limit.day == weekday).max_by_key(|limit| limit.updated_at.epoch_ms)
}

fn limit_outcome(day: &DayUsage, limit: f64, extra: bool) -> Option<Outcome> {
    if day.minutes > limit + TOLERANCE_MINUTES {
        return Some(match (day.quality, extra) {
            (Quality::Estimated, _) => Outcome::Unknown,
            (_, true) => Outcome::ExceededWithExtra,
            (_, false) => Outcome::Exceeded,
        });
    }
    match day.state {
        DayState::Complete if day.quality == Quality::Exact => Some(Outcome::Kept),
        DayState::Complete | DayState::Partial => Some(Outcome::KeptAsSeen),
        _ => None,
    }
}

/// Bedtimes inside [from, to), joined where they touch; those edited after their end are left out.
fn bedtimes_of(room: &Room<'_>, rules: &LimitsRules, date: Date, from: Moment, to: Moment) -> Vec<Window> {
    let mut spans: Vec<(i64, i64)> = [-1_i64, 0, 1]
        .iter()
        .map(|ahead| date.saturating_add(ahead.days()))
        .flat_map(|start| {
            let of_day = move |rule: &&Bedtime| rule.day == Weekday::from(start.weekday());
            rules.bedtimes.iter().filter(of_day).map(move |rule| (rule, start))
        })
        .filter_map(|(rule, start)| {
            let end = if rule.from < rule.to { start } else { start.saturating_add(1.day()) };
            let span = (instant(room, start, rule.from)?, instant(room, end, rule.to)?);
            (rule.updated_at.epoch_ms < span.1).then_some(span)
        })
        .map(|(begin, end)| (begin.max(from.epoch_ms), end.min(to.epoch_ms)))
        .filter(|(begin, end)| begin < end)
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (begin, end) in spans {
        match joined.last_mut() {
            Some(last) if begin <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((begin, end)),
        }
    }
    let shown = |at: i64| Moment::in_zone(at, &room.zone);
    joined.into_iter().map(|(begin, end)| Window { from: shown(begin), to: shown(end) }).collect()
}

/// A local time as an instant: in a gap moved on by the gap, of a repeated time the first (RFC 5545).
fn instant(room: &Room<'_>, date: Date, time: crate::model::LocalTime) -> Option<i64> {
    let at = room.zone.to_ambiguous_timestamp(date.to_datetime(time.civil())).compatible().ok()?;
    Some(at.as_millisecond())
}

/// First and last use tell whether the ends of a day's bedtimes were kept; a bedtime between them is not known.
fn bedtime_outcome(day: &DayUsage, extra: bool) -> Option<Outcome> {
    if day.bedtimes.is_empty() || !matches!(day.state, DayState::Complete | DayState::Partial) {
        return None;
    }
    let (Some(first), Some(last)) = (day.first_use, day.last_use) else {
        return Some(if day.quality == Quality::Exact { Outcome::Kept } else { Outcome::KeptAsSeen });
    };
    let (first, last) = (first.epoch_ms, last.epoch_ms);
    let used = |window: &Window| {
        let (begin, end) = (window.from.epoch_ms, window.to.epoch_ms);
        let begun_inside = begin <= first && first < end - TOLERANCE_MS;
        let ended_inside = begin + TOLERANCE_MS < last && last <= end;
        begun_inside || ended_inside
    };
    let outside =
        |window: &Window| window.to.epoch_ms <= first + TOLERANCE_MS || window.from.epoch_ms >= last - TOLERANCE_MS;
    Some(match () {
        () if day.bedtimes.iter().any(used) && extra => Outcome::ExceededWithExtra,
        () if day.bedtimes.iter().any(used) => Outcome::Exceeded,
        () if !day.bedtimes.iter().all(outside) => Outcome::Unknown,
        () if day.quality == Quality::Exact => Outcome::Kept,
        () => Outcome::KeptAsSeen,
    })
}

/// Unlocks made in [from, to).
fn grants(rules: &LimitsRules, from: Moment, to: Moment) -> impl Iterator<Item = Grant> + '_ {
    let inside = move |at: Moment| from.epoch_ms <= at.epoch_ms && at.epoch_ms < to.epoch_ms;
    rules
        .overrides
        .iter()
        .filter(move |made| made.action == OverrideAction::Unlock && inside(made.created_at))
        .map(|made| Grant { at: made.created_at, minutes: made.minutes })
}

/// The rules in words and how they went.
pub(super) fn part(room: &Room<'_>, days: &[DayUsage]) -> RulesPart {
    let rules = room.input.rules.as_ref();
    let limits = Tally::of(days.iter().filter_map(|day| day.limit.as_ref()?.outcome));
    let bedtimes = Tally::of(days.iter().filter_map(|day| day.bedtime_outcome));
    RulesPart {
        lines: rules.map(|rules| lines(room, rules)).unwrap_or_default(),
        limit_kept_days: limits.kept,
        limit_exceeded_days: limits.exceeded,
        bedtime_kept_days: bedtimes.kept,
        bedtime_exceeded_days: bedtimes.exceeded,
        extra_time: extra_time(room, days),
        text: text(room, limits, bedtimes),
        note: note(room, days),
    }
}

#[derive(Clone, Copy)]
struct Tally {
    kept: u32,
    exceeded: u32,
}

impl Tally {
    fn of(outcomes: impl Iterator<Item = Outcome>) -> Self {
        outcomes.fold(Self { kept: 0, exceeded: 0 }, |tally, outcome| match outcome {
            Outcome::Kept | Outcome::KeptAsSeen => Self { kept: tally.kept + 1, ..tally },
            Outcome::Exceeded | Outcome::ExceededWithExtra => Self { exceeded: tally.exceeded + 1, ..tally },
            Outcome::Unknown => tally,
        })
    }

    fn all(self) -> u32 {
        self.kept + self.exceeded
    }
}

fn text(room: &Room<'_>, limits: Tally, bedtimes: Tally) -> String {
    let words = &room.data.strings.rules;
    let standing =
        room.input.rules.as_ref().is_some_and(|rules| !(rules.bedtimes.is_empty() && rules.daily_limits.is_empty()));
    if !standing {
        return words.none.clone();
    }
    let sentences: Vec<String> = [(&words.limit_days, limits), (&words.bedtime_days, bedtimes)]
        .iter()
        .filter(|(_, tally)| tally.all() > 0)
        .map(|(form, tally)| fill(form, &[("kept", &tally.kept.to_string()), ("days", &tally.all().to_string())]))
        .collect();
    if sentences.is_empty() { words.nothing_judged.clone() } else { sentences.join(" ") }
}

fn note(room: &Room<'_>, days: &[DayUsage]) -> Option<String> {
    let words = &room.data.strings.rules;
    let rules = room.input.rules.as_ref()?;
    let mut notes: Vec<String> = Vec::new();
    let begins = (rules.day_start, room.input.profile.day_start);
    if !rules.daily_limits.is_empty() && begins.0 != begins.1 {
        let (limit, report) = (begins.0.to_string(), begins.1.to_string());
        notes.push(fill(&words.other_day_start, &[("limit", &limit), ("report", &report)]));
    }
    let edited_later = days.iter().filter(|day| day.state != DayState::NotYet).any(|day| {
        let later = |edited: Moment| day.to.is_some_and(|to| edited.epoch_ms >= to.epoch_ms);
        limit_of(rules, day.day.weekday().into()).is_some_and(|limit| later(limit.updated_at))
            || rules.bedtimes.iter().any(|rule| rule.day == Weekday::from(day.day.weekday()) && later(rule.updated_at))
    });
    if edited_later {
        notes.push(words.edited_later.clone());
    }
    (!notes.is_empty()).then(|| notes.join(" "))
}

fn extra_time(room: &Room<'_>, days: &[DayUsage]) -> ExtraTime {
    let bounds = days.iter().find_map(|day| day.from).zip(days.iter().rev().find_map(|day| day.to));
    let unlocks: Vec<Grant> = match (&room.input.rules, bounds) {
        (Some(rules), Some((from, to))) => grants(rules, from, to).collect(),
        _ => Vec::new(),
    };
    let entries = |kinds: &'static [GrantKind]| {
        let (first, last) = (room.input.period.first_day(), room.input.period.last_day());
        let inside = move |entry: &&model::Grant| (first..=last).contains(&entry.day) && kinds.contains(&entry.kind);
        room.input.ledger.iter().filter(inside)
    };
    let given = entries(&[GrantKind::Granted, GrantKind::Code, GrantKind::Borrowed])
        .map(|entry| Grant { at: entry.at, minutes: Some(entry.minutes) });
    let mut granted: Vec<Grant> = unlocks.into_iter().chain(given).collect();
    granted.sort_by_key(|grant| grant.at.epoch_ms);
    let granted_minutes = format::round3(granted.iter().filter_map(|grant| grant.minutes).sum());
    let asked = u32::try_from(entries(&[GrantKind::Asked]).count()).unwrap_or(u32::MAX);
    let earned = entries(&[GrantKind::Earned]).fold(0.0, |sum, entry| sum + entry.minutes);
    // A host that keeps no ledger does not tell of no wish: not known is not zero.
    let known = !room.input.ledger.is_empty();
    ExtraTime {
        granted,
        granted_minutes,
        asked: known.then_some(asked),
        earned_minutes: known.then(|| format::round3(earned)),
    }
}

/// One line for all weekdays that share a rule, in the order of the week.
fn lines(room: &Room<'_>, rules: &LimitsRules) -> Vec<RuleLine> {
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let words = &room.data.strings;
    let mut found: Vec<(&'static str, String, String, Vec<Weekday>)> = Vec::new();
    let mut add = |rule: &'static str, a: String, b: String, day: Weekday| match found
        .iter_mut()
        .find(|(kind, x, y, _)| *kind == rule && *x == a && *y == b)
    {
        Some((.., days)) if !days.contains(&day) => days.push(day),
        Some(_) => {}
        None => found.push((rule, a, b, vec![day])),
    };
    for day in WEEK {
        if let Some(limit) = limit_of(rules, day) {
            add("daily_limit", format::duration(&words.dates, limit.minutes), String::new(), day);
        }
    }
    for day in WEEK {
        for rule in rules.bedtimes.iter().filter(|rule| rule.day == day) {
            add("bedtime", rule.from.to_string(), rule.to.to_string(), day);
        }
    }
    let line = |(rule, a, b, days): (&'static str, String, String, Vec<Weekday>)| {
        let on = format::weekdays(&words.dates, &days);
        let text = match rule {
            "bedtime" => fill(&words.rules.bedtime_line, &[("from", &a), ("to", &b), ("days", &on)]),
            _ => fill(&words.rules.limit_line, &[("time", &a), ("days", &on)]),
        };
        RuleLine { rule, days, text }
    };
    found.into_iter().map(line).collect()
}
