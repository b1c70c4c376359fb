//! What the risk engine answers.

use serde::{Deserialize, Serialize};

use super::{Confidence, Moment, Relation, Unknown, to_json};
use crate::Result;

/// The kinds of harm a contact may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Building trust with a child for sexual abuse.
    Grooming,
    /// Blackmail with private pictures.
    Sextortion,
    /// False jobs and trafficking.
    Recruitment,
    /// Posing as police, bank, school or relative; online kidnapping.
    Impersonation,
    /// Phishing, prizes, fees, game trades.
    Scam,
    /// Repeated aggression by a contact or a group.
    Bullying,
}

impl Category {
    /// All categories, in their fixed order.
    pub const ALL: [Self; 6] =
        [Self::Grooming, Self::Sextortion, Self::Recruitment, Self::Impersonation, Self::Scam, Self::Bullying];
}

/// How worried a parent should be; the order is from calm to urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing to see.
    #[default]
    None,
    /// Weak signs; no alert.
    Watch,
    /// Worth a talk; alerts once.
    Concern,
    /// Act today; alerts once.
    Urgent,
}

/// An indicator that one message showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Id of the indicator.
    pub indicator: String,
    /// Category it speaks for.
    pub category: Category,
}

/// The engine's answer to one incoming message. Never holds text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The host's id of the message.
    pub message: String,
    /// The host's id of the contact.
    pub contact: String,
    /// Which of the contact's incoming messages this was, from 1.
    pub seq: u32,
    /// The contact's risk after this message, 0 to 1.
    pub score: f64,
    /// The contact's level after this message.
    pub level: Level,
    /// The leading category; none at level `none`.
    pub category: Option<Category>,
    /// What this one message showed.
    pub signals: Vec<Signal>,
    /// Why the contact stands where it does, strongest first; never empty. At score 0 they say what speaks for calm.
    pub reasons: Vec<String>,
    /// Whether the level first reached `concern` or `urgent` with this message.
    pub alert: bool,
    /// Where in its script the leading category's strongest sign belongs, such as `isolation` or `demand`; none at
    /// level `none`, or if only metadata speaks.
    #[serde(default)]
    pub stage: Option<String>,
    /// How much the assessment rests on.
    #[serde(default)]
    pub confidence: Confidence,
    /// What is not known.
    #[serde(default)]
    pub unknown: Vec<Unknown>,
    /// Version of rules and weights.
    pub model: String,
}

impl Assessment {
    /// The line of a decisions file, without its end: the assessment behind its `type`.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] for a score that JSON cannot hold; the engine makes none.
    pub fn to_line(&self) -> Result<String> {
        #[derive(Serialize)]
        struct Line<'a> {
            r#type: &'static str,
            #[serde(flatten)]
            assessment: &'a Assessment,
        }
        to_json(&Line { r#type: "assessment", assessment: self })
    }
}

/// What a parent should hear about now.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Handle of the contact: keyed hash of the host's id, 32 hex digits.
    pub contact: String,
    /// Name for the parent's eyes, if the host gave one.
    pub display_name: Option<String>,
    /// App of the contact.
    pub app: String,
    /// When the level was reached.
    pub at: Moment,
    /// The level reached.
    pub level: Level,
    /// The leading category.
    pub category: Category,
    /// The contact's score then.
    pub score: f64,
    /// Why, strongest first.
    pub reasons: Vec<String>,
}

/// A contact as it stands now.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactRisk {
    /// Handle of the contact: keyed hash of the host's id, 32 hex digits.
    pub contact: String,
    /// App of the contact.
    pub app: String,
    /// Name for the parent's eyes, if the host gave one.
    pub display_name: Option<String>,
    /// How the contact stands to the child.
    pub relation: Relation,
    /// Whether the contact is saved in the address book.
    pub saved: bool,
    /// The contact's risk, 0 to 1.
    pub score: f64,
    /// The contact's level.
    pub level: Level,
    /// The leading category; none at level `none`.
    pub category: Option<Category>,
    /// Why, strongest first; never empty. At score 0 they say what speaks for calm.
    pub reasons: Vec<String>,
    /// Where in its script the leading category's strongest sign belongs; none at level `none`, or if only metadata
    /// speaks.
    #[serde(default)]
    pub stage: Option<String>,
    /// How much this rests on.
    #[serde(default)]
    pub confidence: Confidence,
    /// What is not known.
    #[serde(default)]
    pub unknown: Vec<Unknown>,
    /// Messages from the contact.
    pub incoming: u32,
    /// Messages from the child.
    pub outgoing: u32,
    /// Share of the contact's messages sent between 22:00 and 06:00 local, 0 to 1.
    pub night_share: f64,
    /// First message or call seen.
    pub first_seen: Option<Moment>,
    /// Last message or call seen.
    pub last_seen: Option<Moment>,
}
