//! The core's records, mirrored field by field. UniFFI writes the crossing; the compiler checks the mirror.

mod access;
mod days;
mod limits;
mod plan;
mod trust;

use jiff::civil::Date;
use lachan_core::guardian::{Ingested, Mode, ReportRequest, Skip, Skipped, TextScore};
use lachan_core::model::*;
use lachan_core::report::{AlertText, Audience, Format, ReportPeriod};

uniffi::custom_type!(Date, String, {
    remote,
    try_lift: |text| Ok(text.parse()?),
    lower: |date| date.to_string(),
});
uniffi::custom_type!(LocalTime, String, {
    remote,
    try_lift: |text| text.parse().map_err(uniffi::deps::anyhow::Error::msg),
    lower: |time| time.to_string(),
});

uniffi::custom_type!(ReportPeriod, String, {
    remote,
    try_lift: |text| text.parse().map_err(uniffi::deps::anyhow::Error::msg),
    lower: |period| period.to_string(),
});

#[uniffi::remote(Enum)]
pub enum Category {
    Grooming,
    Sextortion,
    Recruitment,
    Impersonation,
    Scam,
    Bullying,
}

#[uniffi::remote(Enum)]
pub enum Level {
    None,
    Watch,
    Concern,
    Urgent,
}

#[uniffi::remote(Enum)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

#[uniffi::remote(Enum)]
pub enum Unknown {
    Identity,
    FewMessages,
    NewContact,
    OwnSideUnseen,
    MediaUnseen,
    CallsUnheard,
    GroupOnly,
    MostlyUnreadLanguage,
}

#[uniffi::remote(Record)]
pub struct Signal {
    pub indicator: String,
    pub category: Category,
}

#[uniffi::remote(Record)]
pub struct Assessment {
    pub message: String,
    pub contact: String,
    pub seq: u32,
    pub score: f64,
    pub level: Level,
    pub category: Option<Category>,
    pub signals: Vec<Signal>,
    pub reasons: Vec<String>,
    pub alert: bool,
    pub stage: Option<String>,
    pub confidence: Confidence,
    pub unknown: Vec<Unknown>,
    pub model: String,
}

#[uniffi::remote(Record)]
pub struct Alert {
    pub contact: String,
    pub display_name: Option<String>,
    pub app: String,
    pub at: Moment,
    pub level: Level,
    pub category: Category,
    pub score: f64,
    pub reasons: Vec<String>,
}

#[uniffi::remote(Record)]
pub struct ContactRisk {
    pub contact: String,
    pub app: String,
    pub display_name: Option<String>,
    pub relation: Relation,
    pub saved: bool,
    pub score: f64,
    pub level: Level,
    pub category: Option<Category>,
    pub reasons: Vec<String>,
    pub stage: Option<String>,
    pub confidence: Confidence,
    pub unknown: Vec<Unknown>,
    pub incoming: u32,
    pub outgoing: u32,
    pub night_share: f64,
    pub first_seen: Option<Moment>,
    pub last_seen: Option<Moment>,
}

#[uniffi::remote(Enum)]
pub enum Event {
    Profile(Profile),
    Consent(Consent),
    ConsentWithdrawn(Withdrawal),
    Contact(ContactCard),
    Message(Message),
    Call(Call),
    ContactRequest(ContactRequest),
    Usage(Usage),
    Checkpoint(Checkpoint),
    Limits(LimitsSet),
    Grant(Grant),
    DeviceStatus(DeviceStatus),
    AppCategory(AppCategorySet),
}

#[uniffi::remote(Record)]
pub struct Profile {
    pub alias: String,
    pub birth_year: i16,
    pub zone: String,
    pub day_start: LocalTime,
    pub language: Language,
    pub host_app: Option<String>,
}

#[uniffi::remote(Record)]
pub struct Consent {
    pub given_at: Moment,
    pub by: ConsentGiver,
    pub child_agreed: bool,
    pub version: String,
}

#[uniffi::remote(Enum)]
pub enum ConsentGiver {
    Guardian,
}

#[uniffi::remote(Record)]
pub struct Withdrawal {
    pub at: Moment,
    pub by: Withdrawer,
}

