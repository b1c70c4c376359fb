//! What a host feeds in: one record for each kind of event, tagged by `type` in JSON.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    AppCategorySet, Checkpoint, DeviceStatus, Grant, Language, LimitsRules, LocalTime, Moment, Usage, from_json, zone,
};
use crate::{Error, Result};

/// One fact from the host. JSON: one object a line with a `type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Who the child is and how its days run.
    Profile(Profile),
    /// Consent given.
    Consent(Consent),
    /// Consent taken back: everything is erased and nothing more is taken in.
    ConsentWithdrawn(Withdrawal),
    /// A contact introduced or changed.
    Contact(ContactCard),
    /// A message read once for its risk; its text is never stored.
    Message(Message),
    /// A call, evidence without text.
    Call(Call),
    /// A contact request, evidence without text.
    ContactRequest(ContactRequest),
    /// A usage fact of an event-stream platform (Android).
    Usage(Usage),
    /// A lower bound of use of a threshold platform (iOS).
    Checkpoint(Checkpoint),
    /// New limit rules.
    Limits(LimitsSet),
    /// An entry of the ledger of extra time.
    Grant(Grant),
    /// What the host knows of the device at one instant.
    DeviceStatus(DeviceStatus),
    /// The kind of an app, as this family sees it.
    AppCategory(AppCategorySet),
}

impl Event {
    /// Reads one line of an events file and checks it.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without a line, naming the field and the reason, never a value.
    pub fn from_json(line: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Tag<'a> {
            #[serde(rename = "type", borrow)]
            name: Cow<'a, str>,
        }
        // Read by hand instead of through the enum: serde buffers tagged enums and loses the path of a bad field.
        let event = match from_json::<Tag<'_>>(line)?.name.as_ref() {
            "profile" => Self::Profile(from_json(line)?),
            "consent" => Self::Consent(from_json(line)?),
            "consent_withdrawn" => Self::ConsentWithdrawn(from_json(line)?),
            "contact" => Self::Contact(from_json(line)?),
            "message" => Self::Message(from_json(line)?),
            "call" => Self::Call(from_json(line)?),
            "contact_request" => Self::ContactRequest(from_json(line)?),
            "usage" => Self::Usage(from_json(line)?),
            "checkpoint" => Self::Checkpoint(from_json(line)?),
            "limits" => Self::Limits(from_json(line)?),
            "grant" => Self::Grant(from_json(line)?),
            "device_status" => Self::DeviceStatus(from_json(line)?),
            "app_category" => Self::AppCategory(from_json(line)?),
            _ => {
                return Err(Error::invalid(
                    "type",
                    "is not one of profile, consent, consent_withdrawn, contact, message, call, contact_request, usage, checkpoint, limits, grant, device_status, app_category",
                ));
            }
        };
        event.validate()?;
        Ok(event)
    }

    /// When the fact happened, for the kinds that consent covers; none for profile, consent, contact, limits, grants and
    /// app category.
    pub fn fact_time(&self) -> Option<Moment> {
        match self {
            Self::Message(message) => Some(message.sent_at),
            Self::Call(call) => Some(call.at),
            Self::ContactRequest(request) => Some(request.at),
            Self::Usage(usage) => Some(usage.at),
            Self::Checkpoint(checkpoint) => Some(checkpoint.received_at),
            Self::DeviceStatus(status) => Some(status.at),
            Self::Profile(_)
            | Self::Consent(_)
            | Self::ConsentWithdrawn(_)
            | Self::Contact(_)
            | Self::Limits(_)
            | Self::Grant(_)
            | Self::AppCategory(_) => None,
        }
    }

    /// The host's id of the contact it is about, if one.
    pub fn contact(&self) -> Option<&str> {
        match self {
            Self::Contact(card) => Some(&card.contact),
            Self::Message(message) => Some(&message.contact),
            Self::Call(call) => Some(&call.contact),
            Self::ContactRequest(request) => Some(&request.contact),
            _ => None,
        }
    }

    /// The time by which the host knew of the event, if it says.
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Consent(consent) => Some(consent.given_at),
            Self::ConsentWithdrawn(withdrawal) => Some(withdrawal.at),
            Self::Limits(limits) => Some(limits.set_at),
            Self::Grant(grant) => Some(grant.at),
            other => other.fact_time(),
        }
    }

    /// Checks what the types alone do not say.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] naming the field.
    pub fn validate(&self) -> Result<()> {
        match self {
            Self::Profile(profile) => zone(&profile.zone).map(drop),
            Self::Contact(card) => not_empty("contact", &card.contact),
            Self::Message(message) => not_empty("id", &message.id).and(not_empty("contact", &message.contact)),
            Self::Call(call) => not_empty("contact", &call.contact),
            Self::ContactRequest(request) => not_empty("contact", &request.contact),
            Self::Usage(usage) => usage.validate(),
            Self::Checkpoint(checkpoint) => checkpoint.validate(),
            Self::Limits(limits) => limits.rules.validate(),
            Self::DeviceStatus(status) => status.validate(),
            Self::AppCategory(set) => not_empty("app", &set.app),
            Self::Grant(grant) => grant.validate(),
            Self::Consent(_) | Self::ConsentWithdrawn(_) => Ok(()),
        }
    }
}

fn not_empty(field: &str, value: &str) -> Result<()> {
    if value.is_empty() { Err(Error::invalid(field, "is empty")) } else { Ok(()) }
}

/// The child's profile.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The name that reports use, as the parent typed it.
    pub alias: String,
    /// Year of birth.
    pub birth_year: i16,
    /// IANA name of the child's time zone; days are counted in it.
    pub zone: String,
    /// Local time at which the child's day begins, 00:00 by default.
    #[serde(default)]
    pub day_start: LocalTime,
    /// Language of the child's own report.
    #[serde(default)]
    pub language: Language,
    /// Package or bundle id of the host app, never counted as use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_app: Option<String>,
}

