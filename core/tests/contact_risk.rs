//! Scenarios: short conversations, risky ones that must alert early and in the right category, and their harmless
//! twins that must never alert; each in several spellings.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests; a failure is a failed test"
)]

use jiff::tz::TimeZone;
use lachan_core::model::{Call, Category, ContactRequest, Direction, Level, Message, Moment, Relation, Unknown};
use lachan_core::risk::learned::SILENT;
use lachan_core::risk::lexicon::EMBEDDED;
use lachan_core::risk::lint::lint;
use lachan_core::risk::{ContactFacts, ContactState, Engine, GroupState, Verdict};

const RISKY: &str = include_str!("contact_risk/risky.txt");
const BENIGN: &str = include_str!("contact_risk/benign.txt");
const SCENARIOS: &str = include_str!("contact_risk/scenarios.txt");
/// Scenarios that the engine gets wrong today, at most four: reported, not asserted. The end of their file says how.
const KNOWN_MISSES: [&str; 2] = ["sextortion slow", "impersonation slow"];
const DAY_MS: i64 = 86_400_000;

/// One line of a conversation; `who` is empty for the contact of the conversation.
struct Line {
    who: String,
    direction: Direction,
    text: String,
    at_ms: i64,
}

struct Conversation {
    head: Vec<String>,
    lines: Vec<Line>,
}

impl Conversation {
    fn name(&self) -> &str {
        &self.head[0]
    }

    fn facts(&self, at: usize) -> ContactFacts {
        let words: Vec<&str> = self.head[at].split_whitespace().collect();
        let relation: Relation = serde_json::from_str(&format!("\"{}\"", words[0])).unwrap();
        ContactFacts { relation, saved: words.contains(&"saved") }
    }
}

/// Reads the conversation files: see their first lines.
fn conversations(text: &str) -> Vec<Conversation> {
    let mut all: Vec<Conversation> = Vec::new();
    let mut at_ms = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (sign, rest) = line.split_at(1);
        if sign == "=" {
            let head: Vec<String> = rest.split('|').map(|part| part.trim().to_owned()).collect();
            let start: Moment = format!("2026-11-18T{}:00+07:00", head[head.len() - 1]).parse().unwrap();
            at_ms = start.epoch_ms;
            all.push(Conversation { head, lines: Vec::new() });
            continue;
        }
        let conversation = all.last_mut().unwrap();
        at_ms += 40_000;
        let (who, direction, text) = match sign {
            "@" => {
                at_ms += DAY_MS;
                continue;
            }
            "<" => (String::new(), Direction::Incoming, rest.trim()),
            ">" => (String::new(), Direction::Outgoing, rest.trim()),
            "*" => {
                let (who, text) = rest.split_once(' ').unwrap();
                (who.to_owned(), Direction::Incoming, text)
            }
            other => panic!("{other}{rest}"),
        };
        conversation.lines.push(Line { who, direction, text: text.to_owned(), at_ms });
    }
    all
}

fn message(line: &Line, group: bool) -> Message {
    Message {
        id: String::new(),
        contact: line.who.clone(),
        app: "app".into(),
        conversation: None,
        group,
        direction: line.direction,
        sent_at: Moment { epoch_ms: line.at_ms, offset_seconds: 25_200 },
        text: line.text.clone(),
        media: Vec::new(),
        sensitive_media: false,
    }
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").unwrap()
}

