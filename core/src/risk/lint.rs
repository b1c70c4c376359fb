//! What the people who edit the lexicon should look at.

use std::collections::{HashMap, HashSet};

use super::lexicon::{Files, Lexicon, Parsed};
use super::matcher::{Meaning, WINDOW};
use super::pattern::{Atom, Element, Pattern};
use super::ways::Ways;
use super::words::Speller;
use crate::text::{Tongue, read};

/// Words around a pattern's word that settle the language of a text.
const AROUND: [(Tongue, &str, &str); 2] = [(Tongue::Vi, "không", "được"), (Tongue::En, "please", "then the")];
/// A Vietnamese match of fewer words is trusted less where a text has no diacritics, so that a longer pattern beside a
/// shorter one still says more.
const TRUSTED: usize = 4;

/// Duplicates, patterns too short to be specific, patterns that never match or never add anything, patterns that
/// everyday phrases match once diacritics are gone, indicators without any phrase. The error is that of loading.
pub fn lint(files: &Files<'_>, everyday: &[&str]) -> Result<Vec<String>, String> {
    let parsed = Parsed::read(files)?;
    let mut notes = alike_or_short(&parsed);
    notes.append(&mut unreadable(&parsed));
    notes.append(&mut covered(&parsed));
    let lexicon = Lexicon::load(files)?;
    let counts = |meaning: Meaning| {
        let indicator = lexicon.indicators.at(meaning.indicator);
        !meaning.unless && indicator.is_some_and(|found| found.category.is_some() && !found.weak)
    };
    for phrase in everyday {
        let hits = lexicon.find(&lexicon.read(phrase));
        let wrong = hits.iter().filter(|hit| lexicon.meaning(hit).is_some_and(counts));
        notes.extend(wrong.map(|hit| format!("{}: matches the everyday `{phrase}`", lexicon.origin(hit))));
    }
    let used: HashSet<usize> = parsed.entries.iter().map(|entry| entry.meaning.indicator).collect();
    let silent = parsed.indicators.iter().filter(|found| !found.event);
    let silent = silent.filter(|found| parsed.indicators.position(&found.id).is_none_or(|at| !used.contains(&at)));
    notes.extend(silent.map(|found| format!("indicators.toml: {}: no phrase", found.id)));
    Ok(notes)
}

fn alike_or_short(parsed: &Parsed<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let mut seen: HashMap<(Meaning, &Pattern), usize> = HashMap::new();
    for (at, (entry, origin)) in parsed.entries.iter().zip(&parsed.origins).enumerate() {
        let first = seen.insert((entry.meaning, &entry.pattern), at).and_then(|first| parsed.origins.get(first));
        notes.extend(first.map(|first| format!("{origin}: the same as {first}")));
        if !entry.meaning.unless && entry.pattern.beside.is_empty() && least_words(&entry.pattern.elements) < 2 {
            notes.push(format!("{origin}: one word alone can match"));
        }
        if least_words(&entry.pattern.elements) > WINDOW {
            notes.push(format!("{origin}: longer than any match"));
        }
    }
    notes
}

/// Fewest words that a pattern needs to match.
fn least_words(elements: &[Element]) -> usize {
    let least = |element: &Element| match element {
        Element::Choice { ways, optional: false } => ways.iter().map(<[_]>::len).min().unwrap_or(0),
        _ => 0,
    };
    elements.iter().map(least).sum()
}

/// Words of patterns that no text has once it is read, in any way of writing them.
fn unreadable(parsed: &Parsed<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for (tongue, before, after) in AROUND {
        let mut words = parsed.words.clone();
        let mut speller = Speller::new(tongue, &parsed.vocabulary, &mut words);
        let mut known: HashMap<&str, bool> = HashMap::new();
        let own = parsed.entries.iter().zip(&parsed.origins).filter(|(entry, _)| entry.meaning.tongue == tongue);
        for (_, origin) in own {
            let of_grammar = |sign: char| sign.is_whitespace() || "()|?&!^$".contains(sign);
            let words = origin.text.split(of_grammar).filter(|word| !word.starts_with(['~', '{', '<']));
            for word in words.filter(|word| !word.is_empty()) {
                let readable = *known.entry(word).or_insert_with(|| {
                    let wanted = speller.words(word).unwrap_or_default().to_vec();
                    let text = read(&format!("{before} {word} {after}"), &parsed.vocabulary);
                    let found = text.tokens.iter().map(|token| parsed.words.find(&token.exact, &token.folded));
                    found.collect::<Vec<_>>().windows(wanted.len().max(1)).any(|found| found == wanted)
                });
                if !readable {
                    notes.push(format!("{origin}: no text has `{word}` when it is read"));
                }
            }
        }
    }
    notes
}

/// Patterns that add nothing: wherever one matches, a shorter one of the same indicator does.
fn covered(parsed: &Parsed<'_>) -> Vec<String> {
    let mut alike: HashMap<Meaning, Vec<Candidate<'_>>> = HashMap::new();
    for (at, entry) in parsed.entries.iter().enumerate() {
        alike.entry(entry.meaning).or_default().push((at, &entry.pattern, units(&entry.pattern.elements)));
    }
    let mut notes = Vec::new();
    for (meaning, patterns) in &alike {
        for (at, pattern, long) in patterns {
            let by = patterns.iter().find(|(other, shorter, short)| {
                let trusted = meaning.tongue == Tongue::En || least_words(&shorter.elements) >= TRUSTED;
                other != at
                    && (trusted || long.len() == short.len())
                    && shorter.beside.iter().all(|beside| pattern.beside.contains(beside))
                    && long.windows(short.len()).any(|part| part.iter().zip(short).all(|(part, by)| by.covers(part)))
                    // Of two that cover each other the first stays.
                    && (other < at || long.len() > short.len() || long != short)
            });
            let origins = by.and_then(|(by, ..)| parsed.origins.get(*at).zip(parsed.origins.get(*by)));
            notes.extend(origins.map(|(origin, by)| format!("{origin}: covered by {by}")));
        }
    }
    notes.sort_unstable();
    notes
}

/// A pattern's position, itself, and what coverage compares.
type Candidate<'a> = (usize, &'a Pattern, Vec<Unit<'a>>);

/// An element as coverage compares it: words that always stand there one by one.
#[derive(PartialEq)]
enum Unit<'a> {
    One(Atom),
    Many(&'a Ways, bool),
    Other(&'a Element),
}

fn units(elements: &[Element]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for element in elements {
        match element {
            Element::Choice { ways, optional: false } if ways.len() == 1 => {
                units.extend(ways.iter().flatten().map(|atom| Unit::One(*atom)));
            }
            Element::Choice { ways, optional } => units.push(Unit::Many(ways, *optional)),
            other => units.push(Unit::Other(other)),
        }
    }
    units
}

impl Unit<'_> {
    /// Whether all that matches the other also matches this.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(atom), Self::One(other)) => atom == other,
            (Self::Many(ways, _), Self::One(atom)) => ways.iter().any(|way| way == [*atom]),
            (Self::Many(ways, optional), Self::Many(others, may_lack)) => {
                (*optional || !may_lack) && others.iter().all(|other| ways.iter().any(|way| way == other))
            }
            (Self::Other(Element::Gap(words)), Self::Other(Element::Gap(fewer))) => words >= fewer,
            (Self::Other(bound), Self::Other(other)) => bound == other,
            _ => false,
        }
    }
}
