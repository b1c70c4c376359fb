//! Contacts: one card each, what it may mean and the first thing to do, then what was seen beside the steps.

use super::charts::{self, Swatch, swatch};
use super::icons::{Icon, icon};
use super::markup::{El, classed, el, text};
use super::{card, items, usage};
use crate::model::Level;
use crate::report::alert;
use crate::report::model::ContactEntry;
use crate::report::strings::fill;
use crate::report::view::View;

pub(super) fn section(view: &View<'_>) -> El {
    let contacts = &view.report.contacts;
    let intro = card("contacts", Icon::People, &view.words.contacts.heading).with(text("p", &contacts.text));
    el("div").with(intro).all(contacts.entries.iter().map(|entry| contact(view, entry)))
}

fn contact(view: &View<'_>, entry: &ContactEntry) -> El {
    let (class, sign) = match entry.level {
        Level::Urgent => ("card contact urgent", Icon::Alert),
        Level::Concern => ("card contact concern", Icon::Talk),
        _ => ("card contact", Icon::Eye),
    };
    let words = &view.words.contacts;
    let facts = [("app", &entry.app_name), ("relation", &entry.relation_name), ("movement", &entry.movement_name)];
    classed("article", class)
        .with(classed("p", "badge").with(icon(sign)).with(text("span", &entry.level_name)))
        .with(el("h3").with(text("bdi", &entry.name)))
        .with(classed("p", "meta").text(&fill(&words.facts, &facts.map(|(name, value)| (name, value.as_str())))))
        .with(classed("p", "kind").text(&entry.category_name))
        .with(classed("p", "meaning").text(&entry.meaning))
        .with(classed("div", "action").with(text("h4", &words.action)).with(text("p", &entry.action)))
        .with(classed("div", "two").with(what_is_seen(view, entry)).with(what_to_do(view, entry)))
}

fn what_is_seen(view: &View<'_>, entry: &ContactEntry) -> El {
    let words = &view.words.contacts;
    let reasons: Vec<String> = entry.reasons.iter().map(|reason| reason.text.clone()).collect();
    el("div")
        .with(text("h4", &words.why))
        .with(items("ul", "", &reasons))
        .maybe(entry.night_link.as_ref().map(|link| usage::late(link)))
        .with(text("h4", &words.week))
        .with(charts::strip(view, entry))
        .with(legend(view, entry))
        .maybe(alerts(view, entry))
        .with(text("h4", &words.confidence))
        .with(text("p", &entry.confidence_text))
        .with(text("h4", &words.unknowns))
        .with(items("ul", "", &entry.unknowns))
}

fn legend(view: &View<'_>, entry: &ContactEntry) -> El {
    let words = &view.words.charts;
    let shown = |level: Level| entry.days.iter().any(|day| day.alert == Some(level));
    let signs = [
        (true, Swatch::Square("known"), &words.in_contact),
        (shown(Level::Concern), Swatch::Dot, &words.alert_concern),
        (shown(Level::Urgent), Swatch::Diamond, &words.alert_urgent),
    ];
    let held = signs.into_iter().filter(|(holds, ..)| *holds);
    classed("ul", "legend").all(held.map(|(_, sign, words)| el("li").with(swatch(sign)).with(text("span", words))))
}

/// The alerts in words: the text alternative of the strip.
fn alerts(view: &View<'_>, entry: &ContactEntry) -> Option<El> {
    let lines: Vec<String> = entry
        .alerts
        .iter()
        .map(|mark| {
            let level = alert::level_name(view.data, mark.level);
            fill(&view.words.contacts.alert, &[("level", level), ("at", &view.moment(mark.at))])
        })
        .collect();
    (!lines.is_empty()).then(|| items("ul", "small", &lines))
}

fn what_to_do(view: &View<'_>, entry: &ContactEntry) -> El {
    let words = &view.words.contacts;
    let openers = (entry.level >= Level::Concern)
        .then(|| [text("h4", &words.openers), items("ul", "say", &entry.openers)])
        .into_iter()
        .flatten();
    el("div")
        .with(text("h4", &words.steps))
        .with(items("ol", "steps", &entry.steps))
        .all(openers)
        .with(classed("div", "doubtful").with(text("p", &entry.false_alarm)).with(text("p", &entry.hotline)))
}
