//! The ledger of extra time: what its entries add to the limits of a limit day.
//!
//! `granted`, `earned` and `code` add their minutes to the limit day they name, and to no other. `borrowed` adds them
//! to its day and takes as many from the limit day after. `asked` and `refused` only tell. A day never has less than
//! no minutes, so what is borrowed beyond the next day's limit is not carried further.

use std::collections::{BTreeMap, HashSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{MINUTE_NANOS, nanos};
use crate::model::{Balance, Grant, GrantKind, GrantTarget, Moment};

/// The entries made by an instant, each `id` once: the first in the list stands.
fn standing(ledger: &[Grant], now: i64) -> impl Iterator<Item = &Grant> {
    let mut known = HashSet::new();
    ledger.iter().filter(move |entry| entry.at.epoch_ms <= now && known.insert(entry.id.as_str()))
}

/// What the ledger adds to limits, nanoseconds by limit day and target; below 0 where it takes.
#[derive(Debug, Default)]
pub(super) struct Extras<'a>(BTreeMap<(Date, GrantTarget<'a>), i128>);

impl<'a> Extras<'a> {
    /// Sums up the entries made by `now`; `day_after` gives the limit day after one.
    pub fn of(ledger: &'a [Grant], now: i64, day_after: impl Fn(Date) -> Date) -> Self {
        let mut extras = Self::default();
        for entry in standing(ledger, now) {
            let amount = nanos(entry.minutes);
            match entry.kind {
                GrantKind::Asked | GrantKind::Refused => {}
                GrantKind::Granted | GrantKind::Earned | GrantKind::Code => extras.add(entry.day, entry, amount),
                GrantKind::Borrowed => {
                    extras.add(entry.day, entry, amount);
                    extras.add(day_after(entry.day), entry, amount.saturating_neg());
                }
            }
        }
        extras
    }

    fn add(&mut self, day: Date, entry: &'a Grant, amount: i128) {
        let sum = self.0.entry((day, entry.target())).or_default();
        *sum = sum.saturating_add(amount);
    }

    /// A limit of a day with what the ledger adds to it, never below 0.
    pub fn raise(&self, limit: i128, day: Date, target: GrantTarget<'_>) -> i128 {
        let extra = self.0.get(&(day, target)).copied().unwrap_or(0);
        limit.saturating_add(extra).max(0)
    }
}

/// The device's limit of a day with the extra time that entries made by `now` give or take, minutes.
pub fn with_extra(limit_minutes: f64, ledger: &[Grant], now: Moment, day: Date) -> f64 {
    let extras = Extras::of(ledger, now.epoch_ms, |day| day.saturating_add(1.day()));
    extras.raise(nanos(limit_minutes), day, GrantTarget::Device) as f64 / MINUTE_NANOS
}

/// Sums up the ledger of one limit day and one target, from the entries made by `now`, epoch milliseconds.
///
/// `limit_minutes` is the limit without extra time, `used_minutes` the use of the day; `day_after`
/// gives the limit day after one.
pub(super) fn balance(
    ledger: &[Grant],
    now: i64,
    (day, target): (Date, GrantTarget<'_>),
    day_after: impl Fn(Date) -> Date,
    limit_minutes: Option<f64>,
    used_minutes: f64,
) -> Balance {
    let answered: HashSet<&str> = standing(ledger, now)
        .filter(|entry| matches!(entry.kind, GrantKind::Granted | GrantKind::Refused))
        .filter_map(|entry| entry.answers.as_deref())
        .collect();
    let mut sums = Balance::default();
    for entry in standing(ledger, now).filter(|entry| entry.target() == target) {
        let today = entry.day == day;
        let sum = match entry.kind {
            GrantKind::Asked if today && !answered.contains(entry.id.as_str()) => &mut sums.asked_minutes,
            GrantKind::Granted | GrantKind::Code if today => &mut sums.granted_minutes,
            GrantKind::Earned if today => &mut sums.earned_minutes,
            GrantKind::Borrowed if today => &mut sums.borrowed_minutes,
            GrantKind::Borrowed if day_after(entry.day) == day => &mut sums.repaid_minutes,
            _ => continue,
        };
        *sum += entry.minutes;
    }
    sums.extra_minutes = sums.granted_minutes + sums.earned_minutes + sums.borrowed_minutes - sums.repaid_minutes;
    let over = limit_minutes.map_or(0.0, |limit| used_minutes - limit);
    sums.used_minutes = over.clamp(0.0, sums.extra_minutes.max(0.0));
    sums
}
