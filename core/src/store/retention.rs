//! Removes what is past its time.

use std::collections::HashSet;

use rusqlite::Connection;

use super::StoreResult;

/// The first instant that is still kept of each class, epoch milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Horizons {
    pub(crate) observations: i64,
    pub(crate) device_status: i64,
    pub(crate) counted: i64,
    pub(crate) alerts: i64,
    pub(crate) tamper: i64,
    pub(crate) day_totals: i64,
}

/// Removes the rows that are past their time and tells how many went. Contacts and groups have their time inside
/// their state and are removed one by one.
pub(crate) fn sweep(connection: &Connection, horizons: &Horizons) -> StoreResult<usize> {
    let checkpoints = "DELETE FROM checkpoint WHERE day < date(?1 / 1000, 'unixepoch')";
    let mut gone = 0;
    for (sql, horizon) in [
        (checkpoints, horizons.observations),
        ("DELETE FROM device_status WHERE at_ms < ?1", horizons.device_status),
        ("DELETE FROM counted WHERE at_ms < ?1", horizons.counted),
        ("DELETE FROM alert WHERE at_ms < ?1", horizons.alerts),
        ("DELETE FROM tamper WHERE at_ms < ?1", horizons.tamper),
        ("DELETE FROM day WHERE to_ms < ?1", horizons.day_totals),
        ("DELETE FROM ledger WHERE day < date(?1 / 1000, 'unixepoch')", horizons.day_totals),
        // The newest boot is what the next one is compared with, however long the device lies in a drawer.
        (
            "DELETE FROM boot_span WHERE last_at_ms < ?1 AND number < (SELECT max(number) FROM boot_span)",
            horizons.device_status,
        ),
    ] {
        gone += connection.prepare_cached(sql)?.execute([horizon])?;
    }
    Ok(gone)
}

/// Forgets a contact, but for the row that its alerts hang on; true if the row went, too.
pub(crate) fn forget_contact(connection: &Connection, id: i64, blank: &[u8]) -> StoreResult<bool> {
    let sql = "DELETE FROM contact WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM alert WHERE contact = ?1)";
    if connection.prepare_cached(sql)?.execute([id])? == 1 {
        return Ok(true);
    }
    let sql = "UPDATE contact SET display_name = NULL, state = ?2 WHERE id = ?1 AND state <> ?2";
    connection.prepare_cached(sql)?.execute(rusqlite::params![id, blank])?;
    Ok(false)
}

/// All group conversations: handle and state.
pub(crate) fn conversations(connection: &Connection) -> StoreResult<Vec<(super::Handle, Vec<u8>)>> {
    let mut statement = connection.prepare_cached("SELECT handle, state FROM conversation")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes a group conversation.
pub(crate) fn forget_conversation(connection: &Connection, handle: &super::Handle) -> StoreResult<()> {
    connection.prepare_cached("DELETE FROM conversation WHERE handle = ?1")?.execute([handle])?;
    Ok(())
}

/// Removes the names that no row uses any more. Which columns name a term is read from the schema, so that a table
/// of a later version cannot be forgotten here.
pub(crate) fn forget_unused_terms(connection: &Connection) -> StoreResult<usize> {
    let sql = "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
               WHERE m.type = 'table' AND f.\"table\" = 'term' ORDER BY 1, 2";
    let mut statement = connection.prepare_cached(sql)?;
    let users: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let used = users
        .iter()
        .map(|(table, column)| format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"))
        .collect::<Vec<_>>()
        .join(" UNION ");
    let mut statement = connection.prepare(&format!("SELECT id FROM term WHERE id <> 0 AND id NOT IN ({used})"))?;
    let mut unused: HashSet<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    // Facts name terms without a foreign key, which would cost a fifth of their ingestion. They are read no further
    // than until every name has been met.
    let mut statement = connection.prepare_cached("SELECT app, instance, boot FROM observation")?;
    let mut facts = statement.query([])?;
    while !unused.is_empty()
        && let Some(fact) = facts.next()?
    {
        for column in 0..3 {
            unused.remove(&fact.get::<_, i64>(column)?);
        }
    }
    drop(facts);
    let mut remove = connection.prepare_cached("DELETE FROM term WHERE id = ?1")?;
    unused.iter().try_for_each(|id| remove.execute([id]).map(drop))?;
    Ok(unused.len())
}
