//! No run of the place Train is lost: what another one takes the place of is kept, and can be brought back.

use std::time::Duration;

use crate::faults::waits_until;
use crate::harness::{Page, View};
use crate::train::{open, ready, rest, step};
use crate::train_data::with_bars;

const PATIENCE: Duration = Duration::from_secs(30);

/// As somebody who comes back another day, and not as a reload of the same tab.
fn comes_back(page: &mut Page) {
    // What was asked of the store last is there by then.
    page.pause(Duration::from_millis(700));
    page.evaluate("sessionStorage.clear()");
    page.reload();
    ready(page);
}

fn is_at(page: &mut Page, wanted: u64) {
    page.wait_for("step", |text| text.starts_with(&format!("step {wanted} ")), PATIENCE);
}

#[test]
fn a_reset_and_a_branch_leave_the_run_before() {
    let mut page = open("?data=circle&count=60.40&epochs=5", View::PROJECTOR);
    page.click("train-play");
    rest(&mut page);
    assert_eq!(step(&mut page), 30);
    page.click("reset");
    is_at(&mut page, 0);
    page.wait_for("said", |text| text.contains("the run before is kept"), PATIENCE);
    page.wait_for("bring-back", |_| true, PATIENCE);
    page.screenshot("train-offer");
    page.click("bring-back");
    is_at(&mut page, 30);
    // The step is known at once, the snapshots when the worker has them.
    waits_until(&mut page, "!document.querySelector('[data-testid=time]').disabled");
    // Back in time, and on from there on another way.
    page.click_at("time", (0.5, 0.5));
    page.wait_for("step", |text| text.contains("of 30"), PATIENCE);
    let from = step(&mut page);
    assert!(from > 0 && from < 30, "{from}");
    page.click("one-batch");
    is_at(&mut page, from + 1);
    page.wait_for("said", |text| text.contains("a run of its own"), PATIENCE);
    page.pause(Duration::from_millis(500));
    page.click("keep");
    let [branch, before] = ["restore-0", "restore-1"].map(|item| page.wait_for(item, |_| true, PATIENCE));
    assert!(branch.contains(&format!("branched at step {from}")), "{branch}");
    assert!(before.contains("step 30"), "{before}");
    page.press("Escape");
    // The same tab goes on with the branch.
    page.reload();
    ready(&mut page);
    is_at(&mut page, from + 1);
    page.click("keep");
    page.click("restore-1");
    is_at(&mut page, 30);
    page.finish();
}

#[test]
fn a_link_that_asks_for_nothing_offers_the_last_run() {
    let mut page = Page::open("#/train", View::PROJECTOR);
    ready(&mut page);
    page.click("one-batch");
    is_at(&mut page, 1);
    // The link in the address bar asks for this run, and the one that leads here for none.
    page.evaluate("history.replaceState(null, '', '#/train'); null");
    comes_back(&mut page);
    is_at(&mut page, 0);
    page.wait_for("said", |text| text.starts_with("Last time: "), PATIENCE);
    // A new run does not take its place.
    page.click("one-batch");
    is_at(&mut page, 1);
    page.pause(Duration::from_millis(500));
    page.click("keep");
    page.wait_for("restore-1", |_| true, PATIENCE);
    page.finish();
}

#[test]
fn own_files_survive_a_reload() {
    let mut page = with_bars();
    ready(&mut page);
    page.click("one-epoch");
    rest(&mut page);
    let before = step(&mut page);
    page.pause(Duration::from_millis(700));
    page.reload();
    ready(&mut page);
    is_at(&mut page, before);
    assert!(page.text("data").unwrap().contains("bars"));
    page.click("one-batch");
    is_at(&mut page, before + 1);
    page.finish();
}
