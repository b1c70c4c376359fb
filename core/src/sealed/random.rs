//! Chance that comes in: the core has no source of its own.

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Makes a stream of bytes out of 32 random ones: block n is SHA-256 of a label, the bytes and n.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Given {
    seed: [u8; 32],
    next: u64,
}

impl Given {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed, next: 0 }
    }

    /// The next 32 bytes.
    pub(super) fn block(&mut self) -> [u8; 32] {
        let hash = Sha256::new().chain_update(b"lachan sealed chance 1").chain_update(self.seed);
        let block = hash.chain_update(self.next.to_be_bytes()).finalize();
        self.next += 1;
        block.into()
    }
}

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            part.iter_mut().zip(self.block()).for_each(|(slot, byte)| *slot = byte);
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}
