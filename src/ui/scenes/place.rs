//! The place itself: a program beside the page's, with a worker that infers and, once something learns, one that trains.

use gloo_timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    describe, digits, find, generate, learning, regions, restyle, segment, shapes, similar, stage, teach,
};
use crate::app::color::Theme;
use crate::app::heartbeat::WorkerState;
use crate::app::places::scenes::generate::{AUTOENCODER_WEIGHTS, Action as GenerateAction};
use crate::app::places::scenes::{Action, DescribeAction, Effect, Scenes, TASKS, Task};
use crate::app::text::scenes as text;
use crate::session::describe::DESCRIBE_WEIGHTS;
use crate::ui::bridge::Bridge;
use crate::ui::browser::{now, with_reason};
use crate::ui::fetch::fetch;
use crate::ui::widgets::notice::notice;
use crate::ui::widgets::segments::Segments;

/// Milliseconds that the workers may take for one thing: scenes to learn from are drawn before the first step.
const PATIENCE: f64 = 30_000.0;
/// Milliseconds between two reports of what learns.
const REST: u32 = 90;
/// Milliseconds after an answer until detectors are scored.
const BEFORE_SCORES: u32 = 600;
/// More bytes than weights may have.
const LARGEST: f64 = 1e6;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it, or by a worker.
    Ask(Action),
    /// By the page: the rest of the address bar's link, and light or dark.
    Show(String, Theme),
    /// Whatever was said was read.
    Dismiss,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    /// Takes the rest of the link, whenever it is another one.
    pub tell: Function,
}

pub struct Place {
    scenes: Scenes,
    /// As the page last knew it.
    link: String,
    notice: Option<String>,
    theme: Theme,
    infers: Option<Bridge>,
    /// Has the second stage of a detector open.
    infers_regions: Option<Bridge>,
    /// Has the mask head open.
    infers_masks: Option<Bridge>,
    trains: Option<Bridge>,
    explains: Option<Bridge>,
    own: teach::own::Runner,
    /// Tells the run that its report is on the screen.
    ack: Option<Timeout>,
    /// Has detectors scored, once nothing else is to be done.
    score: Option<Timeout>,
}

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, .. } = ctx.props();
        let (scenes, effects) = Scenes::open(link);
        let mut place = Self {
            scenes,
            link: link.clone(),
            notice: None,
            theme: *theme,
            infers: None,
            infers_regions: None,
            infers_masks: None,
            score: None,
            trains: None,
            explains: None,
            own: teach::own::Runner::default(),
            ack: None,
        };
        place.run(ctx, effects);
        place
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Ask(action) => {
                match &action {
                    Action::InferenceDied => {
                        (self.infers, self.infers_regions, self.infers_masks) = (None, None, None);
                    }
                    Action::TrainingDied => self.trains = None,
                    Action::ExplainingDied => self.explains = None,
                    _ => {}
                }
                let action = match action {
                    Action::Trained(event) => Action::Trained(with_reason(event)),
                    action => action,
                };
                let before = self.reports();
                let effects = self.scenes.update(action, now());
                self.run(ctx, effects);
                if self.reports() != before {
                    let (ask, ack) = (ctx.link().callback(Message::Ask), self.scenes.ack());
                    self.ack = Some(Timeout::new(REST, move || ask.emit(ack)));
                }
                if self.scenes.may_score() {
                    let ask = ctx.link().callback(Message::Ask);
                    self.score = Some(Timeout::new(BEFORE_SCORES, move || ask.emit(Action::Score)));
                }
            }
            Message::Show(link, theme) => {
                self.theme = theme;
                if link != self.link {
                    let effects = self.scenes.follow(&link);
                    (self.link, self.notice) = (link, None);
                    self.run(ctx, effects);
                }
            }
            Message::Dismiss => self.notice = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (scenes, ask) = (&self.scenes, ctx.link().callback(Message::Ask));
        let shown = match scenes.config.task {
            Task::Find | Task::Segment | Task::Describe | Task::Similar => self.scene(&ask),
            Task::Generate => generate::generate(scenes, self.header(&ask), self.theme, &ask),
            Task::Restyle => restyle::restyle(scenes, self.theme, self.header(&ask), &ask),
            Task::Teach => teach::teach(scenes, self.header(&ask), self.theme, &ask),
        };
        html! { <main class="scenes">{ self.noticed(ctx) }{ shown }</main> }
    }
}

