//! Tables for the ledger of extra time. Friday 20 November 2026 in Vietnam, a limit of 60 minutes a day.

use lachan_core::model::{Balance, GrantTarget, PlanCase, from_json};
use lachan_core::screen_time::limits::{balance, plan};
use serde_json::{Value, json};

const LONG_AGO: &str = "2026-11-01T00:00:00+07:00";

fn entry(id: &str, kind: &str, minutes: u32, day: u32) -> Value {
    json!({"id": id, "kind": kind, "minutes": minutes, "day": format!("2026-11-{day}"), "at": "2026-11-18T12:00:00+07:00", "by": "guardian"})
}

fn of(entry: Value, key: &str, value: &str) -> Value {
    let mut changed = entry;
    changed[key] = json!(value);
    changed
}

fn case(day: u32, used: f64, grants: &[Value]) -> PlanCase {
    let limits: Vec<Value> =
        ["thu", "fri", "sat"].map(|day| json!({"day": day, "minutes": 60, "updated_at": LONG_AGO})).to_vec();
    let case = json!({
        "zone": "Asia/Ho_Chi_Minh", "now": format!("2026-11-{day}T12:00:00+07:00"), "used_minutes": used, "grants": grants,
        "rules": {"day_start": "04:00", "daily_limits": limits,
                  "app_limits": [{"app": "a", "minutes": 20, "updated_at": LONG_AGO}],
                  "category_limits": [{"category": "games", "minutes": 30, "updated_at": LONG_AGO},
                                      {"category": "games", "minutes": 25, "each_app": true, "updated_at": LONG_AGO}]},
        "apps": [{"app": "a", "minutes": 0, "category": "games"}]
    });
    from_json(&case.to_string()).unwrap()
}

fn left(day: u32, used: f64, grants: &[Value]) -> Option<f64> {
    plan(&case(day, used, grants)).unwrap().device.remaining_minutes
}

#[test]
fn extra_time_raises_the_limit_of_its_own_day_only() {
    for (name, grants, friday, saturday) in [
        ("none", vec![], 10.0, 10.0),
        ("granted", vec![entry("1", "granted", 15, 20)], 25.0, 10.0),
        ("earned", vec![entry("1", "earned", 5, 20)], 15.0, 10.0),
        ("by code", vec![entry("1", "code", 30, 20)], 40.0, 10.0),
        ("for tomorrow", vec![entry("1", "granted", 15, 21)], 10.0, 25.0),
        ("borrowed from tomorrow", vec![entry("1", "borrowed", 10, 20)], 20.0, 0.0),
        ("borrowed yesterday", vec![entry("1", "borrowed", 10, 19)], 0.0, 10.0),
        ("borrowed and given", vec![entry("1", "borrowed", 10, 19), entry("2", "granted", 15, 20)], 15.0, 10.0),
        ("asked", vec![entry("1", "asked", 15, 20)], 10.0, 10.0),
        ("refused", vec![entry("1", "asked", 15, 20), of(entry("2", "refused", 15, 20), "answers", "1")], 10.0, 10.0),
        (
            "granted after asking, less",
            vec![entry("1", "asked", 15, 20), of(entry("2", "granted", 5, 20), "answers", "1")],
            15.0,
            10.0,
        ),
        ("the same id again", vec![entry("1", "granted", 15, 20), entry("1", "granted", 40, 20)], 25.0, 10.0),
        ("made later", vec![of(entry("1", "granted", 15, 20), "at", "2026-11-21T12:01:00+07:00")], 10.0, 10.0),
        ("more borrowed than the next day has", vec![entry("1", "borrowed", 200, 19)], 0.0, 10.0),
    ] {
        assert_eq!((left(20, 50.0, &grants), left(21, 50.0, &grants)), (Some(friday), Some(saturday)), "{name}");
    }
}

#[test]
fn the_limit_day_counts_not_the_date() {
    // 03:00 on Saturday is still Friday's limit day.
    let mut late = case(20, 60.0, &[entry("1", "granted", 15, 20)]);
    late.now = "2026-11-21T03:00:00+07:00".parse().unwrap();
    assert_eq!(plan(&late).unwrap().device.remaining_minutes, Some(15.0));
}

