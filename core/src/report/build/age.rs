//! Lowers a parent's report by the child's age, and says so to both.

use super::Room;
use crate::age::{age, ages};
use crate::error::Result;
use crate::report::model::{AgePart, Report};
use crate::report::strings::fill;
use crate::report::{Audience, Input};

/// The age that the child reaches in the year in which the report is made, if it is known.
pub(super) fn of(input: &Input) -> Option<i16> {
    age(input.profile.birth_year, input.generated_at)
}

/// The input of a parent's report on someone who is of age: nothing is shown any more.
pub(super) fn emptied(input: &Input) -> Result<Option<Input>> {
    let ended = input.audience == Audience::Parent && ages()?.ended(of(input));
    Ok(ended.then(|| Input {
        days: Vec::new(),
        previous_days: Vec::new(),
        contacts: Vec::new(),
        alerts: Vec::new(),
        rules: None,
        ..input.clone()
    }))
}

/// Takes out what the child's age keeps from parents, and tells both what it is.
pub(super) fn lower(room: &Room<'_>, report: &mut Report) {
    let parent = room.input.audience == Audience::Parent;
    if parent && !room.detail.apps {
        report.apps.clear();
        report.days.iter_mut().for_each(|day| day.apps.clear());
    }
    if parent && !room.detail.clock_times {
        for day in &mut report.days {
            (day.first_use, day.last_use) = (None, None);
        }
    }
    let words = &room.data.strings.age;
    if parent && room.ended {
        report.summary = format!("{}.", fill(&words.ended_summary, &[("child", &room.child)]));
    }
    let profile = if room.ended { "ended" } else { &room.detail.id };
    let texts = if parent { &words.parent } else { &words.child };
    let Some(text) = texts.get(profile) else { return };
    if let Some(part) = &mut report.child_part {
        part.parents_see.push(text.clone());
    } else {
        report.privacy.not_contained.insert(0, text.clone());
    }
    report.age = Some(AgePart { profile: profile.to_owned(), text: text.clone() });
}
