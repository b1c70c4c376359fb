//! `lachan incident`: export and check the hash-chained record.

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use lachan_core::access::Viewer;
use lachan_core::incident::{self, Record};
use lachan_core::model::{Language, from_json};

use crate::failure::Failure;
use crate::{StoreArgs, key, output};

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    Json,
    Html,
}

pub(crate) fn export(
    store: &StoreArgs,
    viewer: Viewer,
    form: Form,
    language: Language,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let guardian = key::open_existing(store)?;
    let mut out = output::writer(out)?;
    match form {
        Form::Json => {
            let record = guardian.view(viewer).incident_record()?;
            serde_json::to_writer_pretty(&mut out, &record).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            output::complain(&format!("code {}: write it down", incident::code(&record.head)));
        }
        Form::Html => out.write_all(guardian.view(viewer).incident_page(language)?.as_bytes())?,
    }
    Ok(out.flush()?)
}

pub(crate) fn verify(file: &Path, head: Option<&str>) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file).map_err(Failure::at(file))?;
    let record: Record = from_json(&text)?;
    let broken = |broken| Failure::Incident { file: file.display().to_string(), broken };
    let links = incident::verify(&record).map_err(broken)?;
    let mut out = output::writer(None)?;
    writeln!(out, "{links} links hold; head {}; code {}", record.head, incident::code(&record.head))?;
    if let Some(code) = head {
        let written = incident::find_code(&record, code).map_err(broken)?;
        writeln!(out, "the code is that of link {written}; {} were added since", links - written)?;
    }
    Ok(out.flush()?)
}
