//! Extra time, the plan, and parent codes.

use jiff::civil::Date;
use lachan_core::guardian::PlanRequest;
use lachan_core::model::*;
use lachan_core::screen_time::limits::parent_code::{CodeOutcome, CodePolicy, CodePurpose};

#[uniffi::remote(Record)]
pub struct Grant {
    pub id: String,
    pub kind: GrantKind,
    pub minutes: f64,
    pub day: Date,
    pub scope: GrantScope,
    pub app: Option<String>,
    pub category: Option<String>,
    pub at: Moment,
    pub by: GrantGiver,
    pub task: Option<String>,
    pub answers: Option<String>,
}

#[uniffi::remote(Enum)]
pub enum GrantKind {
    Asked,
    Granted,
    Refused,
    Earned,
    Borrowed,
    Code,
}

#[uniffi::remote(Enum)]
pub enum GrantScope {
    Device,
    App,
    Category,
}

#[uniffi::remote(Enum)]
pub enum GrantGiver {
    Guardian,
    Child,
}

#[uniffi::remote(Record)]
pub struct Balance {
    pub asked_minutes: f64,
    pub granted_minutes: f64,
    pub earned_minutes: f64,
    pub borrowed_minutes: f64,
    pub repaid_minutes: f64,
    pub extra_minutes: f64,
    pub used_minutes: f64,
}

#[uniffi::remote(Record)]
pub struct PlanRequest {
    pub apps: Vec<String>,
    pub language: Language,
    pub clock_doubtful: bool,
}

#[uniffi::remote(Record)]
pub struct Plan {
    pub device: LimitsState,
    pub text: String,
    pub extra_time: Balance,
    pub apps: Vec<AppPlan>,
    pub warnings: Vec<Warning>,
    pub next_warning: Option<Warning>,
}

#[uniffi::remote(Record)]
pub struct AppPlan {
    pub app: String,
    pub locked: bool,
    pub policy: Policy,
    pub remaining_minutes: Option<f64>,
    pub next_change: Option<NextChange>,
    pub unlocks_at: Option<Moment>,
    pub reasons: Vec<String>,
    pub text: String,
}

#[uniffi::remote(Record)]
pub struct Warning {
    pub app: Option<String>,
    pub minutes: u16,
    pub at: Moment,
    pub locks_at: Moment,
    pub policy: Policy,
    pub text: String,
}

#[uniffi::remote(Enum)]
pub enum CodePurpose {
    Grant,
    Unlock,
    Lock,
    Settings,
}

#[uniffi::remote(Record)]
pub struct CodePolicy {
    pub step_seconds: u32,
    pub drift_steps: u8,
    pub amounts: Vec<u16>,
}

#[uniffi::remote(Enum)]
pub enum CodeOutcome {
    Right { minutes: u16, step: i64 },
    Used,
    Wrong { tries_left: u32 },
    LockedOut { until: Moment },
}
