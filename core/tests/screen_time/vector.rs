//! Hand-derived days (`tests/vectors/screen_time`): events in `<name>.jsonl`, and for each day asked one line in
//! `<name>.expected.jsonl`. The same files serve the Kotlin and Swift packages.
#![allow(dead_code, reason = "each test that shares this uses its part")]

use std::fs;
use std::path::PathBuf;

use lachan_core::model::{Checkpoint, DayTotals, Event, Moment, Profile};
use lachan_core::screen_time::day::DayRules;
use lachan_core::screen_time::observation::Observation;
use serde::Deserialize;

/// One asked day.
#[derive(Deserialize)]
pub struct Expected {
    pub why: String,
    pub day: jiff::civil::Date,
    pub as_of: Option<Moment>,
    pub totals: DayTotals,
}

/// One recorded device.
pub struct Vector {
    pub name: String,
    pub events: Vec<Event>,
    pub rules: DayRules,
    pub facts: Vec<Observation>,
    pub checkpoints: Vec<Checkpoint>,
    pub expected: Vec<Expected>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/screen_time")
}

fn lines<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {e}: {line}"))).collect()
}

pub fn vectors() -> Vec<Vector> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.strip_suffix(".expected.jsonl")?.to_owned())).collect();
    names.sort();
    names.into_iter().map(read).collect()
}

fn read(name: String) -> Vector {
    let mut profile: Option<Profile> = None;
    let (mut facts, mut checkpoints) = (Vec::new(), Vec::new());
    let events: Vec<Event> = lines(&format!("{name}.jsonl"));
    for event in events.clone() {
        match event {
            Event::Profile(given) => profile = Some(given),
            Event::Usage(usage) => facts.push(Observation::from_usage(&usage).unwrap()),
            Event::Checkpoint(checkpoint) => {
                checkpoints.push(checkpoint);
            }
            other => panic!("{name}: {other:?} has no place here"),
        }
    }
    let rules = DayRules::of(&profile.unwrap()).unwrap();
    let expected = lines(&format!("{name}.expected.jsonl"));
    Vector { name, events, rules, facts, checkpoints, expected }
}
