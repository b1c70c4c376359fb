//! The incident record as a page to print, with a sheet that a parent fills in for a report to the police.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

use super::markup::{El, classed, el, text};
use super::{STYLE, items, language as code_of};
use crate::data_file::parse;
use crate::error::Result;
use crate::incident::{Entry, Erasure, Link, Record, code};
use crate::model::Language;
use crate::report::alert;
use crate::report::data::{Country, Data, data};
use crate::report::strings::fill;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    title: String,
    about: String,
    keep_heading: String,
    keep: Vec<String>,
    code_heading: String,
    code_about: String,
    entries_heading: String,
    none: String,
    number: String,
    at: String,
    recorded_at: String,
    who: String,
    level: String,
    category: String,
    why: String,
    made_by: String,
    versions: String,
    zone: String,
    handle: String,
    tombstone: String,
    erased: String,
    clock_unknown: String,
    sheet_heading: String,
    sheet_about: String,
    yes_no: String,
    hint: String,
    no_hint: String,
    accounts: String,
    reporter: String,
    notes: String,
    question: Vec<Question>,
}

/// A question of the sheet, and the indicators that speak to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    text: String,
    indicators: Vec<String>,
}

/// What the page needs beyond the reports' style.
const SHEET_STYLE: &str = "\
.code { font-size: 1.6rem; letter-spacing: .06em; font-variant-numeric: tabular-nums; }
article { margin-top: 1.4rem; break-inside: avoid; }
table { table-layout: fixed; width: 100%; }
tbody th { width: 7.5em; vertical-align: top; }
td, .small { overflow-wrap: anywhere; }
.answer { border-bottom: 1px solid currentColor; min-height: 1.6em; }
";

/// How many lines are left free for an answer in words.
const FREE_LINES: usize = 3;

/// The words in a language; parsed once.
fn words(language: Language) -> Result<&'static Words> {
    static VI: OnceLock<Result<Words>> = OnceLock::new();
    static EN: OnceLock<Result<Words>> = OnceLock::new();
    let words = match language {
        Language::Vi => VI.get_or_init(|| parse("incident/vi.toml", include_str!("../../../data/incident/vi.toml"))),
        Language::En => EN.get_or_init(|| parse("incident/en.toml", include_str!("../../../data/incident/en.toml"))),
    };
    words.as_ref().map_err(Clone::clone)
}

