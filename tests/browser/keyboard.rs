//! Every place by the keyboard alone, at the widths of small screens, and with what readers set for themselves.

use std::time::Duration;

use crate::accessibility::LINKS;
use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// Remembers what the focus comes to.
const REMEMBER: &str =
    "window.reached = new Set(); addEventListener('focusin', event => reached.add(event.target)); null";

/// What a person can do something with, and whether Tab leads there: of radio buttons with one name to one of them. What lies in a
/// row of choices, a grid or a menu is reached by arrows.
const UNREACHED: &str = "(() => {
    const named = e => e.dataset.testid || e.id || e.getAttribute('aria-label') || e.outerHTML.slice(0, 90);
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
        e.tabIndex >= 0 && !e.disabled && e.getClientRects().length && e.checkVisibility() && getComputedStyle(e).visibility === 'visible');
    const radio = e => e.type === 'radio' && [...reached].some(other => other.name === e.name);
    return all.filter(e => !reached.has(e) && !radio(e)).map(e => 'Tab does not lead to ' + named(e));
})()";

/// What has the focus is in sight (WCAG 2.2, 2.4.11): at one of five points nothing lies above it.
const COVERED: &str = "(() => {
    const covered = [];
    for (const e of reached) {
        if (!e.isConnected || !e.getClientRects().length) continue;
        e.focus();
        const { left, top, width, height } = e.getBoundingClientRect();
        if (width < 3 || height < 3) continue;
        const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
        const seen = points.some(([x, y]) => {
            const above = document.elementFromPoint(left + x * width, top + y * height);
            return above && (e.contains(above) || above.contains(e) && above !== document.body || above.closest('label')?.contains(e));
        });
        if (!seen) covered.push('covered: ' + (e.dataset.testid || e.id || e.outerHTML.slice(0, 90)));
    }
    return covered;
})()";

fn go(page: &mut Page, link: &str) {
    page.evaluate(&format!("location.hash = {link:?}"));
    page.pause(Duration::from_millis(700));
}

