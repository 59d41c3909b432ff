//! The place itself: a program beside the page's.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, FileList};
use yew::prelude::*;

use super::runner::{CameraState, Runner};
use super::which::which;
use super::{about, choices, diagram, exports::Exports, file, run, table, why};
use crate::app::color::Theme;
use crate::app::places::networks::diagram::{Diagram, macs, params};
use crate::app::places::networks::run::RunAction;
use crate::app::places::networks::{
    Action, Effect, FileAction, Listed, Networks, Opening, Subject, View, listed,
};
use crate::app::show::Show;
use crate::app::text::networks as text;
use crate::session::Command;
use crate::ui::browser;
use crate::ui::listen::size;
use crate::ui::pixels::Camera;
use crate::ui::store::Store;
use crate::ui::widgets::frames::Frames;
use crate::ui::widgets::listener::Listener;
use crate::ui::widgets::notice::notice;
use crate::ui::widgets::segments::Segments;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it.
    Ask(Action),
    /// By the page: the rest of the address bar's link, light or dark, and how the page is shown.
    Show(String, Theme, Show),
    /// Something that cannot be, or was done.
    Say(Option<String>),
    /// The window has another size.
    Resized,
    /// About running the network.
    Run(RunAction),
    /// A network's file, chosen or dropped.
    OpenFile(File),
    /// A photograph of the user's.
    Files(Option<FileList>),
    /// Turn the camera on or off; it is here, or there is none; show the network what it sees.
    TurnCamera,
    CameraOpened(Result<Camera, &'static str>),
    Frame,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    pub show: Show,
    /// Takes the rest of the link, whenever it is another one.
    pub tell: Function,
}

pub struct Place {
    networks: Networks,
    listed: Vec<Listed>,
    /// As the page last knew it.
    link: String,
    notice: Option<String>,
    theme: Theme,
    show: Show,
    runner: Runner,
    /// The row that the table was scrolled to.
    scrolled_to: Option<usize>,
    _resize: Listener,
}

/// Pixels beside the diagram and beside a run, and the diagram's height.
const BESIDE: f32 = 540.0;
const BESIDE_RUN: f32 = 288.0;
/// Where nothing else is beside it.
const MARGINS: f32 = 48.0;
const NARROW: f32 = 900.0;
/// Wider windows have empty sides.
const WIDEST: f32 = 1840.0;
const HEIGHT: f32 = 190.0;
const HEIGHT_OF_TWO: f32 = 120.0;
const LEAST_WIDTH: f32 = 320.0;

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, show, .. } = ctx.props();
        let resized = ctx.link().clone();
        let resize = Listener::on_window("resize", move |_| resized.send_message(Message::Resized));
        let (networks, effects) = Networks::open(link);
        let mut place = Self {
            networks,
            listed: listed(),
            link: link.clone(),
            notice: None,
            theme: *theme,
            show: *show,
            runner: Runner::new(ctx.link().callback(Message::Run)),
            scrolled_to: None,
            _resize: resize,
        };
        place.run(ctx, effects);
        place
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Ask(action) => {
                self.notice = None;
                let effects = self.networks.update(action, browser::now());
                self.run(ctx, effects);
            }
            Message::Show(link, theme, show) => {
                (self.theme, self.show) = (theme, show);
                if link != self.link {
                    let effects = self.networks.follow(&link, browser::now());
                    (self.link, self.notice) = (link, None);
                    self.run(ctx, effects);
                }
            }
            Message::Say(notice) => self.notice = notice,
            Message::Run(action) => {
                if let RunAction::Worker(state) = &action {
                    self.runner.worker_is(state);
                }
                let effects = self.networks.update(Action::Run(action), browser::now());
                self.run(ctx, effects);
            }
            Message::OpenFile(file) => {
                self.notice = None;
                let action = FileAction::Open(file.name(), file.size() as u64);
                self.runner.choose_file(file);
                let effects = self.networks.update(Action::File(action), browser::now());
                self.run(ctx, effects);
            }
            Message::Files(files) => self.runner.read(files),
            Message::TurnCamera => self.runner.turn_camera(ctx.link().callback(Message::CameraOpened)),
            Message::CameraOpened(camera) => {
                self.notice = camera.as_ref().err().map(|why| (*why).to_owned());
                self.runner.camera_opened(camera.ok());
            }
            Message::Frame if self.networks.run.is_busy() => return false,
            Message::Frame => {
                self.runner.look();
                return false;
            }
            Message::Resized => {}
        }
        true
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        if self.scrolled_to != self.networks.config.row {
            self.scrolled_to = self.networks.config.row;
            table::show_chosen();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ask = ctx.link().callback(Message::Ask);
        let runs = self.networks.config.view != View::Diagram;
        let (act, open) = (ask.reform(Action::File), ctx.link().callback(Message::OpenFile));
        html! {
            <main class={classes!("networks", runs.then_some("runs"))} ondragover={|event: DragEvent| event.prevent_default()} ondrop={file::dropped(&open)}>
                <nav class="which" aria-label={text::NETWORKS}>
                    { which(&self.networks, &self.listed, &ask) }
                    { file::list(&self.networks, &act, &open) }
                </nav>
                <section class="stage" aria-label={self.networks.about().name}>
                    if let Opening::AsksSize(name, proposed) = &self.networks.opening {
                        <file::Size name={name.clone()} proposed={*proposed} {act} />
                    }
                    { self.noticed(ctx) }
                    if runs { { self.running(ctx, &ask) } } else { { self.drawn(ctx, &ask) } }
                </section>
                if !runs { { about::aside(&self.networks, &ask) } }
            </main>
        }
    }
}