#[test]
fn grants_to_come_are_seen_when_looking_ahead() {
    let said = plan(&case(20, 60.0, &[entry("1", "borrowed", 60, 20)])).unwrap();
    // 60 minutes more today, and none tomorrow: Saturday's limit is used up from its first minute.
    assert_eq!(said.device.next_change.unwrap().at.to_string(), "2026-11-20T13:00:00+07:00");
    let spent = plan(&case(20, 120.0, &[entry("1", "borrowed", 60, 20)])).unwrap();
    assert_eq!(spent.device.unlocks_at.unwrap().to_string(), "2026-11-22T04:00:00+07:00");
}

#[test]
fn extra_time_of_an_app_or_a_kind_raises_nothing_else() {
    let app = of(of(entry("1", "granted", 10, 20), "scope", "app"), "app", "a");
    let kind = of(of(entry("2", "granted", 10, 20), "scope", "category"), "category", "games");
    let other = of(of(entry("3", "granted", 10, 20), "scope", "app"), "app", "b");
    for (name, grants, of_app, of_device) in [
        ("none", vec![], 20.0, 60.0),
        ("of the app: the kind binds then", vec![app.clone()], 30.0, 60.0),
        ("of the kind: the app binds still", vec![kind.clone()], 20.0, 60.0),
        ("of both", vec![app, kind], 30.0, 60.0),
        ("of another app", vec![other], 20.0, 60.0),
        ("of the device", vec![entry("4", "granted", 10, 20)], 20.0, 70.0),
    ] {
        let said = plan(&case(20, 0.0, &grants)).unwrap();
        assert_eq!(
            (said.apps[0].remaining_minutes, said.device.remaining_minutes),
            (Some(of_app), Some(of_device)),
            "{name}"
        );
    }
}

#[test]
fn the_balance_tells_each_kind_of_entry_apart() {
    let grants = [
        entry("a1", "asked", 20, 20),
        entry("a2", "asked", 30, 20),
        of(entry("r", "refused", 30, 20), "answers", "a2"),
        entry("g", "granted", 15, 20),
        entry("c", "code", 5, 20),
        entry("e", "earned", 10, 20),
        entry("b", "borrowed", 8, 20),
        entry("y", "borrowed", 12, 19),
        entry("t", "granted", 99, 21),
    ];
    let sums = Balance {
        asked_minutes: 20.0,
        granted_minutes: 20.0,
        earned_minutes: 10.0,
        borrowed_minutes: 8.0,
        repaid_minutes: 12.0,
        extra_minutes: 26.0,
        used_minutes: 0.0,
    };
    for (used, of_extra) in [(0.0, 0.0), (60.0, 0.0), (70.0, 10.0), (86.0, 26.0), (100.0, 26.0)] {
        let found = balance(&case(20, used, &grants), GrantTarget::Device).unwrap();
        assert_eq!(found, Balance { used_minutes: of_extra, ..sums }, "{used}");
        assert_eq!(plan(&case(20, used, &grants)).unwrap().extra_time, found);
    }
    assert_eq!(balance(&case(20, 0.0, &grants), GrantTarget::App("a")).unwrap(), Balance::default());
    let yesterday = balance(&case(20, 100.0, &[entry("y", "borrowed", 12, 19)]), GrantTarget::Device).unwrap();
    assert_eq!((yesterday.extra_minutes, yesterday.used_minutes), (-12.0, 0.0));
}

#[test]
fn what_is_borrowed_is_given_back_on_the_next_limit_day_even_where_a_date_is_left_out() {
    // Samoa had no 30 December 2011: the limit day after the 29th is that of the 31st, a Saturday.
    let on = |day: &str| {
        let limits: Vec<Value> =
            ["thu", "sat"].map(|day| json!({"day": day, "minutes": 60, "updated_at": "2011-01-01T00:00:00Z"})).to_vec();
        let grants = json!([{"id": "b", "kind": "borrowed", "minutes": 20, "day": "2011-12-29", "at": "2011-12-28T00:00:00Z", "by": "child"}]);
        let case = json!({"zone": "Pacific/Apia", "now": day, "rules": {"daily_limits": limits}, "grants": grants});
        plan(&from_json::<PlanCase>(&case.to_string()).unwrap()).unwrap().device.remaining_minutes
    };
    assert_eq!((on("2011-12-29T12:00:00-10:00"), on("2011-12-31T12:00:00+14:00")), (Some(80.0), Some(40.0)));
}
