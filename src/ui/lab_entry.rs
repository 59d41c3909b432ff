//! The places Convolve and Pool as a program of their own: what passes through its entry are strings.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::browser;
use super::convolve::convolve;
use super::fetch::{MAX_WEIGHTS, WEIGHTS, fetch};
use super::lab::Seen;
use super::listen::size;
use super::pool::pool;
use super::stack::stack;
use super::views::{counts, functions, norms, volumes};
use crate::app::color::Theme;
use crate::app::places::draw::model::Model;
use crate::app::shell::labs::{Labs, LabsAction, LabsAnswer, ShownLab};
use crate::app::show::Show;

/// The places, once they stand.
pub struct LabPlaces(AppHandle<Places>);

impl LabPlaces {
    /// Opens the place of a link in an element. `tell` takes the link whenever it is another one, and
    /// the name of what becomes of the one before.
    pub fn start(host: Element, link: String, theme: &str, show: &str, tell: Function) -> Self {
        crate::ui::crash::tell_panics();
        super::number_roots_after(2, &host);
        let props = Props { link, theme: Theme::named(theme), show: Show::named(show), tell };
        Self(yew::Renderer::<Places>::with_root_and_props(host, props).render())
    }

    /// The address bar's link is another one, or the page is light or dark now, or shown elsewhere. An empty link shows
    /// nothing.
    pub fn show(&self, link: String, theme: &str, show: &str) {
        self.0.send_message(Message::Show(link, Theme::named(theme), Show::named(show)));
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    link: String,
    theme: Theme,
    show: Show,
    tell: Function,
}

enum Message {
    Show(String, Theme, Show),
    Act(LabsAction),
    Model(Option<Model>),
    Resized,
}

struct Places {
    labs: Labs,
    theme: Theme,
    show: Show,
    /// The digit network, whose kernels are examples of Convolve.
    model: Option<Rc<Model>>,
    _resize: Closure<dyn Fn()>,
}

impl Component for Places {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, show, .. } = ctx.props();
        let resized = ctx.link().clone();
        let resize = Closure::<dyn Fn()>::new(move || resized.send_message(Message::Resized));
        let listens =
            browser::window().add_event_listener_with_callback("resize", resize.as_ref().unchecked_ref());
        listens.expect("windows have listeners");
        let loaded = ctx.link().clone();
        spawn_local(async move {
            // Without it, there are fewer examples.
            let file = fetch(WEIGHTS, MAX_WEIGHTS).await.ok();
            loaded.send_message(Message::Model(file.and_then(|file| Model::digits(&file))));
        });
        let mut labs = Labs::default();
        labs.show(link);
        Self { labs, theme: *theme, show: *show, model: None, _resize: resize }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Show(link, theme, show) => {
                (self.theme, self.show) = (theme, show);
                self.labs.show(&link);
            }
            Message::Act(action) => {
                let LabsAnswer { is_new, entry } = self.labs.update(action, browser::now());
                if let Some(entry) = entry {
                    let (link, entry) = (JsValue::from(self.labs.link()), JsValue::from(entry.name()));
                    drop(ctx.props().tell.call2(&JsValue::NULL, &link, &entry));
                }
                return is_new;
            }
            Message::Model(model) => self.model = model.map(Rc::new),
            Message::Resized => {}
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (seen, link) = (Seen { theme: self.theme, show: self.show, window: size() }, ctx.link());
        let show = link.callback(Message::Act);
        match self.labs.shown() {
            Some(ShownLab::Pool(lab)) => {
                pool(lab, seen, &link.callback(|action| Message::Act(LabsAction::Pool(action))))
            }
            Some(ShownLab::Convolve(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Convolve(action)));
                convolve(lab, self.model.as_ref(), seen, &act, &show)
            }
            Some(ShownLab::Stack(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Stack(action)));
                stack(lab, self.model.as_ref(), seen, &act, &show)
            }
            Some(ShownLab::Volumes(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Volumes(action)));
                volumes(lab, seen, &act, &show)
            }
            Some(ShownLab::Counts(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Counts(action)));
                counts(lab, seen, &act, &show)
            }
            Some(ShownLab::Functions(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Functions(action)));
                functions(lab, seen, &act, &show)
            }
            Some(ShownLab::Norms(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Norms(action)));
                norms(lab, seen, &act, &show)
            }
            None => Html::default(),
        }
    }
}
