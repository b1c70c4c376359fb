//! The grammar of a phrase pattern, as people write it in the lexicon files.
//!
//! `word`, `word?`, `(a|b c|{slot})`, `(…)?`, `{slot}`, `<money>`, `~` (gap of 0 to 3 words), `~6`, `^` first, `$` last.

use crate::text::{Kind, Spelling, Tongue, Vocabulary, spell_entry};

/// Longest gap that a pattern may have, words.
const MAX_GAP: u8 = 8;
/// Gap of a bare `~`, words.
const GAP: u8 = 3;

/// One step of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A word.
    Word(Spelling),
    /// A typed token.
    Typed(Kind),
    /// A named set of word sequences.
    Slot(String),
}

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Element {
    /// One of several alternatives.
    Choice {
        /// The alternatives, each one or more atoms.
        ways: Vec<Vec<Atom>>,
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

/// Parses a pattern. The error says what is wrong, for people.
pub fn parse(text: &str, tongue: Tongue, short_forms: &Vocabulary) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = next_part(rest)?;
        elements.push(element(part, tongue, short_forms)?);
        rest = after.trim_start();
    }
    let elements = joined(elements);
    check(&elements)?;
    Ok(elements)
}

/// Splits off the first part: a group with its `?`, or what stands before the next space.
fn next_part(text: &str) -> Result<(&str, &str), String> {
    let end = match text.starts_with('(') {
        true => {
            let close = text.find(')').ok_or("a group is not closed")? + 1;
            close + usize::from(text.get(close..).is_some_and(|rest| rest.starts_with('?')))
        }
        false => text.find(' ').unwrap_or(text.len()),
    };
    let (part, after) = text.split_at_checked(end).ok_or("is not readable")?;
    match after.chars().next() {
        None | Some(' ') => Ok((part, after)),
        Some(sign) => Err(format!("`{sign}` stands right after `{part}`")),
    }
}

fn element(part: &str, tongue: Tongue, short_forms: &Vocabulary) -> Result<Element, String> {
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
    let (part, optional) = part.strip_suffix('?').map_or((part, false), |part| (part, true));
    let inside = part.strip_prefix('(').and_then(|part| part.strip_suffix(')'));
    let mut ways = Vec::new();
    for way in inside.unwrap_or(part).split('|') {
        add_ways(way, tongue, short_forms, &mut ways)?;
    }
    let empty = ways.iter().any(Vec::is_empty);
    ways.retain(|way| !way.is_empty());
    ways.dedup();
    if ways.is_empty() {
        Err("a group is empty".to_owned())
    } else {
        Ok(Element::Choice { ways, optional: optional || empty })
    }
}

/// Adds the readings of one alternative: two for each `word?` inside it.
fn add_ways(way: &str, tongue: Tongue, short_forms: &Vocabulary, ways: &mut Vec<Vec<Atom>>) -> Result<(), String> {
    let mut readings: Vec<Vec<Atom>> = vec![Vec::new()];
    for word in way.split_whitespace() {
        let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
        let without = if optional { readings.clone() } else { Vec::new() };
        let atoms = atoms(word, tongue, short_forms)?;
        readings.iter_mut().for_each(|reading| reading.extend(atoms.iter().cloned()));
        readings.extend(without);
    }
    ways.append(&mut readings);
    Ok(())
}

fn atoms(word: &str, tongue: Tongue, short_forms: &Vocabulary) -> Result<Vec<Atom>, String> {
    if let Some(name) = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
        return Ok(vec![Atom::Slot(name.to_owned())]);
    }
    if word.starts_with('<') {
        return Kind::named(word).map(|kind| vec![Atom::Typed(kind)]).ok_or(format!("`{word}` is no typed token"));
    }
    if word.contains(['(', ')', '{', '}', '|', '~', '^', '<', '>']) {
        return Err(format!("`{word}` is no word"));
    }
    Ok(words(word, tongue, short_forms).into_iter().map(Atom::Word).collect())
}

/// A written word as the words that a message has after reading: hyphens split, short forms written out.
pub fn words(word: &str, tongue: Tongue, short_forms: &Vocabulary) -> Vec<Spelling> {
    word.split(['-', '/', '.', ',', '_'])
        .map(spell_entry)
        .filter(|word| !word.exact.is_empty())
        .flat_map(|word| match short_forms.expand(tongue, &word) {
            Some(longer) => longer.to_vec(),
            None => vec![word],
        })
        .collect()
}

/// Joins plain words that follow each other, so that they make one longer anchor.
fn joined(elements: Vec<Element>) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements {
        match (out.last_mut().and_then(plain_run), &element) {
            (Some(run), Element::Choice { ways, optional: false }) if ways.len() == 1 && is_words(ways) => {
                run.extend(ways.iter().flatten().cloned());
            }
            _ => out.push(element),
        }
    }
    out
}

fn plain_run(element: &mut Element) -> Option<&mut Vec<Atom>> {
    match element {
        Element::Choice { ways, optional: false } if ways.len() == 1 && is_words(ways) => ways.first_mut(),
        _ => None,
    }
}

fn is_words(ways: &[Vec<Atom>]) -> bool {
    ways.iter().flatten().all(|atom| matches!(atom, Atom::Word(_)))
}

fn check(elements: &[Element]) -> Result<(), String> {
    let inner = elements.len().saturating_sub(1);
    for (at, element) in elements.iter().enumerate() {
        let problem = match element {
            Element::Gap(_) if at == 0 || at == inner => Some("a gap stands first or last"),
            Element::Start if at != 0 => Some("`^` stands not first"),
            Element::End if at != inner => Some("`$` stands not last"),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(problem.to_owned());
        }
    }
    let has_words = elements.iter().any(|element| {
        let Element::Choice { ways, optional: false } = element else { return false };
        ways.iter().all(|way| way.iter().any(|atom| !matches!(atom, Atom::Typed(_))))
    });
    if has_words { Ok(()) } else { Err("no part of it is always a word".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Element>, String> {
        parse(text, Tongue::Vi, &Vocabulary::default())
    }

    fn word(text: &str) -> Atom {
        Atom::Word(spell_entry(text))
    }

    #[test]
    fn every_element_is_read() {
        let found = parsed("^ giữ bí mật ~ (với {you}|cho <phone>)? nhé? ~6 {me} $").unwrap();
        assert_eq!(found.len(), 8);
        assert_eq!(found[0], Element::Start);
        assert_eq!(
            found[1],
            Element::Choice { ways: vec![vec![word("giữ"), word("bí"), word("mật")]], optional: false }
        );
        assert_eq!(found[2], Element::Gap(3));
        assert!(matches!(&found[3], Element::Choice { ways, optional: true } if ways.len() == 2));
        assert_eq!(found[4], Element::Choice { ways: vec![vec![word("nhé")]], optional: true });
        assert_eq!(found[5], Element::Gap(6));
        assert_eq!(found[7], Element::End);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, part) in [
            ("(a|b", "not closed"),
            ("~ a b", "first or last"),
            ("a ~12 b", "no gap"),
            ("a ^ b", "not first"),
            ("a <moni>", "no typed token"),
            ("<money> <phone>", "always a word"),
            ("(a|(b|c))", "stands right after"),
            ("(a|(b)", "`(b` is no word"),
            ("", "always a word"),
        ] {
            assert!(parsed(text).unwrap_err().contains(part), "{text}: {:?}", parsed(text));
        }
    }
}
