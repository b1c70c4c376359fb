use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::model::{Category, Direction, Message};

pub(super) const PHRASES: [&str; 4] = ["Ngựa Vằn Tím", "contact-id-93418", "Hoa Dã Quỳ", "message-id-55512"];

struct Key(u8);

impl KeyProvider for Key {
    fn store_key(&self) -> Result<Vec<u8>> {
        Ok(vec![self.0; 32])
    }
}

pub(super) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(super) fn event(json: &str) -> Event {
    Event::from_json(json).unwrap()
}

pub(super) fn profile() -> Event {
    event(
        r#"{"type":"profile","alias":"Bi","birth_year":2014,"zone":"Asia/Ho_Chi_Minh","day_start":"04:00","language":"vi"}"#,
    )
}

pub(super) fn consent(at: &str) -> Event {
    event(&format!(r#"{{"type":"consent","given_at":"{at}","by":"guardian","child_agreed":true,"version":"1"}}"#))
}

pub(super) fn message(id: &str, sent_at: &str, text: &str) -> Event {
    Event::Message(Message {
        id: id.into(),
        contact: PHRASES[1].into(),
        app: "com.zing.zalo".into(),
        conversation: None,
        group: false,
        direction: Direction::Incoming,
        sent_at: at(sent_at),
        text: text.into(),
        media: Vec::new(),
        sensitive_media: false,
    })
}

pub(super) fn usage(kind: &str, at: &str) -> Event {
    event(&format!(r#"{{"type":"usage","kind":"{kind}","app":"com.example.game","at":"{at}"}}"#))
}

/// A script that alerts: asks for secrecy, for privacy, for a photo, and threatens.
pub(super) fn script() -> Vec<Event> {
    let lines = [
        "Em đừng kể với bố mẹ về chuyện của hai đứa mình nhé, đây là bí mật của chúng mình",
        "Em ở nhà một mình à? Bố mẹ em có nhà không?",
        "Gửi anh ảnh riêng tư của em đi, anh sẽ cho em thẻ game",
        "Em nhớ xóa tin nhắn đi kẻo bố mẹ kiểm tra điện thoại",
        "Nếu em không chuyển tiền anh sẽ gửi ảnh của em cho cả lớp và bố mẹ em",
    ];
    let make = |(n, text): (usize, &&str)| message(&format!("s{n}"), &format!("2026-11-20T21:0{n}:00+07:00"), text);
    lines.iter().enumerate().map(make).collect()
}

pub(super) const NOW: &str = "2026-11-21T08:00:00+07:00";

#[test]
fn requirement_5_a_host_must_bring_profile_and_consent_first() {
    let guardian = Guardian::in_memory(Mode::Host).unwrap();
    let hello = [message("m1", "2026-11-20T21:00:00+07:00", "chào em")];
    assert_eq!(guardian.ingest(&hello, at(NOW)), Err(Error::NoProfile));
    guardian.ingest(&[profile()], at(NOW)).unwrap();
    assert_eq!(guardian.ingest(&hello, at(NOW)), Err(Error::NoConsent));
    guardian.ingest(&[consent("2026-11-01T08:00:00+07:00")], at(NOW)).unwrap();
    assert_eq!(guardian.ingest(&hello, at(NOW)).unwrap().assessments.len(), 1);
}

#[test]
fn requirement_5_nothing_from_before_consent_is_kept() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let old = "2026-11-19T10:00:00+07:00";
    // In a replay usage may come before the consent line; it is taken back then.
    guardian.ingest(&[profile(), usage("app_resumed", old)], at(NOW)).unwrap();
    let batch = [
        consent("2026-11-20T08:00:00+07:00"),
        message("m1", "2026-11-20T07:59:59+07:00", "chào em"),
        usage("app_paused", "2026-11-19T11:00:00+07:00"),
        message("m2", "2026-11-20T08:00:00+07:00", "chào em"),
    ];
    let ingested = guardian.ingest(&batch, at(NOW)).unwrap();
    let skipped: Vec<_> = ingested.skipped.iter().map(|skip| (skip.index, skip.reason)).collect();
    assert_eq!(skipped, [(1, Skip::BeforeConsent), (2, Skip::BeforeConsent)]);
    assert_eq!(ingested.assessments.len(), 1);
    let day = guardian.screen_time("2026-11-19".parse().unwrap(), None).unwrap();
    assert!(day.is_empty());
}

#[test]
fn repeats_change_nothing() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let batch = script();
    let first = guardian.ingest(&batch, at(NOW)).unwrap();
    assert_eq!(first.assessments.last().map(|last| last.seq), Some(5));
    let before = guardian.contacts().unwrap();
    let again = guardian.ingest(&batch, at(NOW)).unwrap();
    assert!(again.assessments.is_empty() && again.alerts.is_empty());
    assert!(again.skipped.iter().all(|skip| skip.reason == Skip::Duplicate));
    assert_eq!(again.skipped.len(), 5);
    assert_eq!(guardian.contacts().unwrap(), before);
}

#[test]
fn batches_make_no_difference() {
    let whole = Guardian::in_memory(Mode::Replay).unwrap();
    let parts = Guardian::in_memory(Mode::Replay).unwrap();
    let expected = whole.ingest(&script(), at(NOW)).unwrap().assessments;
    let mut found = Vec::new();
    for event in script() {
        found.extend(parts.ingest(&[event], at(NOW)).unwrap().assessments);
    }
    assert_eq!(found, expected);
}

#[test]
fn a_bad_event_undoes_its_batch() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let mut batch = script();
    batch.push(Event::Usage(crate::model::Usage {
        kind: crate::model::UsageKind::AppResumed,
        app: None,
        instance: None,
        at: at(NOW),
        monotonic_ms: None,
        boot: None,
    }));
    let refused = guardian.ingest(&batch, at(NOW)).unwrap_err();
    assert!(matches!(&refused, Error::InvalidInput { line: Some(6), field, .. } if field == "app"), "{refused}");
    assert!(guardian.contacts().unwrap().is_empty());
}

#[test]
fn alerts_are_returned_stored_chained_and_told() {
    struct Counter(Arc<Guardian>, AtomicUsize);
    impl AlertListener for Counter {
        fn on_alert(&self, alert: Alert) {
            // No lock is held: the guardian answers from inside the listener.
            assert!(self.0.contacts().unwrap().iter().any(|contact| contact.contact == alert.contact));
            self.1.fetch_add(1, Ordering::SeqCst);
        }
    }
    let guardian = Arc::new(Guardian::in_memory(Mode::Replay).unwrap());
    let counter = Arc::new(Counter(guardian.clone(), AtomicUsize::new(0)));
    guardian.set_alert_listener(Some(counter.clone()));
    let ingested = guardian.ingest(&script(), at(NOW)).unwrap();
    assert!(!ingested.alerts.is_empty());
    assert_eq!(counter.1.load(Ordering::SeqCst), ingested.alerts.len());
    assert_eq!(guardian.alerts(at("2026-11-20T00:00:00+07:00"), at(NOW)).unwrap(), ingested.alerts);
    assert_eq!(guardian.alerts(at(NOW), at("2027-01-01T00:00:00Z")).unwrap(), []);
    let record = guardian.incident_record().unwrap();
    assert_eq!(crate::incident::verify(&record), Ok(ingested.alerts.len() as u64));
    guardian.set_alert_listener(None);
}

#[test]
fn a_closed_guardian_says_so() {
    let guardian = Guardian::in_memory(Mode::Host).unwrap();
    guardian.close().unwrap();
    assert_eq!(guardian.contacts(), Err(Error::Closed));
    assert_eq!(guardian.ingest(&[profile()], at(NOW)), Err(Error::Closed));
    assert_eq!(guardian.close(), Ok(()));
}

#[test]
fn a_key_provider_that_fails_or_gives_a_short_key_is_told_apart() {
    struct Locked;
    impl KeyProvider for Locked {
        fn store_key(&self) -> Result<Vec<u8>> {
            Err(Error::KeyUnavailable)
        }
    }
    struct Short;
    impl KeyProvider for Short {
        fn store_key(&self) -> Result<Vec<u8>> {
            Ok(vec![1; 5])
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    for keys in [&Locked as &dyn KeyProvider, &Short] {
        assert_eq!(Guardian::open(&path, keys, Mode::Host).err(), Some(Error::KeyUnavailable));
    }
    assert!(!path.exists());
}

#[test]
fn requirement_1_files_hold_no_plain_header_and_no_planted_word() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    let guardian = Guardian::open(&path, &Key(9), Mode::Replay).unwrap();
    let card = format!(
        r#"{{"type":"contact","contact":"{}","app":"com.zing.zalo","display_name":"{}"}}"#,
        PHRASES[1], PHRASES[2]
    );
    let mut batch = vec![profile(), event(&card), message(PHRASES[3], "2026-11-20T21:00:00+07:00", PHRASES[0])];
    batch.extend(script());
    guardian.ingest(&batch, at(NOW)).unwrap();

    let scan = |when: &str| {
        let mut names = Vec::new();
        for file in std::fs::read_dir(dir.path()).unwrap() {
            let file = file.unwrap();
            let bytes = std::fs::read(file.path()).unwrap();
            let name = file.file_name().into_string().unwrap();
            assert!(!bytes.starts_with(b"SQLite format 3"), "{when}: {name}");
            let words = PHRASES.iter().copied().chain(["bí mật", "com.zing.zalo", "Asia/Ho_Chi_Minh"]);
            for word in words {
                let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!found, "{when}: {name} holds {word}");
            }
            names.push(name);
        }
        names.sort();
        names
    };
    assert_eq!(scan("open"), ["child.lachan", "child.lachan-shm", "child.lachan-wal"]);
    guardian.close().unwrap();
    assert_eq!(scan("closed"), ["child.lachan"]);

    // And inside, decrypted: the name is there for the parent, text and ids are not.
    let store = Guardian::open(&path, &Key(9), Mode::Replay).unwrap();
    let dump = store.with_store(|store| Ok(store.dump()?)).unwrap();
    assert!(dump.contains(PHRASES[2]));
    for word in [PHRASES[0], PHRASES[1], PHRASES[3], "bí mật"] {
        assert!(!dump.contains(word), "the decrypted store holds {word}");
    }
}

#[test]
fn what_is_erased_is_gone_from_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let guardian = Guardian::open(&dir.path().join("child.lachan"), &Key(9), Mode::Host).unwrap();
    guardian.ingest(&[profile(), consent("2026-11-01T08:00:00+07:00")], at(NOW)).unwrap();
    guardian.ingest(&script(), at(NOW)).unwrap();
    let handle = guardian.contacts().unwrap()[0].contact.clone();
    for unknown in ["", "zz", &"0".repeat(32)] {
        assert_eq!(guardian.erase_contact(unknown).unwrap_err().code(), "invalid_input");
    }
    guardian.erase_contact(&handle).unwrap();
    assert!(guardian.contacts().unwrap().is_empty());
    assert!(guardian.alerts(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).unwrap().is_empty());

    guardian.erase_all().unwrap();
    assert_eq!(guardian.ingest(&script(), at(NOW)), Err(Error::NoProfile));
    let dump = guardian.with_store(|store| Ok(store.dump()?)).unwrap();
    assert_eq!(dump, Guardian::in_memory(Mode::Host).unwrap().with_store(|store| Ok(store.dump()?)).unwrap());
}

