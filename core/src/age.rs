//! Age profiles: how much parents are shown, from which age a child's agreement counts, and when it all ends. Pure.
//!
//! The figures and their sources stand in core/data/age_profiles.toml.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::{Consent, ContactRisk, Level, Moment};
use crate::{Error, Result};

/// Years of birth before this one are not known ones (a replay without a profile has 0).
const FIRST_YEAR: i16 = 1900;

/// The rules that hang on a child's age.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// From this age on the child's own agreement is part of a consent.
    pub agreement_from: i16,
    /// From this age on nothing more is taken in.
    pub ends_at: i16,
    profile: Vec<Detail>,
}

/// How much a parent is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// Its id: `under_13`, `13_15`, `16_17`.
    pub id: String,
    /// The age from which it holds.
    pub from: i16,
    /// Whether single apps are shown, or only kinds of apps.
    pub apps: bool,
    /// Whether the times of the first and last use of a day are shown.
    pub clock_times: bool,
    /// The lowest level at which a report tells of a contact.
    pub contacts_from: Level,
    /// The lowest level at which a contact's name is shown.
    pub names_from: Level,
}

/// The rules as shipped; parsed once.
///
/// # Errors
/// [`Error::Internal`] naming the file and the key if the data file is broken.
pub fn ages() -> Result<&'static Ages> {
    static AGES: OnceLock<Result<Ages>> = OnceLock::new();
    AGES.get_or_init(|| load(include_str!("../data/age_profiles.toml"))).as_ref().map_err(Clone::clone)
}

fn load(text: &str) -> Result<Ages> {
    let broken = |key: &str, why: &str| Error::Internal { place: format!("data/age_profiles.toml: {key}: {why}") };
    let reader = toml::Deserializer::parse(text).map_err(|error| broken("", error.message()))?;
    let ages: Ages = serde_path_to_error::deserialize(reader)
        .map_err(|error| broken(&error.path().to_string(), error.inner().message()))?;
    if ages.profile.first().is_none_or(|first| first.from != 0) {
        return Err(broken("profile[0].from", "is not 0"));
    }
    if !ages.profile.is_sorted_by(|a, b| a.from < b.from) {
        return Err(broken("profile", "is not in the order of `from`"));
    }
    Ok(ages)
}

/// The age that a child reaches in the calendar year of `at`; none if the year of birth is not known.
pub fn age(birth_year: i16, at: Moment) -> Option<i16> {
    (birth_year >= FIRST_YEAR).then(|| at.civil().year().saturating_sub(birth_year))
}

impl Ages {
    /// How much a parent is shown at an age; all detail while the age is not known.
    pub fn detail(&self, age: Option<i16>) -> Result<&Detail> {
        let holds = |detail: &&Detail| detail.from <= age.unwrap_or(0).max(0);
        self.profile.iter().rfind(holds).ok_or_else(|| Error::Internal { place: "data/age_profiles.toml".into() })
    }

    /// Whether it all has ended at an age.
    pub fn ended(&self, age: Option<i16>) -> bool {
        age.is_some_and(|age| age >= self.ends_at)
    }

    /// Whether a consent lacks the child's agreement, which counts from the year in which the child may turn 7.
    pub fn lacks_agreement(&self, consent: &Consent, birth_year: i16) -> bool {
        !consent.child_agreed && age(birth_year, consent.given_at).is_some_and(|age| age >= self.agreement_from)
    }
}

impl Detail {
    /// The contacts as a parent may see them: below `names_from` without a name, at full detail as they are.
    pub fn contacts(&self, mut contacts: Vec<ContactRisk>) -> Vec<ContactRisk> {
        for contact in contacts.iter_mut().filter(|contact| contact.level < self.names_from) {
            contact.display_name = None;
        }
        contacts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i16) -> Moment {
        format!("{year}-11-20T21:00:00+07:00").parse().unwrap()
    }

    #[test]
    fn requirement_11_detail_falls_with_age_and_ends_at_18() {
        let ages = ages().unwrap();
        let mut table = Vec::new();
        for years in [0, 6, 12, 13, 15, 16, 17, 18, 40] {
            let age = age(2026 - years, at(2026));
            let detail = ages.detail(age).unwrap();
            table.push((
                years,
                detail.id.as_str(),
                detail.apps,
                detail.clock_times,
                detail.names_from,
                ages.ended(age),
            ));
        }
        assert_eq!(
            table,
            [
                (0, "under_13", true, true, Level::None, false),
                (6, "under_13", true, true, Level::None, false),
                (12, "under_13", true, true, Level::None, false),
                (13, "13_15", true, false, Level::Watch, false),
                (15, "13_15", true, false, Level::Watch, false),
                (16, "16_17", false, false, Level::Urgent, false),
                (17, "16_17", false, false, Level::Urgent, false),
                (18, "16_17", false, false, Level::Urgent, true),
                (40, "16_17", false, false, Level::Urgent, true),
            ]
        );
        // Each profile shows no more than the one before.
        for pair in ages.profile.windows(2) {
            assert!(pair[1].apps <= pair[0].apps && pair[1].clock_times <= pair[0].clock_times);
            assert!(pair[1].contacts_from >= pair[0].contacts_from && pair[1].names_from >= pair[0].names_from);
        }
    }

    #[test]
    fn an_unknown_year_of_birth_is_no_age() {
        assert_eq!(age(0, at(2026)), None);
        assert_eq!(ages().unwrap().detail(None).unwrap().id, "under_13");
        assert!(!ages().unwrap().ended(None));
    }

    #[test]
    fn a_broken_file_is_named_with_its_key() {
        let place = |text: &str| match load(text) {
            Err(Error::Internal { place }) => place,
            _ => panic!("{text} was read"),
        };
        assert!(place("agreement_from = 7\nends_at = \"x\"").starts_with("data/age_profiles.toml: ends_at: "));
        assert!(place("agreement_from = 7\nends_at = 18\nprofile = []").ends_with("profile[0].from: is not 0"));
    }
}
