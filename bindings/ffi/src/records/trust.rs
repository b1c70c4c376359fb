//! What a host says of its device, and what is concluded from it.

use lachan_core::model::*;

#[uniffi::remote(Record)]
pub struct DeviceStatus {
    pub at: Moment,
    pub monotonic_ms: Option<i64>,
    pub boot: Option<String>,
    pub app_version: Option<String>,
    pub version_code: Option<i64>,
    pub install: Option<String>,
    pub permissions: Permissions,
    pub trusted_time: Option<Moment>,
}

#[uniffi::remote(Record)]
pub struct Permissions {
    pub usage: Option<bool>,
    pub notifications: Option<bool>,
    pub overlay: Option<bool>,
    pub accessibility: Option<bool>,
    pub device_admin: Option<bool>,
    pub background: Option<bool>,
}

#[uniffi::remote(Enum)]
pub enum AppCategory {
    Chat,
    Social,
    Video,
    Games,
    Music,
    Reading,
    Learning,
    Browser,
    Shopping,
    Finance,
    Health,
    Creative,
    Tools,
    Other,
}

#[uniffi::remote(Record)]
pub struct AppCategorySet {
    pub app: String,
    pub category: Option<AppCategory>,
}

#[uniffi::remote(Record)]
pub struct TamperEntry {
    pub at: Moment,
    pub code: TamperCode,
    pub severity: Severity,
    pub permission: Option<Permission>,
    pub from: Option<Moment>,
    pub by_ms: Option<i64>,
    pub count: Option<u32>,
}

#[uniffi::remote(Enum)]
pub enum TamperCode {
    PermissionLost,
    PermissionBack,
    ClockJump,
    ClockChanged,
    ClockSetBack,
    Silence,
    BootsUnseen,
    Reinstalled,
    VersionDowngrade,
    StoreSetAside,
}

#[uniffi::remote(Enum)]
pub enum Severity {
    Info,
    Notice,
    Warning,
}

#[uniffi::remote(Enum)]
pub enum Permission {
    Usage,
    Notifications,
    Overlay,
    Accessibility,
    DeviceAdmin,
    Background,
}

#[uniffi::remote(Record)]
pub struct ClockTrust {
    pub state: ClockState,
    pub reasons: Vec<ClockReason>,
    pub trusted_now: Option<Moment>,
    pub off_by_ms: Option<i64>,
}

#[uniffi::remote(Enum)]
pub enum ClockState {
    Trusted,
    Consistent,
    Doubtful,
    Unknown,
}

#[uniffi::remote(Enum)]
pub enum ClockReason {
    AgreesWithTrustedTime,
    OffTrustedTime,
    NoJump,
    Jumped,
    SetBack,
    Unmeasured,
    NothingToCompare,
}
