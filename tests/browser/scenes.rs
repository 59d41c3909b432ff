//! The place Scenes, used as a lecturer uses it.

use std::time::Duration;

use crate::harness::{Page, View};
use crate::why::values;

const PATIENCE: Duration = Duration::from_secs(20);
const CIRCLE: &str = "#/scenes?scene=3_circle.red.96.96.56.0";

/// Centre of a box in pixels of the scene.
fn center(page: &mut Page, testid: &str) -> [f64; 2] {
    let found = page.evaluate(&format!(
        "(() => {{
            const box = document.querySelector('[data-testid={testid}]').parentElement.getBoundingClientRect();
            const scene = document.querySelector('[data-testid=scene-canvas]').getBoundingClientRect();
            return [box.x + box.width / 2 - scene.x, box.y + box.height / 2 - scene.y].map(along => 48 * along / scene.width);
        }})()"
    ));
    [0, 1].map(|axis| found[axis].as_f64().unwrap())
}

fn waits_for_center(page: &mut Page, wanted: [f64; 2]) {
    for _ in 0..100 {
        page.pause(Duration::from_millis(50));
        let there = page.text("box-0").is_some() && {
            let found = center(page, "box-0");
            (0..2).all(|axis| (found[axis] - wanted[axis]).abs() < 2.5)
        };
        if there {
            return;
        }
    }
    panic!("no box at {wanted:?}");
}

/// The address follows a moment later.
pub fn waits_for_link(page: &mut Page, wanted: impl Fn(&str) -> bool) {
    let link = |page: &mut Page| page.evaluate("location.hash").as_str().unwrap_or_default().to_owned();
    for _ in 0..60 {
        if wanted(&link(page)) {
            return;
        }
        page.pause(Duration::from_millis(50));
    }
    panic!("the link is {}", link(page));
}

#[test]
fn a_box_follows_a_shape_by_pointer_and_by_keys() {
    let mut page = Page::open(CIRCLE, View::PROJECTOR);
    page.wait_for("box-0", |text| text.starts_with("circle") && text.ends_with('%'), PATIENCE);
    waits_for_center(&mut page, [12.0, 12.0]);
    page.draw("scene-canvas", &[vec![(0.25, 0.25), (0.4, 0.4), (0.6, 0.5), (0.7, 0.6)]]);
    waits_for_center(&mut page, [33.6, 28.8]);
    page.evaluate("document.querySelector('[data-testid=shape-0]').focus()");
    for _ in 0..6 {
        page.press("ArrowUp");
    }
    waits_for_center(&mut page, [33.6, 22.8]);
    waits_for_link(&mut page, |link| link.contains("scene=3_circle.red.26") && link.contains(".182.56.0"));
    // Another colour and another kind: the box stays where it is.
    page.click("color-blue");
    page.evaluate("document.querySelectorAll('[data-testid=kind] button')[1].click()");
    page.wait_for("box-0", |text| text.starts_with("square"), PATIENCE);
    page.click("add-shape");
    page.wait_for("shape-1", |_| true, PATIENCE);
    page.click("another-scene");
    page.wait_for("box-0", |_| true, PATIENCE);
    page.screenshot("scenes-find");
    page.finish();
}

/// Two digits, drawn beside each other with the mouse, are found and read; the link holds them.
#[test]
fn digits_are_drawn_found_and_read() {
    let mut page = Page::open("#/scenes?on=digits&digits=none", View::PROJECTOR);
    page.wait_for("cell", |text| !text.is_empty(), PATIENCE);
    let seven = vec![(0.1, 0.2), (0.38, 0.2), (0.2, 0.65)];
    let one = vec![(0.65, 0.35), (0.75, 0.25), (0.75, 0.8)];
    page.draw("scene-canvas", &[seven, one]);
    page.wait_for("box-1", |text| !text.is_empty(), PATIENCE);
    let mut found = [page.text("box-0"), page.text("box-1")].map(|text| text.unwrap_or_default());
    found.sort();
    assert!(found[0].starts_with("1 ") && found[1].starts_with("7 "), "{found:?}");
    waits_for_link(&mut page, |link| link.contains("on=digits") && link.contains("drawing="));
    page.click("undo-stroke");
    page.wait_for("box-0", |text| text.starts_with("7 "), PATIENCE);
    page.click("clear-canvas");
    page.click("another-scene");
    page.wait_for("box-0", |text| text.ends_with("%)"), PATIENCE);
    page.finish();
}

#[test]
fn suppression_is_told_step_by_step_and_cells_in_numbers() {
    let mut page = Page::open("#/scenes?threshold=5", View::PROJECTOR);
    page.wait_for("box-2", |_| true, PATIENCE);
    for _ in 0..3 {
        page.click("step-back");
    }
    page.wait_for("suppression", |text| text.contains("each cell has spoken"), PATIENCE);
    assert_eq!(page.text("box-0"), None);
    page.click("step-forward");
    page.wait_for("suppression", |text| text.starts_with("Keep "), PATIENCE);
    assert!(page.text("box-0").is_some() && page.text("box-1").is_none());
    page.click_at("scene-canvas", (0.05, 0.95));
    page.wait_for("cell", |text| text == "Cell 5, 0", PATIENCE);
    page.finish();
}

