//! Leftovers of the Telex and VNI input methods: words typed with the method off, such as `ddungf`, `khoong`, `ma65t`.
//!
//! Both methods write diacritics by keys after the vowel: `s f r x j` or `1` to `5` for the tone, a doubled letter,
//! `w` or `6` to `9` for the mark of a letter. A word is read so only if it is unknown as it stands and the result is
//! a possible syllable that is known with these very diacritics.

use std::collections::HashSet;

use once_cell::sync::Lazy;
use unicode_normalization::UnicodeNormalization;

use super::letters::{Marks, Spelling, spell};
use super::vocabulary::Vocabulary;

/// Shortest word that is read, bytes: `is`, `of`, `aj` say too little.
const MIN_KEYS: usize = 3;
/// Longest word that is read, bytes: `nghieengs`, with a few letters that have their marks already.
const MAX_KEYS: usize = 12;

/// Everyday English words that are Telex for a Vietnamese word: `moon` for `môn`, `hair` for `hải`.
static ENGLISH: Lazy<HashSet<&str>> = Lazy::new(|| {
    "bangs bans bar barn bats bays beef been beeps beer bees best bets bins bits boast boats boom boost boots born \
    bow bows box buns burn bus bust busy buts buys cams cans caps car cast cats chair chaos charm chats chef chest \
    chips coast coats cops corn cost cow cows cups cuts dawn days deer docs doom door dorm dots down dust gangs gaps \
    gas gays gems gets ghost goats guns guts guys hair hams hangs harm has hats hens her hips his hits hops horn hos \
    host how hums huts its keen keeps laps last lawn lays lens les lets lex lips list loaf loans loops lost lots low \
    lows lungs maam mans maps mats max mays meets mens mets mist mix moms moon moor most mow must nest nets noon nor \
    norm now nuts own owns pans past pays peeps peer pens per pest pets pins pits poor pops post pots puts queen \
    quest raps rats rays ref rest rex rims roast roof room roots row rows runs rust sax says seem seen sets sex sins \
    sir sis sits six songs sons soon sums suns taps tax teen tens term test this thor those thots thus tins tips \
    tits toast tongs tons tops torn tots town trips troops trust turn vans vest vets visa vow"
        .split_whitespace()
        .collect()
});

/// The word that a leftover of Telex or VNI stands for, if it is one.
pub fn untelex(word: &str, vocabulary: &Vocabulary) -> Option<Spelling> {
    let keyed = Keyed::read(word)?;
    let as_it_stands = spell(word);
    if vocabulary.knows(&as_it_stands) || vocabulary.is_short(&as_it_stands) || ENGLISH.contains(word) {
        return None;
    }
    let known = |keyed: Keyed| {
        let meant = spell(&keyed.written()?);
        (meant.marks == Marks::Right && vocabulary.knows_exactly(&meant)).then_some(meant)
    };
    // Nothing but Telex has `dd`, so that a forgotten `w` is forgiven there: `ddungf` is `đừng`.
    let forgiven = || word.starts_with("dd").then(|| Keyed::read(&format!("{word}w"))).flatten();
    known(keyed).or_else(|| known(forgiven()?))
}

/// A word as its keys spell it.
#[derive(Default)]
struct Keyed {
    letters: Vec<char>,
    /// Index of the first vowel behind the onset.
    nucleus: Option<usize>,
    tone: Option<char>,
    /// How many letters got a mark.
    marks: usize,
}

impl Keyed {
    /// Reads the keys of a word; nothing if they cannot be a syllable or none of them is a key for a diacritic.
    fn read(word: &str) -> Option<Self> {
        if !(MIN_KEYS..=MAX_KEYS).contains(&word.len()) || !has_key(word) {
            return None;
        }
        let mut keyed = Self { letters: Vec::with_capacity(word.len()), ..Self::default() };
        let (mut last, mut doubled) = (None, false);
        for key in word.chars() {
            doubled = matches!(key, 'a' | 'e' | 'o') && last == Some(key);
            keyed.press(key, doubled)?;
            last = Some(key);
        }
        // A vowel doubled at the end, and no other key, is a stretched one: `nhee`, `see`.
        (keyed.tone.is_some() || keyed.marks > usize::from(doubled)).then_some(keyed)
    }

    /// Takes one key in; nothing if no syllable can come of it.
    fn press(&mut self, key: char, doubled: bool) -> Option<()> {
        match (tone(key), self.nucleus) {
            // A second tone key takes the first back, which nobody leaves standing.
            (Some(tone), Some(_)) => return self.tone.replace(tone).is_none().then_some(()),
            (_, Some(nucleus)) if doubled || key == '6' => self.mark(nucleus, &[('a', 'â'), ('e', 'ê'), ('o', 'ô')])?,
            (_, Some(nucleus)) if matches!(key, 'w' | '7' | '8') => self.horn(nucleus)?,
            (_, None) if matches!(key, 'd' | '9') && self.letters == ['d'] => self.mark(0, &[('d', 'đ')])?,
            (_, None) if key == 'w' && self.letters.len() > 1 => {
                self.push('ư');
                self.marks += 1;
            }
            _ => self.push(key),
        }
        Some(())
    }

    fn push(&mut self, letter: char) {
        let onset = letter == 'u' && self.letters == ['q'];
        if self.nucleus.is_none() && !onset && is_vowel(letter) {
            self.nucleus = Some(self.letters.len());
        }
        self.letters.push(letter);
    }

