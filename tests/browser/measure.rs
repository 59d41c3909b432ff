//! How fast the built site is in a real Chromium: a table, and nothing asserted. `cargo xtask measure` builds the site and
//! runs this; with `--scenes` what the tasks of Scenes come to that are learnt in the page.

#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod harness;

use std::time::{Duration, Instant};

use convoscope::app::places::draw::DrawConfig;
use convoscope::app::shell::route::Route;
use convoscope::drawing::samples;
use harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    if harness::chromium::kept() {
        return;
    }
    if std::env::args().any(|argument| argument == "scenes") {
        TASKS.iter().for_each(|[what, link]| learn_task(what, link));
        return;
    }
    println!("{:<34} {:>12} {:>12} {:>12}  note", "what", "median", "90 %", "99 %");
    draw();
    play();
    learn();
    run_lite0();
    for engine in ["cpu", "webgpu"] {
        bench(engine);
    }
}

fn row(what: &str, figures: [String; 3], note: &str) {
    let [first, second, third] = figures;
    println!("{what:<34} {first:>12} {second:>12} {third:>12}  {note}");
}

/// Milliseconds, as one row.
fn times(what: &str, mut times: Vec<f64>, note: &str) {
    times.sort_by(f64::total_cmp);
    let part = |part: f64| match times.get((part * times.len().saturating_sub(1) as f64) as usize) {
        Some(ms) => format!("{ms:.1} ms"),
        None => "-".to_owned(),
    };
    row(what, [0.5, 0.9, 0.99].map(part), &format!("{} {note}", times.len()));
}

fn list(page: &mut Page, expression: &str) -> Vec<f64> {
    serde_json::from_value(page.evaluate(expression)).unwrap_or_default()
}

fn draw() {
    let drawing = samples()[3].drawing.clone();
    let link = Route::Draw(DrawConfig { drawing, ..Default::default() }).to_string();
    let mut firsts = Vec::new();
    let mut redraws = Vec::new();
    for _ in 0..3 {
        let mut page = Page::open(&link, View::PROJECTOR);
        page.wait_for("prediction", |digit| !digit.is_empty(), PATIENCE);
        page.pause(Duration::from_millis(100));
        let first = "performance.getEntriesByName('first prediction').map(entry => entry.startTime)";
        firsts.extend(list(&mut page, first));
        if redraws.is_empty() {
            for sample in samples() {
                page.click("clear");
                let strokes: Vec<_> =
                    sample.drawing.strokes.iter().map(|stroke| stroke.points.clone()).collect();
                page.draw("draw-pad", &strokes);
            }
            let all = "performance.getEntriesByName('redraw').map(entry => entry.duration)";
            redraws = list(&mut page, all);
        }
        page.finish();
    }
    times("first prediction after opening", firsts, "visits");
    times("redraw after a movement", redraws, "movements");
}

/// Begins to note how long frames and long tasks take.
const WATCH: &str = "
    window.long = []; window.frames_ = [];
    new PerformanceObserver(list => long.push(...list.getEntries().map(entry => entry.duration)))
        .observe({ entryTypes: ['longtask'] });
    (function frame(now) { frames_.push(now); requestAnimationFrame(frame); })(performance.now()); null";
const FRAMES: &str = "frames_.slice(1).map((now, i) => now - frames_[i])";

