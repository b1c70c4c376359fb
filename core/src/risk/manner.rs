//! How a contact writes, in a few numbers: enough to see that someone else may be writing from a known account.

use super::ContactFacts;
use super::indicator::Code;
use super::sighting::{FAINT, Sighting};
use super::state::ContactState;
use crate::model::{Category, Relation};
use crate::text::{Accent, Text};

/// Messages from which the manner is known.
const KNOWN: u8 = 30;
/// The mean forgets what lies this many messages back.
const MEMORY: f32 = 24.0;
/// Steps of one word and of one whole share of marked words.
const WORD: f32 = 256.0;
const SHARE: f32 = 60_000.0;
/// A message this many times the usual length, and so many words beyond it, is unlike the contact.
const LONGER: f32 = 3.0;
const BEYOND: f32 = 8.0;
/// So far from the usual share of messages with diacritics is unlike the contact.
const APART: f32 = 0.7;
/// Fewer words than these show no manner.
const ENOUGH: usize = 4;

/// Running means of a contact's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Messages that went into the means, up to 255.
    pub messages: u8,
    /// Mean length, in steps of 1/256 of a word.
    pub words: u16,
    /// Mean use of diacritics, 0 to 60,000.
    pub marks: u16,
}

impl Manner {
    /// Takes up a message.
    pub fn learn(&mut self, text: &Text) {
        self.messages = self.messages.saturating_add(1);
        let share = 1.0 / f32::from(self.messages).min(MEMORY);
        let mix = |old: u16, new: f32| (f32::from(old) + share * (new - f32::from(old))).round() as u16;
        self.words = mix(self.words, (text.tokens.len() as f32 * WORD).min(f32::from(u16::MAX)));
        self.marks = mix(self.marks, use_of_marks(text) * SHARE);
    }

    /// Whether a message is written quite unlike all that the contact has written so far; false while little is known.
    pub fn is_unlike(&self, text: &Text) -> bool {
        if self.messages < KNOWN || text.tokens.len() < ENOUGH {
            return false;
        }
        let (usual, words) = (f32::from(self.words) / WORD, text.tokens.len() as f32);
        let longer = words > (LONGER * usual).max(usual + BEYOND);
        longer || (use_of_marks(text) - f32::from(self.marks) / SHARE).abs() >= APART
    }
}

fn use_of_marks(text: &Text) -> f32 {
    match text.accent {
        Accent::Bare => 0.0,
        Accent::Mixed => 0.5,
        Accent::Full => 1.0,
    }
}

/// Whether a known contact, who never did, suddenly asks for money or codes, in a manner quite unlike its own: its
/// account may be in other hands.
pub fn is_out_of_manner(state: &ContactState, facts: &ContactFacts, text: &Text, shown: &[Sighting<'_>]) -> bool {
    let fraud = |category: Option<Category>| matches!(category, Some(Category::Impersonation | Category::Scam));
    let new = |sighting: &&Sighting<'_>| {
        let indicator = sighting.indicator;
        let clear = sighting.weight >= FAINT && !indicator.weak && fraud(indicator.category);
        clear && state.record(Code::of(&indicator.id)).is_none()
    };
    let person = facts.is_known() && facts.relation != Relation::Business;
    person && shown.iter().any(|sighting| new(&sighting)) && state.manner.is_unlike(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Vocabulary, read};

    fn text(message: &str) -> Text {
        read(message, &Vocabulary::default())
    }

    #[test]
    fn a_manner_is_known_after_thirty_messages() {
        let mut manner = Manner::default();
        let usual = text("mai may gio di hoc the");
        (0..29).for_each(|_| manner.learn(&usual));
        let other = text("bạn ơi mình đang gặp chuyện gấp");
        assert!(!manner.is_unlike(&other), "{manner:?}");
        manner.learn(&usual);
        assert!(manner.is_unlike(&other));
        assert!(manner.is_unlike(&text(&"dang can tien ".repeat(7))));
        assert!(!manner.is_unlike(&usual));
        assert!(!manner.is_unlike(&text("ừ nhé")), "few words show nothing");
    }
}
