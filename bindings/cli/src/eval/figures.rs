//! Outcomes → figures of detection quality. Pure.

use std::collections::BTreeMap;

use lachan_core::model::Category;
use serde::Serialize;

use super::outcome::Outcome;

/// Incoming messages by which recall is counted.
pub(crate) const BY: [u32; 4] = [5, 10, 20, 50];
/// Bins of the calibration curve.
const BINS: usize = 10;
/// Half credit at message 50 (Sadeque et al., CoNLL 2018).
const PENALTY: f64 = 1.098_612_288_668_109_8 / 49.0;

/// Detection quality over a set of conversations.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    pub(crate) risky: usize,
    pub(crate) harmless: usize,
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
    /// Sadeque 2018: F1 × (1 − median penalty of the messages read at the alert).
    pub(crate) f_latency: f64,
    /// Median incoming messages read at the alert, over the risky ones found.
    pub(crate) median_alert_at: f64,
    /// Recall by so many incoming messages.
    pub(crate) recall_by: BTreeMap<u32, f64>,
    /// Recall by each conversation's own `alert_by`.
    pub(crate) recall_on_time: f64,
    /// Alerts in harmless conversations: their share of conversations, and per 1,000 incoming messages.
    pub(crate) false_alert_rate: f64,
    pub(crate) false_alerts_per_1000_messages: f64,
    /// F1 with every risky conversation matched with a harmless one and both cut to the shorter length.
    pub(crate) f1_length_matched: f64,
    /// Share of the found whose category was right at the alert.
    pub(crate) category_accuracy: f64,
    /// Of the scores at the end of the conversations.
    pub(crate) brier: f64,
    pub(crate) calibration_error: f64,
    pub(crate) calibration: Vec<Bin>,
    pub(crate) categories: BTreeMap<Category, Share>,
}

/// One bin of the calibration curve.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Bin {
    pub(crate) count: usize,
    pub(crate) mean_score: f64,
    pub(crate) share_risky: f64,
}

/// How one category fares.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Share {
    pub(crate) conversations: usize,
    pub(crate) recall: f64,
    pub(crate) recall_by: BTreeMap<u32, f64>,
    pub(crate) category_accuracy: f64,
    /// For each found one, the incoming messages read at the alert, sorted.
    pub(crate) alert_at: Vec<u32>,
}

/// The figures of a set of outcomes.
pub(crate) fn figures(outcomes: &[Outcome]) -> Figures {
    let (risky, harmless): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().partition(|outcome| outcome.truth.is_some());
    let found: Vec<&Outcome> = risky.iter().filter(|outcome| outcome.alert.is_some()).copied().collect();
    let false_alerts = harmless.iter().filter(|outcome| outcome.alert.is_some()).count();
    let stray: u32 = risky.iter().map(|outcome| outcome.stray).sum();
    let (precision, recall) = (ratio(found.len(), found.len() + false_alerts), ratio(found.len(), risky.len()));
    let f1 = harmonic(precision, recall);
    let mut alert_at: Vec<u32> = found.iter().filter_map(|outcome| Some(outcome.alert?.at)).collect();
    alert_at.sort_unstable();
    let penalties: Vec<f64> =
        alert_at.iter().map(|at| -1.0 + 2.0 / (1.0 + (-PENALTY * (f64::from(*at) - 1.0)).exp())).collect();
    let messages: u32 = harmless.iter().map(|outcome| outcome.incoming).sum();
    let (brier, calibration_error, calibration) = calibration(outcomes);
    let on_time = risky
        .iter()
        .filter(|outcome| outcome.alert.is_some_and(|alert| outcome.alert_by.is_none_or(|by| alert.at <= by)));
    Figures {
        risky: risky.len(),
        harmless: harmless.len(),
        precision,
        recall,
        f1,
        f_latency: f1 * (1.0 - median(&penalties)),
        median_alert_at: median(&alert_at.iter().map(|at| f64::from(*at)).collect::<Vec<_>>()),
        recall_by: recall_by(&alert_at, risky.len()),
        recall_on_time: ratio(on_time.count(), risky.len()),
        false_alert_rate: ratio(false_alerts, harmless.len()),
        false_alerts_per_1000_messages: 1_000.0 * ratio(false_alerts + stray as usize, messages as usize),
        f1_length_matched: length_matched(&risky, &harmless),
        category_accuracy: category_accuracy(&found),
        brier,
        calibration_error,
        calibration,
        categories: Category::ALL
            .into_iter()
            .filter_map(|category| {
                let own: Vec<&Outcome> =
                    risky.iter().filter(|outcome| outcome.truth == Some(category)).copied().collect();
                (!own.is_empty()).then(|| (category, share(&own)))
            })
            .collect(),
    }
}

fn share(own: &[&Outcome]) -> Share {
    let found: Vec<&Outcome> = own.iter().filter(|outcome| outcome.alert.is_some()).copied().collect();
    let mut alert_at: Vec<u32> = found.iter().filter_map(|outcome| Some(outcome.alert?.at)).collect();
    alert_at.sort_unstable();
    Share {
        conversations: own.len(),
        recall: ratio(found.len(), own.len()),
        recall_by: recall_by(&alert_at, own.len()),
        category_accuracy: category_accuracy(&found),
        alert_at,
    }
}

