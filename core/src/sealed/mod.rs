//! A report sealed for the parent's phone: HPKE (RFC 9180), padded, opened once, by one key only. Pure.
//!
//! The parent's phone shows a [`Pairing`] as a QR code; the child's device seals to it; the host carries the bytes by
//! any channel. Sealed bytes are `LACHANS` and a version, the encapsulated key (32 bytes) and the ciphertext. The
//! plaintext is an id (16 bytes), the time of sealing, the report's name and its text, then zeros (see [`padded`]).
//! Base mode: whoever has the pairing can seal to it, so it proves nothing about the sender; the family's own channel
//! (scanning the code face to face, the host's sync) does that.

mod pairing;
mod random;

use std::collections::BTreeSet;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use pairing::Pairing;

use crate::chain::hex;
use crate::model::Moment;
use crate::{Error, KEY_BYTES, Result};
use random::Given;

/// What sealed bytes begin with: a name and the version of the format.
const HEAD: [u8; 8] = *b"LACHANS\x01";
/// Binds a key to this use.
const INFO: &[u8] = b"lachan sealed report 1";
const ID_BYTES: usize = 16;
const ENCAPSULATED_BYTES: usize = 32;
/// Plaintext is never shorter, so that short reports look alike.
const LEAST_BYTES: usize = 16 << 10;

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;

/// The parent's key: 32 random bytes from the keystore of the phone that opens reports. Wiped from memory when
/// dropped; cannot be printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SealingKey([u8; KEY_BYTES]);

impl SealingKey {
    /// Takes exactly 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyUnavailable`] for any other length.
    pub fn new(bytes: &[u8]) -> Result<Self> {
        bytes.try_into().map(Self).map_err(|_| Error::KeyUnavailable)
    }

    /// What the child's device must know to seal to this key.
    pub fn pairing(&self) -> Pairing {
        Pairing::of(X25519HkdfSha256::derive_keypair(&self.0).1.to_bytes().into())
    }

    fn private(&self) -> Private {
        X25519HkdfSha256::derive_keypair(&self.0).0
    }
}

/// A report that was opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// When it was sealed.
    pub sealed_at: Moment,
    /// Its name, such as `report-2026-W47-parent-vi.html`.
    pub name: String,
    /// The report.
    pub text: String,
}

/// Prints nothing of the report (requirement 13).
impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Opened").finish_non_exhaustive()
    }
}

/// The ids of the reports that were opened, so that none is opened twice. The host keeps it beside the key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    /// Reads the ids as [`Seen::to_text`] wrote them.
    pub fn from_text(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// The ids, one a line.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|id| format!("{id}\n")).collect()
    }
}

/// Seals a report. `random` are 32 bytes of chance, used once: from the host's keystore or the store.
///
/// # Errors
/// [`Error::InvalidInput`] on `pairing` if its key is none, on `name` if it has more than 255 bytes.
pub fn seal(pairing: &Pairing, name: &str, text: &str, sealed_at: Moment, random: [u8; 32]) -> Result<Vec<u8>> {
    let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(pairing.key())
        .map_err(|_| Error::invalid("pairing", "holds no key to seal to"))?;
    let name_length = u8::try_from(name.len()).map_err(|_| Error::invalid("name", "is longer than 255 bytes"))?;
    let mut chance = Given::new(random);
    let mut plain = Zeroizing::new(Vec::with_capacity(padded(text.len() + 512)));
    plain.extend(chance.block().iter().take(ID_BYTES));
    plain.extend(sealed_at.epoch_ms.to_be_bytes());
    plain.extend(sealed_at.offset_seconds.to_be_bytes());
    plain.push(name_length);
    plain.extend(name.as_bytes());
    plain.extend((text.len() as u64).to_be_bytes());
    plain.extend(text.as_bytes());
    let length = padded(plain.len());
    plain.resize(length, 0);
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &key,
        INFO,
        &plain,
        &HEAD,
        &mut chance,
    )
    .map_err(|_| Error::invalid("pairing", "holds no key to seal to"))?;
    Ok([&HEAD[..], &encapsulated.to_bytes(), &sealed].concat())
}

/// Opens a sealed report and adds its id to those seen. A report that was changed anywhere is refused.
///
/// # Errors
/// [`Error::InvalidInput`] on `sealed`: of another format, changed, sealed for another key, or opened before.
pub fn open(key: &SealingKey, sealed: &[u8], seen: &mut Seen) -> Result<Opened> {
    let refuse = |reason: &str| Error::invalid("sealed", reason);
    let body = sealed.strip_prefix(&HEAD).ok_or_else(|| refuse("is no sealed report of a version that is known"))?;
    let (encapsulated, body) =
        body.split_at_checked(ENCAPSULATED_BYTES).ok_or_else(|| refuse("is cut short: fetch it again"))?;
    let not_ours = || refuse("cannot be opened: it was changed on its way, or is sealed for another key");
    let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| not_ours())?;
    let plain = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &key.private(),
        &encapsulated,
        INFO,
        body,
        &HEAD,
    )
    .map_err(|_| not_ours())?;
    let plain = Zeroizing::new(plain);
    let (id, opened) = read(&plain).ok_or_else(not_ours)?;
    if !seen.0.insert(id) {
        return Err(refuse("was opened before: it may be an old report sent again"));
    }
    Ok(opened)
}

/// The id and the report of a plaintext.
fn read(plain: &[u8]) -> Option<(String, Opened)> {
    let (id, rest) = plain.split_first_chunk::<ID_BYTES>()?;
    let (ms, rest) = rest.split_first_chunk()?;
    let (offset, rest) = rest.split_first_chunk()?;
    let (name_length, rest) = rest.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(*name_length))?;
    let (length, rest) = rest.split_first_chunk()?;
    let (text, _) = rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
    let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let sealed_at = Moment { epoch_ms: i64::from_be_bytes(*ms), offset_seconds: i32::from_be_bytes(*offset) };
    Some((hex(id), Opened { sealed_at, name: words(name)?, text: words(text)? }))
}

/// The length to which a plaintext is padded, so that its length tells little: Padmé, at most 12 % more (Nikitin et
/// al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019), and at least 16 KiB.
pub fn padded(length: usize) -> usize {
    let length = length.max(LEAST_BYTES);
    let exponent = length.ilog2();
    let free = exponent - (exponent.ilog2() + 1);
    let mask = (1_usize << free) - 1;
    length.saturating_add(mask) & !mask
}

#[cfg(test)]
mod tests;
