//! What the files in core/data share: reading one into a typed record, and filling the places of its sentences.

use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// Parses one file. Errors name the file and the path of the key.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    let broken = |key: &str, reason: &str| Error::Internal { place: format!("data/{file}: {key}: {reason}") };
    let reader = toml::Deserializer::parse(text).map_err(|error| broken("", error.message()))?;
    serde_path_to_error::deserialize(reader).map_err(|error| broken(&error.path().to_string(), error.inner().message()))
}

/// Puts values into `{name}` places, all at once: a value that looks like a place is left as it is.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after
            .split_once('}')
            .and_then(|(name, tail)| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail)));
        match place {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
