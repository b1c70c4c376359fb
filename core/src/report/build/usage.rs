//! Days, totals, apps, quality and the comparison with the period before.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Room, rules};
use crate::model::{AppTotal, DayTotals, NoteCode, Quality};
use crate::report::PeriodKind;
use crate::report::format::{self, round3};
use crate::report::model::{
    AppUse, Comparison, DayAppUse, DayState, DayUsage, KindUse, LongestSession, QualityNote, QualityPart,
};
use crate::report::strings::{QualityWords, fill};

/// Fewest days, recorded in full and exactly in both, that make two weeks or two months comparable.
const COMPARABLE_WEEKDAYS: usize = 5;
const COMPARABLE_DAYS_OF_MONTH: usize = 20;
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
        kind: room.data.app_kind(&app.app).to_owned(),
        minutes: round3(app.minutes),
        opens: app.opens,
        quality: app.quality,
    }
}

fn state(room: &Room<'_>, date: Date, totals: Option<&DayTotals>) -> DayState {
    let now = room.input.generated_at.epoch_ms;
    let Some(totals) = totals else {
        let today = room.zone.to_datetime(room.input.generated_at.timestamp()).date();
        return if date > today { DayState::NotYet } else { DayState::NotRecorded };
    };
    let consent = consent_ms(room);
    match () {
        () if consent >= totals.to.epoch_ms => DayState::NotRecorded,
        () if now < totals.from.epoch_ms => DayState::NotYet,
        () if now < totals.to.epoch_ms => DayState::Running,
        () if consent > totals.from.epoch_ms || has_gap(totals) => DayState::Partial,
        () => DayState::Complete,
    }
}

/// When consent began; without a record, always.
fn consent_ms(room: &Room<'_>) -> i64 {
    room.input.consent.as_ref().map_or(i64::MIN, |consent| consent.given_at.epoch_ms)
}

fn has_gap(totals: &DayTotals) -> bool {
    totals.notes.iter().any(|note| note.code == NoteCode::PermissionGap)
}

/// The daily mean.
#[derive(Clone, Copy)]
pub(super) struct Mean {
    pub minutes: f64,
    pub days: u32,
    pub quality: Quality,
}

/// Mean of the days that are over and recorded in full; without such a day, of those with a gap.
pub(super) fn mean(days: &[DayUsage]) -> Option<Mean> {
    let of = |wanted: DayState| {
        let counted = || days.iter().filter(move |day| day.state == wanted);
        let count = counted().fold(0, |n: u32, _| n + 1);
        let minutes = || round3(counted().map(|day| day.minutes).sum::<f64>() / f64::from(count));
        let quality = || counted().map(|day| day.quality).max().unwrap_or_default();
        (count > 0).then(|| Mean { minutes: minutes(), days: count, quality: quality() })
    };
    of(DayState::Complete).or_else(|| of(DayState::Partial))
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

/// Compares the daily means of the days that are recorded in full and exactly: of weeks the same weekdays, of months
/// all, of a day itself.
pub(super) fn comparison(room: &Room<'_>, days: &[DayUsage]) -> Comparison {
    let words = &room.data.strings.usage;
    let none = |text: &str| Comparison {
        comparable: false,
        days: 0,
        change_minutes: None,
        previous_mean_minutes: None,
        text: text.to_owned(),
    };
    let before = &room.input.previous_days;
    if before.iter().all(|totals| totals.device_minutes == 0.0 && totals.pickups == 0) {
        return none(&words.no_previous);
    }
    let exact_before = |date: Date| {
        before.iter().find(|totals| {
            totals.day == date
                && totals.quality == Quality::Exact
                && !has_gap(totals)
                && consent_ms(room) <= totals.from.epoch_ms
        })
    };
    let exact_now = |day: &&DayUsage| day.state == DayState::Complete && day.quality == Quality::Exact;
    let (kind, dates) = (room.input.period.kind(), room.input.period.previous().days());
    let (now, before): (Vec<f64>, Vec<f64>) = match kind {
        PeriodKind::Month => (
            days.iter().filter(exact_now).map(|day| day.minutes).collect(),
            dates.into_iter().filter_map(exact_before).map(|day| day.device_minutes).collect(),
        ),
        PeriodKind::Day | PeriodKind::Week => days
            .iter()
            .zip(dates)
            .filter(|(day, _)| exact_now(day))
            .filter_map(|(day, date)| Some((day.minutes, exact_before(date)?.device_minutes)))
            .unzip(),
    };
    let enough = match kind {
        PeriodKind::Day => 1,
        PeriodKind::Week => COMPARABLE_WEEKDAYS,
        PeriodKind::Month => COMPARABLE_DAYS_OF_MONTH,
    };
    if now.len().min(before.len()) < enough {
        return none(&words.not_comparable);
    }
    let mean = |minutes: &[f64]| round3(minutes.iter().sum::<f64>() / minutes.len() as f64);
    let (count, previous) = (u32::try_from(now.len()).unwrap_or(u32::MAX), mean(&before));
    let change = round3(mean(&now) - previous);
    let form = match change {
        small if small.abs() < SMALL_CHANGE => &words.same,
        more if more > 0.0 => &words.more,
        _ => &words.less,
    };
    let sentence = fill(form, &[("change", &format::duration(&room.data.strings.dates, change.abs()))]);
    Comparison {
        comparable: true,
        days: count,
        change_minutes: Some(change),
        previous_mean_minutes: Some(previous),
        text: match kind {
            PeriodKind::Day => format!("{sentence}."),
            PeriodKind::Week | PeriodKind::Month => format!("{sentence} ({}).", words.compared.of(count)),
        },
    }
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
