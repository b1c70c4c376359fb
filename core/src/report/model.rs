//! The report as plain data. JSON field names are a public contract; every key is always there.

mod contacts;

pub use contacts::{AlertMark, Confidence, ContactDay, ContactEntry, ContactsPart, Movement, Reason};

use jiff::civil::Date;
use serde::Serialize;

use super::{Audience, IsoWeek, PeriodKind};
use crate::model::{HourUse, Language, LocalTime, Moment, NoteCode, Quality, Weekday};

/// A report of a day, a week or a month. Holds words for people next to the codes and numbers they come from; never message text.
#[derive(Clone, Serialize)]
pub struct Report {
    /// Name and version of this shape: `lachan.report/1`.
    pub schema: &'static str,
    /// For whom.
    pub audience: Audience,
    /// In which language.
    pub language: Language,
    /// Name of the child as the parent typed it, cleaned of control characters.
    pub child: String,
    /// Which days.
    pub period: Period,
    /// The period in one sentence.
    pub summary: String,
    /// How far the numbers can be trusted.
    pub quality: QualityPart,
    /// Minutes of the days that were recorded.
    pub total_minutes: f64,
    /// Mean of the days that are over and recorded; none without such a day.
    pub daily_mean_minutes: Option<f64>,
    /// How far that mean can be trusted.
    pub daily_mean_quality: Quality,
    /// Days in that mean.
    pub mean_days: u32,
    /// The period against the one before.
    pub comparison: Comparison,
    /// Times an app was opened.
    pub opens: u32,
    /// Unlocks.
    pub pickups: u32,
    /// Minutes between 22:00 and 06:00 local.
    pub night_minutes: f64,
    /// Days with at least one minute in those hours.
    pub nights_with_use: u32,
    /// Longest stretch of use.
    pub longest_session: Option<LongestSession>,
    /// Its days in their order.
    pub days: Vec<DayUsage>,
    /// Use hour by hour, from the begin of the day on; only in the report of a day.
    pub hours: Vec<HourUse>,
    /// Apps of the period, most minutes first.
    pub apps: Vec<AppUse>,
    /// Kinds of apps, most minutes first.
    pub kinds: Vec<KindUse>,
    /// Rules and how they were kept.
    pub rules: RulesPart,
    /// Contacts that a parent should know of; empty for a child.
    pub contacts: ContactsPart,
    /// What went well.
    pub went_well: Vec<String>,
    /// Sentences to open a talk with; empty for a child.
    pub openers: Vec<String>,
    /// What to do and whom to call.
    pub help: Help,
    /// What the report leaves out and how to delete.
    pub privacy: PrivacyPart,
    /// Only for a child: what is collected and who sees it.
    pub child_part: Option<ChildPart>,
    /// How the child's age lowers what a parent sees; left out at full detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<AgePart>,
}

/// How the child's age lowers what a parent sees.
#[derive(Clone, Serialize)]
pub struct AgePart {
    /// Id of the age profile, or `ended`.
    pub profile: String,
    /// In words.
    pub text: String,
}

/// Prints no personal data (requirement 13).
impl std::fmt::Debug for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Report")
            .field("schema", &self.schema)
            .field("audience", &self.audience)
            .field("first_day", &self.period.first_day)
            .finish_non_exhaustive()
    }
}

/// Which days a report covers.
#[derive(Clone, Serialize)]
pub struct Period {
    /// Which kind of report.
    pub kind: PeriodKind,
    /// The ISO week of a weekly report.
    pub week: Option<IsoWeek>,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// IANA name of the child's zone; all times are shown in it.
    pub zone: String,
    /// Local time at which the child's day begins.
    pub day_start: LocalTime,
    /// When the report was made.
    pub generated_at: Moment,
    /// Whether it was still running then.
    pub running: bool,
}

/// How far the numbers can be trusted.
#[derive(Clone, Serialize)]
pub struct QualityPart {
    /// Worst mark of the recorded days.
    pub mark: Quality,
    /// Days that are over, recorded in full and exactly.
    pub complete_days: u32,
    /// Days that are over, with a gap or a doubtful figure.
    pub partial_days: u32,
    /// Days without data, or not over yet.
    pub missing_days: u32,
    /// The same as one line of words.
    pub text: String,
    /// Why, day by day; each reason once a day.
    pub notes: Vec<QualityNote>,
}

