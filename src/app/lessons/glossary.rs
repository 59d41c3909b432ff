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
    /// Whether it is written in another language than English, in which words may have other endings.
    pub is_translated: bool,
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
    let step = [index(lesson)?, index(step)?];
    let is_translated = translation_of(name).is_some();
    Some(Term { name: said(name), sentence: said(sentence), step, is_translated })
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
        let before = rest[..from].chars().next_back();
        let begins = !before.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c));
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

/// The bytes of a word's ending behind a term; nothing if it is another word. English has a plural, other languages have
/// cases, too, and Chinese has neither endings nor spaces.
fn ending(term: &Term, rest: &str) -> Option<usize> {
    const LETTERS: usize = 3;
    if term.name.ends_with(is_ideograph) {
        return Some(0);
    }
    let letters: String = rest.chars().take_while(|c| c.is_alphanumeric() && !is_ideograph(*c)).collect();
    let is_inflected = term.is_translated && letters.chars().count() <= LETTERS;
    (is_inflected || letters.is_empty() || letters == "s").then_some(letters.len())
}

/// Whether a character is a word of its own, or a part of one that no space ends.
fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The longest term that a text begins with, and the bytes of it.
fn term_at<'a>(text: &str, terms: &'a [Term]) -> Option<(&'a Term, usize)> {
    let length = |term: &Term| {
        let head = text.get(..term.name.len())?;
        let len = head.len() + ending(term, &text[head.len()..])?;
        (head.to_lowercase() == term.name.to_lowercase()).then_some(len)
    };
    terms.iter().filter_map(|term| Some((term, length(term)?))).max_by_key(|(_, len)| *len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::text::Catalogue;

    fn found(sentence: &str) -> Vec<String> {
        let terms = glossary();
        pieces(sentence, &terms)
            .iter()
            .filter(|piece| piece.term.is_some())
            .map(|piece| piece.text.to_owned())
            .collect()
    }

    /// A plural is a term in English, and no other longer word.
    #[test]
    fn words_have_the_endings_of_their_language() {
        assert_eq!(found("Two weights and a strident stride."), ["weights", "stride"]);
        Catalogue::new([("weight", "Gewicht"), ("stride", "Stride")], |_| "other".to_owned()).install();
        assert_eq!(found("Zwei Gewichte, des Strides wegen, kein Gewichtsverlust."), ["Gewichte", "Strides"]);
        Catalogue::new([("weight", "权重"), ("stride", "步幅")], |_| "other".to_owned()).install();
        assert_eq!(found("两个权重和步幅。"), ["权重", "步幅"]);
        Catalogue::uninstall();
    }
}
