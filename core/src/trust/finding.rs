//! A finding: what the tamper log keeps, before it is shown in the child's zone.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::model::{Moment, Permission, TamperCode, TamperEntry};

/// One finding. Times are milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was found.
    pub code: TamperCode,
    /// When, by the clock that the device showed afterwards.
    pub at_ms: i64,
    /// Where in its boot, milliseconds since its begin; what has no place of its own in a boot carries `at_ms`.
    pub place_ms: i64,
    /// Which permission.
    pub permission: Option<Permission>,
    /// Last known time before.
    pub from_ms: Option<i64>,
    /// By how much, or for how long; milliseconds.
    pub by_ms: Option<i64>,
    /// How many.
    pub count: Option<u32>,
}

impl Finding {
    /// A finding that has a time and nothing else.
    pub fn at(code: TamperCode, at_ms: i64) -> Self {
        Self { code, at_ms, place_ms: at_ms, permission: None, from_ms: None, by_ms: None, count: None }
    }

    /// The finding as it is shown.
    pub fn entry(&self, zone: &TimeZone) -> TamperEntry {
        TamperEntry {
            at: Moment::in_zone(self.at_ms, zone),
            code: self.code,
            severity: self.code.severity(),
            permission: self.permission,
            from: self.from_ms.map(|ms| Moment::in_zone(ms, zone)),
            by_ms: self.by_ms,
            count: self.count,
        }
    }
}