/// One reason for doubt.
#[derive(Clone, Serialize)]
pub struct QualityNote {
    /// The day.
    pub day: Date,
    /// What happened.
    pub code: NoteCode,
    /// In words.
    pub text: String,
}

/// The period against the one before: of a day the same weekday a week before.
#[derive(Clone, Serialize)]
pub struct Comparison {
    /// Whether both can be compared: enough days recorded in full and exactly in both.
    /// A week needs the same five weekdays, a month twenty days, a day itself.
    pub comparable: bool,
    /// Days of this period that were compared.
    pub days: u32,
    /// Change of their daily mean, minutes, positive = more.
    pub change_minutes: Option<f64>,
    /// Daily mean of the period before, minutes.
    pub previous_mean_minutes: Option<f64>,
    /// In words; without a comparison it says why.
    pub text: String,
}

/// The longest stretch of use.
#[derive(Clone, Serialize)]
pub struct LongestSession {
    /// How long.
    pub minutes: f64,
    /// On which day.
    pub day: Date,
    /// Mark of that day.
    pub quality: Quality,
}

/// How much of a day was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// Over and recorded in full.
    Complete,
    /// Over, with a gap: the permission was missing or consent came during the day.
    Partial,
    /// Not over when the report was made.
    Running,
    /// Had not begun.
    NotYet,
    /// No data: before consent, or no totals given.
    NotRecorded,
}

/// One day.
#[derive(Clone, Serialize)]
pub struct DayUsage {
    /// The date.
    pub day: Date,
    /// How much of it was recorded.
    pub state: DayState,
    /// Begin; none when not recorded.
    pub from: Option<Moment>,
    /// End; none when not recorded.
    pub to: Option<Moment>,
    /// Minutes of use.
    pub minutes: f64,
    /// Minutes between 22:00 and 06:00 local, part of `minutes`.
    pub night_minutes: f64,
    /// Worst mark.
    pub quality: Quality,
    /// Times an app was opened.
    pub opens: u32,
    /// Unlocks.
    pub pickups: u32,
    /// Longest stretch.
    pub longest_session_minutes: f64,
    /// Begin of the first use.
    pub first_use: Option<Moment>,
    /// End of the last use.
    pub last_use: Option<Moment>,
    /// Its daily limit, if one stood.
    pub limit: Option<LimitDay>,
    /// Bedtimes inside the day, joined where they touch.
    pub bedtimes: Vec<Window>,
    /// Whether they were kept; none without one or before the day is over.
    pub bedtime_outcome: Option<Outcome>,
    /// Apps of the day, most minutes first.
    pub apps: Vec<DayAppUse>,
}

/// A daily limit on one day.
#[derive(Clone, Serialize)]
pub struct LimitDay {
    /// Minutes allowed.
    pub minutes: f64,
    /// Whether it was kept; none before the day is over.
    pub outcome: Option<Outcome>,
}

/// How a rule went on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Kept.
    Kept,
    /// Kept as far as was seen: the day's total is not exact.
    KeptAsSeen,
    /// Exceeded.
    Exceeded,
    /// Exceeded, on a day with extra time given by a parent.
    ExceededWithExtra,
    /// Cannot be told: the rule was edited later or the day was not recorded in full.
    Unknown,
}

/// A stretch of time.
#[derive(Clone, Serialize)]
pub struct Window {
    /// Begin.
    pub from: Moment,
    /// End.
    pub to: Moment,
}

/// An app on one day.
#[derive(Clone, Serialize)]
pub struct DayAppUse {
    /// Package or bundle id or token.
    pub app: String,
    /// Name for people.
    pub name: String,
    /// Kind of app.
    pub kind: String,
    /// Minutes.
    pub minutes: f64,
    /// Times opened.
    pub opens: u32,
    /// Its own mark.
    pub quality: Quality,
}