/// All verdicts on incoming messages, with the number of the sender's message.
fn play(conversation: &Conversation, facts: &ContactFacts, spelling: fn(&str) -> String) -> Vec<(u32, Verdict)> {
    let engine = Engine::embedded().unwrap();
    let group = conversation.lines.iter().any(|line| !line.who.is_empty());
    let mut states: std::collections::BTreeMap<String, ContactState> = Default::default();
    let mut shared = GroupState::default();
    let mut verdicts = Vec::new();
    for line in &conversation.lines {
        let mut message = message(line, group);
        message.text = spelling(&message.text);
        let state = states.entry(line.who.clone()).or_default();
        let before = engine.standing(state, facts, line.at_ms).score;
        let shared = group.then_some(&mut shared);
        let verdict = engine.message(state, shared, facts, &zone(), &message, &SILENT);
        assert!((0.0..=1.0).contains(&verdict.score));
        assert_eq!(verdict.category.is_none(), verdict.level == Level::None);
        assert!((1..=6).contains(&verdict.reasons.len()), "{}", conversation.name());
        assert!(verdict.reasons.iter().any(|reason| reason != "wording"), "{}", conversation.name());
        assert!(verdict.stage.is_none() || verdict.level > Level::None, "{}", conversation.name());
        *state = ContactState::from_bytes(&state.to_bytes()).unwrap();
        match line.direction {
            Direction::Incoming => verdicts.push((state.incoming, verdict)),
            Direction::Outgoing => assert!(verdict.score <= before && !verdict.alert, "{}", conversation.name()),
        }
    }
    verdicts
}

fn as_is(text: &str) -> String {
    text.to_owned()
}

fn bare(text: &str) -> String {
    lachan_core::text::normalise(text)
        .split(' ')
        .map(|word| lachan_core::text::spell(word).folded)
        .collect::<Vec<_>>()
        .join(" ")
}

fn shouted(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.to_uppercase().nfd().flat_map(|letter| [letter, '\u{200b}']).collect()
}

/// What is wrong with the verdicts on one risky conversation.
fn miss(conversation: &Conversation, spelling: fn(&str) -> String) -> Option<String> {
    let category: Category = serde_json::from_str(&format!("\"{}\"", conversation.head[1])).unwrap();
    let by: u32 = conversation.head[2].parse().unwrap();
    let verdicts = play(conversation, &conversation.facts(3), spelling);
    let name = conversation.name();
    let alerts = verdicts.iter().filter(|(_, verdict)| verdict.alert).count();
    assert!(alerts <= 2 || conversation.lines.iter().any(|line| !line.who.is_empty()), "{name}");
    match verdicts.iter().find(|(_, verdict)| verdict.alert) {
        None => {
            let last = &verdicts.last().unwrap().1;
            Some(format!("{name}: no alert, ends {:?} {:.2} {:?}", last.level, last.score, last.reasons))
        }
        Some((seq, _)) if *seq > by => Some(format!("{name}: alert only at {seq}")),
        Some((_, verdict)) if verdict.category != Some(category) => {
            Some(format!("{name}: {:?} {:?}", verdict.category, verdict.reasons))
        }
        Some(_) => None,
    }
}

/// What is wrong with the risky conversations in one spelling.
fn missed(spelling: fn(&str) -> String) -> Vec<String> {
    conversations(RISKY).iter().filter_map(|conversation| miss(conversation, spelling)).collect()
}

/// The first alert of one harmless conversation.
fn false_alarm(conversation: &Conversation, spelling: fn(&str) -> String) -> Option<String> {
    let verdicts = play(conversation, &conversation.facts(1), spelling);
    let (seq, verdict) = verdicts.iter().find(|(_, verdict)| verdict.level >= Level::Concern)?;
    Some(format!("{} #{seq}: {:?} {:?}", conversation.name(), verdict.category, verdict.reasons))
}

/// The benign conversations that alert in one spelling.
fn false_alarms(spelling: fn(&str) -> String) -> Vec<String> {
    conversations(BENIGN).iter().filter_map(|conversation| false_alarm(conversation, spelling)).collect()
}

#[test]
fn risky_conversations_alert_early_in_their_category() {
    assert!(conversations(RISKY).len() >= 18);
    for (name, spelling) in [("as is", as_is as fn(&str) -> String), ("shouted", shouted)] {
        let missed = missed(spelling);
        assert!(missed.is_empty(), "{name}:\n{}", missed.join("\n"));
    }
}

