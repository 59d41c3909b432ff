//! Programs of the page that crash.

use std::time::Duration;

use super::{PATIENCE, waits_until};
use crate::harness::{Page, Site, View};

/// Keeps the memory of every program at hand.
const MEMORIES: &str = "
    window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...all) => {
            const made = await real.apply(WebAssembly, all);
            memories.push((made.instance ?? made).exports.memory);
            return made;
        };
    }";

/// The page says that it crashed, and nothing but the button to reload it can be reached.
fn crashes(page: &mut Page) {
    waits_until(page, "!document.getElementById('crash').hidden");
    assert_eq!(page.evaluate("document.querySelector('.page').inert || document.querySelector('.page').closest('[inert]') !== null"), true);
    assert_eq!(page.evaluate("document.activeElement.textContent"), "Reload");
    page.screenshot("fault-crash");
    page.expect_trouble("");
    // The script that broke the page is none of the next one.
    page.click("crash-reload");
    page.pause(Duration::from_millis(500));
}

#[test]
fn memory_of_the_page_is_overwritten() {
    let mut page = Page::open_after(MEMORIES, Site::new(), "", View::PROJECTOR);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.pause(Duration::from_millis(500));
    let link = page.evaluate("location.hash");
    page.evaluate("new Uint8Array(memories[0].buffer).fill(0); null");
    page.press("h");
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    assert_eq!(page.evaluate("location.hash"), link);
    page.finish();
}

/// Where the browser makes no elements, drawing the page panics.
#[test]
fn page_panics() {
    let mut page = Page::open("", View::PROJECTOR);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.pause(Duration::from_millis(500));
    page.evaluate(
        "Document.prototype.createElement = Document.prototype.createElementNS = () => { throw Error('none'); }; null",
    );
    page.press("h");
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.finish();
}
