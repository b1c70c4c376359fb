//! How much an assessment rests on, and what it does not know.

use serde::{Deserialize, Serialize};

/// How much an assessment rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Few messages, few kinds of signs, or a language that is mostly not read.
    #[default]
    Low,
    /// In between.
    Medium,
    /// At least 20 messages; above level `none` also at least four kinds of signs, from two sources or more
    /// (phrases, learned wording, metadata).
    High,
}

/// Something that an assessment does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Who the contact is: nobody has said, and it is not in the address book.
    Identity,
    /// How the contact behaves in the long run: fewer than ten messages from it were seen.
    FewMessages,
    /// How it behaves in the long run: the first message is at most seven days old.
    NewContact,
    /// What the child answers: no message of the child's was seen.
    OwnSideUnseen,
    /// What its pictures, videos, voice messages and files hold.
    MediaUnseen,
    /// What was said in calls.
    CallsUnheard,
    /// What it may write elsewhere: only messages in groups were seen.
    GroupOnly,
    /// What it writes: most words are of a language that is not read.
    MostlyUnreadLanguage,
}

impl Unknown {
    /// All of them, in the order in which an assessment lists them.
    pub const ALL: [Self; 8] = [
        Self::Identity,
        Self::FewMessages,
        Self::NewContact,
        Self::OwnSideUnseen,
        Self::MediaUnseen,
        Self::CallsUnheard,
        Self::GroupOnly,
        Self::MostlyUnreadLanguage,
    ];
}
