//! What the people who edit the lexicon should look at.

use std::collections::{HashMap, HashSet};

use super::lexicon::{Files, Lexicon, Parsed};
use super::matcher::Meaning;
use super::pattern::{Element, Pattern};

/// Duplicates, patterns too short to be specific, patterns that everyday phrases match once diacritics are gone,
/// indicators without any phrase. The error is that of loading.
pub fn lint(files: &Files<'_>, everyday: &[&str]) -> Result<Vec<String>, String> {
    let parsed = Parsed::read(files)?;
    let mut notes = alike_or_short(&parsed);
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

fn alike_or_short(parsed: &Parsed) -> Vec<String> {
    let mut notes = Vec::new();
    let mut seen: HashMap<(Meaning, &Pattern), usize> = HashMap::new();
    for (at, (entry, origin)) in parsed.entries.iter().zip(&parsed.origins).enumerate() {
        let first = seen.insert((entry.meaning, &entry.pattern), at).and_then(|first| parsed.origins.get(first));
        notes.extend(first.map(|first| format!("{origin}: the same as {first}")));
        if !entry.meaning.unless && entry.pattern.beside.is_empty() && least_words(&entry.pattern.elements) < 2 {
            notes.push(format!("{origin}: one word alone can match"));
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
