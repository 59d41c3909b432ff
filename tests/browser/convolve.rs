//! The place Convolve, used as a person uses it.

use std::time::{Duration, Instant};

use convoscope::app::lab::{Example, Linked};
use convoscope::app::places::convolve::{Computed, Convolve, Mode, presets};
use convoscope::app::shell::route::Route;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// The numbers of a grid, row by row; hidden and cropped ones are left out.
pub fn grid(page: &mut Page, testid: &str) -> Vec<f32> {
    let script = format!(
        "[...document.querySelectorAll('[data-testid={testid}] [role=gridcell]:not(.cropped)')].map(e => e.textContent)"
    );
    let texts = page.evaluate(&script);
    let texts =
        texts.as_array().unwrap().iter().filter_map(|text| text.as_str().filter(|text| !text.is_empty()));
    texts.map(|text| text.replace('−', "-").parse().expect(text)).collect()
}

/// Opens a convolution at its last step, where all of the result is shown.
fn open(convolve: &Convolve) -> Page {
    let at = convolve.steps() - 1;
    let link = Route::Convolve(Convolve { at, ..convolve.clone() }.to_rest()).to_string();
    let mut page = Page::open(&link, View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page
}

/// Whether the grids of the result on the page are what the core computed.
fn shows(page: &mut Page, testid: &str, channels: usize, computed: &Computed) -> Result<(), String> {
    let shown: Vec<f32> = (0..channels)
        .flat_map(|channel| {
            grid(page, &if channels > 1 { format!("{testid}-{channel}") } else { testid.to_owned() })
        })
        .collect();
    // Three digits are shown.
    let agree = |(shown, computed): (&f32, &f32)| (shown - computed).abs() <= 0.005 * computed.abs() + 1e-6;
    let wanted = &computed.accumulated;
    if shown.len() == wanted.len() && shown.iter().zip(wanted).all(agree) {
        return Ok(());
    }
    Err(format!("{testid}: {shown:?} instead of {wanted:?}"))
}

#[test]
fn every_example_shows_what_the_core_computes() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    for preset in presets() {
        let convolve = preset.example();
        let convolve = Convolve { at: convolve.steps() - 1, ..convolve };
        let (testid, channels) = match convolve.mode {
            Mode::Forward | Mode::Transposed => ("conv-output", convolve.conv.filters),
            Mode::WeightGradient => ("conv-dw", convolve.conv.filters * convolve.channels_per_group()),
            Mode::InputGradient => ("conv-dx", convolve.input.c),
        };
        let computed = convolve.compute();
        let link = Route::Convolve(convolve.to_rest()).to_string();
        page.evaluate(&format!("location.hash = {link:?}"));
        // The page follows its address in its own time.
        let since = Instant::now();
        while let Err(difference) = shows(&mut page, testid, channels, &computed) {
            assert!(since.elapsed() < PATIENCE, "{}: {difference}", preset.id);
            page.pause(Duration::from_millis(20));
        }
    }
    page.finish();
}

#[test]
fn the_lectures_numbers_are_on_the_screen() {
    let example = |id: &str| presets().iter().find(|preset| preset.id == id).unwrap().example();
    let mut page = open(&example("sum"));
    assert_eq!(grid(&mut page, "conv-output"), [4., 3., 4., 2., 4., 3., 2., 3., 4.]);
    page.finish();
    let mut page = open(&example("edges"));
    assert_eq!(grid(&mut page, "conv-output")[..9], [-10., 2., 1., -5., 7., 15., -15., 3., 0.]);
    assert!(
        page.text("output-size").unwrap().contains("⌊(n + 2p − f) / s + 1⌋ = ⌊(6 + 2·1 − 3) / 1 + 1⌋ = 6")
    );
    page.finish();
    let mut page = open(&example("stride"));
    assert!(
        page.text("output-size").unwrap().contains("⌊2.33⌋ = 2 · The floor leaves out 1 row and 1 column")
    );
    page.finish();
}

/// Ctrl Z takes back what was changed last, be it typed or dragged; in a field it belongs to the field.
#[test]
fn changes_are_taken_back_and_done_again() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    let dead = |page: &mut Page, testid: &str| {
        page.evaluate(&format!("document.querySelector('[data-testid={testid}]').ariaDisabled")) == "true"
    };
    let before = grid(&mut page, "conv-input");
    assert!(dead(&mut page, "undo") && dead(&mut page, "redo"));
    page.draw("conv-input", &[vec![(0.2, 0.3), (0.8, 0.3)]]);
    page.pause(Duration::from_millis(100));
    let dragged = grid(&mut page, "conv-input");
    assert_ne!(dragged, before);
    page.press("Control+z");
    page.pause(Duration::from_millis(100));
    assert_eq!(grid(&mut page, "conv-input"), before, "a drag is one step");
    assert!(dead(&mut page, "undo") && !dead(&mut page, "redo"));
    page.press("Control+y");
    page.pause(Duration::from_millis(100));
    assert_eq!(grid(&mut page, "conv-input"), dragged);
    page.click("undo");
    page.pause(Duration::from_millis(100));
    assert_eq!(grid(&mut page, "conv-input"), before);
    page.click("redo");
    page.pause(Duration::from_millis(100));
    assert_eq!(grid(&mut page, "conv-input"), dragged);
    // What can be taken back is still there after a way to other places.
    for place in ["Pool", "Draw", "Convolve"] {
        page.evaluate(&format!(
            "[...document.querySelectorAll('nav a')].find(link => link.textContent == '{place}').click()"
        ));
        page.pause(Duration::from_millis(300));
    }
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    assert_eq!(grid(&mut page, "conv-input"), dragged);
    page.click("undo");
    page.pause(Duration::from_millis(100));
    assert_eq!(grid(&mut page, "conv-input"), before);
    page.finish();
}

