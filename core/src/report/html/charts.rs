//! Charts as inline SVG. Places along x are percentages and sizes along y are pixels, so that a chart is as wide as
//! its card while its letters keep their size: readable at 360 px and at 1280 px.

use super::markup::{El, classed, el};
use crate::model::{Level, Quality};
use crate::report::format::clock_length;
use crate::report::model::{ContactEntry, DayState, DayUsage, KindUse, Outcome, Window};
use crate::report::view::View;

/// Left part kept for the labels of the axis, percent.
const GUTTER: f64 = 9.0;
/// The same for the rows of the rhythm, where weekdays stand.
const ROW_GUTTER: f64 = 13.0;
const TOP: f64 = 26.0;
const PLOT: f64 = 150.0;
const ROW: f64 = 26.0;

fn percent(value: f64) -> String {
    format!("{}%", hundredths(value))
}

fn hundredths(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn chart(height: f64, label: &str) -> El {
    classed("svg", "chart").attr("role", "img").attr("aria-label", label).attr("height", &hundredths(height))
}

fn rect(class: &str, x: f64, y: f64, width: f64, height: f64, radius: f64) -> El {
    classed("rect", class)
        .attr("x", &percent(x))
        .attr("y", &hundredths(y))
        .attr("width", &percent(width.max(0.0)))
        .attr("height", &hundredths(height.max(0.0)))
        .attr("rx", &hundredths(radius))
}

fn line(class: &str, x1: f64, y1: f64, x2: f64, y2: f64) -> El {
    classed("line", class)
        .attr("x1", &percent(x1))
        .attr("y1", &hundredths(y1))
        .attr("x2", &percent(x2))
        .attr("y2", &hundredths(y2))
}

fn label(class: &str, x: f64, y: f64, anchor: &str, words: &str) -> El {
    classed("text", class).attr("x", &percent(x)).attr("y", &hundredths(y)).attr("text-anchor", anchor).text(words)
}

/// Step of the axis, minutes: at most four lines.
fn step(most: f64) -> f64 {
    [15.0, 30.0, 60.0, 120.0, 180.0, 240.0, 360.0].into_iter().find(|step| most <= step * 4.0).unwrap_or(480.0)
}

/// More days than this stand too close for a name and a figure each.
pub(super) const NAMED_DAYS: usize = 7;

/// Whether a day's label has room: every day of a week, of a month one in seven.
fn labelled(days: usize, place: usize) -> bool {
    days <= NAMED_DAYS || place.is_multiple_of(7)
}

/// One bar a day: daytime and night, the limit as a dashed line, doubt in front of the figure.
pub(super) fn days(view: &View<'_>) -> El {
    let days = &view.report.days;
    let limits = days.iter().filter_map(|day| day.limit.as_ref()).map(|limit| limit.minutes);
    let most = days.iter().map(|day| day.minutes).chain(limits).fold(30.0, f64::max);
    let step = step(most);
    let top = (most / step).ceil() * step;
    let y = |minutes: f64| TOP + PLOT * (1.0 - minutes / top);
    let lines = (1..=4).map(|n| f64::from(n) * step).filter(|at| *at <= top).flat_map(|at| {
        [line("grid", GUTTER, y(at), 100.0, y(at)), label("muted", GUTTER - 1.5, y(at) + 4.0, "end", &clock_length(at))]
    });
    let base = line("base", GUTTER, y(0.0), 100.0, y(0.0));
    chart(TOP + PLOT + 42.0, &view.words.charts.days_alt)
        .all(lines)
        .all(days.iter().enumerate().flat_map(|(place, day)| bar(view, place, day, &y)))
        .with(base)
}

fn bar(view: &View<'_>, place: usize, day: &DayUsage, y: &dyn Fn(f64) -> f64) -> Vec<El> {
    let count = view.report.days.len();
    let slot = (100.0 - GUTTER) / count as f64;
    let left = GUTTER + slot * place as f64;
    let (middle, x, width) = (left + slot / 2.0, left + slot * 0.2, slot * 0.6);
    let shown = !matches!(day.state, DayState::NotYet | DayState::NotRecorded);
    let mut parts: Vec<El> = Vec::new();
    if day.minutes > 0.0 {
        let (head, split, foot) = (y(day.minutes), y(day.minutes - day.night_minutes), y(0.0));
        let whole = if day.night_minutes > 0.0 { "night" } else { "day" };
        parts.push(rect(whole, x, head, width, foot - head, 4.0));
        if day.night_minutes > 0.0 && foot - split > 2.0 {
            parts.push(rect("gap", x, split, width, 2.0, 0.0));
            parts.push(rect("day", x, split + 2.0, width, foot - split - 2.0, 0.0));
        }
    }
    let framed = !shown || matches!(day.state, DayState::Partial | DayState::Running);
    if framed {
        let head = if shown { y(day.minutes) - 6.0 } else { y(0.0) - 24.0 };
        parts.push(rect("partial", x - slot * 0.06, head, width + slot * 0.12, y(0.0) - head, 5.0));
    }
    if let Some(limit) = &day.limit {
        let at = y(limit.minutes);
        let across = |class| line(class, left + slot * 0.06, at, left + slot * 0.94, at);
        parts.extend([across("under"), across("limit")]);
    }
    if count > NAMED_DAYS {
        if labelled(count, place) {
            parts.push(label("muted", middle, y(0.0) + 18.0, "middle", &day.day.day().to_string()));
        }
        return parts;
    }
    let sign = match day.quality {
        Quality::Exact => "",
        Quality::LowerBound => "≥",
        Quality::Estimated => "~",
    };
    let figure = if shown { format!("{sign}{}", clock_length(day.minutes)) } else { "–".into() };
    let over = day.limit.as_ref().map_or(0.0, |limit| limit.minutes);
    // A figure that would lie on the dashed line moves above it.
    let head = y(day.minutes) - if shown && framed { 13.0 } else { 8.0 };
    let limit_line = y(over);
    let near = over > 0.0 && head > limit_line - 4.0 && head - 12.0 < limit_line + 4.0;
    parts.push(label("ink halo", middle, if near { limit_line - 6.0 } else { head }, "middle", &figure));
    parts.push(label("ink", middle, y(0.0) + 18.0, "middle", view.weekday(day)));
    parts.push(label("muted", middle, y(0.0) + 34.0, "middle", &day.day.day().to_string()));
    parts
}

/// One bar an hour of a single day; bedtime as a band behind them.
pub(super) fn hours(view: &View<'_>) -> El {
    let hours = &view.report.hours;
    let width = (100.0 - GUTTER) / hours.len() as f64;
    let y = |minutes: f64| TOP + PLOT * (1.0 - minutes / 60.0);
    let lines = [30.0, 60.0].into_iter().flat_map(|at| {
        [line("grid", GUTTER, y(at), 100.0, y(at)), label("muted", GUTTER - 1.5, y(at) + 4.0, "end", &clock_length(at))]
    });
    let bands = view.report.days.iter().flat_map(|day| {
        let length = day.from.zip(day.to).map_or(1440.0, |(from, to)| (to.epoch_ms - from.epoch_ms) as f64 / 60_000.0);
        let x = move |minutes: f64| GUTTER + (100.0 - GUTTER) * (minutes / length).clamp(0.0, 1.0);
        day.bedtimes.iter().filter_map(move |Window { from, to }| {
            let (begin, end) = (x(View::minutes_into(day, *from)?), x(View::minutes_into(day, *to)?));
            Some(rect("rest", begin, TOP, end - begin, PLOT, 4.0))
        })
    });
    let bars = hours.iter().enumerate().flat_map(|(place, hour)| {
        let left = GUTTER + width * place as f64;
        let mut parts = Vec::new();
        if hour.minutes > 0.0 {
            let head = y(hour.minutes.min(60.0));
            parts.push(rect("day", left + width * 0.1, head, width * 0.8, y(0.0) - head, 2.0));
        }
        if place.is_multiple_of(6) {
            parts.push(label("muted", left, y(0.0) + 18.0, "middle", &view.time(hour.from)));
        }
        parts
    });
    chart(TOP + PLOT + 26.0, &view.words.charts.hours_alt).all(lines).all(bands).all(bars).with(line(
        "base",
        GUTTER,
        y(0.0),
        100.0,
        y(0.0),
    ))
}

/// One row a day: bedtime as a band, a line from the first to the last use.
pub(super) fn rhythm(view: &View<'_>) -> El {
    let days = &view.report.days;
    let (left, width) = (ROW_GUTTER, 99.5 - ROW_GUTTER);
    let axis = [0_u16, 360, 720, 1080, 1440].into_iter().map(|minutes| {
        let x = left + width * f64::from(minutes) / 1440.0;
        let anchor = match minutes {
            0 => "start",
            1440 => "end",
            _ => "middle",
        };
        label("muted", x, 12.0, anchor, &view.axis_time(minutes))
    });
    let rows = days.iter().enumerate().flat_map(|(place, day)| {
        let y = 22.0 + ROW * place as f64;
        let length = day.from.zip(day.to).map_or(1440.0, |(from, to)| (to.epoch_ms - from.epoch_ms) as f64 / 60_000.0);
        let x = move |minutes: f64| left + width * (minutes / length).clamp(0.0, 1.0);
        let into = |at| View::minutes_into(day, at);
        let mut row = vec![
            label("ink", 0.0, y + 14.0, "start", view.weekday(day)),
            rect("track", left, y, width, ROW - 8.0, 4.0),
        ];
        row.extend(day.bedtimes.iter().filter_map(|Window { from, to }| {
            let (begin, end) = (x(into(*from)?), x(into(*to)?));
            Some(rect("rest", begin, y, end - begin, ROW - 8.0, 4.0))
        }));
        if let Some((first, last)) = day.first_use.and_then(into).zip(day.last_use.and_then(into)) {
            let middle = y + (ROW - 8.0) / 2.0;
            row.push(line("span", x(first), middle, x(last), middle));
            row.extend([first, last].map(|at| {
                classed("circle", "dot").attr("cx", &percent(x(at))).attr("cy", &hundredths(middle)).attr("r", "4.5")
            }));
        }
        row
    });
    chart(22.0 + ROW * days.len() as f64, &view.words.charts.rhythm_alt).all(axis).all(rows)
}

/// A share of all as a bar.
pub(super) fn share(share: f64, class: &str) -> El {
    classed("svg", "chart")
        .attr("height", "8")
        .attr("aria-hidden", "true")
        .with(rect("track", 0.0, 0.0, 100.0, 8.0, 4.0))
        .with(rect(class, 0.0, 0.0, (share * 100.0).clamp(0.0, 100.0), 8.0, 4.0))
}

/// Kinds of apps side by side; the legend beside it holds the figures.
pub(super) fn kinds(kinds: &[KindUse]) -> El {
    let mut x = 0.0;
    let mut parts: Vec<El> = Vec::new();
    for (place, kind) in kinds.iter().enumerate() {
        let width = kind.share * 100.0;
        parts.push(rect(kind_class(place), x, 0.0, (width - 0.5).max(0.2), 18.0, 3.0));
        x += width;
    }
    classed("svg", "chart").attr("height", "18").attr("aria-hidden", "true").all(parts)
}

/// Colour of the kind in that place; the small ones at the end share the last.
pub(super) fn kind_class(place: usize) -> &'static str {
    ["k0", "k1", "k2", "k3", "k4"].get(place).copied().unwrap_or("k5")
}

