//! Labelled text → training examples, one a message.

use std::path::Path;

use lachan_core::model::{Category, Direction, Language};
use lachan_core::risk::learned;
use lachan_core::risk::lexicon::{EMBEDDED, Lexicon};
use once_cell::sync::OnceCell;

use super::softmax::Example;
use super::variety;
use crate::eval::corpus::Conversation;
use crate::failure::Failure;

/// The class of harmless text; risky ones follow in the order of [`Category::ALL`].
pub(super) const HARMLESS: usize = 0;
/// What a message of a risky conversation weighs: many of them are small talk.
const UNSURE: f32 = 0.6;

/// The class of a category.
pub(super) fn class(category: Option<Category>) -> usize {
    category
        .and_then(|category| Category::ALL.iter().position(|known| *known == category))
        .map_or(HARMLESS, |at| at + 1)
}

/// The lexicon without a scorer: there may be none yet.
fn lexicon() -> Result<&'static Lexicon, Failure> {
    static LEXICON: OnceCell<Lexicon> = OnceCell::new();
    Ok(LEXICON.get_or_try_init(|| Lexicon::load(&EMBEDDED).map_err(|place| lachan_core::Error::Internal { place }))?)
}

/// One example of a text.
pub(super) fn example(text: &str, class: usize, weight: f32) -> Result<Example, Failure> {
    Ok(Example { features: learned::features(&lexicon()?.read(text)), class, weight })
}

/// A conversation as written and in one variation.
pub(super) fn variants(conversation: Conversation) -> [Conversation; 2] {
    let varied = variety::vary(&conversation, 1);
    [conversation, varied]
}

/// What the contact wrote.
pub(super) fn incoming(conversation: &Conversation) -> Result<Vec<Example>, Failure> {
    let written = conversation.incoming().filter(|message| !message.text.trim().is_empty());
    let labelled = written.map(|message| match conversation.speaks_of(&message.contact) {
        false => example(&message.text, HARMLESS, 1.0),
        true => example(&message.text, class(conversation.category), UNSURE),
    });
    labelled.collect()
}

/// What the child wrote: 1 in a risky conversation, 0 in a harmless one.
pub(super) fn outgoing(conversation: &Conversation) -> Result<Vec<Example>, Failure> {
    let class = usize::from(conversation.category.is_some());
    let written = conversation.messages().filter(|message| message.direction == Direction::Outgoing);
    let worded = written.filter(|message| !message.text.trim().is_empty());
    worded.map(|message| example(&message.text, class, 1.0)).collect()
}

/// The messages of a folder's banks: `indicator<TAB>language<TAB>text`, a minus before the indicator for a
/// harmless look-alike.
pub(super) fn of_bank(folder: &Path) -> Result<Vec<Example>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(Failure::at(folder))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "tsv"));
    files.sort();
    let indicators = &lexicon()?.indicators;
    let mut examples = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(Failure::at(&file))?;
        for (line, place) in text.lines().zip(1_u64..) {
            let wrong = |field: &str, reason: &str| Failure::Corpus {
                file: file.display().to_string(),
                error: lachan_core::Error::invalid(field, reason).at_line(place),
            };
            let mut parts = line.splitn(3, '\t');
            let (Some(id), Some(language), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(wrong("indicator", "stands first in a line of three parts with tabs between"));
            };
            let language = match language {
                "vi" => Language::Vi,
                "en" => Language::En,
                _ => return Err(wrong("language", "is neither vi nor en")),
            };
            let class = match id.strip_prefix('-') {
                Some(_) => HARMLESS,
                None if id == "harmless" => HARMLESS,
                None => {
                    class(indicators.get(id).ok_or_else(|| wrong("indicator", "is not in indicators.toml"))?.category)
                }
            };
            examples.push(example(text, class, 1.0)?);
            examples.push(example(&variety::vary_text(text, language, place), class, 0.5)?);
        }
    }
    Ok(examples)
}