#[test]
fn two_stages_are_walked_through_and_compared_with_one() {
    let mut page = Page::open("#/scenes?scene=3_circle.red.96.96.56.0", View::PROJECTOR);
    page.wait_for("box-0", |_| true, PATIENCE);
    page.click("stages-2");
    waits_for_link(&mut page, |link| link.contains("stages=2"));
    page.wait_for("box-0", |text| text.starts_with("circle"), PATIENCE);
    waits_for_center(&mut page, [12.0, 12.0]);
    page.draw("scene-canvas", &[vec![(0.25, 0.25), (0.4, 0.4), (0.6, 0.5), (0.7, 0.6)]]);
    waits_for_center(&mut page, [33.6, 28.8]);
    assert_eq!(values(&mut page, "region-features").len(), 7 * 7);
    // Back to the points where the chosen region's features are taken, and to its anchors.
    for _ in 0..3 {
        page.click("step-back");
    }
    page.wait_for("suppression", |text| text.starts_with("RoIAlign"), PATIENCE);
    assert_eq!(page.text("box-0"), None);
    let points = page.evaluate("document.querySelectorAll('[data-testid=points] circle').length");
    assert_eq!(points.as_u64(), Some(4 * 49));
    page.click("region-1");
    waits_for_link(&mut page, |link| link.contains("region=1"));
    // Both on scenes that neither has seen.
    page.wait_for("strict-2", |_| true, PATIENCE);
    let strict = ["strict-1", "strict-2"].map(|bar| page.text(bar).unwrap().parse::<f32>().unwrap());
    assert!(strict[1] > strict[0] + 0.12, "{strict:?}");
    page.wait_for("precision-recall", |_| true, PATIENCE);
    page.screenshot("scenes-two-stages");
    page.finish();
}

#[test]
fn a_mask_follows_the_scene_and_networks_are_compared() {
    let mut page = Page::open("#/scenes?task=segment&scene=3_circle.red.96.96.56.0", View::PROJECTOR);
    page.wait_for("iou-1", |text| text.starts_with("0.9") || text.starts_with("1.0"), PATIENCE);
    let mask = values(&mut page, "mask");
    assert_eq!((mask.len(), mask[12 * 48 + 12], mask[40 * 48 + 40]), (48 * 48, 1.0, 0.0));
    // The edge of a circle, most of which the network finds, and nothing far from it.
    let edges = values(&mut page, "boundaries");
    let count = |kind: f64| edges.iter().filter(|value| **value == kind).count();
    let [predicted, wanted, both] = [1.0, 2.0, 3.0].map(count);
    assert!(both > 50 && edges[12 * 48 + 12] == 0.0, "{predicted}, {wanted} and {both}");
    let said = page.text("boundary-iou").unwrap();
    let circle = said.split(" · ").next().and_then(|it| it.trim_end_matches('.').rsplit(' ').next());
    let circle: f32 = circle.unwrap().parse().expect("a number");
    assert!(
        (circle - both as f32 / (both + wanted + predicted) as f32).abs() < 0.05,
        "{said}: {both} of all"
    );
    page.draw("scene-canvas", &[vec![(0.25, 0.25), (0.5, 0.5), (0.8, 0.8)]]);
    for _ in 0..100 {
        page.pause(Duration::from_millis(50));
        if values(&mut page, "mask")[38 * 48 + 38] == 1.0 {
            break;
        }
    }
    let mask = values(&mut page, "mask");
    assert_eq!((mask[12 * 48 + 12], mask[38 * 48 + 38]), (0.0, 1.0));
    for network in ["segment-without-skips", "u-net", "mask-head"] {
        page.click(&format!("net-{network}"));
        page.wait_for("iou-1", |text| text.parse::<f32>().is_ok_and(|iou| iou > 0.5), PATIENCE);
        waits_for_link(&mut page, |link| link.contains(network));
    }
    page.screenshot("scenes-segment");
    page.click("task-find");
    page.wait_for("box-0", |text| text.starts_with("circle"), PATIENCE);
    page.finish();
}

