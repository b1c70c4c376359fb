//! The parts of a report, one rule at a time.

use super::fixture::{at, calm, input, local};
use crate::model::{Bedtime, DailyLimit, Language, LimitsRules, OverrideAction, Quality, RuleOverride, Weekday};
use crate::report::{Audience, Confidence, DayState, Input, Movement, Outcome, Report, build};
use jiff::ToSpan;

fn week() -> Input {
    input(Language::En, Audience::Parent)
}

fn built(change: impl FnOnce(&mut Input)) -> Report {
    let mut week = week();
    change(&mut week);
    build(&week).unwrap()
}

#[test]
fn totals_are_the_sums_of_the_days() {
    let report = build(&week()).unwrap();
    let days: f64 = report.days.iter().map(|day| day.minutes).sum();
    assert!((report.total_minutes - days).abs() < 0.01);
    assert!((report.daily_mean_minutes.unwrap() - days / 7.0).abs() < 0.01);
    assert_eq!((report.mean_days, report.nights_with_use, report.night_minutes), (7, 3, 77.0));
    assert_eq!(report.longest_session.unwrap().day.to_string(), "2026-11-21");
    let shares: f64 = report.apps.iter().map(|app| app.share).sum();
    assert!((shares - 1.0).abs() < 0.01);
    assert!(report.apps.windows(2).all(|pair| pair[0].minutes >= pair[1].minutes));
}

#[test]
fn weeks_are_compared_only_on_days_that_are_sure_in_both() {
    let report = build(&week()).unwrap();
    // Friday is a lower bound, so six weekdays remain.
    assert!(report.comparison.comparable);
    assert_eq!(report.comparison.days, 6);
    let change = report.comparison.change_minutes.unwrap();
    assert!((change / report.comparison.previous_mean_minutes.unwrap() - (1.0 / 1.12 - 1.0)).abs() < 0.001);

    let doubtful = built(|week| {
        week.previous_days[0].quality = Quality::Estimated;
        week.previous_days[1].quality = Quality::LowerBound;
    });
    assert!(!doubtful.comparison.comparable && doubtful.comparison.change_minutes.is_none());
    let none = built(|week| week.previous_days.clear());
    assert_eq!(none.comparison.text, "There is no data from the week before to compare with.");
    let unused = built(|week| {
        for day in &mut week.previous_days {
            (day.device_minutes, day.pickups) = (0.0, 0);
        }
    });
    assert!(!unused.comparison.comparable);
    let before_consent = built(|week| week.consent.as_mut().unwrap().given_at = at("2026-11-15T08:00:00+07:00"));
    assert!(!before_consent.comparison.comparable);
    let same = built(|week| week.previous_days.iter_mut().for_each(|day| day.device_minutes /= 1.12));
    assert!(same.comparison.text.starts_with("About the same"));
}

#[test]
fn days_tell_how_much_of_them_was_recorded() {
    let report = built(|week| {
        week.generated_at = at("2026-11-20T12:00:00+07:00");
        week.consent.as_mut().unwrap().given_at = at("2026-11-17T09:00:00+07:00");
        week.days.remove(3);
    });
    let states: Vec<DayState> = report.days.iter().map(|day| day.state).collect();
    use DayState::{Complete, NotRecorded, NotYet, Partial, Running};
    assert_eq!(states, [NotRecorded, Partial, Complete, NotRecorded, Running, NotYet, NotYet]);
    assert_eq!((report.quality.complete_days, report.quality.partial_days, report.quality.missing_days), (1, 1, 5));
    assert!(report.period.running);
    assert_eq!(report.mean_days, 1);
    assert_eq!(report.days[0].minutes, 0.0);
    assert!(report.days[0].apps.is_empty(), "nothing from before consent is shown");
}

