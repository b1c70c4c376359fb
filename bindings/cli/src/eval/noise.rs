//! The same conversations as worse spellers, hurried children and evaders would write them. Seeded by place, so that
//! every run makes the same noise.

use std::collections::HashMap;

use fastrand::Rng;
use lachan_core::model::{Event, Language};
use lachan_core::risk::lexicon;
use lachan_core::text;
use serde::Serialize;

use super::corpus::Conversation;

/// Share of the words with a short form that is written so.
const SHORTENED: f64 = 0.6;
/// Share of the letters that get a look-alike.
const DISGUISED: f64 = 0.12;
/// Share of the messages that never reach the SDK.
const DROPPED: f64 = 0.2;

/// One way to make a conversation harder to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Noise {
    /// As written.
    None,
    /// Vietnamese without diacritics.
    NoDiacritics,
    /// Teencode and chat abbreviations.
    Teencode,
    /// One message in five is missing.
    Dropped,
    /// Letters of other alphabets, invisible characters, leet.
    LookAlikes,
}

impl Noise {
    pub(crate) const ALL: [Self; 5] = [Self::None, Self::NoDiacritics, Self::Teencode, Self::Dropped, Self::LookAlikes];

    /// The conversation with this noise.
    pub(crate) fn add(self, to: &Conversation) -> Conversation {
        let mut rng = Rng::with_seed(seed(&to.id));
        let mut noisy = to.clone();
        if self == Self::Dropped {
            let many = noisy.messages().count() > 1;
            noisy.events.retain(|event| !matches!(event, Event::Message(_)) || !many || rng.f64() >= DROPPED);
        }
        for event in &mut noisy.events {
            if let Event::Message(message) = event {
                message.text = match self {
                    Self::None | Self::Dropped => continue,
                    Self::NoDiacritics => bare(&message.text),
                    Self::Teencode => teencode(&message.text, to.language, &mut rng),
                    Self::LookAlikes => look_alikes(&message.text, &mut rng),
                };
            }
        }
        noisy
    }
}

/// FNV-1a of an id.
pub(crate) fn seed(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Vietnamese letters without their marks.
pub(crate) fn bare(text: &str) -> String {
    text.split_inclusive(|letter: char| !letter.is_alphanumeric())
        .map(|word| if word.is_ascii() { word.to_owned() } else { text::spell(&text::normalise(word)).folded })
        .collect()
}

/// Words in their short forms, where there is one.
pub(crate) fn teencode(text: &str, language: Language, rng: &mut Rng) -> String {
    let shorts = short_forms(language);
    let shorten = |word: &str, rng: &mut Rng| {
        let plain = word.trim_end_matches(['.', ',', '!', '?']).to_lowercase();
        match shorts.get(&plain) {
            Some(forms) if rng.f64() < SHORTENED => rng.choice(forms).cloned().unwrap_or(plain),
            _ => word.to_owned(),
        }
    };
    text.split(' ').map(|word| shorten(word, rng)).collect::<Vec<_>>().join(" ")
}

/// The teencode table read backwards: a word and its short forms, single words only.
fn short_forms(language: Language) -> &'static HashMap<String, Vec<String>> {
    static TABLES: std::sync::OnceLock<[HashMap<String, Vec<String>>; 2]> = std::sync::OnceLock::new();
    let [vi, en] = TABLES.get_or_init(|| [lexicon::short_forms("vi"), lexicon::short_forms("en")]);
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// Some letters from other alphabets, some as signs, some with an invisible character behind them.
fn look_alikes(text: &str, rng: &mut Rng) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        let roll = rng.f64();
        let twin = match letter {
            'a' => 'а',
            'e' => 'е',
            'o' => 'о',
            'i' => 'і',
            'c' => 'с',
            'p' => 'р',
            'x' => 'х',
            'y' => 'у',
            'A' => 'Α',
            'T' => 'Т',
            other => other,
        };
        out.push(if roll < DISGUISED { twin } else { letter });
        if letter.is_alphabetic() && roll > 1.0 - DISGUISED / 3.0 {
            out.push('\u{200b}');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_the_same_every_time_and_changes_the_text() {
        assert_eq!(bare("Đừng nói với mẹ, ok?"), "dung noi voi me, ok?");
        let short = |seed| teencode("không được nói gì", Language::Vi, &mut Rng::with_seed(seed));
        assert_eq!(short(7), short(7));
        assert_ne!(short(7), "không được nói gì");
        let disguised = look_alikes("send me a picture of you please", &mut Rng::with_seed(1));
        assert_ne!(disguised, "send me a picture of you please");
        assert_eq!(text::normalise(&disguised), "send me a picture of you please");
    }
}