/// A contact's days: those between first and last contact, and days with an alert.
pub(super) fn strip(view: &View<'_>, entry: &ContactEntry) -> El {
    let count = entry.days.len();
    let width = 100.0 / count as f64;
    let cells = entry.days.iter().zip(&view.report.days).enumerate().flat_map(|(place, (cell, day))| {
        let (x, middle) = (width * place as f64, width * (place as f64 + 0.5));
        let gap = width * 0.028;
        let ground = if cell.in_contact { "known" } else { "track" };
        let mut parts = vec![rect(ground, x + gap, 0.0, width - 2.0 * gap, 22.0, 5.0)];
        if let Some(level) = cell.alert {
            parts.push(mark(level, middle, 11.0));
        }
        if labelled(count, place) {
            let name = if count > NAMED_DAYS { day.day.day().to_string() } else { view.weekday(day).to_owned() };
            parts.push(label("muted", middle, 37.0, "middle", &name));
        }
        parts
    });
    chart(42.0, &view.words.charts.strip_alt).all(cells)
}

/// An alert: a dot for concern, a square on its corner for urgent, so that colour is not the only sign.
fn mark(level: Level, x: f64, y: f64) -> El {
    let place = el("svg").attr("x", &percent(x)).attr("y", &hundredths(y)).attr("overflow", "visible");
    match level {
        Level::Urgent => place.with(classed("path", "mark-urgent").attr("d", "M0-8L8 0 0 8-8 0z")),
        _ => place.with(classed("circle", "mark-concern").attr("r", "6.5")),
    }
}

