//! Multinomial logistic regression over hashed features, by AdaGrad (Duchi et al., JMLR 2011) with L2.

use fastrand::Rng;
use lachan_core::risk::learned::{BUCKETS, HEADS, LogOdds};

const CLASSES: usize = HEADS + 1;
const EPOCHS: usize = 12;
const RATE: f32 = 0.35;
const L2: f32 = 1.0e-5;
const SEED: u64 = 2026_11;

/// One labelled text.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) features: Vec<u32>,
    pub(super) class: usize,
    pub(super) weight: f32,
    /// Whether its weight is to be learned: a message of a risky conversation.
    pub(super) unsure: bool,
}

/// Weights by bucket and class, and the bias.
pub(super) struct Model {
    rows: Vec<[f32; CLASSES]>,
    bias: [f32; CLASSES],
}

impl Model {
    /// Log-odds of each risky class against the harmless one for a text with nothing known in it.
    pub(super) fn bias(&self) -> LogOdds {
        against_harmless(&self.bias)
    }

    /// Weights of each risky class against the harmless one, bucket by bucket.
    pub(super) fn weights(&self) -> Vec<f32> {
        self.rows.iter().flat_map(against_harmless).collect()
    }

    /// The probability of a class.
    pub(super) fn share(&self, features: &[u32], class: usize) -> f32 {
        self.shares(features).get(class).copied().unwrap_or(0.0)
    }

    fn shares(&self, features: &[u32]) -> [f32; CLASSES] {
        let size = size(features);
        let mut sums = self.bias;
        for row in features.iter().filter_map(|feature| self.rows.get(*feature as usize)) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight / size);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let powers = sums.map(|sum| (sum - most).exp());
        let all: f32 = powers.iter().sum();
        powers.map(|power| power / all)
    }
}

fn against_harmless([harmless, risky @ ..]: &[f32; CLASSES]) -> LogOdds {
    risky.map(|weight| weight - harmless)
}

fn size(features: &[u32]) -> f32 {
    (features.len().max(1) as f32).sqrt()
}

/// Fits a model to the examples.
pub(super) fn fit(examples: &[Example]) -> Model {
    let mut model = Model { rows: vec![[0.0; CLASSES]; BUCKETS], bias: [0.0; CLASSES] };
    let mut seen = vec![[1.0e-3_f32; CLASSES]; BUCKETS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut rng = Rng::with_seed(SEED);
    for _ in 0..EPOCHS {
        rng.shuffle(&mut order);
        for example in order.iter().filter_map(|at| examples.get(*at)) {
            let mut wrong = model.shares(&example.features);
            wrong.iter_mut().skip(example.class).take(1).for_each(|share| *share -= 1.0);
            let step = example.weight / size(&example.features);
            for feature in &example.features {
                let at = *feature as usize;
                let (Some(row), Some(past)) = (model.rows.get_mut(at), seen.get_mut(at)) else { continue };
                for ((weight, past), wrong) in row.iter_mut().zip(past).zip(wrong) {
                    let slope = wrong * step + L2 * *weight;
                    *past += slope * slope;
                    *weight -= RATE * slope / past.sqrt();
                }
            }
            for (bias, wrong) in model.bias.iter_mut().zip(wrong) {
                *bias -= 0.01 * example.weight * wrong;
            }
        }
    }
    model
}
