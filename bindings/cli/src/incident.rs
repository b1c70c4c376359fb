//! `lachan incident`: export and check the hash-chained record.

use std::io::Write;
use std::path::Path;

use lachan_core::incident::{self, Record};
use lachan_core::model::from_json;

use crate::failure::Failure;
use crate::{StoreArgs, key, output};

pub(crate) fn export(store: &StoreArgs, out: Option<&Path>) -> Result<(), Failure> {
    let record = key::open_existing(store)?.incident_record()?;
    let mut out = output::writer(out)?;
    serde_json::to_writer_pretty(&mut out, &record).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

pub(crate) fn verify(file: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file).map_err(Failure::at(file))?;
    let record: Record = from_json(&text)?;
    let links =
        incident::verify(&record).map_err(|broken| Failure::Incident { file: file.display().to_string(), broken })?;
    let mut out = output::writer(None)?;
    writeln!(out, "{links} links hold; head {}", record.head)?;
    Ok(out.flush()?)
}
