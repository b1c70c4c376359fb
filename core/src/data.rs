//! Reads the data files that ship with the SDK.

use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// Parses one file. Errors name the file and the path of the key.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    let broken = |key: &str, reason: &str| Error::Internal { place: format!("data/{file}: {key}: {reason}") };
    let reader = toml::Deserializer::parse(text).map_err(|error| broken("", error.message()))?;
    serde_path_to_error::deserialize(reader).map_err(|error| broken(&error.path().to_string(), error.inner().message()))
}
