//! Every rule of counting by its number (contract, "How usage is counted"), through the public door: the guardian takes
//! the recorded events in and is asked for the days. Also: days of 23 and 25 hours, a flight, views, revisions.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use lachan_core::Guardian;
use lachan_core::guardian::Mode;
use lachan_core::model::{
    DayKnowledge, DayView, EndedBy, Event, Moment, NotComparable, Quality, SessionView, UsagePeriod,
};
use serde_json::json;

#[path = "screen_time/vector.rs"]
mod vector;

use vector::{Vector, vectors};

/// The newest time among some events.
fn newest(events: &[Event]) -> Moment {
    let times = events.iter().filter_map(Event::fact_time);
    times.max().unwrap_or(Moment { epoch_ms: 0, offset_seconds: 0 })
}

fn ingest(guardian: &Guardian, events: &[Event]) {
    guardian.ingest(events, newest(events)).unwrap();
}

/// Checks every day asked of a recorded device, taken in at once and a few events at a time with questions between.
fn check(vector: &Vector) {
    for size in [vector.events.len(), 3] {
        let guardian = Guardian::in_memory(Mode::Replay).unwrap();
        for batch in vector.events.chunks(size) {
            ingest(&guardian, batch);
            for expected in &vector.expected {
                guardian.screen_time(expected.day, expected.as_of).unwrap();
            }
        }
        for expected in &vector.expected {
            let found = guardian.screen_time(expected.day, expected.as_of).unwrap();
            let (found, wanted) = (json!(found), json!(expected.totals));
            assert_eq!(found, wanted, "{}, {}: {}", vector.name, expected.day, expected.why);
        }
    }
}

/// Checks the recorded devices whose names begin so; each beginning must have some.
fn holds(beginnings: &[&str]) {
    for beginning in beginnings {
        let of_rule: Vec<Vector> = vectors().into_iter().filter(|vector| vector.name.starts_with(beginning)).collect();
        assert!(!of_rule.is_empty(), "no recorded device is named {beginning}");
        of_rule.iter().for_each(check);
    }
}

#[test]
fn rule_1_facts_are_a_set_in_one_order() {
    holds(&["order_"]);
}

#[test]
fn rule_2_equal_facts_are_one() {
    holds(&["identity_"]);
}

#[test]
fn rule_3_what_is_in_front_counts() {
    holds(&["front_", "trace_02", "trace_09"]);
}

#[test]
fn rule_4_closing_takes_everything_away() {
    holds(&["closing_"]);
}

#[test]
fn rule_5_nothing_counts_while_the_screen_is_off() {
    holds(&["screen_"]);
}

#[test]
fn rule_6_an_app_over_the_lock_screen_counts() {
    holds(&["lock_"]);
}

#[test]
fn rule_7_a_power_loss_ends_at_the_last_fact() {
    holds(&["power_", "trace_06"]);
}

#[test]
fn rule_8_an_open_session_ends_with_the_facts() {
    holds(&["end_", "trace_07"]);
}

#[test]
fn rule_9_a_begin_unseen_marks_the_day() {
    holds(&["begin_unseen_"]);
}

#[test]
fn rule_10_lengths_are_monotonic() {
    holds(&["length_", "trace_10"]);
}

#[test]
fn rule_11_a_day_is_the_profile_s() {
    holds(&["day_", "trace_03"]);
}

#[test]
fn rule_12_marks_belong_to_the_day_of_the_doubt() {
    holds(&["marks_", "permission_"]);
}

#[test]
fn rule_13_checkpoints_are_lower_bounds() {
    holds(&["checkpoint_"]);
}

#[test]
fn rule_14_launchers_host_and_helplines_are_not_counted() {
    holds(&["uncounted_"]);
}

