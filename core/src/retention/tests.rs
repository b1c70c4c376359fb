use proptest::prelude::*;

use super::*;

const TODAY: i64 = 20_000;

fn used(days: impl IntoIterator<Item = i64>) -> RetentionDay {
    let mut retention = RetentionDay::default();
    days.into_iter().for_each(|day| retention.heard_of(day));
    retention
}

#[test]
fn the_shipped_file_is_readable_and_within_what_the_consent_allows() {
    let kept = kept_days().unwrap();
    assert!(kept.observations <= 30 && kept.device_status <= 30);
    assert!(kept.contacts <= 90 && kept.counted <= 90);
    assert!(kept.day_totals <= 400 && kept.alerts <= 400 && kept.tamper <= 400);
    assert!(kept.counted >= kept.observations && kept.observations > 0);
}

#[test]
fn daily_use_pulls_the_day_along() {
    assert_eq!(used(TODAY..=TODAY + 40).day, Some(TODAY + 40));
    assert_eq!(used([TODAY, TODAY + 1, TODAY + 3, TODAY + 2]).day, Some(TODAY + 3));
}

#[test]
fn requirement_6_one_or_two_days_far_ahead_move_nothing() {
    let mut retention = used(TODAY - 40..=TODAY);
    for _ in 0..1000 {
        retention.heard_of(TODAY + 3650);
        retention.host_says(TODAY + 3651);
    }
    assert_eq!(retention.day, Some(TODAY));
    (TODAY + 1..=TODAY + 40).for_each(|day| retention.heard_of(day));
    assert_eq!(retention.day, Some(TODAY + 40), "and the lone days are not held against the true ones");
}

#[test]
fn a_clock_wrong_for_a_week_costs_two_days_a_day_at_most() {
    let mut retention = used(TODAY - 10..=TODAY);
    (0..7).for_each(|day| retention.heard_of(TODAY + 3650 + day));
    assert_eq!(retention.day, Some(TODAY + 5 * STEP_DAYS));
}

#[test]
fn a_device_that_lay_in_a_drawer_catches_up() {
    let mut retention = used(TODAY - 10..=TODAY);
    (60..180).for_each(|day| retention.heard_of(TODAY + day));
    assert_eq!(retention.day, Some(TODAY + 179));
}

#[test]
fn a_first_day_that_was_wrong_is_taken_back_by_the_second() {
    assert_eq!(used([TODAY + 3650, TODAY]).day, Some(TODAY));
    assert_eq!(used([TODAY, TODAY + 3650]).day, Some(TODAY));
}

#[test]
fn a_host_that_stays_far_back_takes_the_day_back() {
    let mut retention = used([TODAY + 3650, TODAY + 3651]);
    retention.host_says(TODAY);
    retention.host_says(TODAY + 1);
    assert!(retention.day > Some(TODAY + 3000));
    retention.host_says(TODAY + 2);
    assert_eq!(retention.day, Some(TODAY + 2));
}

#[test]
fn a_trusted_time_decides_at_once() {
    let mut retention = used(TODAY - 10..=TODAY);
    retention.trusted(TODAY + 90);
    assert_eq!(retention.day, Some(TODAY + 90));
    retention.trusted(TODAY);
    assert_eq!(retention.day, Some(TODAY));
}

#[test]
fn nothing_is_kept_longer_than_its_days() {
    let retention = used(TODAY..=TODAY + 30);
    assert_eq!(retention.horizon(30), (TODAY + 1) * DAY_MS);
    assert_eq!(RetentionDay::default().horizon(30), i64::MIN);
}

proptest! {
    /// Repeats of days already heard of change nothing, in whatever order.
    #[test]
    fn repeats_change_nothing(days in prop::collection::vec(TODAY..TODAY + 30, 1..40), again in any::<prop::sample::Index>()) {
        let mut retention = used(days.iter().copied());
        let before = retention.clone();
        if before.borne_out {
            retention.heard_of(*again.get(&days));
            prop_assert_eq!(retention, before);
        }
    }

    /// No batch of facts, however dated, moves the day ahead by more than two days for each distinct day in it.
    #[test]
    fn each_day_moves_the_day_by_two_at_most(days in prop::collection::btree_set(0..60_000_i64, 1..30)) {
        let mut retention = used(TODAY - 10..=TODAY);
        days.iter().for_each(|day| retention.heard_of(*day));
        let moved = retention.day.unwrap() - TODAY;
        prop_assert!((0..=STEP_DAYS * days.len() as i64).contains(&moved));
    }
}
