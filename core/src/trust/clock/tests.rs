use super::*;

const HOUR: i64 = 3_600_000;

fn reading(at_ms: i64, monotonic_ms: i64, kind: Option<UsageKind>) -> Reading {
    Reading { at_ms, monotonic_ms, kind }
}

fn codes(found: &[Finding]) -> Vec<(TamperCode, Option<i64>)> {
    found.iter().map(|finding| (finding.code, finding.by_ms)).collect()
}

#[test]
fn a_jump_is_more_than_two_seconds_either_way() {
    assert_eq!([(1_000, 0), (2_000, 0), (0, 2_000)].map(|(wall, elapsed)| jump_ms(wall, elapsed)), [None; 3]);
    assert_eq!(jump_ms(2_001, 0), Some(2_001));
    assert_eq!(jump_ms(-HOUR, 60_000), Some(-HOUR - 60_000));
    assert_eq!(jump_ms(i64::MAX, i64::MIN), Some(i64::MAX));
}

#[test]
fn jumps_are_found_between_successive_readings_and_say_from_where() {
    let readings = [(0, 0), (60_000, 60_000), (60_000 - 2 * HOUR, 120_000), (0, 120_000 + 2 * HOUR + 1_000)];
    let found = within_boot(&readings.map(|(at, monotonic)| reading(at, monotonic, None)), None);
    let [back, ahead] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((back.code, back.by_ms), (TamperCode::ClockJump, Some(-2 * HOUR - 60_000)));
    assert_eq!((back.from_ms, back.at_ms, back.place_ms), (Some(60_000), 60_000 - 2 * HOUR, 60_000));
    assert_eq!(ahead.by_ms, Some(-61_000));
}

#[test]
fn a_dark_screen_may_be_silent_and_a_lit_one_may_not() {
    let found = |before: &[UsageKind], hours: i64| {
        let mut readings: Vec<Reading> = before.iter().map(|kind| reading(0, 0, Some(*kind))).collect();
        readings.push(reading(hours * HOUR, hours * HOUR, Some(UsageKind::ScreenOn)));
        codes(&within_boot(&readings, None))
    };
    use UsageKind::{AppPaused, AppResumed, Locked, PermissionLost, ScreenOff, ScreenOn, Unlocked};
    assert_eq!(found(&[ScreenOn, AppResumed], 12), [(TamperCode::Silence, Some(12 * HOUR))]);
    assert_eq!(found(&[Unlocked], 11), [], "a long film");
    for quiet in [&[ScreenOn, ScreenOff][..], &[ScreenOff, AppPaused], &[AppResumed, Locked], &[ScreenOff, AppResumed]]
    {
        assert_eq!(found(quiet, 30), [], "{quiet:?}");
    }
    assert_eq!(found(&[ScreenOn, PermissionLost], 30), [], "an entry of its own");
    assert_eq!(found(&[AppPaused], 30), [], "nothing is known of the screen");
}

#[test]
fn boots_follow_each_other() {
    let boot = |number, first, last| BootSpan { number, first, last };
    let (one, next) = (boot(41, (0, 5_000), (HOUR, HOUR)), boot(42, (2 * HOUR, 30_000), (3 * HOUR, HOUR)));
    assert_eq!(between_boots(&one, &next), []);
    let missing = boot(45, next.first, next.last);
    assert_eq!(codes(&between_boots(&one, &missing)), [(TamperCode::BootsUnseen, None)]);
    assert_eq!(between_boots(&one, &missing)[0].count, Some(3));
    // Read four hours into the boot, at an hour later than the last of the boot before: it still began before it.
    let back = boot(42, (2 * HOUR, 4 * HOUR), (3 * HOUR, 5 * HOUR));
    assert_eq!(codes(&between_boots(&one, &back)), [(TamperCode::ClockSetBack, Some(-3 * HOUR))]);
}