/// An app in the period.
#[derive(Clone, Serialize)]
pub struct AppUse {
    /// Package or bundle id or token.
    pub app: String,
    /// Name for people.
    pub name: String,
    /// Kind of app.
    pub kind: String,
    /// Minutes.
    pub minutes: f64,
    /// Share of the minutes of all apps, 0 to 1.
    pub share: f64,
    /// Times opened.
    pub opens: u32,
    /// Worst mark.
    pub quality: Quality,
}

/// A kind of apps in the period.
#[derive(Clone, Serialize)]
pub struct KindUse {
    /// Its id, such as `games`.
    pub kind: String,
    /// Name for people.
    pub name: String,
    /// Minutes.
    pub minutes: f64,
    /// Share of the minutes of all apps, 0 to 1.
    pub share: f64,
}

/// Rules and how they were kept.
#[derive(Clone, Serialize)]
pub struct RulesPart {
    /// The rules in words, like days put together.
    pub lines: Vec<RuleLine>,
    /// Days with a limit that was kept (as far as was seen).
    pub limit_kept_days: u32,
    /// Days with a limit that was exceeded.
    pub limit_exceeded_days: u32,
    /// Days on which the bedtime was kept (as far as was seen).
    pub bedtime_kept_days: u32,
    /// Days with use inside the bedtime.
    pub bedtime_exceeded_days: u32,
    /// Extra time.
    pub extra_time: ExtraTime,
    /// How the rules went, in words.
    pub text: String,
    /// What makes the figures approximate, if anything does.
    pub note: Option<String>,
}

/// One rule in words.
#[derive(Clone, Serialize)]
pub struct RuleLine {
    /// `bedtime` or `daily_limit`.
    pub rule: &'static str,
    /// The weekdays on which it begins.
    pub days: Vec<Weekday>,
    /// In words.
    pub text: String,
}

/// Extra time in the period.
#[derive(Clone, Serialize)]
pub struct ExtraTime {
    /// What the parent gave: unlocks, and entries of the ledger.
    pub granted: Vec<Grant>,
    /// Minutes of those with a length.
    pub granted_minutes: f64,
    /// Times the child asked; none if the host keeps no ledger.
    pub asked: Option<u32>,
    /// Minutes earned by tasks; none if the host keeps no ledger.
    pub earned_minutes: Option<f64>,
}

/// One unlock.
#[derive(Clone, Serialize)]
pub struct Grant {
    /// When it was made.
    pub at: Moment,
    /// How long, minutes; none = until the rule's own end.
    pub minutes: Option<f64>,
}

/// What to do and whom to call.
#[derive(Clone, Serialize)]
pub struct Help {
    /// Steps for any worry, in order.
    pub steps: Vec<String>,
    /// Where help is found.
    pub channels: Vec<HelpChannel>,
}

/// One place that helps.
#[derive(Clone, Serialize)]
pub struct HelpChannel {
    /// Id in `hotlines.toml`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: String,
    /// Number to call.
    pub number: Option<String>,
    /// Site, without a scheme.
    pub site: Option<String>,
    /// Where the entry comes from.
    pub source: String,
    /// When the entry was written.
    pub recorded: String,
}

/// What the report leaves out and how to delete.
#[derive(Clone, Serialize)]
pub struct PrivacyPart {
    /// What the report does not contain.
    pub not_contained: Vec<String>,
    /// How to delete.
    pub delete: Vec<String>,
    /// The consent that stands.
    pub consent: Option<ConsentLine>,
}

/// The consent in short.
#[derive(Clone, Serialize)]
pub struct ConsentLine {
    /// When it was given.
    pub given_at: Moment,
    /// Whether the child agreed.
    pub child_agreed: bool,
    /// Version of the consent text.
    pub version: String,
    /// In words.
    pub text: String,
}

/// Only for a child.
#[derive(Clone, Serialize)]
pub struct ChildPart {
    /// What is collected.
    pub collected: Vec<String>,
    /// What is never collected.
    pub never: Vec<String>,
    /// What parents see.
    pub parents_see: Vec<String>,
    /// What parents looked at in the week, before this report was made.
    pub parents_looked: Vec<String>,
    /// What the child may do.
    pub rights: Vec<String>,
}
