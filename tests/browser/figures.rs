//! The page shows the figure that the exports are made from: every cell, in every example and mode.

use std::time::{Duration, Instant};

use convoscope::app::color::{Theme, css};
use convoscope::app::figure::{Cell, Figure, Grid, OperandId};
use convoscope::app::lab::{Example, Lab, Linked};
use convoscope::app::places::{convolve, pool};
use convoscope::app::shell::route::Route;
use serde_json::{Value, json};

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// What the page says of every cell of its operands, by grid.
const CELLS: &str = "Object.fromEntries([...document.querySelectorAll('.operands .grid:not(.picture)')].map(grid => \
    [grid.dataset.testid, [...grid.querySelectorAll('[role=gridcell]')].map(e => \
    [e.textContent, e.style.backgroundColor.replaceAll(',', ''), e.style.color.replaceAll(',', ''), e.classList.contains('lit')])]))";

/// What the figure says of them. What the window sees times each kernel is shown only where there is room.
fn cells(figure: &Figure, seen: &Value) -> Value {
    let grids = figure.operands.iter().flat_map(|operand| {
        let shown = operand.id != OperandId::Products || !seen[&operand.grids[0].testid].is_null();
        operand.grids.iter().filter(move |_| shown)
    });
    let cells = |grid: &Grid| {
        let cell = |cell: &Cell| {
            let paint = cell.paint(Theme::LIGHT);
            let ground = paint.ground.map(css).unwrap_or_default();
            let ink = if paint.text.is_empty() { String::new() } else { css(paint.ink) };
            json!([paint.text, ground, ink, cell.lit])
        };
        grid.cells.iter().map(cell).collect::<Value>()
    };
    Value::Object(grids.map(|grid| (grid.testid.clone(), cells(grid))).collect())
}

/// Goes to an example's last step and compares all that is seen with its figure.
fn compare<T: Example>(page: &mut Page, route: &Route, example: T, name: &str) {
    let figure = Lab::new(example).figure();
    page.evaluate(&format!("location.hash = {}", json!(route.to_string())));
    let since = Instant::now();
    // The page follows its address in its own time.
    let seen = loop {
        let seen = page.evaluate(CELLS);
        if seen == cells(&figure, &seen) || since.elapsed() > PATIENCE {
            break seen;
        }
        page.pause(Duration::from_millis(10));
    };
    assert_eq!(seen, cells(&figure, &seen), "{name}");
    let words = page.evaluate("[...document.querySelectorAll('.board text')].map(e => e.textContent).join()");
    for operand in figure.operands.iter().filter(|operand| operand.id != OperandId::Products) {
        let words = words.as_str().unwrap();
        assert!(words.contains(&*operand.title) && words.contains(&operand.size), "{name}: {words}");
    }
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
            let route = Route::Convolve(example.to_rest());
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
            let route = Route::Pool(example.to_rest());
            compare(&mut page, &route, example, &format!("{} {name}", preset.id));
        }
    }
    page.finish();
}
