//! A hand-made week: most days exact, one cut short, limits, bedtimes, extra time and four contacts.

use crate::model::{
    Alert, AppTotal, Bedtime, Category, Confidence, Consent, ConsentGiver, ContactRisk, DailyLimit, DayNote, DayTotals,
    Language, Level, LimitsRules, LocalTime, Moment, NoteCode, OverrideAction, Profile, Quality, Relation,
    RuleOverride, Unknown, Weekday,
};
use crate::report::{Audience, Input, IsoWeek};
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(super) fn local(text: &str) -> LocalTime {
    text.parse().unwrap()
}

const APPS: [&str; 9] = [
    "com.ss.android.ugc.trill",
    "com.garena.game.kgvn",
    "com.zing.zalo",
    "com.google.android.youtube",
    "com.duolingo",
    "com.facebook.orca",
    "com.google.android.apps.classroom",
    "com.android.chrome",
    "com.google.android.GoogleCamera",
];

/// A day: minutes of the apps in the order of `APPS`, minutes at night, first and last use (local).
pub(super) fn day(date: Date, apps: &[f64], night: f64, first: &str, last: &str) -> DayTotals {
    let next = date.saturating_add(1.day());
    let total: f64 = apps.iter().sum();
    let last_day = if last < "04:00" { next } else { date };
    let mut list: Vec<AppTotal> = APPS
        .iter()
        .zip(apps)
        .filter(|(_, minutes)| **minutes > 0.0)
        .map(|(app, minutes)| AppTotal {
            app: (*app).into(),
            minutes: *minutes,
            opens: 3 + (*minutes / 9.0) as u32,
            quality: Quality::Exact,
        })
        .collect();
    list.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then_with(|| a.app.cmp(&b.app)));
    DayTotals {
        day: date,
        zone: "Asia/Ho_Chi_Minh".into(),
        from: at(&format!("{date}T04:00:00+07:00")),
        to: at(&format!("{next}T04:00:00+07:00")),
        device_minutes: total,
        quality: Quality::Exact,
        apps: list,
        pickups: 14 + (total / 8.0) as u32,
        first_use: Some(at(&format!("{date}T{first}:00+07:00"))),
        last_use: Some(at(&format!("{last_day}T{last}:00+07:00"))),
        night_minutes: night,
        longest_session_minutes: (total / 3.5).round(),
        notes: Vec::new(),
    }
}

fn week_of(week: IsoWeek, more: f64) -> Vec<DayTotals> {
    let rows: [(&[f64], f64, &str, &str); 7] = [
        (&[34.0, 21.0, 12.0, 9.5, 15.0, 4.0, 22.0, 3.0, 0.0], 0.0, "06:12", "20:41"),
        (&[41.25, 18.0, 15.0, 12.0, 15.0, 6.0, 10.0, 0.0, 1.0], 0.0, "06:20", "20:55"),
        (&[38.0, 0.0, 31.0, 8.0, 12.0, 9.0, 0.0, 5.0, 0.0], 12.0, "06:08", "22:52"),
        (&[52.0, 26.0, 38.5, 14.0, 0.0, 7.0, 0.0, 4.0, 2.0], 24.0, "06:15", "23:24"),
        (&[47.0, 33.0, 44.0, 10.0, 10.0, 5.0, 0.0, 6.0, 0.0], 41.0, "06:18", "23:41"),
        (&[63.0, 58.0, 29.0, 35.0, 20.0, 8.0, 0.0, 9.0, 6.0], 0.0, "08:32", "21:10"),
        (&[55.0, 42.0, 18.0, 41.0, 15.0, 3.0, 14.0, 0.0, 4.0], 0.0, "08:05", "20:48"),
    ];
    week.days()
        .into_iter()
        .zip(rows)
        .map(|(date, (apps, night, first, last))| {
            let apps: Vec<f64> = apps.iter().map(|minutes| minutes * more).collect();
            day(date, &apps, night, first, last)
        })
        .collect()
}

fn rules() -> LimitsRules {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let edited = at("2026-11-01T08:00:00+07:00");
    let limit = |day, minutes| DailyLimit { day, minutes, updated_at: edited };
    let rest = |day, from: &str, to: &str| Bedtime { day, from: local(from), to: local(to), updated_at: edited };
    LimitsRules {
        day_start: local("04:00"),
        bedtimes: vec![
            rest(Mon, "21:30", "06:00"),
            rest(Tue, "21:30", "06:00"),
            rest(Wed, "21:30", "06:00"),
            rest(Thu, "21:30", "06:00"),
            rest(Fri, "22:30", "06:30"),
            rest(Sat, "22:30", "06:30"),
            rest(Sun, "21:30", "06:00"),
        ],
        daily_limits: vec![
            limit(Mon, 135.0),
            limit(Tue, 135.0),
            limit(Wed, 135.0),
            limit(Thu, 135.0),
            limit(Fri, 135.0),
            limit(Sat, 210.0),
            limit(Sun, 210.0),
        ],
        overrides: vec![
            RuleOverride {
                action: OverrideAction::Unlock,
                created_at: at("2026-11-21T19:40:00+07:00"),
                minutes: Some(30.0),
            },
            RuleOverride { action: OverrideAction::Lock, created_at: at("2026-11-22T20:50:00+07:00"), minutes: None },
        ],
        ..LimitsRules::default()
    }
}

