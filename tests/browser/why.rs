//! Why this guess, and the way back, in the page.

use std::time::Duration;

use convoscope::drawing::samples;

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(20);
const METHODS: [&str; 7] =
    ["gradient", "gradient-input", "smoothgrad", "guided", "integrated", "grad-cam", "occlusion"];

/// The page at a link with a drawn 7.
pub fn open(rest: &str, view: View) -> Page {
    let seven = samples().into_iter().find(|sample| sample.digit == 7).unwrap().drawing.to_link();
    let mut page = Page::open(&format!("#/draw?drawing={seven}&{rest}"), view);
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page
}

/// The numbers behind a map, read as the page says them: base64 of little-endian f32.
pub fn values(page: &mut Page, testid: &str) -> Vec<f64> {
    let script = format!(
        "(() => {{
            const values = document.querySelector('[data-testid={testid}]')?.dataset.values;
            if (!values) return [];
            const bytes = Uint8Array.from(atob(values), c => c.charCodeAt(0));
            return [...new Float32Array(bytes.buffer)];
        }})()"
    );
    let found = page.evaluate(&script);
    found.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// Waits until a map is there and changes no more.
fn settled(page: &mut Page, testid: &str) -> Vec<f64> {
    let mut before = Vec::new();
    for _ in 0..100 {
        page.pause(Duration::from_millis(200));
        let now = values(page, testid);
        if !now.is_empty() && now == before {
            return now;
        }
        before = now;
    }
    panic!("{testid} does not settle");
}

fn shown(page: &mut Page, testid: &str) -> f64 {
    let text = page.text(testid).unwrap_or_else(|| panic!("no {testid}"));
    // "<0.001" is what rounds to 0.
    if text.starts_with(['<', '>']) {
        return 0.0;
    }
    text.trim().replace('−', "-").parse().unwrap_or_else(|_| panic!("{testid} shows {text}"))
}

#[test]
fn every_method_has_a_map_and_integrated_gradients_add_up() {
    let mut page = open("direction=why&class=7&against=1", View::PROJECTOR);
    settled(&mut page, "why-occlusion");
    for method in METHODS {
        for testid in [format!("why-{method}"), format!("why-{method}-1"), format!("why-{method}-2")] {
            let map = values(&mut page, &testid);
            assert_eq!(map.len(), 784, "{testid}");
            assert!(map.iter().any(|value| *value != 0.0), "{testid} is empty");
        }
    }
    let sum: f64 = values(&mut page, "why-integrated").iter().sum();
    assert!((sum - shown(&mut page, "completeness-sum")).abs() < 0.001);
    let gained = shown(&mut page, "completeness-score");
    assert!((sum - gained).abs() < 0.03 * gained.abs().max(1.0), "{sum} and {gained}");
    page.screenshot("why");
    page.finish();
}

#[test]
fn all_of_an_explanation_is_in_the_link() {
    let mut page = open("", View::PROJECTOR);
    page.click("direction-why");
    let seven = settled(&mut page, "why-gradient");
    page.click("why-class-3");
    page.pause(Duration::from_millis(500));
    assert_ne!(settled(&mut page, "why-gradient"), seven);
    page.click("randomize");
    page.click("randomize");
    page.wait_for("randomized", |text| text == "2 of 6", PATIENCE);
    settled(&mut page, "why-occlusion-3");
    let hash = page.evaluate("location.hash");
    let hash = hash.as_str().unwrap();
    for part in ["direction=why", "class=3", "randomized=2"] {
        assert!(hash.contains(part), "{hash} lacks {part}");
    }
    page.click("direction-forward");
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.finish();
}

#[test]
fn the_way_back_shows_its_loss_and_its_arithmetic() {
    let mut page = open("direction=backward&class=1", View::PROJECTOR);
    page.wait_for("loss", |text| text.contains("−ln"), PATIENCE);
    let errors: f64 = (0..10).map(|class| shown(&mut page, &format!("error-{class}"))).sum();
    assert!(errors.abs() < 0.006, "p − y sums to {errors}");
    assert!(shown(&mut page, "error-1") < -0.9);
    page.click("tile-5-3");
    page.wait_for("formula", |text| text.contains("∂L/∂a"), PATIENCE);
    let terms = page.evaluate("[...document.querySelectorAll('[data-testid=term]')].map(e => e.textContent)");
    let number = |text: &str| text.replace('−', "-").parse::<f64>().unwrap();
    let sum: f64 = terms.as_array().unwrap().iter().map(|term| number(term.as_str().unwrap())).sum();
    let total = page.evaluate("document.querySelector('[data-testid=formula] b').textContent");
    assert!((sum - number(total.as_str().unwrap())).abs() < 1e-9, "{sum} and {total}");
    page.screenshot("backward");
    page.click("weight");
    page.wait_for("numeric-check", |text| text.contains("error"), PATIENCE);
    let terms =
        page.evaluate("[...document.querySelectorAll('[data-testid=weight-term]')].map(e => e.textContent)");
    let sum: f64 = terms.as_array().unwrap().iter().map(|term| number(term.as_str().unwrap())).sum();
    assert!((sum - shown(&mut page, "weight-gradient")).abs() < 1e-9);
    page.screenshot("backward weight");
    page.finish();
}

