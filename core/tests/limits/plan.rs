//! Tables for what the plan adds to the contract's rules: apps, kinds, stretches, always-allowed apps, the clock,
//! warnings and sentences. Friday 20 November 2026 in Vietnam; times are local.

use lachan_core::Error;
use lachan_core::model::{AppPlan, Moment, Plan, PlanCase, from_json, to_json};
use lachan_core::screen_time::limits::plan;
use serde_json::{Value, json};

const LONG_AGO: &str = "2026-11-01T00:00:00+07:00";

fn at(local: &str) -> String {
    format!("2026-11-{}:00+07:00", local.replace(' ', "T"))
}

fn case(now: &str, rules: Value, more: Value) -> PlanCase {
    let mut case = more;
    case["zone"] = json!("Asia/Ho_Chi_Minh");
    case["now"] = json!(at(now));
    case["rules"] = rules;
    from_json(&case.to_string()).unwrap()
}

fn asked(now: &str, rules: Value, more: Value) -> Plan {
    plan(&case(now, rules, more)).unwrap()
}

fn app<'a>(plan: &'a Plan, id: &str) -> &'a AppPlan {
    plan.apps.iter().find(|app| app.app == id).unwrap()
}

/// What a clock shows at a moment.
fn clock(at: Moment) -> String {
    at.civil().strftime("%H:%M").to_string()
}

fn code<T: serde::Serialize>(value: T) -> String {
    json!(value).as_str().unwrap().to_owned()
}

/// An app's policy, minutes left, and the next change as `HH:MM policy`.
fn told(plan: &Plan, id: &str) -> (String, Option<f64>, String) {
    let app = app(plan, id);
    let next = app.next_change.as_ref().map(|next| format!("{} {}", clock(next.at), code(next.policy)));
    (code(app.policy), app.remaining_minutes, next.unwrap_or_default())
}

fn row(policy: &str, left: impl Into<Option<f64>>, next: &str) -> (String, Option<f64>, String) {
    (policy.to_owned(), left.into(), next.to_owned())
}

fn app_limit(app: &str, minutes: u32) -> Value {
    json!({"app": app, "minutes": minutes, "updated_at": LONG_AGO})
}

fn kind_limit(category: &str, minutes: u32, each_app: bool) -> Value {
    json!({"category": category, "minutes": minutes, "each_app": each_app, "updated_at": LONG_AGO})
}

fn daily(minutes: u32) -> Value {
    json!({"day": "fri", "minutes": minutes, "updated_at": LONG_AGO})
}

fn games(a: u32, b: u32) -> Value {
    json!({"apps": [{"app": "a", "minutes": a, "category": "games"}, {"app": "b", "minutes": b, "category": "games"},
                    {"app": "map", "minutes": 5}], "used_minutes": a + b + 5})
}

#[test]
fn an_app_has_the_least_of_what_binds_it() {
    for (name, rules, a, b) in [
        (
            "its own limit",
            json!({"app_limits": [app_limit("a", 30)]}),
            row("none", 10.0, "12:10 app_limit"),
            row("none", None, ""),
        ),
        (
            "each app of its kind",
            json!({"category_limits": [kind_limit("games", 60, true)]}),
            row("none", 40.0, "12:40 app_limit"),
            row("app_limit", 0.0, "00:00 none"),
        ),
        (
            "its kind together",
            json!({"category_limits": [kind_limit("games", 100, false)]}),
            row("none", 20.0, "12:20 category_limit"),
            row("none", 20.0, "12:20 category_limit"),
        ),
        (
            "Decree 147",
            json!({"category_limits": [kind_limit("games", 60, true), kind_limit("games", 90, false)]}),
            row("none", 10.0, "12:10 category_limit"),
            row("app_limit", 0.0, "00:00 none"),
        ),
        (
            "the device",
            json!({"daily_limits": [daily(90)], "app_limits": [app_limit("a", 60)]}),
            row("none", 5.0, "12:05 daily_limit"),
            row("none", 5.0, "12:05 daily_limit"),
        ),
        (
            "another kind",
            json!({"category_limits": [kind_limit("video", 0, false)]}),
            row("none", None, ""),
            row("none", None, ""),
        ),
    ] {
        let said = asked("20 12:00", rules, games(20, 60));
        assert_eq!((told(&said, "a"), told(&said, "b")), (a, b), "{name}");
        assert!(!said.device.locked, "{name}");
    }
}

