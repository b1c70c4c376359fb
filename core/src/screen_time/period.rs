//! Weeks and months: what is known of their days, their mean, and whether two of them can be compared.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::totals::rounded;
use crate::model::{
    AppTotal, CategoryTotal, DayKnowledge, DayTotals, DayView, NotComparable, NoteCode, PeriodComparison, PeriodDay,
    Quality, UsagePeriod,
};
use crate::{Error, Result};

/// Of the seven days of every full week, so many must be recorded in full and exactly in both periods: 5 of a week, 20 of
/// a month; of less than a week one (own choice: a weekend alone must not decide).
const COMPARABLE_OF_SEVEN: usize = 5;

/// How the days of two periods are set against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    /// The first day with the first, and so on: they are the same weekdays.
    DayByDay,
    /// The mean of all days with the mean of all: months have not the same days.
    AllDays,
}

/// How the days from a first to a last are set against those before them: a calendar month as a whole.
pub fn pairing(first: Date, last: Date) -> Pairing {
    let month = first == first.first_of_month() && last == first.last_of_month();
    if month { Pairing::AllDays } else { Pairing::DayByDay }
}

/// The days that those from a first to a last are compared with, both included: of a calendar month the month before,
/// of less than a week the same weekdays a week before, else as many days directly before them.
///
/// # Errors
/// `invalid_input`: they lie before the begin of the calendar.
pub fn before(first: Date, last: Date) -> Result<(Date, Date)> {
    let days = first.until(last).map_or(0, |span| span.get_days()).saturating_add(1);
    let back =
        |date: Date, span: Span| date.checked_sub(span).map_err(|_| Error::invalid("first", "is out of the calendar"));
    if pairing(first, last) == Pairing::AllDays {
        let first = back(first, 1.month())?;
        return Ok((first, first.last_of_month()));
    }
    let span = days.max(7).days();
    Ok((back(first, span)?, back(last, span)?))
}

/// Tells what is known of a day at an instant, with consent since another; milliseconds since 1970.
pub fn knowledge(totals: &DayTotals, consent_ms: i64, now_ms: i64) -> DayKnowledge {
    match () {
        () if consent_ms >= totals.to.epoch_ms => DayKnowledge::Unknown,
        () if now_ms < totals.from.epoch_ms => DayKnowledge::NotYet,
        () if now_ms < totals.to.epoch_ms => DayKnowledge::Running,
        () if consent_ms > totals.from.epoch_ms || has_gap(totals) => DayKnowledge::Partial,
        () => DayKnowledge::Complete,
    }
}

fn has_gap(totals: &DayTotals) -> bool {
    totals.notes.iter().any(|note| note.code == NoteCode::PermissionGap)
}

/// A daily mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Minutes a day.
    pub minutes: f64,
    /// Of how many days.
    pub days: u32,
    /// Worst mark of these days.
    pub quality: Quality,
}

/// Mean of the days that are over and recorded in full; without such a day, of those recorded in part.
pub fn mean<'d>(days: impl Iterator<Item = &'d PeriodDay> + Clone) -> Option<Mean> {
    let of = |wanted: DayKnowledge| {
        let counted = || days.clone().filter(move |day| day.knowledge == wanted);
        let count = counted().fold(0, |n: u32, _| n + 1);
        let minutes = || rounded(counted().map(|day| day.minutes).sum::<f64>() / f64::from(count));
        let quality = || counted().map(|day| day.quality).max().unwrap_or_default();
        (count > 0).then(|| Mean { minutes: minutes(), days: count, quality: quality() })
    };
    of(DayKnowledge::Complete).or_else(|| of(DayKnowledge::Partial))
}

/// Compares the daily means of two periods: only days recorded in full and exactly, where they are set against each
/// other in both.
pub fn compare(days: &[PeriodDay], before: &[PeriodDay], pairing: Pairing) -> PeriodComparison {
    let not = |reason| PeriodComparison {
        comparable: false,
        reason: Some(reason),
        days: 0,
        previous_mean_minutes: None,
        change_minutes: None,
    };
    if before.iter().all(|day| day.minutes == 0.0 && day.pickups == 0) {
        return not(NotComparable::NoPrevious);
    }
    let paired = pairing == Pairing::DayByDay;
    if paired && days.len() != before.len() {
        return not(NotComparable::DifferentDayCount);
    }
    let doubts: Vec<NotComparable> = match paired {
        true => days.iter().zip(before).filter_map(|(day, other)| worst(doubt(day), doubt(other))).collect(),
        false => days.iter().chain(before).filter_map(doubt).collect(),
    };
    let sure = |days: &[PeriodDay], others: &[PeriodDay]| -> Vec<f64> {
        let other = |place: usize| others.get(place).filter(|_| paired).and_then(doubt);
        let sure = days.iter().enumerate().filter(|(place, day)| doubt(day).is_none() && other(*place).is_none());
        sure.map(|(_, day)| day.minutes).collect()
    };
    let (now, previous) = (sure(days, before), sure(before, days));
    let enough = |days: &[PeriodDay]| (days.len() / 7 * COMPARABLE_OF_SEVEN).max(1);
    if now.len() < enough(days) || previous.len() < enough(before) {
        return not(most(&doubts));
    }
    let mean = |minutes: &[f64]| rounded(minutes.iter().sum::<f64>() / minutes.len() as f64);
    PeriodComparison {
        comparable: true,
        reason: None,
        days: u32::try_from(now.len()).unwrap_or(u32::MAX),
        previous_mean_minutes: Some(mean(&previous)),
        change_minutes: Some(rounded(mean(&now) - mean(&previous))),
    }
}

