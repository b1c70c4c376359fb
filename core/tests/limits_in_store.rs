//! Limits through the public door: usage, rules, grants and parent codes in a store, asked for a plan.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use lachan_core::guardian::{KeyProvider, Mode, PlanRequest, Skip};
use lachan_core::model::{Event, Grant, GrantKind, Moment, Plan, Policy, from_json};
use lachan_core::screen_time::limits::parent_code::{CodeOutcome, CodePolicy, CodePurpose, ParentSecret, code};
use lachan_core::{Error, Guardian, Result};
use serde_json::{Value, json};

const LONG_AGO: &str = "2026-11-01T00:00:00+07:00";

struct Key;

impl KeyProvider for Key {
    fn store_key(&self) -> Result<Vec<u8>> {
        Ok(vec![7; 32])
    }
}

fn at(time: &str) -> Moment {
    format!("2026-11-20T{time}:00+07:00").parse().unwrap()
}

fn event(value: &Value) -> Event {
    Event::from_json(&value.to_string()).unwrap()
}

fn profile() -> Event {
    event(&json!({"type": "profile", "alias": "Bi", "birth_year": 2013, "zone": "Asia/Ho_Chi_Minh"}))
}

/// One visit of an app.
fn visit(app: &str, from: &str, to: &str) -> [Event; 2] {
    [("app_resumed", from), ("app_paused", to)]
        .map(|(kind, time)| event(&json!({"type": "usage", "kind": kind, "app": app, "at": at(time).to_string()})))
}

fn rules(rules: Value) -> Event {
    event(&json!({"type": "limits", "rules": rules, "set_at": LONG_AGO}))
}

fn daily(minutes: u32) -> Value {
    json!([{"day": "fri", "minutes": minutes, "updated_at": LONG_AGO}])
}

fn granted(id: &str, minutes: u32) -> Value {
    json!({"type": "grant", "id": id, "kind": "granted", "minutes": minutes, "day": "2026-11-20",
           "at": at("10:30").to_string(), "by": "guardian", "task": "rửa bát"})
}

fn guardian(events: Vec<Event>) -> Guardian {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    guardian.ingest(&[vec![profile()], events].concat(), at("12:00")).unwrap();
    guardian
}

fn plan(guardian: &Guardian, time: &str) -> Plan {
    guardian.plan(at(time), &PlanRequest::default()).unwrap()
}

fn apps(plan: &Plan) -> Vec<(&str, Policy, Option<f64>)> {
    plan.apps.iter().map(|app| (app.app.as_str(), app.policy, app.remaining_minutes)).collect()
}

#[test]
fn a_grant_event_raises_the_limit_and_counts_once() {
    let day = [visit("a", "09:00", "09:45").to_vec(), vec![rules(json!({"daily_limits": daily(30)}))]].concat();
    let guardian = guardian(day);
    let state = guardian.limits_state(at("11:00")).unwrap();
    assert_eq!((state.locked, state.limit_started_at), (true, Some(at("09:30"))));
    let batch = [granted("g", 20), granted("g", 90), granted("h", 5)].map(|grant| event(&grant));
    let skipped = guardian.ingest(&batch, at("12:00")).unwrap().skipped;
    assert_eq!((skipped.len(), skipped[0].index, skipped[0].reason), (1, 1, Skip::Duplicate));
    let state = guardian.limits_state(at("11:00")).unwrap();
    assert_eq!((state.locked, state.remaining_minutes), (false, Some(10.0)));
    assert!(guardian.limits_state(at("10:00")).unwrap().locked, "before the grant was made");
    let extra = plan(&guardian, "11:00").extra_time;
    assert_eq!((extra.granted_minutes, extra.used_minutes), (25.0, 15.0));
}

#[test]
fn a_limit_with_extra_time_is_used_up_when_both_are() {
    let day = [
        visit("a", "09:00", "10:00").to_vec(),
        vec![rules(json!({"daily_limits": daily(30)})), event(&granted("g", 20))],
    ];
    let state = guardian(day.concat()).limits_state(at("11:00")).unwrap();
    assert_eq!((state.policy, state.limit_started_at), (Policy::DailyLimit, Some(at("09:50"))));
}

