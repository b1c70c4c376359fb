//! The lexicon: embedded files → vocabulary, indicators and compiled patterns; errors name file and line.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::indicator::Indicators;
use super::matcher::{Entry, Hit, Matcher, Slots};
use super::pattern::{self, Atom, Element};
use crate::text::{Text, Tongue, Vocabulary, read};

/// One lexicon file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name for error messages, such as `vi/grooming.toml`.
    pub name: &'a str,
    /// Its language.
    pub tongue: Tongue,
    /// Its text.
    pub text: &'a str,
}

/// The files of a whole lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// What the indicators are worth.
    pub indicators: &'a str,
    /// Short forms by language.
    pub teencode: &'a str,
    /// The named sets of both languages.
    pub slots: &'a [Source<'a>],
    /// The phrase files.
    pub phrases: &'a [Source<'a>],
}

macro_rules! sources {
    ($($tongue:ident $folder:literal: $($name:literal)+;)+) => {
        &[$($(Source {
            name: concat!($folder, "/", $name, ".toml"),
            tongue: Tongue::$tongue,
            text: include_str!(concat!("../../data/lexicon/", $folder, "/", $name, ".toml")),
        },)+)+]
    };
}

/// The files that ship with the SDK.
pub const EMBEDDED: Files<'static> = Files {
    indicators: include_str!("../../data/lexicon/indicators.toml"),
    teencode: include_str!("../../data/lexicon/teencode.toml"),
    slots: sources! { Vi "vi": "slots"; En "en": "slots"; },
    phrases: sources! {
        Vi "vi": "grooming" "sextortion" "recruitment" "impersonation" "scam" "bullying" "child" "benign";
        En "en": "grooming" "sextortion" "recruitment" "impersonation" "scam" "bullying" "child" "benign";
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[serde(default)]
    phrases: Vec<Spanned<String>>,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
}

/// Where a pattern was written, for errors and the lint.
#[derive(Debug, Clone)]
struct Origin {
    file: String,
    line: usize,
    text: String,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}: `{}`", self.file, self.line, self.text)
    }
}

/// The loaded lexicon.
#[derive(Debug)]
pub struct Lexicon {
    /// What the indicators are worth.
    pub indicators: Indicators,
    vocabulary: Vocabulary,
    matcher: Matcher,
    origins: Vec<Origin>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// Loads a lexicon. The error names file, line and reason.
    pub fn load(files: &Files<'_>) -> Result<Self, String> {
        let indicators = Indicators::parse(files.indicators)?;
        let mut vocabulary = teencode(files.teencode)?;
        let mut slots: HashMap<Tongue, Slots> = HashMap::new();
        for source in files.slots {
            slots.insert(source.tongue, read_slots(source, &vocabulary)?);
        }
        let (mut entries, mut origins) = (Vec::new(), Vec::new());
        for source in files.phrases {
            add_patterns(source, &indicators, &vocabulary, &mut entries, &mut origins)?;
        }
        learn(&mut vocabulary, &slots, &entries);
        let matcher = Matcher::compile(&entries, &slots).map_err(|(at, problem)| {
            origins.get(at).map_or(problem.clone(), |origin| format!("{origin}: {problem}"))
        })?;
        Ok(Self { indicators, vocabulary, matcher, origins, entries })
    }

    /// Reads a message with the lexicon's vocabulary.
    pub fn read(&self, message: &str) -> Text {
        read(message, &self.vocabulary)
    }

    /// The patterns found in a text.
    pub fn find(&self, text: &Text) -> Vec<Hit> {
        self.matcher.find(text)
    }

    /// What a found pattern stands for: the position of its indicator and whether it speaks against it.
    pub fn meaning(&self, hit: &Hit) -> Option<(usize, bool)> {
        self.matcher.meaning(hit)
    }

    /// How many patterns it has.
    pub fn size(&self) -> usize {
        self.matcher.len()
    }

    /// File, line and text of a found pattern, for the people who edit the lexicon.
    pub fn origin(&self, hit: &Hit) -> String {
        self.origins.get(hit.pattern).map(Origin::to_string).unwrap_or_default()
    }

