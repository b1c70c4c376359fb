//! What a host says about the device it runs on, what is concluded from it, and the kinds of apps.

use serde::{Deserialize, Serialize};

use super::Moment;
use crate::{Error, Result};

/// What the host knows of the device at one instant. Only `at` must be given; what is missing is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceStatus {
    /// Wall time.
    pub at: Moment,
    /// Time since boot, milliseconds, counting sleep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monotonic_ms: Option<i64>,
    /// The boot that `monotonic_ms` belongs to. A whole number that grows with every boot (Android `BOOT_COUNT`) lets
    /// boots be compared; any other name only tells them apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot: Option<String>,
    /// Version of the host app for people, such as `1.2.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// Version of the host app as the platform counts it; it decides before `app_version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_code: Option<i64>,
    /// Random id that the host makes once for each installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub install: Option<String>,
    /// What the system lets the host do.
    #[serde(default)]
    pub permissions: Permissions,
    /// Time at this same instant from a source that the child cannot set (network, GPS).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trusted_time: Option<Moment>,
}

impl DeviceStatus {
    /// A status that says nothing but when it is from.
    pub fn of(at: Moment) -> Self {
        Self {
            at,
            monotonic_ms: None,
            boot: None,
            app_version: None,
            version_code: None,
            install: None,
            permissions: Permissions::default(),
            trusted_time: None,
        }
    }

    /// The boot and the time in it, where both are known.
    pub fn measured(&self) -> Option<(&str, i64)> {
        Some((self.boot.as_deref().filter(|boot| !boot.is_empty())?, self.monotonic_ms?))
    }

    pub(super) fn validate(&self) -> Result<()> {
        if self.monotonic_ms.is_some_and(|ms| ms < 0) {
            return Err(Error::invalid("monotonic_ms", "is negative"));
        }
        Ok(())
    }
}

/// What the system lets the host do; none where the host does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Permissions {
    /// Reading usage (Android usage access, iOS Family Controls).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<bool>,
    /// Reading notifications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notifications: Option<bool>,
    /// Showing over other apps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlay: Option<bool>,
    /// The accessibility service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<bool>,
    /// Device administration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_admin: Option<bool>,
    /// Running in the background, spared by the battery saver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<bool>,
}

impl Permissions {
    /// What is said of one of them.
    pub fn of(&self, permission: Permission) -> Option<bool> {
        match permission {
            Permission::Usage => self.usage,
            Permission::Notifications => self.notifications,
            Permission::Overlay => self.overlay,
            Permission::Accessibility => self.accessibility,
            Permission::DeviceAdmin => self.device_admin,
            Permission::Background => self.background,
        }
    }
}

/// One of [`Permissions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Reading usage.
    Usage,
    /// Reading notifications.
    Notifications,
    /// Showing over other apps.
    Overlay,
    /// The accessibility service.
    Accessibility,
    /// Device administration.
    DeviceAdmin,
    /// Running in the background.
    Background,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Usage, Self::Notifications, Self::Overlay, Self::Accessibility, Self::DeviceAdmin, Self::Background];
}

/// What may have been done to the clock or to the host app. It never says by whom: systems and updates do it, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TamperCode {
    /// A permission that was there is gone.
    PermissionLost,
    /// A permission that was gone is back.
    PermissionBack,
    /// The wall clock jumped by more than 2 s inside a boot.
    ClockJump,
    /// The wall clock was changed and no monotonic time tells by how much.
    ClockChanged,
    /// A boot began earlier on the wall than the boot before it ended.
    ClockSetBack,
    /// The screen was on and nothing was heard for long.
    Silence,
    /// The device was started and nothing was heard of whole boots.
    BootsUnseen,
    /// The host app was installed anew.
    Reinstalled,
    /// The host app is older than it was.
    VersionDowngrade,
    /// The store was damaged, kept aside and begun anew.
    StoreSetAside,
}

