//! Usage as hosts tell of it: events of apps and of the device, and lower bounds.

use serde::{Deserialize, Serialize};

use super::Moment;
use super::limits::check_minutes;
use crate::{Error, Result};

/// What a usage event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageKind {
    /// An app's instance came to the front.
    AppResumed,
    /// An app's instance left the front (it may still be visible).
    AppPaused,
    /// An app's instance is no longer visible.
    AppStopped,
    /// The screen went on.
    ScreenOn,
    /// The screen went off.
    ScreenOff,
    /// The device was unlocked or the keyguard hidden.
    Unlocked,
    /// The device was locked.
    Locked,
    /// The device shut down; platforms may make this up after the next start.
    Shutdown,
    /// The device started.
    Startup,
    /// The wall clock was changed.
    ClockChanged,
    /// The device's zone was changed.
    ZoneChanged,
    /// The usage permission was lost.
    PermissionLost,
    /// The usage permission was granted.
    PermissionGranted,
}

/// One usage fact. Facts are a set: order, repeats and lateness make no difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// What happened.
    pub kind: UsageKind,
    /// Package or bundle id; for `app_*` kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Which instance of the app (window, activity); unnamed by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Wall time of the event.
    pub at: Moment,
    /// Time since boot, milliseconds, counting sleep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monotonic_ms: Option<i64>,
    /// The boot that `monotonic_ms` belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot: Option<String>,
}

impl UsageKind {
    /// Tells whether the kind is about an app.
    pub fn concerns_app(self) -> bool {
        matches!(self, Self::AppResumed | Self::AppPaused | Self::AppStopped)
    }
}

impl Usage {
    /// Checks what the types alone do not say.
    ///
    /// # Errors
    /// [`Error::InvalidInput`]: `app` is missing or empty on an `app_*` kind, or `monotonic_ms` is negative.
    pub fn validate(&self) -> Result<()> {
        match self.app.as_deref() {
            None if self.kind.concerns_app() => return Err(Error::invalid("app", "is missing")),
            Some("") if self.kind.concerns_app() => return Err(Error::invalid("app", "is empty")),
            _ => {}
        }
        if self.monotonic_ms.is_some_and(|ms| ms < 0) {
            return Err(Error::invalid("monotonic_ms", "is negative"));
        }
        Ok(())
    }
}

/// What a checkpoint bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckpointScope {
    /// One app.
    App,
    /// A category of apps.
    Category,
    /// The whole device.
    Device,
}

/// A lower bound of use on one day (iOS thresholds).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// What it bounds.
    pub scope: CheckpointScope,
    /// The app or category token; none for the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The day it belongs to, in the child's zone.
    pub day: jiff::civil::Date,
    /// At least so many minutes of use.
    pub at_least_minutes: f64,
    /// When the platform delivered it.
    pub received_at: Moment,
}

impl Checkpoint {
    pub(super) fn validate(&self) -> Result<()> {
        match self.app.as_deref() {
            _ if self.scope == CheckpointScope::Device => {}
            None => return Err(Error::invalid("app", "is missing")),
            Some("") => return Err(Error::invalid("app", "is empty")),
            Some(_) => {}
        }
        check_minutes(self.at_least_minutes, || "at_least_minutes".to_owned())
    }
}
