//! `lachan train`: the learned scorer's weights from labelled text. Seeded: the same text gives the same bytes.

mod examples;
mod licensed;
mod softmax;
mod variety;

use std::path::PathBuf;

use clap::Args;
use lachan_core::risk::learned;

use crate::eval::corpus;
use crate::failure::Failure;
use crate::output;

/// Rounds in which the messages of a risky conversation are weighed by how risky the last round thought them.
const ROUNDS: usize = 3;

/// Trains the learned scorer that the core embeds (docs/model-card.md).
#[derive(Args)]
pub(crate) struct Train {
    /// Folders with labelled conversations (.jsonl) and messages (.tsv).
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Folder with the licensed sources that the model card names.
    #[arg(long)]
    licensed: Option<PathBuf>,
    /// The weights' file.
    #[arg(long, default_value = "core/data/model/scorer.bin")]
    out: PathBuf,
}

impl Train {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut examples = Vec::new();
        for folder in &self.folders {
            examples.extend(examples::of_bank(folder)?);
            for conversation in corpus::read_if_any(folder)? {
                examples.extend(examples::of_conversation(&conversation)?);
            }
        }
        if let Some(folder) = &self.licensed {
            examples.extend(licensed::read(folder)?);
        }
        let mut model = softmax::fit(&examples);
        for _ in 1..ROUNDS {
            examples::weigh(&mut examples, &model);
            model = softmax::fit(&examples);
        }
        let bytes = learned::pack(model.bias(), &model.weights());
        std::fs::write(&self.out, &bytes).map_err(Failure::at(&self.out))?;
        output::complain(&format!("{} examples, {} bytes in {}", examples.len(), bytes.len(), self.out.display()));
        Ok(())
    }
}
