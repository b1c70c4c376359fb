//! Builds a [`Report`] from its [`Input`].

mod age;
mod contacts;
mod prose;
mod rules;
mod usage;

use jiff::tz::TimeZone;

use super::data::{Country, Data, clean, worded};
use super::format;
use super::model::{Period, Report};
use super::{Audience, Input, PeriodKind};
use crate::age::{Detail, ages};
use crate::error::Result;

/// Builds the report: pure, no clock, no I/O; the same input gives an equal report.
///
/// Errors: [`Error::Internal`](crate::Error::Internal) if the data files that ship with the SDK are broken.
pub fn build(input: &Input) -> Result<Report> {
    let emptied = age::emptied(input)?;
    let input = emptied.as_ref().unwrap_or(input);
    let room = Room::new(input)?;
    let days = usage::days(&room);
    let comparison = usage::comparison(&room, &days);
    let quality = usage::quality(&room, &days);
    let (apps, kinds) = usage::apps_and_kinds(&room, &days);
    let mean = usage::mean(&days).filter(|_| input.period.kind() != PeriodKind::Day);
    let rules = rules::part(&room, &days);
    let contacts = contacts::part(&room, &days);
    let parent = input.audience == Audience::Parent;
    let sum = usage::Sums::of(&days);
    let mut report = Report {
        schema: "lachan.report/1",
        audience: input.audience,
        language: input.language,
        child: room.child.clone(),
        period: period(input),
        summary: prose::summary(&room, &days, mean, &rules, &contacts),
        quality,
        total_minutes: sum.minutes,
        daily_mean_minutes: mean.map(|mean| mean.minutes),
        daily_mean_quality: mean.map(|mean| mean.quality).unwrap_or_default(),
        mean_days: mean.map_or(0, |mean| mean.days),
        opens: sum.opens,
        pickups: sum.pickups,
        night_minutes: sum.night_minutes,
        nights_with_use: sum.nights,
        longest_session: usage::longest_session(&days),
        went_well: prose::went_well(&room, &days, &comparison, &kinds, &contacts),
        openers: if parent { prose::openers(&room, sum, &rules, &contacts) } else { Vec::new() },
        help: prose::help(&room),
        privacy: prose::privacy(&room),
        child_part: (!parent).then(|| prose::child_part(&room, &contacts)),
        comparison,
        hours: input.hours.clone(),
        days,
        apps,
        kinds,
        rules,
        contacts,
        age: None,
    };
    age::lower(&room, &mut report);
    Ok(report)
}

/// What every part needs: the input and the words that go with it.
pub(super) struct Room<'a> {
    pub input: &'a Input,
    pub data: &'static Data,
    pub country: &'static Country,
    pub zone: TimeZone,
    pub child: String,
    /// How much a parent sees at the child's age.
    pub detail: &'static Detail,
    /// Whether the child is of age, so that nothing more is shown.
    pub ended: bool,
}

impl<'a> Room<'a> {
    fn new(input: &'a Input) -> Result<Self> {
        let data = worded(input.language, input.period.kind())?;
        let (ages, years) = (ages()?, age::of(input));
        Ok(Self {
            detail: ages.detail(years)?,
            ended: ages.ended(years),
            input,
            data,
            country: data.hotlines.country(&input.profile.zone, input.language),
            zone: format::zone(&input.profile.zone, input.generated_at),
            child: clean(&input.profile.alias),
        })
    }
}

fn period(input: &Input) -> Period {
    let last = input.period.last_day();
    let ends = input.days.iter().find(|totals| totals.day == last).map(|totals| totals.to);
    let generated = input.generated_at;
    Period {
        kind: input.period.kind(),
        week: input.period.week(),
        first_day: input.period.first_day(),
        last_day: last,
        zone: input.profile.zone.clone(),
        day_start: input.profile.day_start,
        generated_at: generated,
        running: match ends {
            Some(end) => generated.epoch_ms < end.epoch_ms,
            None => generated.civil().date() <= last,
        },
    }
}
