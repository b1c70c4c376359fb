//! STUB
mod week;
use crate::error::Result;
use crate::model::{Alert, Consent, ContactRisk, DayTotals, Language, LimitsRules, Moment, Profile};
use serde::{Deserialize, Serialize};
pub use week::IsoWeek;
/// For whom a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The parent or guardian.
    Parent,
    /// The child.
    Child,
}
/// The forms in which a report can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Format {
    Html,
    Json,
    Csv,
    Text,
}
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Input {
    pub profile: Profile,
    pub audience: Audience,
    pub language: Language,
    pub week: IsoWeek,
    pub generated_at: Moment,
    pub days: Vec<DayTotals>,
    pub previous_days: Vec<DayTotals>,
    pub contacts: Vec<ContactRisk>,
    pub alerts: Vec<Alert>,
    pub rules: Option<LimitsRules>,
    pub consent: Option<Consent>,
}
#[allow(missing_docs)]
pub struct Report;
#[allow(missing_docs)]
pub fn build(_: &Input) -> Result<Report> {
    Ok(Report)
}
#[allow(missing_docs)]
pub fn render(_: &Report, _: Format) -> Result<String> {
    Ok(String::new())
}
