//! One message scored, beside a peer in the same run: a bare lower-casing and one aho-corasick scan.
//!
//! Targets: 50 µs a message at the median, 200 µs at the 99th percentile (shared/architecture.md), printed first. Also:
//! loading the lexicon.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench has nothing to measure without its engine, and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::tz::TimeZone;
use lachan_core::model::{Direction, Message, Moment};
use lachan_core::risk::learned::SILENT;
use lachan_core::risk::lexicon::{EMBEDDED, Lexicon};
use lachan_core::risk::{ContactFacts, ContactState, Engine};

const TEXTS: [&str; 8] = [
    "mai mấy giờ học thế mày",
    "e lam bai tap toan chua, cho t muon vo voi",
    "Các em nhớ nộp bài trước 9 giờ tối nay, ai chưa xong thì gửi cô qua nhóm lớp nhé.",
    "ok tối 8h vào trận nha =))",
    "bố mẹ em có hay kiểm tra điện thoại không, đừng kể với ai nhé",
    "hey are you coming to practice tomorrow? coach said 5pm at the pool",
    "Don hang cua ban dang giao, vui long chuan bi 150.000d. Theo doi: https://example.vn/t/1",
    "haha đúng rồi, hôm qua tao cười muốn xỉu luôn á, mày không đi tiếc ghê",
];

fn message(text: &str) -> Message {
    Message {
        id: String::new(),
        contact: "c".into(),
        app: "a".into(),
        conversation: None,
        group: false,
        direction: Direction::Incoming,
        sent_at: Moment { epoch_ms: 1_763_640_000_000, offset_seconds: 25_200 },
        text: text.into(),
        media: Vec::new(),
        sensitive_media: false,
    }
}

/// Messages whose times are ranked.
const RANKED: usize = 40_000;

/// Prints the median and the 99th percentile of single messages, which criterion's means do not show.
fn ranks(engine: &Engine, zone: &TimeZone, messages: &[Message]) {
    let mut state = ContactState::default();
    let mut times: Vec<Duration> = Vec::with_capacity(RANKED);
    for message in messages.iter().cycle().take(RANKED) {
        let began = Instant::now();
        black_box(engine.message(&mut state, None, &ContactFacts::default(), zone, message, &SILENT));
        times.push(began.elapsed());
    }
    times.sort_unstable();
    let rank = |share: usize| times.get(RANKED * share / 100).copied().unwrap_or_default();
    println!("risk/message p50 {:?}, p99 {:?} of {RANKED}", rank(50), rank(99));
}

fn benches(criterion: &mut Criterion) {
    let engine = Engine::embedded().expect("the embedded lexicon loads");
    let zone = TimeZone::get("Asia/Ho_Chi_Minh").expect("a bundled zone");
    let messages: Vec<Message> = TEXTS.iter().map(|text| message(text)).collect();
    ranks(engine, &zone, &messages);
    let mut group = criterion.benchmark_group("risk");
    let mut next = (0..messages.len()).cycle();
    group.bench_function("message", |bencher| {
        let mut state = ContactState::default();
        bencher.iter(|| {
            let message = next.next().and_then(|at| messages.get(at)).expect("a message");
            black_box(engine.message(&mut state, None, &ContactFacts::default(), &zone, message, &SILENT))
        });
    });
    let peer = AhoCorasick::new(["bí mật", "một mình", "ảnh", "secret", "otp", "chuyển khoản", "công an", "đừng nói"])
        .expect("a plain automaton");
    group.bench_function("peer_lowercase_and_scan", |bencher| {
        bencher.iter(|| {
            let message = next.next().and_then(|at| messages.get(at)).expect("a message");
            black_box(peer.find_iter(&message.text.to_lowercase()).count())
        });
    });
    group.sample_size(20);
    group.bench_function("load_lexicon", |bencher| bencher.iter(|| black_box(Lexicon::load(&EMBEDDED))));
    group.finish();
}

criterion_group!(risk, benches);
criterion_main!(risk);
