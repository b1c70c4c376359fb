//! What the lexicon sees of the message bank: `cargo run --release --example lexicon_gaps -- CATEGORY [INDICATOR]`.
//!
//! Reads the lexicon's files as they lie on disk, so that an edit shows without a build, and
//! tests/conversations/messages/CATEGORY.tsv. Without an indicator: how many lines of each are seen, and how many
//! harmless look-alikes raise something. With one: the lines not seen, and the look-alikes that do, with the pattern.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::PathBuf;

use lachan_core::risk::lexicon::{EMBEDDED, Files, Lexicon, Source};
use lachan_core::risk::sighting::{evidence, sightings};

/// Below this weight a sighting is not worth a signal.
const FAINT: f32 = 0.2;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(category), wanted) = (args.next(), args.next()) else {
        return Err("usage: lexicon_gaps CATEGORY [INDICATOR]".into());
    };
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let folder = root.join("data/lexicon");
    let on_disk = |sources: &[Source<'static>]| -> Result<Vec<Source<'static>>, std::io::Error> {
        let read = |source: &Source<'static>| {
            let text = read_to_string(folder.join(source.name))?.leak();
            Ok(Source { text, ..*source })
        };
        sources.iter().map(read).collect()
    };
    let (indicators, teencode) =
        (read_to_string(folder.join("indicators.toml"))?, read_to_string(folder.join("teencode.toml"))?);
    let (slots, phrases) = (on_disk(EMBEDDED.slots)?, on_disk(EMBEDDED.phrases)?);
    let files = Files { indicators: &indicators, teencode: &teencode, slots: &slots, phrases: &phrases };
    let lexicon = Lexicon::load(&files)?;

    let bank = read_to_string(root.join(format!("../tests/conversations/messages/{category}.tsv")))?;
    let mut counts: BTreeMap<(String, String), [u32; 3]> = BTreeMap::new();
    for line in bank.lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(id), Some(language), Some(message)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let (harmless, plain) = (id.starts_with('-') || id == "harmless", id.trim_start_matches('-'));
        let text = lexicon.read(message);
        let found = sightings(&lexicon, &text);
        let seen = evidence(&found, &text, Default::default());
        let seen: Vec<&str> = seen
            .iter()
            .filter(|one| one.weight >= FAINT && !one.indicator.weak)
            .map(|one| one.indicator.id.as_str())
            .collect();
        let count = counts.entry((plain.to_owned(), language.to_owned())).or_default();
        match harmless {
            false => {
                count[0] += 1;
                count[1] += u32::from(!seen.is_empty());
            }
            true => count[2] += u32::from(!seen.is_empty()),
        }
        if wanted.as_deref() == Some(plain) && harmless != seen.is_empty() {
            println!("{} {language} {message}", if harmless { "FALSE" } else { "unseen" });
            if harmless {
                lexicon.find(&text).iter().for_each(|hit| println!("      {}", lexicon.origin(hit)));
            }
        }
    }
    if wanted.is_none() {
        for ((id, language), [all, seen, alarms]) in counts {
            println!("{id:24} {language}  seen {seen:3} of {all:3}   harmless that raise something: {alarms}");
        }
    }
    Ok(())
}
