//! Screen time: figures, charts, tables, apps and rules.

use super::charts::{self, Swatch, exceeded, swatch};
use super::icons::{Icon, icon};
use super::markup::{El, classed, el, text};
use super::{card, items};
use crate::model::Quality;
use crate::report::PeriodKind;
use crate::report::format::{date_short, marked, percent, sentence_case, whole};
use crate::report::model::{DayState, DayUsage};
use crate::report::strings::fill;
use crate::report::view::View;

/// Apps shown; the rest is counted.
const APPS: usize = 7;

/// The week's figures.
pub(super) fn tiles(view: &View<'_>) -> El {
    let (report, words) = (view.report, &view.words.usage);
    let shown = |minutes, quality| sentence_case(&marked(view.words, minutes, quality));
    let none = || "–".to_owned();
    let mean = report.daily_mean_minutes.map_or_else(none, |mean| shown(mean, report.daily_mean_quality));
    let (longest, on) = match &report.longest_session {
        Some(longest) => {
            let day = crate::report::format::weekday(&view.words.dates, longest.day);
            let on = format!("{day} {}", date_short(&view.words.dates, longest.day));
            (shown(longest.minutes, longest.quality), sentence_case(&fill(&words.on_day, &[("day", &on)])))
        }
        None => (none(), String::new()),
    };
    let total = shown(report.total_minutes, report.quality.mark);
    let of_many = report.period.kind != PeriodKind::Day;
    let figures = [
        (view.total_name(), total, String::new()),
        (words.mean.as_str(), mean, words.mean_of.of(report.mean_days)),
        (
            words.night.as_str(),
            shown(report.night_minutes, report.quality.mark),
            words.night_of.of(report.nights_with_use),
        ),
        (words.longest.as_str(), longest, on),
        (words.pickups.as_str(), whole(&view.words.dates, report.pickups), String::new()),
        (words.opens.as_str(), whole(&view.words.dates, report.opens), String::new()),
    ];
    let shown = figures.iter().filter(|(name, ..)| of_many || *name != words.mean);
    let tiles = shown.map(|(name, value, about)| {
        let about = (!about.is_empty()).then(|| classed("span", "small").text(about));
        classed("div", "tile")
            .with(text("dt", name))
            .with(el("dd").with(classed("span", "value").text(value)).maybe(about))
    });
    el("div").with(classed("dl", "tiles").all(tiles)).with(classed("p", "compare").text(&report.comparison.text))
}

fn legend(items: Vec<(Swatch, &str)>) -> El {
    classed("ul", "legend")
        .all(items.into_iter().map(|(shape, words)| el("li").with(swatch(shape)).with(text("span", words))))
}

/// Bars, rhythm, and the same figures as tables.
pub(super) fn days_card(view: &View<'_>) -> El {
    let (report, words) = (view.report, &view.words.charts);
    let has = |wanted: &dyn Fn(&DayUsage) -> bool| report.days.iter().any(wanted);
    let mut bars = vec![(Swatch::Square("day"), words.day_minutes.as_str())];
    if report.night_minutes > 0.0 {
        bars.push((Swatch::Square("night"), &words.night_minutes));
    }
    if has(&|day| day.limit.is_some()) {
        bars.push((Swatch::Dashed, &words.limit_line));
    }
    if has(&|day| day.state != DayState::Complete) {
        bars.push((Swatch::Square("partial"), &words.partial));
    }
    let signs = (report.quality.mark != Quality::Exact).then(|| text("li", &words.signs));
    let mut rhythm = vec![(Swatch::Line, words.from_first_to_last.as_str())];
    if has(&|day| !day.bedtimes.is_empty()) {
        rhythm.push((Swatch::Square("rest"), &words.bedtime));
    }
    let heading = if view.parent() { &view.words.usage.heading } else { &view.words.child.own_time };
    card("usage", Icon::Clock, heading)
        .all(match report.hours.is_empty() {
            true => {
                let chart = el("figure").with(text("figcaption", &words.days)).with(charts::days(view));
                [chart.with(legend(bars).maybe(signs)), details(view, day_table(view))]
            }
            false => {
                let chart = el("figure").with(text("figcaption", &words.hours)).with(charts::hours(view));
                [chart, details(view, hour_table(view))]
            }
        })
        // A row for each day of a month would push all else away; its table is enough.
        .maybe((report.days.len() <= charts::NAMED_DAYS).then(|| {
            el("figure")
                .with(text("figcaption", &words.rhythm))
                .with(charts::rhythm(view))
                .with(legend(rhythm))
                .with(classed("p", "small").text(&words.rhythm_about))
        }))
        .with(details(view, rhythm_table(view)))
}

fn details(view: &View<'_>, table: El) -> El {
    el("details").with(text("summary", &view.words.common.table)).with(table)
}

fn table(caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> El {
    let head = el("tr").all(heads.iter().map(|head| text("th", head).attr("scope", "col")));
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let first = cells.next().map(|cell| text("th", &cell).attr("scope", "row"));
        el("tr").maybe(first).all(cells.map(|cell| text("td", &cell)))
    };
    el("table")
        .with(text("caption", caption))
        .with(el("thead").with(head))
        .with(el("tbody").all(rows.into_iter().map(row)))
}

