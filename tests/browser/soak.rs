//! What the page holds after minutes of use: a row every ten seconds, whose numbers should stay as they are. `cargo xtask
//! measure --soak` builds the site and runs this; its argument is how many seconds it goes on.

#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod harness;

use std::time::{Duration, Instant};

use harness::{Page, View};
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(60);
/// Between two rows.
const ROW: Duration = Duration::from_secs(10);

/// Counts the open handles of IndexedDB.
const COUNT_HANDLES: &str = "
    window.handles = 0;
    const open = IDBFactory.prototype.open, close = IDBDatabase.prototype.close;
    IDBFactory.prototype.open = function (...all) {
        const request = open.apply(this, all);
        request.addEventListener('success', () => handles++);
        return request;
    };
    IDBDatabase.prototype.close = function () { handles--; return close.call(this); };";

/// Bytes of the memories of the programs that are loaded, of the page or of one of its workers.
const MEMORIES: &str = "(async () => {
    let sum = 0;
    for (const { name } of performance.getEntriesByType('resource')) {
        if (/_bg\\.wasm$/.test(name)) {
            const { default: init } = await import(name.replace('_bg.wasm', '.js'));
            sum += (await init()).memory.buffer.byteLength;
        }
    }
    return sum;
})()";

const COLUMNS: [&str; 8] =
    ["seconds", "step", "heap KB", "nodes", "listeners", "handles", "page KB", "workers KB"];

fn main() {
    if harness::chromium::kept() {
        return;
    }
    let seconds = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(600);
    println!("{}", COLUMNS.map(|column| format!("{column:>11}")).concat());
    let mut page = Page::open("", View::PROJECTOR);
    page.run_before_each_load(COUNT_HANDLES);
    page.reload();
    page.go_to("#/train?data=circle&epochs=1000000");
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    page.click("train-play");
    let (since, mut rows) = (Instant::now(), 0);
    for round in 0.. {
        use_every_place(&mut page, round);
        while since.elapsed() >= ROW * rows {
            rows += 1;
            row(&mut page, since.elapsed());
        }
        if since.elapsed() > Duration::from_secs(seconds) {
            break;
        }
    }
    page.finish();
}

fn use_every_place(page: &mut Page, round: usize) {
    let x = 0.3 + 0.1 * (round % 5) as f32;
    page.go_to("#/draw");
    page.wait_for("clear", |_| true, PATIENCE);
    page.click("clear");
    page.draw("draw-pad", &[vec![(x, 0.2), (0.5, 0.8)]]);
    let examples = ["edges", "blur", "sharpen"];
    page.go_to(&format!("#/convolve?preset={}", examples[round % examples.len()]));
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page.click("play");
    page.pause(Duration::from_millis(500));
    page.go_to(&format!("#/pool?at={}", round % 4));
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    // The run goes on; meanwhile it is saved every few seconds.
    page.go_to("#/train?data=circle&epochs=1000000");
    page.pause(Duration::from_millis(1500));
}

fn row(page: &mut Page, since: Duration) {
    page.collect_garbage();
    let metrics = page.metrics();
    let metric = |name: &str| {
        let found = metrics.iter().find(|metric| metric["name"] == name);
        found.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN)
    };
    let handles = page.evaluate("handles").as_f64().unwrap_or(f64::NAN);
    let kilobytes = |value: Value| value.as_f64().unwrap_or(0.0) / 1024.0;
    let memory = kilobytes(page.evaluate(MEMORIES));
    let workers: f64 = page.evaluate_in_workers(MEMORIES).into_iter().map(kilobytes).sum();
    // As in "step 1 234 · now".
    let step: String = page.text("step").unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let heap = metric("JSHeapUsedSize") / 1024.0;
    let numbers = [heap, metric("Nodes"), metric("JSEventListeners"), handles, memory, workers];
    let cells: String = numbers.iter().map(|number| format!("{number:>11.0}")).collect();
    println!("{:>11}{step:>11}{cells}", since.as_secs());
}
