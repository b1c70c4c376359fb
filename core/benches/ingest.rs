//! Ingestion as a host does it, beside a bare insert of the same rows into the same kind of store.
//!
//! Targets (docs, 2-core desktop): ≥ 10,000 messages/s encrypted and durable in batches of 1,000; usage ≥ 100,000/s and
//! at most twice the time of the bare insert.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lachan_core::guardian::{KeyProvider, Mode};
use lachan_core::model::{Event, Moment};
use lachan_core::{Guardian, Result};
use rusqlite::{Connection, params};

struct Key;

impl KeyProvider for Key {
    fn store_key(&self) -> Result<Vec<u8>> {
        Ok(vec![7; 32])
    }
}

const NOW: Moment = Moment { epoch_ms: 1_795_000_000_000, offset_seconds: 25_200 };

fn sample(kind: &str) -> Vec<Event> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sample-week.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let tag = format!(r#""type":"{kind}""#);
    text.lines().filter(|line| line.contains(&tag)).map(|line| Event::from_json(line).unwrap()).collect()
}

/// 1,000 messages of the sample week with ids of their own in each round.
fn messages(round: u64) -> Vec<Event> {
    let mut events = sample("message");
    events.truncate(1000);
    for event in &mut events {
        if let Event::Message(message) = event {
            message.id = format!("{round}-{}", message.id);
        }
    }
    events
}

/// 10,000 usage facts, a second apart.
fn usage(round: i64) -> Vec<Event> {
    let line = |n: i64| {
        let kind = if n % 2 == 0 { "app_resumed" } else { "app_paused" };
        let mono = round * 10_000_000 + n * 1000;
        format!(
            r#"{{"type":"usage","kind":"{kind}","app":"app.{}","instance":"Main#1","at":"2026-11-20T08:00:00+07:00","monotonic_ms":{mono},"boot":"41"}}"#,
            n / 2 % 40
        )
    };
    (0..10_000).map(|n| Event::from_json(&line(n)).unwrap()).collect()
}

fn bench_messages(c: &mut Criterion) {
    let mut group = c.benchmark_group("1000 messages");
    group.throughput(Throughput::Elements(1000)).sample_size(20);
    let dir = tempfile::tempdir().unwrap();
    let stores = [
        ("in memory", Guardian::in_memory(Mode::Replay).unwrap()),
        ("encrypted file", Guardian::open(&dir.path().join("s"), &Key, Mode::Replay).unwrap()),
    ];
    let mut round = 0;
    for (name, guardian) in stores {
        group.bench_function(name, |b| {
            b.iter_batched(
                || {
                    round += 1;
                    messages(round)
                },
                |events| guardian.ingest(&events, NOW).unwrap(),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn bench_usage(c: &mut Criterion) {
    let mut group = c.benchmark_group("10000 usage facts");
    group.throughput(Throughput::Elements(10_000)).sample_size(20);
    let dir = tempfile::tempdir().unwrap();
    let guardian = Guardian::open(&dir.path().join("s"), &Key, Mode::Replay).unwrap();
    let mut round = 0;
    group.bench_function("guardian", |b| {
        b.iter_batched(
            || {
                round += 1;
                usage(round)
            },
            |events| guardian.ingest(&events, NOW).unwrap(),
            BatchSize::PerIteration,
        );
    });
    // The peer: the same rows, indexes and durability, nothing else.
    let mut bare = bare_store(&dir.path().join("bare"));
    group.bench_function("bare insert", |b| {
        b.iter_batched(
            || {
                round += 1;
                usage(round)
            },
            |events| insert_bare(&mut bare, &events),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn bare_store(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let schema = include_str!("../src/store/migrations/001_first.sql");
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "07".repeat(32))).unwrap();
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    connection.execute_batch(&format!("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; {schema}")).unwrap();
    for id in 1..100 {
        connection.execute("INSERT INTO term VALUES (?1, ?1)", [id]).unwrap();
    }
    connection
}

fn insert_bare(connection: &mut Connection, events: &[Event]) {
    let tx = connection.transaction().unwrap();
    {
        let sql = "INSERT OR IGNORE INTO observation (at_ms, offset_seconds, kind, app, instance, boot, monotonic_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut insert = tx.prepare(sql).unwrap();
        for (n, event) in (0_i64..).zip(events) {
            let Event::Usage(fact) = event else { panic!("only usage") };
            let row =
                params![fact.at.epoch_ms, fact.at.offset_seconds, n % 2, n / 2 % 40 + 1, 41, 42, fact.monotonic_ms];
            insert.execute(row).unwrap();
        }
    }
    tx.commit().unwrap();
}

criterion_group! {
    name = benches;
    config = Criterion::default();
    targets = bench_messages, bench_usage
}
criterion_main!(benches);
