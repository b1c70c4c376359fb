//! Functions that need no store: the public JSON form of records, and limits.

use lachan_core::model::{
    Alert, Assessment, ContactRisk, DayTotals, Event, Language, LimitsCase, LimitsState, from_json, to_json,
};
use lachan_core::report::{self, AlertText};
use lachan_core::{incident, screen_time};

use crate::LaChanError;

/// Reads one line of an events file and checks it.
#[uniffi::export]
pub fn event_from_json(line: String) -> Result<Event, LaChanError> {
    Ok(Event::from_json(&line)?)
}

/// The line of a decisions file.
#[uniffi::export]
pub fn assessment_to_json(assessment: Assessment) -> Result<String, LaChanError> {
    Ok(assessment.to_line()?)
}

/// The JSON form of a day's totals.
#[uniffi::export]
pub fn day_totals_to_json(totals: DayTotals) -> Result<String, LaChanError> {
    Ok(to_json(&totals)?)
}

/// The JSON form of a contact as it stands.
#[uniffi::export]
pub fn contact_risk_to_json(contact: ContactRisk) -> Result<String, LaChanError> {
    Ok(to_json(&contact)?)
}

/// Reads one limits case.
#[uniffi::export]
pub fn limits_case_from_json(line: String) -> Result<LimitsCase, LaChanError> {
    Ok(from_json(&line)?)
}

/// The JSON form of a limits state.
#[uniffi::export]
pub fn limits_state_to_json(state: LimitsState) -> Result<String, LaChanError> {
    Ok(to_json(&state)?)
}

/// Answers a limits case: locked or not, why, until when, what next. Pure.
// No parameter is called `case`: UniFFI copies the name into the C header, and C and Swift keep the word to themselves.
#[uniffi::export]
pub fn evaluate_limits(question: LimitsCase) -> Result<LimitsState, LaChanError> {
    Ok(screen_time::limits::evaluate(&question)?)
}

/// Puts an alert into words for a notification; `zone` (IANA name) chooses the country's hotlines. Pure.
#[uniffi::export]
pub fn alert_text(alert: Alert, language: Language, zone: String) -> Result<AlertText, LaChanError> {
    Ok(report::alert_text(&alert, language, &zone)?)
}

/// Checks an exported incident record and returns how many links hold.
#[uniffi::export]
pub fn verify_incident(json: String) -> Result<u64, LaChanError> {
    Ok(incident::verify_json(&json)?)
}
