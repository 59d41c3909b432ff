//! The place Train: its network, one step in parts, kernels over time, and what survives a reload or a dead worker.

use std::time::Duration;

use convoscope::app::numbers::thousands;

use crate::harness::{Page, View};
use crate::train::{open, ready, rest, step};

const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn closed_in_the_middle_it_goes_on() {
    let mut page = open("?count=1000.100", View::PROJECTOR);
    page.click("train-play");
    page.wait_for("step", |text| !text.starts_with("step 0"), PATIENCE);
    page.pause(Duration::from_secs(5));
    page.reload();
    ready(&mut page);
    let kept = step(&mut page);
    assert!(kept > 0);
    // While the page is elsewhere it trains on.
    page.click("train-play");
    page.pause(Duration::from_millis(300));
    go(&mut page, "Draw");
    page.wait_for("draw-pad", |_| true, PATIENCE);
    page.pause(Duration::from_millis(1500));
    go(&mut page, "Train");
    ready(&mut page);
    assert!(step(&mut page) > kept, "{} and {kept}", step(&mut page));
    page.press(" ");
    rest(&mut page);
    // A run that is deleted does not come back.
    page.click("keep");
    page.click("forget-0");
    page.pause(Duration::from_millis(500));
    page.reload();
    ready(&mut page);
    assert_eq!(step(&mut page), 0);
    page.finish();
}

fn go(page: &mut Page, place: &str) {
    page.evaluate(&format!(
        "[...document.querySelectorAll('nav a')].find(button => button.textContent == '{place}').click()"
    ));
}

#[test]
fn the_worker_dies_and_another_goes_on() {
    let mut page = Page::open("#/draw", View::PROJECTOR);
    page.wait_for("draw-pad", |_| true, PATIENCE);
    page.evaluate(
        "window.workers = [];
         window.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(this); } }; null",
    );
    go(&mut page, "Train");
    ready(&mut page);
    page.click("train-play");
    page.wait_for("step", |text| !text.starts_with("step 0"), PATIENCE);
    // A checkpoint comes every second.
    page.pause(Duration::from_secs(3));
    page.evaluate("workers[0].terminate(); workers[0].dispatchEvent(new Event('error')); null");
    let said = page.wait_for("said", |text| text.contains("started again"), PATIENCE);
    assert!(said.contains("after step"), "{said}");
    ready(&mut page);
    let before = step(&mut page);
    assert!(before > 0);
    page.click("one-batch");
    page.wait_for("step", |text| text.contains(&thousands(before + 1)), PATIENCE);
    page.finish();
}

#[test]
fn layers_are_edited() {
    let mut page = open("?count=100.50", View::PROJECTOR);
    let count = |page: &mut Page| page.evaluate("document.querySelectorAll('.cards .card').length");
    let before = count(&mut page).as_u64().unwrap();
    let params = page.text("params").unwrap();
    // The second convolution gets another filter.
    page.evaluate("document.querySelector('[data-testid=layer-1] button').click()");
    page.wait_for("layer-copy", |_| true, PATIENCE);
    page.screenshot("train-layer");
    page.click("layer-copy");
    page.pause(Duration::from_millis(300));
    assert_eq!(count(&mut page).as_u64().unwrap(), before + 1);
    let more = page.text("params").unwrap();
    // A convolution from 8 to 8 channels: 8 · 8 · 9 weights and 8 biases, or none before a norm.
    let number =
        |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().unwrap();
    assert!([576, 584].contains(&(number(&more) - number(&params))), "{params} and {more}");
    page.pause(Duration::from_millis(400));
    let link = page.evaluate("location.hash");
    assert!(link.as_str().unwrap().contains("&layers="), "{link}");
    page.click("layer-remove");
    page.pause(Duration::from_millis(300));
    assert_eq!(page.text("params").unwrap(), params);
    // Back and on again, by buttons and by keys.
    page.click("undo-network");
    page.pause(Duration::from_millis(300));
    assert_eq!(page.text("params").unwrap(), more);
    page.press("Control+z");
    page.pause(Duration::from_millis(300));
    assert_eq!((page.text("params").unwrap(), count(&mut page).as_u64().unwrap()), (params.clone(), before));
    page.press("Control+y");
    page.pause(Duration::from_millis(300));
    assert_eq!(page.text("params").unwrap(), more);
    page.click("redo-network");
    page.pause(Duration::from_millis(300));
    assert_eq!(page.text("params").unwrap(), params);
    // Without its last layer there are not ten outputs any more: that is said, and nothing can be trained.
    page.evaluate(&format!("document.querySelector('[data-testid=layer-{}] button').click()", before));
    page.click("layer-remove");
    let said = page.evaluate("document.querySelector('.complaint, [data-testid=said]').textContent");
    page.pause(Duration::from_millis(500));
    let said = format!("{said} {:?}", page.text("said"));
    assert!(said.contains("outputs") || said.contains("classes"), "{said}");
    page.finish();
}