/// The record as one self-contained page to print. `names` are the contacts' names by handle, as far as they are
/// known; `zone` (IANA name) chooses the country's hotlines. Pure, no I/O; the same input gives the same bytes.
///
/// # Errors
/// [`Error::Internal`](crate::Error::Internal) if the data files that ship with the SDK are broken.
pub fn incident_page(
    record: &Record,
    names: &BTreeMap<String, String>,
    zone: &str,
    language: Language,
) -> Result<String> {
    let data = data(language)?;
    let page = Page { words: words(language)?, data, country: data.hotlines.country(zone, language), names };
    let head = el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .with(
            el("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
        )
        .with(el("meta").attr("name", "referrer").attr("content", "no-referrer"))
        .with(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .with(text("title", &page.words.title))
        .style_sheet(STYLE)
        .style_sheet(SHEET_STYLE);
    let html = el("html").attr("lang", code_of(language)).with(head).with(el("body").with(page.body(record)));
    Ok(format!("<!doctype html>\n{}", html.into_string()))
}

struct Page<'a> {
    words: &'static Words,
    data: &'static Data,
    country: &'static Country,
    names: &'a BTreeMap<String, String>,
}

impl Page<'_> {
    fn body(&self, record: &Record) -> El {
        let words = self.words;
        let head = el("header")
            .with(classed("p", "brand").text(&self.data.strings.common.product))
            .with(text("h1", &words.title))
            .with(classed("p", "lead").text(&words.about));
        let section = |heading: &str| classed("section", "card").with(text("h2", heading));
        let main = el("main")
            .with(section(&words.keep_heading).with(items("ul", "", &words.keep)).with(self.channels()))
            .with(
                section(&words.code_heading)
                    .with(classed("p", "code").with(text("strong", &code(&record.head))))
                    .with(text("p", &words.code_about)),
            )
            .with(self.entries(section(&words.entries_heading), record))
            .with(self.sheet(section(&words.sheet_heading), record));
        classed("div", "page").with(head).with(main)
    }

    fn channels(&self) -> El {
        let lines: Vec<String> = self
            .country
            .channels
            .iter()
            .map(|channel| {
                let words = self.data.channel_words(channel);
                format!("{}: {}", words.name, words.about)
            })
            .collect();
        items("ul", "channels", &lines)
    }

    fn entries(&self, section: El, record: &Record) -> El {
        if record.links.is_empty() {
            return section.with(text("p", &self.words.none));
        }
        section.all(record.links.iter().map(|link| self.entry(link)))
    }

    fn entry(&self, link: &Link) -> El {
        let words = self.words;
        let seq = link.entry.get("seq").and_then(Value::as_u64).unwrap_or_default();
        let article = el("article").with(text("h3", &format!("{} {seq}", words.number)));
        if let Ok(entry) = Entry::deserialize(&link.entry) {
            let clock = if entry.clock == "unknown" { &words.clock_unknown } else { &entry.clock };
            let versions = fill(&words.versions, &[("model", &entry.model), ("rules", &entry.rules), ("clock", clock)]);
            let reasons: Vec<&str> = entry.reasons.iter().map(|id| alert::reason(self.data, id)).collect();
            let name = alert::name(self.data, self.names.get(&entry.contact).map(String::as_str), &entry.contact);
            let who = format!("{name} · {} · {}", self.data.app_name(&entry.app), self.handle(&entry.contact));
            let zone = fill(&words.zone, &[("zone", &entry.zone)]);
            let rows = [
                (&words.at, format!("{} · {zone}", entry.at)),
                (&words.recorded_at, entry.recorded_at.to_string()),
                (&words.who, who),
                (&words.level, alert::level_name(self.data, entry.level).to_owned()),
                (&words.category, self.data.guidance.category(entry.category).name.clone()),
                (&words.why, reasons.join("; ")),
                (&words.made_by, versions),
            ];
            let row = |(name, value): &(&String, String)| {
                el("tr").with(text("th", name).attr("scope", "row")).with(text("td", value))
            };
            return article.with(el("table").with(el("tbody").all(rows.iter().map(row)))).with(hash(link));
        }
        if let Ok(erasure) = Erasure::deserialize(&link.entry) {
            let said = fill(&words.erased, &[("n", &erasure.links.len().to_string())]);
            return article.with(text("p", &format!("{} · {said}", erasure.at))).with(hash(link));
        }
        article.with(text("p", &words.tombstone)).with(hash(link))
    }

    fn handle(&self, handle: &str) -> String {
        fill(&self.words.handle, &[("handle", handle)])
    }

    fn sheet(&self, section: El, record: &Record) -> El {
        let words = self.words;
        let questions = words.question.iter().map(|question| {
            let asked = el("div").attr("id", &question.id).with(text("h3", &question.text));
            if question.indicators.is_empty() {
                return asked.all(lines());
            }
            asked
                .with(text("p", &words.yes_no))
                .with(classed("p", "small").text(&self.hint(question, record)))
                .all(lines().into_iter().take(1))
        });
        let free = [&words.accounts, &words.notes, &words.reporter]
            .map(|heading| el("div").with(text("h3", heading)).all(lines()));
        section.with(text("p", &words.sheet_about)).all(questions).all(free)
    }

    /// The signs in the record that speak to a question, each once.
    fn hint(&self, question: &Question, record: &Record) -> String {
        let mut signs: Vec<&str> = Vec::new();
        for link in &record.links {
            let Ok(entry) = Entry::deserialize(&link.entry) else { continue };
            for id in entry.reasons.iter().filter(|id| question.indicators.contains(id)) {
                let sign = alert::reason(self.data, id);
                if !signs.contains(&sign) {
                    signs.push(sign);
                }
            }
        }
        match signs.as_slice() {
            [] => self.words.no_hint.clone(),
            signs => fill(&self.words.hint, &[("signs", &signs.join("; "))]),
        }
    }
}

