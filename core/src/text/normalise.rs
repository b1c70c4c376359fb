//! Characters: one form for every way to write the same text.

use unicode_normalization::UnicodeNormalization;

use super::letters::latin_twin;

/// Longest text that is read, bytes; the rest is cut.
pub const MAX_BYTES: usize = 10_000;

/// Cuts a text to [`MAX_BYTES`] at a character's end and says whether something was cut.
pub fn cut(text: &str) -> (&str, bool) {
    let kept = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    (kept, kept.len() < text.len())
}

/// Brings a text to its one form: NFKC, lower case, NFC, without invisible characters and stray combining marks,
/// with look-alike letters in Latin words made Latin. Linear in the length; applying it twice changes nothing.
pub fn normalise(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().map(|letter| plain(letter.to_ascii_lowercase())).collect();
    }
    let mut joined = false;
    let visible = text.chars().filter(|letter| {
        // Of emoji that a joiner draws as one, the first stays.
        let part = std::mem::replace(&mut joined, *letter == '\u{200d}') && is_emoji(*letter);
        !part && !is_invisible(*letter)
    });
    let lower = visible.nfkc().flat_map(char::to_lowercase).map(plain);
    let composed: String = lower.nfkc().filter(|letter| !is_invisible(*letter) && !is_stray_mark(*letter)).collect();
    latinise(&composed)
}

/// Whether a character is an emoji or another pictograph.
pub fn is_emoji(sign: char) -> bool {
    matches!(sign,
        '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23fa}' | '\u{2600}'..='\u{27bf}' | '\u{2b1b}' | '\u{2b1c}'
        | '\u{2b50}' | '\u{2b55}' | '\u{1f004}' | '\u{1f0cf}' | '\u{1f18e}' | '\u{1f191}'..='\u{1f19a}'
        | '\u{1f300}'..='\u{1faff}')
}

/// Characters that are drawn like nothing and only split words, and those that only colour an emoji.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Combining marks that no letter took up.
fn is_stray_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters and signs that stand for a plain one everywhere.
fn plain(letter: char) -> char {
    match letter {
        'ð' | 'ɖ' => 'đ',
        'ł' => 'l',
        'ø' => 'o',
        '’' | '‘' | 'ʼ' | '`' | '´' | '＇' => '\'',
        '\u{a0}' => ' ',
        '‐'..='―' => '-',
        // Half a flag; which flag it is says nothing.
        '\u{1f1e6}'..='\u{1f1ff}' => '🏳',
        other => other,
    }
}

/// Makes look-alike letters Latin in words that hold a Latin letter.
fn latinise(text: &str) -> String {
    if !text.chars().any(|letter| latin_twin(letter).is_some()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let mixed = word.chars().any(is_latin);
        out.extend(word.chars().map(|letter| if mixed { latin_twin(letter).unwrap_or(letter) } else { letter }));
    }
    // A Latin letter made here may take up a mark or tone that stood beside it.
    out.nfc().filter(|letter| !is_stray_mark(*letter)).collect()
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'à'..='ɏ' | 'ḁ'..='ỹ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_form_for_all_spellings() {
        for text in
            ["BÍ MẬT", "bi\u{301} ma\u{323}\u{302}t", "b\u{200b}í mậ\u{feff}t", "ｂí mật", "bí m\u{336}ật", "𝐛í mật"]
        {
            assert_eq!(normalise(text), "bí mật", "{text:?}");
        }
        assert_eq!(normalise("pаssword сode"), "password code");
        assert_eq!(normalise("Ðừng"), "đừng");
        assert_eq!(normalise("Don`t"), "don't", "ASCII alone takes no other way");
        assert_eq!(normalise("привет"), "привет");
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        let long = "ế".repeat(MAX_BYTES);
        let (kept, was_cut) = cut(&long);
        assert!(was_cut && kept.len() <= MAX_BYTES && kept.len() > MAX_BYTES - 4);
        assert_eq!(cut("ngắn"), ("ngắn", false));
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "\\PC{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once.clone());
        }

        #[test]
        fn stays_linear(text in any::<String>()) {
            // No character of Unicode grows beyond 18 characters under NFKC.
            prop_assert!(normalise(&text).chars().count() <= 18 * text.chars().count());
        }
    }
}