#[test]
fn one_step_in_slow_motion() {
    let mut page = open("?net=lenet5", View::PROJECTOR);
    page.click("slow-motion");
    let mut sentences = Vec::new();
    while let Some(button) = page.text("slow-motion").filter(|text| text.starts_with("Next")) {
        sentences.push((page.text("said").unwrap(), step(&mut page)));
        assert!(sentences.len() < 40, "{button}");
        let lit = page.evaluate("document.querySelectorAll('.band:not(.dim)').length");
        assert!(lit.as_u64().unwrap() >= 1);
        if sentences.len() == 9 {
            page.screenshot("train-slow-motion");
        }
        page.press("ArrowRight");
        page.pause(Duration::from_millis(150));
    }
    let kinds: Vec<&str> = sentences.iter().map(|(said, _)| said.split([':', ' ']).next().unwrap()).collect();
    let at = |kind: &str| kinds.iter().position(|k| *k == kind).unwrap_or_else(|| panic!("{kinds:?}"));
    assert!(at("Forward") < at("Loss") && at("Loss") < at("Backward") && at("Backward") < at("Update"));
    assert_eq!((sentences[at("Backward")].1, sentences[at("Update")].1), (0, 1));
    page.finish();
}

/// Norms, masks and kernels: what only some networks have, and what is looked at over time.
#[test]
fn a_kernel_over_time() {
    let mut page = open("?look=weights", View::PROJECTOR);
    let looks = |page: &mut Page| page.text("look").unwrap();
    assert!(
        looks(&mut page).contains("Batch-norm statistics") && !looks(&mut page).contains("Dropout masks")
    );
    page.click("one-epoch");
    rest(&mut page);
    page.click_at("band-conv1", (0.1, 0.3));
    page.wait_for("film", |text| text.contains("conv1, ") && text.contains("over time"), PATIENCE);
    let frames = "document.querySelectorAll('[data-testid=film] li').length";
    let seen = (0..50).any(|_| {
        page.pause(Duration::from_millis(50));
        page.evaluate(frames).as_u64().unwrap() > 4
    });
    assert!(seen, "{}", page.evaluate(frames));
    let steps = "[...document.querySelectorAll('[data-testid=film] li span')].map(e => +e.textContent)";
    let steps: Vec<f64> = serde_json::from_value(page.evaluate(steps)).unwrap();
    assert!(steps[0] == 0.0 && *steps.last().unwrap() == 125.0 && steps.is_sorted(), "{steps:?}");
    page.screenshot("train-film");
    page.finish();
    let mut page = open("?look=statistics&count=100.50", View::PROJECTOR);
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with("step 1"), PATIENCE);
    page.screenshot("train-norms");
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=band-batch_norm1]').length"), 2);
    page.finish();
}

#[test]
fn an_impossible_layer_says_why_at_its_card() {
    let mut page = open("?net=residual-6&count=100.50", View::PROJECTOR);
    page.evaluate("document.querySelector('[data-testid=layer-3] button').click()");
    page.wait_for("stride", |_| true, PATIENCE);
    page.retype("stride", "2");
    page.pause(Duration::from_millis(300));
    // The convolution itself can be; what cannot be is adding its output to what skips it.
    let complaint = "document.querySelector('.card .complaint')";
    let said = page.evaluate(&format!("{complaint}?.textContent ?? ''"));
    assert!(said.as_str().unwrap().ends_with('.') && said.as_str().unwrap().contains("7 × 7"), "{said}");
    let at = page.evaluate(&format!("{complaint}.closest('.card').querySelector('.head span').textContent"));
    assert_eq!(at, "+ skip");
    assert_eq!(page.evaluate("document.querySelector('[data-testid=train-play]').disabled"), true);
    page.screenshot("train-impossible");
    page.retype("stride", "1");
    ready(&mut page);
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with("step 1"), PATIENCE);
    page.finish();
}

#[test]
fn a_run_that_diverges_keeps_the_last_good_weights() {
    let mut page = open("?net=softmax&loss=mse&optimizer=sgd&rate=100", View::PROJECTOR);
    page.click("train-play");
    let said = page.wait_for("said", |text| text.starts_with("Diverged at step"), PATIENCE);
    assert!(said.contains("try a smaller learning rate"), "{said}");
    rest(&mut page);
    // A smaller rate goes on from there.
    page.click("optimizer");
    page.retype("rate", "0.001");
    page.press("Escape");
    let before = step(&mut page);
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with(&format!("step {}", thousands(before + 1))), PATIENCE);
    page.finish();
}
