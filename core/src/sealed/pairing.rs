//! What the parent's phone shows as a QR code.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::chain::{code, hex, unhex};
use crate::{Error, Result};

/// What a pairing's text begins with. Capitals, digits and colons only: a QR code holds them densely.
const HEAD: &str = "LACHAN:PAIR:1";

/// A key to seal to, with its fingerprint. Its text form is `LACHAN:PAIR:1:KEY:FINGERPRINT`, the key in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    key: [u8; 32],
}

impl Pairing {
    pub(super) fn of(key: [u8; 32]) -> Self {
        Self { key }
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// What both phones show, so that people can compare: 12 letters and digits of the key's SHA-256.
    pub fn fingerprint(&self) -> String {
        code(&hex(&Sha256::digest(self.key)))
    }
}

impl fmt::Display for Pairing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{HEAD}:{}:{}", hex(&self.key).to_uppercase(), self.fingerprint())
    }
}

impl FromStr for Pairing {
    type Err = Error;

    /// Reads a pairing's text.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `pairing`: of another format, or misread (the fingerprint is not that of the key).
    fn from_str(text: &str) -> Result<Self> {
        let shape = || Error::invalid("pairing", "is not LACHAN:PAIR:1:KEY:FINGERPRINT");
        let rest = text.trim().strip_prefix(HEAD).and_then(|rest| rest.strip_prefix(':')).ok_or_else(shape)?;
        let (key, fingerprint) = rest.split_once(':').ok_or_else(shape)?;
        let pairing = Self { key: unhex(key).ok_or_else(shape)? };
        if pairing.fingerprint() != fingerprint || hex(&pairing.key).to_uppercase() != key {
            return Err(Error::invalid("pairing", "was misread: its fingerprint is not that of its key"));
        }
        Ok(pairing)
    }
}
