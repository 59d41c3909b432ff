//! Texts in the language chosen: [`Text`] for those without values; sentences with values are in `message.rs`. The text in
//! English is the key of its translations; what a language lacks is shown in English.

use std::cell::Cell;
use std::fmt::{self, Display};
use std::ops::Deref;

use base64ct::{Base64, Encoding};

use super::key::key;
use crate::app::numbers::{use_decimal_separator, with_point};
use crate::decimal;

/// A text that is shown, written in English.
///
/// ```
/// use convoscope::app::text::{Catalogue, shell};
/// assert_eq!(&*shell::CLOSE, "Close");
/// Catalogue::new([("Close", "Schließen")], |_| "other".to_owned()).install();
/// assert_eq!(shell::CLOSE.to_string(), "Schließen");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(pub(super) &'static str);

impl Text {
    /// No text at all.
    pub const EMPTY: Self = Self("");

    /// A text that stands elsewhere, as the name of a layer's setting; its translation is looked for all the same.
    pub const fn of(english: &'static str) -> Self {
        Self(english)
    }

    /// The text in English, which is the same whatever language is shown.
    pub const fn english(self) -> &'static str {
        self.0
    }

    /// The text as it is shown.
    pub fn get(self) -> &'static str {
        translated(self.0)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.get()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.get()
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.get())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.get().to_owned()
    }
}

impl From<Text> for &'static str {
    fn from(text: Text) -> Self {
        text.get()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.get() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.get() == *other
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        self == other.get()
    }
}

/// The translations of a language.
pub struct Catalogue {
    /// Keys in rising order, and what they are in this language.
    texts: Vec<(u32, &'static str)>,
    /// The category of a number's plural (CLDR): "one", "few", "many" or "other".
    category: fn(f64) -> String,
    /// What stands before decimals.
    decimal_separator: char,
}

thread_local! {
    /// English if there is none.
    static CATALOGUE: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

impl Catalogue {
    /// One of texts in English and their translations.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>, category: fn(f64) -> String) -> Self {
        let kept = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let mut texts: Vec<_> = texts.into_iter().map(|(english, text)| (key(english), kept(text))).collect();
        texts.sort_unstable_by_key(|(key, _)| *key);
        Self { texts, category, decimal_separator: '.' }
    }

    /// The file of a language as `cargo xtask build` writes it: a line of keys in rising order, base64 of four bytes each, and a line
    /// for the text of each key.
    pub fn read(file: &str, category: fn(f64) -> String) -> Self {
        // It lives as long as the page.
        let file: &'static str = Box::leak(file.to_owned().into_boxed_str());
        let (keys, texts) = file.split_once('\n').unwrap_or_default();
        let keys = Base64::decode_vec(keys).unwrap_or_default();
        let keys = keys.as_chunks().0.iter().map(|key| u32::from_be_bytes(*key));
        Self { texts: keys.zip(texts.lines()).collect(), category, decimal_separator: '.' }
    }

    /// The same with this sign before decimals.
    pub fn with_decimal_separator(self, decimal_separator: char) -> Self {
        Self { decimal_separator, ..self }
    }

    /// Shows all texts and numbers in this language from now on.
    pub fn install(self) {
        use_decimal_separator(self.decimal_separator);
        CATALOGUE.set(Some(Box::leak(Box::new(self))));
    }

    /// Shows all texts and numbers in English again.
    pub fn uninstall() {
        use_decimal_separator('.');
        CATALOGUE.set(None);
    }

    fn get(&self, english: &str) -> Option<&'static str> {
        let key = key(english);
        let at = self.texts.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(self.texts[at].1)
    }
}

/// A text in the language chosen, if that is not English and has it.
pub fn translation_of(english: &str) -> Option<&'static str> {
    CATALOGUE.get()?.get(english)
}

/// A text in the language chosen; in English if that has none.
pub(super) fn translated(english: &'static str) -> &'static str {
    translation_of(english).unwrap_or(english)
}

/// The plural of a number as it is written: its digits, whatever stands between them.
pub(super) fn category(number: &str) -> String {
    let digits: String = with_point(number).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = decimal::parse(&digits).unwrap_or(f64::NAN);
    match CATALOGUE.get() {
        Some(catalogue) => (catalogue.category)(number),
        None => if number == 1.0 { "one" } else { "other" }.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_language_lacks_is_in_english() {
        Catalogue::new([("Close", "Zamknij")], |_| "other".to_owned()).install();
        assert_eq!((Text("Close").get(), Text("Open").get()), ("Zamknij", "Open"));
        assert_eq!(Text("Close").english(), "Close");
        Catalogue::uninstall();
    }

    #[test]
    fn a_file_is_keys_and_a_line_for_each_and_what_is_none_is_left_out() {
        // As in every file, keys rise; the last has no text.
        let mut texts = [("Close", "Zamknij"), ("A B", "a b")].map(|(english, text)| (key(english), text));
        texts.sort_unstable();
        let keys = [texts[0].0, texts[1].0, u32::MAX].map(u32::to_be_bytes);
        let file = format!("{}\n{}\n{}", Base64::encode_string(keys.as_flattened()), texts[0].1, texts[1].1);
        let catalogue = Catalogue::read(&file, |_| "other".to_owned());
        assert_eq!(
            [catalogue.get("Close"), catalogue.get("A B"), catalogue.get("C")],
            [Some("Zamknij"), Some("a b"), None]
        );
        for nothing in ["", "Zamknij", "*\nZamknij"] {
            assert_eq!(Catalogue::read(nothing, |_| "other".to_owned()).get("Close"), None);
        }
    }
}
