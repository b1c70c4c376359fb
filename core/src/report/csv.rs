//! Usage rows as in RFC 4180: a header, comma, CRLF; one row a day for the device, then one for each app.
//! Column names are fixed English, so that a sheet made of several weeks or languages fits together.

use super::IsoWeek;
use super::data::data;
use super::model::{DayState, DayUsage, Report};
use crate::error::Result;
use crate::model::{Moment, Quality};

const HEADER: [&str; 15] = [
    "week",
    "day",
    "zone",
    "scope",
    "app",
    "name",
    "kind",
    "minutes",
    "night_minutes",
    "opens",
    "pickups",
    "first_use",
    "last_use",
    "state",
    "quality",
];

pub(super) fn render(report: &Report) -> Result<String> {
    let data = data(report.language)?;
    let mut out = String::new();
    row(&mut out, &HEADER.map(str::to_owned));
    for day in &report.days {
        let start = [IsoWeek::of(day.day).to_string(), day.day.to_string(), report.period.zone.clone()];
        row(&mut out, &device(&start, day));
        for app in &day.apps {
            let [week, date, zone] = start.clone();
            let kind = data.kind_name(&app.kind);
            let cells = [
                week,
                date,
                zone,
                "app".into(),
                app.app.clone(),
                app.name.clone(),
                kind,
                app.minutes.to_string(),
                String::new(),
                app.opens.to_string(),
                String::new(),
                String::new(),
                String::new(),
                state(day.state).into(),
                quality(app.quality).into(),
            ];
            row(&mut out, &cells);
        }
    }
    Ok(out)
}

fn device(start: &[String; 3], day: &DayUsage) -> [String; 15] {
    let [week, date, zone] = start.clone();
    let recorded = !matches!(day.state, DayState::NotYet | DayState::NotRecorded);
    let given = |value: String| if recorded { value } else { String::new() };
    let moment = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
    [
        week,
        date,
        zone,
        "device".into(),
        String::new(),
        String::new(),
        String::new(),
        given(day.minutes.to_string()),
        given(day.night_minutes.to_string()),
        given(day.opens.to_string()),
        given(day.pickups.to_string()),
        moment(day.first_use),
        moment(day.last_use),
        state(day.state).into(),
        given(quality(day.quality).into()),
    ]
}

fn state(state: DayState) -> &'static str {
    match state {
        DayState::Complete => "complete",
        DayState::Partial => "partial",
        DayState::Running => "running",
        DayState::NotYet => "not_yet",
        DayState::NotRecorded => "not_recorded",
    }
}

fn quality(quality: Quality) -> &'static str {
    match quality {
        Quality::Exact => "exact",
        Quality::LowerBound => "lower_bound",
        Quality::Estimated => "estimated",
    }
}

fn row<const N: usize>(out: &mut String, cells: &[String; N]) {
    out.push_str(&cells.each_ref().map(|cell| field(cell)).join(","));
    out.push_str("\r\n");
}

/// Quotes what needs it. A cell that a spreadsheet would run as a formula gets an apostrophe in front
/// (OWASP, CSV injection); no number here is ever negative.
fn field(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if runs { format!("'{cell}") } else { cell.to_owned() };
    match safe.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        assert_eq!(field("Zalo"), "Zalo");
        assert_eq!(field("a,b"), "\"a,b\"");
        assert_eq!(field("a \"b\"\nc"), "\"a \"\"b\"\"\nc\"");
        assert_eq!(field("=cmd()"), "'=cmd()");
        assert_eq!(field("@x,y"), "\"'@x,y\"");
    }
}
