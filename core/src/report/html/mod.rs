//! The report as one self-contained page: no script, no loads, charts as inline SVG with tables beside them,
//! light, dark and print styles.

mod charts;
mod contacts;
mod icons;
mod markup;
mod usage;

use icons::{Icon, icon};
use markup::{El, classed, el, text};

use super::model::{HelpChannel, Report};
use super::view::View;
use crate::error::Result;
use crate::model::{Language, Level, Quality};

const STYLE: &str = include_str!("style.css");

pub(super) fn render(report: &Report) -> Result<String> {
    let view = View::new(report)?;
    let page = el("html").attr("lang", language(report.language)).with(head(&view)).with(body(&view));
    Ok(format!("<!doctype html>\n{}", page.into_string()))
}

fn language(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}

fn head(view: &View<'_>) -> El {
    el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        // The page can load nothing, even if a defect let markup through.
        .with(
            el("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
        )
        .with(el("meta").attr("name", "referrer").attr("content", "no-referrer"))
        .with(el("meta").attr("name", "robots").attr("content", "noindex"))
        .with(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .with(text("title", &format!("{} · {}", view.title(), view.period())))
        .style_sheet(STYLE)
}

fn body(view: &View<'_>) -> El {
    let main = el("main")
        .maybe(attention(view))
        .with(usage::tiles(view))
        .with(usage::days_card(view))
        .with(
            classed("div", "two wide")
                .with(usage::apps_card(view))
                .with(el("div").with(usage::rules_card(view)).with(well(view))),
        )
        .maybe(view.parent().then(|| contacts::section(view)))
        .all(child_cards(view))
        .maybe(talk(view))
        .with(help(view))
        .maybe(view.parent().then(|| privacy(view)));
    el("body").with(classed("div", "page").with(header(view)).with(main).with(footer(view)))
}

fn header(view: &View<'_>) -> El {
    let report = view.report;
    el("header")
        .with(classed("p", "brand").with(icon(Icon::Shield)).with(text("span", &view.words.common.product)))
        .with(text("h1", &view.heading()))
        .with(classed("p", "meta").text(&view.meta()))
        .with(classed("p", "lead").text(&report.summary))
        .with(quality(view))
}

fn quality(view: &View<'_>) -> El {
    let quality = &view.report.quality;
    let sure = quality.mark == Quality::Exact && quality.partial_days == 0;
    let line =
        el("p").with(text("strong", &format!("{}: ", view.words.quality.heading))).with(text("span", &quality.text));
    let notes =
        (!quality.notes.is_empty()).then(|| el("ul").all(quality.notes.iter().map(|note| text("li", &note.text))));
    classed("div", if sure { "quality" } else { "quality doubt" })
        .with(icon(if sure { Icon::Check } else { Icon::Eye }))
        .with(el("div").with(line).maybe(notes))
}

/// What a parent must see first: the most urgent contact, its action and the way to the rest.
fn attention(view: &View<'_>) -> Option<El> {
    let first = view.report.contacts.entries.first().filter(|entry| entry.level >= Level::Concern)?;
    let class = if first.level == Level::Urgent { "card attention urgent" } else { "card attention" };
    let title =
        el("h2").attr("id", "attention").with(icon(Icon::Alert)).with(text("span", &view.words.contacts.attention));
    let who = el("p")
        .with(text("strong", &format!("{}: ", first.level_name)))
        .with(text("bdi", &first.name))
        .with(text("span", &format!(" · {} · {}", first.app_name, first.category_name)));
    Some(
        classed("section", class)
            .attr("aria-labelledby", "attention")
            .with(title)
            .with(who)
            .with(text("p", &first.meaning))
            .with(el("p").with(text("strong", &first.action)))
            .with(text("p", &first.false_alarm).class("small"))
            .maybe(view.report.help.channels.iter().find_map(|channel| call(view, channel)))
            .with(el("p").with(text("a", &view.words.contacts.see_below).attr("href", "#contacts"))),
    )
}

/// A card with a heading that names it.
fn card(id: &'static str, sign: Icon, heading: &str) -> El {
    classed("section", "card")
        .attr("aria-labelledby", id)
        .with(el("h2").attr("id", id).with(icon(sign)).with(text("span", heading)))
}

fn items(name: &'static str, class: &str, items: &[String]) -> El {
    classed(name, class).all(items.iter().map(|item| text("li", item)))
}

fn well(view: &View<'_>) -> El {
    card("well", Icon::Heart, &view.words.well.heading).with(items("ul", "well", &view.report.went_well))
}

/// Ways to begin a talk.
fn talk(view: &View<'_>) -> Option<El> {
    let openers = &view.report.openers;
    let card = || card("talk", Icon::Talk, &view.words.well.openers).with(items("ul", "say", openers));
    (!openers.is_empty()).then(card)
}

fn child_cards(view: &View<'_>) -> Option<El> {
    let part = view.report.child_part.as_ref()?;
    let words = &view.words.child;
    let one = |id, sign, heading: &str, list: &[String]| card(id, sign, heading).with(items("ul", "", list));
    Some(
        classed("div", "two")
            .with(one("collected", Icon::Eye, &words.collected_heading, &part.collected))
            .with(one("never", Icon::Lock, &words.never_heading, &part.never))
            .with(one("parents", Icon::People, &words.parents_heading, &part.parents_see))
            .with(one("rights", Icon::Rule, &words.rights_heading, &part.rights)),
    )
}

fn help(view: &View<'_>) -> El {
    let words = &view.words.help;
    let heading = if view.parent() { &words.heading } else { &view.words.child.help_heading };
    let help = &view.report.help;
    let channels = classed("ul", "channels").all(help.channels.iter().map(|channel| one_channel(view, channel)));
    let steps = view.parent().then(|| text("h3", &words.steps).class("small"));
    card("help", Icon::Phone, heading)
        .maybe(steps)
        .with(items(if view.parent() { "ol" } else { "ul" }, "steps", &help.steps))
        .with(text("h3", &words.channels).class("small"))
        .with(channels)
}

fn one_channel(view: &View<'_>, channel: &HelpChannel) -> El {
    let site = channel.site.as_ref().map(|site| el("p").with(text("strong", site)));
    let source = super::strings::fill(&view.words.help.source, &[("recorded", &recorded(view, &channel.recorded))]);
    el("li")
        .with(text("strong", &channel.name))
        .with(text("p", &channel.about))
        .maybe(site)
        .maybe(call(view, channel))
        .with(classed("p", "small").text(&source))
}

/// A link that dials; the only kind of link that leaves the page.
fn call(view: &View<'_>, channel: &HelpChannel) -> Option<El> {
    let number = channel.number.as_ref()?;
    let words = super::strings::fill(&view.words.help.call, &[("number", number)]);
    let link = classed("a", "call").attr("href", &format!("tel:{number}"));
    Some(link.with(icon(Icon::Phone)).with(text("span", &words)))
}

/// The date of an entry, as people write it.
fn recorded(view: &View<'_>, date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |date| view.date(date))
}

fn privacy(view: &View<'_>) -> El {
    let (words, privacy) = (&view.words.privacy, &view.report.privacy);
    classed("div", "two")
        .with(card("left-out", Icon::Lock, &words.heading).with(items("ul", "", &privacy.not_contained)))
        .with(card("delete", Icon::Check, &words.delete_heading).with(items("ul", "", &privacy.delete)))
}

fn footer(view: &View<'_>) -> El {
    let consent = view.report.privacy.consent.as_ref().map(|consent| text("p", &consent.text));
    el("footer").maybe(consent).with(text("p", &format!("{}. {}", view.generated(), view.words.common.footer)))
}
