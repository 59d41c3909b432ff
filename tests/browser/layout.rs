//! Convolve and Pool fit their screens: a walk over all examples, modes and views measures them.

use std::time::Duration;

use convoscope::app::places::{convolve, pool};

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// What does not fit: a page that scrolls, a timeline out of sight, or something wider or higher than its room that neither
/// fades nor has a scroll bar of its own that anybody would see.
const UNFIT: &str = "(() => {
    const wrong = [], page = document.documentElement, bar = document.querySelector('.transport');
    if (page.scrollWidth > innerWidth) wrong.push('the page is ' + page.scrollWidth + ' wide');
    if (MAY_SCROLL === false && page.scrollHeight > innerHeight) wrong.push('the page is ' + page.scrollHeight + ' high');
    if (bar && bar.getBoundingClientRect().bottom > innerHeight + 1) wrong.push('the timeline ends at ' + bar.getBoundingClientRect().bottom);
    for (const e of document.querySelectorAll('main *')) {
        const fits = e.scrollWidth <= e.clientWidth + 4 && e.scrollHeight <= e.clientHeight + 4;
        if (fits || !e.clientWidth || e.matches('svg *, .heard, .said, canvas, select, input, .formula-numbers, .unseen')) continue;
        const style = getComputedStyle(e);
        const wide = e.scrollWidth > e.clientWidth + 4 && style.overflowX !== 'visible';
        const high = e.scrollHeight > e.clientHeight + 4 && style.overflowY !== 'visible';
        const fades = [...e.classList].some(name => name.startsWith('fades-'));
        if ((wide || high) && !fades && !e.matches('.im2col-product, .segments, math'))
            wrong.push(`${e.className || e.tagName} ${e.scrollWidth}×${e.scrollHeight} in ${e.clientWidth}×${e.clientHeight}`);
    }
    return wrong.join('; ');
})()";

fn view(width: u32, height: u32) -> View {
    View { width, height, ..View::PROJECTOR }
}

/// A group for each example of both places: its modes; of Convolve also the matrix. The last groups are settings of one's own.
fn groups() -> Vec<Vec<String>> {
    let grids = convolve::presets().iter().map(|preset| {
        let modes =
            convolve::Mode::ALL.into_iter().filter(|(mode, ..)| preset.example().in_mode(*mode).is_some());
        let mode = |(_, mode, _): (_, &str, _)| format!("#/convolve?preset={}&mode={mode}&at=1", preset.id);
        modes.map(mode).chain([format!("#/convolve?preset={}&view=matrix&at=1", preset.id)]).collect()
    });
    let pools = pool::presets().iter().map(|preset| {
        pool::Mode::ALL.map(|(_, mode, _)| format!("#/pool?preset={}&mode={mode}&at=1", preset.id)).to_vec()
    });
    let others = [
        "#/convolve?x=3.5.5&w=6.3.3&stride=2.2&pad=1.1.1.1",
        "#/convolve?x=4.16.16&w=4.3.3&pad=1.1.1.1",
        "#/convolve?x=1.1.9&w=1.1.3",
        "#/convolve?preset=backward&letters=1",
        "#/convolve?preset=edges&nudge=0.1",
    ];
    grids.chain(pools).chain(others.map(|link| vec![link.to_owned()])).collect()
}

fn walk(page: &mut Page, links: &[String], may_scroll: bool, name: &str) -> Vec<String> {
    let unfit = UNFIT.replace("MAY_SCROLL", if may_scroll { "true" } else { "false" });
    let mut wrong = Vec::new();
    for link in links {
        page.evaluate(&format!("location.hash = {link:?}"));
        page.pause(Duration::from_millis(60));
        let found = page.evaluate(&unfit);
        if found != "" {
            wrong.push(format!("{name} {link}: {}", found.as_str().unwrap_or_default()));
        }
    }
    wrong
}

