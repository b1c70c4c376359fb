//! Limits: what the rules say now, extra time, and offline parent codes.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Connection;

use super::ask::profile;
use super::{Guardian, usage};
use crate::Result;
use crate::model::{
    AppTotal, AppUse, CategoryUse, Checkpoint, Grant, GrantGiver, GrantKind, GrantScope, Language, LimitsRules,
    LimitsState, Moment, Plan, PlanCase,
};
use crate::screen_time::checkpoints::DayBounds;
use crate::screen_time::day::{Day, DayRules};
use crate::screen_time::limits;
use crate::screen_time::limits::parent_code::{self, CodeOutcome, CodePolicy, CodePurpose, CodeState, ParentSecret};
use crate::screen_time::spans::{Span, total_ms};
use crate::screen_time::timeline::Timeline;
use crate::screen_time::totals::days_totals;
use crate::screen_time::uncounted::Uncounted;
use crate::store::{StoreError, rows};

/// Totals are rounded to 3 decimals; only a checkpoint makes them more than this above the exact use, minutes.
const ROUNDING: f64 = 0.001;

/// How far back a stretch of use that reaches into a limit day is followed: one day, milliseconds.
const LONGEST_STRETCH_MS: i64 = 24 * 60 * 60 * 1000;

/// What a plan is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanRequest {
    /// Apps to tell of beside those with a limit of their own and those used today whose kind has a limit.
    pub apps: Vec<String>,
    /// Language of the sentences.
    pub language: Language,
    /// Whether the device's clock cannot be trusted.
    pub clock_doubtful: bool,
}

impl Guardian {
    /// What the stored rules say of the device at `now`, with the use and the extra time that the store knows of until
    /// then. Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn limits_state(&self, now: Moment) -> Result<LimitsState> {
        Ok(self.plan(now, &PlanRequest::default())?.device)
    }

    /// What the stored rules say of the device and of apps at `now`, in codes and sentences, and which warnings are due.
    /// Does I/O.
    ///
    /// # Errors
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn plan(&self, now: Moment, request: &PlanRequest) -> Result<Plan> {
        let case = self.deriving(|write| case(write, now, request))?;
        limits::plan(&case)
    }

    /// Adds an entry to the ledger of extra time; false if its id is known already, which changes nothing. Does I/O.
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) as [`Grant::validate`]; the store's errors.
    pub fn add_grant(&self, grant: &Grant) -> Result<bool> {
        grant.validate()?;
        self.with_store(|store| {
            let transaction = store.begin()?;
            let added = rows::add_grant(&transaction, grant)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(added)
        })
    }

    /// The ledger of the limit days from `first` on, in the order in which entries came. Does I/O.
    ///
    /// # Errors
    /// The store's errors.
    pub fn grants(&self, first: Date) -> Result<Vec<Grant>> {
        self.with_store(|store| Ok(rows::grants(&*store.read()?, first)?))
    }

    /// Checks a code that was typed on the child's phone; a right grant code adds its minutes to today's limit of the
    /// device. What the other purposes open or lock is the host's to do. Does I/O.
    ///
    /// # Errors
    /// [`Error::InvalidInput`](crate::Error::InvalidInput) as [`parent_code::check`];
    /// [`Error::NoProfile`](crate::Error::NoProfile); the store's errors.
    pub fn check_parent_code(
        &self,
        secret: &ParentSecret,
        now: Moment,
        code: &str,
        purpose: CodePurpose,
        policy: &CodePolicy,
    ) -> Result<CodeOutcome> {
        self.with_store(|store| {
            let transaction = store.begin()?;
            let state: CodeState = rows::code_state(&transaction)?.unwrap_or_default();
            let (outcome, state) = parent_code::check(secret, &state, now, code, purpose, policy)?;
            rows::set_code_state(&transaction, &state)?;
            if let (CodePurpose::Grant, CodeOutcome::Right { minutes, step }) = (purpose, outcome) {
                let rules = rules(&transaction)?;
                let (_, day) = limit_day(&transaction, &rules, now)?;
                let entry = Grant {
                    id: format!("code:{step}:{minutes}"),
                    kind: GrantKind::Code,
                    minutes: minutes.into(),
                    day: day.date,
                    scope: GrantScope::Device,
                    app: None,
                    category: None,
                    at: now,
                    by: GrantGiver::Guardian,
                    task: None,
                    answers: None,
                };
                rows::add_grant(&transaction, &entry)?;
            }
            transaction.commit().map_err(StoreError::from)?;
            Ok(outcome)
        })
    }
}

fn rules(connection: &Connection) -> Result<LimitsRules> {
    Ok(rows::limits(connection)?.map(|set| set.rules).unwrap_or_default())
}