/// The graver of two doubts.
fn worst(a: Option<NotComparable>, b: Option<NotComparable>) -> Option<NotComparable> {
    a.into_iter().chain(b).min()
}

/// The doubt of most days; of equally many the graver.
fn most(doubts: &[NotComparable]) -> NotComparable {
    let count = |doubt: &NotComparable| doubts.iter().filter(|other| *other == doubt).count();
    let most = doubts.iter().max_by(|a, b| count(a).cmp(&count(b)).then_with(|| b.cmp(a)));
    most.copied().unwrap_or(NotComparable::UnknownDays)
}

/// Why a day cannot be compared, the gravest reason.
fn doubt(day: &PeriodDay) -> Option<NotComparable> {
    match day.knowledge {
        DayKnowledge::Unknown | DayKnowledge::Running | DayKnowledge::NotYet => Some(NotComparable::UnknownDays),
        DayKnowledge::Partial => Some(NotComparable::PermissionGap),
        DayKnowledge::Complete if day.quality != Quality::Exact => Some(NotComparable::Quality),
        DayKnowledge::Complete => None,
    }
}

/// A day's line in a period. A day of which nothing at all is known has no use to count.
pub fn day_of(totals: &DayTotals, consent_ms: i64, now_ms: i64) -> PeriodDay {
    let known = knowledge(totals, consent_ms, now_ms);
    let over = matches!(known, DayKnowledge::Complete | DayKnowledge::Partial);
    let knowledge = if over && totals.is_empty() { DayKnowledge::Unknown } else { known };
    PeriodDay {
        day: totals.day,
        knowledge,
        minutes: totals.device_minutes,
        pickups: totals.pickups,
        quality: totals.quality,
    }
}

/// Sums up consecutive days, and compares them with those [`before`] them.
pub fn sum_up(
    (first, last): (Date, Date),
    views: &[DayView],
    before: &[DayView],
    consent_ms: i64,
    now_ms: i64,
) -> UsagePeriod {
    let lines = |views: &[DayView]| -> Vec<PeriodDay> {
        views.iter().map(|view| day_of(&view.totals, consent_ms, now_ms)).collect()
    };
    let (days, days_before) = (lines(views), lines(before));
    let count = |wanted: DayKnowledge| days.iter().filter(|day| day.knowledge == wanted).fold(0, |n: u32, _| n + 1);
    let totals = || views.iter().map(|view| &view.totals);
    let apps = apps_of(totals().flat_map(|totals| &totals.apps));
    let mean = mean(days.iter());
    UsagePeriod {
        first,
        last,
        total_minutes: rounded(totals().map(|totals| totals.device_minutes).sum()),
        daily_mean_minutes: mean.map(|mean| mean.minutes),
        mean_days: mean.map_or(0, |mean| mean.days),
        night_minutes: rounded(totals().map(|totals| totals.night_minutes).sum()),
        pickups: totals().fold(0, |sum: u32, totals| sum.saturating_add(totals.pickups)),
        opens: apps.iter().fold(0, |sum: u32, app| sum.saturating_add(app.opens)),
        categories: categories_of(views.iter().flat_map(|view| &view.categories)),
        quality: totals().map(|totals| totals.quality).max().unwrap_or_default(),
        complete_days: count(DayKnowledge::Complete),
        partial_days: count(DayKnowledge::Partial),
        unknown_days: count(DayKnowledge::Unknown),
        before: compare(&days, &days_before, pairing(first, last)),
        apps,
        days,
    }
}

fn apps_of<'d>(parts: impl Iterator<Item = &'d AppTotal>) -> Vec<AppTotal> {
    let mut apps: BTreeMap<&str, AppTotal> = BTreeMap::new();
    for part in parts {
        let none = || AppTotal { minutes: 0.0, opens: 0, ..part.clone() };
        let app = apps.entry(&part.app).or_insert_with(none);
        app.minutes += part.minutes;
        app.opens = app.opens.saturating_add(part.opens);
        app.quality = app.quality.max(part.quality);
    }
    let mut apps: Vec<AppTotal> =
        apps.into_values().map(|app| AppTotal { minutes: rounded(app.minutes), ..app }).collect();
    apps.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.app.cmp(&b.app)));
    apps
}

