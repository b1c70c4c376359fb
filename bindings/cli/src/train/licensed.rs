//! The licensed sources of docs/model-card.md as examples; none of their rows is kept.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use lachan_core::model::{Category, from_json};

use super::examples::{HARMLESS, class, example};
use super::softmax::Example;
use crate::failure::Failure;

/// What one row weighs beside an authored message: comments and tweets are no private chats.
const INSULT: f32 = 0.25;
const CLEAN: f32 = 0.25;
const TALK: f32 = 0.3;

/// Reads the sources that lie in the folder.
pub(super) fn read(folder: &Path) -> Result<Vec<Example>, Failure> {
    let mut examples = Vec::new();
    let bullying = class(Some(Category::Bullying));
    for row in rows(&folder.join("vihos_train_vi.csv.gz"))? {
        let (Some(text), Some(spans)) = (row.get("content"), row.get("index_spans")) else { continue };
        let hateful = spans.contains(|sign: char| sign.is_ascii_digit());
        let (class, weight) = if hateful { (bullying, INSULT) } else { (HARMLESS, CLEAN) };
        examples.push(example(text, class, weight)?);
    }
    for row in rows(&folder.join("davidson_tweets_en.csv.gz"))? {
        let (Some(text), Some(kind)) = (row.get("tweet"), row.get("class")) else { continue };
        // "Offensive" tweets are mostly casual swearing and say nothing either way.
        match kind.as_str() {
            "0" => examples.push(example(text, bullying, INSULT)?),
            "2" => examples.push(example(text, HARMLESS, CLEAN)?),
            _ => {}
        }
    }
    for line in unpack(&folder.join("topical_chat_valid_en.jsonl.gz"))?.lines() {
        let conversation: serde_json::Value = from_json(line)?;
        for text in texts(&conversation) {
            examples.push(example(text, HARMLESS, TALK)?);
        }
    }
    Ok(examples)
}

/// All strings under a key `text` or `message`.
fn texts(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(text) if matches!(key.as_str(), "text" | "message") => vec![text],
                _ => texts(value),
            })
            .collect(),
        serde_json::Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn unpack(file: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let packed = std::fs::File::open(file).map_err(Failure::at(file))?;
    GzDecoder::new(packed).read_to_string(&mut text).map_err(Failure::at(file))?;
    Ok(text)
}

type Row = std::collections::HashMap<String, String>;

fn rows(file: &Path) -> Result<Vec<Row>, Failure> {
    let text = unpack(file)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<Vec<Row>, csv::Error>>()
        .map_err(|error| Failure::at(file)(std::io::Error::other(error)))
}
