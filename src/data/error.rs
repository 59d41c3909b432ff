//! Why something cannot be read as data. Its words are in `app/text/errors/data.rs`.

use serde::{Deserialize, Serialize};

use crate::shape::Shape;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Position {
    /// Counted from 0.
    Byte(usize),
    /// As editors and spreadsheets count, from 1.
    Cell {
        /// The line.
        line: usize,
        /// The cell in it.
        column: usize,
    },
}

/// Why something cannot be read as data: where, what was expected there, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataError {
    /// The file, by the name that whoever chose it knows.
    pub file: String,
    /// Where in it; `None` where the file as a whole is meant.
    pub at: Option<Position>,
    /// What was expected.
    pub expected: Box<Expected>,
    /// What was found instead.
    pub found: Found,
}

/// What is expected of a file. Bounds are those of `limits`.
#[allow(missing_docs, reason = "the words in `app/text/errors/data.rs` say what each is")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    // Text and tables.
    ShortLine,
    ShortText,
    Unicode,
    Tables,
    ImagesOfTable { side: usize, first: String },
    ValuesWithThoseOf { first: String },
    LabelAndSquare,
    Cells(usize),
    FewSamples { most: usize, side: usize },
    Label,
    FewLabels,
    Number,
    ByteValue,
    Line,
    Labels,
    // IDX.
    Pairs,
    ImagesOfFile { shape: Shape, first: String },
    ValuesInAllFiles,
    LabelForEachImage { count: usize, images: String },
    Color,
    TwoLabels,
    IdxHeader { bytes: usize },
    IdxImages { magic: u32 },
    IdxLabels { magic: u32 },
    Dimensions,
    Values,
    EndByHeader,
    BytesByHeader(usize),
    Gzip,
    // Pictures.
    FewImages { most: usize, shape: Shape },
    Folders,
    WholeTiles { w: usize, h: usize },
    RowsOfTiles,
    ColumnsOfTiles,
    FewTiles { most: usize },
    Pixel,
    BytesOfPixels { bytes: usize, w: usize, h: usize },
    FewPixels { most: usize },
    // ZIP.
    DirectoryUpTo { byte: usize },
    FewEntries,
    DirectoryEnd,
    OnePiece,
    EndRecord,
    EndRecord64,
    EndRecordInPlace,
    DirectoryEntry,
    Name,
    FileHeader,
    FileFrom { byte: u64 },
    BytesInAll,
    NotEncrypted,
    StoredOrDeflated,
    Bytes(u64),
    FewBytes { most: usize },
    UnpackedBytes(usize),
    DeflatedBytes,
    Checksum(u32),
}

/// What is found instead.
#[allow(missing_docs, reason = "the words in `app/text/errors/data.rs` say what each is")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    Count(u64),
    /// Sizes, the first first.
    Sizes(Vec<usize>),
    /// Text of the file.
    Quoted(String),
    /// What a reader that is not ours says, in English.
    Reader(String),
    Bits(u32),
    None,
    Nothing,
    More,
    OneMore,
    OtherBytes,
    EndOfFile,
    SomethingElse,
    Tables(usize),
    Cells(usize),
    AnotherLabel(String),
    OnlyLabel(u8),
    Files {
        labels: usize,
        others: usize,
    },
    EndAt {
        byte: usize,
    },
    BytesAfterEnd(usize),
    TooManyMembers,
    /// Folders, and the first file that cannot be used with the number of others.
    Folders {
        count: usize,
        left_out: Option<(String, usize)>,
    },
    SomeBytes {
        size: u64,
        start: u64,
    },
    MoreOfDirectory,
    OneOfSeveralParts,
    AnotherSize,
    InsideAnother {
        byte: u64,
    },
    MoreBytes {
        size: u64,
        path: String,
    },
    Encrypted,
    Method(usize),
}

impl DataError {
    /// An error about byte `byte` of `file`.
    pub(super) fn at(file: &str, byte: usize, expected: Expected, found: Found) -> Self {
        Self { at: Some(Position::Byte(byte)), ..Self::of(file, expected, found) }
    }

    /// An error about a cell of a table.
    pub(super) fn in_cell(file: &str, [line, column]: [usize; 2], expected: Expected, found: Found) -> Self {
        Self { at: Some(Position::Cell { line, column }), ..Self::of(file, expected, found) }
    }

    /// An error about `file` as a whole.
    pub(super) fn of(file: &str, expected: Expected, found: Found) -> Self {
        Self { file: file.into(), at: None, expected: Box::new(expected), found }
    }
}

impl Found {
    /// So many of what is expected.
    pub(super) fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl std::error::Error for DataError {}

impl std::error::Error for Found {}
