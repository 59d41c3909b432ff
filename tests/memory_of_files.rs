//! What reading files costs: how much memory is held at most, whatever they announce or unpack to.

use std::io::Write;

use convoscope::data::zip::{Archive, Wanted};
use convoscope::data::{DataError, csv, idx};
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// What came of some work, and the most bytes that were held at once for it.
fn held<T>(work: impl FnOnce() -> T) -> (T, usize) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let done = work();
    (done, MEMORY.peak_usage() - before)
}

/// `head`, and then the same byte so many times, gzipped.
fn gzip(head: &[u8], byte: u8, count: usize) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(head).unwrap();
    (0..count / MIB).for_each(|_| gzip.write_all(&vec![byte; MIB]).unwrap());
    gzip.write_all(&vec![byte; count % MIB]).unwrap();
    gzip.finish().unwrap()
}

fn header(magic: u32, dims: &[u32]) -> Vec<u8> {
    [magic].iter().chain(dims).flat_map(|number| number.to_be_bytes()).collect()
}

/// An archive of one deflated file of zeros that says how large it is.
fn archive(path: &str, size: usize) -> Vec<u8> {
    let (mut deflated, mut crc) = (DeflateEncoder::new(Vec::new(), Compression::fast()), Crc::new());
    for _ in 0..size / MIB {
        deflated.write_all(&vec![0; MIB]).unwrap();
        crc.update(&vec![0; MIB]);
    }
    let deflated = deflated.finish().unwrap();
    let long = |value: usize| (value as u32).to_le_bytes();
    let head = [
        &[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..],
        &crc.sum().to_le_bytes(),
        &long(deflated.len()),
        &long(size),
        &[path.len() as u8, 0, 0, 0],
    ]
    .concat();
    let mut bytes = [b"PK\x03\x04", &head[..], path.as_bytes(), &deflated].concat();
    let start = bytes.len();
    bytes.extend([b"PK\x01\x02\x14\0", &head[..], &[0; 14], path.as_bytes()].concat());
    let directory = bytes.len() - start;
    bytes.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &long(directory)[..], &long(start), &[0, 0]].concat());
    bytes
}

/// One test, since all threads of a program share its memory.
#[test]
fn nothing_costs_more_than_it_becomes() {
    // IDX files: all values, once.
    let count = 80_000;
    let values = count * 28 * 28;
    let images = gzip(&header(0x0803, &[count as u32, 28, 28]), 0, values);
    let labels = gzip(&header(0x0801, &[count as u32]), 1, count);
    let mixed = [header(0x0801, &[count as u32]), vec![0], vec![1; count - 1]].concat();
    let read = |images: &[u8], labels: &[u8]| -> Result<usize, DataError> {
        let file = |name, bytes: &[u8]| idx::File { name, bytes: bytes.to_vec().into() };
        Ok(idx::read(file("images", images), file("labels", labels))?.images.len())
    };
    assert!(images.len() < MIB);
    let (read_values, most) = held(|| read(&images, &mixed));
    assert_eq!(read_values, Ok(values));
    assert!(most < values + 2 * MIB, "{most}");
    // Labels that are all the same are known once both are read, a wrong end before any value is kept.
    let mut wrong_sum = images.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 1;
    let cut_off = &images[..images.len() - 1];
    let lying = gzip(&header(0x0803, &[300_000, 28, 28]), 0, values);
    let many_labels = gzip(&header(0x0801, &[300_000]), 1, 300_000);
    let longer = gzip(&header(0x0803, &[count as u32, 28, 28]), 0, values + 1);
    for (images, labels) in
        [(&wrong_sum[..], &labels), (cut_off, &labels), (&lying, &many_labels), (&longer, &labels)]
    {
        let (refused, most) = held(|| read(images, labels).is_err());
        assert!(refused && most < 2 * MIB, "{most}");
    }

    // Archives: one file at a time, and none that is larger than it may be.
    let unpacked = |bytes: &[u8], wanted| -> Result<usize, DataError> {
        let archive = Archive::open("a.zip", bytes, None, |_| Some(wanted))?;
        archive.unpack(&archive.files[0]).map(|content| content.len())
    };
    let picture = archive("a.png", 250 * MIB);
    assert!(picture.len() < 2 * MIB);
    let (refused, most) = held(|| unpacked(&picture, Wanted::Picture).is_err());
    assert!(refused && most < MIB / 4, "{most}");
    let picture = archive("a.png", 60 * MIB);
    let (size, most) = held(|| unpacked(&picture, Wanted::Picture));
    assert_eq!(size, Ok(60 * MIB));
    assert!(most < 64 * MIB, "{most}");

    // Tables: samples, and never the text of them.
    let read = |bytes: &[u8]| -> Result<usize, DataError> {
        Ok(csv::read_all(&[idx::File { name: "a.csv.gz", bytes: bytes.into() }])?.0.images.len())
    };
    let endless = gzip(b"", b'1', 40 * MIB);
    let (refused, most) = held(|| read(&endless).is_err());
    assert!(refused && most < 64 * MIB, "{most}");
    let line = |label: &str| format!("{label}{}\n", ",127".repeat(784));
    let text = [line("a"), line("b")].concat().repeat(10_000);
    let mut gzipped = GzEncoder::new(Vec::new(), Compression::fast());
    gzipped.write_all(text.as_bytes()).unwrap();
    let gzipped = gzipped.finish().unwrap();
    let (values, most) = held(|| read(&gzipped));
    assert_eq!(values, Ok(20_000 * 784));
    assert!(most < text.len(), "{most} for {}", text.len());
}
