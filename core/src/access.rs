//! The access log: a hash chain over every report, export and view that a person was shown. Pure.
//!
//! The child may read it (ICO Children's Code, standard 11: an obvious sign while monitored). It names no contact.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Result;
use crate::chain::{self, Broken, Hash, Record};
use crate::model::Moment;

/// Name and version of the log's format.
pub const FORMAT: &str = "lachan-access-1";

/// Who is shown something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub who: Reader,
    /// What the host's clock says; the newest time that the store has heard of by default.
    pub at: Option<Moment>,
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// A parent or guardian.
    Parent,
    /// The child.
    Child,
    /// The host app on its own, such as a report made for later.
    Host,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewed {
    /// A report.
    Report,
    /// The list of contacts.
    Contacts,
    /// The totals of a day.
    ScreenTime,
    /// The incident record.
    IncidentRecord,
    /// The family's copy of all data.
    DataExport,
}

/// One view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number of the entry, from 1.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: Reader,
    /// What.
    pub what: Viewed,
    /// Which one: week and format of a report, a day; empty for the rest.
    pub detail: String,
}

/// Adds a view behind the log's head (none at the start) and returns its JSON, number and hash.
pub(crate) fn link(head: Option<(u64, Hash)>, entry: &Entry) -> Result<(Value, u64, Hash)> {
    chain::link(head, entry)
}

/// Makes the log that is shown.
pub(crate) fn export(links: Vec<(Value, Hash)>) -> Record {
    chain::export(FORMAT, links)
}

/// Checks every link of a log and returns how many hold, or the first that does not.
///
/// # Errors
/// [`Broken`], naming the link.
pub fn verify(log: &Record) -> Result<u64, Broken> {
    chain::verify(log, FORMAT)
}

/// The views of a log that can be read; what a newer version wrote and this one does not know is left out.
pub fn entries(log: &Record) -> Vec<Entry> {
    log.links.iter().filter_map(|link| serde_json::from_value(link.entry.clone()).ok()).collect()
}
