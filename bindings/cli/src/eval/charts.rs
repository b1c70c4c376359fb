//! Two charts as SVG: the calibration curve and the time to the alert.

use std::fmt::Write;

use super::figures::{Bin, Figures};
use super::table;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 24.0;
const RIGHT: f64 = 150.0;
const BOTTOM: f64 = 48.0;
/// Last message of the time-to-alert chart.
const LAST: u32 = 20;
const COLOURS: [&str; 6] = ["#b3261e", "#7b4fa3", "#1f6f5c", "#1a5fb4", "#a65d00", "#4d5257"];

/// A chart's frame and what stands in it.
struct Chart(String);

impl Chart {
    fn new(title: &str, across: &str, up: &str) -> Self {
        let mut chart = Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             font-family=\"sans-serif\" font-size=\"12\"><title>{title}</title>\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
        ));
        for step in 0..=5 {
            let share = f64::from(step) / 5.0;
            chart.line(&[(0.0, share), (1.0, share)], "#ddd", 1.0);
            chart.text(-0.015, share - 0.012, "end", "#333", &format!("{:.0} %", share * 100.0));
        }
        chart.text(0.5, -0.125, "middle", "#333", across);
        chart.text(0.0, 1.03, "start", "#333", up);
        chart
    }

    fn at((x, y): (f64, f64)) -> (f64, f64) {
        (LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM))
    }

    fn line(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let points: Vec<String> =
            points.iter().map(|point| Self::at(*point)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let points = points.join(" ");
        let _ = writeln!(
            self.0,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }

    fn text(&mut self, x: f64, y: f64, anchor: &str, colour: &str, text: &str) {
        let (x, y) = Self::at((x, y));
        let _ = writeln!(
            self.0,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{text}</text>"
        );
    }

    fn dot(&mut self, at: (f64, f64), size: f64) {
        let (x, y) = Self::at(at);
        let _ = writeln!(self.0, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\" fill=\"#1a5fb4\"/>");
    }

    fn end(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }
}

/// Share of risky conversations among those with a score, by score.
pub(super) fn calibration(bins: &[Bin]) -> String {
    let mut chart = Chart::new("Calibration of the score", "score at the end", "share of risky conversations");
    chart.line(&[(0.0, 0.0), (1.0, 1.0)], "#999", 1.0);
    let filled: Vec<&Bin> = bins.iter().filter(|bin| bin.count > 0).collect();
    let points: Vec<(f64, f64)> = filled.iter().map(|bin| (bin.mean_score, bin.share_risky)).collect();
    chart.line(&points, "#1a5fb4", 2.0);
    for (bin, point) in filled.iter().zip(&points) {
        chart.dot(*point, 2.0 + (bin.count as f64).sqrt() / 3.0);
    }
    for score in [0.0, 0.25, 0.5, 0.75, 1.0] {
        chart.text(score, -0.06, "middle", "#333", &format!("{score}"));
    }
    chart.text(1.03, 0.93, "start", "#333", "dots: larger for");
    chart.text(1.03, 0.88, "start", "#333", "more conversations");
    chart.end()
}

/// Share of each category's conversations that had alerted by each incoming message.
pub(super) fn time_to_alert(figures: &Figures) -> String {
    let mut chart = Chart::new("Time to the alert", "incoming messages read", "conversations alerted by then");
    for message in [1, 5, 10, 15, 20] {
        let x = f64::from(message - 1) / f64::from(LAST - 1);
        chart.text(x, -0.06, "middle", "#333", &message.to_string());
    }
    for ((category, share), at) in figures.categories.iter().zip(0..) {
        let colour = COLOURS.get(at).copied().unwrap_or("#000");
        let recall = |message: u32| {
            let found = share.alert_at.iter().filter(|at| **at <= message).count();
            found as f64 / share.conversations.max(1) as f64
        };
        let points: Vec<(f64, f64)> =
            (1..=LAST).map(|message| (f64::from(message - 1) / f64::from(LAST - 1), recall(message))).collect();
        chart.line(&points, colour, 2.0);
        chart.text(1.03, 0.95 - 0.06 * at as f64, "start", colour, &table::name(*category));
    }
    chart.end()
}
