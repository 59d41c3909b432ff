//! The harness on pages made for it: that it sees every kind of trouble, and that its input is real.

use crate::harness::{Page, Site, View};
use serde_json::{Value, json};
use std::time::Duration;

fn page_with(body: &str, view: View) -> Page {
    let site = Site::new();
    let links = "<link rel='icon' href='icon.svg'><meta name='viewport' content='width=device-width, initial-scale=1'>";
    site.replace("index.html", format!("<!doctype html><title>x</title>{links}{body}"));
    site.replace(
        "loud.js",
        "console.error('worker error'); fetch('http://other.example/worker').catch(() => {});
         setTimeout(() => { throw Error('worker exception') }, 30);",
    );
    Page::open_at(site, "", view)
}

#[test]
fn sees_every_kind_of_trouble() {
    let mut page = page_with(
        "<script>
            console.error('page error'); console.warn('page warning'); console.log('only a word');
            setTimeout(() => { throw Error('page exception') }, 0);
            Promise.reject(Error('page rejection'));
            fetch('missing.json'); fetch('http://other.example/page').catch(() => {});
            new Worker('loud.js');
         </script><img src='//other.example/image.png'>",
        View::PROJECTOR,
    );
    page.pause(Duration::from_millis(500));
    for text in [
        "console error: page error",
        "console warning: page warning",
        "exception: Uncaught Error: page exception",
        "exception: Uncaught (in promise) Error: page rejection",
        "status 404: ",
        "foreign request: http://other.example/page",
        "foreign request: http://other.example/image.png",
        "failed request: http://other.example/page",
        "console error: worker error",
        "exception: Uncaught Error: worker exception",
        "foreign request: http://other.example/worker",
        "log: ",
        "failed request: http://other.example/image.png",
        "failed request: http://other.example/worker",
    ] {
        page.expect_trouble(text);
    }
    page.finish();
}

#[test]
#[should_panic(expected = "said in the worker")]
fn fails_for_an_error_in_a_worker() {
    let mut page = page_with("", View::PROJECTOR);
    page.site.replace("late.js", "console.error('said in the worker'); postMessage(0)");
    page.evaluate("new Promise(done => new Worker('late.js').onmessage = () => done())");
    page.finish();
}

#[test]
#[should_panic(expected = "must end with page.finish()")]
fn fails_when_a_test_forgets_to_finish() {
    page_with("", View::PROJECTOR);
}

/// Records what reaches a pad of 200×100 pixels.
const PAD: &str = "<body style='margin:0; height:3000px'>
    <div data-testid='pad' style='position:absolute; left:30px; top:40px; width:200px; height:100px; touch-action:none'></div>
    <button data-testid='far' style='position:absolute; top:2500px' onclick='this.textContent += 1'>0</button>
    <script>
        seen = []; keys = [];
        const pad = document.querySelector('[data-testid=pad]');
        for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'])
            pad.addEventListener(type, e => seen.push([e.type, e.pointerType, e.buttons, e.offsetX, e.offsetY]));
        addEventListener('keydown', e => keys.push([e.key, e.code, e.ctrlKey, e.shiftKey]));
    </script>";

fn of_kind<'a>(seen: &'a Value, kind: &str) -> Vec<&'a Value> {
    seen.as_array().unwrap().iter().filter(|event| event[0] == kind).collect()
}

#[test]
fn draws_with_the_mouse() {
    let mut page = page_with(PAD, View::PROJECTOR);
    page.draw("pad", &[vec![(0.1, 0.2), (0.9, 0.2), (0.9, 0.8)], vec![(0.5, 0.5)]]);
    let seen = page.evaluate("seen");
    assert_eq!(*of_kind(&seen, "pointerdown")[0], json!(["pointerdown", "mouse", 1, 20, 20]));
    assert_eq!(*of_kind(&seen, "pointerup")[0], json!(["pointerup", "mouse", 0, 180, 80]));
    assert_eq!(of_kind(&seen, "pointerup").len(), 2);
    assert!(of_kind(&seen, "pointermove").iter().filter(|event| event[2] == 1).count() >= 28, "{seen}");
    page.hover("pad");
    assert_eq!(page.evaluate("seen.at(-1)"), json!(["pointermove", "mouse", 0, 100, 50]));
    page.finish();
}

#[test]
fn draws_with_a_finger_without_scrolling() {
    let mut page = page_with(PAD, View::PHONE);
    page.touch_draw("pad", &[vec![(0.1, 0.9), (0.9, 0.1)]]);
    let seen = page.evaluate("seen");
    assert_eq!(*of_kind(&seen, "pointerdown")[0], json!(["pointerdown", "touch", 1, 20, 90]));
    assert_eq!(of_kind(&seen, "pointercancel").len(), 0, "{seen}");
    assert_eq!(of_kind(&seen, "pointerup").len(), 1, "{seen}");
    assert!(of_kind(&seen, "pointermove").len() >= 10, "{seen}");
    assert_eq!(page.evaluate("[scrollY, innerWidth, devicePixelRatio]"), json!([0, 390, 3]));
    page.tap("far");
    page.wait_for("far", |text| text == "01", Duration::from_secs(1));
    page.finish();
}

#[test]
fn clicks_types_and_looks() {
    let mut page = page_with(PAD, View::PROJECTOR.dark().reduced_motion());
    page.click("far");
    assert_eq!(page.text("far").as_deref(), Some("01"));
    assert_eq!(page.text("nowhere"), None);
    page.press("Escape");
    page.press("Control+z");
    page.press("7");
    let keys = json!([
        ["Escape", "Escape", false, false],
        ["z", "KeyZ", true, false],
        ["7", "Digit7", false, false]
    ]);
    assert_eq!(page.evaluate("keys"), keys);
    for query in
        ["(prefers-color-scheme: dark)", "(prefers-reduced-motion)", "(width: 1280px)", "(height: 720px)"]
    {
        assert_eq!(page.evaluate(&format!("matchMedia('{query}').matches")), true, "{query}");
    }
    page.finish();
}
