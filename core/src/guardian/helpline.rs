//! Helplines are never scored, logged or reported (UNCRC General Comment 25, paragraph 76).

use std::collections::HashSet;

use once_cell::sync::Lazy;
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    numbers: Vec<String>,
}

/// The numbers as shipped; a list that cannot be read names none (a test keeps it readable).
static NUMBERS: Lazy<HashSet<String>> = Lazy::new(|| {
    let list = toml::from_str::<List>(include_str!("../../data/helpline_numbers.toml"));
    list.map(|list| list.numbers.into_iter().collect()).unwrap_or_default()
});

/// Tells whether a host's contact id is that of a helpline: its number, bare or behind a scheme such as `phone:`.
pub(super) fn is_helpline(contact: &str) -> bool {
    let number = contact.rsplit(':').next().unwrap_or(contact);
    NUMBERS.contains(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_number_counts() {
        for id in ["111", "phone:111", "sms:116111", "tel:18001567"] {
            assert!(is_helpline(id), "{id}");
        }
        for id in ["phone:0111", "1111", "zalo:84x", "111:me", ""] {
            assert!(!is_helpline(id), "{id}");
        }
    }
}
