//! Usage facts and checkpoints.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, StoreResult};
use crate::model::{Checkpoint, UsageKind};
use crate::screen_time::observation::Observation;

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

/// Adds a usage fact; false if it is known already, which changes nothing (the first `at` stands).
pub(crate) fn add_observation(
    connection: &Connection,
    terms: &mut Terms,
    fact: &Observation,
    offset_seconds: i32,
) -> StoreResult<bool> {
    let mut term = |text: &Option<String>| terms.id(connection, text.as_deref().unwrap_or_default());
    let (app, instance, boot) = (term(&fact.app)?, term(&fact.instance)?, term(&fact.boot)?);
    let sql = "INSERT OR IGNORE INTO observation (at_ms, offset_seconds, kind, app, instance, boot, monotonic_ms)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let kind = kind_code(fact.kind);
    let row = params![fact.at_ms, offset_seconds, kind, app, instance, boot, fact.monotonic_ms];
    Ok(connection.prepare_cached(sql)?.execute(row)? == 1)
}

/// All usage facts, in the order of their arrival.
pub(crate) fn observations(connection: &Connection) -> StoreResult<Vec<Observation>> {
    let mut terms: HashMap<i64, String> = HashMap::new();
    let mut statement = connection.prepare_cached("SELECT id, text FROM term")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        terms.insert(row.get(0)?, row.get(1)?);
    }
    let term = |id: i64| match id {
        0 => Ok(None),
        _ => terms.get(&id).cloned().map(Some).ok_or(StoreError::BadRow("term")),
    };
    let sql = "SELECT at_ms, kind, app, instance, boot, monotonic_ms FROM observation ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        facts.push(Observation {
            at_ms: row.get(0)?,
            kind: kind_from(row.get(1)?)?,
            app: term(row.get(2)?)?,
            instance: term(row.get(3)?)?,
            boot: term(row.get(4)?)?,
            monotonic_ms: row.get(5)?,
        });
    }
    Ok(facts)
}

/// Removes the usage facts from before an instant, epoch milliseconds.
pub(crate) fn forget_observations_before(connection: &Connection, at_ms: i64) -> StoreResult<()> {
    connection.execute("DELETE FROM observation WHERE at_ms < ?1", [at_ms])?;
    Ok(())
}

/// Adds a checkpoint; one that is known already changes nothing.
pub(crate) fn add_checkpoint(connection: &Connection, checkpoint: &Checkpoint) -> StoreResult<()> {
    let record = serde_json::to_string(checkpoint).map_err(|_| StoreError::BadRow("checkpoint"))?;
    let sql = "INSERT OR IGNORE INTO checkpoint (day, record) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![checkpoint.day.to_string(), record])?;
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
