//! Finding patterns in a message: anchors by one automaton, the rest verified around them.
//!
//! An anchor is the rarest part of a pattern that is always words. The automaton runs over the message's words
//! without diacritics, `" word word "`. Around an anchor the other elements are verified by sets of positions, kept
//! as bits of one integer, so no pattern ever backtracks: the time is bounded by its elements × [`WINDOW`].

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use super::pattern::{Atom, Element};
use crate::text::{Accent, Kind, Spelling, Text, Token, Tongue};

/// How many words a pattern may reach to either side of its anchor.
const WINDOW: usize = 64;
/// Gaps this long may reach over the end of a sentence.
const FREE_GAP: u8 = 4;
/// Most anchors that one pattern may need.
const MAX_ANCHORS: usize = 600;

/// A pattern as it was written, and what it stands for.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Position of the indicator.
    pub indicator: usize,
    /// Whether a match says that the indicator does *not* count.
    pub unless: bool,
    /// Its language.
    pub tongue: Tongue,
    /// Its elements.
    pub elements: Vec<Element>,
}

/// A pattern found in a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Position of the pattern.
    pub pattern: usize,
    /// Index of its first word.
    pub start: usize,
    /// Index after its last word.
    pub end: usize,
    /// How far the spelling can be trusted, above 0 to 1.
    pub trust: f32,
}

/// A known word: numbers for its two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Word {
    exact: u32,
    folded: u32,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Word(Word),
    Typed(Kind),
    Slot(usize),
}

#[derive(Debug)]
enum Part {
    Choice { ways: Vec<Vec<Step>>, optional: bool },
    Gap(u8),
    Bound,
}

#[derive(Debug)]
struct Compiled {
    indicator: usize,
    unless: bool,
    tongue: Tongue,
    parts: Vec<Part>,
    anchor: usize,
}

/// The compiled patterns.
#[derive(Debug)]
pub struct Matcher {
    patterns: Vec<Compiled>,
    slots: Vec<Vec<Vec<Word>>>,
    exact: HashMap<String, u32>,
    folded: HashMap<String, u32>,
    automaton: AhoCorasick,
    /// For each literal of the automaton: its words and the patterns that it anchors.
    anchored: Vec<(Vec<u32>, Vec<u32>)>,
}

/// A token's numbers; 0 is a word that no pattern has.
struct Seen {
    exact: u32,
    folded: u32,
    loose: bool,
    starts: bool,
}

/// The named sets of one language.
pub type Slots = HashMap<String, Vec<Vec<Spelling>>>;

impl Matcher {
    /// Compiles patterns. The error says what is wrong with the pattern at the given position.
    pub fn compile(entries: &[Entry], slots: &HashMap<Tongue, Slots>) -> Result<Self, (usize, String)> {
        let mut made = Compiler::default();
        for (tongue, sets) in slots {
            for (name, phrases) in sets {
                let phrases =
                    phrases.iter().map(|phrase| phrase.iter().map(|word| made.word(word)).collect()).collect();
                made.slot_at.insert((*tongue, name.clone()), made.slots.len());
                made.slots.push(phrases);
            }
        }
        for (at, entry) in entries.iter().enumerate() {
            let pattern = made.pattern(entry).map_err(|problem| (at, problem))?;
            made.patterns.push(pattern);
        }
        made.finish().map_err(|problem| (0, problem))
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// What a found pattern stands for: the position of its indicator and whether it speaks against it.
    pub fn meaning(&self, hit: &Hit) -> Option<(usize, bool)> {
        self.patterns.get(hit.pattern).map(|pattern| (pattern.indicator, pattern.unless))
    }

    /// Finds the patterns of a message, each at most once, at its most trusted place.
    pub fn find(&self, text: &Text) -> Vec<Hit> {
        let (line, starts) = line(&text.tokens);
        let seen: Vec<Seen> = text.tokens.iter().map(|token| self.see(token)).collect();
        let scene = Scene { matcher: self, seen: &seen, text };
        let mut hits: Vec<Hit> = Vec::new();
        let mut tried: HashSet<(u32, usize)> = HashSet::new();
        for found in self.automaton.find_overlapping_iter(&line) {
            let Ok(start) = starts.binary_search(&found.start()) else { continue };
            let Some((words, patterns)) = self.anchored.get(found.pattern().as_usize()) else { continue };
            for pattern in patterns {
                let at = *pattern as usize;
                let known = hits.iter().position(|hit| hit.pattern == at);
                let full = known.and_then(|known| hits.get(known)).is_some_and(|hit| hit.trust >= 1.0);
                if full || !tried.insert((*pattern, (start << 8) | words.len())) {
                    continue;
                }
                let Some(hit) = scene.verify(at, start, start + words.len()) else { continue };
                match known.and_then(|known| hits.get_mut(known)) {
                    Some(old) if old.trust >= hit.trust => {}
                    Some(old) => *old = hit,
                    None => hits.push(hit),
                }
            }
        }
        hits
    }

    fn see(&self, token: &Token) -> Seen {
        let number = |table: &HashMap<String, u32>, form: &str| table.get(form).copied().unwrap_or(0);
        Seen {
            exact: number(&self.exact, &token.exact),
            folded: number(&self.folded, &token.folded),
            loose: token.loose,
            starts: token.starts,
        }
    }
}

/// The words without diacritics as `" word word "`, and the byte at which each word's space stands.
fn line(tokens: &[Token]) -> (String, Vec<usize>) {
    let mut line = String::with_capacity(tokens.iter().map(|token| token.folded.len() + 1).sum::<usize>() + 1);
    let mut starts = Vec::with_capacity(tokens.len());
    for token in tokens {
        starts.push(line.len());
        line.push(' ');
        line.push_str(&token.folded);
    }
    line.push(' ');
    (line, starts)
}

/// One message and the patterns, for verifying.
struct Scene<'a> {
    matcher: &'a Matcher,
    seen: &'a [Seen],
    text: &'a Text,
}

