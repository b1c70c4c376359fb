//! What a parent asks: contacts, alerts, limits, reports, the incident record.

use rusqlite::Connection;

use super::{Guardian, ingest::NEWEST, usage};
use crate::incident::{self, hex};
use crate::model::{Alert, ContactRisk, DayTotals, Language, LimitsCase, LimitsState, Moment, Profile, zone};
use crate::report::{self, Audience, Format, ReportPeriod};
use crate::risk::{ContactFacts, ContactState, Engine};
use crate::screen_time::day::DayRules;
use crate::screen_time::limits;
use crate::screen_time::totals::days_totals;
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

    /// What the stored rules say at `now`, with the use that the store knows of until then. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn limits_state(&self, now: Moment) -> Result<LimitsState> {
        self.deriving(|read| {
            let profile = profile(read)?;
            let rules = rows::limits(read)?.map(|set| set.rules).unwrap_or_default();
            // A limit day begins at the rules' own time.
            let days = DayRules::of(&Profile { day_start: rules.day_start, ..profile.clone() })?;
            let day = days.holding(now.epoch_ms)?;
            let (as_of, until) = (Some(now.epoch_ms), Some(now.epoch_ms));
            let timeline = usage::timeline_of(read, &days.uncounted, day.span, as_of, until)?;
            let checkpoints = rows::checkpoints(read, day.date, day.date)?;
            let totals = days_totals(&timeline, &checkpoints, day.date, day.date, &days)?;
            let (exact, rounded) = (
                timeline.used_ms(day.span) as f64 / 60_000.0,
                totals.first().map_or(0.0, |totals| totals.device_minutes),
            );
            // Totals are rounded to 3 decimals; only a checkpoint makes them really more.
            let used_minutes = if rounded > exact + 0.001 { rounded } else { exact };
            let allowed = rules.allowed_minutes(day.date.weekday().into());
            let up_at = allowed.and_then(|minutes| timeline.reached(day.span, (minutes * 60_000.0).ceil() as i64));
            let used_up_at = up_at.map(|ms| Moment { epoch_ms: ms, ..now });
            limits::evaluate(&LimitsCase { zone: profile.zone, now, rules, used_minutes, used_up_at })
        })
    }

    /// One rendered report. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn report(&self, request: &ReportRequest) -> Result<String> {
        let input = self.deriving(|read| report_input(read, request))?;
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

fn report_input(read: &Connection, request: &ReportRequest) -> Result<report::Input> {
    let profile = profile(read)?;
    let newest = newest(read)?;
    let rules = DayRules::of(&profile)?;
    let days = |period: ReportPeriod| -> Result<Vec<DayTotals>> {
        let views = usage::day_views(read, &rules, (period.first_day(), period.last_day()), None)?;
        Ok(views.into_iter().map(|view| view.totals).collect())
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
        contacts: contacts(read, newest)?,
        alerts: rows::alerts(read, from, to)?,
        rules: rows::limits(read)?.map(|set| set.rules),
        consent: rows::consent(read)?,
        profile,
    })
}

/// Days of which something is known. The others are left out, so that no report takes them for days without use.
fn recorded(mut days: Vec<DayTotals>) -> Vec<DayTotals> {
    days.retain(|day| !day.is_empty());
    days
}

/// The contacts as they stand at an instant, most risk first, then by handle.
fn contacts(connection: &Connection, at_ms: i64) -> Result<Vec<ContactRisk>> {
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
fn newest(connection: &Connection) -> Result<i64> {
    Ok(rows::meta(connection, NEWEST)?.unwrap_or(0))
}
