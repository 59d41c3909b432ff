//! The place Networks, used as a lecturer uses it.

use std::time::Duration;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// Digits alone: thousands have thin spaces between them.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn shows(page: &mut Page, testid: &str, wanted: &str) {
    page.wait_for(testid, |text| digits(text) == wanted, PATIENCE);
}

#[test]
fn networks_are_chosen_compared_and_changed() {
    let mut page = Page::open("#/networks?net=googlenet", View::PROJECTOR);
    shows(&mut page, "total-params", "6624904");
    shows(&mut page, "total-macs", "1498376192");
    page.screenshot("networks");
    page.click("network-resnet18");
    shows(&mut page, "total-params", "11689512");
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("net=resnet18"));
    assert_eq!(page.evaluate("document.querySelectorAll('.network .module').length"), 8);
    assert_eq!(page.evaluate("document.querySelectorAll('.network .skip').length"), 5);

    // A module is opened in place; a row's settings change table and totals, and can be taken back.
    page.evaluate("document.querySelector('.network .module').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
    page.wait_for("layer-row-2", |text| text.starts_with("conv1"), PATIENCE);
    page.evaluate("document.querySelector('[data-testid=layer-row-0] button').click()");
    page.wait_for("set-kernel", |_| true, PATIENCE);
    page.retype("set-kernel", "3");
    page.press("Enter");
    shows(&mut page, "total-params", "11681832");
    page.click("reset-changes");
    shows(&mut page, "total-params", "11689512");
    page.choose("compare", 2);
    page.wait_for("comparison", |text| text.contains("61\u{202f}100\u{202f}840"), PATIENCE);
    page.finish();
}

#[test]
fn both_versions_of_alexnet_are_shown() {
    let mut page = Page::open("#/networks?net=alexnet", View::PROJECTOR);
    shows(&mut page, "total-params", "61100840");
    page.evaluate("document.querySelectorAll('[data-testid=version] button')[1].click()");
    shows(&mut page, "total-params", "60965224");
    shows(&mut page, "total-macs", "724406816");
    page.finish();
}
