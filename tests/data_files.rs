//! Data sets as people have them (`tests/data-files`), read as the page reads them, but for the decoder: here a small one.

use std::io::Read;

use convoscope::data::collection::Collection;
use convoscope::data::import::{ImportNotes, ImportOptions, LeftOut, Reason};
use convoscope::data::picture::Picture;
use convoscope::data::sprite::{Classes, Sprite};
use convoscope::data::survey::Survey;
use convoscope::data::zip::{Archive, Wanted};
use convoscope::data::{Dataset, LARGEST, NameEncoding, Split, csv, idx};
use convoscope::random::Random;
use convoscope::shape::Shape;
use flate2::read::ZlibDecoder;

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data-files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Width, height and pixels of a PNG without interlacing, 8 bits for each value.
fn decoded(png: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
    let mut rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let (mut head, mut packed) = (Vec::new(), Vec::new());
    while rest.len() >= 12 {
        let len = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let chunk = &rest[8..8 + len];
        match &rest[4..8] {
            b"IHDR" => head = chunk.to_vec(),
            b"IDAT" => packed.extend(chunk),
            _ => {}
        }
        rest = &rest[12 + len..];
    }
    let side = |at: usize| u32::from_be_bytes(head[at..at + 4].try_into().unwrap()) as usize;
    let (w, h, kind) = (side(0), side(4), head[9]);
    let channels = match kind {
        0 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => panic!("colour type {kind}"),
    };
    assert_eq!((head[8], head[12]), (8, 0));
    let mut raw = Vec::new();
    ZlibDecoder::new(&packed[..]).read_to_end(&mut raw).unwrap();
    let mut above = vec![0u8; w * channels];
    let mut rgba = Vec::new();
    for line in raw.chunks(1 + w * channels) {
        let mut row = line[1..].to_vec();
        for i in 0..row.len() {
            let left = if i < channels { 0 } else { row[i - channels] };
            let corner = if i < channels { 0 } else { above[i - channels] };
            let (a, b, c) = (i32::from(left), i32::from(above[i]), i32::from(corner));
            let guess = match line[0] {
                0 => 0,
                1 => a,
                2 => b,
                3 => (a + b) / 2,
                _ => *[a, b, c].iter().min_by_key(|near| (a + b - c - **near).abs()).unwrap(),
            };
            row[i] = row[i].wrapping_add(guess as u8);
        }
        for pixel in row.chunks(channels) {
            rgba.extend(match pixel {
                [grey] => [*grey, *grey, *grey, 255],
                [grey, alpha] => [*grey, *grey, *grey, *alpha],
                [r, g, b] => [*r, *g, *b, 255],
                _ => [pixel[0], pixel[1], pixel[2], pixel[3]],
            });
        }
        above = row;
    }
    Some((w, h, rgba))
}

/// A ZIP of pictures, as `src/ui/train/read_files.rs` reads it.
fn archive(name: &str, options: ImportOptions) -> (Dataset, ImportNotes) {
    let bytes = file(name);
    let wants = |path: &str| Collection::takes(path).then_some(Wanted::Picture);
    let archive = Archive::open(name, &bytes, options.encoding, wants).unwrap();
    let (mut survey, mut pictures, mut left_out) = (Survey::default(), Vec::new(), Vec::new());
    for entry in &archive.files {
        let path = entry.path.clone();
        let Some((w, h, rgba)) = decoded(&archive.unpack(entry).unwrap()) else {
            left_out.push(LeftOut { file: path, why: Reason::NoPicture });
            continue;
        };
        survey.add(Picture { file: &path, w, h, rgba: &rgba });
        pictures.push((path, w, h, rgba));
    }
    let Archive { folders, encoding, .. } = archive;
    let mut collection = Collection::new(survey.appearance(), options);
    folders.iter().for_each(|folder| collection.folder(folder));
    left_out.into_iter().for_each(|left_out| collection.leave_out(left_out));
    for (path, w, h, rgba) in &pictures {
        collection.add(Picture { file: path, w: *w, h: *h, rgba }).unwrap();
    }
    let (data, notes) = collection.finish(name).unwrap();
    (data, ImportNotes { encoding, ..notes })
}

fn usual(name: &str) -> (Dataset, ImportNotes) {
    archive(name, ImportOptions::default())
}

#[test]
fn black_on_nothing_is_ink_on_paper() {
    let (data, _) = usual("black-on-transparent.zip");
    assert_eq!((data.classes(), data.len()), (2, 8));
    for i in 0..data.len() {
        let ink = data.image(i).iter().filter(|&&byte| byte == 255).count();
        assert_eq!((ink, data.image(i).iter().filter(|&&byte| byte == 0).count()), (84, 700), "sample {i}");
    }
}

#[test]
fn names_are_read_as_they_were_meant() {
    let names = |name| {
        let (data, notes) = usual(name);
        (data.names.join(" "), notes.encoding)
    };
    assert_eq!(names("backslashes.zip"), ("lies stands".into(), None));
    assert_eq!(names("cp437-names.zip"), ("Bär Bör".into(), Some(NameEncoding::Cp437)));
    assert_eq!(names("cp866-names.zip"), ("кот пёс собака".into(), Some(NameEncoding::Cp866)));
    // However they are read, no class becomes another.
    for encoding in NameEncoding::ALL {
        let options = ImportOptions { encoding: Some(encoding), ..ImportOptions::default() };
        assert_eq!(archive("cp866-names.zip", options).0.classes(), 3, "{encoding:?}");
        assert_eq!(archive("cp437-names.zip", options).0.classes(), 2, "{encoding:?}");
    }
}

