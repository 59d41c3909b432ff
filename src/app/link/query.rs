//! What follows the `?` of a link, taken apart. Chat programs and mail encode links on the way: that is undone here.

use std::borrow::Cow;

use crate::app::text;

/// Undoes percent-encoding. A "+" stays what it is; a "%" that begins no byte stays, too, and is said.
///
/// ```
/// use convoscope::app::link::query::decoded;
/// let mut problems = vec![];
/// assert_eq!(decoded("x%3D1%2c2+3", &mut problems), "x=1,2+3");
/// assert!(problems.is_empty());
/// assert_eq!(decoded("50%&%C3", &mut problems), "50%&\u{fffd}");
/// assert_eq!(problems.len(), 2);
/// ```
pub fn decoded<'a>(text: &'a str, problems: &mut Vec<String>) -> Cow<'a, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
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
        Ok(decoded) => Cow::Owned(decoded),
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            problems.push(text::link::not_utf8(
                lossy.split('&').find(|pair| pair.contains('\u{fffd}')).unwrap_or(""),
            ));
            Cow::Owned(lossy)
        }
    }
}

/// The pairs of a decoded query, and a sentence for each part that is no pair.
pub fn pairs<'a>(query: &'a str, problems: &mut Vec<String>) -> Vec<(&'a str, &'a str)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    let pair = |part: &'a str| {
        let pair = part.split_once('=');
        if pair.is_none() {
            problems.push(text::link::no_pair(part));
        }
        pair
    };
    parts.filter_map(pair).collect()
}
