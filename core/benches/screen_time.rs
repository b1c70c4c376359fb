//! Screen time of a year: 1,000,000 usage facts taken in beside a bare insert of the same rows, and a day and a week
//! asked of that store and of a fortieth of it, nine days.
//!
//! Targets (docs, 2-core desktop): ≥ 100,000 facts/s and at most twice the bare insert, both encrypted, on disk, in
//! batches of 1,000; a day ≤ 2 ms, a week ≤ 10 ms, whatever the size of the store. Beside the bare insert, each store
//! gets a month, so that retention has nothing to remove; the year goes into one store, where it has. The ratios are
//! printed at the end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails by panicking")]
#![allow(clippy::print_stdout, reason = "the ratios are printed")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use lachan_core::guardian::{KeyProvider, Mode, ReportRequest};
use lachan_core::model::{Event, Language, Moment, Usage, UsageKind};
use lachan_core::report::{Audience, Format};
use lachan_core::{Guardian, Result};
use rusqlite::{Connection, params};

struct Key;

impl KeyProvider for Key {
    fn store_key(&self) -> Result<Vec<u8>> {
        Ok(vec![7; 32])
    }
}

const YEAR: i64 = 1_000_000;
const FEW: i64 = 25_000;
/// About 29 days.
const MONTH: i64 = 80_000;
const BATCH: i64 = 1_000;
/// 2025-11-20T20:00:00+07:00; a fact every 31.5 s makes a million in a year.
const FROM_MS: i64 = 1_763_643_600_000;
const GAP_MS: i64 = 31_536;
const MIDDLE: Date = date(2026, 5, 20);

fn moment(epoch_ms: i64) -> Moment {
    Moment { epoch_ms, offset_seconds: 25_200 }
}

/// The nth fact: visits of 40 apps, the screen on and off between, a boot every ten days.
fn fact(n: i64) -> Usage {
    let boot_ms = 864_000_000;
    let since = n * GAP_MS;
    let kind = match n % 24 {
        0 => UsageKind::ScreenOn,
        1 => UsageKind::Unlocked,
        23 => UsageKind::ScreenOff,
        even if even % 2 == 0 => UsageKind::AppResumed,
        _ => UsageKind::AppPaused,
    };
    let app = matches!(kind, UsageKind::AppResumed | UsageKind::AppPaused).then(|| n / 2 * 7 % 40);
    Usage {
        kind,
        app: app.map(|app| format!("vn.example.app{app}")),
        instance: app.map(|app| format!("Main#{app}")),
        at: moment(FROM_MS + since),
        monotonic_ms: Some(since % boot_ms),
        boot: Some((since / boot_ms).to_string()),
    }
}

fn batch(from: i64, count: i64) -> Vec<Event> {
    (from..from + count).map(|n| Event::Usage(fact(n))).collect()
}

fn now(last: i64) -> Moment {
    moment(FROM_MS + last * GAP_MS)
}

/// Takes in a batch; the time of the guardian's call alone.
fn fill(guardian: &Guardian, from: i64) -> Duration {
    let events = batch(from, BATCH);
    let begin = Instant::now();
    guardian.ingest(&events, now(from + BATCH)).unwrap();
    begin.elapsed()
}

