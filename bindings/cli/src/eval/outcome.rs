//! A conversation through the guardian → when it alerted, as what, and how it stood.

use std::collections::HashMap;

use lachan_core::Guardian;
use lachan_core::guardian::Mode;
use lachan_core::model::{Category, ContactCard, Direction, Event, Level, Moment};
use serde::Serialize;

use super::corpus::Conversation;
use crate::failure::Failure;

/// What became of one conversation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Outcome {
    pub(crate) id: String,
    /// What is true: the contact's category, none for a harmless one.
    pub(crate) truth: Option<Category>,
    pub(crate) alert_by: Option<u32>,
    /// Incoming messages in all.
    pub(crate) incoming: u32,
    /// The first alert on a contact that the label speaks of (harmless: on any).
    pub(crate) alert: Option<Raised>,
    /// Alerts on contacts that the label does not speak of.
    pub(crate) stray: u32,
    /// The category at the end.
    pub(crate) category: Option<Category>,
    /// The highest level and score at the end, over its contacts.
    pub(crate) level: Level,
    pub(crate) score: f64,
    pub(crate) reasons: Vec<String>,
}

/// An alert.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Raised {
    /// Incoming messages read by then.
    pub(crate) at: u32,
    pub(crate) category: Option<Category>,
    pub(crate) level: Level,
}

/// Runs conversations through guardians in memory; contacts of different conversations never meet.
pub(crate) fn outcomes(conversations: &[Conversation]) -> Result<Vec<Outcome>, Failure> {
    let guardian = Guardian::in_memory(Mode::Replay)?;
    conversations.iter().map(|conversation| outcome(&guardian, conversation)).collect()
}

fn outcome(guardian: &Guardian, conversation: &Conversation) -> Result<Outcome, Failure> {
    let mut events = cards(conversation);
    events.extend(conversation.events.iter().cloned());
    let now = events.iter().filter_map(Event::moment).max_by_key(|at| at.epoch_ms);
    let ingested = guardian.ingest(&events, now.unwrap_or(Moment { epoch_ms: 0, offset_seconds: 0 }))?;
    let mut made = Outcome {
        id: conversation.id.clone(),
        truth: conversation.category,
        alert_by: conversation.alert_by,
        incoming: conversation.incoming().count() as u32,
        alert: None,
        stray: 0,
        category: None,
        level: Level::None,
        score: 0.0,
        reasons: Vec::new(),
    };
    let mut last = HashMap::new();
    for (assessment, at) in ingested.assessments.iter().zip(1..) {
        let meant = conversation.category.is_none() || conversation.speaks_of(&assessment.contact);
        if assessment.alert && meant && made.alert.is_none() {
            made.alert = Some(Raised { at, category: assessment.category, level: assessment.level });
        }
        made.stray += u32::from(assessment.alert && !meant);
        if meant {
            last.insert(&assessment.contact, assessment);
        }
    }
    if let Some(worst) = last.into_values().max_by(|a, b| a.score.total_cmp(&b.score)) {
        made.score = worst.score;
        made.level = worst.level;
        made.category = worst.category;
        made.reasons.clone_from(&worst.reasons);
    }
    Ok(made)
}

/// Introduces the conversation's contacts as the host knows them.
fn cards(conversation: &Conversation) -> Vec<Event> {
    let mut names: Vec<&str> = conversation
        .messages()
        .filter(|message| !(message.group && message.direction == Direction::Outgoing))
        .map(|message| message.contact.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let card = |contact: &str| ContactCard {
        contact: contact.to_owned(),
        app: "app".to_owned(),
        display_name: None,
        relation: conversation.relation,
        saved: conversation.saved,
    };
    names.into_iter().map(|name| Event::Contact(card(name))).collect()
}
