//! The grammar of a phrase pattern, as people write it in the lexicon files.
//!
//! `a b & c & !d`: `a b` and, in the same sentence in any order, `c`, and no `d`. Each of these parts is a sequence of
//! `word`, `word?`, `(a|b c|{slot})`, `(a (b|c)|d)`, `(…)?`, `{slot}`, `<money>`, `~` (gap of 0 to 3 words), `~6`,
//! `^` first, `$` last.

use super::ways::Ways;
use super::words::{Speller, Word};
use crate::text::Kind;

/// Longest gap that a pattern may have, words.
const MAX_GAP: u8 = 8;
/// Gap of a bare `~`, words.
const GAP: u8 = 3;
/// Most readings of one group.
const MAX_WAYS: usize = 500;

/// One step of an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Atom {
    /// A word.
    Word(Word),
    /// A typed token.
    Typed(Kind),
    /// A named set of word sequences, by its position.
    Slot(u16),
}

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Element {
    /// One of several alternatives.
    Choice {
        /// The alternatives, each one or more atoms, in order.
        ways: Ways,
        /// Whether it may be left out.
        optional: bool,
    },
    /// Up to so many words of any kind.
    Gap(u8),
    /// The begin of a sentence.
    Start,
    /// The end of a sentence.
    End,
}

/// Something that must, or must not, stand in the same sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Beside {
    /// Its elements.
    pub elements: Vec<Element>,
    /// Whether it must not be there.
    pub absent: bool,
}

/// A pattern: its elements and what stands beside them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Its elements in order.
    pub elements: Vec<Element>,
    /// What stands beside them in any order.
    pub beside: Vec<Beside>,
}

/// Parses a pattern. The error says what is wrong, for people.
pub fn parse(text: &str, speller: &mut Speller<'_>) -> Result<Pattern, String> {
    let mut parts = text.split(" & ");
    let elements = row(parts.next().unwrap_or_default(), speller)?;
    let beside = parts.map(|part| {
        let (part, absent) = part.trim().strip_prefix('!').map_or((part, false), |part| (part, true));
        Ok(Beside { elements: row(part, speller)?, absent })
    });
    Ok(Pattern { elements, beside: beside.collect::<Result<_, String>>()? })
}

/// Parses elements that follow each other.
fn row(text: &str, speller: &mut Speller<'_>) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = next_part(rest)?;
        elements.push(element(part, speller)?);
        rest = after.trim_start();
    }
    let elements = joined(elements);
    let elements = trimmed(&elements).to_vec();
    check(&elements)?;
    Ok(elements)
}

/// Splits off the first part: a group with its `?`, or what stands before the next space.
fn next_part(text: &str) -> Result<(&str, &str), String> {
    let end = match text.starts_with('(') {
        true => {
            let close = closing(text).ok_or("a group is not closed")? + 1;
            close + usize::from(text.get(close..).is_some_and(|rest| rest.starts_with('?')))
        }
        false => text.find(' ').unwrap_or(text.len()),
    };
    text.split_at_checked(end).ok_or("is not readable".to_owned())
}

/// Where the group that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, sign)| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        (depth == 0).then_some(at)
    })
}

fn element(part: &str, speller: &mut Speller<'_>) -> Result<Element, String> {
    match part {
        "^" => return Ok(Element::Start),
        "$" => return Ok(Element::End),
        "~" => return Ok(Element::Gap(GAP)),
        _ => {}
    }
    if let Some(words) = part.strip_prefix('~') {
        let words = words.parse().ok().filter(|words| (1..=MAX_GAP).contains(words));
        return words.map(Element::Gap).ok_or(format!("`{part}` is no gap of 1 to {MAX_GAP}"));
    }
    let mut found = Ways::with_room();
    ways(part, speller, &mut found)?;
    let optional = found.has_empty();
    let found = found.tidied();
    if found.is_empty() { Err(format!("`{part}` is empty")) } else { Ok(Element::Choice { ways: found, optional }) }
}

/// Adds the readings of a word, slot, typed token or group; an empty one if it may be left out.
fn ways(part: &str, speller: &mut Speller<'_>, found: &mut Ways) -> Result<(), String> {
    let (plain, optional) = part.strip_suffix('?').map_or((part, false), |plain| (plain, true));
    if optional {
        found.end_way();
    }
    match plain.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
        None => {
            atoms(plain, speller, found)?;
            found.end_way();
        }
        Some(inside) => {
            for way in alternatives(inside) {
                sequence(way, speller, found)?;
            }
        }
    }
    if found.len() <= MAX_WAYS { Ok(()) } else { Err(format!("`{part}` has too many readings")) }
}

/// Adds the readings of one alternative: every combination of its parts' readings.
fn sequence(way: &str, speller: &mut Speller<'_>, found: &mut Ways) -> Result<(), String> {
    let mut rest = way.trim();
    // Most alternatives are plain words with one reading.
    while let Ok((part, after)) = next_part(rest)
        && !part.is_empty()
        && !part.starts_with('(')
        && !part.ends_with('?')
    {
        atoms(part, speller, found)?;
        rest = after.trim_start();
    }
    if rest.is_empty() {
        found.end_way();
        return Ok(());
    }
    let mut readings = Ways::of(&[&found.take_open()]);
    while !rest.is_empty() {
        let (part, after) = next_part(rest)?;
        let mut ends = Ways::default();
        ways(part, speller, &mut ends)?;
        readings = readings.followed_by(&ends);
        if readings.len() > MAX_WAYS {
            return Err(format!("`{way}` has too many readings"));
        }
        rest = after.trim_start();
    }
    readings.iter().for_each(|reading| found.push(reading));
    Ok(())
}

