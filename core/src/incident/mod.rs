//! The incident record: a hash chain over what the parent was told, and its verifier. Pure.
//!
//! The chain is that of [`crate::chain`]. The record helps a report to the police; it is not evidence in the sense of a
//! procedural code.

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::chain::{Broken, ErasedLink, Hash, Link, Record, code, find_code};

use crate::chain;
use crate::model::{Alert, Category, Level, Moment, from_json};
use crate::{Error, Result};

/// Name and version of the export's format.
pub const FORMAT: &str = "lachan-incident-1";

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
    /// Version of the SDK whose rules they were.
    #[serde(default)]
    pub rules: String,
    /// How far the host's clock could be trusted: `unknown` when nothing is known of it.
    #[serde(default = "unknown")]
    pub clock: String,
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// Kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A contact reached `concern` or `urgent`.
    Alert,
    /// Earlier entries were erased.
    Erased,
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
            rules: env!("CARGO_PKG_VERSION").to_owned(),
            clock: unknown(),
        }
    }
}

/// What was taken out of the record, and why. Its links keep their hashes, so that the chain still holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Erasure {
    /// Number of the entry, from 1.
    pub seq: u64,
    /// Always [`EntryKind::Erased`].
    pub kind: EntryKind,
    /// When.
    pub at: Moment,
    /// IANA name of the child's zone.
    pub zone: String,
    /// Why.
    pub why: Why,
    /// The links that were erased.
    pub links: Vec<ErasedLink>,
}

/// Why entries were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Someone in the family erased a contact.
    ContactErased,
    /// Their time was over.
    Retention,
}

/// What an erasure does to a record: the link that says so, and the numbers of the links that become tombstones.
pub struct Erasing {
    /// The new last link: its entry, number and hash.
    pub link: (Value, u64, Hash),
    /// Each link to replace, with what is left of it.
    pub tombstones: Vec<(u64, Value)>,
}

/// Erases the entries that `chosen` picks; none if it picks none. Pure: the caller writes what comes back.
///
/// # Errors
/// [`Error::Internal`] for a record that JSON cannot hold; there is none.
pub fn erase(
    links: &[(Value, Hash)],
    chosen: impl Fn(&Value) -> bool,
    (at, zone, why): (Moment, &str, Why),
) -> Result<Option<Erasing>> {
    let erased = chain::erased(links, chosen);
    let Some((_, last)) = links.last().filter(|_| !erased.is_empty()) else { return Ok(None) };
    let tombstones = erased.iter().map(|link| (link.seq, chain::tombstone(link.seq))).collect();
    let entry = Erasure { seq: 0, kind: EntryKind::Erased, at, zone: zone.to_owned(), why, links: erased };
    Ok(Some(Erasing { link: chain::link(Some((links.len() as u64, *last)), &entry)?, tombstones }))
}

/// Adds an entry behind a head (none at the start) and returns its JSON, number and hash.
///
/// # Errors
/// [`Error::Internal`] for a record that JSON cannot hold; there is none.
pub fn link(head: Option<(u64, Hash)>, entry: &Entry) -> Result<(Value, u64, Hash)> {
    chain::link(head, entry)
}

/// Makes the record that is exported.
pub fn export(links: Vec<(Value, Hash)>) -> Record {
    chain::export(FORMAT, links)
}

/// Checks every link of an exported record and returns how many hold, or the first that does not.
pub fn verify(record: &Record) -> Result<u64, Broken> {
    chain::verify(record, FORMAT)
}

