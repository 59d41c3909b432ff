//! Streams whose length is known beforehand. They are unpacked twice: first to see that they are what they are said to be, which
//! keeps no byte, and then into memory of exactly that size. What is refused costs no memory, and nothing is copied as it grows.

use std::io::{self, Read, Write};

/// Why a stream does not hold as many bytes as it should.
#[derive(Debug)]
pub(super) enum WrongLength {
    /// It ends after so many.
    Less(usize),
    /// It goes on.
    More,
    /// It cannot be unpacked.
    Damaged(io::Error),
}

/// Checks that exactly `len` bytes are left. `sees` is given them, and at most one more.
pub(super) fn check(from: impl Read, len: usize, sees: &mut impl Write) -> Result<(), WrongLength> {
    // One byte more than announced tells whether something follows, and makes decoders compare their checksums.
    match io::copy(&mut from.take(len as u64 + 1), sees) {
        Err(error) => Err(WrongLength::Damaged(error)),
        Ok(found) if found < len as u64 => Err(WrongLength::Less(found as usize)),
        Ok(found) if found > len as u64 => Err(WrongLength::More),
        Ok(_) => Ok(()),
    }
}

/// Reads `len` bytes that [`check`] has seen in the same stream.
pub(super) fn read(from: impl Read, len: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(len);
    from.take(len as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Zeros without end, and how many of them were read.
    struct Zeros(usize);

    impl Read for Zeros {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            to.fill(0);
            self.0 += to.len();
            Ok(to.len())
        }
    }

    #[test]
    fn no_more_is_read_than_was_announced() {
        let mut zeros = Zeros(0);
        let found = check(&mut zeros, 100_000, &mut io::sink());
        assert!(matches!(found, Err(WrongLength::More)));
        assert_eq!(zeros.0, 100_001);
        let bytes = read(Zeros(0), 100_000).unwrap();
        assert_eq!((bytes.len(), bytes.capacity()), (100_000, 100_000));
        assert!(matches!(check(&[1, 2][..], 3, &mut io::sink()), Err(WrongLength::Less(2))));
        assert!(check(&[1, 2][..], 2, &mut io::sink()).is_ok());
    }
}