#[test]
fn requirement_10_helplines_leave_no_trace() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    for contact in ["phone:111", "sms:111", "zalo:111", "tel:113", "111"] {
        let mut event = message("m1", "2026-11-20T21:00:00+07:00", "Tổng đài 111 xin nghe, em cần giúp gì?");
        if let Event::Message(message) = &mut event {
            message.contact = contact.into();
        }
        let call = event_of_call(contact);
        let ingested = guardian.ingest(&[profile(), event, call], at(NOW)).unwrap();
        assert_eq!(ingested, Ingested::default(), "{contact}");
    }
    assert!(guardian.contacts().unwrap().is_empty());
}

fn event_of_call(contact: &str) -> Event {
    event(&format!(
        r#"{{"type":"call","contact":"{contact}","app":"phone","direction":"outgoing","at":"{NOW}","seconds":600,"answered":true}}"#
    ))
}

#[test]
fn requirement_2_the_same_contact_under_two_keys_has_no_equal_handle() {
    let handles = [1, 2].map(|byte| {
        let dir = tempfile::tempdir().unwrap();
        let guardian = Guardian::open(&dir.path().join("s"), &Key(byte), Mode::Replay).unwrap();
        guardian.ingest(&script(), at(NOW)).unwrap();
        guardian.contacts().unwrap()[0].contact.clone()
    });
    assert_ne!(handles[0], handles[1]);
    assert_eq!(handles[0].len(), 32);
}

