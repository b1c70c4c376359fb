//! The whole question to the limits engine, with apps, grants, stretches and the clock, and its answer.

use serde::{Deserialize, Serialize};

use super::limits::{check_minutes, check_name};
use super::{Balance, Grant, Language, LimitsRules, LimitsState, Moment, NextChange, Policy};
use crate::{Error, Result};

/// One question to the whole limits engine. The first five fields are those of [`LimitsCase`](super::LimitsCase).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanCase {
    /// IANA name of the child's zone.
    pub zone: String,
    /// The instant asked about.
    pub now: Moment,
    /// The rules that stand.
    #[serde(deserialize_with = "super::parse::object")]
    pub rules: LimitsRules,
    /// Use of the limit day that holds `now`, minutes, without the apps that are always allowed.
    #[serde(default)]
    pub used_minutes: f64,
    /// Since when the limit, with the extra time of the day, has been used up, if the host knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_up_at: Option<Moment>,
    /// The apps asked about, each once, and at least all used ones of a kind that has a limit.
    #[serde(default)]
    pub apps: Vec<AppUse>,
    /// Use of kinds of apps where the host knows it; else it is the sum over `apps`, which counts a split screen twice.
    #[serde(default)]
    pub categories: Vec<CategoryUse>,
    /// Use since the last break that was long enough for a pause, minutes.
    #[serde(default)]
    pub stretch_minutes: f64,
    /// The end of the last use; `now` if missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_use_at: Option<Moment>,
    /// The ledger of extra time, of the day, the day before and all days to come.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// Whether the device's clock cannot be trusted.
    #[serde(default)]
    pub clock_doubtful: bool,
    /// Language of the sentences.
    #[serde(default)]
    pub language: Language,
}

/// How long one app was used in the limit day, and what kind of app it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppUse {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// Use of the limit day, minutes.
    #[serde(default)]
    pub minutes: f64,
    /// Its kind, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// How long one kind of apps was used in the limit day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryUse {
    /// The kind.
    pub category: String,
    /// Use of the limit day, minutes: the time with at least one app of the kind in front.
    pub minutes: f64,
}

impl PlanCase {
    /// Checks the numbers and names of a case, its rules and its grants.
    ///
    /// # Errors
    /// As [`LimitsRules::validate`] and [`Grant::validate`], with the path of the field; an app given twice.
    pub fn validate(&self) -> Result<()> {
        self.rules.validate()?;
        check_minutes(self.used_minutes, || "used_minutes".to_owned())?;
        check_minutes(self.stretch_minutes, || "stretch_minutes".to_owned())?;
        let mut seen = std::collections::HashSet::new();
        for (index, of_app) in self.apps.iter().enumerate() {
            check_name(&of_app.app, || format!("apps[{index}].app"))?;
            check_minutes(of_app.minutes, || format!("apps[{index}].minutes"))?;
            if !seen.insert(&of_app.app) {
                return Err(Error::invalid(format!("apps[{index}].app"), "is given more than once"));
            }
        }
        for (index, of_kind) in self.categories.iter().enumerate() {
            check_minutes(of_kind.minutes, || format!("categories[{index}].minutes"))?;
        }
        for (index, grant) in self.grants.iter().enumerate() {
            grant.validate().map_err(|error| error.under(&format!("grants[{index}]")))?;
        }
        Ok(())
    }
}

/// The whole answer: the device, the apps, the extra time and the warnings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The state of the device, with the extra time counted.
    pub device: LimitsState,
    /// The same in a sentence or two for the child; empty when nothing is to be said.
    pub text: String,
    /// The ledger of the device's limit day.
    pub extra_time: Balance,
    /// Every app asked about or with a limit of its own, by id.
    pub apps: Vec<AppPlan>,
    /// The warnings that are due, at most one for the device and one for each app: the tightest that is reached. A host
    /// shows each once, known by `app`, `minutes` and `locks_at`.
    pub warnings: Vec<Warning>,
    /// The next warning to come, so that a host can sleep until then.
    pub next_warning: Option<Warning>,
}

/// The state of one app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppPlan {
    /// Package or bundle id or opaque token.
    pub app: String,
    /// Whether it is locked, by a rule of its own or with the device.
    pub locked: bool,
    /// The rule in force.
    pub policy: Policy,
    /// The least of what the daily limit, the app's limits and the running stretch leave, minutes; none without any.
    pub remaining_minutes: Option<f64>,
    /// The first change that the child would notice if it used the app whenever it could, within 15 days.
    pub next_change: Option<NextChange>,
    /// When locked: the first instant at which it is not, within 15 days.
    pub unlocks_at: Option<Moment>,
    /// Codes of the reasons, the deciding one first.
    pub reasons: Vec<String>,
    /// The same in a sentence or two for the child; empty when nothing is to be said.
    pub text: String,
}

/// A lock that is near.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// The app that will be locked; none if it is the device.
    pub app: Option<String>,
    /// Which of `warn_at_minutes` it is.
    pub minutes: u16,
    /// When it is due.
    pub at: Moment,
    /// When the lock comes, if use goes on.
    pub locks_at: Moment,
    /// The rule that will lock.
    pub policy: Policy,
    /// The same in a sentence for the child.
    pub text: String,
}
