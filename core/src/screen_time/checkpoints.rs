//! Checkpoints of threshold platforms (iOS): lower bounds of a day's use (contract, rule 13).

use std::collections::{BTreeMap, BTreeSet};

use super::day::Day;
use super::spans::Span;
use super::uncounted::Uncounted;
use crate::model::{Checkpoint, CheckpointScope};
use crate::{Error, Result};

const MS_PER_MINUTE: f64 = 60_000.0;

/// Checks a checkpoint before it is stored.
///
/// # Errors
/// `invalid_input`: `app` is missing or empty on scope `app` or `category`, or there on scope `device`;
/// `at_least_minutes` is negative or no number.
pub fn check(checkpoint: &Checkpoint) -> Result<()> {
    match (checkpoint.scope, checkpoint.app.as_deref()) {
        (CheckpointScope::Device, Some(_)) => return Err(Error::invalid("app", "does not belong to scope device")),
        (CheckpointScope::App | CheckpointScope::Category, None) => return Err(Error::invalid("app", "is missing")),
        (CheckpointScope::App | CheckpointScope::Category, Some("")) => return Err(Error::invalid("app", "is empty")),
        _ => {}
    }
    if checkpoint.at_least_minutes.is_finite() && checkpoint.at_least_minutes >= 0.0 {
        Ok(())
    } else {
        Err(Error::invalid("at_least_minutes", "is not a number of minutes from 0 up"))
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(json: &str) -> Checkpoint {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn bad_values_name_their_field() {
        let with = |part: &str| format!(r#"{{{part},"day":"2026-11-20","received_at":"2026-11-20T21:20:00+07:00"}}"#);
        for (part, field) in [
            (r#""scope":"app","at_least_minutes":5"#, "app"),
            (r#""scope":"category","app":"","at_least_minutes":5"#, "app"),
            (r#""scope":"device","app":"a","at_least_minutes":5"#, "app"),
            (r#""scope":"device","at_least_minutes":-1"#, "at_least_minutes"),
        ] {
            let refused = check(&checkpoint(&with(part))).unwrap_err();
            assert!(matches!(refused, Error::InvalidInput { field: ref named, .. } if named == field), "{part}");
        }
        assert_eq!(check(&checkpoint(&with(r#""scope":"app","app":"a","at_least_minutes":5.5"#))), Ok(()));
        let mut endless = checkpoint(&with(r#""scope":"device","at_least_minutes":1"#));
        endless.at_least_minutes = f64::NAN;
        assert!(check(&endless).is_err());
    }
}
