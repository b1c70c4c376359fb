//! The store's private error and the one place where it becomes the public one.

use rusqlite::ErrorCode;

use crate::Error;

/// What the store may run into.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("a stored record cannot be read: {0}")]
    BadRow(&'static str),
    #[error("the key does not match")]
    WrongKey,
    #[error("the file is no store")]
    NotAStore,
    #[error("the store is of a newer version")]
    TooNew { found: u32, supported: u32 },
    #[error("SQLite was built without a cipher")]
    NoCipher,
    #[error("file: {0}")]
    File(#[from] std::io::Error),
}

pub(crate) type StoreResult<T> = Result<T, StoreError>;

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::WrongKey => Self::WrongKey,
            StoreError::TooNew { found, supported } => Self::TooNew { found, supported },
            StoreError::NotAStore | StoreError::BadRow(_) => Self::Corrupt,
            StoreError::NoCipher => Self::Internal { place: "store: SQLite without a cipher".into() },
            StoreError::File(file) if file.kind() == std::io::ErrorKind::StorageFull => Self::DiskFull,
            StoreError::File(file) => Self::Unavailable { kind: file.kind().to_string() },
            StoreError::Sqlite(sqlite) => from_sqlite(&sqlite),
        }
    }
}

fn from_sqlite(error: &rusqlite::Error) -> Error {
    let Some(code) = error.sqlite_error_code() else {
        return match error {
            // A column of the wrong type or out of range: the file holds what this code never wrote.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Error::Corrupt,
            rusqlite::Error::InvalidPath(_) | rusqlite::Error::NulError(_) => {
                Error::Unavailable { kind: "the path is not valid".into() }
            }
            _ => Error::Internal { place: "store: query".into() },
        };
    };
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::DiskFull => Error::DiskFull,
        ErrorCode::OperationInterrupted => Error::Interrupted,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Corrupt,
        ErrorCode::CannotOpen => Error::Unavailable { kind: "cannot be opened".into() },
        ErrorCode::PermissionDenied | ErrorCode::ReadOnly => Error::Unavailable { kind: "is read-only".into() },
        ErrorCode::SystemIoFailure => Error::Unavailable { kind: "input or output failed".into() },
        ErrorCode::OutOfMemory => Error::Unavailable { kind: "out of memory".into() },
        other => Error::Internal { place: format!("store: {other:?}") },
    }
}
