//! Ready-made rules, from core/data/presets.toml.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::Result;
use crate::data_file::parse;
use crate::model::{
    Bedtime, CategoryLimit, DailyLimit, Language, LimitsRules, LocalTime, Moment, SessionRule, Weekday,
};

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Rules that a parent may start from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Stable name for code.
    pub id: String,
    /// The ages it is meant for, years, both included.
    pub ages: [u8; 2],
    name: ByLanguage,
    about: ByLanguage,
    /// Keys of the sources that the data file lists.
    pub sources: Vec<String>,
    /// After how many minutes of play the child is reminded to rest; the host shows it.
    pub notice_every_minutes: Option<u16>,
    daily_minutes: Option<u16>,
    weekend_minutes: Option<u16>,
    bedtime: Option<NightRest>,
    session: Option<SessionRule>,
    #[serde(default)]
    warn_at_minutes: Vec<u16>,
    #[serde(default)]
    category_limits: Vec<KindLimit>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByLanguage {
    vi: String,
    en: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct NightRest {
    from: LocalTime,
    to: LocalTime,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindLimit {
    category: String,
    minutes: u16,
    #[serde(default)]
    each_app: bool,
}

impl ByLanguage {
    fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

impl Preset {
    /// Its name for people.
    pub fn name(&self, language: Language) -> &str {
        self.name.get(language)
    }

    /// What it does, in a sentence or two.
    pub fn about(&self, language: Language) -> &str {
        self.about.get(language)
    }

    /// Its rules, as if a parent had written them at `at`.
    pub fn rules(&self, at: Moment) -> LimitsRules {
        let minutes_of = |day: Weekday| match day {
            Weekday::Sat | Weekday::Sun => self.weekend_minutes.or(self.daily_minutes),
            _ => self.daily_minutes,
        };
        let limits = WEEK.iter().filter_map(|day| minutes_of(*day).map(|minutes| (*day, minutes)));
        let nights = WEEK.iter().filter_map(|day| self.bedtime.map(|night| (*day, night)));
        LimitsRules {
            bedtimes: nights.map(|(day, NightRest { from, to })| Bedtime { day, from, to, updated_at: at }).collect(),
            daily_limits: limits
                .map(|(day, minutes)| DailyLimit { day, minutes: minutes.into(), updated_at: at })
                .collect(),
            category_limits: self
                .category_limits
                .iter()
                .map(|limit| CategoryLimit {
                    category: limit.category.clone(),
                    days: Vec::new(),
                    minutes: limit.minutes.into(),
                    each_app: limit.each_app,
                    updated_at: at,
                })
                .collect(),
            session: self.session,
            warn_at_minutes: self.warn_at_minutes.clone(),
            ..LimitsRules::default()
        }
    }
}

/// The presets, in the order of the data file.
///
/// # Errors
/// [`Error::Internal`](crate::Error::Internal) naming file and key if the file that ships is broken; a test reads it.
pub fn presets() -> Result<&'static [Preset]> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        presets: Vec<Preset>,
    }
    static LOADED: OnceLock<Result<File>> = OnceLock::new();
    let loaded = LOADED.get_or_init(|| parse("presets.toml", include_str!("../../../data/presets.toml")));
    loaded.as_ref().map(|file| file.presets.as_slice()).map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const FILE: &str = include_str!("../../../data/presets.toml");
    const KINDS: &str = include_str!("../../../data/app_names.toml");

    fn at() -> Moment {
        "2026-11-20T08:00:00+07:00".parse().unwrap()
    }

    fn preset(id: &str) -> &'static Preset {
        presets().unwrap().iter().find(|preset| preset.id == id).unwrap()
    }

    #[test]
    fn every_preset_is_whole() {
        let mut ids = HashSet::new();
        for preset in presets().unwrap() {
            assert!(ids.insert(&preset.id), "{} is there twice", preset.id);
            assert!(preset.ages[0] <= preset.ages[1] && preset.ages[1] < 18, "{}", preset.id);
            let rules = preset.rules(at());
            rules.validate().unwrap();
            assert_ne!(rules, LimitsRules::default(), "{} does something", preset.id);
            for language in [Language::Vi, Language::En] {
                assert!(!preset.name(language).is_empty() && preset.about(language).ends_with('.'), "{}", preset.id);
            }
            assert!(!preset.sources.is_empty());
            for source in &preset.sources {
                assert!(FILE.contains(&format!("# [{source}] ")), "{}: source {source} is listed", preset.id);
            }
            for limit in &rules.category_limits {
                assert!(KINDS.contains(&format!("kind = \"{}\"", limit.category)), "{}", limit.category);
            }
        }
    }

    #[test]
    fn decree_147_is_an_hour_a_game_and_three_over_all() {
        let rules = preset("decree_147").rules(at());
        let limits: Vec<(&str, f64, bool)> = rules
            .category_limits
            .iter()
            .map(|limit| (limit.category.as_str(), limit.minutes, limit.each_app))
            .collect();
        assert_eq!(limits, [("games", 60.0, true), ("games", 180.0, false)]);
        assert_eq!(preset("decree_147").notice_every_minutes, Some(30));
        assert!(rules.daily_limits.is_empty() && rules.bedtimes.is_empty());
    }

    #[test]
    fn the_age_presets_leave_the_sleep_that_is_recommended() {
        for (id, hours) in [("under_13", 9 * 60), ("teens_13_17", 8 * 60)] {
            let rules = preset(id).rules(at());
            assert_eq!((rules.bedtimes.len(), rules.daily_limits.len()), (7, 7));
            for night in &rules.bedtimes {
                let rest = (24 * 60 + night.to.minute_of_day - night.from.minute_of_day) % (24 * 60);
                assert!(rest >= hours, "{id}");
            }
        }
        let weekend: Vec<f64> = preset("teens_13_17").rules(at()).daily_limits.iter().map(|day| day.minutes).collect();
        assert_eq!(weekend, [120.0, 120.0, 120.0, 120.0, 120.0, 180.0, 180.0]);
    }
}
