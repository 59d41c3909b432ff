//! The roots of the page beside its first one: each fills an element of its own, and is mounted when it is first opened. Their
//! program is another one than the page's, so what passes between them are strings.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use yew::Callback;

use super::browser::window;
use super::language;
use crate::app::color::Theme;
use crate::app::link::HistoryEntry;
use crate::app::shell::Action;
use crate::app::show::Show;

/// The module of the program that has the roots.
const MODULE: &str = "./places.js";

/// A root beside the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// Draw, looked at backward or asked why.
    Explain,
    /// Convolve and Pool.
    Lab,
    /// Train, which goes on while the page is elsewhere.
    Train,
    /// Networks.
    Networks,
    /// Scenes, where a network may learn while the page is elsewhere.
    Scenes,
    /// Lessons.
    Lessons,
    /// The link as a QR code.
    QrCode,
    /// How fast an engine is.
    Bench,
    /// Whether both engines compute the same.
    Parity,
}

#[wasm_bindgen]
extern "C" {
    type Module;
    #[wasm_bindgen(method, catch, js_name = default)]
    async fn init(this: &Module) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn use_language(this: &Module, tag: &str, texts: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn mount(
        this: &Module,
        root: &str,
        host: &Element,
        link: &str,
        theme: &str,
        show: &str,
        tell: &JsValue,
    ) -> Result<Mounted, JsValue>;

    /// A root that was mounted. Where what the link says takes a while, it answers with a promise that resolves when it is to be
    /// seen.
    #[derive(Clone)]
    pub type Mounted;
    #[wasm_bindgen(method)]
    pub fn show(this: &Mounted, link: &str, theme: &str, show: &str) -> JsValue;
}

impl Root {
    const ALL: [Self; 9] = [
        Self::Explain,
        Self::Lab,
        Self::Train,
        Self::Networks,
        Self::Scenes,
        Self::Lessons,
        Self::QrCode,
        Self::Bench,
        Self::Parity,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Explain => "explain",
            Self::Lab => "lab",
            Self::Train => "train",
            Self::Networks => "networks",
            Self::Scenes => "scenes",
            Self::Lessons => "lessons",
            Self::QrCode => "qr-code",
            Self::Bench => "bench",
            Self::Parity => "parity",
        }
    }

    /// The root of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.name() == name)
    }

    /// Whether it is told that the page is elsewhere.
    pub const fn rests(self) -> bool {
        matches!(self, Self::Explain | Self::Lab | Self::Lessons | Self::Bench | Self::Parity)
    }

    /// What it says, as an action of the page.
    pub fn tell(self, send: &Callback<Action>) -> Callback<Told> {
        send.reform(move |Told { link, entry, scene }| match self {
            Self::Explain => Action::Explain(link, entry),
            Self::Lab => Action::Lab(link, entry),
            Self::Train => Action::Train(link),
            Self::Networks => Action::Networks(link),
            Self::Scenes => Action::Scenes(link),
            Self::Lessons => Action::Lesson { rest: link, scene, entry },
            // Measurements have nothing to say.
            Self::QrCode | Self::Bench | Self::Parity => Action::Escape,
        })
    }

    /// Loads the program if no root was mounted yet, and mounts this one in an element of its own.
    pub async fn mount(
        self,
        link: &str,
        theme: Theme,
        show: Show,
        import: &Function,
        tell: Callback<Told>,
    ) -> Result<(Element, Mounted), JsValue> {
        let promise: Promise = import.call1(&JsValue::NULL, &MODULE.into())?.unchecked_into();
        let module: Module = JsFuture::from(promise).await?.unchecked_into();
        module.init().await?;
        if let Some((tag, texts)) = language::texts() {
            module.use_language(tag, &texts)?;
        }
        let document = window().document().expect("a page has a document");
        let host = document.create_element("div")?;
        type Tell = dyn Fn(String, Option<String>, Option<String>);
        let tell = Closure::<Tell>::new(move |link, entry: Option<String>, scene: Option<String>| {
            let entry = HistoryEntry::named(entry.as_deref());
            tell.emit(Told { link, entry, scene: scene.unwrap_or_default() });
        });
        let tell = tell.into_js_value();
        let mounted = module.mount(self.name(), &host, link, theme.name(), show.name(), &tell)?;
        Ok((host, mounted))
    }
}

/// What a root says when its place is another one.
pub struct Told {
    /// Its link, or the rest of it.
    link: String,
    /// What becomes of the one before.
    entry: HistoryEntry,
    /// What Lessons is to have below it: a link.
    scene: String,
}