#[test]
fn of_several_limits_of_an_app_the_last_edited_of_the_day_counts() {
    let limit = |minutes: u32, days: Value, edited: &str| json!({"app": "a", "minutes": minutes, "days": days, "updated_at": at(edited)});
    for (name, limits, left) in [
        ("every day", vec![limit(30, json!([]), "01 00:00")], Some(10.0)),
        ("of the day", vec![limit(30, json!(["fri", "sat"]), "01 00:00")], Some(10.0)),
        ("of another day", vec![limit(30, json!(["sat"]), "05 00:00")], None),
        ("the newer", vec![limit(30, json!([]), "05 00:00"), limit(50, json!(["fri"]), "04 00:00")], Some(10.0)),
        (
            "the newer of the day",
            vec![limit(30, json!(["sat"]), "05 00:00"), limit(50, json!(["fri"]), "04 00:00")],
            Some(30.0),
        ),
        ("at once, the last", vec![limit(30, json!([]), "05 00:00"), limit(50, json!([]), "05 00:00")], Some(30.0)),
    ] {
        let said = asked("20 12:00", json!({"app_limits": limits}), games(20, 0));
        assert_eq!(app(&said, "a").remaining_minutes, left, "{name}");
    }
}

#[test]
fn what_the_host_says_of_a_kind_stands_before_the_sum_of_its_apps() {
    let rules = json!({"category_limits": [kind_limit("games", 60, false)]});
    let mut split_screen = games(30, 30);
    assert!(app(&asked("20 12:00", rules.clone(), split_screen.clone()), "a").locked);
    split_screen["categories"] = json!([{"category": "games", "minutes": 30}]);
    assert_eq!(told(&asked("20 12:00", rules, split_screen), "a"), row("none", 30.0, "12:30 category_limit"));
}

#[test]
fn an_app_is_locked_with_the_device_and_opened_by_an_unlock_with_minutes() {
    let rules = |overrides: Value| {
        json!({"app_limits": [app_limit("a", 10)], "bedtimes": [{"day": "fri", "from": "21:00", "to": "22:00", "updated_at": LONG_AGO}],
               "overrides": overrides})
    };
    for (name, now, overrides, a, map, unlocks) in [
        ("its limit", "20 20:00", json!([]), "app_limit", "none", Some("00:00")),
        ("bedtime", "20 21:30", json!([]), "bedtime", "bedtime", Some("00:00")),
        (
            "lock",
            "20 20:00",
            json!([{"action": "lock", "created_at": at("20 19:00")}]),
            "override",
            "override",
            Some("00:00"),
        ),
        (
            "unlock with minutes",
            "20 20:00",
            json!([{"action": "unlock", "created_at": at("20 19:55"), "minutes": 30}]),
            "override",
            "override",
            None,
        ),
        (
            "unlock without minutes",
            "20 21:30",
            json!([{"action": "unlock", "created_at": at("20 21:10")}]),
            "app_limit",
            "override",
            Some("00:00"),
        ),
    ] {
        let said = asked(now, rules(overrides), games(10, 0));
        assert_eq!(
            (code(app(&said, "a").policy).as_str(), code(app(&said, "map").policy).as_str()),
            (a, map),
            "{name}"
        );
        let until = app(&said, "a").unlocks_at.map(clock);
        assert_eq!(until.as_deref(), unlocks, "{name}");
    }
}

#[test]
fn an_app_that_is_always_allowed_is_never_locked_and_counts_for_nothing() {
    let rules = json!({"always_allowed": ["map", "a"], "app_limits": [app_limit("a", 0)], "daily_limits": [daily(0)],
                       "category_limits": [kind_limit("games", 30, false)], "on_doubtful_clock": "closed"});
    let mut more = games(20, 29);
    for doubtful in [false, true] {
        more["clock_doubtful"] = json!(doubtful);
        let said = asked("20 12:00", rules.clone(), more.clone());
        assert!(said.device.locked);
        for id in ["map", "a"] {
            assert_eq!(told(&said, id), row("always_allowed", None, ""), "{id}, {doubtful}");
            assert_eq!(app(&said, id).reasons, ["always_allowed"]);
        }
    }
    // Of the kind only b's 29 minutes count.
    let kind_only = json!({"always_allowed": ["a"], "category_limits": [kind_limit("games", 30, false)]});
    assert_eq!(told(&asked("20 12:00", kind_only, games(20, 29)), "b"), row("none", 1.0, "12:01 category_limit"));
}

