//! What a parent asks: contacts, alerts, screen time, limits, reports, the incident record.

use jiff::civil::Date;

use super::{Guardian, ingest::NEWEST};
use crate::incident::{self, hex};
use crate::model::{Alert, ContactRisk, DayTotals, Language, LimitsCase, LimitsState, Moment, Profile, zone};
use crate::report::{self, Audience, Format, IsoWeek};
use crate::risk::{ContactState, Engine};
use crate::screen_time;
use crate::store::{Store, rows};
use crate::{Error, Result};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportRequest {
    /// The ISO week.
    pub week: IsoWeek,
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
            let profile = profile(&read)?;
            screen_time::day_totals(&rows::usage(&read)?, &rows::checkpoints(&read, day, day)?, day, &profile, as_of)
        })
    }

    /// What the stored rules say at `now`, with the use that the store knows of. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; [`Error::InvalidInput`] if the profile's zone is unknown; the store's errors.
    pub fn limits_state(&self, now: Moment) -> Result<LimitsState> {
        self.with_store(|store| {
            let read = store.read()?;
            let profile = profile(&read)?;
            let rules = rows::limits(&read)?.map(|set| set.rules).unwrap_or_default();
            let limit_day = Profile { day_start: rules.day_start, ..profile };
            let day = screen_time::day_of(now, &limit_day)?;
            let facts = rows::usage(&read)?;
            let totals =
                screen_time::day_totals(&facts, &rows::checkpoints(&read, day, day)?, day, &limit_day, Some(now))?;
            screen_time::limits::evaluate(&LimitsCase {
                zone: limit_day.zone,
                now,
                rules,
                used_minutes: totals.device_minutes,
                used_up_at: None,
            })
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
    let zone = zone(&profile.zone)?;
    let newest = newest(&read)?;
    let facts = rows::usage(&read)?;
    let days = |week: IsoWeek| -> Result<Vec<DayTotals>> {
        let checkpoints = rows::checkpoints(&read, week.first_day(), week.last_day())?;
        let day = |day| screen_time::day_totals(&facts, &checkpoints, day, &profile, None);
        week.days().into_iter().map(day).collect()
    };
    let (this, previous) = (days(request.week)?, days(request.week.previous())?);
    let (from, to) = (this.first().map_or(0, |day| day.from.epoch_ms), this.last().map_or(0, |day| day.to.epoch_ms));
    Ok(report::Input {
        audience: request.audience,
        language: request.language,
        week: request.week,
        generated_at: request.generated_at.unwrap_or(Moment::in_zone(newest, &zone)),
        days: this,
        previous_days: if previous.iter().all(DayTotals::is_empty) { Vec::new() } else { previous },
        contacts: contacts(&read, newest)?,
        alerts: rows::alerts(&read, from, to)?,
        rules: rows::limits(&read)?.map(|set| set.rules),
        consent: rows::consent(&read)?,
        profile,
    })
}

/// The contacts as they stand at an instant, most risk first, then by handle.
fn contacts(connection: &rusqlite::Connection, at_ms: i64) -> Result<Vec<ContactRisk>> {
    let engine = Engine::embedded()?;
    let zone = rows::profile(connection)?.map_or(Ok(jiff::tz::TimeZone::UTC), |profile| zone(&profile.zone))?;
    let moment = |ms: i64| Moment::in_zone(ms, &zone);
    let mut contacts = Vec::new();
    for row in rows::contacts(connection)? {
        let state = ContactState::from_bytes(&row.state)?;
        let standing = engine.standing(&state, at_ms);
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
            incoming: state.incoming(),
            outgoing: state.outgoing(),
            night_share: state.night_share(),
            first_seen: state.first_seen().map(moment),
            last_seen: state.last_seen().map(moment),
        });
    }
    contacts.sort_by(|a, b| {
        b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)).then_with(|| a.contact.cmp(&b.contact))
    });
    Ok(contacts)
}

fn profile(connection: &rusqlite::Connection) -> Result<Profile> {
    rows::profile(connection)?.ok_or(Error::NoProfile)
}

/// The newest time that the store has heard of, epoch milliseconds.
fn newest(connection: &rusqlite::Connection) -> Result<i64> {
    Ok(rows::meta(connection, NEWEST)?.unwrap_or(0))
}