#[uniffi::remote(Enum)]
pub enum Withdrawer {
    Guardian,
    Child,
}

#[uniffi::remote(Record)]
pub struct ContactCard {
    pub contact: String,
    pub app: String,
    pub display_name: Option<String>,
    pub relation: Relation,
    pub saved: bool,
}

#[uniffi::remote(Enum)]
pub enum Relation {
    Family,
    Friend,
    School,
    Business,
    Unknown,
}

#[uniffi::remote(Enum)]
pub enum Direction {
    Incoming,
    Outgoing,
}

#[uniffi::remote(Enum)]
pub enum MediaKind {
    Image,
    Video,
    Voice,
    File,
    Location,
    Sticker,
    Link,
}

#[uniffi::remote(Record)]
pub struct Message {
    pub id: String,
    pub contact: String,
    pub app: String,
    pub conversation: Option<String>,
    pub group: bool,
    pub direction: Direction,
    pub sent_at: Moment,
    pub text: String,
    pub media: Vec<MediaKind>,
    pub sensitive_media: bool,
}

#[uniffi::remote(Record)]
pub struct Call {
    pub contact: String,
    pub app: String,
    pub direction: Direction,
    pub at: Moment,
    pub seconds: u32,
    pub video: bool,
    pub answered: bool,
}

#[uniffi::remote(Record)]
pub struct ContactRequest {
    pub contact: String,
    pub app: String,
    pub at: Moment,
    pub mutual_contacts: Option<u32>,
}

#[uniffi::remote(Enum)]
pub enum UsageKind {
    AppResumed,
    AppPaused,
    AppStopped,
    ScreenOn,
    ScreenOff,
    Unlocked,
    Locked,
    Shutdown,
    Startup,
    ClockChanged,
    ZoneChanged,
    PermissionLost,
    PermissionGranted,
}

#[uniffi::remote(Record)]
pub struct Usage {
    pub kind: UsageKind,
    pub app: Option<String>,
    pub instance: Option<String>,
    pub at: Moment,
    pub monotonic_ms: Option<i64>,
    pub boot: Option<String>,
}

#[uniffi::remote(Enum)]
pub enum CheckpointScope {
    App,
    Category,
    Device,
}

#[uniffi::remote(Record)]
pub struct Checkpoint {
    pub scope: CheckpointScope,
    pub app: Option<String>,
    pub day: jiff::civil::Date,
    pub at_least_minutes: f64,
    pub received_at: Moment,
}

#[uniffi::remote(Record)]
pub struct Moment {
    pub epoch_ms: i64,
    pub offset_seconds: i32,
}

#[uniffi::remote(Enum)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

#[uniffi::remote(Enum)]
pub enum Language {
    Vi,
    En,
}

#[uniffi::remote(Enum)]
pub enum Mode {
    Host,
    Replay,
}

#[uniffi::remote(Record)]
pub struct Ingested {
    pub assessments: Vec<Assessment>,
    pub alerts: Vec<Alert>,
    pub skipped: Vec<Skipped>,
}

#[uniffi::remote(Record)]
pub struct Skipped {
    pub index: u64,
    pub reason: Skip,
}

#[uniffi::remote(Enum)]
pub enum Skip {
    Duplicate,
    BeforeConsent,
}

#[uniffi::remote(Record)]
pub struct TextScore {
    pub category: Category,
    pub probability: f64,
}

#[uniffi::remote(Enum)]
pub enum Audience {
    Parent,
    Child,
}

#[uniffi::remote(Enum)]
pub enum Format {
    Html,
    Json,
    Csv,
    Text,
}

#[uniffi::remote(Record)]
pub struct ReportRequest {
    pub period: ReportPeriod,
    pub audience: Audience,
    pub language: Language,
    pub format: Format,
    pub generated_at: Option<Moment>,
}

#[uniffi::remote(Record)]
pub struct AlertText {
    pub title: String,
    pub meaning: String,
    pub reasons: Vec<String>,
    pub false_alarm: String,
    pub action: String,
    pub hotline: String,
}
