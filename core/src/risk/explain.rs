//! What an appraisal rests on, what it does not know, and what speaks for calm.

use super::appraisal::faded;
use super::indicator::Indicators;
use super::{ContactFacts, ContactState};
use crate::model::{Confidence, Level, Relation, Unknown};

/// Fewer messages than these say little.
const FEW_MESSAGES: u32 = 10;
/// Messages from which much is known.
const MANY_MESSAGES: u32 = 20;
/// Kinds of signs that say little, and those that say much.
const TWO_SIGNS: usize = 2;
const MANY_SIGNS: usize = 4;
/// A contact is new for so many days.
pub const NEW_DAYS: f32 = 7.0;
/// Messages of the contact after which the child's silence is worth a word.
const UNANSWERED: u32 = 3;
/// Words from which a language is told, and the share of readable ones below which it is mostly not read. No contact of
/// the development conversations falls below it; Indonesian, French, Spanish and Russian talk does.
const TOLD_BY: u32 = 30;
const READ_SHARE: f32 = 0.5;

/// What the leading category rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grounds {
    /// Kinds of signs in the contact's words.
    pub signs: usize,
    /// Whether the learned scorer speaks for it.
    pub heard: bool,
    /// Whether metadata or events speak for it.
    pub meta: bool,
}

impl Grounds {
    fn sources(self) -> usize {
        usize::from(self.signs > 0) + usize::from(self.heard) + usize::from(self.meta)
    }
}

/// How much a level rests on.
pub fn confidence(state: &ContactState, level: Level, grounds: Grounds) -> Confidence {
    let few = state.incoming < FEW_MESSAGES;
    let many = state.incoming >= MANY_MESSAGES;
    if is_mostly_unread(state) {
        return Confidence::Low;
    }
    match (level, grounds.signs) {
        (Level::None, _) if few => Confidence::Low,
        (Level::None, _) if many => Confidence::High,
        (Level::None, _) => Confidence::Medium,
        (_, signs) if signs < TWO_SIGNS || few && signs < MANY_SIGNS => Confidence::Low,
        (_, signs) if many && signs >= MANY_SIGNS && grounds.sources() >= 2 => Confidence::High,
        _ => Confidence::Medium,
    }
}

/// What is not known of a contact at a minute, in the order of [`Unknown::ALL`].
pub fn unknown(state: &ContactState, facts: &ContactFacts, minute: u32) -> Vec<Unknown> {
    let holds = |unknown: &Unknown| match unknown {
        Unknown::Identity => facts.relation == Relation::Unknown && !facts.saved,
        Unknown::FewMessages => state.incoming < FEW_MESSAGES,
        Unknown::NewContact => age_days(state, minute) <= NEW_DAYS,
        Unknown::OwnSideUnseen => state.outgoing == 0 && state.incoming >= UNANSWERED,
        Unknown::MediaUnseen => state.media > 0,
        Unknown::CallsUnheard => state.calls > 0,
        Unknown::GroupOnly => state.private == 0 && state.incoming > 0,
        Unknown::MostlyUnreadLanguage => is_mostly_unread(state),
    };
    Unknown::ALL.into_iter().filter(holds).collect()
}

/// Days since a contact was first seen.
pub fn age_days(state: &ContactState, minute: u32) -> f32 {
    (i64::from(minute) - state.first_seen_ms / 60_000) as f32 / 1_440.0
}

fn is_mostly_unread(state: &ContactState) -> bool {
    state.words_in >= TOLD_BY && (state.words_read as f32) < READ_SHARE * state.words_in as f32
}

/// What speaks for calm: harmless contexts seen lately, strongest first; that the contact is known; that nothing was
/// found in its words, or that it wrote none.
pub fn calm(indicators: &Indicators, state: &ContactState, facts: &ContactFacts, minute: u32) -> Vec<String> {
    let mut seen: Vec<(f32, &str)> = state
        .records
        .iter()
        .filter_map(|record| Some((record, indicators.coded(record.code)?)))
        .filter(|(_, indicator)| !indicator.calms.is_empty())
        .map(|(record, indicator)| (faded(record, indicator, state, minute), indicator.id.as_str()))
        .filter(|(left, _)| *left > 0.0)
        .collect();
    seen.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let talk = if state.words_read > 0 { "ordinary_talk" } else { "no_words" };
    let known = facts.is_known().then_some("known_contact");
    seen.into_iter().map(|(_, id)| id).chain(known).chain([talk]).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(incoming: u32) -> ContactState {
        ContactState {
            incoming,
            outgoing: 5,
            words_in: 200,
            words_read: 180,
            private: 9,
            first_seen_ms: 60_000,
            ..Default::default()
        }
    }

    #[test]
    fn confidence_grows_with_messages_signs_and_sources() {
        let of =
            |incoming, level, signs, heard| confidence(&seen(incoming), level, Grounds { signs, heard, meta: false });
        assert_eq!(of(3, Level::None, 0, false), Confidence::Low);
        assert_eq!(of(12, Level::None, 0, false), Confidence::Medium);
        assert_eq!(of(50, Level::None, 0, false), Confidence::High);
        assert_eq!(of(50, Level::Watch, 1, true), Confidence::Low);
        assert_eq!(of(5, Level::Concern, 3, true), Confidence::Low);
        assert_eq!(of(5, Level::Urgent, 4, true), Confidence::Medium);
        assert_eq!(of(50, Level::Concern, 4, false), Confidence::Medium, "one source");
        assert_eq!(of(50, Level::Concern, 4, true), Confidence::High);
        let unread = ContactState { words_read: 20, ..seen(50) };
        assert_eq!(confidence(&unread, Level::None, Grounds::default()), Confidence::Low);
    }

    #[test]
    fn each_unknown_is_named_when_it_holds() {
        let stranger = ContactFacts::default();
        let old = 40 * 1_440;
        assert_eq!(unknown(&seen(50), &stranger, old), [Unknown::Identity]);
        let saved = ContactFacts { saved: true, ..stranger };
        assert_eq!(unknown(&seen(50), &saved, old), []);
        assert_eq!(unknown(&seen(2), &saved, 60), [Unknown::FewMessages, Unknown::NewContact]);
        let all = ContactState { outgoing: 0, private: 0, words_read: 1, media: 1, calls: 1, ..seen(4) };
        assert_eq!(unknown(&all, &stranger, 60), Unknown::ALL);
    }
}
