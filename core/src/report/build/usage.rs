//! Days, totals, apps, quality and the comparison with the period before.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Room, rules};
use crate::model::{AppTotal, DayKnowledge, DayTotals, NotComparable, NoteCode, PeriodDay, Quality};
use crate::report::PeriodKind;
use crate::report::format::{self, round3};
use crate::report::model::{
    AppUse, Comparison, DayAppUse, DayState, DayUsage, KindUse, LongestSession, QualityNote, QualityPart,
};
use crate::report::strings::{QualityWords, fill};
use crate::screen_time::period::{self, Mean, knowledge};

/// A change of the daily mean below this many minutes is called no change.
pub(super) const SMALL_CHANGE: f64 = 5.0;

/// Sums over the period.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub minutes: f64,
    pub night_minutes: f64,
    pub nights: u32,
    pub opens: u32,
    pub pickups: u32,
}

impl Sums {
    pub fn of(days: &[DayUsage]) -> Self {
        let zero = Self { minutes: 0.0, night_minutes: 0.0, nights: 0, opens: 0, pickups: 0 };
        let sum = days.iter().fold(zero, |sum, day| Self {
            minutes: sum.minutes + day.minutes,
            night_minutes: sum.night_minutes + day.night_minutes,
            nights: sum.nights + u32::from(day.night_minutes >= 1.0),
            opens: sum.opens.saturating_add(day.opens),
            pickups: sum.pickups.saturating_add(day.pickups),
        });
        Self { minutes: round3(sum.minutes), night_minutes: round3(sum.night_minutes), ..sum }
    }
}

/// The days in their order.
pub(super) fn days(room: &Room<'_>) -> Vec<DayUsage> {
    room.input.period.days().iter().map(|date| day(room, *date)).collect()
}

fn day(room: &Room<'_>, date: Date) -> DayUsage {
    let totals = room.input.days.iter().find(|totals| totals.day == date);
    let state = state(room, date, totals);
    let recorded = totals.filter(|_| !matches!(state, DayState::NotYet | DayState::NotRecorded));
    let mut day = DayUsage {
        day: date,
        state,
        from: totals.map(|totals| totals.from),
        to: totals.map(|totals| totals.to),
        minutes: 0.0,
        night_minutes: 0.0,
        quality: Quality::Exact,
        opens: 0,
        pickups: 0,
        longest_session_minutes: 0.0,
        first_use: None,
        last_use: None,
        limit: None,
        bedtimes: Vec::new(),
        bedtime_outcome: None,
        apps: Vec::new(),
    };
    if let Some(totals) = recorded {
        day.minutes = round3(totals.device_minutes);
        day.night_minutes = round3(totals.night_minutes.min(totals.device_minutes));
        day.quality = totals.quality;
        day.opens = totals.apps.iter().fold(0, |sum: u32, app| sum.saturating_add(app.opens));
        day.pickups = totals.pickups;
        day.longest_session_minutes = round3(totals.longest_session_minutes);
        (day.first_use, day.last_use) = (totals.first_use, totals.last_use);
        day.apps = totals.apps.iter().map(|app| day_app(room, app)).collect();
        rules::judge(room, &mut day);
    }
    day
}

fn day_app(room: &Room<'_>, app: &AppTotal) -> DayAppUse {
    DayAppUse {
        app: app.app.clone(),
        name: room.data.app_name(&app.app),
        kind: room.input.kinds.of(&app.app).to_owned(),
        minutes: round3(app.minutes),
        opens: app.opens,
        quality: app.quality,
    }
}

fn state(room: &Room<'_>, date: Date, totals: Option<&DayTotals>) -> DayState {
    let Some(totals) = totals else {
        let today = room.zone.to_datetime(room.input.generated_at.timestamp()).date();
        return if date > today { DayState::NotYet } else { DayState::NotRecorded };
    };
    match knowledge(totals, consent_ms(room), room.input.generated_at.epoch_ms) {
        DayKnowledge::Unknown => DayState::NotRecorded,
        DayKnowledge::NotYet => DayState::NotYet,
        DayKnowledge::Running => DayState::Running,
        DayKnowledge::Partial => DayState::Partial,
        DayKnowledge::Complete => DayState::Complete,
    }
}

