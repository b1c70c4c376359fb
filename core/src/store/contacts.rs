//! Contacts, group conversations and the marks of what was already counted.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::usage::Terms;
use super::{Handle, StoreError, StoreResult};
use crate::model::Relation;

/// A contact's row. The state is the risk engine's own bytes.
pub(crate) struct ContactRow {
    pub(crate) id: i64,
    pub(crate) handle: Handle,
    pub(crate) app: String,
    pub(crate) display_name: Option<String>,
    pub(crate) relation: Relation,
    pub(crate) saved: bool,
    pub(crate) state: Vec<u8>,
}

const COLUMNS: &str = "SELECT contact.id, handle, term.text, display_name, relation, saved, state
                       FROM contact JOIN term ON term.id = contact.app";

fn from_row(row: &Row<'_>) -> StoreResult<ContactRow> {
    Ok(ContactRow {
        id: row.get(0)?,
        handle: row.get(1)?,
        app: row.get(2)?,
        display_name: row.get(3)?,
        relation: relation_from(row.get_ref(4)?.as_str().unwrap_or_default())?,
        saved: row.get(5)?,
        state: row.get(6)?,
    })
}

pub(crate) fn contact(connection: &Connection, handle: &Handle) -> StoreResult<Option<ContactRow>> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} WHERE handle = ?1"))?;
    statement.query_row([handle], |row| Ok(from_row(row))).optional()?.transpose()
}

pub(crate) fn contacts(connection: &Connection) -> StoreResult<Vec<ContactRow>> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} ORDER BY contact.id"))?;
    statement.query_map([], |row| Ok(from_row(row)))?.map(|row| row?).collect()
}

/// Adds a contact of which only the handle and the app are known.
pub(crate) fn add_contact(
    connection: &Connection,
    terms: &mut Terms,
    handle: Handle,
    app: &str,
    state: Vec<u8>,
) -> StoreResult<ContactRow> {
    let (app_id, relation) = (terms.id(connection, app)?, Relation::Unknown);
    let sql = "INSERT INTO contact (handle, app, relation, saved, state) VALUES (?1, ?2, ?3, 0, ?4)";
    connection.prepare_cached(sql)?.execute(params![handle, app_id, relation_text(relation), state])?;
    let id = connection.last_insert_rowid();
    Ok(ContactRow { id, handle, app: app.to_owned(), display_name: None, relation, saved: false, state })
}

/// Writes what may have changed of a contact.
pub(crate) fn save_contact(connection: &Connection, terms: &mut Terms, contact: &ContactRow) -> StoreResult<()> {
    let app = terms.id(connection, &contact.app)?;
    let sql = "UPDATE contact SET app = ?2, display_name = ?3, relation = ?4, saved = ?5, state = ?6 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![
        contact.id,
        app,
        contact.display_name,
        relation_text(contact.relation),
        contact.saved,
        contact.state
    ])?;
    Ok(())
}

/// Removes a contact and all that was concluded of it; false if it is not known. The incident record stays.
pub(crate) fn erase_contact(connection: &Connection, handle: &Handle) -> StoreResult<bool> {
    let sql = "DELETE FROM alert WHERE contact IN (SELECT id FROM contact WHERE handle = ?1)";
    connection.execute(sql, [handle])?;
    Ok(connection.execute("DELETE FROM contact WHERE handle = ?1", [handle])? == 1)
}

pub(crate) fn conversation(connection: &Connection, handle: &Handle) -> StoreResult<Option<Vec<u8>>> {
    let sql = "SELECT state FROM conversation WHERE handle = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([handle], |row| row.get(0)).optional()?)
}

pub(crate) fn save_conversation(connection: &Connection, handle: &Handle, state: &[u8]) -> StoreResult<()> {
    let sql = "INSERT INTO conversation (handle, state) VALUES (?1, ?2)
               ON CONFLICT (handle) DO UPDATE SET state = excluded.state";
    connection.prepare_cached(sql)?.execute(params![handle, state])?;
    Ok(())
}

/// Marks something as counted; false if it was counted before.
pub(crate) fn count_once(connection: &Connection, mark: &Handle, at_ms: i64) -> StoreResult<bool> {
    let sql = "INSERT OR IGNORE INTO counted (mark, at_ms) VALUES (?1, ?2)";
    Ok(connection.prepare_cached(sql)?.execute(params![mark, at_ms])? == 1)
}

fn relation_text(relation: Relation) -> &'static str {
    match relation {
        Relation::Family => "family",
        Relation::Friend => "friend",
        Relation::School => "school",
        Relation::Business => "business",
        Relation::Unknown => "unknown",
    }
}

fn relation_from(text: &str) -> StoreResult<Relation> {
    [Relation::Family, Relation::Friend, Relation::School, Relation::Business, Relation::Unknown]
        .into_iter()
        .find(|relation| relation_text(*relation) == text)
        .ok_or(StoreError::BadRow("relation"))
}
