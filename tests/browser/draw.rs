//! The place Draw, used as a person uses it.

use std::time::Duration;

use convoscope::app::places::draw::{DrawConfig, Opened};
use convoscope::app::shell::route::Route;
use convoscope::drawing::{Drawing, samples};

use crate::export::{CATCH, caught};
use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// A sample's strokes, made smaller by `scale` around the middle and moved.
fn strokes(drawing: &Drawing, scale: f32, (dx, dy): (f32, f32)) -> Vec<Vec<(f32, f32)>> {
    let at = |&(x, y): &(f32, f32)| (0.5 + scale * (x - 0.5) + dx, 0.5 + scale * (y - 0.5) + dy);
    drawing.strokes.iter().map(|stroke| stroke.points.iter().map(at).collect()).collect()
}

/// Draws with the mouse and answers what the page reads.
fn read(page: &mut Page, strokes: &[Vec<(f32, f32)>]) -> String {
    page.click("clear");
    page.wait_for("prediction", str::is_empty, PATIENCE);
    page.draw_quickly("draw-pad", strokes);
    page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
    // The last stroke's answer may be on its way still.
    page.pause(Duration::from_millis(60));
    page.text("prediction").unwrap_or_default()
}

pub fn a_seven() -> Vec<Vec<(f32, f32)>> {
    vec![vec![(0.26, 0.25), (0.74, 0.25), (0.45, 0.85)], vec![(0.36, 0.55), (0.66, 0.55)]]
}

