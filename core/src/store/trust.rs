//! Device statuses, boots, the tamper log, what is remembered of the device, and kinds of apps.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::records::{from_text, to_text};
use super::usage::{Terms, kind_from};
use super::{StoreError, StoreResult};
use crate::model::{AppCategory, DeviceStatus, UsageKind};
use crate::trust::Finding;
use crate::trust::clock::{BootSpan, Reading};

/// Adds a device status; false if it is known already.
pub(crate) fn add_device_status(
    connection: &Connection,
    terms: &mut Terms,
    status: &DeviceStatus,
) -> StoreResult<bool> {
    let boot = terms.id(connection, status.boot.as_deref().unwrap_or_default())?;
    let (clock, tick) = match status.measured() {
        Some((_, monotonic_ms)) => (1, monotonic_ms),
        None => (0, status.at.epoch_ms),
    };
    let sql = "INSERT OR IGNORE INTO device_status (boot, clock, tick_ms, at_ms, record) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![boot, clock, tick, status.at.epoch_ms, to_text(status)?];
    Ok(connection.prepare_cached(sql)?.execute(row)? == 1)
}

/// The newest status of a boot with a trusted time, up to a monotonic time.
pub(crate) fn trusted_status(connection: &Connection, boot: i64, until_ms: i64) -> StoreResult<Option<DeviceStatus>> {
    let sql = "SELECT record FROM device_status WHERE boot = ?1 AND clock = 1 AND tick_ms <= ?2
                 AND json_extract(record, '$.trusted_time') IS NOT NULL
               ORDER BY tick_ms DESC LIMIT 1";
    let text: Option<String> =
        connection.prepare_cached(sql)?.query_row([boot, until_ms], |row| row.get(0)).optional()?;
    text.as_deref().map(from_text).transpose()
}

/// A side of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// The nearest reading of a boot on one side of a monotonic time, usage and statuses.
pub(crate) fn reading_beside(
    connection: &Connection,
    boot: i64,
    (side, tick_ms): (Side, i64),
) -> StoreResult<Option<Reading>> {
    let (than, order) = match side {
        Side::Before => ("<", "DESC"),
        Side::After => (">", "ASC"),
    };
    // One table at a time: an order over a union would read all of both.
    let usage = format!(
        "SELECT tick_ms, at_ms, kind FROM observation
         WHERE boot = ?1 AND clock = 1 AND tick_ms {than} ?2
         ORDER BY tick_ms {order}, at_ms {order} LIMIT 1"
    );
    let status = format!(
        "SELECT tick_ms, at_ms, NULL FROM device_status WHERE boot = ?1 AND clock = 1 AND tick_ms {than} ?2
         ORDER BY tick_ms {order} LIMIT 1"
    );
    let mut nearest = Vec::new();
    for sql in [usage, status] {
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found = connection.prepare_cached(&sql)?.query_row([boot, tick_ms], row).optional()?;
        nearest.extend(found.map(reading).transpose()?);
    }
    let order = |reading: &Reading| (reading.monotonic_ms, reading.kind.is_none());
    Ok(match side {
        Side::Before => nearest.into_iter().max_by_key(order),
        Side::After => nearest.into_iter().min_by_key(order),
    })
}

fn reading((monotonic_ms, at_ms, kind): (i64, i64, Option<i64>)) -> StoreResult<Reading> {
    Ok(Reading { monotonic_ms, at_ms, kind: kind.map(kind_from).transpose()? })
}

/// How many readings of a boot lie in [from, to] of its monotonic time.
pub(crate) fn count_readings(connection: &Connection, boot: i64, (from_ms, to_ms): (i64, i64)) -> StoreResult<i64> {
    let sql = "SELECT (SELECT count(*) FROM observation
                       WHERE boot = ?1 AND clock = 1 AND tick_ms BETWEEN ?2 AND ?3)
                    + (SELECT count(*) FROM device_status WHERE boot = ?1 AND clock = 1 AND tick_ms BETWEEN ?2 AND ?3)";
    Ok(connection.prepare_cached(sql)?.query_row([boot, from_ms, to_ms], |row| row.get(0))?)
}

