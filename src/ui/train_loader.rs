//! The place Train is a program of its own: it is loaded when it is first opened, and goes on while the page is elsewhere.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use super::browser::window;
use crate::app::color::Theme;

#[wasm_bindgen]
extern "C" {
    /// The module of that program.
    type Module;
    #[wasm_bindgen(method, catch, js_name = default)]
    async fn init(this: &Module) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start_train(
        this: &Module,
        host: &Element,
        link: &str,
        theme: &str,
        tell: &JsValue,
    ) -> Result<Place, JsValue>;

    /// The place that it opened.
    type Place;
    #[wasm_bindgen(method)]
    fn show(this: &Place, link: &str, theme: &str);
}

thread_local! {
    /// The place and the element that it fills, once it is loaded.
    static OPENED: RefCell<Option<(Element, Place)>> = const { RefCell::new(None) };
    /// What ends when it is loaded, or cannot be.
    static OPENING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The rest of the link.
    pub link: String,
    pub theme: Theme,
    /// Imports a module of the site.
    pub import: Function,
    /// Takes the rest of the link when the place is another one.
    pub tell: Callback<String>,
}

/// How loading goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Waits,
    Done,
    Failed,
}

/// Shows the place.
#[component]
pub fn TrainLoader(props: &Props) -> Html {
    let area = use_node_ref();
    let loading = use_state(|| Loading::Waits);
    {
        let (area, loading) = (area.clone(), loading.clone());
        let Props { link, theme, import, tell } = props;
        use_effect_with((link.clone(), *theme, *loading), {
            let (import, tell) = (import.clone(), tell.clone());
            move |(link, theme, now)| {
                let Some(area) = area.cast::<Element>() else { return };
                if show(&area, link, *theme) {
                    loading.set(Loading::Done);
                } else if *now == Loading::Waits {
                    let opening = OPENING.with_borrow_mut(|opening| {
                        let open = || future_to_promise(open(import, link.clone(), *theme, tell));
                        opening.get_or_insert_with(open).clone()
                    });
                    let loading = loading.clone();
                    spawn_local(async move {
                        let opened = JsFuture::from(opening).await;
                        if opened.is_err() {
                            OPENING.take();
                        }
                        loading.set(if opened.is_ok() { Loading::Done } else { Loading::Failed });
                    });
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
                <p class="guest-said" role="status">{ "Loading the place where networks learn …" }</p>
            }
            if *loading == Loading::Failed {
                <p class="guest-said" role="alert">
                    { "This place could not be loaded: please check the connection. " }
                    <button onclick={again}>{ "Try again" }</button>
                </p>
            }
        </>
    }
}

/// Shows the place in this part of the page, if it is loaded.
fn show(area: &Element, link: &str, theme: Theme) -> bool {
    OPENED.with_borrow(|opened| {
        let Some((host, place)) = opened else { return false };
        if !area.contains(Some(host)) {
            drop(area.append_child(host));
        }
        place.show(link, theme.name());
        true
    })
}

async fn open(
    import: Function,
    link: String,
    theme: Theme,
    tell: Callback<String>,
) -> Result<JsValue, JsValue> {
    let promise: Promise = import.call1(&JsValue::NULL, &"./train.js".into())?.unchecked_into();
    let module: Module = JsFuture::from(promise).await?.unchecked_into();
    module.init().await?;
    let document = window().document().expect("a page has a document");
    let host = document.create_element("div")?;
    let tell = Closure::<dyn Fn(String)>::new(move |link| tell.emit(link)).into_js_value();
    let place = module.start_train(&host, &link, theme.name(), &tell)?;
    OPENED.set(Some((host, place)));
    Ok(JsValue::UNDEFINED)
}
