//! Reads one JSON text into a record, with errors that name the field and never repeat a value.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;

use crate::{Error, Result};

/// Reads one JSON text.
///
/// # Errors
/// [`Error::InvalidInput`] without a line. `field` is the path of the field (`rules.bedtimes[0].to`), also of a
/// missing one, or `json` when the text as a whole is no JSON or no record. `reason` says what is expected there;
/// it repeats nothing of the text, which may hold messages, names or ids.
pub fn from_json<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    let mut source = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let path = error.path().iter().next().map(|_| error.path().to_string());
        refusal(path, error.inner())
    })?;
    source.end().map_err(|error| refusal(None, &error))?;
    Ok(value)
}

/// Reads a record from an object only, for `#[serde(deserialize_with = "…")]`. serde would also take a list of the
/// fields' values, so that `"rules":[]` would pass for rules that lock nothing.
pub(super) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    from.deserialize_map(Object(PhantomData))
}

/// Writes a record as one line of JSON, without the line's end.
///
/// # Errors
/// [`Error::Internal`] for a number that JSON cannot hold; the core makes none.
pub fn to_json<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(|_| Error::Internal { place: "json".into() })
}

/// Turns serde's message into a field and a reason. The message repeats values, so only its known parts are used.
fn refusal(path: Option<String>, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&suffix).unwrap_or(&text);

    if error.classify() != Category::Data {
        // A path may hold keys that nobody knows here, so a broken text is named as a whole.
        return match path {
            Some(path) if text == "number out of range" => Error::invalid(path, "is a number out of range"),
            _ => Error::invalid("json", format!("is not valid JSON from column {} on", error.column())),
        };
    }
    if let Some(name) = quoted(text, "missing field ") {
        return Error::invalid(join(path, name), "is missing");
    }
    if let Some(name) = quoted(text, "duplicate field ") {
        return Error::invalid(join(path, name), "is given more than once");
    }
    Error::invalid(path.unwrap_or_else(|| "json".to_owned()), reason(text))
}

/// The name that follows `prefix` in backticks.
fn quoted<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.strip_prefix(prefix)?.strip_prefix('`')?.strip_suffix('`')
}

/// The path of a field of the record at `path`.
fn join(path: Option<String>, name: &str) -> String {
    match path {
        None => name.to_owned(),
        Some(path) => format!("{path}.{name}"),
    }
}

/// What is wrong with a value. serde writes `invalid …: VALUE, expected WHAT` and `unknown variant VALUE, expected
/// WHAT`; the records' own parsers write `is not …`, without the value.
fn reason(text: &str) -> String {
    let from_serde = text.starts_with("invalid ") || text.starts_with("unknown ");
    match text.rsplit_once(", expected ") {
        Some((_, expected)) if from_serde => format!("is not {}", plain(expected)),
        _ if text.starts_with("is ") => text.to_owned(),
        _ => "has a bad value".to_owned(),
    }
}