/// The readings of a boot in [from, to] of its monotonic time, in no order.
pub(crate) fn readings(connection: &Connection, boot: i64, (from_ms, to_ms): (i64, i64)) -> StoreResult<Vec<Reading>> {
    let sql = "SELECT tick_ms, at_ms, kind FROM observation
               WHERE boot = ?1 AND clock = 1 AND tick_ms BETWEEN ?2 AND ?3
               UNION ALL
               SELECT tick_ms, at_ms, NULL FROM device_status WHERE boot = ?1 AND clock = 1 AND tick_ms BETWEEN ?2 AND ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([boot, from_ms, to_ms], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.map(|row| reading(row?)).collect()
}

/// The last usage fact of a boot before a reading that says something about the screen.
pub(crate) fn screen_fact_before(
    connection: &Connection,
    boot: i64,
    before_ms: i64,
    tells: impl Fn(UsageKind) -> bool,
) -> StoreResult<Option<UsageKind>> {
    let sql = "SELECT kind FROM observation WHERE boot = ?1 AND clock = 1 AND tick_ms < ?2
               ORDER BY tick_ms DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([boot, before_ms])?;
    while let Some(row) = rows.next()? {
        let kind = kind_from(row.get(0)?)?;
        if tells(kind) {
            return Ok(Some(kind));
        }
    }
    Ok(None)
}

/// Widens a boot to hold a first and a last reading: wall time and time since boot, milliseconds.
pub(crate) fn widen_boot(connection: &Connection, span: &BootSpan) -> StoreResult<()> {
    let sql = "INSERT INTO boot_span (number, first_at_ms, first_monotonic_ms, last_at_ms, last_monotonic_ms)
               VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (number) DO UPDATE SET
                 first_at_ms = iif(excluded.first_monotonic_ms < first_monotonic_ms, excluded.first_at_ms, first_at_ms),
                 first_monotonic_ms = min(first_monotonic_ms, excluded.first_monotonic_ms),
                 last_at_ms = iif(excluded.last_monotonic_ms > last_monotonic_ms, excluded.last_at_ms, last_at_ms),
                 last_monotonic_ms = max(last_monotonic_ms, excluded.last_monotonic_ms)";
    let row = params![span.number, span.first.0, span.first.1, span.last.0, span.last.1];
    connection.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// A boot with the known ones next to it, in their order.
pub(crate) fn boots_around(connection: &Connection, number: i64) -> StoreResult<Vec<BootSpan>> {
    let columns = "number, first_at_ms, first_monotonic_ms, last_at_ms, last_monotonic_ms FROM boot_span";
    let sql = format!(
        "SELECT * FROM (SELECT {columns} WHERE number < ?1 ORDER BY number DESC LIMIT 1)
         UNION ALL SELECT * FROM (SELECT {columns} WHERE number >= ?1 ORDER BY number LIMIT 2)
         ORDER BY 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([number], |row| {
        Ok(BootSpan { number: row.get(0)?, first: (row.get(1)?, row.get(2)?), last: (row.get(3)?, row.get(4)?) })
    })?;
    rows.map(|row| row.map_err(StoreError::from)).collect()
}

/// Adds a finding to the tamper log; one that is known already changes nothing. `boot` is 0 where it has none.
pub(crate) fn add_finding(connection: &Connection, boot: i64, finding: &Finding) -> StoreResult<()> {
    let sql = "INSERT OR IGNORE INTO tamper (boot, place_ms, code, part, at_ms, record)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let part = finding.permission.as_ref().map(to_text).transpose()?.unwrap_or_default();
    let row = params![boot, finding.place_ms, to_text(&finding.code)?, part, finding.at_ms, to_text(finding)?];
    connection.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Removes findings of the given kinds from a boot, by their place in it, both ends included.
pub(crate) fn drop_findings<C: Serialize>(
    connection: &Connection,
    boot: i64,
    (from_ms, to_ms): (i64, i64),
    codes: &[C],
) -> StoreResult<()> {
    let sql = "DELETE FROM tamper WHERE boot = ?1 AND place_ms BETWEEN ?2 AND ?3 AND code = ?4";
    for code in codes {
        connection.prepare_cached(sql)?.execute(params![boot, from_ms, to_ms, to_text(code)?])?;
    }
    Ok(())
}

/// The findings of [from, to), epoch milliseconds, in order of time.
pub(crate) fn findings(connection: &Connection, from_ms: i64, to_ms: i64) -> StoreResult<Vec<Finding>> {
    let sql = "SELECT record FROM tamper WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms, code, part, boot, place_ms";
    let mut statement = connection.prepare_cached(sql)?;
    let texts = statement.query_map([from_ms, to_ms], |row| row.get::<_, String>(0))?;
    texts.map(|text| from_text(&text?)).collect()
}

/// The findings of one boot.
pub(crate) fn findings_of_boot(connection: &Connection, boot: i64) -> StoreResult<Vec<Finding>> {
    let mut statement = connection.prepare_cached("SELECT record FROM tamper WHERE boot = ?1 ORDER BY place_ms")?;
    let texts = statement.query_map([boot], |row| row.get::<_, String>(0))?;
    texts.map(|text| from_text(&text?)).collect()
}

/// What is remembered under a name.
pub(crate) fn memory<T: DeserializeOwned>(connection: &Connection, name: &str) -> StoreResult<Option<T>> {
    let sql = "SELECT record FROM memory WHERE name = ?1";
    let text: Option<String> = connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?;
    text.as_deref().map(from_text).transpose()
}

/// Remembers something under a name.
pub(crate) fn remember<T: Serialize>(connection: &Connection, name: &str, what: &T) -> StoreResult<()> {
    let sql = "INSERT INTO memory (name, record) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET record = excluded.record";
    connection.prepare_cached(sql)?.execute(params![name, to_text(what)?])?;
    Ok(())
}

/// The kind that this family gave an app.
pub(crate) fn app_category(connection: &Connection, app: &str) -> StoreResult<Option<AppCategory>> {
    let sql = "SELECT category FROM app_category JOIN term ON term.id = app WHERE text = ?1";
    let text: Option<String> = connection.prepare_cached(sql)?.query_row([app], |row| row.get(0)).optional()?;
    text.as_deref().map(from_text).transpose()
}

/// All kinds that this family gave, by app.
pub(crate) fn app_categories(connection: &Connection) -> StoreResult<Vec<(String, AppCategory)>> {
    let sql = "SELECT text, category FROM app_category JOIN term ON term.id = app ORDER BY text";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(app, text)| Ok((app, from_text(&text)?)))).collect()
}

/// Gives an app a kind; none takes it back.
pub(crate) fn set_app_category(
    connection: &Connection,
    terms: &mut Terms,
    app: &str,
    category: Option<AppCategory>,
) -> StoreResult<()> {
    let app = terms.id(connection, app)?;
    let sql = match category {
        Some(_) => {
            "INSERT INTO app_category (app, category) VALUES (?1, ?2)
             ON CONFLICT (app) DO UPDATE SET category = excluded.category"
        }
        None => "DELETE FROM app_category WHERE app = ?1 AND ?2 IS NULL",
    };
    connection.prepare_cached(sql)?.execute(params![app, category.as_ref().map(to_text).transpose()?])?;
    Ok(())
}

/// Removes what the host said of the device before an instant, epoch milliseconds, and what was found in it.
pub(crate) fn forget_device_before(connection: &Connection, at_ms: i64) -> StoreResult<()> {
    connection.execute("DELETE FROM device_status WHERE at_ms < ?1", [at_ms])?;
    connection.execute("DELETE FROM tamper WHERE at_ms < ?1", [at_ms])?;
    connection.execute("DELETE FROM boot_span WHERE last_at_ms < ?1", [at_ms])?;
    Ok(())
}
