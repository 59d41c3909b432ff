//! The place Pool, used as a lecturer uses it.

use std::time::Duration;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// The texts of a grid's cells, row by row; those that are hidden are empty.
fn cells(page: &mut Page, testid: &str) -> Vec<String> {
    let grid = format!("document.querySelectorAll('[data-testid=\"{testid}\"] [role=gridcell]')");
    let texts = page.evaluate(&format!("[...{grid}].map(cell => cell.textContent.trim())"));
    texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Waits until a grid shows these numbers.
#[track_caller]
fn wait_for_cells(page: &mut Page, testid: &str, wanted: &str) {
    let wanted: Vec<&str> = wanted.split(' ').map(|cell| if cell == "_" { "" } else { cell }).collect();
    for _ in 0..200 {
        if cells(page, testid) == wanted {
            return;
        }
        page.pause(Duration::from_millis(20));
    }
    assert_eq!(cells(page, testid), wanted, "{testid}");
}

fn open(link: &str) -> Page {
    let mut page = Page::open(link, View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page
}

/// Clicks the input's first cell, and waits until it has the focus.
#[track_caller]
fn click_first(page: &mut Page) {
    page.click_at("pool-input", (0.1, 0.1));
    for _ in 0..100 {
        if page.evaluate("document.activeElement.dataset.at ?? ''") == "0,0" {
            return;
        }
        page.pause(Duration::from_millis(20));
    }
    panic!("{}", page.evaluate("document.activeElement.outerHTML.slice(0, 300)"));
}

fn hash(page: &mut Page) -> String {
    page.evaluate("location.hash").as_str().unwrap().to_owned()
}

#[test]
fn examples_show_the_lectures_numbers() {
    for (link, output, formula, size) in [
        ("#/pool?at=3", "6 8 3 4", "max(1, 0, 3, 4) = 4", "⌊(4 + 2·0 − 2) / 2 + 1⌋ = 2"),
        ("#/pool?preset=average&at=3", "3.25 5.25 2 2", "(1 + 0 + 3 + 4) / 4 = 2", "= 2"),
        ("#/pool?preset=convolution&at=3", "−5 −6 1 −3", "1·1 + 0·0 + 3·0 + 4·(−1) = −3", "= 2"),
        (
            "#/pool?preset=ceil&at=8",
            "17 24 13 20 19 23 22 11 18",
            "max(18) = 18",
            "⌈(5 + 2·0 − 2) / 2 + 1⌉ = ⌈2.5⌉ = 3",
        ),
        ("#/pool?preset=overlapping&at=8", "9 9 7 9 9 7 7 8 4", "max(", "⌊(7 + 2·0 − 3) / 2 + 1⌋ = 3"),
    ] {
        let mut page = open(link);
        wait_for_cells(&mut page, "pool-output", output);
        page.wait_for("formula-numbers", |text| text.contains(formula), PATIENCE);
        assert!(page.text("output-size").unwrap().contains(size), "{link}");
        page.finish();
    }
}

#[test]
fn it_is_stepped_played_and_scrubbed() {
    let mut page = open("#/pool");
    wait_for_cells(&mut page, "pool-output", "6 _ _ _");
    page.wait_for("formula-numbers", |text| text == "max(1, 1, 5, 6) = 6", PATIENCE);
    page.click("step-forward");
    wait_for_cells(&mut page, "pool-output", "6 8 _ _");
    page.wait_for("formula-numbers", |text| text == "max(2, 4, 7, 8) = 8", PATIENCE);
    page.click("step-back");
    wait_for_cells(&mut page, "pool-output", "6 _ _ _");
    page.click("play");
    wait_for_cells(&mut page, "pool-output", "6 8 3 4");
    // What is played to the end is in the link.
    page.pause(Duration::from_millis(200));
    assert!(hash(&mut page).ends_with("at=3"));
    page.evaluate(
        "(scrub => { scrub.value = 1; scrub.dispatchEvent(new Event('input', { bubbles: true })) })
         (document.querySelector('[data-testid=scrub]'))",
    );
    wait_for_cells(&mut page, "pool-output", "6 8 _ _");
    // The mouse takes over, and lets go again.
    page.hover_at("pool-output", (0.25, 0.75));
    page.wait_for("formula-numbers", |text| text == "max(3, 2, 1, 2) = 3", PATIENCE);
    page.hover("speed");
    page.wait_for("formula-numbers", |text| text == "max(2, 4, 7, 8) = 8", PATIENCE);
    page.click_at("pool-output", (0.25, 0.75));
    page.hover("speed");
    page.wait_for("formula-numbers", |text| text == "max(3, 2, 1, 2) = 3", PATIENCE);
    page.finish();
}

#[test]
fn keys_walk_and_a_clicker_does() {
    let mut page = open("#/pool");
    for (key, output) in [
        ("ArrowRight", "6 8 _ _"),
        ("PageDown", "6 8 3 _"),
        ("End", "6 8 3 4"),
        ("ArrowUp", "6 8 _ _"),
        ("PageUp", "6 _ _ _"),
        ("ArrowDown", "6 8 3 _"),
        ("Home", "6 _ _ _"),
        (" ", "6 8 3 4"),
    ] {
        page.press(key);
        wait_for_cells(&mut page, "pool-output", output);
    }
    // In a grid the arrows walk from cell to cell, and numbers can be typed.
    click_first(&mut page);
    page.press("ArrowRight");
    assert_eq!(page.evaluate("document.activeElement.getAttribute('data-at')"), "0,1");
    page.press("9");
    page.press("Enter");
    wait_for_cells(&mut page, "pool-output", "9 8 3 4");
    page.finish();
}

#[test]
fn the_gradient_goes_where_the_values_came_from() {
    let mut page = open("#/pool?mode=gradient&at=1");
    wait_for_cells(&mut page, "pool-upstream", "1 2 3 4");
    wait_for_cells(&mut page, "pool-gradient", "0 0 0 0 0 1 0 2 0 0 0 0 0 0 0 0");
    page.screenshot("pool-gradient");
    page.press("End");
    wait_for_cells(&mut page, "pool-gradient", "0 0 0 0 0 1 0 2 3 0 0 0 0 0 0 4");
    page.finish();

    let mut page = open("#/pool?preset=tie");
    page.wait_for("remark", |text| text.starts_with("3 cells hold 4: the first of them"), PATIENCE);
    wait_for_cells(&mut page, "pool-gradient", "1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
    page.finish();

    // The 9 wins in four windows, and collects from each.
    let mut page = open("#/pool?preset=overlapping&mode=gradient&at=8");
    page.hover_at("pool-gradient", (2.5 / 7.0, 2.5 / 7.0));
    page.wait_for("formula-numbers", |text| text == "1 + 2 + 4 + 5 = 12", PATIENCE);
    page.screenshot("pool-overlapping");
    page.finish();
}

#[test]
fn a_nudge_changes_less_after_the_pool() {
    let mut page = open("#/pool?preset=nudge&nudge=0.0");
    page.wait_for("nudge-input-changed", |text| text.starts_with("0 %"), PATIENCE);
    page.click("nudge-right");
    let before = page.wait_for("nudge-input-changed", |text| !text.starts_with("0 %"), PATIENCE);
    let after = page.text("nudge-output-changed").unwrap();
    let percent = |text: &str| text.split(' ').next().unwrap().parse::<f32>().unwrap();
    assert!(percent(&after) < percent(&before), "{before}, {after}");
    page.screenshot("pool-nudge");
    page.click("nudge-reset");
    page.wait_for("nudge-output-changed", |text| text.starts_with("0 %"), PATIENCE);
    page.finish();

    let mut page = open("#/pool?nudge=0.1");
    wait_for_cells(&mut page, "nudge-input", "0 1 1 2 0 5 6 7 0 3 2 1 0 1 2 3");
    wait_for_cells(&mut page, "nudge-output-before", "6 8 3 4");
    wait_for_cells(&mut page, "nudge-output", "5 7 3 3");
    assert!(page.text("nudge-output-changed").unwrap().ends_with("3 of 4"));
    page.finish();
}

#[test]
fn the_link_restores_everything() {
    let mut page = open("#/pool");
    click_first(&mut page);
    page.press("7");
    // As fast as people type: the field has to open.
    page.pause(Duration::from_millis(80));
    page.press("Enter");
    wait_for_cells(&mut page, "pool-output", "7 _ _ _");
    page.click("nudge-up");
    page.click("step-forward");
    wait_for_cells(&mut page, "pool-output", "7 8 _ _");
    // The address bar is told a few times a second.
    page.pause(Duration::from_millis(400));
    let link = hash(&mut page);
    assert!(
        link.contains("x=1.4.4:7,1,2,4,") && link.contains("nudge=-1.0") && link.contains("at=1"),
        "{link}"
    );
    page.reload();
    wait_for_cells(&mut page, "pool-output", "7 8 _ _");
    page.wait_for("nudge-input-changed", |text| !text.starts_with("0 %"), PATIENCE);
    assert_eq!(hash(&mut page), link);
    page.finish();
}

#[test]
fn results_are_predicted_first() {
    let mut page = open("#/pool?at=1");
    page.click("predict");
    wait_for_cells(&mut page, "pool-output", "6 _ _ _");
    page.wait_for("formula-numbers", |text| text == "?", PATIENCE);
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=pool-input] [data-badge]').length"), 0);
    // The first press shows it, the second goes on to the next.
    page.press("PageDown");
    wait_for_cells(&mut page, "pool-output", "6 8 _ _");
    page.press("PageDown");
    page.wait_for("formula-numbers", |text| text == "?", PATIENCE);
    page.click("predict");
    wait_for_cells(&mut page, "pool-output", "6 8 3 _");
    page.finish();

    let mut page = open("#/pool?mode=gradient&at=1");
    page.click("predict");
    page.wait_for("formula-numbers", |text| text == "2 → ?", PATIENCE);
    wait_for_cells(&mut page, "pool-gradient", "0 0 _ _ 0 1 _ _ 0 0 0 0 0 0 0 0");
    page.finish();
}

/// What no window sees is a number as all others.
#[test]
fn hatched_cells_are_edited_too() {
    for (link, grid) in [("#/pool?x=1.5.5", "pool-input"), ("#/convolve?preset=stride", "conv-input")] {
        let mut page = Page::open(link, View::PROJECTOR);
        page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
        let last = format!("[...document.querySelectorAll('[data-testid={grid}] .discarded')].at(-1)");
        page.evaluate(&format!("{last}.focus()"));
        page.press("8");
        page.press("5");
        page.press("Enter");
        assert_eq!(page.evaluate(&format!("{last}.textContent")), "85", "{link}");
        page.pause(Duration::from_millis(400));
        assert!(hash(&mut page).contains(",85"), "{}", hash(&mut page));
        page.finish();
    }
}

#[test]
fn every_view_fits_its_screen() {
    let dark = View::PROJECTOR.dark();
    for (name, link, view, present) in [
        ("pool", "#/pool?at=1", View::PROJECTOR, false),
        ("pool-average", "#/pool?preset=padded&at=2&nudge=0.1", View::PROJECTOR, false),
        ("pool-global", "#/pool?preset=global&at=1", View::PROJECTOR, false),
        ("pool-convolution", "#/pool?preset=convolution&at=2", View::PROJECTOR, false),
        ("pool-large", "#/pool?x=1.16.16&at=20&nudge=1.0", View::PROJECTOR, false),
        ("pool-phone", "#/pool?at=1&nudge=0.1", View::PHONE, false),
        ("pool-dark", "#/pool?preset=nudge&at=6", dark, false),
        ("pool-presents", "#/pool?at=2", View::PROJECTOR, true),
    ] {
        let mut page = Page::open(link, view);
        page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
        if present {
            page.press("p");
        }
        page.pause(Duration::from_millis(300));
        page.screenshot(name);
        let wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth");
        assert_eq!(wide, true, "{name} scrolls sideways");
        page.finish();
    }
}
