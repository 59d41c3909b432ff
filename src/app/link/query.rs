//! What follows the `?` of a link, taken apart. Chat programs and mail encode links on the way: that is undone here.

use std::borrow::Cow;

use crate::app::text;

/// Links that were encoded more often than this are not decoded to their end.
const MAX_PASSES: usize = 4;

/// Undoes percent-encoding, also where it was done more than once, and what breaks a link into lines. A "+" stays what it is;
/// a "%" that begins no byte stays, too, and is said.
///
/// ```
/// use convoscope::app::link::query::decoded;
/// let mut problems = vec![];
/// assert_eq!(decoded("x%3D1%2c2+3", &mut problems), "x=1,2+3");
/// assert_eq!(decoded("x%253D1\n,2", &mut problems), "x=1,2");
/// assert!(problems.is_empty());
/// assert_eq!(decoded("50%&%C3", &mut problems), "50%&\u{fffd}");
/// assert_eq!(problems.len(), 2);
/// ```
pub fn decoded<'a>(text: &'a str, problems: &mut Vec<String>) -> Cow<'a, str> {
    let mut decoded = Cow::Borrowed(text);
    for pass in 0..MAX_PASSES {
        if !decoded.contains('%') || pass > 0 && !has_byte(&decoded) {
            break;
        }
        decoded = Cow::Owned(decoded_once(&decoded, problems));
    }
    let breaks = ['\n', '\r', '\t'];
    if decoded.contains(breaks) { Cow::Owned(decoded.replace(breaks, "")) } else { decoded }
}

/// Whether a text has a "%" and two hexadecimal digits.
fn has_byte(text: &str) -> bool {
    text.as_bytes().windows(3).any(|at| at[0] == b'%' && at[1..].iter().all(u8::is_ascii_hexdigit))
}

fn decoded_once(text: &str, problems: &mut Vec<String>) -> String {
    let (mut bytes, mut at, mut stray) = (Vec::with_capacity(text.len()), 0, None);
    while let Some(&byte) = text.as_bytes().get(at) {
        let digit = |behind: usize| {
            let digit = text.as_bytes().get(at + behind)?;
            char::from(*digit).to_digit(16).map(|digit| digit as u8)
        };
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(16 * high + low);
                at += 3;
            }
            _ => {
                stray = stray.or((byte == b'%').then_some(at));
                bytes.push(byte);
                at += 1;
            }
        }
    }
    problems.extend(stray.map(|at| text::link::stray_percent(&text[at..])));
    match String::from_utf8(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            problems.push(text::link::not_utf8(
                lossy.split('&').find(|pair| pair.contains('\u{fffd}')).unwrap_or(""),
            ));
            lossy
        }
    }
}

/// Keys that the web appends to links to follow who opens them.
const TRACKING: [&str; 18] = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid",
    "mc_cid", "mc_eid", "igsh", "igshid", "mkt_tok", "_hsenc", "_hsmi", "_gl",
];

/// Whether a key has nothing to do with the page.
fn is_tracking(name: &str) -> bool {
    name.starts_with("utm_") || TRACKING.contains(&name)
}

/// A query without the pairs of some keys; as it is where there are none.
///
/// ```
/// use convoscope::app::link::query::without;
/// assert_eq!(without("v=2&amp;lang=pl?embed=1&at=2", &["lang", "embed"]), "v=2&at=2");
/// ```
pub fn without(query: &str, keys: &[&str]) -> String {
    let is_left_out = |part: &&str| {
        let pair = part.trim_start_matches("amp;").trim().split_once('=');
        pair.is_some_and(|(name, _)| keys.contains(&name.trim()))
    };
    let parts: Vec<&str> = query.split(['&', '?']).collect();
    if !parts.iter().any(is_left_out) {
        return query.to_owned();
    }
    parts.into_iter().filter(|part| !is_left_out(part)).collect::<Vec<_>>().join("&")
}

/// The pairs of a decoded query, and a sentence for each part that is no pair. What the web appends to follow links is left
/// out; "&amp;" is the "&" of HTML, and a second "?" comes from what was appended.
///
/// ```
/// use convoscope::app::link::query::pairs;
/// let mut problems = vec![];
/// assert_eq!(pairs("at=2&amp;seed=3?utm_source=a&fbclid=b", &mut problems), [("at", "2"), ("seed", "3")]);
/// assert!(problems.is_empty());
/// ```
pub fn pairs<'a>(query: &'a str, problems: &mut Vec<String>) -> Vec<(&'a str, &'a str)> {
    let parts = query.split(['&', '?']).map(|part| part.trim_start_matches("amp;").trim());
    let pair = |part: &'a str| {
        let pair = part.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        if pair.is_none() && !is_tracking(part) {
            problems.push(text::link::no_pair(part));
        }
        pair.filter(|(name, _)| !is_tracking(name))
    };
    parts.filter(|part| !part.is_empty()).filter_map(pair).collect()
}
