//! Facts in order → sessions, stretches of device use and marks of doubt: one pure state machine (rules 3 to 10).
//!
//! Everything is forgotten at a `startup` and at a change of boot, so a host with years of facts may derive a week
//! from the last of these before it: what comes out for the week is the same. Only a missing permission outlives
//! them.
//!
//! **Which clock.** A session's length is measured between its own first and last fact. Where it lies on the wall is
//! measured from the first fact of the *stretch* it belongs to (the unbroken time with at least one app in front).
//! So one stretch lies on one clock: when the wall clock is moved in the middle of it, no minute shows up both where
//! the old clock had it and where the new one has it, and an app never exceeds the device.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::observation::Observation;
use super::order::in_order;
use super::spans::Span;
use super::timeline::{EndedBy, Jump, Mark, PermissionGap, Session, Timeline};
use super::uncounted::Uncounted;
use crate::model::{NoteCode, Quality, UsageKind};

/// Coming back within this time, with no other app in between, is no new visit; milliseconds (contract, `opens`).
pub const RETURN_MS: i64 = 5_000;

/// The wall and the monotonic clock of a boot may drift apart by this much between two facts before it is a jump;
/// milliseconds. Android's own threshold (AOSP `UsageStatsService`, `TIME_CHANGE_THRESHOLD_MILLIS`).
pub const JUMP_MS: i64 = 2_000;

/// Derives everything that the facts tell, in one pass; the order and repeats of `facts` make no difference.
///
/// `as_of_ms` lengthens what is still open at the end of the facts when it is later than the last of them.
pub fn timeline(facts: &[Observation], uncounted: &Uncounted, as_of_ms: Option<i64>) -> Timeline {
    let mut machine = Machine::new(uncounted);
    for fact in in_order(facts) {
        machine.advance(fact);
    }
    machine.finish(as_of_ms)
}

/// A fact's place on both clocks.
#[derive(Debug, Clone, Copy)]
struct Reading {
    at_ms: i64,
    /// Number of the boot and milliseconds since its begin.
    monotonic: Option<(u32, i64)>,
}

impl Reading {
    /// Time from here to a later reading: monotonic inside a boot, else by the wall; negative if that was set back.
    fn until(self, later: Self) -> i64 {
        match (self.monotonic, later.monotonic) {
            (Some((boot, from)), Some((same, to))) if boot == same => to.saturating_sub(from),
            _ => later.at_ms.saturating_sub(self.at_ms),
        }
    }
}

/// An app in front.
struct Visit {
    instances: BTreeSet<String>,
    since: Reading,
    start_ms: i64,
    opened: bool,
    quality: Quality,
}

/// The state between two facts.
struct Machine<'u> {
    uncounted: &'u Uncounted,
    out: Timeline,
    boot: Option<String>,
    boot_number: u32,
    previous: Option<Reading>,
    /// The last fact of this boot that has a monotonic time.
    measured: Option<Reading>,
    screen_off: bool,
    /// Apps in front and counted, with the begin of the stretch they make.
    front: BTreeMap<String, Visit>,
    stretch: Option<Reading>,
    /// Instances resumed while the screen was off.
    waiting: BTreeMap<String, BTreeSet<String>>,
    /// Instances resumed since the start of data, `startup` or `permission_granted`.
    seen: HashMap<String, HashSet<String>>,
    /// When each app was last in front, and the two apps that left the front last.
    last_left: HashMap<String, Reading>,
    latest: [Option<String>; 2],
    gap: Option<(i64, Vec<String>)>,
}

impl<'u> Machine<'u> {
    fn new(uncounted: &'u Uncounted) -> Self {
        Self {
            uncounted,
            out: Timeline::default(),
            boot: None,
            boot_number: 0,
            previous: None,
            measured: None,
            screen_off: false,
            front: BTreeMap::new(),
            stretch: None,
            waiting: BTreeMap::new(),
            seen: HashMap::new(),
            last_left: HashMap::new(),
            latest: [None, None],
            gap: None,
        }
    }

    fn advance(&mut self, fact: &Observation) {
        self.notice_boot(fact.boot.as_deref());
        let now = Reading { at_ms: fact.at_ms, monotonic: fact.monotonic_ms.map(|ms| (self.boot_number, ms)) };
        self.notice_jump(fact.kind, now);
        let instance = fact.instance.as_deref().unwrap_or_default();
        let app = fact.app.as_deref().filter(|app| !self.uncounted.contains(app));
        match (fact.kind, app) {
            (UsageKind::AppResumed, Some(app)) => self.resume(app, instance, now),
            (UsageKind::AppPaused, Some(app)) => {
                if !self.leave(app, instance, now) && !self.was_seen(app, instance) {
                    self.mark(now.at_ms, Quality::LowerBound, Some(app), Some(NoteCode::StartUnseen));
                }
            }
            (UsageKind::AppStopped, Some(app)) => {
                self.leave(app, instance, now);
            }
            (UsageKind::AppResumed | UsageKind::AppPaused | UsageKind::AppStopped, None) => {}
            (UsageKind::ScreenOn, _) => self.light_screen(now),
            (UsageKind::ScreenOff, _) => {
                self.close_all(now, EndedBy::ScreenOff);
                self.screen_off = true;
            }
            (UsageKind::Unlocked, _) => {
                self.out.unlocks.push(now.at_ms);
                self.light_screen(now);
            }
            (UsageKind::Locked, _) => self.close_all(now, EndedBy::Locked),
            (UsageKind::Shutdown, _) => self.close_all(now, EndedBy::Shutdown),
            (UsageKind::Startup, _) => self.restart(),
            (UsageKind::ClockChanged, _) => self.notice_unmeasured_change(now),
            (UsageKind::ZoneChanged, _) => {}
            (UsageKind::PermissionLost, _) => self.lose_permission(now),
            (UsageKind::PermissionGranted, _) => self.grant_permission(now),
        }
        self.previous = Some(now);
    }