#[test]
fn requirement_13_debug_output_holds_no_personal_data() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let card = format!(r#"{{"type":"contact","contact":"{}","app":"a","display_name":"{}"}}"#, PHRASES[1], PHRASES[2]);
    let mut batch = vec![event(&card), message(PHRASES[3], NOW, PHRASES[0])];
    batch.extend(script());
    let ingested = guardian.ingest(&batch, at(NOW)).unwrap();
    assert!(!ingested.alerts.is_empty());
    let text = format!("{batch:?} {ingested:?} {:?} {:?}", guardian.contacts().unwrap(), profile());
    assert!(PHRASES.iter().all(|phrase| !text.contains(phrase)), "{text}");
}

/// The engine's own bytes in a store of every released version are still read.
#[test]
fn old_stores_still_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/old-databases");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("old.lachan");
    std::fs::copy(folder.join("v1.lachan"), &path).unwrap();
    let guardian = Guardian::open(&path, &Key(7), Mode::Replay).unwrap();
    let levels: Vec<_> = guardian.contacts().unwrap().iter().map(|contact| contact.level).collect();
    assert_eq!(levels.iter().filter(|level| **level == crate::model::Level::Urgent).count(), 2);
    assert!(!guardian.alerts(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).unwrap().is_empty());
    assert_eq!(guardian.screen_time("2026-11-20".parse().unwrap(), None).unwrap().device_minutes, 60.0);
}

