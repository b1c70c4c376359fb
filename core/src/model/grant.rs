//! Extra time: entries of a ledger that is only ever added to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Moment;
use super::limits::{check_minutes, check_name};
use crate::{Error, Result};

/// One entry of the ledger of extra time. An entry whose `id` is known already changes nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Grant {
    /// The host's id, unique in the ledger.
    pub id: String,
    /// What happened.
    pub kind: GrantKind,
    /// How many minutes it is about.
    pub minutes: f64,
    /// The limit day it is for, by the local date on which that begins.
    pub day: Date,
    /// Whose minutes.
    #[serde(default)]
    pub scope: GrantScope,
    /// The app, in scope `app`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The kind of apps, in scope `category`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// When the entry was made; one made after the instant asked about does not count.
    pub at: Moment,
    /// Who made it.
    pub by: GrantGiver,
    /// The task that earned it, in the family's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The `id` of the `asked` entry that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// What an entry of the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GrantKind {
    /// The child asked for time.
    Asked,
    /// Time was given.
    Granted,
    /// Time was not given.
    Refused,
    /// Time was earned by a task.
    Earned,
    /// Time was taken from the next limit day, which has as much less.
    Borrowed,
    /// Time was given by a one-time code.
    Code,
}

/// Whose minutes an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GrantScope {
    /// The daily limit of the device, the default.
    #[default]
    Device,
    /// The limits of one app.
    App,
    /// The minutes that a kind of apps shares.
    Category,
}

/// Who made an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GrantGiver {
    /// A parent or other guardian.
    Guardian,
    /// The child.
    Child,
}

/// Whose minutes an entry is about, with the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantTarget<'a> {
    /// The daily limit of the device.
    Device,
    /// The limits of this app.
    App(&'a str),
    /// The minutes that this kind of apps shares.
    Category(&'a str),
}

impl Grant {
    /// Whose minutes it is about.
    pub fn target(&self) -> GrantTarget<'_> {
        match self.scope {
            GrantScope::Device => GrantTarget::Device,
            GrantScope::App => GrantTarget::App(self.app.as_deref().unwrap_or_default()),
            GrantScope::Category => GrantTarget::Category(self.category.as_deref().unwrap_or_default()),
        }
    }

    /// Checks what the types alone do not say.
    ///
    /// # Errors
    /// [`Error::InvalidInput`]: `id` is empty, `minutes` is no number from 0 on, `app` or `category` is missing or
    /// empty where `scope` asks for it.
    pub fn validate(&self) -> Result<()> {
        check_name(&self.id, || "id".to_owned())?;
        check_minutes(self.minutes, || "minutes".to_owned())?;
        let (field, name) = match self.scope {
            GrantScope::Device => return Ok(()),
            GrantScope::App => ("app", &self.app),
            GrantScope::Category => ("category", &self.category),
        };
        let name = name.as_deref().ok_or_else(|| Error::invalid(field, "is missing"))?;
        check_name(name, || field.to_owned())
    }
}

/// What the ledger says of one limit day and one target, minutes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Balance {
    /// Asked for and not yet answered.
    pub asked_minutes: f64,
    /// Given, by hand or by a code.
    pub granted_minutes: f64,
    /// Earned by tasks.
    pub earned_minutes: f64,
    /// Borrowed from the next limit day.
    pub borrowed_minutes: f64,
    /// Given back for what the limit day before borrowed.
    pub repaid_minutes: f64,
    /// All together: what the day has more than its limit says, or less if below 0.
    pub extra_minutes: f64,
    /// How much of the extra time is used, from 0 to `extra_minutes`.
    pub used_minutes: f64,
}
