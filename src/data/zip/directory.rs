//! The directory of an archive: what it says about each file, and whether that can be true.

use std::ops::Range;

use flate2::Crc;

use super::LOCAL;
use crate::data::limits::MOST_ENTRIES;
use crate::data::{DataError, Expected, Found, NameEncoding};

/// The fixed part of each record, in bytes: the end of the directory, that of ZIP64, what says where that is, an entry.
const END: usize = 22;
const END64: usize = 56;
const LOCATOR: usize = 20;
const ENTRY: usize = 46;

/// Extra fields: sizes in 64 bits, and Info-ZIP's name in UTF-8.
const ZIP64: usize = 0x0001;
const UNICODE_PATH: usize = 0x7075;

/// What the directory says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it says it.
    pub at: usize,
    pub flags: usize,
    pub method: usize,
    pub crc: u32,
    pub packed: u64,
    pub size: u64,
    /// Where the file's own header is.
    local: u64,
    /// The bytes of its name, and those of its extra fields.
    name: Range<usize>,
    extra: Range<usize>,
}

/// The bytes of an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directory<'a> {
    pub file: &'a str,
    pub bytes: &'a [u8],
}

impl<'a> Directory<'a> {
    /// Two bytes that are known to be there.
    fn u16(&self, at: usize) -> usize {
        usize::from(u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]))
    }

    fn u32(&self, at: usize) -> u32 {
        (self.u16(at) | self.u16(at + 2) << 16) as u32
    }

    fn u64(&self, at: usize) -> u64 {
        u64::from(self.u32(at)) | u64::from(self.u32(at + 4)) << 32
    }

    fn refuse(&self, at: usize, expected: Expected, found: Found) -> DataError {
        DataError::at(self.file, at, expected, found)
    }

    /// What it says about each file.
    pub fn records(&self) -> Result<Vec<Record>, DataError> {
        let end = self.end()?;
        // The end of ZIP64 takes the place of the other one.
        let (end, counts, size, start) = match self.end64(end)? {
            Some(end) => {
                let disks = self.u32(end + 16) | self.u32(end + 20);
                self.one_piece(end + 16, disks, self.u64(end + 24) == self.u64(end + 32))?;
                (end, self.u64(end + 32), self.u64(end + 40), self.u64(end + 48))
            }
            None => {
                let disks = self.u16(end + 4) | self.u16(end + 6);
                self.one_piece(end + 4, disks as u32, self.u16(end + 8) == self.u16(end + 10))?;
                let (size, start) = (u64::from(self.u32(end + 12)), u64::from(self.u32(end + 16)));
                (end, self.u16(end + 10) as u64, size, start)
            }
        };
        if start.checked_add(size) != Some(end as u64) {
            let found = Found::SomeBytes { size, start };
            return Err(self.refuse(end, Expected::DirectoryUpTo { byte: end }, found));
        }
        if counts > MOST_ENTRIES as u64 {
            return Err(self.refuse(end, Expected::FewEntries, Found::Count(counts)));
        }
        let (mut records, mut at) = (Vec::new(), start as usize);
        for _ in 0..counts {
            let record = self.entry(at)?;
            at = record.extra.end + self.u16(at + 32);
            records.push(record);
        }
        if at != end {
            return Err(self.refuse(at, Expected::DirectoryEnd, Found::MoreOfDirectory));
        }
        Ok(records)
    }

    fn one_piece(&self, at: usize, disks: u32, same: bool) -> Result<(), DataError> {
        if disks == 0 && same {
            return Ok(());
        }
        Err(self.refuse(at, Expected::OnePiece, Found::OneOfSeveralParts))
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
            .ok_or_else(|| DataError::of(self.file, Expected::EndRecord, Found::None))
    }

    /// Where the end record of ZIP64 begins, if there is one: what says it stands before the other one.
    fn end64(&self, end: usize) -> Result<Option<usize>, DataError> {
        let locator = end.checked_sub(LOCATOR).filter(|&at| self.bytes[at..].starts_with(b"PK\x06\x07"));
        let Some(locator) = locator else { return Ok(None) };
        let at = usize::try_from(self.u64(locator + 8)).unwrap_or(usize::MAX);
        let at = self.record(at, END64, b"PK\x06\x06", Expected::EndRecord64)?;
        // Behind its fixed part it may hold more.
        if self.u64(at + 4).checked_add(at as u64 + 12) != Some(locator as u64) {
            return Err(self.refuse(at + 4, Expected::EndRecordInPlace, Found::AnotherSize));
        }
        Ok(Some(at))
    }

    fn entry(&self, at: usize) -> Result<Record, DataError> {
        self.record(at, ENTRY, b"PK\x01\x02", Expected::DirectoryEntry)?;
        let name = at + ENTRY..at + ENTRY + self.u16(at + 28);
        let extra = name.end..name.end + self.u16(at + 30);
        if extra.end + self.u16(at + 32) > self.bytes.len() {
            return Err(self.refuse(name.start, Expected::Name, Found::EndOfFile));
        }
        let (mut size, mut packed, mut local) =
            (u64::from(self.u32(at + 24)), u64::from(self.u32(at + 20)), u64::from(self.u32(at + 42)));
        // Those of them that do not fit in 32 bits, in this order.
        let mut long = self.extra(&extra, ZIP64).unwrap_or_default();
        for value in [&mut size, &mut packed, &mut local] {
            if *value == u64::from(u32::MAX) && long.len() >= 8 {
                *value = self.u64(long.start);
                long.start += 8;
            }
        }
        let (flags, method, crc) = (self.u16(at + 8), self.u16(at + 10), self.u32(at + 16));
        Ok(Record { at, flags, method, crc, packed, size, local, name, extra })
    }

    /// Where the content of an extra field is.
    fn extra(&self, fields: &Range<usize>, wanted: usize) -> Option<Range<usize>> {
        let mut at = fields.start;
        while at + 4 <= fields.end {
            let content = at + 4..at + 4 + self.u16(at + 2);
            if content.end > fields.end {
                return None;
            }
            if self.u16(at) == wanted {
                return Some(content);
            }
            at = content.end;
        }
        None
    }

    /// Checks that a record of `len` bytes with this signature begins at `at`.
    fn record(&self, at: usize, len: usize, signature: &[u8], what: Expected) -> Result<usize, DataError> {
        match self.bytes.get(at..).filter(|rest| rest.len() >= len) {
            None => Err(self.refuse(at, what, Found::EndOfFile)),
            Some(rest) if rest.starts_with(signature) => Ok(at),
            Some(_) => Err(self.refuse(at, what, Found::SomethingElse)),
        }
    }

    /// The bytes of a name, if nothing says how it is encoded.
    pub fn silent_name(&self, record: &Record) -> Option<&'a [u8]> {
        let name = &self.bytes[record.name.clone()];
        // Bit 11 says that a name is UTF-8.
        let says_so = name.is_ascii() || record.flags & 0x800 != 0 || self.unicode_path(record).is_some();
        (!says_so).then_some(name)
    }

    /// The name, in this encoding where nothing else says how it is encoded.
    pub fn name(&self, record: &Record, encoding: NameEncoding) -> String {
        if let Some(name) = self.unicode_path(record) {
            return name.to_owned();
        }
        let says_so = self.silent_name(record).is_none();
        let encoding = if says_so { NameEncoding::Utf8 } else { encoding };
        encoding.decode(&self.bytes[record.name.clone()])
    }

    /// Info-ZIP's name in UTF-8. It has the checksum of the other one: who renames a file without knowing of it changes that.
    fn unicode_path(&self, record: &Record) -> Option<&'a str> {
        let field = &self.bytes[self.extra(&record.extra, UNICODE_PATH)?];
        let (&[1, a, b, c, d], name) = field.split_first_chunk()? else { return None };
        let mut sum = Crc::new();
        sum.update(&self.bytes[record.name.clone()]);
        (sum.sum() == u32::from_le_bytes([a, b, c, d])).then(|| std::str::from_utf8(name).ok())?
    }

    /// Where the bytes of a file begin, behind its own header. Names and extra fields may have other lengths there than here.
    pub fn data(&self, record: &Record) -> Result<usize, DataError> {
        let at = usize::try_from(record.local).unwrap_or(usize::MAX);
        let local = self.record(at, LOCAL, b"PK\x03\x04", Expected::FileHeader)?;
        let start = local + LOCAL + self.u16(local + 26) + self.u16(local + 28);
        if start > self.bytes.len() {
            return Err(self.refuse(local + LOCAL, Expected::Name, Found::EndOfFile));
        }
        Ok(start)
    }

    /// Checks that no byte belongs to two files. Those without a header cannot be unpacked anyway.
    pub fn check_apart(&self, records: &[Record]) -> Result<(), DataError> {
        let range = |record: &Record| {
            let data = self.data(record).ok()?;
            Some((record.local, (data as u64).saturating_add(record.packed), record.at))
        };
        let mut ranges: Vec<(u64, u64, usize)> = records.iter().filter_map(range).collect();
        ranges.sort_unstable();
        match ranges.windows(2).find(|pair| pair[0].1 > pair[1].0) {
            None => Ok(()),
            Some(pair) => {
                let found = Found::InsideAnother { byte: pair[1].0 };
                Err(self.refuse(pair[1].2 + 42, Expected::FileFrom { byte: pair[0].1 }, found))
            }
        }
    }
}
