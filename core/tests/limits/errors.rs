//! What is refused, what is let pass, and that nothing panics at the ends of the calendar.

use lachan_core::Error;
use lachan_core::model::{LimitsCase, LimitsState, Policy, from_json};
use lachan_core::screen_time::limits::evaluate;
use serde_json::{Value, json};

fn case() -> Value {
    json!({
        "zone": "Asia/Ho_Chi_Minh", "now": "2026-11-20T21:10:00+07:00", "used_minutes": 85,
        "rules": {
            "day_start": "06:00",
            "bedtimes": [
                {"day": "fri", "from": "21:00", "to": "07:00", "updated_at": "2026-11-01T00:00:00Z"},
                {"day": "sat", "from": "21:00", "to": "07:00", "updated_at": "2026-11-01T00:00:00Z"}
            ],
            "daily_limits": [{"day": "fri", "minutes": 120, "updated_at": "2026-11-01T00:00:00Z"}],
            "overrides": [{"action": "unlock", "created_at": "2026-11-20T21:05:00+07:00", "minutes": 30}]
        }
    })
}

fn with(pointer: &str, value: Value) -> LimitsCase {
    let mut changed = case();
    *changed.pointer_mut(pointer).unwrap() = value;
    from_json::<LimitsCase>(&changed.to_string()).unwrap()
}

fn state(case: &LimitsCase) -> LimitsState {
    evaluate(case).unwrap()
}

