//! A server that says nothing.

use super::PATIENCE;
use crate::harness::{Page, Site, View};
use crate::train::ready;

#[test]
fn server_never_answers() {
    const WEIGHTS: &str = "assets/weights/digits.safetensors";
    let site = Site::new();
    site.silence(WEIGHTS);
    site.silence("places.js");
    // Preloaded, they would keep the page from having loaded.
    let index = String::from_utf8(Site::built("index.html")).unwrap();
    let lines: Vec<_> = index.lines().filter(|line| !line.contains(WEIGHTS)).collect();
    site.replace("index.html", lines.join("\n"));
    let mut page = Page::open_at(site, "", View::PROJECTOR);
    page.wait_for("notice", |text| text.contains("does not come"), PATIENCE);
    page.site.restore(WEIGHTS);
    page.click("try-again");
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    // A place that does not come.
    page.evaluate("location.hash = '#/train'");
    page.wait_for("reload", |_| true, PATIENCE);
    page.site.restore("places.js");
    page.click_to_load("reload");
    ready(&mut page);
    page.finish();
}
