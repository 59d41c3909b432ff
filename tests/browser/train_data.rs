//! What the place Train learns from: files, a server's folder, drawings; and what cannot be read.

use std::path::PathBuf;
use std::time::Duration;

use crate::harness::{Page, Site, View};
use crate::picture::small_png;
use crate::train::{file, open, ready, rest, validation};

const PATIENCE: Duration = Duration::from_secs(30);

/// Two IDX files, as of MNIST: bars that stand or lie.
fn bars() -> [(&'static str, Vec<u8>); 2] {
    let (n, side) = (400u32, 28u32);
    let mut images = [&[0, 0, 8, 3][..], &n.to_be_bytes(), &side.to_be_bytes(), &side.to_be_bytes()].concat();
    let mut labels = [&[0, 0, 8, 1][..], &n.to_be_bytes()].concat();
    for i in 0..n {
        let lies = i % 2 == 1;
        let at = (i / 2) % side;
        let ink = |p: u32| if (if lies { p / side } else { p % side }) == at { 255 } else { 0 };
        images.extend((0..side * side).map(ink));
        labels.push(u8::from(lies));
    }
    [("bars-images-idx3-ubyte", images), ("bars-labels-idx1-ubyte", labels)]
}

fn learns(page: &mut Page) {
    ready(page);
    for _ in 0..4 {
        page.click("one-epoch");
        rest(page);
    }
    assert!(validation(page) > 95.0, "{}", validation(page));
}

/// The place, where somebody has chosen these files.
pub fn with_bars() -> Page {
    let mut page = open("?count=100.50", View::PROJECTOR);
    page.click("data");
    let files: Vec<PathBuf> = bars().iter().map(|(name, bytes)| file(name, bytes)).collect();
    page.choose_files("files", &files);
    page.wait_for("data", |text| text.contains("bars"), PATIENCE);
    page.press("Escape");
    page
}

#[test]
fn own_files_are_trained_on() {
    let mut page = with_bars();
    page.pause(Duration::from_millis(500));
    learns(&mut page);
    page.screenshot("train-own");
    page.finish();
}

#[test]
fn a_server_offers_files() {
    let site = Site::new();
    let page = String::from_utf8(Site::built("index.html")).unwrap();
    let names = bars().map(|(name, _)| name).join(" ");
    let meta = format!("<head><meta name=\"convoscope-data\" content=\"{names}\">");
    site.replace("index.html", page.replacen("<head>", &meta, 1));
    for (name, bytes) in bars() {
        site.replace(&format!("data/{name}"), bytes);
    }
    let mut page = Page::open_at(site, "#/train", View::PROJECTOR);
    ready(&mut page);
    page.click("data");
    assert_eq!(page.text("served-0").unwrap(), "From this server: bars");
    page.click("served-0");
    page.wait_for("data", |text| text.contains("bars"), PATIENCE);
    page.press("Escape");
    page.pause(Duration::from_millis(500));
    learns(&mut page);
    page.finish();
}

#[test]
fn own_drawings_are_trained_on() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    page.click("data");
    for i in 0..8 {
        let x = 0.3 + 0.05 * i as f32;
        page.draw("own-pad", &[vec![(x, 0.2), (0.5, 0.8)]]);
        page.click("drawn-1");
        let round = [(0.5, 0.2), (0.75, 0.5), (0.5, 0.8), (0.2 + 0.01 * i as f32, 0.5), (0.5, 0.2)];
        page.draw("own-pad", &[round.to_vec()]);
        if i == 7 {
            page.screenshot("train-drawn");
        }
        page.click("drawn-0");
    }
    assert_eq!((page.text("drawn-0").unwrap(), page.text("drawn-1").unwrap()), ("08".into(), "18".into()));
    // They are there on the next visit.
    page.reload();
    ready(&mut page);
    page.click("data");
    page.wait_for("drawn-1", |text| text == "18", PATIENCE);
    page.click("train-on-drawn");
    page.wait_for("data", |text| text.contains("your drawings"), PATIENCE);
    page.press("Escape");
    page.pause(Duration::from_millis(500));
    ready(&mut page);
    // Sixteen drawings are one batch, and three of them are for validation.
    page.click("train-play");
    page.wait_for("epoch", |text| text.parse::<f32>().is_ok_and(|epochs| epochs > 60.0), PATIENCE);
    page.press(" ");
    rest(&mut page);
    assert_eq!(validation(&mut page), 100.0);
    page.finish();
}

#[test]
fn what_cannot_be_read_is_one_sentence_and_changes_nothing() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with("step 1"), PATIENCE);
    let mut broken = vec![
        ("junk.zip", b"PK\x03\x04 and then nothing".to_vec()),
        ("notes.txt", b"no picture".to_vec()),
        ("picture.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("images-idx3-ubyte", vec![0, 0, 8, 3, 0, 0, 0, 9]),
    ];
    for (name, bytes) in broken.drain(..) {
        page.click("data");
        page.choose_file("files", &file(name, &bytes));
        let said = page.wait_for("said", |text| text.contains(name), PATIENCE);
        assert!(said.ends_with('.') && !said.contains("Reading"), "{said}");
        page.press("Escape");
    }
    page.click("keep");
    page.choose_file("load-weights", &file("w.safetensors", &[1, 2, 3]));
    page.wait_for("said", |text| text.contains("not a safetensors file"), PATIENCE);
    page.finish();
}

