//! Reader of ZIP archives (PKWARE, "APPNOTE.TXT: .ZIP file format specification"): files stored or deflated, found by the
//! directory at the end. Encrypted, split and 64-bit archives are refused, and so is whatever does not add up.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{DataError, LARGEST};

/// The fixed part of each record, in bytes.
const END: usize = 22;
const ENTRY: usize = 46;
const LOCAL: usize = 30;

/// The files of an archive with their paths, those that `takes` wants. Folders are left out. Memory grows with the bytes
/// that are there and not with what the archive announces.
///
/// ```
/// use convoscope::data::zip::unzip;
/// let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
/// assert_eq!(unzip("empty.zip", &empty, |_| true), Ok(vec![]));
/// assert_eq!(
///     unzip("text.zip", b"no archive", |_| true).unwrap_err().to_string(),
///     "text.zip: expected the end record of a ZIP archive, but found none"
/// );
/// ```
pub fn unzip(
    file: &str,
    bytes: &[u8],
    takes: impl Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, DataError> {
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
    let (mut files, mut at, mut left) = (Vec::new(), start, LARGEST);
    for _ in 0..count {
        let entry = archive.record(at, ENTRY, b"PK\x01\x02", "a directory entry")?;
        let [name, extra, comment] = [28, 30, 32].map(|offset| archive.u16(entry + offset));
        let path = archive.name(entry + ENTRY, name)?;
        at = entry + ENTRY + name + extra + comment;
        if !path.ends_with('/') && takes(&path) {
            let content = archive.content(entry, &path, left)?;
            left -= content.len();
            files.push((path, content));
        }
    }
    if at == end { Ok(files) } else { Err(DataError::at(file, at, "the end of the directory", "more of it")) }
}

struct Archive<'a> {
    file: &'a str,
    bytes: &'a [u8],
}

impl Archive<'_> {
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

    fn name(&self, at: usize, len: usize) -> Result<String, DataError> {
        let bytes = self.bytes.get(at..at + len);
        let bytes = bytes.ok_or_else(|| DataError::at(self.file, at, "a name", "the end of the file"))?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Unpacks the file of a directory entry, at most `left` bytes.
    fn content(&self, entry: usize, path: &str, left: usize) -> Result<Vec<u8>, DataError> {
        let refuse = |at, expected: &str, found: String| {
            Err(DataError::at(self.file, at, expected, format!("{found} ({path})")))
        };
        let (flags, method, crc) = (self.u16(entry + 8), self.u16(entry + 10), self.u32(entry + 16));
        let (packed, size, local) = (self.u32(entry + 20), self.u32(entry + 24), self.u32(entry + 42));
        if flags & 1 != 0 {
            return refuse(entry + 8, "a file that is not encrypted", "an encrypted one".into());
        }
        if method != 0 && method != 8 {
            return refuse(entry + 10, "a file that is stored or deflated", format!("method {method}"));
        }
        if size > left {
            let expected = format!("at most {LARGEST} bytes in all");
            return refuse(entry + 24, &expected, format!("{size} more"));
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
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;

    /// An archive as any program writes it; every second file is deflated.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (i, (path, content)) in files.iter().enumerate() {
            let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
            deflated.write_all(content).unwrap();
            let (method, data) =
                if i % 2 == 0 { (0u16, content.to_vec()) } else { (8, deflated.finish().unwrap()) };
            let mut crc = Crc::new();
            crc.update(content);
            let short = |values: &[u16]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
            let long = |values: &[u32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
            let head = [
                short(&[20, 0, method, 0, 0]),
                long(&[crc.sum(), data.len() as u32, content.len() as u32]),
                short(&[path.len() as u16, 0]),
            ]
            .concat();
            directory.extend([b"PK\x01\x02\x14\0".to_vec(), head.clone()].concat());
            directory.extend([short(&[0, 0, 0]), long(&[0, bytes.len() as u32])].concat());
            directory.extend(path.as_bytes());
            bytes.extend([b"PK\x03\x04".to_vec(), head, path.as_bytes().to_vec(), data].concat());
        }
        let (start, count) = (bytes.len() as u32, files.len() as u16);
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
        bytes.extend([(directory.len() as u32).to_le_bytes(), start.to_le_bytes()].concat());
        bytes.extend([0, 0]);
        bytes
    }

    const FILES: [(&str, &[u8]); 4] =
        [("cats/", b""), ("cats/1.png", &[7; 500]), ("dogs/ä.png", b"bark"), ("empty", b"")];

    #[test]
    fn stored_and_deflated_files_come_back() {
        let files = unzip("pets.zip", &archive(&FILES), |path| path != "empty").unwrap();
        assert_eq!(files, [("cats/1.png".into(), vec![7; 500]), ("dogs/ä.png".into(), b"bark".to_vec())]);
    }

    /// No damage goes unnoticed that could change a file, and none makes the reader fail otherwise than with an error.
    #[test]
    fn damage_is_noticed() {
        let whole = archive(&FILES);
        let intact = unzip("a.zip", &whole, |_| true).unwrap();
        for len in 0..whole.len() {
            let error = unzip("a.zip", &whole[..len], |_| true).unwrap_err();
            assert_eq!(error.expected, "the end record of a ZIP archive", "cut to {len} bytes");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut damaged = whole.clone();
                damaged[at] ^= 1 << bit;
                if let Ok(files) = unzip("a.zip", &damaged, |_| true) {
                    // Names, dates and the like may differ, contents may not.
                    assert!(
                        files.iter().all(|(_, content)| intact.iter().any(|(_, other)| content == other))
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_read_is_said() {
        let whole = archive(&FILES[2..]);
        let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let refusal = |at: usize, byte: u8| {
            let mut changed = whole.clone();
            changed[at] = byte;
            unzip("a.zip", &changed, |_| true).unwrap_err().to_string()
        };
        let at = |offset: usize| format!("a.zip, byte {}: expected ", directory + offset);
        assert_eq!(
            refusal(directory + 8, 1),
            at(8) + "a file that is not encrypted, but found an encrypted one (dogs/ä.png)"
        );
        assert_eq!(
            refusal(directory + 10, 12),
            at(10) + "a file that is stored or deflated, but found method 12 (dogs/ä.png)"
        );
        assert_eq!(
            refusal(directory + 27, 0x40),
            at(24) + "at most 268435456 bytes in all, but found 1073741828 more (dogs/ä.png)"
        );
        assert!(refusal(41, b'm').contains("bytes with the checksum"));
    }
}
