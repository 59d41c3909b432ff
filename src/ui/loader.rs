//! Places that are programs of their own: each is loaded when one of its places is first opened.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use super::browser::{window, within};
use crate::app::color::Theme;
use crate::app::link::HistoryEntry;
use crate::app::shell::Action;
use crate::app::show::Show;
use crate::app::text::shell as text;

/// The programs beside that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Program {
    /// Convolve and Pool.
    Lab,
    /// Train, which goes on while the page is elsewhere.
    Train,
    /// Networks.
    Networks,
    /// Lessons.
    Lessons,
}

impl Program {
    /// What is shown of a program: all of it, once it is loaded. What it says becomes an action of the page.
    pub fn loaded(
        self,
        link: String,
        theme: Theme,
        show: Show,
        import: Function,
        send: &Callback<Action>,
    ) -> Html {
        let tell = send.reform(move |Told { link, entry, scene }| match self {
            Self::Lab => Action::Lab(link, entry),
            Self::Train => Action::Train(link),
            Self::Networks => Action::Networks(link),
            Self::Lessons => Action::Lesson { rest: link, scene, entry },
        });
        let key = format!("{self:?}");
        html! { <Loader {key} program={self} {link} {theme} {show} {import} {tell} /> }
    }
}

#[wasm_bindgen]
extern "C" {
    /// The module of a program.
    type Module;
    #[wasm_bindgen(method, catch, js_name = default)]
    async fn init(this: &Module) -> Result<JsValue, JsValue>;
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

    /// The place that it opened. Train and Lessons have no use for the last argument.
    #[derive(Clone)]
    type Place;
    #[wasm_bindgen(method)]
    fn show(this: &Place, link: &str, theme: &str, show: &str);
}

thread_local! {
    /// The places and the elements that they fill, once they are loaded.
    static OPENED: RefCell<HashMap<Program, (Element, Place)>> = RefCell::default();
    /// What ends when a program is loaded, or cannot be.
    static OPENING: RefCell<HashMap<Program, Promise>> = RefCell::default();
}

#[derive(Properties, Clone, PartialEq)]
struct Props {
    program: Program,
    /// What the program is to show.
    link: String,
    theme: Theme,
    show: Show,
    /// Imports a module of the site.
    import: Function,
    /// Takes what the program says.
    tell: Callback<Told>,
}

/// What a program says when its place is another one.
struct Told {
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
    Done,
    Failed,
}

/// Milliseconds of loading after which something is said about it.
const LATE: u32 = 10_000;

/// Shows the place.
#[component]
fn Loader(props: &Props) -> Html {
    let area = use_node_ref();
    let loading = use_state(|| Loading::Waits);
    {
        let (area, loading) = (area.clone(), loading.clone());
        let props = props.clone();
        let shown_now = (props.link.clone(), props.theme, props.show, *loading);
        use_effect_with(shown_now, move |(.., now)| {
            let Some(area) = area.cast::<Element>() else { return };
            if shown(&area, &props) {
                loading.set(Loading::Done);
            } else if *now == Loading::Waits {
                let opening = OPENING.with_borrow_mut(|opening| {
                    let open = || future_to_promise(open(props.clone()));
                    opening.entry(props.program).or_insert_with(open).clone()
                });
                let (loading, program) = (loading.clone(), props.program);
                spawn_local(async move {
                    let mut opening = JsFuture::from(opening);
                    let in_time = within(LATE, &mut opening).await;
                    if in_time.is_none() {
                        loading.set(Loading::Late);
                    }
                    let opened = match in_time {
                        Some(opened) => opened,
                        None => opening.await,
                    };
                    if opened.is_err() {
                        OPENING.with_borrow_mut(|opening| opening.remove(&program));
                    }
                    loading.set(if opened.is_ok() { Loading::Done } else { Loading::Failed });
                });
            }
        });
    }
    {
        let last = use_mut_ref(|| props.clone());
        *last.borrow_mut() = props.clone();
        use_effect_with(props.program, move |program| {
            let program = *program;
            move || {
                // A place that the page has left listens to no keys.
                let Props { theme, show, .. } = &*last.borrow();
                let place = OPENED.with_borrow(|opened| Some(opened.get(&program)?.1.clone()));
                if let Some(place) = place.filter(|_| matches!(program, Program::Lab | Program::Lessons)) {
                    place.show("", theme.name(), show.name());
                }
            }
        });
    }
    let again = {
        let loading = loading.clone();
        Callback::from(move |_: MouseEvent| loading.set(Loading::Waits))
    };
    html! {
        <>
            <div class="guest" ref={area}></div>
            if *loading == Loading::Waits {
                <p class="guest-said" role="status">{ text::LOADING }</p>
            }
            if *loading == Loading::Late {
                <p class="guest-said" role="alert">
                    { text::LOADS_LONG }{ " " }
                    <button data-testid="reload" onclick={|_| drop(window().location().reload())}>{ text::RELOAD }</button>
                </p>
            }
            if *loading == Loading::Failed {
                <p class="guest-said" role="alert">
                    { text::CANNOT_LOAD }{ " " }
                    <button onclick={again}>{ text::TRY_AGAIN }</button>
                </p>
            }
        </>
    }
}

/// Shows the place in this part of the page, if it is loaded.
fn shown(area: &Element, Props { program, link, theme, show, .. }: &Props) -> bool {
    // The place may answer at once, and is not borrowed then.
    let opened = OPENED.with_borrow(|opened| opened.get(program).cloned());
    let Some((host, place)) = opened else { return false };
    if !area.contains(Some(&host)) {
        drop(area.append_child(&host));
    }
    place.show(link, theme.name(), show.name());
    true
}

async fn open(Props { program, link, theme, show, import, tell }: Props) -> Result<JsValue, JsValue> {
    let file = match program {
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
        Program::Lab => module.start_lab(&host, &link, theme.name(), show.name(), &tell)?,
        Program::Train => module.start_train(&host, &link, theme.name(), &tell)?,
        Program::Lessons => module.start_lessons(&host, &link, theme.name(), &tell)?,
        Program::Networks => module.start_networks(&host, &link, theme.name(), show.name(), &tell)?,
    };
    OPENED.with_borrow_mut(|opened| opened.insert(program, (host, place)));
    Ok(JsValue::UNDEFINED)
}
