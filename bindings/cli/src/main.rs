//! `lachan`: the desktop host of the SDK. It runs the same core that the phones run.

mod ask;
mod demo;
mod eval;
mod failure;
mod incident;
mod key;
mod limits;
mod output;
mod replay;
mod sealed;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lachan_core::access::{Reader, Viewer};
use lachan_core::model;

use failure::Failure;

/// Lá Chắn on the desktop: replays a recorded device and answers what a parent would ask.
#[derive(Parser)]
#[command(name = "lachan", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The main job on the sample device week: replay it into an encrypted store, print alerts, write reports.
    Demo {
        /// Folder for the store and the reports.
        #[arg(long, default_value = "demo-out")]
        out: PathBuf,
        /// Language of what is printed.
        #[arg(long, default_value = "vi")]
        lang: Lang,
    },
    /// Reads events (JSONL), applies them in order, writes decisions (JSONL).
    Replay(replay::Replay),
    /// Detection quality on labelled conversations.
    Eval(eval::Eval),
    /// Trains the learned scorer from labelled text.
    Train(train::Train),
    /// Contacts by risk, with reasons.
    Contacts {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        viewer: ViewerArgs,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Totals of a day, with their quality.
    ScreenTime {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        viewer: ViewerArgs,
        /// The day, YYYY-MM-DD, in the child's zone.
        #[arg(long)]
        day: jiff::civil::Date,
        /// Lengthens a session still open at the end of the data to this time (RFC 3339 with an offset).
        #[arg(long)]
        as_of: Option<model::Moment>,
        /// One JSON object on one line.
        #[arg(long)]
        json: bool,
    },
    /// One report.
    Report(ask::ReportArgs),
    /// The family's copy of everything that the store holds, as JSON.
    Export {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        viewer: ViewerArgs,
        /// The file; standard output by default.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Who looked at what: the hash-chained access log, as JSON.
    AccessLog {
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Opens a sealed report with the key that it was sealed to, once.
    Open {
        /// The parent's key file (see `lachan pair new`); the reports that were opened are kept in KEYFILE.seen.
        key_file: PathBuf,
        /// The sealed report.
        sealed: PathBuf,
        /// The file for the report; standard output by default.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Pairing of the parent's phone.
    #[command(subcommand)]
    Pair(PairCommand),
    /// Limits.
    #[command(subcommand)]
    Limits(LimitsCommand),
    /// The hash-chained incident record.
    #[command(subcommand)]
    Incident(IncidentCommand),
    /// Keys.
    #[command(subcommand)]
    Key(KeyCommand),
}

#[derive(Subcommand)]
enum LimitsCommand {
    /// Pure: limits cases in (one JSON object a line), limits states out, in order.
    Evaluate {
        /// The file, or - for standard input.
        #[arg(default_value = "-")]
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum IncidentCommand {
    /// Writes the record as JSON, or as a page to print with a sheet to fill in. Its code goes to standard error.
    Export {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        viewer: ViewerArgs,
        /// JSON is what `verify` checks; HTML is for people.
        #[arg(long, default_value = "json")]
        format: incident::Form,
        /// Language of the page.
        #[arg(long, default_value = "vi")]
        lang: Lang,
        /// The file; standard output by default.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Checks every link of an exported record; needs no store and no key.
    Verify {
        /// The exported file.
        file: PathBuf,
        /// A code that was written down before: finds entries taken out or changed since.
        #[arg(long)]
        head: Option<String>,
    },
}

#[derive(Subcommand)]
enum PairCommand {
    /// Writes a new key of the parent's phone (mode 0600) and prints what a QR code shows the child's device.
    New {
        /// The file; it must not exist yet.
        key_file: PathBuf,
    },
}

/// As whom a view is noted in the access log.
#[derive(Args)]
struct ViewerArgs {
    /// As whom the view is noted in the access log; the child's report counts the parent's.
    #[arg(long, default_value = "host")]
    viewer: Who,
}

#[derive(Clone, Copy, ValueEnum)]
enum Who {
    Parent,
    Child,
    Host,
}

impl From<&ViewerArgs> for Viewer {
    /// The time is the newest that the store knows, so that no answer hangs on this machine's clock.
    fn from(args: &ViewerArgs) -> Self {
        let who = match args.viewer {
            Who::Parent => Reader::Parent,
            Who::Child => Reader::Child,
            Who::Host => Reader::Host,
        };
        Self { who, at: None }
    }
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Writes 32 random bytes to a new file of mode 0600.
    New {
        /// The file; it must not exist yet.
        file: PathBuf,
    },
}

/// Which store, and the key that opens it.
#[derive(Args)]
struct StoreArgs {
    /// The store's file.
    #[arg(long)]
    store: PathBuf,
    /// The file with the store's key, 32 bytes (see `lachan key new`).
    #[arg(long)]
    key_file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Vi,
    En,
}

impl From<Lang> for model::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo { out, lang } => demo::run(&out, lang.into()),
        Command::Replay(replay) => replay.run(),
        Command::Eval(eval) => eval.run(),
        Command::Train(train) => train.run(),
        Command::Contacts { store, viewer, json } => ask::contacts(&store, (&viewer).into(), json),
        Command::ScreenTime { store, viewer, day, as_of, json } => {
            ask::screen_time(&store, (&viewer).into(), day, as_of, json)
        }
        Command::Report(report) => report.run(),
        Command::Limits(LimitsCommand::Evaluate { file }) => limits::evaluate(&file),
        Command::Incident(IncidentCommand::Export { store, viewer, format, lang, out }) => {
            incident::export(&store, (&viewer).into(), format, lang.into(), out.as_deref())
        }
        Command::Incident(IncidentCommand::Verify { file, head }) => incident::verify(&file, head.as_deref()),
        Command::Export { store, viewer, out } => ask::export(&store, (&viewer).into(), out.as_deref()),
        Command::AccessLog { store } => ask::access_log(&store),
        Command::Open { key_file, sealed, out } => sealed::open(&key_file, &sealed, out.as_deref()),
        Command::Pair(PairCommand::New { key_file }) => sealed::pair(&key_file),
        Command::Key(KeyCommand::New { file }) => key::new(&file),
    }
}

/// 0 done, 1 the input or the store was refused, 2 wrong usage (from clap).
fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&format!("lachan: {failure}"));
            ExitCode::FAILURE
        }
    }
}
