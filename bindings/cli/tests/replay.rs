//! `lachan replay` as a whole: good and bad files, and a process killed in the middle.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a key; every test has its own.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        assert!(bench.lachan(&["key", "new", bench.path("key").to_str().unwrap()]).status.success());
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lachan"));
        command.args(args).current_dir(self.0.path());
        command
    }

    fn lachan(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Replays a file into the store `name`, decisions to standard output.
    fn replay(&self, file: &str, store: &str) -> Output {
        self.lachan(&["replay", file, "--store", store, "--key-file", "key"])
    }

    /// Everything that can be asked of a store, as one text.
    fn answers(&self, store: &str) -> String {
        let from = ["--store", store, "--key-file", "key"];
        let ask = |before: &[&str], after: &[&str]| {
            let out = self.lachan(&[before, &from[..], after].concat());
            assert!(out.status.success(), "{before:?} {after:?}: {}", text(&out.stderr));
            text(&out.stdout)
        };
        let mut all = ask(&["contacts"], &["--json"]);
        for day in 16..=22 {
            all += &ask(&["screen-time"], &["--day", &format!("2026-11-{day}"), "--json"]);
        }
        for (audience, format) in [("parent", "json"), ("parent", "html"), ("child", "text")] {
            all +=
                &ask(&["report"], &["--week", "2026-W47", "--audience", audience, "--lang", "vi", "--format", format]);
        }
        all
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/sample-week.jsonl")
}

fn message(id: &str, text: &str) -> String {
    format!(
        r#"{{"type":"message","id":"{id}","contact":"c","app":"a","direction":"incoming","sent_at":"2026-11-20T21:03:00+07:00","text":"{text}"}}"#
    )
}

#[test]
fn decisions_are_one_line_for_every_incoming_message_in_order() {
    let bench = Bench::new();
    let out = bench.lachan(&["replay", sample().to_str().unwrap(), "--memory"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let incoming: Vec<String> = fs::read_to_string(sample())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|event| event["type"] == "message" && event["direction"] == "incoming")
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect();
    let decided: Vec<String> = text(&out.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .inspect(|decision| assert_eq!(decision["type"], "assessment"))
        .map(|decision| decision["message"].as_str().unwrap().to_owned())
        .collect();
    assert!(incoming.len() > 700);
    assert_eq!(decided, incoming);
}

#[test]
fn a_bad_line_is_named_and_the_good_ones_before_it_stay() {
    let (first, second) = (message("m1", "chào"), message("m2", "chào"));
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("unknown type", br#"{"type":"telepathy"}"#.to_vec(), "line 3: type: is not one of"),
        ("no type", br#"{"id":"m3"}"#.to_vec(), "line 3: type: is missing"),
        ("missing field", second.replace(r#""app":"a","#, "").into(), "line 3: app: is missing"),
        (
            "bad date",
            second.replace("2026-11-20T21", "2026-11-31T21").into(),
            "line 3: sent_at: is not an RFC 3339 time",
        ),
        ("bad value", second.replace("incoming", "sideways").into(), "line 3: direction: is not"),
        ("no JSON", b"hello".to_vec(), "line 3: json: is not valid JSON"),
        ("no UTF-8", [second.as_bytes(), b"\xff\xfe"].concat(), "line 3: json: is not UTF-8 from byte"),
    ];
    for (name, bad, wanted) in cases {
        let bench = Bench::new();
        let bytes = [format!("{first}\n\n").as_bytes(), &bad, format!("\n{second}\n").as_bytes()].concat();
        let file = bench.write("events.jsonl", bytes);
        let out = bench.replay(&file, "store");
        assert_eq!(out.status.code(), Some(1), "{name}");
        assert!(text(&out.stderr).contains(wanted), "{name}: {}", text(&out.stderr));
        assert_eq!(text(&out.stdout).lines().count(), 1, "{name}: the good line before was decided");
        let contacts = bench.lachan(&["contacts", "--store", "store", "--key-file", "key", "--json"]);
        assert!(text(&contacts.stdout).contains(r#""incoming":1,"#), "{name}: nothing after the bad line was applied");
    }
}

#[test]
fn a_message_of_one_megabyte_is_taken_in() {
    let bench = Bench::new();
    let file = bench.write("events.jsonl", message("big", &"chào em nhé ".repeat(90_000)));
    let out = bench.replay(&file, "store");
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout).lines().count(), 1);
}

#[test]
fn a_repeated_message_id_is_skipped_with_its_line() {
    let bench = Bench::new();
    let lines = [message("m1", "chào"), message("m2", "chào"), message("m1", "khác")].join("\n");
    let file = bench.write("events.jsonl", lines);
    let out = bench.replay(&file, "store");
    assert!(out.status.success());
    assert_eq!(text(&out.stdout).lines().count(), 2);
    assert!(text(&out.stderr).contains("line 3: skipped: was applied before"), "{}", text(&out.stderr));
}

#[test]
fn wrong_usage_is_status_2_and_refusals_are_status_1() {
    let bench = Bench::new();
    for args in [&["replay"][..], &["replay", "x", "--store", "s"], &["report"], &["nonsense"], &[]] {
        assert_eq!(bench.lachan(args).status.code(), Some(2), "{args:?}");
    }
    let file = bench.write("events.jsonl", message("m1", "chào"));
    assert!(bench.replay(&file, "store").status.success());
    bench.write("other", [1; 32]);
    bench.write("short", [1; 5]);
    for (args, wanted) in [
        (&["contacts", "--store", "store", "--key-file", "other"][..], "does not open this store"),
        (&["contacts", "--store", "store", "--key-file", "short"], "is not a key of 32 bytes"),
        (&["contacts", "--store", "nowhere", "--key-file", "key"], "nowhere"),
        (&["replay", "nowhere", "--memory"], "nowhere"),
        (&["key", "new", "key"], "key"),
    ] {
        let out = bench.lachan(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        assert!(text(&out.stderr).contains(wanted), "{args:?}: {}", text(&out.stderr));
    }
}

#[test]
fn limits_come_from_standard_input_and_a_bad_case_ends_them() {
    let bench = Bench::new();
    let case = r#"{"zone":"Asia/Ho_Chi_Minh","now":"2026-11-20T21:10:00+07:00","rules":{"day_start":"06:00","bedtimes":[{"day":"fri","from":"21:00","to":"07:00","updated_at":"2026-11-01T00:00:00Z"}],"daily_limits":[{"day":"fri","minutes":120,"updated_at":"2026-11-01T00:00:00Z"}],"overrides":[{"action":"unlock","created_at":"2026-11-20T21:05:00+07:00","minutes":30}]},"used_minutes":85}"#;
    let bad = case.replace(r#""to":"07:00""#, r#""to":"21:00""#);
    let mut child = bench
        .command(&["limits", "evaluate"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    write!(child.stdin.take().unwrap(), "{case}\n{bad}\n{case}\n").unwrap();
    let out = child.wait_with_output().unwrap();
    // The example of the contract, to the byte.
    let state = r#"{"locked":false,"policy":"override","remaining_minutes":35.0,"limit_started_at":null,"next_change":{"at":"2026-11-20T21:35:00+07:00","policy":"bedtime"},"unlocks_at":null,"reasons":["override_unlock"]}"#;
    assert_eq!(text(&out.stdout), format!("{state}\n"));
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("line 2: rules.bedtimes[0]"), "{}", text(&out.stderr));
}

#[test]
fn an_exported_incident_record_verifies_until_it_is_touched() {
    let bench = Bench::new();
    assert!(bench.replay(sample().to_str().unwrap(), "store").status.success());
    let export = ["incident", "export", "--store", "store", "--key-file", "key", "--out", "record.json"];
    assert!(bench.lachan(&export).status.success());
    let good = bench.lachan(&["incident", "verify", "record.json"]);
    assert!(good.status.success(), "{}", text(&good.stderr));
    let record = fs::read_to_string(bench.path("record.json")).unwrap();
    let touched = bench.write("touched.json", record.replacen("concern", "watch", 1));
    let bad = bench.lachan(&["incident", "verify", &touched]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(text(&bad.stderr).contains("does not hold"), "{}", text(&bad.stderr));
}

/// Ten kills at moments spread over a run: the store opens, no batch is half there, and replaying the file again gives
/// the state of one clean run.
#[test]
fn a_killed_replay_loses_nothing_and_halves_nothing() {
    let bench = Bench::new();
    let sample = sample();
    let file = sample.to_str().unwrap();
    let started = std::time::Instant::now();
    assert!(bench.replay(file, "clean").status.success());
    let whole = started.elapsed();
    let clean = bench.answers("clean");
    let batch_ends = messages_by_batch(file);

    for kill in 0..10_u32 {
        let store = format!("killed-{kill}");
        let mut child = bench
            .command(&["replay", file, "--store", &store, "--key-file", "key", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the run, in no order, from creation to nearly the end.
        std::thread::sleep(whole * (kill * 7 % 10) / 10);
        child.kill().unwrap();
        child.wait().unwrap();

        // What is there is whole batches: the messages decided are a prefix that ends where a batch ends.
        if bench.path(&store).exists() {
            let opened = bench.lachan(&["contacts", "--store", &store, "--key-file", "key", "--json"]);
            assert!(opened.status.success(), "kill {kill}: {}", text(&opened.stderr));
            let applied: u64 = text(&opened.stdout).lines().map(counted).sum();
            assert!(batch_ends.contains(&applied), "kill {kill}: {applied} is inside a batch");
        }
        let resumed = bench.replay(file, &store);
        assert!(resumed.status.success(), "kill {kill}: {}", text(&resumed.stderr));
        assert_eq!(bench.answers(&store), clean, "kill {kill}");
    }
}

/// Messages of a contact's JSON line.
fn counted(line: &str) -> u64 {
    let contact: serde_json::Value = serde_json::from_str(line).unwrap();
    contact["incoming"].as_u64().unwrap() + contact["outgoing"].as_u64().unwrap()
}

/// How many messages a file holds up to the end of each batch of 1,000 lines.
fn messages_by_batch(file: &str) -> Vec<u64> {
    let lines = fs::read_to_string(file).unwrap();
    let mut ends = vec![0];
    let mut messages = 0;
    for (number, line) in (1..).zip(lines.lines()) {
        messages += u64::from(line.contains(r#""type":"message""#));
        if number % 1000 == 0 {
            ends.push(messages);
        }
    }
    ends.push(messages);
    ends
}
