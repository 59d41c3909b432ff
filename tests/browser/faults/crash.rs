//! Programs of the page that crash.

use std::thread;
use std::time::Duration;

use super::PATIENCE;
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

/// The key for help opens it, which crashes the page. It says so, and nothing but the button to reload it can be reached.
/// From then on it has no frames and no timers, for which the harness would wait after a key or a click of its own.
fn crashes(page: &mut Page) {
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: 'h' })); null");
    let is_said = |_| {
        thread::sleep(Duration::from_millis(100));
        page.evaluate("document.getElementById('crash')?.hidden === false") == true
    };
    assert!((0..100).any(is_said));
    assert_eq!(page.evaluate("document.querySelector('.page').closest('[inert]') !== null"), true);
    assert_eq!(page.evaluate("document.activeElement.textContent"), "Reload");
    page.expect_trouble("");
    // The script that broke the page is none of the next one.
    page.evaluate("document.querySelector('#crash button').click()");
    thread::sleep(Duration::from_secs(1));
}

#[test]
fn memory_of_the_page_is_overwritten() {
    let mut page = Page::open_after(MEMORIES, Site::new(), "", View::PROJECTOR);
    page.wait_for("prediction", |_| true, PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.pause(Duration::from_millis(500));
    let link = page.evaluate("location.hash");
    page.evaluate("new Uint8Array(memories[0].buffer).fill(0); null");
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    assert_eq!(page.evaluate("location.hash"), link);
    page.finish();
}

/// Where the browser takes no elements, drawing the page panics.
#[test]
fn page_panics() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("prediction", |_| true, PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.pause(Duration::from_millis(500));
    page.evaluate(
        "for (const name of ['insertBefore', 'appendChild', 'cloneNode']) \
             Node.prototype[name] = () => { throw Error('none'); }; null",
    );
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.finish();
}
