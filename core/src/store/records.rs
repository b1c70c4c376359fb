//! Records read whole: profile, consent, limits, alerts, incidents, and the store's own small facts.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{StoreError, StoreResult};
use crate::model::{Alert, Consent, LimitsSet, Profile};

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

/// The last link of the incident record: its number and hash.
pub(crate) fn incident_head(connection: &Connection) -> StoreResult<Option<(u64, [u8; 32])>> {
    let sql = "SELECT seq, hash FROM incident ORDER BY seq DESC LIMIT 1";
    let row =
        connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).optional()?;
    Ok(row.map(|(seq, hash)| (seq.unsigned_abs(), hash)))
}

pub(crate) fn add_incident(connection: &Connection, seq: u64, entry: &str, hash: [u8; 32]) -> StoreResult<()> {
    let sql = "INSERT INTO incident (seq, entry, hash) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![seq as i64, entry, hash])?;
    Ok(())
}

/// All entries of the incident record with their hashes, in the order of the chain.
pub(crate) fn incidents<T: DeserializeOwned>(connection: &Connection) -> StoreResult<Vec<(T, [u8; 32])>> {
    let mut statement = connection.prepare_cached("SELECT entry, hash FROM incident ORDER BY seq")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(entry, hash)| Ok((from_text(&entry)?, hash)))).collect()
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
