//! Numbers, durations and dates as people write them in Vietnamese and English.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::model::Outcome;
use super::strings::{Dates, RuleWords, Strings, fill};
use crate::model::{Moment, Quality, Weekday};

/// Rounds to 3 decimals, as all minutes in files are.
pub(crate) fn round3(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The child's zone; if its name is not known, the offset that the report's own time has.
pub(crate) fn zone(name: &str, generated_at: Moment) -> TimeZone {
    TimeZone::get(name)
        .unwrap_or_else(|_| TimeZone::fixed(Offset::from_seconds(generated_at.offset_seconds).unwrap_or(Offset::UTC)))
}

/// Minutes as hours and minutes, to the minute: `2 giờ 5 phút`, `2 h 5 min`.
pub(crate) fn duration(words: &Dates, minutes: f64) -> String {
    if minutes > 0.0 && minutes < 0.5 {
        return words.under_a_minute.clone();
    }
    let whole = minutes.max(0.0).round() as u64;
    let (h, m) = ((whole / 60).to_string(), (whole % 60).to_string());
    let form = match (whole / 60, whole % 60) {
        (0, _) => &words.minutes,
        (_, 0) => &words.hours,
        _ => &words.hours_minutes,
    };
    fill(form, &[("h", &h), ("m", &m)])
}

/// A duration with how far it can be trusted.
pub(crate) fn marked(strings: &Strings, minutes: f64, quality: Quality) -> String {
    let time = duration(&strings.dates, minutes);
    match quality {
        Quality::Exact => time,
        Quality::LowerBound => fill(&strings.quality.at_least, &[("time", &time)]),
        Quality::Estimated => fill(&strings.quality.about, &[("time", &time)]),
    }
}

/// Minutes as `2:05`, for charts.
pub(crate) fn clock_length(minutes: f64) -> String {
    let whole = minutes.max(0.0).round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

/// A whole number with the language's grouping: `1.234`, `1,234`.
pub(crate) fn whole(words: &Dates, value: u32) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(&words.group);
        }
        out.push(digit);
    }
    out
}

/// A share as a percentage: one decimal below 10 %, none above.
pub(crate) fn percent(words: &Dates, share: f64) -> String {
    let percent = share.clamp(0.0, 1.0) * 100.0;
    let text = if percent == 0.0 || percent >= 9.95 { format!("{percent:.0}") } else { format!("{percent:.1}") };
    format!("{}%", text.replace('.', &words.decimal))
}

fn name(list: &[String], index: i8) -> &str {
    usize::try_from(index).ok().and_then(|index| list.get(index)).map_or("", String::as_str)
}

/// `thứ Hai, 16/11/2026`, `Monday 16 November 2026`.
pub(crate) fn date(words: &Dates, date: Date) -> String {
    let weekday = name(&words.weekdays, date.weekday().to_monday_zero_offset());
    let (d, dd, y) = (date.day().to_string(), format!("{:02}", date.day()), date.year().to_string());
    let month = name(&words.months, date.month() - 1);
    fill(&words.long, &[("weekday", weekday), ("d", &d), ("dd", &dd), ("m", month), ("y", &y)])
}

/// `Tháng 11 năm 2026`, `November 2026`.
pub(crate) fn month(words: &Strings, date: Date) -> String {
    let (month, year) = (name(&words.dates.months, date.month() - 1), date.year().to_string());
    fill(&words.common.month, &[("month", month), ("year", &year)])
}

/// `16/11`, `16 November`.
pub(crate) fn date_short(words: &Dates, date: Date) -> String {
    let (d, dd) = (date.day().to_string(), format!("{:02}", date.day()));
    fill(&words.short, &[("d", &d), ("dd", &dd), ("m", name(&words.months, date.month() - 1))])
}

/// `thứ Hai`, `Monday`.
pub(crate) fn weekday(words: &Dates, date: Date) -> &str {
    name(&words.weekdays, date.weekday().to_monday_zero_offset())
}

/// `T2`, `Mon`.
pub(crate) fn weekday_short(words: &Dates, date: Date) -> &str {
    name(&words.weekdays_short, date.weekday().to_monday_zero_offset())
}

/// `16/11 – 22/11/2026`, `16–22 November 2026`.
pub(crate) fn date_range(words: &Dates, first: Date, last: Date) -> String {
    let form = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => &words.range_same_month,
        (true, false) => &words.range_same_year,
        _ => &words.range,
    };
    let text = |number: i16| number.to_string();
    fill(
        form,
        &[
            ("d1", &text(first.day().into())),
            ("dd1", &format!("{:02}", first.day())),
            ("m1", name(&words.months, first.month() - 1)),
            ("y1", &text(first.year())),
            ("d2", &text(last.day().into())),
            ("dd2", &format!("{:02}", last.day())),
            ("m2", name(&words.months, last.month() - 1)),
            ("y2", &text(last.year())),
        ],
    )
}

