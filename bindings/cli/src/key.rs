//! Key files.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use lachan_core::guardian::{Guardian, KeyProvider, Mode};
use lachan_core::{Error, KEY_BYTES};

use crate::StoreArgs;
use crate::failure::Failure;

/// Writes a new key.
pub(crate) fn new(file: &Path) -> Result<(), Failure> {
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).map_err(|error| Failure::Output(std::io::Error::other(error.to_string())))?;
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map_err(Failure::at(file))?;
    out.write_all(&key).map_err(Failure::at(file))
}

/// The key of a file.
struct KeyFile(PathBuf);

impl KeyProvider for KeyFile {
    fn store_key(&self) -> Result<Vec<u8>, Error> {
        std::fs::read(&self.0).map_err(|_| Error::KeyUnavailable)
    }
}

/// Opens or makes a store. A desktop replays files, so the store takes what a file gives.
pub(crate) fn open(store: &StoreArgs) -> Result<Guardian, Failure> {
    let length = std::fs::metadata(&store.key_file).map_err(Failure::at(&store.key_file))?.len();
    if length != KEY_BYTES as u64 {
        return Err(Failure::Key(store.key_file.display().to_string()));
    }
    Ok(Guardian::open(&store.store, &KeyFile(store.key_file.clone()), Mode::Replay)?)
}

/// Opens a store that must be there already.
pub(crate) fn open_existing(store: &StoreArgs) -> Result<Guardian, Failure> {
    std::fs::metadata(&store.store).map_err(Failure::at(&store.store))?;
    open(store)
}
