//! Files whole, cut off, damaged, and hostile.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::*;
use crate::data::{Split, limits};

fn header(magic: u32, dims: &[u32]) -> Vec<u8> {
    [magic].iter().chain(dims).flat_map(|number| number.to_be_bytes()).collect()
}

fn images(n: u32) -> Vec<u8> {
    let mut file = header(IMAGES, &[n, 28, 28]);
    file.extend((0..n * 784).map(|i| i as u8));
    file
}

fn labels(labels: &[u8]) -> Vec<u8> {
    [&header(LABELS, &[labels.len() as u32]), labels].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn file<'a>(name: &'a str, bytes: &'a [u8]) -> File<'a> {
    File { name, bytes: bytes.into() }
}

fn load(images: &[u8], labels: &[u8]) -> Result<Dataset, DataError> {
    let read = read(file("images", images), file("labels", labels));
    // What is owned is read in place.
    let owned = |name, bytes: &[u8]| File { name, bytes: bytes.to_vec().into() };
    assert_eq!(super::read(owned("images", images), owned("labels", labels)), read);
    read
}

#[test]
fn plain_and_gzipped_read_the_same() {
    let (images, labels) = (images(3), labels(&[0, 9, 4]));
    let plain = load(&images, &labels).unwrap();
    assert_eq!((plain.len(), &plain.labels[..], plain.image(1)[0]), (3, &[0, 2, 1][..], (784 % 256) as u8));
    assert_eq!(plain.names, ["0", "4", "9"]);
    assert_eq!(load(&gzip(&images), &gzip(&labels)).unwrap(), plain);
}

#[test]
fn cut_off_anywhere_it_says_where() {
    let (whole, labels) = (images(2), labels(&[1, 2]));
    for end in (0..17).chain([800, whole.len() - 1]) {
        let message = load(&whole[..end], &labels).unwrap_err().to_string();
        assert!(message.starts_with(&format!("images, byte {end}: expected ")), "{message}");
        assert!(message.ends_with(", but found the end of the file"), "{message}");
        let zipped = load(&gzip(&whole[..end]), &labels).unwrap_err().to_string();
        assert_eq!(zipped, message);
    }
    for end in 0..10 {
        let message = load(&whole, &labels[..end]).unwrap_err().to_string();
        assert!(message.starts_with(&format!("labels, byte {end}: expected ")), "{message}");
    }
}

#[test]
fn damaged_gzip_is_refused_at_every_byte() {
    let (whole, labels) = (gzip(&images(2)), labels(&[1, 2]));
    for end in 2..whole.len() {
        assert!(load(&whole[..end], &labels).is_err(), "{end}");
    }
    // The checksum is the last eight bytes but four.
    let mut damaged = whole.clone();
    damaged[whole.len() - 6] ^= 1;
    let message = load(&damaged, &labels).unwrap_err().to_string();
    assert!(message.starts_with("images: expected a whole gzip file, but found "), "{message}");
}

#[test]
fn every_other_mistake_has_its_sentence() {
    let (two, ones) = (images(2), labels(&[1, 1]));
    let cases = [
        (
            ones.clone(),
            ones.clone(),
            "images, byte 0: expected an IDX file of images, 0x00000803, but found 0x00000801",
        ),
        (
            two.clone(),
            two.clone(),
            "labels, byte 0: expected an IDX file of labels, 0x00000801, but found 0x00000803",
        ),
        (
            two.clone(),
            labels(&[1]),
            "labels, byte 4: expected 2 labels, one for each image in images, but found 1",
        ),
        (
            [&two[..], &[0]].concat(),
            ones.clone(),
            "images, byte 1584: expected the end of the file by its header, but found more",
        ),
        (
            header(IMAGES, &[0, 28, 28]),
            labels(&[]),
            "images, byte 4: expected dimensions of at least 1, but found 0 × 28 × 28",
        ),
        (
            two.clone(),
            ones.clone(),
            "labels: expected at least two different labels, but found no label but 1",
        ),
        (
            [header(COLOUR_IMAGES, &[2, 5, 2, 2]), vec![0; 40]].concat(),
            ones.clone(),
            "images, byte 4: expected n × h × w × 3 or n × 3 × h × w values of images in colour, but found 2 × 5 × 2 × 2",
        ),
    ];
    for (images, labels, sentence) in cases {
        assert_eq!(load(&images, &labels).unwrap_err().to_string(), sentence);
        assert_eq!(load(&gzip(&images), &gzip(&labels)).unwrap_err().to_string(), sentence);
    }
    let followed = [gzip(&two), vec![0; 3]].concat();
    assert_eq!(
        load(&followed, &ones).unwrap_err().to_string(),
        "images: expected a whole gzip file, but found 3 bytes after its end"
    );
}

/// A header that announces what is not there costs no memory, and a bomb is not unpacked.
#[test]
fn hostile_files_are_refused_without_unpacking_them() {
    let ones = labels(&[1]);
    let refusal = |images: &[u8], labels: &[u8]| load(images, labels).unwrap_err().to_string();
    let lying = header(IMAGES, &[300_000, 28, 28]);
    let many = labels(&[7; 300_000]);
    assert!(refusal(&lying, &many).starts_with("images, byte 16: expected 235200016 bytes by its header"));
    let larger = header(IMAGES, &[u32::MAX; 3]);
    let message = load(&larger, &ones).unwrap_err().to_string();
    assert!(message.contains("4294967295 × 4294967295"), "{message}");
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    bomb.write_all(&images(1)).unwrap();
    (0..300).for_each(|_| bomb.write_all(&[0; 1 << 20]).unwrap());
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 3 << 20);
    assert!(refusal(&bomb, &ones).starts_with("images, byte 800: expected the end of the file"));
    // Many members that hold nothing.
    let empty = gzip(&[]).repeat(limits::MOST_MEMBERS);
    assert!(refusal(&empty, &ones).contains("the end of the file"));
    assert!(refusal(&[empty, gzip(&[])].concat(), &ones).ends_with("found more than 65536 members"));
}