/// One way to walk from an anchor, and how strictly words are compared.
#[derive(Clone, Copy)]
struct Walk {
    from: usize,
    forward: bool,
    loose: bool,
}

impl Scene<'_> {
    /// Verifies a pattern around its anchor; strictly first, then, with less trust, without diacritics.
    fn verify(&self, pattern: usize, start: usize, end: usize) -> Option<Hit> {
        let compiled = self.matcher.patterns.get(pattern)?;
        let full =
            self.text.accent == Accent::Bare && !(self.text.tongue == Tongue::En && compiled.tongue == Tongue::Vi);
        if !full && let Some((start, end)) = self.around(compiled, start, end, false) {
            return Some(Hit { pattern, start, end, trust: 1.0 });
        }
        let (start, end) = self.around(compiled, start, end, true)?;
        let trust = match (self.text.accent, full) {
            (_, true) => 1.0,
            (Accent::Mixed, _) => 0.8,
            (Accent::Full, _) => 0.6,
            (Accent::Bare, _) => 0.5,
        };
        Some(Hit { pattern, start, end, trust })
    }

    /// The stretch of a pattern around its anchor, if all of it is there.
    fn around(&self, pattern: &Compiled, start: usize, end: usize, loose: bool) -> Option<(usize, usize)> {
        let (before, after) = pattern.parts.split_at_checked(pattern.anchor)?;
        let (anchor, after) = after.split_first()?;
        let here = Walk { from: start, forward: true, loose };
        if self.choice(anchor, 1, here, true)? & bit(end - start)? == 0 {
            return None;
        }
        let last = self.walk(after.iter(), Walk { from: end, forward: true, loose })?;
        let first = self.walk(before.iter().rev(), Walk { from: start, forward: false, loose })?;
        Some((start - first, end + last))
    }

    /// Walks the parts and returns the shortest distance at which all of them are there.
    fn walk<'p>(&self, parts: impl Iterator<Item = &'p Part>, walk: Walk) -> Option<usize> {
        let mut places = 1_u64;
        let mut free = false;
        for part in parts {
            places = match part {
                Part::Gap(words) => self.gap(*words, places, walk),
                Part::Bound => self.bounds(places, walk),
                Part::Choice { optional, .. } => {
                    self.choice(part, places, walk, free)? | if *optional { places } else { 0 }
                }
            };
            if places == 0 {
                return None;
            }
            free = matches!(part, Part::Gap(words) if *words >= FREE_GAP)
                || free && matches!(part, Part::Choice { optional: true, .. });
        }
        Some(places.trailing_zeros() as usize)
    }

    /// Index of the word that a step from `offset` takes, if there is one.
    fn ahead(&self, offset: usize, walk: Walk) -> Option<usize> {
        let at = if walk.forward { walk.from + offset } else { walk.from.checked_sub(offset + 1)? };
        (at < self.seen.len() && offset < WINDOW).then_some(at)
    }

    /// Whether a step from `offset` would leave the sentence.
    fn leaves(&self, offset: usize, walk: Walk) -> bool {
        let edge = if walk.forward { Some(walk.from + offset) } else { walk.from.checked_sub(offset) };
        edge.and_then(|edge| self.seen.get(edge)).is_some_and(|seen| seen.starts)
    }

    fn gap(&self, words: u8, places: u64, walk: Walk) -> u64 {
        let mut reached = places;
        let mut newest = places;
        for _ in 0..words {
            let mut next = 0;
            for offset in bits(newest) {
                let blocked = words < FREE_GAP && self.leaves(offset, walk);
                if !blocked && self.ahead(offset, walk).is_some() {
                    next |= bit(offset + 1).unwrap_or(0);
                }
            }
            newest = next & !reached;
            reached |= next;
        }
        reached
    }

    /// The places that are bounds of a sentence.
    fn bounds(&self, places: u64, walk: Walk) -> u64 {
        let is_bound = |offset: &usize| {
            let edge = if walk.forward { Some(walk.from + offset) } else { walk.from.checked_sub(*offset) };
            edge.is_some_and(|edge| self.seen.get(edge).is_none_or(|seen| seen.starts))
        };
        bits(places).filter(is_bound).filter_map(bit).fold(0, |all, one| all | one)
    }

    /// The places after one of a choice's alternatives. `free`: its first word may begin a new sentence.
    fn choice(&self, part: &Part, places: u64, walk: Walk, free: bool) -> Option<u64> {
        let Part::Choice { ways, .. } = part else { return None };
        let mut reached = 0;
        for offset in bits(places) {
            if self.ahead(offset, walk).is_none() || !free && self.leaves(offset, walk) {
                continue;
            }
            for way in ways {
                reached |= self.way(way, offset, walk);
            }
        }
        Some(reached)
    }

    /// The places after one alternative that begins at `offset`.
    fn way(&self, way: &[Step], offset: usize, walk: Walk) -> u64 {
        let mut places = bit(offset).unwrap_or(0);
        for taken in 0..way.len() {
            let step = if walk.forward { way.get(taken) } else { way.get(way.len() - 1 - taken) };
            let Some(step) = step else { return 0 };
            let mut next = 0;
            for at in bits(places).filter(|at| *at == offset || !self.leaves(*at, walk)) {
                next |= self.step(step, at, walk);
            }
            places = next;
            if places == 0 {
                return 0;
            }
        }
        places
    }

    fn step(&self, step: &Step, offset: usize, walk: Walk) -> u64 {
        match step {
            Step::Word(word) => {
                let there = self.ahead(offset, walk).is_some_and(|at| self.is(at, *word, walk.loose));
                if there { bit(offset + 1).unwrap_or(0) } else { 0 }
            }
            Step::Typed(kind) => {
                let edge = if walk.forward { Some(walk.from + offset) } else { walk.from.checked_sub(offset) };
                let fits = |span: &&crate::text::Span| {
                    span.kind == *kind && Some(if walk.forward { span.start } else { span.end }) == edge
                };
                let spans = self.text.spans.iter().filter(fits);
                spans.filter_map(|span| bit(offset + span.end - span.start)).fold(0, |all, one| all | one)
            }
            Step::Slot(slot) => {
                let phrases = self.matcher.slots.get(*slot).map(Vec::as_slice).unwrap_or_default();
                let fits = phrases.iter().filter(|phrase| self.is_phrase(phrase, offset, walk));
                fits.filter_map(|phrase| bit(offset + phrase.len())).fold(0, |all, one| all | one)
            }
        }
    }

    fn is_phrase(&self, phrase: &[Word], offset: usize, walk: Walk) -> bool {
        let fits = |(taken, word): (usize, &Word)| {
            let inside = taken == 0 || !self.leaves(offset + taken, walk);
            inside && self.ahead(offset + taken, walk).is_some_and(|at| self.is(at, *word, walk.loose))
        };
        if walk.forward { phrase.iter().enumerate().all(fits) } else { phrase.iter().rev().enumerate().all(fits) }
    }

    fn is(&self, at: usize, word: Word, loose: bool) -> bool {
        self.seen.get(at).is_some_and(|seen| {
            seen.exact == word.exact && seen.exact != 0 || loose && seen.loose && seen.folded == word.folded
        })
    }
}

