//! A convolution looked at in other ways: as one matrix product, and what a 1×1 convolution saves.

use std::time::Duration;

use convoscope::app::lab::Linked;
use convoscope::app::numbers::{thousands, trimmed};
use convoscope::app::places::convolve::{Bottleneck, Convolve, Stage, View as Look, presets, total};
use convoscope::app::shell::route::Route;

use crate::convolve::grid;
use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

fn example(id: &str) -> Convolve {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn open(convolve: &Convolve) -> Page {
    let link = Route::Convolve(convolve.to_rest()).to_string();
    let mut page = Page::open(&link, View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page
}

/// The cells of a grid that are lit, as rows and columns from 0.
fn lit(page: &mut Page, testid: &str) -> Vec<[usize; 2]> {
    let found = page.evaluate(&format!(
        "[...document.querySelectorAll('[data-testid={testid}] .lit')].map(e => e.dataset.at.split(',').map(Number))"
    ));
    serde_json::from_value(found).unwrap()
}

/// The lit row of W, the lit column of X and the lit value of Y are those of this step; what is shown of them is the
/// product, which is what the core computes.
fn multiplies(page: &mut Page, convolve: &Convolve, step: usize) {
    let matrices = convolve.matrices(convolve.cell_of_step(step).channel);
    let (row, column) = (step / matrices.positions - matrices.filters.start, step % matrices.positions);
    let along = |count: usize, at: fn(usize, usize, usize) -> [usize; 2]| -> Vec<[usize; 2]> {
        (0..count).map(|k| at(k, row, column)).collect()
    };
    assert_eq!(lit(page, "im2col-weights"), along(matrices.depth, |k, row, _| [row, k]), "step {step}");
    assert_eq!(lit(page, "im2col-patches"), along(matrices.depth, |k, _, column| [k, column]));
    assert_eq!(lit(page, "im2col-output"), [[row, column]]);
    let (weights, patches) = (grid(page, "im2col-weights"), grid(page, "im2col-patches"));
    assert_eq!((weights.len(), patches.len()), (matrices.weights.len(), matrices.patches.len()));
    let products = (0..matrices.depth)
        .map(|k| weights[row * matrices.depth + k] * patches[k * matrices.positions + column]);
    let sum = products.sum::<f32>() + convolve.bias[row + matrices.filters.start];
    // All that was computed until now is shown, and nothing of what comes.
    let output = grid(page, "im2col-output");
    assert_eq!(output.len(), row * matrices.positions + column + 1, "step {step}");
    assert_eq!((*output.last().unwrap(), convolve.compute().y[step]), (sum, sum), "step {step}");
}

#[test]
fn the_lit_row_times_the_lit_column_is_the_lit_value() {
    let edges = Convolve { view: Look::Matrix, ..example("edges") };
    let mut page = open(&edges);
    multiplies(&mut page, &edges, 0);
    page.click("step-forward");
    multiplies(&mut page, &edges, 1);
    page.press("ArrowDown");
    multiplies(&mut page, &edges, 7);
    page.press("End");
    multiplies(&mut page, &edges, 35);
    // The last column is not at the other end of a scroll bar.
    let seen = page.evaluate(
        "(([a, b]) => b.right <= a.right + 4)(['.im2col-product', '[data-testid=im2col-output] .lit']
            .map(name => document.querySelector(name).getBoundingClientRect()))",
    );
    assert_eq!(seen, true);
    page.screenshot("matrix");
    page.finish();
    // Several channels and filters: the second filter is in the second row.
    let pointwise = Convolve { view: Look::Matrix, at: 12, ..example("pointwise") };
    let mut page = open(&pointwise);
    multiplies(&mut page, &pointwise, 12);
    page.finish();
}

#[test]
fn channels_are_a_matrix_of_numbers_on_a_projector() {
    let channels = Convolve { view: Look::Matrix, at: 5, ..example("channels") };
    let mut page = open(&channels);
    multiplies(&mut page, &channels, 5);
    let type_size = "parseFloat(getComputedStyle(document.querySelector('[data-testid=im2col-patches] [data-at=\"26,5\"]')).fontSize)";
    assert_eq!(page.evaluate(type_size), 12.0);
    page.screenshot("matrix-channels");
    page.finish();
}

#[test]
fn a_click_on_a_column_goes_there_and_the_link_knows_the_view() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page.evaluate("[...document.querySelectorAll('[data-testid=view] button')][1].click()");
    page.wait_for("im2col-output", |_| true, PATIENCE);
    let width = page.evaluate("document.querySelector('[data-testid=im2col-patches]').offsetWidth").as_f64();
    // The middle of the fifth of 36 columns.
    let column = "(([x, y]) => document.querySelector('[data-testid=im2col-patches] [data-at=\"4,4\"]').dataset.testid = 'fifth')([0, 0])";
    assert!(width.unwrap() > 36.0 * 20.0);
    page.evaluate(column);
    page.click("fifth");
    page.pause(Duration::from_millis(400));
    assert_eq!(page.evaluate("location.hash"), "#/convolve?v=2&at=4&view=matrix");
    let edges = example("edges");
    multiplies(&mut page, &edges, 4);
    page.reload();
    page.wait_for("im2col-output", |_| true, PATIENCE);
    multiplies(&mut page, &edges, 4);
    page.finish();
}