#[test]
fn a_pause_is_due_after_a_long_stretch() {
    let rules = json!({"session": {"minutes": 45, "pause_minutes": 15}});
    for (name, stretch, last_use, policy, next) in [
        ("in the middle", 30, "12:00", "none", "12:15 session_pause"),
        ("a short break does not part it", 30, "11:46", "none", "12:15 session_pause"),
        ("a pause does", 30, "11:45", "none", "12:45 session_pause"),
        ("full", 45, "12:00", "session_pause", "12:15 none"),
        ("full, at rest since", 45, "11:50", "session_pause", "12:05 none"),
        ("full, rested", 50, "11:45", "none", "12:45 session_pause"),
    ] {
        let more = json!({"stretch_minutes": stretch, "last_use_at": at(&format!("20 {last_use}"))});
        let device = asked("20 12:00", rules.clone(), more).device;
        let change = device.next_change.as_ref().unwrap();
        let found = format!("{} {}", clock(change.at), code(change.policy));
        assert_eq!((code(device.policy).as_str(), found.as_str()), (policy, next), "{name}");
    }
}

#[test]
fn a_pause_comes_after_the_contracts_rules_and_is_rested_by_a_bedtime() {
    let rules = |overrides: Value| {
        json!({"session": {"minutes": 45, "pause_minutes": 15}, "overrides": overrides, "daily_limits": [daily(600)],
               "bedtimes": [{"day": "fri", "from": "12:00", "to": "12:30", "updated_at": LONG_AGO}]})
    };
    let more = json!({"stretch_minutes": 45, "used_minutes": 45});
    let state = |now: &str, overrides: Value| asked(now, rules(overrides), more.clone()).device;
    let rest = state("20 12:00", json!([]));
    assert_eq!(rest.reasons, ["bedtime", "session_pause"]);
    assert_eq!(rest.unlocks_at.unwrap().to_string(), at("20 12:30"));
    let unlocked = state("20 12:00", json!([{"action": "unlock", "created_at": at("20 12:00"), "minutes": 10}]));
    assert_eq!(
        (unlocked.reasons, code(unlocked.next_change.unwrap().policy)),
        (vec!["override_unlock".to_owned()], "bedtime".to_owned())
    );
    // An unlock without minutes opens the bedtime, not the pause.
    assert_eq!(
        state("20 12:05", json!([{"action": "unlock", "created_at": at("20 12:01")}])).reasons,
        ["session_pause"]
    );
}

#[test]
fn a_doubtful_clock_locks_only_where_the_rules_say_so() {
    for (policy, doubtful, reasons) in [
        (json!("open"), true, vec![]),
        (json!("closed"), false, vec![]),
        (json!("closed"), true, vec!["clock_untrusted"]),
    ] {
        let rules = json!({"on_doubtful_clock": policy, "daily_limits": [daily(60)], "app_limits": [app_limit("a", 30)],
                           "overrides": [{"action": "unlock", "created_at": at("20 11:59"), "minutes": 0}]});
        let said = asked("20 12:00", rules, json!({"clock_doubtful": doubtful, "used_minutes": 20}));
        assert_eq!(said.device.reasons, reasons, "{policy} {doubtful}");
        assert_eq!((said.device.locked, app(&said, "a").locked), (!reasons.is_empty(), !reasons.is_empty()));
        assert_eq!(said.device.remaining_minutes, Some(40.0));
        assert_eq!(said.device.next_change.is_none(), !reasons.is_empty());
    }
}

#[test]
fn warnings_are_due_from_their_minute_on_and_the_next_one_is_foretold() {
    let rules = json!({"warn_at_minutes": [5, 1], "daily_limits": [daily(60)], "app_limits": [app_limit("a", 30)]});
    for (used, a, due, next) in [
        (50, 0, vec![], Some((None, 5, "12:05"))),
        (54, 0, vec![], Some((None, 5, "12:01"))),
        (55, 0, vec![(None, 5)], Some((None, 1, "12:04"))),
        (58, 0, vec![(None, 5)], Some((None, 1, "12:01"))),
        (59, 0, vec![(None, 1)], None),
        (60, 0, vec![], None),
        (30, 26, vec![(Some("a"), 5)], Some((Some("a"), 1, "12:03"))),
        (54, 25, vec![(Some("a"), 5)], Some((None, 5, "12:01"))),
        // Both at once: the device's own warning says it.
        (55, 25, vec![(None, 5)], Some((None, 1, "12:04"))),
    ] {
        let said =
            asked("20 12:00", rules.clone(), json!({"used_minutes": used, "apps": [{"app": "a", "minutes": a}]}));
        let found: Vec<(Option<&str>, u16)> =
            said.warnings.iter().map(|one| (one.app.as_deref(), one.minutes)).collect();
        assert_eq!(found, due, "{used}, {a}");
        let coming = said.next_warning.as_ref().map(|one| (one.app.as_deref(), one.minutes, clock(one.at)));
        assert_eq!(coming, next.map(|(app, minutes, when)| (app, minutes, when.to_owned())), "{used}, {a}");
    }
}

