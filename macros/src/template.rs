//! A sentence in English with placeholders, read when it is compiled.

/// What is put in: a variable's name or an argument's number, and how `format!` is to write it.
#[derive(Debug, PartialEq)]
pub struct Placeholder {
    pub name: String,
    pub spec: Option<String>,
}

/// The sentence with names alone in its placeholders, and these in the order in which they first come.
pub fn template(english: &str) -> Result<(String, Vec<Placeholder>), String> {
    let mut reader = Reader { unnamed: 0, found: Vec::new() };
    let text = reader.sentence(english)?;
    Ok((text, reader.found))
}

struct Reader {
    unnamed: usize,
    found: Vec<Placeholder>,
}

impl Reader {
    fn sentence(&mut self, mut rest: &str) -> Result<String, String> {
        let mut text = String::new();
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let (inner, after) = braced(&rest[at..])?;
            match inner.split_once(", plural,") {
                Some((name, branches)) => {
                    self.find(name, None)?;
                    text.push_str(&format!("{{{name}, plural,{}}}", self.branches(branches)?));
                }
                None => {
                    let (name, spec) =
                        inner.split_once(':').map_or((inner, None), |(name, spec)| (name, Some(spec)));
                    let name = if name.is_empty() {
                        self.unnamed += 1;
                        (self.unnamed - 1).to_string()
                    } else {
                        name.to_owned()
                    };
                    self.find(&name, spec)?;
                    text.push_str(&format!("{{{name}}}"));
                }
            }
            rest = after;
        }
        Ok(text + rest)
    }

    /// " one {# step} other {# steps}".
    fn branches(&mut self, mut rest: &str) -> Result<String, String> {
        let mut text = String::new();
        while let Some(at) = rest.find('{') {
            let (inner, after) = braced(&rest[at..])?;
            text.push_str(&format!("{}{{{}}}", &rest[..at], self.sentence(inner)?));
            rest = after;
        }
        if !text.contains(" other {") {
            return Err(format!("a plural's branch “other” was expected in{text}"));
        }
        Ok(text)
    }

    fn find(&mut self, name: &str, spec: Option<&str>) -> Result<(), String> {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(format!("a name was expected in braces, not “{name}”"));
        }
        let spec = spec.map(str::to_owned);
        match self.found.iter().find(|placeholder| placeholder.name == name) {
            Some(known) if known.spec == spec || spec.is_none() => {}
            Some(_) => return Err(format!("{name} is to be written in two ways")),
            None => self.found.push(Placeholder { name: name.to_owned(), spec }),
        }
        Ok(())
    }
}

/// What stands in the braces at the beginning of a text, and what follows them.
fn braced(text: &str) -> Result<(&str, &str), String> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok((&text[1..at], &text[at + 1..]));
        }
    }
    Err(format!("braces do not match in “{text}”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(english: &str) -> Vec<(String, Option<String>)> {
        template(english).unwrap().1.into_iter().map(|Placeholder { name, spec }| (name, spec)).collect()
    }

    #[test]
    fn placeholders_are_found_in_the_order_of_the_sentence() {
        let (text, _) = template("{name}: {loss:.3} after {} of {name}").unwrap();
        assert_eq!(text, "{name}: {loss} after {0} of {name}");
        let found = names("{name}: {loss:.3} after {} of {name}");
        assert_eq!(
            found,
            [("name".into(), None), ("loss".into(), Some(".3".to_owned())), ("0".into(), None)]
        );
    }

    #[test]
    fn plurals_may_have_placeholders_in_their_branches() {
        let sentence = "{n, plural, one {# step of {all}} other {# steps of {all}}}.";
        assert_eq!(template(sentence).unwrap().0, sentence);
        assert_eq!(names(sentence), [("n".into(), None), ("all".into(), None)]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for wrong in ["{open", "close}", "{n, plural, one {#}}", "{a b}", "{x:.1} {x:.2}"] {
            assert!(template(wrong).is_err(), "{wrong}");
        }
    }
}
