//! `lachan eval`: detection quality on labelled conversations, as written and under noise.

mod card;
mod charts;
pub(crate) mod corpus;
mod figures;
pub(crate) mod noise;
mod outcome;
mod table;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use lachan_core::model::to_json;
use lachan_core::risk::MODEL_VERSION;
use serde::Serialize;

use crate::failure::Failure;
use crate::output;
use figures::Figures;
use noise::Noise;
use outcome::Outcome;

/// Detection quality on labelled conversations: precision, recall by message, false alerts, calibration, under noise.
#[derive(Args)]
pub(crate) struct Eval {
    /// Folder with .jsonl files, one conversation a line (tests/conversations/README.md).
    folder: PathBuf,
    /// One JSON object: the figures under each noise and what became of each conversation.
    #[arg(long, conflicts_with = "card")]
    json: bool,
    /// A Markdown file whose part between the marks `<!-- figures -->` and `<!-- /figures -->` is written anew, with
    /// charts in the folder `pictures` beside it.
    #[arg(long)]
    card: Option<PathBuf>,
}

/// All that an evaluation found.
#[derive(Serialize)]
struct Evaluation {
    model: &'static str,
    noises: BTreeMap<Noise, Figures>,
    /// As written, without noise.
    conversations: Vec<Outcome>,
}

impl Eval {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let conversations = corpus::read(&self.folder)?;
        let mut evaluation = Evaluation { model: MODEL_VERSION, noises: BTreeMap::new(), conversations: Vec::new() };
        for noise in Noise::ALL {
            let noisy: Vec<_> = conversations.iter().map(|conversation| noise.add(conversation)).collect();
            let outcomes = outcome::outcomes(&noisy)?;
            evaluation.noises.insert(noise, figures::figures(&outcomes));
            if noise == Noise::None {
                evaluation.conversations = outcomes;
            }
        }
        match &self.card {
            Some(card) => card::write(card, &evaluation.noises),
            None if self.json => Ok(writeln!(output::writer(None)?, "{}", to_json(&evaluation)?)?),
            None => Ok(write!(output::writer(None)?, "{}", table::table(&evaluation.noises))?),
        }
    }
}
