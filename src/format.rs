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

/// Bytes behind their version.
pub fn stamped(version: u8, bytes: &[u8]) -> Vec<u8> {
    [&MARK, &[version][..], bytes].concat()
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
        assert_eq!(unstamped(&stamped(2, b"run")), (2, &b"run"[..]));
        assert_eq!(unstamped(b"run"), (1, &b"run"[..]));
        assert!(postcard::from_bytes::<u64>(&stamped(2, b"run")).is_err());
        assert!(postcard::from_bytes::<String>(&stamped(2, b"run")).is_err());
        for version in ["3", "99999999999"] {
            assert_eq!(link_version([("v", version)]), Err(LinkVersionError::Newer), "{version}");
        }
        for version in ["", "0", "two", "-1", "2x"] {
            assert_eq!(link_version([("v", version)]), Err(LinkVersionError::NoVersion), "{version}");
        }
    }
}
