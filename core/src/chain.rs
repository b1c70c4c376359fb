//! Hash chains: `h_i = SHA-256(h_{i-1} ‖ canonical bytes of entry i)`, with 32 zero bytes before the first. Pure.
//!
//! Canonical bytes are the entry's compact JSON with sorted keys; all numbers are integers. What is erased leaves a
//! tombstone with its hash; a later link says which links were erased and what their hashes were, so that the chain
//! still holds and nothing can be taken out unsaid.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// A link's hash.
pub type Hash = [u8; 32];

/// Kind of an entry that says which links were erased.
const ERASED: &str = "erased";
/// Kind of what is left of an erased link.
const TOMBSTONE: &str = "tombstone";

/// An exported chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Name and version of the format.
    pub format: String,
    /// The links in order.
    pub links: Vec<Link>,
    /// Hash of the last link in hex; 64 zeros when there is none.
    pub head: String,
}

/// One link of an exported chain. The entry is kept as it stands in the file, so that a verifier of any version
/// hashes what was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The entry's JSON.
    pub entry: Value,
    /// The link's hash in hex.
    pub hash: String,
}

/// What an erasing link says of each link that it erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedLink {
    /// Its number.
    pub seq: u64,
    /// Hash of the link before it, in hex.
    pub previous: String,
    /// Its hash, in hex.
    pub hash: String,
}

/// A chain that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The file is of another format.
    #[error("the file is not a record of this kind and version")]
    Format,
    /// A link's hash is not that of its entry and the link before.
    #[error("link {0} does not hold: its entry, or the one before it, was changed")]
    Hash(u64),
    /// A link's entry does not carry its place in the chain.
    #[error("link {0} is out of place: an entry was removed, added or moved")]
    Place(u64),
    /// The head is not the last link's hash.
    #[error("the head does not match the last link: entries at the end were removed")]
    Head,
    /// No link has the code that was written down.
    #[error("no link has this code: entries were removed or changed since it was written down, or it was misread")]
    Code,
}

/// Adds an entry behind a head (none at the start); returns its JSON with its number, the number and its hash.
pub(crate) fn link<T: Serialize>(head: Option<(u64, Hash)>, entry: &T) -> Result<(Value, u64, Hash)> {
    let (last, previous) = head.unwrap_or((0, [0; 32]));
    let seq = last + 1;
    let mut value = serde_json::to_value(entry).map_err(|_| Error::Internal { place: "chain: entry".into() })?;
    if let Value::Object(fields) = &mut value {
        fields.insert("seq".to_owned(), seq.into());
    }
    let hash = next_hash(previous, &value);
    Ok((value, seq, hash))
}

/// Makes the record that is exported.
pub(crate) fn export(format: &str, links: Vec<(Value, Hash)>) -> Record {
    let head = links.last().map_or([0; 32], |(_, hash)| *hash);
    let links = links.into_iter().map(|(entry, hash)| Link { entry, hash: hex(&hash) }).collect();
    Record { format: format.to_owned(), links, head: hex(&head) }
}

/// The links to erase among all links in order: those whose entry is chosen. What speaks of erasing is never erased.
pub(crate) fn erased(links: &[(Value, Hash)], chosen: impl Fn(&Value) -> bool) -> Vec<ErasedLink> {
    let mut previous = [0; 32];
    let mut found = Vec::new();
    for (seq, (entry, hash)) in (1..).zip(links) {
        if ![Some(ERASED), Some(TOMBSTONE)].contains(&kind(entry)) && chosen(entry) {
            found.push(ErasedLink { seq, previous: hex(&previous), hash: hex(hash) });
        }
        previous = *hash;
    }
    found
}

/// What is left of an erased entry.
pub(crate) fn tombstone(seq: u64) -> Value {
    json!({ "kind": TOMBSTONE, "seq": seq })
}

