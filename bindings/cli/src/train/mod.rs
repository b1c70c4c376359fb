//! `lachan train`: the learned scorer's weights from labelled text. Seeded: the same text gives the same bytes.

mod examples;
mod licensed;
mod softmax;
mod variety;

use std::path::PathBuf;

use clap::Args;
use lachan_core::risk::learned::{self, BUCKETS, HEADS, UNEASE};

use crate::eval::corpus;
use crate::failure::Failure;
use crate::output;

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
        let (mut incoming, mut outgoing) = (Vec::new(), Vec::new());
        for folder in &self.folders {
            incoming.extend(examples::of_bank(folder)?);
            for conversation in corpus::read_if_any(folder)? {
                for variant in examples::variants(conversation) {
                    incoming.extend(examples::incoming(&variant)?);
                    outgoing.extend(examples::outgoing(&variant)?);
                }
            }
        }
        if let Some(folder) = &self.licensed {
            incoming.extend(licensed::read(folder)?);
        }
        let unease = softmax::fit::<2>(&outgoing);
        let categories = softmax::fit::<{ UNEASE + 1 }>(&incoming);
        let bias = std::array::from_fn(|head| if head == UNEASE { unease.bias(1) } else { categories.bias(head + 1) });
        let weights: Vec<f32> = (0..BUCKETS * HEADS)
            .map(|at| match (at / HEADS, at % HEADS) {
                (bucket, UNEASE) => unease.weight(bucket, 1),
                (bucket, head) => categories.weight(bucket, head + 1),
            })
            .collect();
        let bytes = learned::pack(bias, &weights);
        std::fs::write(&self.out, &bytes).map_err(Failure::at(&self.out))?;
        let (incoming, outgoing, size) = (incoming.len(), outgoing.len(), bytes.len());
        output::complain(&format!("{incoming} messages to and {outgoing} by the child; {size} bytes"));
        Ok(())
    }
}