/// The limit day that holds `now`: it begins at the rules' own time, and apps that are always allowed do not count.
fn limit_day(connection: &Connection, rules: &LimitsRules, now: Moment) -> Result<(DayRules, Day)> {
    let mut days = DayRules { day_start: rules.day_start, ..usage::day_rules(connection)? };
    days.uncounted = days.uncounted.and(rules.always_allowed.iter().cloned());
    let day = days.holding(now.epoch_ms)?;
    Ok((days, day))
}

fn case(connection: &Connection, now: Moment, request: &PlanRequest) -> Result<PlanCase> {
    case_of(connection, now, request, |uncounted, span| {
        usage::timeline_of(connection, uncounted, span, Some(now.epoch_ms), Some(now.epoch_ms))
    })
}

/// The case of a plan, with the use that `use_of` tells.
fn case_of(
    connection: &Connection,
    now: Moment,
    request: &PlanRequest,
    use_of: impl FnOnce(&Uncounted, Span) -> Result<Timeline>,
) -> Result<PlanCase> {
    let profile = profile(connection)?;
    let rules = rules(connection)?;
    let (days, day) = limit_day(connection, &rules, now)?;
    // A stretch may have begun before the day.
    let span = Span::new(day.span.start_ms.saturating_sub(LONGEST_STRETCH_MS), day.span.end_ms);
    let counted = DayRules::of(&profile)?.uncounted;
    let timeline = use_of(&counted, span)?.without(|app| rules.always_allowed.iter().any(|allowed| allowed == app));
    let checkpoints = rows::checkpoints(connection, day.date, day.date)?;
    // What the day before borrowed counts too, and no day lies more than one date away.
    let grants = rows::grants(connection, day.date.saturating_sub(2.days()))?;
    let stretch = rules.session.and_then(|session| timeline.last_stretch((session.pause_minutes * 60_000.0) as i64));

    let totals = days_totals(&timeline, &checkpoints, day.date, day.date, &days)?.pop();
    let exact = minutes(timeline.used_ms(day.span));
    let used_minutes = weighed(exact, totals.as_ref().map_or(0.0, |totals| totals.device_minutes));
    let apps = apps(request, &rules, &days, &timeline, day.span, &totals.map(|totals| totals.apps).unwrap_or_default());
    let mut case = PlanCase {
        zone: profile.zone,
        now,
        categories: categories(&rules, &apps, &timeline, &checkpoints, &day, &days),
        apps,
        rules,
        used_minutes,
        used_up_at: None,
        stretch_minutes: stretch.map_or(0.0, |(used_ms, _)| minutes(used_ms)),
        last_use_at: stretch.map(|(_, end_ms)| Moment { epoch_ms: end_ms, ..now }),
        grants,
        clock_doubtful: request.clock_doubtful,
        language: request.language,
    };
    let up_at = limits::allowed_minutes(&case)?
        .and_then(|minutes| timeline.reached(day.span, (minutes * 60_000.0).ceil() as i64));
    case.used_up_at = up_at.map(|epoch_ms| Moment { epoch_ms, ..now });
    Ok(case)
}

/// The apps to tell of, with their use and kind.
fn apps(
    request: &PlanRequest,
    rules: &LimitsRules,
    days: &DayRules,
    timeline: &Timeline,
    day: Span,
    totals: &[AppTotal],
) -> Vec<AppUse> {
    let mut known: BTreeSet<&str> = request.apps.iter().map(String::as_str).collect();
    known.extend(rules.app_limits.iter().map(|limit| limit.app.as_str()));
    for total in totals {
        let kind = days.kinds.of(&total.app);
        if rules.category_limits.iter().any(|limit| limit.category == kind) {
            known.insert(&total.app);
        }
    }
    let of_app = |app: &str| {
        let exact = minutes(total_ms(&timeline.parts_of(day, |visited| visited == app)));
        let total = totals.iter().find(|total| total.app == app).map_or(0.0, |total| total.minutes);
        let category = Some(days.kinds.of(app).to_owned());
        AppUse { app: app.to_owned(), minutes: weighed(exact, total), category }
    };
    known.into_iter().map(of_app).collect()
}