/// A store with a profile and a consent. A replay lets nothing go before it is told to; a host does so day by day.
fn open(path: &Path, mode: Mode) -> Guardian {
    let guardian = Guardian::open(path, &Key, mode).unwrap();
    let given_at = now(0);
    let begin = [
        r#"{"type":"profile","alias":"Bi","birth_year":2013,"zone":"Asia/Ho_Chi_Minh"}"#.to_owned(),
        format!(r#"{{"type":"consent","given_at":"{given_at}","by":"guardian","child_agreed":true,"version":"1"}}"#),
    ];
    guardian.ingest(&begin.map(|line| Event::from_json(&line).unwrap()), now(0)).unwrap();
    guardian
}

/// A store with nothing but one table: the same rows, encryption and durability.
fn bare(path: &Path, keyed: bool) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "07".repeat(32))).unwrap();
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    let (key, end) = match keyed {
        true => (", PRIMARY KEY (boot, clock, tick_ms, kind, app, instance)", "STRICT, WITHOUT ROWID"),
        false => ("", "STRICT"),
    };
    let table = format!(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         CREATE TABLE observation (boot INTEGER NOT NULL, clock INTEGER NOT NULL, tick_ms INTEGER NOT NULL,
           kind INTEGER NOT NULL, app INTEGER NOT NULL, instance INTEGER NOT NULL, at_ms INTEGER NOT NULL,
           offset_seconds INTEGER NOT NULL{key}) {end}"
    );
    connection.execute_batch(&table).unwrap();
    connection
}

fn fill_bare(connection: &mut Connection, from: i64) -> Duration {
    let facts: Vec<Usage> = (from..from + BATCH).map(fact).collect();
    let begin = Instant::now();
    let write = connection.transaction().unwrap();
    {
        let sql = "INSERT OR IGNORE INTO observation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let mut insert = write.prepare(sql).unwrap();
        for (n, fact) in (from..).zip(&facts) {
            let app = if fact.app.is_some() { n / 2 * 7 % 40 + 1 } else { 0 };
            let (boot, tick) = (n * GAP_MS / 864_000_000 + 100, fact.monotonic_ms);
            let row = params![boot, 1, tick, fact.kind as i64, app, app, fact.at.epoch_ms, 25_200];
            insert.execute(row).unwrap();
        }
    }
    write.commit().unwrap();
    begin.elapsed()
}

/// The million, a month to a store, so that nothing is past its time yet: a guardian's time, and that of a bare
/// insert into the same table and into one without a key. They take turns, so that a busy machine is as busy for all.
fn fill_months(dir: &Path) -> [Duration; 3] {
    let mut taken = [Duration::ZERO; 3];
    for month in 0..YEAR / MONTH {
        let guardian = open(&dir.join(format!("month{month}")), Mode::Replay);
        let mut same = bare(&dir.join(format!("same{month}")), true);
        let mut plain = bare(&dir.join(format!("plain{month}")), false);
        for from in (month * MONTH..(month + 1) * MONTH).step_by(BATCH as usize) {
            taken[0] += fill(&guardian, from);
            taken[1] += fill_bare(&mut same, from);
            taken[2] += fill_bare(&mut plain, from);
        }
    }
    taken
}

