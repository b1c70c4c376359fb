//! Records read whole: profile, consent, limits, alerts, incidents, and the store's own small facts.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{StoreError, StoreResult};
use crate::model::{Alert, Consent, Grant, LimitsSet, Profile};

pub(super) fn to_text<T: Serialize>(record: &T) -> StoreResult<String> {
    serde_json::to_string(record).map_err(|_| StoreError::BadRow("record"))
}

pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(|_| StoreError::BadRow("record"))
}

fn one<T: DeserializeOwned>(connection: &Connection, sql: &str) -> StoreResult<Option<T>> {
    let text: Option<String> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    text.as_deref().map(from_text).transpose()
}

pub(crate) fn profile(connection: &Connection) -> StoreResult<Option<Profile>> {
    one(connection, "SELECT record FROM profile")
}

pub(crate) fn set_profile(connection: &Connection, profile: &Profile) -> StoreResult<()> {
    let sql = "INSERT INTO profile (id, record) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET record = excluded.record";
    connection.prepare_cached(sql)?.execute([to_text(profile)?])?;
    Ok(())
}

/// The newest consent.
pub(crate) fn consent(connection: &Connection) -> StoreResult<Option<Consent>> {
    one(connection, "SELECT record FROM consent ORDER BY given_ms DESC, id DESC LIMIT 1")
}

/// When consent was first given, epoch milliseconds.
pub(crate) fn consented_since(connection: &Connection) -> StoreResult<Option<i64>> {
    let sql = "SELECT min(given_ms) FROM consent";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

pub(crate) fn add_consent(connection: &Connection, consent: &Consent) -> StoreResult<()> {
    let sql = "INSERT OR IGNORE INTO consent (given_ms, record) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![consent.given_at.epoch_ms, to_text(consent)?])?;
    Ok(())
}

/// The rules set last.
pub(crate) fn limits(connection: &Connection) -> StoreResult<Option<LimitsSet>> {
    one(connection, "SELECT record FROM limits ORDER BY set_ms DESC LIMIT 1")
}

pub(crate) fn add_limits(connection: &Connection, limits: &LimitsSet) -> StoreResult<()> {
    let sql = "INSERT INTO limits (set_ms, record) VALUES (?1, ?2)
               ON CONFLICT (set_ms) DO UPDATE SET record = excluded.record";
    connection.prepare_cached(sql)?.execute(params![limits.set_at.epoch_ms, to_text(limits)?])?;
    Ok(())
}

/// Adds an entry to the ledger; false if its id is known already, which changes nothing.
pub(crate) fn add_grant(connection: &Connection, grant: &Grant) -> StoreResult<bool> {
    let sql = "INSERT OR IGNORE INTO ledger (id, day, record) VALUES (?1, ?2, ?3)";
    let added = connection.prepare_cached(sql)?.execute(params![grant.id, grant.day.to_string(), to_text(grant)?])?;
    Ok(added > 0)
}

/// The ledger of the limit days from `first` on, in the order in which entries came.
pub(crate) fn grants(connection: &Connection, first: jiff::civil::Date) -> StoreResult<Vec<Grant>> {
    let mut statement = connection.prepare_cached("SELECT record FROM ledger WHERE day >= ?1 ORDER BY seq")?;
    let texts = statement.query_map([first.to_string()], |row| row.get::<_, String>(0))?;
    texts.map(|text| from_text(&text?)).collect()
}

/// What the check of parent codes remembers.
pub(crate) fn code_state<T: DeserializeOwned>(connection: &Connection) -> StoreResult<Option<T>> {
    one(connection, "SELECT record FROM parent_code")
}

pub(crate) fn set_code_state<T: Serialize>(connection: &Connection, state: &T) -> StoreResult<()> {
    let sql =
        "INSERT INTO parent_code (id, record) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET record = excluded.record";
    connection.prepare_cached(sql)?.execute([to_text(state)?])?;
    Ok(())
}

pub(crate) fn add_alert(connection: &Connection, contact: i64, alert: &Alert) -> StoreResult<()> {
    let sql = "INSERT INTO alert (at_ms, contact, record) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![alert.at.epoch_ms, contact, to_text(alert)?])?;
    Ok(())
}

/// The alerts of [from, to), epoch milliseconds, in order of time.
pub(crate) fn alerts(connection: &Connection, from_ms: i64, to_ms: i64) -> StoreResult<Vec<Alert>> {
    let sql = "SELECT record FROM alert WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms, id";
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([from_ms, to_ms], |row| row.get::<_, String>(0))?;
    texts.map(|text| from_text(&text?)).collect()
}

/// The tables that hold a hash chain.
#[derive(Clone, Copy)]
pub(crate) enum Chain {
    Incident,
    Access,
}

impl Chain {
    fn table(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Access => "access",
        }
    }
}

