//! What a parent asks: contacts, alerts, screen time, reports, the incident record.

use jiff::civil::Date;

use super::{Guardian, ingest::NEWEST};
use crate::incident::{self, hex};
use crate::model::{Alert, ContactRisk, DayTotals, Language, Moment, Profile, zone};
use crate::report::{self, Audience, Format, ReportPeriod};
use crate::risk::{ContactFacts, ContactState, Engine};
use crate::screen_time::day::DayRules;
use crate::screen_time::sessions::timeline;
use crate::screen_time::totals::{day_totals, days_totals};
use crate::store::{Store, rows};
use crate::{Error, Result};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportRequest {
    /// Which days.
    pub period: ReportPeriod,
    /// For whom.
    pub audience: Audience,
    /// In which language.
    pub language: Language,
    /// In which form.
    pub format: Format,
    /// When it is made; the newest time that the store has heard of by default.
    pub generated_at: Option<Moment>,
}

impl Guardian {
    /// The contacts, most risk first. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn contacts(&self) -> Result<Vec<ContactRisk>> {
        self.with_store(|store| {
            let rows = store.read()?;
            contacts(&rows, newest(&rows)?)
        })
    }

    /// The alerts of [from, to), in order of time. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn alerts(&self, from: Moment, to: Moment) -> Result<Vec<Alert>> {
        self.with_store(|store| Ok(rows::alerts(&*store.read()?, from.epoch_ms, to.epoch_ms)?))
    }

    /// The totals of a day in the child's zone. `as_of` lengthens a session still open at the end of the data. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn screen_time(&self, day: Date, as_of: Option<Moment>) -> Result<DayTotals> {
        self.with_store(|store| {
            let read = store.read()?;
            let rules = DayRules::of(&profile(&read)?)?;
            day_totals(&rows::observations(&read)?, &rows::checkpoints(&read, day, day)?, day, &rules, as_of)
        })
    }

    /// One rendered report. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn report(&self, request: &ReportRequest) -> Result<String> {
        let input = self.with_store(|store| report_input(store, request))?;
        report::render(&report::build(&input)?, request.format)
    }

    /// The hash-chained incident record. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn incident_record(&self) -> Result<incident::Record> {
        self.with_store(|store| Ok(incident::export(rows::incidents(&*store.read()?)?)))
    }
}

fn report_input(store: &mut Store, request: &ReportRequest) -> Result<report::Input> {
    let read = store.read()?;
    let profile = profile(&read)?;
    let newest = newest(&read)?;
    let rules = DayRules::of(&profile)?;
    let timeline = timeline(&rows::observations(&read)?, &rules.uncounted, None);
    let days = |period: ReportPeriod| {
        let (first, last) = (period.first_day(), period.last_day());
        days_totals(&timeline, &rows::checkpoints(&read, first, last)?, first, last, &rules)
    };
    let (this, previous) = (days(request.period)?, days(request.period.previous())?);
    let (from, to) = (this.first().map_or(0, |day| day.from.epoch_ms), this.last().map_or(0, |day| day.to.epoch_ms));
    Ok(report::Input {
        audience: request.audience,
        language: request.language,
        period: request.period,
        generated_at: request.generated_at.unwrap_or(Moment::in_zone(newest, &rules.zone)),
        days: recorded(this),
        previous_days: recorded(previous),
        contacts: contacts(&read, newest)?,
        alerts: rows::alerts(&read, from, to)?,
        rules: rows::limits(&read)?.map(|set| set.rules),
        consent: rows::consent(&read)?,
        profile,
    })
}

/// Days of which something is known. The others are left out, so that no report takes them for days without use.
fn recorded(mut days: Vec<DayTotals>) -> Vec<DayTotals> {
    days.retain(|day| !day.is_empty());
    days
}

/// The contacts as they stand at an instant, most risk first, then by handle.
fn contacts(connection: &rusqlite::Connection, at_ms: i64) -> Result<Vec<ContactRisk>> {
    let engine = Engine::embedded()?;
    let zone = rows::profile(connection)?.map_or(Ok(jiff::tz::TimeZone::UTC), |profile| zone(&profile.zone))?;
    let moment = |ms: i64| (ms != 0).then(|| Moment::in_zone(ms, &zone));
    let mut contacts = Vec::new();
    for row in rows::contacts(connection)? {
        let state = ContactState::from_bytes(&row.state)?;
        let facts = ContactFacts { relation: row.relation, saved: row.saved };
        let standing = engine.standing(&state, &facts, at_ms);
        contacts.push(ContactRisk {
            contact: hex(&row.handle),
            app: row.app,
            display_name: row.display_name,
            relation: row.relation,
            saved: row.saved,
            score: standing.score,
            level: standing.level,
            category: standing.category,
            reasons: standing.reasons,
            stage: standing.stage,
            confidence: standing.confidence,
            unknown: standing.unknown,
            incoming: state.incoming,
            outgoing: state.outgoing,
            night_share: state.night_share(),
            first_seen: moment(state.first_seen_ms),
            last_seen: moment(state.last_seen_ms),
        });
    }
    contacts.sort_by(|a, b| {
        b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)).then_with(|| a.contact.cmp(&b.contact))
    });
    Ok(contacts)
}

pub(super) fn profile(connection: &rusqlite::Connection) -> Result<Profile> {
    rows::profile(connection)?.ok_or(Error::NoProfile)
}

/// The newest time that the store has heard of, epoch milliseconds.
fn newest(connection: &rusqlite::Connection) -> Result<i64> {
    Ok(rows::meta(connection, NEWEST)?.unwrap_or(0))
}
