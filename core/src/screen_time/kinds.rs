//! Which kind of app an app is: the names of `core/data/app_names.toml`, and what a family sets.

use std::collections::BTreeMap;

use once_cell::sync::Lazy;

use crate::apps::category_of;
use crate::model::AppCategory;

/// A number that changes with the shipped kinds.
static SHIPPED: Lazy<i64> = Lazy::new(|| super::uncounted::fingerprint([crate::apps::TEXT]));

/// The kinds of apps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinds {
    own: BTreeMap<String, AppCategory>,
}

impl Kinds {
    /// Takes the shipped kinds.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Puts further apps, or other kinds, over them: app id and kind.
    #[must_use]
    pub fn and(mut self, kinds: impl IntoIterator<Item = (String, AppCategory)>) -> Self {
        self.own.extend(kinds);
        self
    }

    /// The kind of an app, `other` if it is not known.
    pub fn of(&self, app: &str) -> &'static str {
        self.own.get(app).copied().unwrap_or_else(|| category_of(app)).key()
    }

    /// A number that changes with them.
    pub(super) fn fingerprint(&self) -> i64 {
        let own = self.own.iter().flat_map(|(app, kind)| [app.as_str(), kind.key()]);
        super::uncounted::fingerprint(own).wrapping_add(*SHIPPED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_s_own_kinds_go_over_the_shipped_ones() {
        let kinds = Kinds::shipped().and([("com.zing.zalo".to_owned(), AppCategory::Learning)]);
        assert_eq!(Kinds::shipped().of("com.zing.zalo"), "chat");
        assert_eq!((kinds.of("com.zing.zalo"), kinds.of("who.knows")), ("learning", "other"));
        assert_ne!(kinds.fingerprint(), Kinds::shipped().fingerprint());
    }
}
