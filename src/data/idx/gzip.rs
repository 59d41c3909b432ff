//! Gzip files of any number of members, which together are one file (RFC 1952, 2.2).

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

/// What a member begins with.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Reads one member after the other.
pub struct Members<'a> {
    member: GzDecoder<&'a [u8]>,
}

impl<'a> Members<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { member: GzDecoder::new(bytes) }
    }

    /// How many bytes follow that are no member.
    pub fn rest(&self) -> usize {
        self.member.get_ref().len()
    }
}

impl Read for Members<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.member.read(to)?;
            let next = *self.member.get_ref();
            if read > 0 || to.is_empty() || !next.starts_with(&MAGIC) {
                return Ok(read);
            }
            self.member = GzDecoder::new(next);
        }
    }
}

/// Why a file of so many bytes cannot be unpacked.
pub fn reason(error: &io::Error, bytes: usize) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => format!("it is cut off at byte {bytes}"),
        _ => error.to_string(),
    }
}