fn bit(offset: usize) -> Option<u64> {
    (offset < WINDOW).then(|| 1 << offset)
}

/// The offsets of the set bits, from low to high.
fn bits(set: u64) -> impl Iterator<Item = usize> {
    let mut rest = set;
    std::iter::from_fn(move || {
        let low = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
        rest &= rest - 1;
        Some(low)
    })
}

/// What compiling gathers.
#[derive(Default)]
struct Compiler {
    patterns: Vec<Compiled>,
    slots: Vec<Vec<Vec<Word>>>,
    slot_at: HashMap<(Tongue, String), usize>,
    exact: HashMap<String, u32>,
    folded: HashMap<String, u32>,
    folded_words: Vec<String>,
    uses: HashMap<u32, u32>,
}

impl Compiler {
    fn word(&mut self, word: &Spelling) -> Word {
        let next = self.exact.len() as u32 + 1;
        let exact = *self.exact.entry(word.exact.clone()).or_insert(next);
        let next = self.folded.len() as u32 + 1;
        let folded = *self.folded.entry(word.folded.clone()).or_insert_with(|| {
            self.folded_words.push(word.folded.clone());
            next
        });
        Word { exact, folded }
    }

    fn pattern(&mut self, entry: &Entry) -> Result<Compiled, String> {
        let mut parts = Vec::with_capacity(entry.elements.len());
        for element in &entry.elements {
            parts.push(match element {
                Element::Gap(words) => Part::Gap(*words),
                Element::Start | Element::End => Part::Bound,
                Element::Choice { ways, optional } => {
                    let ways = ways.iter().map(|way| self.way(way, entry.tongue)).collect::<Result<_, String>>()?;
                    Part::Choice { ways, optional: *optional }
                }
            });
        }
        Ok(Compiled { indicator: entry.indicator, unless: entry.unless, tongue: entry.tongue, parts, anchor: 0 })
    }