#[test]
fn images_of_any_size_and_in_colour_are_read() {
    let two = labels(&[1, 2]);
    let grey = [header(IMAGES, &[2, 2, 3]), (0..12).collect()].concat();
    let data = load(&grey, &two).unwrap();
    assert_eq!((data.shape, data.image(1)), (Shape::new(1, 2, 3), &[6, 7, 8, 9, 10, 11][..]));
    let last = [header(COLOUR_IMAGES, &[2, 1, 2, 3]), (0..12).collect()].concat();
    let data = load(&last, &two).unwrap();
    assert_eq!((data.shape, data.image(0)), (Shape::new(3, 1, 2), &[0, 3, 1, 4, 2, 5][..]));
    let first = [header(COLOUR_IMAGES, &[2, 3, 1, 2]), (0..12).collect()].concat();
    let data = load(&first, &two).unwrap();
    assert_eq!((data.shape, data.image(0)), (Shape::new(3, 1, 2), &[0, 1, 2, 3, 4, 5][..]));
}

#[test]
fn letters_of_emnist_have_their_names() {
    let all: Vec<u8> = (1..=26).collect();
    let (images, labels) = (images(26), labels(&all));
    let named = |name| {
        let (data, _) = read_all(vec![file(name, &images), file("labels", &labels)]).unwrap();
        (data.names[0].clone(), data.names[25].clone(), data.labels[25])
    };
    assert_eq!(named("emnist-letters-train-images-idx3-ubyte"), ("A".into(), "Z".into(), 25));
    assert_eq!(named("letters-images-idx3-ubyte"), ("1".into(), "26".into(), 25));
}

#[test]
fn members_of_a_gzip_file_are_one_file() {
    let (images, labels) = (images(3), labels(&[0, 9, 4]));
    let plain = load(&images, &labels).unwrap();
    for cut in [0, 3, 20, 800] {
        let members = [gzip(&images[..cut]), gzip(&images[cut..]), gzip(&[])].concat();
        assert_eq!(load(&members, &labels).unwrap(), plain, "{cut}");
        let message = load(&members[..members.len() - 1], &labels).unwrap_err().to_string();
        let end =
            format!("images: expected a whole gzip file, but found its end at byte {}", members.len() - 1);
        assert_eq!(message, end);
    }
}

#[test]
fn four_files_are_a_training_and_a_validation_set_in_any_order() {
    let (small, large) = ([images(2), labels(&[5, 3])], [images(3), labels(&[3, 7, 3])]);
    let mut files = [
        file("m/t10k-labels.idx1-ubyte", &small[1]),
        file("m/train-images.idx3-ubyte", &large[0]),
        file("m/train-labels.idx1-ubyte", &large[1]),
        file("m/t10k-images.idx3-ubyte", &small[0]),
    ];
    for _ in 0..4 {
        files.rotate_left(1);
        let (data, split) = read_all(files.to_vec()).unwrap();
        assert_eq!((&data.labels[..], split), (&[0, 2, 0, 1, 0][..], Split::Last(2)));
        assert_eq!(data.names, ["3", "5", "7"]);
    }
    assert_eq!(
        read_all(files[..1].to_vec()).unwrap_err().to_string(),
        "m/t10k-labels.idx1-ubyte: expected IDX files in pairs, one of images and one of labels, and at most two pairs, but found 1 file of labels and 0 others"
    );
    let other = [header(IMAGES, &[2, 1, 1]), vec![0; 2]].concat();
    files.iter_mut().find(|file| file.name.contains("t10k-images")).unwrap().bytes = (&other[..]).into();
    assert_eq!(
        read_all(files.to_vec()).unwrap_err().to_string(),
        "m/t10k-images.idx3-ubyte: expected images of 1 × 28 × 28 as in m/train-images.idx3-ubyte, but found 1 × 1 × 1"
    );
}
