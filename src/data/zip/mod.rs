//! Reader of ZIP archives (PKWARE, "APPNOTE.TXT: .ZIP file format specification"): files stored or deflated, found by the
//! directory at the end, also that of ZIP64. Encrypted and split archives are refused, and so is whatever does not add up.
//!
//! All that an archive announces is checked before any file in it is unpacked: how many entries there are, how large each and all
//! of them are, and that no two share bytes, as in archives that unpack to far more than they could hold (Fifield, "A better zip
//! bomb", 2019).

mod directory;

use std::borrow::Cow;
use std::io::{self, Write};

use directory::{Directory, Record};
use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::limits::{LARGEST, LARGEST_PICTURE};
use super::unpack::{self, WrongLength};
use super::{DataError, Expected, Found, NameEncoding};

/// The fixed part of a file's header, in bytes.
const LOCAL: usize = 30;

/// What a file is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A picture, of at most [`LARGEST_PICTURE`] bytes.
    Picture,
    /// A table or an IDX file, of at most [`LARGEST`] bytes.
    Table,
    /// Weights of a network: of any size where they are stored as they are, since nothing is unpacked then.
    Weights,
}

/// An archive whose directory was read and checked.
///
/// ```
/// use convoscope::data::zip::{Archive, Wanted};
/// let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
/// assert_eq!(Archive::open("empty.zip", &empty, None, |_| Some(Wanted::Table))?.files, []);
/// assert_eq!(
///     Archive::open("text.zip", b"no archive", None, |_| Some(Wanted::Table)).unwrap_err().to_string(),
///     "text.zip: expected the end record of a ZIP archive, but found none"
/// );
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
#[derive(Debug)]
pub struct Archive<'a> {
    directory: Directory<'a>,
    /// The files that are wanted.
    pub files: Vec<Entry>,
    /// The folders that it lists, without a slash at the end.
    pub folders: Vec<String>,
    /// How names were read that do not say it themselves; `None` where all do, or are ASCII.
    pub encoding: Option<NameEncoding>,
}

/// A file in an archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name with the folders that it lies in.
    pub path: String,
    record: Record,
    /// The most bytes that it may have.
    most: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory and looks for what `wants` wants. Names that do not say how they are encoded are read as `encoding`, or as
    /// it seems best.
    pub fn open(
        file: &'a str,
        bytes: &'a [u8],
        encoding: Option<NameEncoding>,
        wants: impl Fn(&str) -> Option<Wanted>,
    ) -> Result<Self, DataError> {
        let directory = Directory { file, bytes };
        let records = directory.records()?;
        directory.check_apart(&records)?;
        let silent: Vec<&[u8]> = records.iter().filter_map(|record| directory.silent_name(record)).collect();
        let guessed = encoding.unwrap_or_else(|| NameEncoding::guess(&silent));
        let encoding = (!silent.is_empty()).then_some(guessed);
        let mut archive = Self { directory, files: Vec::new(), folders: Vec::new(), encoding };
        let mut left = LARGEST;
        for record in records {
            // Some programs for Windows write its separator. It is looked for among characters, since it may be half of one.
            let path = directory.name(&record, guessed).replace('\\', "/");
            if let Some(folder) = path.strip_suffix('/') {
                archive.folders.push(folder.to_owned());
            } else if let Some(wanted) = wants(&path) {
                let most = match wanted {
                    Wanted::Picture => LARGEST_PICTURE,
                    Wanted::Weights if record.method == 0 => usize::MAX,
                    Wanted::Table | Wanted::Weights => LARGEST,
                };
                // What is larger is never unpacked, and takes no part in the sum.
                if record.size <= most as u64 && most < usize::MAX {
                    left = left.checked_sub(record.size as usize).ok_or_else(|| {
                        let found = Found::MoreBytes { size: record.size, path: path.clone() };
                        DataError::at(file, record.at + 24, Expected::BytesInAll, found)
                    })?;
                }
                archive.files.push(Entry { path, record, most });
            }
        }
        Ok(archive)
    }

    /// Unpacks a file, as many bytes as the directory announces; those that are stored as they are are not copied.
    pub fn unpack(&self, entry: &Entry) -> Result<Cow<'a, [u8]>, DataError> {
        let Directory { file, bytes } = self.directory;
        let Record { at, flags, method, crc, packed, size, .. } = entry.record;
        let refuse = |at, expected, found| DataError::at(file, at, expected, found);
        if flags & 1 != 0 {
            return Err(refuse(at + 8, Expected::NotEncrypted, Found::Encrypted));
        }
        if method != 0 && method != 8 {
            return Err(refuse(at + 10, Expected::StoredOrDeflated, Found::Method(method)));
        }
        let start = self.directory.data(&entry.record)?;
        let data = usize::try_from(packed).ok().and_then(|packed| bytes[start..].get(..packed));
        let Some(data) = data else {
            return Err(refuse(start, Expected::Bytes(packed), Found::count(bytes.len() - start)));
        };
        if size > entry.most as u64 {
            return Err(refuse(at + 24, Expected::FewBytes { most: entry.most }, Found::Count(size)));
        }
        let size = size as usize;
        let mut sum = Checksum(Crc::new());
        let checked = match method {
            0 => unpack::check(data, size, &mut sum),
            _ => unpack::check(DeflateDecoder::new(data), size, &mut sum),
        };
        checked.map_err(|why| match why {
            WrongLength::Less(found) => refuse(start, Expected::UnpackedBytes(size), Found::count(found)),
            WrongLength::More => refuse(start, Expected::UnpackedBytes(size), Found::More),
            WrongLength::Damaged(error) => {
                refuse(start, Expected::DeflatedBytes, Found::Reader(error.to_string()))
            }
        })?;
        if sum.0.sum() != crc {
            return Err(refuse(start, Expected::Checksum(crc), Found::Bits(sum.0.sum())));
        }
        if method == 0 {
            return Ok(data.into());
        }
        let unpacked = unpack::read(DeflateDecoder::new(data), size);
        let damaged = |error: io::Error| Found::Reader(error.to_string());
        unpacked.map(Cow::Owned).map_err(|error| refuse(start, Expected::DeflatedBytes, damaged(error)))
    }
}

/// Adds up what is written.
struct Checksum(Crc);

impl Write for Checksum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
