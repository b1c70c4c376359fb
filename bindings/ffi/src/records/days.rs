//! Days and periods of screen time.

use jiff::civil::Date;
use lachan_core::model::*;

#[uniffi::remote(Record)]
pub struct DayTotals {
    pub day: Date,
    pub zone: String,
    pub from: Moment,
    pub to: Moment,
    pub device_minutes: f64,
    pub quality: Quality,
    pub apps: Vec<AppTotal>,
    pub pickups: u32,
    pub first_use: Option<Moment>,
    pub last_use: Option<Moment>,
    pub night_minutes: f64,
    pub longest_session_minutes: f64,
    pub notes: Vec<DayNote>,
}

#[uniffi::remote(Record)]
pub struct AppTotal {
    pub app: String,
    pub minutes: f64,
    pub opens: u32,
    pub quality: Quality,
}

#[uniffi::remote(Enum)]
pub enum Quality {
    Exact,
    LowerBound,
    Estimated,
}

#[uniffi::remote(Enum)]
pub enum NoteCode {
    StartUnseen,
    EndUnseen,
    PowerLoss,
    PermissionGap,
    ClockJump,
    ClockUnmeasured,
    Checkpoint,
    CheckpointDropped,
    StillOpen,
}

#[uniffi::remote(Record)]
pub struct DayNote {
    pub code: NoteCode,
    pub app: Option<String>,
    pub at: Moment,
}

#[uniffi::remote(Record)]
pub struct DayView {
    pub totals: DayTotals,
    pub categories: Vec<CategoryTotal>,
    pub hours: Vec<HourUse>,
    pub closed: bool,
    pub revision: u32,
    pub changed_at: Option<Moment>,
}

#[uniffi::remote(Record)]
pub struct CategoryTotal {
    pub category: String,
    pub minutes: f64,
    pub quality: Quality,
}

#[uniffi::remote(Record)]
pub struct HourUse {
    pub from: Moment,
    pub minutes: f64,
}

#[uniffi::remote(Record)]
pub struct SessionView {
    pub app: String,
    pub from: Moment,
    pub to: Moment,
    pub minutes: f64,
    pub opened: bool,
    pub ended_by: EndedBy,
    pub begin_exact: bool,
    pub end_exact: bool,
}

#[uniffi::remote(Enum)]
pub enum EndedBy {
    Left,
    ScreenOff,
    Locked,
    Shutdown,
    PowerLoss,
    PermissionLost,
    EndOfFacts,
}

#[uniffi::remote(Record)]
pub struct UsagePeriod {
    pub first: Date,
    pub last: Date,
    pub days: Vec<PeriodDay>,
    pub total_minutes: f64,
    pub daily_mean_minutes: Option<f64>,
    pub mean_days: u32,
    pub night_minutes: f64,
    pub pickups: u32,
    pub opens: u32,
    pub apps: Vec<AppTotal>,
    pub categories: Vec<CategoryTotal>,
    pub quality: Quality,
    pub complete_days: u32,
    pub partial_days: u32,
    pub unknown_days: u32,
    pub before: PeriodComparison,
}

#[uniffi::remote(Record)]
pub struct PeriodDay {
    pub day: Date,
    pub knowledge: DayKnowledge,
    pub minutes: f64,
    pub pickups: u32,
    pub quality: Quality,
}

#[uniffi::remote(Enum)]
pub enum DayKnowledge {
    Complete,
    Partial,
    Running,
    NotYet,
    Unknown,
}

#[uniffi::remote(Record)]
pub struct PeriodComparison {
    pub comparable: bool,
    pub reason: Option<NotComparable>,
    pub days: u32,
    pub previous_mean_minutes: Option<f64>,
    pub change_minutes: Option<f64>,
}

#[uniffi::remote(Enum)]
pub enum NotComparable {
    NoPrevious,
    DifferentDayCount,
    UnknownDays,
    PermissionGap,
    Quality,
}