/// A host's model that answers as its name says.
struct Model(&'static str);

impl TextScorer for Model {
    fn score(&self, _text: String) -> Result<Vec<TextScore>> {
        match self.0 {
            "slow" => std::thread::sleep(std::time::Duration::from_secs(3)),
            "panics" => panic!("a host's model may panic"),
            "fails" => return Err(Error::Internal { place: "model".into() }),
            "not a number" => return Ok(vec![TextScore { category: Category::Scam, probability: f64::NAN }]),
            _ => {}
        }
        Ok(vec![TextScore { category: Category::Grooming, probability: 1.0 }])
    }
}

fn with_model(name: &'static str, events: &[Event]) -> Ingested {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    guardian.set_text_scorer(Some(Arc::new(Model(name))));
    guardian.ingest(events, at(NOW)).unwrap()
}

#[test]
fn a_hosts_model_never_holds_up_or_breaks_ingestion() {
    let without = Guardian::in_memory(Mode::Replay).unwrap().ingest(&script(), at(NOW)).unwrap();
    for name in ["slow", "panics", "fails", "not a number"] {
        let begun = std::time::Instant::now();
        assert_eq!(with_model(name, &script()).assessments, without.assessments, "{name}");
        assert!(begun.elapsed().as_secs() < 2, "{name}");
    }
}

#[test]
fn a_hosts_model_strengthens_but_never_alerts_alone() {
    let talk = ["chào bạn", "hôm nay trời đẹp quá", "bạn ăn cơm chưa", "mai học toán tiết mấy", "tối nay có bóng đá"];
    let events: Vec<Event> = (0..60)
        .map(|n| {
            message(&format!("t{n}"), &format!("2026-11-20T{:02}:{:02}:00+07:00", 10 + n / 30, n % 30), talk[n % 5])
        })
        .collect();
    assert_eq!(with_model("sure", &events).alerts, []);
    let opening: Vec<Event> =
        ["em có người yêu chưa", "cho anh xin số nhé", "em học lớp mấy", "nhà em ở đâu vậy", "gửi anh tấm hình đi"]
            .into_iter()
            .zip(30..)
            .map(|(text, minute)| message(&format!("o{minute}"), &format!("2026-11-20T20:{minute}:00+07:00"), text))
            .collect();
    let scores = |made: Ingested| made.assessments.into_iter().map(|made| made.score);
    let plain = Guardian::in_memory(Mode::Replay).unwrap().ingest(&opening, at(NOW)).unwrap();
    let pairs: Vec<(f64, f64)> = scores(plain).zip(scores(with_model("sure", &opening))).collect();
    assert_eq!(pairs.len(), opening.len());
    assert!(pairs.iter().all(|(plain, backed)| backed >= plain), "{pairs:?}");
    assert!(pairs.iter().any(|(plain, backed)| backed > plain), "{pairs:?}");
}

#[test]
fn a_closed_guardian_lets_go_of_the_hosts_model() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let model = Arc::new(Model("sure"));
    let held = Arc::downgrade(&model);
    guardian.set_text_scorer(Some(model));
    guardian.close().unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(5);
    while held.upgrade().is_some() {
        assert!(std::time::Instant::now() < until, "the model is still held");
        std::thread::yield_now();
    }
}