    /// Ends what is open: at the last fact, or at `as_of_ms` when that is later.
    fn finish(mut self, as_of_ms: Option<i64>) -> Timeline {
        if let Some(last) = self.previous {
            let beyond = as_of_ms.map_or(0, |as_of| as_of.saturating_sub(last.at_ms)).max(0);
            self.close_all_beyond(last, EndedBy::EndOfFacts, beyond);
        }
        self.end_gap(i64::MAX);
        self.out
    }

    // Boots and clocks.

    fn notice_boot(&mut self, boot: Option<&str>) {
        let Some(boot) = boot else { return };
        if self.boot.as_deref() == Some(boot) {
            return;
        }
        if self.boot.is_some() {
            self.restart();
        }
        self.boot = Some(boot.to_owned());
        self.measured = None;
        self.boot_number = self.boot_number.saturating_add(1);
    }

    /// The device began anew: what is still open lost its power at the last fact before, and nothing is known.
    fn restart(&mut self) {
        if let Some(last) = self.previous {
            self.close_all(last, EndedBy::PowerLoss);
        }
        self.screen_off = false;
        self.seen.clear();
    }

    fn notice_jump(&mut self, kind: UsageKind, now: Reading) {
        if now.monotonic.is_none() {
            return;
        }
        let Some(before) = self.measured.replace(now) else { return };
        let expected = before.at_ms.saturating_add(before.until(now));
        if now.at_ms.saturating_sub(expected).saturating_abs() <= JUMP_MS {
            return;
        }
        // A `clock_changed` happens at the jump itself; any other fact only somewhere after it.
        let left_ms = if kind == UsageKind::ClockChanged { expected } else { before.at_ms };
        let apps = self.doubt_lengths();
        self.out.jumps.push(Jump { left_ms, entered_ms: now.at_ms, apps });
    }

    fn notice_unmeasured_change(&mut self, now: Reading) {
        if now.monotonic.is_some() {
            return;
        }
        self.mark(now.at_ms, Quality::Estimated, None, Some(NoteCode::ClockUnmeasured));
        for app in self.doubt_lengths() {
            self.mark(now.at_ms, Quality::Estimated, Some(&app), None);
        }
    }

    /// The clock moved under what is in front; which apps that are.
    fn doubt_lengths(&mut self) -> Vec<String> {
        self.front.values_mut().for_each(|visit| visit.quality = Quality::Estimated);
        self.front.keys().cloned().collect()
    }

    // Screen and permission.

    /// The screen is on, or no longer known to be off: what was resumed meanwhile counts from now.
    fn light_screen(&mut self, now: Reading) {
        self.screen_off = false;
        for (app, instances) in std::mem::take(&mut self.waiting) {
            for instance in instances {
                self.come_to_front(&app, &instance, now);
            }
        }
    }

    fn lose_permission(&mut self, now: Reading) {
        let cut_off: Vec<String> = self.front.keys().cloned().collect();
        self.close_all(now, EndedBy::PermissionLost);
        self.gap.get_or_insert_with(|| (now.at_ms, Vec::new())).1.extend(cut_off);
    }

    fn grant_permission(&mut self, now: Reading) {
        self.end_gap(now.at_ms);
        self.seen.clear();
        self.light_screen(now);
    }

    fn end_gap(&mut self, to_ms: i64) {
        if let Some((from_ms, cut_off)) = self.gap.take() {
            self.out.gaps.push(PermissionGap { span: Span::new(from_ms, to_ms), cut_off });
        }
    }

    // Apps in front.

    fn resume(&mut self, app: &str, instance: &str, now: Reading) {
        insert(&mut self.seen, app, instance);
        if self.screen_off {
            self.waiting.entry(app.to_owned()).or_default().insert(instance.to_owned());
        } else {
            self.come_to_front(app, instance, now);
        }
    }

    fn come_to_front(&mut self, app: &str, instance: &str, now: Reading) {
        if let Some(visit) = self.front.get_mut(app) {
            visit.instances.insert(instance.to_owned());
            return;
        }
        let opened = !self.is_return(app, now);
        let stretch = *self.stretch.get_or_insert(now);
        let start_ms = stretch.at_ms.saturating_add(stretch.until(now).max(0));
        let instances = BTreeSet::from([instance.to_owned()]);
        let visit = Visit { instances, since: now, start_ms, opened, quality: Quality::Exact };
        self.front.insert(app.to_owned(), visit);
    }

