//! A table for each numbered rule of the contract's "Limits case and state", worked out by hand. Friday 20 November 2026
//! in Vietnam unless a case says otherwise; times are local.

use lachan_core::model::{LimitsCase, LimitsState, Moment, from_json};
use lachan_core::screen_time::limits::evaluate;
use serde_json::{Value, json};

const LONG_AGO: &str = "2026-11-01T00:00:00+07:00";

fn at(local: &str) -> String {
    format!("2026-11-{}:00+07:00", local.replace(' ', "T"))
}

fn bedtime(day: &str, from: &str, to: &str) -> Value {
    json!({"day": day, "from": from, "to": to, "updated_at": LONG_AGO})
}

fn limit(day: &str, minutes: u32) -> Value {
    json!({"day": day, "minutes": minutes, "updated_at": LONG_AGO})
}

fn lock(made: &str) -> Value {
    json!({"action": "lock", "created_at": at(made)})
}

fn unlock(made: &str, minutes: Option<u32>) -> Value {
    match minutes {
        Some(minutes) => json!({"action": "unlock", "created_at": at(made), "minutes": minutes}),
        None => json!({"action": "unlock", "created_at": at(made)}),
    }
}

/// The state at a local time, `DD HH:MM`.
fn state(now: &str, rules: &Value, used: f64) -> LimitsState {
    state_in("Asia/Ho_Chi_Minh", &at(now), rules, json!({"used_minutes": used}))
}

fn state_in(zone: &str, now: &str, rules: &Value, mut more: Value) -> LimitsState {
    more["zone"] = json!(zone);
    more["now"] = json!(now);
    more["rules"] = rules.clone();
    evaluate(&from_json::<LimitsCase>(&more.to_string()).unwrap()).unwrap()
}

fn policy(state: &LimitsState) -> String {
    json!(state.policy).as_str().unwrap().to_owned()
}

/// The next change as `DD HH:MM policy`.
fn next(state: &LimitsState) -> String {
    state
        .next_change
        .as_ref()
        .map_or("never".to_owned(), |next| format!("{} {}", short(next.at), json!(next.policy).as_str().unwrap()))
}

fn unlocks(state: &LimitsState) -> String {
    state.unlocks_at.map_or("never".to_owned(), short)
}

fn short(at: Moment) -> String {
    at.civil().strftime("%d %H:%M").to_string()
}

/// Asks one set of rules at several times: `now`, the policy and whether locked.
fn table(rules: &Value, used: f64, rows: &[(&str, &str, bool)]) {
    for (now, wanted, locked) in rows {
        let state = state(now, rules, used);
        assert_eq!((policy(&state).as_str(), state.locked), (*wanted, *locked), "{now}");
    }
}

#[test]
fn rule_1_bedtimes_are_half_open_and_may_run_past_midnight() {
    let rules = json!({"bedtimes": [bedtime("fri", "21:00", "07:00"), bedtime("sun", "13:00", "14:30")]});
    table(
        &rules,
        0.0,
        &[
            ("20 20:59", "none", false),
            ("20 21:00", "bedtime", true),
            ("21 00:00", "bedtime", true),
            ("21 06:59", "bedtime", true),
            ("21 07:00", "none", false),
            ("21 21:00", "none", false),
            ("22 12:59", "none", false),
            ("22 13:00", "bedtime", true),
            ("22 14:30", "none", false),
        ],
    );
}

#[test]
fn rule_1_bedtimes_that_touch_or_overlap_are_one() {
    for (name, bedtimes, ends) in [
        ("touch", vec![bedtime("fri", "20:00", "22:00"), bedtime("fri", "22:00", "06:00")], "21 06:00"),
        ("overlap", vec![bedtime("fri", "20:00", "23:00"), bedtime("fri", "21:00", "06:00")], "21 06:00"),
        ("inside", vec![bedtime("fri", "20:00", "23:00"), bedtime("fri", "21:00", "22:00")], "20 23:00"),
        ("over midnight", vec![bedtime("fri", "20:00", "00:00"), bedtime("sat", "00:00", "08:00")], "21 08:00"),
        (
            "three nights",
            vec![bedtime("fri", "20:00", "12:00"), bedtime("sat", "12:00", "09:00"), bedtime("sun", "09:00", "10:00")],
            "22 10:00",
        ),
    ] {
        let state = state("20 20:30", &json!({"bedtimes": bedtimes}), 0.0);
        assert_eq!((unlocks(&state).as_str(), next(&state)), (ends, format!("{ends} none")), "{name}");
    }
    let apart = json!({"bedtimes": [bedtime("fri", "20:00", "22:00"), bedtime("fri", "22:01", "23:00")]});
    assert_eq!(unlocks(&state("20 20:30", &apart, 0.0)), "20 22:00");
}