#[test]
fn a_week_without_data_says_so() {
    let report = built(|week| {
        week.days.clear();
        week.previous_days.clear();
        week.contacts.clear();
        week.alerts.clear();
    });
    assert_eq!(report.summary, "There is no usage data for Bi this week.");
    assert_eq!(report.quality.missing_days, 7);
    assert!(report.daily_mean_minutes.is_none() && report.longest_session.is_none() && report.apps.is_empty());
    assert!(!report.went_well.is_empty());
}

#[test]
fn limits_are_kept_exceeded_or_not_known() {
    let report = build(&week()).unwrap();
    let outcomes: Vec<Option<Outcome>> =
        report.days.iter().map(|day| day.limit.as_ref().and_then(|limit| limit.outcome)).collect();
    use Outcome::{Exceeded, ExceededWithExtra, Kept, KeptAsSeen, Unknown};
    let wanted = [Kept, Kept, Kept, Exceeded, Exceeded, ExceededWithExtra, Kept].map(Some);
    assert_eq!(outcomes, wanted);
    assert_eq!((report.rules.limit_kept_days, report.rules.limit_exceeded_days), (4, 3));

    let outcome = |change: &dyn Fn(&mut Input)| {
        let report = built(|week| change(week));
        report.days[0].limit.as_ref().and_then(|limit| limit.outcome)
    };
    assert_eq!(outcome(&|week| week.days[0].quality = Quality::LowerBound), Some(KeptAsSeen));
    assert_eq!(
        outcome(&|week| (week.days[0].device_minutes, week.days[0].quality) = (140.0, Quality::Estimated)),
        Some(Unknown)
    );
    assert_eq!(outcome(&|week| week.days[0].device_minutes = 135.9), Some(Kept), "a device takes a moment to lock");
    assert_eq!(outcome(&|week| week.days[0].device_minutes = 136.1), Some(Exceeded));
    assert_eq!(outcome(&|week| week.generated_at = at("2026-11-16T20:00:00+07:00")), None, "the day is not over");
    let edited = built(|week| {
        let rule = &mut week.rules.as_mut().unwrap().daily_limits[0];
        rule.updated_at = at("2026-11-19T08:00:00+07:00");
    });
    assert!(edited.days[0].limit.is_none());
    assert_eq!(edited.rules.note.as_deref(), Some("Rules edited after a day are not counted for that day."));
}

#[test]
fn bedtimes_run_past_midnight_and_touching_ones_are_one() {
    let report = build(&week()).unwrap();
    let friday: Vec<String> =
        report.days[4].bedtimes.iter().map(|window| format!("{} {}", window.from, window.to)).collect();
    assert_eq!(
        friday,
        ["2026-11-20T04:00:00+07:00 2026-11-20T06:00:00+07:00", "2026-11-20T22:30:00+07:00 2026-11-21T04:00:00+07:00"]
    );
    use Outcome::{Exceeded, Kept, KeptAsSeen, Unknown};
    let outcomes: Vec<Outcome> = report.days.iter().filter_map(|day| day.bedtime_outcome).collect();
    assert_eq!(outcomes, [Kept, Kept, Exceeded, Exceeded, Exceeded, Kept, Kept]);

    let noon = built(|week| {
        week.rules.as_mut().unwrap().bedtimes = [("12:00", "13:00"), ("13:00", "13:30"), ("12:30", "12:45")]
            .iter()
            .map(|(from, to)| Bedtime {
                day: Weekday::Mon,
                from: local(from),
                to: local(to),
                updated_at: at("2026-11-01T08:00:00+07:00"),
            })
            .collect();
    });
    assert_eq!(noon.days[0].bedtimes.len(), 1);
    assert_eq!(noon.days[0].bedtime_outcome, Some(Unknown), "first and last use do not tell what lies between");
    let doubtful = built(|week| week.days[0].quality = Quality::LowerBound);
    assert_eq!(doubtful.days[0].bedtime_outcome, Some(KeptAsSeen));
}

