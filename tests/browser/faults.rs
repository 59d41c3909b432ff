//! Faults that no test calls by their handlers: a store that does not answer or is full, two tabs, workers that go round in
//! circles, are ended or never come, a GPU and a server that say nothing, memory that is overwritten. Each ends in a sentence
//! and a way on.

use std::fs;
use std::time::Duration;

use convoscope::app::text::{shell, train as text};

use crate::export::{CATCH, caught};
use crate::harness::{Page, Site, View};
use crate::train::{open, ready, rest, step};

const PATIENCE: Duration = Duration::from_secs(30);
/// A silent worker is ended after three times its patience.
const LONG: Duration = Duration::from_secs(90);
const CIRCLE: &str = "#/train?data=circle&count=60.40";

/// Keeps all workers at hand.
const WORKERS: &str = "
    window.workers = [];
    window.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(this); } };";

/// Keeps the memory of every program at hand.
const MEMORIES: &str = "
    window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...all) => {
            const made = await real.apply(WebAssembly, all);
            memories.push((made.instance ?? made).exports.memory);
            return made;
        };
    }";

fn place(script: &str) -> Page {
    let mut page = Page::open_after(script, Site::new(), CIRCLE, View::PROJECTOR);
    ready(&mut page);
    page
}

/// The site with something more in the program of the worker that trains.
fn with_worker(more: &str) -> Site {
    let worker = concat!(env!("CARGO_MANIFEST_DIR"), "/dist/train-worker.js");
    let site = Site::new();
    site.replace("train-worker.js", format!("{}\n{more}", fs::read_to_string(worker).expect("a built site")));
    site
}

fn is_at(page: &mut Page, wanted: u64) {
    page.wait_for("step", |text| text.starts_with(&format!("step {wanted} ")), PATIENCE);
}

#[track_caller]
fn waits_until(page: &mut Page, condition: &str) {
    let holds = (0..300).any(|_| {
        page.pause(Duration::from_millis(100));
        page.evaluate(condition) == true
    });
    assert!(holds, "never: {condition}");
}

fn no_trouble(page: &mut Page, testid: &str) {
    waits_until(page, &format!("!document.querySelector('[data-testid={testid}]')"));
}

/// A connection of an older version that is not closed keeps the store from opening.
#[test]
fn faults_store_never_answers() {
    let mut page =
        place("indexedDB.open('convoscope', 1).onsuccess = event => { window.held = event.target.result; };");
    page.wait_for("store-trouble", |text| text.starts_with(text::STORE_SILENT), PATIENCE);
    page.screenshot("fault-store-silent");
    page.click("one-batch");
    is_at(&mut page, 1);
    page.evaluate("held.close(); null");
    no_trouble(&mut page, "store-trouble");
    page.pause(Duration::from_secs(3));
    page.reload();
    ready(&mut page);
    is_at(&mut page, 1);
    page.finish();
}

#[test]
fn faults_store_has_one_connection_that_gives_way() {
    let mut page = place(
        "window.opened = 0;
         const real = IDBFactory.prototype.open;
         IDBFactory.prototype.open = function (...all) { opened++; return real.apply(this, all); };",
    );
    for _ in 0..4 {
        page.click("one-batch");
        page.pause(Duration::from_millis(1200));
    }
    assert_eq!(page.evaluate("opened"), 1);
    // A later version of the site upgrades the store.
    let upgraded = "new Promise(done => {
        const request = indexedDB.open('convoscope', 99);
        request.onblocked = () => done('blocked');
        request.onsuccess = () => { request.result.close(); done('upgraded'); };
    })";
    assert_eq!(page.evaluate(upgraded), "upgraded");
    page.click("one-batch");
    page.wait_for("store-trouble", |text| text.starts_with(text::STORE_FAILED), PATIENCE);
    page.finish();
}

#[test]
fn faults_full_store_is_said_with_a_way_on() {
    let mut page = place("");
    page.evaluate(CATCH);
    page.limit_storage(Some(1));
    page.click("one-batch");
    page.wait_for("store-trouble", |text| text.starts_with(text::STORE_FULL), PATIENCE);
    page.screenshot("fault-store-full");
    page.click("store-trouble-way-on");
    let (name, bytes) = caught(&mut page, "weights");
    assert!(name.ends_with("after-step-1.safetensors") && !bytes.is_empty(), "{name}");
    page.limit_storage(None);
    page.click("one-batch");
    no_trouble(&mut page, "store-trouble");
    page.finish();
}

#[test]
fn faults_reload_soon_after_play_goes_on() {
    let mut page = place("");
    page.click("train-play");
    page.pause(Duration::from_millis(1500));
    let before = step(&mut page);
    page.reload();
    ready(&mut page);
    page.wait_for("step", |text| !text.starts_with("step 0"), PATIENCE);
    let after = step(&mut page);
    println!("at step {before}, and after the reload at {after}");
    assert!(after > 0 && before > 0);
    page.finish();
}

