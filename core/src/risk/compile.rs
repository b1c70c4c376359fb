//! Compiling: patterns as people wrote them → the tables of the [`Matcher`].

use super::anchors::{Anchors, LONGEST};
use super::matcher::{Compiled, Matcher, Meaning};
use super::pattern::{Atom, Element, Pattern};
use super::ways::Ways;
use super::words::{Word, Words};
use crate::text::Kind;

/// Most anchors that one pattern may need.
const MAX_ANCHORS: usize = 600;

/// A pattern as it was written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it stands for.
    pub meaning: Meaning,
    /// Its grammar.
    pub pattern: Pattern,
}

/// A named set of word sequences, sorted by the first and by the last word, so that a message's word finds its own.
#[derive(Debug, Default)]
pub struct Slot {
    /// Sorted by the first word.
    pub by_first: Vec<Vec<Word>>,
    /// Sorted by the last word.
    pub by_last: Vec<Vec<Word>>,
}

impl Slot {
    /// A set of these sequences; empty and equal ones are dropped.
    pub fn new(mut sequences: Vec<Vec<Word>>) -> Self {
        sequences.retain(|sequence| !sequence.is_empty());
        sequences.sort_unstable();
        sequences.dedup();
        let mut by_last = sequences.clone();
        by_last.sort_by_key(|sequence| sequence.last().map(|word| word.folded));
        Self { by_first: sequences, by_last }
    }
}

/// The named sets, by position.
pub type Slots = Vec<Slot>;

/// Word sequences without diacritics, each cut to [`LONGEST`] words.
type Sequences = Vec<[u16; LONGEST]>;

impl Matcher {
    /// Compiles patterns. Each problem comes with the position of its pattern.
    pub fn compile(entries: Vec<Entry>, slots: Slots, words: Words) -> Result<Self, Vec<(usize, String)>> {
        let uses = uses(&entries, words.len());
        let compiler = Compiler { slots: &slots, uses: &uses };
        let mut anchors = Vec::new();
        let mut typed = Vec::new();
        let mut patterns = Vec::with_capacity(entries.len());
        for (entry, written) in entries.into_iter().enumerate() {
            let Pattern { elements, beside } = written.pattern;
            for parts in anchorable(elements) {
                let at = patterns.len() as u32;
                let anchor = if let Some((anchor, sequences)) = compiler.anchor(&parts) {
                    anchors.extend(sequences.into_iter().map(|sequence| (sequence, at)));
                    anchor
                } else if let Some((anchor, kinds)) = typed_anchor(&parts) {
                    typed.extend(kinds.into_iter().map(|kind| (kind, at)));
                    anchor
                } else {
                    return Err(vec![(entry, "no part of it can be an anchor".to_owned())]);
                };
                patterns.push(Compiled { entry, meaning: written.meaning, parts, anchor, beside: beside.clone() });
            }
        }
        let anchors = Anchors::new(anchors, words.len());
        Ok(Self { patterns, slots, words, anchors, typed })
    }
}

/// How many patterns use each word: words that many use are everyday words.
fn uses(entries: &[Entry], words: usize) -> Vec<u32> {
    let mut uses = vec![0; words + 1];
    for element in entries.iter().flat_map(|entry| &entry.pattern.elements) {
        let Element::Choice { ways, .. } = element else { continue };
        for atom in ways.iter().flatten() {
            if let Atom::Word(word) = atom {
                uses.iter_mut().skip(usize::from(word.folded)).take(1).for_each(|uses| *uses += 1);
            }
        }
    }
    uses
}

/// A pattern without a part that is always words, as several that have one: an alternative of words and typed
/// tokens becomes a pattern of its own, one element for each.
fn anchorable(elements: Vec<Element>) -> Vec<Vec<Element>> {
    let wordy = |element: &Element| match element {
        Element::Choice { ways, optional: false } => ways.iter().flatten().all(|atom| !matches!(atom, Atom::Typed(_))),
        _ => false,
    };
    let first = elements.iter().position(|element| matches!(element, Element::Choice { optional: false, .. }));
    let mixed = first.and_then(|first| Some((first, elements.get(first)?)));
    match mixed {
        Some((first, Element::Choice { ways, .. })) if !elements.iter().any(wordy) => {
            let (before, rest) = elements.split_at_checked(first).unwrap_or((&elements, &[]));
            let after = rest.get(1..).unwrap_or_default();
            let single = |atom: &Atom| Element::Choice { ways: Ways::of(&[&[*atom]]), optional: false };
            ways.iter().map(|way| [before, &way.iter().map(single).collect::<Vec<_>>(), after].concat()).collect()
        }
        _ => vec![elements],
    }
}