fn play() {
    let mut page = Page::open("#/convolve?x=4.16.16&w=4.3.3&pad=1.1.1.1", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page.click("speed");
    page.click("speed");
    page.click("play");
    page.evaluate(WATCH);
    page.pause(Duration::from_secs(3));
    let frames = list(&mut page, FRAMES);
    let at = page.evaluate("+document.querySelector('[data-testid=scrub]').value");
    times("frame, playing 4 × 16 × 16", frames, &format!("frames; at step {at} after 3 s"));
    page.finish();
}

/// The built-in digits to 97 %, and how smooth the page is meanwhile.
fn learn() {
    let mut page = Page::open("#/train?accuracy=0.97", View::PROJECTOR);
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    page.evaluate(WATCH);
    let since = Instant::now();
    page.click("train-play");
    let label = "document.querySelector('[data-testid=train-play]').ariaLabel";
    while page.evaluate(label) == "Pause" && since.elapsed() < Duration::from_secs(300) {
        page.pause(Duration::from_millis(50));
    }
    let seconds = since.elapsed().as_secs_f32();
    let reached = page.text("validation").unwrap_or_default();
    let (frames, long) = (list(&mut page, FRAMES), list(&mut page, "long"));
    let note = format!("frames in {seconds:.1} s, to {reached}; {} tasks above 50 ms", long.len());
    times("frame, learning digits to 97 %", frames, &note);
    page.finish();
}

/// The tasks of Scenes that learn.
const TASKS: [[&str; 2]; 11] = [
    ["find, one stage", "task=find"],
    ["find, two stages", "task=find&stages=2"],
    ["find digits", "task=find&on=digits"],
    ["segment, with skips", "task=segment"],
    ["segment, without", "task=segment&net=segment-without-skips"],
    ["segment, U-Net", "task=segment&net=u-net"],
    ["segment, mask head", "task=segment&net=mask-head"],
    ["describe", "task=describe"],
    ["generate", "task=generate"],
    ["teach, where it helps", "task=teach&teach=2.frozen.1"],
    ["teach, where it does not", "task=teach&teach=3.frozen.20"],
];

/// Presses reset, where there is anything to be reset, and play; says how long it learns, and what comes of it.
fn learn_task(what: &str, link: &str) {
    let mut page = Page::open(&format!("#/scenes?{link}"), View::PROJECTOR);
    page.wait_for("train-play", |_| true, PATIENCE);
    page.pause(Duration::from_secs(3));
    if page.text("reset").is_some() {
        page.click("reset");
        page.pause(Duration::from_secs(1));
    }
    let since = Instant::now();
    page.click("train-play");
    let goes_on = "['Pause', 'Stop'].includes(document.querySelector('[data-testid=train-play]').ariaLabel)";
    for (wanted, most) in [(true, PATIENCE), (false, Duration::from_secs(600))] {
        while page.evaluate(goes_on) != wanted && since.elapsed() < most {
            page.pause(Duration::from_millis(100));
        }
    }
    let seconds = since.elapsed().as_secs_f32();
    page.pause(Duration::from_secs(2));
    let figures = page.evaluate(
        "[...document.querySelectorAll('[data-testid=learnt], [data-testid^=metric-], [data-testid^=right-]')]
            .map(figure => `${(figure.previousElementSibling ?? figure).textContent} ${figure.textContent}`).join(', ')",
    );
    println!("{what:<26} {seconds:>6.1} s  {}", figures.as_str().unwrap_or_default());
    page.finish();
}

/// EfficientNet-Lite0 on photographs, one after the other.
fn run_lite0() {
    let mut page = Page::open("#/networks?net=efficientnet-lite0&view=run", View::PROJECTOR);
    let mut all = Vec::new();
    for i in 0..15 {
        page.wait_for("run-ms", |text| text.ends_with("ms"), PATIENCE);
        page.pause(Duration::from_secs(1));
        let ms = page.text("run-ms").unwrap_or_default();
        all.extend(ms.split(' ').next().and_then(|ms| ms.parse::<f64>().ok()));
        page.choose("run-picture", (i + 1) % 5);
    }
    times("EfficientNet-Lite0, 224 × 224", all, "photographs");
    page.finish();
}

fn bench(engine: &str) {
    let link = format!("#/bench?engine={engine}&batch=64&seconds=2");
    let mut page = Page::open(&link, View::PROJECTOR);
    println!("{engine}: {}", page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE));
    page.finish();
}
