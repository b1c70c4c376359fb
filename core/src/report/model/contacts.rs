//! The part of a report on contacts.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Category, Level, Moment, Relation};

/// Contacts of the period.
#[derive(Clone, Serialize)]
pub struct ContactsPart {
    /// Contacts that were looked at.
    pub known: u32,
    /// Contacts first seen in the period.
    pub new: u32,
    /// Alerts in the period. The child's report holds this number and no contact.
    pub alerts: u32,
    /// The state of things in one sentence.
    pub text: String,
    /// Contacts at `watch` or above, or with an alert in it; the most urgent first.
    pub entries: Vec<ContactEntry>,
}

/// How a contact moved in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// First seen in it.
    New,
    /// Known before, its level rose in it.
    Risen,
    /// No alert in it; earlier levels are not known.
    Steady,
}

/// How much the level rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Fewer than ten messages, or fewer than two kinds of signs in them.
    Limited,
    /// In between.
    Fair,
    /// At least 20 messages with at least four kinds of signs.
    Good,
}

/// A contact that a parent should know of.
#[derive(Clone, Serialize)]
pub struct ContactEntry {
    /// Handle: keyed hash, 16 hex digits.
    pub contact: String,
    /// Name for the parent's eyes, or a stand-in with the start of the handle.
    pub name: String,
    /// Package or bundle id.
    pub app: String,
    /// Name of the app.
    pub app_name: String,
    /// How the contact stands to the child.
    pub relation: Relation,
    /// In words.
    pub relation_name: String,
    /// Whether the contact is saved in the address book.
    pub saved: bool,
    /// Level now.
    pub level: Level,
    /// In words.
    pub level_name: String,
    /// The leading category.
    pub category: Category,
    /// In words.
    pub category_name: String,
    /// Risk, 0 to 1; orders contacts, is no probability of guilt.
    pub score: f64,
    /// How it moved.
    pub movement: Movement,
    /// In words.
    pub movement_name: String,
    /// What the behaviour may mean.
    pub meaning: String,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
    /// How much the level rests on.
    pub confidence: Confidence,
    /// In words.
    pub confidence_text: String,
    /// What is not known.
    pub unknowns: Vec<String>,
    /// A sentence on false alarms.
    pub false_alarm: String,
    /// The one thing to do.
    pub action: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Sentences to open a talk with.
    pub openers: Vec<String>,
    /// Whom to call, in words.
    pub hotline: String,
    /// Messages from the contact.
    pub incoming: u32,
    /// Messages from the child.
    pub outgoing: u32,
    /// Share of the contact's messages between 22:00 and 06:00, 0 to 1.
    pub night_share: f64,
    /// Late-night contact next to late-night use, if both stand out.
    pub night_link: Option<String>,
    /// First seen.
    pub first_seen: Option<Moment>,
    /// Last seen.
    pub last_seen: Option<Moment>,
    /// Its alerts in the period, in order of time.
    pub alerts: Vec<AlertMark>,
    /// Monday to Sunday.
    pub days: Vec<ContactDay>,
}

/// A reason in words.
#[derive(Clone, Serialize)]
pub struct Reason {
    /// Id of the indicator.
    pub id: String,
    /// In words.
    pub text: String,
}

/// An alert of the period.
#[derive(Clone, Serialize)]
pub struct AlertMark {
    /// When.
    pub at: Moment,
    /// The level reached.
    pub level: Level,
}

/// A contact's day.
#[derive(Clone, Serialize)]
pub struct ContactDay {
    /// The date.
    pub day: Date,
    /// Whether it lies between first and last contact.
    pub in_contact: bool,
    /// Highest alert of the day.
    pub alert: Option<Level>,
}
