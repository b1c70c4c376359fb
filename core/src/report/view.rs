//! Small choices of words that the text and the HTML share.

use jiff::tz::TimeZone;

use super::PeriodKind;
use super::data::{Data, worded};
use super::format;
use super::model::{DayState, DayUsage, ExtraTime, Grant, Outcome, Report};
use super::strings::{Strings, fill};
use crate::error::Result;
use crate::model::{LocalTime, Moment};
use crate::report::Audience;

/// A report with the words and the zone to show it in.
pub(super) struct View<'a> {
    pub report: &'a Report,
    pub data: &'static Data,
    pub words: &'static Strings,
    zone: TimeZone,
}

impl<'a> View<'a> {
    pub fn new(report: &'a Report) -> Result<Self> {
        let data = worded(report.language, report.period.kind)?;
        let zone = format::zone(&report.period.zone, report.period.generated_at);
        Ok(Self { report, data, words: &data.strings, zone })
    }

    pub fn parent(&self) -> bool {
        self.report.audience == Audience::Parent
    }

    pub fn title(&self) -> String {
        let form = if self.parent() { &self.words.common.title_parent } else { &self.words.common.title_child };
        fill(form, &[("child", &self.report.child)])
    }

    pub fn heading(&self) -> String {
        let form = if self.parent() { &self.words.common.heading_parent } else { &self.words.common.heading_child };
        fill(form, &[("child", &self.report.child)])
    }

    /// `Tuần 47 năm 2026`, `Tháng 11 năm 2026`, `thứ Sáu, 20/11/2026`.
    pub fn period(&self) -> String {
        let (period, words) = (&self.report.period, self.words);
        match (period.kind, period.week) {
            (_, Some(week)) => {
                let (number, year) = (week.week().to_string(), week.year().to_string());
                fill(&words.common.week, &[("week", &number), ("year", &year)])
            }
            (PeriodKind::Month, None) => format::month(words, period.first_day),
            (_, None) => format::sentence_case(&self.date(period.first_day)),
        }
    }

    /// The line under the heading: which days, in which zone.
    pub fn meta(&self) -> String {
        let dates = (self.report.period.kind != PeriodKind::Day).then(|| self.dates());
        let parts: Vec<String> = [Some(self.period()), dates, Some(self.zone_line())].into_iter().flatten().collect();
        parts.join(" · ")
    }

    fn dates(&self) -> String {
        format::date_range(&self.words.dates, self.report.period.first_day, self.report.period.last_day)
    }

    /// `Giờ Việt Nam`, or the zone's IANA name.
    fn zone_line(&self) -> String {
        let zone = &self.report.period.zone;
        self.words.zones.get(zone).cloned().unwrap_or_else(|| fill(&self.words.common.zone, &[("zone", zone)]))
    }

    pub fn generated(&self) -> String {
        fill(&self.words.common.generated, &[("at", &self.moment(self.report.period.generated_at))])
    }

