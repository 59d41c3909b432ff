//! How much is read of what people choose. Sizes are compared with these before anything is unpacked, so that no file costs more
//! memory or work than they allow.

/// The most bytes that a file may hold or unpack to, that all files of an archive may unpack to, or that a data set may hold: five
/// times MNIST, and small enough for a browser.
pub const LARGEST: usize = 256 << 20;

/// The most bytes of one picture in an archive: those of 20 million pixels that are not compressed. Samples are far smaller.
pub const LARGEST_PICTURE: usize = 64 << 20;

/// The most entries of an archive: a data set of [`LARGEST`] bytes has no more images of 28 × 28, and its folders.
pub const MOST_ENTRIES: usize = 400_000;

/// The most members of a gzip file: as many as [`LARGEST`] bytes have in the smallest blocks that are usual, of 4 KiB. Each costs
/// the memory of a decoder to be cleared, even if it is empty.
pub const MOST_MEMBERS: usize = 1 << 16;

/// The most bytes of a line of a table: an image of 1024 × 1024, with 16 characters for each value.
pub const LONGEST_LINE: usize = 16 << 20;

/// The most classes, so that a label is one byte.
pub const MOST_CLASSES: usize = 256;
