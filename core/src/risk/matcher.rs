//! Finding patterns in a message: anchors by one table, the rest verified around them.
//!
//! An anchor is the rarest part of a pattern that is always words, looked up by its first words without diacritics
//! ([`super::anchors`]). Around an anchor the other elements are verified by sets of positions, kept
//! as bits of one integer, so no pattern ever backtracks: the time is bounded by its elements × [`WINDOW`].

use super::anchors::Anchors;
use super::compile::Slots;
use super::pattern::{Atom, Beside, Element};
use super::ways::Ways;
use super::words::{Word, Words};
use crate::text::{Accent, Kind, Text, Token, Tongue};

/// How many words a pattern may reach to either side of its anchor.
pub(super) const WINDOW: usize = 64;
/// How far from a stretch something beside it may begin, words.
const BESIDE: usize = 14;
/// What a pattern of parts in any order is worth beside one in fixed order.
const ANY_ORDER: f32 = 0.75;
/// Gaps this long may reach over the end of a sentence.
const FREE_GAP: u8 = 4;

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

/// What a found pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Meaning {
    /// Position of the indicator.
    pub indicator: usize,
    /// Whether it speaks against the indicator.
    pub unless: bool,
    /// Language of the pattern.
    pub tongue: Tongue,
}

/// A pattern, ready for verifying.
#[derive(Debug)]
pub(super) struct Compiled {
    /// Position of the pattern as it was written.
    pub entry: usize,
    pub meaning: Meaning,
    pub parts: Vec<Element>,
    pub anchor: usize,
    pub beside: Vec<Beside>,
}

/// The compiled patterns.
#[derive(Debug)]
pub struct Matcher {
    pub(super) patterns: Vec<Compiled>,
    pub(super) slots: Slots,
    pub(super) words: Words,
    pub(super) anchors: Anchors,
    /// Patterns without words, anchored at a typed token.
    pub(super) typed: Vec<(Kind, u32)>,
}

/// A token's numbers; 0 is a word that no pattern has.
struct Seen {
    word: Word,
    loose: bool,
    starts: bool,
}

impl Matcher {
    /// What a found pattern stands for.
    pub fn meaning(&self, hit: &Hit) -> Option<Meaning> {
        self.patterns.get(hit.pattern).map(|pattern| pattern.meaning)
    }

    /// Position of a found pattern as it was written.
    pub fn entry(&self, hit: &Hit) -> Option<usize> {
        self.patterns.get(hit.pattern).map(|pattern| pattern.entry)
    }

    /// Finds the patterns of a message, each at most once, at its most trusted place.
    pub fn find(&self, text: &Text) -> Vec<Hit> {
        let seen: Vec<Seen> = text.tokens.iter().map(|token| self.see(token)).collect();
        let scene = Scene { matcher: self, seen: &seen, text };
        let mut found = Found::default();
        for start in 0..seen.len() {
            let words = seen.iter().skip(start).map(|seen| seen.word.folded);
            self.anchors.at(words).for_each(|pattern| found.look(&scene, pattern, start));
        }
        for (kind, pattern) in &self.typed {
            let spans = text.spans.iter().filter(|span| span.kind == *kind);
            spans.for_each(|span| found.look(&scene, *pattern, span.start));
        }
        found.hits
    }

    fn see(&self, token: &Token) -> Seen {
        let word = self.words.find(&token.exact, &token.folded);
        Seen { word, loose: token.loose, starts: token.starts }
    }
}

/// What has been found in a message so far.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
}

impl Found {
    /// Looks for a pattern around one of its anchors, unless it is already found in full.
    fn look(&mut self, scene: &Scene<'_>, pattern: u32, start: usize) {
        let at = pattern as usize;
        let known = self.hits.iter_mut().find(|hit| hit.pattern == at);
        if known.as_ref().is_some_and(|hit| hit.trust >= 1.0) {
            return;
        }
        match (known, scene.verify(at, start)) {
            (_, None) => {}
            (None, Some(hit)) => self.hits.push(hit),
            (Some(old), Some(hit)) if hit.trust > old.trust => *old = hit,
            _ => {}
        }
    }
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
    fn verify(&self, pattern: usize, start: usize) -> Option<Hit> {
        let compiled = self.matcher.patterns.get(pattern)?;
        let vi = compiled.meaning.tongue == Tongue::Vi;
        let bare = self.text.accent == Accent::Bare && !(self.text.tongue == Tongue::En && vi);
        let order = if compiled.beside.is_empty() { 1.0 } else { ANY_ORDER };
        let strict = if bare && vi { None } else { self.whole(compiled, start, false) };
        if let Some((start, end)) = strict {
            return Some(Hit { pattern, start, end, trust: order });
        }
        let (start, end) = self.whole(compiled, start, true)?;
        // Few words without diacritics may be other words.
        let trust = match (self.text.accent, bare, end - start) {
            (_, true, 0..=2) => 0.6,
            (_, true, 3) => 0.85,
            (_, true, _) => 1.0,
            (Accent::Mixed, ..) => 0.8,
            (Accent::Full, ..) => 0.6,
            (Accent::Bare, ..) => 0.5,
        };
        Some(Hit { pattern, start, end, trust: trust * order })
    }

    /// The stretch of a pattern around its anchor, if all of it and what must stand beside it is there.
    fn whole(&self, pattern: &Compiled, start: usize, loose: bool) -> Option<(usize, usize)> {
        let (start, end) = self.around(pattern, start, loose)?;
        let beside = |beside: &Beside| self.is_beside(&beside.elements, start, end, loose) != beside.absent;
        pattern.beside.iter().all(beside).then_some((start, end))
    }