/// The median time of some calls.
fn median(calls: usize, mut call: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..calls)
        .map(|_| {
            let begin = Instant::now();
            call();
            begin.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn week(guardian: &Guardian, first: Date) {
    for n in 0..7 {
        black_box(guardian.screen_time(first.checked_add(n.days()).unwrap(), None).unwrap());
    }
}

fn bench(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let [year, small] = ["year", "small"].map(|name| open(&dir.path().join(name), Mode::Replay));
    let host = open(&dir.path().join("host"), Mode::Host);
    let months = fill_months(dir.path());
    let [kept, with_retention] = [&year, &host]
        .map(|guardian| -> Duration { (0..YEAR).step_by(BATCH as usize).map(|from| fill(guardian, from)).sum() });
    for from in (YEAR - FEW..YEAR).step_by(BATCH as usize) {
        fill(&small, from);
    }
    let first = Instant::now();
    year.screen_time(MIDDLE, None).unwrap();
    let first = first.elapsed();

    let last: Date = now(YEAR).civil().date();
    let closed = last.checked_sub(2.days()).unwrap();
    let monday = last.checked_sub(7.days()).unwrap();
    let stores = [("1,000,000 facts", &year), ("25,000 facts", &small)];
    for (name, guardian) in stores {
        c.bench_function(&format!("kept day of {name}"), |b| b.iter(|| guardian.screen_time(closed, None).unwrap()));
        c.bench_function(&format!("running day of {name}"), |b| b.iter(|| guardian.screen_time(last, None).unwrap()));
        c.bench_function(&format!("week of {name}"), |b| b.iter(|| week(guardian, monday)));
    }

    println!();
    let [taken, same, plain] = months.map(|time| time.as_secs_f64());
    println!("ingest, a month to a store: {:.0} facts/s", (YEAR / MONTH * MONTH) as f64 / taken);
    println!("  {:.2} x a bare insert under the same key, {:.2} x one without any key", taken / same, taken / plain);
    let rate = |time: Duration| YEAR as f64 / time.as_secs_f64();
    println!("a year into one store, nothing let go: {:.0} facts/s", rate(kept));
    println!("a year of a host, where a day's facts go after 30 days: {:.0} facts/s", rate(with_retention));
    println!("first question after it: {first:?}");
    let times = stores.map(|(name, guardian)| {
        let kept = median(101, || drop(black_box(guardian.screen_time(closed, None).unwrap())));
        let running = median(101, || drop(black_box(guardian.screen_time(last, None).unwrap())));
        // Each round takes in the next minutes first, so the day asked is derived and counted, not read.
        let mut next = YEAR;
        let after_new = median(21, || {
            fill_few(guardian, &mut next);
            black_box(guardian.screen_time(last, None).unwrap());
        });
        let mut next_alone = next;
        let new_alone = median(21, || fill_few(guardian, &mut next_alone));
        let first_week = median(11, || {
            forget_kept(guardian);
            week(guardian, monday);
        });
        let whole_week = median(51, || week(guardian, monday));
        let counted = median(21, || {
            guardian.ingest(&[late(last)], now(YEAR)).unwrap();
            black_box(guardian.screen_time(last, None).unwrap());
        });
        let request = ReportRequest {
            period: "2026-W46".parse().unwrap(),
            audience: Audience::Parent,
            language: Language::Vi,
            format: Format::Json,
            generated_at: None,
        };
        let report = median(11, || drop(black_box(guardian.report(&request).unwrap())));
        println!(
            "{name}: kept day {kept:?}, running day {running:?}, week {whole_week:?} (asked first {first_week:?}),
  report {report:?};
  20 new facts and a day {after_new:?} (the facts alone {new_alone:?}), a late fact and a day {counted:?}"
        );
        [kept, running, whole_week]
    });
    let [year_times, small_times] = times;
    for (what, (large, small)) in ["kept day", "running day", "week"].iter().zip(year_times.iter().zip(&small_times)) {
        println!("{what}: 1,000,000 facts / 25,000 facts = {:.2}", large.as_secs_f64() / small.as_secs_f64());
    }
}

fn fill_few(guardian: &Guardian, next: &mut i64) {
    guardian.ingest(&batch(*next, 20), now(*next + 20)).unwrap();
    *next += 20;
}

/// Makes all kept days count anew: the profile's day begins at another time.
fn forget_kept(guardian: &Guardian) {
    static TURN: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let minute = TURN.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 2;
    let profile = format!(r#"{{"alias":"Bi","birth_year":2013,"zone":"Asia/Ho_Chi_Minh","day_start":"00:0{minute}"}}"#);
    guardian.ingest(&[Event::Profile(serde_json::from_str(&profile).unwrap())], now(0)).unwrap();
}

/// A fact of the first hours of a day that comes late.
fn late(day: Date) -> Event {
    static TICK: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
    let more = TICK.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let days = i64::from(day.since(date(2025, 11, 20)).unwrap().get_days());
    let n = (days * 86_400_000 - 18 * 3_600_000) / GAP_MS;
    let near = fact(n);
    Event::Usage(Usage {
        kind: UsageKind::ZoneChanged,
        app: None,
        monotonic_ms: near.monotonic_ms.map(|ms| ms + 1 + more),
        ..near
    })
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = bench
}
criterion_main!(benches);
