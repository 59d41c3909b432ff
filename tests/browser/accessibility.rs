//! Every place by the rules of axe-core for WCAG 2.2, A and AA. `cargo xtask test` fetches axe-core; by hand, the variable AXE names
//! its script.

use std::time::Duration;

use convoscope::app::color::PaletteSet;

use crate::harness::{Page, View};

/// Places and what can be opened in them, by link.
pub const LINKS: [&str; 39] = [
    "#/draw",
    "#/draw?direction=backward",
    "#/draw?direction=why",
    "#/draw?direction=why&why=shift",
    "#/draw?direction=why&why=ablation",
    "#/draw?direction=why&why=features",
    "#/draw?direction=why&why=embedding",
    "#/convolve?preset=channels",
    "#/convolve?preset=backward&letters=1",
    "#/convolve?preset=channels&view=matrix",
    "#/convolve?view=depth",
    "#/convolve?view=picture",
    "#/convolve?view=stack",
    "#/convolve?view=volumes",
    "#/convolve?view=counts",
    "#/convolve?view=functions",
    "#/convolve?view=norms",
    "#/pool",
    "#/pool?mode=gradient",
    "#/train?count=300.100",
    "#/train?data=circle&count=60.40",
    "#/train?data=gaussians&count=60.40",
    "#/train?count=300.100&look=weights",
    "#/train?count=300.100&net=dense-2&compare=relu",
    "#/networks?net=vgg16",
    "#/networks?net=efficientnet-lite0&view=run",
    "#/scenes",
    "#/scenes?on=digits",
    "#/scenes?task=segment&net=u-net",
    "#/scenes?task=describe",
    "#/scenes?task=restyle&size=48",
    "#/scenes?task=similar",
    "#/scenes?task=generate",
    "#/scenes?task=teach&teach=own",
    "#/lessons",
    "#/lessons?lesson=2&step=1",
    "#/lessons?lesson=7&step=3",
    "#/bench?seconds=0.1",
    "#/parity?samples=1",
];

/// What axe-core objects to: the rule, the element, and why.
const VIOLATIONS: &str = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node =>
        id + ': ' + node.html.slice(0, 160) + ' (' + (node.any[0] || node.all[0] || node.none[0]).message + ')')))";

fn violations(look: &str, view: View, links: &[&str]) -> Vec<String> {
    let script = std::env::var("AXE").expect("the variable AXE names axe-core's script, axe.min.js");
    let script = std::fs::read_to_string(script).expect("axe-core's script");
    let mut page = Page::open("#/draw", view);
    page.evaluate(look);
    page.reload();
    let mut found = Vec::new();
    for link in links {
        page.evaluate(&format!("location.hash = {link:?}"));
        page.pause(Duration::from_millis(900));
        if link.starts_with("#/draw") {
            page.press("7");
            page.pause(Duration::from_millis(900));
        }
        page.evaluate(&format!("{script};null"));
        let objections = page.evaluate(VIOLATIONS);
        let objections = objections.as_array().expect("a list");
        found.extend(
            objections.iter().map(|objection| format!("{link} {}", objection.as_str().unwrap_or_default())),
        );
    }
    page.finish();
    found
}

fn every_other(first: usize) -> Vec<&'static str> {
    LINKS.into_iter().skip(first).step_by(2).collect()
}

#[test]
fn axe_finds_nothing_in_any_place() {
    let found = violations("null", View::PROJECTOR, &LINKS);
    assert!(found.is_empty(), "{} in light:\n{}", found.len(), found.join("\n"));
}

#[test]
fn axe_finds_nothing_in_the_dark() {
    let found = violations("null", View::PROJECTOR.dark(), &every_other(0));
    assert!(found.is_empty(), "{} in dark:\n{}", found.len(), found.join("\n"));
}

/// The other palettes, on a phone.
#[test]
fn axe_finds_nothing_on_a_phone_with_the_other_palettes() {
    let palettes = "localStorage.setItem('palettes', 'PALETTES'); null";
    let palettes = palettes.replace("PALETTES", PaletteSet::ColorBlind.name());
    let found = violations(&palettes, View::PHONE, &every_other(1));
    assert!(found.is_empty(), "{} on a phone:\n{}", found.len(), found.join("\n"));
}
