//! `lachan limits evaluate`: pure, needs no store.

use std::io::Write;
use std::path::Path;

use lachan_core::model::{LimitsCase, from_json, to_json};
use lachan_core::screen_time::limits;

use crate::failure::Failure;
use crate::output;
use crate::replay::Lines;

pub(crate) fn evaluate(file: &Path) -> Result<(), Failure> {
    let mut out = output::writer(None)?;
    let mut lines = Lines::new(output::reader(file)?);
    let done = (|| {
        while let Some((number, line)) = lines.next_line()? {
            let state = from_json::<LimitsCase>(line)
                .and_then(|case| limits::evaluate(&case))
                .map_err(|error| error.at_line(number))?;
            writeln!(out, "{}", to_json(&state)?)?;
        }
        Ok(())
    })();
    // The states before a bad case are good ones.
    out.flush()?;
    done
}