#[test]
fn only_whole_numbers_count_boots() {
    assert_eq!(["41", "041", "-1", "boot", "", "4.0"].map(boot_number), [Some(41), None, None, None, None, None]);
}

fn anchor() -> Anchor {
    let wall = Moment { epoch_ms: 10 * HOUR, offset_seconds: 25_200 };
    Anchor { wall, monotonic_ms: HOUR, boot: "7".into(), trusted: Some(Moment { epoch_ms: 12 * HOUR, ..wall }) }
}

#[test]
fn trusted_time_runs_on_with_the_monotonic_clock_of_its_boot_only() {
    let at = |monotonic, boot| trusted_now(&anchor(), monotonic, boot).map(|moment| moment.epoch_ms);
    assert_eq!(at(HOUR, "7"), Some(12 * HOUR));
    assert_eq!(at(3 * HOUR, "7"), Some(14 * HOUR));
    assert_eq!([at(3 * HOUR, "8"), at(HOUR - 1, "7"), at(i64::MIN, "7")], [None; 3]);
    assert_eq!(trusted_now(&Anchor { trusted: None, ..anchor() }, 3 * HOUR, "7"), None);
}

#[test]
fn a_clock_is_judged_by_the_best_that_is_known() {
    let judge = |now_ms, measured, known: &BootKnown| {
        let trust = clock_trust(Moment { epoch_ms: now_ms, offset_seconds: 0 }, measured, known);
        (trust.state, trust.reasons, trust.off_by_ms)
    };
    let trusted = BootKnown { trusted: Some(anchor()), newest: Some((0, 0)), jumped_ms: HOUR, set_back_ms: None };
    let (here, there) = (Some(("7", 2 * HOUR)), Some(("8", 2 * HOUR)));
    let agrees = (ClockState::Trusted, vec![ClockReason::AgreesWithTrustedTime], Some(59_000));
    assert_eq!(judge(13 * HOUR + 59_000, here, &trusted), agrees, "a jump back to the truth is no matter");
    let off = (ClockState::Doubtful, vec![ClockReason::OffTrustedTime], Some(-2 * HOUR));
    assert_eq!(judge(11 * HOUR, here, &trusted), off);
    let jumped = (ClockState::Doubtful, vec![ClockReason::Jumped], Some(HOUR));
    assert_eq!(judge(2 * HOUR, there, &trusted), jumped, "a trusted time does not outlive its boot");

    let even = BootKnown { newest: Some((5 * HOUR, HOUR)), ..BootKnown::default() };
    assert_eq!(judge(6 * HOUR + 2_000, here, &even).0, ClockState::Consistent);
    assert_eq!(judge(7 * HOUR, here, &even), (ClockState::Doubtful, vec![ClockReason::Jumped], Some(HOUR)));
    let righted = BootKnown { jumped_ms: -HOUR, ..even.clone() };
    assert_eq!(judge(7 * HOUR, here, &righted).0, ClockState::Consistent, "set right again");
    let back = BootKnown { set_back_ms: Some(-HOUR), ..even };
    assert_eq!(judge(6 * HOUR, here, &back), (ClockState::Doubtful, vec![ClockReason::SetBack], Some(-HOUR)));

    let nothing = BootKnown::default();
    assert_eq!(judge(0, here, &nothing).1, [ClockReason::NothingToCompare]);
    assert_eq!(judge(0, None, &nothing), (ClockState::Unknown, vec![ClockReason::Unmeasured], None));
}

#[test]
fn what_was_known_of_the_screen_is_asked_for_only_before_a_silence_it_decides() {
    let asks = |kind, hours: i64| asks_for_screen(&[reading(0, 0, kind), reading(hours * HOUR, hours * HOUR, None)]);
    assert!(asks(None, 12) && asks(Some(UsageKind::AppPaused), 12) && asks(Some(UsageKind::AppResumed), 12));
    assert!(!asks(None, 11) && !asks(Some(UsageKind::ScreenOn), 12) && !asks(Some(UsageKind::Locked), 12));
}
