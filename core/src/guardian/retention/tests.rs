use std::path::Path;

use super::*;
use crate::guardian::{Ingested, Mode, Skip};
use crate::model::{Alert, Category, Level};
use crate::retention::DAY_MS;
use crate::store::{Store, StoreKey};

/// 2026-11-20T05:00:00Z, noon in Vietnam.
const START: i64 = 20_777 * DAY_MS + 5 * 3_600_000;
const OLD_APP: &str = "com.example.long.forgotten";
/// What only a fact holds; the name of an app is also in the totals of its day.
const OLD_FACT: &str = "com.example.long.forgotten#front";
const OLD_NAME: &str = "Hoa Dã Quỳ";
const OLD_BUILD: &str = "1.0-build-55512";

fn day(number: i64) -> Moment {
    Moment { epoch_ms: START + number * DAY_MS, offset_seconds: 25_200 }
}

fn event(json: &str) -> Event {
    Event::from_json(json).unwrap()
}

/// A guardian with the profile and the consent that a host must give. The child is young enough to be one in ten years.
fn set_up(guardian: Guardian) -> Guardian {
    let (profile, consent) = (
        r#"{"type":"profile","alias":"Bi","birth_year":2026,"zone":"Asia/Ho_Chi_Minh","language":"vi"}"#,
        format!(r#"{{"type":"consent","given_at":"{}","by":"guardian","child_agreed":true,"version":"1"}}"#, day(-1)),
    );
    guardian.ingest(&[event(profile), event(&consent)], day(0)).unwrap();
    guardian
}

fn used(number: i64, app: &str) -> Event {
    event(&format!(
        r#"{{"type":"usage","kind":"app_resumed","app":"{app}","instance":"{app}#front","at":"{}"}}"#,
        day(number)
    ))
}

/// A start of the device a minute after noon: nothing is open after it, and no instance is remembered.
fn started(number: i64) -> Event {
    let at = Moment { epoch_ms: day(number).epoch_ms + 60_000, ..day(number) };
    event(&format!(r#"{{"type":"usage","kind":"startup","at":"{at}"}}"#))
}

fn wrote(number: i64, contact: &str, id: &str) -> Event {
    event(&format!(
        r#"{{"type":"message","id":"{id}","contact":"{contact}","app":"com.zing.zalo","direction":"incoming","sent_at":"{}","text":"chào bạn"}}"#,
        day(number)
    ))
}

fn status(number: i64, rest: &str) -> Event {
    event(&format!(r#"{{"type":"device_status","at":"{}"{rest}}}"#, day(number)))
}

fn ingest(guardian: &Guardian, events: &[Event], number: i64) -> Ingested {
    guardian.ingest(events, day(number)).unwrap()
}

/// Every kind of record, of day 0.
fn old_day() -> Vec<Event> {
    vec![
        event(&format!(
            r#"{{"type":"contact","contact":"old-contact","app":"com.zing.zalo","display_name":"{OLD_NAME}"}}"#
        )),
        used(0, OLD_APP),
        event(&format!(
            r#"{{"type":"checkpoint","scope":"app","app":"{OLD_APP}","day":"2026-11-20","at_least_minutes":15,"received_at":"{}"}}"#,
            day(0)
        )),
        wrote(0, "old-contact", "old-message"),
        status(0, &format!(r#","app_version":"{OLD_BUILD}","permissions":{{"usage":true}}"#)),
        status(0, r#","monotonic_ms":5,"boot":"3","permissions":{"usage":false}"#),
        started(0),
    ]
}

fn clear_up(guardian: &Guardian, number: i64) {
    guardian.retain(day(number)).unwrap();
}

fn dump(guardian: &Guardian) -> String {
    guardian.with_store(|store| Ok(store.dump()?)).unwrap()
}

/// How many rows a table has.
fn rows_of(guardian: &Guardian, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    guardian.with_store(|store| Ok(store.read()?.query_row(&sql, [], |row| row.get(0)).unwrap())).unwrap()
}

#[test]
fn requirement_6_a_clock_ten_years_ahead_deletes_nothing() {
    let guardian = set_up(Guardian::in_memory(Mode::Host).unwrap());
    ingest(&guardian, &old_day(), 0);
    (1..28).for_each(|number| drop(ingest(&guardian, &[used(number, "com.whatsapp")], number)));
    let (facts, before) = (rows_of(&guardian, "observation"), dump(&guardian));

    // One fact, one message, the host's own clock, over and over; and an ask to clear up.
    for _ in 0..50 {
        ingest(&guardian, &[used(3650, "com.whatsapp"), wrote(3650, "old-contact", "m9")], 3650);
        assert_eq!(guardian.retain(day(3651)).unwrap(), 0);
    }
    assert_eq!(rows_of(&guardian, "observation"), facts + 1);
    for kept in [OLD_APP, OLD_NAME, OLD_BUILD] {
        assert!(before.contains(kept) && dump(&guardian).contains(kept), "{kept}");
    }
    // The clock is right again, and retention goes on as if nothing had been.
    (28..36).for_each(|number| drop(ingest(&guardian, &[used(number, "com.whatsapp")], number)));
    assert_eq!(rows_of(&guardian, "observation"), 30 + 1, "30 days, and the fact of the wrong clock");
}

#[test]
fn requirement_6_a_first_start_with_a_wrong_clock_keeps_what_comes_after() {
    let guardian = set_up(Guardian::in_memory(Mode::Host).unwrap());
    ingest(&guardian, &[used(3650, "com.whatsapp")], 3650);
    for number in 0..5 {
        assert_eq!(
            ingest(&guardian, &[used(number, "com.whatsapp"), wrote(number, "c", &number.to_string())], number).skipped,
            []
        );
    }
    assert_eq!(rows_of(&guardian, "observation"), 6);
}

#[test]
fn requirement_6_after_true_time_nothing_is_left_in_file_log_or_free_pages() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("plain.db");
    let guardian = set_up(Guardian::over(Store::plain(&path, &StoreKey::new(&[7; 32]).unwrap()).unwrap(), Mode::Host));
    ingest(&guardian, &old_day(), 0);
    // Enough rows of the same day to fill pages that are freed as a whole.
    let many: Vec<Event> = (0..2_000).map(|number| used(0, &format!("{OLD_APP}.{number}"))).collect();
    ingest(&guardian, &many, 0);
    let handle = guardian.with_store(|store| Ok(store.hasher.hash("contact", &["old-contact"]))).unwrap();
    let mark =
        guardian.with_store(|store| Ok(store.hasher.hash("message", &["com.zing.zalo", "old-message"]))).unwrap();
    let needles: [&[u8]; 6] =
        [OLD_FACT.as_bytes(), OLD_NAME.as_bytes(), OLD_BUILD.as_bytes(), &handle, &mark, OLD_APP.as_bytes()];
    assert_eq!(found(&path, &needles), [true; 6], "what is looked for can be found");

    (1..=30).for_each(|number| drop(ingest(&guardian, &[used(number, "com.whatsapp")], number)));
    assert_eq!(
        found(&path, &needles),
        [false, true, false, true, true, true],
        "usage and statuses 30 days, contacts 90"
    );
    (31..=90).for_each(|number| drop(ingest(&guardian, &[used(number, "com.whatsapp")], number)));
    assert_eq!(found(&path, &needles), [false, false, false, false, false, true], "totals of days are kept longer");
    assert_eq!(rows_of(&guardian, "observation"), 30);
    assert_eq!(rows_of(&guardian, "tamper"), 1, "the log is kept longer");
    (91..=402).for_each(|number| clear_up(&guardian, number));
    assert_eq!([rows_of(&guardian, "tamper"), rows_of(&guardian, "observation")], [0, 0]);
    assert_eq!(found(&path, &needles), [false; 6]);
}

/// Which of some bytes are in the store's file or its log, free pages and all.
fn found(path: &Path, needles: &[&[u8]; 6]) -> [bool; 6] {
    let mut bytes = std::fs::read(path).unwrap();
    let log = path.with_extension("db-wal");
    bytes.extend(std::fs::read(log).unwrap_or_default());
    needles.map(|needle| bytes.windows(needle.len()).any(|window| window == needle))
}

#[test]
fn requirement_6_what_was_removed_does_not_come_back() {
    let guardian = set_up(Guardian::in_memory(Mode::Host).unwrap());
    ingest(&guardian, &old_day(), 0);
    (1..95).for_each(|number| drop(ingest(&guardian, &[used(number, "com.whatsapp")], number)));
    let before = dump(&guardian);
    let again = ingest(&guardian, &old_day()[1..], 94);
    assert_eq!(again.skipped.len(), 6);
    assert!(again.skipped.iter().all(|skipped| skipped.reason == Skip::Duplicate) && again.assessments.is_empty());
    assert_eq!(dump(&guardian), before);
}

#[test]
fn requirement_6_a_contact_goes_and_the_alert_about_it_stays_its_own_time() {
    let guardian = set_up(Guardian::in_memory(Mode::Host).unwrap());
    ingest(&guardian, &old_day(), 0);
    guardian
        .with_store(|store| {
            let transaction = store.begin()?;
            let alert = Alert {
                contact: String::new(),
                display_name: None,
                app: "com.zing.zalo".into(),
                at: day(0),
                level: Level::Concern,
                category: Category::Grooming,
                score: 0.9,
                reasons: Vec::new(),
            };
            rows::add_alert(&transaction, 1, &alert)?;
            Ok(transaction.commit().map_err(StoreError::from)?)
        })
        .unwrap();
    (1..95).for_each(|number| clear_up(&guardian, number));
    let contacts = guardian.contacts().unwrap();
    assert_eq!((contacts.len(), contacts[0].incoming, contacts[0].display_name.clone()), (1, 0, None));
    (95..=400).for_each(|number| clear_up(&guardian, number));
    assert_eq!(rows_of(&guardian, "alert"), 0);
}

#[test]
fn requirement_6_a_trusted_time_counts_at_once() {
    let guardian = set_up(Guardian::in_memory(Mode::Host).unwrap());
    ingest(&guardian, &old_day(), 0);
    ingest(&guardian, &[used(1, "com.whatsapp"), used(40, "com.whatsapp")], 40);
    assert!(dump(&guardian).contains(OLD_FACT), "one day alone is not believed");
    ingest(&guardian, &[status(40, &format!(r#","trusted_time":"{}""#, day(40)))], 40);
    assert!(!dump(&guardian).contains(OLD_FACT));
}