    /// Name of the total: of the whole period, or of it so far.
    pub fn total_name(&self) -> &'static str {
        let words = &self.words.usage;
        if self.report.period.running { &words.total_running } else { &words.total }
    }

    pub fn duration(&self, minutes: f64) -> String {
        format::duration(&self.words.dates, minutes)
    }

    pub fn moment(&self, at: Moment) -> String {
        format::moment(&self.words.dates, &self.zone, at)
    }

    pub fn time(&self, at: Moment) -> String {
        format::time(&self.zone, at)
    }

    /// `T2 16/11`, `Mon 16 November` shortened to the day for charts by [`Self::weekday`].
    pub fn weekday(&self, day: &DayUsage) -> &'static str {
        format::weekday_short(&self.words.dates, day.day)
    }

    pub fn date(&self, day: jiff::civil::Date) -> String {
        format::date(&self.words.dates, day)
    }

    pub fn date_short(&self, day: &DayUsage) -> String {
        format::date_short(&self.words.dates, day.day)
    }

    /// A day's minutes with how far they can be trusted, or why there are none.
    pub fn day_minutes(&self, day: &DayUsage) -> String {
        match day.state {
            DayState::NotYet | DayState::NotRecorded => self.state(day.state).to_owned(),
            _ => format::marked(self.words, day.minutes, day.quality),
        }
    }

    pub fn state(&self, state: DayState) -> &'static str {
        let words = &self.words.quality;
        match state {
            DayState::Complete => &words.state_complete,
            DayState::Partial => &words.state_partial,
            DayState::Running => &words.state_running,
            DayState::NotYet => &words.state_not_yet,
            DayState::NotRecorded => &words.state_not_recorded,
        }
    }

    pub fn outcome(&self, outcome: Outcome) -> &'static str {
        format::outcome(&self.words.rules, outcome)
    }

    /// The days worth a line: all of a week; of a month those of which something is known.
    pub fn listed_days(&self) -> impl Iterator<Item = &'a DayUsage> {
        let month = self.report.period.kind == PeriodKind::Month;
        let known = move |day: &&DayUsage| !matches!(day.state, DayState::NotYet | DayState::NotRecorded);
        self.report.days.iter().filter(move |day| !month || known(day))
    }

    /// `2 giờ, đã giữ`; a dash without a limit.
    pub fn limit(&self, day: &DayUsage) -> String {
        let Some(limit) = &day.limit else { return "–".into() };
        match limit.outcome {
            Some(outcome) => format!("{}, {}", self.duration(limit.minutes), self.outcome(outcome)),
            None => self.duration(limit.minutes),
        }
    }

    pub fn bedtime(&self, day: &DayUsage) -> &'static str {
        day.bedtime_outcome.map_or("–", |outcome| self.outcome(outcome))
    }

    /// Extra time in sentences: what was given in all, then each grant.
    pub fn extra_time(&self, extra: &ExtraTime) -> (String, Vec<String>) {
        let words = &self.words.rules;
        let open = extra.granted.iter().filter(|grant| grant.minutes.is_none()).fold(0, |n: u32, _| n + 1);
        let mut sentences: Vec<String> = Vec::new();
        if extra.granted_minutes > 0.0 {
            sentences.push(fill(&words.extra_total, &[("time", &self.duration(extra.granted_minutes))]));
        }
        if open > 0 {
            sentences.push(words.extra_open.of(open));
        }
        if sentences.is_empty() {
            sentences.push(words.extra_none.clone());
        }
        if let Some(earned) = extra.earned_minutes.filter(|earned| *earned > 0.0) {
            sentences.push(fill(&words.extra_earned, &[("time", &self.duration(earned))]));
        }
        if let Some(asked) = extra.asked.filter(|asked| *asked > 0) {
            sentences.push(words.extra_asked.of(asked));
        }
        (sentences.join(" "), extra.granted.iter().map(|grant| self.grant(grant)).collect())
    }

    fn grant(&self, grant: &Grant) -> String {
        let at = format::sentence_case(&self.moment(grant.at));
        match grant.minutes {
            Some(minutes) => fill(&self.words.rules.grant, &[("at", &at), ("time", &self.duration(minutes))]),
            None => fill(&self.words.rules.grant_open, &[("at", &at)]),
        }
    }

    /// Minutes from the begin of a day to the moment.
    pub fn minutes_into(day: &DayUsage, at: Moment) -> Option<f64> {
        day.from.map(|from| (at.epoch_ms - from.epoch_ms) as f64 / 60_000.0)
    }

    /// Local time that lies `minutes` after the begin of a day of usual length, for an axis.
    pub fn axis_time(&self, minutes: u16) -> String {
        let start = self.report.period.day_start.minute_of_day;
        LocalTime { minute_of_day: (start + minutes) % 1440 }.to_string()
    }
}
