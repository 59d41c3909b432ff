//! The places Convolve and Pool, with what was last seen in each.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::convolve::convolve;
use super::fetch::{MAX_WEIGHTS, WEIGHTS, fetch};
use super::lab::Seen;
use super::listen::size;
use super::pool::pool;
use super::stack::stack;
use super::views::{counts, functions, norms, volumes};
use super::widgets::listener::Listener;
use super::widgets::notice::notice;
use crate::app::color::Theme;
use crate::app::places::draw::model::Model;
use crate::app::shell::labs::{Labs, LabsAction, LabsAnswer, ShownLab};
use crate::app::show::Show;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    pub show: Show,
    /// Takes the link whenever it is another one, and the name of what becomes of the one before.
    pub tell: Function,
}

pub enum Message {
    /// By the page: the link, of which an empty one shows nothing, light or dark, and how the page is shown.
    Show(String, Theme, Show),
    Act(LabsAction),
    Model(Option<Model>),
    Resized,
}

/// The places.
pub struct LabPlaces {
    labs: Labs,
    theme: Theme,
    show: Show,
    /// The digit network, whose kernels are examples of Convolve.
    model: Option<Rc<Model>>,
    _resize: Listener,
}

impl Component for LabPlaces {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, show, .. } = ctx.props();
        let resized = ctx.link().clone();
        let resize = Listener::on_window("resize", move |_| resized.send_message(Message::Resized));
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
        let said = self.labs.notice.as_ref();
        let dismiss = show.reform(|_| LabsAction::Dismiss);
        html! {
            <>
                { for said.map(|said| notice(said, dismiss)) }
                { self.shown(seen, link, &show) }
            </>
        }
    }
}

impl LabPlaces {
    /// The place that is shown.
    fn shown(&self, seen: Seen, link: &Scope<Self>, show: &Callback<LabsAction>) -> Html {
        match self.labs.shown() {
            Some(ShownLab::Pool(lab)) => {
                pool(lab, seen, &link.callback(|action| Message::Act(LabsAction::Pool(action))))
            }
            Some(ShownLab::Convolve(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Convolve(action)));
                convolve(lab, self.model.as_ref(), seen, &act, show)
            }
            Some(ShownLab::Stack(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Stack(action)));
                stack(lab, self.model.as_ref(), seen, &act, show)
            }
            Some(ShownLab::Volumes(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Volumes(action)));
                volumes(lab, seen, &act, show)
            }
            Some(ShownLab::Counts(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Counts(action)));
                counts(lab, seen, &act, show)
            }
            Some(ShownLab::Functions(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Functions(action)));
                functions(lab, seen, &act, show)
            }
            Some(ShownLab::Norms(lab)) => {
                let act = link.callback(|action| Message::Act(LabsAction::Norms(action)));
                norms(lab, seen, &act, show)
            }
            None => Html::default(),
        }
    }
}