#[test]
fn an_app_locked_with_the_device_is_warned_of_once() {
    let rules = json!({"warn_at_minutes": [5], "daily_limits": [daily(60)]});
    let said = asked("20 12:00", rules, json!({"used_minutes": 57, "apps": [{"app": "a"}, {"app": "b"}]}));
    assert_eq!((said.warnings.len(), said.warnings[0].app.as_deref()), (1, None));
    assert_eq!(said.warnings[0].text, "Còn 3 phút dùng máy hôm nay.");
}

#[test]
fn sentences_say_why_and_until_when_in_both_languages() {
    let night = json!([{"day": "fri", "from": "21:00", "to": "06:30", "updated_at": LONG_AGO}]);
    let session = json!({"minutes": 45, "pause_minutes": 15});
    let unlock = |minutes: u32| json!([{"action": "unlock", "created_at": at("20 12:00"), "minutes": minutes}]);
    for (now, rules, more, vi, en) in [
        ("20 12:00", json!({}), json!({}), "", ""),
        (
            "20 22:00",
            json!({"bedtimes": night}),
            json!({}),
            "Đang là giờ nghỉ của máy. Dùng lại được từ 06:30 ngày mai.",
            "The device is resting now. Open again from 06:30 tomorrow.",
        ),
        (
            "20 12:00",
            json!({"day_start": "04:00", "daily_limits": [daily(60)]}),
            json!({"used_minutes": 60}),
            "Đã hết 60 phút dùng máy hôm nay. Dùng lại được từ 04:00 ngày mai.",
            "Today's 60 minutes on this device are used up. Open again from 04:00 tomorrow.",
        ),
        (
            "20 12:00",
            json!({"daily_limits": [daily(0)]}),
            json!({}),
            "Hôm nay máy nghỉ. Dùng lại được từ 00:00 ngày mai.",
            "The device rests today. Open again from 00:00 tomorrow.",
        ),
        (
            "20 12:00",
            json!({"session": session}),
            json!({"stretch_minutes": 45}),
            "Đã dùng liền 45 phút, mình nghỉ một chút nhé. Dùng lại được từ 12:15.",
            "That was 45 minutes in a row. Time for a short break. Open again from 12:15.",
        ),
        (
            "20 12:00",
            json!({"overrides": unlock(30), "daily_limits": [daily(0)]}),
            json!({}),
            "Bố mẹ đã cho mở thêm. Dùng được đến 12:30.",
            "Your parents have opened it for longer. Open until 12:30.",
        ),
        (
            "20 12:00",
            json!({"overrides": [{"action": "lock", "created_at": at("20 12:00")}]}),
            json!({}),
            "Máy đang tạm khóa theo ý bố mẹ. Dùng lại được từ 00:00 ngày mai.",
            "Your parents have locked the device for now. Open again from 00:00 tomorrow.",
        ),
        (
            "20 12:00",
            json!({"daily_limits": [daily(0), {"day": "sat", "minutes": 0, "updated_at": LONG_AGO}]}),
            json!({}),
            "Hôm nay máy nghỉ. Dùng lại được từ 00:00 ngày 22/11.",
            "The device rests today. Open again from 00:00 on 22/11.",
        ),
    ] {
        for (language, wanted) in [("vi", vi), ("en", en)] {
            let mut more = more.clone();
            more["language"] = json!(language);
            assert_eq!(asked(now, rules.clone(), more).text, wanted);
        }
    }
    let rules = json!({"app_limits": [app_limit("a", 60)], "category_limits": [kind_limit("games", 90, false)], "always_allowed": ["map"]});
    let said = asked("20 12:00", rules, games(60, 30));
    let texts = ["a", "b", "map"].map(|id| app(&said, id).text.as_str());
    assert_eq!(
        texts,
        [
            "Đã hết 60 phút hôm nay của ứng dụng này. Dùng lại được từ 00:00 ngày mai.",
            "Đã hết 90 phút hôm nay của nhóm ứng dụng này. Dùng lại được từ 00:00 ngày mai.",
            "Ứng dụng này luôn dùng được.",
        ]
    );
}