/// Nothing is cut off, on a projector, on a phone, presented and in the dark.
#[test]
fn nothing_is_wider_than_the_screen() {
    for (view, name) in
        [(View::PROJECTOR, "projector"), (View::PROJECTOR.dark(), "dark"), (View::PHONE, "phone")]
    {
        for direction in ["why", "backward"] {
            let mut page = open(&format!("direction={direction}&randomized=3"), view);
            page.pause(Duration::from_secs(2));
            let fits = "document.documentElement.scrollWidth <= innerWidth";
            assert_eq!(page.evaluate(fits), true, "{direction} on the {name}");
            if view.height < 800 {
                let fits = "document.documentElement.scrollHeight <= innerHeight";
                assert_eq!(page.evaluate(fits), true, "{direction} on the {name} scrolls");
            }
            page.screenshot(&format!("{direction} {name}"));
            page.finish();
        }
    }
}

/// The directions are two programs: what is drawn and opened goes from one to the other, and there is always something to see.
#[test]
fn directions_keep_the_drawing_and_the_way_back() {
    let mut page = open("", View::PROJECTOR);
    let drawing = "new URLSearchParams(location.hash.split('?')[1]).get('drawing')";
    let before = page.evaluate(drawing);
    page.evaluate(
        "(() => {
            window.blank = 0;
            const look = () => {
                const seen = [...document.querySelectorAll('.stage .tiles, .stage .why')];
                if (!seen.some(e => e.getClientRects().length)) window.blank += 1;
                requestAnimationFrame(look);
            };
            look();
        })()",
    );
    page.click("direction-why");
    settled(&mut page, "why-gradient");
    page.click("direction-backward");
    page.wait_for("loss", |text| text.contains("−ln"), PATIENCE);
    page.click("tile-5-3");
    page.wait_for("formula", |text| text.contains("∂L/∂a"), PATIENCE);
    page.press("u");
    page.press("7");
    page.wait_for("prediction", |digit| digit == "7", PATIENCE);
    page.pause(Duration::from_millis(400));
    let drawn = page.evaluate(drawing);
    assert_ne!(drawn, before);
    page.evaluate("history.back()");
    page.wait_for("chain", |text| !text.is_empty(), PATIENCE);
    page.click("direction-forward");
    page.wait_for("layer-8", |text| !text.contains("p − y"), PATIENCE);
    page.pause(Duration::from_millis(400));
    assert_eq!(page.evaluate(drawing), drawn);
    assert_eq!(page.text("prediction").as_deref(), Some("7"));
    assert_eq!(page.evaluate("window.blank"), 0.0, "there were frames without a network");
    page.finish();
}

#[test]
fn space_walks_from_the_loss_to_the_drawing() {
    let mut page = open("direction=backward&class=1&at=0", View::PROJECTOR);
    page.wait_for("walk-sentence", |text| text.contains("loss"), PATIENCE);
    page.press("ArrowRight");
    page.wait_for("walk-sentence", |text| text.contains("p − y"), PATIENCE);
    page.screenshot("walk");
    page.press(" ");
    page.wait_for("walk-sentence", |text| text.contains("scatters"), PATIENCE);
    page.press(" ");
    page.click("walk-all");
    page.click("tile-2-3");
    page.click("path");
    page.wait_for("path-product", |text| text.contains("this path alone"), PATIENCE);
    page.choose("path-1", 1);
    page.screenshot("path");
    let product = page.evaluate("document.querySelector('[data-testid=path-product]').textContent");
    assert!(product.as_str().unwrap().contains('='), "{product}");
    page.finish();
}

#[test]
fn a_chain_of_sigmoid_neurons_lets_the_gradient_vanish() {
    let mut page = open("direction=backward&chain=sigmoid,2,1,1,1", View::PROJECTOR);
    page.wait_for("chain-product", |text| text.contains('·'), PATIENCE);
    let [first, last] = ["chain-gradient-1", "chain-gradient-4"].map(|testid| shown(&mut page, testid).abs());
    assert!(first < 0.02 * last, "{first} against {last}");
    page.screenshot("chain");
    page.click("chain-activation-1");
    let [first, last] = ["chain-gradient-1", "chain-gradient-4"].map(|testid| shown(&mut page, testid));
    assert_eq!([first, last], [1.0, 1.0]);
    page.finish();
}
