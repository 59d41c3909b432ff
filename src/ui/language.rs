//! The language in which the page is shown: chosen from a list, by a link, or by the browser; its texts are loaded before
//! anything is shown.

use std::cell::RefCell;

use js_sys::Intl::{NumberFormat, PluralRules};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{browser, fetch};
use crate::app::shell::Action;
use crate::app::shell::language::language_of;
use crate::app::text::{Catalogue, ENGLISH, LANGUAGES, Language, shell as text};

/// The name under which the choice is remembered.
const REMEMBERED: &str = "language";
/// The elements of `index.html` that say that the page crashed.
const CRASH: [&str; 3] = ["crashed", "crash-remedy", "crash-reload"];
/// More bytes than the texts of a language may have.
const MAX_TEXTS: f64 = 2e6;

thread_local! {
    /// The language that is shown, by its tag, and its file, for the program of the places; none for English.
    static TEXTS: RefCell<Option<(&'static str, String)>> = const { RefCell::new(None) };
}

/// What the link asks for, what was chosen before, or the first language of the browser's that there is.
fn preferred() -> Language {
    let remembered = || browser::remembered(REMEMBERED).and_then(|tag| Language::tagged(&tag));
    let of_browser = || {
        let tags = browser::window().navigator().languages().iter().collect::<Vec<_>>();
        tags.into_iter().find_map(|tag| Language::tagged(&tag.as_string()?))
    };
    language_of(&browser::hash()).or_else(remembered).or_else(of_browser).unwrap_or(ENGLISH)
}

/// Loads the texts of the preferred language and answers it, or says why they could not be had.
pub async fn load() -> Result<Language, String> {
    let language = preferred();
    if language == ENGLISH {
        return Ok(language);
    }
    let file = browser::program(&format!("languages/{}.txt", language.tag));
    let texts = String::from_utf8_lossy(&fetch::fetch(&file, MAX_TEXTS).await?).into_owned();
    use_language(language.tag, &texts);
    word_crash();
    TEXTS.set(Some((language.tag, texts)));
    Ok(language)
}

/// Words what `www/crash.js` shows, which can look nothing up: it stands in `index.html` in English.
fn word_crash() {
    let Some(document) = browser::window().document() else { return };
    for (id, words) in CRASH.into_iter().zip(text::CRASH) {
        if let Some(element) = document.get_element_by_id(id) {
            element.set_text_content(Some(&words));
        }
    }
}

/// What another program of the page is to show: the language's tag and its file; nothing if it is English.
pub fn texts() -> Option<(&'static str, String)> {
    TEXTS.with_borrow(Clone::clone)
}

/// Shows all texts of this program in a language from now on, given its tag and its file; the document is marked with the tag.
pub fn use_language(tag: &str, texts: &str) {
    if let Some(root) = browser::root_element() {
        drop(root.set_attribute("lang", tag));
    }
    Catalogue::read(texts, category).with_decimal_separator(decimal_separator(tag)).install();
}

/// What stands before decimals, as the browser knows it.
fn decimal_separator(tag: &str) -> char {
    let parts = NumberFormat::new(&Array::of1(&tag.into()), &Object::new()).format_to_parts(1.5);
    let field = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let decimal = parts.iter().find(|part| field(part, "type").as_deref() == Some("decimal"));
    decimal.and_then(|part| field(&part, "value")?.chars().next()).unwrap_or('.')
}

thread_local! {
    static RULES: PluralRules = {
        let tag = browser::root_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
        PluralRules::new(&Array::of1(&tag.into()), &Object::new())
    };
}

/// The category of a number's plural, as the browser knows it.
fn category(number: f64) -> String {
    RULES.with(|rules| rules.select(number).into())
}

/// Remembers a language, and opens the page in it: the link and the browser's store have what it shows.
pub fn change(language: Language, link: &str, history_entry: u32) {
    browser::remember(REMEMBERED, language.tag);
    browser::set_hash(link, history_entry, false);
    drop(browser::window().location().reload());
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub send: Callback<Action>,
}

/// The list of languages, each by its own name.
#[component]
pub fn Languages(Props { language, send }: &Props) -> Html {
    let send = send.clone();
    let choose = move |event: Event| {
        let select: Option<HtmlSelectElement> = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(language) = select.and_then(|select| Language::tagged(&select.value())) {
            send.emit(Action::Language(language));
        }
    };
    html! {
        <label class="language" title={text::LANGUAGE}>
            <span aria-hidden="true">{ language.code() }</span>
            <select aria-label={text::LANGUAGE} data-testid="language" onchange={choose}>
                { for LANGUAGES.map(|it| html! { <option value={it.tag} lang={it.tag} selected={it == *language}>{ it.name }</option> }) }
            </select>
        </label>
    }
}
