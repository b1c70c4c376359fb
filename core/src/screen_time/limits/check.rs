//! What a case or a set of rules must hold to before it is evaluated.

use jiff::tz::TimeZone;

use crate::model::{LimitsCase, LimitsRules};
use crate::{Error, Result};

/// Checks a case and finds its zone.
pub(super) fn check_case(case: &LimitsCase) -> Result<TimeZone> {
    let zone = TimeZone::get(&case.zone).map_err(|_| Error::invalid("zone", "is not the IANA name of a time zone"))?;
    check_rules(&case.rules)?;
    check_minutes(case.used_minutes, || "used_minutes".to_owned())?;
    Ok(zone)
}

/// Checks rules before they are kept, so that [`evaluate`](super::evaluate) cannot refuse them later.
///
/// # Errors
/// [`Error::InvalidInput`] with the path of the field, from `rules` on: a bedtime with `from` = `to`, minutes below 0
/// or not finite. (The minutes of a lock do nothing, but must be a number of minutes too.)
pub fn check_rules(rules: &LimitsRules) -> Result<()> {
    for (index, bedtime) in rules.bedtimes.iter().enumerate() {
        if bedtime.from == bedtime.to {
            return Err(Error::invalid(format!("rules.bedtimes[{index}].to"), "is the same as `from`"));
        }
    }
    for (index, limit) in rules.daily_limits.iter().enumerate() {
        check_minutes(limit.minutes, || format!("rules.daily_limits[{index}].minutes"))?;
    }
    for (index, by_hand) in rules.overrides.iter().enumerate() {
        check_minutes(by_hand.minutes.unwrap_or(0.0), || format!("rules.overrides[{index}].minutes"))?;
    }
    Ok(())
}

fn check_minutes(minutes: f64, field: impl FnOnce() -> String) -> Result<()> {
    if minutes.is_finite() && minutes >= 0.0 {
        Ok(())
    } else {
        Err(Error::invalid(field(), "is not a number of minutes from 0 on"))
    }
}
