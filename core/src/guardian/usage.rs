//! Screen time asked for: facts → kept pieces → kept days, each no further than the question needs.
//!
//! Nothing is derived while facts are taken in; a batch only drops the pieces that no longer stand. A question derives
//! what is new since the last one (`settle`), once.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Connection;

use super::Guardian;
use super::ask::profile;
use super::ingest::NEWEST;
use crate::model::{DayTotals, DayView, Moment, SessionView, UsagePeriod};
use crate::screen_time::day::{Day, DayRules};
use crate::screen_time::observation::{Clock, Observation};
use crate::screen_time::order::Slipped;
use crate::screen_time::packed::{pack, pack_state, unpack_state, unpack_within};
use crate::screen_time::pieces::{Arrival, Boot, Cut, DERIVATION_VERSION, PIECE_FACTS, Piece, derive};
use crate::screen_time::sessions::{Machine, State};
use crate::screen_time::spans::Span;
use crate::screen_time::timeline::Timeline;
use crate::screen_time::uncounted::Uncounted;
use crate::screen_time::{period, totals, view};
use crate::store::{PieceRow, StoreError, StoreResult, Terms, Texts, rows};
use crate::{Error, Result};

/// 1 while facts have come that no piece holds yet.
const UNSETTLED: &str = "usage_unsettled";
/// By which rules the pieces were derived.
const DERIVED_BY: &str = "usage_derived_by";
/// The newest wall time of all facts, epoch milliseconds.
const NEWEST_FACT: &str = "newest_fact_ms";
/// Days that end before this are no longer counted: their facts are gone. Epoch milliseconds.
const FACTS_FROM: &str = "usage_facts_from_ms";

/// Days of the longest period: so long days are kept.
const MOST_DAYS: i32 = 400;

impl Guardian {
    /// The totals of a day in the child's zone. `as_of` lengthens a session still open at the end of the data. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn screen_time(&self, day: Date, as_of: Option<Moment>) -> Result<DayTotals> {
        Ok(self.day_view(day, as_of)?.totals)
    }

    /// A day with its kinds of apps and its hours. `as_of` as in [`Guardian::screen_time`]. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn day_view(&self, day: Date, as_of: Option<Moment>) -> Result<DayView> {
        self.deriving(|write| day_view(write, day, as_of))
    }

    /// The use from a first day to a last, both included: a week, a month; beside the days before them, of a calendar
    /// month the month before, of less than a week the same weekdays a week before. Does I/O.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `last` if it is before `first` or more than 400 days after it; [`Error::NoProfile`];
    /// the store's errors.
    pub fn period(&self, first: Date, last: Date) -> Result<UsagePeriod> {
        let days = first.until(last).map_or(-1, |span| span.get_days());
        if !(0..MOST_DAYS).contains(&days) {
            return Err(Error::invalid("last", "is before the first day or too many days after it"));
        }
        self.deriving(|write| {
            let rules = day_rules(write)?;
            let before = day_views(write, &rules, period::before(first, last)?, None)?;
            let views = day_views(write, &rules, (first, last), None)?;
            let consent_ms = rows::consent(write)?.map_or(i64::MIN, |consent| consent.given_at.epoch_ms);
            Ok(period::sum_up((first, last), &views, &before, consent_ms, newest(write)?))
        })
    }

    /// Removes the usage facts from before a day; the totals of the days before it stay as they are. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn forget_usage_before(&self, day: Date) -> Result<()> {
        self.with_store(|store| {
            let write = store.begin()?;
            retire(&write, &day_rules(&write)?, day)?;
            write.commit().map_err(StoreError::from)?;
            Ok(store.shrink()?)
        })
    }

    /// The visits of apps that touch a day, by begin, then by app; whole, not clipped to the day. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`]; the store's errors.
    pub fn sessions(&self, day: Date, as_of: Option<Moment>) -> Result<Vec<SessionView>> {
        self.deriving(|write| {
            let rules = day_rules(write)?;
            let Some(day) = rules.days(day, day)?.into_iter().next() else { return Ok(Vec::new()) };
            let timeline = timeline_of(write, &rules.uncounted, day.span, as_of.map(|at| at.epoch_ms), None)?;
            Ok(view::sessions(&timeline, day.span, &rules))
        })
    }
}

