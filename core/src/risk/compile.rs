//! Compiling: patterns as people wrote them → the tables and the automaton of the [`Matcher`].

use std::collections::HashMap;

use aho_corasick::{AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use super::matcher::{Compiled, Matcher, Meaning};
use super::pattern::{Atom, Element, Pattern};
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

impl Matcher {
    /// Compiles patterns. Each problem comes with the position of its pattern.
    pub fn compile(entries: &[Entry], slots: Slots, words: Words) -> Result<Self, Vec<(usize, String)>> {
        let uses = uses(entries);
        let compiler = Compiler { slots: &slots, uses: &uses };
        let mut literals: HashMap<Vec<u32>, Vec<u32>> = HashMap::new();
        let mut typed = Vec::new();
        let mut patterns = Vec::with_capacity(entries.len());
        for (entry, written) in entries.iter().enumerate() {
            for parts in anchorable(&written.pattern.elements) {
                let at = patterns.len() as u32;
                let anchor = if let Some((anchor, sequences)) = compiler.anchor(&parts) {
                    sequences.into_iter().for_each(|sequence| literals.entry(sequence).or_default().push(at));
                    anchor
                } else if let Some((anchor, kinds)) = typed_anchor(&parts) {
                    typed.extend(kinds.into_iter().map(|kind| (kind, at)));
                    anchor
                } else {
                    return Err(vec![(entry, "no part of it can be an anchor".to_owned())]);
                };
                let beside = written.pattern.beside.clone();
                patterns.push(Compiled { entry, meaning: written.meaning, parts, anchor, beside });
            }
        }
        let mut anchored: Vec<(Vec<u32>, Vec<u32>)> = literals.into_iter().collect();
        anchored.sort_unstable();
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(anchored.iter().map(|(literal, _)| line(literal, &words)))
            .map_err(|error| vec![(usize::MAX, error.to_string())])?;
        Ok(Self { patterns, slots, words, automaton, anchored, typed })
    }
}

/// Words as the automaton sees them: `" word word "`.
fn line(literal: &[u32], words: &Words) -> String {
    let mut line = String::from(" ");
    for word in literal {
        line.push_str(words.folded(*word));
        line.push(' ');
    }
    line
}

/// How many patterns use each word: words that many use are everyday words.
fn uses(entries: &[Entry]) -> HashMap<u32, u32> {
    let mut uses = HashMap::new();
    for element in entries.iter().flat_map(|entry| &entry.pattern.elements) {
        let Element::Choice { ways, .. } = element else { continue };
        for atom in ways.iter().flatten() {
            if let Atom::Word(word) = atom {
                *uses.entry(word.folded).or_default() += 1;
            }
        }
    }
    uses
}

/// A pattern without a part that is always words, as several that have one: an alternative of words and typed
/// tokens becomes a pattern of its own, one element for each.
fn anchorable(elements: &[Element]) -> Vec<Vec<Element>> {
    let wordy = |element: &Element| match element {
        Element::Choice { ways, optional: false } => ways.iter().flatten().all(|atom| !matches!(atom, Atom::Typed(_))),
        _ => false,
    };
    let first = elements.iter().position(|element| matches!(element, Element::Choice { optional: false, .. }));
    let mixed = first.and_then(|first| Some((first, elements.get(first)?)));
    match mixed {
        Some((first, Element::Choice { ways, .. })) if !elements.iter().any(wordy) => {
            let (before, rest) = elements.split_at_checked(first).unwrap_or((elements, &[]));
            let after = rest.get(1..).unwrap_or_default();
            let single = |atom: &Atom| Element::Choice { ways: vec![vec![*atom]], optional: false };
            ways.iter().map(|way| [before, &way.iter().map(single).collect::<Vec<_>>(), after].concat()).collect()
        }
        _ => vec![elements.to_vec()],
    }
}

/// A part that is always one typed token, and which.
fn typed_anchor(parts: &[Element]) -> Option<(usize, Vec<Kind>)> {
    parts.iter().enumerate().find_map(|(at, part)| {
        let Element::Choice { ways, optional: false } = part else { return None };
        let kind = |way: &Vec<Atom>| match way.as_slice() {
            [Atom::Typed(kind)] => Some(*kind),
            _ => None,
        };
        Some((at, ways.iter().map(kind).collect::<Option<Vec<_>>>()?))
    })
}

/// What choosing anchors looks at.
struct Compiler<'a> {
    slots: &'a Slots,
    uses: &'a HashMap<u32, u32>,
}

impl Compiler<'_> {
    /// The part that is rarest in text, and its word sequences without diacritics.
    fn anchor(&self, parts: &[Element]) -> Option<(usize, Vec<Vec<u32>>)> {
        let mut candidates: Vec<(f32, usize, &Vec<Vec<Atom>>)> = Vec::new();
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

    /// A guess of how often an alternative occurs in text; nothing if it has a typed token.
    fn commonness(&self, way: &[Atom]) -> Option<f32> {
        let rarity = |word: &Word| self.uses.get(&word.folded).copied().unwrap_or(0) as f32 + 1.0;
        let mut rarest = f32::MAX;
        let mut sequences = 1.0;
        for atom in way {
            match atom {
                Atom::Typed(_) => return None,
                Atom::Word(word) => rarest = rarest.min(rarity(word)),
                Atom::Slot(slot) => sequences *= self.slots.get(*slot)?.by_first.len() as f32,
            }
        }
        if rarest == f32::MAX {
            let all =
                way.iter().filter_map(|atom| if let Atom::Slot(slot) = atom { self.slots.get(*slot) } else { None });
            rarest = all.flat_map(|slot| &slot.by_first).flatten().map(rarity).fold(0.0, f32::max);
        }
        Some(rarest * sequences / (way.len() * way.len()) as f32)
    }

    /// All word sequences of the alternatives, or nothing if there are too many.
    fn sequences(&self, ways: &[Vec<Atom>]) -> Option<Vec<Vec<u32>>> {
        let mut all: Vec<Vec<u32>> = Vec::with_capacity(ways.len());
        for way in ways {
            let mut sequences: Vec<Vec<u32>> = vec![Vec::with_capacity(way.len())];
            for atom in way {
                match atom {
                    Atom::Typed(_) => return None,
                    Atom::Word(word) => sequences.iter_mut().for_each(|sequence| sequence.push(word.folded)),
                    Atom::Slot(slot) => {
                        let ends = &self.slots.get(*slot)?.by_first;
                        let longer = |start: &Vec<u32>, end: &[Word]| {
                            start.iter().copied().chain(end.iter().map(|word| word.folded)).collect()
                        };
                        sequences =
                            sequences.iter().flat_map(|start| ends.iter().map(|end| longer(start, end))).collect();
                    }
                }
                if sequences.len() > MAX_ANCHORS {
                    return None;
                }
            }
            all.append(&mut sequences);
        }
        all.sort_unstable();
        all.dedup();
        (all.len() <= MAX_ANCHORS).then_some(all)
    }
}
