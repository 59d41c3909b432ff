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
pub fn waits_until(page: &mut Page, condition: &str) {
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
    page.wait_for("store-trouble", |text| text.starts_with(&*text::STORE_SILENT), PATIENCE);
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
    page.wait_for("store-trouble", |text| text.starts_with(&*text::STORE_FAILED), PATIENCE);
    page.finish();
}

#[test]
fn full_store_is_said_with_a_way_on() {
    let mut page = place("");
    page.evaluate(CATCH);
    page.limit_storage(Some(1));
    page.click("one-batch");
    page.wait_for("store-trouble", |text| text.starts_with(&*text::STORE_FULL), PATIENCE);
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

/// Two tabs of one run, as frames of a page: what they share is the same.
fn two_tabs(page: &mut Page) {
    // When it starts, the page clears its body.
    page.wait_for("draw-pad", |_| true, PATIENCE);
    page.evaluate(
        "(async () => {
            for (const name of ['first', 'second']) {
                const tab = document.createElement('iframe');
                tab.id = name;
                tab.style.cssText = 'width: 1000px; height: 700px';
                tab.src = `${location.pathname}?${name}#/train?data=circle&count=60.40`;
                document.body.append(tab);
                const find = id => tab.contentDocument?.querySelector(`[data-testid=${id}]`);
                const until = async holds => { while (!holds()) await new Promise(done => setTimeout(done, 100)); };
                await until(() => find('validation')?.textContent.includes('%'));
                if (name == 'first') {
                    find('one-epoch').click();
                    await until(() => find('step').textContent.startsWith('step 6 '));
                    await new Promise(done => setTimeout(done, 2000));
                }
            }
        })()",
    );
}

fn of_tab(tab: &str, what: &str) -> String {
    format!("document.getElementById('{tab}').contentDocument.querySelector('[data-testid={what}]')")
}

#[test]
fn second_tab_watches_and_takes_over() {
    let mut page = Page::open("", View::PROJECTOR);
    two_tabs(&mut page);
    let watched = of_tab("second", "watched");
    waits_until(&mut page, &format!("!!{watched} && {}.disabled", of_tab("second", "one-batch")));
    let step_of = |tab, step| format!("{}.textContent.startsWith('step {step} ')", of_tab(tab, "step"));
    waits_until(&mut page, &step_of("second", 6));
    page.evaluate(&format!("{}.click(); null", of_tab("first", "one-batch")));
    waits_until(&mut page, &step_of("second", 7));
    page.screenshot("fault-watched");
    page.evaluate("document.getElementById('first').remove()");
    waits_until(&mut page, &format!("!{watched} && !{}.disabled", of_tab("second", "one-batch")));
    page.evaluate(&format!("{}.click(); null", of_tab("second", "one-batch")));
    waits_until(&mut page, &step_of("second", 8));
    page.finish();
}

#[test]
fn watched_run_goes_on_as_a_branch() {
    let mut page = Page::open("", View::PROJECTOR);
    two_tabs(&mut page);
    waits_until(&mut page, &format!("!!{}", of_tab("second", "watched-way-on")));
    page.evaluate(&format!("{}.click(); null", of_tab("second", "watched-way-on")));
    page.evaluate(&format!("{}.click(); null", of_tab("second", "one-batch")));
    waits_until(&mut page, &format!("{}.textContent.startsWith('step 7 ')", of_tab("second", "step")));
    page.pause(Duration::from_secs(3));
    page.evaluate("location.hash = '#/train?data=circle&count=60.40'; null");
    page.reload();
    ready(&mut page);
    page.click("keep");
    let lines = ["restore-0", "restore-1"].map(|item| page.wait_for(item, |_| true, PATIENCE));
    assert!(lines[0].contains("branched at step 6"), "{lines:?}");
    assert!(lines[1].contains("step 6") && !lines[1].contains("branched"), "{lines:?}");
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
