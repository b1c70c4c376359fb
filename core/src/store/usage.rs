//! Usage facts and checkpoints.

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};

use super::{StoreError, StoreResult, rows};
use crate::model::{Checkpoint, UsageKind};
use crate::screen_time::observation::{Clock, Observation};
use crate::screen_time::order::same_clock_order;
use crate::screen_time::pieces::Boot;

/// Ids of terms (apps, instances, boots) met in one batch, so that each is looked up once.
#[derive(Default)]
pub(crate) struct Terms(HashMap<String, i64>);

impl Terms {
    /// The id of a term, made if it is new. The empty text is term 0.
    pub(crate) fn id(&mut self, connection: &Connection, text: &str) -> StoreResult<i64> {
        if text.is_empty() {
            return Ok(0);
        }
        if let Some(id) = self.0.get(text) {
            return Ok(*id);
        }
        let id = match term(connection, text)? {
            Some(id) => id,
            None => {
                connection.prepare_cached("INSERT INTO term (text) VALUES (?1)")?.execute([text])?;
                connection.last_insert_rowid()
            }
        };
        self.0.insert(text.to_owned(), id);
        Ok(id)
    }
}

/// The id of a term that is known.
pub(crate) fn term(connection: &Connection, text: &str) -> StoreResult<Option<i64>> {
    let sql = "SELECT id FROM term WHERE text = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([text], |row| row.get(0)).optional()?)
}

/// Writes usage facts; its statement is made once a batch.
pub(crate) struct FactWriter<'c>(CachedStatement<'c>);

impl<'c> FactWriter<'c> {
    pub(crate) fn new(connection: &'c Connection) -> StoreResult<Self> {
        let sql = "INSERT OR IGNORE INTO observation (boot, clock, tick_ms, kind, app, instance, at_ms, offset_seconds)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        Ok(Self(connection.prepare_cached(sql)?))
    }

    /// Adds a fact and tells whether it is new; one that is known changes nothing (the first `at` stands).
    pub(crate) fn add(
        &mut self,
        connection: &Connection,
        terms: &mut Terms,
        fact: &Observation,
        offset_seconds: i32,
    ) -> StoreResult<bool> {
        let mut term = |text: &Option<String>| terms.id(connection, text.as_deref().unwrap_or_default());
        let (app, instance, boot) = (term(&fact.app)?, term(&fact.instance)?, term(&fact.boot)?);
        let (clock, tick_ms) = (fact.monotonic_ms.is_some(), fact.monotonic_ms.unwrap_or(fact.at_ms));
        let row = params![boot, clock, tick_ms, kind_code(fact.kind), app, instance, fact.at_ms, offset_seconds];
        Ok(self.0.execute(row)? > 0)
    }
}

/// Notes that a boot (none: no boot) has facts from `at_ms` on, and returns its earliest wall time; milliseconds.
pub(crate) fn note_boot(
    connection: &Connection,
    terms: &mut Terms,
    boot: Option<&str>,
    at_ms: i64,
    (measured, dated): (bool, bool),
) -> StoreResult<i64> {
    let sql = "INSERT INTO boot (boot, from_ms, measured, dated) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (boot) DO UPDATE SET from_ms = min(from_ms, excluded.from_ms),
                 measured = max(measured, excluded.measured), dated = max(dated, excluded.dated)
               RETURNING from_ms";
    let boot = terms.id(connection, boot.unwrap_or_default())?;
    let row = params![boot, at_ms, measured, dated];
    Ok(connection.prepare_cached(sql)?.query_row(row, |row| row.get(0))?)
}

