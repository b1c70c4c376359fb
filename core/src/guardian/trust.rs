//! Trust at work: what a batch tells of clocks and of the device, the tamper log, the clock asked about, kinds of apps.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::Guardian;
use crate::Result;
use crate::apps::category_of;
use crate::model::{AppCategory, ClockTrust, DeviceStatus, Event, Moment, TamperCode, TamperEntry, UsageKind, zone};
use crate::screen_time::observation::Observation;
use crate::store::{SET_ASIDE, StoreError, Terms, rows};
use crate::trust::Finding;
use crate::trust::clock::{
    Anchor, BootKnown, BootSpan, Reading, between_boots, boot_number, clock_trust, screen_after, within_boot,
};
use crate::trust::device::{DeviceMemory, in_order};

/// Under which name the device is remembered.
const MEMORY: &str = "device";
/// What is looked for between the readings of one boot.
const WITHIN: [TamperCode; 2] = [TamperCode::ClockJump, TamperCode::Silence];
/// What is looked for between two boots.
const BETWEEN: [TamperCode; 2] = [TamperCode::ClockSetBack, TamperCode::BootsUnseen];
/// The usage facts that say something about the screen whatever was known of it before.
const TELLING: [UsageKind; 8] = [
    UsageKind::ScreenOn,
    UsageKind::ScreenOff,
    UsageKind::Unlocked,
    UsageKind::Locked,
    UsageKind::Shutdown,
    UsageKind::Startup,
    UsageKind::PermissionLost,
    UsageKind::PermissionGranted,
];

impl Guardian {
    /// The tamper log of [from, to), in order of time. An entry tells what was seen, never who did it: systems and
    /// updates move clocks and take permissions, too. [`crate::report::tamper_text`] puts one into words. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn tamper_log(&self, from: Moment, to: Moment) -> Result<Vec<TamperEntry>> {
        self.with_store(|store| {
            let read = store.read()?;
            let zone = rows::profile(&read)?.map_or(Ok(TimeZone::UTC), |profile| zone(&profile.zone))?;
            let found = rows::findings(&read, from.epoch_ms, to.epoch_ms)?;
            Ok(found.iter().map(|finding| finding.entry(&zone)).collect())
        })
    }

    /// How far the device's clock can be believed. `now`, `monotonic_ms` (since boot, counting sleep) and `boot` are
    /// read at one instant; without the last two the clock cannot be judged. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn clock_trust(&self, now: Moment, monotonic_ms: Option<i64>, boot: Option<&str>) -> Result<ClockTrust> {
        let measured = boot.filter(|boot| !boot.is_empty()).zip(monotonic_ms);
        self.with_store(|store| {
            let known = match measured {
                Some((boot, monotonic_ms)) => boot_known(&*store.read()?, boot, monotonic_ms)?,
                None => BootKnown::default(),
            };
            Ok(clock_trust(now, measured, &known))
        })
    }

    /// Sets the kind of an app for this family; none for the shipped one again. Does I/O.
    ///
    /// # Errors
    /// [`crate::Error::InvalidInput`] on `app` if it is empty; the store's errors.
    pub fn set_app_category(&self, app: &str, category: Option<AppCategory>) -> Result<()> {
        let set = crate::model::AppCategorySet { app: app.to_owned(), category };
        Event::AppCategory(set).validate()?;
        self.with_store(|store| {
            let transaction = store.begin()?;
            rows::set_app_category(&transaction, &mut Terms::default(), app, category)?;
            Ok(transaction.commit().map_err(StoreError::from)?)
        })
    }

    /// The kind of an app: what this family set, else the shipped one. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn app_category(&self, app: &str) -> Result<AppCategory> {
        let own = self.with_store(|store| Ok(rows::app_category(&*store.read()?, app)?))?;
        Ok(own.unwrap_or_else(|| category_of(app)))
    }

    /// The kinds of apps that this family set, by app. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn app_categories(&self) -> Result<BTreeMap<String, AppCategory>> {
        self.with_store(|store| Ok(rows::app_categories(&*store.read()?)?.into_iter().collect()))
    }
}

/// What is known of a boot up to a reading of its monotonic clock.
fn boot_known(connection: &Connection, boot: &str, monotonic_ms: i64) -> Result<BootKnown> {
    let Some(id) = rows::term(connection, boot)? else { return Ok(BootKnown::default()) };
    let readings = rows::readings_around(connection, id, monotonic_ms, monotonic_ms)?;
    let newest = readings.iter().rev().find(|reading| reading.monotonic_ms <= monotonic_ms);
    let trusted = rows::trusted_status(connection, id, monotonic_ms)?.and_then(|status| {
        let (boot, monotonic_ms) = status.measured()?;
        Some(Anchor { wall: status.at, monotonic_ms, boot: boot.to_owned(), trusted: status.trusted_time })
    });
    let found = rows::findings_of_boot(connection, id)?;
    let jumps = found.iter().filter(|finding| finding.code == TamperCode::ClockJump);
    let jumped_ms = jumps.filter_map(|jump| jump.by_ms).fold(0, i64::saturating_add);
    let set_back_ms = found.iter().find(|finding| finding.code == TamperCode::ClockSetBack).and_then(|back| back.by_ms);
    Ok(BootKnown {
        trusted,
        newest: newest.map(|reading| (reading.at_ms, reading.monotonic_ms)),
        jumped_ms,
        set_back_ms,
    })
}