/// When consent began; without a record, always.
fn consent_ms(room: &Room<'_>) -> i64 {
    room.input.consent.as_ref().map_or(i64::MIN, |consent| consent.given_at.epoch_ms)
}

/// The day as periods are compared by.
fn line(day: &DayUsage) -> PeriodDay {
    let knowledge = match day.state {
        DayState::NotRecorded => DayKnowledge::Unknown,
        DayState::NotYet => DayKnowledge::NotYet,
        DayState::Running => DayKnowledge::Running,
        DayState::Partial => DayKnowledge::Partial,
        DayState::Complete => DayKnowledge::Complete,
    };
    PeriodDay { day: day.day, knowledge, minutes: day.minutes, pickups: day.pickups, quality: day.quality }
}

/// The daily mean.
pub(super) fn mean(days: &[DayUsage]) -> Option<Mean> {
    let lines: Vec<PeriodDay> = days.iter().map(line).collect();
    period::mean(lines.iter())
}

pub(super) fn longest_session(days: &[DayUsage]) -> Option<LongestSession> {
    let longest = days
        .iter()
        .reduce(|best, day| if day.longest_session_minutes > best.longest_session_minutes { day } else { best })?;
    (longest.longest_session_minutes > 0.0).then_some(LongestSession {
        minutes: longest.longest_session_minutes,
        day: longest.day,
        quality: longest.quality,
    })
}

/// Says how the period compares with the one before.
pub(super) fn comparison(room: &Room<'_>, days: &[DayUsage]) -> Comparison {
    let words = &room.data.strings.usage;
    let covered = room.input.period;
    let before: Vec<PeriodDay> = covered.previous().days().into_iter().map(|date| line_before(room, date)).collect();
    let lines: Vec<PeriodDay> = days.iter().map(line).collect();
    let compared = period::compare(&lines, &before, period::pairing(covered.first_day(), covered.last_day()));
    let text = match compared.change_minutes {
        None if compared.reason == Some(NotComparable::NoPrevious) => words.no_previous.clone(),
        None => words.not_comparable.clone(),
        Some(change) => {
            let form = match change {
                small if small.abs() < SMALL_CHANGE => &words.same,
                more if more > 0.0 => &words.more,
                _ => &words.less,
            };
            let sentence = fill(form, &[("change", &format::duration(&room.data.strings.dates, change.abs()))]);
            match covered.kind() {
                PeriodKind::Day => format!("{sentence}."),
                PeriodKind::Week | PeriodKind::Month => format!("{sentence} ({}).", words.compared.of(compared.days)),
            }
        }
    };
    Comparison {
        comparable: compared.comparable,
        days: compared.days,
        change_minutes: compared.change_minutes,
        previous_mean_minutes: compared.previous_mean_minutes,
        text,
    }
}

/// A day of the period before, which is over.
fn line_before(room: &Room<'_>, date: Date) -> PeriodDay {
    let none =
        || PeriodDay { day: date, knowledge: DayKnowledge::Unknown, minutes: 0.0, pickups: 0, quality: Quality::Exact };
    let totals = room.input.previous_days.iter().find(|totals| totals.day == date);
    totals.map_or_else(none, |totals| period::day_of(totals, consent_ms(room), i64::MAX))
}

