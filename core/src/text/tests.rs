//! What reading a message must hold to.

use proptest::prelude::*;

use super::*;

fn vocabulary() -> Vocabulary {
    let mut words = Vocabulary::default();
    for word in "đừng nói với ai bí mật của mình gửi ảnh cho em anh không được mật khẩu tuổi".split(' ')
    {
        words.add(Tongue::Vi, &spell(word));
    }
    for word in "please send the password to me you are not can keep secret a".split(' ') {
        words.add(Tongue::En, &spell(word));
    }
    words.add_teencode(Tongue::Vi, "ko", "không");
    words.add_teencode(Tongue::Vi, "a", "anh");
    words.add_teencode(Tongue::Vi, "dc", "được");
    words.add_teencode(Tongue::En, "u", "you");
    words
}

fn folded(text: &str) -> String {
    let read = read(text, &vocabulary());
    read.tokens.iter().map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
}

fn kinds(text: &str) -> Vec<(Kind, usize)> {
    read(text, &vocabulary()).spans.iter().map(|span| (span.kind, span.end - span.start)).collect()
}

#[test]
fn disguises_are_undone() {
    assert_eq!(folded("Đừng nói với aiiii!!!"), "dung noi voi ai");
    assert_eq!(folded("b í m ậ t của mình"), "bi mat cua minh");
    assert_eq!(folded("b.í.m.ậ.t"), "bi mat");
    assert_eq!(folded("bí.mật_của-mình"), "bi mat cua minh");
    assert_eq!(folded("m4t kh4u"), "mat khau");
    assert_eq!(folded("p4ssw0rd"), "password");
    assert_eq!(folded("don't"), "dont");
}

#[test]
fn short_forms_follow_the_language() {
    assert_eq!(folded("a ko nói dc"), "anh khong noi duoc");
    assert_eq!(folded("can u keep a secret"), "can you keep a secret");
}

#[test]
fn laughter_is_no_word() {
    for text in ["haha gửi em", "=)) gửi em", "gửi em kkkk", "gửi em 😂"] {
        let read = read(text, &vocabulary());
        assert!(read.laughs && read.tokens.len() == 2, "{text}");
    }
    assert!(!read("gửi em", &vocabulary()).laughs);
}

#[test]
fn typed_tokens_are_found() {
    let has =
        |text: &str, kind: Kind| assert!(kinds(text).iter().any(|found| found.0 == kind), "{text}: {:?}", kinds(text));
    for text in [
        "500k",
        "2tr5",
        "20 triệu",
        "năm trăm nghìn",
        "$50",
        "50 bucks",
        "500.000đ",
        "1.500.000",
        "11.500d",
        "fifty dollars",
    ] {
        has(text, Kind::Money);
    }
    for text in ["0912345678", "0912 345 678", "+84 912 345 678", "0912.345.678", "1900 1234"] {
        has(text, Kind::Phone);
    }
    for text in ["stk 190345678901", "1903 4567 8901 2", "tk 0912345678"] {
        has(text, Kind::Account);
    }
    for text in ["https://a.b/c", "www.abc.com", "giao-hang.example/gn", "bit.ly/abc", "vcb.com.vn"] {
        has(text, Kind::Url);
    }
    for text in ["13 tuổi", "13t", "13 tuoi", "13 yo", "13 years old", "mười ba tuổi", "2k11"] {
        has(text, Kind::Age);
    }
    for text in ["9h", "9h30", "21:00", "9 giờ", "9pm", "9 pm"] {
        has(text, Kind::Time);
    }
    has("123456", Kind::Otp);
    for text in ["ok.em", "em ơi.anh", "10k follow", "3.5", "a.b"] {
        assert!(kinds(text).iter().all(|found| !matches!(found.0, Kind::Url | Kind::Money)), "{text}");
    }
}

#[test]
fn sentences_have_bounds() {
    let read = read("Gửi ảnh. Đừng nói...với ai\nem", &vocabulary());
    let starts: Vec<&str> =
        read.tokens.iter().filter(|token| token.starts).map(|token| token.folded.as_str()).collect();
    let ends: Vec<&str> = read.tokens.iter().filter(|token| token.ends).map(|token| token.folded.as_str()).collect();
    assert_eq!(starts, ["gui", "dung", "em"]);
    assert_eq!(ends, ["anh", "ai", "em"]);
}

#[test]
fn accent_is_measured() {
    let accent = |text| read(text, &vocabulary()).accent;
    assert_eq!(accent("dung noi voi ai"), Accent::Bare);
    assert_eq!(accent("đừng nói với ai"), Accent::Full);
    assert_eq!(accent("dung noi với ai em"), Accent::Mixed);
}

proptest! {
    #[test]
    fn never_panics_and_keeps_bounds(text in any::<String>()) {
        let read = read(&text, &vocabulary());
        prop_assert!(read.spans.iter().all(|span| span.start < span.end));
        prop_assert_eq!(read.tokens.last().is_none_or(|token| token.ends), true);
    }

    #[test]
    fn any_encoding_reads_the_same(text in "[a-zđăâêôơưáàảãạấầẩẫậ .,!?0-9]{0,60}") {
        use unicode_normalization::UnicodeNormalization;
        let plain = read(&text, &vocabulary());
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(&read(&decomposed, &vocabulary()), &plain);
        prop_assert_eq!(&read(&text.to_uppercase(), &vocabulary()), &plain);
        let hidden: String = text.chars().flat_map(|letter| [letter, '\u{200b}']).collect();
        prop_assert_eq!(&read(&hidden, &vocabulary()), &plain);
    }
}
