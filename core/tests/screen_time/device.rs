//! Devices made up by proptest: what they do, and what a platform would record of it.

use std::collections::BTreeMap;

use lachan_core::model::UsageKind;
use lachan_core::screen_time::observation::Observation;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// 2026-11-20T12:00:00+07:00.
pub const NOON_MS: i64 = 1_795_150_800_000;

/// One step of a device: some time passes, then something happens.
#[derive(Debug, Clone)]
pub struct Step {
    pub passed_s: i64,
    pub kind: UsageKind,
    pub app: &'static str,
    pub instance: Option<&'static str>,
    /// How far the wall clock is moved before the event, seconds.
    pub clock_moved_s: i64,
    pub new_boot: bool,
}

pub const APPS: [&str; 4] = ["game", "chat", "film", "com.miui.home"];

pub fn app_kinds() -> impl Strategy<Value = UsageKind> {
    prop_oneof![
        5 => Just(UsageKind::AppResumed), 4 => Just(UsageKind::AppPaused), 1 => Just(UsageKind::AppStopped),
        1 => Just(UsageKind::ScreenOn), 1 => Just(UsageKind::ScreenOff), 1 => Just(UsageKind::Unlocked),
        1 => Just(UsageKind::Locked),
    ]
}

pub fn all_kinds() -> impl Strategy<Value = UsageKind> {
    prop_oneof![
        12 => app_kinds(),
        1 => select(vec![
            UsageKind::Shutdown, UsageKind::Startup, UsageKind::ClockChanged, UsageKind::ZoneChanged,
            UsageKind::PermissionLost, UsageKind::PermissionGranted,
        ]),
    ]
}

pub fn step(kind: impl Strategy<Value = UsageKind>) -> impl Strategy<Value = Step> {
    let passed = prop_oneof![2 => 0_i64..8, 3 => 0_i64..1_500, 1 => 0_i64..20_000];
    let moved = prop_oneof![20 => Just(0_i64), 1 => -90_000_i64..90_000];
    let instance = select(vec![None, Some("1"), Some("2")]);
    (passed, kind, select(&APPS[..]), instance, moved, prop::bool::weighted(0.03)).prop_map(
        |(passed_s, kind, app, instance, clock_moved_s, new_boot)| Step {
            passed_s,
            kind,
            app,
            instance,
            clock_moved_s,
            new_boot,
        },
    )
}

/// Records the steps as a platform would: with monotonic times and boots, or with wall times alone.
pub fn record(steps: &[Step], measured: bool, clock_moves: bool) -> Vec<Observation> {
    let (mut at_ms, mut monotonic_ms, mut boot) = (NOON_MS, 0, 1);
    let mut facts = Vec::new();
    for step in steps {
        at_ms += step.passed_s * 1_000;
        monotonic_ms += step.passed_s * 1_000;
        if clock_moves {
            at_ms += step.clock_moved_s * 1_000;
        }
        if step.new_boot && measured {
            (boot, monotonic_ms) = (boot + 1, 0);
        }
        let about_app = matches!(step.kind, UsageKind::AppResumed | UsageKind::AppPaused | UsageKind::AppStopped);
        facts.push(Observation {
            kind: step.kind,
            app: about_app.then(|| step.app.to_owned()),
            instance: step.instance.filter(|_| about_app).map(str::to_owned),
            at_ms,
            monotonic_ms: measured.then_some(monotonic_ms),
            boot: measured.then(|| boot.to_string()),
        });
    }
    // Two readings of one clock at one instant of one boot agree, as on a real device (rule 2 keeps the first `at`).
    let mut first_at = BTreeMap::new();
    for fact in facts.iter_mut().filter(|fact| fact.monotonic_ms.is_some()) {
        fact.at_ms = *first_at.entry((fact.boot.clone(), fact.monotonic_ms)).or_insert(fact.at_ms);
    }
    facts
}

pub fn any_facts() -> impl Strategy<Value = Vec<Observation>> {
    (vec(step(all_kinds()), 0..60), any::<bool>(), any::<bool>())
        .prop_map(|(steps, measured, clock_moves)| record(&steps, measured, clock_moves))
}