/// How much an entry of the tamper log asks to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For the record.
    Info,
    /// Worth a look.
    Notice,
    /// Totals or limits may be wrong until it is looked at.
    Warning,
}

impl TamperCode {
    /// How much it asks to be looked at.
    pub fn severity(self) -> Severity {
        match self {
            Self::PermissionBack => Severity::Info,
            Self::BootsUnseen | Self::Silence | Self::Reinstalled | Self::StoreSetAside => Severity::Notice,
            Self::PermissionLost
            | Self::ClockJump
            | Self::ClockChanged
            | Self::ClockSetBack
            | Self::VersionDowngrade => Severity::Warning,
        }
    }
}

/// One entry of the tamper log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TamperEntry {
    /// When, by the clock that the device showed afterwards.
    pub at: Moment,
    /// What.
    pub code: TamperCode,
    /// How much it asks to be looked at.
    pub severity: Severity,
    /// Which permission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// Last known time before: of the clock that was left, or of the last fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// By how much the clock moved, or how long nothing was heard; milliseconds, negative for a clock set back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_ms: Option<i64>,
    /// How many: boots, stores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// How far the device's clock can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It agrees with a trusted time of this boot.
    Trusted,
    /// Nothing speaks against it; no trusted time vouches for it.
    Consistent,
    /// Something speaks against it.
    Doubtful,
    /// Nothing is known by which it could be judged.
    Unknown,
}

/// Why a clock is judged so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockReason {
    /// It agrees with the trusted time.
    AgreesWithTrustedTime,
    /// It is off the trusted time.
    OffTrustedTime,
    /// It ran on evenly since the first fact of this boot.
    NoJump,
    /// It jumped in this boot and was not set right again.
    Jumped,
    /// This boot began earlier than the boot before it ended.
    SetBack,
    /// The time since boot, or the boot, is not given.
    Unmeasured,
    /// No other fact of this boot is known.
    NothingToCompare,
}

/// How far the device's clock can be believed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTrust {
    /// The judgement.
    pub state: ClockState,
    /// Its reasons.
    pub reasons: Vec<ClockReason>,
    /// The trusted time now, if this boot has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trusted_now: Option<Moment>,
    /// By how much the clock is ahead of the truth, as far as is known; milliseconds, negative for behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off_by_ms: Option<i64>,
}

/// Kinds of apps. The kind of an app is data (`core/data/app_names.toml`) and can be set for each store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppCategory {
    /// Messages and calls.
    Chat,
    /// Social media.
    Social,
    /// Video.
    Video,
    /// Games.
    Games,
    /// Music and podcasts.
    Music,
    /// Books, comics, news.
    Reading,
    /// Learning.
    Learning,
    /// Browsers.
    Browser,
    /// Shops.
    Shopping,
    /// Banks and wallets.
    Finance,
    /// Health and sport.
    Health,
    /// Pictures and films made or edited.
    Creative,
    /// Tools of the device.
    Tools,
    /// Anything else.
    #[default]
    Other,
}

impl AppCategory {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Chat,
        Self::Social,
        Self::Video,
        Self::Games,
        Self::Music,
        Self::Reading,
        Self::Learning,
        Self::Browser,
        Self::Shopping,
        Self::Finance,
        Self::Health,
        Self::Creative,
        Self::Tools,
        Self::Other,
    ];

    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Social => "social",
            Self::Video => "video",
            Self::Games => "games",
            Self::Music => "music",
            Self::Reading => "reading",
            Self::Learning => "learning",
            Self::Browser => "browser",
            Self::Shopping => "shopping",
            Self::Finance => "finance",
            Self::Health => "health",
            Self::Creative => "creative",
            Self::Tools => "tools",
            Self::Other => "other",
        }
    }
}

/// The kind of an app, as a family sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppCategorySet {
    /// Package or bundle id.
    pub app: String,
    /// Its kind; none for the shipped one again.
    #[serde(default)]
    pub category: Option<AppCategory>,
}
