//! Trust at work: what a batch tells of clocks and of the device, the tamper log, the clock asked about, kinds of apps.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::Guardian;
use crate::Result;
use crate::apps::category_of;
use crate::model::{AppCategory, ClockTrust, DeviceStatus, Event, Moment, TamperCode, TamperEntry, UsageKind, zone};
use crate::screen_time::observation::Observation;
use crate::store::rows::Side;
use crate::store::{SET_ASIDE, StoreError, Terms, rows};
use crate::trust::Finding;
use crate::trust::clock::{self, Anchor, BootKnown, BootSpan, Reading, between_boots, boot_number, clock_trust};
use crate::trust::device::{self, DeviceMemory};

/// Under which name the device is remembered.
const MEMORY: &str = "device";
/// What is looked for between the readings of one boot.
const WITHIN: [TamperCode; 2] = [TamperCode::ClockJump, TamperCode::Silence];
/// What is looked for between two boots.
const BETWEEN: [TamperCode; 2] = [TamperCode::ClockSetBack, TamperCode::BootsUnseen];

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
    let newest = rows::reading_beside(connection, id, (Side::Before, monotonic_ms.saturating_add(1)))?;
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
    boots: BTreeMap<String, Vec<Reading>>,
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
            self.reading(boot, Reading { at_ms: fact.at_ms, monotonic_ms, kind: Some(fact.kind) });
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
            self.reading(boot, Reading { at_ms: status.at.epoch_ms, monotonic_ms, kind: None });
        }
        self.statuses.push(status.clone());
    }

    fn reading(&mut self, boot: &str, reading: Reading) {
        match self.boots.get_mut(boot) {
            Some(readings) => readings.push(reading),
            None => drop(self.boots.insert(boot.to_owned(), vec![reading])),
        }
    }

    /// Forgets what is from before an instant, epoch milliseconds.
    pub(super) fn forget_before(&mut self, at_ms: i64) {
        self.boots.values_mut().for_each(|readings| readings.retain(|reading| reading.at_ms >= at_ms));
        self.statuses.retain(|status| status.at.epoch_ms >= at_ms);
        self.permission.retain(|(told_ms, _)| *told_ms >= at_ms);
        self.changed.retain(|changed_ms| *changed_ms >= at_ms);
    }

    /// Writes what follows from the batch into the tamper log.
    pub(super) fn conclude(mut self, connection: &Connection, terms: &mut Terms, now: Moment) -> Result<()> {
        for (boot, mut readings) in std::mem::take(&mut self.boots) {
            clock::in_order(&mut readings);
            let (Some(first), Some(last)) = (readings.first().copied(), readings.last().copied()) else { continue };
            let id = terms.id(connection, &boot)?;
            look_within(connection, id, readings, (first.monotonic_ms, last.monotonic_ms))?;
            if let Some(number) = boot_number(&boot) {
                let ends = |reading: Reading| (reading.at_ms, reading.monotonic_ms);
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
        let mut memory: DeviceMemory = rows::memory(connection, MEMORY)?.unwrap_or_default();
        let mut found = Vec::new();
        self.permission.sort_unstable();
        for (at_ms, granted) in &self.permission {
            found.extend(memory.usage_permission(*at_ms, *granted));
        }
        device::in_order(&mut self.statuses);
        for status in &self.statuses {
            found.extend(memory.advance(status));
        }
        for finding in found {
            rows::add_finding(connection, 0, &finding)?;
        }
        Ok(rows::remember(connection, MEMORY, &memory)?)
    }
}

/// Looks again between the readings of a boot, where new ones came in, up to the nearest known ones on either side.
fn look_within(connection: &Connection, boot: i64, new: Vec<Reading>, span: (i64, i64)) -> Result<()> {
    let mut readings = new;
    // Facts mostly come in as they happen; then nothing that was known lies between them.
    if rows::count_readings(connection, boot, span)? != readings.len() as i64 {
        readings = rows::readings(connection, boot, span)?;
    }
    readings.extend(rows::reading_beside(connection, boot, (Side::Before, span.0))?);
    readings.extend(rows::reading_beside(connection, boot, (Side::After, span.1))?);
    clock::in_order(&mut readings);
    let first_ms = readings.first().map_or(span.0, |reading| reading.monotonic_ms);
    let screen = match clock::asks_for_screen(&readings) {
        true => rows::screen_fact_before(connection, boot, first_ms, clock::tells_screen)?,
        false => None,
    };
    rows::drop_findings(connection, boot, (first_ms, span.1), &WITHIN)?;
    for finding in clock::within_boot(&readings, screen.and_then(|kind| clock::screen_after(None, kind))) {
        rows::add_finding(connection, boot, &finding)?;
    }
    Ok(())
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