#[test]
fn examples_fit_every_screen() {
    let groups = groups();
    let links = groups.concat();
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    let mut wrong = walk(&mut page, &links, false, "1280×720");
    page.press("p");
    wrong.extend(walk(&mut page, &links, false, "presenting"));
    page.press("p");
    let sizes =
        [(1920, 1080, false), (1024, 768, false), (768, 1024, false), (390, 844, true), (844, 390, true)];
    for (i, (width, height, may_scroll)) in sizes.into_iter().enumerate() {
        // Every example at every size, each in another of its modes.
        let some: Vec<String> = groups.iter().map(|group| group[i % group.len()].clone()).collect();
        page.look_with(view(width, height));
        page.pause(Duration::from_millis(100));
        wrong.extend(walk(&mut page, &some, may_scroll, &format!("{width}×{height}")));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), links.len(), wrong.join("\n"));
    page.finish();
}

/// The two-filter slide: guide lines, sums that unfold, letters, counts, pointing, and a step that lowers the loss.
#[test]
fn a_lecture_points_unfolds_and_steps() {
    let mut page = Page::open("#/convolve?preset=channels&at=4", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains("channel 0"), PATIENCE);
    let count = |page: &mut Page, selector: &str| {
        page.evaluate(&format!("document.querySelectorAll('{selector}').length")).as_i64().unwrap()
    };
    assert!(count(&mut page, "[data-testid=guide]") >= 5);
    assert_eq!(count(&mut page, "[data-testid^=conv-kernel-]"), 6);
    assert_eq!(count(&mut page, "[data-testid^=conv-input-] [data-badge]"), 27);
    assert!(!page.text("formula-numbers").unwrap().contains('·'));
    page.hover("partial-0");
    page.wait_for("formula-numbers", |text| text.matches('·').count() == 9, PATIENCE);
    page.click_at("partial-0", (0.1, 0.5));
    page.hover("speed");
    page.wait_for("formula-numbers", |text| text.matches('·').count() == 9, PATIENCE);
    // A weight lights all of its uses, an input cell all windows that see it.
    page.hover("conv-kernel-0");
    page.pause(Duration::from_millis(60));
    assert_eq!(count(&mut page, "[data-testid=conv-output-0] .lit"), 9);
    page.hover("conv-input-0");
    page.pause(Duration::from_millis(60));
    assert!(count(&mut page, "[data-testid=conv-output-0] .lit") >= 1);
    page.screenshot("lecture-channels");
    page.evaluate("location.hash = '#/convolve?preset=backward&at=3&letters=1'");
    page.wait_for(
        "weight-gradients",
        |text| text.contains("∂L/∂w₉ = a₁₃δ₁ + a₁₅δ₂ + a₂₃δ₃ + a₂₅δ₄"),
        PATIENCE,
    );
    let loss = |page: &mut Page| -> f64 {
        let text = page.text("loss").unwrap();
        text.rsplit(' ').next().unwrap().parse().unwrap()
    };
    let before = loss(&mut page);
    page.click("take-step");
    page.pause(Duration::from_millis(100));
    assert!(loss(&mut page) < before);
    page.screenshot("lecture-gradients");
    page.evaluate("location.hash = '#/convolve?preset=sum&uses=1'");
    page.wait_for("conv-input", |text| text.starts_with("12321"), PATIENCE);
    assert_eq!(page.evaluate("document.querySelector('[data-testid=use-count]').ariaPressed"), "true");
    // A clicker goes on to the next example, keys to other modes and examples, also after a click on a switch.
    page.press("p");
    page.press("End");
    page.press("PageDown");
    page.wait_for("example-name", |name| name == "Stride 1 on 7×7", PATIENCE);
    page.press("2");
    page.wait_for("weight-gradients", |text| !text.is_empty(), PATIENCE);
    page.press("N");
    page.wait_for("example-name", |name| name == "A sum of products, 5×5", PATIENCE);
    page.screenshot("lecture-presents");
    page.finish();
}
