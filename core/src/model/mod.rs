//! Plain records of the domain. Their JSON form is the public contract of the command line's files.

mod assessment;
mod confidence;
mod day_view;
mod device;
mod discreet;
mod event;
mod grant;
mod limits;
mod parse;
mod plan;
mod screen_time;
mod time;
mod usage;

pub use assessment::{Alert, Assessment, Category, ContactRisk, Level, Signal};
pub use confidence::{Confidence, Unknown};
pub use day_view::{
    CategoryTotal, DayKnowledge, DayView, HourUse, NotComparable, PeriodComparison, PeriodDay, SessionView, UsagePeriod,
};
pub use device::{
    AppCategory, AppCategorySet, ClockReason, ClockState, ClockTrust, DeviceStatus, Permission, Permissions, Severity,
    TamperCode, TamperEntry,
};
pub use event::{
    Call, Consent, ConsentGiver, ContactCard, ContactRequest, Direction, Event, LimitsSet, MediaKind, Message, Profile,
    Relation, Withdrawal, Withdrawer,
};
pub use grant::{Balance, Grant, GrantGiver, GrantKind, GrantScope, GrantTarget};
pub(crate) use limits::in_force;
pub use limits::{
    AppLimit, Bedtime, CategoryLimit, ClockPolicy, DailyLimit, LimitsCase, LimitsRules, LimitsState, NextChange,
    OverrideAction, Policy, RuleOverride, SessionRule,
};
pub use parse::{from_json, to_json};
pub use plan::{AppPlan, AppUse, CategoryUse, Plan, PlanCase, Warning};
pub use screen_time::{AppTotal, DayNote, DayTotals, EndedBy, NoteCode, Quality};
pub use time::{Language, LocalTime, Moment, Weekday, zone};
pub use usage::{Checkpoint, CheckpointScope, Usage, UsageKind};
