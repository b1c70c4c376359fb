//! Wording rules for everything that parents and children read. They hold in both languages.

use std::collections::{BTreeMap, BTreeSet};

use super::{LANGUAGES, code};
use crate::apps::category_of;
use crate::model::{Alert, Category, Language, Level, Unknown};
use crate::report::alert_text;
use crate::report::data::data;
use crate::report::tests::fixture::urgent_alert;

const FILES: [(&str, &str, &str); 5] = [
    ("strings", include_str!("../../../data/strings/vi.toml"), include_str!("../../../data/strings/en.toml")),
    ("guidance", include_str!("../../../data/guidance/vi.toml"), include_str!("../../../data/guidance/en.toml")),
    (
        "indicators",
        include_str!("../../../data/guidance/indicators.vi.toml"),
        include_str!("../../../data/guidance/indicators.en.toml"),
    ),
    (
        "unknowns",
        include_str!("../../../data/guidance/unknowns.vi.toml"),
        include_str!("../../../data/guidance/unknowns.en.toml"),
    ),
    ("incident", include_str!("../../../data/incident/vi.toml"), include_str!("../../../data/incident/en.toml")),
];

/// All texts of a file with the path of their key.
fn texts(file: &str) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &toml::Value, out: &mut BTreeMap<String, String>) {
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match value {
            toml::Value::String(text) => drop(out.insert(path.to_owned(), text.clone())),
            toml::Value::Array(list) => {
                list.iter().enumerate().for_each(|(place, value)| walk(&below(&place.to_string()), value, out));
            }
            toml::Value::Table(table) => table.iter().for_each(|(key, value)| walk(&below(key), value, out)),
            other => panic!("{path}: {other:?} is no text"),
        }
    }
    let mut out = BTreeMap::new();
    walk("", &toml::Value::Table(file.parse().unwrap()), &mut out);
    out
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_places() {
    for (name, vi, en) in FILES {
        let (vi, mut en) = (texts(vi), texts(en));
        // Vietnamese has no plural form of its own.
        en.retain(|key, _| !key.ends_with(".one"));
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&vi), keys(&en), "{name}");
        for (key, text) in &vi {
            // Dates are put together in each language's own order, and so are words for the period.
            let filled = |text| -> BTreeSet<&str> { &places(text) - &PERIOD_PLACES.into() };
            if !key.starts_with("dates.") {
                assert_eq!(filled(text), filled(&en[key]), "{name}: {key}");
            }
        }
    }
}

const PERIOD_PLACES: [&str; 7] = ["period", "Period", "this", "This", "before", "per_day", "Kind"];

#[test]
fn every_kind_of_period_has_all_its_words() {
    let words = texts(include_str!("../../../data/strings/periods.toml"));
    let wanted: BTreeSet<String> = ["vi", "en"]
        .iter()
        .flat_map(|language| ["day", "week", "month"].map(|kind| format!("{language}.{kind}")))
        .flat_map(|table| PERIOD_PLACES.map(|place| format!("{table}.{place}")))
        .collect();
    assert_eq!(words.keys().cloned().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn english_plurals_have_both_forms_and_vietnamese_one() {
    let strings = |file| texts(file).into_keys().collect::<Vec<_>>();
    let (vi, en) = (strings(FILES[0].1), strings(FILES[0].2));
    assert!(!vi.iter().any(|key| key.ends_with(".one")));
    let plurals: Vec<&str> =
        en.iter().filter(|key| !key.starts_with("kinds")).filter_map(|key| key.strip_suffix(".other")).collect();
    assert!(plurals.len() > 10);
    for plural in plurals {
        assert!(en.contains(&format!("{plural}.one")), "{plural}");
    }
}

#[test]
fn every_indicator_has_words_and_no_words_are_left_over() {
    let indicators = &crate::risk::Engine::embedded().unwrap().lexicon().indicators;
    let reasons =
        indicators.iter().filter(|one| one.category.is_some() || one.event && one.id != "url" || !one.calms.is_empty());
    let wanted: BTreeSet<&str> = reasons.map(|one| one.id.as_str()).collect();
    for language in LANGUAGES {
        let known: BTreeSet<&str> = data(language).unwrap().indicators.keys().map(String::as_str).collect();
        assert_eq!(known, wanted, "{}", code(language));
        let words: BTreeSet<&String> = data(language).unwrap().indicators.values().collect();
        assert_eq!(words.len(), wanted.len(), "two indicators share their words");
    }
}

#[test]
fn everything_unknown_has_words() {
    for language in LANGUAGES {
        let known: Vec<Unknown> = data(language).unwrap().unknowns.keys().copied().collect();
        assert_eq!(known, Unknown::ALL, "{}", code(language));
    }
}

/// Words that blame a child or are sure of a person's guilt; matched on whole words, after what comforts is taken out.
const COMFORT: [&str; 11] = [
    "không phải lỗi của con",
    "không phải lỗi của bạn",
    "không có lỗi",
    "không bị mắng",
    "không trách mắng",
    "is not your child's fault",
    "it is not your fault",
    "not to blame",
    "without blame",
    "no telling-off",
    "not be told off",
];
const FORBIDDEN: [&str; 40] = [
    "ngây thơ",
    "dại dột",
    "hư",
    "hư hỏng",
    "lỗi của con",
    "lỗi của bạn",
    "có lỗi",
    "tại con",
    "ngu",
    "nói dối",
    "phạt",
    "mắng",
    "cấm con chơi",
    "kẻ xấu",
    "kẻ",
    "thủ phạm",
    "tội phạm",
    "chắc chắn là",
    "đích thị",
    "bệnh hoạn",
    "biến thái",
    "naive",
    "fault",
    "blame",
    "stupid",
    "careless",
    "disobedient",
    "punish",
    "told off",
    "telling-off",
    "predator",
    "criminal",
    "offender",
    "paedophile",
    "pedophile",
    "guilty",
    "definitely",
    "certainly",
    "groomer",
    "pervert",
];

fn whole_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(place, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (text.get(..place).unwrap(), text.get(place + word.len()..).unwrap());
        !letter(before.chars().next_back()) && !letter(after.chars().next())
    })
}

