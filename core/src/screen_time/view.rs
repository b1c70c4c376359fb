//! What a picture of a day needs beside its totals: kinds of apps, hours, sessions.

use std::collections::BTreeMap;

use super::checkpoints::DayBounds;
use super::day::DayRules;
use super::spans::{Span, total_ms, united};
use super::timeline::{Session, Timeline};
use super::totals::{minutes, rounded};
use crate::model::{CategoryTotal, HourUse, Moment, Quality, SessionView};

const MS_PER_HOUR: i64 = 3_600_000;

#[derive(Default)]
struct Kind {
    spans: Vec<Span>,
    bound: f64,
    quality: Quality,
}

/// Sums up kinds of apps: each is the union of its apps, or what its own or an app's checkpoint knows, if that is
/// more (as rule 13 has it for the device).
pub(super) fn categories<'a>(
    apps: impl Iterator<Item = (&'a str, &'a [Span], Quality)>,
    bounds: &DayBounds<'a>,
    rules: &'a DayRules,
) -> Vec<CategoryTotal> {
    let mut kinds: BTreeMap<&str, Kind> = BTreeMap::new();
    for (app, spans, quality) in apps {
        let kind = kinds.entry(rules.kinds.of(app)).or_default();
        kind.spans.extend_from_slice(spans);
        kind.quality = kind.quality.max(quality);
        kind.bound = bounds.apps.get(app).map_or(kind.bound, |bound| kind.bound.max(bound.minutes));
    }
    for (category, bound) in &bounds.categories {
        let kind = kinds.entry(category).or_default();
        kind.bound = kind.bound.max(bound.minutes);
    }
    let total = |(category, kind): (&str, Kind)| {
        let seen = minutes(total_ms(&united(kind.spans, 0)));
        let quality = if kind.bound > seen { kind.quality.max(Quality::LowerBound) } else { kind.quality };
        CategoryTotal { category: category.to_owned(), minutes: rounded(seen.max(kind.bound)), quality }
    };
    let mut totals: Vec<CategoryTotal> = kinds.into_iter().map(total).filter(|kind| kind.minutes > 0.0).collect();
    totals.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.category.cmp(&b.category)));
    totals
}

/// Use by the hour, from the day's begin to its end; the last entry is shorter where a zone moves by half an hour.
pub(super) fn hours(device: &[Span], day: Span, rules: &DayRules) -> Vec<HourUse> {
    let count = (day.length_ms() + MS_PER_HOUR - 1) / MS_PER_HOUR;
    let begins = (0..count).map(|n| day.start_ms + n * MS_PER_HOUR);
    let hour = |from_ms: i64| {
        let span = Span::new(from_ms, (from_ms + MS_PER_HOUR).min(day.end_ms));
        let used = device.iter().map(|use_| use_.clipped_to(span).length_ms()).sum();
        HourUse { from: Moment::in_zone(from_ms, &rules.zone), minutes: rounded(minutes(used)) }
    };
    begins.map(hour).collect()
}

/// The visits that touch a day, whole, by begin and then by app.
pub fn sessions(timeline: &Timeline, day: Span, rules: &DayRules) -> Vec<SessionView> {
    let touches = |session: &&Session| session.span.end_ms > day.start_ms && session.span.start_ms < day.end_ms;
    let at = |ms: i64| Moment::in_zone(ms, &rules.zone);
    let view = |session: &Session| SessionView {
        app: session.app.clone(),
        from: at(session.span.start_ms),
        to: at(session.span.end_ms),
        minutes: rounded(minutes(session.span.length_ms())),
        opened: session.opened,
        ended_by: session.ended_by,
        begin_exact: session.begin_exact,
        end_exact: session.end_exact,
    };
    let mut views: Vec<SessionView> = timeline.sessions.iter().filter(touches).map(view).collect();
    views.sort_by(|a, b| (a.from, &a.app, a.to).cmp(&(b.from, &b.app, b.to)));
    views
}
