//! The lexicon: embedded files → vocabulary, indicators and compiled patterns; errors name file and line.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::compile::{Entry, Slot, Slots};
use super::indicator::Indicators;
use super::matcher::{Hit, Matcher, Meaning};
use super::pattern;
use super::words::{Speller, Words};
use crate::text::{Text, Token, Tongue, Vocabulary, read};

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
        Vi "vi": "grooming" "sextortion" "recruitment" "impersonation" "scam" "bullying" "cues" "child" "benign";
        En "en": "grooming" "sextortion" "recruitment" "impersonation" "scam" "bullying" "cues" "child" "benign";
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
pub(super) struct Origin<'a> {
    file: u16,
    name: &'a str,
    line: u32,
    pub(super) text: String,
}

impl std::fmt::Display for Origin<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}: `{}`", self.name, self.line, self.text)
    }
}

/// All that the files say, not yet compiled.
pub(super) struct Parsed<'a> {
    pub(super) indicators: Indicators,
    pub(super) vocabulary: Vocabulary,
    pub(super) words: Words,
    pub(super) slots: Slots,
    pub(super) entries: Vec<Entry>,
    pub(super) origins: Vec<Origin<'a>>,
}

impl<'a> Parsed<'a> {
    /// Reads the files. The error names file, line and reason of every problem, one a line.
    pub(super) fn read(files: &Files<'a>) -> Result<Self, String> {
        let indicators = Indicators::parse(files.indicators)?;
        let mut vocabulary = teencode(files.teencode)?;
        let (mut words, mut slots) = (Words::default(), Slots::new());
        let mut written = Written::default();
        for tongue in [Tongue::Vi, Tongue::En] {
            let mut speller = Speller::new(tongue, &vocabulary, &mut words);
            for source in files.slots.iter().filter(|source| source.tongue == tongue) {
                read_slots(source, &mut speller, &mut slots)?;
            }
            for (file, source) in (0..).zip(files.phrases).filter(|(_, source)| source.tongue == tongue) {
                written.read(file, source, &indicators, &mut speller)?;
            }
            let spellings = speller.into_spellings();
            spellings.iter().for_each(|word| vocabulary.add(tongue, word));
        }
        let Written { entries, origins, mut problems } = written;
        if words.is_full() {
            problems.push("more words than numbers for them".to_owned());
        }
        if !problems.is_empty() {
            return Err(problems.join("\n"));
        }
        Ok(Self { indicators, vocabulary, words, slots, entries, origins })
    }
}

/// The loaded lexicon.
#[derive(Debug)]
pub struct Lexicon {
    /// What the indicators are worth.
    pub indicators: Indicators,
    vocabulary: Vocabulary,
    matcher: Matcher,
    /// The names of the phrase files, and of each pattern its file and line.
    files: Vec<String>,
    places: Vec<(u16, u32)>,
}

impl Lexicon {
    /// Loads a lexicon. The error names file, line and reason of every problem, one a line.
    pub fn load(files: &Files<'_>) -> Result<Self, String> {
        let Parsed { indicators, vocabulary, words, slots, entries, origins } = Parsed::read(files)?;
        let named = |(at, problem): (usize, String)| match origins.get(at) {
            Some(origin) => format!("{origin}: {problem}"),
            None => problem,
        };
        let matcher = Matcher::compile(entries, slots, words)
            .map_err(|problems| problems.into_iter().map(named).collect::<Vec<_>>().join("\n"))?;
        let files = files.phrases.iter().map(|source| source.name.to_owned()).collect();
        let places = origins.into_iter().map(|origin| (origin.file, origin.line)).collect();
        Ok(Self { indicators, vocabulary, matcher, files, places })
    }

    /// Reads a message with the lexicon's vocabulary.
    pub fn read(&self, message: &str) -> Text {
        read(message, &self.vocabulary)
    }

    /// Whether a word can be read: a known one, a possible Vietnamese one with its diacritics, a number, an address.
    pub fn knows(&self, token: &Token) -> bool {
        !token.loose || token.url || self.vocabulary.has(token) || !token.exact.chars().any(char::is_alphabetic)
    }

