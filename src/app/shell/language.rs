//! The language of the page in its links.

use super::App;
use super::embed::with_pair;
use crate::app::link::query;
use crate::app::text::{ENGLISH, Language};

/// The language that a link asks for by its key `lang`, if it is one of those that there are.
///
/// ```
/// use convoscope::app::shell::language::language_of;
/// assert_eq!(language_of("#/pool?at=2&lang=fr").map(|language| language.tag), Some("fr"));
/// assert_eq!(language_of("#/pool?at=2"), None);
/// ```
pub fn language_of(link: &str) -> Option<Language> {
    let link = query::decoded(link, &mut Vec::new());
    let (_, query) = link.split_once('?')?;
    let pairs = query::pairs(query, &mut Vec::new());
    pairs.into_iter().find_map(|(key, tag)| if key == "lang" { Language::tagged(tag) } else { None })
}

impl App {
    /// The language whose texts are loaded, or why they are not: then the page is in English.
    pub fn set_language(&mut self, language: Result<Language, String>) {
        match language {
            Ok(language) => self.language = language,
            Err(why) => {
                self.notice.get_or_insert(why);
            }
        }
    }

    /// A link that says the language, too, unless that is English.
    pub(super) fn with_language(&self, link: String) -> String {
        if self.language == ENGLISH { link } else { with_pair(&link, &format!("lang={}", self.language.tag)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::place::Place;
    use crate::app::shell::{Action, Effect};

    #[test]
    fn links_say_the_language_unless_it_is_english() {
        let mut app = App::new("#/pool?v=2&at=2", 0);
        assert_eq!(app.link(), "#/pool?v=2&at=2");
        let polish = Language::tagged("pl").expect("it is there");
        assert_eq!(app.update(Action::Language(polish)), [Effect::ShowLanguage(polish)]);
        assert_eq!(app.link(), "#/pool?v=2&at=2&lang=pl");
        assert_eq!(app.link_to(Place::Train), "#/train?lang=pl");
        assert_eq!(language_of(&app.link()), Some(polish));
        assert_eq!(
            App { language: polish, ..App::new(&app.link(), 0) }.link(),
            app.link(),
            "once and no more"
        );
        for broken in ["#/pool?v=2&amp;at=2&amp;lang=pl", "#/convolve?x=50%&lang=pl"] {
            let app = App { language: polish, ..App::new(broken, 0) };
            assert_eq!(app.link().matches("lang=pl").count(), 1, "{}", app.link());
        }
        // The key is one of every place's.
        assert_eq!(App::new(&app.link(), 0).notice, None);
        assert_eq!(App::new("#/train?lang=pl", 0).notice, None);
    }

    /// In a link without a language the present one stays, and the address bar says it again.
    #[test]
    fn a_link_in_another_language_opens_the_page_anew() {
        let mut app = App::new("#/pool?lang=fr", 0);
        app.set_language(language_of("#/pool?lang=fr").ok_or_else(String::new));
        assert_eq!(app.update(Action::Follow("#/pool?lang=de".to_owned(), None)), [Effect::Reload]);
        let effects = app.update(Action::Follow("#/convolve".to_owned(), None));
        assert!(effects.contains(&Effect::UpdateUrl));
        assert_eq!(app.link(), "#/convolve?lang=fr");
    }

    #[test]
    fn without_its_texts_the_page_is_in_english_and_says_why() {
        let mut app = App::new("#/pool", 0);
        app.set_language(Err("The file cannot be reached.".to_owned()));
        assert_eq!((app.language, app.notice.as_deref()), (ENGLISH, Some("The file cannot be reached.")));
    }
}
