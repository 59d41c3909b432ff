//! Workers and a GPU that do not answer.

use std::time::Duration;

use convoscope::app::text::{shell, train as text};

use super::{CIRCLE, PATIENCE, is_at, place};
use crate::harness::{Page, Site, View};
use crate::train::{ready, rest, step};

/// A silent worker is ended after three times its patience.
const LONG: Duration = Duration::from_secs(90);
/// Keeps all workers at hand.
const WORKERS: &str = "
    window.workers = [];
    window.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(this); } };";

/// The site with something more in the program of the worker that trains.
fn with_worker(more: &str) -> Site {
    const WORKER: &str = "train-worker.js";
    let site = Site::new();
    site.replace(WORKER, [Site::built(WORKER), format!("\n{more}").into_bytes()].concat());
    site
}

#[test]
fn worker_goes_round_in_circles() {
    let site = with_worker("new BroadcastChannel('fault').onmessage = () => { for (;;); };");
    let mut page = Page::open_at(site, CIRCLE, View::PROJECTOR);
    ready(&mut page);
    page.click("one-epoch");
    rest(&mut page);
    page.pause(Duration::from_secs(2));
    let before = step(&mut page);
    page.evaluate("new BroadcastChannel('fault').postMessage(0)");
    page.click("one-batch");
    page.wait_for("worker-trouble", |text| text.starts_with(&*text::WORKER_SILENT), PATIENCE);
    page.screenshot("fault-worker-silent");
    page.click("worker-trouble-way-on");
    page.wait_for("said", |text| text.contains("started again: training stands after step"), PATIENCE);
    is_at(&mut page, before);
    page.click("one-batch");
    is_at(&mut page, before + 1);
    page.finish();
}

/// Nobody presses anything: another worker takes its place by itself.
#[test]
fn worker_ended_silently() {
    let mut page = place(WORKERS);
    page.click("one-batch");
    is_at(&mut page, 1);
    page.pause(Duration::from_secs(2));
    page.evaluate("workers.at(-1).terminate()");
    page.click("reset");
    page.wait_for("said", |text| text.contains("did not answer any more"), LONG);
    ready(&mut page);
    page.wait_for("bring-back", |_| true, PATIENCE);
    page.finish();
}

#[test]
fn worker_of_draw_ended_silently() {
    let mut page = Page::open_after(WORKERS, Site::new(), "", View::PROJECTOR);
    page.wait_for("prediction", |_| true, PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.evaluate("workers[0].terminate()");
    page.press("7");
    page.wait_for("notice", |text| text.starts_with(&*shell::WORKER_RESTARTED), LONG);
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.finish();
}

#[test]
fn worker_cannot_be_loaded() {
    let site = Site::new();
    site.remove("train-worker.js");
    let mut page = Page::open_at(site, CIRCLE, View::PROJECTOR);
    page.expect_trouble("train-worker.js");
    page.wait_for("worker-trouble", |text| text.starts_with(&*text::WORKER_NOT_LOADED), PATIENCE);
    page.site.restore("train-worker.js");
    page.click("worker-trouble-way-on");
    ready(&mut page);
    page.finish();
}

#[test]
fn adapter_never_answers() {
    let site = with_worker("GPU.prototype.requestAdapter = () => new Promise(() => {});");
    let mut page = Page::open_at(site, &format!("{CIRCLE}&engine=auto"), View::PROJECTOR);
    ready(&mut page);
    page.click("one-batch");
    is_at(&mut page, 1);
    page.wait_for("said", |text| text.contains("the GPU does not answer"), PATIENCE);
    page.click("one-batch");
    is_at(&mut page, 2);
    page.finish();
}
