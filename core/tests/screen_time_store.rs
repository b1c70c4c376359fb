//! Screen time through the guardian: what it keeps between questions makes no difference to any answer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "screen_time/device.rs"]
pub(crate) mod device;

use device::{NOON_MS, Step, all_kinds, any_facts, record, step};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use lachan_core::Guardian;
use lachan_core::guardian::Mode;
use lachan_core::model::{DayTotals, Event, LimitsCase, Moment, Profile, Usage};
use lachan_core::screen_time::day::DayRules;
use lachan_core::screen_time::limits;
use lachan_core::screen_time::observation::Observation;
use lachan_core::screen_time::sessions::timeline;
use lachan_core::screen_time::totals::{day_totals, days_totals};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const FIRST: Date = date(2026, 11, 18);
const DAYS: i64 = 6;

fn profile() -> Profile {
    serde_json::from_str(r#"{"alias":"Bi","birth_year":2013,"zone":"Asia/Ho_Chi_Minh","day_start":"04:00"}"#).unwrap()
}

fn moment(epoch_ms: i64) -> Moment {
    Moment { epoch_ms, offset_seconds: 25_200 }
}

fn event(fact: &Observation) -> Event {
    Event::Usage(Usage {
        kind: fact.kind,
        app: fact.app.clone(),
        instance: fact.instance.clone(),
        at: moment(fact.at_ms),
        monotonic_ms: fact.monotonic_ms,
        boot: fact.boot.clone(),
    })
}

fn guardian() -> Guardian {
    let guardian = Guardian::in_memory(Mode::Replay).unwrap();
    guardian.ingest(&[Event::Profile(profile())], moment(NOON_MS)).unwrap();
    guardian
}

fn ingest(guardian: &Guardian, facts: &[Observation]) {
    let now = facts.iter().map(|fact| fact.at_ms).max().unwrap_or(NOON_MS);
    let events: Vec<Event> = facts.iter().map(event).collect();
    guardian.ingest(&events, moment(now)).unwrap();
}

fn days() -> impl Iterator<Item = Date> {
    (0..DAYS).map(|n| FIRST.checked_add(n.days()).unwrap())
}

/// Asks for every day and compares with a count of all facts at once, byte for byte.
fn check(guardian: &Guardian, facts: &[Observation], as_of: Option<i64>) -> Result<(), TestCaseError> {
    let as_of = as_of.map(moment);
    let json = |totals: &DayTotals| serde_json::to_string(totals).unwrap();
    for day in days() {
        let wanted = day_totals(facts, &[], day, &DayRules::of(&profile()).unwrap(), as_of).unwrap();
        prop_assert_eq!(json(&guardian.screen_time(day, as_of).unwrap()), json(&wanted), "{}", day);
    }
    Ok(())
}

/// What the limits said when a question read all facts.
fn limits_of(facts: &[Observation], now: Moment) -> lachan_core::model::LimitsState {
    let profile = profile();
    let days = DayRules::of(&Profile { day_start: Default::default(), ..profile.clone() }).unwrap();
    let day = days.holding(now.epoch_ms).unwrap();
    let facts: Vec<Observation> = facts.iter().filter(|fact| fact.at_ms <= now.epoch_ms).cloned().collect();
    let timeline = timeline(&facts, &days.uncounted, Some(now.epoch_ms));
    let totals = days_totals(&timeline, &[], day.date, day.date, &days).unwrap();
    let (exact, rounded) = (timeline.used_ms(day.span) as f64 / 60_000.0, totals[0].device_minutes);
    let used_minutes = if rounded > exact + 0.001 { rounded } else { exact };
    let rules = limits_rules();
    let allowed = rules.allowed_minutes(day.date.weekday().into()).unwrap();
    let up_at = timeline.reached(day.span, (allowed * 60_000.0).ceil() as i64);
    let used_up_at = up_at.map(|ms| Moment { epoch_ms: ms, ..now });
    limits::evaluate(&LimitsCase { zone: profile.zone, now, rules, used_minutes, used_up_at }).unwrap()
}

fn limits_rules() -> lachan_core::model::LimitsRules {
    let limit = |day: &str| format!(r#"{{"day":"{day}","minutes":45,"updated_at":"2026-11-01T00:00:00Z"}}"#);
    let limits: Vec<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(limit).to_vec();
    serde_json::from_str(&format!(r#"{{"daily_limits":[{}]}}"#, limits.join(","))).unwrap()
}

/// Facts as hosts must not give them: some without a boot, some boots with and without monotonic times.
fn mixed_facts() -> impl Strategy<Value = Vec<Observation>> {
    let clocks = select(vec![0_u8, 0, 0, 1, 2]);
    (vec((step(all_kinds()), clocks), 1..60), any::<bool>()).prop_map(|(steps, clock_moves)| {
        let (steps, clocks): (Vec<Step>, Vec<u8>) = steps.into_iter().unzip();
        let mut facts = record(&steps, true, clock_moves);
        for (fact, clock) in facts.iter_mut().zip(clocks) {
            match clock {
                1 => (fact.monotonic_ms, fact.boot) = (None, None),
                2 => fact.monotonic_ms = None,
                _ => {}
            }
        }
        facts
    })
}

/// What a store makes of facts: of equal ones the first received stands.
fn received(batches: &[Vec<Observation>]) -> Vec<Observation> {
    let mut known = std::collections::HashSet::new();
    let all = batches.iter().flatten();
    all.filter(|fact| known.insert(format!("{:?}", fact.key()))).cloned().collect()
}

/// Batches of facts: some in order, some late, some again.
fn batches(facts: &[Observation], seed: u64) -> Vec<Vec<Observation>> {
    let mut seed = seed;
    let mut chance = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut batches = vec![Vec::new()];
    let mut late = Vec::new();
    for fact in facts {
        if chance(8) == 0 {
            batches.push(Vec::new());
        }
        match chance(12) {
            0 => late.push(fact.clone()),
            1 => {
                late.push(fact.clone());
                batches.last_mut().unwrap().push(fact.clone());
            }
            _ => batches.last_mut().unwrap().push(fact.clone()),
        }
    }
    while !late.is_empty() {
        let fact = late.swap_remove(chance(late.len()));
        let place = chance(3);
        match place {
            0 => batches.push(vec![fact]),
            _ => batches.last_mut().unwrap().push(fact),
        }
    }
    batches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_equal_a_count_of_all_facts(
        facts in prop_oneof![any_facts(), mixed_facts()], seed in any::<u64>(), as_of_h in prop::option::of(0_i64..48),
    ) {
        let guardian = guardian();
        let batches = batches(&facts, seed);
        for (n, batch) in batches.iter().enumerate() {
            ingest(&guardian, batch);
            if n % 2 == 0 {
                let known = received(&batches[..=n]);
                let last = known.iter().map(|fact| fact.at_ms).max().unwrap_or(NOON_MS);
                check(&guardian, &known, as_of_h.map(|hours| last + hours * 3_600_000))?;
            }
        }
        check(&guardian, &received(&batches), None)?;
    }

    #[test]
    fn limits_at_any_time_equal_a_count_of_the_facts_until_then(
        facts in prop_oneof![any_facts(), mixed_facts()], seed in any::<u64>(), asked in vec(0_i64..100_000, 4),
    ) {
        let guardian = guardian();
        let set = lachan_core::model::LimitsSet { rules: limits_rules(), set_at: moment(NOON_MS) };
        guardian.ingest(&[Event::Limits(set)], moment(NOON_MS)).unwrap();
        let batches = batches(&facts, seed);
        for (n, batch) in batches.iter().enumerate() {
            ingest(&guardian, batch);
            let now = moment(NOON_MS + asked[n % asked.len()] * 1_000);
            prop_assert_eq!(guardian.limits_state(now).unwrap(), limits_of(&received(&batches[..=n]), now));
        }
    }
}