/// The boots of which facts are known: id of the name, name, what is known. The facts of no boot have none.
pub(crate) fn boots(connection: &Connection) -> StoreResult<Vec<(i64, String, Boot)>> {
    let sql = "SELECT boot, text, from_ms, measured, dated FROM boot JOIN term ON term.id = boot WHERE boot <> 0";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, Boot { from_ms: row.get(2)?, measured: row.get(3)?, dated: row.get(4)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The texts of terms, each looked up once.
#[derive(Default)]
pub(crate) struct Texts(RefCell<HashMap<i64, String>>);

impl Texts {
    fn of(&self, connection: &Connection, id: i64) -> StoreResult<Option<String>> {
        if id == 0 {
            return Ok(None);
        }
        if let Some(text) = self.0.borrow().get(&id) {
            return Ok(Some(text.clone()));
        }
        let sql = "SELECT text FROM term WHERE id = ?1";
        let found = connection.prepare_cached(sql)?.query_row([id], |row| row.get::<_, String>(0)).optional()?;
        let text = found.ok_or(StoreError::BadRow("term"))?;
        self.0.borrow_mut().insert(id, text.clone());
        Ok(Some(text))
    }
}

/// Facts of a page: enough to make a query's fixed cost small. Few in the crate's own tests, so that boots have many.
const PAGE: i64 = if cfg!(test) { 2 } else { 1024 };

/// The next facts of a boot (0: of no boot) that are dated by one clock, after a reading, in order; all facts of a reading come in one page. Empty at the end.
pub(crate) fn page(
    connection: &Connection,
    texts: &Texts,
    boot: i64,
    clock: Clock,
    after_ms: Option<i64>,
) -> StoreResult<Vec<Observation>> {
    let Some(from_ms) = after_ms.map_or(Some(i64::MIN), |after| after.checked_add(1)) else { return Ok(Vec::new()) };
    let sql = "SELECT boot, clock, tick_ms, kind, app, instance, at_ms FROM observation
               WHERE boot = ?1 AND clock = ?2 AND tick_ms BETWEEN ?3 AND ?4 ORDER BY tick_ms LIMIT ?5";
    let mut statement = connection.prepare_cached(sql)?;
    let mut read = |from_ms: i64, to_ms: i64, limit: i64| {
        let mut rows = statement.query(params![boot, i64::from(clock == Clock::Monotonic), from_ms, to_ms, limit])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push(observation(connection, texts, row)?);
        }
        Ok::<_, StoreError>(facts)
    };
    let mut facts = read(from_ms, i64::MAX, PAGE)?;
    if facts.len() as i64 == PAGE
        && let Some(last) = facts.last().map(tick)
    {
        match facts.iter().rposition(|fact| tick(fact) != last) {
            Some(place) => facts.truncate(place + 1),
            None => facts = read(last, last, -1)?,
        }
    }
    facts.sort_by(same_clock_order);
    Ok(facts)
}

fn tick(fact: &Observation) -> i64 {
    fact.monotonic_ms.unwrap_or(fact.at_ms)
}

/// All usage facts, boot by boot.
#[cfg(test)]
pub(crate) fn observations(connection: &Connection) -> StoreResult<Vec<Observation>> {
    let texts = Texts::default();
    let sql = "SELECT boot, clock, tick_ms, kind, app, instance, at_ms FROM observation";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        facts.push(observation(connection, &texts, row)?);
    }
    Ok(facts)
}

fn observation(connection: &Connection, texts: &Texts, row: &Row<'_>) -> StoreResult<Observation> {
    let measured: bool = row.get(1)?;
    Ok(Observation {
        boot: texts.of(connection, row.get(0)?)?,
        monotonic_ms: if measured { Some(row.get(2)?) } else { None },
        kind: kind_from(row.get(3)?)?,
        app: texts.of(connection, row.get(4)?)?,
        instance: texts.of(connection, row.get(5)?)?,
        at_ms: row.get(6)?,
    })
}

/// Removes the usage facts from before an instant, epoch milliseconds, and all that was derived: it is as if they had
/// never come.
pub(crate) fn forget_observations_before(connection: &Connection, at_ms: i64) -> StoreResult<()> {
    connection.execute("DELETE FROM observation WHERE at_ms < ?1", [at_ms])?;
    connection.execute_batch(
        "DELETE FROM piece; DELETE FROM day; DELETE FROM boot;
         INSERT INTO boot (boot, from_ms, measured, dated)
           SELECT boot, min(at_ms), max(clock = 1), max(clock = 0) FROM observation GROUP BY boot;",
    )?;
    Ok(())
}

