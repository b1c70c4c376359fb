//! Requirements of reports-and-privacy.md that are seen in the sources themselves: 3 (no network, no clock, no locale)
//! and 14 (what the stores and platforms ask of a host, as the sample apps hold it).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The core's sources without their tests, by path from core/src.
fn sources() -> BTreeMap<String, String> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&base, &mut files);
    files
        .into_iter()
        .map(|file| (file.strip_prefix(&base).unwrap().to_str().unwrap().to_owned(), file))
        .filter(|(name, _)| name.ends_with(".rs") && !name.contains("tests"))
        .map(|(name, file)| {
            let text = fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            (name, code)
        })
        .collect()
}

/// What reads a clock, a locale, the environment, the network, files or other processes.
const OUTSIDE: [&str; 14] = [
    "std::net",
    "std::time",
    "SystemTime",
    "std::env",
    "std::process",
    "std::fs",
    "std::io::stdin",
    "std::os::",
    "extern \"C\"",
    "::now()",
    "TimeZone::system",
    "TimeZone::try_system",
    "getrandom",
    "println!",
];

/// Who may all the same, and why.
const MAY: [(&str, &str, &str); 4] = [
    ("store/mod.rs", "std::fs", "the store is a file"),
    ("store/mod.rs", "std::time", "a length: how long SQLite waits for another connection"),
    ("guardian/scorer.rs", "std::time", "lengths on the monotonic clock: how long a host's model may take"),
    ("guardian/scorer.rs", "::now()", "the same"),
];

#[test]
fn requirement_3_no_source_reads_clock_locale_environment_or_network() {
    let sources = sources();
    assert!(sources.len() > 60, "{}", sources.len());
    let mut used = BTreeSet::new();
    for (name, code) in &sources {
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            let reason = MAY.iter().find(|(file, what, _)| file == name && what == outside);
            assert!(reason.is_some(), "core/src/{name} uses {outside}");
            used.insert((name.as_str(), *outside));
        }
    }
    for (file, what, why) in MAY {
        assert!(used.contains(&(file, what)), "core/src/{file} no longer uses {what} ({why}): take it off the list");
    }
}

/// Every crate that the core may be built of, on any platform, with build scripts. A new one is a decision
/// (docs/adr/0009-dependencies.md): none here opens a socket, reads a clock for us or asks for the locale.
const CRATES: &str = include_str!("requirements/crates.txt");

#[test]
fn requirement_3_the_core_is_built_of_known_crates_only() {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let list = package.get("dependencies").and_then(|list| list.as_array());
        let names = list.into_iter().flatten().map(|name| name.as_str().unwrap().split(' ').next().unwrap());
        uses.entry(package["name"].as_str().unwrap()).or_default().extend(names);
    }
    let manifest: toml::Table = read("core/Cargo.toml").parse().unwrap();
    let mut todo: Vec<&str> = manifest["dependencies"].as_table().unwrap().keys().map(String::as_str).collect();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = todo.pop() {
        if found.insert(name) {
            todo.extend(uses.get(name).into_iter().flatten());
        }
    }
    let known: BTreeSet<&str> = CRATES.split_whitespace().collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty(), "new crates under the core: {new:?}");
    assert!(gone.is_empty(), "no longer under the core: {gone:?}");
    let denied: toml::Table = read("deny.toml").parse().unwrap();
    for name in denied["bans"]["deny"].as_array().unwrap() {
        let name = name.as_str().unwrap();
        assert!(!known.contains(name), "{name} opens sockets");
    }
}

#[test]
fn requirement_14_the_android_sample_holds_what_the_store_asks() {
    let manifest = read("android-sample/src/main/AndroidManifest.xml");
    for item in [
        // Google Play, monitoring apps: in every version of every track.
        r#"<meta-data android:name="isMonitoringTool" android:value="child_monitoring" />"#,
        // A lasting notice that it runs needs this since Android 13.
        r#"<uses-permission android:name="android.permission.POST_NOTIFICATIONS" />"#,
        // The store's key never leaves the device, so a backup would be of no use and a leak of what it holds.
        r#"android:allowBackup="false""#,
        r#"android:fullBackupContent="false""#,
        r#"android:dataExtractionRules="@xml/data_extraction_rules""#,
    ] {
        assert!(manifest.contains(item), "{item}");
    }
    assert!(!manifest.contains("android.permission.INTERNET"), "no network");
    let rules = read("android-sample/src/main/res/xml/data_extraction_rules.xml");
    for way in ["cloud-backup", "device-transfer"] {
        assert!(rules.contains(&format!("<{way}>")), "{way}");
    }
    assert_eq!(rules.matches(r#"<exclude domain="root" path="." />"#).count(), 2);
}

#[test]
fn requirement_14_the_ios_sample_holds_what_the_platform_asks() {
    let project = read("ios-sample/project.yml");
    assert!(project.contains("com.apple.developer.default-data-protection: NSFileProtectionComplete"));
    assert!(project.contains("App/PrivacyInfo.xcprivacy"), "the privacy manifest ships in the bundle");
    let privacy = read("ios-sample/App/PrivacyInfo.xcprivacy");
    let keys =
        ["NSPrivacyTracking", "NSPrivacyTrackingDomains", "NSPrivacyCollectedDataTypes", "NSPrivacyAccessedAPITypes"];
    for key in keys {
        assert!(privacy.contains(&format!("<key>{key}</key>")), "{key}");
    }
    assert!(privacy.contains("<key>NSPrivacyTracking</key>\n  <false/>"), "nobody is tracked");
    let folder = read("ios-sample/App/StoreFolder.swift");
    assert!(folder.contains("isExcludedFromBackup = true"), "the store is in no backup");
}