/// Choosing an example leaves the one before behind; the browser's way back leads there, with its typed numbers.
#[test]
fn the_way_back_leads_through_the_examples() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page.draw("conv-input", &[vec![(0.2, 0.3), (0.8, 0.3)]]);
    page.pause(Duration::from_millis(50));
    let typed = grid(&mut page, "conv-input");
    page.choose("example", 3);
    page.pause(Duration::from_millis(400));
    let chosen = grid(&mut page, "conv-input");
    assert_ne!(chosen.len(), typed.len());
    page.evaluate("history.back()");
    page.pause(Duration::from_millis(400));
    assert_eq!(grid(&mut page, "conv-input"), typed);
    page.evaluate("history.forward()");
    page.pause(Duration::from_millis(400));
    assert_eq!(grid(&mut page, "conv-input"), chosen);
    page.finish();
}

#[test]
fn the_timeline_steps_plays_and_is_in_the_link() {
    let mut page = Page::open("#/convolve", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains("y(0, 0)"), PATIENCE);
    assert_eq!(grid(&mut page, "conv-output").len(), 1);
    page.click("step-forward");
    page.wait_for("formula-numbers", |text| text.contains("y(0, 1)"), PATIENCE);
    assert_eq!(grid(&mut page, "conv-output"), [-10., 2.]);
    page.click("step-back");
    page.wait_for("formula-numbers", |text| text.contains("y(0, 0)"), PATIENCE);
    page.click("play");
    page.wait_for("formula-numbers", |text| text.contains("y(0, 3)"), PATIENCE);
    page.click("play");
    page.pause(Duration::from_millis(400));
    let formula = page.text("formula-numbers");
    page.reload();
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    assert_eq!(page.text("formula-numbers"), formula);
    page.screenshot("convolve");
    page.finish();
}

#[test]
fn numbers_are_typed_and_the_link_keeps_them() {
    let mut page = Page::open("#/convolve?at=35", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    let before = grid(&mut page, "conv-output");
    let first = "document.querySelector('[data-testid=conv-kernel] [role=gridcell]')";
    page.evaluate(&format!("{first}.focus()"));
    page.press("5");
    // As fast as people type: the field has to open.
    page.pause(Duration::from_millis(80));
    page.press("Enter");
    page.pause(Duration::from_millis(400));
    assert_eq!(grid(&mut page, "conv-kernel")[0], 5.0);
    let after = grid(&mut page, "conv-output");
    // y(1, 1) reads x(0, 0) = 3 under the first tap, which was 1 and is 5.
    assert_eq!(after[7] - before[7], 4.0 * 3.0);
    page.reload();
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    assert_eq!(grid(&mut page, "conv-output"), after);
    page.finish();
}

#[test]
fn a_padded_cell_tells_what_it_copies() {
    let mut page = Page::open("#/convolve?preset=reflect", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    // The upper left corner of the padded grid is row −1, column −2: it copies row 1, column 2.
    page.hover_at("conv-input", (0.05, 0.06));
    page.pause(Duration::from_millis(100));
    let said = page.evaluate("document.querySelector('[data-testid=remark]').textContent");
    assert_eq!(said, "Padding: it copies row 1, column 2, which is 5.");
    page.press("End");
    page.wait_for("formula-numbers", |text| text.contains("y(4, 6)"), PATIENCE);
    page.press("Home");
    page.press("ArrowDown");
    page.press("PageDown");
    page.wait_for("formula-numbers", |text| text.contains("y(1, 1)"), PATIENCE);
    page.finish();
}

#[test]
fn places_are_as_they_were_left() {
    let mut page = Page::open("", View::PROJECTOR);
    page.draw("draw-pad", &[vec![(0.5, 0.2), (0.5, 0.8)]]);
    page.wait_for("prediction", |digit| digit == "1", PATIENCE);
    page.evaluate("[...document.querySelectorAll('nav a')].find(e => e.textContent == 'Convolve').click()");
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page.evaluate("history.back()");
    page.wait_for("prediction", |digit| digit == "1", PATIENCE);
    page.finish();
}
