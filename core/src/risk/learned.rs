//! The learned scorer: hashed n-grams of a message's words → log-odds for each category.
//!
//! A linear model with one head per category and one for what the child writes, its weights kept in 8 bits; made by
//! `lachan train` from the corpus that docs/model-card.md names. It supplies no reasons, so it may strengthen evidence but never alert alone
//! ([`super::appraisal`]). Whole numbers are added up, so the same text gives the same score on every machine.

use crate::model::Category;
use crate::text::Text;
use crate::{Error, Result};

/// Number of hash buckets.
pub const BUCKETS: usize = 1 << 17;
/// Number of heads: the categories in the order of [`Category::ALL`], then [`UNEASE`].
pub const HEADS: usize = Category::ALL.len() + 1;
/// The head that reads what the child writes: how much likelier it is written to a risky contact.
pub const UNEASE: usize = Category::ALL.len();
/// Length of the shorter letter n-grams, with the spaces around words; the longer ones have a letter more.
const LETTERS: usize = 4;
/// The kind of bucket that letter n-grams have.
const LETTER_GRAM: u8 = 4;
/// Version of the file's form.
const VERSION: u8 = 1;
const MAGIC: &[u8; 4] = b"LCLS";
const HEADER: usize = MAGIC.len() + 1 + 2 * 4 * HEADS;

/// Log-odds of a message for each head.
pub type LogOdds = [f32; HEADS];

/// No word for or against any head.
pub const SILENT: LogOdds = [0.0; HEADS];

/// The learned scorer over its weights.
#[derive(Debug, Clone)]
pub struct Scorer<'a> {
    /// Log-odds of a text with nothing known in it.
    bias: LogOdds,
    /// Log-odds of one step of a weight.
    scale: LogOdds,
    /// `BUCKETS × HEADS` weights.
    weights: &'a [u8],
}

impl Scorer<'static> {
    /// The scorer that ships with the SDK.
    pub fn embedded() -> Result<Self> {
        Scorer::read(include_bytes!("../../data/model/scorer.bin"))
    }
}

impl<'a> Scorer<'a> {
    /// Reads a scorer. Fails with [`Error::Internal`] if the bytes are none of this version.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let wrong = || Error::Internal { place: "scorer.bin".into() };
        let (header, weights) = bytes.split_at_checked(HEADER).ok_or_else(wrong)?;
        let rest = header.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(&[VERSION])).ok_or_else(wrong)?;
        if weights.len() != BUCKETS * HEADS {
            return Err(wrong());
        }
        let mut numbers = rest.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap_or_default()));
        let mut next = || std::array::from_fn(|_| numbers.next().unwrap_or(0.0));
        Ok(Self { bias: next(), scale: next(), weights })
    }

    /// Log-odds of a message for each head: how much likelier its words are in a chat with such a contact than in a
    /// harmless one. Linear in the text.
    pub fn score(&self, text: &Text) -> LogOdds {
        let features = features(text);
        let mut sums = [0_i32; HEADS];
        for feature in &features {
            let at = *feature as usize * HEADS;
            let weights = self.weights.get(at..at + HEADS).unwrap_or_default();
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i32::from(*weight as i8));
        }
        let size = (features.len().max(1) as f32).sqrt();
        let mut odds = self.bias;
        for ((odds, sum), scale) in odds.iter_mut().zip(sums).zip(self.scale) {
            *odds += sum as f32 * scale / size;
        }
        odds
    }
}

/// Packs trained weights (`BUCKETS × HEADS`, log-odds) into the bytes that [`Scorer::read`] reads: 8 bits each, one
/// scale a head.
pub fn pack(bias: LogOdds, weights: &[f32]) -> Vec<u8> {
    let mut scale = [f32::MIN_POSITIVE; HEADS];
    for row in weights.chunks_exact(HEADS) {
        scale.iter_mut().zip(row).for_each(|(most, weight)| *most = most.max(weight.abs() / 127.0));
    }
    let mut bytes = [MAGIC.as_slice(), &[VERSION]].concat();
    bytes.extend(bias.iter().chain(&scale).flat_map(|number| number.to_le_bytes()));
    for row in weights.chunks_exact(HEADS) {
        bytes.extend(row.iter().zip(scale).map(|(weight, scale)| (weight / scale).round() as i8 as u8));
    }
    bytes
}

