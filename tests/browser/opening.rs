//! Opening the site: from any folder, without a complaint, without another host.

use crate::harness::{Page, Site, View};

#[test]
fn opens_from_a_folder_without_a_complaint() {
    let mut page = Page::open("", View::PROJECTOR);
    assert_eq!(page.evaluate("document.title"), "Convoscope: see convolution");
    page.reload();
    page.screenshot("opening");
    page.finish();
}

#[test]
fn a_broken_wasm_gives_one_sentence() {
    let site = Site::new();
    site.replace("convoscope_bg.wasm", "no wasm at all");
    let mut page = Page::open_at(site, "", View::PROJECTOR);
    page.expect_trouble("WebAssembly");
    let sentence = "new Promise(done => setInterval(() => trouble.hidden || done(trouble.textContent), 10))";
    let sentence = page.evaluate(&format!("(trouble => {sentence})(document.getElementById('trouble'))"));
    assert!(sentence.as_str().unwrap().starts_with("Convoscope could not start here"), "{sentence}");
    page.finish();
}