#[test]
fn rule_1_of_several_limits_the_last_edited_counts() {
    let limit = |minutes: u32, edited: &str| json!({"day": "fri", "minutes": minutes, "updated_at": at(edited)});
    for (name, limits, left) in [
        ("newest first", [limit(50, "19 08:00"), limit(90, "18 08:00")], 20.0),
        ("newest last", [limit(50, "18 08:00"), limit(90, "19 08:00")], 60.0),
        ("edited at once", [limit(50, "19 08:00"), limit(40, "19 08:00")], 10.0),
    ] {
        let state = state("20 12:00", &json!({"daily_limits": limits}), 30.0);
        assert_eq!(state.remaining_minutes, Some(left), "{name}");
    }
}

#[test]
fn rule_1_local_times_become_instants_as_in_rfc_5545() {
    let sunday = |from: &str, to: &str| json!({"bedtimes": [bedtime("sun", from, to)]});
    for (name, now, rules, locked) in [
        // New York, 8 March 2026: 02:00 to 03:00 does not exist; 02:30 is 03:30 summer time.
        ("before the moved begin", "2026-03-08T03:29:00-04:00", sunday("02:30", "05:00"), false),
        ("at the moved begin", "2026-03-08T03:30:00-04:00", sunday("02:30", "05:00"), true),
        ("emptied by the gap", "2026-03-08T03:10:00-04:00", sunday("02:10", "03:10"), false),
        // 1 November 2026: 01:00 to 02:00 comes twice; the first counts.
        ("the first 01:30", "2026-11-01T01:30:00-04:00", sunday("01:30", "04:00"), true),
        ("ends at the first 01:30", "2026-11-01T01:30:00-04:00", sunday("00:10", "01:30"), false),
        ("the second 01:30", "2026-11-01T01:30:00-05:00", sunday("00:10", "01:30"), false),
    ] {
        assert_eq!(state_in("America/New_York", now, &rules, json!({})).locked, locked, "{name}");
    }
}

#[test]
fn rule_2_a_limit_day_runs_from_day_start_to_day_start() {
    let rules = json!({"day_start": "06:00", "daily_limits": [limit("fri", 60), limit("sat", 90)]});
    for (now, left) in [
        ("20 05:59", None),
        ("20 06:00", Some(20.0)),
        ("21 05:59", Some(20.0)),
        ("21 06:00", Some(50.0)),
        ("22 06:00", None),
    ] {
        assert_eq!(state(now, &rules, 40.0).remaining_minutes, left, "{now}");
    }
    let midnight = json!({"daily_limits": [limit("fri", 60), limit("sat", 90)]});
    assert_eq!(state("20 23:59", &midnight, 40.0).remaining_minutes, Some(20.0));
    assert_eq!(state("21 00:00", &midnight, 40.0).remaining_minutes, Some(50.0));
}

#[test]
fn rule_2_the_limit_is_used_up_when_use_reaches_it() {
    let rules = json!({"daily_limits": [limit("fri", 60)]});
    for (used, locked) in [(59.999, false), (60.0, true), (61.5, true)] {
        let state = state("20 12:00", &rules, used);
        assert_eq!((state.locked, state.limit_started_at.is_some()), (locked, locked), "{used}");
    }
    let told = |used: f64| {
        let more = json!({"used_minutes": used, "used_up_at": at("20 11:15")});
        state_in("Asia/Ho_Chi_Minh", &at("20 12:00"), &rules, more).limit_started_at.map(short)
    };
    assert_eq!((told(60.0), told(59.0)), (Some("20 11:15".to_owned()), None));
}

