//! Who is shown what, and how consent stands.

use lachan_core::access::{Entry as AccessEntry, Reader, Viewed, Viewer};
use lachan_core::guardian::ConsentState;
use lachan_core::model::*;

#[uniffi::remote(Record)]
pub struct Viewer {
    pub who: Reader,
    pub at: Option<Moment>,
}

#[uniffi::remote(Enum)]
pub enum Reader {
    Parent,
    Child,
    Host,
}

#[uniffi::remote(Enum)]
pub enum Viewed {
    Report,
    Contacts,
    ScreenTime,
    IncidentRecord,
    DataExport,
}

#[uniffi::remote(Record)]
pub struct AccessEntry {
    pub seq: u64,
    pub at: Moment,
    pub who: Reader,
    pub what: Viewed,
    pub detail: String,
}

#[uniffi::remote(Record)]
pub struct ConsentState {
    pub consent: Option<Consent>,
    pub withdrawn_at: Option<Moment>,
}