#[test]
fn a_network_learns_here_and_gives_way_to_the_trained_one() {
    let mut page = Page::open("#/scenes?training=96&epochs=2", View::PROJECTOR);
    page.wait_for("box-2", |_| true, PATIENCE);
    let trained = page.text("metric-map50").unwrap();
    assert!(trained.starts_with("0.9"), "{trained}");
    page.click("train-play");
    page.wait_for("learnt", |text| text.starts_with("2 of 2 epochs"), PATIENCE);
    page.wait_for("metric-map50", |text| text != trained && text != "–", PATIENCE);
    page.wait_for("score-chart", |_| true, PATIENCE);
    page.screenshot("scenes-learnt");
    // It has hardly learnt: it is the one that answers.
    assert_eq!(page.text("box-2"), None);
    // Inside it, and back to where it began.
    page.click("inside-gradients");
    page.wait_for("gradient-flow", |text| text.contains("conv1.0") && text.contains("grid"), PATIENCE);
    page.click("inside-maps");
    page.wait_for("band-grid", |text| text.contains('±'), PATIENCE);
    page.screenshot("scenes-maps-while-learning");
    let [learnt, sure] = ["step", "scene-canvas"].map(|testid| page.text(testid));
    assert_eq!(learnt.as_deref(), Some("step 6 · now"));
    page.evaluate("document.querySelector('[data-testid=time]').focus()");
    page.press("Home");
    page.wait_for("step", |text| text == "step 0 of 6", PATIENCE);
    page.wait_for("metric-map50", |text| text == "–", PATIENCE);
    assert_ne!(page.text("scene-canvas"), sure);
    page.click("use-trained");
    page.wait_for("box-2", |_| true, PATIENCE);
    page.wait_for("metric-map50", |text| text == trained, PATIENCE);
    page.finish();
}

#[test]
fn noise_takes_on_a_style_and_an_entry_of_the_gram_matrix_adds_up() {
    let mut page = Page::open("#/scenes?task=restyle&style=brick&content=noise&size=48", View::PROJECTOR);
    page.wait_for("gram-entry", |text| text.contains("mean of"), PATIENCE);
    let number = |text: &str| text.rsplit(' ').next().unwrap().parse::<f64>().unwrap();
    let off = |page: &mut Page| number(&page.text("metric-style").unwrap());
    let before = off(&mut page);
    // The entry is the mean of the product.
    page.hover_at("gram-style", (0.31, 0.72));
    let told = page.wait_for("gram-entry", |text| !text.starts_with("G(4, 7)"), PATIENCE);
    let product = values(&mut page, "gram-product");
    let mean = product.iter().sum::<f64>() / product.len() as f64;
    assert_eq!(product.len(), 48 * 48);
    assert!((number(&told) - mean).abs() < 0.01 * mean.abs() + 1e-6, "{told}: {mean}");
    page.click("train-play");
    page.wait_for("learnt", |text| text.starts_with(|first: char| first.is_ascii_digit()), PATIENCE);
    page.click("train-play");
    page.wait_for("restyled", |_| true, PATIENCE);
    assert_eq!(values(&mut page, "restyled").len(), 3 * 48 * 48);
    assert!(off(&mut page) < before);
    // Back to the noise.
    page.evaluate("document.querySelector('[data-testid=time]').focus()");
    page.press("Home");
    page.wait_for("step", |text| text.starts_with("step 0 of"), PATIENCE);
    assert_eq!(off(&mut page), before);
    page.click("content-chelsea");
    page.wait_for("metric-content", |text| text == "0", PATIENCE);
    page.screenshot("scenes-restyle");
    page.click("task-find");
    page.wait_for("box-0", |_| true, PATIENCE);
    page.finish();
}

#[test]
fn a_sentence_follows_the_scene_and_a_word_shows_where_it_looks() {
    let link = "#/scenes?task=describe&training=64&epochs=2&scene=3_circle.red.96.96.56.0";
    let mut page = Page::open(link, View::PROJECTOR);
    let said = "document.querySelector('[data-testid=sentence]')?.dataset.said";
    page.wait_for("word-2", |text| text == "circle", PATIENCE);
    assert_eq!(page.evaluate(said), "a red circle");
    assert_eq!(page.text("verdict").as_deref(), Some("no errors"));
    page.hover("word-1");
    page.wait_for("attention", |_| true, PATIENCE);
    page.click("color-blue");
    page.wait_for("word-1", |text| text == "blue", PATIENCE);
    page.wait_for("described-scene", |_| true, PATIENCE);
    page.screenshot("scenes-describe");
    // One that learns speaks in its place, as it is and as it was.
    page.click("train-play");
    page.wait_for("score-chart", |_| true, PATIENCE);
    page.click("inside-gradients");
    page.wait_for("gradient-flow", |text| text.contains("GRU") && !text.contains('–'), PATIENCE);
    page.wait_for("step", |text| text == "step 4 · now", PATIENCE);
    page.evaluate("document.querySelector('[data-testid=time]').focus()");
    page.press("Home");
    page.wait_for("step", |text| text == "step 0 of 4", PATIENCE);
    page.wait_for("metric-one", |text| text == "–", PATIENCE);
    // From there it goes another way: the same one, with the same seed; and its layer is shown as Train's are.
    page.click("train-play");
    page.wait_for("step", |text| text == "step 4 · now", PATIENCE);
    page.click("inside-maps");
    page.wait_for("look", |_| true, PATIENCE);
    assert_eq!(page.evaluate("!!document.querySelector('[data-testid^=band-]')"), true);
    page.click("reset");
    page.wait_for("metric-one", |text| text == "–", PATIENCE);
    page.click("use-trained");
    page.wait_for("word-1", |text| text == "blue", PATIENCE);
    page.finish();
}
