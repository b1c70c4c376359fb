//! The recorded devices among the conformance vectors that Rust, Kotlin and Swift all run (tests/vectors/README.md).
//!
//! `LACHAN_BLESS=1 cargo test -p lachan-core --test vectors` writes the expected files anew; without it they are compared.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use lachan_core::guardian::{KeyProvider, Mode, ReportRequest};
use lachan_core::model::{Event, Language, Moment, to_json};
use lachan_core::report::{Audience, Format};
use lachan_core::{Guardian, Result};

struct Sevens;

impl KeyProvider for Sevens {
    fn store_key(&self) -> Result<Vec<u8>> {
        Ok(vec![7; 32])
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors").join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn check(path: &Path, found: &str) {
    if std::env::var_os("LACHAN_BLESS").is_some() {
        fs::write(path, found).unwrap();
    }
    assert_eq!(found, read(path), "{} has drifted", path.display());
}

#[test]
fn devices_answer_as_written() {
    let mut devices: Vec<PathBuf> = fs::read_dir(folder("device"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    devices.sort();
    assert!(devices.len() >= 3, "{devices:?}");
    devices.iter().for_each(|device| replay(device));
}

fn replay(device: &Path) {
    let events: Vec<Event> =
        read(&device.join("events.jsonl")).lines().map(|line| Event::from_json(line).unwrap()).collect();
    let now: Moment = read(&device.join("now.txt")).trim().parse().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let guardian = Guardian::open(&dir.path().join("child.lachan"), &Sevens, Mode::Replay).unwrap();

    let ingested = guardian.ingest(&events, now).unwrap();
    let decisions: String = ingested.assessments.iter().map(|line| line.to_line().unwrap() + "\n").collect();
    check(&device.join("decisions.jsonl"), &decisions);
    let contacts: String = guardian.contacts().unwrap().iter().map(|line| to_json(line).unwrap() + "\n").collect();
    check(&device.join("contacts.jsonl"), &contacts);

    let mut answers = String::new();
    for line in read(&device.join("ask.txt")).lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["day", day] => {
                answers += &(to_json(&guardian.screen_time(day.parse().unwrap(), None).unwrap()).unwrap() + "\n");
            }
            ["limits", now] => {
                answers += &(to_json(&guardian.limits_state(now.parse().unwrap()).unwrap()).unwrap() + "\n");
            }
            ["report", period, audience, language, format] => {
                let request = ReportRequest {
                    period: period.parse().unwrap(),
                    audience: if audience == "child" { Audience::Child } else { Audience::Parent },
                    language: if language == "en" { Language::En } else { Language::Vi },
                    format: match format {
                        "html" => Format::Html,
                        "csv" => Format::Csv,
                        "text" => Format::Text,
                        _ => Format::Json,
                    },
                    generated_at: None,
                };
                let name = format!("report-{period}-{audience}-{language}.{format}");
                check(&device.join(name), &guardian.report(&request).unwrap());
            }
            _ => panic!("{}: {line}", device.display()),
        }
    }
    check(&device.join("answers.jsonl"), &answers);
}
