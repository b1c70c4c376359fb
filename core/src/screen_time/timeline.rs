//! The records that the state machine of [`sessions`](super::sessions) writes.

use super::spans::Span;
use crate::model::{NoteCode, Quality};

/// What ended a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndedBy {
    /// The app's last instance left the front.
    Left,
    /// The screen went off.
    ScreenOff,
    /// The device was locked.
    Locked,
    /// A shutdown, whose time the platform makes up.
    Shutdown,
    /// The device stopped with no shutdown; ended at the last fact before.
    PowerLoss,
    /// The usage permission was lost.
    PermissionLost,
    /// The facts ended.
    EndOfFacts,
}

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
    /// How far its ends can be trusted.
    pub quality: Quality,
}

/// A doubt about one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// Last known time of the clock that was left, milliseconds.
    pub left_ms: i64,
    /// First known time of the clock that was entered, milliseconds.
    pub entered_ms: i64,
    /// Apps in front at the jump.
    pub apps: Vec<String>,
}

/// A time without the usage permission.
#[derive(Debug, Clone, PartialEq, Eq)]
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