    fn way(&mut self, way: &[Atom], tongue: Tongue) -> Result<Vec<Step>, String> {
        let mut steps = Vec::with_capacity(way.len());
        for atom in way {
            steps.push(match atom {
                Atom::Typed(kind) => Step::Typed(*kind),
                Atom::Slot(name) => {
                    let slot = self.slot_at.get(&(tongue, name.clone()));
                    Step::Slot(*slot.ok_or(format!("unknown slot {{{name}}}"))?)
                }
                Atom::Word(word) => {
                    let word = self.word(word);
                    *self.uses.entry(word.folded).or_default() += 1;
                    Step::Word(word)
                }
            });
        }
        Ok(steps)
    }

    fn finish(mut self) -> Result<Matcher, String> {
        let mut literals: HashMap<Vec<u32>, Vec<u32>> = HashMap::new();
        let mut patterns = std::mem::take(&mut self.patterns);
        for (at, pattern) in patterns.iter_mut().enumerate() {
            let (anchor, sequences) = self.anchor(&pattern.parts).ok_or("a pattern has no anchor")?;
            pattern.anchor = anchor;
            sequences.into_iter().for_each(|sequence| literals.entry(sequence).or_default().push(at as u32));
        }
        let mut anchored: Vec<(Vec<u32>, Vec<u32>)> = literals.into_iter().collect();
        anchored.sort();
        let lines = anchored.iter().map(|(words, _)| self.spelt(words));
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(lines)
            .map_err(|error| error.to_string())?;
        Ok(Matcher { patterns, slots: self.slots, exact: self.exact, folded: self.folded, automaton, anchored })
    }

    fn spelt(&self, words: &[u32]) -> String {
        let mut line = String::from(" ");
        for word in words {
            line.push_str(self.folded_words.get(*word as usize - 1).map_or("", String::as_str));
            line.push(' ');
        }
        line
    }

    /// The part that is rarest in text, and its word sequences without diacritics.
    fn anchor(&self, parts: &[Part]) -> Option<(usize, Vec<Vec<u32>>)> {
        let candidates = parts.iter().enumerate().filter_map(|(at, part)| match part {
            Part::Choice { ways, optional: false } => Some((at, self.sequences(ways)?)),
            _ => None,
        });
        candidates.min_by(|a, b| self.commonness(&a.1).total_cmp(&self.commonness(&b.1)))
    }

    /// All word sequences of the alternatives, or nothing if one has a typed token or there are too many.
    fn sequences(&self, ways: &[Vec<Step>]) -> Option<Vec<Vec<u32>>> {
        let mut all: HashSet<Vec<u32>> = HashSet::new();
        for way in ways {
            let mut sequences: Vec<Vec<u32>> = vec![Vec::new()];
            for step in way {
                let ends: Vec<Vec<u32>> = match step {
                    Step::Typed(_) => return None,
                    Step::Word(word) => vec![vec![word.folded]],
                    Step::Slot(slot) => self
                        .slots
                        .get(*slot)?
                        .iter()
                        .map(|phrase| phrase.iter().map(|word| word.folded).collect())
                        .collect(),
                };
                sequences =
                    sequences.iter().flat_map(|start| ends.iter().map(|end| [&**start, end].concat())).collect();
                if sequences.len() > MAX_ANCHORS {
                    return None;
                }
            }
            all.extend(sequences);
        }
        (all.len() <= MAX_ANCHORS).then(|| all.into_iter().collect())
    }

    /// A guess of how often the sequences occur in text: words that many patterns use are everyday words.
    fn commonness(&self, sequences: &[Vec<u32>]) -> f32 {
        let rarest = |sequence: &Vec<u32>| {
            let uses = |word: &u32| self.uses.get(word).copied().unwrap_or(0) as f32 + 1.0;
            sequence.iter().map(uses).fold(f32::MAX, f32::min) / (sequence.len() * sequence.len()) as f32
        };
        sequences.iter().map(rarest).sum()
    }
}
