//! The guardian and the traits that a host implements.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use lachan_core::guardian::{self, Ingested, Mode, ReportRequest, TextScore};
use lachan_core::model::{Alert, ContactRisk, DayTotals, Event, LimitsState, Moment, to_json};
use lachan_core::{Error, Result};

use crate::LaChanError;

/// Gives the store's key, from the host's keystore. Called once a store, with no lock held.
#[uniffi::export(with_foreign)]
pub trait KeyProvider: Send + Sync {
    /// Returns 32 random bytes, the same every time.
    fn store_key(&self) -> Result<Vec<u8>, LaChanError>;
}

/// Hears of alerts as they arise, with no lock held. What it throws is dropped.
#[uniffi::export(with_foreign)]
pub trait AlertListener: Send + Sync {
    /// Takes one alert.
    fn on_alert(&self, alert: Alert) -> Result<(), LaChanError>;
}

/// A host's own text model. Called on a thread of its own; what it throws, or says too late, is dropped.
#[uniffi::export(with_foreign)]
pub trait TextScorer: Send + Sync {
    /// Returns the probabilities of the categories that the model knows, for one incoming message.
    fn score(&self, text: String) -> Result<Vec<TextScore>, LaChanError>;
}

struct Keys(Arc<dyn KeyProvider>);

impl guardian::KeyProvider for Keys {
    fn store_key(&self) -> Result<Vec<u8>> {
        self.0.store_key().map_err(|error| match error {
            LaChanError::Internal { .. } => Error::KeyUnavailable,
            other => other.into(),
        })
    }
}

struct Listener(Arc<dyn AlertListener>);

impl guardian::AlertListener for Listener {
    fn on_alert(&self, alert: Alert) {
        // The batch is in the store and in the return value; a listener that fails undoes nothing.
        let _ = self.0.on_alert(alert);
    }
}

struct Scorer(Arc<dyn TextScorer>);

impl guardian::TextScorer for Scorer {
    fn score(&self, text: String) -> Result<Vec<TextScore>> {
        Ok(self.0.score(text)?)
    }
}

/// The child-safety guardian over one store. All calls block.
#[derive(uniffi::Object)]
pub struct Guardian(pub(crate) guardian::Guardian);

#[uniffi::export]
impl Guardian {
    /// Opens or makes the store at `path`. Does I/O.
    #[uniffi::constructor]
    pub fn open(path: String, keys: Arc<dyn KeyProvider>, mode: Mode) -> Result<Self, LaChanError> {
        Ok(Self(guardian::Guardian::open(Path::new(&path), &Keys(keys), mode)?))
    }

    /// Makes a guardian over a store in memory.
    #[uniffi::constructor]
    pub fn in_memory(mode: Mode) -> Result<Self, LaChanError> {
        Ok(Self(guardian::Guardian::in_memory(mode)?))
    }

    /// Sets who hears of alerts; none to stop.
    pub fn set_alert_listener(&self, listener: Option<Arc<dyn AlertListener>>) {
        let listener = listener.map(|listener| Arc::new(Listener(listener)) as Arc<dyn guardian::AlertListener>);
        self.0.set_alert_listener(listener);
    }

    /// Sets the host's own text model as a further evidence source; none to stop. Waits for a batch under way.
    pub fn set_text_scorer(&self, scorer: Option<Arc<dyn TextScorer>>) {
        let scorer = scorer.map(|scorer| Arc::new(Scorer(scorer)) as Arc<dyn guardian::TextScorer>);
        self.0.set_text_scorer(scorer);
    }

    /// Applies a batch of events in order, all or nothing. Does I/O.
    pub fn ingest(&self, events: Vec<Event>, now: Moment) -> Result<Ingested, LaChanError> {
        Ok(self.0.ingest(&events, now)?)
    }

    /// The contacts, most risk first. Does I/O.
    pub fn contacts(&self) -> Result<Vec<ContactRisk>, LaChanError> {
        Ok(self.0.contacts()?)
    }

    /// The alerts of [from, to), in order of time. Does I/O.
    pub fn alerts(&self, from: Moment, to: Moment) -> Result<Vec<Alert>, LaChanError> {
        Ok(self.0.alerts(from, to)?)
    }

    /// The totals of a day. Does I/O.
    pub fn screen_time(&self, day: Date, as_of: Option<Moment>) -> Result<DayTotals, LaChanError> {
        Ok(self.0.screen_time(day, as_of)?)
    }

    /// What the stored rules say now. Does I/O.
    pub fn limits_state(&self, now: Moment) -> Result<LimitsState, LaChanError> {
        Ok(self.0.limits_state(now)?)
    }

    /// One rendered report. Does I/O.
    pub fn report(&self, request: ReportRequest) -> Result<String, LaChanError> {
        Ok(self.0.report(&request)?)
    }

    /// The incident record as JSON. Does I/O.
    pub fn incident_json(&self) -> Result<String, LaChanError> {
        Ok(to_json(&self.0.incident_record()?)?)
    }

    /// Erases one contact, named by its handle, and the alerts about it. Does I/O.
    pub fn erase_contact(&self, handle: String) -> Result<(), LaChanError> {
        Ok(self.0.erase_contact(&handle)?)
    }

    /// Erases everything, also the profile and the consent. Does I/O.
    pub fn erase_all(&self) -> Result<(), LaChanError> {
        Ok(self.0.erase_all()?)
    }

    /// Closes the store; later calls are refused. Does I/O.
    pub fn close(&self) -> Result<(), LaChanError> {
        Ok(self.0.close()?)
    }
}
