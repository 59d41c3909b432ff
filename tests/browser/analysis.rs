//! What is asked of a guess beside its attribution, in the page.

use std::time::Duration;

use crate::harness::{Page, View};
use crate::why::open;

const PATIENCE: Duration = Duration::from_secs(60);

/// An attribute of what has this name; empty where it is not there.
fn attribute(page: &mut Page, testid: &str, name: &str) -> String {
    let script = format!("document.querySelector('[data-testid={testid}]')?.getAttribute('{name}') ?? ''");
    page.evaluate(&script).as_str().unwrap().to_owned()
}

fn link(page: &mut Page) -> String {
    page.evaluate("location.hash").as_str().unwrap().to_owned()
}

/// Waits until an attribute is as it should be.
fn wait(page: &mut Page, testid: &str, name: &str, is_right: impl Fn(&str) -> bool) -> String {
    let mut found = String::new();
    for _ in 0..PATIENCE.as_millis() / 200 {
        found = attribute(page, testid, name);
        if is_right(&found) {
            return found;
        }
        page.pause(Duration::from_millis(200));
    }
    panic!("{testid}: {name} is {found:?}");
}

#[test]
fn three_networks_read_a_seven_that_is_moved() {
    let mut page = open("direction=why&why=shift&strength=0", View::PROJECTOR);
    for network in ["dense", "cnn", "gap"] {
        assert_eq!(
            wait(&mut page, &format!("shift-{network}"), "data-answer", |digit| !digit.is_empty()),
            "7"
        );
    }
    // All right answers are counted.
    for _ in 0..300 {
        if page.text("counting").is_none() {
            break;
        }
        page.pause(Duration::from_millis(200));
    }
    assert_eq!(page.text("counting"), None);
    let shares: Vec<Vec<f64>> = attribute(&mut page, "shift-curve", "aria-label")
        .split(';')
        .map(|line| {
            let shares = line.rsplit(':').next().unwrap().split(',');
            shares
                .map(|share| {
                    share.trim().trim_end_matches(" %").trim_end_matches('%').trim().parse().unwrap()
                })
                .collect()
        })
        .collect();
    assert!(shares.iter().all(|curve| curve.len() == 9 && curve[0] > 90.0), "{shares:?}");
    // The average over all places reads digits best that were moved by 8 pixels, though it was trained on centred ones alone.
    assert!(shares[0][8] < 40.0 && shares[1][8] < shares[2][8] && shares[2][8] > 80.0, "{shares:?}");
    page.screenshot("why-shift");
    page.finish();
}

#[test]
fn a_map_that_is_switched_off_changes_what_comes_after_it() {
    let mut page = open("direction=why&why=ablation&open=conv1.0", View::PROJECTOR);
    wait(&mut page, "accuracy", "data-of", |of| of == "1000");
    let before = page.text("accuracy").unwrap();
    assert!(before.contains("→"), "{before}");
    for unit in 0..16 {
        page.click(&format!("ablate-{unit}"));
    }
    wait(&mut page, "accuracy", "data-of", |of| of == "1000");
    let after = page.text("accuracy").unwrap();
    let shares: Vec<&str> = after.split('→').collect();
    assert_ne!(shares[0].trim(), shares[1].trim(), "without any map there is nothing to see");
    assert!(link(&mut page).contains("changes=conv1."));
    page.screenshot("why-ablation");
    page.click("revert-all");
    assert!(!link(&mut page).contains("changes="));
    page.finish();
}

#[test]
fn a_channel_has_its_strongest_samples_and_its_own_image() {
    let mut page = open("direction=why&why=features&open=conv3.2", View::PROJECTOR);
    wait(&mut page, "maximized-steps", "data-steps", |steps| steps == "200");
    wait(&mut page, "strongest-seen", "data-seen", |seen| seen == "2000");
    page.screenshot("why-features");
    page.click("start-again");
    page.pause(Duration::from_millis(300));
    page.click("stop");
    page.pause(Duration::from_millis(500));
    let steps = attribute(&mut page, "maximized-steps", "data-steps");
    page.pause(Duration::from_millis(500));
    assert_eq!(attribute(&mut page, "maximized-steps", "data-steps"), steps, "it was stopped");
    page.finish();
}

#[test]
fn the_neighbours_of_a_seven_are_sevens() {
    let mut page = open("direction=why&why=embedding&plane=pca&strength=0", View::PROJECTOR);
    wait(&mut page, "embedding", "data-points", |points| points == "2009");
    let right: usize =
        wait(&mut page, "neighbours-features", "data-right", |right| !right.is_empty()).parse().unwrap();
    assert!(right >= 8, "{right} of 10");
    wait(&mut page, "precision", "aria-label", |label| label.matches('%').count() == 10);
    page.screenshot("why-embedding");
    page.finish();
}
