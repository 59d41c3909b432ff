//! Without a mouse: fingers, keys, ears.

use std::time::Duration;

use crate::draw::a_seven;
use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// A finger finds all layers, opens a map, and chooses a cell of it that stays.
#[test]
fn a_finger_opens_maps_and_chooses_cells() {
    let mut page = Page::open("", View::PHONE);
    page.touch_draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    let buttons =
        |page: &mut Page| page.evaluate("[...document.querySelectorAll('.go')].map(e => e.className).join()");
    assert_eq!(buttons(&mut page), "go on");
    page.evaluate("document.querySelector('.network').scrollTo({ left: 1e6, behavior: 'instant' })");
    page.pause(Duration::from_millis(100));
    assert_eq!(buttons(&mut page), "go back");
    page.tap("tile-2-6");
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    page.screenshot("phone opened");
    page.touch_draw("opened-map", &[vec![(0.2, 0.2), (0.55, 0.55)]]);
    page.pause(Duration::from_millis(100));
    let hash = page.evaluate("location.hash");
    assert!(hash.as_str().unwrap().contains("open=conv2.6.15.15"), "{hash}");
    let small = "[...document.querySelectorAll('.aside button, .go, .panel > header button, .tools button')]
        .filter(e => e.offsetParent).map(e => e.getBoundingClientRect()).filter(r => r.width < 40 || r.height < 40).length";
    assert_eq!(page.evaluate(small), 0, "a finger needs 40 pixels");
    page.finish();
}

/// However often and fast somebody asks, back never leaves the page.
#[test]
fn going_back_in_a_hurry_stays_here() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.click("tile-2-6");
    page.click_at("opened-map", (0.5, 0.5));
    page.evaluate(
        "for (let i = 0; i < 9; i++) dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))",
    );
    page.pause(Duration::from_millis(200));
    assert_eq!(page.text("prediction").as_deref(), Some("3"));
    // A click on empty ground is one more way back.
    page.click("tile-1-0");
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    page.evaluate("document.querySelector('.tiles').click()");
    page.pause(Duration::from_millis(200));
    assert_eq!(page.text("formula"), None);
    page.finish();
}

/// Menus take the focus, Escape closes them and gives it back.
#[test]
fn the_focus_comes_back() {
    let mut page = Page::open("", View::PROJECTOR.reduced_motion());
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    let stops = page.evaluate("document.querySelectorAll('.tiles [tabindex=\"0\"]').length");
    assert_eq!(stops, 9, "Tab stops once in a column");
    let focus = |page: &mut Page| page.evaluate("document.activeElement.id");
    page.evaluate("document.getElementById('tile-2-0').focus()");
    page.press("ArrowDown");
    assert_eq!(page.evaluate("document.activeElement.tabIndex"), 0);
    page.press("?");
    page.pause(Duration::from_millis(50));
    assert_eq!(focus(&mut page), "close-dialog");
    page.press("Escape");
    page.pause(Duration::from_millis(50));
    assert_eq!(focus(&mut page), "tile-2-2");
    page.evaluate("document.getElementById('samples').click()");
    page.pause(Duration::from_millis(50));
    assert_eq!(focus(&mut page), "sample-0");
    page.screenshot("samples");
    page.press("Escape");
    page.pause(Duration::from_millis(50));
    assert_eq!(focus(&mut page), "samples");
    assert_eq!(page.evaluate("document.querySelectorAll('.menu').length"), 0);
    page.finish();
}

/// Who listens hears the guess when a stroke ends, and not with its every point.
#[test]
fn the_guess_is_said_when_a_stroke_ends() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.evaluate(
        "window.said = 0; new MutationObserver(() => said++).observe(document.querySelector('[data-testid=said]'),
            { subtree: true, characterData: true, childList: true })",
    );
    page.draw("draw-pad", &a_seven());
    page.wait_for("said", |text| text.starts_with("7, "), PATIENCE);
    assert!(page.evaluate("said").as_i64().unwrap() <= 6, "{}", page.evaluate("said"));
    page.finish();
}
