//! Text of files: UTF-8, or UTF-16 where a byte order mark says so, as spreadsheets write it.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::limits::{LARGEST, LONGEST_LINE};
use super::{DataError, Expected, Found, gzip};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// The whole text of a small file, without its byte order mark. What is no text becomes U+FFFD.
///
/// ```
/// use convoscope::data::text::decoded;
/// assert_eq!(decoded(b"\xef\xbb\xbf{}"), "{}");
/// assert_eq!(decoded(b"\xff\xfe{\0}\0"), "{}");
/// ```
pub fn decoded(bytes: &[u8]) -> String {
    UTF_8.decode(bytes).0.into_owned()
}

/// The lines of a file, gzipped or not, one after the other; no more of it is in memory than a line and a chunk.
pub(super) struct Lines<'a> {
    file: &'a str,
    /// Bytes of the file as it is.
    size: usize,
    from: Box<dyn Read + 'a>,
    decoder: Decoder,
    chunk: Vec<u8>,
    /// Text that was decoded, from where on it was not handed out yet, and up to where it holds no end of a line.
    text: String,
    start: usize,
    searched: usize,
    /// Bytes that were read, and lines that were handed out.
    read: usize,
    count: usize,
    ended: bool,
}

impl<'a> Lines<'a> {
    pub fn new(file: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            file,
            size: bytes.len(),
            from: gzip::reader(bytes),
            // It looks for byte order marks.
            decoder: UTF_8.new_decoder(),
            chunk: vec![0; CHUNK],
            text: String::new(),
            start: 0,
            searched: 0,
            read: 0,
            count: 0,
            ended: false,
        }
    }

    /// The next line and its number, counted from 1.
    pub fn next_line(&mut self) -> Result<Option<(usize, &str)>, DataError> {
        let end = loop {
            if let Some(at) = self.text[self.searched..].find('\n') {
                break self.searched + at;
            }
            self.searched = self.text.len();
            if self.ended {
                break self.text.len();
            }
            self.text.drain(..self.start);
            (self.searched, self.start) = (self.searched - self.start, 0);
            if self.text.len() > LONGEST_LINE {
                let at = [self.count + 1, 1];
                return Err(DataError::in_cell(self.file, at, Expected::ShortLine, Found::More));
            }
            self.decode()?;
        };
        if self.start == self.text.len() {
            return Ok(None);
        }
        let line = &self.text[self.start..end];
        self.start = (end + 1).min(self.text.len());
        self.searched = self.start;
        self.count += 1;
        Ok(Some((self.count, line.strip_suffix('\r').unwrap_or(line))))
    }

    /// Reads and decodes more of the file.
    fn decode(&mut self) -> Result<(), DataError> {
        let read = self.from.read(&mut self.chunk);
        let count = read.map_err(|error| gzip::damaged(self.file, &error, self.size))?;
        if self.read + count > LARGEST {
            return Err(DataError::of(self.file, Expected::ShortText, Found::More));
        }
        self.ended = count == 0;
        let needed = self.decoder.max_utf8_buffer_length_without_replacement(count);
        self.text.reserve(needed.unwrap_or(0));
        let (result, used) = self.decoder.decode_to_string_without_replacement(
            &self.chunk[..count],
            &mut self.text,
            self.ended,
        );
        if let DecoderResult::Malformed(length, behind) = result {
            let at = (self.read + used).saturating_sub(usize::from(length) + usize::from(behind));
            return Err(DataError::at(self.file, at, Expected::Unicode, Found::OtherBytes));
        }
        self.read += count;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Result<Vec<String>, String> {
        let (mut lines, mut all) = (Lines::new("t.csv", bytes), Vec::new());
        while let Some((number, line)) = lines.next_line().map_err(|error| error.to_string())? {
            all.push(line.to_owned());
            assert_eq!(number, all.len());
        }
        Ok(all)
    }

    #[test]
    fn lines_are_those_of_the_standard_library() {
        let long = format!("{}\n", "7,".repeat(CHUNK)).repeat(3);
        for text in ["", "a", "a\n", "a\r\nb\n\n\nc", "\n", "ä\r", &long] {
            let wanted: Vec<&str> = text.strip_suffix('\r').unwrap_or(text).lines().collect();
            assert_eq!(lines(text.as_bytes()).unwrap(), wanted);
            let utf16: Vec<u16> = [0xfeff].into_iter().chain(text.encode_utf16()).collect();
            let [little, big] = [u16::to_le_bytes, u16::to_be_bytes]
                .map(|bytes| utf16.iter().flat_map(|unit| bytes(*unit)).collect::<Vec<u8>>());
            assert_eq!(lines(&little).unwrap(), wanted);
            assert_eq!(lines(&big).unwrap(), wanted);
        }
    }

    #[test]
    fn what_is_no_text_is_refused_where_it_begins() {
        let text = "t.csv, byte 4: expected text in UTF-8 or UTF-16, but found other bytes";
        assert_eq!(lines(b"1,0\n\xff,3").unwrap_err(), text);
        assert_eq!(lines(b"1,0\n\xe2\x82").unwrap_err(), text);
        let long = vec![b'1'; LONGEST_LINE + CHUNK + 1];
        assert!(
            lines(&long).unwrap_err().starts_with("t.csv, line 1, column 1: expected at most 16777216 bytes")
        );
    }
}
