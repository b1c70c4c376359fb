use super::*;
use crate::guardian::Mode;
use crate::model::{ClockState, Permission};

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn event(json: &str) -> Event {
    Event::from_json(json).unwrap()
}

/// A screen event at a local time of 2026-11-20, `monotonic` minutes into a boot.
fn screen(kind: &str, time: &str, boot: &str, monotonic: i64) -> Event {
    let ms = monotonic * 60_000;
    event(&format!(
        r#"{{"type":"usage","kind":"{kind}","at":"2026-11-20T{time}:00+07:00","monotonic_ms":{ms},"boot":"{boot}"}}"#
    ))
}

fn status(time: &str, rest: &str) -> Event {
    event(&format!(r#"{{"type":"device_status","at":"2026-11-20T{time}:00+07:00"{rest}}}"#))
}

fn told(batches: &[&[Event]]) -> Guardian {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    for batch in batches {
        guardian.ingest(batch, at("2026-11-20T23:00:00+07:00")).unwrap();
    }
    guardian
}

fn log(guardian: &Guardian) -> Vec<TamperEntry> {
    guardian.tamper_log(at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z")).unwrap()
}

fn codes(guardian: &Guardian) -> Vec<TamperCode> {
    log(guardian).into_iter().map(|entry| entry.code).collect()
}

/// A day with a jump back and a jump ahead, a boot not seen, a boot begun too early and a permission lost.
fn eventful() -> Vec<Event> {
    vec![
        screen("screen_on", "08:00", "5", 10),
        screen("unlocked", "08:10", "5", 20),
        screen("screen_off", "06:20", "5", 30),
        screen("screen_on", "08:30", "5", 40),
        status(
            "08:35",
            r#","monotonic_ms":2700000,"boot":"5","install":"i1","version_code":7,"permissions":{"usage":true}"#,
        ),
        screen("screen_on", "10:00", "7", 1),
        screen("screen_off", "10:30", "7", 31),
        screen("screen_on", "09:00", "8", 1),
        status(
            "11:00",
            r#","monotonic_ms":7260000,"boot":"8","install":"i2","version_code":6,"permissions":{"usage":false}"#,
        ),
    ]
}

#[test]
fn a_batch_tells_of_jumps_boots_permissions_installations_and_versions() {
    let guardian = told(&[&eventful()]);
    let log = log(&guardian);
    let jumps: Vec<_> = log.iter().filter(|entry| entry.code == TamperCode::ClockJump).collect();
    assert_eq!(jumps.iter().map(|jump| jump.by_ms.unwrap() / 60_000).collect::<Vec<_>>(), [-120, 120]);
    assert_eq!(jumps[0].from.unwrap().to_string(), "2026-11-20T08:10:00+07:00");
    assert_eq!(jumps[0].at.to_string(), "2026-11-20T06:20:00+07:00");
    let unseen = log.iter().find(|entry| entry.code == TamperCode::BootsUnseen).unwrap();
    assert_eq!((unseen.count, unseen.from.unwrap().to_string()), (Some(1), "2026-11-20T08:35:00+07:00".into()));
    let back = log.iter().find(|entry| entry.code == TamperCode::ClockSetBack).unwrap();
    assert_eq!(back.by_ms, Some(-91 * 60_000));
    let lost = log.iter().find(|entry| entry.code == TamperCode::PermissionLost).unwrap();
    assert_eq!(lost.permission, Some(Permission::Usage));
    for code in [TamperCode::Reinstalled, TamperCode::VersionDowngrade] {
        assert!(log.iter().any(|entry| entry.code == code), "{code:?}");
    }
    assert_eq!(log.len(), 7);
}

#[test]
fn repeats_and_shuffles_and_batches_tell_the_same() {
    let events = eventful();
    let once = log(&told(&[&events]));
    let reversed: Vec<Event> = events.iter().rev().cloned().collect();
    assert_eq!(log(&told(&[&reversed])), once, "shuffled within a batch");
    assert_eq!(log(&told(&[&events, &events, &reversed])), once, "repeated");
    let one_by_one: Vec<&[Event]> = events.chunks(1).collect();
    assert_eq!(log(&told(&one_by_one)), once, "one by one");
    // Clocks and boots are looked at again where something late comes in between.
    let (late, rest): (Vec<Event>, Vec<Event>) = events
        .iter()
        .cloned()
        .partition(|event| matches!(event, Event::Usage(usage) if usage.monotonic_ms == Some(30 * 60_000)));
    assert!(!codes(&told(&[&rest])).contains(&TamperCode::ClockJump), "there and back between two readings");
    assert_eq!(log(&told(&[&rest, &late])), once, "late");
}

#[test]
fn a_boot_that_was_only_late_is_not_missing() {
    let (five, seven) = ([screen("screen_on", "08:00", "5", 10)], [screen("screen_on", "10:00", "7", 1)]);
    let guardian = told(&[&five, &seven]);
    assert_eq!(codes(&guardian), [TamperCode::BootsUnseen]);
    guardian.ingest(&[screen("screen_on", "09:00", "6", 1)], at("2026-11-20T23:00:00+07:00")).unwrap();
    assert_eq!(codes(&guardian), []);
}

#[test]
fn the_screen_left_on_in_an_earlier_batch_is_remembered() {
    let guardian = told(&[
        &[screen("screen_on", "00:10", "5", 10), screen("zone_changed", "00:20", "5", 20)],
        &[screen("screen_off", "12:30", "5", 750)],
        &[screen("screen_on", "23:00", "5", 1380)],
    ]);
    let log = log(&guardian);
    assert_eq!((log.len(), log[0].code, log[0].by_ms), (1, TamperCode::Silence, Some(730 * 60_000)));
}

#[test]
fn an_unmeasured_change_of_the_clock_and_a_usage_permission_are_told() {
    let usage = |kind: &str, time: &str| {
        event(&format!(r#"{{"type":"usage","kind":"{kind}","at":"2026-11-20T{time}:00+07:00"}}"#))
    };
    let day =
        [usage("clock_changed", "08:00"), usage("permission_lost", "09:00"), usage("permission_granted", "09:05")];
    use TamperCode::{ClockChanged, PermissionBack, PermissionLost};
    assert_eq!(codes(&told(&[&day, &day])), [ClockChanged, PermissionLost, PermissionBack]);
}

#[test]
fn the_clock_is_trusted_by_the_time_a_host_feeds() {
    let day = [status("08:00", r#","monotonic_ms":600000,"boot":"5","trusted_time":"2026-11-20T08:00:05+07:00""#)];
    let guardian = told(&[&day]);
    let ask = |now: &str, minute: i64, boot| guardian.clock_trust(at(now), Some(minute * 60_000), Some(boot)).unwrap();
    let trust = ask("2026-11-20T09:00:00+07:00", 70, "5");
    assert_eq!((trust.state, trust.off_by_ms), (ClockState::Trusted, Some(-5_000)));
    assert_eq!(trust.trusted_now, Some(at("2026-11-20T09:00:05+07:00")));
    assert_eq!(ask("2026-11-20T12:00:00+07:00", 70, "5").state, ClockState::Doubtful);
    assert_eq!(ask("2026-11-20T09:00:00+07:00", 70, "6").state, ClockState::Unknown);
    assert_eq!(guardian.clock_trust(at("2026-11-20T09:00:00+07:00"), None, None).unwrap().state, ClockState::Unknown);
}

#[test]
fn without_a_trusted_time_the_clock_is_consistent_or_doubtful() {
    let guardian = told(&[&[screen("screen_on", "08:00", "5", 10)], &[screen("screen_off", "08:05", "5", 15)]]);
    let ask = |now: &str| guardian.clock_trust(at(now), Some(25 * 60_000), Some("5")).unwrap();
    assert_eq!(ask("2026-11-20T08:15:00+07:00").state, ClockState::Consistent);
    assert_eq!(ask("2026-11-20T06:15:00+07:00").off_by_ms, Some(-7_200_000));
    let eventful = told(&[&eventful()]);
    let trust = eventful.clock_trust(at("2026-11-20T11:00:00+07:00"), Some(121 * 60_000), Some("8")).unwrap();
    assert_eq!(trust.reasons, [crate::model::ClockReason::SetBack]);
}

#[test]
fn a_damaged_store_is_told_in_the_one_after_it() {
    struct Key;
    impl crate::guardian::KeyProvider for Key {
        fn store_key(&self) -> Result<Vec<u8>> {
            Ok(vec![9; 32])
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    std::fs::write(&path, "broken").unwrap();
    assert!(Guardian::open(&path, &Key, Mode::Replay).is_err());
    for _ in 0..2 {
        let guardian = Guardian::open(&path, &Key, Mode::Replay).unwrap();
        guardian.ingest(&[], at("2026-11-20T23:00:00+07:00")).unwrap();
        guardian.ingest(&[], at("2026-11-20T23:30:00+07:00")).unwrap();
        let log = log(&guardian);
        assert_eq!(log.len(), 1, "told once, also after another start");
        assert_eq!((log[0].code, log[0].count), (TamperCode::StoreSetAside, Some(1)));
        guardian.close().unwrap();
    }
}

#[test]
fn nothing_from_before_consent_is_kept() {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let mut day = eventful();
    day.push(event(
        r#"{"type":"consent","given_at":"2026-11-20T10:45:00+07:00","by":"guardian","child_agreed":true,"version":"1"}"#,
    ));
    guardian.ingest(&day, at("2026-11-20T23:00:00+07:00")).unwrap();
    assert!(log(&guardian).iter().all(|entry| entry.at >= at("2026-11-20T10:45:00+07:00")));
    guardian.erase_all().unwrap();
    assert_eq!(log(&guardian), []);
}

#[test]
fn a_family_sees_an_app_its_own_way() {
    let guardian = told(&[&[event(r#"{"type":"app_category","app":"com.roblox.client","category":"learning"}"#)]]);
    let kind = |app| guardian.app_category(app).unwrap();
    assert_eq!([kind("com.roblox.client"), kind("com.whatsapp")], [AppCategory::Learning, AppCategory::Chat]);
    guardian.set_app_category("org.example.nobody", Some(AppCategory::Health)).unwrap();
    assert_eq!(guardian.app_categories().unwrap().len(), 2);
    guardian.set_app_category("com.roblox.client", None).unwrap();
    assert_eq!([kind("com.roblox.client"), kind("org.example.nobody")], [AppCategory::Games, AppCategory::Health]);
    assert!(guardian.set_app_category("", None).is_err());
    assert!(Event::from_json(r#"{"type":"app_category","app":"a.b","category":"fun"}"#).is_err());
}
