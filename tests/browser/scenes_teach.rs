//! The task of Scenes that takes features over, to digits and to classes of one's own.

use std::path::Path;
use std::time::Duration;

use crate::harness::{Page, View};
use crate::scenes::waits_for_link;

const PATIENCE: Duration = Duration::from_secs(20);

/// Until neither network learns any more, and the scores of both are those of the end.
fn rests(page: &mut Page) {
    page.wait_for("learnt", |text| text == "epoch 12 of 12", 2 * PATIENCE);
    page.wait_for_attribute(["train-play", "aria-label"], |name| name == "Learn", PATIENCE);
}

#[test]
fn a_network_that_takes_features_over_learns_beside_one_that_does_not() {
    let mut page = Page::open("#/scenes?task=teach", View::PROJECTOR);
    page.wait_for("right-transferred", |text| text == "–", PATIENCE);
    page.click("train-play");
    rests(&mut page);
    let percent = |page: &mut Page, testid: &str| {
        let text = page.wait_for(testid, |text| text.ends_with('%'), PATIENCE);
        text.trim_end_matches([' ', '%', '\u{a0}', '\u{202f}']).parse::<f32>().unwrap()
    };
    let [transferred, scratch] = ["right-transferred", "right-scratch"].map(|it| percent(&mut page, it));
    // One example of each class: guessing comes to 20 %.
    assert!(transferred > 30.0 && scratch > 20.0, "{transferred} and {scratch}");
    // Frozen blocks have no gradient; both go back to where they began, and come here again.
    page.click("inside-gradients");
    page.wait_for("gradient-flow", |text| text.contains("conv1.0") && text.contains("head"), PATIENCE);
    page.evaluate("document.querySelector('[data-testid=time]').focus()");
    page.press("Home");
    page.wait_for("step", |text| text == "step 0 of 96", PATIENCE);
    page.wait_for("right-transferred", |text| text == "–", PATIENCE);
    page.press("End");
    page.wait_for("step", |text| text == "step 96 · now", PATIENCE);
    assert_eq!(
        ["right-transferred", "right-scratch"].map(|it| percent(&mut page, it)),
        [transferred, scratch]
    );
    page.draw("teach-pad", &[vec![(0.3, 0.2), (0.7, 0.2), (0.5, 0.8)]]);
    page.wait_for("says-transferred", |text| text.ends_with('%'), PATIENCE);
    page.click("confusion-0-0");
    page.wait_for("behind", |text| text.starts_with("5 taken for 5"), PATIENCE);
    page.screenshot("scenes-teach");
    page.click("teach-fails");
    page.wait_for("learnt", |text| text.ends_with("each network"), PATIENCE);
    waits_for_link(&mut page, |link| link.contains("teach=3.frozen.20"));
    page.finish();
}

#[test]
fn classes_of_ones_own_are_drawn_and_told_apart() {
    let mut page = Page::open("#/scenes?task=teach", View::PROJECTOR);
    page.click("teach-own");
    waits_for_link(&mut page, |link| link.ends_with("teach=own"));
    page.click("train-play");
    page.wait_for("own-said", |said| said.starts_with("Each class needs an example"), PATIENCE);
    let upright = |x: f32| vec![vec![(x, 0.2), (x + 0.05, 0.8)]];
    let flat = |y: f32| vec![vec![(0.2, y), (0.8, y + 0.05)]];
    for at in [0.3, 0.5, 0.7] {
        page.draw("own-examples-pad", &upright(at));
        page.press("Enter");
    }
    page.wait_for("own-class-0", |text| text == "3 examples", PATIENCE);
    page.retype("own-name", "upright");
    page.click("own-class-1");
    for at in [0.3, 0.5, 0.7] {
        page.draw("own-examples-pad", &flat(at));
        page.click("own-add");
    }
    page.wait_for("own-class-1", |text| text == "3 examples", PATIENCE);
    page.click("train-play");
    rests(&mut page);
    page.draw("own-examples-pad", &upright(0.4));
    page.wait_for("says-transferred", |text| text.starts_with("upright, "), PATIENCE);
    page.click("own-clear");
    page.draw("own-examples-pad", &flat(0.4));
    page.wait_for("says-transferred", |text| text.starts_with("B, "), PATIENCE);
    page.screenshot("scenes-teach-own");
    // The examples are still there after another task.
    page.click("task-generate");
    page.click("task-teach");
    page.wait_for("own-class-1", |text| text == "3 examples", PATIENCE);
    page.finish();
}

#[test]
fn pictures_become_examples_and_what_is_none_is_named() {
    let mut page = Page::open("#/scenes?task=teach&teach=own", View::PROJECTOR);
    page.wait_for("own-class-0", |text| text == "0 examples", PATIENCE);
    let files = ["assets/photographs/chelsea.jpg", "assets/photographs/coffee.jpg", "README.md"];
    page.choose_files("own-pictures", &files.map(|file| Path::new(env!("CARGO_MANIFEST_DIR")).join(file)));
    page.wait_for("own-said", |said| said.starts_with("README.md"), PATIENCE);
    page.wait_for("own-class-0", |text| text == "2 examples", PATIENCE);
    page.click("own-remove-2");
    page.wait_for("own-class-0", |text| text == "1 example", PATIENCE);
    // Where no class has an example, symbols fill all of them.
    assert_eq!(page.text("own-symbols"), None);
    page.click("own-remove-1");
    page.click("own-symbols");
    page.wait_for("own-class-5", |text| text == "bolt: 10 examples", PATIENCE);
    waits_for_link(&mut page, |link| link.ends_with("teach=own.lite0.1.frozen"));
    page.click("own-empty");
    page.wait_for("own-class-1", |text| text == "B: 0 examples", PATIENCE);
    page.finish();
}
