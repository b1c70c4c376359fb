//! The one order of facts (contract, rule 1), whatever order they came in.
//!
//! A boot is one unbroken stretch of a device's life, so its facts stand together: those with a monotonic time in
//! that order, those without slipped in by wall time. Boots follow each other by their earliest wall time. Facts of
//! no known boot are slipped into the whole by wall time. A wall clock set back thus never mixes two boots.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::iter::Peekable;

use super::observation::Observation;
use crate::model::UsageKind;

/// Puts the facts in their order and drops repeats (rule 2: of equal facts the first given stands).
pub fn in_order(facts: &[Observation]) -> Vec<&Observation> {
    let mut loose = Vec::new();
    let mut boots: Vec<Boot<'_>> = Vec::new();
    let mut place_of: HashMap<&str, usize> = HashMap::new();
    for fact in facts {
        let Some(name) = fact.boot.as_deref() else {
            loose.push(fact);
            continue;
        };
        let place = *place_of.entry(name).or_insert_with(|| {
            boots.push(Boot { name, ..Boot::default() });
            boots.len() - 1
        });
        if let Some(boot) = boots.get_mut(place) {
            if fact.monotonic_ms.is_some() { boot.measured.push(fact) } else { boot.dated.push(fact) }
        }
    }
    for boot in &mut boots {
        sort_and_drop_repeats(&mut boot.measured);
        sort_and_drop_repeats(&mut boot.dated);
    }
    boots.sort_by_cached_key(|boot| (boot.earliest(), boot.name));
    sort_and_drop_repeats(&mut loose);
    Slipped::new(boots.into_iter().flat_map(Boot::in_order), loose.into_iter()).collect()
}

/// The facts of one boot.
#[derive(Default)]
struct Boot<'a> {
    name: &'a str,
    measured: Vec<&'a Observation>,
    dated: Vec<&'a Observation>,
}

impl<'a> Boot<'a> {
    fn earliest(&self) -> Option<i64> {
        self.measured.iter().chain(&self.dated).map(|fact| fact.at_ms).min()
    }

    fn in_order(self) -> impl Iterator<Item = &'a Observation> {
        Slipped::new(self.measured.into_iter(), self.dated.into_iter())
    }
}

/// Sorts facts that are dated by one clock; stable, so that the first received of equal facts is the one kept.
fn sort_and_drop_repeats(facts: &mut Vec<&Observation>) {
    facts.sort_by(|a, b| same_clock_order(a, b));
    facts.dedup_by(|later, first| later.key() == first.key());
}

/// The order of two facts that are dated by one clock.
pub fn same_clock_order(a: &Observation, b: &Observation) -> Ordering {
    let tick = |fact: &Observation| fact.monotonic_ms.unwrap_or(fact.at_ms);
    (tick(a), rank(a.kind))
        .cmp(&(tick(b), rank(b.kind)))
        .then_with(|| a.app.cmp(&b.app))
        .then_with(|| a.instance.cmp(&b.instance))
}

/// Slips facts ordered by wall time into a chain whose own order is kept: each goes before the first fact of the
/// chain that is later. An iterator, so that a store can be read page by page.
pub struct Slipped<C: Iterator, D: Iterator> {
    chain: Peekable<C>,
    dated: Peekable<D>,
}

impl<T, C: Iterator<Item = T>, D: Iterator<Item = T>> Slipped<C, D> {
    /// Slips `dated` into `chain`.
    pub fn new(chain: C, dated: D) -> Self {
        Self { chain: chain.peekable(), dated: dated.peekable() }
    }

    /// The next fact of the chain and the next of the others.
    pub fn ahead(&mut self) -> (Option<&T>, Option<&T>) {
        (self.chain.peek(), self.dated.peek())
    }
}

impl<T: Borrow<Observation>, C: Iterator<Item = T>, D: Iterator<Item = T>> Iterator for Slipped<C, D> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let when = |fact: &T| (fact.borrow().at_ms, rank(fact.borrow().kind));
        match self.ahead() {
            (Some(fact), Some(other)) if when(other) < when(fact) => self.dated.next(),
            (Some(_), _) => self.chain.next(),
            (None, _) => self.dated.next(),
        }
    }
}

/// The order of kinds at one instant: `startup`, ends, the rest, begins. An end that was seen goes before a
/// `shutdown`, which platforms make up.
fn rank(kind: UsageKind) -> u8 {
    match kind {
        UsageKind::Startup => 0,
        UsageKind::AppPaused => 1,
        UsageKind::AppStopped => 2,
        UsageKind::ScreenOff => 3,
        UsageKind::Locked => 4,
        UsageKind::PermissionLost => 5,
        UsageKind::Shutdown => 6,
        UsageKind::ClockChanged => 7,
        UsageKind::ZoneChanged => 8,
        UsageKind::PermissionGranted => 9,
        UsageKind::ScreenOn => 10,
        UsageKind::Unlocked => 11,
        UsageKind::AppResumed => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(kind: UsageKind, at_ms: i64, clock: Option<(&str, Option<i64>)>) -> Observation {
        Observation {
            kind,
            app: None,
            instance: None,
            at_ms,
            monotonic_ms: clock.and_then(|(_, ms)| ms),
            boot: clock.map(|(boot, _)| boot.to_owned()),
        }
    }

    fn times(facts: &[Observation]) -> Vec<i64> {
        in_order(facts).into_iter().map(|fact| fact.at_ms).collect()
    }

    #[test]
    fn one_instant_is_ordered_by_kind() {
        use UsageKind::{AppPaused, AppResumed, ClockChanged, ScreenOff, ScreenOn, Shutdown, Startup};
        let wanted = [Startup, AppPaused, ScreenOff, Shutdown, ClockChanged, ScreenOn, AppResumed];
        let facts: Vec<_> = wanted.into_iter().rev().map(|kind| fact(kind, 5, None)).collect();
        let kinds: Vec<_> = in_order(&facts).into_iter().map(|fact| fact.kind).collect();
        assert_eq!(kinds, wanted);
    }

    #[test]
    fn a_boot_is_ordered_by_its_monotonic_time_and_never_mixed_with_another() {
        let kind = UsageKind::ZoneChanged;
        let facts = [
            fact(kind, 900, Some(("b", Some(1)))),
            fact(kind, 1000, Some(("a", Some(10)))),
            fact(kind, 400, Some(("a", Some(20)))),
            fact(kind, 950, Some(("a", Some(30)))),
        ];
        assert_eq!(times(&facts), [1000, 400, 950, 900]);
    }

    #[test]
    fn facts_of_no_boot_are_slipped_in_by_wall_time() {
        let kind = UsageKind::ZoneChanged;
        let facts = [
            fact(kind, 150, None),
            fact(kind, 100, Some(("a", Some(1)))),
            fact(kind, 250, None),
            fact(kind, 200, Some(("a", Some(2)))),
            fact(kind, 160, Some(("a", None))),
            fact(kind, 300, Some(("b", None))),
            fact(kind, 50, None),
        ];
        assert_eq!(times(&facts), [50, 100, 150, 160, 200, 250, 300]);
    }

    #[test]
    fn of_repeats_the_first_received_stands() {
        let kind = UsageKind::Unlocked;
        let facts = [
            fact(kind, 700, Some(("a", Some(1)))),
            fact(kind, 100, Some(("a", Some(1)))),
            fact(kind, 900, None),
            fact(kind, 900, None),
        ];
        assert_eq!(times(&facts), [700, 900]);
    }
}
