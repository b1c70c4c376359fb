//! Cutting a normalised text into pieces: addresses, amounts, words, signs of laughter, emoji; with sentence bounds.

use super::disguise::{dotted_letters, split_joined};
use super::letters::Spelling;
use super::normalise::is_emoji;
use super::vocabulary::Vocabulary;

/// What one piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A word as it stands, lower-case NFC.
    Word(String),
    /// A word that was undone from a disguise.
    Undone(Spelling),
    /// Begins with a digit or a currency sign.
    Amount(String),
    /// A web address.
    Url,
    /// A laugh: `haha`, `=))`, 😂.
    Laugh,
    /// Another emoji, once for a run of the same.
    Emoji(char),
}

/// One piece and whether a sentence begins with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub what: What,
    /// Whether a sentence begins here; never at a laugh or an emoji.
    pub starts: bool,
}

/// Cuts a normalised text into its pieces. Linear.
pub fn pieces(text: &str, vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut cutter = Cutter { out: Vec::new(), starts: true, dots: false };
    for line in text.split('\n') {
        cutter.starts = true;
        let chunks: Vec<&str> = line.split_whitespace().collect();
        let mut rest = chunks.as_slice();
        while let [chunk, after @ ..] = rest {
            let run = spaced_run(rest);
            let words = if run.len() >= 3 { split_joined(&run, vocabulary) } else { None };
            rest = match words {
                Some(words) => {
                    words.into_iter().for_each(|word| cutter.push(What::Undone(word)));
                    rest.get(run.len()..).unwrap_or_default()
                }
                None => {
                    cutter.chunk(chunk, vocabulary);
                    after
                }
            };
        }
    }
    cutter.out
}

/// The letters of a run of chunks of one letter each.
fn spaced_run(chunks: &[&str]) -> Vec<char> {
    chunks
        .iter()
        .map_while(|chunk| {
            let mut signs = chunk.chars();
            signs.next().filter(|letter| letter.is_alphabetic() && signs.next().is_none())
        })
        .take(40)
        .collect()
}

struct Cutter {
    out: Vec<Piece>,
    starts: bool,
    dots: bool,
}

impl Cutter {
    fn push(&mut self, what: What) {
        let wordless = matches!(what, What::Laugh | What::Emoji(_));
        let starts = !wordless && std::mem::take(&mut self.starts);
        self.out.push(Piece { what, starts });
    }

    /// Cuts one chunk between white space.
    fn chunk(&mut self, chunk: &str, vocabulary: &Vocabulary) {
        if is_url(chunk) {
            return self.push(What::Url);
        }
        if is_laugh(chunk.trim_end_matches(['.', ',', '!', '?', '~'])) {
            return self.push(What::Laugh);
        }
        if let Some(words) = dotted_letters(chunk).and_then(|letters| split_joined(&letters, vocabulary)) {
            return words.into_iter().for_each(|word| self.push(What::Undone(word)));
        }
        self.dots = false;
        let mut word = String::new();
        let mut signs = chunk.char_indices().peekable();
        let mut skip_to = 0;
        while let Some((at, sign)) = signs.next() {
            if at < skip_to {
                continue;
            }
            let next = signs.peek().map(|(_, next)| *next);
            if word.is_empty() && begins_amount(sign, next) {
                let amount = amount_at(chunk.get(at..).unwrap_or_default());
                skip_to = at + amount.len();
                self.push(What::Amount(amount.to_owned()));
            } else if sign.is_alphanumeric() {
                word.push(sign);
            } else if sign == '\'' && !word.is_empty() && next.is_some_and(char::is_alphabetic) {
                // Dropped inside a word: don't → dont.
            } else if matches!(sign, '@' | '$' | '!' | '|')
                && !word.is_empty()
                && next.is_some_and(char::is_alphanumeric)
            {
                word.push(sign);
            } else {
                self.end_word(&mut word);
                self.sign(sign, next);
            }
        }
        self.end_word(&mut word);
    }

