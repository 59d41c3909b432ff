//! Archives as programs write them, damaged, and with names of other times.

use std::io::Write;

use flate2::{Compression, write::DeflateEncoder};

use super::*;

/// All files and what they hold, or why they cannot be unpacked.
type Unpacked = Vec<(String, Result<Vec<u8>, DataError>)>;

fn unzip(bytes: &[u8]) -> Result<Unpacked, DataError> {
    let archive = Archive::open("a.zip", bytes, None, |_| Some(Wanted::Table))?;
    let unpacked = |entry: &Entry| (entry.path.clone(), archive.unpack(entry).map(Cow::into_owned));
    Ok(archive.files.iter().map(unpacked).collect())
}

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
    let bytes = archive(&FILES);
    let pets =
        Archive::open("pets.zip", &bytes, None, |path| (path != "empty").then_some(Wanted::Table)).unwrap();
    assert_eq!((&pets.folders[..], pets.encoding), (&["cats".to_owned()][..], Some(NameEncoding::Utf8)));
    let files: Vec<(&str, Cow<[u8]>)> =
        pets.files.iter().map(|entry| (&*entry.path, pets.unpack(entry).unwrap())).collect();
    assert_eq!(files, [("cats/1.png", vec![7; 500].into()), ("dogs/ä.png", b"bark".into())]);
}

/// No damage goes unnoticed that could change a file, and none makes the reader fail otherwise than with an error.
#[test]
fn damage_is_noticed() {
    let whole = archive(&FILES);
    let intact = unzip(&whole).unwrap();
    for len in 0..whole.len() {
        let error = unzip(&whole[..len]).unwrap_err();
        assert_eq!(*error.expected, Expected::EndRecord, "cut to {len} bytes");
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << bit;
            // Names, dates and the like may differ, contents may not.
            let same = |content: &Vec<u8>| intact.iter().any(|(_, other)| other.as_ref() == Ok(content));
            for (_, content) in unzip(&damaged).unwrap_or_default() {
                assert!(content.as_ref().map_or(true, same));
            }
        }
    }
}

#[test]
fn separators_of_windows_are_separators() {
    let files = unzip(&archive(&[("set\\a\\1.png", b"x")])).unwrap();
    assert_eq!(files, [("set/a/1.png".to_owned(), Ok(b"x".to_vec()))]);
}

