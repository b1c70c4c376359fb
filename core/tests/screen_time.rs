//! Screen time against hand-derived days, by the pure functions. By the public door: `screen_time_rules`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use lachan_core::model::{Checkpoint, DayTotals, NoteCode};
use lachan_core::screen_time::observation::Observation;
use lachan_core::screen_time::sessions::timeline;
use lachan_core::screen_time::totals::{day_totals, days_totals};

#[path = "screen_time/vector.rs"]
mod vector;

use vector::{Vector, vectors};

impl Vector {
    /// Compares every asked day; the JSON form too, since that is what hosts see.
    fn check(&self, how: &str, facts: &[Observation], checkpoints: &[Checkpoint]) {
        for expected in &self.expected {
            let totals = day_totals(facts, checkpoints, expected.day, &self.rules, expected.as_of).unwrap();
            let (found, wanted) = (json(&totals), json(&expected.totals));
            assert_eq!(found, wanted, "{}, {how}, {}: {}", self.name, expected.day, expected.why);
        }
    }
}

fn json(totals: &DayTotals) -> String {
    serde_json::to_string_pretty(totals).unwrap()
}

#[test]
fn every_day_is_counted_as_derived_by_hand() {
    let vectors = vectors();
    assert!(vectors.len() >= 50, "only {} vectors", vectors.len());
    for vector in &vectors {
        assert!(!vector.expected.is_empty(), "{} asks for nothing", vector.name);
        vector.check("as given", &vector.facts, &vector.checkpoints);
    }
}

#[test]
fn the_ten_hard_traces_are_there() {
    let names: Vec<String> = vectors().into_iter().map(|vector| vector.name).collect();
    let traces = names.iter().filter(|name| name.starts_with("trace_")).count();
    assert_eq!(traces, 10);
}

#[test]
fn every_note_code_occurs() {
    let mut seen = BTreeSet::new();
    for vector in vectors() {
        for expected in vector.expected {
            seen.extend(expected.totals.notes.iter().map(|note| note.code));
        }
    }
    let all = BTreeSet::from([
        NoteCode::StartUnseen,
        NoteCode::EndUnseen,
        NoteCode::PowerLoss,
        NoteCode::PermissionGap,
        NoteCode::ClockJump,
        NoteCode::ClockUnmeasured,
        NoteCode::Checkpoint,
        NoteCode::CheckpointDropped,
        NoteCode::StillOpen,
    ]);
    assert_eq!(seen, all);
}

#[test]
fn order_and_repeats_make_no_difference() {
    for vector in vectors() {
        // Equal facts keep their order among themselves: of a re-dated event the first received stands (rule 2).
        let mut turned = vector.facts.clone();
        turned.sort_by_key(|fact| (fact.app.clone(), fact.instance.clone()));
        let mut bounds = vector.checkpoints.clone();
        bounds.reverse();
        vector.check("sorted by app", &turned, &bounds);

        let prefix = turned.len() / 2;
        let mut again = turned.clone();
        again.extend_from_slice(&turned[..prefix]);
        again.extend_from_slice(&turned);
        bounds.extend(vector.checkpoints.clone());
        vector.check("received again", &again, &bounds);
    }
}

#[test]
fn a_range_of_days_counts_each_as_it_is_counted_alone() {
    for vector in vectors() {
        for expected in &vector.expected {
            let first = expected.day.checked_sub(jiff::Span::new().days(3)).unwrap();
            let last = expected.day.checked_add(jiff::Span::new().days(3)).unwrap();
            let as_of = expected.as_of.map(|moment| moment.epoch_ms);
            let timeline = timeline(&vector.facts, &vector.rules.uncounted, as_of);
            let week = days_totals(&timeline, &vector.checkpoints, first, last, &vector.rules).unwrap();
            assert_eq!(week.len(), 7);
            let alone = |totals: &DayTotals| {
                day_totals(&vector.facts, &vector.checkpoints, totals.day, &vector.rules, expected.as_of).unwrap()
            };
            for totals in &week {
                assert_eq!(*totals, alone(totals), "{}, {}", vector.name, totals.day);
            }
            assert_eq!(week[3], expected.totals, "{}, {}", vector.name, expected.why);
        }
    }
}
