//! Plain records of the domain. Their JSON form is the public contract of the command line's files.

mod assessment;
mod device;
mod discreet;
mod event;
mod limits;
mod parse;
mod screen_time;
mod time;

pub use assessment::{Alert, Assessment, Category, ContactRisk, Level, Signal};
pub use device::{
    AppCategory, AppCategorySet, ClockReason, ClockState, ClockTrust, DeviceStatus, Permission, Permissions, Severity,
    TamperCode, TamperEntry,
};
pub use event::{
    Call, Checkpoint, CheckpointScope, Consent, ConsentGiver, ContactCard, ContactRequest, Direction, Event, LimitsSet,
    MediaKind, Message, Profile, Relation, Usage, UsageKind,
};
pub use limits::{
    Bedtime, DailyLimit, LimitsCase, LimitsRules, LimitsState, NextChange, OverrideAction, Policy, RuleOverride,
};
pub use parse::{from_json, to_json};
pub use screen_time::{AppTotal, DayNote, DayTotals, NoteCode, Quality};
pub use time::{Language, LocalTime, Moment, Weekday, zone};