#[test]
fn tab_leads_to_everything_and_nothing_covers_it() {
    let mut page = Page::open("#/draw", View::PROJECTOR.reduced_motion());
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.evaluate(REMEMBER);
    let mut wrong = Vec::new();
    for link in LINKS.into_iter().step_by(2) {
        go(&mut page, link);
        page.evaluate("reached.clear(); document.activeElement.blur(); null");
        let stops =
            page.evaluate("document.querySelectorAll('a[href], button, input, select, [tabindex]').length");
        page.press_often("Tab", stops.as_u64().unwrap().min(500) as usize + 2);
        for look in [UNREACHED, COVERED] {
            let found = page.evaluate(look);
            let found = found.as_array().expect("a list").iter().take(4);
            wrong.extend(found.map(|one| format!("{link} {}", one.as_str().unwrap_or_default())));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    page.finish();
}

/// What 400 % of 1280 pixels comes to (WCAG 2.2, 1.4.10).
#[test]
fn nothing_is_wider_than_320_pixels() {
    let small = View { width: 320, height: 640, ..View::PROJECTOR };
    let mut page = Page::open("#/draw", small.reduced_motion());
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    let mut wide = Vec::new();
    for link in LINKS {
        go(&mut page, link);
        let width = page.evaluate("document.documentElement.scrollWidth");
        let room = page.evaluate("document.documentElement.clientWidth");
        if width.as_u64() > room.as_u64() {
            wide.push(format!("{link}: {width}"));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    page.finish();
}

/// Whoever speaks to a machine, or types with an unsteady hand, does not set off what a letter means (WCAG 2.2, 2.1.4).
#[test]
fn single_keys_can_be_switched_off() {
    let mut page = Page::open("#/draw", View::PROJECTOR.reduced_motion());
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    let ground = |page: &mut Page| page.evaluate("document.documentElement.dataset.theme");
    let before = ground(&mut page);
    page.press("t");
    assert_ne!(ground(&mut page), before);
    page.press("?");
    page.click("single-keys");
    page.press("Escape");
    let after = ground(&mut page);
    for key in ["t", "7", "p", "q"] {
        page.press(key);
    }
    assert_eq!(ground(&mut page), after);
    assert_eq!(page.evaluate("document.querySelectorAll('[role=dialog], .presents').length"), 0);
    assert!(!page.evaluate("location.hash").as_str().unwrap().contains("strokes"));
    // It is remembered; a button still opens what the keys are.
    page.reload();
    page.press("t");
    assert_eq!(ground(&mut page), after);
    page.evaluate("document.querySelector('.keys-help').click()");
    page.click("single-keys");
    page.press("Escape");
    page.press("t");
    assert_ne!(ground(&mut page), after);
    page.finish();
}

/// The class scans the very link.
#[test]
fn a_link_is_a_qr_code() {
    let mut page = Page::open("#/pool?mode=gradient", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page.press("q");
    page.wait_for("qr-modules", |_| true, PATIENCE);
    page.screenshot("qr-code");
    // As Share copies it: with the version of the link's format.
    let shown = "document.querySelector('.qr-address').textContent.replace('v=2&', '') === location.href";
    assert_eq!(page.evaluate(shown), true, "{}", page.evaluate("location.href"));
    // The three squares by which it is found: rings of 7 modules around squares of 3.
    let side = page
        .evaluate("document.querySelector('[data-testid=qr-modules]').dataset.side")
        .as_str()
        .unwrap()
        .to_owned();
    assert!((29..=53).contains(&side.parse::<u32>().unwrap()), "{side}");
    let path = page.evaluate("document.querySelector('[data-testid=qr-modules] path').getAttribute('d')");
    assert!(path.as_str().unwrap().starts_with("M4 4h7v1h-7z"), "{path}");
    page.press("Escape");
    page.pause(Duration::from_millis(50));
    assert_eq!(page.evaluate("document.querySelectorAll('.qr-code').length"), 0);
    page.finish();
}

/// Presses Tab, as often as it takes, until the focus is on this element or in it.
#[track_caller]
fn tab_to(page: &mut Page, testid: &str) {
    let is_there = format!(
        "document.querySelector('[data-testid=\"{testid}\"]')?.contains(document.activeElement) ?? false"
    );
    page.wait_for(testid, |_| true, PATIENCE);
    for _ in 0..400 {
        if page.evaluate(&is_there) == true {
            return;
        }
        page.press("Tab");
    }
    panic!("Tab does not lead to {testid}");
}

#[track_caller]
fn link_has(page: &mut Page, part: &str) {
    let has = format!("location.hash.includes({part:?})");
    for _ in 0..50 {
        if page.evaluate(&has) == true {
            return;
        }
        page.pause(Duration::from_millis(100));
    }
    panic!("{part} is not in {}", page.evaluate("location.hash"));
}

/// What each place is for is done without a pointer; Draw's keys have a test of their own.
#[test]
fn every_place_is_operated_by_keys_alone() {
    let mut page = Page::open("#/convolve?preset=edges", View::PROJECTOR.reduced_motion());
    let before = page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    tab_to(&mut page, "step-forward");
    page.press("Enter");
    page.wait_for("formula-numbers", |text| text.contains('=') && text != before, PATIENCE);

    go(&mut page, "#/pool");
    let before = page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    tab_to(&mut page, "pool-input");
    page.press("9");
    page.press("Enter");
    page.wait_for("formula-numbers", |text| text != before, PATIENCE);
    link_has(&mut page, "x=");

    go(&mut page, "#/train?data=circle&count=60.40");
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    tab_to(&mut page, "one-epoch");
    page.press("Enter");
    page.wait_for("step", |text| text.starts_with("step 6 "), PATIENCE);

    go(&mut page, "#/networks?net=lenet5");
    tab_to(&mut page, "layer-row-1");
    page.press("Enter");
    link_has(&mut page, "row=1");

    go(&mut page, "#/scenes?scene=3_circle.red.96.96.56.0");
    let before = page.wait_for("box-0", |text| text.starts_with("circle"), PATIENCE);
    tab_to(&mut page, "shape-0");
    page.press_often("ArrowRight", 12);
    page.wait_for("box-0", |text| text.starts_with("circle") && text != before, PATIENCE);

    go(&mut page, "#/lessons");
    tab_to(&mut page, "lesson-2");
    page.press("Enter");
    let first = page.wait_for("lesson-sentence", |text| text.len() > 10, PATIENCE);
    page.press("PageDown");
    page.press("PageDown");
    page.wait_for("lesson-sentence", |text| text.len() > 10 && text != first, PATIENCE);
    page.finish();
}
