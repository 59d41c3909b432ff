//! The place Networks, used as a lecturer uses it.

use std::time::Duration;

use crate::faults::waits_until;
use crate::harness::{Page, Site, View};
use crate::why::values;

const PATIENCE: Duration = Duration::from_secs(10);

/// Digits alone: thousands have thin spaces between them.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The number in a text like "Egyptian cat 39.1 %".
fn percent(text: &str) -> f32 {
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    number.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn shows(page: &mut Page, testid: &str, wanted: &str) {
    page.wait_for(testid, |text| digits(text) == wanted, PATIENCE);
}

#[test]
fn networks_are_chosen_compared_and_changed() {
    let mut page = Page::open("#/networks?net=googlenet", View::PROJECTOR);
    shows(&mut page, "total-params", "6624904");
    shows(&mut page, "total-macs", "1498376192");
    page.screenshot("networks");
    page.click("network-resnet18");
    shows(&mut page, "total-params", "11689512");
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("net=resnet18"));
    assert_eq!(page.evaluate("document.querySelectorAll('.diagram .module').length"), 8);
    assert_eq!(page.evaluate("document.querySelectorAll('.diagram .skip').length"), 5);

    // A module is opened in place; a row's settings change table and totals, and can be taken back.
    page.evaluate("document.querySelector('.diagram .module').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
    page.wait_for("layer-row-2", |text| text.starts_with("conv1"), PATIENCE);
    page.evaluate("document.querySelector('[data-testid=layer-row-0] button').click()");
    page.wait_for("set-kernel", |_| true, PATIENCE);
    page.retype("set-kernel", "3");
    page.press("Enter");
    shows(&mut page, "total-params", "11681832");
    page.click("reset-changes");
    shows(&mut page, "total-params", "11689512");
    page.choose("compare", 2);
    page.wait_for("comparison", |text| text.contains("61\u{202f}100\u{202f}840"), PATIENCE);
    page.finish();
}

#[test]
fn both_versions_of_alexnet_are_shown() {
    let mut page = Page::open("#/networks?net=alexnet", View::PROJECTOR);
    shows(&mut page, "total-params", "61100840");
    page.evaluate("document.querySelectorAll('[data-testid=version] button')[1].click()");
    shows(&mut page, "total-params", "60965224");
    shows(&mut page, "total-macs", "724406816");
    page.finish();
}

#[test]
fn lite0_knows_a_cat_and_a_cup() {
    let loading = Duration::from_secs(60);
    let mut page = Page::open("#/networks?net=efficientnet-lite0&view=run", View::PROJECTOR);
    let cat = page.wait_for("top-1", |text| text.contains("Egyptian cat"), loading);
    assert!((percent(&cat) - 38.0).abs() < 3.0, "{cat}");
    assert!(page.text("top-2").unwrap().contains("tiger cat"));
    let ms = page.wait_for("run-ms", |text| text.ends_with("ms"), PATIENCE);
    println!("chelsea: {ms}");
    page.screenshot("networks-run");
    // All 1280 maps of the head.
    page.click("run-stage-8");
    let name = "document.querySelector('[data-testid=stage-maps]').ariaLabel";
    assert!(page.evaluate(name).as_str().unwrap().contains("1280 maps"));
    page.choose("run-picture", 1);
    let coffee = page.wait_for("top-1", |text| text.contains("espresso"), PATIENCE);
    assert!((percent(&coffee) - 94.0).abs() < 3.0, "{coffee}");
    page.pause(Duration::from_millis(400));
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("picture=coffee"));
    // One's own file.
    let rocket = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/photographs/rocket.jpg");
    page.choose_file("run-file", std::path::Path::new(rocket));
    page.wait_for("top-1", |text| text.contains("missile"), PATIENCE);
    page.screenshot("networks-run-head");
    page.finish();
    for (name, view) in [("networks-run-phone", View::PHONE), ("networks-run-dark", View::PROJECTOR.dark())] {
        let mut page = Page::open("#/networks?net=efficientnet-lite0&view=run&picture=coffee", view);
        page.wait_for("top-1", |text| text.contains("espresso"), loading);
        page.screenshot(name);
        page.finish();
    }
}

/// What decided in a photograph, for the best guess and for another; with random weights in the last layer.
#[test]
fn photographs_are_asked_why() {
    let loading = Duration::from_secs(60);
    let mut page = Page::open("#/networks?net=efficientnet-lite0&view=why", View::PROJECTOR);
    let first = page.wait_for("why-ms", |text| text.contains("ms"), loading);
    println!("chelsea: {first}");
    let cat = values(&mut page, "why-grad-cam");
    assert_eq!(cat.len(), 224 * 224);
    assert!(cat.iter().all(|value| *value >= 0.0) && cat.iter().any(|value| *value > 0.0));
    page.click("stop");
    page.screenshot("networks-why");
    let second = "document.querySelector('[data-testid=top-2] button').dataset.testid";
    let second = page.evaluate(second).as_str().unwrap().to_owned();
    page.click(&second);
    page.wait_for("why-ms", |text| text.contains("ms"), loading);
    assert_ne!(values(&mut page, "why-grad-cam"), cat);
    let class = second.trim_start_matches("why-class-");
    assert!(page.evaluate("location.hash").as_str().unwrap().contains(&format!("class={class}")));
    page.finish();
}