#[test]
fn every_digit_is_read_in_every_style() {
    let mut page = Page::open("", View::PROJECTOR);
    let mut wrong = Vec::new();
    for (scale, shift) in [(1.0, (0.0, 0.0)), (0.55, (-0.2, 0.18))] {
        for sample in samples() {
            let digit = read(&mut page, &strokes(&sample.drawing, scale, shift));
            if digit != sample.digit.to_string() {
                wrong.push(format!("{}, {} at {scale} is read as {digit}", sample.digit, sample.style));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    page.finish();
}

#[test]
fn a_finger_draws_without_scrolling_the_page() {
    let mut page = Page::open("", View::PHONE);
    page.touch_draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    assert_eq!(page.evaluate("scrollY + document.documentElement.scrollTop"), 0);
    assert_eq!(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    page.screenshot("phone");
    page.finish();
}

#[test]
fn nothing_drawn_is_no_guess() {
    let mut page = Page::open("", View::PROJECTOR.reduced_motion());
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    assert_eq!(page.text("prediction").as_deref(), Some(""));
    page.draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.wait_for("probability-7", |text| text.ends_with('%'), PATIENCE);
    page.click("clear");
    page.wait_for("prediction", str::is_empty, PATIENCE);
    assert_eq!(page.text("probability-7").as_deref(), Some(""));
    page.finish();
}

/// A sample is drawn by itself, in no link; the pad is empty before the first ink, and stays so where nothing may move.
#[test]
fn the_first_screen_is_alive() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("prediction", |digit| digit == "2", PATIENCE);
    assert!(!page.evaluate("location.hash").as_str().unwrap().contains("drawing"));
    page.screenshot("alive");
    page.draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.click("clear");
    page.wait_for("prediction", str::is_empty, PATIENCE);
    // The address follows a moment later.
    page.pause(Duration::from_millis(700));
    page.reload();
    page.wait_for("prediction", |digit| digit == "2", PATIENCE);
    page.press("Escape");
    page.wait_for("prediction", str::is_empty, PATIENCE);
    page.finish();
    for (link, view) in [("#/draw?embed=1", View::PROJECTOR), ("", View::PROJECTOR.reduced_motion())] {
        let mut page = Page::open(link, view);
        page.wait_for("layer-8", |_| true, PATIENCE);
        page.pause(Duration::from_millis(700));
        assert_eq!(page.text("prediction").as_deref(), Some(""), "{link}");
        page.finish();
    }
}

/// ReLU and flatten as columns of their own, palettes of each map, and the numbers as a file; a digit that is a fifth as high
/// as the pad is read.
#[test]
fn every_step_is_shown_and_leaves_as_numbers() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("layer-8", |_| true, PATIENCE);
    page.draw_quickly("draw-pad", &strokes(&samples()[20].drawing, 0.27, (0.1, 0.1)));
    page.wait_for("prediction", |digit| digit == samples()[20].digit.to_string(), PATIENCE);
    page.click("every-step");
    page.wait_for("layer-2", |text| text.contains("relu1"), PATIENCE);
    page.screenshot("draw-every-step");
    page.choose("range", 0);
    page.pause(Duration::from_millis(500));
    let link = page.evaluate("location.hash").as_str().unwrap().to_owned();
    assert!(link.contains("steps=1") && link.contains("range=map"), "{link}");
    page.evaluate(CATCH);
    page.click("export");
    page.click("export-csv");
    let (_, table) = caught(&mut page, "csv");
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("layer,unit,row,column,value\ninput,0,0,0,") && table.contains("\nrelu1,0,"));
    page.finish();
}

/// The number that a label of the page shows, in hundredths.
fn hundredths(text: &str) -> i64 {
    let number: f64 = text.trim().replace('−', "-").replace('+', "").parse().expect(text);
    (100.0 * number).round() as i64
}

fn all(page: &mut Page, selector: &str) -> Vec<i64> {
    let texts =
        page.evaluate(&format!("[...document.querySelectorAll('{selector}')].map(e => e.textContent)"));
    texts.as_array().unwrap().iter().map(|text| hundredths(text.as_str().unwrap())).collect()
}

/// What the page shows as a sum adds up, in every kind of layer that sums.
#[test]
fn shown_terms_add_up() {
    let mut page = Page::open("", View::PROJECTOR);
    page.draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    for (tile, terms) in
        [("tile-1-3", 1), ("tile-2-6", 16), ("tile-5-9", 16), ("tile-7-20", 16), ("tile-8-7", 64)]
    {
        page.click(tile);
        page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
        let shown = all(&mut page, "[data-testid=term]");
        let formula = all(&mut page, "[data-testid=formula] b");
        assert_eq!(shown.len(), terms, "{tile}");
        assert_eq!(shown.iter().sum::<i64>(), formula[0], "{tile}");
        assert_eq!(formula[0] + formula[1], formula[2], "{tile}");
        if let Some(activated) = formula.get(3) {
            assert_eq!(*activated, formula[2].max(0), "{tile}");
        }
    }
    page.finish();
}

#[test]
fn levels_open_and_close_one_by_one() {
    let mut page = Page::open("", View::PROJECTOR);
    page.draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    let hash = |page: &mut Page| page.evaluate("location.hash").as_str().unwrap().to_owned();
    let opened = |hash: &str| Route::parse(hash).0;
    let levels = |page: &mut Page| match opened(&hash(page)) {
        Route::Draw(DrawConfig { opened, .. }) => opened.map(|opened| opened.cell.is_some()),
        _ => None,
    };
    page.click("tile-2-6");
    assert_eq!(levels(&mut page), Some(false));
    page.click_at("opened-map", (0.5, 0.3));
    assert_eq!(levels(&mut page), Some(true));
    // Another stroke while all is open is not lost on the way back.
    page.draw("draw-pad", &[vec![(0.2, 0.9), (0.3, 0.9)]]);
    page.press("Escape");
    page.pause(Duration::from_millis(100));
    assert_eq!(levels(&mut page), Some(false));
    page.evaluate("history.back()");
    page.pause(Duration::from_millis(100));
    assert_eq!(levels(&mut page), None);
    // The address bar is told a few times a second.
    page.pause(Duration::from_millis(400));
    let Route::Draw(draw) = opened(&hash(&mut page)) else { panic!() };
    assert_eq!(draw.drawing.strokes.len(), 3);
    page.finish();
}

#[test]
fn a_link_brings_back_the_drawing_and_the_opened_cell() {
    let sample = &samples()[10];
    let opened = Some(Opened { layer: "conv2".into(), unit: 6, cell: Some([13, 15]) });
    let route = Route::Draw(DrawConfig { drawing: sample.drawing.clone(), opened, ..Default::default() });
    let mut page = Page::open(&route.to_string(), View::PROJECTOR);
    page.wait_for("prediction", |digit| digit == sample.digit.to_string(), PATIENCE);
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    let before = page.text("formula");
    page.screenshot("opened");
    page.reload();
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    assert_eq!(page.text("formula"), before);
    page.finish();
}

/// What was drawn by hand is in the link to the last digit: a reload shows the very numbers.
#[test]
fn a_link_brings_back_the_very_numbers() {
    let mut page = Page::open("", View::PROJECTOR);
    page.draw("draw-pad", &a_seven());
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.click("tile-5-6");
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    let exact =
        "[...document.querySelectorAll('[data-testid=formula] b, .probabilities *, .lens [role=gridcell]')]
        .map(e => e.title + e.textContent).join()";
    // The address bar is told a few times a second.
    page.pause(Duration::from_millis(500));
    let before = page.evaluate(exact);
    page.reload();
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    assert_eq!(page.evaluate(exact), before);
    page.finish();
}

#[test]
fn everything_works_by_keyboard() {
    let mut page = Page::open("", View::PROJECTOR);
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.press("4");
    page.wait_for("prediction", |digit| digit == "4", PATIENCE);
    page.press("c");
    page.wait_for("prediction", str::is_empty, PATIENCE);
    page.press("7");
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.evaluate("document.getElementById('tile-1-0').focus()");
    for (key, id) in [("ArrowRight", "tile-1-1"), ("ArrowDown", "tile-1-3"), ("ArrowRight", "tile-2-2")] {
        page.press(key);
        assert_eq!(page.evaluate("document.activeElement.id"), id);
    }
    page.press("Enter");
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    page.evaluate("document.querySelector('[data-testid=opened-map]').focus()");
    page.press("ArrowDown");
    page.wait_for("formula", |text| text.contains("bias"), PATIENCE);
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("open=conv2.2."));
    page.press("Escape");
    page.press("Escape");
    page.pause(Duration::from_millis(400));
    assert!(!page.evaluate("location.hash").as_str().unwrap().contains("open="));
    page.press("p");
    page.screenshot("presentation");
    assert_eq!(page.evaluate("getComputedStyle(document.querySelector('.bar')).display"), "none");
    page.press("Escape");
    page.finish();
}