/// `21:05` on the zone's clock.
pub(crate) fn time(zone: &TimeZone, at: Moment) -> String {
    let local = zone.to_datetime(at.timestamp());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// Date and time on the zone's clock.
pub(crate) fn moment(words: &Dates, zone: &TimeZone, at: Moment) -> String {
    let day = date(words, zone.to_datetime(at.timestamp()).date());
    fill(&words.moment, &[("time", &time(zone, at)), ("date", &day)])
}

/// How a rule went, in words.
pub(crate) fn outcome(words: &RuleWords, outcome: Outcome) -> &str {
    match outcome {
        Outcome::Kept => &words.kept,
        Outcome::KeptAsSeen => &words.kept_as_seen,
        Outcome::Exceeded => &words.exceeded,
        Outcome::ExceededWithExtra => &words.exceeded_with_extra,
        Outcome::Unknown => &words.unknown,
    }
}

/// Weekdays in the order of the week as a list, three or more in a row as a run, or `every day`.
pub(crate) fn weekdays(words: &Dates, days: &[Weekday]) -> String {
    if days.len() == 7 {
        return words.every_day.clone();
    }
    let mut runs: Vec<(i8, i8)> = Vec::new();
    for day in days.iter().map(|day| place(*day)) {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == day => run.1 = day,
            _ => runs.push((day, day)),
        }
    }
    let of = |day: i8| name(&words.weekdays, day).to_owned();
    let shown = |(first, last): (i8, i8)| match last - first {
        0 => of(first),
        1 => format!("{}, {}", of(first), of(last)),
        _ => fill(&words.run, &[("first", &of(first)), ("last", &of(last))]),
    };
    let runs: Vec<String> = runs.into_iter().map(shown).collect();
    runs.join(", ")
}

/// Place in the week, Monday 0.
pub(crate) fn place(day: Weekday) -> i8 {
    match day {
        Weekday::Mon => 0,
        Weekday::Tue => 1,
        Weekday::Wed => 2,
        Weekday::Thu => 3,
        Weekday::Fri => 4,
        Weekday::Sat => 5,
        Weekday::Sun => 6,
    }
}

/// The first letter in upper case: a sentence begins with a clause that may also stand inside one.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::data::data;
    use super::*;
    use crate::model::Language;
    use jiff::civil;

    fn both() -> [&'static Dates; 2] {
        [&data(Language::Vi).unwrap().strings.dates, &data(Language::En).unwrap().strings.dates]
    }

    #[test]
    fn durations() {
        let [vi, en] = both();
        for (minutes, in_vi, in_en) in [
            (0.0, "0 phút", "0 min"),
            (0.3, "dưới 1 phút", "under 1 min"),
            (59.6, "1 giờ", "1 h"),
            (125.2, "2 giờ 5 phút", "2 h 5 min"),
            (-3.0, "0 phút", "0 min"),
        ] {
            assert_eq!((duration(vi, minutes).as_str(), duration(en, minutes).as_str()), (in_vi, in_en));
        }
        assert_eq!(clock_length(125.0), "2:05");
    }

    #[test]
    fn numbers() {
        let [vi, en] = both();
        assert_eq!((whole(vi, 1_234_567), whole(en, 1234)), ("1.234.567".into(), "1,234".into()));
        assert_eq!((whole(vi, 999), whole(en, 0)), ("999".into(), "0".into()));
        assert_eq!((percent(vi, 0.0437), percent(en, 0.0437)), ("4,4%".into(), "4.4%".into()));
        assert_eq!(
            (percent(vi, 0.0996), percent(vi, 1.0), percent(vi, 0.0)),
            ("10%".into(), "100%".into(), "0%".into())
        );
    }

    #[test]
    fn dates() {
        let [vi, en] = both();
        let day = civil::date(2026, 11, 16);
        assert_eq!((date(vi, day), date(en, day)), ("thứ Hai, 16/11/2026".into(), "Monday 16 November 2026".into()));
        assert_eq!(date(vi, civil::date(2027, 1, 3)), "Chủ nhật, 03/01/2027");
        let range = |words, first, last| date_range(words, first, last);
        assert_eq!(range(vi, day, civil::date(2026, 11, 22)), "16/11 – 22/11/2026");
        assert_eq!(range(en, day, civil::date(2026, 11, 22)), "16–22 November 2026");
        assert_eq!(range(en, civil::date(2026, 11, 30), civil::date(2026, 12, 6)), "30 November – 6 December 2026");
        assert_eq!(range(vi, civil::date(2026, 12, 28), civil::date(2027, 1, 3)), "28/12/2026 – 03/01/2027");
    }

    #[test]
    fn times_are_shown_in_the_childs_zone() {
        let [vi, _] = both();
        let at: Moment = "2026-11-20T17:30:00Z".parse().unwrap();
        let hanoi = zone("Asia/Ho_Chi_Minh", at);
        assert_eq!(moment(vi, &hanoi, at), "00:30, thứ Bảy, 21/11/2026");
        let offset = zone("no/such", "2026-11-20T17:30:00+07:00".parse().unwrap());
        assert_eq!(time(&offset, at), "00:30");
    }

    #[test]
    fn weekdays_in_a_row_are_a_run() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let [vi, en] = both();
        assert_eq!(weekdays(en, &[Mon, Tue, Wed, Thu, Sun]), "Monday – Thursday, Sunday");
        assert_eq!(weekdays(vi, &[Fri, Sat]), "thứ Sáu, thứ Bảy");
        assert_eq!(weekdays(vi, &[Mon, Tue, Wed, Thu, Fri, Sat, Sun]), "mỗi ngày");
        assert_eq!(weekdays(en, &[Wed]), "Wednesday");
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(sentence_case("đã giữ"), "Đã giữ");
        assert_eq!(sentence_case(""), "");
    }
}
