//! Sentences with values in them: `tr!` writes calls of [`fill`].

use std::fmt::Display;

use super::translation::{category, translated};

/// A sentence in the language chosen with its values put in, which come in the order of the names in the English one. `tr!`
/// writes calls of it.
///
/// Placeholders are `{name}` and `{name, plural, one {# step} few {…} other {# steps}}` as in ICU MessageFormat
/// (<https://unicode-org.github.io/icu/userguide/format_parse/messages/>).
///
/// ```
/// use convoscope::app::text::fill;
/// let steps = |n: usize| fill("{n, plural, one {# step} other {# steps}} of {all}", &[&n, &9]);
/// assert_eq!([steps(1), steps(2)], ["1 step of 9", "2 steps of 9"]);
/// ```
pub fn fill(english: &'static str, values: &[&dyn Display]) -> String {
    let mut names = Vec::new();
    collect_names(english, &mut names);
    let mut text = String::new();
    Filling { names: &names, values, text: &mut text }.sentence(translated(english), None);
    text
}

struct Filling<'a> {
    names: &'a [&'a str],
    values: &'a [&'a dyn Display],
    text: &'a mut String,
}

impl<'a> Filling<'a> {
    /// Writes a sentence in which, within a plural, "#" is a number.
    fn sentence(&mut self, mut rest: &str, number: Option<&str>) {
        while let Some((before, inner, after)) = placeholder(rest) {
            self.plain(before, number);
            match inner.split_once(", plural,") {
                Some((name, branches)) => {
                    let number = self.value(name).map(|value| value.to_string()).unwrap_or_default();
                    self.sentence(branch(branches, &category(&number)), Some(&number));
                }
                None => match self.value(inner) {
                    Some(value) => self.text.push_str(&value.to_string()),
                    None => self.text.push_str(inner),
                },
            }
            rest = after;
        }
        self.plain(rest, number);
    }

    fn plain(&mut self, text: &str, number: Option<&str>) {
        match number {
            Some(number) => self.text.push_str(&text.replace('#', number)),
            None => self.text.push_str(text),
        }
    }

    fn value(&self, name: &str) -> Option<&'a dyn Display> {
        self.values.get(self.names.iter().position(|known| *known == name)?).copied()
    }
}

/// What stands before a sentence's first placeholder, in it, and after it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('{')?;
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        depth += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some((&text[..start], &text[start + 1..at], &text[at + 1..]));
        }
    }
    None
}

/// The branch of a plural for this category, or else "other".
fn branch<'a>(mut branches: &'a str, category: &str) -> &'a str {
    let mut other = "";
    while let Some((name, inner, after)) = placeholder(branches) {
        match name.trim() {
            name if name == category => return inner,
            "other" => other = inner,
            _ => {}
        }
        branches = after;
    }
    other
}

/// The names of a sentence's placeholders in the order in which they first come.
fn collect_names<'a>(mut sentence: &'a str, names: &mut Vec<&'a str>) {
    while let Some((_, inner, after)) = placeholder(sentence) {
        let (name, branches) = inner.split_once(", plural,").unwrap_or((inner, ""));
        if !names.contains(&name) {
            names.push(name);
        }
        let mut branches = branches;
        while let Some((_, inner, after)) = placeholder(branches) {
            collect_names(inner, names);
            branches = after;
        }
        sentence = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::text::Catalogue;

    fn polish(number: f64) -> String {
        let (tens, ones) = (number % 100.0, number % 10.0);
        let few = (2.0..=4.0).contains(&ones) && !(12.0..=14.0).contains(&tens);
        if number == 1.0 {
            "one"
        } else if few {
            "few"
        } else {
            "many"
        }
        .to_owned()
    }

    #[test]
    fn sentences_have_their_values_in_the_order_of_the_language() {
        let english = "{done} of {n, plural, one {# step} other {# steps}}";
        assert_eq!(fill(english, &[&2, &"1\u{202f}000"]), "2 of 1\u{202f}000 steps");
        let translated =
            "z {n, plural, one {# kroku} few {# kroków} many {# kroków} other {# kroku}}: {done}";
        Catalogue::new([(english, translated)], polish).install();
        assert_eq!(fill(english, &[&2, &1]), "z 1 kroku: 2");
        assert_eq!(fill(english, &[&2, &22]), "z 22 kroków: 2");
        Catalogue::uninstall();
    }

    #[test]
    fn what_cannot_be_put_in_stays_to_be_seen() {
        let english = "{a} and {b}";
        Catalogue::new([(english, "{b} {c} {")], polish).install();
        assert_eq!(fill(english, &[&1, &2]), "2 c {");
        Catalogue::uninstall();
    }
}