#[test]
fn rule_3_only_the_newest_override_made_so_far_counts() {
    for (name, overrides, wanted) in [
        ("one to come", vec![lock("20 12:01")], "none"),
        ("made now", vec![lock("20 12:00")], "override"),
        ("a newer unlock", vec![lock("20 10:00"), unlock("20 11:00", Some(300))], "override"),
        ("the newer one is over", vec![lock("20 10:00"), unlock("20 11:00", Some(10))], "none"),
        ("at once, the last in the list: unlock", vec![lock("20 11:00"), unlock("20 11:00", Some(10))], "none"),
        ("at once, the last in the list: lock", vec![unlock("20 11:00", Some(10)), lock("20 11:00")], "override"),
        ("one to come hides none", vec![lock("20 11:00"), unlock("20 13:00", None)], "override"),
    ] {
        assert_eq!(policy(&state("20 12:00", &json!({"overrides": overrides}), 0.0)), wanted, "{name}");
    }
}

#[test]
fn rule_4_an_edit_cancels_the_overrides_made_before_it() {
    let edited = |mut rule: Value, when: &str| {
        rule["updated_at"] = json!(at(when));
        rule
    };
    let rules = |limits: Vec<Value>, bedtimes: Vec<Value>| json!({"day_start": "06:00", "daily_limits": limits, "bedtimes": bedtimes, "overrides": [lock("20 12:00")]});
    for (name, rules, locked) in [
        ("limit of the day, later", rules(vec![edited(limit("fri", 600), "20 12:01")], vec![]), false),
        ("limit of the day, at once", rules(vec![edited(limit("fri", 600), "20 12:00")], vec![]), true),
        ("limit of another day", rules(vec![edited(limit("sat", 600), "20 12:01")], vec![]), true),
        ("bedtime of the day", rules(vec![], vec![edited(bedtime("fri", "21:00", "22:00"), "20 12:01")]), false),
        (
            "bedtime of the day before, past midnight",
            rules(vec![], vec![edited(bedtime("thu", "21:00", "06:00"), "20 12:01")]),
            false,
        ),
        (
            "bedtime of the day before, same day",
            rules(vec![], vec![edited(bedtime("thu", "20:00", "21:00"), "20 12:01")]),
            true,
        ),
        ("bedtime of another day", rules(vec![], vec![edited(bedtime("sat", "21:00", "06:00"), "20 12:01")]), true),
    ] {
        assert_eq!(state("20 12:30", &rules, 0.0).locked, locked, "{name}");
    }
}

#[test]
fn rule_4_the_limit_day_not_the_date_of_an_override_counts() {
    // Made on Saturday at 05:00, in Friday's limit day.
    let rules = |day: &str| {
        json!({"day_start": "06:00", "overrides": [lock("21 05:00")],
               "daily_limits": [{"day": day, "minutes": 600, "updated_at": at("21 05:01")}]})
    };
    assert!(!state("21 05:30", &rules("fri"), 0.0).locked);
    assert!(state("21 05:30", &rules("sat"), 0.0).locked);
}

#[test]
fn rule_5_a_lock_ends_at_day_start_or_at_the_end_of_a_bedtime() {
    for (name, rules, ends) in [
        ("day start", json!({"day_start": "06:00", "overrides": [lock("20 12:00")]}), "21 06:00"),
        ("midnight", json!({"overrides": [lock("20 12:00")]}), "21 00:00"),
        (
            "bedtime to come",
            json!({"day_start": "06:00", "overrides": [lock("20 12:00")], "bedtimes": [bedtime("fri", "13:00", "14:00")]}),
            "20 14:00",
        ),
        (
            "bedtime that runs",
            json!({"day_start": "06:00", "overrides": [lock("20 12:00")], "bedtimes": [bedtime("fri", "11:00", "12:30")]}),
            "20 12:30",
        ),
        (
            "bedtime over",
            json!({"day_start": "06:00", "overrides": [lock("20 12:00")], "bedtimes": [bedtime("fri", "10:00", "12:00")]}),
            "21 06:00",
        ),
        (
            "bedtime after day start",
            json!({"day_start": "20:00", "overrides": [lock("20 12:00")], "bedtimes": [bedtime("fri", "21:00", "22:00")]}),
            "20 20:00",
        ),
    ] {
        assert_eq!(unlocks(&state("20 12:10", &rules, 0.0)), ends, "{name}");
    }
}