/// A file of `tests/data-files`.
fn as_people_have_it(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data-files", name].iter().collect()
}

#[test]
fn files_as_people_have_them_are_read() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    for (names, sentence) in [
        (&["black-on-transparent.zip"][..], "Loaded 8 pictures of 2 classes: lies, stands."),
        (&["backslashes.zip"], "Loaded 8 pictures of 2 classes: lies, stands."),
        (&["cp866-names.zip"], "Loaded 12 pictures of 3 classes: кот, пёс, собака."),
        (&["cp437-names.zip"], "Loaded 8 pictures of 2 classes: Bär, Bör."),
        (
            &["one-empty-picture.zip"],
            "Loaded 7 pictures of 2 classes: lies, stands. Left out: set/stands/2.png",
        ),
        (&["first-grey-others-coloured.zip"], "Loaded 8 pictures of 2 classes: red, zgreen."),
        (
            &["letters-images-idx3-ubyte", "letters-labels-idx1-ubyte"],
            "Loaded 26 samples of 26 classes: 1, 2",
        ),
        (&["two-members-images-idx3-ubyte.gz", "ten-labels-idx1-ubyte"], "Loaded 10 samples of 10 classes"),
        (&["wide-sprite.png"], "Loaded 400 samples of 2 classes: 0, 1."),
    ] {
        page.click("data");
        let files: Vec<PathBuf> = names.iter().map(|name| as_people_have_it(name)).collect();
        page.choose_files("files", &files);
        page.wait_for("said", |said| said.contains(sentence), PATIENCE);
        page.press("Escape");
        page.pause(Duration::from_millis(500));
        ready(&mut page);
    }
    page.finish();
}

#[test]
fn dropped_folders_are_classes() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    let png = small_png(&mut page);
    let folders = ["cat", "dog"].map(|class| {
        for name in ["1.png", "2.png", "3.png"] {
            file(&format!("pets/{class}/{name}"), &png);
        }
        file(&format!("pets/{class}/notes.txt"), b"no picture").parent().unwrap().to_owned()
    });
    page.drop_files("data", &folders);
    page.wait_for("said", |said| said.contains("Loaded 6 pictures of 2 classes: cat, dog."), PATIENCE);
    // The folder that holds them gives the data its name.
    page.drop_files("data", &[folders[0].parent().unwrap()]);
    page.wait_for("data", |text| text.contains("pets"), PATIENCE);
    page.finish();
}

#[test]
fn how_files_are_read_can_be_chosen_anew() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    page.click("data");
    page.choose_file("files", &as_people_have_it("cp437-names.zip"));
    page.wait_for("said", |said| said.contains("Western European (cp437)"), PATIENCE);
    // Cyrillic, and 16 × 16.
    page.choose("encoding", 2);
    page.wait_for("said", |said| said.contains("Cyrillic (cp866)"), PATIENCE);
    page.choose("side", 1);
    page.wait_for("said", |said| said.contains("Scaled to 16 × 16."), PATIENCE);
    page.finish();
}

#[test]
fn tiles_and_the_axes_of_images_can_be_chosen() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    page.click("data");
    page.choose_file("files", &as_people_have_it("wide-sprite.png"));
    page.wait_for("said", |said| said.contains("Tiles of 28 × 28 pixels"), PATIENCE);
    // 1, 2, 4, 7, 8 and 14 pixels divide it as well.
    page.choose("tile", 5);
    page.wait_for("said", |said| said.contains("Loaded 1600 samples of 4 classes"), PATIENCE);
    let [images, labels] = ["letters-images-idx3-ubyte", "letters-labels-idx1-ubyte"]
        .map(|name| file(&format!("emnist-{name}"), &std::fs::read(as_people_have_it(name)).unwrap()));
    page.choose_files("files", &[images, labels]);
    page.wait_for("said", |said| said.contains("Rows and columns were swapped, as EMNIST"), PATIENCE);
    page.choose("transposed", 0);
    page.wait_for("said", |said| said.contains("Rows and columns are as in the file."), PATIENCE);
    page.finish();
}

#[test]
fn two_pictures_are_trained_on_without_validation() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    page.click("data");
    page.choose_file("files", &as_people_have_it("two-pictures.zip"));
    page.wait_for("said", |said| said.contains("Loaded 2 pictures of 2 classes: a, b."), PATIENCE);
    page.press("Escape");
    page.wait_for("no-validation", |_| true, PATIENCE);
    page.click("one-epoch");
    rest(&mut page);
    assert_eq!(page.text("validation").as_deref(), Some("–"));
    page.finish();
}

#[test]
fn tables_are_trained_on() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    ready(&mut page);
    let line = |label: &str, ink: u8| format!("{label}{}\n", format!(",{ink}").repeat(784));
    let table = [line("label", 0).replace(",0", ",pixel"), line("cat", 9), line("dog", 200)].concat();
    page.click("data");
    page.choose_file("files", &file("pets.csv", table.as_bytes()));
    page.wait_for("said", |said| said.contains("Loaded 2 samples of 2 classes: cat, dog."), PATIENCE);
    page.choose_file("files", &file("pets.csv", table.replace(",200", ",x").as_bytes()));
    page.wait_for("said", |said| said.contains("pets.csv, line 3, column 2: expected a number"), PATIENCE);
    page.finish();
}
