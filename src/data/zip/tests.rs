//! Archives as programs write them, damaged, and with names of other times.

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
    let unpacked = unzip("pets.zip", &archive(&FILES), None, |path| path != "empty").unwrap();
    assert_eq!(
        (&unpacked.folders[..], unpacked.encoding),
        (&["cats".to_owned()][..], Some(NameEncoding::Utf8))
    );
    assert_eq!(
        unpacked.files,
        [("cats/1.png".into(), vec![7; 500]), ("dogs/ä.png".into(), b"bark".to_vec())]
    );
}

/// No damage goes unnoticed that could change a file, and none makes the reader fail otherwise than with an error.
#[test]
fn damage_is_noticed() {
    let whole = archive(&FILES);
    let intact = unzip("a.zip", &whole, None, |_| true).unwrap().files;
    for len in 0..whole.len() {
        let error = unzip("a.zip", &whole[..len], None, |_| true).unwrap_err();
        assert_eq!(error.expected, "the end record of a ZIP archive", "cut to {len} bytes");
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << bit;
            if let Ok(Unpacked { files, .. }) = unzip("a.zip", &damaged, None, |_| true) {
                // Names, dates and the like may differ, contents may not.
                assert!(files.iter().all(|(_, content)| intact.iter().any(|(_, other)| content == other)));
            }
        }
    }
}

#[test]
fn separators_of_windows_are_separators() {
    let files = unzip("a.zip", &archive(&[("set\\a\\1.png", b"x")]), None, |_| true).unwrap().files;
    assert_eq!(files, [("set/a/1.png".to_owned(), b"x".to_vec())]);
}

#[test]
fn what_is_not_read_is_said() {
    let whole = archive(&FILES[2..]);
    let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let refusal = |at: usize, byte: u8| {
        let mut changed = whole.clone();
        changed[at] = byte;
        match unzip("a.zip", &changed, None, |_| true) {
            Ok(Unpacked { left_out, .. }) => match &left_out[..] {
                [LeftOut { file, why: Reason::Damaged(error) }] => format!("{error} ({file})"),
                other => panic!("{other:?}"),
            },
            Err(error) => error.to_string(),
        }
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