#[test]
fn extra_time_that_lifts_the_limit_is_said_with_its_minutes() {
    let grants = json!([{"id": "g", "kind": "granted", "minutes": 15, "day": "2026-11-20", "at": at("20 11:00"), "by": "guardian"}]);
    let said = asked("20 12:00", json!({"daily_limits": [daily(60)]}), json!({"used_minutes": 75, "grants": grants}));
    assert_eq!(said.text, "Đã hết 75 phút dùng máy hôm nay. Dùng lại được từ 00:00 ngày mai.");
}

#[test]
fn bad_values_are_named_with_their_path() {
    let grant = json!({"id": "g", "kind": "granted", "minutes": 15, "day": "2026-11-20", "at": at("20 11:00"), "by": "guardian"});
    let with = |key: &str, value: Value| {
        let mut changed = grant.clone();
        changed[key] = value;
        json!({"grants": [grant, changed]})
    };
    for (rules, more, field) in [
        (json!({"app_limits": [app_limit("", 5)]}), json!({}), "rules.app_limits[0].app"),
        (
            json!({"app_limits": [{"app": "a", "minutes": -1, "updated_at": LONG_AGO}]}),
            json!({}),
            "rules.app_limits[0].minutes",
        ),
        (json!({"category_limits": [kind_limit("", 5, true)]}), json!({}), "rules.category_limits[0].category"),
        (
            json!({"category_limits": [{"category": "c", "minutes": -1, "updated_at": LONG_AGO}]}),
            json!({}),
            "rules.category_limits[0].minutes",
        ),
        (json!({"always_allowed": ["a", ""]}), json!({}), "rules.always_allowed[1]"),
        (json!({"session": {"minutes": 0.5, "pause_minutes": 10}}), json!({}), "rules.session.minutes"),
        (json!({"session": {"minutes": 5, "pause_minutes": 0}}), json!({}), "rules.session.pause_minutes"),
        (json!({}), json!({"used_minutes": -1}), "used_minutes"),
        (json!({}), json!({"stretch_minutes": -1}), "stretch_minutes"),
        (json!({}), json!({"apps": [{"app": "a"}, {"app": "a"}]}), "apps[1].app"),
        (json!({}), json!({"apps": [{"app": "a", "minutes": -1}]}), "apps[0].minutes"),
        (json!({}), json!({"categories": [{"category": "c", "minutes": -1}]}), "categories[0].minutes"),
        (json!({}), with("minutes", json!(-1)), "grants[1].minutes"),
        (json!({}), with("id", json!("")), "grants[1].id"),
        (json!({}), with("scope", json!("app")), "grants[1].app"),
        (json!({}), with("scope", json!("category")), "grants[1].category"),
    ] {
        match plan(&case("20 12:00", rules, more)).unwrap_err() {
            Error::InvalidInput { line: None, field: found, .. } => assert_eq!(found, field),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn rules_without_the_new_fields_keep_their_old_json() {
    let rules = json!({"day_start": "06:00", "bedtimes": [], "daily_limits": [], "overrides": []});
    let read = case("20 12:00", rules.clone(), json!({})).rules;
    assert_eq!(serde_json::from_str::<Value>(&to_json(&read).unwrap()).unwrap(), rules);
}

#[test]
fn nothing_panics_at_the_ends_of_numbers() {
    for minutes in [0.0_f64, 1e18, 1e308] {
        let grants: Vec<Value> = ["granted", "borrowed"]
            .iter()
            .map(|kind| json!({"id": kind, "kind": kind, "minutes": minutes, "day": "9999-12-31", "at": at("20 11:00"), "by": "child"}))
            .chain([json!({"id": "now", "kind": "borrowed", "minutes": minutes, "day": "2026-11-19", "at": at("20 11:00"), "by": "child"})])
            .collect();
        let rules = json!({"daily_limits": [daily(60)], "session": {"minutes": minutes.max(1.0), "pause_minutes": minutes.max(1.0)},
                           "app_limits": [{"app": "a", "minutes": minutes, "updated_at": LONG_AGO}], "warn_at_minutes": [0, 65535]});
        let more = json!({"used_minutes": minutes, "stretch_minutes": minutes, "grants": grants, "apps": [{"app": "a", "minutes": minutes}]});
        assert!(asked("20 12:00", rules, more).device.remaining_minutes.is_some_and(f64::is_finite));
    }
}
