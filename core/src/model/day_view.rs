//! A day's screen time as a parent looks at it, and whole periods.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DayTotals, EndedBy, Moment, Quality};

/// A day's totals with what a picture of the day needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayView {
    /// The totals.
    pub totals: DayTotals,
    /// Minutes of each kind of app, most first, then by name.
    pub categories: Vec<CategoryTotal>,
    /// Device minutes of each hour of the day, from the day's begin on: 23, 24 or 25 entries, or one more where a zone
    /// moves by half an hour.
    pub hours: Vec<HourUse>,
    /// Whether the day was over at the newest time that the store has heard of.
    pub closed: bool,
    /// How often the totals of the closed day have changed since they were first counted.
    pub revision: u32,
    /// The newest time that the store had heard of when they changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Moment>,
}

/// A kind of app's share of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryTotal {
    /// Name of the kind, or a category's opaque token.
    pub category: String,
    /// Minutes with at least one of its apps in front (union), or the larger checkpoint.
    pub minutes: f64,
    /// Worst mark of its apps.
    pub quality: Quality,
}

/// Use in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HourUse {
    /// Begin of the hour.
    pub from: Moment,
    /// Device minutes in it.
    pub minutes: f64,
}

/// One visit of an app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionView {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// Begin.
    pub from: Moment,
    /// End.
    pub to: Moment,
    /// Length in minutes.
    pub minutes: f64,
    /// Whether it counts as an open: false when the app only came back within 5 s.
    pub opened: bool,
    /// What ended it.
    pub ended_by: EndedBy,
    /// Whether the begin was seen and lies where the clock showed it.
    pub begin_exact: bool,
    /// Whether the end was seen and lies where the clock showed it.
    pub end_exact: bool,
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKnowledge {
    /// Over and recorded in full.
    Complete,
    /// Over; a time without permission or before consent is missing.
    Partial,
    /// Not over yet.
    Running,
    /// Not begun yet.
    NotYet,
    /// Nothing was recorded.
    Unknown,
}

/// A day of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodDay {
    /// The day.
    pub day: Date,
    /// What is known of it.
    pub knowledge: DayKnowledge,
    /// Device minutes.
    pub minutes: f64,
    /// Unlocks.
    pub pickups: u32,
    /// Worst mark.
    pub quality: Quality,
}

/// The use of consecutive days: a week, a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsagePeriod {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The days in order.
    pub days: Vec<PeriodDay>,
    /// Device minutes of all days.
    pub total_minutes: f64,
    /// Mean of the days that are over and recorded in full; without such a day, of those recorded in part.
    pub daily_mean_minutes: Option<f64>,
    /// How many days that mean is of.
    pub mean_days: u32,
    /// Device minutes at night.
    pub night_minutes: f64,
    /// Unlocks.
    pub pickups: u32,
    /// Times apps came to the front.
    pub opens: u32,
    /// Apps, most minutes first, then by id.
    pub apps: Vec<super::AppTotal>,
    /// Kinds of app, most minutes first, then by name.
    pub categories: Vec<CategoryTotal>,
    /// Worst mark of the days.
    pub quality: Quality,
    /// Days over and recorded in full.
    pub complete_days: u32,
    /// Days over and recorded in part.
    pub partial_days: u32,
    /// Days of which nothing is known, not counting those that are not over.
    pub unknown_days: u32,
    /// How it compares with the days before it.
    pub before: PeriodComparison,
}

/// How a period compares with the one before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodComparison {
    /// Whether they can be compared.
    pub comparable: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<NotComparable>,
    /// How many of its days were compared.
    pub days: u32,
    /// Daily mean of those days before.
    pub previous_mean_minutes: Option<f64>,
    /// Change of the daily mean; plus is more use.
    pub change_minutes: Option<f64>,
}

/// Why two periods cannot be compared, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotComparable {
    /// Nothing is known of the period before.
    NoPrevious,
    /// They have not as many days.
    DifferentDayCount,
    /// Too many days are not over, or nothing is known of them.
    UnknownDays,
    /// Too many days lack a time without permission or before consent.
    PermissionGap,
    /// Too many days are a lower bound or estimated.
    Quality,
}
