//! The report as plain text: for a terminal, a mail or a screen reader.

use super::format::{marked, percent, sentence_case, whole};
use super::model::{ContactEntry, Report};
use super::strings::fill;
use super::view::View;
use crate::error::Result;
use crate::model::Level;

/// Apps listed.
const APPS: usize = 8;

pub(super) fn render(report: &Report) -> Result<String> {
    let view = View::new(report)?;
    let mut page = Page::default();
    head(&mut page, &view);
    usage(&mut page, &view);
    apps(&mut page, &view);
    rules(&mut page, &view);
    if view.parent() {
        contacts(&mut page, &view);
    }
    page.section(&view.words.well.heading);
    page.list(&report.went_well);
    if !report.openers.is_empty() {
        page.section(&view.words.well.openers);
        page.list(&report.openers);
    }
    child_part(&mut page, &view);
    help(&mut page, &view);
    privacy(&mut page, &view);
    page.line(&format!("— {}", view.words.common.footer));
    Ok(page.out)
}

/// Lines with headings.
#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn section(&mut self, heading: &str) {
        self.blank();
        self.line(&heading.to_uppercase());
    }

    fn list<'a>(&mut self, items: impl IntoIterator<Item = &'a String>) {
        for item in items {
            self.line(&format!("  • {item}"));
        }
    }

    fn steps(&mut self, items: &[String]) {
        for (place, item) in items.iter().enumerate() {
            self.line(&format!("  {}. {item}", place + 1));
        }
    }
}

fn head(page: &mut Page, view: &View<'_>) {
    let report = view.report;
    page.line(&format!("{} · {}", view.words.common.product, view.title()));
    page.line(&view.meta());
    page.line(&view.generated());
    page.blank();
    page.line(&report.summary);
    page.blank();
    page.line(&format!("{}: {}", view.words.quality.heading, report.quality.text));
    page.list(report.quality.notes.iter().map(|note| &note.text));
}

fn usage(page: &mut Page, view: &View<'_>) {
    let (report, words) = (view.report, &view.words.usage);
    page.section(if view.parent() { &words.heading } else { &view.words.child.own_time });
    page.line(&format!("{}: {}", view.total_name(), marked(view.words, report.total_minutes, report.quality.mark)));
    if let Some(mean) = report.daily_mean_minutes {
        let mean = marked(view.words, mean, report.daily_mean_quality);
        page.line(&format!("{}: {mean} ({})", words.mean, words.mean_of.of(report.mean_days)));
    }
    page.line(&report.comparison.text);
    page.line(&format!("{}: {}", words.opens, whole(&view.words.dates, report.opens)));
    page.line(&format!("{}: {}", words.pickups, whole(&view.words.dates, report.pickups)));
    let nights = words.night_of.of(report.nights_with_use);
    page.line(&format!(
        "{}: {} ({nights})",
        words.night,
        marked(view.words, report.night_minutes, report.quality.mark)
    ));
    if let Some(longest) = &report.longest_session {
        let day = fill(&words.on_day, &[("day", &view.date(longest.day))]);
        let time = marked(view.words, longest.minutes, longest.quality);
        page.line(&format!("{}: {time} ({day})", words.longest));
    }
    page.blank();
    for day in view.listed_days() {
        let mut line = format!("{} {}: {}", view.weekday(day), view.date_short(day), view.day_minutes(day));
        if let (Some(first), Some(last)) = (day.first_use, day.last_use) {
            line += &format!(" · {}–{}", view.time(first), view.time(last));
        }
        if day.night_minutes > 0.0 {
            line += &format!(" · {}: {}", view.words.charts.night_minutes, view.duration(day.night_minutes));
        }
        if day.limit.is_some() {
            line += &format!(" · {}: {}", view.words.rules.limit, view.limit(day));
        }
        if day.bedtime_outcome.is_some() {
            line += &format!(" · {}: {}", view.words.rules.bedtime, view.bedtime(day));
        }
        page.line(&line);
    }
}