/// An ONNX file and what `torch.save` wrote open in the page, and read what is drawn.
#[test]
fn networks_of_files_read_digits() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");
    let mut page = Page::open("#/networks", View::PROJECTOR);
    page.wait_for("network-lenet5", |_| true, PATIENCE);
    for (file, params) in [("onnx/mnist.onnx", "26450"), ("pytorch/digits-f16.pt", "58010")] {
        page.choose_file("open-network", std::path::Path::new(&format!("{folder}/{file}")));
        let name = file.split_once('/').unwrap().1;
        page.wait_for("network-opened", |text| text.contains(name), PATIENCE);
        shows(&mut page, "total-params", params);
        page.screenshot(&format!("networks-{name}"));
        page.click("open-in-draw");
        page.wait_for("layer-1", |_| true, PATIENCE);
        page.press("7");
        // The ONNX file was trained on pixels that it does not tell the scale of.
        let reads_seven = file.ends_with(".pt");
        page.wait_for("prediction", |digit| digit == "7" || !reads_seven && !digit.is_empty(), PATIENCE);
        page.evaluate("location.hash = '#/networks'");
        page.wait_for("network-lenet5", |_| true, PATIENCE);
    }
    // A layer goes and another one comes.
    page.evaluate("location.hash = '#/networks?v=2&net=alexnet&row=0'");
    shows(&mut page, "total-params", "61100840");
    // A convolution: the list begins with what it is for, and with padding, which has no parameters.
    page.choose("insert-layer", 2);
    page.wait_for("total-params", |text| digits(text) != "61100840", PATIENCE);
    // The address follows in its own time.
    waits_until(&mut page, "location.hash.includes('.insert.')");
    page.screenshot("networks-inserted");
    page.finish();
}

#[test]
fn loading_weights_can_be_cancelled() {
    let site = Site::new();
    site.silence("assets/weights/efficientnet-lite0.safetensors");
    let mut page = Page::open_at(site, "#/networks?net=efficientnet-lite0&view=run", View::PROJECTOR);
    page.wait_for("run-cancel", |_| true, PATIENCE);
    page.screenshot("networks-run-loading");
    page.click("run-cancel");
    page.wait_for("run-load", |_| true, PATIENCE);
    page.finish();
}

#[test]
fn modules_open_small_examples() {
    let mut page = Page::open("#/networks?net=resnet18&open=layer2.0", View::PROJECTOR);
    let steps = page.wait_for("residual-steps", |text| text.contains("W_S x"), PATIENCE);
    page.retype("residual-x-0", "2");
    page.press("Enter");
    page.wait_for("residual-steps", |text| text != steps, PATIENCE);
    page.screenshot("networks-residual");
    page.evaluate("location.hash = '#/networks?v=2&net=googlenet&open=inception3a'");
    page.wait_for("open-reduction", |text| text.contains("1×1 to 16"), PATIENCE);
    page.click("open-reduction");
    page.wait_for("bottleneck-reduced", |text| !text.is_empty(), PATIENCE);
    page.finish();
}

#[test]
fn the_last_run_is_listed_and_looks_at_drawings() {
    let mut page = Page::open("#/train", View::PROJECTOR);
    page.wait_for("step", |text| text.starts_with("step 0 "), Duration::from_secs(30));
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with("step 1 "), Duration::from_secs(30));
    page.pause(Duration::from_secs(2));
    page.evaluate("location.hash = '#/networks?v=2&net=last'");
    page.wait_for("network-last", |text| text.contains("digits"), PATIENCE);
    page.screenshot("networks-last");
    page.click("open-in-draw");
    page.wait_for("layer-1", |_| true, PATIENCE);
    page.press("7");
    page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
    page.screenshot("draw-last");
    page.finish();
}

/// Whatever is looked at, the page does not scroll on a projector: its table, and what is said beside it, do.
#[test]
fn every_network_keeps_within_the_window() {
    let mut page = Page::open("#/networks", View::PROJECTOR);
    shows(&mut page, "total-params", "60000");
    let mut high = Vec::new();
    for net in [
        "lenet5",
        "alexnet",
        "vgg16",
        "googlenet&open=inception4a",
        "resnet18&row=3",
        "resnet50&compare=vgg16",
    ] {
        page.evaluate(&format!("location.hash = '#/networks?net={net}'"));
        page.pause(Duration::from_millis(150));
        let height = page.evaluate("document.documentElement.scrollHeight");
        if height.as_u64().is_none_or(|height| height > 720) {
            high.push(format!("{net}: {height}"));
        }
    }
    assert!(high.is_empty(), "{high:?}");
    page.screenshot("networks-two");
    page.finish();
}

/// A click on a map shows where it is strongest in all five photographs; another map is a step away, and all of it is in the link.
#[test]
fn a_map_is_looked_for_in_the_photographs() {
    let mut page = Page::open("#/networks?net=efficientnet-lite0&view=run&stage=2", View::PROJECTOR);
    page.wait_for("run-ms", |_| true, Duration::from_secs(60));
    page.click_at("stage-maps", (0.02, 0.2));
    let found = "document.querySelectorAll('[data-testid=strongest] figure').length === 5";
    waits_until(&mut page, found);
    let captions = "[...document.querySelectorAll('[data-testid=strongest] figcaption')].map(e => parseFloat(e.textContent.replace('−', '-')))";
    let values = page.evaluate(captions);
    let values: Vec<f64> = values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
    assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("map=0"));
    assert_eq!(page.evaluate("document.documentElement.scrollHeight"), 720);
    page.screenshot("strongest-patches");
    page.retype("map", "7");
    page.press("Enter");
    waits_until(&mut page, "location.hash.includes('map=7')");
    page.click("close-strongest");
    page.wait_for("top-1", |text| text.contains('%'), PATIENCE);
    page.finish();
}