/// How the child's days are counted, with the kinds of apps as this family sees them.
///
/// # Errors
/// [`Error::NoProfile`]; the store's errors.
pub(super) fn day_rules(connection: &Connection) -> Result<DayRules> {
    let mut rules = DayRules::of(&profile(connection)?)?;
    rules.kinds = rules.kinds.and(rows::app_categories(connection)?);
    Ok(rules)
}

/// One day; see [`Guardian::day_view`].
pub(super) fn day_view(connection: &Connection, day: Date, as_of: Option<Moment>) -> Result<DayView> {
    let views = day_views(connection, &day_rules(connection)?, (day, day), as_of)?;
    views.into_iter().next().ok_or_else(|| Error::Internal { place: "guardian::day_view".into() })
}

/// Where a batch's new facts lie: by boot, none for those of no boot. A batch has few boots, mostly one.
#[derive(Default)]
pub(super) struct Arrivals(Vec<(Option<String>, Arrival)>);

impl Arrivals {
    /// Notes a new fact.
    pub(super) fn add(&mut self, fact: &Observation) {
        match self.0.iter_mut().find(|(boot, _)| *boot == fact.boot) {
            Some((_, arrival)) => arrival.add(fact),
            None => self.0.push((fact.boot.clone(), Arrival::of(fact))),
        }
    }

    /// Drops the pieces that no longer stand, and notes what the next question has to derive.
    pub(super) fn note(&self, connection: &Connection, terms: &mut Terms) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut boots = Vec::new();
        for (name, new) in &self.0 {
            let clocks = (new.measured_ms.is_some(), new.dated_ms.is_some());
            let from_ms = rows::note_boot(connection, terms, name.as_deref(), new.at_ms, clocks)?;
            rows::raise_meta(connection, NEWEST_FACT, new.newest_ms)?;
            boots.push((name.as_deref().map(|name| (name, from_ms)), new));
        }
        rows::set_meta(connection, UNSETTLED, 1)?;
        while let Some(last) = rows::last_piece(connection)? {
            if boots.iter().all(|(boot, new)| last.cut.stands(*boot, new)) {
                break;
            }
            rows::drop_pieces_from(connection, last.place)?;
            rows::doubt_days(connection, last.low_ms, last.high_ms)?;
        }
        Ok(())
    }
}

/// Removes the facts from before consent, as if they had never come.
pub(super) fn forget_before(connection: &Connection, at_ms: i64) -> Result<()> {
    rows::forget_observations_before(connection, at_ms)?;
    Ok(rows::set_meta(connection, UNSETTLED, 1)?)
}

/// Derives what is new.
fn settle(connection: &Connection, uncounted: &Uncounted) -> Result<()> {
    let derived_by = uncounted.fingerprint(DERIVATION_VERSION);
    if rows::meta(connection, DERIVED_BY)? != Some(derived_by) {
        rows::drop_pieces_from(connection, i64::MIN)?;
        rows::doubt_days(connection, i64::MIN, i64::MAX)?;
        rows::set_meta(connection, DERIVED_BY, derived_by)?;
    } else if rows::meta(connection, UNSETTLED)? == Some(0) {
        return Ok(());
    }
    let last = rows::last_piece(connection)?;
    let state = match &last {
        Some(last) => unpack_state(&rows::piece_state(connection, last.place)?)?,
        None => State::default(),
    };
    let mut machine = Machine::resumed(uncounted, state);
    let (mut place, cut) = last.as_ref().map_or((0, Cut::default()), |last| (last.place + 1, last.cut.clone()));
    // The last piece grows until it is full.
    let mut growing = last.filter(|last| last.facts < PIECE_FACTS);
    let facts = growing.as_ref().map_or(0, |piece| piece.facts);
    let reader = Reader::new(connection, None)?;
    derive(&mut machine, cut.clone(), facts, &reader.boots, &mut reader.from(&cut), |piece| {
        let grown = growing.take();
        if let Some(grown) = &grown {
            place = grown.place;
        }
        save(connection, &reader, place, piece, grown)?;
        place += 1;
        Ok::<_, Error>(())
    })?;
    reader.end()?;
    Ok(rows::set_meta(connection, UNSETTLED, 0)?)
}

