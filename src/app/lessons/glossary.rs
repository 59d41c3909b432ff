//! The glossary: a sentence for each term of the field, and the step that shows it.

use super::LessonsConfig;
use super::config::Chosen;
use crate::app::text::translation_of;

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it is written in a sentence: "stride".
    pub name: &'static str,
    /// What it is.
    pub sentence: &'static str,
    /// The lesson and the step that show it, from 0.
    pub step: [usize; 2],
}

/// A part of a sentence: a term with its explanation, or what stands between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// What it means, if it is a term.
    pub term: Option<&'a Term>,
}

impl Term {
    /// The link of the step that shows it.
    pub fn link(&self) -> String {
        let [lesson, step] = self.step;
        let config = LessonsConfig { lesson: Some(Chosen::Included(lesson)), step };
        format!("#/lessons?{}", config.to_rest())
    }
}

/// All terms, in the language chosen as far as they are translated: the lines `- **stride**: By how many cells the window moves. (3.2)` of the file.
///
/// ```
/// let terms = convoscope::app::lessons::glossary();
/// assert!(terms.iter().any(|term| term.name == "stride" && term.step == [2, 1]));
/// ```
pub fn glossary() -> Vec<Term> {
    let text = include_str!("../../../assets/lessons/en/glossary.md");
    text.lines().filter_map(term).collect()
}

fn term(line: &'static str) -> Option<Term> {
    let (name, rest) = line.strip_prefix("- **")?.split_once("**: ")?;
    let (sentence, step) = rest.strip_suffix(')')?.rsplit_once(" (")?;
    let (lesson, step) = step.split_once('.')?;
    let index = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    let said = |english: &'static str| translation_of(english).unwrap_or(english);
    Some(Term { name: said(name), sentence: said(sentence), step: [index(lesson)?, index(step)?] })
}

/// Takes a sentence apart at its terms, the longest first; a plural is a term, too.
///
/// ```
/// use convoscope::app::lessons::{glossary, pieces};
/// let terms = glossary();
/// let found = pieces("A dense layer has weights.", &terms);
/// let names: Vec<_> = found.iter().filter_map(|piece| Some((piece.text, piece.term?.name))).collect();
/// assert_eq!(names, [("dense layer", "dense layer"), ("weights", "weight")]);
/// ```
pub fn pieces<'a>(sentence: &'a str, terms: &'a [Term]) -> Vec<Piece<'a>> {
    let (mut pieces, mut rest, mut from) = (Vec::new(), sentence, 0);
    while let Some(next) = rest[from..].chars().next() {
        let begins = !rest[..from].chars().next_back().is_some_and(char::is_alphanumeric);
        match term_at(&rest[from..], terms).filter(|_| begins) {
            Some((term, len)) => {
                pieces.extend((from > 0).then_some(Piece { text: &rest[..from], term: None }));
                pieces.push(Piece { text: &rest[from..from + len], term: Some(term) });
                (rest, from) = (&rest[from + len..], 0);
            }
            None => from += next.len_utf8(),
        }
    }
    pieces.extend((!rest.is_empty()).then_some(Piece { text: rest, term: None }));
    pieces
}

/// The longest term that a text begins with, and the bytes of it.
fn term_at<'a>(text: &str, terms: &'a [Term]) -> Option<(&'a Term, usize)> {
    let length = |term: &Term| {
        let head = text.get(..term.name.len())?;
        let plural = usize::from(text[head.len()..].starts_with('s'));
        let len = head.len() + plural;
        let ends = !text[len..].chars().next().is_some_and(char::is_alphanumeric);
        (ends && head.to_lowercase() == term.name.to_lowercase()).then_some(len)
    };
    terms.iter().filter_map(|term| Some((term, length(term)?))).max_by_key(|(_, len)| *len)
}
