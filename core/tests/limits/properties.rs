//! Random cases around changes of the clock: the engine against the oracle, and rule 10's promise about its own answer.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use lachan_core::model::{
    Bedtime, DailyLimit, LimitsCase, LimitsRules, LimitsState, LocalTime, Moment, OverrideAction, Policy, RuleOverride,
    Weekday,
};
use lachan_core::screen_time::limits::evaluate;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::oracle::{self, Answer};

pub const MINUTE: i64 = 60_000;

/// Zones, each with an instant near which its clock does something odd (or nothing at all).
const PLACES: [(&str, &str); 13] = [
    ("Asia/Ho_Chi_Minh", "2026-11-20T12:00:00Z"),
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Europe/London", "2026-03-29T01:00:00Z"),
    ("Europe/London", "2026-10-25T01:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
    ("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
    ("Asia/Beirut", "2022-03-26T22:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Antarctica/Troll", "2026-03-29T01:00:00Z"),
    ("Africa/Casablanca", "2026-02-15T02:00:00Z"),
];

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

pub fn weekday() -> impl Strategy<Value = Weekday> {
    prop::sample::select(WEEK.to_vec())
}

/// Local times: mostly on a coarse grid, so that windows touch, and often around midnight and the odd hours.
pub fn local_time() -> impl Strategy<Value = LocalTime> {
    prop_oneof![
        3 => (0u16..24).prop_map(|hour| LocalTime { minute_of_day: hour * 60 }),
        2 => (0u16..16).prop_map(|quarter| LocalTime { minute_of_day: quarter * 15 }),
        1 => (0u16..1440).prop_map(|minute_of_day| LocalTime { minute_of_day }),
    ]
}

/// Minutes before `now`; negative ones lie after it.
pub fn ago() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0i64..1500, 2 => 0i64..6000, 2 => (0i64..100).prop_map(|hours| hours * 60), 1 => -600i64..0]
}

#[derive(Debug, Clone)]
pub struct Seed {
    pub place: usize,
    pub shift: i64,
    pub day_start: LocalTime,
    pub bedtimes: Vec<(Weekday, LocalTime, LocalTime, i64)>,
    pub limits: Vec<(Weekday, u32, i64)>,
    pub overrides: Vec<(bool, i64, Option<u32>)>,
    pub used: u32,
    pub used_up: Option<i64>,
}

prop_compose! {
    pub fn seed()(
        place in 0..PLACES.len(),
        shift in prop_oneof![-4000i64..4000, (-60i64..60).prop_map(|hours| hours * 60), -120i64..120],
        day_start in local_time(),
        bedtimes in prop::collection::vec((weekday(), local_time(), local_time(), edited()), 0..8),
        limits in prop::collection::vec((weekday(), prop_oneof![Just(0u32), 0u32..240, 0u32..1600], edited()), 0..8),
        overrides in prop::collection::vec((any::<bool>(), ago(), prop::option::of(0u32..900)), 0..4),
        used in prop_oneof![Just(0u32), 0u32..240],
        used_up in prop::option::of(0i64..1600),
    ) -> Seed {
        Seed { place, shift, day_start, bedtimes, limits, overrides, used, used_up }
    }
}

/// How long before `now` a rule was edited: mostly long ago.
pub fn edited() -> impl Strategy<Value = i64> {
    prop_oneof![4 => Just(100_000i64), 1 => ago()]
}

pub fn build(seed: &Seed) -> LimitsCase {
    let (zone, near) = PLACES[seed.place];
    let now = near.parse::<Moment>().unwrap().epoch_ms + seed.shift * MINUTE;
    let at = |ago: i64| Moment { epoch_ms: now - ago * MINUTE, offset_seconds: 0 };
    let bedtimes = seed.bedtimes.iter().filter(|(_, from, to, _)| from != to);
    LimitsCase {
        zone: zone.to_owned(),
        now: at(0),
        rules: LimitsRules {
            day_start: seed.day_start,
            bedtimes: bedtimes
                .map(|&(day, from, to, edited)| Bedtime { day, from, to, updated_at: at(edited) })
                .collect(),
            daily_limits: seed
                .limits
                .iter()
                .map(|&(day, minutes, edited)| DailyLimit { day, minutes: minutes.into(), updated_at: at(edited) })
                .collect(),
            overrides: seed
                .overrides
                .iter()
                .map(|&(lock, ago, minutes)| RuleOverride {
                    action: if lock { OverrideAction::Lock } else { OverrideAction::Unlock },
                    created_at: at(ago),
                    minutes: minutes.map(f64::from),
                })
                .collect(),
            ..LimitsRules::default()
        },
        used_minutes: seed.used.into(),
        used_up_at: seed.used_up.map(at),
    }
}

/// The same case off the grid of minutes, and without overrides to come: rule 10 looks ahead as if there were none,
/// but asking again later would meet them.
fn off_the_grid(seed: &Seed, ms: i64, part: f64) -> LimitsCase {
    let mut case = build(seed);
    case.now.epoch_ms += ms;
    case.used_minutes += part;
    for limit in &mut case.rules.daily_limits {
        limit.minutes += part / 3.0;
    }
    case.rules.overrides.retain(|one| one.created_at.epoch_ms <= case.now.epoch_ms);
    case
}

