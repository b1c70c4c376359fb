//! `lachan demo`: the main job on the sample device week.

use std::fs;
use std::io::Write;
use std::path::Path;

use indicatif::ProgressBar;
use lachan_core::guardian::ReportRequest;
use lachan_core::model::{Alert, Language, Level};
use lachan_core::report::{Audience, Format, IsoWeek, alert_text};

use crate::failure::Failure;
use crate::replay::{Lines, replay};
use crate::{StoreArgs, ask, key, output};

const SAMPLE: &[u8] = include_bytes!("../../../tests/data/sample-week.jsonl");
const SAMPLE_WEEK: &str = "2026-W47";
const SAMPLE_ZONE: &str = "Asia/Ho_Chi_Minh";

/// A contact may alert twice, at `concern` and at `urgent`; the later one says it all.
fn newest_by_contact(alerts: &[Alert]) -> Vec<&Alert> {
    let later = |alert: &Alert| alerts.iter().rfind(|other| other.contact == alert.contact);
    alerts.iter().filter(|alert| later(alert).is_some_and(|last| std::ptr::eq(last, *alert))).collect()
}

pub(crate) fn run(dir: &Path, language: Language) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(Failure::at(dir))?;
    let files = StoreArgs { store: dir.join("sample.lachan"), key_file: dir.join("sample.key") };
    // Each run starts from nothing, so that it shows the same every time.
    for old in ["sample.lachan", "sample.lachan-wal", "sample.lachan-shm", "sample.key"] {
        match fs::remove_file(dir.join(old)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Failure::at(dir)(error)),
            _ => {}
        }
    }
    key::new(&files.key_file)?;
    let guardian = key::open(&files)?;
    let summary = replay(&guardian, Lines::new(Box::new(SAMPLE)), &ProgressBar::hidden(), |_, _| Ok(()))?;

    let say = |vi: &'static str, en: &'static str| if language == Language::Vi { vi } else { en };
    let mut out = output::writer(None)?;
    writeln!(out, "{}", say("CẢNH BÁO", "ALERTS"))?;
    for alert in newest_by_contact(&summary.alerts) {
        let text = alert_text(alert, language, SAMPLE_ZONE)?;
        writeln!(out, "\n{}  {}", alert.at, alert.display_name.as_deref().unwrap_or("?"))?;
        writeln!(out, "{}\n{}", text.title, text.body())?;
    }

    writeln!(
        out,
        "\n{}",
        say("LIÊN HỆ (điểm, mức, loại, tên, dấu hiệu)", "CONTACTS (score, level, category, name, signs)")
    )?;
    let contacts = guardian.contacts()?;
    for contact in contacts.iter().filter(|contact| contact.level > Level::None) {
        ask::write_contact(&mut out, contact)?;
    }
    let calm = contacts.iter().filter(|contact| contact.level == Level::None).count();
    writeln!(out, "{}", say("Không có dấu hiệu:", "No signs:").to_owned() + &format!(" {calm}"))?;

    writeln!(out, "\n{}", say("THỜI GIAN DÙNG MÁY", "SCREEN TIME"))?;
    let week: IsoWeek = SAMPLE_WEEK.parse().map_err(|reason: String| lachan_core::Error::invalid("week", reason))?;
    for day in week.days() {
        ask::write_day(&mut out, &guardian.screen_time(day, None)?)?;
    }

    writeln!(out, "\n{}", say("BÁO CÁO", "REPORTS"))?;
    for (audience, who) in [(Audience::Parent, "parent"), (Audience::Child, "child")] {
        for (language, lang) in [(Language::Vi, "vi"), (Language::En, "en")] {
            for (format, ending) in
                [(Format::Html, "html"), (Format::Text, "txt"), (Format::Json, "json"), (Format::Csv, "csv")]
            {
                let request = ReportRequest { period: week.into(), audience, language, format, generated_at: None };
                let file = dir.join(format!("report-{SAMPLE_WEEK}-{who}-{lang}.{ending}"));
                fs::write(&file, guardian.report(&request)?).map_err(Failure::at(&file))?;
                writeln!(out, "{}", file.display())?;
            }
        }
    }
    guardian.close()?;
    writeln!(out, "\n{} {}", say("Kho dữ liệu mã hóa:", "Encrypted store:"), files.store.display())?;
    Ok(out.flush()?)
}
