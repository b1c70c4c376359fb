//! Figures as a table to read, in Markdown, so that the model card shows the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use lachan_core::model::Category;

use super::figures::{BY, Figures};
use super::noise::Noise;

impl Noise {
    fn title(self) -> &'static str {
        match self {
            Self::None => "as written",
            Self::NoDiacritics => "no diacritics",
            Self::Teencode => "teencode",
            Self::Dropped => "20 % dropped",
            Self::LookAlikes => "look-alikes",
        }
    }
}

type Row = (&'static str, fn(&Figures) -> String);

const ROWS: [Row; 14] = [
    ("precision", |figures| percent(figures.precision)),
    ("recall", |figures| percent(figures.recall)),
    ("F1", |figures| percent(figures.f1)),
    ("F-latency", |figures| percent(figures.f_latency)),
    ("F1, lengths matched", |figures| percent(figures.f1_length_matched)),
    ("messages read at the alert, median", |figures| format!("{:.1}", figures.median_alert_at)),
    ("recall by message 5 / 10", |figures| by(figures, [5, 10])),
    ("recall by message 20 / 50", |figures| by(figures, [20, 50])),
    ("recall by the label's `alert_by`", |figures| percent(figures.recall_on_time)),
    ("harmless conversations with an alert", |figures| percent(figures.false_alert_rate)),
    ("false alerts per 1,000 harmless messages", |figures| format!("{:.2}", figures.false_alerts_per_1000_messages)),
    ("category right at the alert", |figures| percent(figures.category_accuracy)),
    ("Brier score", |figures| format!("{:.3}", figures.brier)),
    ("expected calibration error", |figures| format!("{:.3}", figures.calibration_error)),
];

fn by(figures: &Figures, messages: [u32; 2]) -> String {
    messages.map(|by| percent(figures.recall_by.get(&by).copied().unwrap_or(0.0))).join(" / ")
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Both tables: all figures under each noise, and each category as written.
pub(super) fn table(noises: &BTreeMap<Noise, Figures>) -> String {
    let mut rows =
        vec![std::iter::once(String::new()).chain(noises.keys().map(|noise| noise.title().into())).collect()];
    for (title, cell) in ROWS {
        rows.push(std::iter::once(title.to_owned()).chain(noises.values().map(cell)).collect());
    }
    let mut out = String::new();
    if let Some(plain) = noises.get(&Noise::None) {
        let _ = writeln!(out, "{} risky and {} harmless conversations.\n", plain.risky, plain.harmless);
        out.push_str(&aligned(&rows));
        let head = ["category", "conversations", "recall", "by message 5", "10", "20", "50", "category right"];
        let mut rows: Vec<Vec<String>> = vec![head.map(String::from).to_vec()];
        for (category, share) in &plain.categories {
            let mut row = vec![name(*category), share.conversations.to_string(), percent(share.recall)];
            row.extend(BY.map(|by| percent(share.recall_by.get(&by).copied().unwrap_or(0.0))));
            row.push(percent(share.category_accuracy));
            rows.push(row);
        }
        out.push('\n');
        out.push_str(&aligned(&rows));
    }
    out
}

/// A category's name.
pub(super) fn name(category: Category) -> String {
    format!("{category:?}").to_lowercase()
}

/// A Markdown table whose columns stand under each other; the first row is its head.
fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0).max(3)).collect();
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if at == 0 {
            let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join(" | ");
            let _ = writeln!(out, "| {rule} |");
        }
    }
    out
}