#[test]
fn switching_a_step_off_changes_what_the_network_receives() {
    let mut page = Page::open("#/draw?without=crop,fit,centre", View::PROJECTOR.dark());
    page.draw("draw-pad", &strokes(&samples()[20].drawing, 0.4, (-0.25, -0.25)));
    page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
    let probabilities =
        "[...document.querySelectorAll('[data-testid^=probability]')].map(e => e.textContent).join()";
    let without = page.evaluate(probabilities);
    page.evaluate("document.querySelectorAll('.steps input').forEach(input => input.click())");
    page.pause(Duration::from_millis(200));
    assert_ne!(page.evaluate(probabilities), without);
    page.wait_for("prediction", |digit| digit == samples()[20].digit.to_string(), PATIENCE);
    page.screenshot("dark");
    page.finish();
}

#[test]
fn every_network_reads_the_drawing() {
    for network in ["lenet5", "dense", "gap"] {
        let mut page = Page::open(&format!("#/draw?network={network}"), View::PROJECTOR);
        page.wait_for("layer-1", |_| true, Duration::from_secs(20));
        page.press("0");
        page.wait_for("prediction", |digit| digit == "0", Duration::from_secs(20));
        page.screenshot(&format!("draw-{network}"));
        page.finish();
    }
    let mut page = Page::open("#/draw", View::PROJECTOR);
    page.wait_for("layer-1", |_| true, Duration::from_secs(20));
    page.choose("network", 1);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", Duration::from_secs(20));
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("network=lenet5"));
    page.finish();
}