/// A second tab that was duplicated has the first one's session storage; a frame of the same site has it, too.
#[test]
fn faults_two_tabs_do_not_write_over_each_other() {
    let mut page = place("");
    page.click("one-epoch");
    rest(&mut page);
    page.pause(Duration::from_secs(2));
    let before = step(&mut page);
    page.evaluate(
        "new Promise(done => {
            const tab = document.createElement('iframe');
            tab.id = 'tab';
            tab.onload = () => done(null);
            tab.src = location.href.replace('#', '?tab#');
            document.body.append(tab);
        })",
    );
    let of_tab = |what: &str| {
        format!("document.getElementById('tab').contentDocument.querySelector('[data-testid={what}]')")
    };
    waits_until(&mut page, &format!("!!{}?.textContent.includes('open in another tab')", of_tab("said")));
    let step_of_tab = |step| format!("{}.textContent.startsWith('step {step} ')", of_tab("step"));
    waits_until(&mut page, &step_of_tab(before));
    page.evaluate(&format!("{}.click()", of_tab("one-batch")));
    waits_until(&mut page, &step_of_tab(before + 1));
    page.pause(Duration::from_secs(3));
    page.evaluate("document.getElementById('tab').remove()");
    page.reload();
    ready(&mut page);
    page.click("keep");
    let lines = ["restore-0", "restore-1"].map(|item| page.wait_for(item, |_| true, PATIENCE));
    assert!(lines[0].contains(&format!("branched at step {before}")), "{lines:?}");
    assert!(lines[1].contains(&format!("step {before}")) && !lines[1].contains("branched"), "{lines:?}");
    page.finish();
}

#[test]
fn faults_worker_goes_round_in_circles() {
    let site = with_worker("new BroadcastChannel('fault').onmessage = () => { for (;;); };");
    let mut page = Page::open_at(site, CIRCLE, View::PROJECTOR);
    ready(&mut page);
    page.click("one-epoch");
    rest(&mut page);
    page.pause(Duration::from_secs(2));
    let before = step(&mut page);
    page.evaluate("new BroadcastChannel('fault').postMessage(0)");
    page.click("one-batch");
    page.wait_for("worker-trouble", |text| text.starts_with(text::WORKER_SILENT), PATIENCE);
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
fn faults_worker_ended_silently() {
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
fn faults_worker_of_draw_ended_silently() {
    let mut page = Page::open_after(WORKERS, Site::new(), "", View::PROJECTOR);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.evaluate("workers[0].terminate()");
    page.press("7");
    page.wait_for("notice", |text| text.starts_with(shell::WORKER_RESTARTED), LONG);
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.finish();
}

#[test]
fn faults_worker_cannot_be_loaded() {
    let site = Site::new();
    site.remove("train-worker.js");
    let mut page = Page::open_at(site, CIRCLE, View::PROJECTOR);
    page.expect_trouble("404");
    page.wait_for("worker-trouble", |text| text.starts_with(text::WORKER_NOT_LOADED), PATIENCE);
    page.site.restore("train-worker.js");
    page.click("worker-trouble-way-on");
    ready(&mut page);
    page.finish();
}

#[test]
fn faults_adapter_never_answers() {
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

/// The page says that it crashed, and nothing but the button to reload it can be reached.
fn crashes(page: &mut Page) {
    waits_until(page, "!document.getElementById('crash').hidden");
    assert_eq!(page.evaluate("document.querySelector('.page').inert || document.querySelector('.page').closest('[inert]') !== null"), true);
    assert_eq!(page.evaluate("document.activeElement.textContent"), "Reload");
    page.screenshot("fault-crash");
    page.expect_trouble("");
    // The script that broke the page is none of the next one.
    page.click("crash-reload");
    page.pause(Duration::from_millis(500));
}

#[test]
fn faults_memory_of_the_page_is_overwritten() {
    let mut page = Page::open_after(MEMORIES, Site::new(), "", View::PROJECTOR);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.pause(Duration::from_millis(500));
    let link = page.evaluate("location.hash");
    page.evaluate("new Uint8Array(memories[0].buffer).fill(255); null");
    page.press("h");
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    assert_eq!(page.evaluate("location.hash"), link);
    page.finish();
}

/// Where the browser makes no elements, drawing the page panics.
#[test]
fn faults_page_panics() {
    let mut page = Page::open("", View::PROJECTOR);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.evaluate(
        "Document.prototype.createElement = Document.prototype.createElementNS = () => { throw Error('none'); }; null",
    );
    page.press("h");
    crashes(&mut page);
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    page.finish();
}

#[test]
fn faults_server_never_answers() {
    const WEIGHTS: &str = "assets/weights/digits.safetensors";
    let site = Site::new();
    site.silence(WEIGHTS);
    site.silence("train.js");
    // Preloaded, they would keep the page from having loaded.
    let index = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/dist/index.html")).unwrap();
    let lines: Vec<_> = index.lines().filter(|line| !line.contains(WEIGHTS)).collect();
    site.replace("index.html", lines.join("\n"));
    let mut page = Page::open_at(site, "", View::PROJECTOR);
    page.wait_for("notice", |text| text.contains("does not come"), PATIENCE);
    page.site.restore(WEIGHTS);
    page.click("try-again");
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    // A place that does not come.
    page.evaluate("location.hash = '#/train'");
    page.wait_for("reload", |_| true, PATIENCE);
    page.site.restore("train.js");
    page.click("reload");
    page.pause(Duration::from_millis(500));
    ready(&mut page);
    page.finish();
}

#[test]
fn faults_none_is_no_trouble() {
    let mut page = open("?data=circle&count=60.40&epochs=5", View::PROJECTOR);
    page.click("train-play");
    rest(&mut page);
    page.pause(Duration::from_secs(15));
    for trouble in ["store-trouble", "worker-trouble"] {
        assert_eq!(page.text(trouble), None);
    }
    page.finish();
}
