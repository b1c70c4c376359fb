//! Reports: from totals and contact risk to a plain [`Report`], and from it to HTML, JSON, CSV or text.
//!
//! Everything here is pure. The words live in `core/data` (strings, guidance, hotlines, app names); a report of
//! the same input has the same bytes, so that it can be hashed.

mod alert;
mod build;
mod csv;
mod data;
mod format;
mod html;
mod json;
mod model;
mod period;
mod strings;
mod tamper;
mod text;
mod view;
mod week;

#[cfg(test)]
mod tests;

pub use alert::{AlertText, alert_text};
pub use build::build;
pub use html::incident_page;
pub use model::{
    AgePart, AlertMark, AppUse, ChildPart, Comparison, Confidence, ConsentLine, ContactDay, ContactEntry, ContactsPart,
    DayAppUse, DayState, DayUsage, ExtraTime, Grant, Help, HelpChannel, KindUse, LimitDay, LongestSession, Movement,
    Outcome, Period, PrivacyPart, QualityNote, QualityPart, Reason, Report, RuleLine, RulesPart, Window,
};
pub use period::{Month, PeriodKind, ReportPeriod};
pub use tamper::tamper_text;
pub use week::IsoWeek;

use crate::error::Result;
use crate::model::{Alert, Consent, ContactRisk, DayTotals, HourUse, Language, LimitsRules, Moment, Profile};
use serde::{Deserialize, Serialize};

/// Kind of an app by the shipped list, `other` if it is not there.
pub(crate) fn app_kind(app: &str) -> Result<&'static str> {
    // Kinds are the same in every language.
    Ok(data::data(Language::Vi)?.app_kind(app))
}

/// For whom a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The parent or guardian.
    Parent,
    /// The child itself: what is collected, which rules hold, what parents see. Never holds contacts.
    Child,
}

/// The forms in which a report can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One self-contained page: no script, no loads.
    Html,
    /// The report's records.
    Json,
    /// Usage rows as in RFC 4180.
    Csv,
    /// Plain text.
    Text,
}

/// All that a report is made of. Holds no clock: `generated_at` comes in.
#[derive(Clone)]
pub struct Input {
    /// The child.
    pub profile: Profile,
    /// For whom.
    pub audience: Audience,
    /// In which language.
    pub language: Language,
    /// Which days.
    pub period: ReportPeriod,
    /// When the report is made.
    pub generated_at: Moment,
    /// Totals of the period's days; days that are missing count as not recorded.
    pub days: Vec<DayTotals>,
    /// Totals of the days of the period it is compared with; empty if there is no data.
    pub previous_days: Vec<DayTotals>,
    /// Use hour by hour; only for the report of a day, else empty.
    pub hours: Vec<HourUse>,
    /// Contacts as they stand; those at level `none` are only counted.
    pub contacts: Vec<ContactRisk>,
    /// Alerts of the period.
    pub alerts: Vec<Alert>,
    /// The rules that stand, if any were set.
    pub rules: Option<LimitsRules>,
    /// The ledger of extra time, from the day before the period on.
    pub ledger: Vec<crate::model::Grant>,
    /// The consent that stands, if one is recorded.
    pub consent: Option<Consent>,
    /// What parents looked at in the week, before the report was made.
    pub views: Vec<crate::access::Entry>,
}

/// Writes the report in the given form. Pure, no I/O.
///
/// Errors: [`Error::Internal`](crate::Error::Internal) if the data files that ship with the SDK are broken.
pub fn render(report: &Report, format: Format) -> Result<String> {
    match format {
        Format::Html => html::render(report),
        Format::Json => json::render(report),
        Format::Csv => csv::render(report),
        Format::Text => text::render(report),
    }
}