fn day_name(view: &View<'_>, day: &DayUsage) -> String {
    format!("{} {}", view.weekday(day), view.date_short(day))
}

fn day_table(view: &View<'_>) -> El {
    let (common, words) = (&view.words.common, view.words);
    let rows = view.listed_days().map(|day| {
        let limit = match day.limit.as_ref().and_then(|limit| limit.outcome) {
            outcome if exceeded(outcome) => format!("▲ {}", view.limit(day)),
            _ => view.limit(day),
        };
        vec![day_name(view, day), view.day_minutes(day), view.duration(day.night_minutes), limit]
    });
    table(&words.charts.days, &[&common.day, &common.time, &words.usage.night, &words.rules.limit], rows.collect())
}

/// The hours in which the device was used.
fn hour_table(view: &View<'_>) -> El {
    let used = view.report.hours.iter().filter(|hour| hour.minutes > 0.0);
    let rows = used.map(|hour| vec![view.time(hour.from), view.duration(hour.minutes)]);
    table(&view.words.charts.hours, &[&view.words.charts.hours, &view.words.common.time], rows.collect())
}

fn rhythm_table(view: &View<'_>) -> El {
    let words = &view.words.usage;
    let time = |at: Option<crate::model::Moment>| at.map_or_else(|| "–".to_owned(), |at| view.time(at));
    let rows = view.listed_days().map(|day| {
        let bedtime = view.bedtime(day).to_owned();
        vec![day_name(view, day), time(day.first_use), time(day.last_use), day.pickups.to_string(), bedtime]
    });
    table(
        &view.words.charts.rhythm,
        &[&view.words.common.day, &words.first_use, &words.last_use, &words.pickups, &view.words.rules.bedtime],
        rows.collect(),
    )
}

/// Apps with their shares, then kinds.
pub(super) fn apps_card(view: &View<'_>) -> El {
    let (report, words) = (view.report, &view.words.usage);
    let card = card("apps", Icon::Apps, &words.apps);
    if report.kinds.is_empty() {
        return card.with(text("p", &words.no_apps));
    }
    if report.apps.is_empty() {
        // The child's age keeps single apps from parents.
        let kinds: Vec<String> = report
            .kinds
            .iter()
            .map(|kind| {
                let share = percent(&view.words.dates, kind.share);
                format!("{}: {}, {share}", kind.name, marked(view.words, kind.minutes, report.quality.mark))
            })
            .collect();
        return card.with(items("ul", "", &kinds));
    }
    let rows = report.apps.iter().take(APPS).flat_map(|app| {
        let name = el("th")
            .attr("scope", "row")
            .with(text("bdi", &app.name))
            .with(classed("span", "small").text(&view.data.kind_name(&app.kind)));
        let figures = el("tr")
            .with(name)
            .with(classed("td", "number").text(&marked(view.words, app.minutes, app.quality)))
            .with(classed("td", "number").text(&percent(&view.words.dates, app.share)));
        let bar = classed("tr", "bar")
            .attr("aria-hidden", "true")
            .with(el("td").attr("colspan", "3").with(charts::share(app.share, "day")));
        [figures, bar]
    });
    let heads =
        [("", &view.words.common.app), ("number", &view.words.common.time), ("number", &view.words.common.share)];
    let head = heads.map(|(class, name)| classed("th", class).attr("scope", "col").text(name));
    let others = u32::try_from(report.apps.len().saturating_sub(APPS)).unwrap_or(u32::MAX);
    let more = (others > 0).then(|| classed("p", "small").text(&format!("+ {}", words.others.of(others))));
    let legend = classed("ul", "legend").all(report.kinds.iter().enumerate().map(|(place, kind)| {
        let share = percent(&view.words.dates, kind.share);
        el("li")
            .with(swatch(Swatch::Square(charts::kind_class(place))))
            .with(text("span", &format!("{} {share}", kind.name)))
    }));
    card.with(classed("table", "apps").with(el("thead").with(el("tr").all(head))).with(el("tbody").all(rows)))
        .maybe(more)
        .with(el("figure").with(text("figcaption", &words.kinds)).with(charts::kinds(&report.kinds)).with(legend))
}

/// The rules, how they went, extra time.
pub(super) fn rules_card(view: &View<'_>) -> El {
    let (rules, words) = (&view.report.rules, &view.words.rules);
    let card = card("rules", Icon::Rule, &words.heading);
    if rules.lines.is_empty() {
        return card.with(text("p", if view.parent() { &words.none } else { &view.words.child.no_rules }));
    }
    let lines: Vec<String> = rules.lines.iter().map(|line| line.text.clone()).collect();
    let card = card.with(el("p").with(text("strong", &rules.text))).with(items("ul", "", &lines));
    let card = card.maybe(rules.note.as_ref().map(|note| classed("p", "small").text(note)));
    if !view.parent() {
        return card;
    }
    let (sentence, grants) = view.extra_time(&rules.extra_time);
    card.with(text("h3", &words.extra).class("small"))
        .with(text("p", &sentence))
        .maybe((!grants.is_empty()).then(|| items("ul", "", &grants)))
}

/// A line with an icon for late hours.
pub(super) fn late(sentence: &str) -> El {
    classed("div", "late").with(icon(Icon::Moon)).with(text("p", sentence))
}
