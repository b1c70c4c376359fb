//! Day totals with their quality, from a timeline and checkpoints (contract, "Screen time of a day", rules 11 to 15).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::checkpoints::{Bound, DayBounds};
use super::day::{Day, DayRules};
use super::observation::Observation;
use super::sessions::{RETURN_MS, timeline};
use super::spans::{Span, total_ms, united};
use super::timeline::Timeline;
use super::view;
use crate::model::{AppTotal, Checkpoint, DayNote, DayTotals, DayView, Moment, NoteCode, Quality};
use crate::{Error, Result};

const MS_PER_MINUTE: f64 = 60_000.0;

/// Counts one day. The order and repeats of `facts` and `checkpoints` make no difference.
///
/// `as_of` lengthens what is still open at the end of the facts when it is later than the last of them.
///
/// # Errors
/// `invalid_input`: `day` lies at the very end of the calendar.
pub fn day_totals(
    facts: &[Observation],
    checkpoints: &[Checkpoint],
    day: Date,
    rules: &DayRules,
    as_of: Option<Moment>,
) -> Result<DayTotals> {
    let timeline = timeline(facts, &rules.uncounted, as_of.map(|moment| moment.epoch_ms));
    let days = days_totals(&timeline, checkpoints, day, day, rules)?;
    days.into_iter().next().ok_or_else(|| Error::Internal { place: "screen_time::day_totals".into() })
}

/// Counts the consecutive days from `first` to `last`, both included, in one pass over the timeline.
///
/// # Errors
/// `invalid_input`: a day lies at the very end of the calendar.
pub fn days_totals(
    timeline: &Timeline,
    checkpoints: &[Checkpoint],
    first: Date,
    last: Date,
    rules: &DayRules,
) -> Result<Vec<DayTotals>> {
    each_day(timeline, checkpoints, (first, last), rules, |sheet, bounds| sheet.sum_up(bounds, rules))
}

/// Counts the consecutive days from `first` to `last`, both included, with their kinds of apps and hours; as of days
/// that are not over and have not changed.
///
/// # Errors
/// `invalid_input`: a day lies at the very end of the calendar.
pub fn day_views(
    timeline: &Timeline,
    checkpoints: &[Checkpoint],
    first: Date,
    last: Date,
    rules: &DayRules,
) -> Result<Vec<DayView>> {
    each_day(timeline, checkpoints, (first, last), rules, |sheet, bounds| {
        let apps = sheet.apps.iter().map(|(app, sheet)| (*app, sheet.spans.as_slice(), sheet.quality));
        let categories = view::categories(apps, bounds, rules);
        let hours = view::hours(&united(sheet.device.clone(), 0), sheet.day.span, rules);
        let totals = sheet.sum_up(bounds, rules)?;
        Ok(DayView { totals, categories, hours, closed: false, revision: 0, changed_at: None })
    })
}

/// Gathers each day's share and hands it on, with the doubts that checkpoints bring.
fn each_day<'a, T>(
    timeline: &'a Timeline,
    checkpoints: &'a [Checkpoint],
    (first, last): (Date, Date),
    rules: &'a DayRules,
    mut hand: impl FnMut(Sheet<'a>, &DayBounds<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut sheets: Vec<Sheet<'a>> = rules.days(first, last)?.into_iter().map(Sheet::new).collect();
    write_use(&mut sheets, timeline);
    write_marks(&mut sheets, timeline, rules);
    let bounded = |mut sheet: Sheet<'a>| {
        let bounds = DayBounds::of(&sheet.day, checkpoints, &rules.uncounted);
        let seen = minutes(total_ms(&united(sheet.device.clone(), 0)));
        sheet.weigh(&bounds, seen, rules);
        hand(sheet, &bounds)
    };
    sheets.into_iter().map(bounded).collect()
}

/// What is gathered of one day.
struct Sheet<'a> {
    day: Day,
    device: Vec<Span>,
    apps: BTreeMap<&'a str, AppSheet>,
    pickups: u32,
    quality: Quality,
    notes: Vec<DayNote>,
}

#[derive(Default)]
struct AppSheet {
    spans: Vec<Span>,
    opens: u32,
    quality: Quality,
}

fn write_use<'a>(sheets: &mut [Sheet<'a>], timeline: &'a Timeline) {
    for stretch in &timeline.stretches {
        each_part(sheets, *stretch, |sheet, part| sheet.device.push(part));
    }
    for session in &timeline.sessions {
        each_part(sheets, session.span, |sheet, part| sheet.app(&session.app).spans.push(part));
        if session.opened
            && let Some(sheet) = sheet_of(sheets, session.span.start_ms)
        {
            sheet.app(&session.app).opens += 1;
        }
    }
    for at_ms in &timeline.unlocks {
        if let Some(sheet) = sheet_of(sheets, *at_ms) {
            sheet.pickups += 1;
        }
    }
}