/// Checks every link of a record and returns how many hold, or the first that does not.
pub(crate) fn verify(record: &Record, format: &str) -> Result<u64, Broken> {
    if record.format != format {
        return Err(Broken::Format);
    }
    let erased = erasures(record);
    let mut previous = [0; 32];
    for (place, link) in (1_u64..).zip(&record.links) {
        if link.entry.get("seq").and_then(Value::as_u64) != Some(place) {
            return Err(Broken::Place(place));
        }
        previous = if link.entry == tombstone(place) {
            let said = erased.get(&place).filter(|said| said.previous == hex(&previous) && said.hash == link.hash);
            said.and_then(|said| unhex(&said.hash)).ok_or(Broken::Hash(place))?
        } else {
            next_hash(previous, &link.entry)
        };
        if hex(&previous) != link.hash {
            return Err(Broken::Hash(place));
        }
    }
    if record.head == hex(&previous) { Ok(record.links.len() as u64) } else { Err(Broken::Head) }
}

/// What the record's own links say was erased. Whether those links hold is checked with all others.
fn erasures(record: &Record) -> BTreeMap<u64, ErasedLink> {
    let of_link = |link: &Link| {
        let links = (kind(&link.entry) == Some(ERASED)).then(|| link.entry.get("links").cloned()).flatten();
        links.and_then(|links| serde_json::from_value::<Vec<ErasedLink>>(links).ok()).unwrap_or_default()
    };
    record.links.iter().flat_map(of_link).map(|said| (said.seq, said)).collect()
}

fn kind(entry: &Value) -> Option<&str> {
    entry.get("kind").and_then(Value::as_str)
}

/// Letters of a code: Crockford's base 32, without I, L, O and U.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];
/// Letters of a code: 60 bits, too many to find another record of the same code by trying.
const CODE_LETTERS: usize = 12;

/// The short code of a hash in hex, for writing down: 12 letters and digits in groups of four, such as
/// `7K2M-9PQR-X3TD`; the first 60 bits in Crockford's base 32.
pub fn code(hash: &str) -> String {
    let hash: Hash = unhex(hash).unwrap_or_default();
    let bits: Vec<u8> = hash.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    let letter = |five: &[u8]| LETTERS.get(five.iter().fold(0, |n, bit| n << 1 | usize::from(*bit))).copied();
    let letters: Vec<char> = bits.chunks_exact(5).take(CODE_LETTERS).filter_map(letter).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// The number of the link whose hash has a code that was written down; 0 for the code of an empty record. Letters
/// may be small, groups may be joined, O counts as 0, I and L as 1.
///
/// # Errors
/// [`Broken::Code`] if no link has it.
pub fn find_code(record: &Record, written: &str) -> Result<u64, Broken> {
    let plain = |text: &str| -> String {
        let alike = |letter: char| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        text.chars().filter(char::is_ascii_alphanumeric).map(alike).collect()
    };
    let written = plain(written);
    let start = Link { entry: Value::Null, hash: hex(&[0; 32]) };
    let mut hashes = (0..).zip([&start].into_iter().chain(&record.links));
    hashes.find(|(_, link)| plain(&code(&link.hash)) == written).map(|(place, _)| place).ok_or(Broken::Code)
}

fn next_hash(previous: Hash, entry: &Value) -> Hash {
    let mut bytes = String::new();
    canonical(entry, &mut bytes);
    Sha256::new().chain_update(previous).chain_update(bytes).finalize().into()
}

/// Writes JSON without white space and with sorted keys, whatever order the parser keeps.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| key.as_str());
            separated(out, ('{', '}'), fields, |out, (key, value)| {
                canonical(&Value::String(key.clone()), out);
                out.push(':');
                canonical(value, out);
            });
        }
        Value::Array(items) => separated(out, ('[', ']'), items, |out, item| canonical(item, out)),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn separated<T>(
    out: &mut String,
    (open, close): (char, char),
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(&mut String, T),
) {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(close);
}

/// Lower-case hex of some bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a hex form of exactly their length.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |at: usize| text.get(at * 2..at * 2 + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = digit(at)?;
    }
    (text.len() == N * 2).then_some(bytes)
}
