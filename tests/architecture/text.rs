//! Words that are shown stand in `src/app/text`, and nowhere in the markup.

use super::{Source, check, report, sources};

/// Files and folders of `src/ui` all of whose words stand in `src/app/text`.
const TRANSLATABLE: &[&str] = &[
    "src/ui/address.rs",
    "src/ui/bridge.rs",
    "src/ui/browser.rs",
    "src/ui/convolve/",
    "src/ui/crash.rs",
    "src/ui/draw/",
    "src/ui/explain/",
    "src/ui/export/",
    "src/ui/fetch.rs",
    "src/ui/header.rs",
    "src/ui/help.rs",
    "src/ui/lab.rs",
    "src/ui/lab_entry.rs",
    "src/ui/lessons/",
    "src/ui/listen.rs",
    "src/ui/loader.rs",
    "src/ui/measure/",
    "src/ui/networks/",
    "src/ui/page.rs",
    "src/ui/page_places.rs",
    "src/ui/paint/",
    "src/ui/pool/",
    "src/ui/presenter.rs",
    "src/ui/scenes/",
    "src/ui/share.rs",
    "src/ui/stack/",
    "src/ui/train/",
    "src/ui/views/",
    "src/ui/widgets/",
];

/// A word in quotes where `html!` shows it: as text, or as an attribute that is read out or pops up.
fn shown_word(line: &str) -> Option<&str> {
    let shown = [
        "{ \"",
        "{ format!(\"",
        "aria-label=\"",
        "title=\"",
        "alt=\"",
        "placeholder=\"",
        "name=\"",
        "invitation=\"",
    ];
    let texts = shown.iter().flat_map(|start| line.split(start).skip(1));
    let formatted = ["aria-label={format!(\"", "title={format!(\"", "name={format!(\""];
    let texts = texts.chain(formatted.iter().flat_map(|start| line.split(start).skip(1)));
    // What a colon follows is a key of JSON.
    let mut texts =
        texts.filter_map(|rest| rest.split_once('"').filter(|(_, after)| !after.starts_with(':')));
    let mut texts = texts.by_ref().map(|(text, _)| text);
    texts.find(|text| {
        // What stands in braces is a value.
        let words = text
            .split('{')
            .enumerate()
            .map(|(i, part)| if i == 0 { part } else { part.split_once('}').map_or("", |(_, words)| words) });
        words.into_iter().any(|words| {
            // One letter alone is mathematics.
            words.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
        })
    })
}

#[test]
fn words_that_are_shown_stand_in_app_text() {
    assert_eq!(shown_word(r#"<b title="What">"#), Some("What"));
    assert_eq!(shown_word(r#"<p>{ "a word" }</p>"#), Some("a word"));
    assert_eq!(shown_word(r#"<p>{ format!("±{}", sig3(range)) }{ "×" }</p>"#), None);
    let mut failures = Vec::new();
    for Source { path, code, .. } in sources() {
        if !TRANSLATABLE.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        check(&mut failures, &path, &code, |line| {
            // Statements are no markup: what they say is shown elsewhere, or is a class.
            let is_markup = line.contains("html!")
                || line.contains("{ if ")
                || !line.ends_with(';') && !line.contains("if ");
            shown_word(line).filter(|_| is_markup).map(|text| format!("“{text}” belongs in src/app/text"))
        });
    }
    report(&failures);
}