pub fn told(state: &LimitsState) -> Answer {
    let minute = |at: Moment| {
        assert_eq!(at.epoch_ms % MINUTE, 0, "{at}");
        at.epoch_ms / MINUTE
    };
    Answer {
        locked: state.locked,
        policy: state.policy,
        remaining: state.remaining_minutes,
        started: state.limit_started_at.map(minute),
        next_change: state.next_change.as_ref().map(|next| (minute(next.at), next.policy)),
        unlocks_at: state.unlocks_at.map(minute),
    }
}

/// The begin of the limit day that holds an instant.
fn day_begin(case: &LimitsCase, at: i64) -> i64 {
    let zone = TimeZone::get(&case.zone).unwrap();
    let near = zone.to_datetime(Timestamp::from_millisecond(at).unwrap()).date();
    let begins = (-3..=1).map(|days| near.saturating_add(days.days()).to_datetime(case.rules.day_start.civil()));
    begins.map(|begin| zone.to_timestamp(begin).unwrap().as_millisecond()).filter(|begin| *begin <= at).max().unwrap()
}

/// The case asked again at `at`, up to which the device stayed as it is now: locked all along or in use all along.
fn asked_again(case: &LimitsCase, state: &LimitsState, at: i64) -> LimitsCase {
    let begin = day_begin(case, at);
    let same_day = begin <= case.now.epoch_ms;
    let (since, used) = if same_day { (case.now.epoch_ms, case.used_minutes) } else { (begin, 0.0) };
    let in_use = if state.locked { 0.0 } else { (at - since) as f64 / MINUTE as f64 };
    LimitsCase {
        now: Moment { epoch_ms: at, ..case.now },
        used_minutes: used + in_use,
        used_up_at: state.limit_started_at.filter(|_| same_day),
        ..case.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/limits/seeds.txt"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_engine_agrees_with_the_oracle(seed in seed()) {
        let case = build(&seed);
        prop_assert_eq!(told(&evaluate(&case).unwrap()), oracle::answer(&case));
    }

    #[test]
    fn asked_again_at_the_next_change_it_gives_what_it_said(seed in seed(), ms in 0..MINUTE, part in 0.0..9.0f64) {
        let case = off_the_grid(&seed, ms, part);
        let state = evaluate(&case).unwrap();
        if let Some(next) = &state.next_change {
            let then = evaluate(&asked_again(&case, &state, next.at.epoch_ms)).unwrap();
            prop_assert_eq!(then.policy, next.policy);
            prop_assert!(then.locked != state.locked || (then.locked && then.policy != state.policy));
        }
        if let Some(at) = state.unlocks_at {
            prop_assert!(state.locked);
            prop_assert!(!evaluate(&asked_again(&case, &state, at.epoch_ms)).unwrap().locked);
        }
    }

    #[test]
    fn before_the_next_change_nothing_is_noticed(
        seed in seed(), ms in 0..MINUTE, part in 0.0..9.0f64, places in prop::collection::vec(0.0..1.0f64, 12)
    ) {
        let case = off_the_grid(&seed, ms, part);
        let state = evaluate(&case).unwrap();
        let now = case.now.epoch_ms;
        let end = state.next_change.as_ref().map_or(now + 15 * 1440 * MINUTE, |next| next.at.epoch_ms);
        let inside = places.iter().map(|place| now + ((end - now) as f64 * place) as i64);
        for at in inside.chain([end - 1]) {
            let then = evaluate(&asked_again(&case, &state, at)).unwrap();
            prop_assert_eq!(then.locked, state.locked);
            prop_assert!(!then.locked || then.policy == state.policy);
            if state.next_change.is_some() {
                prop_assert_eq!(&then.next_change, &state.next_change);
            }
        }
    }

    #[test]
    fn a_state_is_whole(seed in seed(), ms in 0..MINUTE, part in 0.0..9.0f64) {
        let case = off_the_grid(&seed, ms, part);
        let state = evaluate(&case).unwrap();
        let first = state.reasons.first().map(String::as_str);
        prop_assert_eq!(first, match (state.policy, state.locked) {
            (Policy::None, _) => None,
            (Policy::Bedtime, _) => Some("bedtime"),
            (Policy::DailyLimit, _) => Some("daily_limit"),
            (Policy::Override, true) => Some("override_lock"),
            (Policy::Override, false) => Some("override_unlock"),
            (other, _) => panic!("{other:?} is not of the contract"),
        });
        prop_assert!(state.locked || state.unlocks_at.is_none());
        prop_assert_eq!(state.limit_started_at.is_some(), state.remaining_minutes == Some(0.0));
        let (next, unlock) = (state.next_change.map(|next| next.at.epoch_ms), state.unlocks_at.map(|at| at.epoch_ms));
        prop_assert!(unlock.is_none_or(|unlock| next.is_some_and(|next| case.now.epoch_ms < next && next <= unlock)));
    }
}
