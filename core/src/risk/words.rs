//! The words of the lexicon as numbers, so that patterns and messages are compared by numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::text::{Spelling, Tongue, Vocabulary, spell_entry};

/// A known word: numbers for its form with and without diacritics, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Without diacritics; first, so that sorted words with one folded form stand together.
    pub folded: u16,
    /// With diacritics.
    pub exact: u16,
}

type Numbers = HashMap<Box<str>, u16, FixedState>;

/// The numbers of all known words; 0 is a word that no pattern has.
#[derive(Debug, Clone, Default)]
pub struct Words {
    exact: Numbers,
    folded: Numbers,
}

impl Words {
    /// The numbers of a word; new ones if it has none.
    pub fn add(&mut self, word: &Spelling) -> Word {
        let exact = number(&mut self.exact, &word.exact);
        let folded = number(&mut self.folded, &word.folded);
        Word { exact, folded }
    }

    /// The numbers of a message's word.
    pub fn find(&self, exact: &str, folded: &str) -> Word {
        let number = |table: &Numbers, form: &str| table.get(form).copied().unwrap_or(0);
        Word { exact: number(&self.exact, exact), folded: number(&self.folded, folded) }
    }

    /// How many forms without diacritics there are.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Whether there are more words than numbers.
    pub fn is_full(&self) -> bool {
        self.exact.len() >= usize::from(u16::MAX)
    }
}

fn number(table: &mut Numbers, form: &str) -> u16 {
    if let Some(known) = table.get(form) {
        return *known;
    }
    let next = u16::try_from(table.len() + 1).unwrap_or(0);
    table.insert(form.into(), next);
    next
}

/// Spells the words of one language's files; remembers them, since the same words come again and again.
pub struct Speller<'a> {
    tongue: Tongue,
    short_forms: &'a Vocabulary,
    words: &'a mut Words,
    /// Position of each named set.
    pub slots: HashMap<String, u16>,
    /// Where in `found` the words of each written word lie.
    spelt: HashMap<Box<str>, (usize, usize), FixedState>,
    found: Vec<Word>,
    new: Vec<Spelling>,
}

impl<'a> Speller<'a> {
    /// A speller for one language.
    pub fn new(tongue: Tongue, short_forms: &'a Vocabulary, words: &'a mut Words) -> Self {
        Self {
            tongue,
            short_forms,
            words,
            slots: HashMap::new(),
            spelt: HashMap::default(),
            found: Vec::new(),
            new: Vec::new(),
        }
    }

    /// A written word as the words that a message has after reading: hyphens split, short forms written out. None if
    /// it holds a sign of the grammar.
    pub fn words(&mut self, word: &str) -> Option<&[Word]> {
        let (from, to) = match self.spelt.get(word) {
            Some(place) => *place,
            None => {
                if word.contains(['(', ')', '{', '}', '|', '~', '^', '<', '>', '&', '!']) {
                    return None;
                }
                let from = self.found.len();
                for part in word.split(['-', '/', '.', ',', '_']).map(spell_entry).filter(|part| !part.exact.is_empty())
                {
                    let longer =
                        self.short_forms.expand(self.tongue, &part).map_or_else(|| vec![part], <[Spelling]>::to_vec);
                    self.found.extend(longer.iter().map(|word| self.words.add(word)));
                    self.new.extend(longer);
                }
                self.spelt.insert(word.into(), (from, self.found.len()));
                (from, self.found.len())
            }
        };
        self.found.get(from..to)
    }

    /// All spellings met so far.
    pub fn into_spellings(self) -> Vec<Spelling> {
        self.new
    }
}