#[test]
fn extra_time_of_the_ledger_is_told_and_raises_the_limit_of_its_day() {
    let report = built(|week| {
        week.days[0].device_minutes = 150.0;
        let entry = |kind: &str, minutes: u32, day: &str| {
            let json = format!(
                r#"{{"id":"{kind}{day}","kind":"{kind}","minutes":{minutes},"day":"{day}","at":"2026-11-16T19:00:00+07:00","by":"guardian"}}"#
            );
            serde_json::from_str(&json).unwrap()
        };
        week.ledger = vec![
            entry("asked", 30, "2026-11-16"),
            entry("granted", 20, "2026-11-16"),
            entry("earned", 15, "2026-11-17"),
            entry("granted", 60, "2026-11-15"),
        ];
    });
    let extra = &report.rules.extra_time;
    assert_eq!((extra.asked, extra.earned_minutes), (Some(1), Some(15.0)));
    assert!(extra.granted.iter().any(|grant| grant.minutes == Some(20.0)));
    assert!(extra.granted.iter().all(|grant| grant.minutes != Some(60.0)), "it is of the week before");
    let limit = report.days[0].limit.as_ref().unwrap();
    assert_eq!((limit.minutes, limit.outcome), (135.0, Some(Outcome::Kept)));
}

#[test]
fn extra_time_counts_the_parents_unlocks_of_the_week() {
    let report = built(|week| {
        let rules = week.rules.as_mut().unwrap();
        for (made, minutes) in [
            ("2026-11-20T20:00:00+07:00", None),
            ("2026-11-09T20:00:00+07:00", Some(45.0)),
            ("2026-11-23T04:00:00+07:00", Some(5.0)),
        ] {
            let created_at = at(made);
            rules.overrides.push(RuleOverride { action: OverrideAction::Unlock, created_at, minutes });
        }
    });
    let extra = &report.rules.extra_time;
    assert_eq!((extra.granted.len(), extra.granted_minutes), (2, 30.0));
    assert_eq!((extra.asked, extra.earned_minutes), (None, None), "not known is not zero");
}

#[test]
fn rules_are_told_in_words_and_the_last_edit_counts() {
    let report = built(|week| {
        week.rules = Some(LimitsRules {
            day_start: local("06:00"),
            daily_limits: [(60.0, "2026-11-02"), (90.0, "2026-11-03"), (30.0, "2026-11-01")]
                .iter()
                .map(|(minutes, day)| DailyLimit {
                    day: Weekday::Wed,
                    minutes: *minutes,
                    updated_at: at(&format!("{day}T08:00:00+07:00")),
                })
                .collect(),
            ..LimitsRules::default()
        });
    });
    let lines: Vec<&str> = report.rules.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, ["Limit 1 h 30 min: Wednesday"]);
    assert_eq!(
        report.rules.note.as_deref(),
        Some("Limits count days from 06:00, this report from 04:00, so kept or exceeded is approximate.")
    );
}

#[test]
fn contacts_come_by_urgency_with_reasons_and_what_is_not_known() {
    let report = build(&week()).unwrap();
    let [nam, recruiter, pupil] = &report.contacts.entries[..] else { panic!("three contacts") };
    assert_eq!((nam.name.as_str(), nam.movement, nam.confidence), ("Anh Nam", Movement::New, Confidence::Good));
    assert_eq!(nam.reasons.len(), 6);
    assert!(nam.night_link.as_ref().unwrap().starts_with("This contact is new this week and 62% of the messages"));
    assert_eq!(nam.alerts.len(), 2);
    assert!(nam.alerts[0].at < nam.alerts[1].at);
    let alerts: Vec<usize> = (0..7).filter(|day| nam.days[*day].alert.is_some()).collect();
    assert_eq!(alerts, [2, 4]);
    let contact: Vec<bool> = nam.days.iter().map(|day| day.in_contact).collect();
    assert_eq!(contact, [false, true, true, true, true, false, false]);
    assert_eq!(recruiter.name, "Contact without a name (code 9be0)");
    assert_eq!(recruiter.confidence, Confidence::Limited);
    assert_eq!((pupil.movement, pupil.reasons.len()), (Movement::Steady, 3));
    assert!(pupil.night_link.is_none());
    assert!(!pupil.unknowns.contains(&"Who this person is in real life.".to_owned()), "the school knows");
    assert_eq!((report.contacts.known, report.contacts.new, report.contacts.alerts), (4, 2, 3));
}