/// Apps and kinds of the period, most minutes first. Shares are of the minutes of all apps: two apps may be in front
/// at once, so these may be more than the device's.
pub(super) fn apps_and_kinds(room: &Room<'_>, days: &[DayUsage]) -> (Vec<AppUse>, Vec<KindUse>) {
    let mut apps: BTreeMap<&str, AppUse> = BTreeMap::new();
    for use_ in days.iter().flat_map(|day| &day.apps) {
        let app = apps.entry(&use_.app).or_insert_with(|| AppUse {
            app: use_.app.clone(),
            name: use_.name.clone(),
            kind: use_.kind.clone(),
            minutes: 0.0,
            share: 0.0,
            opens: 0,
            quality: Quality::Exact,
        });
        app.minutes += use_.minutes;
        app.opens = app.opens.saturating_add(use_.opens);
        app.quality = app.quality.max(use_.quality);
    }
    let all: f64 = apps.values().map(|app| app.minutes).sum();
    let share = |minutes: f64| if all > 0.0 { round3(minutes / all) } else { 0.0 };
    let mut by_kind: BTreeMap<String, f64> = BTreeMap::new();
    for app in apps.values() {
        *by_kind.entry(app.kind.clone()).or_default() += app.minutes;
    }
    let mut apps: Vec<AppUse> = apps
        .into_values()
        .map(|app| AppUse { minutes: round3(app.minutes), share: share(app.minutes), ..app })
        .collect();
    apps.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.app.cmp(&b.app)));
    let mut kinds: Vec<KindUse> = by_kind
        .into_iter()
        .map(|(kind, minutes)| KindUse {
            name: room.data.kind_name(&kind),
            minutes: round3(minutes),
            share: share(minutes),
            kind,
        })
        .collect();
    kinds.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.kind.cmp(&b.kind)));
    (apps, kinds)
}

pub(super) fn quality(room: &Room<'_>, days: &[DayUsage]) -> QualityPart {
    let words = &room.data.strings.quality;
    let count = |wanted: &dyn Fn(&DayUsage) -> bool| days.iter().filter(|day| wanted(day)).fold(0, |n: u32, _| n + 1);
    let over = |day: &DayUsage| matches!(day.state, DayState::Complete | DayState::Partial);
    let sure = |day: &DayUsage| day.state == DayState::Complete && day.quality == Quality::Exact;
    let complete = count(&sure);
    let partial = count(&|day| over(day) && !sure(day));
    let missing = count(&|day| !over(day));
    let mark = days.iter().map(|day| day.quality).max().unwrap_or_default();
    let counts = [(&words.complete, complete), (&words.partial, partial), (&words.missing, missing)];
    let counted: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(form, n)| form.of(*n)).collect();
    let reliability = match mark {
        Quality::Exact => &words.exact,
        Quality::LowerBound => &words.lower_bound,
        Quality::Estimated => &words.estimated,
    };
    let text = if days.iter().all(|day| !over(day)) {
        format!("{}.", counted.join(", "))
    } else {
        format!("{}. {reliability}", counted.join(", "))
    };
    QualityPart {
        mark,
        complete_days: complete,
        partial_days: partial,
        missing_days: missing,
        text,
        notes: notes(room, days),
    }
}

/// Why days are not exact: each reason once a day.
fn notes(room: &Room<'_>, days: &[DayUsage]) -> Vec<QualityNote> {
    let mut out: Vec<QualityNote> = Vec::new();
    let recorded = days.iter().filter(|day| !matches!(day.state, DayState::NotYet | DayState::NotRecorded));
    for day in recorded {
        let Some(totals) = room.input.days.iter().find(|totals| totals.day == day.day) else { continue };
        for note in &totals.notes {
            if out.iter().all(|known| (known.day, known.code) != (day.day, note.code)) {
                let reason = reason(&room.data.strings.quality, note.code);
                let dates = &room.data.strings.dates;
                let date = match room.input.period.kind() {
                    PeriodKind::Month => format::date(dates, day.day),
                    PeriodKind::Day | PeriodKind::Week => format::weekday(dates, day.day).to_owned(),
                };
                let text = fill(&room.data.strings.quality.note, &[("day", &date), ("reason", reason)]);
                out.push(QualityNote { day: day.day, code: note.code, text: format::sentence_case(&text) });
            }
        }
    }
    out
}

fn reason(words: &QualityWords, code: NoteCode) -> &str {
    match code {
        NoteCode::StartUnseen => &words.start_unseen,
        NoteCode::EndUnseen => &words.end_unseen,
        NoteCode::PowerLoss => &words.power_loss,
        NoteCode::PermissionGap => &words.permission_gap,
        NoteCode::ClockJump => &words.clock_jump,
        NoteCode::ClockUnmeasured => &words.clock_unmeasured,
        NoteCode::Checkpoint => &words.checkpoint,
        NoteCode::CheckpointDropped => &words.checkpoint_dropped,
        NoteCode::StillOpen => &words.still_open,
    }
}