/// A sample for a legend.
pub(super) fn swatch(shape: Swatch) -> El {
    let place = classed("svg", "swatch").attr("viewBox", "0 0 14 14").attr("aria-hidden", "true");
    let square = |class: &str| {
        classed("rect", class).attr("x", "1").attr("y", "1").attr("width", "12").attr("height", "12").attr("rx", "3")
    };
    match shape {
        Swatch::Square(class) => place.with(square(class)),
        Swatch::Dashed => {
            place.with(classed("line", "limit").attr("x1", "0").attr("y1", "7").attr("x2", "14").attr("y2", "7"))
        }
        Swatch::Line => {
            place.with(classed("line", "span").attr("x1", "3").attr("y1", "7").attr("x2", "11").attr("y2", "7"))
        }
        Swatch::Dot => place.with(classed("circle", "mark-concern").attr("cx", "7").attr("cy", "7").attr("r", "5.5")),
        Swatch::Diamond => place.with(classed("path", "mark-urgent").attr("d", "M7 0l7 7-7 7-7-7z")),
    }
}

#[derive(Clone, Copy)]
pub(super) enum Swatch {
    Square(&'static str),
    Dashed,
    Line,
    Dot,
    Diamond,
}

/// Whether the outcome is worth a mark of its own in a table.
pub(super) fn exceeded(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Exceeded | Outcome::ExceededWithExtra))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_at_most_four_lines() {
        for (most, wanted) in [(30.0, 15.0), (61.0, 30.0), (240.0, 60.0), (241.0, 120.0), (1440.0, 360.0)] {
            assert_eq!(step(most), wanted);
            assert!(most / step(most) <= 4.0);
        }
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!((hundredths(12.0), hundredths(0.5), hundredths(1.239)), ("12".into(), "0.5".into(), "1.24".into()));
    }
}
