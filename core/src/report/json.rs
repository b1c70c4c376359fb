//! The report's records as JSON: two spaces, one line break at the end, keys in the order of the model.

use super::model::Report;
use crate::error::{Error, Result};

pub(super) fn render(report: &Report) -> Result<String> {
    serde_json::to_string_pretty(report)
        .map(|text| text + "\n")
        .map_err(|_| Error::Internal { place: "report/json".into() })
}
