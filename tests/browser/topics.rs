//! The views Volumes, Counts, Functions and Norms of Convolve.

use std::time::Duration;

use convoscope::app::numbers::thousands;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(15);

fn link(page: &mut Page) -> String {
    page.pause(Duration::from_millis(400));
    page.evaluate("location.hash").as_str().unwrap().to_owned()
}

/// Nothing is below the fold, and nothing is cut without a cue.
fn fits(page: &mut Page, what: &str) {
    assert_eq!(page.evaluate("document.documentElement.scrollHeight > innerHeight"), false, "{what}");
    assert_eq!(page.evaluate("document.documentElement.scrollWidth > innerWidth"), false, "{what}");
}

/// All of them in one page: the lectures' numbers, an edit, the point that is moved, and the way from one to another.
#[test]
fn topics_show_the_lectures_numbers() {
    let mut page = Page::open("#/convolve?view=counts&preset=lecture", View::PROJECTOR);
    page.wait_for("counts-2-4", |text| text == thousands(196_709_100), PATIENCE);
    fits(&mut page, "counts");
    page.screenshot("counts-dense");
    page.retype("counts-units-1", "10");
    page.press("Enter");
    page.wait_for("counts-2-4", |text| text == thousands(196_619_010), PATIENCE);
    assert!(link(&mut page).ends_with("units=1000.10"));
    // In a field the browser takes back what was typed; outside of it the page takes back the change.
    page.evaluate("document.activeElement.blur()");
    page.press("Control+z");
    page.wait_for("counts-2-4", |text| text == thousands(196_709_100), PATIENCE);
    page.evaluate("location.hash = '#/convolve?view=counts'");
    page.wait_for("counts-2-2", |text| text == "9", PATIENCE);
    assert_eq!([0, 1].map(|row| page.text(&format!("counts-{row}-2")).unwrap()), ["225", "81"]);
    fits(&mut page, "connections");
    page.screenshot("counts");
    page.evaluate("location.hash = '#/convolve?view=volumes'");
    page.wait_for("volumes-1-2", |text| text == "(1, 3, 5, 5)", PATIENCE);
    fits(&mut page, "volumes");
    page.screenshot("volumes");
    page.evaluate("location.hash = '#/convolve?view=functions'");
    page.wait_for("functions-0-2", |text| text == "0.2500", PATIENCE);
    assert_eq!(page.text("functions-0-4").as_deref(), Some("0.00390625"));
    fits(&mut page, "functions");
    page.screenshot("functions");
    page.press("ArrowRight");
    page.wait_for("functions-0-2", |text| text == "0.2498", PATIENCE);
    page.hover("drawing");
    page.click("functions-choose-2");
    assert!(link(&mut page).contains("f=relu") || link(&mut page).contains("preset=relu"));
    page.evaluate("location.hash = '#/convolve?view=norms'");
    page.wait_for("norms-0-2", |text| text == "4", PATIENCE);
    fits(&mut page, "norms");
    page.screenshot("norms");
    page.click("norms-step");
    page.wait_for("norms-3-1", |text| text == "0.9 · 0.4 + 0.1 · 4", PATIENCE);
    page.finish();
}
