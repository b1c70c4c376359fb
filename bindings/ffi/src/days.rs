//! Days, periods, and how far the clock and the kinds of apps can be relied on.

use std::collections::HashMap;

use jiff::civil::Date;
use lachan_core::model::{AppCategory, ClockTrust, DayView, Language, Moment, SessionView, TamperEntry, UsagePeriod};
use lachan_core::report;

use crate::{Guardian, LaChanError};

#[uniffi::export]
impl Guardian {
    /// A day with its kinds of apps and its hours. Does I/O.
    pub fn day_view(&self, day: Date, as_of: Option<Moment>) -> Result<DayView, LaChanError> {
        Ok(self.0.day_view(day, as_of)?)
    }

    /// The use from a first day to a last, both included, beside the days before them. Does I/O.
    pub fn period(&self, first: Date, last: Date) -> Result<UsagePeriod, LaChanError> {
        Ok(self.0.period(first, last)?)
    }

    /// The visits of apps that touch a day. Does I/O.
    pub fn sessions(&self, day: Date, as_of: Option<Moment>) -> Result<Vec<SessionView>, LaChanError> {
        Ok(self.0.sessions(day, as_of)?)
    }

    /// Removes the usage facts from before a day; the totals stay. Does I/O.
    pub fn forget_usage_before(&self, day: Date) -> Result<(), LaChanError> {
        Ok(self.0.forget_usage_before(day)?)
    }

    /// The tamper log of [from, to), in order of time. Does I/O.
    pub fn tamper_log(&self, from: Moment, to: Moment) -> Result<Vec<TamperEntry>, LaChanError> {
        Ok(self.0.tamper_log(from, to)?)
    }

    /// How far the device's clock can be believed. Does I/O.
    pub fn clock_trust(
        &self,
        now: Moment,
        monotonic_ms: Option<i64>,
        boot: Option<String>,
    ) -> Result<ClockTrust, LaChanError> {
        Ok(self.0.clock_trust(now, monotonic_ms, boot.as_deref())?)
    }

    /// Removes what is past its time and tells how many records went. Does I/O.
    pub fn retain(&self, now: Moment) -> Result<u64, LaChanError> {
        Ok(self.0.retain(now)?)
    }

    /// Sets the kind of an app for this family; none for the shipped one again. Does I/O.
    pub fn set_app_category(&self, app: String, category: Option<AppCategory>) -> Result<(), LaChanError> {
        Ok(self.0.set_app_category(&app, category)?)
    }

    /// The kind of an app: what this family set, else the shipped one. Does I/O.
    pub fn app_category(&self, app: String) -> Result<AppCategory, LaChanError> {
        Ok(self.0.app_category(&app)?)
    }

    /// The kinds of apps that this family set, by app. Does I/O.
    pub fn app_categories(&self) -> Result<HashMap<String, AppCategory>, LaChanError> {
        Ok(self.0.app_categories()?.into_iter().collect())
    }
}

/// Puts an entry of the tamper log into words; `zone` (IANA name) is the child's. Pure.
#[uniffi::export]
pub fn tamper_text(entry: TamperEntry, language: Language, zone: String) -> Result<String, LaChanError> {
    Ok(report::tamper_text(&entry, language, &zone)?)
}
