//! Names and kinds of apps: one list for reports, totals and limits (`core/data/app_names.toml`). Pure.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::Result;
use crate::data_file::parse;
use crate::model::{AppCategory, Language};

/// The list as shipped.
pub(crate) const TEXT: &str = include_str!("../data/app_names.toml");

/// An app's name and kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownApp {
    name: Name,
    pub kind: AppCategory,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Name {
    Same(String),
    Each { vi: String, en: String },
}

impl KnownApp {
    /// Its name for people.
    pub fn name(&self, language: Language) -> &str {
        match (&self.name, language) {
            (Name::Same(name), _) => name,
            (Name::Each { vi, .. }, Language::Vi) => vi,
            (Name::Each { en, .. }, Language::En) => en,
        }
    }
}

/// The shipped list, by package or bundle id.
///
/// # Errors
/// [`crate::Error::Internal`] naming the file and the key if it is broken.
pub(crate) fn known() -> Result<&'static BTreeMap<String, KnownApp>> {
    static SHIPPED: OnceLock<Result<BTreeMap<String, KnownApp>>> = OnceLock::new();
    let load = || parse("app_names.toml", TEXT);
    SHIPPED.get_or_init(load).as_ref().map_err(Clone::clone)
}

/// The shipped kind of an app by its package or bundle id; [`AppCategory::Other`] if it is not listed.
pub fn category_of(app: &str) -> AppCategory {
    // A list that cannot be read knows no app; a test keeps it readable.
    known().ok().and_then(|apps| apps.get(app)).map_or(AppCategory::Other, |known| known.kind)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_is_readable_and_long() {
        let apps = known().unwrap();
        let names: BTreeSet<&str> = apps.values().map(|app| app.name(Language::En)).collect();
        assert!(names.len() >= 200, "{} apps", names.len());
        for kind in AppCategory::ALL.into_iter().filter(|kind| *kind != AppCategory::Other) {
            assert!(apps.values().filter(|app| app.kind == kind).count() >= 3, "{kind:?} is hardly there");
        }
    }

    #[test]
    fn ids_are_listed_once_and_look_like_ids() {
        let mut seen = BTreeSet::new();
        // TOML refuses equal keys; an id that differs in its case only is a slip of the pen, unless an iOS one.
        for app in known().unwrap().keys() {
            assert!(seen.insert(app.clone()), "{app}");
            assert!(app.contains('.') && app.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)), "{app}");
            assert!(app.trim() == app && !app.starts_with('.') && !app.ends_with('.'), "{app}");
        }
        assert_eq!(TEXT.lines().filter(|line| line.starts_with('"')).count(), seen.len());
    }

    #[test]
    fn names_are_given_in_both_languages_where_they_differ() {
        for (app, known) in known().unwrap() {
            let (vi, en) = (known.name(Language::Vi), known.name(Language::En));
            assert!(!vi.trim().is_empty() && !en.trim().is_empty(), "{app}");
            if let Name::Each { vi, en } = &known.name {
                assert_ne!(vi, en, "{app}: one name is enough");
            }
        }
    }

    #[test]
    fn a_kind_has_one_name_in_files() {
        for kind in AppCategory::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
        }
    }

    #[test]
    fn an_app_that_is_not_listed_is_of_no_kind() {
        assert_eq!(category_of("com.roblox.client"), AppCategory::Games);
        assert_eq!(category_of("org.example.nobody"), AppCategory::Other);
    }
}