fn refused(case: &LimitsCase) -> (String, String) {
    match evaluate(case).unwrap_err() {
        Error::InvalidInput { line: None, field, reason } => (field, reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn bad_values_are_named() {
    let minutes = "is not a number of minutes from 0 on";
    for (pointer, value, field, reason) in [
        ("/zone", json!("Asia/Atlantis"), "zone", "is not the IANA name of a time zone"),
        ("/zone", json!(""), "zone", "is not the IANA name of a time zone"),
        ("/rules/bedtimes/1/to", json!("21:00"), "rules.bedtimes[1].to", "is the same as `from`"),
        ("/used_minutes", json!(-0.5), "used_minutes", minutes),
        ("/rules/daily_limits/0/minutes", json!(-1), "rules.daily_limits[0].minutes", minutes),
        ("/rules/overrides/0/minutes", json!(-30), "rules.overrides[0].minutes", minutes),
    ] {
        assert_eq!(refused(&with(pointer, value)), (field.to_owned(), reason.to_owned()));
    }
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    let mut odd = with("/used_minutes", json!(0));
    for minutes in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        odd.used_minutes = minutes;
        assert_eq!(refused(&odd).0, "used_minutes");
    }
}

#[test]
fn rules_are_checked_before_they_are_kept() {
    assert_eq!(with("/used_minutes", json!(0)).rules.validate(), Ok(()));
    let bad = with("/rules/bedtimes/0/from", json!("07:00"));
    assert_eq!(bad.rules.validate(), Err(evaluate(&bad).unwrap_err()));
}

#[test]
fn a_line_that_cannot_be_read_names_the_field() {
    for (pointer, value, message) in [
        ("/rules/overrides/0/action", json!("pause"), "rules.overrides[0].action: is not `lock` or `unlock`"),
        ("/rules/daily_limits/0/minutes", json!("120"), "rules.daily_limits[0].minutes: is not a number"),
        ("/rules/day_start", json!("6:00"), "rules.day_start: is not a local time HH:MM from 00:00 to 23:59"),
        ("/rules/bedtimes/1", json!({"day": "sat"}), "rules.bedtimes[1].from: is missing"),
        ("/rules", json!([]), "rules: is not an object"),
    ] {
        let mut changed = case();
        *changed.pointer_mut(pointer).unwrap() = value;
        assert_eq!(from_json::<LimitsCase>(&changed.to_string()).unwrap_err().to_string(), message);
    }
}

#[test]
fn all_but_zone_now_and_rules_may_be_left_out() {
    let bare = from_json::<LimitsCase>(r#"{"zone":"UTC","now":"2026-11-20T21:10:00Z","rules":{}}"#).unwrap();
    let state = state(&bare);
    let text = serde_json::to_string(&state).unwrap();
    assert_eq!(
        text,
        r#"{"locked":false,"policy":"none","remaining_minutes":null,"limit_started_at":null,"next_change":null,"unlocks_at":null,"reasons":[]}"#
    );
}

#[test]
fn the_contracts_example_is_printed_to_the_byte() {
    let text = serde_json::to_string(&state(&from_json::<LimitsCase>(&case().to_string()).unwrap())).unwrap();
    assert_eq!(
        text,
        r#"{"locked":false,"policy":"override","remaining_minutes":35.0,"limit_started_at":null,"next_change":{"at":"2026-11-20T21:35:00+07:00","policy":"bedtime"},"unlocks_at":null,"reasons":["override_unlock"]}"#
    );
}

#[test]
fn of_two_limits_edited_at_once_the_last_in_the_list_counts() {
    let limit = |minutes: i32| json!({"day": "fri", "minutes": minutes, "updated_at": "2026-11-01T00:00:00Z"});
    let case = with("/rules/daily_limits", json!([limit(100), limit(110)]));
    assert_eq!(state(&case).remaining_minutes, Some(25.0));
}

#[test]
fn fifteen_days_ahead_and_no_further() {
    let made = "2026-11-20T21:10:00+07:00";
    let of = |minutes: f64| {
        let rules = json!({
            "overrides": [{"action": "unlock", "created_at": made, "minutes": minutes}],
            "daily_limits": [{"day": "sat", "minutes": 0, "updated_at": "2026-11-01T00:00:00Z"}]
        });
        state(&with("/rules", rules)).next_change.map(|next| next.at.to_string())
    };
    assert_eq!(of(21_600.0), Some("2026-12-05T21:10:00+07:00".to_owned()));
    assert_eq!(of(21_600.5), None);
}

#[test]
fn nothing_panics_at_the_ends_of_the_calendar_or_of_numbers() {
    let ends = ["-009999-01-02T23:00:00Z", "0001-01-01T00:00:00Z", "9999-12-30T21:59:59Z", "9999-12-20T00:00:00Z"];
    for zone in ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"] {
        for now in ends {
            for made in ends {
                for minutes in [json!(null), json!(0), json!(1e18), json!(1e308)] {
                    let mut odd = case();
                    odd["zone"] = json!(zone);
                    odd["now"] = json!(now);
                    odd["used_up_at"] = json!(made);
                    odd["rules"]["overrides"][0] = json!({"action": "unlock", "created_at": made, "minutes": minutes});
                    odd["rules"]["daily_limits"][0]["minutes"] = json!(minutes.as_f64().unwrap_or(0.0));
                    let read = from_json::<LimitsCase>(&odd.to_string()).unwrap();
                    let unlock = state(&read);
                    assert!(unlock.policy != Policy::None || !unlock.locked);
                    odd["rules"]["overrides"][0]["action"] = json!("lock");
                    let lock = state(&from_json::<LimitsCase>(&odd.to_string()).unwrap());
                    assert!(lock.locked || lock.unlocks_at.is_none());
                }
            }
        }
    }
}

#[test]
fn an_old_unlock_of_a_bedtime_without_end_is_found_in_time() {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let bedtimes: Vec<Value> = days
        .iter()
        .flat_map(|day| [("00:00", "23:59"), ("23:59", "00:00")].map(|(from, to)| (day, from, to)))
        .map(|(day, from, to)| json!({"day": day, "from": from, "to": to, "updated_at": "0001-01-01T00:00:00Z"}))
        .collect();
    let mut odd = case();
    odd["rules"] =
        json!({"bedtimes": bedtimes, "overrides": [{"action": "unlock", "created_at": "2016-11-20T00:00:00Z"}]});
    let state = state(&from_json::<LimitsCase>(&odd.to_string()).unwrap());
    assert_eq!((state.policy, state.locked, state.next_change), (Policy::Override, false, None));
}
