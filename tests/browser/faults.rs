//! Faults that no test calls by their handlers: a store that does not answer or is full, two tabs, workers that go round in
//! circles, are ended or never come, a GPU and a server that say nothing, memory that is overwritten. Each ends in a sentence
//! and a way on.

mod crash;
mod server;
mod workers;

use std::time::Duration;

use convoscope::app::text::train as text;

use crate::export::{CATCH, caught};
use crate::harness::{Page, Site, View};
use crate::train::{open, ready, rest, step};

const PATIENCE: Duration = Duration::from_secs(30);
const CIRCLE: &str = "#/train?data=circle&count=60.40";

fn place(script: &str) -> Page {
    let mut page = Page::open_after(script, Site::new(), CIRCLE, View::PROJECTOR);
    ready(&mut page);
    page
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
fn store_never_answers() {
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
fn store_has_one_connection_that_gives_way() {
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
fn full_store_is_said_with_a_way_on() {
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
fn reload_soon_after_play_goes_on() {
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
fn two_tabs_do_not_write_over_each_other() {
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
fn none_is_no_trouble() {
    let mut page = open("?data=circle&count=60.40&epochs=5", View::PROJECTOR);
    page.click("train-play");
    rest(&mut page);
    page.pause(Duration::from_secs(15));
    for trouble in ["store-trouble", "worker-trouble"] {
        assert_eq!(page.text(trouble), None);
    }
    page.finish();
}
