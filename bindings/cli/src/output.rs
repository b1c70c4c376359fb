//! Where output goes: a file, or standard output for `-` and by default.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stderr, stdin, stdout};
use std::path::Path;

use crate::failure::Failure;

pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A buffered writer on a new file, or on standard output for none and `-`.
pub(crate) fn writer(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    Ok(match path {
        Some(path) if !is_dash(path) => Box::new(BufWriter::new(File::create(path).map_err(Failure::at(path))?)),
        _ => Box::new(BufWriter::new(stdout().lock())),
    })
}

/// A buffered reader on a file, or on standard input for `-`.
pub(crate) fn reader(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    Ok(if is_dash(path) {
        Box::new(BufReader::new(stdin().lock()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(Failure::at(path))?))
    })
}

/// Tells something on standard error; there is nowhere left to complain if that fails.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}