/// A part that is always one typed token, and which.
fn typed_anchor(parts: &[Element]) -> Option<(usize, Vec<Kind>)> {
    parts.iter().enumerate().find_map(|(at, part)| {
        let Element::Choice { ways, optional: false } = part else { return None };
        let kind = |way: &[Atom]| match way {
            [Atom::Typed(kind)] => Some(*kind),
            _ => None,
        };
        Some((at, ways.iter().map(kind).collect::<Option<Vec<_>>>()?))
    })
}

/// What choosing anchors looks at.
struct Compiler<'a> {
    slots: &'a Slots,
    uses: &'a [u32],
}

impl Compiler<'_> {
    /// The part that is rarest in text, and its word sequences.
    fn anchor(&self, parts: &[Element]) -> Option<(usize, Sequences)> {
        let mut candidates: Vec<(f32, usize, &Ways)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if let Element::Choice { ways, optional: false } = part
                && let Some(cost) = ways.iter().map(|way| self.commonness(way)).sum::<Option<f32>>()
            {
                candidates.push((cost, at, ways));
            }
        }
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
        candidates.into_iter().find_map(|(_, at, ways)| Some((at, self.sequences(ways)?)))
    }

    fn rarity(&self, word: &Word) -> f32 {
        self.uses.get(usize::from(word.folded)).copied().unwrap_or(0) as f32 + 1.0
    }

    /// A guess of how often an alternative occurs in text; nothing if it has a typed token.
    fn commonness(&self, way: &[Atom]) -> Option<f32> {
        let mut rarest = f32::MAX;
        let mut sequences = 1.0;
        for atom in way {
            match atom {
                Atom::Typed(_) => return None,
                Atom::Word(word) => rarest = rarest.min(self.rarity(word)),
                Atom::Slot(slot) => sequences *= self.slots.get(usize::from(*slot))?.by_first.len() as f32,
            }
        }
        if rarest == f32::MAX {
            let slot = |atom: &Atom| match atom {
                Atom::Slot(slot) => self.slots.get(usize::from(*slot)),
                _ => None,
            };
            let all = way.iter().filter_map(slot).flat_map(|slot| &slot.by_first).flatten();
            rarest = all.map(|word| self.rarity(word)).fold(0.0, f32::max);
        }
        Some(rarest * sequences / (way.len() * way.len()) as f32)
    }

    /// All word sequences of the alternatives, or nothing if there are too many.
    fn sequences(&self, ways: &Ways) -> Option<Sequences> {
        let mut all = Sequences::with_capacity(ways.len());
        let mut open: Vec<(usize, [u16; LONGEST])> = Vec::new();
        for way in ways.iter() {
            open.clear();
            open.push((0, [0; LONGEST]));
            for atom in way {
                match atom {
                    Atom::Typed(_) => return None,
                    Atom::Word(word) => open.iter_mut().for_each(|sequence| lengthen(sequence, *word)),
                    Atom::Slot(slot) => {
                        let ends = &self.slots.get(usize::from(*slot))?.by_first;
                        let longer = |start: &(usize, [u16; LONGEST]), end: &Vec<Word>| {
                            let mut sequence = *start;
                            end.iter().for_each(|word| lengthen(&mut sequence, *word));
                            sequence
                        };
                        open = open.iter().flat_map(|start| ends.iter().map(|end| longer(start, end))).collect();
                    }
                }
                if open.len() > MAX_ANCHORS {
                    return None;
                }
            }
            all.extend(open.iter().map(|(_, sequence)| *sequence));
        }
        all.sort_unstable();
        all.dedup();
        (all.len() <= MAX_ANCHORS).then_some(all)
    }
}

fn lengthen((length, sequence): &mut (usize, [u16; LONGEST]), word: Word) {
    if let Some(next) = sequence.get_mut(*length) {
        *next = word.folded;
        *length += 1;
    }
}
