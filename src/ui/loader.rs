//! Places that are programs of their own: each is loaded when one of its places is first opened.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use super::browser::{window, within};
use super::widgets::kept_focus::use_kept_focus;
use crate::app::color::Theme;
use crate::app::link::HistoryEntry;
use crate::app::shell::Action;
use crate::app::show::Show;
use crate::app::text::shell as text;

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
    type Place;
    #[wasm_bindgen(method)]
    fn show(this: &Place, link: &str, theme: &str, show: &str) -> JsValue;
}

impl Program {
    /// Whether it is told that the page is elsewhere.
    const fn rests(self) -> bool {
        matches!(self, Self::Explain | Self::Lab | Self::Lessons)
    }

    /// What is shown of a program: all of it, once it is loaded. What it says becomes an action of the page.
    pub fn loaded(
        self,
        link: String,
        theme: Theme,
        show: Show,
        import: Function,
        send: &Callback<Action>,
    ) -> Html {
        let tell = self.tell(send);
        let key = format!("{self:?}");
        html! { <Loader {key} program={self} {link} {theme} {show} {import} {tell} /> }
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
}

thread_local! {
    /// The places and the elements that they fill, once they are loaded.
    static OPENED: RefCell<HashMap<Program, (Element, Place)>> = RefCell::default();
    /// What ends when a program is loaded, or cannot be.
    static OPENING: RefCell<HashMap<Program, Promise>> = RefCell::default();
}

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub program: Program,
    /// What the program is to show; empty where it is to show nothing.
    pub link: String,
    /// What it may be asked to show soon: it is loaded already.
    #[prop_or_default]
    pub early: Option<String>,
    pub theme: Theme,
    pub show: Show,
    /// Imports a module of the site.
    pub import: Function,
    /// Takes what the program says.
    pub tell: Callback<Told>,
    /// What is shown until the place shows the link.
    #[prop_or_default]
    pub children: Html,
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

/// How loading goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Waits,
    /// It waits for longer than one likes to.
    Late,
    /// The program is here.
    Opened,
    /// The place shows the link.
    Done,
    Failed,
}

/// Milliseconds of loading after which something is said about it.
const LATE: u32 = 10_000;

/// Shows the place.
#[component]
pub fn Loader(props: &Props) -> Html {
    let Props { program, link, early, theme, show, children, .. } = props;
    let area = use_node_ref();
    let loading = use_state(|| Loading::Waits);
    let last = use_mut_ref(|| props.clone());
    *last.borrow_mut() = props.clone();
    {
        let (loading, last, area) = (loading.clone(), last.clone(), area.clone());
        let now = (
            link.clone(),
            *theme,
            *show,
            *loading,
            OPENED.with_borrow(|opened| opened.contains_key(program)),
        );
        use_effect_with(now, move |(link, _, _, now, _)| {
            let props = last.borrow().clone();
            if let Some(place) = opened(&props) {
                let seen = place.show(link, props.theme.name(), props.show.name());
                if link.is_empty() {
                    loading.set(Loading::Waits);
                } else if *now != Loading::Done {
                    spawn_local(async move {
                        if let Some(promise) = seen.dyn_ref::<Promise>() {
                            drop(JsFuture::from(promise.clone()).await);
                        }
                        // Meanwhile somebody may have gone elsewhere.
                        if *last.borrow().link == props.link {
                            attach(&area, &props);
                            loading.set(Loading::Done);
                        }
                    });
                }
            } else if *now == Loading::Waits && !link.is_empty() {
                spawn_local(load(props, loading));
            }
        });
    }
    {
        let last = last.clone();
        use_effect_with(early.is_some(), move |early| {
            if *early {
                drop(opening(&last.borrow()));
            }
        });
    }
    {
        let last = last.clone();
        use_effect_with(*program, move |_| {
            move || {
                // A place that the page has left listens to no keys.
                let props = last.borrow();
                if let Some(place) = opened(&props).filter(|_| props.program.rests()) {
                    place.show("", props.theme.name(), props.show.name());
                }
            }
        });
    }
    let again = {
        let loading = loading.clone();
        Callback::from(move |_: MouseEvent| loading.set(Loading::Waits))
    };
    let is_shown = *loading == Loading::Done && !link.is_empty();
    use_kept_focus(is_shown, &area);
    html! {
        <>
            if !is_shown { { children.clone() } }
            <div class="guest" ref={area} hidden={!is_shown}></div>
            if *loading == Loading::Waits && *children == Html::default() {
                <p class="guest-said" role="status">{ text::LOADING }</p>
            }
            if *loading == Loading::Late && !link.is_empty() {
                <p class="guest-said" role="alert">
                    { text::LOADS_LONG }{ " " }
                    <button data-testid="reload" onclick={|_| drop(window().location().reload())}>{ text::RELOAD }</button>
                </p>
            }
            if *loading == Loading::Failed && !link.is_empty() {
                <p class="guest-said" role="alert">
                    { text::CANNOT_LOAD }{ " " }
                    <button onclick={again}>{ text::TRY_AGAIN }</button>
                </p>
            }
        </>
    }
}

