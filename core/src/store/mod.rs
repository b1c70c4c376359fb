//! The encrypted store: SQLCipher opened with a host-given key. It knows rows, no rules.

mod contacts;
mod derived;
mod error;
mod family;
mod key;
mod records;
mod retention;
mod trust;
mod usage;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub(crate) use contacts::ContactRow;
pub(crate) use derived::PieceRow;
pub(crate) use error::{StoreError, StoreResult};
pub(crate) use key::{Handle, Hasher};
pub(crate) use retention::Horizons;
pub(crate) use usage::{FactWriter, Terms, Texts};

/// Everything that reads or writes rows, over an open transaction.
pub(crate) mod rows {
    pub(crate) use super::contacts::*;
    pub(crate) use super::derived::*;
    pub(crate) use super::erase_rows;
    pub(crate) use super::family::*;
    pub(crate) use super::records::*;
    pub(crate) use super::retention::*;
    pub(crate) use super::trust::*;
    pub(crate) use super::usage::*;
}
pub use key::{KEY_BYTES, StoreKey};

/// The steps from an empty file to the newest schema. `user_version` counts the steps done; it is written only here.
/// A step, once released, never changes; tests/old-databases holds a store of every version.
const STEPS: &[&str] = &[
    include_str!("migrations/001_first.sql"),
    include_str!("migrations/002_grants.sql"),
    include_str!("migrations/003_days.sql"),
    include_str!("migrations/004_trust.sql"),
    include_str!("migrations/005_access.sql"),
];

/// How long a call waits for another connection before it is [`crate::Error::Busy`].
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// SQLCipher's page size; a store's length is a multiple of it.
const PAGE_BYTES: u64 = 4096;

/// How many damaged stores lay beside this one when it was made.
pub(crate) const SET_ASIDE: &str = "set_aside";

/// An open store.
pub(crate) struct Store {
    connection: Connection,
    pub(crate) hasher: Hasher,
}

impl Store {
    /// Opens or makes the store at `path`. A damaged store is renamed aside, never deleted.
    pub(crate) fn open(path: &Path, key: &StoreKey) -> StoreResult<Self> {
        match Self::open_at(path, key) {
            Err(error) if is_damage(&error) => {
                set_aside(path)?;
                Err(error)
            }
            other => other,
        }
    }

