//! An alert in words, for a notification: what may be going on, that it may be a false alarm, what to do, whom to call.

use super::data::{Country, Data, clean, data};
use super::strings::fill;
use crate::error::Result;
use crate::model::{Alert, Category, Language, Level};

/// An alert in words.
#[derive(Clone, serde::Serialize)]
pub struct AlertText {
    /// One line: level, name and app.
    pub title: String,
    /// What the contact's behaviour may mean.
    pub meaning: String,
    /// Why, strongest first; at most three.
    pub reasons: Vec<String>,
    /// A sentence on false alarms.
    pub false_alarm: String,
    /// The one thing to do.
    pub action: String,
    /// Whom to call.
    pub hotline: String,
}

impl AlertText {
    /// All but the title as one paragraph.
    pub fn body(&self) -> String {
        [&self.meaning, &self.false_alarm, &self.action, &self.hotline].map(String::as_str).join(" ")
    }
}

/// Puts an alert into words; `zone` (IANA name) chooses the country's hotlines. Pure, no I/O.
///
/// Errors: [`Error::Internal`](crate::Error::Internal) if the data files that ship with the SDK are broken.
pub fn alert_text(alert: &Alert, language: Language, zone: &str) -> Result<AlertText> {
    let data = data(language)?;
    let country = data.hotlines.country(zone, language);
    let guidance = data.guidance.category(alert.category);
    let level = guidance.level(alert.level);
    let title = [
        ("level", level_name(data, alert.level)),
        ("name", &name(data, alert.display_name.as_deref(), &alert.contact)),
        ("app", &data.app_name(&alert.app)),
    ];
    Ok(AlertText {
        title: fill(&data.strings.contacts.alert_title, &title),
        meaning: level.meaning.clone(),
        reasons: alert.reasons.iter().take(3).map(|id| reason(data, id).to_owned()).collect(),
        false_alarm: guidance.false_alarm.clone(),
        action: data.with_numbers(&level.action, country),
        hotline: hotline(data, country, alert.category, alert.level),
    })
}

/// Name for people: the given one, else a stand-in with the start of the handle.
pub(super) fn name(data: &Data, given: Option<&str>, handle: &str) -> String {
    let given = given.map(clean).filter(|name| !name.is_empty());
    given.unwrap_or_else(|| {
        let code: String = clean(handle).chars().take(4).collect();
        fill(&data.strings.contacts.unnamed, &[("code", &code)])
    })
}

pub(super) fn level_name(data: &Data, level: Level) -> &str {
    let words = &data.strings.contacts;
    match level {
        Level::None => &words.level_none,
        Level::Watch => &words.level_watch,
        Level::Concern => &words.level_concern,
        Level::Urgent => &words.level_urgent,
    }
}

/// An indicator in words; one that a newer engine knows and these files do not is another sign.
pub(super) fn reason<'a>(data: &'a Data, id: &str) -> &'a str {
    data.indicators.get(id).unwrap_or(&data.strings.contacts.other_reason)
}

/// Whom to call, as one sentence.
pub(super) fn hotline(data: &Data, country: &Country, category: Category, level: Level) -> String {
    let names: Vec<&str> = country
        .channels
        .iter()
        .filter(|channel| level >= channel.alert_from)
        .filter(|channel| channel.alert_for.is_empty() || channel.alert_for.contains(&category))
        .map(|channel| data.channel_words(channel).name.as_str())
        .collect();
    fill(&data.strings.contacts.hotline, &[("channels", &names.join("; "))])
}
