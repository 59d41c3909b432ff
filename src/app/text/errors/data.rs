//! Why a file cannot be read as data.

use std::fmt;

use crate::app::text::{Text, tr};
use crate::data::limits::{LONGEST_LINE, MOST_ENTRIES, MOST_MEMBERS};
use crate::data::{DataError, Expected, Found, LARGEST, MOST_CLASSES, Position};

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, at, expected, found } = self;
        f.write_str(&match at {
            Some(Position::Byte(byte)) => {
                tr!("{file}, byte {byte}: expected {expected}, but found {found}")
            }
            Some(Position::Cell { line, column }) => {
                tr!("{file}, line {line}, column {column}: expected {expected}, but found {found}")
            }
            None => tr!("{file}: expected {expected}, but found {found}"),
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::ShortLine => tr!("at most {LONGEST_LINE} bytes in a line"),
            Self::ShortText => tr!("at most {LARGEST} bytes of text"),
            Self::Unicode => Text("text in UTF-8 or UTF-16").into(),
            Self::Tables => Text("one table, or one to train on and one for validation").into(),
            Self::ImagesOfTable { side, first } => tr!("images of {side} × {side} as in {first}"),
            Self::ValuesWithThoseOf { first } => tr!("at most {LARGEST} values with those of {first}"),
            Self::LabelAndSquare => {
                Text("a label and the pixels of a square image in every line, as 1 + 28 · 28 cells").into()
            }
            Self::Cells(count) => cells(*count),
            Self::FewSamples { most, side } => tr!("at most {most} samples of {side} × {side}"),
            Self::Label => Text("a label").into(),
            Self::FewLabels => tr!("at most {MOST_CLASSES} different labels"),
            Self::Number => Text("a number").into(),
            Self::ByteValue => Text("a value from 0 to 255").into(),
            Self::Line => Text("a line for each sample").into(),
            Self::Labels => tr!("2 to {MOST_CLASSES} different labels"),
            Self::FewImages { most, shape } => tr!("at most {most} images of {shape}"),
            Self::Folders => tr!("images in 2 to {MOST_CLASSES} folders, one for each class"),
            Self::WholeTiles { w, h } => tr!("whole tiles of {w} × {h} pixels"),
            Self::RowsOfTiles => tr!("2 to {MOST_CLASSES} rows of tiles, one for each class"),
            Self::ColumnsOfTiles => tr!("2 to {MOST_CLASSES} columns of tiles, one for each class"),
            Self::FewTiles { most } => tr!("at most {most} tiles"),
            Self::Pixel => Text("at least one pixel").into(),
            Self::BytesOfPixels { bytes, w, h } => tr!("{bytes} bytes for {w} × {h} pixels"),
            Self::FewPixels { most } => tr!("at most {most} pixels"),
            expected => of_packed(expected),
        })
    }
}

