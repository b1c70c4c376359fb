//! Checkpoints of threshold platforms (iOS): lower bounds of a day's use (contract, rule 13).

use std::collections::{BTreeMap, BTreeSet};

use super::day::Day;
use super::spans::Span;
use super::uncounted::Uncounted;
use crate::model::{Checkpoint, CheckpointScope};

const MS_PER_MINUTE: f64 = 60_000.0;

/// A lower bound with the time it was delivered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// At least so many minutes.
    pub minutes: f64,
    /// When it was delivered, milliseconds since 1970-01-01T00:00:00Z.
    pub received_ms: i64,
}

/// The checkpoints of one day that hold, and those that cannot be true.
#[derive(Debug, Default, PartialEq)]
pub struct DayBounds<'a> {
    /// Largest bound of the device.
    pub device: Option<Bound>,
    /// Largest bound of each app.
    pub apps: BTreeMap<&'a str, Bound>,
    /// Largest bound of each category.
    pub categories: BTreeMap<&'a str, Bound>,
    /// Apps (or categories, or the device) and delivery times of dropped checkpoints.
    pub dropped: BTreeSet<(i64, Option<&'a str>)>,
}

impl<'a> DayBounds<'a> {
    /// Sorts out one day's checkpoints; those of other days and of uncounted apps are passed over.
    pub fn of(day: &Day, checkpoints: &'a [Checkpoint], uncounted: &Uncounted) -> Self {
        let mut bounds = Self::default();
        for checkpoint in checkpoints.iter().filter(|checkpoint| checkpoint.day == day.date) {
            let app = checkpoint.app.as_deref();
            if checkpoint.scope == CheckpointScope::App && app.is_some_and(|app| uncounted.contains(app)) {
                continue;
            }
            let bound = Bound { minutes: checkpoint.at_least_minutes, received_ms: checkpoint.received_at.epoch_ms };
            if !is_possible(bound, day.span) {
                bounds.dropped.insert((bound.received_ms, app));
                continue;
            }
            match (checkpoint.scope, app) {
                (CheckpointScope::Device, _) => bounds.device = Some(larger(bounds.device, bound)),
                (CheckpointScope::App, Some(app)) => raise(&mut bounds.apps, app, bound),
                (CheckpointScope::Category, Some(category)) => raise(&mut bounds.categories, category, bound),
                (CheckpointScope::App | CheckpointScope::Category, None) => {}
            }
        }
        bounds
    }
}

/// No day has more use than had passed of it when the checkpoint came, nor more than its length. Platforms deliver
/// yesterday's thresholds after midnight as today's; this finds them out.
fn is_possible(bound: Bound, day: Span) -> bool {
    let passed_ms = Span::new(day.start_ms, bound.received_ms).length_ms().min(day.length_ms());
    bound.received_ms >= day.start_ms && bound.minutes * MS_PER_MINUTE <= passed_ms as f64
}

fn raise<'a>(bounds: &mut BTreeMap<&'a str, Bound>, key: &'a str, bound: Bound) {
    let raised = larger(bounds.get(key).copied(), bound);
    bounds.insert(key, raised);
}

/// The larger bound; of equal ones the earlier delivery.
fn larger(known: Option<Bound>, new: Bound) -> Bound {
    match known {
        Some(known) if known.minutes > new.minutes => known,
        Some(known) if known.minutes == new.minutes && known.received_ms <= new.received_ms => known,
        _ => new,
    }
}
