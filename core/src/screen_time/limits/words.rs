//! The plan in sentences for the child, from core/data/limits.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Verdict;
use super::meters::Use;
use super::outlook::{self, Reason};
use crate::Result;
use crate::data_file::{fill, parse};
use crate::model::{Language, LimitsRules, Moment, Policy};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    reasons: ReasonWords,
    until: UntilWords,
    warnings: WarningWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonWords {
    bedtime: String,
    daily_limit: String,
    daily_limit_none: String,
    override_lock: String,
    session_pause: String,
    app_limit: String,
    app_limit_none: String,
    category_limit: String,
    category_limit_none: String,
    override_unlock: String,
    clock_untrusted: String,
    always_allowed: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UntilWords {
    unlocks: String,
    open_until: String,
    today: String,
    tomorrow: String,
    later: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WarningWords {
    bedtime: String,
    daily_limit: String,
    session_pause: String,
    app_limit: String,
    category_limit: String,
    other: String,
}

/// The words of a language.
fn words(language: Language) -> Result<&'static Words> {
    static LOADED: [OnceLock<Result<Words>>; 2] = [const { OnceLock::new() }; 2];
    let [vi, en] = &LOADED;
    let loaded = match language {
        Language::Vi => vi.get_or_init(|| parse("limits/vi.toml", include_str!("../../../data/limits/vi.toml"))),
        Language::En => en.get_or_init(|| parse("limits/en.toml", include_str!("../../../data/limits/en.toml"))),
    };
    loaded.as_ref().map_err(Clone::clone)
}

/// Says things in one language at one instant.
pub(super) struct Speaker<'a> {
    words: &'static Words,
    zone: &'a TimeZone,
    today: Date,
}

impl<'a> Speaker<'a> {
    pub fn new(language: Language, zone: &'a TimeZone, now: i64) -> Result<Self> {
        Ok(Self { words: words(language)?, zone, today: Moment::in_zone(now, zone).civil().date() })
    }

    /// An instant in the child's zone.
    pub fn moment(&self, at: i64) -> Moment {
        Moment::in_zone(at, self.zone)
    }

    /// Why, and until when; empty when nothing is to be said.
    pub fn state(&self, verdict: &Verdict<'_>, rules: &LimitsRules) -> String {
        let Some(reason) = verdict.reasons.first() else { return String::new() };
        let why = self.reason(*reason, verdict, rules);
        let until = match outlook::locked(&verdict.reasons) {
            true => verdict.unlocks_at.map(|at| (&self.words.until.unlocks, at)),
            false => verdict.next_change.as_ref().map(|next| (&self.words.until.open_until, next.at)),
        };
        match until {
            Some((form, at)) => format!("{why} {}", fill(form, &[("when", &self.when(at))])),
            None => why,
        }
    }

    fn reason(&self, reason: Reason, verdict: &Verdict<'_>, rules: &LimitsRules) -> String {
        let words = &self.words.reasons;
        let meters = &verdict.meters;
        let of_apps = || {
            let of_reason = meters.apps.iter().filter(|(budget, _)| budget.reason() == reason);
            let allowed = of_reason.filter(|(_, spent)| spent.is_up()).filter_map(|(_, spent)| spent.allowed_minutes());
            allowed.reduce(f64::min)
        };
        let (form, none, minutes) = match reason {
            Reason::Bedtime => (&words.bedtime, None, None),
            Reason::DailyLimit => {
                (&words.daily_limit, Some(&words.daily_limit_none), Use::allowed_minutes(&meters.daily))
            }
            Reason::OverrideLock => (&words.override_lock, None, None),
            Reason::SessionPause => (&words.session_pause, None, rules.session.map(|session| session.minutes)),
            Reason::AppLimit => (&words.app_limit, Some(&words.app_limit_none), of_apps()),
            Reason::CategoryLimit => (&words.category_limit, Some(&words.category_limit_none), of_apps()),
            Reason::OverrideUnlock => (&words.override_unlock, None, None),
            Reason::ClockUntrusted => (&words.clock_untrusted, None, None),
            Reason::AlwaysAllowed => (&words.always_allowed, None, None),
        };
        let minutes = minutes.unwrap_or_default();
        let form = none.filter(|_| minutes < 1.0).unwrap_or(form);
        fill(form, &[("minutes", &format!("{minutes:.0}"))])
    }

    /// A lock that comes in so many minutes.
    pub fn warning(&self, policy: Policy, minutes: i64) -> String {
        let words = &self.words.warnings;
        let form = match policy {
            Policy::Bedtime => &words.bedtime,
            Policy::DailyLimit => &words.daily_limit,
            Policy::SessionPause => &words.session_pause,
            Policy::AppLimit => &words.app_limit,
            Policy::CategoryLimit => &words.category_limit,
            Policy::None | Policy::Override | Policy::ClockUntrusted | Policy::AlwaysAllowed => &words.other,
        };
        fill(form, &[("minutes", &minutes.to_string())])
    }

    fn when(&self, at: Moment) -> String {
        let local = self.moment(at.epoch_ms).civil();
        let date = local.date();
        let form = match date {
            _ if date == self.today => &self.words.until.today,
            _ if date == self.today.saturating_add(1.day()) => &self.words.until.tomorrow,
            _ => &self.words.until.later,
        };
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        fill(form, &[("time", &time), ("d", &date.day().to_string()), ("m", &date.month().to_string())])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Sections = BTreeMap<String, BTreeMap<String, String>>;

    /// The places of a sentence, in alphabetical order.
    fn places(sentence: &str) -> Vec<&str> {
        let mut places: Vec<&str> = sentence.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_say_the_same_with_the_same_places() {
        let vi: Sections = parse("limits/vi.toml", include_str!("../../../data/limits/vi.toml")).unwrap();
        let en: Sections = parse("limits/en.toml", include_str!("../../../data/limits/en.toml")).unwrap();
        let known = ["minutes", "when", "time", "d", "m"];
        for (section, sentences) in &vi {
            for (key, sentence) in sentences {
                let other = &en[section][key];
                assert_eq!(places(sentence), places(other), "{section}.{key}");
                assert!(places(sentence).iter().all(|place| known.contains(place)), "{section}.{key}");
                assert!(sentence.trim() == sentence && !sentence.is_empty() && !other.is_empty(), "{section}.{key}");
            }
        }
        assert!(words(Language::Vi).is_ok() && words(Language::En).is_ok());
    }
}
