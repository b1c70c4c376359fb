//! Access log, withdrawal, the family's copy, the incident record's code and sealed reports, by the commands.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Bench(tempfile::TempDir);

const STORE: [&str; 4] = ["--store", "store", "--key-file", "key"];

impl Bench {
    /// A folder with a store of the sample week.
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.done(&["key", "new", "key"]);
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/sample-week.jsonl");
        bench.asked(&["replay", sample.to_str().unwrap(), "--quiet"]);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn lachan(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_lachan")).args(args).current_dir(self.0.path()).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let out = self.lachan(args);
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// A command on the store.
    fn asked(&self, args: &[&str]) -> String {
        self.done(&[args, &STORE].concat())
    }

    /// What standard error says when a command is refused.
    fn refused(&self, args: &[&str]) -> String {
        let out = self.lachan(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        String::from_utf8(out.stderr).unwrap()
    }
}

const PARENT: [&str; 9] = ["report", "--week", "2026-W47", "--audience", "parent", "--lang", "vi", "--format", "text"];

#[test]
fn requirement_8_views_are_noted_and_reports_keep_their_bytes() {
    let bench = Bench::new();
    let child = ["report", "--week", "2026-W47", "--audience", "child", "--lang", "vi", "--format", "html"];
    let first = bench.asked(&child);
    bench.asked(&["contacts", "--viewer", "parent"]);
    bench.asked(&PARENT);
    assert_eq!(bench.asked(&child), first);
    let log: serde_json::Value = serde_json::from_str(&bench.asked(&["access-log"])).unwrap();
    let whats: Vec<&str> =
        log["links"].as_array().unwrap().iter().map(|link| link["entry"]["what"].as_str().unwrap()).collect();
    assert_eq!(whats, ["report", "contacts", "report", "report"]);
    assert_eq!(log["links"][1]["entry"]["who"], "parent");
}

#[test]
fn a_code_written_down_finds_a_record_cut_short() {
    let bench = Bench::new();
    bench.asked(&["incident", "export", "--out", "record.json"]);
    let said = bench.done(&["incident", "verify", "record.json"]);
    let code = said.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(bench.done(&["incident", "verify", "record.json", "--head", &code]).contains("0 were added since"));
    let page = bench.asked(&["incident", "export", "--format", "html", "--lang", "en"]);
    assert!(page.contains(&code) && page.contains("Sheet to fill in"));

    let mut record: serde_json::Value = serde_json::from_slice(&fs::read(bench.path("record.json")).unwrap()).unwrap();
    let links = record["links"].as_array_mut().unwrap();
    links.pop();
    record["head"] = links.last().unwrap()["hash"].clone();
    fs::write(bench.path("cut.json"), record.to_string()).unwrap();
    bench.done(&["incident", "verify", "cut.json"]);
    assert!(bench.refused(&["incident", "verify", "cut.json", "--head", &code]).contains("no link has this code"));
}

#[test]
fn a_sealed_report_is_opened_once_by_its_key_only() {
    let bench = Bench::new();
    let pairing = bench.done(&["pair", "new", "phone"]).trim().to_owned();
    bench.done(&["pair", "new", "other"]);
    bench.asked(&[&PARENT[..], &["--seal", &pairing, "--out", "sealed"]].concat());
    assert!(bench.refused(&["open", "other", "sealed"]).contains("sealed for another key"));
    assert_eq!(bench.done(&["open", "phone", "sealed"]), bench.asked(&PARENT));
    assert!(bench.refused(&["open", "phone", "sealed"]).contains("was opened before"));
    let mut bytes = fs::read(bench.path("sealed")).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(bench.path("changed"), bytes).unwrap();
    assert!(bench.refused(&["open", "phone", "changed"]).contains("was changed on its way"));
}

#[test]
fn the_familys_copy_is_whole_and_a_withdrawal_leaves_nothing_of_it() {
    let bench = Bench::new();
    let copy = |name: &str| -> serde_json::Value {
        bench.asked(&["export", "--out", name]);
        serde_json::from_slice(&fs::read(bench.path(name)).unwrap()).unwrap()
    };
    let before = copy("before.json");
    for list in ["consents", "limits", "contacts", "alerts", "usage"] {
        assert!(!before[list].as_array().unwrap().is_empty(), "{list}");
    }
    let line = r#"{"type":"consent_withdrawn","at":"2026-11-23T09:00:00+07:00","by":"guardian"}"#;
    fs::write(bench.path("withdrawn.jsonl"), line).unwrap();
    bench.asked(&["replay", "withdrawn.jsonl", "--quiet"]);
    let after = copy("after.json");
    assert_eq!(after["withdrawn_at"], "2026-11-23T02:00:00+00:00");
    assert!(after["profile"].is_null());
    for list in ["consents", "limits", "contacts", "alerts", "usage"] {
        assert!(after[list].as_array().unwrap().is_empty(), "{list}");
    }
}
