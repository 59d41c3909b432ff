//! Every place, used by whoever opens it: what holds in all browsers.

use crate::harness::Browser;

/// Draws a one, and waits for the guess.
pub fn draw_a_digit(page: &mut impl Browser) {
    page.wait_for("prediction", |_| true);
    page.drag("draw-pad", &[(0.5, 0.15), (0.5, 0.4), (0.5, 0.65), (0.5, 0.9)]);
    page.wait_for("prediction", |digit| digit == "1");
}

/// Trains a small network for one epoch of six batches.
pub fn train_an_epoch(page: &mut impl Browser) {
    page.wait_for("validation", |text| text.contains('%'));
    page.click("one-epoch");
    page.wait_for("step", |text| text.starts_with("step 6 "));
}

/// Opens every place of the site at this address, and does there what it is for.
pub fn every_place(page: &mut impl Browser, address: &str) {
    let link = |route: &str| address.to_owned() + route;
    page.go(&link("#/draw"));
    draw_a_digit(page);
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
    train_an_epoch(page);
    page.go(&link("#/networks?net=vgg16"));
    page.wait_for("total-params", |text| text.contains("138"));
    page.go(&link("#/scenes?scene=3_circle.red.96.96.56.0"));
    page.wait_for("box-0", |text| text.starts_with("circle"));
    page.go(&link("#/lessons"));
    page.wait_for("lesson-11", |text| !text.is_empty());
    page.go(&link("#/lessons?lesson=2&step=1"));
    let first = page.wait_for("lesson-sentence", |text| text.len() > 10);
    // The first press says the answer to the step's question.
    page.click("lesson-next");
    page.wait_for("lesson-feedback", |text| !text.is_empty());
    page.click("lesson-next");
    page.wait_for("lesson-sentence", |text| text.len() > 10 && text != first);
}
