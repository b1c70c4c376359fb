//! A host's own text model as a further evidence source: it may strengthen, never alert alone, never hold up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::Result;
use crate::model::Category;
use crate::risk::learned::{LogOdds, SILENT};

/// How long one message waits for the host's model.
const MESSAGE_BUDGET: Duration = Duration::from_millis(25);
/// How long one batch waits for it in all.
const BATCH_BUDGET: Duration = Duration::from_millis(250);
/// The most that it may say for or against a category, log-odds.
const MOST: f64 = 1.5;

/// A host's own text model, such as a Core ML or TFLite classifier.
///
/// It is called on a thread of its own with no lock held. What takes longer than 25 ms a message or 250 ms a batch is
/// left out, and so is what fails or panics; ingestion goes on without it. Its word is one source among others: it
/// counts at most 1.5 log-odds a message and, like the built-in learned scorer, never alerts without a reason from
/// the grammar or the metadata.
pub trait TextScorer: Send + Sync {
    /// Returns the probabilities of the categories that the model knows, for one incoming message.
    ///
    /// # Errors
    /// Any error: the message is then judged without this model.
    fn score(&self, text: String) -> Result<Vec<TextScore>>;
}

/// A probability from a host's text model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextScore {
    /// The category.
    pub category: Category,
    /// How likely the message is from such a contact, 0 to 1.
    pub probability: f64,
}

/// The thread on which a host's model runs.
pub(super) struct Worker {
    texts: SyncSender<(u64, String)>,
    scores: Receiver<(u64, LogOdds)>,
    last: u64,
}

impl Worker {
    /// Starts a thread for a model; it ends when the worker is dropped and the model has answered.
    pub(super) fn start(scorer: Arc<dyn TextScorer>) -> Self {
        let (texts, waiting) = sync_channel::<(u64, String)>(1);
        let (answers, scores) = sync_channel(8);
        // Without a thread nobody takes the texts, and every message is judged without the model.
        let _ = std::thread::Builder::new().name("lachan-text-scorer".into()).spawn(move || {
            for (number, text) in waiting {
                let answer = catch_unwind(AssertUnwindSafe(|| scorer.score(text)));
                let odds = answer.map_or(SILENT, |scores| scores.map_or(SILENT, |scores| odds(&scores)));
                if answers.send((number, odds)).is_err() {
                    return;
                }
            }
        });
        Self { texts, scores, last: 0 }
    }

    /// The model's log-odds of a text; nothing if it is busy, late or failing.
    pub(super) fn ask(&mut self, text: &str, budget: &mut Budget) -> LogOdds {
        let until = Instant::now() + MESSAGE_BUDGET.min(budget.0);
        // Late answers to earlier messages make room for this one's.
        while self.scores.try_recv().is_ok() {}
        self.last += 1;
        if budget.0.is_zero() || self.texts.try_send((self.last, text.to_owned())).is_err() {
            return SILENT;
        }
        let begun = Instant::now();
        let mut heard = SILENT;
        while let Ok((number, odds)) = self.scores.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if number == self.last {
                heard = odds;
                break;
            }
        }
        budget.0 = budget.0.saturating_sub(begun.elapsed());
        heard
    }
}

/// What is left of a batch's waiting time.
pub(super) struct Budget(Duration);

impl Default for Budget {
    fn default() -> Self {
        Self(BATCH_BUDGET)
    }
}

fn odds(scores: &[TextScore]) -> LogOdds {
    let mut odds = SILENT;
    for score in scores.iter().filter(|score| score.probability.is_finite()) {
        let share = score.probability.clamp(0.0, 1.0);
        let value = (share / (1.0 - share)).ln().clamp(-MOST, MOST) as f32;
        odds.iter_mut().skip(score.category as usize).take(1).for_each(|slot| *slot = value);
    }
    odds
}