/// What is expected of IDX files and archives.
fn of_packed(expected: &Expected) -> String {
    match expected {
        Expected::Pairs => {
            Text("IDX files in pairs, one of images and one of labels, and at most two pairs").into()
        }
        Expected::ImagesOfFile { shape, first } => tr!("images of {shape} as in {first}"),
        Expected::ValuesInAllFiles => tr!("at most {LARGEST} values in all files"),
        Expected::LabelForEachImage { count, images } => {
            tr!("{count} labels, one for each image in {images}")
        }
        Expected::Color => Text("n × h × w × 3 or n × 3 × h × w values of images in colour").into(),
        Expected::TwoLabels => Text("at least two different labels").into(),
        Expected::IdxHeader { bytes } => tr!("an IDX header of {bytes} bytes"),
        Expected::IdxImages { magic } => tr!("an IDX file of images, {magic:#010x}"),
        Expected::IdxLabels { magic } => tr!("an IDX file of labels, {magic:#010x}"),
        Expected::Dimensions => Text("dimensions of at least 1").into(),
        Expected::Values => tr!("at most {LARGEST} values"),
        Expected::EndByHeader => Text("the end of the file by its header").into(),
        Expected::BytesByHeader(bytes) => tr!("{bytes} bytes by its header"),
        Expected::Gzip => Text("a whole gzip file").into(),
        Expected::DirectoryUpTo { byte } => tr!("a directory that ends at byte {byte}"),
        Expected::FewEntries => tr!("at most {MOST_ENTRIES} entries"),
        Expected::DirectoryEnd => Text("the end of the directory").into(),
        Expected::OnePiece => Text("an archive in one piece").into(),
        Expected::EndRecord => Text("the end record of a ZIP archive").into(),
        Expected::EndRecord64 => Text("the end record of ZIP64").into(),
        Expected::EndRecordInPlace => Text("an end record that ends where it is located").into(),
        Expected::DirectoryEntry => Text("a directory entry").into(),
        Expected::FileHeader => Text("the header of a file").into(),
        Expected::FileFrom { byte } => tr!("a file that begins at byte {byte} or later"),
        Expected::BytesInAll => tr!("at most {LARGEST} bytes in all"),
        Expected::NotEncrypted => Text("a file that is not encrypted").into(),
        Expected::StoredOrDeflated => Text("a file that is stored or deflated").into(),
        Expected::Bytes(bytes) => tr!("{bytes} bytes"),
        Expected::FewBytes { most } => tr!("at most {most} bytes"),
        Expected::UnpackedBytes(bytes) => tr!("{bytes} unpacked bytes"),
        Expected::DeflatedBytes => Text("deflated bytes").into(),
        Expected::Checksum(sum) => tr!("bytes with the checksum {sum:#010x}"),
        _ => Text("a name").into(),
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Count(count) => count.to_string(),
            Self::Sizes(sizes) => sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(" × "),
            Self::Quoted(text) => format!("“{text}”"),
            Self::Reader(why) => why.clone(),
            Self::Bits(bits) => format!("{bits:#010x}"),
            Self::None => Text("none").into(),
            Self::Nothing => Text("nothing").into(),
            Self::More => Text("more").into(),
            Self::OneMore => Text("one more").into(),
            Self::OtherBytes => Text("other bytes").into(),
            Self::EndOfFile => Text("the end of the file").into(),
            Self::SomethingElse => Text("something else").into(),
            Self::Tables(count) => tr!("{count, plural, one {# table} other {# tables}}"),
            Self::Cells(count) => cells(*count),
            Self::AnotherLabel(label) => tr!("another one, “{label}”"),
            Self::OnlyLabel(label) => tr!("no label but {label}"),
            Self::Files { labels, others } => tr!(
                "{labels, plural, one {# file of labels} other {# files of labels}} and {others, plural, one {# other} other {# others}}"
            ),
            Self::EndAt { byte } => tr!("its end at byte {byte}"),
            Self::BytesAfterEnd(bytes) => tr!("{bytes} bytes after its end"),
            Self::TooManyMembers => tr!("more than {MOST_MEMBERS} members"),
            Self::Folders { count, left_out } => folders(*count, left_out.as_ref()),
            Self::SomeBytes { size, start } => tr!("{size} bytes from byte {start} on"),
            Self::MoreOfDirectory => Text("more of it").into(),
            Self::OneOfSeveralParts => Text("one of several parts").into(),
            Self::AnotherSize => Text("another size").into(),
            Self::InsideAnother { byte } => tr!("byte {byte}, inside another file"),
            Self::MoreBytes { size, path } => tr!("{size} more ({path})"),
            Self::Encrypted => Text("an encrypted one").into(),
            Self::Method(method) => tr!("method {method}"),
        })
    }
}

fn cells(count: usize) -> String {
    tr!("{count, plural, one {# cell} other {# cells}}")
}

fn folders(count: usize, left_out: Option<&(String, usize)>) -> String {
    match left_out {
        None => tr!("{count, plural, one {# such folder} other {# such folders}}"),
        Some((first, 0)) => tr!(
            "{count, plural, one {# such folder} other {# such folders}} besides what cannot be used: {first}"
        ),
        Some((first, more)) => tr!(
            "{count, plural, one {# such folder} other {# such folders}} besides what cannot be used: {first} and {more} more"
        ),
    }
}