/// The buckets of a text: each of its word and letter n-grams, without diacritics, typed tokens by their kind; and
/// each of its emoji. Each bucket once, sorted.
pub fn features(text: &Text) -> Vec<u32> {
    let words = words(text);
    let line = format!(" {} ", words.join(" ")).into_bytes();
    let mut found = Vec::with_capacity(words.len() * 3 + line.len() * 3);
    let word = |at: usize| words.get(at).copied().map(str::as_bytes);
    for at in 0..words.len() {
        let Some(first) = word(at) else { continue };
        found.push(bucket(1, &[first]));
        found.extend(word(at + 1).map(|second| bucket(2, &[first, second])));
        found.extend(word(at + 2).map(|third| bucket(3, &[first, third])));
    }
    found.extend(text.emoji.iter().map(|sign| bucket(1, &[sign.encode_utf8(&mut [0; 4]).as_bytes()])));
    for (at, letters) in line.windows(LETTERS).enumerate() {
        let hash = mix(begin(LETTER_GRAM), letters);
        found.push(fold(mix(hash, &[0])));
        found.extend(line.get(at + LETTERS).map(|next| fold(mix(hash, &[*next, 0]))));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of a text without diacritics; a typed stretch is one word that names its kind.
fn words(text: &Text) -> Vec<&str> {
    let mut words = Vec::with_capacity(text.tokens.len());
    let mut at = 0;
    while let Some(token) = text.tokens.get(at) {
        let spans = text.spans.get(text.spans.partition_point(|span| span.start < at)..).unwrap_or_default();
        let span = spans.iter().take_while(|span| span.start == at).max_by_key(|span| span.end);
        words.push(span.map_or(token.folded.as_str(), |span| span.kind.name()));
        at = span.map_or(at + 1, |span| span.end.max(at + 1));
    }
    words
}

/// The bucket of an n-gram: FNV-1a over its parts, mixed down.
fn bucket(kind: u8, parts: &[&[u8]]) -> u32 {
    fold(parts.iter().fold(begin(kind), |hash, part| mix(mix(hash, part), &[0])))
}

fn begin(kind: u8) -> u64 {
    0xcbf2_9ce4_8422_2325 ^ u64::from(kind)
}

fn mix(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn fold(hash: u64) -> u32 {
    ((hash ^ (hash >> 29)) % BUCKETS as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Vocabulary, read};

    fn text(message: &str) -> Text {
        read(message, &Vocabulary::default())
    }

    #[test]
    fn spelling_and_diacritics_make_no_difference() {
        let features = |message| features(&text(message));
        assert_eq!(features("Đừng nói với mẹ"), features("dung noi voi me"));
        assert_eq!(features("gửi 500k nhé"), features("gửi 700k nhé"));
        assert!(features("").len() <= 2);
        assert_ne!(features("gửi cho anh 🍆"), features("gửi cho anh"));
        assert_eq!(features("gửi 🤫🤫 cho anh"), features("gửi cho anh 🤫"));
    }

    #[test]
    fn packed_weights_come_back() {
        let mut weights = vec![0.0; BUCKETS * HEADS];
        let message = text("pay me now");
        for feature in features(&message) {
            weights[feature as usize * HEADS + 4] = 0.5;
        }
        let bytes = pack([-1.0; HEADS], &weights);
        let scored = Scorer::read(&bytes).unwrap().score(&message);
        let many = features(&message).len() as f32;
        assert!((scored[4] - (0.5 * many.sqrt() - 1.0)).abs() < 0.01, "{scored:?}");
        assert!((scored[0] + 1.0).abs() < 1e-6);
        assert!(Scorer::read(&bytes[1..]).is_err());
    }
}
