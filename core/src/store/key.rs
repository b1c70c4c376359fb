//! The store's key: opening, checking, and the keyed hashes made from it.
//!
//! SQLCipher reports a wrong key and a damaged first page alike ("file is not a database"). The 16 bytes at the head
//! of its file are a salt that the writer may choose, so the store puts its canary there: 8 random bytes and 8 bytes
//! of an HMAC over them. A matching head proves the key before SQLCipher sees it; what fails after that is damage.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Error, Result};

/// Length of a key in bytes.
pub const KEY_BYTES: usize = 32;
/// Length of a contact's handle in bytes.
pub(crate) const HANDLE_BYTES: usize = 16;
/// Length of SQLCipher's salt at the head of the file.
pub(super) const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 8;

/// 32 random bytes that open one store. Wiped from memory when dropped; never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; KEY_BYTES]);

impl StoreKey {
    /// Takes exactly 32 bytes; anything else is [`Error::KeyUnavailable`].
    pub fn new(bytes: &[u8]) -> Result<Self> {
        bytes.try_into().map(Self).map_err(|_| Error::KeyUnavailable)
    }

    /// The raw-key literal of SQLCipher (`x'…'`), with a salt of our choosing for a new file.
    pub(super) fn literal(&self, salt: Option<[u8; SALT_BYTES]>) -> Zeroizing<String> {
        // Sized once, so that no reallocation leaves a copy of the key behind.
        let mut text = Zeroizing::new(String::with_capacity(2 * (KEY_BYTES + SALT_BYTES) + 3));
        text.push_str("x'");
        for byte in self.0.iter().chain(salt.iter().flatten()) {
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\'');
        text
    }

    /// Makes the head of a new file from 8 random bytes.
    pub(super) fn salt(&self, nonce: [u8; NONCE_BYTES]) -> [u8; SALT_BYTES] {
        let check = self.mac(b"lachan store canary 1", &[&nonce]);
        let mut salt = [0; SALT_BYTES];
        for (slot, byte) in salt.iter_mut().zip(nonce.iter().chain(check.iter())) {
            *slot = *byte;
        }
        salt
    }

    /// Whether a file that begins with these bytes was made with this key.
    pub(super) fn made(&self, head: [u8; SALT_BYTES]) -> bool {
        head.first_chunk().is_some_and(|nonce| self.salt(*nonce) == head)
    }

    /// The hasher of this store's ids.
    pub(crate) fn hasher(&self) -> Hasher {
        Hasher(StoreKey(self.mac(b"lachan ids 1", &[])))
    }

    fn mac(&self, purpose: &[u8], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
        // HMAC takes keys of any length, so this never fails; an empty result would only make the key not match.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; KEY_BYTES] };
        mac.update(purpose);
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("StoreKey(…)")
    }
}

/// Keyed hashes of ids: equal ids give equal hashes in one store and unrelated ones in another.
pub(crate) struct Hasher(StoreKey);

/// A keyed hash of an id.
pub(crate) type Handle = [u8; HANDLE_BYTES];

impl Hasher {
    /// Hashes the parts of an id for one purpose; the lengths are hashed too, so parts never run together.
    pub(crate) fn hash(&self, purpose: &str, parts: &[&str]) -> Handle {
        let bytes: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let full = self.0.mac(purpose.as_bytes(), &bytes);
        full.first_chunk().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> StoreKey {
        StoreKey::new(&[byte; KEY_BYTES]).unwrap()
    }

    #[test]
    fn the_head_tells_the_right_key_from_a_wrong_one() {
        let head = key(1).salt([7; NONCE_BYTES]);
        assert!(key(1).made(head));
        assert!(!key(2).made(head));
        let mut damaged = head;
        damaged[15] ^= 1;
        assert!(!key(1).made(damaged));
    }

    #[test]
    fn ids_are_unlinkable_across_keys_and_parts_never_run_together() {
        let (one, two) = (key(1).hasher(), key(2).hasher());
        assert_eq!(one.hash("contact", &["zalo:84x"]), one.hash("contact", &["zalo:84x"]));
        assert_ne!(one.hash("contact", &["zalo:84x"]), two.hash("contact", &["zalo:84x"]));
        assert_ne!(one.hash("message", &["ab", "c"]), one.hash("message", &["a", "bc"]));
        assert_ne!(one.hash("message", &["a"]), one.hash("contact", &["a"]));
    }

    #[test]
    fn a_key_is_32_bytes_and_never_printed() {
        assert_eq!(StoreKey::new(&[0; 31]), Err(Error::KeyUnavailable));
        assert_eq!(format!("{:?}", key(0xab)), "StoreKey(…)");
        assert_eq!(key(0xab).literal(None).len(), 67);
    }
}