fn save(connection: &Connection, reader: &Reader<'_>, place: i64, piece: Piece, grown: Option<PieceRow>) -> Result<()> {
    let Piece { cut, state, timeline: new, facts } = piece;
    if let Some((low_ms, high_ms)) = new.reach() {
        rows::doubt_days(connection, low_ms, high_ms)?;
    }
    let mut timeline = Timeline::default();
    if let Some(grown) = grown {
        let all = Span::new(i64::MIN, i64::MAX);
        unpack_within(&rows::piece_timeline(connection, grown.place)?, all, &mut timeline)?;
    }
    timeline.extend(new);
    // A piece that tells nothing reaches into no day.
    let (low_ms, high_ms) = timeline.reach().unwrap_or((i64::MAX, i64::MIN));
    let boot = cut.boot.as_ref().and_then(|here| reader.ids.get(&here.name).copied());
    let row = PieceRow { place, cut, facts, low_ms, high_ms, open: state.is_open() };
    Ok(rows::save_piece(connection, &row, boot, &pack_state(&state)?, &pack(&timeline)?)?)
}

/// What is known of a span: derived from the facts up to `until_ms`, or from all; with what is open at their end,
/// lengthened to `as_of_ms`. Parts that lie outside of the span may be missing.
pub(super) fn timeline_of(
    connection: &Connection,
    uncounted: &Uncounted,
    span: Span,
    as_of_ms: Option<i64>,
    until_ms: Option<i64>,
) -> Result<Timeline> {
    settle(connection, uncounted)?;
    let newest = rows::meta(connection, NEWEST_FACT)?;
    match until_ms.filter(|until| newest.is_some_and(|newest| newest > *until)) {
        None => {
            let mut timeline = Timeline::default();
            read_within(connection, span, i64::MAX, &mut timeline)?;
            timeline.extend(open_end(connection, uncounted, as_of_ms)?);
            Ok(timeline)
        }
        Some(until) => timeline_until(connection, uncounted, span, as_of_ms, until),
    }
}

/// The same where later facts are known: as it was told before they came.
fn timeline_until(
    connection: &Connection,
    uncounted: &Uncounted,
    span: Span,
    as_of_ms: Option<i64>,
    until_ms: i64,
) -> Result<Timeline> {
    let mut timeline = Timeline::default();
    let (mut state, mut cut) = (State::default(), Cut::default());
    if let Some(last) = rows::last_piece_until(connection, until_ms)? {
        read_within(connection, span, last.place, &mut timeline)?;
        state = unpack_state(&rows::piece_state(connection, last.place)?)?;
        cut = last.cut;
    }
    let mut machine = Machine::resumed(uncounted, state);
    let reader = Reader::new(connection, Some(until_ms))?;
    for fact in reader.from(&cut) {
        machine.advance(&fact);
    }
    reader.end()?;
    timeline.extend(machine.finish(as_of_ms));
    Ok(timeline)
}

fn read_within(connection: &Connection, span: Span, last_place: i64, timeline: &mut Timeline) -> Result<()> {
    for bytes in rows::timelines_within(connection, (span.start_ms, span.end_ms), last_place)? {
        unpack_within(&bytes, span, timeline)?;
    }
    Ok(())
}

/// What is open at the end of all facts, ended there or at `as_of_ms`.
fn open_end(connection: &Connection, uncounted: &Uncounted, as_of_ms: Option<i64>) -> Result<Timeline> {
    let Some(last) = rows::last_piece(connection)?.filter(|last| last.open) else { return Ok(Timeline::default()) };
    let state = unpack_state(&rows::piece_state(connection, last.place)?)?;
    Ok(Machine::resumed(uncounted, state).finish(as_of_ms))
}

