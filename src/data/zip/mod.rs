//! Reader of ZIP archives (PKWARE, "APPNOTE.TXT: .ZIP file format specification"): files stored or deflated, found by the
//! directory at the end. Encrypted, split and 64-bit archives are refused, and so is whatever does not add up.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::import::{LeftOut, Reason};
use super::{DataError, LARGEST, NameEncoding};

/// The fixed part of each record, in bytes.
const END: usize = 22;
const ENTRY: usize = 46;
const LOCAL: usize = 30;

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The files that were wanted, with their paths.
    pub files: Vec<(String, Vec<u8>)>,
    /// The folders that it lists, without a slash at the end.
    pub folders: Vec<String>,
    /// Wanted files that are damaged or packed in a way that is not read.
    pub left_out: Vec<LeftOut>,
    /// How names were read that do not say it themselves; `None` where all do, or are ASCII.
    pub encoding: Option<NameEncoding>,
}

/// Unpacks the files of an archive that `takes` wants. Names that do not say how they are encoded are read as `encoding`, or as it
/// seems best. Memory grows with the bytes that are there and not with what the archive announces.
///
/// ```
/// use convoscope::data::zip::{Unpacked, unzip};
/// let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
/// assert_eq!(unzip("empty.zip", &empty, None, |_| true), Ok(Unpacked::default()));
/// assert_eq!(
///     unzip("text.zip", b"no archive", None, |_| true).unwrap_err().to_string(),
///     "text.zip: expected the end record of a ZIP archive, but found none"
/// );
/// ```
pub fn unzip(
    file: &str,
    bytes: &[u8],
    encoding: Option<NameEncoding>,
    takes: impl Fn(&str) -> bool,
) -> Result<Unpacked, DataError> {
    let archive = Archive { file, bytes };
    let end = archive.end()?;
    let [disk, first_disk, here, count] = [4, 6, 8, 10].map(|at| archive.u16(end + at));
    let (size, start) = (archive.u32(end + 12), archive.u32(end + 16));
    if start == u32::MAX as usize || count == usize::from(u16::MAX) {
        return Err(DataError::at(file, end, "an archive of less than 4 GiB and 65535 files", "ZIP64"));
    }
    if disk != 0 || first_disk != 0 || here != count {
        return Err(DataError::at(file, end + 4, "an archive in one piece", "one of several parts"));
    }
    if start.checked_add(size) != Some(end) {
        let expected = format!("a directory that ends at byte {end}");
        return Err(DataError::at(file, end + 12, &expected, format!("{size} bytes from byte {start} on")));
    }
    let (mut entries, mut at) = (Vec::new(), start);
    for _ in 0..count {
        let entry = archive.record(at, ENTRY, b"PK\x01\x02", "a directory entry")?;
        let [name, extra, comment] = [28, 30, 32].map(|offset| archive.u16(entry + offset));
        entries.push((entry, archive.name(entry + ENTRY, name)?));
        at = entry + ENTRY + name + extra + comment;
    }
    if at != end {
        return Err(DataError::at(file, at, "the end of the directory", "more of it"));
    }
    // Bit 11 says that a name is UTF-8.
    let says_so = |entry: usize, name: &[u8]| name.is_ascii() || archive.u16(entry + 8) & 0x800 != 0;
    let silent: Vec<&[u8]> =
        entries.iter().filter(|(entry, name)| !says_so(*entry, name)).map(|(_, name)| *name).collect();
    let guessed = encoding.unwrap_or_else(|| NameEncoding::guess(&silent));
    let (mut unpacked, mut left) = (Unpacked::default(), LARGEST);
    unpacked.encoding = (!silent.is_empty()).then_some(guessed);
    for (entry, name) in entries {
        let encoding = if says_so(entry, name) { NameEncoding::Utf8 } else { guessed };
        // Some programs for Windows write its separator. It is looked for among characters, since it may be half of one.
        let path = encoding.decode(name).replace('\\', "/");
        if let Some(folder) = path.strip_suffix('/') {
            unpacked.folders.push(folder.to_owned());
        } else if takes(&path) {
            let size = archive.u32(entry + 24);
            if size > left {
                let expected = format!("at most {LARGEST} bytes in all");
                return Err(DataError::at(file, entry + 24, &expected, format!("{size} more ({path})")));
            }
            match archive.content(entry) {
                Ok(content) => {
                    left -= content.len();
                    unpacked.files.push((path, content));
                }
                Err(error) => unpacked.left_out.push(LeftOut { file: path, why: Reason::Damaged(error) }),
            }
        }
    }
    Ok(unpacked)
}