/// Splits at the bars that stand in no inner group.
fn alternatives(inside: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    inside.split(move |sign| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        sign == '|' && depth == 0
    })
}

/// Adds the atoms of a word, slot or typed token to the way that is open.
fn atoms(word: &str, speller: &mut Speller<'_>, to: &mut Ways) -> Result<(), String> {
    if let Some(name) = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
        let slot = speller.slots.get(name).copied().ok_or_else(|| format!("unknown slot {{{name}}}"))?;
        to.add(Atom::Slot(slot));
        return Ok(());
    }
    if word.starts_with('<') {
        to.add(Atom::Typed(Kind::named(word).ok_or_else(|| format!("`{word}` is no typed token"))?));
        return Ok(());
    }
    let words = speller.words(word).ok_or_else(|| format!("`{word}` is no word"))?;
    words.iter().for_each(|word| to.add(Atom::Word(*word)));
    Ok(())
}

/// Joins plain words that follow each other, so that they make one longer anchor.
fn joined(elements: Vec<Element>) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements {
        match (out.last_mut().and_then(plain_run), &element) {
            (Some(run), Element::Choice { ways, optional: false }) if is_plain(ways) => *run = run.followed_by(ways),
            _ => out.push(element),
        }
    }
    out
}

fn plain_run(element: &mut Element) -> Option<&mut Ways> {
    match element {
        Element::Choice { ways, optional: false } if is_plain(ways) => Some(ways),
        _ => None,
    }
}

fn is_plain(ways: &Ways) -> bool {
    ways.len() == 1 && ways.iter().flatten().all(|atom| matches!(atom, Atom::Word(_)))
}

/// A gap first or last says nothing.
fn trimmed(mut elements: &[Element]) -> &[Element] {
    while let [Element::Gap(_), rest @ ..] | [rest @ .., Element::Gap(_)] = elements {
        elements = rest;
    }
    elements
}

fn check(elements: &[Element]) -> Result<(), String> {
    let inner = elements.len().saturating_sub(1);
    for (at, element) in elements.iter().enumerate() {
        let problem = match element {
            Element::Start if at != 0 => Some("`^` stands not first"),
            Element::End if at != inner => Some("`$` stands not last"),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(problem.to_owned());
        }
    }
    let solid = elements.iter().any(|element| matches!(element, Element::Choice { optional: false, .. }));
    if solid { Ok(()) } else { Err("all of it may be left out".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::words::Words;
    use crate::text::{Tongue, Vocabulary};

    fn with_words(text: &str, words: &mut Words) -> Result<Pattern, String> {
        let vocabulary = Vocabulary::default();
        let mut speller = Speller::new(Tongue::Vi, &vocabulary, words);
        speller.slots.extend([("you".to_owned(), 0), ("me".to_owned(), 1)]);
        parse(text, &mut speller)
    }

    fn parsed(text: &str) -> Result<Vec<Element>, String> {
        let mut words = Words::default();
        // The same numbers for the same words, whatever the order in the pattern.
        let _ = with_words("a b c d e x giữ bí mật nhé với cho", &mut words);
        with_words(text, &mut words).map(|pattern| pattern.elements)
    }

    fn word(text: &str) -> Atom {
        match parsed(text).unwrap().remove(0) {
            Element::Choice { ways, .. } => ways.iter().next().unwrap()[0],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_element_is_read() {
        let found = parsed("^ giữ bí mật ~ (với {you}|cho <phone>)? nhé? ~6 {me} $").unwrap();
        assert_eq!(found.len(), 8);
        assert_eq!(found[0], Element::Start);
        assert_eq!(
            found[1],
            Element::Choice { ways: Ways::of(&[&[word("giữ"), word("bí"), word("mật")]]), optional: false }
        );
        assert_eq!(found[2], Element::Gap(3));
        assert!(matches!(&found[3], Element::Choice { ways, optional: true } if ways.len() == 2));
        assert_eq!(found[4], Element::Choice { ways: Ways::of(&[&[word("nhé")]]), optional: true });
        assert_eq!(found[5], Element::Gap(6));
        assert_eq!(found[7], Element::End);
    }

    #[test]
    fn groups_may_hold_groups() {
        assert_eq!(parsed("(a (b|c)|d e?) x"), parsed("(a b|a c|d|d e) x"));
        assert_eq!(parsed("(a)?(b|c)"), parsed("a? (b|c)"));
    }

    #[test]
    fn outer_gaps_say_nothing() {
        assert_eq!(parsed("~ giữ bí mật ~6"), parsed("giữ bí mật"));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, part) in [
            ("(a|b", "not closed"),
            ("a ~12 b", "no gap"),
            ("a ^ b", "not first"),
            ("a <moni>", "no typed token"),
            ("a {us}", "unknown slot {us}"),
            ("a? b?", "left out"),
            ("(a|(b)", "not closed"),
            ("a|b", "`a|b` is no word"),
            ("", "left out"),
        ] {
            assert!(parsed(text).unwrap_err().contains(part), "{text}: {:?}", parsed(text));
        }
    }
}
