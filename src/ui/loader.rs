//! Places that are roots of their own: each is mounted when it is first opened, and their program loaded with the first.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use super::browser::{window, within};
use super::root::{Mounted, Root, Told};
use super::widgets::kept_focus::use_kept_focus;
use crate::app::color::Theme;
use crate::app::shell::Action;
use crate::app::show::Show;
use crate::app::text::shell as text;

impl Root {
    /// What is shown of a root: all of it, once it is mounted. What it says becomes an action of the page.
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
        html! { <Loader {key} root={self} link={Some(link)} {theme} {show} {import} {tell} /> }
    }
}

thread_local! {
    /// The roots and the elements that they fill, once they are mounted.
    static OPENED: RefCell<HashMap<Root, (Element, Mounted)>> = RefCell::default();
    /// What ends when a root is mounted, or cannot be.
    static OPENING: RefCell<HashMap<Root, Promise>> = RefCell::default();
}

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub root: Root,
    /// What it is to show, if anything.
    pub link: Option<String>,
    /// What it may be asked to show soon: it is loaded already.
    #[prop_or_default]
    pub early: Option<String>,
    pub theme: Theme,
    pub show: Show,
    /// Imports a module of the site.
    pub import: Function,
    /// Takes what the root says.
    pub tell: Callback<Told>,
    /// What is shown until the place shows the link.
    #[prop_or_default]
    pub children: Html,
}

/// How loading goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Waits,
    /// It waits for longer than one likes to.
    Late,
    /// The root is mounted.
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
    let Props { root, link, early, theme, show, children, .. } = props;
    let area = use_node_ref();
    let loading = use_state(|| Loading::Waits);
    let last = use_mut_ref(|| props.clone());
    *last.borrow_mut() = props.clone();
    {
        let (loading, last, area) = (loading.clone(), last.clone(), area.clone());
        let now =
            (link.clone(), *theme, *show, *loading, OPENED.with_borrow(|opened| opened.contains_key(root)));
        use_effect_with(now, move |(link, _, _, now, _)| {
            let props = last.borrow().clone();
            if let Some(place) = opened(&props) {
                let seen = show_link(&place, link.as_deref(), &props);
                if link.is_none() {
                    loading.set(Loading::Waits);
                } else if *now != Loading::Done {
                    spawn_local(async move {
                        if let Some(promise) = seen.dyn_ref::<Promise>() {
                            drop(JsFuture::from(promise.clone()).await);
                        }
                        // Meanwhile somebody may have gone elsewhere.
                        if last.borrow().link == props.link {
                            attach(&area, &props);
                            loading.set(Loading::Done);
                        }
                    });
                }
            } else if *now == Loading::Waits && link.is_some() {
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
        use_effect_with(*root, move |_| {
            move || {
                // A place that the page has left listens to no keys.
                let props = last.borrow();
                if let Some(place) = opened(&props).filter(|_| props.root.rests()) {
                    show_link(&place, None, &props);
                }
            }
        });
    }
    let again = {
        let loading = loading.clone();
        Callback::from(move |_: MouseEvent| loading.set(Loading::Waits))
    };
    let is_shown = *loading == Loading::Done && link.is_some();
    use_kept_focus(is_shown, &area);
    html! {
        <>
            if !is_shown { { children.clone() } }
            <div class="guest" ref={area} hidden={!is_shown}></div>
            if *loading == Loading::Waits && *children == Html::default() {
                <p class="guest-said" role="status">{ text::LOADING }</p>
            }
            if *loading == Loading::Late && link.is_some() {
                <p class="guest-said" role="alert">
                    { text::LOADS_LONG }{ " " }
                    <button data-testid="reload" onclick={|_| drop(window().location().reload())}>{ text::RELOAD }</button>
                </p>
            }
            if *loading == Loading::Failed && link.is_some() {
                <p class="guest-said" role="alert">
                    { text::CANNOT_LOAD }{ " " }
                    <button onclick={again}>{ text::TRY_AGAIN }</button>
                </p>
            }
        </>
    }
}

/// Mounts the root, and says how that goes.
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

/// What ends when the root is mounted, or cannot be.
fn opening(props: &Props) -> Promise {
    let root = props.root;
    OPENING.with_borrow_mut(|opening| {
        let open = || {
            let props = props.clone();
            future_to_promise(async move {
                let opened = open(props).await;
                if opened.is_err() {
                    OPENING.with_borrow_mut(|opening| opening.remove(&root));
                }
                opened
            })
        };
        opening.entry(root).or_insert_with(open).clone()
    })
}

/// The root, if it is mounted. It may answer at once, and is not borrowed then.
fn opened(props: &Props) -> Option<Mounted> {
    OPENED.with_borrow(|opened| Some(opened.get(&props.root)?.1.clone()))
}

/// Has the root show the link, or nothing.
fn show_link(place: &Mounted, link: Option<&str>, props: &Props) -> JsValue {
    place.show(link.unwrap_or_default(), props.theme.name(), props.show.name())
}

/// Puts the place into this part of the page.
fn attach(area: &NodeRef, props: &Props) {
    let host = OPENED.with_borrow(|opened| Some(opened.get(&props.root)?.0.clone()));
    if let (Some(area), Some(host)) = (area.cast::<Element>(), host)
        && !area.contains(Some(&host))
    {
        drop(area.append_child(&host));
    }
}

async fn open(props: Props) -> Result<JsValue, JsValue> {
    let Props { root, link, early, theme, show, import, tell, .. } = props;
    let link = link.or(early).unwrap_or_default();
    let mounted = root.mount(&link, theme, show, &import, tell).await?;
    OPENED.with_borrow_mut(|opened| opened.insert(root, mounted));
    Ok(JsValue::UNDEFINED)
}