impl Place {
    /// A scene, what is said about it, and how that is learnt.
    fn scene(&self, ask: &Callback<Action>) -> Html {
        let scenes = &self.scenes;
        html! {
            <>
                <section class="scene" aria-label={text::THE_SCENE}>
                    { self.header(ask) }
                    if scenes.config.finds_digits() {
                        { digits::canvas(scenes, self.theme, ask) }
                        { digits::buttons(scenes, ask) }
                    } else {
                        { stage::stage(scenes, ask) }
                        { shapes::shapes(scenes, ask) }
                    }
                </section>
                <section class="answer" aria-live="off">
                    { match scenes.config.task {
                        Task::Find if scenes.has_two_stages() => regions::answer(scenes, self.theme, ask),
                        Task::Find => find::answer(scenes, ask),
                        Task::Describe => describe::answer(scenes, ask),
                        Task::Similar => similar::answer(scenes, ask),
                        _ => segment::answer(scenes, self.theme, ask),
                    } }
                </section>
                { learning::learning(scenes, self.theme, ask) }
            </>
        }
    }

    fn reports(&self) -> Option<u32> {
        if self.scenes.config.task == Task::Teach {
            return Some(self.scenes.teach.reports);
        }
        self.scenes.watched_runs().first().map(|run| run.progress.version)
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        let ask = ctx.link().callback(Message::Ask);
        for effect in effects {
            match effect {
                Effect::UpdateUrl => {
                    self.link = self.scenes.to_rest();
                    drop(ctx.props().tell.call1(&JsValue::NULL, &JsValue::from(&self.link)));
                }
                Effect::Notice(notice) => self.notice = Some(notice),
                Effect::Fetch(network) => {
                    let ask = ask.clone();
                    spawn_local(async move {
                        let weights = fetch(&network.weights_path(), LARGEST).await;
                        ask.emit(Action::Weights(network, weights));
                    });
                }
                Effect::FetchAutoencoder => {
                    let ask = ask.reform(Action::Generate);
                    spawn_local(async move {
                        ask.emit(GenerateAction::Weights(fetch(AUTOENCODER_WEIGHTS, LARGEST).await));
                    });
                }
                Effect::Infer(command) => {
                    let start = || bridge("explain-worker.js", &ask, Action::Inferred, Action::InferenceDied);
                    self.infers.get_or_insert_with(start).send(command);
                }
                Effect::InferMasks(command) => {
                    let start =
                        || bridge("explain-worker.js", &ask, Action::InferredMasks, Action::InferenceDied);
                    self.infers_masks.get_or_insert_with(start).send(command);
                }
                Effect::InferRegions(command) => {
                    let start =
                        || bridge("explain-worker.js", &ask, Action::InferredRegions, Action::InferenceDied);
                    self.infers_regions.get_or_insert_with(start).send(command);
                }
                Effect::Explain(command) => {
                    let start =
                        || bridge("explain-worker.js", &ask, Action::Explained, Action::ExplainingDied);
                    self.explains.get_or_insert_with(start).send(command);
                }
                Effect::Train(command) => {
                    let start = || bridge("train-worker.js", &ask, Action::Trained, Action::TrainingDied);
                    self.trains.get_or_insert_with(start).send(command);
                }
                Effect::FetchDecoder => {
                    let ask = ask.reform(|file| Action::Describe(DescribeAction::Decoder(file)));
                    spawn_local(async move { ask.emit(fetch(DESCRIBE_WEIGHTS, LARGEST).await) });
                }
                Effect::Own(effect) => self.own.run(effect, &ask),
                Effect::Picture(slot, file) => restyle::load(slot, file, ask.reform(Action::Restyle)),
            }
        }
    }

    fn noticed(&self, ctx: &Context<Self>) -> Option<Html> {
        let dismiss = ctx.link().callback(|_: MouseEvent| Message::Dismiss);
        self.notice.as_ref().map(|said| notice(said, dismiss))
    }

    /// What is said about the scene, and another one.
    fn header(&self, ask: &Callback<Action>) -> Html {
        let config = &self.scenes.config;
        let options = TASKS.map(|(_, _, name)| AttrValue::from(name)).to_vec();
        let option_testids = TASKS.map(|(_, id, _)| AttrValue::from(format!("task-{id}"))).to_vec();
        let chosen = TASKS.iter().position(|(task, ..)| *task == config.task).unwrap_or(0);
        let choose = ask.reform(|index: usize| Action::Task(TASKS[index].0));
        html! {
            <header>
                <Segments name={text::TASK} {options} {chosen} {choose} testid="task" {option_testids} />
                if !matches!(config.task, Task::Generate | Task::Restyle | Task::Teach) {
                    <button class="quiet" data-testid="another-scene" onclick={ask.reform(|_| Action::Another)}>{ text::ANOTHER }</button>
                }
            </header>
        }
    }
}

pub fn bridge(
    script: &str,
    ask: &Callback<Action>,
    answered: fn(crate::session::Event) -> Action,
    died: Action,
) -> Bridge {
    let ask_died = ask.clone();
    let turned = Callback::from(move |state: WorkerState| {
        if matches!(state, WorkerState::Dead(_)) {
            ask_died.emit(died.clone());
        }
    });
    Bridge::start(script, PATIENCE, ask.reform(answered), turned)
}
