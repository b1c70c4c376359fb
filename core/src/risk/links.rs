//! Web addresses: which of them only their owner can use.

use std::collections::HashSet;

use once_cell::sync::Lazy;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    domains: Vec<String>,
}

fn read() -> Result<HashSet<String>, toml::de::Error> {
    let file: File = toml::from_str(include_str!("../../data/official_domains.toml"))?;
    Ok(file.domains.into_iter().collect())
}

/// An unreadable list, which the tests rule out, vouches for nothing.
static OFFICIAL: Lazy<HashSet<String>> = Lazy::new(|| read().unwrap_or_default());

/// Whether every web address in a message is an official one. Linear in the text.
pub fn all_official(message: &str) -> bool {
    crate::text::normalise(message).split_whitespace().filter_map(host).all(|host| is_official(&host))
}

/// The host of a chunk that has the form of an address.
fn host(chunk: &str) -> Option<String> {
    let chunk = chunk.trim_matches(|sign: char| !sign.is_alphanumeric());
    let rest = chunk.split_once("://").map_or(chunk, |(_, rest)| rest);
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an `@` is no part of the host, only looks like one.
    let host = place.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let labels = host.split('.').collect::<Vec<_>>();
    let plain = labels.len() >= 2 && labels.iter().all(|label| !label.is_empty());
    let named = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic));
    (plain && named).then(|| host.to_owned())
}

fn is_official(host: &str) -> bool {
    let below = host.match_indices('.').filter_map(|(at, _)| host.get(at + 1..));
    std::iter::once(host).chain(below).any(|domain| OFFICIAL.contains(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owners_address_is_official() {
        assert!(read().unwrap().len() > 60);
        for message in [
            "Tra cứu tại https://viettelpost.com.vn.",
            "xem https://www.youtube.com/watch?v=1 nha",
            "nộp tại https://dichvucong.gov.vn/p/home",
            "hẹn 9.30 nhé",
        ] {
            assert!(all_official(message), "{message}");
        }
        for message in [
            "https://viettelpost.com.vn.top/abc",
            "viettelpost-com-vn.icu",
            "https://xn--vietcombnk-x.com",
            "youtube.com và vnp-giaohang.top",
            "https://youtube.com@evil.example/x",
        ] {
            assert!(!all_official(message), "{message}");
        }
    }
}