    /// Gives the last letter that can take it its mark.
    fn mark(&mut self, from: usize, marked: &[(char, char)]) -> Option<()> {
        let with = |letter: char| marked.iter().find(|(plain, _)| *plain == letter).map(|(_, with)| *with);
        let (letter, with) = self
            .letters
            .get_mut(from..)?
            .iter_mut()
            .rev()
            .find_map(|letter| with(*letter).map(|with| (letter, with)))?;
        *letter = with;
        self.marks += 1;
        Some(())
    }

    /// `w`, `7`, `8`: the breve of an `a`, the horn of an `o` or `u`; of both in `uo`.
    fn horn(&mut self, nucleus: usize) -> Option<()> {
        let vowels = self.letters.get_mut(nucleus..)?;
        match vowels.iter_mut().position(|letter| matches!(letter, 'u' | 'ư')) {
            Some(at) => {
                let mut pair = vowels.get_mut(at..)?.iter_mut();
                pair.next().into_iter().for_each(|first| *first = 'ư');
                pair.next().into_iter().filter(|next| **next == 'o').for_each(|next| *next = 'ơ');
                self.marks += 1;
                Some(())
            }
            None => self.mark(nucleus, &[('a', 'ă'), ('o', 'ơ')]),
        }
    }

    /// The word with its diacritics, the tone on its last vowel.
    fn written(mut self) -> Option<String> {
        if let Some(tone) = self.tone {
            let vowel = self.letters.iter().rposition(|letter| is_vowel(*letter))?;
            self.letters.insert(vowel + 1, tone);
        }
        Some(self.letters.into_iter().nfc().collect())
    }
}

/// Whether a word has a sign that may be a key: most have none, and cost no more than this.
fn has_key(word: &str) -> bool {
    let may = |two: &[u8]| match two {
        [_, b's' | b'f' | b'r' | b'x' | b'j' | b'w' | b'1'..=b'9'] => true,
        [first, second] => first == second && matches!(first, b'a' | b'e' | b'o' | b'd'),
        _ => false,
    };
    word.as_bytes().windows(2).any(may)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')
}

/// The tone that a key stands for.
fn tone(key: char) -> Option<char> {
    Some(match key {
        's' | '1' => '\u{301}',
        'f' | '2' => '\u{300}',
        'r' | '3' => '\u{309}',
        'x' | '4' => '\u{303}',
        'j' | '5' => '\u{323}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Tongue;
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut words = Vocabulary::default();
        let vi = "đừng nói với mẹ không đi bí mật của mình được gửi ảnh người như thư nhưng hoặc quen nhà trường yêu \
            lưu mưa cả môn tên bên kể ai có nghiêng vế nhé chuyện quà đó rủ";
        vi.split_whitespace().for_each(|word| words.add(Tongue::Vi, &spell(word)));
        ["test", "off", "send"].iter().for_each(|word| words.add(Tongue::En, &spell(word)));
        words.add_teencode(Tongue::Vi, "ves", "về sau");
        words
    }

    fn all(text: &str) -> String {
        let read = |word| untelex(word, &vocabulary()).unwrap_or_else(|| spell(word)).exact;
        text.split(' ').map(read).collect::<Vec<_>>().join(" ")
    }

    fn exact(text: &str) -> String {
        text.split(' ').map(|word| spell(word).exact).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn telex_is_read() {
        assert_eq!(all("ddungf nois vowis mej"), exact("đừng nói với mẹ"));
        assert_eq!(all("khoong ddi"), exact("không đi"));
        // The keys of a tone and of a mark may stand early or late in the word.
        for word in ["dduwowcj", "dduocwj", "dduowjc", "dduwojwc", "đuowcj", "dduwocj"] {
            assert_eq!(all(word), spell("được").exact, "{word}");
        }
        assert_eq!(all("nguwowif nguowif nguoiwf"), exact("người người người"));
        assert_eq!(all("nhw thw nhwng hoacwj truwowngf"), exact("như thư nhưng hoặc trường"));
        assert_eq!(all("yeeu luwu muaw cuar nghieeng chuyeenj quaf"), exact("yêu lưu mưa của nghiêng chuyện quà"));
    }

    #[test]
    fn vni_is_read() {
        assert_eq!(all("bi1 ma65t"), exact("bí mật"));
        assert_eq!(all("d9u7ng2 no1i vo71i me5"), exact("đừng nói với mẹ"));
        assert_eq!(all("d9u7o7c5 d9uo75c ngu7o72i co1"), exact("được được người có"));
    }

    #[test]
    fn other_words_stay() {
        let english = "tests test off boss class cool need food moon teen been car see bee too pass miss free add week \
            door this works hours books games dress";
        let bare = "khong dung noi voi me nhe chuyen quen truong nhee mee ves";
        for word in english.split_whitespace().chain(bare.split_whitespace()) {
            assert_eq!(untelex(word, &vocabulary()), None, "{word}");
        }
        for word in ["", "w", "ww", "aj", "h1", "a1", "10a1", "mp3", "9h30", "đđ", "ss", "khôngg", "covid19", "🤫s"]
        {
            assert_eq!(untelex(word, &vocabulary()), None, "{word}");
        }
    }
}