#[test]
fn missing_diacritics_cost_little() {
    let missed = missed(bare);
    assert!(missed.len() <= 2, "{}", missed.join("\n"));
}

#[test]
fn harmless_conversations_never_alert() {
    assert!(conversations(BENIGN).len() >= 60);
    for (name, spelling) in [("as is", as_is as fn(&str) -> String), ("bare", bare), ("shouted", shouted)] {
        let alarms = false_alarms(spelling);
        assert!(alarms.is_empty(), "{name}:\n{}", alarms.join("\n"));
    }
}

#[test]
fn a_long_harmless_friendship_stays_calm() {
    // Flirting, money, meetings, photos, secrets and banter of peers as one unknown contact's, day after day.
    let engine = Engine::embedded().unwrap();
    let facts = ContactFacts::default();
    let (mut state, mut day) = (ContactState::default(), 0);
    let peers = ["friend", "girls", "love", "banter", "game", "trade", "music", "drawing", "birthday", "sick", "exam"];
    let all = conversations(BENIGN);
    let all: Vec<&Conversation> =
        all.iter().filter(|talk| peers.iter().any(|peer| talk.name().contains(peer))).collect();
    for conversation in all.iter().cycle().take(8 * all.len()) {
        day += 1;
        for line in conversation.lines.iter() {
            let mut message = message(line, false);
            message.sent_at.epoch_ms += day * DAY_MS;
            let verdict = engine.message(&mut state, None, &facts, &zone(), &message, &SILENT);
            assert!(verdict.level <= Level::Watch, "{} {:?}", conversation.name(), verdict.reasons);
        }
    }
    assert!(state.incoming > 300);
}

#[test]
fn scenarios_alert_and_their_twins_never_do() {
    // Five parts in the head of a risky one, three in a twin's; `play` checks that the child's words never add risk.
    let all = conversations(SCENARIOS);
    let (risky, twins): (Vec<_>, Vec<_>) = all.iter().partition(|conversation| conversation.head.len() == 5);
    assert_eq!((risky.len(), twins.len()), (18, 18));
    let wrong = risky.iter().filter_map(|risky| Some((risky.name(), miss(risky, as_is)?)));
    let wrong = wrong.chain(twins.iter().filter_map(|twin| Some((twin.name(), false_alarm(twin, as_is)?))));
    let (known, new): (Vec<_>, Vec<_>) = wrong.partition(|(name, _)| KNOWN_MISSES.contains(name));
    println!("known misses, {} of {} listed: {known:#?}", known.len(), KNOWN_MISSES.len());
    assert!(new.is_empty(), "{new:#?}");
}

