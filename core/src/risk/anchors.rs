//! Anchors: which patterns may stand where a few words of a message follow each other.
//!
//! A sorted table stands for the automaton that one would build over tokens: anchors are so short that looking each
//! begin up costs no more than walking failure links, and the table is built by one sort and needs a few bytes an entry.

/// Most words of an anchor that are looked at; the rest is verified with the pattern.
pub const LONGEST: usize = 4;

/// Word sequences and the patterns that each anchors.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The sequences, sorted: the numbers of up to [`LONGEST`] words, from the highest bits down; 0 is no word.
    keys: Vec<u64>,
    /// Where the patterns of each key begin, and where the last ends.
    starts: Vec<u32>,
    patterns: Vec<u32>,
    /// Where the keys of each first word begin, and where the last ends.
    firsts: Vec<u32>,
}

impl Anchors {
    /// A table of sequences over the words up to a number.
    pub fn new(sequences: Vec<([u16; LONGEST], u32)>, words: usize) -> Self {
        let mut all: Vec<(u64, u32)> = sequences.into_iter().map(|(words, pattern)| (key(&words), pattern)).collect();
        all.sort_unstable();
        all.dedup();
        let mut made = Self::default();
        for (key, pattern) in all {
            if made.keys.last() != Some(&key) {
                made.keys.push(key);
                made.starts.push(made.patterns.len() as u32);
            }
            made.patterns.push(pattern);
        }
        made.starts.push(made.patterns.len() as u32);
        let first = |number: usize| made.keys.partition_point(|key| ((key >> 48) as usize) < number) as u32;
        made.firsts = (0..=words + 1).map(first).collect();
        made.keys.shrink_to_fit();
        made.patterns.shrink_to_fit();
        made
    }

    /// The patterns whose anchor begins with the first of these words, those with the shortest anchors first.
    pub fn at<'a>(&'a self, words: impl Iterator<Item = u16> + 'a) -> impl Iterator<Item = u32> + 'a {
        let (mut prefix, mut length) = (0, 0);
        let mut rest: &[u64] = &self.keys;
        let mut from = 0;
        let found = words.take(LONGEST).take_while(|word| *word != 0).map_while(move |word| {
            prefix |= u64::from(word) << (48 - 16 * length);
            if length == 0 {
                let bound = |at: u16| self.firsts.get(usize::from(at)).map(|at| *at as usize);
                let (begin, end) = (bound(word)?, bound(word.checked_add(1)?)?);
                (from, rest) = (begin, self.keys.get(begin..end)?);
            } else {
                let skipped = rest.partition_point(|key| *key < prefix);
                (from, rest) = (from + skipped, rest.get(skipped..)?);
            }
            length += 1;
            let first = rest.first()?;
            Some((*first == prefix).then_some(from))
        });
        found.flatten().flat_map(|key| self.of(key).iter().copied())
    }

    /// The patterns of a key.
    fn of(&self, key: usize) -> &[u32] {
        let bounds = self.starts.get(key).zip(self.starts.get(key + 1));
        bounds.and_then(|(from, to)| self.patterns.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

fn key(words: &[u16; LONGEST]) -> u64 {
    words.iter().fold(0, |key, word| key << 16 | u64::from(*word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_anchor_that_begins_here_is_found() {
        let anchors = Anchors::new(
            vec![([1, 2, 0, 0], 7), ([1, 2, 3, 4], 8), ([1, 0, 0, 0], 9), ([2, 0, 0, 0], 5), ([1, 2, 0, 0], 6)],
            4,
        );
        let at = |words: &[u16]| anchors.at(words.iter().copied()).collect::<Vec<_>>();
        assert_eq!(at(&[1, 2, 3, 4, 5]), [9, 6, 7, 8]);
        assert_eq!(at(&[1, 2, 3]), [9, 6, 7]);
        assert_eq!(at(&[2, 2]), [5]);
        assert!(at(&[4]).is_empty());
        assert!(at(&[0, 1]).is_empty());
        assert!(at(&[]).is_empty());
    }
}