#[test]
fn grants_are_added_once_and_listed_in_order() {
    let guardian = guardian(vec![]);
    let grant = |id: &str| from_json::<Grant>(&granted(id, 5).to_string()).unwrap();
    assert!(guardian.add_grant(&grant("b")).unwrap());
    assert!(guardian.add_grant(&grant("a")).unwrap());
    assert!(!guardian.add_grant(&Grant { minutes: 50.0, ..grant("b") }).unwrap());
    let ledger = guardian.grants("2026-11-20".parse().unwrap()).unwrap();
    assert_eq!(ledger, [grant("b"), grant("a")]);
    assert!(guardian.grants("2026-11-21".parse().unwrap()).unwrap().is_empty());
    let bad = guardian.add_grant(&Grant { minutes: -1.0, ..grant("c") });
    assert!(matches!(bad, Err(Error::InvalidInput { field, .. }) if field == "minutes"));
    assert_eq!(format!("{:?}", grant("b")), "Grant { .. }");
    guardian.erase_all().unwrap();
    assert!(guardian.grants("2000-01-01".parse().unwrap()).unwrap().is_empty());
}

#[test]
fn games_have_their_minutes_each_and_together() {
    let (roblox, other) = ("com.roblox.client", "com.garena.game.kgvn");
    let limit = |minutes: u32, each: bool| json!({"category": "games", "minutes": minutes, "each_app": each, "updated_at": LONG_AGO});
    let events = [
        visit(roblox, "09:00", "10:00").to_vec(),
        // In split screen for its last half hour.
        visit(other, "09:30", "10:10").to_vec(),
        visit("vn.example.reader", "10:10", "10:20").to_vec(),
        vec![rules(json!({"category_limits": [limit(60, true), limit(180, false)]}))],
    ];
    let guardian = guardian(events.concat());
    assert_eq!(
        apps(&plan(&guardian, "11:00")),
        [(other, Policy::None, Some(20.0)), (roblox, Policy::AppLimit, Some(0.0))]
    );
    let asked = PlanRequest { apps: vec!["vn.example.reader".to_owned()], ..PlanRequest::default() };
    assert_eq!(guardian.plan(at("11:00"), &asked).unwrap().apps.len(), 3);
    // The union is 70 minutes, the sum 100.
    guardian.ingest(&[event(&json!({"type": "limits", "rules": {"category_limits": [limit(80, false)]}, "set_at": at("08:00").to_string()}))], at("12:00")).unwrap();
    assert_eq!(apps(&plan(&guardian, "11:00"))[0], (other, Policy::None, Some(10.0)));
}

#[test]
fn what_is_always_allowed_counts_against_no_limit() {
    let with = |free: Value| {
        let limits = json!({"daily_limits": daily(60), "always_allowed": free, "app_limits": [{"app": "map", "minutes": 10, "updated_at": LONG_AGO}]});
        guardian(
            [visit("map", "09:00", "09:40").to_vec(), visit("b", "10:00", "10:30").to_vec(), vec![rules(limits)]]
                .concat(),
        )
    };
    let counted = plan(&with(json!([])), "11:00");
    assert_eq!((counted.device.locked, apps(&counted)), (true, vec![("map", Policy::DailyLimit, Some(0.0))]));
    let free = plan(&with(json!(["map"])), "11:00");
    assert_eq!((free.device.remaining_minutes, apps(&free)), (Some(30.0), vec![("map", Policy::AlwaysAllowed, None)]));
}

#[test]
fn a_pause_is_derived_from_the_stored_use() {
    let limits = json!({"session": {"minutes": 45, "pause_minutes": 15}});
    let guardian = guardian(
        [
            visit("a", "08:00", "08:40").to_vec(),
            visit("a", "09:00", "09:20").to_vec(),
            visit("b", "09:30", "09:55").to_vec(),
            vec![rules(limits)],
        ]
        .concat(),
    );
    for (now, policy, next) in [
        ("08:45", Policy::None, "08:50"),
        ("09:31", Policy::None, "09:55"),
        ("09:56", Policy::SessionPause, "10:10"),
        ("10:09", Policy::SessionPause, "10:10"),
        ("10:10", Policy::None, "10:55"),
    ] {
        let state = guardian.limits_state(at(now)).unwrap();
        assert_eq!((state.policy, state.next_change.unwrap().at), (policy, at(next)), "{now}");
    }
}

#[test]
fn a_checkpoint_of_a_kind_or_an_app_counts_where_it_is_more() {
    let checkpoint = |scope: &str, app: &str, minutes: u32| {
        event(
            &json!({"type": "checkpoint", "scope": scope, "app": app, "day": "2026-11-20", "at_least_minutes": minutes,
                      "received_at": at("10:00").to_string()}),
        )
    };
    let limits = json!({"category_limits": [{"category": "games", "minutes": 60, "updated_at": LONG_AGO}],
                        "app_limits": [{"app": "com.roblox.client", "minutes": 60, "updated_at": LONG_AGO}]});
    let of = |more: Vec<Event>| {
        let used = visit("com.roblox.client", "09:00", "09:20").to_vec();
        let said = plan(&guardian([used, more, vec![rules(limits.clone())]].concat()), "11:00");
        said.apps[0].remaining_minutes
    };
    assert_eq!(of(vec![]), Some(40.0));
    assert_eq!(of(vec![checkpoint("app", "com.roblox.client", 30)]), Some(30.0));
    assert_eq!(of(vec![checkpoint("category", "games", 45)]), Some(15.0));
}

