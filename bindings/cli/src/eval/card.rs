//! The model card's figures and charts, written anew in place.

use std::collections::BTreeMap;
use std::path::Path;

use super::figures::Figures;
use super::noise::Noise;
use super::{charts, table};
use crate::failure::Failure;

const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- /figures -->";

/// Rewrites the figures of a model card and the charts beside it.
pub(super) fn write(card: &Path, noises: &BTreeMap<Noise, Figures>) -> Result<(), Failure> {
    let text = std::fs::read_to_string(card).map_err(Failure::at(card))?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (Some((before, after)), Some(plain)) = (parts, noises.get(&Noise::None)) else {
        return Err(Failure::NoMarks(card.display().to_string()));
    };
    let pictures = card.with_file_name("pictures");
    std::fs::create_dir_all(&pictures).map_err(Failure::at(&pictures))?;
    for (name, chart) in [
        ("calibration.svg", charts::calibration(&plain.calibration)),
        ("time-to-alert.svg", charts::time_to_alert(plain)),
    ] {
        let file = pictures.join(name);
        std::fs::write(&file, chart).map_err(Failure::at(&file))?;
    }
    let figures = table::table(noises);
    let charts =
        "![Calibration of the score](pictures/calibration.svg)\n![Time to the alert](pictures/time-to-alert.svg)";
    let text = format!("{before}{BEGIN}\n\n{figures}\n{charts}\n\n{END}{after}");
    std::fs::write(card, text).map_err(Failure::at(card))
}
