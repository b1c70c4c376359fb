//! What a person is shown. Each view is written to the access log in the transaction that reads it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;

use super::ask::{self, ReportRequest};
use super::ingest::WITHDRAWN;
use super::{Guardian, rows, usage};
use crate::Result;
use crate::access::{self, Reader, Viewed, Viewer};
use crate::age::{age, ages};
use crate::chain::hex;
use crate::incident::Record;
use crate::model::{Alert, Checkpoint, Consent, ContactRisk, DayTotals, Language, LimitsSet, Moment, Profile, Usage};
use crate::report::{self, Audience, Format};
use crate::sealed::{self, Pairing};
use crate::store::{ContactRow, StoreError};

/// Name and version of the family's copy of all data.
const DATA_FORMAT: &str = "lachan-data-1";

/// A guardian as one person sees it: every answer is noted in the access log, which the child may read.
pub struct Viewing<'a> {
    guardian: &'a Guardian,
    viewer: Viewer,
}

/// How consent stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsentState {
    /// The newest consent, if one stands.
    pub consent: Option<Consent>,
    /// When consent was last withdrawn, in UTC.
    pub withdrawn_at: Option<Moment>,
}

/// The family's copy of everything that the store holds, in the SDK's public records. What is kept as keyed hashes or
/// as the engine's numbers only (messages already counted, groups) has no public form and is not in it.
#[derive(Clone, Serialize)]
pub struct FamilyData {
    /// Name and version of the format.
    pub format: &'static str,
    /// The child's profile.
    pub profile: Option<Profile>,
    /// All consents, the oldest first.
    pub consents: Vec<Consent>,
    /// When consent was last withdrawn.
    pub withdrawn_at: Option<Moment>,
    /// All rules ever set, the oldest first.
    pub limits: Vec<LimitsSet>,
    /// The contacts, most risk first.
    pub contacts: Vec<ContactRisk>,
    /// All alerts in order of time.
    pub alerts: Vec<Alert>,
    /// All usage facts in order of time.
    pub usage: Vec<Usage>,
    /// All lower bounds of use by day.
    pub checkpoints: Vec<Checkpoint>,
    /// The incident record.
    pub incidents: Record,
    /// The access log, up to this export.
    pub access: Record,
}

impl Guardian {
    /// The guardian as a person sees it. No I/O.
    pub fn view(&self, viewer: Viewer) -> Viewing<'_> {
        Viewing { guardian: self, viewer }
    }

    /// One rendered report, seen by the one it is written for when it is made. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn report(&self, request: &ReportRequest) -> Result<String> {
        let who = match request.audience {
            Audience::Parent => Reader::Parent,
            Audience::Child => Reader::Child,
        };
        self.view(Viewer { who, at: request.generated_at }).report(request)
    }

    /// Who looked at what, hash-chained. Reading it is not noted. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn access_log(&self) -> Result<Record> {
        self.with_store(|store| ask::access_log(&*store.read()?))
    }

    /// How consent stands. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn consent_state(&self) -> Result<ConsentState> {
        self.with_store(|store| {
            let read = store.read()?;
            Ok(ConsentState { consent: rows::consent(&read)?, withdrawn_at: withdrawn_at(&read)? })
        })
    }
}

