//! The words of the lexicon as numbers, so that patterns and messages are compared by numbers.

use std::collections::HashMap;

use crate::text::{Spelling, Tongue, Vocabulary, spell_entry};

/// A known word: numbers for its form with and without diacritics, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Without diacritics; first, so that sorted words with one folded form stand together.
    pub folded: u32,
    /// With diacritics.
    pub exact: u32,
}

/// The numbers of all known words; 0 is a word that no pattern has.
#[derive(Debug, Default)]
pub struct Words {
    exact: HashMap<String, u32>,
    folded: HashMap<String, u32>,
    spelt: Vec<String>,
}

impl Words {
    /// The numbers of a word; new ones if it has none.
    pub fn add(&mut self, word: &Spelling) -> Word {
        let exact = number(&mut self.exact, &word.exact);
        let folded = number(&mut self.folded, &word.folded);
        if folded as usize > self.spelt.len() {
            self.spelt.push(word.folded.clone());
        }
        Word { exact, folded }
    }

    /// The numbers of a message's word.
    pub fn find(&self, exact: &str, folded: &str) -> Word {
        let number = |table: &HashMap<String, u32>, form: &str| table.get(form).copied().unwrap_or(0);
        Word { exact: number(&self.exact, exact), folded: number(&self.folded, folded) }
    }

    /// The form without diacritics that has this number.
    pub fn folded(&self, number: u32) -> &str {
        (number as usize).checked_sub(1).and_then(|at| self.spelt.get(at)).map_or("", String::as_str)
    }
}

fn number(table: &mut HashMap<String, u32>, form: &str) -> u32 {
    if let Some(known) = table.get(form) {
        return *known;
    }
    let next = table.len() as u32 + 1;
    table.insert(form.to_owned(), next);
    next
}

/// Spells the words of one language's files; remembers them, since the same words come again and again.
pub struct Speller<'a> {
    tongue: Tongue,
    short_forms: &'a Vocabulary,
    words: &'a mut Words,
    /// Position of each named set.
    pub slots: HashMap<String, usize>,
    spelt: HashMap<String, Vec<Word>>,
    new: Vec<Spelling>,
}

impl<'a> Speller<'a> {
    /// A speller for one language.
    pub fn new(tongue: Tongue, short_forms: &'a Vocabulary, words: &'a mut Words) -> Self {
        Self { tongue, short_forms, words, slots: HashMap::new(), spelt: HashMap::new(), new: Vec::new() }
    }

    /// A written word as the words that a message has after reading: hyphens split, short forms written out.
    pub fn words(&mut self, word: &str) -> &[Word] {
        if !self.spelt.contains_key(word) {
            let mut found = Vec::new();
            for part in word.split(['-', '/', '.', ',', '_']).map(spell_entry).filter(|part| !part.exact.is_empty()) {
                let longer =
                    self.short_forms.expand(self.tongue, &part).map_or_else(|| vec![part], <[Spelling]>::to_vec);
                found.extend(longer.iter().map(|word| self.words.add(word)));
                self.new.extend(longer);
            }
            self.spelt.insert(word.to_owned(), found);
        }
        self.spelt.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// All spellings met so far.
    pub fn into_spellings(self) -> Vec<Spelling> {
        self.new
    }
}