fn apps(page: &mut Page, view: &View<'_>) {
    let (report, words) = (view.report, &view.words.usage);
    page.section(&words.apps);
    if report.kinds.is_empty() {
        page.line(&words.no_apps);
        return;
    }
    for app in report.apps.iter().take(APPS) {
        let time = marked(view.words, app.minutes, app.quality);
        let kind = view.data.kind_name(&app.kind);
        page.line(&format!("  {} ({kind}): {time}, {}", app.name, percent(&view.words.dates, app.share)));
    }
    let others = report.apps.len().saturating_sub(APPS);
    if others > 0 {
        page.line(&format!("  + {}", words.others.of(u32::try_from(others).unwrap_or(u32::MAX))));
    }
    let kinds: Vec<String> =
        report.kinds.iter().map(|kind| format!("{} {}", kind.name, percent(&view.words.dates, kind.share))).collect();
    page.line(&format!("{}: {}", words.kinds, kinds.join(", ")));
}

fn rules(page: &mut Page, view: &View<'_>) {
    let rules = &view.report.rules;
    page.section(&view.words.rules.heading);
    if rules.lines.is_empty() && !view.parent() {
        page.line(&view.words.child.no_rules);
        return;
    }
    page.line(&rules.text);
    page.list(rules.lines.iter().map(|line| &line.text));
    let (sentence, grants) = view.extra_time(&rules.extra_time);
    if !rules.lines.is_empty() && view.parent() {
        page.line(&sentence);
        page.list(&grants);
    }
    if let Some(note) = &rules.note {
        page.line(note);
    }
}

fn contacts(page: &mut Page, view: &View<'_>) {
    page.section(&view.words.contacts.heading);
    page.line(&view.report.contacts.text);
    for entry in &view.report.contacts.entries {
        contact(page, view, entry);
    }
}

fn contact(page: &mut Page, view: &View<'_>, entry: &ContactEntry) {
    let words = &view.words.contacts;
    let full = entry.level >= Level::Concern;
    page.blank();
    page.line(&format!("[{}] {} — {}", entry.level_name, entry.name, entry.category_name));
    let facts = [("app", &entry.app_name), ("relation", &entry.relation_name), ("movement", &entry.movement_name)];
    page.line(&fill(&words.facts, &facts.map(|(name, value)| (name, value.as_str()))));
    for mark in &entry.alerts {
        let level = super::alert::level_name(view.data, mark.level);
        page.line(&fill(&words.alert, &[("level", level), ("at", &view.moment(mark.at))]));
    }
    page.line(&format!("{}: {}", words.meaning, entry.meaning));
    page.line(&format!("{}:", words.why));
    page.list(entry.reasons.iter().map(|reason| &reason.text));
    if let Some(link) = &entry.night_link {
        page.line(link);
    }
    page.line(&format!("{}: {}", words.confidence, entry.confidence_text));
    page.line(&format!("{}:", words.unknowns));
    page.list(&entry.unknowns);
    page.line(&entry.false_alarm);
    page.line(&format!("{}: {}", words.action, entry.action));
    page.line(&format!("{}:", words.steps));
    page.steps(&entry.steps);
    if full {
        page.line(&format!("{}:", words.openers));
        page.list(&entry.openers);
    }
    page.line(&entry.hotline);
}

fn child_part(page: &mut Page, view: &View<'_>) {
    let Some(part) = &view.report.child_part else { return };
    let words = &view.words.child;
    for (heading, items) in [
        (&words.collected_heading, &part.collected),
        (&words.never_heading, &part.never),
        (&words.parents_heading, &part.parents_see),
        (&words.looked_heading, &part.parents_looked),
        (&words.rights_heading, &part.rights),
    ] {
        page.section(heading);
        page.list(items);
    }
}

fn help(page: &mut Page, view: &View<'_>) {
    let help = &view.report.help;
    page.section(if view.parent() { &view.words.help.heading } else { &view.words.child.help_heading });
    page.steps(&help.steps);
    page.line(&format!("{}:", view.words.help.channels));
    for channel in &help.channels {
        let site = channel.site.as_ref().map(|site| format!(" ({site})")).unwrap_or_default();
        page.line(&format!("  {}{site}: {}", channel.name, channel.about));
    }
}

fn privacy(page: &mut Page, view: &View<'_>) {
    let privacy = &view.report.privacy;
    if view.parent() {
        page.section(&view.words.privacy.heading);
        page.list(&privacy.not_contained);
        page.section(&view.words.privacy.delete_heading);
        page.list(&privacy.delete);
    }
    page.blank();
    if let Some(consent) = &privacy.consent {
        page.line(&sentence_case(&consent.text));
    }
}
