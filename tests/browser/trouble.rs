//! What can go wrong ends in one clear sentence and a page that still works.

use std::time::Duration;

use crate::convolve::grid;
use crate::harness::{Page, Site, View};

const PATIENCE: Duration = Duration::from_secs(30);
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
    let good = Site::built(WEIGHTS);
    let mut infinite = good.clone();
    let end = infinite.len();
    infinite[end - 4..].copy_from_slice(&f32::INFINITY.to_le_bytes());
    for (bytes, sentence) in [
        (b"no weights at all".to_vec(), "The weights cannot be used: this is not a safetensors file"),
        (good[..good.len() / 2].to_vec(), "The weights cannot be used: this is not a safetensors file"),
        (infinite, "it holds values that are not finite numbers"),
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
        ("#/draw?drawing=%%%", "for the drawing, the strokes of a drawing were expected"),
        ("#/draw?open=conv9.3", "which this network does not have"),
        ("#/draw?open=conv1.99", "which this network does not have"),
    ] {
        let mut page = Page::open(link, View::PROJECTOR);
        says(&mut page, sentence);
        page.wait_for("prediction", |digit| digit == "1", PATIENCE);
        page.finish();
    }
}

/// A link that was cut off, pastes, and a minus sign that is none of ASCII.
#[test]
fn broken_links_and_pastes_are_said_and_the_rest_is_kept() {
    let mut page = Page::open("#/convolve?x=1.2.2%3A1%2C2%2C3&w=1.1.1:2&strid=2", View::PROJECTOR);
    let notice =
        page.wait_for("notice", |notice| notice.contains("4 numbers were expected, 3 are there"), PATIENCE);
    assert!(notice.contains("no key “strid”"), "{notice}");
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    assert_eq!(grid(&mut page, "conv-input")[..3], [1.0, 2.0, 3.0]);
    let first = |testid: &str| format!("document.querySelector('[data-testid={testid}] [role=gridcell]')");
    let mut paste = |text: &str| {
        page.evaluate(&format!("{}.focus()", first("conv-input")));
        page.evaluate(&format!(
            "(() => {{ const data = new DataTransfer(); data.setData('text/plain', {text:?});
            document.activeElement.dispatchEvent(new ClipboardEvent('paste',
                {{ clipboardData: data, bubbles: true, cancelable: true }})); }})()"
        ));
        page.pause(Duration::from_millis(300));
        let said = page.evaluate("document.querySelector('.modes p').textContent");
        (said.as_str().unwrap().to_owned(), grid(&mut page, "conv-input"))
    };
    let (said, after) = paste("1\t2\nx\t4");
    assert!(said.contains("Row 1, column 0: “x” is not a number"), "{said}");
    assert_eq!(after[..3], [1.0, 2.0, 3.0]);
    let (said, after) = paste("tensor([[5., 6., 7.],\n        [8., 9., 10.]], device='cuda:0')");
    assert_eq!(after, [5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
    assert!(said.contains("2×3"), "{said}");
    page.evaluate(&format!("{}.focus()", first("conv-kernel")));
    for key in ["−", "3", "Enter"] {
        page.press(key);
        page.pause(Duration::from_millis(80));
    }
    page.pause(Duration::from_millis(300));
    assert_eq!(grid(&mut page, "conv-kernel"), [-3.0]);
    page.finish();
}