fn write_marks<'a>(sheets: &mut [Sheet<'a>], timeline: &'a Timeline, rules: &DayRules) {
    for mark in &timeline.marks {
        let Some(sheet) = sheet_of(sheets, mark.at_ms) else { continue };
        sheet.doubt(mark.quality, mark.app.as_deref());
        if let Some(code) = mark.code {
            sheet.note(code, mark.app.as_deref(), mark.at_ms, rules);
        }
    }
    for jump in &timeline.jumps {
        let entered = sheet_of(sheets, jump.entered_ms).map(|sheet| sheet.day);
        for at_ms in [jump.left_ms, jump.entered_ms] {
            let Some(sheet) = sheet_of(sheets, at_ms) else { continue };
            sheet.doubt(Quality::Estimated, None);
            jump.apps.iter().for_each(|app| sheet.doubt(Quality::Estimated, Some(app)));
            if at_ms == jump.entered_ms || entered != Some(sheet.day) {
                sheet.note(NoteCode::ClockJump, None, at_ms, rules);
            }
        }
    }
    for gap in timeline.gaps.iter().filter(|gap| gap.span.length_ms() > 0) {
        each_part(sheets, gap.span, |sheet, part| {
            sheet.doubt(Quality::LowerBound, None);
            sheet.note(NoteCode::PermissionGap, None, part.start_ms, rules);
        });
        if let Some(sheet) = sheet_of(sheets, gap.span.start_ms) {
            gap.cut_off.iter().for_each(|app| sheet.doubt(Quality::LowerBound, Some(app)));
        }
    }
}

/// The sheet of the day that holds an instant.
fn sheet_of<'s, 'a>(sheets: &'s mut [Sheet<'a>], at_ms: i64) -> Option<&'s mut Sheet<'a>> {
    let index = sheets.partition_point(|sheet| sheet.day.span.end_ms <= at_ms);
    sheets.get_mut(index).filter(|sheet| sheet.day.span.holds(at_ms))
}

/// Hands each day its part of a span; an empty span is handed to the day that holds it.
fn each_part<'a>(sheets: &mut [Sheet<'a>], span: Span, mut hand: impl FnMut(&mut Sheet<'a>, Span)) {
    let first = sheets.partition_point(|sheet| sheet.day.span.end_ms <= span.start_ms);
    for sheet in sheets.iter_mut().skip(first) {
        let day = sheet.day.span;
        let part = span.clipped_to(day);
        if part.length_ms() > 0 || (span.length_ms() == 0 && day.holds(span.start_ms)) {
            hand(sheet, part);
        } else if day.start_ms >= span.end_ms {
            break;
        }
    }
}

impl<'a> Sheet<'a> {
    fn new(day: Day) -> Self {
        Self { day, device: Vec::new(), apps: BTreeMap::new(), pickups: 0, quality: Quality::Exact, notes: Vec::new() }
    }

    fn app(&mut self, app: &'a str) -> &mut AppSheet {
        self.apps.entry(app).or_default()
    }

    fn doubt(&mut self, quality: Quality, app: Option<&'a str>) {
        self.quality = self.quality.max(quality);
        if let Some(app) = app {
            let sheet = self.app(app);
            sheet.quality = sheet.quality.max(quality);
        }
    }

    fn note(&mut self, code: NoteCode, app: Option<&str>, at_ms: i64, rules: &DayRules) {
        let at = Moment::in_zone(at_ms, &rules.zone);
        self.notes.push(DayNote { code, app: app.map(str::to_owned), at });
    }

