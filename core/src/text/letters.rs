//! Letters: diacritics, tones, look-alikes, and what is a possible Vietnamese syllable.

use std::collections::HashSet;

use once_cell::sync::Lazy;
use unicode_normalization::char::{compose, decompose_canonical};

/// A letter taken apart: its base, its quality mark (hat, breve, horn) and its tone mark.
struct Parts {
    base: char,
    quality: Option<char>,
    tone: Option<char>,
}

/// Takes a lower-case NFC letter apart. `đ` stays a base of its own.
fn parts(letter: char) -> Parts {
    let mut parts = Parts { base: letter, quality: None, tone: None };
    if letter.is_ascii() {
        return parts;
    }
    let mut first = true;
    decompose_canonical(letter, |piece| match piece {
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' if !first => parts.tone = Some(piece),
        '\u{302}' | '\u{306}' | '\u{31b}' if !first => parts.quality = Some(piece),
        _ if first => {
            parts.base = piece;
            first = false;
        }
        _ => {}
    });
    parts
}

/// What the marks of a word say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marks {
    /// No diacritics.
    None,
    /// Diacritics of a possible Vietnamese syllable.
    Right,
    /// Diacritics that no Vietnamese syllable has, such as `mât`.
    Wrong,
}

/// A word in the two forms that matching uses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spelling {
    /// With diacritics, its tone moved to the end, so that `hoà` and `hòa` are one.
    pub exact: String,
    /// Without diacritics, `đ` as `d`.
    pub folded: String,
    /// What the diacritics say.
    pub marks: Marks,
}

/// Spells a lower-case NFC word in both forms.
pub fn spell(word: &str) -> Spelling {
    if word.is_ascii() {
        return Spelling { exact: word.to_owned(), folded: word.to_owned(), marks: Marks::None };
    }
    let (mut exact, mut folded) = (String::with_capacity(word.len() + 2), String::with_capacity(word.len()));
    let mut tone = None;
    let mut marked = false;
    for letter in word.chars() {
        let parts = parts(letter);
        tone = parts.tone.or(tone);
        exact.push(parts.quality.and_then(|mark| compose(parts.base, mark)).unwrap_or(parts.base));
        folded.push(if parts.base == 'đ' { 'd' } else { parts.base });
        marked |= parts.base == 'đ' || parts.tone.is_some() || parts.quality.is_some();
    }
    let marks = match marked {
        false => Marks::None,
        true if is_syllable(&exact, tone) => Marks::Right,
        true => Marks::Wrong,
    };
    exact.extend(tone);
    Spelling { exact, folded, marks }
}

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// The rhymes of Vietnamese syllables, without tone.
static RHYMES: Lazy<HashSet<&str>> = Lazy::new(|| {
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong \
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm \
    uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp \
    ươt ươu y yêm yên yêng yêt yêu"
        .split_whitespace()
        .collect()
});

/// Whether a word without its tone mark, and its tone, may be a Vietnamese syllable.
fn is_syllable(letters: &str, tone: Option<char>) -> bool {
    let stopped = letters.ends_with(['c', 'p', 't']) || letters.ends_with("ch");
    if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
        return false;
    }
    ONSETS.iter().filter_map(|onset| letters.strip_prefix(onset)).any(|rhyme| RHYMES.contains(rhyme))
}

/// The Latin letter that a Cyrillic, Greek or small-capital letter is drawn like, if there is one. Lower case.
pub fn latin_twin(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'α' | 'ɑ' | 'ᴀ' => 'a',
        'в' | 'β' | 'ʙ' | 'ь' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ᴅ' => 'd',
        'е' | 'ё' | 'є' | 'ε' | 'ᴇ' => 'e',
        'ɡ' | 'ɢ' => 'g',
        'н' | 'һ' | 'ʜ' | 'η' => 'h',
        'і' | 'ї' | 'ι' | 'ɪ' | 'ı' => 'i',
        'ј' | 'ᴊ' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'ʟ' | 'ӏ' => 'l',
        'м' | 'μ' | 'ᴍ' => 'm',
        'п' | 'ո' | 'ɴ' => 'n',
        'о' | 'ο' | 'σ' | 'ᴏ' => 'o',
        'р' | 'ρ' | 'ᴘ' => 'p',
        'ԛ' => 'q',
        'г' | 'ʀ' => 'r',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' | 'ᴛ' => 't',
        'υ' | 'ս' | 'ᴜ' => 'u',
        'ν' | 'ѵ' | 'ᴠ' => 'v',
        'ѡ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ʏ' => 'y',
        'ᴢ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_position_makes_no_difference() {
        assert_eq!(spell("hoà").exact, spell("hòa").exact);
        assert_eq!(spell("khoẻ").exact, spell("khỏe").exact);
        assert_ne!(spell("bố").exact, spell("bộ").exact);
        assert_eq!(spell("đường").folded, "duong");
    }

    #[test]
    fn wrong_marks_are_seen() {
        for word in ["mật", "được", "giữ", "quyết", "gì", "nghiêng", "khuyên", "đi", "ờ", "giết", "quần", "người"]
        {
            assert_eq!(spell(word).marks, Marks::Right, "{word}");
        }
        for word in ["mât", "đươc", "bíṕt", "câp", "zô"] {
            assert_eq!(spell(word).marks, Marks::Wrong, "{word}");
        }
        assert_eq!(spell("mat").marks, Marks::None);
    }
}
