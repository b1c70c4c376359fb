//! What is derived from usage facts and kept: pieces of the timeline, totals of days.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, StoreResult};
use crate::screen_time::observation::Clock;
use crate::screen_time::pieces::{Cut, InBoot};

/// A piece as it is stored, without what it holds.
pub(crate) struct PieceRow {
    /// Its place in the order of facts.
    pub place: i64,
    /// Its end.
    pub cut: Cut,
    /// How many facts it has.
    pub facts: u32,
    /// Earliest instant that it tells of, epoch milliseconds.
    pub low_ms: i64,
    /// Latest.
    pub high_ms: i64,
    /// Whether anything is open at its end.
    pub open: bool,
}

const PIECE: &str =
    "place, text, boot_from_ms, clock, tick_ms, chain_top_ms, loose_top_ms, facts, low_ms, high_ms, open
                     FROM piece LEFT JOIN term ON term.id = piece.boot";

fn piece(row: &Row<'_>) -> rusqlite::Result<PieceRow> {
    let clock = |code: Option<i64>| match code {
        Some(1) => Some(Clock::Monotonic),
        Some(_) => Some(Clock::Wall),
        None => None,
    };
    let boot = match row.get::<_, Option<String>>(1)? {
        Some(name) => Some(InBoot { name, from_ms: row.get(2)?, clock: clock(row.get(3)?), tick_ms: row.get(4)? }),
        None => None,
    };
    let cut = Cut { boot, chain_top_ms: row.get(5)?, loose_top_ms: row.get(6)? };
    Ok(PieceRow {
        place: row.get(0)?,
        cut,
        facts: row.get(7)?,
        low_ms: row.get(8)?,
        high_ms: row.get(9)?,
        open: row.get(10)?,
    })
}

/// The last piece.
pub(crate) fn last_piece(connection: &Connection) -> StoreResult<Option<PieceRow>> {
    let sql = format!("SELECT {PIECE} ORDER BY place DESC LIMIT 1");
    Ok(connection.prepare_cached(&sql)?.query_row([], piece).optional()?)
}

/// The last piece whose facts come first also if those later than an instant are passed over, epoch milliseconds: none
/// of its facts is later, and those of no boot are followed by a later one of a boot, if there are boots at all.
pub(crate) fn last_piece_until(connection: &Connection, until_ms: i64) -> StoreResult<Option<PieceRow>> {
    let sql = format!(
        "SELECT {PIECE} WHERE coalesce(chain_top_ms, ?1) <= ?1 AND coalesce(loose_top_ms, ?1) <= ?1
           AND (loose_top_ms IS NULL OR chain_top_ms > loose_top_ms
                OR NOT EXISTS (SELECT 1 FROM boot AS any WHERE any.boot <> 0))
         ORDER BY place DESC LIMIT 1"
    );
    Ok(connection.prepare_cached(&sql)?.query_row([until_ms], piece).optional()?)
}

/// What is remembered at the end of a piece.
pub(crate) fn piece_state(connection: &Connection, place: i64) -> StoreResult<Vec<u8>> {
    let sql = "SELECT state FROM piece WHERE place = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([place], |row| row.get(0))?)
}

/// What a piece tells.
pub(crate) fn piece_timeline(connection: &Connection, place: i64) -> StoreResult<Vec<u8>> {
    let sql = "SELECT timeline FROM piece WHERE place = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([place], |row| row.get(0))?)
}

/// What the pieces up to a place tell that reach into [from, to), epoch milliseconds; in the order of facts.
pub(crate) fn timelines_within(
    connection: &Connection,
    (from_ms, to_ms): (i64, i64),
    last_place: i64,
) -> StoreResult<Vec<Vec<u8>>> {
    let sql = "SELECT place FROM piece INDEXED BY piece_by_time
               WHERE high_ms >= ?1 AND low_ms < ?2 AND place <= ?3 ORDER BY place";
    let mut statement = connection.prepare_cached(sql)?;
    let places = statement.query_map([from_ms, to_ms, last_place], |row| row.get(0))?;
    places.map(|place| piece_timeline(connection, place?)).collect()
}