/// Rust's names of types in words for people who write JSON.
fn plain(expected: &str) -> &str {
    match expected {
        "f64" => "a number",
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number from 0 on",
        "i16" => "a whole number from -32768 to 32767",
        "i32" | "i64" => "a whole number",
        "a sequence" => "a list",
        "a map" => "an object",
        "a boolean" => "true or false",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Checkpoint, LimitsCase, LocalTime, Message, Profile};

    const CASE: &str = r#"{"zone":"UTC","now":"2026-11-20T21:10:00Z","rules":{"day_start":"06:00","bedtimes":[{"day":"fri","from":"21:00","to":"07:00","updated_at":"2026-11-01T00:00:00Z"}]},"used_minutes":85}"#;

    fn refused<T: serde::de::DeserializeOwned>(text: &str) -> (String, String) {
        match from_json::<T>(text).err().expect("is refused") {
            Error::InvalidInput { line: None, field, reason } => (field, reason),
            other => panic!("{other:?}"),
        }
    }

    fn changed(from: &str, to: &str) -> (String, String) {
        assert!(CASE.contains(from), "{from}");
        refused::<LimitsCase>(&CASE.replacen(from, to, 1))
    }

    #[test]
    fn a_good_text_is_read_and_unknown_fields_are_ignored() {
        let case: LimitsCase = from_json(&CASE.replacen('{', r#"{"name":"x","more":[{"a":1}],"#, 1)).unwrap();
        assert_eq!(case.rules.day_start, LocalTime { minute_of_day: 360 });
        assert_eq!(case.used_minutes, 85.0);
    }

    #[test]
    fn a_missing_field_is_named_with_its_path() {
        let missing = "is missing".to_owned();
        assert_eq!(changed(r#""zone":"UTC","#, ""), ("zone".into(), missing.clone()));
        assert_eq!(changed(r#","to":"07:00""#, ""), ("rules.bedtimes[0].to".into(), missing.clone()));
        assert_eq!(changed(r#","updated_at":"2026-11-01T00:00:00Z""#, "").0, "rules.bedtimes[0].updated_at");
        assert_eq!(refused::<LimitsCase>("{}"), ("zone".into(), missing));
    }

    #[test]
    fn a_bad_value_is_named_with_what_is_expected() {
        for (from, to, field, reason) in [
            (r#""from":"21:00""#, r#""from":"25:00""#, "rules.bedtimes[0].from", "is not a local time HH:MM"),
            (r#""from":"21:00""#, r#""from":21"#, "rules.bedtimes[0].from", "is not a string"),
            (r#""day":"fri""#, r#""day":"friday""#, "rules.bedtimes[0].day", "is not one of `mon`, `tue`"),
            ("T21:10:00Z", "", "now", "is not an RFC 3339 time with an offset"),
            ("85", r#""85""#, "used_minutes", "is not a number"),
            ("85", "1e999", "used_minutes", "is a number out of range"),
            ("85", "null", "used_minutes", "is not a number"),
            (r#""rules":{"#, r#""rules":7,"x":{"#, "rules", "is not an object"),
            (r#""rules":{"#, r#""rules":[],"x":{"#, "rules", "is not an object"),
            (r#""bedtimes":[{"#, r#""bedtimes":"none","x":[{"#, "rules.bedtimes", "is not a list"),
            (r#""zone":"UTC""#, r#""zone":"UTC","zone":"UTC""#, "zone", "is given more than once"),
            (r#""day":"fri""#, r#""day":"fri","day":"sat""#, "rules.bedtimes[0].day", "is given more than once"),
        ] {
            let (at, why) = changed(from, to);
            assert_eq!(at, field, "{from} → {to}: {why}");
            assert!(why.starts_with(reason), "{from} → {to}: {why}");
        }
        let (field, reason) = refused::<Profile>(r#"{"alias":"Bi","birth_year":99999,"zone":"UTC"}"#);
        assert_eq!((field.as_str(), reason.as_str()), ("birth_year", "is not a whole number from -32768 to 32767"));
    }

    #[test]
    fn a_broken_text_is_named_as_a_whole() {
        for text in ["", "   ", "{", r#"{"zone":"UTC""#, "{} {}", r#"{"secret key":tru}"#, "\u{0}", "{'a':1}"] {
            let (field, reason) = refused::<serde_json::Map<String, serde_json::Value>>(text);
            assert_eq!(field, "json", "{text}");
            assert!(reason.starts_with("is not valid JSON from column "), "{text}: {reason}");
        }
        assert_eq!(refused::<LimitsCase>("7"), ("json".into(), "is not an object".into()));
    }

    #[test]
    fn no_error_repeats_what_the_text_says() {
        let secret = "sesame, expected `zone` at line 1 column 2";
        let quoted = serde_json::to_string(secret).unwrap();
        let message = format!(
            r#"{{"id":{quoted},"contact":{quoted},"app":"a","direction":{quoted},"sent_at":"2026-01-01T00:00:00Z","text":{quoted}}}"#
        );
        let errors = [
            from_json::<Message>(&message).err(),
            from_json::<Message>(&message.replacen(r#""direction":"#, r#""media":"#, 1)).err(),
            from_json::<Message>(&message.replacen(r#""text""#, r#""group""#, 1)).err(),
            from_json::<Message>(&message.replacen(':', "", 1)).err(),
            from_json::<Message>(&message.replacen("2026-01-01T00:00:00Z", "sesame", 1)).err(),
            from_json::<Message>(&format!("{{{quoted}:tru}}")).err(),
            from_json::<Message>(&quoted).err(),
            from_json::<Checkpoint>(&format!(r#"{{"scope":"app","day":{quoted}}}"#)).err(),
            from_json::<LimitsCase>(&CASE.replacen(r#""fri""#, &quoted, 1)).err(),
        ];
        for error in errors {
            let text = error.expect("is refused").to_string();
            assert!(!text.contains("sesame"), "{text}");
        }
    }
}
