//! The languages in which the page is shown.

/// A language: adding one is a line here, and a file in `assets/languages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag (BCP 47), in links and as the name of its file.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
}

/// The language in which all texts are written; the others are translations.
pub const ENGLISH: Language = Language { tag: "en", name: "English" };

/// All languages.
pub const LANGUAGES: [Language; 6] = [
    ENGLISH,
    Language { tag: "de", name: "Deutsch" },
    Language { tag: "es", name: "Español" },
    Language { tag: "fr", name: "Français" },
    Language { tag: "pl", name: "Polski" },
    Language { tag: "zh-Hans", name: "简体中文" },
];

impl Language {
    /// The one that a tag asks for, by its first part: "de-AT" is German.
    ///
    /// ```
    /// use convoscope::app::text::Language;
    /// assert_eq!(Language::tagged("de-AT").map(|language| language.tag), Some("de"));
    /// assert_eq!(Language::tagged("tlh"), None);
    /// ```
    pub fn tagged(tag: &str) -> Option<Self> {
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        LANGUAGES.into_iter().find(|language| first(language.tag) == first(tag))
    }

    /// Its tag's first part, which is its code in ISO 639, in capitals: "EN".
    pub fn code(self) -> String {
        self.tag.split('-').next().unwrap_or_default().to_ascii_uppercase()
    }
}
