use super::*;

const APP: &str = "game";

fn fact(kind: UsageKind, at_s: i64) -> Observation {
    let about_app = kind.concerns_app();
    let app = about_app.then(|| APP.to_owned());
    Observation { kind, app, instance: None, at_ms: at_s * 1_000, monotonic_ms: None, boot: None }
}

fn in_boot(fact: Observation, boot: &str, monotonic_s: i64) -> Observation {
    Observation { boot: Some(boot.to_owned()), monotonic_ms: Some(monotonic_s * 1_000), ..fact }
}

fn derive(facts: &[Observation], as_of_s: Option<i64>) -> Timeline {
    timeline(facts, &Uncounted::shipped(), as_of_s.map(|s| s * 1_000))
}

fn seconds(start: i64, end: i64) -> Span {
    Span::new(start * 1_000, end * 1_000)
}

#[test]
fn each_end_is_told_apart() {
    use UsageKind::{AppPaused, AppStopped, Locked, PermissionLost, ScreenOff, Shutdown, Startup, ZoneChanged};
    for (kind, ended_by, end, quality) in [
        (AppPaused, EndedBy::Left, 20, Quality::Exact),
        (AppStopped, EndedBy::Left, 20, Quality::Exact),
        (ScreenOff, EndedBy::ScreenOff, 20, Quality::Exact),
        (Locked, EndedBy::Locked, 20, Quality::Exact),
        (PermissionLost, EndedBy::PermissionLost, 20, Quality::Exact),
        (Shutdown, EndedBy::Shutdown, 20, Quality::LowerBound),
        (Startup, EndedBy::PowerLoss, 15, Quality::LowerBound),
    ] {
        let facts = [fact(UsageKind::AppResumed, 10), fact(ZoneChanged, 15), fact(kind, 20)];
        let end_exact = matches!(ended_by, EndedBy::Left | EndedBy::ScreenOff | EndedBy::Locked);
        let span = seconds(10, end);
        let session = Session { app: APP.into(), span, opened: true, ended_by, begin_exact: true, end_exact, quality };
        assert_eq!(derive(&facts, Some(99)).sessions, [session], "{kind:?}");
    }
}

#[test]
fn an_open_session_ends_with_the_facts_or_at_a_later_as_of() {
    let facts = [fact(UsageKind::AppResumed, 10), fact(UsageKind::ZoneChanged, 15)];
    for (as_of, end) in [(None, 15), (Some(12), 15), (Some(15), 15), (Some(40), 40)] {
        let timeline = derive(&facts, as_of);
        assert_eq!(timeline.sessions[0].span, seconds(10, end));
        assert_eq!(timeline.sessions[0].ended_by, EndedBy::EndOfFacts);
        assert_eq!(timeline.marks[0].at_ms, end * 1_000);
        assert_eq!(timeline.stretches, [seconds(10, end)]);
    }
    assert_eq!(derive(&[], Some(40)), Timeline::default());
}

#[test]
fn an_as_of_goes_by_the_clock_of_the_last_fact() {
    let facts = [
        in_boot(fact(UsageKind::AppResumed, 10_000), "1", 100),
        in_boot(fact(UsageKind::ClockChanged, 3_000), "1", 200),
    ];
    // 100 s until the clock was set back, and 60 s more by the new clock.
    let timeline = derive(&facts, Some(3_060));
    assert_eq!(timeline.sessions[0].span, seconds(10_000, 10_160));
    assert_eq!(timeline.sessions[0].quality, Quality::Estimated);
    assert_eq!(timeline.marks[0].at_ms, 3_060_000);
}

#[test]
fn a_jump_tells_both_clocks_and_what_was_in_front() {
    let resumed = in_boot(fact(UsageKind::AppResumed, 10_000), "1", 100);
    let jump = |kind| derive(&[resumed.clone(), in_boot(fact(kind, 3_000), "1", 200)], None).jumps;
    let apps = vec![APP.to_owned()];
    let at_change = Jump { left_ms: 10_100_000, entered_ms: 3_000_000, apps: apps.clone() };
    assert_eq!(jump(UsageKind::ClockChanged), [at_change]);
    let seen_later = Jump { left_ms: 10_000_000, entered_ms: 3_000_000, apps };
    assert_eq!(jump(UsageKind::ZoneChanged), [seen_later]);
}

#[test]
fn a_jump_is_seen_across_facts_without_a_boot_and_never_across_boots() {
    let first = in_boot(fact(UsageKind::ScreenOn, 10_000), "1", 100);
    let loose = fact(UsageKind::ZoneChanged, 10_050);
    let moved = fact(UsageKind::Unlocked, 20_000);
    let same_boot = [first.clone(), loose.clone(), in_boot(moved.clone(), "1", 200)];
    assert_eq!(derive(&same_boot, None).jumps.len(), 1);
    assert_eq!(derive(&[first, loose, in_boot(moved, "2", 200)], None).jumps, []);
}

#[test]
fn a_clock_set_back_that_nothing_measures_gives_no_negative_length() {
    // The begin has no monotonic time, so only the wall can tell the length, and the wall was set back.
    let facts = [
        fact(UsageKind::AppResumed, 9_000),
        in_boot(fact(UsageKind::ZoneChanged, 10_000), "1", 100),
        in_boot(fact(UsageKind::AppPaused, 5_000), "1", 200),
    ];
    let timeline = derive(&facts, None);
    assert_eq!(timeline.sessions[0].span, seconds(9_000, 9_000));
    assert_eq!(timeline.sessions[0].quality, Quality::Estimated);
    assert_eq!(timeline.marks[0].code, Some(NoteCode::ClockUnmeasured));
}

#[test]
fn the_first_boot_after_facts_without_one_closes_nothing() {
    let facts = [fact(UsageKind::AppResumed, 10), in_boot(fact(UsageKind::AppPaused, 40), "1", 5)];
    let timeline = derive(&facts, None);
    assert_eq!(timeline.sessions[0].span, seconds(10, 40));
    assert_eq!(timeline.sessions[0].ended_by, EndedBy::Left);
    assert_eq!(timeline.marks, []);
}

#[test]
fn permission_gaps_name_what_they_cut_off() {
    let facts = [
        fact(UsageKind::AppResumed, 10),
        fact(UsageKind::PermissionLost, 20),
        fact(UsageKind::PermissionLost, 25),
        fact(UsageKind::PermissionGranted, 30),
        fact(UsageKind::PermissionLost, 50),
    ];
    let gaps = derive(&facts, None).gaps;
    assert_eq!(gaps[0], PermissionGap { span: seconds(20, 30), cut_off: vec![APP.into()] });
    assert_eq!(gaps[1], PermissionGap { span: Span::new(50_000, i64::MAX), cut_off: vec![] });
}

#[test]
fn a_derivation_may_begin_at_a_restart() {
    let facts = [
        in_boot(fact(UsageKind::AppResumed, 10), "1", 10),
        in_boot(fact(UsageKind::ScreenOff, 20), "1", 20),
        in_boot(fact(UsageKind::AppPaused, 100), "2", 1),
        in_boot(fact(UsageKind::AppResumed, 110), "2", 11),
        in_boot(fact(UsageKind::AppPaused, 150), "2", 51),
    ];
    let (all, late) = (derive(&facts, None), derive(&facts[2..], None));
    assert_eq!(all.sessions[1..], late.sessions);
    assert_eq!(all.marks, late.marks);
    assert_eq!(late.marks[0].code, Some(NoteCode::StartUnseen));
}
