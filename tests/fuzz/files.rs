//! Files of samples, as people have them.

use std::io::Write;

use convoscope::app::lessons::{FILES, read};
use convoscope::data::idx::{self, File};
use convoscope::data::zip::{Archive, Wanted};
use convoscope::data::{DataError, Dataset, NameEncoding, csv};
use convoscope::network::Plan;
use convoscope::onnx;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Target;

pub const TARGETS: &[&Target] = &[
    &Target { name: "idx", seeds: idx_files, read: read_idx, memory: [64 << 20, 16] },
    &Target { name: "zip", seeds: archives, read: unzip, memory: [64 << 20, 16] },
    &Target { name: "csv", seeds: tables, read: read_csv, memory: [16 << 20, 64] },
    &Target { name: "onnx", seeds: models, read: read_onnx, memory: [64 << 20, 64] },
    &Target { name: "lesson", seeds: lessons, read: lesson, memory: [16 << 20, 64] },
    &Target { name: "name", seeds: names, read: decode, memory: [1 << 20, 64] },
];

/// Two images of 1 × 3 pixels.
const IMAGES: [u8; 22] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
const LABELS: [u8; 10] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

fn idx_files() -> Vec<Vec<u8>> {
    let colours = [&[0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3][..], &[9; 6]].concat();
    let plain = [IMAGES.to_vec(), LABELS.to_vec(), colours];
    let packed = plain.iter().map(|bytes| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory can be written to");
        encoder.finish().expect("memory can be written to")
    });
    let folder = "tests/data-files";
    let given = ["two-members-images-idx3-ubyte.gz", "ten-labels-idx1-ubyte"].map(|name| {
        std::fs::read(format!("{}/{folder}/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
    });
    plain.iter().cloned().chain(packed).chain(given).collect()
}

/// Whether it is what a data set promises.
fn check(data: &Dataset) -> Result<(), String> {
    let classes = data.names.len();
    if data.images.len() != data.labels.len() * data.shape.len() {
        return Err(format!(
            "{} bytes for {} images of {:?}",
            data.images.len(),
            data.labels.len(),
            data.shape
        ));
    }
    match data.labels.iter().find(|label| usize::from(**label) >= classes) {
        Some(label) => Err(format!("label {label} of {classes} classes")),
        None => Ok(()),
    }
}

/// As images and as labels of a pair whose other file is sound.
fn read_idx(input: &[u8]) -> Result<String, String> {
    let file = |name, bytes: &'static [u8]| File { name, bytes: bytes.into() };
    let given = |name| File { name, bytes: input.into() };
    let as_images = idx::read(given("images"), file("labels", &LABELS));
    let as_labels = idx::read(file("images", &IMAGES), given("labels"));
    for data in [&as_images, &as_labels].into_iter().flatten() {
        check(data)?;
    }
    let all = idx::read_all(vec![file("images", &IMAGES), given("given"), file("labels", &LABELS)]);
    if let Ok((data, _)) = &all {
        check(data)?;
    }
    let said = |read: Result<Dataset, DataError>| read.err().map(|error| error.to_string());
    Ok(format!("{:?} {:?} {}", said(as_images), said(as_labels), all.is_ok()))
}

fn archives() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data-files");
    let mut paths: Vec<_> =
        folder.read_dir().expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "zip"));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a file")).collect()
}

fn unzip(input: &[u8]) -> Result<String, String> {
    let wants = |path: &str| (!path.contains("..")).then_some(Wanted::Picture);
    match Archive::open("given.zip", input, None, wants) {
        Err(error) => Ok(error.to_string()),
        Ok(archive) => {
            let refused = archive.files.iter().filter_map(|entry| archive.unpack(entry).err());
            let refused: Vec<String> = refused.map(|error| error.expected.to_string()).collect();
            Ok(format!("{:?} {} {}", archive.encoding, archive.files.is_empty(), refused.concat()))
        }
    }
}

fn tables() -> Vec<Vec<u8>> {
    [
        "label,p0,p1,p2,p3\ncat,0,0,255,7\ndog,1,2,3,4\n",
        "7,0,0,0,0\n8,0,0,1,0\n",
        "0.5,0,1,1,a\n0,0.25,1,1,b\n",
        "p0;label\n1;x\n2;y\n",
        "\u{feff}label,\"pixel,1\"\r\n\"a\"\"b\",3\r\nc,4\r\n",
        "a\t1\nb\t2\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

fn read_csv(input: &[u8]) -> Result<String, String> {
    match csv::read_all(&[File { name: "a.csv", bytes: input.into() }]) {
        Err(error) => Ok(error.to_string()),
        Ok((data, split)) => {
            check(&data)?;
            let (training, validation) = split.of(&data, 1);
            let both = training.len() + validation.len();
            if both != data.len() {
                Err(format!("{both} of {} samples", data.len()))
            } else {
                Ok("read".to_owned())
            }
        }
    }
}

fn models() -> Vec<Vec<u8>> {
    let names = ["operations.onnx", "operations-dynamo.onnx"];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/onnx");
    names.map(|name| std::fs::read(folder.join(name)).expect("a file")).to_vec()
}

/// What is read can be planned, and has its weights.
fn read_onnx(input: &[u8]) -> Result<String, String> {
    match onnx::read(input, None) {
        Err(error) => Ok(error.to_string()),
        Ok(read) => {
            let plan = Plan::new(read.network).map_err(|error| error.to_string())?;
            let fits = read.weights.params.len() == plan.params_len();
            if fits {
                Ok(format!("{} {}", plan.network().nodes.len(), read.softmax))
            } else {
                Err("weights".into())
            }
        }
    }
}

fn names() -> Vec<Vec<u8>> {
    ["a/b.png", "größe/ü.png", "Привет.png"]
        .map(|name| name.as_bytes().to_vec())
        .into_iter()
        .chain([
            b"gr\x94\xe1e/\x81.png".to_vec(),
            b"\x8f\xe0\xa8\xa2\xa5\xe2.png".to_vec(),
            b"\xcf\xf0\xe8\xe2\xe5\xf2".to_vec(),
        ])
        .collect()
}

fn decode(input: &[u8]) -> Result<String, String> {
    let parts: Vec<&[u8]> = input.split(|byte| *byte == b'/').collect();
    let guessed = NameEncoding::guess(&parts);
    for encoding in NameEncoding::ALL {
        let name = encoding.decode(input);
        if input.is_ascii() && !name.contains('%') && name.as_bytes() != input {
            return Err(format!("{encoding:?} makes {name:?} of {input:?}"));
        }
    }
    Ok(format!("{guessed:?}"))
}

fn lessons() -> Vec<Vec<u8>> {
    FILES.iter().map(|(_, text)| text.as_bytes().to_vec()).collect()
}

/// A lesson that is read is written so that it is read as the same.
fn lesson(input: &[u8]) -> Result<String, String> {
    let text = String::from_utf8_lossy(input);
    match read(&text) {
        Err(error) => Ok(error.to_string()),
        Ok(lesson) if read(&lesson.to_string()) == Ok(lesson.clone()) => Ok("a lesson".into()),
        Ok(lesson) => Err(format!("{lesson:?} is written as something else")),
    }
}
