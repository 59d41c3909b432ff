//! A picture of every place for the README. `cargo xtask pictures` builds the site and runs this; the variable SCREENSHOTS names the
//! folder.

#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod harness;

use std::time::Duration;

use harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(60);

/// What each is called, its link, and what is there once it can be taken.
const PLACES: [[&str; 3]; 7] = [
    ["lessons", "#/lessons?lesson=3&step=6", "lesson-sentence"],
    ["convolve", "#/convolve?preset=channels&at=4", "formula-numbers"],
    ["pool", "#/pool", "pool-output"],
    ["train", "#/train?count=2000.300", "validation"],
    ["networks", "#/networks?net=resnet18", "total-params"],
    ["scenes", "#/scenes?stages=2", "precision-recall"],
    ["why", "#/draw?direction=why", "prediction"],
];

fn main() {
    if harness::chromium::kept() {
        return;
    }
    for [name, link, testid] in PLACES {
        let mut page = Page::open(link, View::PROJECTOR);
        page.wait_for(testid, |_| true, PATIENCE);
        if name == "why" {
            // The sample of that digit.
            page.press("3");
            page.wait_for("why-gradient", |_| true, PATIENCE);
        }
        if name == "train" {
            page.wait_for("validation", |text| text.contains('%'), PATIENCE);
            page.click("one-epoch");
            page.wait_for("step", |text| !text.starts_with("step 0 "), PATIENCE);
        }
        page.pause(Duration::from_secs(3));
        page.screenshot(name);
        page.finish();
        println!("{name}.png");
    }
}
