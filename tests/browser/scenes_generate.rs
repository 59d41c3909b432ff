//! The tasks of Scenes that generate and that look for what is similar.

use std::time::Duration;

use crate::harness::{Page, View};
use crate::why::values;

const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until what a canvas shows differs from this by so much ink.
fn waits_for_another(page: &mut Page, testid: &str, before: &[f64]) {
    for _ in 0..100 {
        page.pause(Duration::from_millis(50));
        let after = values(page, testid);
        if after.iter().zip(before).map(|(a, b)| (a - b).abs()).sum::<f64>() > 15.0 {
            return;
        }
    }
    panic!("{testid} is as it was");
}

#[test]
fn the_digit_changes_where_the_point_is_dragged() {
    let mut page = Page::open("#/scenes?task=generate&z=-2_2", View::PROJECTOR);
    page.wait_for("metric-divergence", |text| text != "–", PATIENCE);
    let first = values(&mut page, "decoded");
    assert_eq!(first.len(), 784);
    page.draw("latent-plane", &[vec![(0.2, 0.2), (0.5, 0.5), (0.85, 0.85)]]);
    waits_for_another(&mut page, "decoded", &first);
    page.wait_for("point", |text| text.starts_with("z = (+2.0"), PATIENCE);
    page.evaluate("document.querySelector('[data-testid=latent-plane]').focus()");
    page.press("ArrowLeft");
    page.wait_for("point", |text| text.starts_with("z = (+1.9"), PATIENCE);
    let given = values(&mut page, "reconstruction");
    page.click("another-digit");
    waits_for_another(&mut page, "reconstruction", &given);
    page.screenshot("scenes-generate");
    page.finish();
}

#[test]
fn neighbours_follow_the_scene() {
    let mut page = Page::open("#/scenes?task=similar&scene=3_circle.red.96.96.56.0", View::PROJECTOR);
    page.wait_for("neighbour-9", |_| true, PATIENCE);
    let nearest = "document.querySelector('[data-testid=neighbour-0]').dataset.scene + document.querySelector('[data-testid=neighbour-1]').dataset.scene";
    let before = page.evaluate(nearest);
    // It shows circles and nothing else, as the scene does.
    assert!(
        before.as_str().is_some_and(|links| links.contains("circle") && !links.contains("square")),
        "{before}"
    );
    page.draw("scene-canvas", &[vec![(0.25, 0.25), (0.5, 0.5), (0.8, 0.8)]]);
    page.click("add-shape");
    for _ in 0..100 {
        if page.evaluate(nearest) != before {
            break;
        }
        page.pause(Duration::from_millis(50));
    }
    assert_ne!(page.evaluate(nearest), before);
    page.screenshot("scenes-similar");
    page.finish();
}
