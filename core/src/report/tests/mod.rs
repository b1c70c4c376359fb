//! Snapshots of every form in both languages, and what must hold for all of them.

mod fixture;
mod lint;
mod parts;

use super::{Audience, Format, Input, alert_text, build, render};
use crate::model::Language;
use fixture::{calm, input, urgent_alert};

const LANGUAGES: [Language; 2] = [Language::Vi, Language::En];

fn written(input: &Input, format: Format) -> String {
    render(&build(input).unwrap(), format).unwrap()
}

/// The style sheet is looked at in its own file.
fn without_style(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, tail) = rest.split_once("</style>").unwrap();
    format!("{head}<style>…</style>{tail}")
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}

#[test]
fn the_parents_week_in_every_form() {
    for language in LANGUAGES {
        let week = input(language, Audience::Parent);
        let code = code(language);
        insta::assert_snapshot!(format!("parent.{code}.json"), written(&week, Format::Json));
        insta::assert_snapshot!(format!("parent.{code}.text"), written(&week, Format::Text));
        insta::assert_snapshot!(format!("parent.{code}.csv"), written(&week, Format::Csv));
        insta::assert_snapshot!(format!("parent.{code}.html"), without_style(&written(&week, Format::Html)));
    }
}

#[test]
fn requirement_9_the_childs_week_tells_what_is_collected_which_rules_hold_and_who_looked() {
    for language in LANGUAGES {
        let week = input(language, Audience::Child);
        let code = code(language);
        insta::assert_snapshot!(format!("child.{code}.text"), written(&week, Format::Text));
        insta::assert_snapshot!(format!("child.{code}.html"), without_style(&written(&week, Format::Html)));
    }
}

#[test]
fn a_calm_running_week() {
    for language in LANGUAGES {
        insta::assert_snapshot!(format!("calm.{}.text", code(language)), written(&calm(language), Format::Text));
    }
}

#[test]
fn an_alert_in_words() {
    for language in LANGUAGES {
        let words = alert_text(&urgent_alert(), language, "Asia/Ho_Chi_Minh").unwrap();
        insta::assert_snapshot!(format!("alert.{}", code(language)), format!("{}\n{}", words.title, words.body()));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in [Format::Html, Format::Json, Format::Csv, Format::Text] {
        let week = input(Language::Vi, Audience::Parent);
        let mut shuffled = week.clone();
        shuffled.contacts.reverse();
        shuffled.alerts.reverse();
        shuffled.days.reverse();
        assert_eq!(written(&week, format), written(&week.clone(), format));
        assert_eq!(written(&week, format), written(&shuffled, format));
    }
}

#[test]
fn csv_rows_end_as_rfc_4180_asks_and_have_equal_length() {
    let sheet = written(&input(Language::Vi, Audience::Parent), Format::Csv);
    assert!(sheet.ends_with("\r\n"));
    for line in sheet.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n', '"']), "{line}");
        assert_eq!(line.split(',').count(), 15, "{line}");
    }
    let devices = sheet.lines().filter(|line| line.contains(",device,")).count();
    assert_eq!(devices, 7);
}

#[test]
fn hostile_names_stay_text() {
    let mut week = input(Language::En, Audience::Parent);
    let attack = "</style><script>alert('1')</script>\"><img src=x onerror=y>&\u{202e}\u{7}";
    week.profile.alias = attack.into();
    week.consent.as_mut().unwrap().version = attack.into();
    week.contacts.iter_mut().for_each(|contact| contact.display_name = Some(attack.into()));
    for day in &mut week.days {
        day.apps.iter_mut().for_each(|app| app.app = attack.into());
    }
    let page = written(&week, Format::Html);
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("onerror=y>"));
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains('\u{202e}') && !page.contains('\u{7}'));
    assert_balanced(&page);
    for format in [Format::Text, Format::Csv, Format::Json] {
        assert!(!written(&week, format).contains("{child}"), "a place was left open");
    }
}

#[test]
fn a_name_that_looks_like_a_place_is_not_filled() {
    let mut week = input(Language::En, Audience::Parent);
    week.profile.alias = "{total}".into();
    assert!(build(&week).unwrap().summary.starts_with("{total} used the device for at least 17 h"));
}

/// Checks that every tag is closed in order and that nothing can be loaded or run.
fn assert_balanced(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap();
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "…<{tag}>"),
            None if ["!doctype", "meta", "br"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Names of all attributes; values are always in double quotes.
fn attributes(page: &str) -> Vec<&str> {
    let tags = page.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag);
    tags.flat_map(|tag| tag.split('"').step_by(2).filter_map(|piece| piece.strip_suffix('=')))
        .map(|piece| piece.rsplit(' ').next().unwrap())
        .collect()
}

#[test]
fn pages_are_well_formed_and_load_nothing() {
    for language in LANGUAGES {
        for audience in [Audience::Parent, Audience::Child] {
            let page = written(&input(language, audience), Format::Html);
            assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{}\">", code(language))));
            assert_balanced(&page);
            for forbidden in ["<script", "http:", "https:", "//", "url(", "@import", "<link", "<iframe", "<object"] {
                assert!(!page.contains(forbidden), "{forbidden}");
            }
            assert!(attributes(&page).contains(&"href"), "links are seen");
            for attribute in attributes(&page) {
                let plain =
                    !attribute.starts_with("on") && !["src", "srcset", "style", "xlink:href"].contains(&attribute);
                assert!(plain, "{attribute}");
            }
            let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "{ids:?}");
            for target in page.split("aria-labelledby=\"").skip(1).chain(page.split("href=\"#").skip(1)) {
                assert!(ids.contains(&target.split('"').next().unwrap()));
            }
        }
    }
}

/// Contrast of two colours (WCAG 2.2, relative luminance).
fn contrast(a: &str, b: &str) -> f64 {
    let channel = |colour: &str, place: usize| {
        let value = f64::from(u8::from_str_radix(colour.get(place..place + 2).unwrap(), 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let light = |colour: &str| 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_keep_wcag_aa_contrast_in_every_theme() {
    let css = include_str!("../html/style.css");
    let themes: Vec<&str> = css.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert_eq!(themes.len(), 3, "light, dark, print");
    for theme in themes {
        let colour = |name: &str| {
            let (_, rest) = theme.split_once(&format!("--{name}: ")).unwrap();
            rest.split(';').next().unwrap()
        };
        let words = [
            (
                "ink",
                vec![
                    "paper",
                    "card",
                    "track",
                    "accent-soft",
                    "night-soft",
                    "watch-soft",
                    "concern-soft",
                    "urgent-soft",
                ],
            ),
            ("muted", vec!["paper", "card", "track", "accent-soft", "watch-soft", "concern-soft", "urgent-soft"]),
            ("accent", vec!["paper", "card", "accent-soft"]),
            ("card", vec!["accent"]),
            ("watch", vec!["watch-soft"]),
            ("concern", vec!["concern-soft"]),
            ("urgent", vec!["urgent-soft"]),
        ];
        for (front, backs) in words {
            for back in backs {
                let ratio = contrast(colour(front), colour(back));
                assert!(ratio >= 4.5, "{front} on {back}: {ratio:.2}");
            }
        }
        for shape in ["accent", "night", "k0", "k1", "k2", "k3", "k4", "k5", "concern", "urgent"] {
            let ratio = contrast(colour(shape), colour("card"));
            assert!(ratio >= 3.0, "shape {shape} on card: {ratio:.2}");
        }
    }
}
