//! Rules and the state they lead to.

use lachan_core::model::*;

#[uniffi::remote(Record)]
pub struct LimitsSet {
    pub rules: LimitsRules,
    pub set_at: Moment,
}

#[uniffi::remote(Record)]
pub struct LimitsCase {
    pub zone: String,
    pub now: Moment,
    pub rules: LimitsRules,
    pub used_minutes: f64,
    pub used_up_at: Option<Moment>,
}

#[uniffi::remote(Record)]
pub struct LimitsRules {
    pub day_start: LocalTime,
    pub bedtimes: Vec<Bedtime>,
    pub daily_limits: Vec<DailyLimit>,
    pub overrides: Vec<RuleOverride>,
    pub app_limits: Vec<AppLimit>,
    pub category_limits: Vec<CategoryLimit>,
    pub always_allowed: Vec<String>,
    pub session: Option<SessionRule>,
    pub warn_at_minutes: Vec<u16>,
    pub on_doubtful_clock: ClockPolicy,
}

#[uniffi::remote(Record)]
pub struct Bedtime {
    pub day: Weekday,
    pub from: LocalTime,
    pub to: LocalTime,
    pub updated_at: Moment,
}

#[uniffi::remote(Record)]
pub struct DailyLimit {
    pub day: Weekday,
    pub minutes: f64,
    pub updated_at: Moment,
}

#[uniffi::remote(Enum)]
pub enum OverrideAction {
    Lock,
    Unlock,
}

#[uniffi::remote(Record)]
pub struct RuleOverride {
    pub action: OverrideAction,
    pub created_at: Moment,
    pub minutes: Option<f64>,
}

#[uniffi::remote(Enum)]
pub enum Policy {
    None,
    Override,
    Bedtime,
    DailyLimit,
    AppLimit,
    CategoryLimit,
    SessionPause,
    ClockUntrusted,
    AlwaysAllowed,
}

#[uniffi::remote(Record)]
pub struct LimitsState {
    pub locked: bool,
    pub policy: Policy,
    pub remaining_minutes: Option<f64>,
    pub limit_started_at: Option<Moment>,
    pub next_change: Option<NextChange>,
    pub unlocks_at: Option<Moment>,
    pub reasons: Vec<String>,
}

#[uniffi::remote(Record)]
pub struct NextChange {
    pub at: Moment,
    pub policy: Policy,
}

#[uniffi::remote(Record)]
pub struct AppLimit {
    pub app: String,
    pub days: Vec<Weekday>,
    pub minutes: f64,
    pub updated_at: Moment,
}

#[uniffi::remote(Record)]
pub struct CategoryLimit {
    pub category: String,
    pub days: Vec<Weekday>,
    pub minutes: f64,
    pub each_app: bool,
    pub updated_at: Moment,
}

#[uniffi::remote(Record)]
pub struct SessionRule {
    pub minutes: f64,
    pub pause_minutes: f64,
}

#[uniffi::remote(Enum)]
pub enum ClockPolicy {
    Open,
    Closed,
}