#[test]
fn a_doubtful_clock_is_the_hosts_to_tell() {
    let guardian = guardian(vec![rules(json!({"on_doubtful_clock": "closed"}))]);
    assert!(!guardian.limits_state(at("11:00")).unwrap().locked);
    let doubtful = PlanRequest { clock_doubtful: true, ..PlanRequest::default() };
    assert_eq!(guardian.plan(at("11:00"), &doubtful).unwrap().device.policy, Policy::ClockUntrusted);
}

fn secret() -> ParentSecret {
    ParentSecret::new(&[9; 20]).unwrap()
}

fn open(path: &Path) -> Guardian {
    Guardian::open(path, &Key, Mode::Replay).unwrap()
}

fn tried(guardian: &Guardian, now: &str, typed: &str) -> CodeOutcome {
    guardian.check_parent_code(&secret(), at(now), typed, CodePurpose::Grant, &CodePolicy::default()).unwrap()
}

#[test]
fn a_right_code_adds_its_minutes_once_also_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    let first = open(&path);
    let day =
        [vec![profile(), rules(json!({"daily_limits": daily(30)}))], visit("a", "09:00", "09:30").to_vec()].concat();
    first.ingest(&day, at("12:00")).unwrap();
    assert!(first.limits_state(at("11:00")).unwrap().locked);
    let shown = code(&secret(), at("11:00"), CodePurpose::Grant, 15, &CodePolicy::default()).unwrap();
    assert!(matches!(tried(&first, "11:00", &shown), CodeOutcome::Right { minutes: 15, .. }));
    assert_eq!(first.limits_state(at("11:00")).unwrap().remaining_minutes, Some(15.0));
    first.close().unwrap();
    let second = open(&path);
    assert_eq!(tried(&second, "11:01", &shown), CodeOutcome::Used);
    assert_eq!(second.limits_state(at("11:01")).unwrap().remaining_minutes, Some(15.0));
    let ledger = second.grants("2026-11-20".parse().unwrap()).unwrap();
    assert_eq!((ledger.len(), ledger[0].kind, ledger[0].minutes), (1, GrantKind::Code, 15.0));
}

#[test]
fn a_lock_out_outlives_a_restart_and_writes_no_entry() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    let policy = CodePolicy::default();
    let right = code(&secret(), at("11:00"), CodePurpose::Grant, 15, &policy).unwrap();
    let wrong = (0..).map(|n: u32| format!("{n:06}")).find(|typed| {
        let trial = Guardian::in_memory(Mode::Replay).unwrap();
        trial.ingest(&[profile()], at("11:00")).unwrap();
        matches!(tried(&trial, "11:00", typed), CodeOutcome::Wrong { .. })
    });
    let first = open(&path);
    first.ingest(&[profile()], at("11:00")).unwrap();
    for _ in 0..4 {
        assert!(matches!(tried(&first, "11:00", wrong.as_deref().unwrap()), CodeOutcome::Wrong { .. }));
    }
    first.close().unwrap();
    let second = open(&path);
    let until = at("11:15");
    assert_eq!(tried(&second, "11:00", wrong.as_deref().unwrap()), CodeOutcome::LockedOut { until });
    assert_eq!(tried(&second, "11:00", &right), CodeOutcome::LockedOut { until });
    assert!(second.grants("2026-11-01".parse().unwrap()).unwrap().is_empty());
}

#[test]
fn codes_for_other_purposes_grant_nothing_and_what_is_no_code_is_no_try() {
    let guardian = guardian(vec![rules(json!({"daily_limits": daily(30)}))]);
    let policy = CodePolicy::default();
    let unlock = code(&secret(), at("11:00"), CodePurpose::Unlock, 0, &policy).unwrap();
    let outcome = guardian.check_parent_code(&secret(), at("11:00"), &unlock, CodePurpose::Unlock, &policy).unwrap();
    assert!(matches!(outcome, CodeOutcome::Right { minutes: 0, .. }));
    assert!(guardian.grants("2026-11-20".parse().unwrap()).unwrap().is_empty());
    let refused = guardian.check_parent_code(&secret(), at("11:00"), "12", CodePurpose::Unlock, &policy);
    assert!(matches!(refused, Err(Error::InvalidInput { field, .. }) if field == "code"));
}

#[test]
fn a_plan_needs_a_profile() {
    let empty = Guardian::in_memory(Mode::Host).unwrap();
    assert_eq!(empty.plan(at("11:00"), &PlanRequest::default()).err(), Some(Error::NoProfile));
}
