//! Text: one normal form for every way to write the same words, typed tokens, sentence bounds.
//!
//! A message is read once into [`Text`]; nothing of it is kept beyond the call. All steps are linear in the length
//! of the text, which is cut at [`MAX_BYTES`].

mod disguise;
mod letters;
mod normalise;
mod pieces;
mod telex;
mod typed;
mod vocabulary;

pub use letters::{Marks, Spelling, spell};
pub use normalise::{MAX_BYTES, normalise};
pub use typed::{Kind, Span};
pub use vocabulary::{Tongue, Vocabulary};

use pieces::{Piece, What};

/// One word of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// With diacritics, the tone moved to the end.
    pub exact: String,
    /// Without diacritics.
    pub folded: String,
    /// Whether the folded form may stand for the exact one: the word has no diacritics, or impossible ones.
    pub loose: bool,
    /// Whether it is a web address.
    pub url: bool,
    /// Whether a sentence begins with it.
    pub starts: bool,
    /// Whether a sentence ends with it.
    pub ends: bool,
}

/// How much a message uses diacritics, and so how far a match without them can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accent {
    /// (Almost) none: matches without diacritics count in full.
    Bare,
    /// Some words.
    Mixed,
    /// As standard spelling does.
    Full,
}

/// A message as the risk room reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its words in order.
    pub tokens: Vec<Token>,
    /// Typed stretches over the words.
    pub spans: Vec<Span>,
    /// How much it uses diacritics.
    pub accent: Accent,
    /// The language it seems to be in; Vietnamese in doubt.
    pub tongue: Tongue,
    /// Whether it laughs: `haha`, `=))`, 😂.
    pub laughs: bool,
    /// Its emoji in order, but those that laugh: without skin tone, a run of the same as one.
    pub emoji: Vec<char>,
    /// Whether it was cut at [`MAX_BYTES`].
    pub cut: bool,
}

/// Reads a message. Known words guide the undoing of disguises.
pub fn read(message: &str, vocabulary: &Vocabulary) -> Text {
    let (message, cut) = normalise::cut(message);
    let pieces = pieces::pieces(&normalise(message), vocabulary);
    let (mut laughs, mut emoji, mut words) = (false, Vec::new(), Vec::with_capacity(pieces.len()));
    for piece in pieces {
        let spelling = match &piece.what {
            What::Word(word) => undisguised(word, vocabulary),
            What::Undone(spelling) => spelling.clone(),
            What::Amount(amount) => spell(amount),
            What::Url => spell("<url>"),
            What::Laugh => {
                laughs = true;
                continue;
            }
            // Beside the words, so that a phrase is found across it.
            What::Emoji(sign) => {
                emoji.push(*sign);
                continue;
            }
        };
        words.push((piece, spelling));
    }
    let (tongue, accent) = manner(&words, vocabulary);
    let mut tokens = Vec::with_capacity(words.len());
    for (piece, spelling) in words {
        let url = piece.what == What::Url;
        match vocabulary.expand(tongue, &spelling).filter(|_| !url) {
            Some(longer) => longer.iter().enumerate().for_each(|(at, word)| {
                tokens.push(token(word.clone(), piece.starts && at == 0, false));
            }),
            None => tokens.push(token(undigited(&piece.what, spelling, vocabulary), piece.starts, url)),
        }
    }
    for at in 1..=tokens.len() {
        let ends = tokens.get(at).is_none_or(|next| next.starts);
        if let Some(token) = tokens.get_mut(at - 1) {
            token.ends = ends;
        }
    }
    Text { spans: typed::spans(&tokens), tokens, accent, tongue, laughs, emoji, cut }
}

/// Spells a word of the lexicon: normalised, letters and digits only.
pub fn spell_entry(word: &str) -> Spelling {
    let plain: String = normalise(word).chars().filter(|sign| sign.is_alphanumeric()).collect();
    spell(&plain)
}

fn token(spelling: Spelling, starts: bool, url: bool) -> Token {
    let loose = spelling.marks != Marks::Right;
    Token { exact: spelling.exact, folded: spelling.folded, loose, url, starts, ends: false }
}

fn undisguised(word: &str, vocabulary: &Vocabulary) -> Spelling {
    // Before the others: `co1` is `có` rather than `coi`, `khoong` is `không` rather than a stretched `khong`.
    let plain = word.chars().all(char::is_alphabetic);
    telex::untelex(word, vocabulary)
        .or_else(|| if plain { None } else { disguise::unleet(word, vocabulary) })
        .or_else(|| disguise::squeeze(word, vocabulary))
        .unwrap_or_else(|| spell(word))
}

/// An amount that is no amount may be a word in leet: `0tp`.
fn undigited(what: &What, spelling: Spelling, vocabulary: &Vocabulary) -> Spelling {
    match what {
        What::Amount(amount) => disguise::unleet(amount, vocabulary).unwrap_or(spelling),
        _ => spelling,
    }
}

/// The language and the use of diacritics of a message.
fn manner(words: &[(Piece, Spelling)], vocabulary: &Vocabulary) -> (Tongue, Accent) {
    let plain = || words.iter().filter(|(piece, _)| !matches!(piece.what, What::Amount(_) | What::Url));
    let leaning: i32 = plain().map(|(_, word)| vocabulary.leaning(word)).sum();
    let marked = plain().filter(|(_, word)| word.marks == Marks::Right).count();
    let accent = match (marked, plain().count()) {
        (marked, all) if marked * 10 <= all => Accent::Bare,
        (marked, all) if marked * 2 < all => Accent::Mixed,
        _ => Accent::Full,
    };
    let accent = if marked == 0 { Accent::Bare } else { accent };
    (if leaning < 0 { Tongue::En } else { Tongue::Vi }, accent)
}

#[cfg(test)]
mod tests;