fn hash(link: &Link) -> El {
    classed("p", "small").text(&format!("SHA-256 {}", link.hash))
}

/// Lines to write on.
fn lines() -> Vec<El> {
    (0..FREE_LINES).map(|_| classed("p", "answer").text("\u{a0}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Why, erase, export, link};
    use crate::model::{Alert, Category, Level, Moment};

    fn record() -> Record {
        let at: Moment = "2026-11-20T21:00:00+07:00".parse().unwrap();
        let alert = |contact: &str, reasons: &[&str]| Alert {
            contact: contact.into(),
            display_name: None,
            app: "com.zing.zalo".into(),
            at,
            level: Level::Urgent,
            category: Category::Grooming,
            score: 0.9,
            reasons: reasons.iter().map(|id| (*id).to_owned()).collect(),
        };
        let mut links = Vec::new();
        let mut head = None;
        for alert in [alert("00ff", &["meet_plan", "secrecy"]), alert("11ee", &["threat"])] {
            let (value, seq, hash) = link(head, &Entry::of_alert(&alert, at, "Asia/Ho_Chi_Minh", "2026.11")).unwrap();
            head = Some((seq, hash));
            links.push((value, hash));
        }
        let about = |entry: &Value| entry["contact"] == "11ee";
        let erasing = erase(&links, about, (at, "Asia/Ho_Chi_Minh", Why::ContactErased)).unwrap().unwrap();
        links[1].0 = erasing.tombstones[0].1.clone();
        links.push((erasing.link.0, erasing.link.2));
        export(links)
    }

    #[test]
    fn the_page_holds_code_entries_and_the_sheet_in_both_languages() {
        let record = record();
        let names = BTreeMap::from([("00ff".to_owned(), "Anh <b>Nam</b>".to_owned())]);
        for (language, wanted) in [
            (Language::Vi, ["Hồ sơ sự việc", "hẹn hoặc định gặp", "☐ Có", "Mục này đã được xóa", "111"]),
            (Language::En, ["Incident record", "ask to meet", "☐ Yes", "This entry was erased", "111"]),
        ] {
            let page = incident_page(&record, &names, "Asia/Ho_Chi_Minh", language).unwrap();
            assert!(page.contains(&code(&record.head)));
            for part in wanted.iter().chain(&["Anh &lt;b&gt;Nam", "2026-11-20T21:00:00+07:00", "00ff"]) {
                assert!(page.contains(part), "{part}");
            }
            // The one sign of a plan to meet is named at its question; the erased threat is not.
            let data = data(language).unwrap();
            assert!(
                page.contains(&fill(&words(language).unwrap().hint, &[("signs", alert::reason(data, "meet_plan"))]))
            );
            assert_eq!(page.matches(words(language).unwrap().no_hint.as_str()).count(), 3);
            for never in ["evidence", "chứng cứ", "bằng chứng", "<script"] {
                assert!(!page.contains(never), "{never}");
            }
        }
    }

    #[test]
    fn both_sheets_ask_the_same_and_know_every_indicator() {
        let (vi, en) = (words(Language::Vi).unwrap(), words(Language::En).unwrap());
        let ids =
            |words: &Words| words.question.iter().map(|q| (q.id.clone(), q.indicators.clone())).collect::<Vec<_>>();
        assert_eq!(ids(vi), ids(en));
        let known = &data(Language::Vi).unwrap().indicators;
        for id in vi.question.iter().flat_map(|question| &question.indicators) {
            assert!(known.contains_key(id), "{id}");
        }
    }
}
