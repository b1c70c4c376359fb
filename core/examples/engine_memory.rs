//! What the engine costs to open: `/usr/bin/time -v cargo run --profile bench --example engine_memory`.
//!
//! Prints the fastest of some loads and the memory that the process holds before and after one (Linux).
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::time::{Duration, Instant};

use lachan_core::risk::Engine;
use lachan_core::risk::lexicon::{EMBEDDED, Lexicon};

/// Kibibytes that a line of `/proc/self/status` names; 0 elsewhere than on Linux.
fn kib(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.split_whitespace().next()?.parse().ok());
    found.unwrap_or(0)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let before = kib("RssAnon:");
    let began = Instant::now();
    Engine::embedded()?;
    let first = began.elapsed();
    println!(
        "first load {first:?}; own memory {before} → {} KiB, at most {} KiB with code and data",
        kib("RssAnon:"),
        kib("VmHWM:")
    );
    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        let began = Instant::now();
        drop(Lexicon::load(&EMBEDDED)?);
        fastest = fastest.min(began.elapsed());
    }
    println!("fastest of 20 loads {fastest:?}");
    Ok(())
}
