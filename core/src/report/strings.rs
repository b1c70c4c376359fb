//! The interface strings as one typed record: a language file that lacks a key, or has one too many, does not load.
//! `{name}` marks a place that [`fill`] fills.

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use crate::data_file::fill;

/// A text in the forms that the language's plurals need.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plural {
    /// For one; Vietnamese has no such form.
    pub one: Option<String>,
    /// For all else.
    pub other: String,
}

impl Plural {
    /// The form for `count`, with `{n}` filled.
    pub fn of(&self, count: u32) -> String {
        let form = if count == 1 { self.one.as_ref().unwrap_or(&self.other) } else { &self.other };
        fill(form, &[("n", &count.to_string())])
    }
}

/// Makes a record of strings: every field is a key of the file.
macro_rules! section {
    ($name:ident { $($field:ident : $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub $field: $type),* }
    };
}

section!(Strings {
    common: Common,
    dates: Dates,
    quality: QualityWords,
    summary: SummaryWords,
    usage: UsageWords,
    charts: ChartWords,
    rules: RuleWords,
    contacts: ContactWords,
    well: WellWords,
    help: HelpWords,
    privacy: PrivacyWords,
    child: ChildWords,
    age: AgeWords,
    kinds: BTreeMap<String, String>,
    zones: BTreeMap<String, String>,
});

section!(Common {
    product: String,
    title_parent: String,
    title_child: String,
    heading_parent: String,
    heading_child: String,
    week: String,
    month: String,
    zone: String,
    generated: String,
    table: String,
    day: String,
    app: String,
    time: String,
    share: String,
    footer: String,
    app_token: String,
});

section!(Dates {
    weekdays: Vec<String>,
    weekdays_short: Vec<String>,
    months: Vec<String>,
    long: String,
    short: String,
    moment: String,
    range_same_month: String,
    range_same_year: String,
    range: String,
    hours_minutes: String,
    hours: String,
    minutes: String,
    under_a_minute: String,
    decimal: String,
    group: String,
    run: String,
    every_day: String,
});

section!(QualityWords {
    heading: String,
    complete: Plural,
    partial: Plural,
    missing: Plural,
    exact: String,
    lower_bound: String,
    estimated: String,
    at_least: String,
    about: String,
    state_complete: String,
    state_partial: String,
    state_running: String,
    state_not_yet: String,
    state_not_recorded: String,
    note: String,
    start_unseen: String,
    end_unseen: String,
    power_loss: String,
    permission_gap: String,
    clock_jump: String,
    clock_unmeasured: String,
    checkpoint: String,
    checkpoint_dropped: String,
    still_open: String,
});

section!(SummaryWords {
    limit_of_day: String,
    used: String,
    used_no_mean: String,
    not_used: String,
    no_data: String,
    limits: String,
    calm: String,
    watch: Plural,
    concern: Plural,
    urgent: Plural,
    child_used: String,
    child_used_no_mean: String,
});

section!(UsageWords {
    heading: String,
    total: String,
    total_running: String,
    mean: String,
    mean_of: Plural,
    opens: String,
    pickups: String,
    night: String,
    night_of: Plural,
    longest: String,
    on_day: String,
    more: String,
    less: String,
    same: String,
    compared: Plural,
    no_previous: String,
    not_comparable: String,
    apps: String,
    kinds: String,
    others: Plural,
    first_use: String,
    last_use: String,
    no_apps: String,
});

section!(ChartWords {
    days: String,
    days_alt: String,
    day_minutes: String,
    night_minutes: String,
    limit_line: String,
    partial: String,
    signs: String,
    hours: String,
    hours_alt: String,
    rhythm: String,
    rhythm_alt: String,
    rhythm_about: String,
    bedtime: String,
    from_first_to_last: String,
    strip_alt: String,
    in_contact: String,
    alert_concern: String,
    alert_urgent: String,
});

section!(RuleWords {
    heading: String,
    none: String,
    limit: String,
    limit_line: String,
    bedtime_line: String,
    kept: String,
    kept_as_seen: String,
    exceeded: String,
    exceeded_with_extra: String,
    unknown: String,
    bedtime: String,
    limit_days: String,
    bedtime_days: String,
    nothing_judged: String,
    extra: String,
    extra_none: String,
    extra_total: String,
    extra_open: Plural,
    extra_asked: Plural,
    extra_earned: String,
    edited_later: String,
    other_day_start: String,
    grant: String,
    grant_open: String,
});

section!(ContactWords {
    heading: String,
    intro: String,
    calm: String,
    known: Plural,
    new: Plural,
    none_known: String,
    level_watch: String,
    level_concern: String,
    level_urgent: String,
    level_none: String,
    movement_new: String,
    movement_risen: String,
    movement_steady: String,
    relation_family: String,
    relation_friend: String,
    relation_school: String,
    relation_business: String,
    relation_unknown: String,
    unnamed: String,
    meaning: String,
    why: String,
    other_reason: String,
    confidence: String,
    confidence_limited: String,
    confidence_fair: String,
    confidence_good: String,
    unknowns: String,
    unknown_feelings: String,
    action: String,
    steps: String,
    openers: String,
    hotline: String,
    facts: String,
    night_link: String,
    night_link_new: String,
    week: String,
    alert: String,
    attention: String,
    see_below: String,
    alert_title: String,
});

section!(WellWords {
    heading: String,
    limits_all: Plural,
    limits_some: String,
    bedtime_all: Plural,
    calm_nights: Plural,
    less: String,
    learning: String,
    no_alerts: String,
    agreed: String,
    fresh: String,
    openers: String,
});

section!(HelpWords { heading: String, steps: String, channels: String, call: String, source: String });

section!(PrivacyWords {
    heading: String,
    not_contained: Vec<String>,
    delete_heading: String,
    delete: Vec<String>,
    consent: String,
    agreed: String,
    not_agreed: String,
});

section!(ChildWords {
    own_time: String,
    collected_heading: String,
    collected: Vec<String>,
    never_heading: String,
    never: Vec<String>,
    parents_heading: String,
    parents_see: Vec<String>,
    parents_alerts: Plural,
    parents_no_alerts: String,
    looked_heading: String,
    looked_never: String,
    looked_report: Plural,
    looked_contacts: Plural,
    looked_screen_time: Plural,
    looked_incident_record: Plural,
    looked_data_export: Plural,
    rights_heading: String,
    rights: Vec<String>,
    help_heading: String,
    help: Vec<String>,
    contacts_hidden: String,
    no_rules: String,
});

section!(AgeWords {
    parent: BTreeMap<String, String>,
    child: BTreeMap<String, String>,
    ended_summary: String,
});
