//! What a parent asks: contacts, alerts, reports, the incident record.

use rusqlite::Connection;

use super::{Guardian, ingest::NEWEST, usage};
use crate::access::{self, Reader};
use crate::chain::hex;
use crate::incident;
use crate::model::{Alert, ContactRisk, DayTotals, DayView, Language, Moment, Profile, zone};
use crate::report::{self, Audience, Format, ReportPeriod};
use crate::risk::{ContactFacts, ContactState, Engine};
use crate::screen_time::day::DayRules;
use crate::store::rows;
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
    /// The contacts, most risk first, for the host's own work; [`Guardian::view`] is for showing them. Does I/O.
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

    /// The hash-chained incident record, for the host's own work; [`Guardian::view`] is for showing it. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn incident_record(&self) -> Result<incident::Record> {
        self.with_store(|store| incident_record(&*store.read()?))
    }
}

pub(super) fn incident_record(connection: &Connection) -> Result<incident::Record> {
    Ok(incident::export(rows::links(connection, rows::Chain::Incident)?))
}

pub(super) fn report_input(read: &Connection, request: &ReportRequest) -> Result<report::Input> {
    let profile = profile(read)?;
    let newest = newest(read)?;
    let rules = DayRules::of(&profile)?;
    let days = |period: ReportPeriod| usage::day_views(read, &rules, (period.first_day(), period.last_day()), None);
    let totals = |views: Vec<DayView>| views.into_iter().map(|view| view.totals).collect::<Vec<DayTotals>>();
    let (this, previous) = (days(request.period)?, totals(days(request.period.previous())?));
    let hours = match (request.period, this.as_slice()) {
        (ReportPeriod::Day(_), [day]) => day.hours.clone(),
        _ => Vec::new(),
    };
    let this = totals(this);
    let (from, to) = (this.first().map_or(0, |day| day.from.epoch_ms), this.last().map_or(0, |day| day.to.epoch_ms));
    let generated_at = request.generated_at.unwrap_or(Moment::in_zone(newest, &rules.zone));
    Ok(report::Input {
        audience: request.audience,
        language: request.language,
        period: request.period,
        generated_at,
        hours,
        days: recorded(this),
        previous_days: recorded(previous),
        contacts: contacts(read, newest)?,
        alerts: rows::alerts(read, from, to)?,
        rules: rows::limits(read)?.map(|set| set.rules),
        ledger: rows::grants(read, request.period.first_day().yesterday().unwrap_or(jiff::civil::Date::MIN))?,
        consent: rows::consent(read)?,
        // Only what came before this report: a report made twice of one store has the same bytes.
        views: views(read, from, to.min(generated_at.epoch_ms))?,
        profile,
    })
}

/// What parents looked at in [from, to), epoch milliseconds.
fn views(connection: &Connection, from_ms: i64, to_ms: i64) -> Result<Vec<access::Entry>> {
    let entries: Vec<serde_json::Value> = rows::accesses(connection, from_ms, to_ms)?;
    // A kind of view that only a newer version knows is left out.
    let known = entries.into_iter().filter_map(|entry| serde_json::from_value::<access::Entry>(entry).ok());
    Ok(known.filter(|view| view.who == Reader::Parent).collect())
}

pub(super) fn access_log(connection: &Connection) -> Result<crate::incident::Record> {
    Ok(access::export(rows::links(connection, rows::Chain::Access)?))
}

/// The newest time that the store has heard of, as the child's clock shows it, and the child's zone.
pub(super) fn now(connection: &Connection) -> Result<(Moment, String)> {
    let name = rows::profile(connection)?.map_or_else(|| "UTC".to_owned(), |profile| profile.zone);
    Ok((Moment::in_zone(newest(connection)?, &zone(&name)?), name))
}

/// Days of which something is known. The others are left out, so that no report takes them for days without use.
fn recorded(mut days: Vec<DayTotals>) -> Vec<DayTotals> {
    days.retain(|day| !day.is_empty());
    days
}

/// The contacts as they stand at an instant, most risk first, then by handle.
pub(super) fn contacts(connection: &Connection, at_ms: i64) -> Result<Vec<ContactRisk>> {
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

pub(super) fn profile(connection: &Connection) -> Result<Profile> {
    rows::profile(connection)?.ok_or(Error::NoProfile)
}

/// The newest time that the store has heard of, epoch milliseconds.
pub(super) fn newest(connection: &Connection) -> Result<i64> {
    Ok(rows::meta(connection, NEWEST)?.unwrap_or(0))
}