fn categories_of<'d>(parts: impl Iterator<Item = &'d CategoryTotal>) -> Vec<CategoryTotal> {
    let mut kinds: BTreeMap<&str, CategoryTotal> = BTreeMap::new();
    for part in parts {
        let kind = kinds.entry(&part.category).or_insert_with(|| CategoryTotal { minutes: 0.0, ..part.clone() });
        kind.minutes += part.minutes;
        kind.quality = kind.quality.max(part.quality);
    }
    let mut kinds: Vec<CategoryTotal> =
        kinds.into_values().map(|kind| CategoryTotal { minutes: rounded(kind.minutes), ..kind }).collect();
    kinds.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.category.cmp(&b.category)));
    kinds
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(minutes: f64, knowledge: DayKnowledge, quality: Quality) -> PeriodDay {
        PeriodDay { day: date(2026, 11, 16), knowledge, minutes, pickups: 1, quality }
    }

    fn sure(minutes: f64) -> PeriodDay {
        day(minutes, DayKnowledge::Complete, Quality::Exact)
    }

    /// A week of sure days of 60 minutes, the first of them replaced.
    fn week(replaced: &[PeriodDay]) -> Vec<PeriodDay> {
        replaced.iter().cloned().chain(vec![sure(60.0); 7 - replaced.len()]).collect()
    }

    #[test]
    fn periods_are_compared_by_the_days_that_are_sure_in_both() {
        let compared = compare(
            &week(&[sure(95.0), day(900.0, DayKnowledge::Running, Quality::Exact)]),
            &week(&[]),
            Pairing::DayByDay,
        );
        assert_eq!((compared.comparable, compared.reason, compared.days), (true, None, 6));
        assert_eq!((compared.previous_mean_minutes, compared.change_minutes), (Some(60.0), Some(5.833)));
    }

    #[test]
    fn what_parts_them_is_told() {
        use DayKnowledge::{Complete, NotYet, Partial, Running, Unknown};
        let (gap, vague) = (day(60.0, Partial, Quality::LowerBound), day(60.0, Complete, Quality::Estimated));
        let none = [Unknown, NotYet, Running].map(|knowledge| day(60.0, knowledge, Quality::Exact));
        let cases = [
            (week(&none), week(&[]), NotComparable::UnknownDays),
            (week(&[]), week(&vec![gap.clone(); 3]), NotComparable::PermissionGap),
            (week(&vec![vague.clone(); 3]), week(&[]), NotComparable::Quality),
            (week(&[vague.clone(), vague, gap]), week(&[]), NotComparable::Quality),
            (week(&[]), week(&[])[..6].to_vec(), NotComparable::DifferentDayCount),
            (
                week(&[]),
                vec![PeriodDay { pickups: 0, ..day(0.0, Unknown, Quality::Exact) }; 7],
                NotComparable::NoPrevious,
            ),
        ];
        for (days, before, reason) in cases {
            let compared = compare(&days, &before, Pairing::DayByDay);
            assert_eq!((compared.comparable, compared.reason, compared.change_minutes), (false, Some(reason), None));
        }
    }

    #[test]
    fn months_are_compared_by_all_their_days() {
        let month = |sure_days: usize, minutes: f64, days: usize| -> Vec<PeriodDay> {
            let gap = day(900.0, DayKnowledge::Partial, Quality::LowerBound);
            (0..days).map(|n| if n < sure_days { sure(minutes) } else { gap.clone() }).collect()
        };
        let compared = compare(&month(20, 70.0, 30), &month(31, 60.0, 31), Pairing::AllDays);
        assert_eq!((compared.comparable, compared.days, compared.change_minutes), (true, 20, Some(10.0)));
        let compared = compare(&month(30, 70.0, 30), &month(19, 60.0, 28), Pairing::AllDays);
        assert_eq!((compared.comparable, compared.reason), (false, Some(NotComparable::PermissionGap)));
    }

    #[test]
    fn a_period_has_the_same_days_before_it_as_a_report() {
        use crate::report::ReportPeriod;
        for text in ["2026-11-20", "2026-W47", "2026-11", "2026-03", "2028-02", "2027-W01"] {
            let period: ReportPeriod = text.parse().unwrap();
            let previous = (period.previous().first_day(), period.previous().last_day());
            assert_eq!(before(period.first_day(), period.last_day()), Ok(previous), "{text}");
        }
        assert_eq!(before(date(2026, 11, 2), date(2026, 11, 15)), Ok((date(2026, 10, 19), date(2026, 11, 1))));
    }

    #[test]
    fn the_mean_is_of_full_days_or_else_of_parts() {
        let part = |minutes| day(minutes, DayKnowledge::Partial, Quality::LowerBound);
        let days = [sure(60.0), part(10.0), sure(61.0), day(5.0, DayKnowledge::Running, Quality::Exact)];
        assert_eq!(mean(days.iter()), Some(Mean { minutes: 60.5, days: 2, quality: Quality::Exact }));
        let days = [part(10.0), part(20.0)];
        assert_eq!(mean(days.iter()), Some(Mean { minutes: 15.0, days: 2, quality: Quality::LowerBound }));
        assert_eq!(mean([day(5.0, DayKnowledge::Unknown, Quality::Exact)].iter()), None);
    }
}