/// Writes what a piece holds anew.
pub(crate) fn rewrite_piece(
    connection: &Connection,
    place: i64,
    (low_ms, high_ms): (i64, i64),
    state: &[u8],
    timeline: &[u8],
) -> StoreResult<()> {
    let sql = "UPDATE piece SET low_ms = ?2, high_ms = ?3, state = ?4, timeline = ?5 WHERE place = ?1";
    connection.prepare_cached(sql)?.execute(params![place, low_ms, high_ms, state, timeline])?;
    Ok(())
}

/// Writes a piece, over one of the same place.
pub(crate) fn save_piece(
    connection: &Connection,
    row: &PieceRow,
    boot: Option<i64>,
    state: &[u8],
    timeline: &[u8],
) -> StoreResult<()> {
    let sql = "INSERT OR REPLACE INTO piece (place, boot, boot_from_ms, clock, tick_ms, chain_top_ms, loose_top_ms,
                 facts, low_ms, high_ms, open, state, timeline)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let here = row.cut.boot.as_ref();
    let clock = here.and_then(|here| here.clock).map(|clock| i64::from(clock == Clock::Monotonic));
    connection.prepare_cached(sql)?.execute(params![
        row.place,
        boot,
        here.map(|here| here.from_ms),
        clock,
        here.map(|here| here.tick_ms),
        row.cut.chain_top_ms,
        row.cut.loose_top_ms,
        row.facts,
        row.low_ms,
        row.high_ms,
        row.open,
        state,
        timeline
    ])?;
    Ok(())
}

/// Drops the pieces from a place on.
pub(crate) fn drop_pieces_from(connection: &Connection, place: i64) -> StoreResult<()> {
    connection.prepare_cached("DELETE FROM piece WHERE place >= ?1")?.execute([place])?;
    Ok(())
}

/// A day's record as it is stored.
pub(crate) struct DayRow {
    /// Under which rules it was counted.
    pub rules: i64,
    /// Whether what it was counted from has changed since.
    pub stale: bool,
    /// The record.
    pub record: String,
}

/// A day's record, if one is kept.
pub(crate) fn day(connection: &Connection, day: jiff::civil::Date) -> StoreResult<Option<DayRow>> {
    let sql = "SELECT rules, stale, record FROM day WHERE day = ?1";
    let row = |row: &Row<'_>| Ok(DayRow { rules: row.get(0)?, stale: row.get(1)?, record: row.get(2)? });
    Ok(connection.prepare_cached(sql)?.query_row([day.to_string()], row).optional()?)
}

/// Keeps a day's record.
pub(crate) fn save_day(
    connection: &Connection,
    day: jiff::civil::Date,
    (from_ms, to_ms): (i64, i64),
    rules: i64,
    record: &str,
) -> StoreResult<()> {
    let sql = "INSERT OR REPLACE INTO day (day, from_ms, to_ms, rules, stale, record) VALUES (?1, ?2, ?3, ?4, 0, ?5)";
    connection.prepare_cached(sql)?.execute(params![day.to_string(), from_ms, to_ms, rules, record])?;
    Ok(())
}

/// Marks the days that [low, high] reaches into: they must be counted again.
pub(crate) fn doubt_days(connection: &Connection, low_ms: i64, high_ms: i64) -> StoreResult<()> {
    let sql = "UPDATE day SET stale = 1 WHERE to_ms > ?1 AND from_ms <= ?2 AND stale = 0";
    connection.prepare_cached(sql)?.execute([low_ms, high_ms])?;
    Ok(())
}

/// Marks one day: it must be counted again.
pub(crate) fn doubt_day(connection: &Connection, day: jiff::civil::Date) -> StoreResult<()> {
    connection.prepare_cached("UPDATE day SET stale = 1 WHERE day = ?1")?.execute([day.to_string()])?;
    Ok(())
}

/// Sets a small fact about the store.
pub(crate) fn set_meta(connection: &Connection, key: &str, value: i64) -> StoreResult<()> {
    let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![key, value]).map_err(StoreError::from)?;
    Ok(())
}