#[test]
fn rule_6_an_unlock_with_minutes_lifts_every_rule_for_that_long() {
    let rules = json!({"day_start": "21:30", "overrides": [unlock("20 21:10", Some(30))],
                       "bedtimes": [bedtime("fri", "21:00", "07:00")], "daily_limits": [limit("thu", 60), limit("fri", 60)]});
    table(
        &rules,
        60.0,
        &[
            ("20 21:09", "bedtime", true),
            ("20 21:10", "override", false),
            ("20 21:35", "override", false),
            ("20 21:39", "override", false),
            ("20 21:40", "bedtime", true),
        ],
    );
    let none = json!({"overrides": [unlock("20 21:10", Some(0))], "bedtimes": [bedtime("fri", "21:00", "07:00")]});
    table(&none, 0.0, &[("20 21:10", "bedtime", true)]);
}

#[test]
fn rule_7_an_unlock_without_minutes_lifts_what_locks_when_it_is_made() {
    let of_bedtime = json!({"bedtimes": [bedtime("fri", "21:00", "07:00"), bedtime("sat", "21:00", "07:00")],
                            "overrides": [unlock("20 22:00", None)]});
    table(
        &of_bedtime,
        0.0,
        &[
            ("20 21:59", "bedtime", true),
            ("20 22:00", "override", false),
            ("21 06:59", "override", false),
            ("21 07:00", "none", false),
            ("21 21:00", "bedtime", true),
        ],
    );
    let before = json!({"bedtimes": [bedtime("fri", "21:00", "07:00")], "overrides": [unlock("20 20:00", None)]});
    table(&before, 0.0, &[("20 20:30", "none", false), ("20 21:00", "bedtime", true)]);
}

#[test]
fn rule_7_an_unlock_lifts_the_limit_that_was_used_up_to_the_next_day_start() {
    let rules = json!({"day_start": "06:00", "overrides": [unlock("20 20:00", None)], "daily_limits": [limit("fri", 60), limit("sat", 60)]});
    let at_time = |now: &str, used_up: &str| {
        let more = json!({"used_minutes": 70, "used_up_at": at(used_up)});
        policy(&state_in("Asia/Ho_Chi_Minh", &at(now), &rules, more))
    };
    for (now, used_up, wanted) in [
        ("20 20:30", "20 19:00", "override"),
        ("20 20:30", "20 20:00", "override"),
        ("20 20:30", "20 20:01", "daily_limit"),
        ("21 05:59", "20 19:00", "override"),
        ("21 07:00", "21 06:30", "daily_limit"),
        ("20 20:30", "20 05:00", "daily_limit"),
    ] {
        assert_eq!(at_time(now, used_up), wanted, "{now}, used up at {used_up}");
    }
}

