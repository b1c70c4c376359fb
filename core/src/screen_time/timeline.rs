//! The records that the state machine of [`sessions`](super::sessions) writes.

use serde::{Deserialize, Serialize};

use super::spans::{Span, total_ms, united};
pub use crate::model::EndedBy;
use crate::model::{NoteCode, Quality};

/// One visit of an app: from its first instance coming to the front to its last one leaving it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// Where it lies on the wall clock.
    pub span: Span,
    /// False when the app only came back within [`RETURN_MS`](super::sessions::RETURN_MS).
    pub opened: bool,
    /// What ended it.
    pub ended_by: EndedBy,
    /// Whether the begin was seen and lies where the clock showed it.
    pub begin_exact: bool,
    /// Whether the end was seen and lies where the clock showed it.
    pub end_exact: bool,
    /// How far its ends can be trusted.
    pub quality: Quality,
}

/// A doubt about one instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The doubtful instant, milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// How bad.
    pub quality: Quality,
    /// The app it concerns; the whole device otherwise.
    pub app: Option<String>,
    /// The note to show; none where another mark of the same instant already tells it.
    pub code: Option<NoteCode>,
}

/// A jump of the wall clock inside a boot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jump {
    /// Last known time of the clock that was left, milliseconds.
    pub left_ms: i64,
    /// First known time of the clock that was entered, milliseconds.
    pub entered_ms: i64,
    /// Apps in front at the jump.
    pub apps: Vec<String>,
}

/// A time without the usage permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionGap {
    /// From the loss to the grant; without a grant, for ever.
    pub span: Span,
    /// Apps in front when the permission was lost: their true end is unknown.
    pub cut_off: Vec<String>,
}

/// All that can be told from the facts, for all days at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Visits of apps, in the order of their ends.
    pub sessions: Vec<Session>,
    /// Unbroken times with at least one app in front.
    pub stretches: Vec<Span>,
    /// Times of `unlocked`, milliseconds.
    pub unlocks: Vec<i64>,
    /// Doubts about one instant.
    pub marks: Vec<Mark>,
    /// Jumps of the wall clock.
    pub jumps: Vec<Jump>,
    /// Times without permission.
    pub gaps: Vec<PermissionGap>,
}

impl Timeline {
    /// Adds what was derived after this.
    pub fn extend(&mut self, later: Self) {
        self.sessions.extend(later.sessions);
        self.stretches.extend(later.stretches);
        self.unlocks.extend(later.unlocks);
        self.marks.extend(later.marks);
        self.jumps.extend(later.jumps);
        self.gaps.extend(later.gaps);
    }

    /// The instants between which all of it lies, both included, milliseconds; none if there is nothing.
    pub fn reach(&self) -> Option<(i64, i64)> {
        let spans = self.sessions.iter().map(|session| session.span);
        let spans = spans.chain(self.stretches.iter().copied()).chain(self.gaps.iter().map(|gap| gap.span));
        let pairs = spans.map(|span| (span.start_ms, span.end_ms));
        let pairs = pairs.chain(self.jumps.iter().map(|jump| in_turn(jump.left_ms, jump.entered_ms)));
        let instants = self.unlocks.iter().copied().chain(self.marks.iter().map(|mark| mark.at_ms));
        let pairs = pairs.chain(instants.map(|at_ms| (at_ms, at_ms)));
        pairs.reduce(|(low, high), (from, to)| (low.min(from), high.max(to)))
    }

    /// Tells whether any of it may lie in a span.
    pub fn touches(&self, span: Span) -> bool {
        self.reach().is_some_and(|(low, high)| high >= span.start_ms && low < span.end_ms)
    }

    /// How long the device was used in a day, milliseconds.
    pub fn used_ms(&self, day: Span) -> i64 {
        self.stretches.iter().map(|stretch| stretch.clipped_to(day).length_ms()).sum()
    }

    /// The instant at which the device had been used for `amount_ms` since the begin of a day, milliseconds; none if
    /// it has not.
    pub fn reached(&self, day: Span, amount_ms: i64) -> Option<i64> {
        let mut left = amount_ms;
        for part in self.stretches.iter().map(|stretch| stretch.clipped_to(day)) {
            if part.length_ms() > 0 && left <= part.length_ms() {
                return Some(part.start_ms + left);
            }
            left -= part.length_ms();
        }
        None
    }

    /// The stretch of use that the last use belongs to: how long it was used, breaks not counted, and its end, both
    /// milliseconds; none without use. Breaks of at least `pause_ms` part stretches.
    pub fn last_stretch(&self, pause_ms: i64) -> Option<(i64, i64)> {
        // Breaks one millisecond shorter than the pause still join.
        let joined = united(self.stretches.clone(), pause_ms.saturating_sub(1));
        let last = *joined.last()?;
        let inside = united(self.stretches.iter().map(|stretch| stretch.clipped_to(last)).collect(), 0);
        Some((total_ms(&inside), last.end_ms))
    }

    /// The timeline as if some apps had never been there.
    #[must_use]
    pub fn without(mut self, left_out: impl Fn(&str) -> bool) -> Self {
        let all = self.sessions.len();
        self.sessions.retain(|session| !left_out(&session.app));
        if self.sessions.len() < all {
            self.stretches = united(self.sessions.iter().map(|session| session.span).collect(), 0);
        }
        self
    }

    /// The parts of the visits of some apps inside a day, united: the time with at least one of them in front.
    pub fn parts_of(&self, day: Span, of: impl Fn(&str) -> bool) -> Vec<Span> {
        let visits = self.sessions.iter().filter(|session| of(&session.app));
        united(visits.map(|session| session.span.clipped_to(day)).collect(), 0)
    }
}

fn in_turn(a: i64, b: i64) -> (i64, i64) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_reached_inside_the_stretch_that_fills_it() {
        let stretches = vec![Span::new(-50, 10), Span::new(20, 30), Span::new(90, 200)];
        let timeline = Timeline { stretches, ..Timeline::default() };
        let day = Span::new(0, 100);
        assert_eq!(timeline.used_ms(day), 30);
        let reached = |ms| timeline.reached(day, ms);
        assert_eq!([5, 10, 11, 20, 30, 31].map(reached), [Some(5), Some(10), Some(21), Some(30), Some(100), None]);
    }

    #[test]
    fn only_a_long_enough_break_parts_two_stretches() {
        let stretches = vec![Span::new(0, 10), Span::new(20, 30), Span::new(39, 50)];
        let timeline = Timeline { stretches, ..Timeline::default() };
        assert_eq!(timeline.last_stretch(9), Some((11, 50)));
        assert_eq!(timeline.last_stretch(10), Some((21, 50)));
        assert_eq!(timeline.last_stretch(11), Some((31, 50)));
        assert_eq!(Timeline::default().last_stretch(10), None);
    }
}
