//! `lachan eval` and the corpus it reads.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn corpus(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conversations").join(folder)
}

fn eval(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lachan")).arg("eval").args(args).output().unwrap()
}

fn conversations(folder: &str) -> Vec<Value> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(corpus(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let files = files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
        })
        .collect()
}

/// How many conversations a folder has of each category and language.
fn counts(folder: &str) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for conversation in conversations(folder) {
        let category = conversation["category"].as_str().unwrap_or("harmless").to_owned();
        *counts.entry((category, conversation["language"].as_str().unwrap().to_owned())).or_default() += 1;
    }
    counts
}

#[test]
fn the_corpus_is_as_large_and_as_mixed_as_it_should_be() {
    let (development, frozen) = (counts("development"), counts("frozen"));
    for category in ["grooming", "sextortion", "recruitment", "impersonation", "scam", "bullying", "harmless"] {
        let of = |counts: &BTreeMap<(String, String), usize>, language: &str| {
            counts.get(&(category.to_owned(), language.to_owned())).copied().unwrap_or(0)
        };
        let (vi, en) = (of(&development, "vi"), of(&development, "en"));
        let least = if category == "harmless" { 500 } else { 60 };
        assert!(vi + en >= least && vi * 3 >= en && en * 3 >= vi, "{category}: {vi} vi, {en} en");
        assert!(of(&frozen, "vi") + of(&frozen, "en") >= least / 4, "{category}");
    }
    let streams = conversations("development");
    let long = streams.iter().filter(|one| one["events"].as_array().unwrap().len() >= 300).count();
    assert!(long >= 6);
}

#[test]
fn the_frozen_set_is_untouched_and_shares_nothing_with_the_others() {
    let sums = std::fs::read_to_string(corpus("frozen").join("SHA256SUMS")).unwrap();
    let mut check = Command::new("sha256sum");
    let checked = check.args(["--check", "--quiet", "SHA256SUMS"]).current_dir(corpus("frozen")).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    assert_eq!(sums.lines().count(), 8);
    let texts = |folder: &str| -> std::collections::HashSet<String> {
        let long = |text: &str| text.split_whitespace().count() >= 8;
        let events = conversations(folder).into_iter().flat_map(|one| one["events"].as_array().unwrap().clone());
        events.filter_map(|event| event["text"].as_str().map(str::to_lowercase)).filter(|text| long(text)).collect()
    };
    let frozen = texts("frozen");
    for folder in ["development", "training"] {
        let shared: Vec<String> = texts(folder).intersection(&frozen).cloned().collect();
        assert!(shared.is_empty(), "{folder}: {shared:?}");
    }
}

#[test]
fn long_harmless_streams_stay_below_concern_and_the_figures_hold() {
    let output = eval(&[corpus("development").to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["noises"].as_object().unwrap().len(), 5);
    for outcome in found["conversations"].as_array().unwrap() {
        if outcome["truth"].is_null() && outcome["incoming"].as_u64().unwrap() >= 140 {
            assert!(matches!(outcome["level"].as_str(), Some("none" | "watch")), "{outcome}");
        }
        let reasons = outcome["reasons"].as_array().unwrap();
        assert!(outcome["level"] == "none" || reasons.iter().any(|reason| reason != "wording"), "{outcome}");
    }
    // Of the weights that ship; they have learned from this set, so this only guards against a fall.
    let plain = &found["noises"]["none"];
    assert!(plain["recall"].as_f64().unwrap() >= 0.85, "{plain}");
    assert!(plain["false_alert_rate"].as_f64().unwrap() <= 0.012, "{plain}");
}

#[test]
fn a_bad_line_and_an_empty_folder_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let complaint = || String::from_utf8(eval(&[path]).stderr).unwrap();
    assert!(complaint().contains("holds no conversations"), "{}", complaint());
    std::fs::write(folder.path().join("a.jsonl"), "{\"id\":\"x\",\"category\":\"theft\"}\n").unwrap();
    assert!(complaint().contains("a.jsonl") && complaint().contains("line 1"), "{}", complaint());
}

#[test]
fn the_card_is_written_between_its_marks() {
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card.md");
    std::fs::write(&card, "# Card\n<!-- figures -->\nold\n<!-- /figures -->\nrest\n").unwrap();
    let output = eval(&[corpus("frozen").to_str().unwrap(), "--card", card.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(&card).unwrap();
    assert!(text.starts_with("# Card\n") && text.ends_with("\nrest\n") && !text.contains("old"));
    assert!(text.contains("| F-latency") && folder.path().join("pictures/time-to-alert.svg").exists());
}
