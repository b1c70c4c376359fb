//! Facts in order → sessions, stretches of device use and marks of doubt: one pure state machine (rules 3 to 10).
//!
//! What it remembers between two facts is a [`State`] that can be kept: a store of years derives new facts from the
//! last state kept before them (`pieces`), never from all.
//!
//! **Which clock.** A session's length is measured between its own first and last fact. Where it lies on the wall is
//! measured from the first fact of the *stretch* it belongs to (the unbroken time with at least one app in front).
//! So one stretch lies on one clock: when the wall clock is moved in the middle of it, no minute shows up both where
//! the old clock had it and where the new one has it, and an app never exceeds the device.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::observation::Observation;
use super::order::in_order;
use super::spans::Span;
use super::timeline::{EndedBy, Jump, Mark, PermissionGap, Session, Timeline};
use super::uncounted::Uncounted;
use crate::model::{NoteCode, Quality, UsageKind};
use crate::trust::clock::jump_ms;

/// Coming back within this time, with no other app in between, is no new visit; milliseconds (contract, `opens`).
pub const RETURN_MS: i64 = 5_000;

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
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
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
#[derive(Clone, Serialize, Deserialize)]
struct Visit {
    instances: BTreeSet<String>,
    since: Reading,
    start_ms: i64,
    opened: bool,
    quality: Quality,
}

/// What is remembered from one fact to the next. It can be kept (serde) and taken up again later: [`Machine::resumed`].
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct State {
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

impl State {
    /// Tells whether the end of the facts ends anything: [`Machine::finish`] adds nothing otherwise.
    pub fn is_open(&self) -> bool {
        !self.front.is_empty() || self.stretch.is_some() || self.gap.is_some()
    }

    /// Forgets apps that left the front before an instant that lies far back, milliseconds: no return from there is
    /// possible any more.
    pub fn forget_before(&mut self, at_ms: i64) {
        self.last_left.retain(|_, left| left.at_ms >= at_ms);
        let known = &self.last_left;
        self.latest.iter_mut().for_each(|latest| *latest = latest.take().filter(|app| known.contains_key(app)));
    }
}

/// The state machine: facts go in one by one, in their order; a timeline grows.
pub struct Machine<'u> {
    uncounted: &'u Uncounted,
    state: State,
    out: Timeline,
}

impl<'u> Machine<'u> {
    /// Starts at the begin of data.
    pub fn new(uncounted: &'u Uncounted) -> Self {
        Self::resumed(uncounted, State::default())
    }

    /// Goes on from a kept state.
    pub fn resumed(uncounted: &'u Uncounted, state: State) -> Self {
        Self { uncounted, state, out: Timeline::default() }
    }

    /// Hands over what was derived since the start or the last call.
    pub fn take_timeline(&mut self) -> Timeline {
        std::mem::take(&mut self.out)
    }

    /// What is remembered now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes the next fact in order.
    pub fn advance(&mut self, fact: &Observation) {
        self.notice_boot(fact.boot.as_deref());
        let now = Reading { at_ms: fact.at_ms, monotonic: fact.monotonic_ms.map(|ms| (self.state.boot_number, ms)) };
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
                self.state.screen_off = true;
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
        self.state.previous = Some(now);
    }

    /// Ends what is open: at the last fact, or at `as_of_ms` when that is later.
    pub fn finish(mut self, as_of_ms: Option<i64>) -> Timeline {
        if let Some(last) = self.state.previous {
            let beyond = as_of_ms.map_or(0, |as_of| as_of.saturating_sub(last.at_ms)).max(0);
            self.close_all_beyond(last, EndedBy::EndOfFacts, beyond);
        }
        self.end_gap(i64::MAX);
        self.out
    }

    // Boots and clocks.

    fn notice_boot(&mut self, boot: Option<&str>) {
        let Some(boot) = boot else { return };
        if self.state.boot.as_deref() == Some(boot) {
            return;
        }
        if self.state.boot.is_some() {
            self.restart();
        }
        self.state.boot = Some(boot.to_owned());
        self.state.measured = None;
        self.state.boot_number = self.state.boot_number.saturating_add(1);
    }

    /// The device began anew: what is still open lost its power at the last fact before, and nothing is known.
    fn restart(&mut self) {
        if let Some(last) = self.state.previous {
            self.close_all(last, EndedBy::PowerLoss);
        }
        self.state.screen_off = false;
        self.state.seen.clear();
    }

    fn notice_jump(&mut self, kind: UsageKind, now: Reading) {
        if now.monotonic.is_none() {
            return;
        }
        let Some(before) = self.state.measured.replace(now) else { return };
        let elapsed_ms = before.until(now);
        if jump_ms(now.at_ms.saturating_sub(before.at_ms), elapsed_ms).is_none() {
            return;
        }
        let expected = before.at_ms.saturating_add(elapsed_ms);
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
        self.state.front.values_mut().for_each(|visit| visit.quality = Quality::Estimated);
        self.state.front.keys().cloned().collect()
    }

