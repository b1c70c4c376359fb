//! `lachan replay`: a recorded device into a store, decisions out.

use std::io::{BufRead, IsTerminal, Read, Write, stderr};
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lachan_core::guardian::{Guardian, Ingested, Mode, Skip};
use lachan_core::model::{Event, Moment};
use lachan_core::{Error, Result};

use crate::failure::Failure;
use crate::{StoreArgs, key, output};

/// Events of one transaction.
const BATCH: usize = 1000;

/// Longest line that is read, in bytes. A message of 1 MB fits; its text is scored up to 10 kB.
const LONGEST_LINE: u64 = 8 << 20;

/// Reads events (JSONL), applies them in order, writes decisions (JSONL).
#[derive(Args)]
pub(crate) struct Replay {
    /// The events file, or - for standard input.
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The store's file; made if it is not there.
    #[arg(long, requires = "key_file", required_unless_present = "memory")]
    store: Option<PathBuf>,
    /// The file with the store's key, 32 bytes.
    #[arg(long, requires = "store")]
    key_file: Option<PathBuf>,
    /// Keep everything in memory and forget it at the end.
    #[arg(long, conflicts_with = "store")]
    memory: bool,
    /// Where decisions go; - or none for standard output.
    #[arg(long)]
    decisions: Option<PathBuf>,
    /// No progress bar, no summary, no word on skipped lines.
    #[arg(long)]
    quiet: bool,
}

impl Replay {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let guardian = match (self.store, self.key_file) {
            (Some(store), Some(key_file)) => key::open(&StoreArgs { store, key_file })?,
            _ => Guardian::in_memory(Mode::Replay)?,
        };
        let bar = progress(self.quiet, std::fs::metadata(&self.file).ok().map(|file| file.len()));
        let mut out = output::writer(self.decisions.as_deref())?;
        let lines = Lines::new(output::reader(&self.file)?);
        let summary = replay(&guardian, lines, &bar, |ingested, skipped| {
            for assessment in &ingested.assessments {
                writeln!(out, "{}", assessment.to_line()?)?;
            }
            if !self.quiet {
                bar.suspend(|| skipped.iter().for_each(|skip| output::complain(skip)));
            }
            Ok(out.flush()?)
        });
        bar.finish_and_clear();
        guardian.close()?;
        let summary = summary?;
        if !self.quiet {
            output::complain(&summary.to_string());
        }
        Ok(())
    }
}

/// What a replay did.
#[derive(Default)]
pub(crate) struct Summary {
    events: usize,
    decisions: usize,
    pub(crate) alerts: Vec<lachan_core::model::Alert>,
    skipped: usize,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { events, decisions, alerts, skipped } = self;
        write!(out, "{events} events, {decisions} decisions, {} alerts, {skipped} skipped", alerts.len())
    }
}

/// Replays lines in batches, one transaction each. A bad line ends it after the good lines before were applied.
/// `each` sees what a batch brought and a sentence for every skipped line.
pub(crate) fn replay(
    guardian: &Guardian,
    mut lines: Lines,
    bar: &ProgressBar,
    mut each: impl FnMut(&Ingested, &[String]) -> Result<(), Failure>,
) -> Result<Summary, Failure> {
    let mut summary = Summary::default();
    let mut newest: Option<Moment> = None;
    let mut batch = Vec::with_capacity(BATCH);
    let mut numbers = Vec::with_capacity(BATCH);
    loop {
        let read = read_batch(&mut lines, &mut batch, &mut numbers);
        newest = batch.iter().filter_map(Event::moment).chain(newest).max_by_key(|moment| moment.epoch_ms);
        if let Some(now) = newest.or(Some(Moment { epoch_ms: 0, offset_seconds: 0 }))
            && !batch.is_empty()
        {
            let ingested = guardian.ingest(&batch, now).map_err(|error| in_file(error, &numbers))?;
            summary.events += batch.len();
            summary.decisions += ingested.assessments.len();
            summary.skipped += ingested.skipped.len();
            summary.alerts.extend(ingested.alerts.iter().cloned());
            each(&ingested, &skip_lines(&ingested, &numbers))?;
            bar.set_position(lines.bytes);
        }
        if !read? {
            if let Some(newest) = newest {
                guardian.retain(newest)?;
            }
            return Ok(summary);
        }
    }
}

