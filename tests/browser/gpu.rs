//! The engine on WebGPU, in the worker of the real page, on Chromium's software adapter.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::harness::{Page, Site, View};

const PATIENCE: Duration = Duration::from_secs(90);
/// A hundred shaders are compiled, most of them twice.
const PARITY: Duration = Duration::from_secs(300);

/// All pages share the browser's one GPU process, and what compiles a hundred shaders there keeps others from an adapter for
/// longer than the page waits for one.
fn adapter() -> MutexGuard<'static, ()> {
    static ADAPTER: Mutex<()> = Mutex::new(());
    ADAPTER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Three samples of every kind of layer, and all networks; `tests/parity.rs` compares all samples, on Vulkan.
#[test]
fn both_engines_compute_the_same() {
    let _adapter = adapter();
    let mut page = Page::open("#/parity?samples=3", View::PROJECTOR);
    let verdict = page.wait_for("parity-result", |text| !text.starts_with("comparing"), PARITY);
    println!("{verdict}");
    assert!(verdict.contains("agrees with the CPU: "), "{verdict}");
    let tensors = verdict.split(" values in ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    assert!(tensors.parse::<usize>().unwrap() > 200, "{verdict}");
    page.finish();
}

#[test]
fn the_bench_page_measures_webgpu() {
    let _adapter = adapter();
    let mut page = Page::open("#/bench?engine=webgpu&batch=16&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    println!("{json}");
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&figures["engine"], &figures["batch"]), (&"webgpu".into(), &16.into()));
    for figure in ["infer_one_ms", "infer_images_per_s", "train_images_per_s"] {
        assert!(figures[figure].as_f64().is_some_and(|value| value > 0.0 && value.is_finite()), "{json}");
    }
    page.finish();
}

#[test]
fn the_faster_engine_is_chosen() {
    let _adapter = adapter();
    let mut page = Page::open("#/bench?engine=auto&batch=16&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    println!("{json}");
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(figures["engine"] == "cpu" || figures["engine"] == "webgpu", "{json}");
    let note = figures["note"].as_str().unwrap();
    assert!(note.contains("ms on the CPU") && note.contains("ms on the GPU"), "{json}");
    page.finish();
}

/// A lecturer opens the page of another machine by its name: there is no WebGPU, and the page says what helps.
#[test]
fn plain_http_on_a_lan_has_no_webgpu() {
    let mut page =
        Page::open_at(Site::on_a_lan(), "#/bench?engine=webgpu&batch=16&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    let note = serde_json::from_str::<serde_json::Value>(&json).unwrap()["note"].clone();
    let note = note.as_str().unwrap();
    assert!(note.contains("https") && note.contains("localhost"), "{note}");
    page.finish();
}

/// The place Train on the device: as asked for, and as the faster of the two.
#[test]
fn a_network_learns_on_the_device() {
    let _adapter = adapter();
    let mut page = Page::open("#/train?data=circle&engine=webgpu&epochs=6", View::PROJECTOR);
    page.wait_for("validation", |text| text.contains('%'), Duration::from_secs(60));
    let figures = "document.querySelector('.train-figures').textContent";
    page.click("train-play");
    page.wait_for("epoch", |text| text == "6.0", Duration::from_secs(120));
    assert!(page.evaluate(figures).as_str().unwrap().contains("WebGPU"), "{}", page.evaluate(figures));
    page.screenshot("train-webgpu");
    // The choice is made in the run's own steps.
    page.evaluate("location.hash = '#/train?data=circle&engine=auto&epochs=2000'; null");
    page.pause(Duration::from_millis(400));
    page.click("train-play");
    let said = page.wait_for("said", |text| text.contains("ms on the CPU"), Duration::from_secs(60));
    assert!(said.contains("ms on the GPU"), "{said}");
    page.finish();
}

/// Over plain http from another machine there is no WebGPU: that is said with what can be done, and it trains all the same.
#[test]
fn on_a_lan_it_learns_on_the_processor() {
    let mut page =
        Page::open_at(Site::on_a_lan(), "#/train?data=circle&engine=webgpu&epochs=6", View::PROJECTOR);
    let said = page.wait_for("said", |text| text.contains("WebGPU"), Duration::from_secs(60));
    assert!(said.contains("https") && said.contains("localhost"), "{said}");
    page.click("train-play");
    page.wait_for("epoch", |text| text == "6.0", Duration::from_secs(60));
    page.finish();
}