/// The days from the first to the last, both included. Days that are over are kept and read again; a change of one is
/// a new revision.
pub(super) fn day_views(
    connection: &Connection,
    rules: &DayRules,
    (first, last): (Date, Date),
    as_of: Option<Moment>,
) -> Result<Vec<DayView>> {
    settle(connection, &rules.uncounted)?;
    let days = rules.days(first, last)?;
    let open = open_end(connection, &rules.uncounted, as_of.map(|at| at.epoch_ms))?;
    let newest_ms = newest(connection)?;
    let facts_from = rows::meta(connection, FACTS_FROM)?.unwrap_or(i64::MIN);
    let rules_id = rules.fingerprint();
    let mut views: Vec<Option<DayView>> = Vec::with_capacity(days.len());
    let mut known: Vec<Option<DayView>> = Vec::with_capacity(days.len());
    for day in &days {
        let row = rows::day(connection, day.date)?;
        let counted = row.as_ref().is_some_and(|row| !row.stale && row.rules == rules_id && !open.touches(day.span));
        let kept = row.map(|row| serde_json::from_str(&row.record)).transpose();
        let kept: Option<DayView> = kept.map_err(|_| StoreError::BadRow("day"))?;
        let gone = day.span.end_ms <= facts_from;
        let (view, before) = if counted || (gone && kept.is_some()) { (kept, None) } else { (None, kept) };
        views.push(view);
        known.push(before);
    }
    for run in runs(&views) {
        let Some(missing) = days.get(run.clone()) else { continue };
        let (Some(from), Some(to)) = (missing.first(), missing.last()) else { continue };
        let mut timeline = Timeline::default();
        read_within(connection, Span::new(from.span.start_ms, to.span.end_ms), i64::MAX, &mut timeline)?;
        timeline.extend(open.clone());
        let checkpoints = rows::checkpoints(connection, from.date, to.date)?;
        let counted = totals::day_views(&timeline, &checkpoints, from.date, to.date, rules)?;
        for ((view, place), day) in counted.into_iter().zip(run).zip(missing) {
            let before = known.get_mut(place).and_then(Option::take);
            let closed = day.span.end_ms <= newest_ms;
            let view = revised(DayView { closed, ..view }, before, newest_ms, rules);
            if closed && !open.touches(day.span) {
                keep(connection, day, rules_id, &view)?;
            }
            if let Some(slot) = views.get_mut(place) {
                *slot = Some(view);
            }
        }
    }
    Ok(views.into_iter().flatten().collect())
}

/// The newest time that the store has heard of, from its host or from a fact, epoch milliseconds.
fn newest(connection: &Connection) -> Result<i64> {
    Ok(rows::meta(connection, NEWEST)?.max(rows::meta(connection, NEWEST_FACT)?).unwrap_or(i64::MIN))
}

/// Keeps the days before `day`, then lets their facts go. A piece goes with its facts, except the last.
/// Returns how many facts went.
pub(super) fn retire(connection: &Connection, rules: &DayRules, day: Date) -> Result<usize> {
    let Some(cut) = rules.days(day, day)?.into_iter().next() else { return Ok(0) };
    let gone_before = rows::meta(connection, FACTS_FROM)?;
    let oldest_ms = rows::oldest_fact(connection)?.max(gone_before);
    let Some(oldest_ms) = oldest_ms.filter(|ms| *ms < cut.span.start_ms) else { return Ok(0) };
    let longest = day.checked_sub(MOST_DAYS.days()).unwrap_or(Date::MIN);
    let last = day.yesterday().unwrap_or(Date::MIN);
    let first = rules.holding(oldest_ms).map_or(longest, |oldest| oldest.date.max(longest));
    let views = day_views(connection, rules, (first, last), None)?;
    for (day, view) in rules.days(first, last)?.iter().zip(&views).filter(|(_, view)| !view.totals.is_empty()) {
        keep(connection, day, rules.fingerprint(), view)?;
    }
    rows::raise_meta(connection, FACTS_FROM, cut.span.start_ms)?;
    let gone = rows::let_facts_go_before(connection, cut.span.start_ms)?;
    trim(connection, cut.span.start_ms)?;
    Ok(gone)
}

/// Takes out of the last piece, which stays and may be old, what lies before an instant.
fn trim(connection: &Connection, from_ms: i64) -> Result<()> {
    let Some(last) = rows::last_piece(connection)? else { return Ok(()) };
    let mut state = unpack_state(&rows::piece_state(connection, last.place)?)?;
    state.forget_before(from_ms);
    let mut timeline = Timeline::default();
    unpack_within(&rows::piece_timeline(connection, last.place)?, Span::new(from_ms, i64::MAX), &mut timeline)?;
    let reach = timeline.reach().unwrap_or((i64::MAX, i64::MIN));
    Ok(rows::rewrite_piece(connection, last.place, reach, &pack_state(&state)?, &pack(&timeline)?)?)
}

/// The ranges of places that are empty.
fn runs(views: &[Option<DayView>]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (place, _) in views.iter().enumerate().filter(|(_, view)| view.is_none()) {
        match runs.last_mut() {
            Some(run) if run.end == place => run.end += 1,
            _ => runs.push(place..place + 1),
        }
    }
    runs
}

