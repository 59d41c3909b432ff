//! Every place in Firefox, as somebody opens it there: from a server, and from the one file.

use crate::harness::{FirefoxPage, Site};

/// Draws a one, and waits for the guess.
fn draw_a_digit(page: &mut FirefoxPage) {
    page.wait_for("prediction", |_| true);
    page.drag("draw-pad", &[(0.5, 0.15), (0.5, 0.4), (0.5, 0.65), (0.5, 0.9)]);
    page.wait_for("prediction", |digit| digit == "1");
}

/// Trains a small network for one epoch of six batches.
fn train_an_epoch(page: &mut FirefoxPage) {
    page.wait_for("validation", |text| text.contains('%'));
    page.click("one-epoch");
    page.wait_for("step", |text| text.starts_with("step 6 "));
}

#[test]
fn every_place_works_in_firefox() {
    let site = Site::new();
    let mut page = FirefoxPage::open(vec![site.origin()]);
    let link = |route: &str| site.address() + route;
    page.go(&link("#/draw"));
    draw_a_digit(&mut page);
    page.go(&link("#/draw?direction=why&drawing="));
    page.wait_for("prediction", |_| true);
    page.drag("draw-pad", &[(0.5, 0.15), (0.5, 0.5), (0.5, 0.9)]);
    let map = "document.querySelector('[data-testid=why-gradient]')?.dataset.values?.length ?? 0";
    let bytes = (0..300).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        page.evaluate(map).as_u64().filter(|bytes| *bytes > 0)
    });
    // 28 × 28 values of four bytes in base64.
    assert_eq!(bytes, Some(4184));
    page.go(&link("#/convolve?preset=edges"));
    let before = page.wait_for("formula-numbers", |text| text.contains('='));
    page.click("step-forward");
    page.wait_for("formula-numbers", |text| text.contains('=') && text != before);
    page.go(&link("#/pool"));
    page.wait_for("pool-output", |text| !text.is_empty());
    page.go(&link("#/train?data=circle&count=60.40"));
    train_an_epoch(&mut page);
    page.go(&link("#/networks?net=vgg16"));
    page.wait_for("total-params", |text| text.contains("138"));
    page.go(&link("#/lessons"));
    page.wait_for("lesson-11", |text| !text.is_empty());
    page.go(&link("#/lessons?lesson=2&step=1"));
    let first = page.wait_for("lesson-sentence", |text| text.len() > 10);
    // The first press says the answer to the step's question.
    page.click("lesson-next");
    page.wait_for("lesson-feedback", |text| !text.is_empty());
    page.click("lesson-next");
    page.wait_for("lesson-sentence", |text| text.len() > 10 && text != first);
    page.finish();
}

#[test]
fn the_one_file_works_in_firefox() {
    let file = format!("file://{}", Site::path("convoscope.html").display());
    let mut page = FirefoxPage::open(vec![file.clone()]);
    page.go(&format!("{file}#/draw"));
    draw_a_digit(&mut page);
    page.go(&format!("{file}#/train?data=circle&count=60.40"));
    train_an_epoch(&mut page);
    page.finish();
}
