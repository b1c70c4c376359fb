//! Undoing disguises: stretched, spaced-out, dotted and leet spelling. Only towards known words.

use super::letters::{Spelling, spell};
use super::vocabulary::Vocabulary;

/// Longest spaced-out run that is joined, letters.
const MAX_RUN: usize = 40;
/// Longest known word that a joined run is split into, letters.
const MAX_WORD: usize = 12;

/// Squeezes stretched letters: `điiii` → `đi`, `cooool` → `cool` where that is known, `emm` → `em`.
pub fn squeeze(word: &str, vocabulary: &Vocabulary) -> Option<Spelling> {
    let runs = longest_run(word);
    // A short form is no stretched word: `cccd`.
    if runs < 2 || word.chars().any(|letter| letter.is_ascii_digit()) || vocabulary.is_short(&spell(word)) {
        return None;
    }
    let single = spell(&shorten(word, 1, runs));
    if runs > 2 {
        let double = spell(&shorten(word, 2, runs));
        return Some(if !vocabulary.knows(&single) && vocabulary.knows(&double) { double } else { single });
    }
    let mut end = word.chars().rev();
    let (last, before) = (end.next()?, end.next()?);
    let stretchy = |letter: char| "mnghiauy".contains(letter) || !letter.is_ascii();
    // In plain letters only the last: `starring` is no `staring`.
    let stretched_end = stretchy(last) && stretchy(before) && (last == before || !word.is_ascii());
    (stretched_end && word.chars().count() > 2 && !vocabulary.knows(&spell(word)) && vocabulary.knows(&single))
        .then_some(single)
}

fn longest_run(word: &str) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for letter in word.chars() {
        run = if last == Some(letter) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(letter);
    }
    longest
}

/// Cuts runs of three and more (of two and more if the longest is two) to `keep` letters.
fn shorten(word: &str, keep: usize, longest: usize) -> String {
    let least = longest.min(3);
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunk_by(|a, b| a == b)
        .flat_map(|run| run.iter().take(if run.len() >= least { keep } else { run.len() }))
        .collect()
}

/// Reads leet signs as letters: `m4t` → `mat`, `p@ss` → `pass`; only if that makes a known word.
pub fn unleet(word: &str, vocabulary: &Vocabulary) -> Option<Spelling> {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let signs = word.chars().count() - letters;
    if letters < 2 || signs == 0 || signs > letters {
        return None;
    }
    let read = |one: char| -> Option<Spelling> {
        let plain: Option<String> = word.chars().map(|sign| leet(sign, one)).collect();
        plain.map(|plain| spell(&plain)).filter(|plain| vocabulary.knows(plain))
    };
    read('i').or_else(|| read('l'))
}

fn leet(sign: char, one: char) -> Option<char> {
    Some(match sign {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        letter if letter.is_alphabetic() => letter,
        _ => return None,
    })
}

/// Splits joined letters into known words, longest first from the left: `bímật` → `bí`, `mật`.
///
/// Takes at most [`MAX_RUN`] letters; time is bounded by `MAX_RUN × MAX_WORD` look-ups.
pub fn split_joined(letters: &[char], vocabulary: &Vocabulary) -> Option<Vec<Spelling>> {
    if !(3..=MAX_RUN).contains(&letters.len()) {
        return None;
    }
    // best[i]: the last word of the split of the first i letters into fewest words, and how many words it has.
    let mut best: Vec<Option<(Spelling, usize, usize)>> = vec![None; letters.len() + 1];
    for end in 1..=letters.len() {
        for length in 1..=MAX_WORD.min(end) {
            let start = end - length;
            let before =
                if start == 0 { Some(0) } else { best.get(start).and_then(Option::as_ref).map(|known| known.1) };
            let (Some(before), Some(part)) = (before, letters.get(start..end)) else { continue };
            let word = spell(&part.iter().collect::<String>());
            let better = best.get(end).and_then(Option::as_ref).is_none_or(|known| before + 1 < known.1);
            if length > 1
                && better
                && vocabulary.knows(&word)
                && let Some(slot) = best.get_mut(end)
            {
                *slot = Some((word, before + 1, start));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        let (word, _, start) = best.get_mut(end)?.take()?;
        words.push(word);
        end = start;
    }
    words.reverse();
    Some(words)
}

/// The letters of a chunk such as `b.í.m.ậ.t`, if it is single letters with one sign between them.
pub fn dotted_letters(chunk: &str) -> Option<Vec<char>> {
    let signs: Vec<char> = chunk.trim_end_matches(['.', ',', '!', '?']).chars().collect();
    let letters: Vec<char> = signs.iter().step_by(2).copied().collect();
    let between: Vec<char> = signs.iter().skip(1).step_by(2).copied().collect();
    let first = between.first()?;
    let plain = letters.len() >= 3 && letters.len() == between.len() + 1 && letters.iter().all(|l| l.is_alphabetic());
    (plain && !first.is_alphanumeric() && between.iter().all(|sign| sign == first)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Tongue;
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut words = Vocabulary::default();
        ["bí", "mật", "khẩu", "em", "đi"].iter().for_each(|word| words.add(Tongue::Vi, &spell(word)));
        ["password", "cool", "otp", "staring"].iter().for_each(|word| words.add(Tongue::En, &spell(word)));
        words
    }

    #[test]
    fn stretched_words_shrink() {
        let words = vocabulary();
        let squeezed = |word| squeeze(word, &words).map(|known| known.folded);
        assert_eq!(squeezed("điiii").as_deref(), Some("di"));
        assert_eq!(squeezed("cooool").as_deref(), Some("cool"));
        assert_eq!(squeezed("emm").as_deref(), Some("em"));
        assert_eq!(squeezed("cool"), None);
        assert_eq!(squeezed("starring"), None);
        assert_eq!(squeezed("1000"), None);
        let mut words = words;
        words.add_teencode(Tongue::Vi, "cccd", "căn cước công dân");
        assert_eq!(squeeze("cccd", &words), None);
    }

    #[test]
    fn leet_only_makes_known_words() {
        let words = vocabulary();
        let read = |word| unleet(word, &words).map(|known| known.folded);
        assert_eq!(read("m4t").as_deref(), Some("mat"));
        assert_eq!(read("p4ssw0rd").as_deref(), Some("password"));
        assert_eq!(read("0tp").as_deref(), Some("otp"));
        assert_eq!(read("10a1"), None);
        assert_eq!(read("9h30"), None);
    }

    #[test]
    fn spaced_letters_join_to_known_words() {
        let words = vocabulary();
        let split = |text: &str| {
            split_joined(&text.chars().collect::<Vec<_>>(), &words)
                .map(|found| found.iter().map(|word| word.folded.clone()).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(split("bímật").as_deref(), Some("bi mat"));
        assert_eq!(split("matkhau").as_deref(), Some("mat khau"));
        assert_eq!(split("xyz"), None);
        assert_eq!(dotted_letters("b.í.m"), Some(vec!['b', 'í', 'm']));
        assert_eq!(dotted_letters("a.b"), None);
        assert_eq!(dotted_letters("b.í-m"), None);
    }
}