    /// Writes the day's record.
    fn sum_up(self, bounds: &DayBounds<'a>, rules: &DayRules) -> Result<DayTotals> {
        let at = |at_ms| Moment::in_zone(at_ms, &rules.zone);
        let device = united(self.device.clone(), 0);
        let seen = minutes(total_ms(&device));

        let nights = rules.nights(self.day.date)?;
        let in_nights = device.iter().flat_map(|span| nights.iter().map(|night| span.clipped_to(*night)));
        let longest = united(device.clone(), RETURN_MS).into_iter().map(Span::length_ms).max().unwrap_or(0);
        let largest_app = bounds.apps.values().map(|bound| bound.minutes).fold(0.0, f64::max);
        let device_bound = bounds.device.map_or(0.0, |bound| bound.minutes);

        let mut notes = self.notes;
        notes.sort_by(|a, b| (a.at, a.code, &a.app).cmp(&(b.at, b.code, &b.app)));
        notes.dedup();
        let opened = self.apps.into_iter().map(|(app, sheet)| app_total(app, sheet, bounds.apps.get(app)));
        let mut apps: Vec<AppTotal> = opened.filter(|total| total.minutes > 0.0 || total.opens > 0).collect();
        apps.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.app.cmp(&b.app)));
        Ok(DayTotals {
            day: self.day.date,
            zone: rules.zone_name.clone(),
            from: at(self.day.span.start_ms),
            to: at(self.day.span.end_ms),
            device_minutes: rounded(seen.max(device_bound).max(largest_app)),
            quality: self.quality,
            apps,
            pickups: self.pickups,
            first_use: self.device.iter().map(|span| span.start_ms).min().map(at),
            last_use: self.device.iter().map(|span| span.end_ms).max().map(at),
            night_minutes: rounded(minutes(in_nights.map(Span::length_ms).sum())),
            longest_session_minutes: rounded(minutes(longest)),
            notes,
        })
    }

    /// Marks the day with the checkpoints that say more than the sessions do, and notes the impossible ones.
    ///
    /// A category's checkpoint raises no total here; where it exceeds the whole device it still tells that the
    /// device's total is too low.
    fn weigh(&mut self, bounds: &DayBounds<'a>, device_minutes: f64, rules: &DayRules) {
        for (app, bound) in &bounds.apps {
            let sheet = self.app(app);
            if bound.minutes > minutes(total_ms(&united(sheet.spans.clone(), 0))) {
                self.bound(Some(app), Some(app), *bound, rules);
            }
        }
        for (category, bound) in &bounds.categories {
            if bound.minutes > device_minutes {
                self.bound(None, Some(category), *bound, rules);
            }
        }
        if let Some(bound) = bounds.device.filter(|bound| bound.minutes > device_minutes) {
            self.bound(None, None, bound, rules);
        }
        for (received_ms, app) in &bounds.dropped {
            self.note(NoteCode::CheckpointDropped, *app, *received_ms, rules);
        }
    }

    fn bound(&mut self, app: Option<&'a str>, named: Option<&str>, bound: Bound, rules: &DayRules) {
        self.doubt(Quality::LowerBound, app);
        self.note(NoteCode::Checkpoint, named, bound.received_ms, rules);
    }
}

fn app_total(app: &str, sheet: AppSheet, bound: Option<&Bound>) -> AppTotal {
    let seen = minutes(total_ms(&united(sheet.spans, 0)));
    let minutes = rounded(seen.max(bound.map_or(0.0, |bound| bound.minutes)));
    AppTotal { app: app.to_owned(), minutes, opens: sheet.opens, quality: sheet.quality }
}

pub(super) fn minutes(ms: i64) -> f64 {
    ms as f64 / MS_PER_MINUTE
}

/// Rounds to 3 decimals.
pub(super) fn rounded(minutes: f64) -> f64 {
    (minutes * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::timeline::{EndedBy, Session};
    use super::*;

    /// 2026-11-20T00:00:00+07:00.
    const MIDNIGHT_MS: i64 = 1_795_107_600_000;

    fn rules() -> DayRules {
        let profile = r#"{"alias":"Bi","birth_year":2013,"zone":"Asia/Ho_Chi_Minh"}"#;
        DayRules::of(&serde_json::from_str(profile).unwrap()).unwrap()
    }

    fn visit(app: &str, start_ms: i64, length_ms: i64) -> Session {
        let start_ms = MIDNIGHT_MS + start_ms;
        let span = Span::new(start_ms, start_ms + length_ms);
        Session {
            app: app.into(),
            span,
            opened: false,
            ended_by: EndedBy::Left,
            begin_exact: true,
            end_exact: true,
            quality: Quality::Exact,
        }
    }

    fn count(sessions: Vec<Session>) -> DayTotals {
        let stretches = sessions.iter().map(|session| session.span).collect();
        let timeline = Timeline { sessions, stretches, ..Timeline::default() };
        let day = date(2026, 11, 20);
        days_totals(&timeline, &[], day, day, &rules()).unwrap().remove(0)
    }

    #[test]
    fn minutes_have_three_decimals_and_what_rounds_to_none_is_not_listed() {
        let day = count(vec![visit("b", 0, 1_000), visit("a", 2_000, 1_010), visit("c", 5_000, 29)]);
        let apps: Vec<(&str, f64)> = day.apps.iter().map(|app| (app.app.as_str(), app.minutes)).collect();
        // 1.000 s and 1.010 s are both 0.017 min: then the id decides.
        assert_eq!(apps, [("a", 0.017), ("b", 0.017)]);
        assert_eq!(day.device_minutes, 0.034);
    }

    #[test]
    fn the_longest_stretch_is_cut_at_the_day() {
        let hour = 3_600_000;
        let day = count(vec![visit("film", -hour, 3 * hour), visit("film", 23 * hour, 2 * hour)]);
        assert_eq!((day.device_minutes, day.longest_session_minutes), (180.0, 120.0));
        assert_eq!((day.first_use, day.last_use), (Some(day.from), Some(day.to)));
    }

    #[test]
    fn a_range_without_days_is_empty() {
        let days = days_totals(&Timeline::default(), &[], date(2026, 11, 20), date(2026, 11, 19), &rules());
        assert_eq!(days, Ok(vec![]));
    }
}