    /// What people should look at: duplicates, patterns too short to be specific, patterns that everyday words match
    /// once diacritics are gone, indicators without any phrase.
    pub fn lint(&self, everyday: &[&str]) -> Vec<String> {
        let mut notes = Vec::new();
        let mut seen: HashMap<(usize, bool, Tongue, &[Element]), &Origin> = HashMap::new();
        for (entry, origin) in self.entries.iter().zip(&self.origins) {
            let key = (entry.indicator, entry.unless, entry.tongue, entry.elements.as_slice());
            if let Some(first) = seen.insert(key, origin) {
                notes.push(format!("{origin}: the same as {first}"));
            }
            if !entry.unless && least_words(&entry.elements) < 2 {
                notes.push(format!("{origin}: one word alone can match"));
            }
        }
        for phrase in everyday {
            let text = self.read(phrase);
            for hit in self.find(&text) {
                let counts = self.meaning(&hit).is_some_and(|(at, unless)| {
                    !unless && self.indicators.at(at).is_some_and(|found| found.category.is_some() && !found.weak)
                });
                if counts {
                    notes.push(format!("{}: matches the everyday `{phrase}`", self.origin(&hit)));
                }
            }
        }
        let used: HashSet<usize> = self.entries.iter().map(|entry| entry.indicator).collect();
        let unused = self.indicators.iter().filter(|found| found.is_phrase());
        notes.extend(
            unused
                .filter(|found| self.indicators.position(&found.id).is_none_or(|at| !used.contains(&at)))
                .map(|found| format!("indicators.toml: {}: no phrase", found.id)),
        );
        notes
    }
}

/// Fewest words that a pattern needs to match.
fn least_words(elements: &[Element]) -> usize {
    let least = |element: &Element| match element {
        Element::Choice { ways, optional: false } => ways.iter().map(Vec::len).min().unwrap_or(0),
        _ => 0,
    };
    elements.iter().map(least).sum()
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

fn teencode(text: &str) -> Result<Vocabulary, String> {
    let tables: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(text).map_err(|error| format!("teencode.toml: {error}"))?;
    let mut vocabulary = Vocabulary::default();
    for (language, table) in &tables {
        let tongue = match language.as_str() {
            "vi" => Tongue::Vi,
            "en" => Tongue::En,
            other => return Err(format!("teencode.toml: unknown language {other}")),
        };
        table.iter().for_each(|(short, long)| vocabulary.add_teencode(tongue, short, long));
    }
    Ok(vocabulary)
}

fn read_slots(source: &Source<'_>, vocabulary: &Vocabulary) -> Result<Slots, String> {
    let sets: BTreeMap<String, Vec<String>> =
        toml::from_str(source.text).map_err(|error| format!("{}: {error}", source.name))?;
    let mut slots = Slots::new();
    for (name, phrases) in sets {
        let mut words: Vec<_> = Vec::with_capacity(phrases.len());
        for phrase in &phrases {
            let phrase: Vec<_> =
                phrase.split_whitespace().flat_map(|word| pattern::words(word, source.tongue, vocabulary)).collect();
            if !phrase.is_empty() && !words.contains(&phrase) {
                words.push(phrase);
            }
        }
        slots.insert(name, words);
    }
    Ok(slots)
}

fn add_patterns(
    source: &Source<'_>,
    indicators: &Indicators,
    vocabulary: &Vocabulary,
    entries: &mut Vec<Entry>,
    origins: &mut Vec<Origin>,
) -> Result<(), String> {
    let sections: BTreeMap<Spanned<String>, Section> =
        toml::from_str(source.text).map_err(|error| format!("{}: {error}", source.name))?;
    for (id, section) in sections {
        let line = line_of(source.text, id.span().start);
        let indicator = indicators.position(id.as_ref()).ok_or(format!(
            "{}:{line}: unknown indicator {}",
            source.name,
            id.as_ref()
        ))?;
        let phrases = section.phrases.iter().map(|phrase| (phrase, false));
        for (phrase, unless) in phrases.chain(section.unless.iter().map(|phrase| (phrase, true))) {
            let text = phrase.as_ref().clone();
            let origin = Origin { file: source.name.to_owned(), line: line_of(source.text, phrase.span().start), text };
            let elements = pattern::parse(phrase.as_ref(), source.tongue, vocabulary)
                .map_err(|problem| format!("{origin}: {problem}"))?;
            entries.push(Entry { indicator, unless, tongue: source.tongue, elements });
            origins.push(origin);
        }
    }
    Ok(())
}

/// Adds all words of slots and patterns to the vocabulary.
fn learn(vocabulary: &mut Vocabulary, slots: &HashMap<Tongue, Slots>, entries: &[Entry]) {
    for (tongue, sets) in slots {
        sets.values().flatten().flatten().for_each(|word| vocabulary.add(*tongue, word));
    }
    for entry in entries {
        let ways = entry.elements.iter().filter_map(|element| match element {
            Element::Choice { ways, .. } => Some(ways),
            _ => None,
        });
        for atom in ways.flatten().flatten() {
            if let Atom::Word(word) = atom {
                vocabulary.add(entry.tongue, word);
            }
        }
    }
}

#[cfg(test)]
#[path = "lexicon_tests.rs"]
mod tests;
