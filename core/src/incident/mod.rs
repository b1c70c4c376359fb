//! The incident record: a hash chain over what the parent was told, and its verifier. Pure.
//!
//! `h_i = SHA-256(h_{i-1} ‖ canonical bytes of entry i)`, with 32 zero bytes before the first. Canonical bytes are the
//! entry's compact JSON with sorted keys; all numbers are integers. The record helps a report to the police; it is not
//! evidence in the sense of a procedural code.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::model::{Alert, Category, Level, Moment, from_json};
use crate::{Error, Result};

/// Name and version of the export's format.
pub const FORMAT: &str = "lachan-incident-1";

/// A link's hash.
pub type Hash = [u8; 32];

/// What happened, as the chain keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Number of the entry, from 1.
    pub seq: u64,
    /// What kind of entry.
    pub kind: EntryKind,
    /// When it happened, in the offset that the host gave.
    pub at: Moment,
    /// What the host's clock said when it was recorded.
    pub recorded_at: Moment,
    /// IANA name of the child's zone.
    pub zone: String,
    /// App of the contact.
    pub app: String,
    /// Handle of the contact.
    pub contact: String,
    /// The level reached.
    pub level: Level,
    /// The leading category.
    pub category: Category,
    /// The contact's score in thousandths.
    pub score_permille: u32,
    /// Why, strongest first.
    pub reasons: Vec<String>,
    /// Version of rules and weights.
    pub model: String,
}

/// Kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A contact reached `concern` or `urgent`.
    Alert,
}

impl Entry {
    /// Makes the entry of an alert; `seq` is set when it is linked.
    pub fn of_alert(alert: &Alert, recorded_at: Moment, zone: &str, model: &str) -> Self {
        Self {
            seq: 0,
            kind: EntryKind::Alert,
            at: alert.at,
            recorded_at,
            zone: zone.to_owned(),
            app: alert.app.clone(),
            contact: alert.contact.clone(),
            level: alert.level,
            category: alert.category,
            score_permille: (alert.score.clamp(0.0, 1.0) * 1000.0).round() as u32,
            reasons: alert.reasons.clone(),
            model: model.to_owned(),
        }
    }
}

/// An exported record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`FORMAT`].
    pub format: String,
    /// The links in order.
    pub links: Vec<Link>,
    /// Hash of the last link in hex; 64 zeros when there is none.
    pub head: String,
}

/// One link of an exported record. The entry is kept as it stands in the file, so that a verifier of any version
/// hashes what was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The entry's JSON.
    pub entry: Value,
    /// The link's hash in hex.
    pub hash: String,
}

/// Adds an entry behind a head (none at the start) and returns its JSON and hash.
pub fn link(head: Option<(u64, Hash)>, mut entry: Entry) -> Result<(Value, u64, Hash)> {
    let (seq, previous) = head.unwrap_or((0, [0; 32]));
    entry.seq = seq + 1;
    let value = serde_json::to_value(&entry).map_err(|_| Error::Internal { place: "incident: entry".into() })?;
    let hash = next_hash(previous, &value);
    Ok((value, entry.seq, hash))
}

/// Makes the record that is exported.
pub fn export(links: Vec<(Value, Hash)>) -> Record {
    let head = links.last().map_or([0; 32], |(_, hash)| *hash);
    let links = links.into_iter().map(|(entry, hash)| Link { entry, hash: hex(&hash) }).collect();
    Record { format: FORMAT.to_owned(), links, head: hex(&head) }
}

/// A chain that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The file is of another format.
    #[error("the file is not a {FORMAT} record")]
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
}

/// Checks every link of an exported record and returns how many hold, or the first that does not.
pub fn verify(record: &Record) -> Result<u64, Broken> {
    if record.format != FORMAT {
        return Err(Broken::Format);
    }
    let mut previous = [0; 32];
    for (place, link) in (1_u64..).zip(&record.links) {
        if link.entry.get("seq").and_then(Value::as_u64) != Some(place) {
            return Err(Broken::Place(place));
        }
        previous = next_hash(previous, &link.entry);
        if hex(&previous) != link.hash {
            return Err(Broken::Hash(place));
        }
    }
    if record.head == hex(&previous) { Ok(record.links.len() as u64) } else { Err(Broken::Head) }
}

/// Checks an exported record in its JSON form and returns how many links hold.
///
/// # Errors
/// [`Error::InvalidInput`]: on `links[N]`, counted from 0, for a link that does not hold.
pub fn verify_json(text: &str) -> Result<u64> {
    verify(&from_json(text)?).map_err(|broken| {
        let field = match broken {
            Broken::Format => "format".to_owned(),
            Broken::Head => "head".to_owned(),
            Broken::Hash(place) | Broken::Place(place) => format!("links[{}]", place - 1),
        };
        Error::invalid(field, broken.to_string())
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn record(entries: usize) -> Record {
        let at: Moment = "2026-11-20T21:00:00+07:00".parse().unwrap();
        let alert = Alert {
            contact: "00ff".into(),
            display_name: Some("Anh Nam".into()),
            app: "com.zing.zalo".into(),
            at,
            level: Level::Concern,
            category: Category::Grooming,
            score: 0.8126,
            reasons: vec!["secrecy".into(), "alone_probe".into()],
        };
        let mut head = None;
        let mut links = Vec::new();
        for _ in 0..entries {
            let (value, seq, hash) = link(head, Entry::of_alert(&alert, at, "Asia/Ho_Chi_Minh", "2026.11")).unwrap();
            head = Some((seq, hash));
            links.push((value, hash));
        }
        export(links)
    }

    #[test]
    fn an_untouched_record_holds_also_through_its_file() {
        for entries in [0, 1, 3] {
            let text = serde_json::to_string_pretty(&record(entries)).unwrap();
            assert_eq!(verify(&serde_json::from_str(&text).unwrap()), Ok(entries as u64));
        }
    }

    #[test]
    fn every_kind_of_tampering_names_the_first_broken_link() {
        let mut changed = record(3);
        changed.links[1].entry["level"] = "watch".into();
        assert_eq!(verify(&changed), Err(Broken::Hash(2)));

        let mut removed = record(3);
        removed.links.remove(0);
        assert_eq!(verify(&removed), Err(Broken::Place(1)));

        let mut cut = record(3);
        cut.links.pop();
        assert_eq!(verify(&cut), Err(Broken::Head));

        let mut rehashed = record(3);
        rehashed.links[2].hash = "0".repeat(64);
        assert_eq!(verify(&rehashed), Err(Broken::Hash(3)));

        let mut other = record(1);
        other.format = "lachan-incident-9".into();
        assert_eq!(verify(&other), Err(Broken::Format));
    }

    #[test]
    fn no_name_of_a_person_is_in_the_chain() {
        assert!(!serde_json::to_string(&record(1)).unwrap().contains("Nam"));
    }
}
