//! The page in its languages: every place says nothing in English that has a translation, and what it says has room.

use std::collections::BTreeSet;
use std::time::Duration;

use convoscope::app::text::LANGUAGES;

use crate::accessibility::LINKS;
use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// Texts on the page, in elements and in what readers are told, that are as in English and have a translation.
const ENGLISH: &str = "(() => {
    const found = new Set(), look = text => { const t = text?.trim(); if (t && window.english.has(t)) found.add(t); };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();)
        if (node.parentElement.checkVisibility() && !node.parentElement.closest('script, style, [lang=en]')) look(node.data);
    for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]'))
        for (const name of ['aria-label', 'title', 'placeholder']) look(e.getAttribute(name));
    return [...found];
})()";

/// What has no room: a page that is wider or higher than the window, and elements with a text of their own that is cut.
const CUT: &str = "(() => {
    const wrong = [], root = document.documentElement;
    if (root.scrollWidth > innerWidth) wrong.push('the page is too wide');
    // The list of lessons scrolls in English, too.
    if (innerWidth > 900 && root.scrollHeight > innerHeight + 1 && !location.hash.startsWith('#/lessons?lang')) wrong.push('the page is too high');
    for (const e of document.querySelectorAll('body *')) {
        if (!e.clientWidth || !e.checkVisibility() || e.matches('select, input, svg *, canvas, .heard, .unseen, math, math *')) continue;
        if (![...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        // Layers keep the names that they have in links and in PyTorch.
        if (/^(conv|batch|max|average|global|dense|flatten|local|layer)[_ ]?/.test(e.textContent.trim())) continue;
        const style = getComputedStyle(e), hides = style.overflowX !== 'visible' || e.matches('button, a *');
        if (hides && e.scrollWidth > e.clientWidth + 2 && style.overflowX !== 'auto')
            wrong.push((e.dataset.testid || e.className || e.tagName) + ': ' + e.textContent.slice(0, 50));
        const range = document.createRange();
        range.selectNodeContents(e);
        const { right, top, bottom, width } = range.getBoundingClientRect(), x = right - 3, y = (top + bottom) / 2;
        if (!e.matches('button, label') || e.matches('.language, table *, [role=grid] *, .pad-of-arrows *') || width < 8 || x < 0 || x >= innerWidth || y < 0 || y >= innerHeight) continue;
        const clipped = p => p && (getComputedStyle(p).overflow !== 'visible' && p.getBoundingClientRect().right < x || clipped(p.parentElement));
        const above = document.elementFromPoint(x, y);
        if (above && !above.closest('.transport') && !clipped(e.parentElement) && !e.contains(above) && !above.contains(e))
            wrong.push((e.dataset.testid || e.className || e.tagName) + ' below another: ' + e.textContent.slice(0, 50));
    }
    return wrong;
})()";

/// Words that are the same in every language: names of layers and functions as links and PyTorch have them, and the words of which the
/// describing network makes its sentences.
const NAMES: [&str; 16] = [
    "dense",
    "global average",
    "sigmoid",
    "flatten",
    "input",
    "batch norm",
    "max",
    "yellow",
    "blue",
    "red",
    "green",
    "purple",
    "orange",
    "triangle",
    "square",
    "circle",
];