    fn end_word(&mut self, word: &mut String) {
        if !word.is_empty() {
            self.push(What::Word(std::mem::take(word)));
        }
    }

    /// A sign between words: ends a sentence, laughs, is an emoji or says nothing. An ellipsis ends none.
    fn sign(&mut self, sign: char, next: Option<char>) {
        match sign {
            '!' | '?' => self.starts = true,
            '.' if next == Some('.') => self.dots = true,
            '.' if next.is_none() => self.starts = !std::mem::take(&mut self.dots),
            _ if is_laughing_face(sign) => self.push(What::Laugh),
            _ if is_emoji(sign) && self.out.last().is_none_or(|last| last.what != What::Emoji(sign)) => {
                self.push(What::Emoji(sign));
            }
            _ => {}
        }
    }
}

fn begins_amount(sign: char, next: Option<char>) -> bool {
    sign.is_ascii_digit() || "$€£+".contains(sign) && next.is_some_and(|digit| digit.is_ascii_digit())
}

/// The longest amount that a text begins with: digits, letters and signs inside numbers, no sign at its end.
fn amount_at(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(at, sign)| *at > 0 && !sign.is_alphanumeric() && !".,:-$€£".contains(*sign))
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).trim_end_matches(['.', ',', ':', '-'])
}

const ENDINGS: &[&str] = &[
    "com", "vn", "net", "org", "info", "xyz", "top", "vip", "cc", "me", "link", "shop", "app", "site", "club",
    "online", "live", "io", "gg", "ly", "icu", "win", "bet", "co", "us", "uk", "tk", "ml", "ga", "cf", "biz", "store",
    "pro", "tv", "asia", "click", "work", "fun", "dev", "page", "apk", "example", "test", "invalid", "id", "ru", "cn",
    "in",
];

/// Whether a chunk is a web address: a scheme, `www.`, or a host with a known ending or a path.
fn is_url(chunk: &str) -> bool {
    let chunk = chunk.trim_matches(|sign: char| "()[]<>\"'.,;:!?".contains(sign) || is_emoji(sign));
    if chunk.contains("://") || chunk.starts_with("www.") {
        return true;
    }
    let (host, path) = chunk.split_once(['/', '?']).map_or((chunk, None), |(host, path)| (host, Some(path)));
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let labels: Vec<&str> = host.split('.').collect();
    let plain =
        |label: &&str| !label.is_empty() && label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
    let ending = labels.last().copied().unwrap_or_default();
    let (known, has_path) = (ENDINGS.contains(&ending), path.is_some());
    let long = labels.iter().any(|label| label.len() > 2);
    let named = labels.len() >= 2 && labels.iter().all(plain) && (long || known && has_path);
    let worded = ending.len() >= 2 && ending.bytes().all(|sign| sign.is_ascii_alphabetic());
    named && worded && (has_path || known) && !chunk.contains('@')
}

/// Whether a chunk is a written laugh.
fn is_laugh(chunk: &str) -> bool {
    let letters = chunk.chars().count();
    let repeats = |syllables: &[&str]| {
        syllables.iter().any(|one| letters >= 4 && chunk.split(one).all(str::is_empty))
            || letters >= 5 && chunk.chars().all(|letter| "ah".contains(letter))
    };
    matches!(
        chunk,
        "lol" | "lmao" | "lmfao" | "rofl" | "xd" | "xdd" | "kkk" | "jk" | "=))" | ":))" | ";))" | "=)" | "=]]" | ":v"
    ) || letters >= 3 && chunk.chars().all(|letter| letter == 'k')
        || chunk.starts_with([':', '=', ';']) && chunk.ends_with("))")
        || repeats(&["ha", "hi", "he", "hê", "hí", "hì", "hô", "hơ", "ka", "ja", "kk"])
}

fn is_laughing_face(sign: char) -> bool {
    matches!(sign, '😂' | '🤣' | '😆' | '😹' | '😝' | '😜' | '🤪' | '💀')
}
