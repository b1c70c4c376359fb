//! Concepts: the words and short phrases of both languages that mean about the same, for the learned scorer.
//!
//! `concepts.toml` and `slots.toml` of a language name them; `mum`, `bố mẹ` and `ông bà già` are all `parent`. What
//! the scorer learns of one word so holds for its fellows, in both languages.

use std::collections::HashMap;

use super::words::Word;

/// A concept met in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Index of its first word.
    pub at: usize,
    /// Hash of its name.
    pub concept: u32,
}

/// Which words stand for which concepts.
#[derive(Debug, Default)]
pub struct Concepts {
    /// Hashes of the concepts' names, by words without diacritics.
    by_words: HashMap<Vec<u32>, Vec<u32>>,
    /// Words of the longest phrase.
    longest: usize,
}

impl Concepts {
    /// Adds a phrase of a concept.
    pub fn add(&mut self, name: &str, phrase: &[Word]) {
        if phrase.is_empty() {
            return;
        }
        self.longest = self.longest.max(phrase.len());
        let concept = hash(name);
        let known = self.by_words.entry(phrase.iter().map(|word| word.folded).collect()).or_default();
        if !known.contains(&concept) {
            known.push(concept);
        }
    }

    /// The concepts of a text, given as the numbers of its words without diacritics: the longest phrase at each place.
    pub fn find(&self, words: &[u32]) -> Vec<Met> {
        let mut found = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let phrase = (1..=self.longest.min(words.len() - at))
                .rev()
                .find_map(|length| Some((length, self.by_words.get(words.get(at..at + length)?)?)));
            let (length, concepts) = phrase.map_or((1, [].as_slice()), |(length, found)| (length, found.as_slice()));
            found.extend(concepts.iter().map(|concept| Met { at, concept: *concept }));
            at += length;
        }
        found
    }
}

/// FNV-1a of a name.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts() {
        let word = |folded| Word { exact: folded, folded };
        let mut concepts = Concepts::default();
        concepts.add("parent", &[word(1)]);
        concepts.add("parent", &[word(1), word(2)]);
        concepts.add("tell", &[word(3)]);
        concepts.add("secret", &[word(3)]);
        let found: Vec<usize> = concepts.find(&[3, 9, 1, 2, 1]).iter().map(|met| met.at).collect();
        assert_eq!(found, [0, 0, 2, 4]);
        assert_eq!(concepts.find(&[9, 0]), []);
    }
}
