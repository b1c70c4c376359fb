//! Labelled conversations: one JSON object a line (tests/conversations/README.md).

use std::path::{Path, PathBuf};

use lachan_core::model::{Category, Direction, Event, Language, Message, Relation, from_json};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// A conversation and what is true of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    /// What the contact does; none for a harmless one.
    pub(crate) category: Option<Category>,
    pub(crate) language: Language,
    /// A word on what is special, for people.
    #[serde(rename = "kind")]
    _kind: String,
    /// Incoming messages by which a parent would want to be warned; none for a harmless one.
    #[serde(default)]
    pub(crate) alert_by: Option<u32>,
    #[serde(default)]
    pub(crate) relation: Relation,
    #[serde(default)]
    pub(crate) saved: bool,
    /// Taken up by each message when the line is read.
    #[serde(default, rename = "group")]
    _group: bool,
    /// Of a group: who the label speaks of.
    #[serde(default)]
    pub(crate) risky: Vec<String>,
    pub(crate) events: Vec<Event>,
}

impl Conversation {
    /// Reads one line. What every event of a conversation shares may be left out in the file.
    fn from_line(line: &str) -> lachan_core::Result<Self> {
        let mut value: Value = from_json(line)?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (id, group) = (text("id"), value.get("group").and_then(Value::as_bool).unwrap_or(false));
        let events = value.get_mut("events").and_then(Value::as_array_mut);
        for (at, event) in events.into_iter().flatten().filter_map(Value::as_object_mut).enumerate() {
            complete(event, &id, group, at);
        }
        let made: Self = from_json(&value.to_string())?;
        made.events.iter().try_for_each(Event::validate)?;
        Ok(made)
    }

    /// Its messages in order.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.events.iter().filter_map(|event| match event {
            Event::Message(message) => Some(message),
            _ => None,
        })
    }

    /// The messages that the child received.
    pub(crate) fn incoming(&self) -> impl Iterator<Item = &Message> {
        self.messages().filter(|message| message.direction == Direction::Incoming)
    }

    /// Whether the label speaks of this contact.
    pub(crate) fn speaks_of(&self, contact: &str) -> bool {
        self.category.is_some() && (self.risky.is_empty() || self.risky.iter().any(|name| *name == plain(contact)))
    }
}

/// Fills in the fields that a conversation's events share.
fn complete(event: &mut Map<String, Value>, id: &str, group: bool, at: usize) {
    let kind = event.entry("type").or_insert_with(|| json!("message")).clone();
    let outgoing = event.get("direction").is_some_and(|direction| direction == "outgoing");
    let name = match event.get("contact").and_then(Value::as_str) {
        Some(name) => name,
        None if group && outgoing => "child",
        None => "contact",
    };
    let contact = json!(format!("{id}/{name}"));
    event.insert("contact".into(), contact);
    event.entry("app").or_insert_with(|| json!("app"));
    if kind == "message" {
        event.insert("id".into(), json!(format!("{id}#{at}")));
        event.insert("conversation".into(), json!(id));
        event.insert("group".into(), json!(group));
    }
}

/// A contact's name within its conversation.
fn plain(contact: &str) -> &str {
    contact.rsplit_once('/').map_or(contact, |(_, name)| name)
}

/// Reads all `.jsonl` files of a folder, in order of their names; there must be some.
pub(crate) fn read(folder: &Path) -> Result<Vec<Conversation>, Failure> {
    let all = read_if_any(folder)?;
    if all.is_empty() { Err(Failure::NoCorpus(folder.display().to_string())) } else { Ok(all) }
}

/// Reads all `.jsonl` files of a folder, in order of their names.
pub(crate) fn read_if_any(folder: &Path) -> Result<Vec<Conversation>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(Failure::at(folder))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(Failure::at(&file))?;
        for (line, place) in text.lines().zip(1..) {
            let read = Conversation::from_line(line).map_err(|error| error.at_line(place));
            all.push(read.map_err(|error| Failure::Corpus { file: file.display().to_string(), error })?);
        }
    }
    Ok(all)
}
