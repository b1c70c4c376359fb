//! The parts of a report that are sentences: summary, what went well, openers, help, privacy, the child's part.

use super::Room;
use super::usage::{SMALL_CHANGE, Sums};
use crate::access::Viewed;
use crate::model::{Level, Quality};
use crate::report::Audience;
use crate::report::format;
use crate::report::model::{
    ChildPart, Comparison, ConsentLine, ContactsPart, DayState, DayUsage, Help, HelpChannel, KindUse, Outcome,
    PrivacyPart, RulesPart,
};
use crate::report::strings::{Plural, fill};
use crate::screen_time::period::Mean;

/// Sentences on what went well: at most this many.
const WELL: usize = 4;
/// Minutes with learning apps worth naming.
const LEARNING_MINUTES: f64 = 30.0;
/// Quiet nights worth naming.
const CALM_NIGHTS: u32 = 3;
/// Night use, minutes in the week, worth a question.
const LATE_MINUTES: f64 = 60.0;

/// The week in one sentence: use, limits, contacts.
pub(super) fn summary(
    room: &Room<'_>,
    days: &[DayUsage],
    mean: Option<Mean>,
    rules: &RulesPart,
    contacts: &ContactsPart,
) -> String {
    let words = &room.data.strings.summary;
    let child = ("child", room.child.as_str());
    let parent = room.input.audience == Audience::Parent;
    let recorded = days.iter().any(|day| !matches!(day.state, DayState::NotYet | DayState::NotRecorded));
    let quality = days.iter().map(|day| day.quality).max().unwrap_or_default();
    let minutes = Sums::of(days).minutes;
    let total = format::marked(&room.data.strings, minutes, quality);
    let used = match mean {
        _ if !recorded => fill(&words.no_data, &[child]),
        _ if minutes == 0.0 && quality == Quality::Exact => fill(&words.not_used, &[child]),
        Some(mean) => {
            let form = if parent { &words.used } else { &words.child_used };
            let mean = format::marked(&room.data.strings, mean.minutes, mean.quality);
            fill(form, &[child, ("total", &total), ("mean", &mean)])
        }
        None => {
            let form = if parent { &words.used_no_mean } else { &words.child_used_no_mean };
            fill(form, &[child, ("total", &total)])
        }
    };
    let limits = match days {
        [day] => limit_clause(room, day),
        _ => {
            let (kept, judged) = (rules.limit_kept_days, rules.limit_kept_days + rules.limit_exceeded_days);
            let counts = || fill(&words.limits, &[("kept", &kept.to_string()), ("days", &judged.to_string())]);
            (judged > 0).then(counts)
        }
    };
    let about_contacts = (parent && contacts.known > 0).then(|| contact_clause(room, contacts));
    let clauses: Vec<String> = [Some(used), limits, about_contacts].into_iter().flatten().collect();
    format!("{}.", clauses.join("; "))
}

/// How the limit of a single day went.
fn limit_clause(room: &Room<'_>, day: &DayUsage) -> Option<String> {
    let limit = day.limit.as_ref()?;
    let outcome = format::outcome(&room.data.strings.rules, limit.outcome?);
    let time = format::duration(&room.data.strings.dates, limit.minutes);
    Some(fill(&room.data.strings.summary.limit_of_day, &[("time", &time), ("outcome", outcome)]))
}

/// The contacts at the highest level, counted.
fn contact_clause(room: &Room<'_>, contacts: &ContactsPart) -> String {
    let words = &room.data.strings.summary;
    let at = |level: Level| contacts.entries.iter().filter(|entry| entry.level == level).fold(0, |n: u32, _| n + 1);
    let counted: [(&Plural, u32); 3] =
        [(&words.urgent, at(Level::Urgent)), (&words.concern, at(Level::Concern)), (&words.watch, at(Level::Watch))];
    let highest = counted.iter().find(|(_, n)| *n > 0);
    highest.map_or_else(|| words.calm.clone(), |(form, n)| form.of(*n))
}

