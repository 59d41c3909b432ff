//! All texts of the page, as its source says them: `Text("…")`, `Text::of("…")` and `tr!("…")`.

#[path = "../../../macros/src/template.rs"]
mod template;

use crate::files_below;
use anyhow::{Context, Result, anyhow, ensure};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub use template::template;

/// The folders of what is shown.
const PAGE: [&str; 2] = ["app/", "ui/"];
/// The folder in which every literal is a text or has no words.
const TEXTS: &str = "app/text";
/// What is said about texts there, and has literals of its own.
const ABOUT: [&str; 4] =
    ["app/text/key.rs", "app/text/language.rs", "app/text/message.rs", "app/text/translation.rs"];

/// Literals there that are no texts: names of networks, of parts of links and files, and those that other programs read.
const NAMES: [&str; 39] = [
    "AlexNet",
    "Convo",
    "EfficientNet-Lite0",
    "GoogLeNet",
    "LeNet-5",
    "None",
    "ResNet",
    "ResNet-18",
    "ResNet-34",
    "ResNet-50",
    "bytes",
    "channels",
    "connections",
    "data",
    "height",
    "input",
    "jump",
    "kernel_h",
    "kernel_w",
    "kind",
    "layer",
    "lesson.md",
    "metric-one",
    "metric-two",
    "multiply_adds",
    "parameters",
    "preset",
    "receptive_field",
    "relu",
    "relu6",
    "scope",
    "sin 2πx",
    "sin 2πy",
    "start",
    "stride_h",
    "stride_w",
    "taught",
    "webgpu:steps",
    "width",
];

/// The texts of the sources in a folder.
pub fn texts(src: &Path) -> Result<BTreeSet<String>> {
    let mut found = Found::default();
    for path in files_below(src) {
        let name = path.strip_prefix(src)?.to_string_lossy().replace('\\', "/");
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        let is_shown = !is_test && PAGE.iter().any(|folder| name.starts_with(folder));
        if is_shown && !ABOUT.contains(&&*name) && name.ends_with(".rs") {
            let source = fs::read_to_string(&path)?;
            found.is_of_texts = name.starts_with(TEXTS);
            let (before, mut own) = (found.strays.len(), Vec::new());
            found.read_file(&source).with_context(|| format!("in {name}"))?;
            own.extend(found.strays.drain(before..).map(|literal| format!("{name}: {literal}")));
            found.strays.extend(own);
        }
    }
    ensure!(found.strays.is_empty(), "neither Text nor tr!:\n{}", found.strays.join("\n"));
    Ok(found.texts)
}

#[derive(Default)]
struct Found {
    /// Whether the file is one in which every literal with words is a text.
    is_of_texts: bool,
    texts: BTreeSet<String>,
    /// Literals with words that are no texts.
    strays: Vec<String>,
}

impl Found {
    fn read_file(&mut self, source: &str) -> Result<()> {
        let tokens = source.parse::<TokenStream>().map_err(|error| anyhow!("{error}"))?;
        self.read(tokens)
    }

    fn read(&mut self, tokens: TokenStream) -> Result<()> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at..] {
                [TokenTree::Punct(sign), TokenTree::Punct(inner), TokenTree::Group(_), ..]
                    if sign.as_char() == '#' && inner.as_char() == '!' =>
                {
                    3
                }
                // Attributes say nothing to anybody, and what is compiled for tests neither.
                [TokenTree::Punct(sign), TokenTree::Group(group), ..] if sign.as_char() == '#' => {
                    let is_for_tests = group.stream().to_string().replace(' ', "") == "cfg(test)";
                    2 + if is_for_tests { item(&tokens[at + 2..]) } else { 0 }
                }
                [TokenTree::Ident(name), TokenTree::Group(group), ..] if name == "Text" => {
                    self.text(group, false)?;
                    2
                }
                [TokenTree::Ident(name), a, b, TokenTree::Ident(of), TokenTree::Group(group), ..]
                    if name == "Text" && of == "of" && [a, b].iter().all(|it| it.to_string() == ":") =>
                {
                    self.text(group, false)?;
                    5
                }
                [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(group), ..]
                    if name == "tr" =>
                {
                    self.text(group, true)?;
                    3
                }
                [TokenTree::Group(group), ..] => {
                    self.read(group.stream())?;
                    1
                }
                [TokenTree::Literal(literal), ..] if self.is_of_texts => {
                    let text = literal.to_string();
                    let inner = text.trim_matches('"');
                    if text.starts_with('"') && is_prose(inner) && !NAMES.contains(&inner) {
                        self.strays.push(text);
                    }
                    1
                }
                _ => 1,
            };
        }
        Ok(())
    }

    /// A text's literal, and whatever else stands beside it.
    fn text(&mut self, group: &Group, is_sentence: bool) -> Result<()> {
        let mut tokens = group.stream().into_iter();
        match tokens.next() {
            Some(TokenTree::Literal(literal)) if group.delimiter() == Delimiter::Parenthesis => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string())?.value();
                let text = if is_sentence { template(&text).map_err(|why| anyhow!(why))?.0 } else { text };
                if has_words(&text) {
                    self.texts.insert(text);
                }
                self.read(tokens.collect())
            }
            _ => self.read(group.stream()),
        }
    }
}

/// How many tokens the item at the beginning has: up to its braces or its semicolon.
fn item(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    };
    tokens.iter().position(ends).map_or(tokens.len(), |last| last + 1)
}

/// Whether a literal has a word that is no unit, and no name in a formula: three small letters in a row.
fn is_prose(literal: &str) -> bool {
    let mut depth = 0;
    let letter = |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0 && c.is_ascii_lowercase()
    };
    let letters: Vec<bool> = literal.chars().map(letter).collect();
    letters.windows(3).any(|three| three == [true; 3])
}

/// Whether a text has a word: two letters in a row that are no placeholder's.
pub fn has_words(text: &str) -> bool {
    let (mut depth, mut letters) = (0_usize, 0);
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // Within a plural's branch, which is two deep, words are words.
        letters = if c.is_alphabetic() && depth != 1 { letters + 1 } else { 0 };
        if letters == 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Result<Vec<String>> {
        let mut found = Found { is_of_texts: true, ..Found::default() };
        found.read_file(source)?;
        ensure!(found.strays.is_empty());
        Ok(found.texts.into_iter().collect())
    }

    #[test]
    fn texts_are_found_wherever_they_stand() {
        let source = r#"
            /// "No text".
            pub const A: [Text; 2] = [Text("one \"two\""), Text("γ")];
            fn b(n: usize) -> String {
                tr!("{n:.2} of {}", if n == 1 { Text("all") } else { tr!("{n, plural, one {# step} other {# steps}}") })
            }
            #[cfg(test)]
            mod tests { const C: &str = "no text"; }
        "#;
        let expected = ["all", "one \"two\"", "{n, plural, one {# step} other {# steps}}", "{n} of {0}"];
        assert_eq!(found(source).unwrap(), expected);
    }

    #[test]
    fn a_word_that_is_no_text_is_an_error() {
        assert!(found(r#"const A: &str = "word";"#).is_err());
        assert!(found(r#"fn a(b: f32) -> String { format!("{value} · {b:.3} µ") }"#).is_ok());
    }
}
