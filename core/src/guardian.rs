//! The one door in: open a store, ingest, ask, report.

mod ask;
mod helpline;
mod ingest;
mod limits;
mod retention;
mod scorer;
mod trust;
mod usage;
mod view;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

pub use ask::ReportRequest;
pub use ingest::{Ingested, Skip, Skipped};
pub use limits::PlanRequest;
pub use scorer::{TextScore, TextScorer};
pub use view::{ConsentState, FamilyData, Viewing};

use crate::chain::unhex;
use crate::incident::{self, Why};
use crate::model::{Alert, Event, Moment};
use crate::store::{Handle, Store, StoreError, StoreKey, rows};
use crate::{Error, Result};

/// Gives the store's key, from the host's keystore. Called once, with no lock held.
pub trait KeyProvider: Send + Sync {
    /// Returns 32 random bytes, the same every time.
    ///
    /// # Errors
    /// [`Error::KeyUnavailable`] when the keystore is locked or has lost the key.
    fn store_key(&self) -> Result<Vec<u8>>;
}

/// Hears of alerts as they arise. Called after every lock is released, so it may call the guardian.
pub trait AlertListener: Send + Sync {
    /// Takes one alert. Errors and panics of a listener are the host's own; they undo nothing.
    fn on_alert(&self, alert: Alert);
}

/// How strict a guardian is with its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A real host: profile and consent come first, or events are refused.
    Host,
    /// A replay of a recorded file: without a profile the zone is the first event's offset, without consent nothing
    /// is checked.
    Replay,
}

/// The child-safety guardian over one store. All calls block; hosts run them on a background thread.
pub struct Guardian {
    mode: Mode,
    store: Mutex<Option<Store>>,
    listener: Mutex<Option<Arc<dyn AlertListener>>>,
    scorer: Mutex<Option<scorer::Worker>>,
}

impl Guardian {
    /// Opens or makes the store at `path`. Does I/O.
    ///
    /// # Errors
    /// [`Error::KeyUnavailable`], [`Error::WrongKey`], [`Error::Corrupt`] (the damaged file is renamed aside, so that
    /// the next call makes a new one), [`Error::TooNew`], [`Error::Busy`], [`Error::DiskFull`],
    /// [`Error::Unavailable`].
    pub fn open(path: &Path, keys: &dyn KeyProvider, mode: Mode) -> Result<Self> {
        let bytes = zeroize::Zeroizing::new(keys.store_key()?);
        Ok(Self::over(Store::open(path, &StoreKey::new(&bytes)?)?, mode))
    }

    /// Makes a guardian over a store in memory, which ends with it. For replays and tests.
    ///
    /// # Errors
    /// [`Error::Internal`] if SQLite cannot run.
    pub fn in_memory(mode: Mode) -> Result<Self> {
        Ok(Self::over(Store::in_memory()?, mode))
    }

    fn over(store: Store, mode: Mode) -> Self {
        Self { mode, store: Mutex::new(Some(store)), listener: Mutex::new(None), scorer: Mutex::new(None) }
    }

    /// Sets who hears of alerts beside the return value of [`Guardian::ingest`]; none to stop.
    pub fn set_alert_listener(&self, listener: Option<Arc<dyn AlertListener>>) {
        *held(&self.listener) = listener;
    }

    /// Sets the host's own text model as a further evidence source; none to stop. It runs on a thread of its own.
    pub fn set_text_scorer(&self, scorer: Option<Arc<dyn TextScorer>>) {
        *held(&self.scorer) = scorer.map(scorer::Worker::start);
    }

    /// Applies a batch of events in order, all or nothing. Does I/O; one transaction a batch.
    ///
    /// `now` is the host's clock. Repeated events change nothing and are named in [`Ingested::skipped`].
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with the event's place in the batch (from 1) as `line`; [`Error::NoProfile`] and
    /// [`Error::NoConsent`] in [`Mode::Host`]; the store's errors.
    pub fn ingest(&self, events: &[Event], now: Moment) -> Result<Ingested> {
        let mut scorer = held(&self.scorer);
        let ingested = self.with_store(|store| ingest::ingest(store, self.mode, scorer.as_mut(), events, now))?;
        drop(scorer);
        let listener = held(&self.listener).clone();
        if let Some(listener) = listener {
            ingested.alerts.iter().for_each(|alert| listener.on_alert(alert.clone()));
        }
        Ok(ingested)
    }

    /// Erases one contact, named by its handle, the alerts about it and its entries in the incident record, which keep
    /// their hashes only, so that the chain still holds. Does I/O.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `contact` if there is no such contact; the store's errors.
    pub fn erase_contact(&self, handle: &str) -> Result<()> {
        self.with_store(|store| {
            let transaction = store.begin()?;
            let known = match unhex::<{ std::mem::size_of::<Handle>() }>(handle) {
                Some(handle) => rows::erase_contact(&transaction, &handle)?,
                None => false,
            };
            if !known {
                return Err(Error::invalid("contact", "is not the handle of a contact in this store"));
            }
            let about = |entry: &serde_json::Value| entry.get("contact").and_then(|text| text.as_str()) == Some(handle);
            erase_incidents(&transaction, about, Why::ContactErased)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(store.shrink()?)
        })
    }

    /// Erases everything, also the profile and the consent: what a withdrawal asks for. Does I/O. In [`Mode::Host`]
    /// nothing is taken in again before a new profile and consent.
    ///
    /// # Errors
    /// The store's errors.
    pub fn erase_all(&self) -> Result<()> {
        self.with_store(|store| Ok(store.erase_all()?))
    }

    /// Closes the store and lets go of the host's text model; later calls are [`Error::Closed`]. Does I/O.
    ///
    /// # Errors
    /// The store's errors while its log is written back.
    pub fn close(&self) -> Result<()> {
        self.set_text_scorer(None);
        let store = held(&self.store).take();
        Ok(store.map_or(Ok(()), Store::close)?)
    }

    /// Answers a question that may keep what it derives.
    fn deriving<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.with_store(|store| store.deriving(work))
    }

    fn with_store<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        work(held(&self.store).as_mut().ok_or(Error::Closed)?)
    }
}

/// Erases the chosen entries of the incident record, as of the newest time that the store has heard of.
fn erase_incidents(
    connection: &rusqlite::Connection,
    chosen: impl Fn(&serde_json::Value) -> bool,
    why: Why,
) -> Result<()> {
    let (at, zone) = ask::now(connection)?;
    let links = rows::links(connection, rows::Chain::Incident)?;
    let Some(erasing) = incident::erase(&links, chosen, (at, &zone, why))? else { return Ok(()) };
    for (seq, tombstone) in &erasing.tombstones {
        rows::replace_incident(connection, *seq, tombstone)?;
    }
    Ok(rows::add_incident(connection, &erasing.link)?)
}

/// Locks, also after a panic in another thread: a transaction that panicked was rolled back.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod privacy_tests;
#[cfg(test)]
mod tests;