#[test]
fn rule_8_the_first_policy_that_holds_is_the_one() {
    let with = |overrides: Vec<Value>| json!({"bedtimes": [bedtime("fri", "21:00", "23:00")], "daily_limits": [limit("fri", 60)], "overrides": overrides});
    for (name, now, overrides, used, wanted, reasons) in [
        (
            "unlock with minutes",
            "20 21:30",
            vec![unlock("20 21:00", Some(60))],
            90.0,
            "override",
            vec!["override_unlock"],
        ),
        ("bedtime over limit", "20 21:30", vec![], 90.0, "bedtime", vec!["bedtime", "daily_limit"]),
        ("bedtime over lock", "20 21:30", vec![lock("20 20:00")], 0.0, "bedtime", vec!["bedtime", "override_lock"]),
        (
            "limit over lock",
            "20 20:30",
            vec![lock("20 20:00")],
            90.0,
            "daily_limit",
            vec!["daily_limit", "override_lock"],
        ),
        ("lock", "20 20:30", vec![lock("20 20:00")], 0.0, "override", vec!["override_lock"]),
        ("unlock that lifts", "20 21:30", vec![unlock("20 21:10", None)], 0.0, "override", vec!["override_unlock"]),
        ("unlock that lifts nothing", "20 20:30", vec![unlock("20 20:10", None)], 0.0, "none", vec![]),
        (
            "a lifted bedtime, not the limit",
            "20 21:30",
            vec![unlock("20 21:10", None)],
            90.0,
            "daily_limit",
            vec!["daily_limit"],
        ),
    ] {
        let state = state(now, &with(overrides), used);
        assert_eq!(
            (policy(&state).as_str(), state.reasons),
            (wanted, reasons.into_iter().map(str::to_owned).collect()),
            "{name}"
        );
    }
}

#[test]
fn rule_9_remaining_minutes_are_told_whatever_the_policy() {
    let rules = json!({"bedtimes": [bedtime("fri", "21:00", "23:00")], "daily_limits": [limit("fri", 60)], "overrides": [unlock("20 20:00", Some(20))]});
    for (now, used, left, started) in [
        ("20 19:00", 12.5, Some(47.5), None),
        ("20 20:10", 12.5, Some(47.5), None),
        ("20 21:30", 12.5, Some(47.5), None),
        ("20 20:10", 75.0, Some(0.0), Some("20 20:10")),
        ("21 10:00", 75.0, None, None),
    ] {
        let state = state(now, &rules, used);
        let since = state.limit_started_at.map(short);
        assert_eq!((state.remaining_minutes, since.as_deref()), (left, started), "{now}, {used}");
    }
}

#[test]
fn rule_10_the_next_change_is_the_first_that_the_child_notices() {
    let night = bedtime("fri", "21:00", "07:00");
    for (name, now, rules, used, change, free) in [
        (
            "the limit runs out",
            "20 12:00",
            json!({"daily_limits": [limit("fri", 60)]}),
            20.0,
            "20 12:40 daily_limit",
            "never",
        ),
        (
            "the bedtime comes first",
            "20 20:50",
            json!({"bedtimes": [night], "daily_limits": [limit("fri", 60)]}),
            20.0,
            "20 21:00 bedtime",
            "never",
        ),
        (
            "a lock under another policy",
            "20 20:50",
            json!({"bedtimes": [night], "daily_limits": [limit("fri", 60)]}),
            60.0,
            "20 21:00 bedtime",
            "21 07:00",
        ),
        (
            "an unlock that ends unnoticed",
            "20 12:00",
            json!({"overrides": [unlock("20 11:50", Some(30))], "daily_limits": [limit("sat", 30)]}),
            0.0,
            "21 00:30 daily_limit",
            "never",
        ),
        (
            "an unlock that ends with a lock",
            "20 21:10",
            json!({"bedtimes": [night], "overrides": [unlock("20 21:05", Some(30))]}),
            0.0,
            "20 21:35 bedtime",
            "never",
        ),
        (
            "a limit of none every day but one",
            "20 12:00",
            json!({"daily_limits": [limit("fri", 0), limit("sat", 0), limit("sun", 0)]}),
            0.0,
            "23 00:00 none",
            "23 00:00",
        ),
        ("nothing ever", "20 12:00", json!({}), 0.0, "never", "never"),
    ] {
        let state = state(now, &rules, used);
        assert_eq!((next(&state).as_str(), unlocks(&state).as_str()), (change, free), "{name}");
    }
}

#[test]
fn rule_10_use_begins_again_at_each_day_start() {
    let rules = json!({"day_start": "06:00", "daily_limits": [limit("fri", 60), limit("sat", 90)]});
    let state = state("20 12:00", &rules, 60.0);
    assert_eq!((next(&state).as_str(), unlocks(&state).as_str()), ("21 06:00 none", "21 06:00"));
    let late = self::state("21 05:50", &rules, 30.0);
    assert_eq!(next(&late), "21 07:30 daily_limit");
}