fn recall_by(alert_at: &[u32], all: usize) -> BTreeMap<u32, f64> {
    BY.into_iter().map(|by| (by, ratio(alert_at.iter().filter(|at| **at <= by).count(), all))).collect()
}

fn category_accuracy(found: &[&Outcome]) -> f64 {
    let right = found.iter().filter(|outcome| outcome.alert.is_some_and(|alert| alert.category == outcome.truth));
    ratio(right.count(), found.len())
}

/// F1 where length says nothing: the longest risky conversation is matched with the longest harmless one, and so on
/// in even steps; an alert counts only within the shorter of the two.
fn length_matched(risky: &[&Outcome], harmless: &[&Outcome]) -> f64 {
    let by_length = |outcomes: &[&Outcome]| {
        let mut sorted: Vec<(u32, Option<u32>)> =
            outcomes.iter().map(|outcome| (outcome.incoming, outcome.alert.map(|alert| alert.at))).collect();
        sorted.sort_by_key(|(incoming, _)| *incoming);
        sorted
    };
    let (risky, harmless) = (by_length(risky), by_length(harmless));
    let pairs = risky.len().min(harmless.len());
    let pick = |sorted: &[(u32, Option<u32>)], at: usize| sorted.get(at * sorted.len() / pairs.max(1)).copied();
    let (mut hits, mut false_alerts) = (0, 0);
    for at in 0..pairs {
        let (Some((a, hit)), Some((b, miss))) = (pick(&risky, at), pick(&harmless, at)) else { continue };
        hits += usize::from(hit.is_some_and(|at| at <= a.min(b)));
        false_alerts += usize::from(miss.is_some_and(|at| at <= a.min(b)));
    }
    harmonic(ratio(hits, hits + false_alerts), ratio(hits, pairs))
}

/// Brier score, expected calibration error and the curve.
fn calibration(outcomes: &[Outcome]) -> (f64, f64, Vec<Bin>) {
    let mut bins: Vec<Vec<(f64, f64)>> = vec![Vec::new(); BINS];
    for outcome in outcomes {
        let truth = f64::from(u8::from(outcome.truth.is_some()));
        let at = ((outcome.score * BINS as f64) as usize).min(BINS - 1);
        bins.iter_mut().skip(at).take(1).for_each(|bin| bin.push((outcome.score, truth)));
    }
    let all = outcomes.len().max(1) as f64;
    let brier = bins.iter().flatten().map(|(score, truth)| (score - truth).powi(2)).sum::<f64>() / all;
    let bins: Vec<Bin> = bins
        .iter()
        .map(|bin| {
            let mean = |part: fn(&(f64, f64)) -> f64| {
                if bin.is_empty() { 0.0 } else { bin.iter().map(part).sum::<f64>() / bin.len() as f64 }
            };
            Bin { count: bin.len(), mean_score: mean(|(score, _)| *score), share_risky: mean(|(_, truth)| *truth) }
        })
        .collect();
    let error = bins.iter().map(|bin| bin.count as f64 * (bin.mean_score - bin.share_risky).abs()).sum::<f64>() / all;
    (brier, error, bins)
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

/// The median of sorted numbers.
fn median(sorted: &[f64]) -> f64 {
    let at = |at: usize| sorted.get(at).copied().unwrap_or(0.0);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { at(half) } else { (at(half.wrapping_sub(1)) + at(half)) / 2.0 }
}

#[cfg(test)]
mod tests {
    use lachan_core::model::Level;

    use super::super::outcome::Raised;
    use super::*;

    fn outcome(truth: Option<Category>, at: Option<u32>, score: f64) -> Outcome {
        let alert = at.map(|at| Raised { at, category: Some(Category::Scam), level: Level::Concern });
        let (category, level) = (alert.and(truth), Level::None);
        let (id, reasons) = (String::new(), Vec::new());
        Outcome { id, truth, alert_by: Some(4), incoming: 10, alert, stray: 0, category, level, score, reasons }
    }

    #[test]
    fn known_outcomes_give_known_figures() {
        let scam = Some(Category::Scam);
        let figures = figures(&[
            outcome(scam, Some(1), 0.9),
            outcome(scam, Some(8), 0.9),
            outcome(Some(Category::Bullying), Some(50), 0.9),
            outcome(scam, None, 0.1),
            outcome(None, None, 0.1),
            outcome(None, Some(3), 0.9),
        ]);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(figures.precision, 0.75);
        near(figures.recall, 0.75);
        near(figures.recall_by[&10], 0.5);
        near(figures.recall_on_time, 0.25);
        near(figures.median_alert_at, 8.0);
        near(figures.category_accuracy, 2.0 / 3.0);
        near(figures.false_alerts_per_1000_messages, 50.0);
        near(figures.brier, (4.0 * 0.01 + 2.0 * 0.81) / 6.0);
        near(figures.calibration_error, (2.0 * 0.4 + 4.0 * 0.15) / 6.0);
        // The penalty at message 8, and full credit at message 1, half at 50.
        near(figures.f_latency, 0.75 * (2.0 - 2.0 / (1.0 + (-PENALTY * 7.0).exp())));
    }

    #[test]
    fn nothing_gives_zeros() {
        assert_eq!(figures(&[]).f_latency, 0.0);
    }
}
