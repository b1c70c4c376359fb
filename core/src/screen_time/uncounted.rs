//! Apps that are never counted: launchers, helplines and the host app (contract, rule 14).

use std::collections::{BTreeSet, HashSet};

use once_cell::sync::Lazy;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The lists that people edit.
#[derive(Deserialize)]
struct Lists {
    launchers: List,
    helplines: List,
}

#[derive(Deserialize)]
struct List {
    apps: Vec<String>,
}

/// The lists as shipped; a list that cannot be read counts nothing out (a test keeps it readable).
static SHIPPED: Lazy<HashSet<String>> = Lazy::new(|| {
    let lists = toml::from_str::<Lists>(include_str!("../../data/uncounted_apps.toml"));
    lists.map(|lists| lists.launchers.apps.into_iter().chain(lists.helplines.apps).collect()).unwrap_or_default()
});

/// The set of app ids whose use is not counted.
///
/// Such an app is treated as if it were not there: it adds no minutes, no opens and no marks, and passing through it
/// does not part two visits of another app. A child who slips to the home screen and is back within 5 s has opened
/// the app once, as the child and the parent would both say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uncounted {
    more: HashSet<String>,
}

impl Uncounted {
    /// Makes the set of the launchers and helplines in `core/data/uncounted_apps.toml`.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Adds further ids: the host app, the phone's own home app, helplines of a country pack.
    #[must_use]
    pub fn and<S: Into<String>>(mut self, apps: impl IntoIterator<Item = S>) -> Self {
        self.more.extend(apps.into_iter().map(Into::into));
        self
    }

    /// A number that changes when the set or `version` does: the first 8 bytes of a hash.
    pub fn fingerprint(&self, version: u32) -> i64 {
        let ids: BTreeSet<&str> = SHIPPED.iter().chain(&self.more).map(String::as_str).collect();
        fingerprint(std::iter::once(version.to_string().as_str()).chain(ids))
    }

    /// Tells whether the app is left out of all counts.
    pub fn contains(&self, app: &str) -> bool {
        self.more.contains(app) || SHIPPED.contains(app)
    }
}

/// The first 8 bytes of SHA-256 over some texts.
pub(super) fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> i64 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_readable_and_has_no_doubles() {
        let lists: Lists = toml::from_str(include_str!("../../data/uncounted_apps.toml")).unwrap();
        let all: Vec<String> = lists.launchers.apps.into_iter().chain(lists.helplines.apps).collect();
        assert!(all.len() >= 40);
        assert_eq!(all.len(), SHIPPED.len(), "an id is listed twice");
        assert!(all.iter().all(|app| !app.trim().is_empty() && app.trim() == app));
    }

    #[test]
    fn launchers_and_added_apps_are_left_out() {
        let uncounted = Uncounted::shipped().and(["vn.lachan.host"]);
        for app in ["com.sec.android.app.launcher", "com.miui.home", "com.bbk.launcher2", "vn.lachan.host"] {
            assert!(uncounted.contains(app), "{app}");
        }
        assert!(!uncounted.contains("com.zing.zalo"));
        assert_ne!(uncounted.fingerprint(1), Uncounted::shipped().fingerprint(1));
        assert_ne!(uncounted.fingerprint(1), uncounted.fingerprint(2));
        assert_eq!(uncounted.fingerprint(1), uncounted.clone().and(["com.miui.home"]).fingerprint(1));
        assert!(!Uncounted::shipped().contains("vn.lachan.host"));
    }
}
