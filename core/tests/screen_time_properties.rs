//! What must hold for any usage facts at all, and a count second by second as an independent oracle.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use lachan_core::model::{DayTotals, Moment, Quality, UsageKind};
use lachan_core::screen_time::day::DayRules;
use lachan_core::screen_time::observation::Observation;
use lachan_core::screen_time::sessions::timeline;
use lachan_core::screen_time::spans::{total_ms, united};
use lachan_core::screen_time::totals::{day_totals, days_totals};
use lachan_core::screen_time::uncounted::Uncounted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

#[path = "screen_time/device.rs"]
mod device;

use device::{APPS, NOON_MS, Step, all_kinds, any_facts, app_kinds, record, step};

const DAY: Date = date(2026, 11, 20);
fn rules(zone: &str, day_start: &str) -> DayRules {
    let profile = format!(r#"{{"alias":"Bi","birth_year":2013,"zone":"{zone}","day_start":"{day_start}"}}"#);
    DayRules::of(&serde_json::from_str(&profile).unwrap()).unwrap()
}

fn home() -> DayRules {
    rules("Asia/Ho_Chi_Minh", "04:00")
}

fn week(facts: &[Observation], rules: &DayRules, as_of_ms: Option<i64>) -> Vec<DayTotals> {
    let timeline = timeline(facts, &rules.uncounted, as_of_ms);
    days_totals(&timeline, &[], date(2026, 11, 10), date(2026, 12, 5), rules).unwrap()
}

/// Counts second by second what is in front, by the plain words of rules 3 to 6; wall times only.
fn count_by_seconds(facts: &[Observation]) -> (BTreeMap<String, i64>, i64) {
    let (mut front, mut waiting) = (BTreeSet::new(), BTreeSet::new());
    let (mut apps, mut device, mut dark) = (BTreeMap::new(), 0, false);
    let mut facts: Vec<&Observation> = facts.iter().collect();
    let begins = |kind| kind == UsageKind::AppResumed;
    let ends = |kind| !matches!(kind, UsageKind::AppResumed | UsageKind::ScreenOn | UsageKind::Unlocked);
    facts.sort_by_key(|fact| (fact.at_ms, !ends(fact.kind), begins(fact.kind)));
    let last_ms = facts.last().map_or(NOON_MS, |fact| fact.at_ms);
    let mut next = facts.into_iter().peekable();
    for second in (NOON_MS..last_ms).step_by(1_000) {
        while let Some(fact) = next.next_if(|fact| fact.at_ms <= second) {
            let whose = (fact.app.clone(), fact.instance.clone());
            match fact.kind {
                UsageKind::AppResumed if dark => drop(waiting.insert(whose)),
                UsageKind::AppResumed => drop(front.insert(whose)),
                UsageKind::AppPaused | UsageKind::AppStopped => {
                    front.remove(&whose);
                    waiting.remove(&whose);
                }
                UsageKind::ScreenOn | UsageKind::Unlocked => {
                    dark = false;
                    front.append(&mut waiting);
                }
                kind => {
                    dark |= kind == UsageKind::ScreenOff;
                    front.clear();
                    waiting.clear();
                }
            }
        }
        let counted: BTreeSet<&str> = front.iter().filter_map(|(app, _)| app.as_deref()).collect();
        let counted: BTreeSet<&str> = counted.into_iter().filter(|app| *app != "com.miui.home").collect();
        device += i64::from(!counted.is_empty());
        for app in counted {
            *apps.entry(app.to_owned()).or_default() += 1;
        }
    }
    (apps, device)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_count_by_seconds_agrees(steps in vec(step(app_kinds()), 0..40)) {
        let facts = record(&steps, false, false);
        let (apps, device) = count_by_seconds(&facts);
        let timeline = timeline(&facts, &Uncounted::shipped(), None);
        prop_assert_eq!(total_ms(&united(timeline.stretches.clone(), 0)), device * 1_000);
        for app in APPS {
            let spans = timeline.sessions.iter().filter(|session| session.app == app).map(|session| session.span);
            let counted = total_ms(&united(spans.collect(), 0));
            prop_assert_eq!(counted, apps.get(app).copied().unwrap_or(0) * 1_000, "{}", app);
        }
    }

    #[test]
    fn both_clocks_count_the_same_while_nobody_moves_one(steps in vec(step(app_kinds()), 0..60)) {
        let steps: Vec<Step> = steps.into_iter().map(|step| Step { new_boot: false, ..step }).collect();
        prop_assert_eq!(week(&record(&steps, true, false), &home(), None), week(&record(&steps, false, false), &home(), None));
    }

    #[test]
    fn a_moved_clock_changes_no_length(steps in vec(step(app_kinds()), 0..60)) {
        let lengths = |clock_moves| {
            let timeline = timeline(&record(&steps, true, clock_moves), &Uncounted::shipped(), None);
            let mut lengths: Vec<_> = timeline.sessions.iter().map(|s| (s.app.clone(), s.span.length_ms())).collect();
            lengths.sort();
            lengths
        };
        // Two events of one instant share one reading of the clock, so a move between them cannot be told.
        prop_assert_eq!(lengths(false), lengths(true));
    }

    #[test]
    fn order_repeats_and_prefixes_make_no_difference(facts in any_facts(), shuffled in any::<u64>(), cut in any::<Index>()) {
        let wanted = week(&facts, &home(), None);
        let mut others = facts.clone();
        let mut seed = shuffled;
        for place in (1..others.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            others.swap(place, (seed >> 33) as usize % (place + 1));
        }
        prop_assert_eq!(&week(&others, &home(), None), &wanted);
        others.extend_from_slice(&facts[..cut.index(facts.len() + 1)]);
        prop_assert_eq!(&week(&others, &home(), None), &wanted);
    }

    #[test]
    fn no_app_exceeds_the_device_and_no_day_its_length(facts in any_facts(), as_of_h in 0_i64..48) {
        let last = facts.iter().map(|fact| fact.at_ms).max().unwrap_or(NOON_MS);
        for day in week(&facts, &home(), Some(last + as_of_h * 3_600_000)) {
            let length = (day.to.epoch_ms - day.from.epoch_ms) as f64 / 60_000.0;
            prop_assert!(day.device_minutes <= length && day.night_minutes <= day.device_minutes);
            prop_assert!(day.longest_session_minutes <= length);
            let largest = day.apps.iter().map(|app| app.minutes).fold(0.0, f64::max);
            prop_assert!(largest <= day.device_minutes, "{} > {}", largest, day.device_minutes);
            let sum: f64 = day.apps.iter().map(|app| app.minutes).sum();
            prop_assert!(day.device_minutes <= sum + 0.001 * (day.apps.len() as f64 + 1.0));
            prop_assert_eq!(day.first_use.is_some(), !day.apps.is_empty());
            prop_assert!(day.first_use <= day.last_use);
            prop_assert!(day.notes.is_sorted_by_key(|note| note.at));
            prop_assert!(day.quality == Quality::Exact || !day.notes.is_empty());
            prop_assert!(day.apps.iter().all(|app| app.quality <= day.quality));
        }
    }

    #[test]
    fn the_days_of_a_session_add_up_to_it(
        start_s in 0_i64..86_400 * 5, length_s in 0_i64..86_400 * 4, zone in select(vec!["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York"]),
    ) {
        let at = |s: i64| NOON_MS + s * 1_000;
        let fact = |kind, at_ms| Observation { kind, app: Some("film".into()), instance: None, at_ms, monotonic_ms: None, boot: None };
        let facts = [fact(UsageKind::AppResumed, at(start_s)), fact(UsageKind::AppPaused, at(start_s + length_s + 1))];
        let days = week(&facts, &rules(zone, "02:30"), None);
        let sum: f64 = days.iter().map(|day| day.device_minutes).sum();
        prop_assert!((sum - (length_s + 1) as f64 / 60.0).abs() < 0.01, "{} s give {} min", length_s + 1, sum);
        prop_assert_eq!(days.iter().flat_map(|day| &day.apps).map(|app| app.opens).sum::<u32>(), 1);
    }

    #[test]
    fn a_later_as_of_only_adds(facts in any_facts(), first_s in 0_i64..40_000, more_s in 0_i64..40_000) {
        let last = facts.iter().map(|fact| fact.at_ms).max().unwrap_or(NOON_MS);
        let early = week(&facts, &home(), Some(last + first_s * 1_000));
        let late = week(&facts, &home(), Some(last + (first_s + more_s) * 1_000));
        for (early, late) in early.iter().zip(&late) {
            prop_assert!(early.device_minutes <= late.device_minutes);
            prop_assert_eq!(early.pickups, late.pickups);
            let opens = |day: &DayTotals| day.apps.iter().map(|app| app.opens).sum::<u32>();
            prop_assert_eq!(opens(early), opens(late));
        }
    }

    #[test]
    fn later_facts_leave_a_closed_day_alone(
        before in vec(step(app_kinds()), 1..40), after in vec(step(all_kinds()), 0..40), measured in any::<bool>(),
    ) {
        // The screen goes off days later: nothing of the first day is open any more. What follows comes after it; a
        // fact of the same instant would not be later (rule 1).
        let pause = |passed_s, kind| Step { passed_s, kind, app: "", instance: None, clock_moved_s: 0, new_boot: false };
        let closing = pause(200_000, UsageKind::ScreenOff);
        let after = [pause(1, UsageKind::ZoneChanged)].into_iter().chain(after);
        let known = before.len() + 1;
        let steps: Vec<Step> = before.into_iter().chain([closing]).chain(after).collect();
        let facts = record(&steps, measured, false);
        let day = |facts: &[Observation]| day_totals(facts, &[], DAY, &home(), None).unwrap();
        prop_assert_eq!(day(&facts[..known]), day(&facts));
    }

    #[test]
    fn any_times_are_survived(facts in vec((any::<i64>(), any::<Option<u32>>(), 0_i64..i64::MAX, all_kinds()), 0..12)) {
        let facts: Vec<Observation> = facts.into_iter().map(|(at_ms, boot, monotonic_ms, kind)| Observation {
            kind, app: Some("game".into()), instance: None, at_ms,
            monotonic_ms: boot.map(|_| monotonic_ms), boot: boot.map(|boot| (boot % 2).to_string()),
        }).collect();
        let as_of = Moment { epoch_ms: i64::MAX, offset_seconds: 0 };
        let day = day_totals(&facts, &[], DAY, &home(), Some(as_of)).unwrap();
        prop_assert!(day.device_minutes <= 1_440.0);
    }
}
