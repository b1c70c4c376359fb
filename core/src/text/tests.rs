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
    words.add_teencode(Tongue::Vi, "kcj", "không có gì đâu");
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

fn exact(text: &str) -> String {
    let read = read(text, &vocabulary());
    read.tokens.iter().map(|token| token.exact.as_str()).collect::<Vec<_>>().join(" ")
}

fn spelt(text: &str) -> String {
    text.split(' ').map(|word| spell(word).exact).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn all_have(kind: Kind, texts: &[&str]) {
    for text in texts {
        assert!(kinds(text).iter().any(|found| found.0 == kind), "{text}: {:?}", kinds(text));
    }
}

#[test]
fn nfc_and_nfkc() {
    for text in ["bí mật", "bi\u{301} ma\u{323}\u{302}t", "bi\u{301} mâ\u{323}t", "ｂí ｍật", "𝒃í 𝓶ật", "BÍ MẬT"]
    {
        assert_eq!(exact(text), spelt("bí mật"), "{text}");
    }
}

#[test]
fn look_alike_characters() {
    assert_eq!(folded("ѕеnd mе the pаsswоrd"), "send me the password");
    assert_eq!(folded("ᴘlease sᴇnd"), "please send");
}

#[test]
fn zero_width_characters() {
    assert_eq!(exact("b\u{200b}í m\u{200d}ậ\u{2060}t\u{feff}"), spelt("bí mật"));
    assert_eq!(folded("sec\u{ad}ret"), "secret");
}

#[test]
fn stretched_letters() {
    assert_eq!(exact("Đừnggg nói với aiiii!!!"), spelt("đừng nói với ai"));
    assert_eq!(folded("pleaseeee send emm"), "please send em");
}

#[test]
fn spaced_out_spelling() {
    assert_eq!(exact("b í m ậ t của mình"), spelt("bí mật của mình"));
    assert_eq!(folded("s e c r e t"), "secret");
}

#[test]
fn dotted_spelling() {
    assert_eq!(exact("b.í.m.ậ.t"), spelt("bí mật"));
    assert_eq!(exact("bí.mật_của-mình"), spelt("bí mật của mình"));
    assert_eq!(folded("s*e*c*r*e*t"), "secret");
    assert_eq!(folded("don't"), "dont");
}

#[test]
fn leet_spelling() {
    assert_eq!(folded("m4t kh4u"), "mat khau");
    assert_eq!(folded("p4ssw0rd p@s$word"), "password password");
}

#[test]
fn diacritics_with_and_without_are_two_tracks() {
    let tracks = |text: &str| read(text, &vocabulary()).tokens.iter().map(|token| token.loose).collect::<Vec<_>>();
    assert_eq!(folded("đừng nói với ai"), folded("dung noi voi ai"));
    assert_ne!(exact("đừng nói với ai"), exact("dung noi voi ai"));
    assert_eq!(tracks("đừng noi"), [false, true]);
}

#[test]
fn wrong_diacritics_are_read_without() {
    for (wrong, folded) in [("mât", "mat"), ("đươc", "duoc"), ("câp", "cap"), ("bìêt", "biet")] {
        let token = &read(wrong, &vocabulary()).tokens[0];
        assert!(token.folded == folded && token.loose, "{wrong}: {token:?}");
    }
    assert_ne!(exact("bố"), exact("bộ"));
}

#[test]
fn tone_mark_position() {
    for (new, old) in [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuý", "thúy"), ("được", "đựơc")] {
        assert_eq!(exact(new), exact(old));
        assert!(!read(old, &vocabulary()).tokens[0].loose, "{old}");
    }
}

#[test]
fn telex_and_vni_leftovers() {
    assert_eq!(exact("ddungf nois vowis ai"), spelt("đừng nói với ai"));
    assert_eq!(exact("DDuwngf nois, bis maatj cuar mình!"), spelt("đừng nói bí mật của mình"));
    assert_eq!(exact("khoong dduwowcj"), spelt("không được"));
    assert_eq!(exact("bi1 ma65t cu3a mi2nh"), spelt("bí mật của mình"));
}

#[test]
fn teencode_follows_the_language() {
    assert_eq!(exact("a ko nói dc"), spelt("anh không nói được"));
    assert_eq!(folded("can u keep a secret"), "can you keep a secret");
}

#[test]
fn vietnamese_and_english_mixed() {
    assert_eq!(exact("mình send password cho em, ko nói với ai"), spelt("mình send password cho em không nói với ai"));
    assert_eq!(read("mình send password cho em", &vocabulary()).tongue, Tongue::Vi);
    assert_eq!(read("please send em the password", &vocabulary()).tongue, Tongue::En);
}

#[test]
fn emoji_are_kept_as_tokens() {
    let emoji = |text: &str| read(text, &vocabulary()).emoji.iter().collect::<String>();
    assert_eq!(emoji("gửi ❤️ ảnh🍆🍆 🍆 cho em 🤫💰"), "❤🍆🤫💰");
    assert_eq!(emoji("👍🏽 👩‍❤️‍👨 👩🏽‍💻 ❤️‍🔥 🇻🇳"), "👍👩❤🏳");
    assert_eq!(emoji("gửi em 😂 1️⃣ ok → :)"), "");
    // They stand between no words and begin no sentence.
    assert_eq!(read("❤️ gửi 🤫 em", &vocabulary()).tokens, read("gửi em", &vocabulary()).tokens);
    assert_eq!(folded("s❤e❤c❤r❤e❤t"), "secret");
}

#[test]
fn laughter_is_no_word() {
    for text in ["haha gửi em", "=)) gửi em", "gửi em kkkk", "gửi em 😂"] {
        let read = read(text, &vocabulary());
        assert!(read.laughs && read.tokens.len() == 2 && read.tokens[0].starts, "{text}");
    }
    assert!(!read("gửi em", &vocabulary()).laughs);
}

#[test]
fn urls() {
    all_have(
        Kind::Url,
        &[
            "https://a.b/c",
            "www.abc.com",
            "giao-hang.example/gn",
            "bit.ly/abc",
            "vcb.com.vn",
            "(t.me/ab)",
            "m.me/ab",
            "👉bit.ly/ab",
        ],
    );
}

#[test]
fn phone_numbers() {
    all_have(
        Kind::Phone,
        &["0912345678", "0912 345 678", "+84 912 345 678", "0912.345.678", "0912-345-678", "1900 1234"],
    );
}

#[test]
fn money_amounts() {
    all_have(Kind::Money, &["500k", "2tr5", "20 triệu", "năm trăm nghìn", "$50", "50 bucks", "500.000đ", "1.500.000"]);
    all_have(Kind::Money, &["11.500d", "fifty dollars", "5 củ", "200 nghìn đồng", "€20", "50$", "100 usd"]);
}

#[test]
fn account_numbers() {
    all_have(Kind::Account, &["stk 190345678901", "1903 4567 8901 2", "tk 0912345678", "số tài khoản 1023 456 789"]);
}

#[test]
fn otp_patterns() {
    all_have(Kind::Otp, &["123456", "mã otp là 4829", "G-482913", "code: 48291."]);
    assert_eq!(kinds("mã 12").iter().filter(|found| found.0 == Kind::Otp).count(), 0);
}

#[test]
fn times() {
    all_have(Kind::Time, &["9h", "9h30", "21:00", "9 giờ", "9pm", "9 pm", "9g30", "chín giờ", "7:30am"]);
}

#[test]
fn ages() {
    all_have(
        Kind::Age,
        &["13 tuổi", "13t", "13 tuoi", "13 yo", "13 years old", "mười ba tuổi", "2k11", "13yo", "12y", "12yrs"],
    );
}

#[test]
fn other_numbers_and_dots_are_not_typed() {
    for text in ["ok.em", "em ơi.anh", "10k follow", "3.5", "a.b"] {
        assert!(kinds(text).iter().all(|found| !matches!(found.0, Kind::Url | Kind::Money)), "{text}");
    }
}

#[test]
fn ten_kilobytes_are_read_and_more_is_cut() {
    let long = "gửi ".repeat(MAX_BYTES / "gửi ".len());
    let whole = read(&long, &vocabulary());
    assert!(!whole.cut && whole.tokens.len() == long.split_whitespace().count());
    let more = read(&format!("{long}gửi ảnh cho em"), &vocabulary());
    assert!(more.cut && more.tokens.len() <= whole.tokens.len() + 1);
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

/// What holds for every text: spans lie over tokens, and there are no more tokens than characters, but for the words
/// of short forms.
fn check(text: &str) -> Result<(), String> {
    const LONGEST_SHORT_FORM: usize = 4;
    let found = read(text, &vocabulary());
    let characters = normalise(text).chars().count();
    let spans = found.spans.iter().all(|span| span.start < span.end && span.end <= found.tokens.len());
    let ends = found.tokens.last().is_none_or(|token| token.ends);
    let few = found.tokens.len() <= LONGEST_SHORT_FORM * characters && found.emoji.len() <= characters;
    if spans && ends && few { Ok(()) } else { Err(format!("{found:?}")) }
}

proptest! {
    #[test]
    fn never_panics_and_keeps_bounds(text in any::<String>()) {
        prop_assert_eq!(check(&text), Ok(()));
    }

    #[test]
    fn disguised_text_keeps_bounds(text in "[a-zA-Z0-9đếươ .,!?@$:/'❤🍆😂\u{200d}\u{fe0f}\u{301}]{0,120}") {
        prop_assert_eq!(check(&text), Ok(()));
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
