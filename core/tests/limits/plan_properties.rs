//! Random plans against the minute-by-minute oracle, 10,000 cases over four tests, and what a plan promises.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lachan_core::model::{
    AppLimit, AppUse, CategoryLimit, CategoryUse, ClockPolicy, Grant, GrantGiver, GrantKind, GrantScope, GrantTarget,
    Language, LimitsCase, LimitsRules, Moment, Plan, PlanCase, SessionRule, Weekday,
};
use lachan_core::screen_time::limits::{balance, evaluate, plan};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::oracle::Answer;
use crate::plan_oracle;
use crate::properties::{MINUTE, Seed, ago, build, edited, seed, told, weekday};

/// Three apps: two games and one of no kind.
const APPS: [(&str, Option<&str>); 3] = [("ga", Some("games")), ("gb", Some("games")), ("map", None)];

type OwnLimit = (usize, Vec<Weekday>, u32, i64);
type KindLimit = (bool, Vec<Weekday>, u32, i64);
type Entry = (u8, GrantKind, u32, i64, u8, i64);

/// What a plan has beside the contract's case.
#[derive(Debug, Clone)]
pub struct More {
    app_limits: Vec<OwnLimit>,
    category_limits: Vec<KindLimit>,
    session: Option<(u32, u32)>,
    grants: Vec<Entry>,
    used: [u32; 3],
    games: Option<u32>,
    stretch: u32,
    last_use: Option<i64>,
    map_is_free: bool,
    warn_at: Vec<u16>,
}

fn days() -> impl Strategy<Value = Vec<Weekday>> {
    prop_oneof![Just(vec![]), prop::collection::vec(weekday(), 1..4)]
}

fn kind() -> impl Strategy<Value = GrantKind> {
    use GrantKind::{Asked, Borrowed, Code, Earned, Granted, Refused};
    prop::sample::select(vec![Asked, Granted, Refused, Earned, Borrowed, Borrowed, Code])
}

fn allowed() -> impl Strategy<Value = u32> {
    prop_oneof![1 => Just(0u32), 4 => 0u32..120, 1 => 0u32..900]
}

prop_compose! {
    fn more()(
        app_limits in prop::collection::vec((0usize..3, days(), allowed(), edited()), 0..4),
        category_limits in prop::collection::vec((any::<bool>(), days(), allowed(), edited()), 0..4),
        session in prop::option::of((1u32..90, 1u32..60)),
        grants in prop::collection::vec((0u8..9, kind(), 0u32..120, -2i64..4, 0u8..4, ago()), 0..6),
        used in prop::array::uniform3(0u32..150),
        games in prop::option::of(0u32..200),
        stretch in prop_oneof![Just(0u32), 0u32..100],
        last_use in prop::option::of(-10i64..80),
        map_is_free in prop::bool::weighted(0.2),
        warn_at in prop::collection::vec(0u16..40, 0..4),
    ) -> More {
        More { app_limits, category_limits, session, grants, used, games, stretch, last_use, map_is_free, warn_at }
    }
}

fn extended(of_device: LimitsCase, more: &More) -> PlanCase {
    let now = of_device.now;
    let at = |ago: i64| Moment { epoch_ms: now.epoch_ms - ago * MINUTE, ..now };
    let zone = TimeZone::get(&of_device.zone).unwrap();
    let today: Date = zone.to_datetime(now.timestamp()).date();
    let grant = |&(id, kind, minutes, day, scope, made): &Entry| Grant {
        id: format!("g{id}"),
        kind,
        minutes: minutes.into(),
        day: today.saturating_add(day.days()),
        scope: [GrantScope::Device, GrantScope::Device, GrantScope::App, GrantScope::Category][usize::from(scope)],
        app: Some("ga".to_owned()),
        category: Some("games".to_owned()),
        at: at(made),
        by: GrantGiver::Guardian,
        task: None,
        answers: None,
    };
    PlanCase {
        zone: of_device.zone,
        now,
        rules: LimitsRules {
            app_limits: more
                .app_limits
                .iter()
                .map(|(app, days, minutes, edited)| AppLimit {
                    app: APPS[*app].0.to_owned(),
                    days: days.clone(),
                    minutes: (*minutes).into(),
                    updated_at: at(*edited),
                })
                .collect(),
            category_limits: more
                .category_limits
                .iter()
                .map(|(each_app, days, minutes, edited)| CategoryLimit {
                    category: "games".to_owned(),
                    days: days.clone(),
                    minutes: (*minutes).into(),
                    each_app: *each_app,
                    updated_at: at(*edited),
                })
                .collect(),
            always_allowed: if more.map_is_free { vec!["map".to_owned()] } else { vec![] },
            session: more
                .session
                .map(|(minutes, pause)| SessionRule { minutes: minutes.into(), pause_minutes: pause.into() }),
            warn_at_minutes: more.warn_at.clone(),
            ..of_device.rules
        },
        used_minutes: of_device.used_minutes,
        used_up_at: of_device.used_up_at,
        apps: APPS
            .iter()
            .zip(more.used)
            .map(|((app, category), minutes)| AppUse {
                app: (*app).to_owned(),
                minutes: minutes.into(),
                category: category.map(str::to_owned),
            })
            .collect(),
        categories: more
            .games
            .map(|minutes| CategoryUse { category: "games".to_owned(), minutes: minutes.into() })
            .into_iter()
            .collect(),
        stretch_minutes: more.stretch.into(),
        last_use_at: more.last_use.map(at),
        grants: more.grants.iter().map(grant).collect(),
        clock_doubtful: false,
        language: Language::En,
    }
}

fn case(seed: &Seed, more: &More) -> PlanCase {
    extended(build(seed), more)
}