#[test]
fn no_text_blames_quotes_shouts_or_is_sure_of_guilt() {
    for (name, vi, en) in FILES {
        for (key, text) in texts(vi).into_iter().chain(texts(en)) {
            let bare = COMFORT.iter().fold(text.to_lowercase(), |text, comfort| text.replace(comfort, ""));
            for word in FORBIDDEN {
                assert!(!whole_word(&bare, word), "{name}: {key}: {word}");
            }
            assert!(!text.contains(['!', '“', '”', '«', '»', '"', '‘', '’']), "{name}: {key}");
            assert_eq!(text.trim(), text, "{name}: {key}");
            assert!(!text.contains("  "), "{name}: {key}");
        }
    }
}

#[test]
fn the_lint_itself_finds_what_it_looks_for() {
    assert!(whole_word("con hư quá", "hư") && !whole_word("con chưa ngủ", "hư"));
    assert!(whole_word("he is a predator.", "predator") && !whole_word("faultless", "fault"));
}

#[test]
fn sentences_are_short() {
    for (name, vi, en) in FILES {
        for (most, file) in [(40, vi), (30, en)] {
            for (key, text) in texts(file) {
                for sentence in text.split(['.', '?', ';', ':']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= most, "{name}: {key}: {words} words");
                }
            }
        }
    }
}

#[test]
fn every_meaning_says_may_and_every_level_has_steps() {
    for (language, file, may) in [(Language::Vi, FILES[1].1, "có thể"), (Language::En, FILES[1].2, " may ")] {
        let texts = texts(file);
        let meanings = texts.iter().filter(|(key, _)| key.ends_with(".meaning"));
        assert_eq!(meanings.clone().count(), 18);
        for (key, text) in meanings {
            assert!(text.contains(may), "{key}");
            assert!(text.starts_with("Người này") || text.starts_with("This contact"), "{key}: the contact acts");
        }
        for category in Category::ALL {
            let words = data(language).unwrap().guidance.category(category);
            assert_eq!(words.openers.len(), 3, "{category:?}");
            for (level, least) in [(Level::Watch, 3), (Level::Concern, 5), (Level::Urgent, 6)] {
                assert!(words.level(level).steps.len() >= least, "{category:?} {level:?}");
            }
            let keep = |level| words.level(level).steps.join(" ").to_lowercase();
            for level in [Level::Concern, Level::Urgent] {
                let steps = keep(level);
                assert!(
                    steps.contains("{child_line}") || steps.contains("{police}"),
                    "{category:?} {level:?}: no help named"
                );
                let evidence = ["chưa xóa", "giữ nguyên", "do not delete", "keep the messages", "not to delete"];
                assert!(
                    evidence.iter().any(|words| steps.contains(words)),
                    "{category:?} {level:?}: keep the messages"
                );
            }
        }
    }
}

#[test]
fn every_alert_has_a_meaning_a_false_alarm_an_action_and_a_hotline() {
    for (language, false_alarm) in [(Language::Vi, "nhầm"), (Language::En, "false alarm")] {
        for category in Category::ALL {
            for level in [Level::Concern, Level::Urgent] {
                let alert = Alert { category, level, ..urgent_alert() };
                let words = alert_text(&alert, language, "Asia/Ho_Chi_Minh").unwrap();
                assert!(words.false_alarm.contains(false_alarm));
                assert!(!words.action.is_empty());
                assert!(words.hotline.contains("111"), "{}", words.hotline);
                assert_eq!(words.hotline.contains("113"), level == Level::Urgent);
                assert!(words.body().ends_with(&words.hotline));
                assert!(!words.body().contains(['!', '{', '}']));
                let abroad = alert_text(&alert, Language::En, "Europe/Paris").unwrap();
                assert!(!abroad.body().contains("111") && abroad.hotline.contains("Child helpline"));
            }
        }
    }
}

#[test]
fn apps_have_kinds_with_names_and_hotlines_have_sources() {
    for language in LANGUAGES {
        let data = data(language).unwrap();
        assert!(data.apps.len() >= 60);
        for app in data.apps.keys() {
            let kind = category_of(app).key();
            assert!(data.strings.kinds.contains_key(kind) && kind != "other", "{app}: {kind}");
        }
        for zone in ["Asia/Ho_Chi_Minh", "Europe/Paris"] {
            for channel in &data.hotlines.country(zone, Language::En).channels {
                assert!(channel.source.starts_with("https://"), "{}", channel.id);
                assert!(channel.recorded.parse::<jiff::civil::Date>().is_ok(), "{}", channel.id);
            }
        }
    }
}

#[test]
fn lists_of_dates_are_full() {
    for language in LANGUAGES {
        let dates = &data(language).unwrap().strings.dates;
        assert_eq!((dates.weekdays.len(), dates.weekdays_short.len(), dates.months.len()), (7, 7, 12));
    }
}
