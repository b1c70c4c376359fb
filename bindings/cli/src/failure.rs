//! Why a command ended with status 1.

use std::path::Path;

use lachan_core::incident::Broken;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Core(#[from] lachan_core::Error),
    #[error("{file}: {error}")]
    File { file: String, error: std::io::Error },
    #[error("{0}: is not a key of 32 bytes; make one with `lachan key new`")]
    Key(String),
    #[error("{file}: {broken}")]
    Incident { file: String, broken: Broken },
    #[error("{file}: {error}")]
    Corpus { file: String, error: lachan_core::Error },
    #[error("{0}: holds no conversations; give a folder with .jsonl files")]
    NoCorpus(String),
    #[error("{0}: has no part between <!-- figures --> and <!-- /figures -->; put the two marks where figures belong")]
    NoMarks(String),
    #[error("the output cannot be written: {0}")]
    Output(std::io::Error),
    /// The reader of standard output went away, as `head` does: nothing to complain of.
    #[error("the reader went away")]
    ReaderGone,
}

impl Failure {
    /// An I/O error at a named file.
    pub(crate) fn at(file: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let file = file.display().to_string();
        move |error| Self::File { file, error }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::Output(error) }
    }
}
