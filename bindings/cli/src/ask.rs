//! What a parent would ask: contacts, a day's screen time, a report.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use lachan_core::guardian::ReportRequest;
use lachan_core::model::{ContactRisk, DayTotals, Moment, to_json};
use lachan_core::report::{Audience, Format, IsoWeek, Month, ReportPeriod};

use crate::failure::Failure;
use crate::{Lang, StoreArgs, key, output};

pub(crate) fn contacts(store: &StoreArgs, json: bool) -> Result<(), Failure> {
    let contacts = key::open_existing(store)?.contacts()?;
    let mut out = output::writer(None)?;
    for contact in &contacts {
        if json {
            writeln!(out, "{}", to_json(contact)?)?;
        } else {
            write_contact(&mut out, contact)?;
        }
    }
    Ok(out.flush()?)
}

/// One contact on one line, for people.
pub(crate) fn write_contact(out: &mut dyn Write, contact: &ContactRisk) -> Result<(), Failure> {
    let level = format!("{:?}", contact.level).to_lowercase();
    let category = contact.category.map_or("-".to_owned(), |category| format!("{category:?}").to_lowercase());
    let name = contact.display_name.as_deref().unwrap_or("(no name)");
    let reasons = contact.reasons.join(", ");
    Ok(writeln!(out, "{:.2}  {level:<8} {category:<14} {name:<24} {reasons}", contact.score)?)
}

pub(crate) fn screen_time(store: &StoreArgs, day: Date, as_of: Option<Moment>, json: bool) -> Result<(), Failure> {
    let totals = key::open_existing(store)?.screen_time(day, as_of)?;
    let mut out = output::writer(None)?;
    if json {
        writeln!(out, "{}", to_json(&totals)?)?;
    } else {
        write_day(&mut out, &totals)?;
    }
    Ok(out.flush()?)
}

/// A day's totals on a few lines, for people.
pub(crate) fn write_day(out: &mut dyn Write, totals: &DayTotals) -> Result<(), Failure> {
    let quality = match totals.quality {
        lachan_core::model::Quality::Exact => "exact",
        lachan_core::model::Quality::LowerBound => "at least",
        lachan_core::model::Quality::Estimated => "estimated",
    };
    writeln!(
        out,
        "{}  {:6.1} min ({quality}), {:.1} at night, longest {:.1}, {} pickups",
        totals.day, totals.device_minutes, totals.night_minutes, totals.longest_session_minutes, totals.pickups
    )?;
    for app in &totals.apps {
        writeln!(out, "            {:6.1} min  {:3} opens  {}", app.minutes, app.opens, app.app)?;
    }
    Ok(())
}

/// One report.
#[derive(Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// For whom.
    #[arg(long)]
    audience: For,
    /// In which language.
    #[arg(long)]
    lang: Lang,
    /// In which form.
    #[arg(long)]
    format: Form,
    /// The file; standard output by default.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Which days; one of the three.
#[derive(Args, Clone, Copy)]
#[group(required = true, multiple = false)]
struct PeriodArgs {
    /// A day, YYYY-MM-DD.
    #[arg(long)]
    day: Option<Date>,
    /// The ISO week, YYYY-Www.
    #[arg(long)]
    week: Option<IsoWeek>,
    /// A month, YYYY-MM.
    #[arg(long)]
    month: Option<Month>,
}

impl PeriodArgs {
    /// The period asked for; the command line has seen to it that there is one.
    fn asked(self) -> Option<ReportPeriod> {
        let week = self.week.map(ReportPeriod::Week);
        week.or(self.day.map(ReportPeriod::Day)).or(self.month.map(ReportPeriod::Month))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Parent,
    Child,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Html,
    Json,
    Csv,
    Text,
}

impl ReportArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let guardian = key::open_existing(&self.store)?;
        let text = guardian.report(&ReportRequest {
            period: self.period.asked().ok_or_else(|| lachan_core::Error::invalid("week", "is missing"))?,
            audience: match self.audience {
                For::Parent => Audience::Parent,
                For::Child => Audience::Child,
            },
            language: self.lang.into(),
            format: match self.format {
                Form::Html => Format::Html,
                Form::Json => Format::Json,
                Form::Csv => Format::Csv,
                Form::Text => Format::Text,
            },
            generated_at: None,
        })?;
        let mut out = output::writer(self.out.as_deref())?;
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }
}
