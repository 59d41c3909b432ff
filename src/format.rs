//! Versions of what outlives a build of the page: links, and runs in the browser's store. Each begins with its version, what
//! has none is version 1, and what is newer than this build is refused.
//!
//! ```
//! use convoscope::format::{LinkVersionError, link, link_version};
//! assert_eq!(link(vec!["at=4".to_owned()]), "v=2&at=4");
//! assert_eq!(link(vec![]), "");
//! assert_eq!(link_version([("v", "2"), ("at", "4")]), Ok(2));
//! assert_eq!(link_version([("at", "4")]), Ok(1));
//! assert_eq!(link_version([("v", "99"), ("at", "4")]), Err(LinkVersionError::Newer));
//! assert_eq!(link_version([("v", "abc")]), Err(LinkVersionError::NoVersion));
//! ```

use serde::Serialize;

/// The version that links are printed in. 1: networks by the place of their kinds in a list. 2: by their names.
pub const LINK: u32 = 2;

/// Printed pairs behind their version, or nothing if there are none.
pub fn link(pairs: Vec<String>) -> String {
    if pairs.is_empty() { String::new() } else { format!("v={LINK}&{}", pairs.join("&")) }
}

/// Why a version of a link says nothing to this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkVersionError {
    /// A newer build made the link.
    Newer,
    /// Versions are whole numbers from 1 up, and this is none.
    NoVersion,
}

/// The version of a link with these pairs.
pub fn link_version<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<u32, LinkVersionError> {
    let Some((_, version)) = pairs.into_iter().find(|(key, _)| *key == "v") else { return Ok(1) };
    let digits = version.trim_start_matches('0');
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(LinkVersionError::NoVersion);
    }
    digits.parse().ok().filter(|version| *version <= LINK).ok_or(LinkVersionError::Newer)
}

/// What bytes with a version begin with. No version 1 did: it began with a number in postcard's encoding, whose tenth byte is
/// at most 1.
const MARK: [u8; 10] = [0xff; 10];

/// A value in postcard's encoding behind its version. The bytes are counted first: a list that grows would take three times as
/// much while it is copied, and an archive may be as large as memory allows.
pub fn encoded(version: u8, value: &impl Serialize) -> Vec<u8> {
    append([&MARK, &[version][..]].concat(), value)
}

/// The same without a version, for messages.
pub fn message(value: &impl Serialize) -> Vec<u8> {
    append(Vec::new(), value)
}

fn append(mut bytes: Vec<u8>, value: &impl Serialize) -> Vec<u8> {
    let written = postcard::experimental::serialized_size(value).and_then(|len| {
        bytes.reserve_exact(len);
        postcard::to_extend(value, bytes)
    });
    written.expect("plain data can be encoded")
}

/// The version of these bytes, and what follows it.
pub fn unstamped(bytes: &[u8]) -> (u8, &[u8]) {
    match bytes.strip_prefix(&MARK) {
        Some([version, rest @ ..]) => (*version, rest),
        _ => (1, bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamped_bytes_are_never_version_1() {
        assert_eq!(unstamped(&encoded(2, &7u8)), (2, &[7][..]));
        assert_eq!(unstamped(b"run"), (1, &b"run"[..]));
        assert!(postcard::from_bytes::<u64>(&encoded(2, &7u8)).is_err());
        assert!(postcard::from_bytes::<String>(&encoded(2, &7u8)).is_err());
        for version in ["3", "99999999999"] {
            assert_eq!(link_version([("v", version)]), Err(LinkVersionError::Newer), "{version}");
        }
        for version in ["", "0", "two", "-1", "2x"] {
            assert_eq!(link_version([("v", version)]), Err(LinkVersionError::NoVersion), "{version}");
        }
    }
}
