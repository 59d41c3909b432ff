//! The view Stack of Convolve: what one unit sees.

use std::time::Duration;

use convoscope::app::numbers::thousands;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(15);

fn open(rest: &str, view: View) -> Page {
    let mut page = Page::open(&format!("#/convolve?view=stack{rest}"), view);
    page.wait_for("stack-row-1-size", |text| !text.is_empty(), PATIENCE);
    page
}

/// Size, jump and start of a row, as they are shown.
fn row(page: &mut Page, row: usize) -> [String; 3] {
    ["size", "jump", "start"].map(|what| page.text(&format!("stack-row-{row}-{what}")).unwrap())
}

fn link(page: &mut Page) -> String {
    page.pause(Duration::from_millis(400));
    page.evaluate("location.hash").as_str().unwrap().to_owned()
}

#[test]
fn three_small_kernels_see_what_a_large_one_sees() {
    let mut page = open("", View::PROJECTOR);
    let sizes = [0, 1, 2, 3].map(|at| row(&mut page, at)[0].clone());
    assert_eq!(sizes, ["1", "3", "5", "7"]);
    assert!(page.text("remark").unwrap().contains("45 % fewer weights"));
    let weights = [0, 1].map(|number| page.text(&format!("stack-weights-{number}")).unwrap());
    assert_eq!(weights, [27 * 64 * 64, 49 * 64 * 64].map(thousands));
    // All of it is on the screen.
    assert_eq!(page.evaluate("document.documentElement.scrollHeight > innerHeight"), false);
    page.screenshot("stack");
    // Keys walk over units and layers; the link follows, and the way back from a reload leads there.
    page.press("ArrowRight");
    page.press("ArrowDown");
    assert_eq!(link(&mut page), "#/convolve?v=2&view=stack&layer=2&at=41");
    page.reload();
    page.wait_for("stack-row-2-size", |text| text == "5", PATIENCE);
    let chosen = "document.querySelector('.stack-table .chosen button').textContent";
    assert_eq!(page.evaluate(chosen), "conv2");
    page.finish();
}

#[test]
fn layers_are_edited_and_changes_are_taken_back() {
    let mut page = open("", View::PROJECTOR);
    page.click("stack-block-0");
    page.wait_for("stack-stride", |_| true, PATIENCE);
    page.retype("stack-stride", "2");
    page.press("Enter");
    page.wait_for("stack-row-3-size", |text| text == "11", PATIENCE);
    assert_eq!(row(&mut page, 3), ["11", "2", "0"]);
    assert_eq!(
        link(&mut page),
        "#/convolve?v=2&view=stack&stack=13:conv3s2,conv3,conv3&beside=13:conv7&layer=1"
    );
    page.click("stack-add-residual");
    page.wait_for("remark", |text| text.contains("residual1"), PATIENCE);
    page.press("Control+z");
    page.press("Control+z");
    page.wait_for("stack-row-3-size", |text| text == "7", PATIENCE);
    page.finish();
}

/// Araujo, Norris and Sim, 2019.
#[test]
fn networks_have_their_published_fields() {
    let mut page = Page::open("#/networks?net=vgg16", View::PROJECTOR);
    page.wait_for("open-in-stack", |_| true, PATIENCE);
    page.click("open-in-stack");
    page.wait_for("stack-row-18-size", |text| text == "212", PATIENCE);
    assert_eq!(row(&mut page, 18), ["212", "32", "−90"]);
    assert_eq!(row(&mut page, 17)[0], "196");
    page.screenshot("stack-vgg16");
    page.evaluate("location.hash = '#/convolve?view=stack&preset=alexnet.paper'");
    page.wait_for("stack-row-8-size", |text| text == "195", PATIENCE);
    assert_eq!(row(&mut page, 8), ["195", "32", "−64"]);
    page.finish();
}

/// The map comes from a worker; trained weights are there for the digit network alone.
#[test]
fn the_effective_field_is_computed() {
    let mut page = open("&preset=digits&map=untrained", View::PROJECTOR);
    let averaged = page.wait_for("stack-averaged", |text| text.contains("mean |∂y/∂x|"), PATIENCE);
    assert!(averaged.contains("16 digits") && averaged.contains("8 channels"), "{averaged}");
    page.evaluate("document.querySelectorAll('[data-testid=stack-map] button')[2].click()");
    page.wait_for("stack-averaged", |text| text.contains("mean") && !text.contains("draws"), PATIENCE);
    page.screenshot("stack-effective");
    page.evaluate("location.hash = '#/convolve?view=stack&map=trained'");
    page.wait_for("stack-averaged", |text| text.starts_with("Only the digit network"), PATIENCE);
    page.finish();
}

/// The switch leads to the other views and back, each as it was left.
#[test]
fn the_views_of_convolve_lead_to_each_other() {
    let mut page = open("&preset=scan", View::PROJECTOR);
    assert!(page.text("remark").unwrap().contains("deck prints 5"));
    let view = |page: &mut Page, index: usize| {
        page.evaluate(&format!("document.querySelectorAll('[data-testid=view] button')[{index}].click()"));
    };
    view(&mut page, 0);
    page.wait_for("conv-input", |_| true, PATIENCE);
    view(&mut page, 4);
    page.wait_for("stack-row-2-size", |text| text == "4", PATIENCE);
    page.screenshot("stack-scan");
    page.finish();
    let mut page = open("&preset=unaligned", View::PHONE.dark());
    assert!(page.text("remark").unwrap().contains("not aligned"));
    page.screenshot("stack-phone");
    page.finish();
}