#[test]
fn a_contact_that_calmed_down_after_its_alert_is_still_told_of() {
    let report = built(|week| {
        let nam = week.contacts.iter_mut().find(|contact| contact.display_name.as_deref() == Some("Anh Nam")).unwrap();
        (nam.level, nam.category) = (crate::model::Level::None, None);
        nam.reasons = vec!["an_indicator_of_tomorrow".into()];
    });
    let entry = report.contacts.entries.iter().find(|entry| entry.name == "Anh Nam").unwrap();
    assert_eq!(entry.level_name, "Calmed down");
    assert_eq!(entry.category, crate::model::Category::Grooming);
    assert_eq!(entry.reasons[0].text, "Another sign");
}

#[test]
fn the_childs_report_names_no_contact() {
    for language in [Language::Vi, Language::En] {
        let report = build(&input(language, Audience::Child)).unwrap();
        assert!(report.contacts.entries.is_empty() && report.openers.is_empty());
        assert_eq!(report.contacts.alerts, 3);
        let json = serde_json::to_string(&report).unwrap();
        for hidden in ["Anh Nam", "Minh Khôi", "Bà ngoại", "3fa9c2d4e5b60718", "grooming"] {
            assert!(!json.contains(hidden), "{hidden}");
        }
        let part = report.child_part.unwrap();
        assert!(part.parents_see.iter().any(|line| line.contains('3')));
    }
}

#[test]
fn what_went_well_is_never_empty_and_never_untrue() {
    let calm = build(&calm(Language::En)).unwrap();
    assert_eq!(
        calm.contacts.text,
        "No contact showed signs that need attention this week. 1 contact looked at, 0 new this week."
    );
    assert!(calm.went_well.contains(&"There was no alert about contacts.".to_owned()));
    let doubtful = built(|week| week.days.iter_mut().for_each(|day| day.quality = Quality::LowerBound));
    assert!(!doubtful.went_well.iter().any(|line| line.contains("night") || line.contains("kept")));
}

#[test]
fn a_day_of_a_clock_change_has_its_own_length() {
    let report = built(|week| {
        week.profile.zone = "Europe/Paris".into();
        week.period = "2026-W43".parse().unwrap();
        week.generated_at = at("2026-11-23T07:00:00+07:00");
        week.previous_days.clear();
        week.consent = None;
        let rules = week.rules.as_mut().unwrap();
        rules.bedtimes.iter_mut().for_each(|rule| rule.updated_at = at("2026-09-01T08:00:00+02:00"));
        for (day, date) in week.days.iter_mut().zip(week.period.days()) {
            let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
            let start = |date: jiff::civil::Date| {
                let at = zone.to_timestamp(date.at(0, 0, 0, 0)).unwrap();
                crate::model::Moment::in_zone(at.as_millisecond(), &zone)
            };
            (day.day, day.from, day.to) = (date, start(date), start(date.saturating_add(1.day())));
            (day.first_use, day.last_use) = (None, None);
        }
    });
    let sunday = &report.days[6];
    let (from, to) = (sunday.from.unwrap().epoch_ms, sunday.to.unwrap().epoch_ms);
    assert_eq!(to - from, 25 * 3_600_000);
    let evening = sunday.bedtimes.last().unwrap();
    assert_eq!(evening.from.to_string(), "2026-10-25T21:30:00+01:00");
    assert_eq!(report.help.channels[0].id, "local_emergency", "outside Vietnam, no Vietnamese number");
    assert!(!report.help.steps.iter().any(|step| step.contains("111")));
}
