//! Messages taken in as a host does it. Target (docs, 2-core desktop): ≥ 10,000 messages/s, encrypted and durable, in
//! batches of 1,000. Usage facts: benches/screen_time.rs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lachan_core::guardian::{KeyProvider, Mode};
use lachan_core::model::{Event, Moment};
use lachan_core::{Guardian, Result};

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

criterion_group! {
    name = benches;
    config = Criterion::default();
    targets = bench_messages
}
criterion_main!(benches);
