//! The page shows the figure that the exports are made from: every cell, in every example and mode.

use std::time::{Duration, Instant};

use convoscope::app::color::{Theme, css};
use convoscope::app::figure::Figure;
use convoscope::app::lab::{Example, Lab};
use convoscope::app::places::{convolve, pool};
use convoscope::app::shell::route::Route;
use serde_json::{Value, json};

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// What the page says of every cell of its operands.
const CELLS: &str = "[...document.querySelectorAll('.operands .grid:not(.picture) [role=gridcell]')].map(e => \
    [e.textContent, e.style.backgroundColor.replaceAll(',', ''), e.style.color.replaceAll(',', ''), e.classList.contains('lit')])";

/// What the figure says of them.
fn cells(figure: &Figure) -> Value {
    let grids = figure.operands.iter().flat_map(|operand| &operand.grids);
    let cells = grids.flat_map(|grid| grid.cells.iter()).map(|cell| {
        let paint = cell.paint(Theme::Light);
        let ground = paint.ground.map(css).unwrap_or_default();
        let ink = if paint.text.is_empty() { String::new() } else { css(paint.ink) };
        json!([paint.text, ground, ink, cell.lit])
    });
    cells.collect()
}

/// Goes to an example's last step and compares all that is seen with its figure.
fn compare<T: Example>(page: &mut Page, route: &Route, example: T, name: &str) {
    let figure = Lab::new(example).figure();
    page.evaluate(&format!("location.hash = {}", json!(route.to_string())));
    let (wanted, since) = (cells(&figure), Instant::now());
    // The page follows its address in its own time.
    while page.evaluate(CELLS) != wanted && since.elapsed() < PATIENCE {
        page.pause(Duration::from_millis(10));
    }
    assert_eq!(page.evaluate(CELLS), wanted, "{name}");
    let words = page.evaluate("[...document.querySelectorAll('.operand h2')].map(e => e.textContent)");
    let titles: Value =
        figure.operands.iter().map(|operand| json!(format!("{}{}", operand.title, operand.size))).collect();
    assert_eq!(words, titles, "{name}");
    let formula = page.evaluate("document.querySelector('.formula-numbers').textContent");
    assert_eq!(
        formula,
        json!(format!("{} = {}{}", figure.formula.of, figure.formula.text(), figure.formula.later)),
        "{name}"
    );
}

#[test]
fn page_shows_the_figure_of_every_convolution() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    for preset in convolve::presets() {
        for (mode, name, _) in convolve::Mode::ALL {
            let Some(example) = preset.example().in_mode(mode) else { continue };
            let last = example.steps() - 1;
            let example = example.with_step(last);
            let route = Route::Convolve(Box::new(example.clone()));
            compare(&mut page, &route, example, &format!("{} {name}", preset.id));
        }
    }
    page.finish();
}

#[test]
fn page_shows_the_figure_of_every_pool() {
    let mut page = Page::open("#/pool", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    for preset in pool::presets() {
        for (mode, name, _) in pool::Mode::ALL {
            let example = preset.example().in_mode(mode);
            let last = example.steps() - 1;
            let example = example.with_step(last);
            let route = Route::Pool(Box::new(example.clone()));
            compare(&mut page, &route, example, &format!("{} {name}", preset.id));
        }
    }
    page.finish();
}