/// What one way says it costs: each stage, and all together.
fn costs(page: &mut Page, testid: &str, stages: &[Stage]) {
    let said = page.text(testid).unwrap();
    let sum = total(stages);
    for cost in stages.iter().map(|stage| &stage.cost).chain([&sum]) {
        for wanted in [
            format!("{} multiply-adds", thousands(cost.macs)),
            format!("{} parameters", thousands(cost.params)),
        ] {
            assert!(said.contains(&wanted), "{testid}: {said}: {wanted}");
        }
    }
}

#[test]
fn a_1_by_1_convolution_saves_what_the_lecture_says() {
    let mut page = Page::open("#/convolve?view=depth", View::PROJECTOR);
    page.wait_for("bottleneck-reduced", |text| text.contains("parameters"), PATIENCE);
    costs(&mut page, "bottleneck-direct", &Bottleneck::LECTURE.direct());
    costs(&mut page, "bottleneck-reduced", &Bottleneck::LECTURE.through());
    let (direct, reduced) =
        (page.text("bottleneck-direct").unwrap(), page.text("bottleneck-reduced").unwrap());
    assert!(direct.contains(&thousands(163_840_000)) && reduced.contains(&thousands(16_384_000)));
    let verdict = |page: &mut Page| page.evaluate("document.querySelector('.ways-verdict').textContent");
    assert!(verdict(&mut page).as_str().unwrap().contains("10 times fewer multiply-adds"));
    let scrolls = "document.documentElement.scrollHeight > innerHeight";
    assert_eq!(page.evaluate(scrolls), false);
    // Other numbers cost something else, until it no longer pays.
    for reduced in [32, 200] {
        page.retype("depth-5", &reduced.to_string());
        let depth = Bottleneck { reduced, ..Bottleneck::LECTURE };
        costs(&mut page, "bottleneck-direct", &depth.direct());
        costs(&mut page, "bottleneck-reduced", &depth.through());
    }
    assert!(verdict(&mut page).as_str().unwrap().contains("1.25 times more multiply-adds"));
    page.pause(Duration::from_millis(400));
    assert_eq!(page.evaluate("location.hash"), "#/convolve?v=2&view=depth&depth=200.32.32.5.32.200");
    page.reload();
    let depth = Bottleneck { reduced: 200, ..Bottleneck::LECTURE };
    page.wait_for("bottleneck-reduced", |text| text.contains("parameters"), PATIENCE);
    costs(&mut page, "bottleneck-reduced", &depth.through());
    page.finish();
}

#[test]
fn one_in_numbers_is_a_matrix_for_every_pixel() {
    let mut page = Page::open("#/convolve?view=depth", View::PROJECTOR);
    page.wait_for("pointwise", |_| true, PATIENCE);
    page.click("pointwise");
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page.press("End");
    let pointwise = example("pointwise");
    let y = pointwise.compute().y;
    let shown: Vec<f32> = (0..2).flat_map(|o| grid(&mut page, &format!("conv-output-{o}"))).collect();
    assert_eq!(
        shown.iter().map(|y| trimmed(*y)).collect::<Vec<_>>(),
        y.iter().map(|y| trimmed(*y)).collect::<Vec<_>>()
    );
    // The last pixel, by hand: its four channels times the second filter, and the bias.
    let last = |c: usize| pointwise.x[c * 9 + 8];
    let by_hand: f32 = (0..4).map(|c| last(c) * pointwise.weight[4 + c]).sum::<f32>() + pointwise.bias[1];
    assert_eq!((shown[17], y[17]), (by_hand, by_hand));
    page.finish();
}
