//! A day's screen time with its quality.

use serde::{Deserialize, Serialize};

use super::Moment;

/// The totals of one local day. JSON: every key is always there; minutes are rounded to 3 decimals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayTotals {
    /// The day asked for, in the child's zone.
    pub day: jiff::civil::Date,
    /// IANA name of the child's zone.
    pub zone: String,
    /// Begin of the day.
    pub from: Moment,
    /// Begin of the next day.
    pub to: Moment,
    /// Minutes with at least one app in front.
    pub device_minutes: f64,
    /// Worst mark of the day.
    pub quality: Quality,
    /// Apps with minutes or opens, most minutes first, then by id.
    pub apps: Vec<AppTotal>,
    /// Unlocks.
    pub pickups: u32,
    /// Begin of the first use inside the day.
    pub first_use: Option<Moment>,
    /// End of the last use inside the day.
    pub last_use: Option<Moment>,
    /// Device minutes between 22:00 and 06:00 local.
    pub night_minutes: f64,
    /// Longest stretch of device time, gaps up to 5 s joined.
    pub longest_session_minutes: f64,
    /// Why the day is not exact, in order of time.
    pub notes: Vec<DayNote>,
}

impl DayTotals {
    /// Whether nothing at all is known of the day.
    pub fn is_empty(&self) -> bool {
        self.device_minutes == 0.0 && self.apps.is_empty() && self.pickups == 0 && self.notes.is_empty()
    }
}

/// One app's share of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppTotal {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// Minutes in front (union over its instances).
    pub minutes: f64,
    /// Times it came to the front.
    pub opens: u32,
    /// The app's own worst mark.
    pub quality: Quality,
}

/// How far a total can be trusted; the order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Both ends of all sessions were seen.
    #[default]
    Exact,
    /// The truth is this or more.
    LowerBound,
    /// The clock was moved; the truth is near this.
    Estimated,
}

/// Why a day is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteCode {
    /// The begin of a session was not seen.
    StartUnseen,
    /// The end of a session was not seen.
    EndUnseen,
    /// The device lost power in a session.
    PowerLoss,
    /// The usage permission was missing.
    PermissionGap,
    /// The clock jumped by more than 2 s inside a boot.
    ClockJump,
    /// The clock was changed and no monotonic time tells by how much.
    ClockUnmeasured,
    /// A checkpoint was used.
    Checkpoint,
    /// An impossible checkpoint was dropped.
    CheckpointDropped,
    /// A session was still open at the end of the data.
    StillOpen,
}

/// One reason for doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayNote {
    /// What happened.
    pub code: NoteCode,
    /// The app it concerns, if one.
    pub app: Option<String>,
    /// When.
    pub at: Moment,
}

/// What ended a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// The app's last instance left the front. Picture-in-picture is this too: visible is not in front (rule 3).
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