/// The texts in English of a language's file that it says in another way.
fn translated(tag: &str) -> serde_json::Value {
    let path = format!("{}/assets/languages/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let texts = file["texts"].as_object().unwrap();
    let said: BTreeSet<&str> = texts.values().filter_map(|text| text.as_str()).collect();
    let is_word = |english: &&String| !english.contains('{') && !NAMES.contains(&english.as_str());
    texts.keys().filter(is_word).filter(|english| !said.contains(english.as_str())).cloned().collect()
}

fn strings(found: serde_json::Value) -> BTreeSet<String> {
    found.as_array().expect("a list").iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

/// What is wrong in a language on a screen: every fourth place from `first` on.
fn wrong(tag: &str, view: View, first: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut page = Page::open(&format!("#/draw?lang={tag}"), view.reduced_motion());
    page.wait_for("layer-8", |text| text.contains('9'), PATIENCE);
    page.evaluate(&format!("window.english = new Set({}); null", translated(tag)));
    for link in LINKS.into_iter().skip(first).step_by(4) {
        page.evaluate(&format!("location.hash = {link:?}"));
        let mut found = Vec::new();
        // What is wrong for a moment, while a place is still being opened, is not wrong.
        for _ in 0..4 {
            page.pause(Duration::from_millis(600));
            let english =
                strings(page.evaluate(ENGLISH)).into_iter().map(|text| format!("in English: {text}"));
            let cut = strings(page.evaluate(CUT)).into_iter().map(|text| format!("no room: {text}"));
            found = english.chain(cut).collect();
            if found.is_empty() {
                break;
            }
        }
        wrong.extend(found.into_iter().map(|what| format!("{tag} {}: {link}: {what}", view.width)));
    }
    assert_eq!(page.evaluate("document.documentElement.lang"), tag);
    page.finish();
    wrong
}

/// Each language on a projector and on a phone, in other places.
fn every_language(view: View, first: usize) {
    let languages = LANGUAGES.into_iter().skip(1).enumerate();
    let wrong: Vec<String> =
        languages.flat_map(|(i, language)| wrong(language.tag, view, (first + i) % 4)).collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_place_is_in_the_language_on_a_projector() {
    every_language(View::PROJECTOR, 0);
}

#[test]
fn every_place_is_in_the_language_on_a_phone() {
    every_language(View::PHONE, 2);
}

/// Chosen once, it is the language of the link, of what is shared, and of the next visit.
#[test]
fn a_language_is_chosen_from_the_list_and_remembered() {
    let mut page = Page::open("#/pool?preset=max", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    let shown = |page: &mut Page| {
        let places = "[...document.querySelectorAll('nav a')].map(a => a.textContent).join(' ')";
        page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
        page.evaluate(places).as_str().unwrap().to_owned()
    };
    let english = shown(&mut page);
    let german = LANGUAGES.iter().position(|language| language.tag == "de").unwrap();
    page.reload_by(&format!(
        "const list = document.querySelector('[data-testid=language]'); list.selectedIndex = {german}; \
         list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ));
    let chosen = shown(&mut page);
    assert_ne!(chosen, english);
    assert_eq!(page.evaluate("document.documentElement.lang"), "de");
    assert!(page.evaluate("location.hash").as_str().unwrap().ends_with("lang=de"));
    // A later visit by a link that says nothing of languages.
    page.evaluate("history.replaceState(null, '', '#/pool'); null");
    page.reload();
    assert_eq!(shown(&mut page), chosen);
    page.screenshot("language-german");
    // A sum has the decimal comma, and so have cells and fields; the link keeps the point.
    page.evaluate("location.hash = '#/convolve?x=1.1.2:0.5,0.25&w=1.1.2:1,1&at=0'");
    page.wait_for("formula-numbers", |text| text.contains("0,75"), PATIENCE);
    let cells = "[...document.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent).join(' ')";
    assert!(page.evaluate(cells).as_str().unwrap().contains("0,25"));
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("0.5,0.25"));
    page.evaluate("location.hash = '#/pool?preset=max'");
    assert_eq!(shown(&mut page), chosen);
    // A link in another language is shown in that one.
    page.reload_by("location.hash = '#/pool?lang=en'");
    assert_eq!(shown(&mut page), english);
    page.finish();
}

/// What cannot be had is said, and the page is there in English.
#[test]
fn without_its_file_the_page_is_in_english_and_says_so() {
    let mut page = Page::open("#/draw", View::PROJECTOR);
    page.site.remove("languages/fr.txt");
    page.expect_trouble("404");
    page.reload_by("location.hash = '#/draw?lang=fr'");
    page.wait_for("notice", |text| text.contains("languages/fr.txt"), PATIENCE);
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.finish();
}