    // Screen and permission.

    /// The screen is on, or no longer known to be off: what was resumed meanwhile counts from now.
    fn light_screen(&mut self, now: Reading) {
        self.state.screen_off = false;
        for (app, instances) in std::mem::take(&mut self.state.waiting) {
            for instance in instances {
                self.come_to_front(&app, &instance, now);
            }
        }
    }

    fn lose_permission(&mut self, now: Reading) {
        let cut_off: Vec<String> = self.state.front.keys().cloned().collect();
        self.close_all(now, EndedBy::PermissionLost);
        self.state.gap.get_or_insert_with(|| (now.at_ms, Vec::new())).1.extend(cut_off);
    }

    fn grant_permission(&mut self, now: Reading) {
        self.end_gap(now.at_ms);
        self.state.seen.clear();
        self.light_screen(now);
    }

    fn end_gap(&mut self, to_ms: i64) {
        if let Some((from_ms, cut_off)) = self.state.gap.take() {
            self.out.gaps.push(PermissionGap { span: Span::new(from_ms, to_ms), cut_off });
        }
    }

    // Apps in front.

    fn resume(&mut self, app: &str, instance: &str, now: Reading) {
        insert(&mut self.state.seen, app, instance);
        if self.state.screen_off {
            self.state.waiting.entry(app.to_owned()).or_default().insert(instance.to_owned());
        } else {
            self.come_to_front(app, instance, now);
        }
    }

    fn come_to_front(&mut self, app: &str, instance: &str, now: Reading) {
        if let Some(visit) = self.state.front.get_mut(app) {
            visit.instances.insert(instance.to_owned());
            return;
        }
        let opened = !self.is_return(app, now);
        let stretch = *self.state.stretch.get_or_insert(now);
        let start_ms = stretch.at_ms.saturating_add(stretch.until(now).max(0));
        let instances = BTreeSet::from([instance.to_owned()]);
        let visit = Visit { instances, since: now, start_ms, opened, quality: Quality::Exact };
        self.state.front.insert(app.to_owned(), visit);
    }

    /// Tells whether the app is back within [`RETURN_MS`] and no other app was in front between.
    fn is_return(&self, app: &str, now: Reading) -> bool {
        let Some(left) = self.state.last_left.get(app).copied() else { return false };
        let away = left.until(now);
        let other_in_front = away > 0 && self.state.stretch.is_some_and(|begin| begin.until(now) > 0);
        let other_left = self.state.latest.iter().flatten().find(|other| *other != app);
        let other_left = other_left.and_then(|other| self.state.last_left.get(other));
        let other_between = other_in_front || other_left.is_some_and(|other| left.until(*other) > 0);
        away <= RETURN_MS && !other_between
    }

    fn was_seen(&self, app: &str, instance: &str) -> bool {
        self.state.seen.get(app).is_some_and(|instances| instances.contains(instance))
    }

    /// Takes one instance away; false if it was not in front.
    fn leave(&mut self, app: &str, instance: &str, now: Reading) -> bool {
        if let Some(instances) = self.state.waiting.get_mut(app) {
            let was_waiting = instances.remove(instance);
            if instances.is_empty() {
                self.state.waiting.remove(app);
            }
            return was_waiting;
        }
        let Some(visit) = self.state.front.get_mut(app) else { return false };
        let was_in_front = visit.instances.remove(instance);
        if visit.instances.is_empty()
            && let Some(visit) = self.state.front.remove(app)
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
        self.state.waiting.clear();
        for (app, visit) in std::mem::take(&mut self.state.front) {
            self.close(app, visit, end, ended_by, beyond_ms);
        }
        self.end_stretch(end, beyond_ms);
    }

    fn end_stretch(&mut self, end: Reading, beyond_ms: i64) {
        if self.state.front.is_empty()
            && let Some(begin) = self.state.stretch.take()
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
        if self.state.latest.first().is_none_or(|latest| latest.as_deref() != Some(&app)) {
            self.state.latest.rotate_right(1);
            if let Some(latest) = self.state.latest.first_mut() {
                *latest = Some(app.clone());
            }
        }
        match self.state.last_left.get_mut(&app) {
            Some(left) => *left = end,
            None => drop(self.state.last_left.insert(app.clone(), end)),
        }
        let near = |placed_ms: i64, seen: Reading| jump_ms(placed_ms, seen.at_ms).is_none();
        let end_seen = matches!(ended_by, EndedBy::Left | EndedBy::ScreenOff | EndedBy::Locked);
        self.out.sessions.push(Session {
            app,
            span: Span::new(visit.start_ms, end_ms),
            opened: visit.opened,
            ended_by,
            begin_exact: near(visit.start_ms, visit.since),
            end_exact: end_seen && quality == Quality::Exact && near(end_ms, end),
            quality,
        });
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
mod tests;
