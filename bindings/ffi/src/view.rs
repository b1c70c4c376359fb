//! What a person is shown, with a note in the access log; sealed reports; consent.

use jiff::civil::Date;
use lachan_core::access::{self, Entry as AccessEntry, Viewer};
use lachan_core::guardian::{ConsentState, ReportRequest};
use lachan_core::model::{ContactRisk, DayTotals, Language, Moment, to_json};
use lachan_core::sealed::{self, Pairing, SealingKey, Seen};
use zeroize::Zeroizing;

use crate::{Guardian, LaChanError};

#[uniffi::export]
impl Guardian {
    /// The contacts as a person sees them. Does I/O.
    pub fn view_contacts(&self, viewer: Viewer) -> Result<Vec<ContactRisk>, LaChanError> {
        Ok(self.0.view(viewer).contacts()?)
    }

    /// The totals of a day as a person sees them. Does I/O.
    pub fn view_screen_time(&self, viewer: Viewer, day: Date, as_of: Option<Moment>) -> Result<DayTotals, LaChanError> {
        Ok(self.0.view(viewer).screen_time(day, as_of)?)
    }

    /// One rendered report as a person sees it. Does I/O.
    pub fn view_report(&self, viewer: Viewer, request: ReportRequest) -> Result<String, LaChanError> {
        Ok(self.0.view(viewer).report(&request)?)
    }

    /// One report, sealed for the parent's phone. Does I/O.
    pub fn sealed_report(
        &self,
        viewer: Viewer,
        request: ReportRequest,
        pairing: String,
    ) -> Result<Vec<u8>, LaChanError> {
        Ok(self.0.view(viewer).sealed_report(&request, &pairing.parse()?)?)
    }

    /// The incident record as JSON, as a person sees it. Does I/O.
    pub fn view_incident_json(&self, viewer: Viewer) -> Result<String, LaChanError> {
        Ok(to_json(&self.0.view(viewer).incident_record()?)?)
    }

    /// The incident record as a page to print. Does I/O.
    pub fn incident_page(&self, viewer: Viewer, language: Language) -> Result<String, LaChanError> {
        Ok(self.0.view(viewer).incident_page(language)?)
    }

    /// The family's copy of everything that the store holds, as JSON. Does I/O.
    pub fn export_json(&self, viewer: Viewer) -> Result<String, LaChanError> {
        Ok(to_json(&self.0.view(viewer).export_data()?)?)
    }

    /// Who looked at what, hash-chained, as JSON. Does I/O.
    pub fn access_log_json(&self) -> Result<String, LaChanError> {
        Ok(to_json(&self.0.access_log()?)?)
    }

    /// Who looked at what. Does I/O.
    pub fn access_entries(&self) -> Result<Vec<AccessEntry>, LaChanError> {
        Ok(access::entries(&self.0.access_log()?))
    }

    /// How consent stands. Does I/O.
    pub fn consent_state(&self) -> Result<ConsentState, LaChanError> {
        Ok(self.0.consent_state()?)
    }
}

/// A report that was opened.
#[derive(uniffi::Record)]
pub struct OpenedReport {
    /// When it was sealed.
    pub sealed_at: Moment,
    /// Its name.
    pub name: String,
    /// The report.
    pub text: String,
    /// The ids of the reports that were opened so far, one a line.
    pub seen: String,
}

/// The text of the pairing that belongs to the parent's key of 32 bytes. Pure.
#[uniffi::export]
pub fn pairing_text(key: Vec<u8>) -> Result<String, LaChanError> {
    Ok(SealingKey::new(&Zeroizing::new(key))?.pairing().to_string())
}

/// What both phones show of a pairing, so that people can compare. Pure.
#[uniffi::export]
pub fn pairing_fingerprint(pairing: String) -> Result<String, LaChanError> {
    Ok(pairing.parse::<Pairing>()?.fingerprint())
}

/// Opens a sealed report; `seen` are the ids of those opened before, one a line. Pure.
#[uniffi::export]
pub fn open_report(key: Vec<u8>, sealed: Vec<u8>, seen: String) -> Result<OpenedReport, LaChanError> {
    let mut seen = Seen::from_text(&seen);
    let opened = sealed::open(&SealingKey::new(&Zeroizing::new(key))?, &sealed, &mut seen)?;
    Ok(OpenedReport { sealed_at: opened.sealed_at, name: opened.name, text: opened.text, seen: seen.to_text() })
}
