//! Which kind of app an app is: the names of `core/data/app_names.toml`, and what a family sets.

use std::collections::{BTreeMap, HashMap};

use once_cell::sync::Lazy;
use serde::Deserialize;

/// Kind of an app that nobody knows.
pub const OTHER: &str = "other";

const SHIPPED_TEXT: &str = include_str!("../../data/app_names.toml");

#[derive(Deserialize)]
struct Entry {
    kind: String,
}

/// The kinds as shipped; a list that cannot be read knows no app (a test keeps it readable).
static SHIPPED: Lazy<HashMap<String, String>> = Lazy::new(|| {
    let entries = toml::from_str::<HashMap<String, Entry>>(SHIPPED_TEXT).unwrap_or_default();
    entries.into_iter().map(|(app, entry)| (app, entry.kind)).collect()
});

/// A number that changes with the shipped kinds.
static SHIPPED_FINGERPRINT: Lazy<i64> = Lazy::new(|| super::uncounted::fingerprint([SHIPPED_TEXT]));

/// The kinds of apps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinds {
    own: BTreeMap<String, String>,
}

impl Kinds {
    /// Takes the shipped kinds.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Puts further apps, or other kinds, over them: app id and kind.
    #[must_use]
    pub fn and(mut self, kinds: impl IntoIterator<Item = (String, String)>) -> Self {
        self.own.extend(kinds);
        self
    }

    /// The kind of an app, `other` if it is not known.
    pub fn of(&self, app: &str) -> &str {
        self.own.get(app).or_else(|| SHIPPED.get(app)).map_or(OTHER, String::as_str)
    }

    /// A number that changes with them.
    pub(super) fn fingerprint(&self) -> i64 {
        let own = self.own.iter().flat_map(|(app, kind)| [app.as_str(), kind.as_str()]);
        super::uncounted::fingerprint(own).wrapping_add(*SHIPPED_FINGERPRINT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_kinds_are_readable_and_a_family_s_own_go_over_them() {
        assert!(SHIPPED.len() >= 40, "{}", SHIPPED.len());
        let kinds = Kinds::shipped().and([("com.zing.zalo".to_owned(), "learning".to_owned())]);
        assert_eq!(Kinds::shipped().of("com.zing.zalo"), "chat");
        assert_eq!((kinds.of("com.zing.zalo"), kinds.of("who.knows")), ("learning", OTHER));
        assert_ne!(kinds.fingerprint(), Kinds::shipped().fingerprint());
    }
}