impl Place {
    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::UpdateUrl => {
                    self.link = self.networks.config.to_rest();
                    drop(ctx.props().tell.call1(&JsValue::NULL, &JsValue::from(&self.link)));
                }
                Effect::Notice(notice) => self.notice = Some(notice),
                Effect::LoadLastRun => {
                    let ask = ctx.link().callback(Message::Ask);
                    spawn_local(async move {
                        ask.emit(Action::Stored(Store::default().last_run().await.map(Rc::new)));
                    });
                }
                Effect::Fetch(shipped) => self.runner.fetch(shipped),
                Effect::StopFetching => self.runner.stop(),
                Effect::Photograph(path) => {
                    self.runner.turn_camera_off();
                    self.runner.read_of_site(path);
                }
                Effect::FurtherPhotograph(path) => self.runner.read_of_site(path),
                Effect::Send(command) => self.runner.send(command),
                Effect::OpenFile { run, name, input } => {
                    self.runner.open_file(Command::OpenFile { run, name, input });
                }
                Effect::Keep(bytes) => self.runner.keep(bytes),
                Effect::Restore => {
                    let restored = |bytes| Message::Ask(Action::File(FileAction::Restored(bytes)));
                    self.runner.restore(ctx.link().callback(restored));
                }
            }
        }
    }

    fn noticed(&self, ctx: &Context<Self>) -> Option<Html> {
        let dismiss = ctx.link().callback(|_: MouseEvent| Message::Say(None));
        self.notice.as_ref().map(|said| notice(said, dismiss))
    }

    /// The views.
    fn views(&self, ask: &Callback<Action>) -> Html {
        let options = View::ALL.map(|(_, _, name)| AttrValue::from(name)).to_vec();
        let chosen = View::ALL.iter().position(|(view, ..)| *view == self.networks.config.view).unwrap_or(0);
        let choose = ask.reform(|index: usize| Action::View(View::ALL[index].0));
        html! { <Segments name={text::run::VIEW} {options} {chosen} {choose} testid="networks-view" /> }
    }

    /// Pixels of width for the stage, beside which there are so many.
    fn width(&self, beside: f32) -> f32 {
        let beside = if self.show == Show::Alone && size().0 >= NARROW { beside } else { MARGINS };
        (size().0.min(WIDEST) - beside).max(LEAST_WIDTH)
    }

    /// The network's diagram, its strips and its table.
    fn drawn(&self, ctx: &Context<Self>, ask: &Callback<Action>) -> Html {
        let width = self.width(BESIDE);
        let room = [width, if self.networks.compared.is_some() { HEIGHT_OF_TWO } else { HEIGHT }];
        let drawn = |subject: &Subject, opened| Diagram::new(&subject.plan, &subject.table, opened, room);
        let (subject, row) = (&self.networks.subject, self.networks.config.row);
        let shown = drawn(subject, self.networks.opened());
        let strips = [(text::PARAMETERS, params as fn(_, &_) -> _), (text::MULTIPLY_ADDS, macs)];
        let say = ctx.link().callback(|said| Message::Say(Some(said)));
        html! {
            <>
                <header>
                    { self.views(ask) }
                    { choices::versions(&self.networks, ask) }
                    { choices::comparison(&self.networks, &self.listed, ask) }
                    <Exports file={self.networks.file_name()} subject={subject.clone()} diagram={shown.clone()} opened={self.networks.run.weights()} theme={self.theme} {say} />
                </header>
                { diagram::picture(subject, &shown, row, Some(ask)) }
                { for strips.map(|(name, quantity)| diagram::strip(&subject.table, &shown, name.get(), quantity, row)) }
                if let Some(other) = &self.networks.compared {
                    { diagram::picture(other, &drawn(other, None), None, None) }
                    { about::comparison(subject, other) }
                }
                { for subject.misaligned().into_iter().map(|said| html! { <p class="fine">{ said }</p> }) }
                <p class="fine">{ text::HINT }</p>
                { table::layers(subject, self.networks.opened(), row, ask) }
            </>
        }
    }

    /// The network as it runs.
    fn running(&self, ctx: &Context<Self>, ask: &Callback<Action>) -> Html {
        let run = &self.networks.run;
        let (act, why) = (ctx.link().callback(Message::Run), ask.reform(Action::Why));
        let camera = !matches!(self.runner.camera, CameraState::Off);
        html! {
            <>
                <header>
                    { self.views(ask) }
                    { choices::versions(&self.networks, ask) }
                    if run.refuses().is_none() {
                        <run::Choices chosen={run.chosen} {camera} act={act.clone()} files={ctx.link().callback(Message::Files)}
                            turn_camera={ctx.link().callback(|()| Message::TurnCamera)} />
                    }
                </header>
                if self.networks.config.view == View::Why {
                    { why::view(&self.networks, self.theme, &act, &why) }
                } else {
                    { run::view(&self.networks, self.theme, self.width(BESIDE_RUN), &act, &why) }
                }
                <Frames active={matches!(self.runner.camera, CameraState::On(_))} tick={ctx.link().callback(|_| Message::Frame)} />
            </>
        }
    }
}