#[test]
fn one_broken_picture_is_left_out() {
    let (data, notes) = usual("one-empty-picture.zip");
    assert_eq!((data.len(), data.classes()), (7, 2));
    assert_eq!(notes.left_out, [LeftOut { file: "set/stands/2.png".into(), why: Reason::NoPicture }]);
}

#[test]
fn all_pictures_say_whether_there_are_colours() {
    let (data, _) = usual("first-grey-others-coloured.zip");
    assert_eq!((data.shape, data.len()), (Shape::new(3, 32, 32), 8));
}

#[test]
fn of_two_pictures_none_is_held_out() {
    let (data, _) = usual("two-pictures.zip");
    assert_eq!(Split::DEFAULT.of(&data, 1), (vec![0, 1], vec![]));
}

#[test]
fn idx_files_of_others_are_read() {
    let read = |images: &str, labels: &str| {
        let file = |name| idx::File { name, bytes: file(name).into() };
        idx::read_all(vec![file(labels), file(images)]).unwrap().0
    };
    let letters = read("letters-images-idx3-ubyte", "letters-labels-idx1-ubyte");
    let numbers: Vec<String> = (1..=26).map(|label| label.to_string()).collect();
    assert_eq!((letters.len(), &letters.names), (26, &numbers));
    assert_eq!(read("two-members-images-idx3-ubyte.gz", "ten-labels-idx1-ubyte").len(), 10);
}

#[test]
fn a_wide_sprite_is_read_in_pieces() {
    let (w, h, rgba) = decoded(&file("wide-sprite.png")).unwrap();
    assert_eq!((w, h), (5600, 56));
    let read = |most: usize| {
        let mut sprite = Sprite::new("wide-sprite.png", [h, w], [28, 28], Classes::Rows).unwrap();
        let pieces: Vec<_> = sprite
            .pieces(most)
            .into_iter()
            .map(|part| {
                let row = |y: usize| {
                    let at = 4 * ((part.y as usize + y) * w + part.x as usize);
                    rgba[at..at + 4 * part.w].to_vec()
                };
                (part, (0..part.h).flat_map(row).collect::<Vec<u8>>())
            })
            .collect();
        let picture =
            |(part, rgba): &(convoscope::data::picture::Part, Vec<u8>)| (part.w, part.h, rgba.clone());
        let mut survey = Survey::default();
        for piece in &pieces {
            let (w, h, rgba) = picture(piece);
            survey.add(Picture { file: "wide-sprite.png", w, h, rgba: &rgba });
        }
        sprite.begin(Shape::new(1, 28, 28)).unwrap();
        for piece in &pieces {
            let (w, h, rgba) = picture(piece);
            let picture = Picture { file: "wide-sprite.png", w, h, rgba: &rgba };
            sprite.add(piece.0, picture, survey.appearance()).unwrap();
        }
        sprite.finish()
    };
    let data = read(2048);
    assert_eq!((data.classes(), data.len()), (2, 400));
    assert_eq!(data.labels.iter().filter(|&&label| label == 1).count(), 200);
    assert_eq!(read(100_000), data);
}

/// Whether a data set holds what it says.
fn check(data: &Dataset) {
    assert_eq!(data.images.len(), data.len() * data.shape.len());
    assert!(data.images.len() <= LARGEST && (2..=256).contains(&data.classes()));
    assert!(data.labels.iter().all(|&label| usize::from(label) < data.classes()));
}

/// Files that are cut off, overwritten, torn apart and put together again, read as each kind of file: each is read or refused.
#[test]
fn damaged_files_are_read_or_refused() {
    let table = b"label,a,b,c,d\r\n7,0,255,3,4\r\n9,1,2,3,4\r\n".to_vec();
    let names = ["letters-images-idx3-ubyte", "letters-labels-idx1-ubyte", "ten-labels-idx1-ubyte"];
    let packed =
        ["two-members-images-idx3-ubyte.gz", "cp866-names.zip", "two-pictures.zip", "one-empty-picture.zip"];
    let files: Vec<Vec<u8>> = names.iter().chain(&packed).map(|name| file(name)).chain([table]).collect();
    let mut random = Random::new(1);
    let (mut read, mut refused) = (0, 0);
    for whole in &files {
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..random.below(3) + 1 {
                let (at, len) = (random.below(bytes.len()), random.below(40));
                let end = (at + len).min(bytes.len());
                match random.below(4) {
                    0 => bytes.truncate(at + 1),
                    1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
                    2 => drop(bytes.drain(at + 1..end.max(at + 1))),
                    _ => bytes
                        .splice(at..at, whole[at.min(whole.len())..end.min(whole.len())].to_vec())
                        .for_each(drop),
                }
            }
            let given = |bytes: &[u8]| idx::File { name: "a", bytes: bytes.to_vec().into() };
            for result in [
                idx::read(given(&bytes), given(&files[2])),
                idx::read(given(&files[0]), given(&bytes)),
                csv::read_all(&[given(&bytes)]).map(|(data, _)| data),
            ] {
                result.as_ref().map_or_else(|_| refused += 1, |_| read += 1);
                result.iter().for_each(check);
            }
            let Ok(archive) = Archive::open("a.zip", &bytes, None, |_| Some(Wanted::Table)) else { continue };
            for entry in &archive.files {
                archive.unpack(entry).map_or_else(|_| refused += 1, |_| read += 1);
            }
        }
    }
    assert!(read > 100 && refused > 1000, "{read} read, {refused} refused");
}