/// Checks an exported record in its JSON form and returns how many links hold.
///
/// # Errors
/// [`Error::InvalidInput`]: on `links[N]`, counted from 0, for a link that does not hold.
pub fn verify_json(text: &str) -> Result<u64> {
    verify(&from_json(text)?).map_err(|broken| {
        let field = match broken {
            Broken::Format => "format".to_owned(),
            Broken::Head | Broken::Code => "head".to_owned(),
            Broken::Hash(place) | Broken::Place(place) => format!("links[{}]", place - 1),
        };
        Error::invalid(field, broken.to_string())
    })
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
            let (value, seq, hash) = link(head, &Entry::of_alert(&alert, at, "Asia/Ho_Chi_Minh", "2026.11")).unwrap();
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

    /// A record whose second entry was erased.
    fn with_a_tombstone() -> Record {
        let whole = record(3);
        let hash = |text: &str| chain::unhex::<32>(text).unwrap();
        let mut links: Vec<_> = whole.links.iter().map(|link| (link.entry.clone(), hash(&link.hash))).collect();
        let at: Moment = "2026-11-21T08:00:00+07:00".parse().unwrap();
        let second = |entry: &Value| entry["seq"] == 2;
        let erasing = erase(&links, second, (at, "Asia/Ho_Chi_Minh", Why::Retention)).unwrap().unwrap();
        links[1].0 = erasing.tombstones[0].1.clone();
        links.push((erasing.link.0, erasing.link.2));
        export(links)
    }

    #[test]
    fn every_flipped_bit_of_an_exported_record_is_found() {
        for record in [record(2), with_a_tombstone()] {
            for text in [serde_json::to_string_pretty(&record).unwrap() + "\n", serde_json::to_string(&record).unwrap()]
            {
                assert!(verify_json(&text).is_ok());
                let mut bytes = text.into_bytes();
                for place in 0..bytes.len() {
                    for bit in 0..8 {
                        bytes[place] ^= 1 << bit;
                        let holds = std::str::from_utf8(&bytes).is_ok_and(|text| verify_json(text).is_ok());
                        assert!(!holds, "byte {place}, bit {bit}: {}", String::from_utf8_lossy(&bytes));
                        bytes[place] ^= 1 << bit;
                    }
                }
            }
        }
    }

    #[test]
    fn a_tombstone_holds_only_when_a_later_link_says_so() {
        let good = with_a_tombstone();
        assert_eq!(verify(&good), Ok(4));
        // Someone who takes an entry out without the link that says so is found at that entry.
        let mut silent = record(3);
        silent.links[1].entry = chain::tombstone(2);
        assert_eq!(verify(&silent), Err(Broken::Hash(2)));
        // So is who changes what comes before a tombstone, and the tombstone's hash with it.
        let mut before = good.clone();
        before.links[0].entry["level"] = "watch".into();
        let (_, _, forged) = link(None, &serde_json::from_value(before.links[0].entry.clone()).unwrap()).unwrap();
        before.links[0].hash = chain::hex(&forged);
        assert_eq!(verify(&before), Err(Broken::Hash(2)));
        // What speaks of erasing is never erased.
        let hash = |link: &Link| (link.entry.clone(), chain::unhex::<32>(&link.hash).unwrap());
        let links: Vec<_> = good.links.iter().map(hash).collect();
        let erased: Vec<u64> = chain::erased(&links, |_| true).iter().map(|link| link.seq).collect();
        assert_eq!(erased, [1, 3]);
    }

    #[test]
    fn a_code_that_was_written_down_finds_a_record_cut_short_or_made_anew() {
        let whole = record(3);
        let written = code(&whole.head);
        assert_eq!(written.len(), 14);
        assert_eq!(find_code(&whole, &written), Ok(3));
        assert_eq!(find_code(&whole, &written.replace('-', " ").to_lowercase()), Ok(3));
        let grown = record(4);
        assert_eq!(find_code(&grown, &written), Ok(3), "entries were added since");
        // Cut, with a head that fits: the chain holds, the code is gone.
        let mut cut = whole.clone();
        cut.links.pop();
        cut.head = cut.links[1].hash.clone();
        assert_eq!(verify(&cut), Ok(2));
        assert_eq!(find_code(&cut, &written), Err(Broken::Code));
        let mut moved = whole.clone();
        moved.links.swap(0, 1);
        assert_eq!(verify(&moved), Err(Broken::Place(1)));
        assert_eq!(find_code(&record(0), "oooo-OOOO-0000"), Ok(0), "look-alikes are read as meant");
        assert_eq!(find_code(&whole, "1L1I-ZZZZ-YYYY"), Err(Broken::Code));
    }

    #[test]
    fn records_from_before_clock_and_rules_are_still_read() {
        let mut old = record(1).links[0].entry.clone();
        old.as_object_mut().unwrap().retain(|key, _| key != "clock" && key != "rules");
        let entry: Entry = serde_json::from_value(old).unwrap();
        assert_eq!((entry.clock.as_str(), entry.rules.as_str()), ("unknown", ""));
    }

    #[test]
    fn no_name_of_a_person_is_in_the_chain() {
        assert!(!serde_json::to_string(&record(1)).unwrap().contains("Nam"));
    }
}
