//! What is asked of a guess beside its attribution, in the page.

use std::time::Duration;

use crate::harness::{Page, View};
use crate::why::open;

const PATIENCE: Duration = Duration::from_secs(60);

fn link(page: &mut Page) -> String {
    page.evaluate("location.hash").as_str().unwrap().to_owned()
}

#[test]
fn three_networks_read_a_seven_that_is_moved() {
    let mut page = open("direction=why&why=shift&strength=0", View::PROJECTOR);
    for network in ["dense", "cnn", "gap"] {
        assert_eq!(
            page.wait_for_attribute(
                [&format!("shift-{network}"), "data-answer"],
                |digit| !digit.is_empty(),
                PATIENCE
            ),
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
    let shares: Vec<Vec<f64>> = page
        .attribute("shift-curve", "aria-label")
        .unwrap()
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
    page.wait_for_attribute(["accuracy", "data-of"], |of| of == "1000", PATIENCE);
    let before = page.text("accuracy").unwrap();
    assert!(before.contains("→"), "{before}");
    for unit in 0..16 {
        page.click(&format!("ablate-{unit}"));
    }
    page.wait_for_attribute(["accuracy", "data-of"], |of| of == "1000", PATIENCE);
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
    page.wait_for_attribute(["maximized-steps", "data-steps"], |steps| steps == "200", PATIENCE);
    page.wait_for_attribute(["strongest-seen", "data-seen"], |seen| seen == "2000", PATIENCE);
    page.screenshot("why-features");
    page.click("start-again");
    page.pause(Duration::from_millis(300));
    page.click("stop");
    page.pause(Duration::from_millis(500));
    let steps = page.attribute("maximized-steps", "data-steps").unwrap();
    page.pause(Duration::from_millis(500));
    assert_eq!(page.attribute("maximized-steps", "data-steps").unwrap(), steps, "it was stopped");
    page.finish();
}

#[test]
fn the_neighbours_of_a_seven_are_sevens() {
    let mut page = open("direction=why&why=embedding&plane=pca&strength=0", View::PROJECTOR);
    page.wait_for_attribute(["embedding", "data-points"], |points| points == "2009", PATIENCE);
    let right: usize = page
        .wait_for_attribute(["neighbours-features", "data-right"], |right| !right.is_empty(), PATIENCE)
        .parse()
        .unwrap();
    assert!(right >= 8, "{right} of 10");
    page.wait_for_attribute(["precision", "aria-label"], |label| label.matches('%').count() == 10, PATIENCE);
    page.screenshot("why-embedding");
    page.finish();
}