/// The use of the kinds that have a limit: the time with at least one of their apps in front, or what a checkpoint of
/// the kind or of one of its apps says, if that is more.
fn categories(
    rules: &LimitsRules,
    apps: &[AppUse],
    timeline: &Timeline,
    checkpoints: &[Checkpoint],
    day: &Day,
    days: &DayRules,
) -> Vec<CategoryUse> {
    let bounds = DayBounds::of(day, checkpoints, &days.uncounted);
    let kinds: BTreeSet<&str> = rules.category_limits.iter().map(|limit| limit.category.as_str()).collect();
    let of_kind = |category: &str| {
        let mine: Vec<&AppUse> = apps.iter().filter(|used| used.category.as_deref() == Some(category)).collect();
        let visited = timeline.parts_of(day.span, |app| mine.iter().any(|used| used.app == app));
        let largest = mine.iter().map(|used| used.minutes).fold(0.0, f64::max);
        let bound = bounds.categories.get(category).map_or(0.0, |bound| bound.minutes);
        CategoryUse { category: category.to_owned(), minutes: minutes(total_ms(&visited)).max(largest).max(bound) }
    };
    kinds.into_iter().map(of_kind).collect()
}

fn minutes(ms: i64) -> f64 {
    ms as f64 / 60_000.0
}

/// The exact use, or a total that a checkpoint made more.
fn weighed(exact: f64, total: f64) -> f64 {
    if total > exact + ROUNDING { total } else { exact }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::usage::tests::device::{NOON_MS, all_kinds, any_facts, record, step};
    use super::*;
    use crate::guardian::Mode;
    use crate::model::{Event, LimitsSet, Usage};
    use crate::screen_time::observation::Observation;
    use crate::screen_time::sessions::timeline;

    fn moment(epoch_ms: i64) -> Moment {
        Moment { epoch_ms, offset_seconds: 25_200 }
    }

    fn event(fact: &Observation) -> Event {
        Event::Usage(Usage {
            kind: fact.kind,
            app: fact.app.clone(),
            instance: fact.instance.clone(),
            at: moment(fact.at_ms),
            monotonic_ms: fact.monotonic_ms,
            boot: fact.boot.clone(),
        })
    }

    fn set(always_allowed: &str, session: &str) -> Event {
        let limit = |day: &str| format!(r#"{{"day":"{day}","minutes":45,"updated_at":"2026-11-01T00:00:00Z"}}"#);
        let daily = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(limit).join(",");
        let app = r#"{"app":"game","minutes":20,"updated_at":"2026-11-01T00:00:00Z"}"#;
        let rules = format!(
            r#"{{"daily_limits":[{daily}],"app_limits":[{app}],"always_allowed":[{always_allowed}]{session}}}"#
        );
        Event::Limits(LimitsSet { rules: serde_json::from_str(&rules).unwrap(), set_at: moment(NOON_MS) })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_plan_s_use_equals_a_count_of_the_facts_until_now(
            facts in any_facts(), later in vec(step(all_kinds()), 0..20), asked in vec(0_i64..400_000, 4),
            allowed in any::<bool>(), pause in prop::option::of(1_u32..600),
        ) {
            let guardian = Guardian::in_memory(Mode::Replay).unwrap();
            let session = pause.map(|pause| {
                format!(r#","session":{{"minutes":30,"pause_minutes":{pause},"updated_at":"2026-11-01T00:00:00Z"}}"#)
            });
            let rules = set(if allowed { r#""chat""# } else { "" }, &session.unwrap_or_default());
            let profile = r#"{"type":"profile","alias":"Bi","birth_year":2013,"zone":"Asia/Ho_Chi_Minh"}"#;
            guardian.ingest(&[Event::from_json(profile).unwrap(), rules], moment(NOON_MS)).unwrap();
            let later: Vec<Observation> = record(&later, true, true)
                .into_iter()
                .map(|fact| Observation { boot: Some("later".into()), at_ms: fact.at_ms + 90_000_000, ..fact })
                .collect();
            let mut known: Vec<Observation> = Vec::new();
            for batch in facts.chunks(9).chain([later.as_slice()]) {
                let new = batch.iter().filter(|fact| known.iter().all(|other| other.key() != fact.key()));
                known.extend(new.cloned().collect::<Vec<_>>());
                guardian.ingest(&batch.iter().map(event).collect::<Vec<_>>(), moment(NOON_MS)).unwrap();
                for now in asked.iter().map(|seconds| moment(NOON_MS + seconds * 1_000)) {
                    let request = PlanRequest::default();
                    let (found, wanted) = guardian
                        .deriving(|read| {
                            let of_all = |uncounted: &Uncounted, _: Span| {
                                let facts: Vec<Observation> =
                                    known.iter().filter(|fact| fact.at_ms <= now.epoch_ms).cloned().collect();
                                Ok(timeline(&facts, uncounted, Some(now.epoch_ms)))
                            };
                            let wanted = limits::plan(&case_of(read, now, &request, of_all)?)?;
                            Ok((limits::plan(&case(read, now, &request)?)?, wanted))
                        })
                        .unwrap();
                    prop_assert_eq!(
                        serde_json::to_string(&found).unwrap(), serde_json::to_string(&wanted).unwrap()
                    );
                }
            }
        }
    }
}