/// What a batch told that was new: where its readings lie in their boots, and what it said of the device.
#[derive(Default)]
pub(super) struct Heard {
    boots: BTreeMap<String, (i64, i64)>,
    statuses: Vec<DeviceStatus>,
    /// When usage facts said that the usage permission was granted or lost.
    permission: Vec<(i64, bool)>,
    /// When the clock was changed by nobody knows how much.
    changed: Vec<i64>,
}

impl Heard {
    /// Takes a new usage fact.
    pub(super) fn usage(&mut self, fact: &Observation) {
        if let (Some(boot), Some(monotonic_ms)) = (fact.boot.as_deref(), fact.monotonic_ms) {
            self.reading(boot, monotonic_ms);
        }
        match fact.kind {
            UsageKind::PermissionLost => self.permission.push((fact.at_ms, false)),
            UsageKind::PermissionGranted => self.permission.push((fact.at_ms, true)),
            UsageKind::ClockChanged if fact.monotonic_ms.is_none() => self.changed.push(fact.at_ms),
            _ => {}
        }
    }

    /// Takes a new device status.
    pub(super) fn status(&mut self, status: &DeviceStatus) {
        if let Some((boot, monotonic_ms)) = status.measured() {
            self.reading(boot, monotonic_ms);
        }
        self.statuses.push(status.clone());
    }

    fn reading(&mut self, boot: &str, monotonic_ms: i64) {
        match self.boots.get_mut(boot) {
            Some((from, to)) => {
                *from = monotonic_ms.min(*from);
                *to = monotonic_ms.max(*to);
            }
            None => drop(self.boots.insert(boot.to_owned(), (monotonic_ms, monotonic_ms))),
        }
    }

    /// Writes what follows from the batch into the tamper log.
    pub(super) fn conclude(mut self, connection: &Connection, terms: &mut Terms, now: Moment) -> Result<()> {
        for (boot, (from_ms, to_ms)) in &self.boots {
            let id = terms.id(connection, boot)?;
            let readings = look_within(connection, id, *from_ms, *to_ms)?;
            if let (Some(number), Some(first), Some(last)) = (boot_number(boot), readings.first(), readings.last()) {
                let ends = |reading: &Reading| (reading.at_ms, reading.monotonic_ms);
                rows::widen_boot(connection, &BootSpan { number, first: ends(first), last: ends(last) })?;
                look_between(connection, terms, number)?;
            }
        }
        for at_ms in &self.changed {
            rows::add_finding(connection, 0, &Finding::at(TamperCode::ClockChanged, *at_ms))?;
        }
        if let Some(count) = rows::take_meta(connection, SET_ASIDE)? {
            let count = u32::try_from(count).ok();
            let finding = Finding { count, ..Finding::at(TamperCode::StoreSetAside, now.epoch_ms) };
            rows::add_finding(connection, 0, &finding)?;
        }
        self.remember_device(connection)
    }

    fn remember_device(&mut self, connection: &Connection) -> Result<()> {
        if self.statuses.is_empty() && self.permission.is_empty() {
            return Ok(());
        }
        let mut device: DeviceMemory = rows::memory(connection, MEMORY)?.unwrap_or_default();
        let mut found = Vec::new();
        self.permission.sort_unstable();
        for (at_ms, granted) in &self.permission {
            found.extend(device.usage_permission(*at_ms, *granted));
        }
        in_order(&mut self.statuses);
        for status in &self.statuses {
            found.extend(device.advance(status));
        }
        for finding in found {
            rows::add_finding(connection, 0, &finding)?;
        }
        Ok(rows::remember(connection, MEMORY, &device)?)
    }
}

/// Looks again between the readings of a boot, where new ones came in, and returns them with their neighbours.
fn look_within(connection: &Connection, boot: i64, from_ms: i64, to_ms: i64) -> Result<Vec<Reading>> {
    let readings = rows::readings_around(connection, boot, from_ms, to_ms)?;
    let first_ms = readings.first().map_or(from_ms, |reading| reading.monotonic_ms);
    let screen = rows::screen_fact_before(connection, boot, first_ms, &TELLING)?;
    let screen = screen.and_then(|kind| screen_after(None, kind));
    rows::drop_findings(connection, boot, (first_ms, to_ms), &WITHIN)?;
    for finding in within_boot(&readings, screen) {
        rows::add_finding(connection, boot, &finding)?;
    }
    Ok(readings)
}

/// Looks again between a boot and the known ones before and after it.
fn look_between(connection: &Connection, terms: &mut Terms, number: i64) -> Result<()> {
    let boots = rows::boots_around(connection, number)?;
    for (before, now) in boots.iter().zip(boots.iter().skip(1)) {
        let id = terms.id(connection, &now.number.to_string())?;
        rows::drop_findings(connection, id, (0, 0), &BETWEEN)?;
        for finding in between_boots(before, now) {
            rows::add_finding(connection, id, &finding)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