/// The last link of a chain: its number and hash.
pub(crate) fn chain_head(connection: &Connection, chain: Chain) -> StoreResult<Option<(u64, [u8; 32])>> {
    let sql = format!("SELECT seq, hash FROM {} ORDER BY seq DESC LIMIT 1", chain.table());
    let row =
        connection.prepare_cached(&sql)?.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).optional()?;
    Ok(row.map(|(seq, hash)| (seq.unsigned_abs(), hash)))
}

/// Adds a link to the incident record: its entry, number and hash.
pub(crate) fn add_incident(
    connection: &Connection,
    (entry, seq, hash): &(impl Serialize, u64, [u8; 32]),
) -> StoreResult<()> {
    let sql = "INSERT INTO incident (seq, entry, hash) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![*seq as i64, to_text(entry)?, hash])?;
    Ok(())
}

/// Adds a link to the access log: when it was, epoch milliseconds, its entry, number and hash.
pub(crate) fn add_access(
    connection: &Connection,
    at_ms: i64,
    (entry, seq, hash): &(impl Serialize, u64, [u8; 32]),
) -> StoreResult<()> {
    let sql = "INSERT INTO access (seq, at_ms, entry, hash) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute(params![*seq as i64, at_ms, to_text(entry)?, hash])?;
    Ok(())
}

/// The entries of the access log of [from, to), epoch milliseconds, in the order of the chain.
pub(crate) fn accesses<T: DeserializeOwned>(connection: &Connection, from_ms: i64, to_ms: i64) -> StoreResult<Vec<T>> {
    let sql = "SELECT entry FROM access WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY seq";
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([from_ms, to_ms], |row| row.get::<_, String>(0))?;
    texts.map(|text| from_text(&text?)).collect()
}

/// All entries of a chain with their hashes, in order.
pub(crate) fn links<T: DeserializeOwned>(connection: &Connection, chain: Chain) -> StoreResult<Vec<(T, [u8; 32])>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT entry, hash FROM {} ORDER BY seq", chain.table()))?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(entry, hash)| Ok((from_text(&entry)?, hash)))).collect()
}

/// Puts something else in the place of an incident's entry; its hash stays.
pub(crate) fn replace_incident(connection: &Connection, seq: u64, entry: &impl Serialize) -> StoreResult<()> {
    let sql = "UPDATE incident SET entry = ?2 WHERE seq = ?1";
    connection.prepare_cached(sql)?.execute(params![seq as i64, to_text(entry)?])?;
    Ok(())
}

/// A small fact about the store.
pub(crate) fn meta(connection: &Connection, key: &str) -> StoreResult<Option<i64>> {
    let sql = "SELECT value FROM meta WHERE key = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}

/// Raises a small fact to `value` if that is more.
pub(crate) fn raise_meta(connection: &Connection, key: &str, value: i64) -> StoreResult<()> {
    let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2)
               ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
    connection.prepare_cached(sql)?.execute(params![key, value])?;
    Ok(())
}

/// Takes a small fact away and returns it.
pub(crate) fn take_meta(connection: &Connection, key: &str) -> StoreResult<Option<i64>> {
    let sql = "DELETE FROM meta WHERE key = ?1 RETURNING value";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}