/// Fills a batch; false at the end of the file. Lines before a bad one are in the batch.
fn read_batch(lines: &mut Lines, batch: &mut Vec<Event>, numbers: &mut Vec<u64>) -> Result<bool, Failure> {
    batch.clear();
    numbers.clear();
    while batch.len() < BATCH {
        let Some((number, line)) = lines.next_line()? else { return Ok(false) };
        batch.push(Event::from_json(line).map_err(|error| error.at_line(number))?);
        numbers.push(number);
    }
    Ok(true)
}

/// A batch counts its events; a file counts its lines.
fn in_file(error: Error, numbers: &[u64]) -> Error {
    match error {
        Error::InvalidInput { line: Some(place), field, reason } => {
            let line = usize::try_from(place).ok().and_then(|place| numbers.get(place.checked_sub(1)?)).copied();
            Error::InvalidInput { line, field, reason }
        }
        other => other,
    }
}

fn skip_lines(ingested: &Ingested, numbers: &[u64]) -> Vec<String> {
    let line = |index: u64| usize::try_from(index).ok().and_then(|index| numbers.get(index)).copied().unwrap_or(0);
    let why = |reason| match reason {
        Skip::Duplicate => "was applied before",
        Skip::BeforeConsent => "is from before consent was given, or came after it was withdrawn",
    };
    ingested.skipped.iter().map(|skip| format!("line {}: skipped: {}", line(skip.index), why(skip.reason))).collect()
}

fn progress(quiet: bool, length: Option<u64>) -> ProgressBar {
    if quiet || !stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = length.map_or_else(ProgressBar::no_length, ProgressBar::new);
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

/// The lines of a text file with their numbers; blank ones are passed over.
pub(crate) struct Lines {
    source: Box<dyn BufRead>,
    buffer: Vec<u8>,
    number: u64,
    /// Bytes read so far.
    pub(crate) bytes: u64,
}

impl Lines {
    pub(crate) fn new(source: Box<dyn BufRead>) -> Self {
        Self { source, buffer: Vec::new(), number: 0, bytes: 0 }
    }

    /// The next line that is not blank, and its number from 1.
    pub(crate) fn next_line(&mut self) -> Result<Option<(u64, &str)>, Failure> {
        loop {
            self.buffer.clear();
            let read = (&mut self.source).take(LONGEST_LINE + 1).read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            self.bytes += read as u64;
            if read as u64 > LONGEST_LINE {
                return Err(Error::invalid("json", "is longer than 8 MiB").at_line(self.number).into());
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        match std::str::from_utf8(self.buffer.trim_ascii()) {
            Ok(line) => Ok(Some((self.number, line))),
            Err(error) => {
                let reason = format!("is not UTF-8 from byte {} on", error.valid_up_to() + 1);
                Err(Error::invalid("json", reason).at_line(self.number).into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &'static [u8]) -> Lines {
        Lines::new(Box::new(bytes))
    }

    #[test]
    fn lines_are_numbered_and_blank_ones_passed_over() {
        let mut lines = lines(b"a\n\n  \r\nb\r\nc");
        let mut seen = Vec::new();
        while let Some((number, line)) = lines.next_line().unwrap() {
            seen.push((number, line.to_owned()));
        }
        assert_eq!(seen, [(1, "a".to_owned()), (4, "b".to_owned()), (5, "c".to_owned())]);
    }

    #[test]
    fn a_line_that_is_not_utf8_is_named() {
        let mut lines = lines(b"a\n\"\xff\"\n");
        lines.next_line().unwrap();
        assert_eq!(lines.next_line().err().unwrap().to_string(), "line 2: json: is not UTF-8 from byte 2 on");
    }
}