pub(super) fn went_well(
    room: &Room<'_>,
    days: &[DayUsage],
    comparison: &Comparison,
    kinds: &[KindUse],
    contacts: &ContactsPart,
) -> Vec<String> {
    let (words, dates) = (&room.data.strings.well, &room.data.strings.dates);
    let count = |wanted: &dyn Fn(&DayUsage) -> bool| days.iter().filter(|day| wanted(day)).fold(0, |n: u32, _| n + 1);
    let limited = count(&|day| day.limit.as_ref().is_some_and(|limit| limit.outcome.is_some()));
    let limit_kept = count(&|day| day.limit.as_ref().is_some_and(|limit| limit.outcome == Some(Outcome::Kept)));
    let bedtimes = count(&|day| day.bedtime_outcome.is_some());
    let bedtime_kept = count(&|day| day.bedtime_outcome == Some(Outcome::Kept));
    let calm =
        count(&|day| day.state == DayState::Complete && day.quality == Quality::Exact && day.night_minutes < 1.0);
    let learning = kinds.iter().find(|kind| kind.kind == "learning").map_or(0.0, |kind| kind.minutes);
    let less = comparison.change_minutes.filter(|change| *change <= -SMALL_CHANGE);
    let agreed = room.input.consent.as_ref().is_some_and(|consent| consent.child_agreed);
    let parent = room.input.audience == Audience::Parent;
    let limits = match (limit_kept, limited) {
        (0, _) => None,
        (kept, all) if kept == all => Some(words.limits_all.of(kept)),
        (kept, all) => Some(fill(&words.limits_some, &[("kept", &kept.to_string()), ("days", &all.to_string())])),
    };
    let sentences = [
        limits,
        (bedtime_kept > 0 && bedtime_kept == bedtimes).then(|| words.bedtime_all.of(bedtime_kept)),
        less.map(|change| fill(&words.less, &[("change", &format::duration(dates, change.abs()))])),
        (calm >= CALM_NIGHTS).then(|| words.calm_nights.of(calm)),
        (learning >= LEARNING_MINUTES).then(|| fill(&words.learning, &[("time", &format::duration(dates, learning))])),
        (parent && contacts.known > 0 && contacts.alerts == 0).then(|| words.no_alerts.clone()),
        (parent && agreed).then(|| fill(&words.agreed, &[("child", &room.child)])),
    ];
    let found: Vec<String> = sentences.into_iter().flatten().take(WELL).collect();
    if found.is_empty() { vec![words.fresh.clone()] } else { found }
}

/// Three ways to begin a talk: one that fits the week, then two that always fit.
pub(super) fn openers(room: &Room<'_>, sums: Sums, rules: &RulesPart, contacts: &ContactsPart) -> Vec<String> {
    let general = &room.data.guidance.general;
    let of_week = match () {
        () if sums.night_minutes >= LATE_MINUTES => &general.usage_openers.night,
        () if rules.limit_exceeded_days >= 2 => &general.usage_openers.over_limit,
        () => &general.usage_openers.calm,
    };
    let skip = usize::from(contacts.entries.is_empty());
    std::iter::once(of_week).chain(general.openers.iter().skip(1 + skip)).take(3).cloned().collect()
}

pub(super) fn help(room: &Room<'_>) -> Help {
    let steps = match room.input.audience {
        Audience::Parent => &room.data.guidance.general.steps,
        Audience::Child => &room.data.strings.child.help,
    };
    let channels = room.country.channels.iter().map(|channel| {
        let words = room.data.channel_words(channel);
        HelpChannel {
            id: channel.id.clone(),
            name: words.name.clone(),
            about: words.about.clone(),
            number: channel.number.clone(),
            site: channel.site.clone(),
            source: channel.source.clone(),
            recorded: channel.recorded.clone(),
        }
    });
    Help {
        steps: steps.iter().map(|step| room.data.with_numbers(step, room.country)).collect(),
        channels: channels.collect(),
    }
}

pub(super) fn privacy(room: &Room<'_>) -> PrivacyPart {
    let words = &room.data.strings.privacy;
    let consent = room.input.consent.as_ref().map(|consent| {
        let date = room.zone.to_datetime(consent.given_at.timestamp()).date();
        let agreed = if consent.child_agreed { &words.agreed } else { &words.not_agreed };
        let version = crate::report::data::clean(&consent.version);
        let values = [
            ("date", format::date(&room.data.strings.dates, date)),
            ("version", version.clone()),
            ("agreed", agreed.clone()),
        ];
        let text = fill(&words.consent, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        ConsentLine { given_at: consent.given_at, child_agreed: consent.child_agreed, version, text }
    });
    PrivacyPart { not_contained: words.not_contained.clone(), delete: words.delete.clone(), consent }
}

pub(super) fn child_part(room: &Room<'_>, contacts: &ContactsPart) -> ChildPart {
    let words = &room.data.strings.child;
    let alerts = match contacts.alerts {
        0 => words.parents_no_alerts.clone(),
        some => words.parents_alerts.of(some),
    };
    ChildPart {
        collected: words.collected.clone(),
        never: words.never.clone(),
        parents_see: words.parents_see.iter().cloned().chain([alerts]).collect(),
        parents_looked: looked(room),
        rights: words.rights.clone(),
    }
}

/// What parents looked at, counted by kind.
fn looked(room: &Room<'_>) -> Vec<String> {
    let words = &room.data.strings.child;
    let count = |what: Viewed| room.input.views.iter().filter(|view| view.what == what).fold(0, |n: u32, _| n + 1);
    let lines: Vec<String> = [
        (Viewed::Report, &words.looked_report),
        (Viewed::Contacts, &words.looked_contacts),
        (Viewed::ScreenTime, &words.looked_screen_time),
        (Viewed::IncidentRecord, &words.looked_incident_record),
        (Viewed::DataExport, &words.looked_data_export),
    ]
    .into_iter()
    .map(|(what, form)| (count(what), form))
    .filter(|(count, _)| *count > 0)
    .map(|(count, form)| form.of(count))
    .collect();
    if lines.is_empty() { vec![words.looked_never.clone()] } else { lines }
}