struct Archive<'a> {
    file: &'a str,
    bytes: &'a [u8],
}

impl<'a> Archive<'a> {
    /// Two bytes that are known to be there.
    fn u16(&self, at: usize) -> usize {
        usize::from(u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]))
    }

    fn u32(&self, at: usize) -> usize {
        self.u16(at) | self.u16(at + 2) << 16
    }

    /// Where the end record begins: as far back as its comment of up to 65535 bytes allows.
    fn end(&self) -> Result<usize, DataError> {
        let last = self.bytes.len().saturating_sub(END);
        let begins = |&at: &usize| {
            self.bytes[at..].starts_with(b"PK\x05\x06")
                && self.bytes.len() >= at + END
                && at + END + self.u16(at + 20) == self.bytes.len()
        };
        (last.saturating_sub(usize::from(u16::MAX))..=last)
            .rev()
            .find(begins)
            .ok_or_else(|| DataError::of(self.file, "the end record of a ZIP archive", "none"))
    }

    /// Checks that a record of `len` bytes with this signature begins at `at`.
    fn record(&self, at: usize, len: usize, signature: &[u8], what: &str) -> Result<usize, DataError> {
        match self.bytes.get(at..).filter(|rest| rest.len() >= len) {
            None => Err(DataError::at(self.file, at, what, "the end of the file")),
            Some(rest) if rest.starts_with(signature) => Ok(at),
            Some(_) => Err(DataError::at(self.file, at, what, "something else")),
        }
    }

    fn name(&self, at: usize, len: usize) -> Result<&'a [u8], DataError> {
        let bytes = self.bytes.get(at..at + len);
        bytes.ok_or_else(|| DataError::at(self.file, at, "a name", "the end of the file"))
    }

    /// Unpacks the file of a directory entry, as many bytes as it announces.
    fn content(&self, entry: usize) -> Result<Vec<u8>, DataError> {
        let refuse = |at, expected: &str, found: String| Err(DataError::at(self.file, at, expected, found));
        let (flags, method, crc) = (self.u16(entry + 8), self.u16(entry + 10), self.u32(entry + 16));
        let (packed, size, local) = (self.u32(entry + 20), self.u32(entry + 24), self.u32(entry + 42));
        if flags & 1 != 0 {
            return refuse(entry + 8, "a file that is not encrypted", "an encrypted one".into());
        }
        if method != 0 && method != 8 {
            return refuse(entry + 10, "a file that is stored or deflated", format!("method {method}"));
        }
        // Names and extra fields may have other lengths here than in the directory.
        let local = self.record(local, LOCAL, b"PK\x03\x04", "the header of a file")?;
        let start = local + LOCAL + self.u16(local + 26) + self.u16(local + 28);
        let Some(data) = self.bytes.get(start..).and_then(|rest| rest.get(..packed)) else {
            let bytes = self.bytes.len().saturating_sub(start);
            return refuse(start, &format!("{packed} bytes"), format!("{bytes}"));
        };
        let content = if method == 0 {
            data.to_vec()
        } else {
            // One byte more than announced tells whether there is more.
            let mut content = Vec::new();
            let unpacked = DeflateDecoder::new(data).take(size as u64 + 1).read_to_end(&mut content);
            if let Err(error) = unpacked {
                return refuse(start, "deflated bytes", error.to_string());
            }
            content
        };
        if content.len() != size {
            let found = if content.len() > size { "more".to_owned() } else { content.len().to_string() };
            return refuse(start, &format!("{size} unpacked bytes"), found);
        }
        let mut sum = Crc::new();
        sum.update(&content);
        if sum.sum() as usize != crc {
            let expected = format!("bytes with the checksum {crc:#010x}");
            return refuse(start, &expected, format!("{:#010x}", sum.sum()));
        }
        Ok(content)
    }
}

#[cfg(test)]
mod tests;
