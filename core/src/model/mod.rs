//! Plain records of the domain. Their JSON form is the public contract of the command line's files.

mod assessment;
mod day_view;
mod discreet;
mod event;
mod limits;
mod parse;
mod screen_time;
mod time;

pub use assessment::{Alert, Assessment, Category, ContactRisk, Level, Signal};
pub use day_view::{
    CategoryTotal, DayKnowledge, DayView, HourUse, NotComparable, PeriodComparison, PeriodDay, SessionView, UsagePeriod,
};
pub use event::{
    Call, Checkpoint, CheckpointScope, Consent, ConsentGiver, ContactCard, ContactRequest, Direction, Event, LimitsSet,
    MediaKind, Message, Profile, Relation, Usage, UsageKind,
};
pub use limits::{
    Bedtime, DailyLimit, LimitsCase, LimitsRules, LimitsState, NextChange, OverrideAction, Policy, RuleOverride,
};
pub use parse::{from_json, to_json};
pub use screen_time::{AppTotal, DayNote, DayTotals, EndedBy, NoteCode, Quality};
pub use time::{Language, LocalTime, Moment, Weekday, zone};