/// Loads the program, and says how that goes.
async fn load(props: Props, loading: UseStateHandle<Loading>) {
    let mut opening = JsFuture::from(opening(&props));
    let in_time = within(LATE, &mut opening).await;
    if in_time.is_none() {
        loading.set(Loading::Late);
    }
    let opened = match in_time {
        Some(opened) => opened,
        None => opening.await,
    };
    loading.set(if opened.is_ok() { Loading::Opened } else { Loading::Failed });
}

/// What ends when the program is loaded, or cannot be.
fn opening(props: &Props) -> Promise {
    let program = props.program;
    OPENING.with_borrow_mut(|opening| {
        let open = || {
            let props = props.clone();
            future_to_promise(async move {
                let opened = open(props).await;
                if opened.is_err() {
                    OPENING.with_borrow_mut(|opening| opening.remove(&program));
                }
                opened
            })
        };
        opening.entry(program).or_insert_with(open).clone()
    })
}

/// The place, if it is loaded. It may answer at once, and is not borrowed then.
fn opened(props: &Props) -> Option<Place> {
    OPENED.with_borrow(|opened| Some(opened.get(&props.program)?.1.clone()))
}

/// Puts the place into this part of the page.
fn attach(area: &NodeRef, props: &Props) {
    let host = OPENED.with_borrow(|opened| Some(opened.get(&props.program)?.0.clone()));
    if let (Some(area), Some(host)) = (area.cast::<Element>(), host) {
        if !area.contains(Some(&host)) {
            drop(area.append_child(&host));
        }
    }
}

async fn open(props: Props) -> Result<JsValue, JsValue> {
    let Props { program, link, early, theme, show, import, tell, .. } = props;
    let link = if link.is_empty() { early.unwrap_or_default() } else { link };
    let file = match program {
        Program::Explain => "./explain.js",
        Program::Lab => "./lab.js",
        Program::Train => "./train.js",
        Program::Networks => "./networks.js",
        Program::Lessons => "./lessons.js",
    };
    let promise: Promise = import.call1(&JsValue::NULL, &file.into())?.unchecked_into();
    let module: Module = JsFuture::from(promise).await?.unchecked_into();
    module.init().await?;
    let document = window().document().expect("a page has a document");
    let host = document.create_element("div")?;
    type Tell = dyn Fn(String, Option<String>, Option<String>);
    let tell = Closure::<Tell>::new(move |link, entry: Option<String>, scene: Option<String>| {
        let entry = HistoryEntry::named(entry.as_deref());
        tell.emit(Told { link, entry, scene: scene.unwrap_or_default() });
    });
    let tell = tell.into_js_value();
    let place = match program {
        Program::Explain => module.start_explain(&host, &link, theme.name(), &tell)?,
        Program::Lab => module.start_lab(&host, &link, theme.name(), show.name(), &tell)?,
        Program::Train => module.start_train(&host, &link, theme.name(), &tell)?,
        Program::Lessons => module.start_lessons(&host, &link, theme.name(), &tell)?,
        Program::Networks => module.start_networks(&host, &link, theme.name(), show.name(), &tell)?,
    };
    OPENED.with_borrow_mut(|opened| opened.insert(program, (host, place)));
    Ok(JsValue::UNDEFINED)
}