/// The earliest wall time of all facts, epoch milliseconds.
pub(crate) fn oldest_fact(connection: &Connection) -> StoreResult<Option<i64>> {
    Ok(connection.prepare_cached("SELECT min(from_ms) FROM boot")?.query_row([], |row| row.get(0))?)
}

/// Removes the usage facts from before an instant, epoch milliseconds, and the pieces that tell of nothing later,
/// except the last: what was derived stands. Only boots that began before it are read.
pub(crate) fn let_facts_go_before(connection: &Connection, at_ms: i64) -> StoreResult<usize> {
    let mut began = connection.prepare_cached("SELECT boot FROM boot WHERE from_ms < ?1")?;
    let boots: Vec<i64> = began.query_map([at_ms], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut remove = connection.prepare_cached("DELETE FROM observation WHERE boot = ?1 AND at_ms < ?2")?;
    let mut gone = 0;
    for boot in &boots {
        gone += remove.execute([*boot, at_ms])?;
    }
    connection.execute("DELETE FROM piece WHERE high_ms < ?1 AND place <> (SELECT max(place) FROM piece)", [at_ms])?;
    // A boot is forgotten with its last fact, unless a piece ends in it: its place in the order is needed then.
    let mut forget = connection.prepare_cached(
        "DELETE FROM boot WHERE boot = ?1 AND NOT EXISTS (SELECT 1 FROM observation AS fact WHERE fact.boot = ?1)
           AND NOT EXISTS (SELECT 1 FROM piece WHERE piece.boot = ?1)",
    )?;
    boots.iter().try_for_each(|boot| forget.execute([boot]).map(drop))?;
    Ok(gone)
}

/// Adds a checkpoint; one that is known already changes nothing.
pub(crate) fn add_checkpoint(connection: &Connection, checkpoint: &Checkpoint) -> StoreResult<()> {
    let record = serde_json::to_string(checkpoint).map_err(|_| StoreError::BadRow("checkpoint"))?;
    let sql = "INSERT OR IGNORE INTO checkpoint (day, record) VALUES (?1, ?2)";
    if connection.prepare_cached(sql)?.execute(params![checkpoint.day.to_string(), record])? > 0 {
        rows::doubt_day(connection, checkpoint.day)?;
    }
    Ok(())
}

/// The checkpoints of the days [from, to], in a fixed order.
pub(crate) fn checkpoints(
    connection: &Connection,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
) -> StoreResult<Vec<Checkpoint>> {
    let sql = "SELECT record FROM checkpoint WHERE day >= ?1 AND day <= ?2 ORDER BY day, record";
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([from.to_string(), to.to_string()], |row| row.get::<_, String>(0))?;
    texts.map(|text| serde_json::from_str(&text?).map_err(|_| StoreError::BadRow("checkpoint"))).collect()
}

const KINDS: [UsageKind; 13] = [
    UsageKind::AppResumed,
    UsageKind::AppPaused,
    UsageKind::AppStopped,
    UsageKind::ScreenOn,
    UsageKind::ScreenOff,
    UsageKind::Unlocked,
    UsageKind::Locked,
    UsageKind::Shutdown,
    UsageKind::Startup,
    UsageKind::ClockChanged,
    UsageKind::ZoneChanged,
    UsageKind::PermissionLost,
    UsageKind::PermissionGranted,
];

/// The number under which a kind is stored: its place in the enum, which is never reordered.
fn kind_code(kind: UsageKind) -> i64 {
    kind as i64
}

pub(super) fn kind_from(code: i64) -> StoreResult<UsageKind> {
    usize::try_from(code).ok().and_then(|index| KINDS.get(index)).copied().ok_or(StoreError::BadRow("kind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_stored_under_their_own_numbers() {
        for kind in KINDS {
            assert_eq!(kind_from(kind_code(kind)).unwrap(), kind);
        }
        assert!(kind_from(13).is_err());
        assert!(kind_from(-1).is_err());
    }
}
