//! Consent, age, erasing, the access log and what leaves the guardian.

use super::tests::{NOW, PHRASES, at, consent, event, message, profile, script, usage};
use super::*;
use crate::access::{self, Reader, Viewed, Viewer};
use crate::incident::{EntryKind, code, find_code, verify};
use crate::model::{Language, Level};
use crate::report::{Audience, Format};
use crate::sealed::{SealingKey, Seen, open};
use crate::store::StoreKey;

const PARENT: Viewer = Viewer { who: Reader::Parent, at: None };

fn with_script(mode: Mode) -> Guardian {
    let guardian = Guardian::in_memory(mode).unwrap();
    guardian.ingest(&[profile(), consent("2026-11-01T08:00:00+07:00")], at(NOW)).unwrap();
    guardian.ingest(&script(), at(NOW)).unwrap();
    guardian
}

fn withdrawn(when: &str) -> Event {
    event(&format!(r#"{{"type":"consent_withdrawn","at":"{when}","by":"child"}}"#))
}

fn born(year: i16) -> Event {
    event(&format!(r#"{{"type":"profile","alias":"Bi","birth_year":{year},"zone":"Asia/Ho_Chi_Minh"}}"#))
}

fn report(audience: Audience, generated_at: Option<Moment>) -> ReportRequest {
    ReportRequest {
        period: "2026-W47".parse::<crate::report::IsoWeek>().unwrap().into(),
        audience,
        language: Language::En,
        format: Format::Text,
        generated_at,
    }
}

fn dump(guardian: &Guardian) -> String {
    guardian.with_store(|store| Ok(store.dump()?)).unwrap()
}

#[test]
fn requirement_5_from_seven_years_on_the_child_must_agree() {
    let alone = r#"{"type":"consent","given_at":"2026-11-01T08:00:00+07:00","by":"guardian","child_agreed":false,"version":"1"}"#;
    for (year, taken) in [(2021, true), (2020, true), (2019, false), (2014, false)] {
        let guardian = Guardian::in_memory(Mode::Host).unwrap();
        guardian.ingest(&[born(year)], at(NOW)).unwrap();
        let answer = guardian.ingest(&[event(alone)], at(NOW));
        assert_eq!(answer.is_ok(), taken, "{year}");
        if let Err(refused) = answer {
            assert!(matches!(&refused, Error::InvalidInput { line: Some(1), field, .. } if field == "child_agreed"));
            assert!(guardian.consent_state().unwrap().consent.is_none());
        }
        // The other order is no way around it, a replay asks nothing.
        let guardian = Guardian::in_memory(Mode::Host).unwrap();
        guardian.ingest(&[event(alone)], at(NOW)).unwrap();
        assert_eq!(guardian.ingest(&[born(year)], at(NOW)).is_ok(), taken, "{year}");
        Guardian::in_memory(Mode::Replay).unwrap().ingest(&[born(year), event(alone)], at(NOW)).unwrap();
    }
}

#[test]
fn requirement_5_a_withdrawal_erases_all_but_its_time_and_stops() {
    for mode in [Mode::Host, Mode::Replay] {
        let guardian = with_script(mode);
        guardian.report(&report(Audience::Parent, None)).unwrap();
        let when = "2026-11-21T09:00:00+07:00";
        // Also in the middle of a batch, with events behind it.
        let behind = message("late", "2026-11-21T08:59:00+07:00", "chào em");
        let batch = [message("m9", "2026-11-21T08:30:00+07:00", "chào em"), withdrawn(when)];
        assert_eq!(guardian.ingest(&batch, at(NOW)).unwrap().assessments.len(), 1);
        let fresh = Guardian::in_memory(mode).unwrap();
        let tombstone = format!("withdrawn_ms|Integer({})|", at(when).epoch_ms);
        assert_eq!(dump(&guardian).replace(&tombstone, ""), dump(&fresh), "{mode:?}");
        assert_eq!(guardian.consent_state().unwrap().withdrawn_at.map(|at| at.epoch_ms), Some(at(when).epoch_ms));

        let again =
            guardian.ingest(&[profile(), consent("2026-11-01T08:00:00+07:00"), withdrawn(when)], at(NOW)).unwrap();
        let reasons: Vec<_> = again.skipped.iter().map(|skip| (skip.index, skip.reason)).collect();
        assert_eq!(reasons, [(1, Skip::BeforeConsent), (2, Skip::Duplicate)], "the old consent does not come back");
        let card = event(r#"{"type":"contact","contact":"zalo:84x","app":"a","display_name":"Anh Nam"}"#);
        for refused in [behind.clone(), card] {
            match mode {
                Mode::Host => assert_eq!(guardian.ingest(&[refused], at(NOW)), Err(Error::NoConsent)),
                Mode::Replay => assert_eq!(guardian.ingest(&[refused], at(NOW)).unwrap().skipped.len(), 1),
            }
        }
        assert!(guardian.contacts().unwrap().is_empty());

        // A later consent starts afresh: nothing from before it, everything after it.
        let anew = [profile(), consent("2026-11-21T10:00:00+07:00")];
        guardian.ingest(&anew, at(NOW)).unwrap();
        let old = guardian.ingest(&[behind], at(NOW)).unwrap();
        assert_eq!(old.skipped[0].reason, Skip::BeforeConsent);
        let new = [message("n1", "2026-11-21T10:00:00+07:00", "chào em")];
        assert_eq!(guardian.ingest(&new, at(NOW)).unwrap().assessments.len(), 1);
        assert_eq!(guardian.ingest(&[withdrawn("2026-11-21T09:30:00+07:00")], at(NOW)).unwrap().skipped.len(), 1);
    }
}

/// Everything in a folder, as bytes.
fn bytes_of(dir: &Path) -> Vec<u8> {
    std::fs::read_dir(dir).unwrap().flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A guardian over a store in the clear, so that what is erased can be looked for in its files.
fn in_the_clear(dir: &Path) -> (Guardian, Vec<Vec<u8>>) {
    let store = Store::plain(&dir.join("plain"), &StoreKey::new(&[9; 32]).unwrap()).unwrap();
    let guardian = Guardian::over(store, Mode::Host);
    let card = format!(
        r#"{{"type":"contact","contact":"{}","app":"com.zing.zalo","display_name":"{}"}}"#,
        PHRASES[1], PHRASES[2]
    );
    let begin = [profile(), consent("2026-11-01T08:00:00+07:00"), event(&card)];
    guardian.ingest(&begin, at(NOW)).unwrap();
    guardian.ingest(&script(), at(NOW)).unwrap();
    // Enough beside it that pages are moved and freed.
    for n in 0..300 {
        let mut other = message(&format!("o{n}"), "2026-11-20T10:00:00+07:00", "chào em");
        if let Event::Message(message) = &mut other {
            message.contact = format!("zalo:{n}");
        }
        guardian.ingest(&[other], at(NOW)).unwrap();
    }
    let contacts = guardian.contacts().unwrap();
    let handle = contacts.iter().find(|contact| contact.display_name.is_some()).unwrap().contact.clone();
    let raw = unhex::<16>(&handle).unwrap().to_vec();
    (guardian, vec![PHRASES[2].as_bytes().to_vec(), handle.into_bytes(), raw])
}

#[test]
fn requirement_7_an_erased_contact_is_in_no_byte_of_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let (guardian, traces) = in_the_clear(dir.path());
    let before = bytes_of(dir.path());
    for trace in &traces {
        assert!(holds(&before, trace), "the scan would find {trace:?}");
    }
    let known = guardian.contacts().unwrap().len();
    guardian.erase_contact(std::str::from_utf8(&traces[1]).unwrap()).unwrap();
    for (when, bytes) in [
        ("open", bytes_of(dir.path())),
        ("closed", {
            assert_eq!(guardian.contacts().unwrap().len(), known - 1);
            guardian.close().unwrap();
            bytes_of(dir.path())
        }),
    ] {
        for trace in &traces {
            assert!(!holds(&bytes, trace), "{when}: {trace:?}");
        }
    }
}

#[test]
fn requirement_7_an_erased_child_and_a_withdrawal_are_in_no_byte_of_the_files() {
    for withdraw in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let (guardian, mut traces) = in_the_clear(dir.path());
        traces.extend(["com.zing.zalo", "Asia/Ho_Chi_Minh", "grooming"].map(|text| text.as_bytes().to_vec()));
        let before = bytes_of(dir.path());
        assert!(traces.iter().all(|trace| holds(&before, trace)));
        if withdraw {
            guardian.ingest(&[withdrawn(NOW)], at(NOW)).unwrap();
        } else {
            guardian.erase_all().unwrap();
        }
        for _ in ["open", "closed"] {
            let bytes = bytes_of(dir.path());
            for trace in &traces {
                assert!(!holds(&bytes, trace), "withdraw {withdraw}: {trace:?}");
            }
            guardian.close().unwrap();
        }
    }
}

#[test]
fn an_erased_contact_leaves_tombstones_and_the_chain_holds() {
    let guardian = with_script(Mode::Host);
    let before = guardian.incident_record().unwrap();
    let written_down = code(&before.head);
    let handle = guardian.contacts().unwrap()[0].contact.clone();
    guardian.erase_contact(&handle).unwrap();
    let record = guardian.incident_record().unwrap();
    let text = serde_json::to_string(&record).unwrap();
    assert!(!text.contains(&handle) && !text.contains("com.zing.zalo"), "{text}");
    assert_eq!(verify(&record), Ok(before.links.len() as u64 + 1));
    assert_eq!(find_code(&record, &written_down), Ok(before.links.len() as u64), "the old code is still found");
    assert_eq!(record.links.last().unwrap().entry["kind"], serde_json::to_value(EntryKind::Erased).unwrap());
    // The next alert goes on behind it.
    let again: Vec<Event> = script()
        .into_iter()
        .enumerate()
        .map(|(n, mut event)| {
            if let Event::Message(message) = &mut event {
                message.id = format!("again{n}");
            }
            event
        })
        .collect();
    let more = guardian.ingest(&again, at(NOW)).unwrap().alerts.len() as u64;
    assert!(more > 0);
    assert_eq!(verify(&guardian.incident_record().unwrap()), Ok(before.links.len() as u64 + 1 + more));
}

#[test]
fn requirement_8_every_view_is_noted_in_a_chain() {
    let guardian = with_script(Mode::Host);
    let (when, child) = (at("2026-11-21T20:00:00+07:00"), Viewer { who: Reader::Child, at: None });
    let day = "2026-11-20".parse().unwrap();
    guardian.report(&report(Audience::Parent, Some(when))).unwrap();
    guardian.report(&report(Audience::Child, None)).unwrap();
    guardian.view(PARENT).contacts().unwrap();
    guardian.view(PARENT).screen_time(day, None).unwrap();
    guardian.view(child).screen_time(day, None).unwrap();
    guardian.view(PARENT).incident_record().unwrap();
    guardian.view(PARENT).incident_page(Language::Vi).unwrap();
    guardian.view(PARENT).export_data().unwrap();
    let key = SealingKey::new(&[5; 32]).unwrap();
    let host = Viewer { who: Reader::Host, at: Some(when) };
    let sealed = guardian.view(host).sealed_report(&report(Audience::Parent, Some(when)), &key.pairing()).unwrap();
    let opened = open(&key, &sealed, &mut Seen::default()).unwrap();
    assert_eq!(opened.name, "report-2026-W47-parent-en.text");
    assert_eq!(opened.text, guardian.report(&report(Audience::Parent, Some(when))).unwrap());

    let log = guardian.access_log().unwrap();
    assert_eq!(access::verify(&log), Ok(10));
    let seen: Vec<_> = access::entries(&log).into_iter().map(|entry| (entry.who, entry.what, entry.detail)).collect();
    use Reader::{Child, Host, Parent};
    let wanted = [
        (Parent, Viewed::Report, "2026-W47 parent en text"),
        (Child, Viewed::Report, "2026-W47 child en text"),
        (Parent, Viewed::Contacts, ""),
        (Parent, Viewed::ScreenTime, "2026-11-20"),
        (Child, Viewed::ScreenTime, "2026-11-20"),
        (Parent, Viewed::IncidentRecord, ""),
        (Parent, Viewed::IncidentRecord, "page"),
        (Parent, Viewed::DataExport, ""),
        (Host, Viewed::Report, "2026-W47 parent en text"),
        (Parent, Viewed::Report, "2026-W47 parent en text"),
    ]
    .map(|(who, what, detail)| (who, what, detail.to_owned()));
    assert_eq!(seen, wanted);
    assert_eq!(access::entries(&log)[0].at, when);
    assert_eq!(access::entries(&log)[2].at, at(NOW), "without a time of the host, the newest that the store knows");
    // The host's own reading is no view, nor is a refused one.
    guardian.contacts().unwrap();
    guardian.incident_record().unwrap();
    assert_eq!(guardian.access_log().unwrap(), log);
    let mut touched = log;
    touched.links[3].entry["who"] = "child".into();
    assert!(access::verify(&touched).is_err());
}

#[test]
fn requirement_8_the_child_is_told_what_parents_looked_at_and_the_bytes_stay_the_same() {
    let guardian = with_script(Mode::Host);
    let made = Some(at("2026-11-22T20:00:00+07:00"));
    let first = guardian.report(&report(Audience::Child, made)).unwrap();
    assert!(first.contains("no look by your parents is recorded"));
    guardian.report(&report(Audience::Parent, made)).unwrap();
    assert_eq!(guardian.report(&report(Audience::Child, made)).unwrap(), first, "views not before it change nothing");
    let earlier = Viewer { who: Reader::Parent, at: Some(at("2026-11-22T19:59:59+07:00")) };
    let week_before = Viewer { who: Reader::Parent, at: Some(at("2026-11-15T19:00:00+07:00")) };
    for viewer in [earlier, earlier, week_before, Viewer { who: Reader::Child, ..earlier }] {
        guardian.view(viewer).contacts().unwrap();
    }
    guardian.view(earlier).report(&report(Audience::Parent, made)).unwrap();
    let later = guardian.report(&report(Audience::Child, made)).unwrap();
    assert!(later.contains("The list of contacts: 2 times.") && later.contains("A report: 1 time."), "{later}");
}

#[test]
fn requirement_11_names_and_details_follow_the_age_and_all_ends_at_18() {
    let card = format!(
        r#"{{"type":"contact","contact":"{}","app":"com.zing.zalo","display_name":"{}"}}"#,
        PHRASES[1], PHRASES[2]
    );
    let calm = r#"{"type":"contact","contact":"zalo:calm","app":"com.zing.zalo","display_name":"Bạn Lan"}"#;
    // Year of birth; then what a parent is shown: names of calm contacts, single apps, first use.
    for (year, calm_name, apps, times) in
        [(2014, true, true, true), (2013, false, true, false), (2010, false, false, false)]
    {
        let guardian = Guardian::in_memory(Mode::Host).unwrap();
        let begin = [born(year), consent("2026-11-01T08:00:00+07:00"), event(&card), event(calm)];
        guardian.ingest(&begin, at(NOW)).unwrap();
        let used =
            [usage("app_resumed", "2026-11-20T20:00:00+07:00"), usage("app_paused", "2026-11-20T20:30:00+07:00")];
        guardian.ingest(&used, at(NOW)).unwrap();
        let alerts = guardian.ingest(&script(), at(NOW)).unwrap().alerts;
        for alert in &alerts {
            assert_eq!(alert.display_name.is_some(), alert.level == Level::Urgent || year > 2010, "{year}");
        }
        let shown = guardian.view(PARENT).contacts().unwrap();
        let name = |level: Level| shown.iter().find(|contact| contact.level == level).unwrap().display_name.is_some();
        assert_eq!(name(Level::None), calm_name, "{year}");
        assert!(name(Level::Urgent), "{year}: urgent contacts are named at every age");
        let own = guardian.view(Viewer { who: Reader::Child, at: None }).contacts().unwrap();
        assert!(own.iter().all(|contact| contact.display_name.is_some()), "the child sees its own contacts");

        let page = guardian.report(&report(Audience::Parent, None)).unwrap();
        assert_eq!(page.contains("com.example.game"), apps, "{year}: {page}");
        assert_eq!(page.contains("20:00–20:30"), times, "{year}");
        let own = guardian.report(&report(Audience::Child, None)).unwrap();
        assert!(own.contains("com.example.game") && own.contains("20:00–20:30"), "the child sees its own time");
        assert_eq!(own.contains("As you are"), year < 2014, "the child is told");
    }
    let grown = Guardian::in_memory(Mode::Host).unwrap();
    grown.ingest(&[born(2009), consent("2026-11-01T08:00:00+07:00")], at(NOW)).unwrap();
    grown.ingest(&script(), at(NOW)).unwrap();
    let later = at("2027-01-02T08:00:00+07:00");
    let refused = grown.ingest(&[message("x", "2027-01-01T08:00:00+07:00", "chào em")], later).unwrap_err();
    assert!(refused.to_string().contains("birth_year: is that of someone who turns 18"), "{refused}");
    let card = event(&card);
    assert_eq!(grown.ingest(&[card], later).unwrap_err().code(), "invalid_input", "nor any contact");
    let page = grown.report(&report(Audience::Parent, Some(later))).unwrap();
    assert!(page.contains("reaches 18 this year") && !page.contains("com.zing.zalo"), "{page}");
    assert!(grown.report(&report(Audience::Child, Some(later))).unwrap().contains("You reach 18 this year"));
    grown.ingest(&[withdrawn("2027-01-02T08:00:00+07:00")], later).unwrap();
    assert!(grown.contacts().unwrap().is_empty());
}

#[test]
fn requirement_12_every_score_has_reasons_and_a_version() {
    let guardian = with_script(Mode::Host);
    let made = guardian.alerts(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).unwrap();
    assert!(!made.is_empty() && made.iter().all(|alert| !alert.reasons.is_empty()));
    for contact in guardian.contacts().unwrap() {
        assert!(contact.level == Level::None || !contact.reasons.is_empty());
    }
    for link in guardian.incident_record().unwrap().links {
        for field in ["model", "rules", "clock", "zone", "app", "contact", "recorded_at"] {
            assert!(link.entry[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
        }
    }
    let request = ReportRequest { format: Format::Json, ..report(Audience::Parent, None) };
    let json: serde_json::Value = serde_json::from_str(&guardian.report(&request).unwrap()).unwrap();
    let entry = &json["contacts"]["entries"][0];
    assert!(entry["confidence"].is_string() && !entry["reasons"].as_array().unwrap().is_empty());
}

#[test]
fn the_familys_copy_holds_everything_in_public_records() {
    let guardian = with_script(Mode::Host);
    let fact = r#"{"type":"usage","kind":"app_resumed","app":"com.example.game","instance":"Main#1","at":"2026-11-20T21:04:00+07:00","monotonic_ms":5,"boot":"41"}"#;
    let limits = r#"{"type":"limits","rules":{"day_start":"06:00"},"set_at":"2026-11-20T08:00:00+07:00"}"#;
    let checkpoint = r#"{"type":"checkpoint","scope":"app","app":"token:ab12","day":"2026-11-20","at_least_minutes":15,"received_at":"2026-11-20T21:20:00+07:00"}"#;
    let more = [fact, limits, checkpoint].map(event);
    guardian.ingest(&more, at(NOW)).unwrap();
    guardian.view(PARENT).contacts().unwrap();
    let data = guardian.view(PARENT).export_data().unwrap();
    assert_eq!(Event::Usage(data.usage[0].clone()), more[0]);
    assert_eq!(Event::Limits(data.limits[0].clone()), more[1]);
    assert_eq!(Event::Checkpoint(data.checkpoints[0].clone()), more[2]);
    assert_eq!(data.contacts, guardian.contacts().unwrap());
    assert!(!data.alerts.is_empty());
    assert_eq!(data.incidents, guardian.incident_record().unwrap());
    assert_eq!((data.access.links.len(), data.consents.len()), (1, 1));
    let text = serde_json::to_string(&data).unwrap();
    assert!(text.starts_with(r#"{"format":"lachan-data-1","profile":{"alias":"Bi""#));
    for secret in PHRASES.iter().filter(|phrase| **phrase != PHRASES[2]) {
        assert!(!text.contains(secret), "{secret}");
    }
}
