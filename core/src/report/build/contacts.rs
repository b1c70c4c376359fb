//! Contacts that a parent should know of, with reasons in words, confidence and what is not known.

use super::Room;
use crate::model::{self, Alert, Category, ContactRisk, Level, Moment, Relation};
use crate::report::Audience;
use crate::report::alert;
use crate::report::format;
use crate::report::model::{AlertMark, Confidence, ContactDay, ContactEntry, ContactsPart, DayUsage, Movement, Reason};
use crate::report::strings::fill;

/// A contact is a late-night one from this share of its messages on, if it wrote at least `NIGHT_MESSAGES`.
const NIGHT_SHARE: f64 = 0.4;
const NIGHT_MESSAGES: u32 = 5;
/// Minutes of night use in the week from which the link is shown.
const NIGHT_MINUTES: f64 = 15.0;
/// Reasons listed: enough to understand, few enough to read.
const REASONS: usize = 6;
const WATCH_REASONS: usize = 3;

pub(super) fn part(room: &Room<'_>, days: &[DayUsage]) -> ContactsPart {
    let words = &room.data.strings.contacts;
    let (contacts, alerts) = (&room.input.contacts, &room.input.alerts);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (known, new) = (contacts.len(), contacts.iter().filter(|contact| is_new(days, contact)).count());
    let mut part = ContactsPart {
        known: count(known),
        new: count(new),
        alerts: count(alerts.len()),
        text: room.data.strings.child.contacts_hidden.clone(),
        entries: Vec::new(),
    };
    if room.input.audience == Audience::Child {
        return part;
    }
    part.entries = entries(room, days);
    part.text = match (known, part.entries.is_empty()) {
        (0, true) => words.none_known.clone(),
        (_, true) => format!("{} {}, {}.", words.calm, words.known.of(part.known), words.new.of(part.new)),
        _ => format!("{}, {}. {}", words.known.of(part.known), words.new.of(part.new), words.intro),
    };
    part
}

/// The most urgent first, then by score, then by handle: a fixed order.
fn entries(room: &Room<'_>, days: &[DayUsage]) -> Vec<ContactEntry> {
    let mut found: Vec<(&ContactRisk, Category)> =
        room.input.contacts.iter().filter_map(|contact| Some((contact, shown_category(room, contact)?))).collect();
    found.retain(|(contact, _)| {
        let alerted = alerts_of(room, contact).iter().map(|alert| alert.level).max().unwrap_or_default();
        contact.level.max(alerted) >= room.detail.contacts_from
    });
    found.sort_by(|(a, _), (b, _)| {
        b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)).then_with(|| a.contact.cmp(&b.contact))
    });
    found.into_iter().map(|(contact, category)| entry(room, days, contact, category)).collect()
}

/// The category to speak of: the contact's own at `watch` or above, else that of its last alert in the week.
fn shown_category(room: &Room<'_>, contact: &ContactRisk) -> Option<Category> {
    let last_alert = || alerts_of(room, contact).last().map(|alert| alert.category);
    match contact.level {
        Level::None => last_alert(),
        _ => contact.category.or_else(last_alert),
    }
}

/// The contact's alerts of the week in order of time.
fn alerts_of<'a>(room: &Room<'a>, contact: &ContactRisk) -> Vec<&'a Alert> {
    let mut alerts: Vec<&Alert> = room.input.alerts.iter().filter(|alert| alert.contact == contact.contact).collect();
    alerts.sort_by_key(|alert| (alert.at.epoch_ms, alert.level));
    alerts
}

fn entry(room: &Room<'_>, days: &[DayUsage], contact: &ContactRisk, category: Category) -> ContactEntry {
    let words = &room.data.strings.contacts;
    let guidance = room.data.guidance.category(category);
    let level = guidance.level(contact.level);
    let filled = |sentences: &[String]| -> Vec<String> {
        sentences.iter().map(|sentence| room.data.with_numbers(sentence, room.country)).collect()
    };
    let alerts = alerts_of(room, contact);
    let (movement, movement_name) = match () {
        () if is_new(days, contact) => (Movement::New, &words.movement_new),
        () if !alerts.is_empty() => (Movement::Risen, &words.movement_risen),
        () => (Movement::Steady, &words.movement_steady),
    };
    let (confidence, confidence_text) = confidence(room, contact);
    let known_name = contact.display_name.as_deref().filter(|_| contact.level >= room.detail.names_from);
    ContactEntry {
        contact: contact.contact.clone(),
        name: alert::name(room.data, known_name, &contact.contact),
        app: contact.app.clone(),
        app_name: room.data.app_name(&contact.app),
        relation: contact.relation,
        relation_name: relation_name(room, contact.relation).to_owned(),
        saved: contact.saved,
        level: contact.level,
        level_name: alert::level_name(room.data, contact.level).to_owned(),
        category,
        category_name: guidance.name.clone(),
        score: format::round3(contact.score),
        movement,
        movement_name: movement_name.clone(),
        meaning: level.meaning.clone(),
        reasons: reasons(room, contact),
        confidence,
        confidence_text: confidence_text.to_owned(),
        unknowns: unknowns(room, contact),
        false_alarm: guidance.false_alarm.clone(),
        action: room.data.with_numbers(&level.action, room.country),
        steps: filled(&level.steps),
        openers: guidance.openers.clone(),
        hotline: alert::hotline(room.data, room.country, category, contact.level.max(Level::Watch)),
        incoming: contact.incoming,
        outgoing: contact.outgoing,
        night_share: format::round3(contact.night_share),
        night_link: night_link(room, days, contact, movement),
        first_seen: contact.first_seen,
        last_seen: contact.last_seen,
        alerts: alerts.iter().map(|alert| AlertMark { at: alert.at, level: alert.level }).collect(),
        days: days.iter().map(|day| contact_day(room, day, contact, &alerts)).collect(),
    }
}

