//! The place Train on its screens: nothing is cut, both runs of a comparison are in sight, and toys, pins, remedies and guesses
//! do what they say.

use std::time::Duration;

use convoscope::app::places::train::{TEMPLATES, Variant};

use crate::harness::{Page, View};
use crate::train::{open, ready};

const PATIENCE: Duration = Duration::from_secs(30);

/// What of this is not all within the window, or lies below the foot of the stage.
const CUT: &str = "(() => {
    const foot = document.querySelector('.train-foot').getBoundingClientRect().top;
    const cut = (e, low) => { const r = e.getBoundingClientRect(); return r.width < 1 || r.left < -0.5 || r.right > innerWidth + 0.5 || r.top < 0 || r.bottom > low + 1; };
    const all = (query, low) => [...document.querySelectorAll(query)].filter(e => cut(e, low)).map(e => query + ' ' + Math.round(e.getBoundingClientRect().bottom) + '/' + Math.round(low));
    return [
        ...all('.stage-row, .stage-answer, .toy-run, .toy-run .unit', foot),
        ...all('.guess li, .band canvas', foot).filter(e => !e.includes('band') ),
        ...all('.chart, .train-time, .train-plane .plane, .train-figures, .train-bar button, .train-bar select', innerHeight),
        ...(document.documentElement.scrollWidth > innerWidth ? ['sideways'] : []),
    ];
})()";

fn go(page: &mut Page, query: &str) {
    page.evaluate(&format!("location.hash = '#/train?{query}'; null"));
    page.pause(Duration::from_millis(250));
    ready(page);
    page.pause(Duration::from_millis(120));
}

fn cut(page: &mut Page) -> Vec<String> {
    serde_json::from_value(page.evaluate(CUT)).unwrap()
}

#[test]
fn nothing_is_cut_on_a_projector() {
    let mut page = open("?count=40.20", View::PROJECTOR);
    let few = "count=40.20";
    let mut queries: Vec<String> = TEMPLATES.iter().map(|(name, _)| format!("{few}&net={name}")).collect();
    queries.extend(
        ["shapes", "hurried-digits", "circle", "xor", "spiral", "blobs"]
            .map(|data| format!("data={data}&{few}")),
    );
    queries.extend(["gradients", "weights"].map(|look| format!("{few}&look={look}")));
    let of = |variant: &str| match variant {
        "plain" => "net=residual-10&rate=0.003",
        "relu" => "net=dense-4",
        _ => "net=modern",
    };
    queries.extend(Variant::ALL.map(|(_, name, _)| format!("{few}&{}&compare={name}", of(name))));
    queries.push(format!("data=circle&{few}&compare=relu"));
    let mut failures = Vec::new();
    for query in queries {
        go(&mut page, &query);
        let rows = page.evaluate("document.querySelectorAll('.stage-row, .toy-run').length");
        if rows != if query.contains("compare") { 2 } else { 1 } {
            failures.push(format!("{query}: {rows} runs"));
        }
        failures.extend(cut(&mut page).into_iter().map(|what| format!("{query}: {what}")));
    }
    page.screenshot("train-last-of-all");
    assert!(failures.is_empty(), "{failures:#?}");
    page.finish();
}

#[test]
fn toys_are_set_where_they_are_seen() {
    let mut page = open("?data=circle&count=60.40&net=dense-1", View::PROJECTOR);
    page.click("feature-xy");
    page.click("more-layers");
    page.pause(Duration::from_millis(400));
    ready(&mut page);
    let link = page.evaluate("location.hash");
    assert!(link.as_str().unwrap().contains("features=x.y.xy"), "{link}");
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid^=unit-2-]').length"), 12);
    // One epoch, which is six batches of ten, for each picture.
    page.click("train-play");
    page.pause(Duration::from_millis(700));
    page.click("train-play");
    page.pause(Duration::from_millis(200));
    let steps = crate::train::step(&mut page);
    assert!(steps > 0 && steps.is_multiple_of(6), "{steps}");
    page.screenshot("train-toy");
    // The plane in two colours alone, and each unit with its bias.
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=bias]').length"), 12 + 12 + 2);
    page.click("discrete");
    let colors = "(() => {
        const canvas = document.querySelector('.train-plane canvas'), { width, height } = canvas;
        const data = canvas.getContext('2d').getImageData(0, 0, width, height).data, seen = new Set();
        for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join());
        return seen.size;
    })()";
    page.pause(Duration::from_millis(100));
    assert_eq!(page.evaluate(colors), 2);
    page.click("discrete");
    page.pause(Duration::from_millis(100));
    assert!(page.evaluate(colors).as_u64().unwrap() > 10);
    // A weight is set by hand, and a unit is looked at large.
    page.evaluate("document.querySelector('[data-testid=edge-0]').dispatchEvent(new MouseEvent('click', { bubbles: true })); null");
    let param = page.evaluate("document.querySelector('.weight-editor input').dataset.testid");
    let param = param.as_str().unwrap().to_owned();
    page.retype(&param, "2.5");
    page.wait_for("said", |text| text.contains("Set by hand"), PATIENCE);
    assert_eq!(page.evaluate("document.querySelector('.weight-editor input').value"), "2.5");
    page.hover("unit-1-0");
    page.pause(Duration::from_millis(200));
    assert_eq!(page.evaluate("document.querySelectorAll('.train-plane .plane .bitmap').length"), 1);
    // Pinned, it stays in sight.
    page.click("pin");
    page.click("reset");
    page.pause(Duration::from_millis(500));
    assert_eq!(page.evaluate("document.querySelectorAll('.toy-run').length"), 2);
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=pinned] tr').length"), 3);
    assert!(cut(&mut page).is_empty(), "{:?}", cut(&mut page));
    page.screenshot("train-toy-pinned");
    page.finish();
}

#[test]
fn samples_speak_and_runs_are_mended() {
    let mut page = open("?count=300.100&net=dense-1&rate=100", View::PROJECTOR);
    let said = page.wait_for("guess", |text| text.contains("says"), PATIENCE);
    assert!(said.starts_with("label "), "{said}");
    page.evaluate("document.querySelector('.behind .gallery button').focus(); null");
    page.wait_for("pointed", |text| text.contains("says"), PATIENCE);
    page.click("train-play");
    page.wait_for("diagnosis", |text| text.contains("rate of 100"), PATIENCE);
    page.screenshot("train-diagnosis");
    page.click("remedy");
    page.wait_for(
        "validation",
        |text| text.trim_end_matches(" %").parse::<f32>().is_ok_and(|right| right > 80.0),
        PATIENCE,
    );
    page.click("train-play");
    assert!(page.text("diagnosis").is_none());
    // The network reads a drawing.
    page.click("try-it");
    page.draw("try-pad", &[vec![(0.5, 0.15), (0.5, 0.85)]]);
    page.wait_for("guess", |text| text.starts_with("says "), PATIENCE);
    page.screenshot("train-try-it");
    page.press("Escape");
    // A step in slow motion has numbers, and a way back.
    page.click("slow-motion");
    page.wait_for("told-numbers", |text| text.contains("a = "), PATIENCE);
    page.press("ArrowRight");
    page.press("ArrowLeft");
    page.wait_for("told-numbers", |text| text.contains("a = "), PATIENCE);
    page.finish();
}
