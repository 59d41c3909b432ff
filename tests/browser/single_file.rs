//! The site as one file, opened without a server.

use std::time::Duration;

use crate::harness::{Page, View};
use crate::train::ready;

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn every_place_opens_from_one_file() {
    let mut page = Page::open_file("#/draw", View::PROJECTOR);
    page.wait_for("prediction", |_| true, PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    for (place, element) in
        [("convolve", "conv-output"), ("pool", "pool-output"), ("networks", "total-params")]
    {
        page.evaluate(&format!("location.hash = '#/{place}'; null"));
        page.wait_for(element, |_| true, PATIENCE);
    }
    page.evaluate("location.hash = '#/train?data=circle&count=60.40'; null");
    ready(&mut page);
    page.click("one-epoch");
    page.wait_for("step", |text| text.starts_with("step 6 "), PATIENCE);
    page.screenshot("single-file");
    page.finish();
}