impl Profile {
    /// The profile of a replay that has none: only the zone is known, from the offset of its first event.
    pub fn of_offset(at: Moment) -> Self {
        let text = at.to_string();
        let zone = text.get(text.len().saturating_sub("+00:00".len())..).unwrap_or("+00:00").to_owned();
        Self {
            alias: String::new(),
            birth_year: 0,
            zone,
            day_start: LocalTime::default(),
            language: Language::default(),
            host_app: None,
        }
    }
}

/// A record of consent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// When it was given; nothing from before is kept.
    pub given_at: Moment,
    /// Who gave it.
    pub by: ConsentGiver,
    /// Whether the child agreed (asked from 7 years up).
    pub child_agreed: bool,
    /// Version of the consent text.
    pub version: String,
}

/// Who gives consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentGiver {
    /// A parent or other legal representative.
    Guardian,
}

/// Consent taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub at: Moment,
    /// Who took it back.
    pub by: Withdrawer,
}

/// Who may take consent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Withdrawer {
    /// A parent or other legal representative.
    Guardian,
    /// The child.
    Child,
}

/// A contact as the host knows it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactCard {
    /// The host's own id; stored only as a keyed hash.
    pub contact: String,
    /// Package or bundle id of the app the contact is known from.
    pub app: String,
    /// Name for the parent's eyes; lies in the encrypted store only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// How the contact stands to the child.
    #[serde(default)]
    pub relation: Relation,
    /// Whether the contact is saved in the address book.
    #[serde(default)]
    pub saved: bool,
}

/// How a contact stands to the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Family.
    Family,
    /// A friend the parent or child vouches for.
    Friend,
    /// School: teachers, classmates.
    School,
    /// A business or service.
    Business,
    /// Not known, the default.
    #[default]
    Unknown,
}

/// Which way a message or call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the contact to the child.
    Incoming,
    /// From the child to the contact.
    Outgoing,
}

/// What kind of media came with a message; never the media itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A video.
    Video,
    /// A voice message.
    Voice,
    /// Any other file.
    File,
    /// A place.
    Location,
    /// A sticker.
    Sticker,
    /// A link preview.
    Link,
}

/// A message. Its text is read once and dropped.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The host's id of the message, unique within its app; stored only as a keyed hash.
    pub id: String,
    /// The sender (incoming) or the receiver (outgoing); in a group, the sender.
    pub contact: String,
    /// Package or bundle id of the app.
    pub app: String,
    /// The host's id of the conversation; the contact's own by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Whether it was written to a group.
    #[serde(default)]
    pub group: bool,
    /// Which way it went.
    pub direction: Direction,
    /// When it was sent.
    pub sent_at: Moment,
    /// What it says.
    pub text: String,
    /// What kinds of media came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<MediaKind>,
    /// Whether the platform's own on-device classifier marked the media as sensitive.
    #[serde(default)]
    pub sensitive_media: bool,
}

/// A call.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The other side.
    pub contact: String,
    /// Package or bundle id of the app.
    pub app: String,
    /// Who called.
    pub direction: Direction,
    /// When it began.
    pub at: Moment,
    /// How long it lasted, seconds.
    pub seconds: u32,
    /// Whether it was a video call.
    #[serde(default)]
    pub video: bool,
    /// Whether it was answered.
    #[serde(default)]
    pub answered: bool,
}

/// A request to become a contact.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactRequest {
    /// Who asks.
    pub contact: String,
    /// Package or bundle id of the app.
    pub app: String,
    /// When.
    pub at: Moment,
    /// How many contacts both have in common, if the platform says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mutual_contacts: Option<u32>,
}

/// New limit rules, in force from `set_at`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitsSet {
    /// The rules.
    #[serde(deserialize_with = "super::parse::object")]
    pub rules: LimitsRules,
    /// When the parent set them.
    pub set_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_values_of_a_checkpoint_name_their_field() {
        let read = |part: &str| {
            let rest = r#""day":"2026-11-20","received_at":"2026-11-20T21:20:00+07:00""#;
            Event::from_json(&format!(r#"{{"type":"checkpoint",{part},{rest}}}"#))
        };
        for (part, field) in [
            (r#""scope":"app","at_least_minutes":5"#, "app"),
            (r#""scope":"category","app":"","at_least_minutes":5"#, "app"),
            (r#""scope":"device","at_least_minutes":-1"#, "at_least_minutes"),
            (r#""scope":"room","at_least_minutes":1"#, "scope"),
        ] {
            let refused = read(part).unwrap_err();
            assert!(matches!(refused, Error::InvalidInput { field: ref named, .. } if named == field), "{part}");
        }
        assert!(read(r#""scope":"app","app":"a","at_least_minutes":5.5"#).is_ok());
        assert!(read(r#""scope":"device","at_least_minutes":5"#).is_ok());
    }

    #[test]
    fn rules_given_as_a_list_are_refused_instead_of_read_as_none() {
        let event = r#"{"type":"limits","rules":[],"set_at":"2026-11-20T08:00:00+07:00"}"#;
        assert_eq!(Event::from_json(event), Err(Error::invalid("rules", "is not an object")));
    }

    #[test]
    fn an_offset_makes_a_zone_and_a_day() {
        let profile = Profile::of_offset("2026-11-20T21:20:00-03:30".parse().unwrap());
        assert_eq!(profile.zone, "-03:30");
        assert_eq!(zone(&profile.zone).unwrap().to_offset(jiff::Timestamp::UNIX_EPOCH).seconds(), -12_600);
    }
}