#[test]
fn rule_15_history_is_never_taken_back() {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    let day = date(2026, 11, 20);
    let game = [
        usage("app_resumed", "game", "2026-11-20T10:00:00+07:00"),
        usage("app_paused", "game", "2026-11-20T10:30:00+07:00"),
    ];
    let chat = [
        usage("app_resumed", "chat", "2026-11-20T11:00:00+07:00"),
        usage("app_paused", "chat", "2026-11-20T11:10:00+07:00"),
    ];
    ingest(&guardian, &game);
    ingest(&guardian, &chat);
    let before = guardian.screen_time(day, None).unwrap();
    assert_eq!(before.device_minutes, 40.0);
    // The game was removed: the next sweep of the same day knows nothing of it.
    ingest(&guardian, &chat);
    assert_eq!(guardian.screen_time(day, None).unwrap(), before);
}

fn guardian(zone: &str) -> Guardian {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    let profile = format!(r#"{{"type":"profile","alias":"Bi","birth_year":2013,"zone":"{zone}"}}"#);
    guardian.ingest(&[event(&profile)], Moment { epoch_ms: 0, offset_seconds: 0 }).unwrap();
    guardian
}

fn event(json: &str) -> Event {
    Event::from_json(json).unwrap()
}

fn usage(kind: &str, app: &str, at: &str) -> Event {
    let app = if app.is_empty() { String::new() } else { format!(r#""app":"{app}","#) };
    event(&format!(r#"{{"type":"usage","kind":"{kind}",{app}"at":"{at}"}}"#))
}

#[test]
fn days_of_23_and_25_hours_are_as_long_as_the_zone_has_them() {
    let days = [
        ("Europe/Berlin", date(2026, 3, 29), "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 23),
        ("Europe/Berlin", date(2026, 10, 25), "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 25),
        ("America/New_York", date(2026, 3, 8), "2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00", 23),
        ("America/New_York", date(2026, 11, 1), "2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00", 25),
        ("Australia/Sydney", date(2026, 10, 4), "2026-10-04T00:00:00+10:00", "2026-10-05T00:00:00+11:00", 23),
        ("Australia/Sydney", date(2026, 4, 5), "2026-04-05T00:00:00+11:00", "2026-04-06T00:00:00+10:00", 25),
    ];
    for (zone, day, from, to, hours) in days {
        let guardian = guardian(zone);
        let from: Moment = from.parse().unwrap();
        let hour_before = Moment { epoch_ms: from.epoch_ms - 3_600_000, ..from };
        ingest(&guardian, &[usage("app_resumed", "film", &hour_before.to_string()), usage("app_paused", "film", to)]);
        let view = guardian.day_view(day, None).unwrap();
        let totals = &view.totals;
        assert_eq!((totals.from, totals.to), (from, to.parse().unwrap()), "{zone} {day}");
        assert_eq!((totals.device_minutes, totals.quality), (60.0 * f64::from(hours), Quality::Exact), "{zone} {day}");
        assert_eq!(view.hours.len(), hours as usize, "{zone} {day}");
        assert!(view.hours.iter().all(|hour| hour.minutes == 60.0), "{zone} {day}: {:?}", view.hours);
        let night_before = guardian.screen_time(day.yesterday().unwrap(), None).unwrap();
        assert_eq!(night_before.device_minutes, 60.0, "{zone} {day}");
    }
}

#[test]
fn a_zone_change_in_flight_moves_nothing() {
    let flight = |at: [&str; 4], landed: bool| {
        let guardian = guardian("Asia/Ho_Chi_Minh");
        let mut events = vec![
            usage("app_resumed", "film", at[0]),
            usage("app_paused", "film", at[1]),
            usage("app_resumed", "game", at[2]),
            usage("app_paused", "game", at[3]),
        ];
        if landed {
            events.insert(1, usage("zone_changed", "", at[0]));
        }
        ingest(&guardian, &events);
        [20, 21].map(|day| guardian.day_view(date(2026, 11, day), None).unwrap())
    };
    let home = [
        "2026-11-20T23:00:00+07:00",
        "2026-11-21T01:00:00+07:00",
        "2026-11-21T11:00:00+07:00",
        "2026-11-21T11:30:00+07:00",
    ];
    let abroad = [
        "2026-11-20T08:00:00-08:00",
        "2026-11-20T10:00:00-08:00",
        "2026-11-20T20:00:00-08:00",
        "2026-11-20T20:30:00-08:00",
    ];
    let days = flight(home, false);
    assert_eq!(days.each_ref().map(|day| day.totals.device_minutes), [60.0, 90.0]);
    assert_eq!(flight(abroad, true), days);
}

#[test]
fn a_view_has_kinds_hours_and_sessions() {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    let day = date(2026, 11, 20);
    ingest(
        &guardian,
        &[
            // Two chats in split screen: 40 and 30 minutes, 50 together.
            usage("app_resumed", "com.zing.zalo", "2026-11-20T09:50:00+07:00"),
            usage("app_resumed", "com.facebook.orca", "2026-11-20T10:10:00+07:00"),
            usage("app_paused", "com.zing.zalo", "2026-11-20T10:30:00+07:00"),
            usage("screen_off", "", "2026-11-20T10:40:00+07:00"),
            usage("screen_on", "", "2026-11-20T12:00:00+07:00"),
            usage("app_resumed", "who.knows", "2026-11-20T12:00:00+07:00"),
            usage("shutdown", "", "2026-11-20T12:05:00+07:00"),
            event(
                r#"{"type":"checkpoint","scope":"category","app":"token:games","day":"2026-11-20","at_least_minutes":15,"received_at":"2026-11-20T14:00:00+07:00"}"#,
            ),
        ],
    );
    let view = guardian.day_view(day, None).unwrap();
    let kinds: Vec<_> =
        view.categories.iter().map(|kind| (kind.category.as_str(), kind.minutes, kind.quality)).collect();
    assert_eq!(
        kinds,
        [
            ("chat", 50.0, Quality::Exact),
            ("token:games", 15.0, Quality::LowerBound),
            ("other", 5.0, Quality::LowerBound),
        ]
    );
    let used: Vec<_> = view.hours.iter().enumerate().filter(|(_, hour)| hour.minutes > 0.0).collect();
    let used: Vec<_> = used.into_iter().map(|(n, hour)| (n, hour.minutes, hour.from.to_string())).collect();
    assert_eq!(
        used,
        [
            (9, 10.0, "2026-11-20T09:00:00+07:00".to_owned()),
            (10, 40.0, "2026-11-20T10:00:00+07:00".to_owned()),
            (12, 5.0, "2026-11-20T12:00:00+07:00".to_owned()),
        ]
    );
    let session = |app: &str, minutes, ended_by, end_exact, session: &SessionView| {
        assert_eq!((session.app.as_str(), session.minutes, session.ended_by), (app, minutes, ended_by));
        assert_eq!((session.begin_exact, session.end_exact, session.opened), (true, end_exact, true), "{app}");
    };
    let sessions = guardian.sessions(day, None).unwrap();
    let [zalo, messenger, other] = sessions.as_slice() else { panic!("{sessions:?}") };
    session("com.zing.zalo", 40.0, EndedBy::Left, true, zalo);
    session("com.facebook.orca", 30.0, EndedBy::ScreenOff, true, messenger);
    session("who.knows", 5.0, EndedBy::Shutdown, false, other);
}

#[test]
fn a_session_over_a_moved_clock_says_which_end_is_not_exact() {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    let measured = |kind: &str, app: &str, at: &str, ms: i64| match usage(kind, app, at) {
        Event::Usage(usage) => {
            Event::Usage(lachan_core::model::Usage { monotonic_ms: Some(ms), boot: Some("1".into()), ..usage })
        }
        other => other,
    };
    ingest(
        &guardian,
        &[
            measured("app_resumed", "film", "2026-11-20T10:00:00+07:00", 0),
            measured("clock_changed", "", "2026-11-20T09:00:00+07:00", 600_000),
            measured("app_resumed", "game", "2026-11-20T09:05:00+07:00", 900_000),
            measured("app_paused", "film", "2026-11-20T09:10:00+07:00", 1_200_000),
            measured("app_paused", "game", "2026-11-20T09:15:00+07:00", 1_500_000),
        ],
    );
    let sessions = guardian.sessions(date(2026, 11, 20), None).unwrap();
    let ends: Vec<_> =
        sessions.iter().map(|one| (one.app.as_str(), one.minutes, one.begin_exact, one.end_exact)).collect();
    assert_eq!(ends, [("film", 20.0, true, false), ("game", 10.0, false, false)]);
}

fn revision(view: &DayView) -> (f64, u32, Option<String>) {
    (view.totals.device_minutes, view.revision, view.changed_at.map(|at| at.to_string()))
}

#[test]
fn a_closed_day_changes_only_with_a_revision() {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    let day = date(2026, 11, 20);
    let asked = || guardian.day_view(day, None).unwrap();
    ingest(
        &guardian,
        &[
            usage("app_resumed", "film", "2026-11-20T10:00:00+07:00"),
            usage("app_paused", "film", "2026-11-20T10:20:00+07:00"),
        ],
    );
    assert!(!asked().closed);
    // The running day changes as it goes on.
    ingest(
        &guardian,
        &[
            usage("app_resumed", "film", "2026-11-20T11:00:00+07:00"),
            usage("app_paused", "film", "2026-11-20T11:05:00+07:00"),
        ],
    );
    assert_eq!(revision(&asked()), (25.0, 0, None));
    ingest(&guardian, &[usage("screen_off", "", "2026-11-21T08:00:00+07:00")]);
    assert!(asked().closed);
    assert_eq!(revision(&asked()), (25.0, 0, None));
    // What comes late and tells nothing new leaves it alone.
    ingest(
        &guardian,
        &[usage("zone_changed", "", "2026-11-20T12:00:00+07:00"), usage("screen_off", "", "2026-11-22T08:00:00+07:00")],
    );
    assert_eq!(revision(&asked()), (25.0, 0, None));
    ingest(
        &guardian,
        &[
            usage("app_resumed", "game", "2026-11-20T13:00:00+07:00"),
            usage("app_paused", "game", "2026-11-20T13:10:00+07:00"),
            usage("screen_off", "", "2026-11-23T08:00:00+07:00"),
        ],
    );
    let changed = (35.0, 1, Some("2026-11-23T08:00:00+07:00".to_owned()));
    assert_eq!(revision(&asked()), changed);
    // A late checkpoint changes it once more; asking again does not.
    ingest(
        &guardian,
        &[event(
            r#"{"type":"checkpoint","scope":"device","day":"2026-11-20","at_least_minutes":60,"received_at":"2026-11-24T08:00:00+07:00"}"#,
        )],
    );
    assert_eq!(revision(&asked()), (60.0, 2, Some("2026-11-24T08:00:00+07:00".to_owned())));
    assert_eq!(asked(), asked());
}

#[test]
fn totals_outlive_their_facts() {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    ingest(
        &guardian,
        &[
            usage("app_resumed", "film", "2026-11-20T10:00:00+07:00"),
            usage("app_paused", "film", "2026-11-20T10:20:00+07:00"),
            usage("app_resumed", "game", "2026-11-21T23:30:00+07:00"),
            usage("app_paused", "game", "2026-11-22T00:10:00+07:00"),
            usage("screen_off", "", "2026-11-24T08:00:00+07:00"),
        ],
    );
    let days = || [20, 21, 22, 23].map(|day| guardian.day_view(date(2026, 11, day), None).unwrap());
    let before = days();
    assert_eq!(before.each_ref().map(|day| day.totals.device_minutes), [20.0, 30.0, 10.0, 0.0]);
    guardian.forget_usage_before(date(2026, 11, 22)).unwrap();
    assert_eq!(days(), before);
    // Neither new facts nor a late one of a day whose facts are gone change it.
    ingest(
        &guardian,
        &[
            usage("screen_on", "", "2026-11-24T09:00:00+07:00"),
            usage("app_resumed", "game", "2026-11-24T09:00:00+07:00"),
            usage("app_paused", "game", "2026-11-24T09:10:00+07:00"),
            usage("zone_changed", "", "2026-11-20T09:00:00+07:00"),
        ],
    );
    assert_eq!(days()[..2], before[..2]);
    assert_eq!(guardian.screen_time(date(2026, 11, 24), None).unwrap().device_minutes, 10.0);
}

/// A fortnight of one film a day: `minutes` from day to day, from 2 November on.
fn fortnight(minutes: &[i64]) -> Guardian {
    let guardian = guardian("Asia/Ho_Chi_Minh");
    let mut events = Vec::new();
    for (n, minutes) in (0..).zip(minutes).filter(|(_, minutes)| **minutes > 0) {
        let day: Date = date(2026, 11, 2).checked_add(i64::from(n).days()).unwrap();
        events.push(usage("app_resumed", "film", &format!("{day}T10:00:00+07:00")));
        events.push(usage("app_paused", "film", &format!("{day}T1{}:{:02}:00+07:00", minutes / 60, minutes % 60)));
    }
    events.push(usage("screen_off", "", "2026-11-16T08:00:00+07:00"));
    ingest(&guardian, &events);
    guardian
}

fn second_week(guardian: &Guardian) -> UsagePeriod {
    guardian.period(date(2026, 11, 9), date(2026, 11, 15)).unwrap()
}

#[test]
fn a_week_is_summed_up_and_compared_with_the_one_before() {
    let week = second_week(&fortnight(&[60, 60, 60, 60, 60, 60, 60, 90, 90, 90, 90, 90, 90, 30]));
    assert_eq!((week.total_minutes, week.daily_mean_minutes, week.mean_days), (570.0, Some(81.429), 7));
    assert_eq!((week.complete_days, week.partial_days, week.unknown_days), (7, 0, 0));
    assert_eq!((week.opens, week.quality, week.days.len()), (7, Quality::Exact, 7));
    assert_eq!((week.apps[0].minutes, week.categories[0].category.as_str()), (570.0, "other"));
    assert!(week.before.comparable);
    assert_eq!(
        (week.before.days, week.before.previous_mean_minutes, week.before.change_minutes),
        (7, Some(60.0), Some(21.429))
    );
}

#[test]
fn a_week_that_cannot_be_compared_says_why() {
    let week = second_week(&fortnight(&[0, 0, 0, 0, 0, 0, 0, 90, 90, 90, 90, 90, 90, 30]));
    assert_eq!((week.before.comparable, week.before.reason), (false, Some(NotComparable::NoPrevious)));
    let week = second_week(&fortnight(&[60, 60, 60, 60, 60, 60, 60, 90, 0, 90, 0, 90, 0, 30]));
    assert_eq!((week.before.reason, week.unknown_days, week.mean_days), (Some(NotComparable::UnknownDays), 3, 4));
    assert_eq!(week.days[1].knowledge, DayKnowledge::Unknown);
    let guardian = fortnight(&[60; 14]);
    ingest(
        &guardian,
        &[
            usage("permission_lost", "", "2026-11-09T12:00:00+07:00"),
            usage("permission_granted", "", "2026-11-12T12:00:00+07:00"),
        ],
    );
    let week = second_week(&guardian);
    assert_eq!((week.before.reason, week.partial_days), (Some(NotComparable::PermissionGap), 4));
    let month = guardian.period(date(2026, 11, 1), date(2026, 11, 30)).unwrap();
    assert_eq!((month.days.len(), month.days[20].knowledge), (30, DayKnowledge::NotYet));
    assert_eq!(guardian.period(date(2026, 11, 2), date(2026, 11, 1)).unwrap_err().code(), "invalid_input");
}
