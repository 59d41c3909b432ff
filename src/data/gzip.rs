//! Gzip files of any number of members, which together are one file (RFC 1952, 2.2).

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

use super::limits::MOST_MEMBERS;
use super::{DataError, Expected, Found};

/// What a member begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file: unpacked where it is gzipped, and else as they are.
pub(super) fn reader(bytes: &[u8]) -> Box<dyn Read + '_> {
    if is_gzip(bytes) {
        Box::new(Members { member: GzDecoder::new(bytes), count: 1 })
    } else {
        Box::new(bytes)
    }
}

/// Whether a file begins as a gzip file does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// The error of a gzip file of so many bytes that cannot be unpacked.
pub(super) fn damaged(file: &str, error: &io::Error, bytes: usize) -> DataError {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Found>());
    let found = match (error.kind(), own) {
        (io::ErrorKind::UnexpectedEof, _) => Found::EndAt { byte: bytes },
        (_, Some(found)) => found.clone(),
        (_, None) => Found::Reader(error.to_string()),
    };
    DataError::of(file, Expected::Gzip, found)
}

/// Reads one member after the other.
struct Members<'a> {
    member: GzDecoder<&'a [u8]>,
    count: usize,
}

impl Read for Members<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.member.read(to)?;
            let next = *self.member.get_ref();
            if read > 0 || to.is_empty() || next.is_empty() {
                return Ok(read);
            }
            if !is_gzip(next) {
                return Err(io::Error::other(Found::BytesAfterEnd(next.len())));
            }
            if self.count == MOST_MEMBERS {
                return Err(io::Error::other(Found::TooManyMembers));
            }
            (self.member, self.count) = (GzDecoder::new(next), self.count + 1);
        }
    }
}