/// Asserts the level of each text as the first message of an unknown sender; prints the known misses.
fn assert_first_messages(level: Level, texts: &[&str]) {
    let wrong = texts.iter().filter_map(|text| {
        let conversation = &conversations(&format!("= sms | unknown | 09:30\n< {text}\n"))[0];
        let verdict = play(conversation, &conversation.facts(1), as_is).remove(0).1;
        let what = format!("{text}: {:?} {:.2} {:?}", verdict.level, verdict.score, verdict.reasons);
        (verdict.level != level).then_some(what)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_pretext_with_a_link_is_a_concern_at_once() {
    assert_first_messages(
        Level::Concern,
        &[
            "Công an TP thông báo: bạn có quyết định xử phạt vi phạm giao thông chưa nộp phạt. Xem chi tiết và nộp phạt tại http://phatnguoi-csgt.top",
            "Buu dien VN: buu kien cua ban bi giu do sai dia chi, cap nhat truoc 17h tai http://vnpost-nhanhang.xyz",
            "Vietcombank: Tài khoản của quý khách đã bị tạm khóa. Xác minh ngay tại https://vcb-xacthuc.cc để tránh mất tiền",
            "Royal Mail: your parcel could not be delivered, a small fee is due. Pay here: https://royalmail-redelivery.top/p",
            "HMRC: you have an unpaid tax penalty. Avoid court action, settle now at http://hmrc-settle.info",
            "Your bank account has been locked due to unusual activity. Verify your details: http://secure-mybank-login.com",
        ],
    );
}

#[test]
fn an_ordinary_notice_of_a_bank_or_shipper_is_no_risk() {
    assert_first_messages(
        Level::None,
        &[
            "TCB: TK 9021 -85,000VND luc 18:22 24/11. So du 412,000VND. ND: mua sach",
            "MB Bank: Ngày 28/11 từ 0h đến 4h hệ thống bảo trì, một số dịch vụ tạm gián đoạn. Mong quý khách thông cảm.",
            "Ma OTP giao dich cua ban la 660214, hieu luc 2 phut. Tuyet doi khong cung cap cho bat ky ai.",
            "BIDV nhắc: thẻ của quý khách sắp hết hạn 12/26, vui lòng mang giấy tờ tới chi nhánh gần nhất để đổi thẻ.",
            "Anh bên Giao Hàng Nhanh nè, chiều nay khoảng 3 giờ anh giao, em có nhà không?",
            "Viettel Post: Đơn 88213 đã tới bưu cục Quận 3, nhân viên sẽ giao trong ngày. Tra cứu tại https://viettelpost.com.vn",
            "Don hang cua ban giao khong thanh cong vi khong lien lac duoc, shipper se giao lai vao ngay mai.",
            "Barclays: You spent 12.40 GBP at BOOKSHOP on 24 Nov. Available balance 58.10 GBP.",
            "DPD: your parcel will be delivered today between 14:05 and 15:05 by Sam. No need to sign.",
            "Hi, courier here, nobody answered the door so I left your parcel with the neighbour at number 12.",
        ],
    );
}

#[test]
fn evidence_without_text_never_alerts() {
    let engine = Engine::embedded().unwrap();
    let facts = ContactFacts::default();
    let mut state = ContactState::default();
    let at = Moment { epoch_ms: 1_763_640_000_000, offset_seconds: 25_200 };
    for _ in 0..10 {
        let request = ContactRequest { contact: "c".into(), app: "a".into(), at, mutual_contacts: Some(0) };
        let call = Call {
            contact: "c".into(),
            app: "a".into(),
            direction: Direction::Incoming,
            at,
            seconds: 5_000,
            video: true,
            answered: true,
        };
        for verdict in [
            engine.contact_request(&mut state, &facts, &zone(), &request),
            engine.call(&mut state, &facts, &zone(), &call),
        ] {
            assert_eq!((verdict.level, verdict.alert, verdict.category), (Level::None, false, None));
            assert!(!verdict.reasons.is_empty());
        }
    }
    assert!(state.record(lachan_core::risk::indicator::Code::of("long_call")).is_some());
}

/// Plays one risky conversation and returns its state, facts and time of end.
fn after(name: &str) -> (ContactState, ContactFacts, i64) {
    let all = conversations(RISKY);
    let conversation = all.iter().find(|conversation| conversation.name() == name).unwrap();
    let facts = conversation.facts(3);
    let mut state = ContactState::default();
    for line in &conversation.lines {
        Engine::embedded().unwrap().message(&mut state, None, &facts, &zone(), &message(line, false), &SILENT);
    }
    (state, facts, conversation.lines.last().unwrap().at_ms)
}

#[test]
fn risk_fades_with_time_and_orders_contacts() {
    let engine = Engine::embedded().unwrap();
    let (state, facts, end) = after("game friend who wants a secret");
    let scores: Vec<f64> =
        [0, 30, 90, 400].iter().map(|days| engine.standing(&state, &facts, end + days * DAY_MS).score).collect();
    assert!(scores.windows(2).all(|pair| pair[1] <= pair[0]), "{scores:?}");
    let later = engine.standing(&state, &facts, end + 400 * DAY_MS);
    assert_eq!((later.level, later.category), (Level::None, None));
    let (calm, ..) = after("class bully over days");
    assert!(engine.standing(&ContactState::default(), &facts, end).score < engine.standing(&calm, &facts, end).score);
}

#[test]
fn a_known_contact_needs_more_but_a_taken_over_account_still_alerts() {
    let hijack = "= hijacked uncle | family saved | 18:00\n\
        < cháu ơi chú bị tai nạn đang cấp cứu, chuyển gấp cho chú 5 triệu\n\
        > chú ơi\n\
        < máy chú hỏng không gọi được, chuyển tiền vào tài khoản an toàn này ngay\n\
        < cài app điều khiển từ xa ultraviewer rồi đọc mã otp cho chú\n";
    let conversation = &conversations(hijack)[0];
    let verdicts = play(conversation, &conversation.facts(1), as_is);
    assert!(verdicts.iter().any(|(_, verdict)| verdict.alert), "{:?}", verdicts.last().unwrap().1);
    let care = conversations(
        "= mother | family saved | 18:00\n< con ở nhà một mình à\n< bố mẹ chưa về đâu\n< gửi mẹ tấm ảnh\n",
    );
    let verdicts = play(&care[0], &care[0].facts(1), as_is);
    assert!(verdicts.iter().all(|(_, verdict)| verdict.level <= Level::Watch && !verdict.alert));
}

#[test]
fn asking_again_after_a_refusal_counts() {
    let talk = "= asks again | unknown | 20:00\n< gửi anh tấm ảnh riêng tư đi\n> không em không gửi đâu\n< gửi anh tấm ảnh riêng tư đi mà\n";
    let conversation = &conversations(talk)[0];
    let verdicts = play(conversation, &ContactFacts::default(), as_is);
    let last = &verdicts.last().unwrap().1;
    assert!(last.signals.iter().any(|signal| signal.indicator == "reask_after_refusal"), "{:?}", last.signals);
}

#[test]
fn a_known_contact_who_suddenly_writes_otherwise_is_noticed() {
    let usual = "< mai may gio di hoc the\n> 7h\n< ok nhe\n".repeat(25);
    let ask = "< Em ơi chị đang kẹt tiền gấp, em chuyển khoản giúp chị 5 triệu vào số này, mai chị gửi lại nhé\n";
    let talk = |relation: &str, ask: &str| {
        let text = format!("= talk | {relation} | 09:00\n{usual}@\n{usual}@\n{ask}");
        let conversation = conversations(&text).remove(0);
        play(&conversation, &conversation.facts(1), as_is).pop().unwrap().1
    };
    let noticed = |verdict: &Verdict| verdict.signals.iter().any(|signal| signal.indicator == "style_change");
    let hijacked = talk("friend saved", ask);
    assert!(noticed(&hijacked), "{:?}", hijacked.signals);
    assert_eq!(hijacked.stage.as_deref(), Some("hook"));
    assert!(hijacked.level >= Level::Watch && hijacked.reasons.contains(&"style_change".to_owned()));
    assert!(!noticed(&talk("friend saved", "< em oi chi dang ket tien, chuyen giup chi 5 trieu\n")), "her own manner");
    assert!(
        !noticed(&talk("friend saved", "< Hôm nay trời đẹp quá, cả nhà mình đi dạo hồ rồi ăn kem nhé\n")),
        "no ask"
    );
    assert!(!noticed(&talk("unknown", ask)), "a stranger has no account to lose");
}

#[test]
fn a_language_that_is_not_read_is_said_so() {
    let said = |text: &str| {
        let conversation = &conversations(&format!("= talk | unknown | 09:00\n{}", format!("< {text}\n").repeat(8)))[0];
        let verdict = play(conversation, &conversation.facts(1), as_is).pop().unwrap().1;
        verdict.unknown.contains(&Unknown::MostlyUnreadLanguage)
    };
    for foreign in [
        "Привет, как у тебя дела сегодня вечером?",
        "kamu lagi di mana sekarang, boleh saya telepon sebentar",
        "bonjour, tu rentres quand de chez tes grands-parents",
        "hola guapa, quieres que hablemos esta noche por aquí",
    ] {
        assert!(said(foreign), "{foreign}");
    }
    for read in ["mai may gio hoc the may, nho mang sach", "hey are you coming to practice tomorrow after lunch"] {
        assert!(!said(read), "{read}");
    }
}

mod properties {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// Texts made of the lines of all scenarios, cut and joined, and of any Unicode.
    fn texts() -> impl Strategy<Value = String> {
        let lines: Vec<String> =
            conversations(RISKY).into_iter().flat_map(|found| found.lines).map(|line| line.text).collect();
        prop_oneof![proptest::sample::select(lines), any::<String>(), "[a-zà-ỹ .,!?0-9]{0,80}"]
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_engine(texts in proptest::collection::vec((texts(), any::<bool>(), 0_i64..40 * DAY_MS), 1..12)) {
            let engine = Engine::embedded().unwrap();
            let (mut state, mut group) = (ContactState::default(), GroupState::default());
            for (text, incoming, at_ms) in texts {
                let direction = if incoming { Direction::Incoming } else { Direction::Outgoing };
                let line = Line { who: String::new(), direction, text, at_ms: 1_763_640_000_000 + at_ms };
                let before = engine.standing(&state, &ContactFacts::default(), line.at_ms).score;
                let verdict = engine.message(&mut state, Some(&mut group), &ContactFacts::default(), &zone(), &message(&line, true), &SILENT);
                prop_assert!((0.0..=1.0).contains(&verdict.score));
                prop_assert!(incoming || verdict.score <= before);
                prop_assert!((1..=6).contains(&verdict.reasons.len()));
                let bytes = state.to_bytes();
                prop_assert!(bytes.len() <= 512);
                prop_assert_eq!(ContactState::from_bytes(&bytes).unwrap(), state.clone());
                prop_assert_eq!(GroupState::from_bytes(&group.to_bytes()).unwrap(), group.clone());
            }
        }

        #[test]
        fn any_encoding_gives_the_same_verdict(text in texts()) {
            let verdict = |text: &str| {
                let line = Line { who: String::new(), direction: Direction::Incoming, text: text.to_owned(), at_ms: 1_763_640_000_000 };
                let mut state = ContactState::default();
                Engine::embedded().unwrap().message(&mut state, None, &ContactFacts::default(), &zone(), &message(&line, false), &SILENT)
            };
            let plain = lachan_core::text::normalise(&text);
            prop_assume!(plain.len() < 3_000);
            let expected = verdict(&plain);
            prop_assert_eq!(verdict(&plain.nfd().collect::<String>()), expected.clone());
            prop_assert_eq!(verdict(&plain.chars().flat_map(|letter| [letter, '\u{200b}']).collect::<String>()), expected);
        }
    }
}

#[test]
fn the_embedded_lexicon_is_clean() {
    let everyday: Vec<&str> = include_str!("contact_risk/everyday.txt").lines().collect();
    // One word alone may be enough: people have looked at each. Everything else is to be mended.
    let notes = lint(&EMBEDDED, &[]).unwrap().into_iter().filter(|note| !note.ends_with("one word alone can match"));
    let notes: Vec<String> = notes.collect();
    assert!(notes.is_empty(), "{notes:#?}");
    let (bare, marked): (Vec<&str>, Vec<&str>) = everyday.into_iter().partition(|line| line.is_ascii());
    let matched = |lines: &[&str]| {
        lint(&EMBEDDED, lines).unwrap().into_iter().filter(|note| note.contains("everyday")).collect::<Vec<_>>()
    };
    assert!(matched(&marked).is_empty(), "{:#?}", matched(&marked));
    // Without diacritics "con mới về" looks like a slur: seen, and weighed down by the matcher.
    assert!(matched(&bare).iter().all(|note| note.contains("con moi ve")), "{:#?}", matched(&bare));
}
