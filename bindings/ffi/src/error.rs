//! The core's error as it crosses the boundary.

use lachan_core::Error;
use lachan_core::model::Language;

/// Why a call failed; see `lachan_core::Error`. No variant holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[expect(missing_docs, reason = "the variants and fields are those of lachan_core::Error")]
pub enum LaChanError {
    #[error("invalid_input")]
    InvalidInput { line: Option<u64>, field: String, reason: String },
    #[error("wrong_key")]
    WrongKey,
    #[error("key_unavailable")]
    KeyUnavailable,
    #[error("corrupt")]
    Corrupt,
    #[error("too_new")]
    TooNew { found: u32, supported: u32 },
    #[error("busy")]
    Busy,
    #[error("disk_full")]
    DiskFull,
    #[error("interrupted")]
    Interrupted,
    #[error("closed")]
    Closed,
    #[error("no_profile")]
    NoProfile,
    #[error("no_consent")]
    NoConsent,
    #[error("unavailable")]
    Unavailable { kind: String },
    #[error("internal")]
    Internal { place: String },
}

impl From<Error> for LaChanError {
    fn from(error: Error) -> Self {
        match error {
            Error::InvalidInput { line, field, reason } => Self::InvalidInput { line, field, reason },
            Error::WrongKey => Self::WrongKey,
            Error::KeyUnavailable => Self::KeyUnavailable,
            Error::Corrupt => Self::Corrupt,
            Error::TooNew { found, supported } => Self::TooNew { found, supported },
            Error::Busy => Self::Busy,
            Error::DiskFull => Self::DiskFull,
            Error::Interrupted => Self::Interrupted,
            Error::Closed => Self::Closed,
            Error::NoProfile => Self::NoProfile,
            Error::NoConsent => Self::NoConsent,
            Error::Unavailable { kind } => Self::Unavailable { kind },
            Error::Internal { place } => Self::Internal { place },
        }
    }
}

impl From<LaChanError> for Error {
    fn from(error: LaChanError) -> Self {
        match error {
            LaChanError::InvalidInput { line, field, reason } => Self::InvalidInput { line, field, reason },
            LaChanError::WrongKey => Self::WrongKey,
            LaChanError::KeyUnavailable => Self::KeyUnavailable,
            LaChanError::Corrupt => Self::Corrupt,
            LaChanError::TooNew { found, supported } => Self::TooNew { found, supported },
            LaChanError::Busy => Self::Busy,
            LaChanError::DiskFull => Self::DiskFull,
            LaChanError::Interrupted => Self::Interrupted,
            LaChanError::Closed => Self::Closed,
            LaChanError::NoProfile => Self::NoProfile,
            LaChanError::NoConsent => Self::NoConsent,
            LaChanError::Unavailable { kind } => Self::Unavailable { kind },
            LaChanError::Internal { place } => Self::Internal { place },
        }
    }
}

/// What a foreign implementation throws that is no `LaChanError`; its text may hold anything, so it is dropped.
impl From<uniffi::UnexpectedUniFFICallbackError> for LaChanError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Internal { place: "host callback".into() }
    }
}

/// The stable code of an error.
#[uniffi::export]
pub fn error_code(error: LaChanError) -> String {
    Error::from(error).code().to_owned()
}

/// What happened and what to do, for people.
#[uniffi::export]
pub fn error_text(error: LaChanError, language: Language) -> String {
    Error::from(error).text(language)
}