impl Viewing<'_> {
    /// The contacts, most risk first; for a parent with the names that the child's age allows. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn contacts(&self) -> Result<Vec<ContactRisk>> {
        self.noted(Viewed::Contacts, String::new(), |read| {
            let contacts = ask::contacts(read, ask::newest(read)?)?;
            match rows::profile(read)? {
                Some(profile) if self.viewer.who == Reader::Parent => {
                    let age = age(profile.birth_year, self.at(read)?);
                    Ok(ages()?.detail(age)?.contacts(contacts))
                }
                _ => Ok(contacts),
            }
        })
    }

    /// The totals of a day in the child's zone. `as_of` lengthens a session still open at the end of the data. Does
    /// I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn screen_time(&self, day: Date, as_of: Option<Moment>) -> Result<DayTotals> {
        self.noted(Viewed::ScreenTime, day.to_string(), |write| Ok(usage::day_view(write, day, as_of)?.totals))
    }

    /// One rendered report. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn report(&self, request: &ReportRequest) -> Result<String> {
        let detail = words(request, ' ');
        let input = self.noted(Viewed::Report, detail, |read| ask::report_input(read, request))?;
        report::render(&report::build(&input)?, request.format)
    }

    /// One report, sealed for the parent's phone. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); [`Error::InvalidInput`](crate::Error::InvalidInput) on `pairing`;
    /// the store's errors.
    pub fn sealed_report(&self, request: &ReportRequest, pairing: &Pairing) -> Result<Vec<u8>> {
        let (random, at) = self.guardian.with_store(|store| Ok((store.random()?, self.at(&*store.read()?)?)))?;
        let text = self.report(request)?;
        sealed::seal(pairing, &format!("report-{}", words(request, '-')), &text, at, random)
    }

    /// The hash-chained incident record. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn incident_record(&self) -> Result<Record> {
        self.noted(Viewed::IncidentRecord, String::new(), ask::incident_record)
    }

    /// The incident record as a page to print, with the contacts' names and a sheet to fill in. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn incident_page(&self, language: Language) -> Result<String> {
        let (record, names, zone) = self.noted(Viewed::IncidentRecord, "page".into(), |read| {
            let named = |row: ContactRow| Some((hex(&row.handle), row.display_name?));
            let names = rows::contacts(read)?.into_iter().filter_map(named).collect();
            Ok((ask::incident_record(read)?, names, ask::now(read)?.1))
        })?;
        report::incident_page(&record, &names, &zone, language)
    }

    /// The family's copy of everything that the store holds. Does I/O; its size is that of the store.
    ///
    /// # Errors
    /// The store's errors.
    pub fn export_data(&self) -> Result<FamilyData> {
        self.noted(Viewed::DataExport, String::new(), |read| {
            Ok(FamilyData {
                format: DATA_FORMAT,
                profile: rows::profile(read)?,
                consents: rows::consents(read)?,
                withdrawn_at: withdrawn_at(read)?,
                limits: rows::all_limits(read)?,
                contacts: ask::contacts(read, ask::newest(read)?)?,
                alerts: rows::alerts(read, i64::MIN, i64::MAX)?,
                usage: rows::all_usage(read)?,
                checkpoints: rows::all_checkpoints(read)?,
                incidents: ask::incident_record(read)?,
                access: ask::access_log(read)?,
            })
        })
    }

    /// Answers, then notes that it was answered: without the note there is no answer.
    fn noted<T>(&self, what: Viewed, detail: String, answer: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.guardian.with_store(|store| {
            let transaction = store.begin()?;
            let answer = answer(&transaction)?;
            let entry = access::Entry { seq: 0, at: self.at(&transaction)?, who: self.viewer.who, what, detail };
            let link = access::link(rows::chain_head(&transaction, rows::Chain::Access)?, &entry)?;
            rows::add_access(&transaction, entry.at.epoch_ms, &link)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(answer)
        })
    }

    fn at(&self, connection: &Connection) -> Result<Moment> {
        Ok(match self.viewer.at {
            Some(at) => at,
            None => ask::now(connection)?.0,
        })
    }
}

/// Which report, in short: `2026-W47 parent vi html`.
fn words(request: &ReportRequest, between: char) -> String {
    let audience = match request.audience {
        Audience::Parent => "parent",
        Audience::Child => "child",
    };
    let language = match request.language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let format = match request.format {
        Format::Html => "html",
        Format::Json => "json",
        Format::Csv => "csv",
        Format::Text => "text",
    };
    // Before the form stands a dot in a file's name.
    let last = if between == '-' { '.' } else { between };
    format!("{}{between}{audience}{between}{language}{last}{format}", request.period)
}

fn withdrawn_at(connection: &Connection) -> Result<Option<Moment>> {
    Ok(rows::meta(connection, WITHDRAWN)?.map(|ms| Moment::in_zone(ms, &TimeZone::UTC)))
}
