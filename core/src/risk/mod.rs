//! Contact risk: indicators → evidence → contact state → assessment. Pure: state in, state out, no clock.
//!
//! The unit is the contact over time, never the single message. A message is read once ([`lexicon`]), the
//! indicators it shows ([`sighting`]) are added to the contact's [`ContactState`], and [`appraisal`] says how the
//! contact stands. What the child writes is context only.

mod address;
mod anchors;
mod appraisal;
mod compile;
mod engine;
mod explain;
pub mod group;
pub mod indicator;
pub mod learned;
pub mod lexicon;
mod links;
pub mod lint;
pub mod manner;
pub mod matcher;
pub mod pattern;
pub mod sighting;
pub mod state;
mod ways;
mod words;

pub use engine::Engine;
pub use group::GroupState;
pub use state::ContactState;

use crate::model::{Category, Confidence, Level, Relation, Signal, Unknown};

/// Version of rules and weights.
pub const MODEL_VERSION: &str = "2026.11";

/// What the host says of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContactFacts {
    /// How the contact stands to the child.
    pub relation: Relation,
    /// Whether the contact is in the address book.
    pub saved: bool,
}

impl ContactFacts {
    /// Whether nobody vouches for the contact.
    pub fn is_stranger(&self) -> bool {
        self.relation == Relation::Unknown && !self.saved
    }

    /// Whether the parent or the address book vouches for the contact.
    pub fn is_known(&self) -> bool {
        !self.is_stranger()
    }
}

/// How a contact stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The contact's risk, 0 to 1; orders contacts.
    pub score: f64,
    /// The contact's level.
    pub level: Level,
    /// The leading category; none at level `none`.
    pub category: Option<Category>,
    /// Ids of indicators, strongest first, 1 to 6.
    pub reasons: Vec<String>,
    /// Stage of the leading category's strongest indicator; none at level `none`.
    pub stage: Option<String>,
    /// How much this rests on.
    pub confidence: Confidence,
    /// What is not known.
    pub unknown: Vec<Unknown>,
    /// The leading category's log-odds.
    pub(crate) risk: f32,
}

/// What the engine says to one message, call or request.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What this one message showed, strongest first.
    pub signals: Vec<Signal>,
    /// Why the contact stands where it does, strongest first, 1 to 6.
    pub reasons: Vec<String>,
    /// Stage of the leading category's strongest indicator; none at level `none`.
    pub stage: Option<String>,
    /// How much this rests on.
    pub confidence: Confidence,
    /// What is not known.
    pub unknown: Vec<Unknown>,
    /// The contact's risk, 0 to 1.
    pub score: f64,
    /// The contact's level.
    pub level: Level,
    /// The leading category; none at level `none`.
    pub category: Option<Category>,
    /// Whether the level first reached `concern` or `urgent` with this message.
    pub alert: bool,
}

impl Verdict {
    fn of(standing: Standing, signals: Vec<Signal>, alert: bool) -> Self {
        let Standing { score, level, category, reasons, stage, confidence, unknown, risk: _ } = standing;
        Self { signals, reasons, stage, confidence, unknown, score, level, category, alert }
    }
}
