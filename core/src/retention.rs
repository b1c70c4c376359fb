//! How long each class of data is kept, and from which day that counts. Pure.
//!
//! The core has no clock, and the device's may be wrong: one fact dated ten years ahead must delete nothing. So
//! retention counts from a day of its own, the [`RetentionDay`], which days with facts pull along
//! (docs/adr/0012-retention-day.md).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::data_file::parse;

/// Milliseconds of a day of this count. Retention counts in days of UTC: no zone can move them.
pub const DAY_MS: i64 = 86_400_000;

/// A day this many days ahead, or nearer, is believed at once; a farther one only together with others.
const STEP_DAYS: i64 = 2;
/// So many days that are far ahead must agree before the first of them moves anything.
const AGREEING: usize = 3;
/// Far days agree if they lie this near to each other, in days.
const NEAR_DAYS: i64 = 7;
/// Most far days that are remembered.
const MOST_FAR: usize = 32;

/// Days that each class of data is kept (`core/data/retention.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptDays {
    /// Usage facts and checkpoints.
    pub observations: u16,
    /// Device statuses.
    pub device_status: u16,
    /// Totals of days.
    pub day_totals: u16,
    /// Contacts and groups since the last contact.
    pub contacts: u16,
    /// Marks of what was counted.
    pub counted: u16,
    /// Alerts.
    pub alerts: u16,
    /// The tamper log.
    pub tamper: u16,
}

/// The shipped figures.
///
/// # Errors
/// [`crate::Error::Internal`] naming the file and the key if it is broken.
pub fn kept_days() -> Result<KeptDays> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        days: KeptDays,
    }
    static SHIPPED: OnceLock<Result<KeptDays>> = OnceLock::new();
    let load = || parse::<File>("retention.toml", include_str!("../data/retention.toml")).map(|file| file.days);
    SHIPPED.get_or_init(load).clone()
}

/// The day of an instant, epoch milliseconds.
pub fn day_of(at_ms: i64) -> i64 {
    at_ms.div_euclid(DAY_MS)
}

/// The day from which retention counts, with the days that speak for another one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionDay {
    /// Days since 1970-01-01; none before the first fact.
    pub day: Option<i64>,
    /// Whether a second day, or a trusted time, has borne out the first.
    borne_out: bool,
    /// Days far ahead that had facts.
    ahead: BTreeSet<i64>,
    /// Days far back that the host's own clock named.
    behind: BTreeSet<i64>,
    /// The day when data was last removed.
    pub swept: Option<i64>,
}

impl RetentionDay {
    /// A day that has facts pulls the retention day along: to itself when it is near, by at most [`STEP_DAYS`] when
    /// it is far and other days agree with it, not at all when it stands alone. A day gone by moves nothing.
    pub fn heard_of(&mut self, day: i64) {
        let Some(now) = self.day else {
            self.day = Some(day);
            return;
        };
        if !self.borne_out {
            // Of the first two days the earlier one is taken: the other may be that of a wrong clock.
            self.borne_out = day != now;
            self.day = Some(now.min(day));
            if self.borne_out {
                self.heard_of(now.max(day));
            }
            return;
        }
        if day <= now.saturating_add(STEP_DAYS) {
            self.day = Some(now.max(day));
        } else if self.ahead.insert(day) {
            let agreeing = self.ahead.range(day.saturating_sub(NEAR_DAYS)..=day.saturating_add(NEAR_DAYS)).count();
            if agreeing >= AGREEING {
                self.day = Some(now.saturating_add(STEP_DAYS));
            }
            while self.ahead.len() > MOST_FAR {
                self.ahead.pop_first();
            }
        }
        self.take_up_near();
    }

    /// Days that were far once and are near now pull, too, so that it makes no difference which came first.
    fn take_up_near(&mut self) {
        while let (Some(now), Some(first)) = (self.day, self.ahead.first().copied())
            && first <= now.saturating_add(STEP_DAYS)
        {
            self.day = Some(now.max(first));
            self.ahead.pop_first();
        }
    }

    /// The host's own clock pulls like a fact. When it is far back on several days that agree, the retention day was
    /// wrong and goes back at once: to keep longer loses nothing.
    pub fn host_says(&mut self, day: i64) {
        self.heard_of(day);
        let Some(now) = self.day else { return };
        if day >= now.saturating_sub(STEP_DAYS) {
            self.behind.clear();
            return;
        }
        self.behind.retain(|behind| behind.abs_diff(day) <= NEAR_DAYS.unsigned_abs());
        self.behind.insert(day);
        if self.behind.len() >= AGREEING {
            self.day = Some(day);
            self.behind.clear();
        }
    }

    /// A trusted time decides.
    pub fn trusted(&mut self, day: i64) {
        self.day = Some(day);
        self.borne_out = true;
        self.ahead.clear();
        self.behind.clear();
    }

    /// The first instant that is still kept when a class is kept `kept` days; epoch milliseconds. Counted from the end
    /// of the retention day, so that nothing is ever older than it may be.
    pub fn horizon(&self, kept: u16) -> i64 {
        self.day.map_or(i64::MIN, |day| day.saturating_add(1).saturating_sub(i64::from(kept)).saturating_mul(DAY_MS))
    }
}

#[cfg(test)]
mod tests;
