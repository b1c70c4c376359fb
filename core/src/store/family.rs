//! Everything that is kept in more than one row, whole: for the family's own copy.

use rusqlite::Connection;
use serde::de::DeserializeOwned;

use super::usage::kind_from;
use super::{StoreError, StoreResult};
use crate::model::{Checkpoint, Consent, LimitsSet, Moment, Usage};

fn all<T: DeserializeOwned>(connection: &Connection, sql: &str) -> StoreResult<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
    texts.map(|text| serde_json::from_str(&text?).map_err(|_| StoreError::BadRow("record"))).collect()
}

/// All consents, the oldest first.
pub(crate) fn consents(connection: &Connection) -> StoreResult<Vec<Consent>> {
    all(connection, "SELECT record FROM consent ORDER BY given_ms, id")
}

/// All sets of rules, the oldest first.
pub(crate) fn all_limits(connection: &Connection) -> StoreResult<Vec<LimitsSet>> {
    all(connection, "SELECT record FROM limits ORDER BY set_ms")
}

/// All checkpoints by day.
pub(crate) fn all_checkpoints(connection: &Connection) -> StoreResult<Vec<Checkpoint>> {
    all(connection, "SELECT record FROM checkpoint ORDER BY day, record")
}

/// All usage facts as the host gave them, in order of time.
pub(crate) fn all_usage(connection: &Connection) -> StoreResult<Vec<Usage>> {
    let sql = "SELECT kind, app.text, instance.text, at_ms, offset_seconds, iif(clock = 1, tick_ms, NULL), boot.text
               FROM observation AS fact
               JOIN term AS app ON app.id = fact.app
               JOIN term AS instance ON instance.id = fact.instance
               JOIN term AS boot ON boot.id = fact.boot
               ORDER BY at_ms, boot.text, tick_ms, kind, app.text, instance.text";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut facts = Vec::new();
    let some = |text: String| (!text.is_empty()).then_some(text);
    while let Some(row) = rows.next()? {
        facts.push(Usage {
            kind: kind_from(row.get(0)?)?,
            app: some(row.get(1)?),
            instance: some(row.get(2)?),
            at: Moment { epoch_ms: row.get(3)?, offset_seconds: row.get(4)? },
            monotonic_ms: row.get(5)?,
            boot: some(row.get(6)?),
        });
    }
    Ok(facts)
}