/// Numbers a day that was counted before: the next revision if its totals changed.
fn revised(view: DayView, before: Option<DayView>, newest_ms: i64, rules: &DayRules) -> DayView {
    match before {
        Some(before) if before.totals == view.totals => {
            DayView { revision: before.revision, changed_at: before.changed_at, ..view }
        }
        Some(before) => DayView {
            revision: before.revision.saturating_add(1),
            changed_at: Some(Moment::in_zone(newest_ms, &rules.zone)),
            ..view
        },
        None => view,
    }
}

fn keep(connection: &Connection, day: &Day, rules: i64, view: &DayView) -> Result<()> {
    let record = serde_json::to_string(view).map_err(|_| StoreError::BadRow("day"))?;
    Ok(rows::save_day(connection, day.date, (day.span.start_ms, day.span.end_ms), rules, &record)?)
}

/// Reads facts in their order, page by page. An error ends the facts and waits in [`Reader::end`].
struct Reader<'c> {
    connection: &'c Connection,
    /// Later facts are passed over, as if they had not come.
    until_ms: Option<i64>,
    texts: Texts,
    boots: HashMap<String, Boot>,
    ids: HashMap<String, i64>,
    /// Names in the order of the boots.
    order: Vec<String>,
    failed: RefCell<Option<StoreError>>,
}

impl<'c> Reader<'c> {
    fn new(connection: &'c Connection, until_ms: Option<i64>) -> Result<Self> {
        let known = rows::boots(connection)?;
        let ids = known.iter().map(|(id, name, _)| (name.clone(), *id)).collect();
        let mut order: Vec<(i64, String)> = known.iter().map(|(_, name, boot)| (boot.from_ms, name.clone())).collect();
        order.sort();
        let order = order.into_iter().map(|(_, name)| name).collect();
        let boots = known.into_iter().map(|(_, name, boot)| (name, boot)).collect();
        Ok(Self { connection, until_ms, texts: Texts::default(), boots, ids, order, failed: RefCell::new(None) })
    }

    /// The facts after a cut.
    fn from(&self, cut: &Cut) -> Slipped<impl Iterator<Item = Observation>, impl Iterator<Item = Observation>> {
        let (rest, first) = match &cut.boot {
            Some(here) => {
                let after = self.order.iter().position(|name| *name == here.name).map_or(0, |place| place + 1);
                (after, here.clock.map(|clock| self.pages(self.id(&here.name), clock, Some(here.tick_ms))))
            }
            None => (0, None),
        };
        let others = self.order.iter().skip(rest).flat_map(|name| self.boot(name));
        let chain = first.into_iter().flatten().chain(others);
        Slipped::new(chain, self.pages(0, Clock::Wall, cut.loose_top_ms))
    }

    /// A whole boot.
    fn boot<'s>(&'s self, name: &str) -> Box<dyn Iterator<Item = Observation> + 's> {
        let id = self.id(name);
        match self.boots.get(name).and_then(Boot::clock) {
            Some(clock) => Box::new(self.pages(id, clock, None)),
            None => Box::new(Slipped::new(self.pages(id, Clock::Monotonic, None), self.pages(id, Clock::Wall, None))),
        }
    }

    fn id(&self, boot: &str) -> i64 {
        self.ids.get(boot).copied().unwrap_or(0)
    }

    /// The facts of a boot (0: of no boot) by one clock, after a reading.
    fn pages(&self, boot: i64, clock: Clock, mut after_ms: Option<i64>) -> impl Iterator<Item = Observation> {
        let next = move || {
            let page = self.caught(rows::page(self.connection, &self.texts, boot, clock, after_ms));
            after_ms = page.last().map(|fact| fact.monotonic_ms.unwrap_or(fact.at_ms));
            (!page.is_empty()).then_some(page)
        };
        let until_ms = self.until_ms;
        std::iter::from_fn(next).flatten().filter(move |fact| until_ms.is_none_or(|until| fact.at_ms <= until))
    }

    fn caught(&self, page: StoreResult<Vec<Observation>>) -> Vec<Observation> {
        page.unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            Vec::new()
        })
    }

    /// Tells whether all facts could be read.
    fn end(&self) -> Result<()> {
        self.failed.borrow_mut().take().map_or(Ok(()), |error| Err(error.into()))
    }
}

/// The tests of the public door, run here with small pieces and pages too.
#[cfg(test)]
#[path = "../../tests/screen_time_store.rs"]
pub(super) mod tests;
