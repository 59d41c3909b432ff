//! The programs beside that of the page, each a module of the site with a place that it opens.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use yew::Callback;

use super::browser::window;
use crate::app::color::Theme;
use crate::app::link::HistoryEntry;
use crate::app::shell::Action;
use crate::app::show::Show;

/// The programs beside that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Program {
    /// Draw, looked at backward or asked why.
    Explain,
    /// Convolve and Pool.
    Lab,
    /// Train, which goes on while the page is elsewhere.
    Train,
    /// Networks.
    Networks,
    /// Lessons.
    Lessons,
}

#[wasm_bindgen]
extern "C" {
    /// The module of a program.
    type Module;
    #[wasm_bindgen(method, catch, js_name = default)]
    async fn init(this: &Module) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start_explain(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start_lab(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        show: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start_train(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start_networks(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        show: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn start_lessons(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;

    /// The place that it opened. Train, Lessons and Explain have no use for the last argument; Explain answers with a promise, which is
    /// kept when the link is to be seen.
    #[derive(Clone)]
    pub type Place;
    #[wasm_bindgen(method)]
    pub fn show(this: &Place, link: &str, theme: &str, show: &str) -> JsValue;
}

impl Program {
    /// Whether it is told that the page is elsewhere.
    pub const fn rests(self) -> bool {
        matches!(self, Self::Explain | Self::Lab | Self::Lessons)
    }

    /// What it says, as an action of the page.
    pub fn tell(self, send: &Callback<Action>) -> Callback<Told> {
        send.reform(move |Told { link, entry, scene }| match self {
            Self::Explain => Action::Explain(link, entry),
            Self::Lab => Action::Lab(link, entry),
            Self::Train => Action::Train(link),
            Self::Networks => Action::Networks(link),
            Self::Lessons => Action::Lesson { rest: link, scene, entry },
        })
    }

    const fn module(self) -> &'static str {
        match self {
            Self::Explain => "./explain.js",
            Self::Lab => "./lab.js",
            Self::Train => "./train.js",
            Self::Networks => "./networks.js",
            Self::Lessons => "./lessons.js",
        }
    }

    /// Loads it, and opens its place in an element of its own.
    pub async fn open(
        self,
        link: &str,
        theme: Theme,
        show: Show,
        import: &Function,
        tell: Callback<Told>,
    ) -> Result<(Element, Place), JsValue> {
        let promise: Promise = import.call1(&JsValue::NULL, &self.module().into())?.unchecked_into();
        let module: Module = JsFuture::from(promise).await?.unchecked_into();
        module.init().await?;
        let document = window().document().expect("a page has a document");
        let host = document.create_element("div")?;
        type Tell = dyn Fn(String, Option<String>, Option<String>);
        let tell = Closure::<Tell>::new(move |link, entry: Option<String>, scene: Option<String>| {
            let entry = HistoryEntry::named(entry.as_deref());
            tell.emit(Told { link, entry, scene: scene.unwrap_or_default() });
        });
        let (tell, theme, show) = (tell.into_js_value(), theme.name(), show.name());
        let place = match self {
            Self::Explain => module.start_explain(&host, link, theme, &tell)?,
            Self::Lab => module.start_lab(&host, link, theme, show, &tell)?,
            Self::Train => module.start_train(&host, link, theme, &tell)?,
            Self::Lessons => module.start_lessons(&host, link, theme, &tell)?,
            Self::Networks => module.start_networks(&host, link, theme, show, &tell)?,
        };
        Ok((host, place))
    }
}

/// What a program says when its place is another one.
pub struct Told {
    /// Its link, or the rest of it.
    link: String,
    /// What becomes of the one before.
    entry: HistoryEntry,
    /// What Lessons is to have below it: a link.
    scene: String,
}
