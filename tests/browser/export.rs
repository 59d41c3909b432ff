//! What the places Convolve and Pool hand out as files.

use base64ct::Encoding;
use std::time::Duration;

use convoscope::app::lab::Example;
use convoscope::app::places::convolve::presets;
use convoscope::app::places::pool;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(20);

/// Keeps what would be saved or copied.
pub const CATCH: &str = "
    window.saved = [];
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = blob => { saved.push({ blob }); return make(blob); };
    HTMLAnchorElement.prototype.click = function () { saved.at(-1).name = this.download; };
    navigator.clipboard.writeText = async text => { window.copied = text; };
    null";

const BYTES: &str = "saved.length && saved[0].name ? new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(saved.shift().name + ' ' + reader.result.split(',')[1]);
    reader.readAsDataURL(saved[0].blob);
}) : ''";

fn open(route: &str, view: View) -> Page {
    let mut page = Page::open(route, view);
    page.wait_for("export", |text| text.starts_with("Export"), PATIENCE);
    page.evaluate(CATCH);
    page
}

/// Chooses an export, and answers the file's name and bytes.
fn saved(page: &mut Page, export: &str) -> (String, Vec<u8>) {
    page.click("export");
    page.click(&format!("export-{export}"));
    caught(page, export)
}

/// The name and bytes of the file that was to be saved, once there is one.
pub fn caught(page: &mut Page, export: &str) -> (String, Vec<u8>) {
    let patience = PATIENCE.as_millis() / 50;
    let found = (0..patience).find_map(|_| {
        page.pause(Duration::from_millis(50));
        page.evaluate(BYTES).as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    });
    let found = found.unwrap_or_else(|| panic!("{export} saves nothing"));
    let (name, bytes) = found.split_once(' ').expect("a name and bytes");
    (name.to_owned(), base64ct::Base64::decode_vec(bytes).expect("base64"))
}

#[test]
fn drawings_and_pictures_are_files_of_their_kind() {
    let mut page = open("#/convolve?preset=sum&at=4", View::PROJECTOR);
    let (name, svg) = saved(&mut page, "svg");
    assert_eq!(name, "convolution.svg");
    let svg = String::from_utf8(svg).expect("text");
    let drawing = roxmltree::Document::parse(&svg).expect("XML");
    let size = ["width", "height"]
        .map(|side| drawing.root_element().attribute(side).unwrap().parse::<f32>().unwrap());
    assert!(svg.contains("step 5 of 9"));

    let (name, png) = saved(&mut page, "png");
    assert_eq!((name.as_str(), &png[..8]), ("convolution.png", &b"\x89PNG\r\n\x1a\n"[..]));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as f32;
    assert_eq!([side(16), side(20)], size.map(|side| (2.0 * side).ceil()));
    assert!(png.len() > 10_000, "{} bytes are an empty picture", png.len());

    let (name, file) = saved(&mut page, "gif");
    assert_eq!(name, "convolution.gif");
    let mut animation = gif::Decoder::new(&file[..]).expect("a GIF");
    assert_eq!(f32::from(animation.width()), size[0].ceil());
    let mut pictures = Vec::new();
    while let Some(frame) = animation.read_next_frame().expect("a picture") {
        pictures.push((frame.width, frame.buffer.iter().any(|color| *color != frame.buffer[0])));
    }
    assert_eq!(pictures.len(), 9);
    assert!(pictures.iter().all(|(_, drawn)| *drawn) && pictures[1].0 < pictures[0].0, "{pictures:?}");
    page.finish();
}

#[test]
fn the_code_is_copied_or_saved() {
    let mut page = open("#/convolve?preset=depthwise", View::PROJECTOR.dark());
    let depthwise = presets().iter().find(|preset| preset.id == "depthwise").unwrap().example();
    let code = depthwise.pytorch();
    page.click("export");
    page.pause(Duration::from_millis(50));
    page.screenshot("export-menu");
    page.click("export-pytorch");
    page.pause(Duration::from_millis(100));
    assert_eq!(page.evaluate("window.copied").as_str(), Some(code.as_str()));
    assert_eq!(saved(&mut page, "py"), ("convolution.py".to_owned(), code.into_bytes()));
    page.finish();
}

#[test]
fn the_menu_works_by_keyboard_and_closes() {
    let mut page = open("#/convolve", View::PROJECTOR);
    page.evaluate("document.querySelector('[data-testid=export]').focus()");
    page.press("Enter");
    let focused = "document.activeElement.dataset.testid ?? ''";
    assert_eq!(page.evaluate(focused), "export-svg");
    page.press("Tab");
    assert_eq!(page.evaluate(focused), "export-png");
    let before = page.evaluate("location.hash + history.length");
    page.press("Escape");
    assert_eq!((page.text("export-svg"), page.evaluate(focused)), (None, "export".into()));
    assert_eq!(page.evaluate("location.hash + history.length"), before);
    page.click("export");
    page.evaluate("document.elementFromPoint(5, 5).click()");
    page.pause(Duration::from_millis(50));
    assert_eq!(page.text("export-svg"), None);
    page.finish();
}

/// Pool hands out the same kinds of files.
#[test]
fn a_pool_is_handed_out_too() {
    let mut page = open("#/pool?preset=overlapping&mode=gradient&at=8", View::PROJECTOR);
    let example = pool::presets().iter().find(|preset| preset.id == "overlapping").unwrap().example();
    let example = example.in_mode(pool::Mode::Gradient);
    let (name, code) = saved(&mut page, "py");
    assert_eq!((name.as_str(), String::from_utf8(code).unwrap()), ("pool.py", example.pytorch()));
    let (name, svg) = saved(&mut page, "svg");
    assert!(name == "pool.svg" && String::from_utf8(svg).unwrap().contains("step 9 of 9"));
    let (name, png) = saved(&mut page, "png");
    assert_eq!((name.as_str(), &png[..4]), ("pool.png", &b"\x89PNG"[..]));
    assert!(png.len() > 10_000, "{} bytes are an empty picture", png.len());
    let (name, file) = saved(&mut page, "gif");
    assert_eq!(name, "pool.gif");
    // Nine pictures, of which the later ones hold only what changes.
    let mut animation = gif::Decoder::new(&file[..]).expect("a GIF");
    let (width, height) = (animation.width(), animation.height());
    let mut areas = Vec::new();
    while let Some(frame) = animation.read_next_frame().expect("a picture") {
        areas.push(u32::from(frame.width) * u32::from(frame.height));
    }
    assert_eq!((areas.len(), areas[0]), (9, u32::from(width) * u32::from(height)));
    assert!(areas[1..].iter().all(|area| *area < areas[0]), "{areas:?}");
    page.finish();
}
