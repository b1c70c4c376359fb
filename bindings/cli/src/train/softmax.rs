//! Multinomial logistic regression over hashed features, by AdaGrad (Duchi et al., JMLR 2011) with L2.

use fastrand::Rng;
use lachan_core::risk::learned::BUCKETS;

const EPOCHS: usize = 14;
const RATE: f32 = 0.3;
const L2: f32 = 2.0e-6;
const SEED: u64 = 202_611;

/// One labelled text.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) features: Vec<u32>,
    pub(super) class: usize,
    pub(super) weight: f32,
}

/// Weights by bucket and class, and the bias; class 0 is the harmless one.
pub(super) struct Model<const CLASSES: usize> {
    rows: Vec<[f32; CLASSES]>,
    bias: [f32; CLASSES],
    /// How much of the training weight each class has.
    prior: [f32; CLASSES],
}

impl<const CLASSES: usize> Model<CLASSES> {
    /// Log-odds of a risky class against the harmless one for a text with nothing known in it; how common the
    /// classes were in training is taken out.
    pub(super) fn bias(&self, class: usize) -> f32 {
        against_harmless(&self.bias, class) - (at(&self.prior, class) / at(&self.prior, 0)).ln()
    }

    /// The weight of a bucket for a risky class against the harmless one.
    pub(super) fn weight(&self, bucket: usize, class: usize) -> f32 {
        self.rows.get(bucket).map_or(0.0, |row| against_harmless(row, class))
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

fn at(row: &[f32], class: usize) -> f32 {
    row.get(class).copied().unwrap_or(0.0)
}

fn against_harmless(row: &[f32], class: usize) -> f32 {
    at(row, class) - at(row, 0)
}

fn size(features: &[u32]) -> f32 {
    (features.len().max(1) as f32).sqrt()
}

/// Fits a model to the examples.
pub(super) fn fit<const CLASSES: usize>(examples: &[Example]) -> Model<CLASSES> {
    let mut model =
        Model { rows: vec![[0.0; CLASSES]; BUCKETS], bias: [0.0; CLASSES], prior: [f32::MIN_POSITIVE; CLASSES] };
    let mut seen: Vec<[f32; CLASSES]> = std::iter::repeat_n([1.0e-2; CLASSES], BUCKETS).collect();
    for example in examples {
        model.prior.iter_mut().skip(example.class).take(1).for_each(|prior| *prior += example.weight);
    }
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