fn of_app(plan: &Plan, app: &str) -> Answer {
    let found = plan.apps.iter().find(|one| one.app == app).unwrap();
    let minute = |at: Moment| at.epoch_ms / MINUTE;
    Answer {
        locked: found.locked,
        policy: found.policy,
        remaining: found.remaining_minutes,
        started: None,
        next_change: found.next_change.as_ref().map(|next| (minute(next.at), next.policy)),
        unlocks_at: found.unlocks_at.map(minute),
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 2_500,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/limits/seeds.txt"))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_devices_plan_agrees_with_the_oracle(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        prop_assert_eq!(told(&plan(&case).unwrap().device), plan_oracle::answer(&case, None));
    }

    #[test]
    fn a_games_plan_agrees_with_the_oracle(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        prop_assert_eq!(of_app(&plan(&case).unwrap(), "ga"), plan_oracle::answer(&case, Some("ga")));
    }

    #[test]
    fn an_apps_plan_on_a_device_with_few_rules_agrees_with_the_oracle(
        seed in seed(), more in more(), app in prop::sample::select(vec!["gb", "map"]), shut in prop::bool::weighted(0.1)
    ) {
        let few = Seed { bedtimes: vec![], overrides: vec![], ..seed };
        let mut case = case(&few, &more);
        if shut {
            case.clock_doubtful = true;
            case.rules.on_doubtful_clock = ClockPolicy::Closed;
        }
        prop_assert_eq!(of_app(&plan(&case).unwrap(), app), plan_oracle::answer(&case, Some(app)));
    }

    #[test]
    fn the_devices_plan_with_a_ledger_and_a_stretch_agrees_with_the_oracle(seed in seed(), more in more()) {
        let mut case = case(&Seed { bedtimes: vec![], ..seed }, &more);
        case.rules.app_limits.clear();
        case.rules.category_limits.clear();
        prop_assert_eq!(told(&plan(&case).unwrap().device), plan_oracle::answer(&case, None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..config() })]

    #[test]
    fn with_none_of_the_new_fields_the_device_is_what_evaluate_says(seed in seed()) {
        let of_device = build(&seed);
        let bare = More {
            app_limits: vec![], category_limits: vec![], session: None, grants: vec![], used: [0; 3], games: None,
            stretch: 0, last_use: None, map_is_free: false, warn_at: vec![],
        };
        let said = plan(&extended(of_device.clone(), &bare)).unwrap();
        prop_assert_eq!(&said.device, &evaluate(&of_device).unwrap());
        prop_assert!(said.warnings.is_empty() && said.next_warning.is_none());
        for app in &said.apps {
            let of_app = (app.locked, app.policy, app.remaining_minutes, &app.next_change, app.unlocks_at, &app.reasons);
            let device = &said.device;
            prop_assert_eq!(
                of_app,
                (device.locked, device.policy, device.remaining_minutes, &device.next_change, device.unlocks_at,
                 &device.reasons)
            );
        }
    }

    #[test]
    fn evaluate_does_not_see_the_new_fields(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        let of_device = build(&seed);
        let rich = LimitsCase { rules: case.rules, ..of_device.clone() };
        prop_assert_eq!(evaluate(&rich).unwrap(), evaluate(&of_device).unwrap());
    }

    #[test]
    fn an_app_is_locked_with_the_device_unless_it_is_always_allowed(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        let said = plan(&case).unwrap();
        for app in &said.apps {
            let free = case.rules.always_allowed.contains(&app.app);
            prop_assert!(!(free && app.locked));
            prop_assert!(free || app.locked || !said.device.locked);
            prop_assert!(app.remaining_minutes.is_none_or(|minutes| minutes >= 0.0));
            prop_assert_eq!(app.text.is_empty(), app.reasons.is_empty());
        }
        prop_assert_eq!(said.text.is_empty(), said.device.reasons.is_empty());
    }

    #[test]
    fn warnings_come_before_the_lock_they_tell_of(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        let said = plan(&case).unwrap();
        for due in &said.warnings {
            prop_assert!(due.at.epoch_ms <= case.now.epoch_ms && case.now.epoch_ms < due.locks_at.epoch_ms);
            prop_assert!(more.warn_at.contains(&due.minutes));
        }
        if let Some(next) = &said.next_warning {
            prop_assert!(case.now.epoch_ms < next.at.epoch_ms && next.at.epoch_ms <= next.locks_at.epoch_ms);
            prop_assert_eq!(next.locks_at.epoch_ms - next.at.epoch_ms, i64::from(next.minutes) * MINUTE);
        }
    }

    #[test]
    fn the_ledger_never_takes_below_nothing_and_a_repeat_changes_nothing(seed in seed(), more in more()) {
        let case = case(&seed, &more);
        let mut repeated = case.clone();
        repeated.grants.extend(case.grants.iter().cloned().map(|entry| Grant { minutes: 999.0, ..entry }));
        prop_assert_eq!(plan(&repeated).unwrap(), plan(&case).unwrap());
        for target in [GrantTarget::Device, GrantTarget::App("ga"), GrantTarget::Category("games")] {
            let sums = balance(&case, target).unwrap();
            prop_assert_eq!(balance(&repeated, target).unwrap(), sums);
            prop_assert!(0.0 <= sums.used_minutes && sums.used_minutes <= sums.extra_minutes.max(0.0));
            let parts = [
                sums.asked_minutes, sums.granted_minutes, sums.earned_minutes, sums.borrowed_minutes, sums.repaid_minutes,
            ];
            prop_assert!(parts.iter().all(|minutes| *minutes >= 0.0));
        }
    }
}
