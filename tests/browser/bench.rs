//! What the page tells of its own speed. How fast it is is measured by `cargo xtask measure`, and asserted nowhere.

use std::time::Duration;

use convoscope::app::places::draw::DrawConfig;
use convoscope::app::shell::route::Route;
use convoscope::drawing::samples;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn the_first_prediction_and_redraws_are_marked() {
    let drawing = samples()[3].drawing.clone();
    let mut page =
        Page::open(&Route::Draw(DrawConfig { drawing, ..Default::default() }).to_string(), View::PROJECTOR);
    page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
    page.pause(Duration::from_millis(100));
    let first = page.evaluate("performance.getEntriesByName('first prediction')[0].startTime");
    assert!(first.as_f64().is_some_and(|ms| ms > 0.0), "{first}");
    for sample in &samples()[..3] {
        page.click("clear");
        let strokes: Vec<_> = sample.drawing.strokes.iter().map(|stroke| stroke.points.clone()).collect();
        page.draw("draw-pad", &strokes);
    }
    let redraws = page.evaluate("performance.getEntriesByName('redraw').map(entry => entry.duration)");
    let redraws: Vec<f64> = serde_json::from_value(redraws).unwrap();
    assert!(redraws.len() > 30 && redraws.iter().all(|ms| *ms > 0.0), "{redraws:?}");
    page.finish();
}

#[test]
fn sixteen_by_sixteen_with_four_channels_plays_on() {
    let mut page = Page::open("#/convolve?x=4.16.16&w=4.3.3&pad=1.1.1.1", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page.click("speed");
    page.click("speed");
    page.click("play");
    let at = "+document.querySelector('[data-testid=scrub]').value";
    let first = page.evaluate(at).as_i64().unwrap();
    let plays_on = (0..300).any(|_| {
        page.pause(Duration::from_millis(50));
        page.evaluate(at).as_i64().unwrap() > first + 10
    });
    assert!(plays_on, "{first} and {}", page.evaluate(at));
    page.finish();
}

#[test]
fn the_bench_page_measures() {
    let mut page = Page::open("#/bench?engine=cpu&batch=16&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    println!("{json}");
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&figures["engine"], &figures["batch"]), (&"cpu".into(), &16.into()));
    for figure in ["infer_one_ms", "infer_images_per_s", "train_images_per_s"] {
        assert!(figures[figure].as_f64().is_some_and(|value| value > 0.0 && value.is_finite()), "{json}");
    }
    page.finish();
}

#[test]
fn an_engine_that_does_not_exist_has_no_figures() {
    let mut page = Page::open("#/bench?engine=steam&batch=16&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    assert_eq!(json, r#"{"note":"there is no such engine"}"#);
    page.wait_for(
        "notice",
        |text| text.contains("for the engine, one of cpu, webgpu, auto was expected"),
        PATIENCE,
    );
    page.finish();
}
