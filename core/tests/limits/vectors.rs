//! The vectors that Rust, Kotlin and Swift all run: `tests/vectors/limits`, one case and its state a line. The states
//! were worked out by hand from the rules. Cases carry a `name`, which readers ignore like any unknown field.

use std::collections::HashSet;

use lachan_core::model::{LimitsCase, from_json, to_json};
use lachan_core::screen_time::limits::evaluate;
use serde_json::Value;

const CASES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/limits/cases.jsonl"));
const STATES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/limits/states.jsonl"));

#[test]
fn every_case_has_its_state() {
    assert_eq!(CASES.lines().count(), STATES.lines().count());
    let mut wrong = String::new();
    for (line, expected) in CASES.lines().zip(STATES.lines()) {
        let found = to_json(&evaluate(&from_json::<LimitsCase>(line).unwrap()).unwrap()).unwrap();
        if found != expected {
            wrong += &format!("{}\n  found    {found}\n  expected {expected}\n  case {line}\n", name(line));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let names: HashSet<String> = CASES.lines().map(name).collect();
    assert_eq!(names.len(), CASES.lines().count());
}

#[test]
fn every_policy_is_met_locked_or_not_as_it_can_be() {
    let states = STATES.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let met: HashSet<String> = states.map(|state| format!("{} {}", state["policy"], state["locked"])).collect();
    let wanted =
        [r#""none" false"#, r#""override" false"#, r#""override" true"#, r#""bedtime" true"#, r#""daily_limit" true"#];
    assert_eq!(met, HashSet::from(wanted.map(str::to_owned)));
}

fn name(line: &str) -> String {
    let case: Value = serde_json::from_str(line).unwrap();
    case["name"].as_str().unwrap().to_owned()
}
