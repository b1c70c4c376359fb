//! The words the lexicon knows, for undoing disguises only where the result is a known word.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::Token;
use super::letters::{Marks, Spelling, spell};

/// The language a word or a message is taken to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// Known words of both languages and the teencode table.
#[derive(Debug, Default)]
pub struct Vocabulary {
    exact: HashSet<Box<str>, FixedState>,
    folded_vi: HashSet<Box<str>, FixedState>,
    en: HashSet<Box<str>, FixedState>,
    short_vi: HashMap<Box<str>, Vec<Spelling>, FixedState>,
    short_en: HashMap<Box<str>, Vec<Spelling>, FixedState>,
}

impl Vocabulary {
    /// Adds a word in standard spelling.
    pub fn add(&mut self, tongue: Tongue, word: &Spelling) {
        match tongue {
            Tongue::En => self.en.insert(word.folded.as_str().into()),
            Tongue::Vi => self.folded_vi.insert(word.folded.as_str().into()),
        };
        self.exact.insert(word.exact.as_str().into());
    }

    /// Adds a short form and the words it stands for.
    pub fn add_teencode(&mut self, tongue: Tongue, short: &str, long: &str) {
        let short = Box::from(spell(short).exact);
        let words: Vec<Spelling> = long.split_whitespace().map(spell).collect();
        words.iter().for_each(|word| self.add(tongue, word));
        match tongue {
            Tongue::Vi => self.short_vi.insert(short, words),
            Tongue::En => self.short_en.insert(short, words),
        };
    }

    /// What a short form stands for in the given language.
    pub fn expand(&self, tongue: Tongue, short: &Spelling) -> Option<&[Spelling]> {
        match tongue {
            Tongue::Vi => self.short_vi.get(short.exact.as_str()),
            Tongue::En => self.short_en.get(short.exact.as_str()),
        }
        .map(Vec::as_slice)
    }

    /// Whether a word is a short form in one of the languages.
    pub fn is_short(&self, word: &Spelling) -> bool {
        self.short_vi.contains_key(word.exact.as_str()) || self.short_en.contains_key(word.exact.as_str())
    }

    /// Whether a word is known with these very diacritics.
    pub fn knows_exactly(&self, word: &Spelling) -> bool {
        self.exact.contains(word.exact.as_str())
    }

    /// Whether a word is known, with or without its diacritics.
    pub fn knows(&self, word: &Spelling) -> bool {
        self.knows_exactly(word) || self.en.contains(word.folded.as_str()) || self.knows_folded(word)
    }

    /// Whether a message's word is known, with or without its diacritics.
    pub fn has(&self, token: &Token) -> bool {
        let plain = token.folded.as_str();
        self.exact.contains(token.exact.as_str()) || self.en.contains(plain) || self.folded_vi.contains(plain)
    }

    fn knows_folded(&self, word: &Spelling) -> bool {
        word.marks == Marks::None && self.folded_vi.contains(word.folded.as_str())
    }

    /// How much a word speaks for Vietnamese (above 0) or English (below 0).
    pub fn leaning(&self, word: &Spelling) -> i32 {
        if word.marks == Marks::Right {
            return 2;
        }
        let plain = word.folded.as_str();
        let vi = self.folded_vi.contains(plain) || self.short_vi.contains_key(word.exact.as_str());
        let en = self.en.contains(plain) || self.short_en.contains_key(word.exact.as_str());
        i32::from(vi) - i32::from(en)
    }
}
