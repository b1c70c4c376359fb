//! `lachan pair` and `lachan open`: the parent's side of sealed reports.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use lachan_core::sealed::{self, SealingKey, Seen};

use crate::failure::Failure;
use crate::{key, output};

/// Writes a new key and prints its pairing and fingerprint.
pub(crate) fn pair(key_file: &Path) -> Result<(), Failure> {
    key::new(key_file)?;
    let pairing = read_key(key_file)?.pairing();
    let mut out = output::writer(None)?;
    writeln!(out, "{pairing}")?;
    out.flush()?;
    output::complain(&format!("fingerprint {}", pairing.fingerprint()));
    Ok(())
}

/// Opens a sealed report; the ids of those opened stand beside the key.
pub(crate) fn open(key_file: &Path, file: &Path, out: Option<&Path>) -> Result<(), Failure> {
    let key = read_key(key_file)?;
    let kept = beside(key_file);
    let mut seen = match fs::read_to_string(&kept) {
        Ok(text) => Seen::from_text(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Seen::default(),
        Err(error) => return Err(Failure::at(&kept)(error)),
    };
    let bytes = fs::read(file).map_err(Failure::at(file))?;
    let opened = sealed::open(&key, &bytes, &mut seen)?;
    let mut out = output::writer(out)?;
    out.write_all(opened.text.as_bytes())?;
    out.flush()?;
    output::complain(&format!("{}, sealed at {}", opened.name, opened.sealed_at));
    fs::write(&kept, seen.to_text()).map_err(Failure::at(&kept))
}

fn read_key(file: &Path) -> Result<SealingKey, Failure> {
    let bytes = fs::read(file).map_err(Failure::at(file))?;
    SealingKey::new(&bytes).map_err(|_| Failure::Key(file.display().to_string()))
}

/// `KEYFILE.seen`.
fn beside(key_file: &Path) -> PathBuf {
    let mut name = key_file.as_os_str().to_owned();
    name.push(".seen");
    name.into()
}