    /// Whether elements stand in the sentence of a stretch, near it, not over it.
    fn is_beside(&self, elements: &[Element], start: usize, end: usize, loose: bool) -> bool {
        let bound = |at: usize| self.seen.get(at).is_some_and(|seen| seen.starts);
        let first =
            (start.saturating_sub(BESIDE)..=start).rev().find(|at| bound(*at)).unwrap_or(start.saturating_sub(BESIDE));
        let last =
            (end..self.seen.len().min(end + BESIDE)).take_while(|at| !bound(*at)).last().map_or(end, |at| at + 1);
        let there = |from: usize, most: usize| {
            let length = self.walk(elements.iter(), Walk { from, forward: true, loose }, true);
            length.is_some_and(|length| from + length <= most)
        };
        (first..start).any(|from| there(from, start)) || (end..last).any(|from| there(from, last))
    }

    /// The shortest stretch of a pattern whose anchor begins at a word, if all of it is there.
    fn around(&self, pattern: &Compiled, start: usize, loose: bool) -> Option<(usize, usize)> {
        let (before, after) = pattern.parts.split_at_checked(pattern.anchor)?;
        let (anchor, after) = after.split_first()?;
        let ends = self.choice(anchor, 1, Walk { from: start, forward: true, loose }, true)?;
        let behind = |length: usize| {
            let end = start + length;
            Some(end + self.walk(after.iter(), Walk { from: end, forward: true, loose }, false)?)
        };
        let end = bits(ends).find_map(behind)?;
        let first = self.walk(before.iter().rev(), Walk { from: start, forward: false, loose }, false)?;
        Some((start - first, end))
    }

    /// Walks the parts and returns the shortest distance at which all of them are there. `fresh`: a sentence may begin
    /// with the first of them.
    fn walk<'p>(&self, parts: impl Iterator<Item = &'p Element>, walk: Walk, fresh: bool) -> Option<usize> {
        let mut places = 1_u64;
        let mut free = fresh;
        for part in parts {
            places = match part {
                Element::Gap(words) => self.gap(*words, places, walk),
                Element::Start | Element::End => self.bounds(places, walk),
                Element::Choice { optional, .. } => {
                    self.choice(part, places, walk, free)? | if *optional { places } else { 0 }
                }
            };
            if places == 0 {
                return None;
            }
            free = matches!(part, Element::Gap(words) if *words >= FREE_GAP)
                || free && matches!(part, Element::Choice { optional: true, .. });
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
    fn choice(&self, part: &Element, places: u64, walk: Walk, free: bool) -> Option<u64> {
        let Element::Choice { ways, .. } = part else { return None };
        let mut reached = 0;
        for offset in bits(places) {
            if self.ahead(offset, walk).is_none() || !free && self.leaves(offset, walk) {
                continue;
            }
            for way in self.likely(ways, offset, walk) {
                reached |= self.way(way, offset, walk);
            }
        }
        Some(reached)
    }

    /// The alternatives that may begin with the word at `offset`. Alternatives are sorted: words first, by their form
    /// without diacritics; then typed tokens and slots.
    fn likely<'w>(&self, ways: &'w Ways, offset: usize, walk: Walk) -> impl Iterator<Item = &'w [Atom]> {
        let folded = self.ahead(offset, walk).and_then(|at| self.seen.get(at)).map_or(0, |seen| seen.word.folded);
        let begins = |way: &[Atom]| match way.first() {
            Some(Atom::Word(word)) => word.folded,
            _ => u16::MAX,
        };
        let others = ways.partition_point(|way| begins(way) < u16::MAX);
        let (first, last) = match walk.forward {
            true => (
                ways.partition_point(|way| begins(way) < folded),
                ways.partition_point(|way| begins(way) <= folded).min(others),
            ),
            false => (0, others),
        };
        (first..last).chain(others..ways.len()).filter_map(|at| ways.get(at))
    }

    /// The places after one alternative that begins at `offset`.
    fn way(&self, way: &[Atom], offset: usize, walk: Walk) -> u64 {
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

    fn step(&self, step: &Atom, offset: usize, walk: Walk) -> u64 {
        match step {
            Atom::Word(word) => {
                let there = self.ahead(offset, walk).is_some_and(|at| self.is(at, *word, walk.loose));
                if there { bit(offset + 1).unwrap_or(0) } else { 0 }
            }
            Atom::Typed(kind) => {
                let edge = if walk.forward { Some(walk.from + offset) } else { walk.from.checked_sub(offset) };
                let fits = |span: &&crate::text::Span| {
                    span.kind == *kind && Some(if walk.forward { span.start } else { span.end }) == edge
                };
                let spans = self.text.spans.iter().filter(fits);
                spans.filter_map(|span| bit(offset + span.end - span.start)).fold(0, |all, one| all | one)
            }
            Atom::Slot(slot) => {
                let Some((slot, at)) = self.matcher.slots.get(usize::from(*slot)).zip(self.ahead(offset, walk)) else {
                    return 0;
                };
                let Some(folded) = self.seen.get(at).map(|seen| seen.word.folded) else { return 0 };
                let edge =
                    |phrase: &Vec<Word>| if walk.forward { phrase.first() } else { phrase.last() }.map(|w| w.folded);
                let phrases = if walk.forward { &slot.by_first } else { &slot.by_last };
                let own = phrases.iter().skip(phrases.partition_point(|phrase| edge(phrase) < Some(folded)));
                own.take_while(|phrase| edge(phrase) == Some(folded))
                    .filter(|phrase| self.is_phrase(phrase, offset, walk))
                    .filter_map(|phrase| bit(offset + phrase.len()))
                    .fold(0, |all, one| all | one)
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
        self.seen
            .get(at)
            .is_some_and(|seen| seen.word.exact == word.exact || loose && seen.loose && seen.word.folded == word.folded)
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
