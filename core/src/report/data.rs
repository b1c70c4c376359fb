//! Loads the data files that ship with the SDK. A broken file is an error that names the file and the key;
//! the tests load every file in every language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::PeriodKind;
use super::strings::{Strings, fill};
use crate::apps::{self, KnownApp};
use crate::data_file::parse;
use crate::error::Result;
use crate::model::{Category, Language, Level, Unknown};

/// What is known in one language.
pub(crate) struct Data {
    pub strings: Strings,
    pub guidance: Guidance,
    pub indicators: BTreeMap<String, String>,
    pub unknowns: BTreeMap<Unknown, String>,
    pub hotlines: Hotlines,
    pub apps: &'static BTreeMap<String, KnownApp>,
    language: Language,
}

/// Words to act by.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Guidance {
    pub general: General,
    grooming: CategoryGuidance,
    sextortion: CategoryGuidance,
    recruitment: CategoryGuidance,
    impersonation: CategoryGuidance,
    scam: CategoryGuidance,
    bullying: CategoryGuidance,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct General {
    pub steps: Vec<String>,
    pub openers: Vec<String>,
    pub usage_openers: UsageOpeners,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UsageOpeners {
    pub night: String,
    pub over_limit: String,
    pub calm: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryGuidance {
    pub name: String,
    pub openers: Vec<String>,
    pub false_alarm: String,
    watch: LevelGuidance,
    concern: LevelGuidance,
    urgent: LevelGuidance,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelGuidance {
    pub meaning: String,
    pub action: String,
    pub steps: Vec<String>,
}

impl Guidance {
    pub fn category(&self, category: Category) -> &CategoryGuidance {
        match category {
            Category::Grooming => &self.grooming,
            Category::Sextortion => &self.sextortion,
            Category::Recruitment => &self.recruitment,
            Category::Impersonation => &self.impersonation,
            Category::Scam => &self.scam,
            Category::Bullying => &self.bullying,
        }
    }
}

impl CategoryGuidance {
    /// A contact that has calmed down since its alert is spoken of as at `watch`.
    pub fn level(&self, level: Level) -> &LevelGuidance {
        match level {
            Level::None | Level::Watch => &self.watch,
            Level::Concern => &self.concern,
            Level::Urgent => &self.urgent,
        }
    }
}

/// Where families find help, by country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hotlines {
    countries: BTreeMap<String, Country>,
    fallback: Country,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Country {
    zones: Vec<String>,
    languages: Vec<Language>,
    call: ByLanguage<CallWords>,
    pub channels: Vec<Channel>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallWords {
    child_line: String,
    police: String,
    ambulance: String,
    online_report: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Channel {
    pub id: String,
    pub alert_from: Level,
    pub alert_for: Vec<Category>,
    pub number: Option<String>,
    pub site: Option<String>,
    pub source: String,
    pub recorded: String,
    vi: ChannelWords,
    en: ChannelWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelWords {
    pub name: String,
    pub about: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByLanguage<T> {
    vi: T,
    en: T,
}

impl<T> ByLanguage<T> {
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

impl Hotlines {
    /// The country of the zone; else the one whose language the report has; else the fallback.
    pub fn country(&self, zone: &str, language: Language) -> &Country {
        let by_zone = self.countries.values().find(|country| country.zones.iter().any(|known| known == zone));
        let by_language = || self.countries.values().find(|country| country.languages.contains(&language));
        by_zone.or_else(by_language).unwrap_or(&self.fallback)
    }
}

impl Data {
    /// Name of an app for people: the known one, a stand-in for an opaque token, else the id itself.
    pub fn app_name(&self, app: &str) -> String {
        if let Some(known) = self.apps.get(app) {
            return known.name(self.language).to_owned();
        }
        match app.strip_prefix("token:") {
            Some(token) => fill(&self.strings.common.app_token, &[("token", &clean(token))]),
            None => clean(app),
        }
    }

    /// Name of a kind for people.
    pub fn kind_name(&self, kind: &str) -> String {
        self.strings.kinds.get(kind).cloned().unwrap_or_else(|| kind.to_owned())
    }

    /// A channel's words.
    pub fn channel_words<'a>(&self, channel: &'a Channel) -> &'a ChannelWords {
        match self.language {
            Language::Vi => &channel.vi,
            Language::En => &channel.en,
        }
    }

    /// Fills the country's numbers into a sentence of the guidance.
    pub fn with_numbers(&self, sentence: &str, country: &Country) -> String {
        let call = country.call.get(self.language);
        fill(
            sentence,
            &[
                ("child_line", &call.child_line),
                ("police", &call.police),
                ("ambulance", &call.ambulance),
                ("online_report", &call.online_report),
            ],
        )
    }
}

/// Makes a name from outside safe to show: no control or direction characters, at most 60 characters.
pub(crate) fn clean(name: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let shown: String = name.chars().filter(|c| !unseen(*c)).collect();
    let shown = shown.trim();
    match shown.char_indices().nth(60) {
        Some((end, _)) => shown.get(..end).map(|head| format!("{head}…")).unwrap_or_default(),
        None => shown.to_owned(),
    }
}

macro_rules! file {
    ($path:literal) => {
        parse($path, include_str!(concat!("../../data/", $path)))
    };
}

/// The data in a language, for words that name no period.
pub(crate) fn data(language: Language) -> Result<&'static Data> {
    worded(language, PeriodKind::Week)
}

/// The data in a language, worded for a kind of period; parsed once.
pub(crate) fn worded(language: Language, kind: PeriodKind) -> Result<&'static Data> {
    static CELLS: [[OnceLock<Result<Data>>; 3]; 2] =
        [const { [const { OnceLock::new() }; 3] }, const { [const { OnceLock::new() }; 3] }];
    let [vi, en] = &CELLS;
    let [day, week, month] = match language {
        Language::Vi => vi,
        Language::En => en,
    };
    let cell = match kind {
        PeriodKind::Day => day,
        PeriodKind::Week => week,
        PeriodKind::Month => month,
    };
    cell.get_or_init(|| load(language, kind)).as_ref().map_err(Clone::clone)
}

/// Words for a kind of period, by the place they are put into.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Periods {
    day: BTreeMap<String, String>,
    week: BTreeMap<String, String>,
    month: BTreeMap<String, String>,
}

/// The text of a strings file with the words of a kind of period put in.
fn with_period(text: &str, language: Language, kind: PeriodKind) -> Result<String> {
    let periods: ByLanguage<Periods> = file!("strings/periods.toml")?;
    let periods = periods.get(language);
    let words = match kind {
        PeriodKind::Day => &periods.day,
        PeriodKind::Week => &periods.week,
        PeriodKind::Month => &periods.month,
    };
    Ok(words.iter().fold(text.to_owned(), |text, (place, word)| text.replace(&format!("{{{place}}}"), word)))
}

fn load(language: Language, kind: PeriodKind) -> Result<Data> {
    let (file, text) = match language {
        Language::Vi => ("strings/vi.toml", include_str!("../../data/strings/vi.toml")),
        Language::En => ("strings/en.toml", include_str!("../../data/strings/en.toml")),
    };
    let strings = parse(file, &with_period(text, language, kind)?)?;
    let guidance = match language {
        Language::Vi => file!("guidance/vi.toml")?,
        Language::En => file!("guidance/en.toml")?,
    };
    let (indicators, unknowns) = match language {
        Language::Vi => (file!("guidance/indicators.vi.toml")?, file!("guidance/unknowns.vi.toml")?),
        Language::En => (file!("guidance/indicators.en.toml")?, file!("guidance/unknowns.en.toml")?),
    };
    let (hotlines, apps) = (file!("hotlines.toml")?, apps::known()?);
    Ok(Data { strings, guidance, indicators, unknowns, hotlines, apps, language })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_broken_file_is_named_with_its_key() {
        let place = |text: &str| match parse::<Hotlines>("hotlines.toml", text) {
            Err(Error::Internal { place }) => place,
            _ => panic!("{text} was read"),
        };
        let broken = "[countries]\n[fallback]\nzones = []\nlanguages = [\"xx\"]";
        assert!(place(broken).starts_with("data/hotlines.toml: fallback.languages[0]: "), "{}", place(broken));
        let lacking = "[countries]\n[fallback]\nzones = []\nlanguages = []";
        assert!(place(lacking).contains("fallback: missing field `call`"), "{}", place(lacking));
        assert!(place("[countries").starts_with("data/hotlines.toml: "));
    }

    #[test]
    fn the_country_follows_the_zone_then_the_language() {
        let hotlines = &data(Language::En).unwrap().hotlines;
        let first = |zone, language| hotlines.country(zone, language).channels[0].id.clone();
        assert_eq!(first("Asia/Ho_Chi_Minh", Language::En), "vn_111");
        assert_eq!(first("Etc/GMT-7", Language::Vi), "vn_111");
        assert_eq!(first("Europe/Paris", Language::En), "local_emergency");
    }

    #[test]
    fn names_from_outside_are_cleaned() {
        assert_eq!(clean("  Anh\u{202e} Nam\u{0}\n "), "Anh Nam");
        assert_eq!(clean(&"ă".repeat(80)), format!("{}…", "ă".repeat(60)));
        assert_eq!(clean("\u{200b}"), "");
    }

    #[test]
    fn an_app_has_a_name_for_people() {
        let (vi, en) = (data(Language::Vi).unwrap(), data(Language::En).unwrap());
        assert_eq!(vi.app_name("com.android.settings"), "Cài đặt");
        assert_eq!(en.app_name("com.android.settings"), "Settings");
        assert_eq!(vi.app_name("token:ab12"), "Ứng dụng (mã ab12)");
        assert_eq!(vi.app_name("org.example.game"), "org.example.game");
    }
}
