//! Speed is measured and printed, never asserted: `cargo test --test browser -- --nocapture speed`.

use std::time::Duration;

use convoscope::app::places::draw::DrawConfig;
use convoscope::app::shell::route::Route;
use convoscope::drawing::samples;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn the_first_prediction_and_redraws() {
    let drawing = samples()[3].drawing.clone();
    let mut page =
        Page::open(&Route::Draw(DrawConfig { drawing, ..Default::default() }).to_string(), View::PROJECTOR);
    page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
    page.pause(Duration::from_millis(100));
    let first = page.evaluate("performance.getEntriesByName('first prediction')[0].startTime");
    for sample in samples() {
        page.click("clear");
        let strokes: Vec<_> = sample.drawing.strokes.iter().map(|stroke| stroke.points.clone()).collect();
        page.draw("draw-pad", &strokes);
    }
    let redraws = "performance.getEntriesByName('redraw').map(entry => entry.duration).sort((a, b) => a - b)";
    let redraws: Vec<f64> =
        page.evaluate(redraws).as_array().unwrap().iter().map(|ms| ms.as_f64().unwrap()).collect();
    assert!(first.as_f64().is_some() && redraws.len() > 100, "{first} {}", redraws.len());
    let part = |part: f64| redraws[(part * (redraws.len() - 1) as f64) as usize];
    println!("first prediction {:.0} ms after opening", first.as_f64().unwrap());
    println!("redraw: median {:.1} ms, 90 % below {:.1} ms, of {}", part(0.5), part(0.9), redraws.len());
    page.finish();
}

#[test]
fn playing_sixteen_by_sixteen_with_four_channels() {
    let mut page = Page::open("#/convolve?x=4.16.16&w=4.3.3&pad=1.1.1.1", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page.click("speed");
    page.click("speed");
    page.click("play");
    let at = |page: &mut Page| {
        page.evaluate("+document.querySelector('[data-testid=scrub]').value").as_i64().unwrap()
    };
    let first = at(&mut page);
    let frames = page.evaluate(
        "new Promise(done => { const times = [], until = performance.now() + 3000;
            const frame = now => { times.push(now); if (now < until) requestAnimationFrame(frame);
                else done(times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b)); };
            requestAnimationFrame(frame); })",
    );
    let frames: Vec<f64> = frames.as_array().unwrap().iter().map(|ms| ms.as_f64().unwrap()).collect();
    let steps = at(&mut page) - first;
    assert!(steps > 10, "{steps}");
    let part = |part: f64| frames[(part * (frames.len() - 1) as f64) as usize];
    println!(
        "playing 4 × 16 × 16: {steps} steps; frames: median {:.1} ms, 99 % below {:.1} ms",
        part(0.5),
        part(0.99)
    );
    page.finish();
}

/// The built-in digits to 97 %, and how smooth the page is meanwhile.
#[test]
fn digits_are_learnt_while_the_page_stays_smooth() {
    let mut page = Page::open("#/train?accuracy=0.97", View::PROJECTOR);
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    page.evaluate(
        "window.long = []; new PerformanceObserver(list => long.push(...list.getEntries().map(entry => entry.duration)))
            .observe({ entryTypes: ['longtask'] });
         window.frames_ = []; (function frame(now) { frames_.push(now); requestAnimationFrame(frame); })(performance.now()); null",
    );
    let since = std::time::Instant::now();
    page.click("train-play");
    let label = "document.querySelector('[data-testid=train-play]').ariaLabel";
    let mut learns = true;
    while learns && since.elapsed() < Duration::from_secs(120) {
        page.pause(Duration::from_millis(50));
        learns = page.evaluate(label) == "Pause";
    }
    let seconds = since.elapsed().as_secs_f32();
    assert!(!learns, "not after {seconds} s");
    let [frames, long] = ["frames_.slice(1).map((now, i) => now - frames_[i]).sort((a, b) => a - b)", "long"]
        .map(|list| serde_json::from_value::<Vec<f64>>(page.evaluate(list)).unwrap());
    println!(
        "digits to 97 % in {seconds:.1} s; frames: median {:.1} ms, 99 % below {:.1} ms; {} tasks above 50 ms",
        frames[frames.len() / 2],
        frames[99 * (frames.len() - 1) / 100],
        long.len()
    );
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
    page.wait_for("notice", |text| text.contains("no engine called steam"), PATIENCE);
    page.finish();
}
