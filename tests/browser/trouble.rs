//! What can go wrong ends in one clear sentence and a page that still works.

use std::time::Duration;

use crate::harness::{Page, Site, View};

const PATIENCE: Duration = Duration::from_secs(10);
const WEIGHTS: &str = "assets/weights/digits.safetensors";

/// The page says `sentence`, and the pad still takes strokes.
fn says(page: &mut Page, sentence: &str) {
    page.wait_for("notice", |notice| notice.contains(sentence), PATIENCE);
    page.draw("draw-pad", &[vec![(0.5, 0.2), (0.5, 0.8)]]);
    page.pause(Duration::from_millis(100));
    assert_eq!(page.evaluate("document.querySelectorAll('.invitation').length"), 0);
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("drawing="));
}

#[test]
fn corrupt_weights() {
    let good = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/dist/assets/weights/digits.safetensors"))
        .unwrap();
    let mut infinite = good.clone();
    let end = infinite.len();
    infinite[end - 4..].copy_from_slice(&f32::INFINITY.to_le_bytes());
    for (bytes, sentence) in [
        (b"no weights at all".to_vec(), "The weights cannot be used: this is not a safetensors file"),
        (good[..good.len() / 2].to_vec(), "The weights cannot be used: this is not a safetensors file"),
        (infinite, "holds values that are not finite numbers"),
    ] {
        let site = Site::new();
        site.replace(WEIGHTS, bytes);
        let mut page = Page::open_at(site, "", View::PROJECTOR);
        says(&mut page, sentence);
        assert_eq!(page.text("prediction").as_deref(), Some(""));
        page.finish();
    }
}

#[test]
fn nonsense_links() {
    for (link, sentence) in [
        ("#/nowhere", "a place that does not exist"),
        ("#/draw?drawing=%%%", "The drawing in this link cannot be used"),
        ("#/draw?open=conv9.3", "which this network does not have"),
        ("#/draw?open=conv1.99", "which this network does not have"),
    ] {
        let mut page = Page::open(link, View::PROJECTOR);
        says(&mut page, sentence);
        page.wait_for("prediction", |digit| digit == "1", PATIENCE);
        page.finish();
    }
}