#[test]
fn what_is_not_read_is_said() {
    let whole = archive(&FILES[2..]);
    let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let refusal = |at: usize, byte: u8| {
        let mut changed = whole.clone();
        changed[at] = byte;
        match unzip(&changed) {
            Ok(files) => match files.into_iter().find(|(_, content)| content.is_err()).unwrap() {
                (path, Err(error)) => format!("{error} ({path})"),
                (path, Ok(_)) => panic!("{path}"),
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
        at(24) + "at most 268435456 bytes, but found 1073741828 (dogs/ä.png)"
    );
    assert!(refusal(41, b'm').contains("bytes with the checksum"));
}

/// A directory entry, and where its header is, changed.
fn changed(files: &[(&str, &[u8])], entry: usize, field: usize, value: u32) -> Vec<u8> {
    let mut bytes = archive(files);
    let mut at: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
    bytes[at.swap_remove(entry) + field..][..4].copy_from_slice(&value.to_le_bytes());
    bytes
}

#[test]
fn files_that_share_bytes_are_refused() {
    let whole = archive(&FILES);
    let second = whole.windows(4).skip(1).position(|w| w == b"PK\x03\x04").unwrap() as u32 + 1;
    let error = unzip(&changed(&FILES, 2, 42, second)).unwrap_err();
    assert!(error.to_string().ends_with(&format!("found byte {second}, inside another file")), "{error}");
    // One that reaches into the next one, as far as it is said to.
    let error = unzip(&changed(&FILES, 1, 20, 40)).unwrap_err();
    assert!(error.to_string().contains("inside another file"), "{error}");
}

/// 20 000 entries that all are the same deflated file.
#[test]
fn an_archive_of_one_file_many_times_is_refused_before_any_is_unpacked() {
    let content = vec![0; 1 << 20];
    let one = archive(&[("a", b""), ("b.png", &content)]);
    let start = one.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let directory = &one[start + 47..one.len() - 22];
    let many = directory.repeat(20_000);
    let mut bytes = [&one[..start], &many, b"PK\x05\x06\0\0\0\0"].concat();
    bytes.extend([20_000u16.to_le_bytes(); 2].concat());
    bytes.extend([(many.len() as u32).to_le_bytes(), (start as u32).to_le_bytes()].concat());
    bytes.extend([0, 0]);
    let error = Archive::open("a.zip", &bytes, None, |_| Some(Wanted::Picture)).unwrap_err();
    assert!(error.to_string().contains("inside another file"), "{error}");
}

#[test]
fn what_is_too_large_is_never_unpacked() {
    let size = LARGEST_PICTURE as u32 + 1;
    let bytes = changed(&FILES, 1, 24, size);
    let picture = Archive::open("a.zip", &bytes, None, |_| Some(Wanted::Picture)).unwrap();
    let error = picture.unpack(&picture.files[0]).unwrap_err();
    assert_eq!(error.expected.to_string(), "at most 67108864 bytes");
    assert_eq!(error.found, Found::Count(u64::from(size)));
    // As a table it may be as large, but it is not.
    let table = Archive::open("a.zip", &bytes, None, |_| Some(Wanted::Table)).unwrap();
    assert_eq!(table.unpack(&table.files[0]).unwrap_err().found, Found::Count(500));
    let two = changed(&FILES, 1, 24, LARGEST as u32);
    let error = Archive::open("a.zip", &two, None, |_| Some(Wanted::Table)).unwrap_err();
    assert!(error.to_string().ends_with("at most 268435456 bytes in all, but found 4 more (dogs/ä.png)"));
}

/// The same archive as programs write it when it might become larger than 4 GiB.
fn zip64(files: &[(&str, &[u8])]) -> Vec<u8> {
    let bytes = archive(files);
    let start = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut zip64 = bytes[..start].to_vec();
    let (mut at, end) = (start, bytes.len() - 22);
    while at < end {
        let mut entry = bytes[at..at + 46].to_vec();
        let name = usize::from(entry[28]);
        let field = |at: usize| u64::from(u32::from_le_bytes(entry[at..at + 4].try_into().unwrap()));
        let long = [field(24), field(20), field(42)].map(u64::to_le_bytes).concat();
        for field in [20, 24, 42] {
            entry[field..field + 4].fill(255);
        }
        entry[30] = 6 + 4 + 24;
        zip64.extend(entry);
        zip64.extend(&bytes[at + 46..at + 46 + name]);
        // A field that nobody knows stands before it.
        zip64.extend(b"xx\x02\0??\x01\0\x18\0");
        zip64.extend(long);
        at += 46 + name;
    }
    let end = zip64.len();
    let (count, size) = (files.len() as u64, (end - start) as u64);
    zip64.extend(b"PK\x06\x06");
    zip64.extend(44u64.to_le_bytes());
    zip64.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    zip64.extend([count, count, size, start as u64].map(u64::to_le_bytes).concat());
    zip64.extend(b"PK\x06\x07\0\0\0\0");
    zip64.extend((end as u64).to_le_bytes());
    zip64.extend(b"\x01\0\0\0PK\x05\x06\0\0\0\0");
    zip64.extend([255; 12]);
    zip64.extend([0, 0]);
    zip64
}

#[test]
fn archives_of_64_bits_are_read() {
    let bytes = zip64(&FILES);
    assert_eq!(unzip(&bytes), unzip(&archive(&FILES)));
    let intact = unzip(&bytes).unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x80;
        let same = |content: &Vec<u8>| intact.iter().any(|(_, other)| other.as_ref() == Ok(content));
        for (_, content) in unzip(&damaged).unwrap_or_default() {
            assert!(content.as_ref().map_or(true, same));
        }
    }
    let locator = bytes.len() - 42;
    assert!(bytes[locator..].starts_with(b"PK\x06\x07"));
    let mut many = bytes.clone();
    many[locator - 56 + 24..][..16].copy_from_slice(&[400_001u64.to_le_bytes(); 2].concat());
    assert!(
        unzip(&many).unwrap_err().to_string().ends_with("expected at most 400000 entries, but found 400001")
    );
}

#[test]
fn a_name_in_unicode_counts_if_it_is_of_this_file() {
    let named = |crc_of: &[u8]| {
        let mut bytes = archive(&[("b\u{e4}", b"x")]);
        let entry = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let mut sum = Crc::new();
        sum.update(crc_of);
        let path = "кот";
        let field =
            [&[0x75, 0x70, 5 + path.len() as u8, 0, 1], &sum.sum().to_le_bytes()[..], path.as_bytes()]
                .concat();
        let at = entry + 46 + 3;
        bytes[entry + 30] = field.len() as u8;
        bytes.splice(at..at, field.iter().copied());
        let end = bytes.len() - 22;
        bytes[end + 12] += field.len() as u8;
        unzip(&bytes).unwrap()[0].0.clone()
    };
    assert_eq!(named("b\u{e4}".as_bytes()), "кот");
    assert_eq!(named(b"renamed"), "b\u{e4}");
}
