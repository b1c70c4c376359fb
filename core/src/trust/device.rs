//! Device statuses in their order → what was lost, installed anew or set back. The best ever seen is remembered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Finding;
use super::clock::boot_number;
use crate::model::{DeviceStatus, Permission, TamperCode};

/// What is remembered of a device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceMemory {
    /// Permissions that were ever there.
    had: BTreeSet<Permission>,
    /// Permissions that were there and are gone.
    lost: BTreeSet<Permission>,
    install: Option<String>,
    /// The highest version ever seen.
    version: Version,
    /// The host app is older than that.
    downgraded: bool,
    /// Wall time of the last status that spoke of the usage permission, milliseconds.
    told_ms: Option<i64>,
}

/// A version of the host app. The platform's count decides; the text where it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Version {
    code: Option<i64>,
    numbers: Vec<u64>,
}

impl Version {
    fn of(status: &DeviceStatus) -> Option<Self> {
        let text = status.app_version.as_deref().unwrap_or_default();
        // 1.10.0-beta counts as 1.10.0: a suffix tells no order.
        let plain = text.split(['-', '+', ' ']).next().unwrap_or_default();
        let mut numbers: Vec<u64> = plain.split('.').map_while(|part| part.parse().ok()).collect();
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        (status.version_code.is_some() || !numbers.is_empty()).then_some(Self { code: status.version_code, numbers })
    }

    fn is_below(&self, other: &Self) -> bool {
        match (self.code, other.code) {
            (Some(code), Some(other)) => code < other,
            _ => !self.numbers.is_empty() && !other.numbers.is_empty() && self.numbers < other.numbers,
        }
    }
}

/// Puts the statuses of a batch in their order: by the count of boots and the time in them, else by the wall clock.
pub fn in_order(statuses: &mut [DeviceStatus]) {
    statuses.sort_by_cached_key(|status| {
        let number = status.boot.as_deref().and_then(boot_number);
        let monotonic = status.monotonic_ms.filter(|_| number.is_some());
        (number, monotonic, status.at.epoch_ms)
    });
}

impl DeviceMemory {
    /// Takes the next status and tells what changed.
    pub fn advance(&mut self, status: &DeviceStatus) -> Vec<Finding> {
        let mut found = Vec::new();
        let at_ms = status.at.epoch_ms;
        if status.permissions.usage.is_some() {
            self.told_ms = Some(at_ms);
        }
        for permission in Permission::ALL {
            let code = match status.permissions.of(permission) {
                Some(true) => {
                    self.had.insert(permission);
                    self.lost.remove(&permission).then_some(TamperCode::PermissionBack)
                }
                Some(false) if self.had.contains(&permission) => {
                    self.lost.insert(permission).then_some(TamperCode::PermissionLost)
                }
                _ => None,
            };
            found.extend(code.map(|code| Finding { permission: Some(permission), ..Finding::at(code, at_ms) }));
        }
        if let Some(install) = status.install.as_ref().filter(|install| !install.is_empty()) {
            let before = self.install.replace(install.clone());
            if before.is_some_and(|before| before != *install) {
                found.push(Finding::at(TamperCode::Reinstalled, at_ms));
            }
        }
        if let Some(version) = Version::of(status) {
            let below = version.is_below(&self.version);
            if below && !self.downgraded {
                found.push(Finding::at(TamperCode::VersionDowngrade, at_ms));
            }
            self.downgraded = below;
            if !below {
                self.version = Version {
                    code: version.code.or(self.version.code),
                    numbers: if version.numbers.is_empty() { self.version.numbers.clone() } else { version.numbers },
                };
            }
        }
        found
    }

    /// Takes the word of a usage fact on the usage permission. What was lost was there before. A fact that comes in
    /// after a later status tells nothing that the statuses did not tell.
    pub fn usage_permission(&mut self, at_ms: i64, granted: bool) -> Option<Finding> {
        if self.told_ms.is_some_and(|told_ms| at_ms <= told_ms) {
            return None;
        }
        self.had.insert(Permission::Usage);
        let (changed, code) = match granted {
            true => (self.lost.remove(&Permission::Usage), TamperCode::PermissionBack),
            false => (self.lost.insert(Permission::Usage), TamperCode::PermissionLost),
        };
        changed.then(|| Finding { permission: Some(Permission::Usage), ..Finding::at(code, at_ms) })
    }
}

#[cfg(test)]
mod tests;
