//! An entry of the tamper log in words: what the device showed, in one or two plain sentences.

use std::sync::OnceLock;

use serde::Deserialize;

use super::data::{ByLanguage, data};
use super::format;
use super::strings::fill;
use crate::data_file::parse;
use crate::error::Result;
use crate::model::{Language, Permission, TamperCode, TamperEntry, zone};

/// One sentence for each kind of entry, and the names of permissions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    permission_lost: ByLanguage<String>,
    permission_back: ByLanguage<String>,
    clock_ahead: ByLanguage<String>,
    clock_back: ByLanguage<String>,
    clock_changed: ByLanguage<String>,
    clock_set_back: ByLanguage<String>,
    silence: ByLanguage<String>,
    boots_unseen: ByLanguage<String>,
    reinstalled: ByLanguage<String>,
    version_downgrade: ByLanguage<String>,
    store_set_aside: ByLanguage<String>,
    permissions: Permissions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permissions {
    usage: ByLanguage<String>,
    notifications: ByLanguage<String>,
    overlay: ByLanguage<String>,
    accessibility: ByLanguage<String>,
    device_admin: ByLanguage<String>,
    background: ByLanguage<String>,
}

impl Permissions {
    fn name(&self, permission: Permission) -> &ByLanguage<String> {
        match permission {
            Permission::Usage => &self.usage,
            Permission::Notifications => &self.notifications,
            Permission::Overlay => &self.overlay,
            Permission::Accessibility => &self.accessibility,
            Permission::DeviceAdmin => &self.device_admin,
            Permission::Background => &self.background,
        }
    }
}

impl Words {
    fn sentence(&self, entry: &TamperEntry) -> &ByLanguage<String> {
        match entry.code {
            TamperCode::PermissionLost => &self.permission_lost,
            TamperCode::PermissionBack => &self.permission_back,
            TamperCode::ClockJump if entry.by_ms.is_some_and(|by| by < 0) => &self.clock_back,
            TamperCode::ClockJump => &self.clock_ahead,
            TamperCode::ClockChanged => &self.clock_changed,
            TamperCode::ClockSetBack => &self.clock_set_back,
            TamperCode::Silence => &self.silence,
            TamperCode::BootsUnseen => &self.boots_unseen,
            TamperCode::Reinstalled => &self.reinstalled,
            TamperCode::VersionDowngrade => &self.version_downgrade,
            TamperCode::StoreSetAside => &self.store_set_aside,
        }
    }
}

fn words() -> Result<&'static Words> {
    static WORDS: OnceLock<Result<Words>> = OnceLock::new();
    let load = || parse("strings/tamper.toml", include_str!("../../data/strings/tamper.toml"));
    WORDS.get_or_init(load).as_ref().map_err(Clone::clone)
}

/// Puts an entry of the tamper log into words, with times on the clock of `zone` (IANA name). Pure, no I/O.
///
/// # Errors
/// [`crate::Error::InvalidInput`] on `zone`; [`crate::Error::Internal`] if the data files that ship with the SDK are
/// broken.
pub fn tamper_text(entry: &TamperEntry, language: Language, zone_name: &str) -> Result<String> {
    let (words, dates, zone) = (words()?, &data(language)?.strings.dates, zone(zone_name)?);
    let minutes = entry.by_ms.unwrap_or(0).unsigned_abs() as f64 / 60_000.0;
    let permission = entry.permission.map(|permission| words.permissions.name(permission).get(language).as_str());
    let values = [
        ("time", format::moment(dates, &zone, entry.at)),
        ("from", format::moment(dates, &zone, entry.from.unwrap_or(entry.at))),
        ("amount", format::duration(dates, minutes)),
        ("count", format::whole(dates, entry.count.unwrap_or(1))),
        ("permission", permission.unwrap_or_default().to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(place, value)| (*place, value.as_str())).collect();
    Ok(fill(words.sentence(entry).get(language), &values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severity;

    const CODES: [TamperCode; 10] = [
        TamperCode::PermissionLost,
        TamperCode::PermissionBack,
        TamperCode::ClockJump,
        TamperCode::ClockChanged,
        TamperCode::ClockSetBack,
        TamperCode::Silence,
        TamperCode::BootsUnseen,
        TamperCode::Reinstalled,
        TamperCode::VersionDowngrade,
        TamperCode::StoreSetAside,
    ];

    fn entry(code: TamperCode, by_ms: i64) -> TamperEntry {
        TamperEntry {
            at: "2026-11-20T21:05:00+07:00".parse().unwrap(),
            code,
            severity: code.severity(),
            permission: Some(Permission::Usage),
            from: Some("2026-11-20T18:00:00+07:00".parse().unwrap()),
            by_ms: Some(by_ms),
            count: Some(2),
        }
    }

    #[test]
    fn every_entry_has_a_full_sentence_that_accuses_nobody() {
        for (language, blaming) in [
            (Language::Vi, ["con bạn", "trẻ", "cố ý", "gian lận"]),
            (Language::En, ["your child", "the child", "cheat", "tried to"]),
        ] {
            for code in CODES {
                for by_ms in [-7_200_000, 7_200_000] {
                    let text = tamper_text(&entry(code, by_ms), language, "Asia/Ho_Chi_Minh").unwrap();
                    assert!(text.ends_with('.') && !text.contains(['{', '}', '!']), "{text}");
                    assert!(text.contains("21:05") || code == TamperCode::ClockSetBack, "{text}");
                    assert!(!blaming.iter().any(|word| text.to_lowercase().contains(word)), "{text}");
                    let may = text.contains("có thể") || text.contains("Có thể") || text.contains("may ");
                    assert!(may || code == TamperCode::PermissionBack, "{text}");
                }
            }
        }
    }

    #[test]
    fn every_permission_has_a_name_in_both_languages() {
        for permission in Permission::ALL {
            let lost = TamperEntry { permission: Some(permission), ..entry(TamperCode::PermissionLost, 0) };
            let [vi, en] = [Language::Vi, Language::En].map(|language| tamper_text(&lost, language, "UTC").unwrap());
            assert!(!vi.starts_with(' ') && !en.starts_with(' ') && vi != en);
        }
    }

    #[test]
    fn a_clock_set_back_reads_as_people_say_it() {
        let back = entry(TamperCode::ClockJump, -7_500_000);
        assert_eq!(back.severity, Severity::Warning);
        insta::assert_snapshot!(
            tamper_text(&back, Language::Vi, "Asia/Ho_Chi_Minh").unwrap(),
            @"Đồng hồ của máy đã lùi lại 2 giờ 5 phút, từ 18:00, thứ Sáu, 20/11/2026 về 21:05, thứ Sáu, 20/11/2026. Máy có thể đã tự chỉnh giờ. Thời gian dùng quanh lúc đó là ước lượng."
        );
        insta::assert_snapshot!(
            tamper_text(&back, Language::En, "Asia/Ho_Chi_Minh").unwrap(),
            @"The device's clock moved back by 2 h 5 min, from Friday 20 November 2026, 18:00 to Friday 20 November 2026, 21:05. The device may have set it by itself. Use around then is an estimate."
        );
    }
}