fn contact(handle: &str, name: Option<&str>, app: &str, level: Level, category: Option<Category>) -> ContactRisk {
    ContactRisk {
        contact: handle.into(),
        app: app.into(),
        display_name: name.map(Into::into),
        relation: Relation::Unknown,
        saved: false,
        score: match level {
            Level::None => 0.04,
            Level::Watch => 0.31,
            Level::Concern => 0.66,
            Level::Urgent => 0.934_56,
        },
        level,
        category,
        reasons: vec!["ordinary_talk".into()],
        stage: None,
        confidence: Confidence::Medium,
        unknown: vec![Unknown::Identity],
        incoming: 12,
        outgoing: 9,
        night_share: 0.05,
        first_seen: Some(at("2026-10-02T10:00:00+07:00")),
        last_seen: Some(at("2026-11-22T19:00:00+07:00")),
    }
}

fn contacts() -> Vec<ContactRisk> {
    let ids = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect();
    vec![
        ContactRisk {
            relation: Relation::Family,
            saved: true,
            unknown: Vec::new(),
            incoming: 61,
            ..contact("00aa11bb22cc33dd", Some("Bà ngoại"), "com.zing.zalo", Level::None, None)
        },
        ContactRisk {
            relation: Relation::School,
            saved: true,
            reasons: ids(&["insult", "exclusion", "repetition", "burst"]),
            stage: Some("aggression".into()),
            unknown: vec![Unknown::GroupOnly],
            ..contact(
                "4d2f90aa11c7e655",
                Some("Minh Khôi 7A"),
                "com.facebook.orca",
                Level::Watch,
                Some(Category::Bullying),
            )
        },
        ContactRisk {
            reasons: ids(&["task_commission", "deposit_fee", "easy_job_high_pay", "off_platform_recruiter"]),
            stage: Some("lure".into()),
            confidence: Confidence::Low,
            unknown: vec![Unknown::Identity, Unknown::FewMessages, Unknown::NewContact],
            incoming: 8,
            first_seen: Some(at("2026-11-18T15:10:00+07:00")),
            last_seen: Some(at("2026-11-19T20:00:00+07:00")),
            ..contact("9be01744c2d85f3a", None, "org.telegram.messenger", Level::Concern, Some(Category::Recruitment))
        },
        ContactRisk {
            reasons: ids(&[
                "meet_plan",
                "secrecy",
                "alone_probe",
                "photo_request",
                "isolate_from_family",
                "night_time",
                "new_contact",
            ]),
            stage: Some("approach".into()),
            confidence: Confidence::High,
            unknown: vec![Unknown::Identity, Unknown::MediaUnseen, Unknown::CallsUnheard],
            incoming: 42,
            outgoing: 17,
            night_share: 0.62,
            first_seen: Some(at("2026-11-17T21:12:00+07:00")),
            last_seen: Some(at("2026-11-20T23:38:00+07:00")),
            ..contact("3fa9c2d4e5b60718", Some("Anh Nam"), "com.zing.zalo", Level::Urgent, Some(Category::Grooming))
        },
    ]
}

fn alert(handle: &str, name: Option<&str>, app: &str, when: &str, level: Level, category: Category) -> Alert {
    Alert {
        contact: handle.into(),
        display_name: name.map(Into::into),
        app: app.into(),
        at: at(when),
        level,
        category,
        score: 0.7,
        reasons: vec!["secrecy".into(), "alone_probe".into()],
    }
}

pub(super) fn urgent_alert() -> Alert {
    alert(
        "3fa9c2d4e5b60718",
        Some("Anh Nam"),
        "com.zing.zalo",
        "2026-11-20T22:47:00+07:00",
        Level::Urgent,
        Category::Grooming,
    )
}

/// The whole week for a parent or a child.
pub(super) fn input(language: Language, audience: Audience) -> Input {
    let week: IsoWeek = "2026-W47".parse().unwrap();
    let mut days = week_of(week, 1.0);
    let cut = &mut days[4];
    cut.quality = Quality::LowerBound;
    cut.notes = vec![
        DayNote { code: NoteCode::EndUnseen, app: Some("com.zing.zalo".into()), at: at("2026-11-20T23:41:00+07:00") },
        DayNote { code: NoteCode::EndUnseen, app: None, at: at("2026-11-20T23:41:00+07:00") },
    ];
    cut.apps.iter_mut().filter(|app| app.app == "com.zing.zalo").for_each(|app| app.quality = Quality::LowerBound);
    Input {
        profile: Profile {
            alias: "Bi".into(),
            birth_year: 2014,
            zone: "Asia/Ho_Chi_Minh".into(),
            day_start: local("04:00"),
            language,
            host_app: None,
        },
        audience,
        language,
        period: week.into(),
        generated_at: at("2026-11-23T07:00:00+07:00"),
        days,
        previous_days: week_of(week.previous(), 1.12),
        contacts: contacts(),
        alerts: vec![
            urgent_alert(),
            alert(
                "3fa9c2d4e5b60718",
                Some("Anh Nam"),
                "com.zing.zalo",
                "2026-11-18T22:41:00+07:00",
                Level::Concern,
                Category::Grooming,
            ),
            alert(
                "9be01744c2d85f3a",
                None,
                "org.telegram.messenger",
                "2026-11-19T16:20:00+07:00",
                Level::Concern,
                Category::Recruitment,
            ),
        ],
        rules: Some(rules()),
        ledger: Vec::new(),
        hours: Vec::new(),
        consent: Some(Consent {
            given_at: at("2026-11-01T08:00:00+07:00"),
            by: ConsentGiver::Guardian,
            child_agreed: true,
            version: "1".into(),
        }),
        views: Vec::new(),
    }
}

/// A calm week that is still running, in a family that has set no rules.
pub(super) fn calm(language: Language) -> Input {
    let mut input = input(language, Audience::Parent);
    input.days.truncate(4);
    input.generated_at = at("2026-11-19T12:00:00+07:00");
    input.contacts.retain(|contact| contact.level == Level::None);
    input.alerts.clear();
    input.previous_days.clear();
    input.rules = None;
    input
}