fn reasons(room: &Room<'_>, contact: &ContactRisk) -> Vec<Reason> {
    let most = if contact.level >= Level::Concern { REASONS } else { WATCH_REASONS };
    let mut out: Vec<Reason> = Vec::new();
    for id in &contact.reasons {
        let text = alert::reason(room.data, id).to_owned();
        if out.len() < most && out.iter().all(|known| known.text != text) {
            out.push(Reason { id: id.clone(), text });
        }
    }
    out
}

fn confidence<'a>(room: &Room<'a>, contact: &ContactRisk) -> (Confidence, &'a str) {
    let words = &room.data.strings.contacts;
    match contact.confidence {
        model::Confidence::Low => (Confidence::Limited, &words.confidence_limited),
        model::Confidence::Medium => (Confidence::Fair, &words.confidence_fair),
        model::Confidence::High => (Confidence::Good, &words.confidence_good),
    }
}

/// What the engine does not know, and what no engine knows.
fn unknowns(room: &Room<'_>, contact: &ContactRisk) -> Vec<String> {
    let engine = contact.unknown.iter().filter_map(|unknown| room.data.unknowns.get(unknown));
    engine.chain([&room.data.strings.contacts.unknown_feelings]).cloned().collect()
}

fn relation_name<'a>(room: &Room<'a>, relation: Relation) -> &'a str {
    let words = &room.data.strings.contacts;
    match relation {
        Relation::Family => &words.relation_family,
        Relation::Friend => &words.relation_friend,
        Relation::School => &words.relation_school,
        Relation::Business => &words.relation_business,
        Relation::Unknown => &words.relation_unknown,
    }
}

/// A contact that writes mostly at night, in a week in which the device was used at night.
fn night_link(room: &Room<'_>, days: &[DayUsage], contact: &ContactRisk, movement: Movement) -> Option<String> {
    let minutes: f64 = days.iter().map(|day| day.night_minutes).sum();
    let late = contact.night_share >= NIGHT_SHARE && contact.incoming >= NIGHT_MESSAGES;
    let words = &room.data.strings;
    let form = match movement {
        Movement::New => &words.contacts.night_link_new,
        _ => &words.contacts.night_link,
    };
    (late && minutes >= NIGHT_MINUTES).then(|| {
        let share = format::percent(&words.dates, contact.night_share);
        let time = format::duration(&words.dates, minutes);
        fill(form, &[("share", &share), ("child", &room.child), ("time", &time)])
    })
}

fn contact_day(room: &Room<'_>, day: &DayUsage, contact: &ContactRisk, alerts: &[&Alert]) -> ContactDay {
    let on_day = |at: Moment| match (day.from, day.to) {
        (Some(from), Some(to)) => from.epoch_ms <= at.epoch_ms && at.epoch_ms < to.epoch_ms,
        _ => room.zone.to_datetime(at.timestamp()).date() == day.day,
    };
    let before_end = |at: Moment| match day.to {
        Some(to) => at.epoch_ms < to.epoch_ms,
        None => room.zone.to_datetime(at.timestamp()).date() <= day.day,
    };
    let after_begin = |at: Moment| match day.from {
        Some(from) => at.epoch_ms >= from.epoch_ms,
        None => room.zone.to_datetime(at.timestamp()).date() >= day.day,
    };
    ContactDay {
        day: day.day,
        in_contact: contact.first_seen.is_some_and(before_end) && contact.last_seen.is_some_and(after_begin),
        alert: alerts.iter().filter(|alert| on_day(alert.at)).map(|alert| alert.level).max(),
    }
}

/// First seen in the week.
fn is_new(days: &[DayUsage], contact: &ContactRisk) -> bool {
    let begin = days.iter().find_map(|day| day.from);
    contact.first_seen.zip(begin).is_some_and(|(first, begin)| first.epoch_ms >= begin.epoch_ms)
}
