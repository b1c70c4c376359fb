//! Limits: the plan, extra time, parent codes and presets.

use jiff::civil::Date;
use lachan_core::guardian::PlanRequest;
use lachan_core::model::{Grant, Language, LimitsRules, Moment, Plan};
use lachan_core::screen_time::limits::parent_code::{self, CodeOutcome, CodePolicy, CodePurpose, ParentSecret};
use lachan_core::screen_time::limits::presets;
use zeroize::Zeroizing;

use crate::{Guardian, LaChanError};

#[uniffi::export]
impl Guardian {
    /// What the stored rules say of the device and of apps, in codes and sentences. Does I/O.
    pub fn plan(&self, now: Moment, request: PlanRequest) -> Result<Plan, LaChanError> {
        Ok(self.0.plan(now, &request)?)
    }

    /// Adds an entry to the ledger of extra time; false if its id is known already. Does I/O.
    pub fn add_grant(&self, grant: Grant) -> Result<bool, LaChanError> {
        Ok(self.0.add_grant(&grant)?)
    }

    /// The ledger of the limit days from `first` on. Does I/O.
    pub fn grants(&self, first: Date) -> Result<Vec<Grant>, LaChanError> {
        Ok(self.0.grants(first)?)
    }

    /// Checks a code that was typed on the child's phone; a right grant code adds its minutes. Does I/O.
    pub fn check_parent_code(
        &self,
        secret: Vec<u8>,
        now: Moment,
        code: String,
        purpose: CodePurpose,
        policy: CodePolicy,
    ) -> Result<CodeOutcome, LaChanError> {
        Ok(self.0.check_parent_code(&parent_secret(secret)?, now, &code, purpose, &policy)?)
    }
}

/// The code that the parent's phone shows at an instant. Pure.
#[uniffi::export]
pub fn parent_code(
    secret: Vec<u8>,
    at: Moment,
    purpose: CodePurpose,
    minutes: u16,
    policy: CodePolicy,
) -> Result<String, LaChanError> {
    Ok(parent_code::code(&parent_secret(secret)?, at, purpose, minutes, &policy)?)
}

/// Wipes the boundary's copy, too.
fn parent_secret(bytes: Vec<u8>) -> Result<ParentSecret, LaChanError> {
    Ok(ParentSecret::new(&Zeroizing::new(bytes))?)
}

/// Rules that a parent may start from, in one language and as if written at one instant.
#[derive(uniffi::Record)]
pub struct Preset {
    /// Stable name for code.
    pub id: String,
    /// The youngest age it is meant for, years.
    pub youngest: u8,
    /// The oldest age it is meant for, years.
    pub oldest: u8,
    /// Its name for people.
    pub name: String,
    /// What it does, in a sentence or two.
    pub about: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// After how many minutes of play the child is reminded to rest; the host shows it.
    pub notice_every_minutes: Option<u16>,
    /// Its rules.
    pub rules: LimitsRules,
}

/// The presets that ship. Pure.
#[uniffi::export]
pub fn presets(language: Language, at: Moment) -> Result<Vec<Preset>, LaChanError> {
    let said = |preset: &presets::Preset| {
        let [youngest, oldest] = preset.ages;
        Preset {
            id: preset.id.clone(),
            youngest,
            oldest,
            name: preset.name(language).to_owned(),
            about: preset.about(language).to_owned(),
            sources: preset.sources.clone(),
            notice_every_minutes: preset.notice_every_minutes,
            rules: preset.rules(at),
        }
    };
    Ok(presets::presets()?.iter().map(said).collect())
}
