//! Retention at work: the store's retention day, what it refuses as past its time, and what it removes.

use rusqlite::Connection;

use super::{Guardian, usage};
use crate::Result;
use crate::model::{DeviceStatus, Event, Moment};
use crate::retention::{RetentionDay, day_of, kept_days};
use crate::risk::{ContactState, GroupState};
use crate::screen_time::day::DayRules;
use crate::store::{Horizons, StoreError, rows};

/// Under which name the retention day is remembered.
const MEMORY: &str = "retention_day";

impl Guardian {
    /// Removes what is past its time and tells how many records went. In [`Mode::Host`](super::Mode::Host) every
    /// [`Guardian::ingest`] does the same; this is for a host that has nothing to tell, once a day, and for the end of
    /// a replay. Does I/O, next to none when the day is the same.
    ///
    /// `now` is the host's clock. It counts as one day with facts: a clock that is wrong removes nothing
    /// (docs/adr/0012-retention-day.md).
    ///
    /// # Errors
    /// The store's errors.
    pub fn retain(&self, now: Moment) -> Result<u64> {
        self.with_store(|store| {
            let transaction = store.begin()?;
            let mut retention = Retention::of(&transaction)?;
            retention.hear(&[], now);
            let gone = retention.settle(&transaction, true)?;
            transaction.commit().map_err(StoreError::from)?;
            if gone > 0 {
                store.clear_log()?;
            }
            Ok(gone as u64)
        })
    }
}

/// The retention day as it stood and as it stands.
pub(super) struct Retention {
    before: RetentionDay,
    now: RetentionDay,
}

impl Retention {
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        let before: RetentionDay = rows::memory(connection, MEMORY)?.unwrap_or_default();
        Ok(Self { now: before.clone(), before })
    }

    /// Takes the days of a batch, in their order, and that of the host's clock.
    pub(super) fn hear(&mut self, events: &[Event], now: Moment) {
        let mut days = Vec::new();
        for day in events.iter().filter_map(Event::fact_time).map(|at| day_of(at.epoch_ms)) {
            if days.last() != Some(&day) {
                days.push(day);
            }
        }
        days.sort_unstable();
        days.dedup();
        days.into_iter().for_each(|day| self.now.heard_of(day));
        self.now.host_says(day_of(now.epoch_ms));
    }

    /// Takes a trusted time.
    pub(super) fn trust(&mut self, status: &DeviceStatus) {
        if let Some(truth) = status.trusted_time {
            self.now.trusted(day_of(truth.epoch_ms));
        }
    }

    /// Tells whether an event is of a time of which nothing is kept: it must not come back after it was removed.
    pub(super) fn is_past(&self, event: &Event) -> bool {
        let (Some(at), Ok(kept)) = (event.fact_time(), kept_days()) else { return false };
        let days = match event {
            Event::Usage(_) | Event::Checkpoint(_) => kept.observations,
            Event::DeviceStatus(_) => kept.device_status,
            _ => kept.counted,
        };
        at.epoch_ms < self.before.horizon(days).min(self.now.horizon(days))
    }

    /// Remembers the day, and with `clear_up` removes what is past its time when it is another day than when that was
    /// last done. Returns how many records went.
    pub(super) fn settle(&mut self, connection: &Connection, clear_up: bool) -> Result<usize> {
        let mut gone = 0;
        if clear_up && self.now.day != self.now.swept {
            gone = sweep(connection, &self.now)?;
            self.now.swept = self.now.day;
        }
        if self.now != self.before {
            rows::remember(connection, MEMORY, &self.now)?;
        }
        Ok(gone)
    }
}

fn sweep(connection: &Connection, day: &RetentionDay) -> Result<usize> {
    let kept = kept_days()?;
    let horizons = Horizons {
        observations: day.horizon(kept.observations),
        device_status: day.horizon(kept.device_status),
        counted: day.horizon(kept.counted),
        alerts: day.horizon(kept.alerts),
        tamper: day.horizon(kept.tamper),
        day_totals: day.horizon(kept.day_totals),
    };
    // The totals of days outlive their facts.
    let facts = match rows::profile(connection)? {
        Some(profile) => {
            let rules = DayRules::of(&profile)?;
            usage::retire(connection, &rules, rules.holding(horizons.observations)?.date)?
        }
        None => 0,
    };
    let mut gone = facts + rows::sweep(connection, &horizons)?;
    let contacts_from = day.horizon(kept.contacts);
    let blank = ContactState::default().to_bytes();
    for row in rows::contacts(connection)? {
        let last_ms = ContactState::from_bytes(&row.state)?.last_seen_ms;
        // A contact that was only introduced has no features and no last contact.
        let is_blank = last_ms == 0;
        if !is_blank && last_ms < contacts_from {
            rows::forget_contact(connection, row.id, &blank)?;
            gone += 1;
        }
    }
    for (handle, state) in rows::conversations(connection)? {
        let last_ms = i64::from(GroupState::from_bytes(&state)?.last_minute()) * 60_000;
        if last_ms < contacts_from {
            rows::forget_conversation(connection, &handle)?;
            gone += 1;
        }
    }
    if gone > 0 {
        gone += rows::forget_unused_terms(connection)?;
    }
    Ok(gone)
}

#[cfg(test)]
mod tests;