    /// The patterns found in a text.
    pub fn find(&self, text: &Text) -> Vec<Hit> {
        self.matcher.find(text)
    }

    /// What a found pattern stands for.
    pub fn meaning(&self, hit: &Hit) -> Option<Meaning> {
        self.matcher.meaning(hit)
    }

    /// How many patterns it has.
    pub fn size(&self) -> usize {
        self.places.len()
    }

    /// File and line of a found pattern, for the people who edit the lexicon.
    pub fn origin(&self, hit: &Hit) -> String {
        let place = self.matcher.entry(hit).and_then(|at| self.places.get(at));
        let named = place.and_then(|(file, line)| Some(format!("{}:{line}", self.files.get(usize::from(*file))?)));
        named.unwrap_or_default()
    }
}

/// Where the lines of a text end, for finding the line of a byte.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|end| *end < byte) + 1
    }
}

/// The embedded teencode table of a language (`vi`, `en`) read backwards: each single word and its short forms, sorted.
/// For making noise in evaluations.
pub fn short_forms(language: &str) -> HashMap<String, Vec<String>> {
    let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(EMBEDDED.teencode).unwrap_or_default();
    let mut forms: HashMap<String, Vec<String>> = HashMap::new();
    for (short, long) in tables.get(language).into_iter().flatten().filter(|(_, long)| !long.contains(' ')) {
        forms.entry(long.clone()).or_default().push(short.clone());
    }
    forms
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

fn read_slots(source: &Source<'_>, speller: &mut Speller<'_>, slots: &mut Slots) -> Result<(), String> {
    let sets: BTreeMap<String, Vec<String>> =
        toml::from_str(source.text).map_err(|error| format!("{}: {error}", source.name))?;
    for (name, phrases) in sets {
        let mut spell = |phrase: &String| {
            let words = phrase.split_whitespace().map(|word| speller.words(word).map(<[_]>::to_vec));
            words.collect::<Option<Vec<_>>>().map(|words| words.concat())
        };
        let sequences = phrases.iter().map(&mut spell).collect::<Option<Vec<_>>>();
        let sequences = sequences.ok_or_else(|| format!("{}: {name}: holds a sign of the grammar", source.name))?;
        let at = u16::try_from(slots.len()).map_err(|_| format!("{}: too many sets", source.name))?;
        speller.slots.insert(name, at);
        slots.push(Slot::new(sequences));
    }
    Ok(())
}

/// All patterns as they were written.
#[derive(Default)]
struct Written<'a> {
    entries: Vec<Entry>,
    origins: Vec<Origin<'a>>,
    problems: Vec<String>,
}

impl<'a> Written<'a> {
    /// Reads one file; a bad pattern is noted and left out.
    fn read(
        &mut self,
        file: u16,
        source: &Source<'a>,
        indicators: &Indicators,
        speller: &mut Speller<'_>,
    ) -> Result<(), String> {
        let sections: BTreeMap<Spanned<String>, Section> =
            toml::from_str(source.text).map_err(|error| format!("{}: {error}", source.name))?;
        let lines = Lines::of(source.text);
        for (id, section) in sections {
            let Some(indicator) = indicators.position(id.as_ref()) else {
                let line = lines.at(id.span().start);
                self.problems.push(format!("{}:{line}: unknown indicator {}", source.name, id.as_ref()));
                continue;
            };
            let phrases = section.phrases.into_iter().map(|phrase| (phrase, false));
            for (phrase, unless) in phrases.chain(section.unless.into_iter().map(|phrase| (phrase, true))) {
                let line = lines.at(phrase.span().start);
                let origin = Origin { file, name: source.name, line: line as u32, text: phrase.into_inner() };
                match pattern::parse(&origin.text, speller) {
                    Ok(pattern) => {
                        self.entries
                            .push(Entry { meaning: Meaning { indicator, unless, tongue: source.tongue }, pattern });
                        self.origins.push(origin);
                    }
                    Err(problem) => self.problems.push(format!("{origin}: {problem}")),
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "lexicon_tests.rs"]
mod tests;
