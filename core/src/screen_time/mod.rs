//! STUB
#![allow(missing_docs, unused)]
use crate::Result;
use crate::model::*;
pub mod limits {
    use super::*;
    pub fn evaluate(case: &LimitsCase) -> Result<LimitsState> {
        Ok(LimitsState {
            locked: false,
            policy: Policy::None,
            remaining_minutes: None,
            limit_started_at: None,
            next_change: None,
            unlocks_at: None,
            reasons: vec![],
        })
    }
}
pub fn day_totals(
    _: &[Usage],
    _: &[Checkpoint],
    day: jiff::civil::Date,
    profile: &Profile,
    _: Option<Moment>,
) -> Result<DayTotals> {
    let m = Moment { epoch_ms: 0, offset_seconds: 0 };
    Ok(DayTotals {
        day,
        zone: profile.zone.clone(),
        from: m,
        to: m,
        device_minutes: 0.0,
        quality: Quality::Exact,
        apps: vec![],
        pickups: 0,
        first_use: None,
        last_use: None,
        night_minutes: 0.0,
        longest_session_minutes: 0.0,
        notes: vec![],
    })
}
impl LimitsRules {
    pub fn validate(&self, _: &str) -> Result<()> {
        Ok(())
    }
}
pub fn day_of(_: Moment, _: &Profile) -> Result<jiff::civil::Date> {
    Ok(jiff::civil::date(2026, 1, 1))
}