    /// Tells whether the app is back within [`RETURN_MS`] and no other app was in front between.
    fn is_return(&self, app: &str, now: Reading) -> bool {
        let Some(left) = self.last_left.get(app).copied() else { return false };
        let away = left.until(now);
        let other_in_front = away > 0 && self.stretch.is_some_and(|begin| begin.until(now) > 0);
        let other_left = self.latest.iter().flatten().find(|other| *other != app);
        let other_left = other_left.and_then(|other| self.last_left.get(other));
        let other_between = other_in_front || other_left.is_some_and(|other| left.until(*other) > 0);
        away <= RETURN_MS && !other_between
    }

    fn was_seen(&self, app: &str, instance: &str) -> bool {
        self.seen.get(app).is_some_and(|instances| instances.contains(instance))
    }

    /// Takes one instance away; false if it was not in front.
    fn leave(&mut self, app: &str, instance: &str, now: Reading) -> bool {
        if let Some(instances) = self.waiting.get_mut(app) {
            let was_waiting = instances.remove(instance);
            if instances.is_empty() {
                self.waiting.remove(app);
            }
            return was_waiting;
        }
        let Some(visit) = self.front.get_mut(app) else { return false };
        let was_in_front = visit.instances.remove(instance);
        if visit.instances.is_empty()
            && let Some(visit) = self.front.remove(app)
        {
            self.close(app.to_owned(), visit, now, EndedBy::Left, 0);
            self.end_stretch(now, 0);
        }
        was_in_front
    }

    fn close_all(&mut self, end: Reading, ended_by: EndedBy) {
        self.close_all_beyond(end, ended_by, 0);
    }

    fn close_all_beyond(&mut self, end: Reading, ended_by: EndedBy, beyond_ms: i64) {
        self.waiting.clear();
        for (app, visit) in std::mem::take(&mut self.front) {
            self.close(app, visit, end, ended_by, beyond_ms);
        }
        self.end_stretch(end, beyond_ms);
    }

    fn end_stretch(&mut self, end: Reading, beyond_ms: i64) {
        if self.front.is_empty()
            && let Some(begin) = self.stretch.take()
        {
            let length = begin.until(end).max(0).saturating_add(beyond_ms);
            self.out.stretches.push(Span::new(begin.at_ms, begin.at_ms.saturating_add(length)));
        }
    }

    fn close(&mut self, app: String, visit: Visit, end: Reading, ended_by: EndedBy, beyond_ms: i64) {
        let measured = visit.since.until(end);
        let end_ms = visit.start_ms.saturating_add(measured.max(0)).saturating_add(beyond_ms);
        let mut quality = visit.quality;
        if measured < 0 {
            quality = Quality::Estimated;
            self.mark(end_ms, quality, Some(&app), Some(NoteCode::ClockUnmeasured));
        }
        let doubt = match ended_by {
            EndedBy::Shutdown => Some(NoteCode::EndUnseen),
            EndedBy::PowerLoss => Some(NoteCode::PowerLoss),
            EndedBy::EndOfFacts => Some(NoteCode::StillOpen),
            EndedBy::Left | EndedBy::ScreenOff | EndedBy::Locked | EndedBy::PermissionLost => None,
        };
        if doubt.is_some() {
            quality = quality.max(Quality::LowerBound);
            // Beyond the facts the mark belongs to the moment asked about, by the clock that the device shows now.
            let at_ms = if beyond_ms > 0 { end.at_ms.saturating_add(beyond_ms) } else { end_ms };
            self.mark(at_ms, Quality::LowerBound, Some(&app), doubt);
        }
        if self.latest.first().is_none_or(|latest| latest.as_deref() != Some(&app)) {
            self.latest.rotate_right(1);
            if let Some(latest) = self.latest.first_mut() {
                *latest = Some(app.clone());
            }
        }
        match self.last_left.get_mut(&app) {
            Some(left) => *left = end,
            None => drop(self.last_left.insert(app.clone(), end)),
        }
        let span = Span::new(visit.start_ms, end_ms);
        self.out.sessions.push(Session { app, span, opened: visit.opened, ended_by, quality });
    }

    fn mark(&mut self, at_ms: i64, quality: Quality, app: Option<&str>, code: Option<NoteCode>) {
        self.out.marks.push(Mark { at_ms, quality, app: app.map(str::to_owned), code });
    }
}

/// Adds an instance of an app, without new text where both are known.
fn insert(seen: &mut HashMap<String, HashSet<String>>, app: &str, instance: &str) {
    if let Some(instances) = seen.get_mut(app) {
        if !instances.contains(instance) {
            instances.insert(instance.to_owned());
        }
    } else {
        seen.insert(app.to_owned(), HashSet::from([instance.to_owned()]));
    }
}

#[cfg(test)]
mod tests {
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
            let session = Session { app: APP.into(), span: seconds(10, end), opened: true, ended_by, quality };
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
}
