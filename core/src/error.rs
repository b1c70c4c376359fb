//! The one public error: a stable code, human text in Vietnamese and English, no personal data.

use crate::model::Language;

/// The result of every fallible call of the SDK.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed. None of the fields ever holds text, names or ids of people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The input was refused.
    #[error("{}", self.text(Language::En))]
    InvalidInput {
        /// Line of the file or index of the event (from 1), if there is one.
        line: Option<u64>,
        /// The field, as a path such as `rules.bedtimes[0].from`.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The key does not open this store.
    #[error("{}", self.text(Language::En))]
    WrongKey,
    /// The key provider gave no key of 32 bytes.
    #[error("{}", self.text(Language::En))]
    KeyUnavailable,
    /// The store is damaged.
    #[error("{}", self.text(Language::En))]
    Corrupt,
    /// The store was written by a newer version of the SDK.
    #[error("{}", self.text(Language::En))]
    TooNew {
        /// Schema version of the store.
        found: u32,
        /// Newest schema version that this SDK knows.
        supported: u32,
    },
    /// Another process or thread holds the store.
    #[error("{}", self.text(Language::En))]
    Busy,
    /// No room is left on the device.
    #[error("{}", self.text(Language::En))]
    DiskFull,
    /// The call was interrupted.
    #[error("{}", self.text(Language::En))]
    Interrupted,
    /// The store was closed.
    #[error("{}", self.text(Language::En))]
    Closed,
    /// No profile has been given yet.
    #[error("{}", self.text(Language::En))]
    NoProfile,
    /// No consent has been given yet.
    #[error("{}", self.text(Language::En))]
    NoConsent,
    /// The store's file cannot be read or written.
    #[error("{}", self.text(Language::En))]
    Unavailable {
        /// The system's kind of error, without a path.
        kind: String,
    },
    /// A defect of the SDK.
    #[error("{}", self.text(Language::En))]
    Internal {
        /// Where, for a bug report.
        place: String,
    },
}

impl Error {
    /// Makes an [`Error::InvalidInput`] without a line.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidInput { line: None, field: field.into(), reason: reason.into() }
    }

    /// Puts the field of refused input under the path of the record that holds it.
    pub(crate) fn under(self, path: &str) -> Self {
        match self {
            Self::InvalidInput { line, field, reason } => {
                Self::InvalidInput { line, field: format!("{path}.{field}"), reason }
            }
            other => other,
        }
    }

    /// Adds the line (from 1) to an [`Error::InvalidInput`] that has none; other errors stay as they are.
    #[must_use]
    pub fn at_line(self, number: u64) -> Self {
        match self {
            Self::InvalidInput { line: None, field, reason } => {
                Self::InvalidInput { line: Some(number), field, reason }
            }
            other => other,
        }
    }

    /// The stable code, for logs and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidInput { .. } => "invalid_input",
            Self::WrongKey => "wrong_key",
            Self::KeyUnavailable => "key_unavailable",
            Self::Corrupt => "corrupt",
            Self::TooNew { .. } => "too_new",
            Self::Busy => "busy",
            Self::DiskFull => "disk_full",
            Self::Interrupted => "interrupted",
            Self::Closed => "closed",
            Self::NoProfile => "no_profile",
            Self::NoConsent => "no_consent",
            Self::Unavailable { .. } => "unavailable",
            Self::Internal { .. } => "internal",
        }
    }

    /// What happened and what to do, for people.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Vi => self.vietnamese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::InvalidInput { line: Some(line), field, reason } => format!("line {line}: {field}: {reason}"),
            Self::InvalidInput { line: None, field, reason } => format!("{field}: {reason}"),
            Self::WrongKey => "The key does not open this store. Use the key it was made with.".into(),
            Self::KeyUnavailable => "The key provider gave no key of 32 bytes. Unlock the device and try again.".into(),
            Self::Corrupt => "The store is damaged. It is kept aside under another name; open a new one.".into(),
            Self::TooNew { found, supported } => {
                format!("The store has version {found}, this app knows versions up to {supported}. Update the app.")
            }
            Self::Busy => "The store is in use elsewhere. Try again in a moment.".into(),
            Self::DiskFull => "No room is left on the device. Free some room and try again; nothing was lost.".into(),
            Self::Interrupted => "The call was interrupted. Try again; nothing was half done.".into(),
            Self::Closed => "The store was closed. Open it again.".into(),
            Self::NoProfile => "No profile was given yet. Send a profile event first.".into(),
            Self::NoConsent => "No consent was given yet. Send a consent event first.".into(),
            Self::Unavailable { kind } => {
                format!("The store's file cannot be used ({kind}). Check the folder and its rights.")
            }
            Self::Internal { place } => {
                format!("A defect of the SDK ({place}). Please report it; nothing was half done.")
            }
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::InvalidInput { line: Some(line), field, reason } => format!("dòng {line}: {field}: {reason}"),
            Self::InvalidInput { line: None, field, reason } => format!("{field}: {reason}"),
            Self::WrongKey => "Khóa không mở được kho dữ liệu này. Hãy dùng đúng khóa lúc tạo kho.".into(),
            Self::KeyUnavailable => "Không lấy được khóa 32 byte. Hãy mở khóa thiết bị rồi thử lại.".into(),
            Self::Corrupt => "Kho dữ liệu bị hỏng. Tệp cũ được giữ lại dưới tên khác; hãy mở kho mới.".into(),
            Self::TooNew { found, supported } => format!(
                "Kho dữ liệu có phiên bản {found}, ứng dụng này chỉ hiểu đến phiên bản {supported}. Hãy cập nhật ứng dụng."
            ),
            Self::Busy => "Kho dữ liệu đang được dùng ở nơi khác. Hãy thử lại sau giây lát.".into(),
            Self::DiskFull => {
                "Thiết bị hết chỗ trống. Hãy giải phóng dung lượng rồi thử lại; không có gì bị mất.".into()
            }
            Self::Interrupted => "Thao tác bị ngắt. Hãy thử lại; không có gì bị ghi dở.".into(),
            Self::Closed => "Kho dữ liệu đã đóng. Hãy mở lại.".into(),
            Self::NoProfile => "Chưa có hồ sơ của trẻ. Hãy gửi sự kiện profile trước.".into(),
            Self::NoConsent => "Chưa có sự đồng ý. Hãy gửi sự kiện consent trước.".into(),
            Self::Unavailable { kind } => {
                format!("Không dùng được tệp của kho dữ liệu ({kind}). Hãy kiểm tra thư mục và quyền truy cập.")
            }
            Self::Internal { place } => {
                format!("Lỗi của bộ công cụ ({place}). Vui lòng báo lại; không có gì bị ghi dở.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_once() {
        let error = Error::invalid("sent_at", "is missing").at_line(7);
        assert_eq!(error.to_string(), "line 7: sent_at: is missing");
        assert_eq!(error.clone().at_line(8), error);
        assert_eq!(error.text(Language::Vi), "dòng 7: sent_at: is missing");
    }
}
