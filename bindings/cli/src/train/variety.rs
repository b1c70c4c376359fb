//! The seeded generator: the same conversation with other names, pronouns, regions, spelling, order and fillers.

use fastrand::Rng;
use lachan_core::model::{Event, Language};
use once_cell::sync::Lazy;
use serde::Deserialize;

use crate::eval::corpus::Conversation;
use crate::eval::noise::{bare, seed, teencode};

/// Share of the words with other forms that are exchanged.
const EXCHANGED: f64 = 0.5;
/// Share of the messages that change place with the next one of the same sender.
const REORDERED: f64 = 0.1;
/// Share of the messages that get small talk before them.
const FILLED: f64 = 0.1;

/// How things are said elsewhere, by language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    names: Vec<String>,
    swaps: Vec<Vec<String>>,
    fillers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vi: Forms,
    en: Forms,
}

static FORMS: Lazy<Option<File>> = Lazy::new(|| toml::from_str(include_str!("../../data/variety.toml")).ok());

fn forms(language: Language) -> Option<&'static Forms> {
    FORMS.as_ref().map(|file| match language {
        Language::Vi => &file.vi,
        Language::En => &file.en,
    })
}

/// A variation of a conversation; the same seed gives the same one.
pub(super) fn vary(conversation: &Conversation, number: u64) -> Conversation {
    let mut rng = Rng::with_seed(seed(&conversation.id) ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut varied = conversation.clone();
    let spelling = rng.u8(0..4);
    let mut events: Vec<Event> = Vec::with_capacity(varied.events.len());
    for mut event in varied.events {
        if let Event::Message(message) = &mut event {
            message.text = respell(
                &reword(&message.text, conversation.language, &mut rng),
                spelling,
                conversation.language,
                &mut rng,
            );
            let filler = forms(conversation.language).and_then(|forms| rng.choice(&forms.fillers));
            if let Some(filler) = filler.filter(|_| rng.f64() < FILLED) {
                let mut small_talk = message.clone();
                small_talk.text.clone_from(filler);
                small_talk.id.push('+');
                events.push(Event::Message(small_talk));
            }
        }
        events.push(event);
    }
    for at in 1..events.len() {
        let same = match (events.get(at - 1), events.get(at)) {
            (Some(Event::Message(a)), Some(Event::Message(b))) => a.contact == b.contact && a.direction == b.direction,
            _ => false,
        };
        if same && rng.f64() < REORDERED {
            events.swap(at - 1, at);
        }
    }
    varied.events = events;
    varied
}

/// A variation of a single message.
pub(super) fn vary_text(text: &str, language: Language, number: u64) -> String {
    let mut rng = Rng::with_seed(seed(text) ^ number);
    let spelling = rng.u8(0..4);
    respell(&reword(text, language, &mut rng), spelling, language, &mut rng)
}

/// Half as it stands, a quarter without diacritics, a quarter in teencode.
fn respell(text: &str, spelling: u8, language: Language, rng: &mut Rng) -> String {
    match spelling {
        0 => bare(text),
        1 => teencode(text, language, rng),
        _ => text.to_owned(),
    }
}

/// Exchanges words for other forms of theirs, and names for other names.
fn reword(text: &str, language: Language, rng: &mut Rng) -> String {
    let Some(forms) = forms(language) else { return text.to_owned() };
    let mut padded = format!(" {text} ");
    for list in forms.swaps.iter().chain(std::iter::once(&forms.names)) {
        for from in list {
            let found = format!(" {from} ");
            if padded.contains(&found)
                && rng.f64() < EXCHANGED
                && let Some(to) = rng.choice(list)
            {
                padded = padded.replacen(&found, &format!(" {to} "), 1);
                break;
            }
        }
    }
    padded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_variations_repeat() {
        assert!(FORMS.is_some());
        let varied: Vec<String> =
            (0..20).map(|number| vary_text("đừng nói với bố mẹ nhé em không sao đâu", Language::Vi, number)).collect();
        assert!(varied.iter().any(|text| text != &varied[0]), "{varied:?}");
        assert_eq!(varied[3], vary_text("đừng nói với bố mẹ nhé em không sao đâu", Language::Vi, 3));
    }
}