    fn open_at(path: &Path, key: &StoreKey) -> StoreResult<Self> {
        let salt = match head(path)? {
            None => Some(key.salt(nonce()?)),
            Some(Head::Whole(bytes)) if key.made(bytes) => None,
            Some(Head::Whole(_)) => return Err(StoreError::WrongKey),
            Some(Head::Broken) => return Err(StoreError::NotAStore),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let aside = if salt.is_some() { kept_aside(path) } else { 0 };
        let store = Self::prepare(Connection::open_with_flags(path, flags)?, key, salt)?;
        if aside > 0 {
            rows::raise_meta(&store.connection, SET_ASIDE, i64::from(aside))?;
        }
        Ok(store)
    }

    /// Makes a store that lives in memory only and ends with this value.
    pub(crate) fn in_memory() -> StoreResult<Self> {
        let random: [u8; KEY_BYTES] =
            Connection::open_in_memory()?.query_row("SELECT randomblob(32)", [], |row| row.get(0))?;
        let key = StoreKey::new(&random).map_err(|_| StoreError::NoCipher)?;
        Self::prepare(Connection::open_in_memory()?, &key, None)
    }

    fn prepare(connection: Connection, key: &StoreKey, salt: Option<[u8; key::SALT_BYTES]>) -> StoreResult<Self> {
        // SQLCipher sets itself up when it is first used; two threads that open at once were seen to fail there.
        static SETTING_UP: Mutex<()> = Mutex::new(());
        let setting_up = SETTING_UP.lock().unwrap_or_else(PoisonError::into_inner);
        // The reason for each pragma stands in docs/schema.md.
        connection.query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()))?;
        connection.pragma_update(None, "key", key.literal(salt).as_str())?;
        let cipher: Option<String> = connection.pragma_query_value(None, "cipher_version", |row| row.get(0)).ok();
        if cipher.is_none_or(|version| version.is_empty()) {
            return Err(StoreError::NoCipher);
        }
        drop(setting_up);
        Self::over(connection, key)
    }

    /// What every store's connection is set to once it is keyed.
    fn over(connection: Connection, key: &StoreKey) -> StoreResult<Self> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.query_row("PRAGMA journal_size_limit = 4194304", [], |_| Ok(()))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_prepared_statement_cache_capacity(64);
        let mut store = Self { connection, hasher: key.hasher() };
        store.migrate(STEPS)?;
        Ok(store)
    }

    /// A store that is not encrypted, so that a test can look for erased bytes in its files.
    #[cfg(test)]
    pub(crate) fn plain(path: &Path, key: &StoreKey) -> StoreResult<Self> {
        Self::over(Connection::open(path)?, key)
    }

    /// Brings the schema to the newest version in one transaction.
    fn migrate(&mut self, steps: &[&str]) -> StoreResult<()> {
        let supported = steps.len() as u32;
        let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
        if version(&self.connection)? == supported {
            return Ok(());
        }
        let transaction = self.begin()?;
        // Read again under the lock: another process may have migrated meanwhile.
        let found: u32 = version(&transaction)?;
        if found > supported {
            return Err(StoreError::TooNew { found, supported });
        }
        for step in steps.iter().skip(found as usize) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "user_version", supported)?;
        transaction.commit()?;
        Ok(())
    }

    /// Begins a write: one IMMEDIATE transaction, rolled back unless committed.
    pub(crate) fn begin(&mut self) -> StoreResult<Transaction<'_>> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Begins a write beside which the hasher stays usable.
    pub(crate) fn begin_with_hasher(&mut self) -> StoreResult<(Transaction<'_>, &Hasher)> {
        let Self { connection, hasher } = self;
        Ok((connection.transaction_with_behavior(TransactionBehavior::Immediate)?, hasher))
    }

    /// Begins a read of one consistent state.
    pub(crate) fn read(&mut self) -> StoreResult<Transaction<'_>> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?)
    }

    /// Does work that writes only what can be derived again, in one transaction. It is not waited for until the disk
    /// has it: after a power loss it is derived anew.
    pub(crate) fn deriving<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let wait = |connection: &Connection, how: &str| {
            connection.pragma_update(None, "synchronous", how).map_err(StoreError::from)
        };
        wait(&self.connection, "NORMAL")?;
        let done = self.begin().map_err(E::from).and_then(|transaction| {
            let done = work(&transaction)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(done)
        });
        wait(&self.connection, "FULL")?;
        done
    }

    /// Removes every row of every table and shrinks the file to nothing but the schema.
    pub(crate) fn erase_all(&mut self) -> StoreResult<()> {
        let transaction = self.begin()?;
        erase_rows(&transaction)?;
        transaction.commit()?;
        self.shrink()
    }

    /// 32 random bytes. SQLite's generator is the operating system's; the core has no other source of chance.
    pub(crate) fn random(&self) -> StoreResult<[u8; 32]> {
        Ok(self.connection.query_row("SELECT randomblob(32)", [], |row| row.get(0))?)
    }

    /// Gives free pages back, so that nothing of what was erased is left in the file or its log.
    pub(crate) fn shrink(&self) -> StoreResult<()> {
        self.connection.execute_batch("VACUUM")?;
        self.clear_log()
    }

    /// Writes the log back and cuts it to nothing: what was removed (and overwritten, `secure_delete`) is left nowhere.
    pub(crate) fn clear_log(&self) -> StoreResult<()> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Everything that the store holds, as text, for tests that look for what must not be there.
    #[cfg(test)]
    pub(crate) fn dump(&self) -> StoreResult<String> {
        use std::fmt::Write as _;
        let mut text = String::new();
        let mut tables = self.connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
        let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for name in names {
            let mut rows = self.connection.prepare(&format!("SELECT * FROM {name}"))?;
            let columns = rows.column_count();
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let value = row.get_ref(column)?;
                    let bytes = value.as_bytes_or_null().ok().flatten();
                    let shown = bytes.map_or(format!("{value:?}"), |bytes| String::from_utf8_lossy(bytes).into_owned());
                    let _ = write!(text, "{shown}|");
                }
            }
        }
        Ok(text)
    }

    /// Closes the store; what the write-ahead log holds is in the file afterwards.
    pub(crate) fn close(self) -> StoreResult<()> {
        self.connection.close().map_err(|(_, error)| error.into())
    }
}

/// Removes every row of every table.
pub(crate) fn erase_rows(connection: &Connection) -> StoreResult<()> {
    let tables = "access alert contact conversation counted incident piece day boot observation checkpoint ledger \
         parent_code limits consent profile meta device_status boot_span tamper memory app_category";
    for table in tables.split(' ') {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    connection.execute("DELETE FROM term WHERE id <> 0", [])?;
    Ok(())
}

enum Head {
    Whole([u8; key::SALT_BYTES]),
    Broken,
}

/// The first bytes of a store's file; none if there is no file yet, or an empty one.
fn head(path: &Path) -> StoreResult<Option<Head>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into());
    }
    let length = metadata.len();
    if length == 0 {
        return Ok(None);
    }
    let mut bytes = [0; key::SALT_BYTES];
    let whole = length.is_multiple_of(PAGE_BYTES) && file.read_exact(&mut bytes).is_ok();
    Ok(Some(if whole && !bytes.starts_with(b"SQLite format 3") { Head::Whole(bytes) } else { Head::Broken }))
}

/// 8 random bytes. SQLite's generator is the operating system's; the core has no other source of chance.
fn nonce() -> StoreResult<[u8; 8]> {
    Ok(Connection::open_in_memory()?.query_row("SELECT randomblob(8)", [], |row| row.get(0))?)
}

fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::NotAStore)
        || matches!(error, StoreError::Sqlite(sqlite) if matches!(
            sqlite.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
        ))
}

/// A store's path with something behind it.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// How many damaged stores lie beside a store.
fn kept_aside(path: &Path) -> u32 {
    (1..).find(|n: &u32| !beside(path, &format!(".corrupt-{n}")).exists()).map_or(0, |free| free - 1)
}

/// Renames a damaged store and its companions to the first free `….corrupt-N`.
fn set_aside(path: &Path) -> StoreResult<()> {
    let named = |suffix: &str| beside(path, suffix);
    let suffix = format!(".corrupt-{}", kept_aside(path).saturating_add(1));
    for companion in ["", "-wal", "-shm", "-journal"] {
        let from = named(companion);
        if from.exists() {
            std::fs::rename(&from, named(&format!("{suffix}{companion}")))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
