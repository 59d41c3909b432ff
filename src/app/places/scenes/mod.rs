//! The place Scenes: a picture with a few shapes, and a small network that finds or segments them while they are dragged. What
//! belongs in the link is [`ScenesConfig`]; [`Scenes::update`] takes [`Action`]s and answers with [`Effect`]s.

mod action;
mod card;
pub mod describe;
pub mod digits;
mod edit;
mod engine;
mod found;
pub mod generate;
mod learning;
mod link;
mod loading;
mod looking;
mod masks;
mod regions;
pub mod restyle;
mod scales;
mod scoring;
mod segmented;
pub mod similar;
mod snapshots;
mod task;
pub mod teach;
mod watched_run;

use std::rc::Rc;

pub use action::{Action, Edit, Effect};
pub use card::{card_scores, describe_scores};
pub use describe::{Describe, DescribeAction, GradientNorms};
pub use digits::{OBJECTS, Objects};
pub use found::{CellRow, Detected, Fate, Found};
pub use learning::Learning;
pub use link::{Course, SEGMENTING, ScenesConfig};
pub use loading::Loading;
pub use regions::{Region, Stage};
pub use restyle::{Picture, Restyle, RestyleAction};
pub use scales::{Part, ScoreMaps};
pub use scoring::UNSEEN;
pub use segmented::{Boundary, Segmented};
pub use snapshots::Snapshots;
pub use task::{TASKS, Task};
pub use watched_run::{Inside, WatchedRun};

use crate::app::text::scenes as text;
use crate::session::{EngineKind, Look, RunId};

/// What the place knows.
pub struct Scenes {
    /// What belongs in the link.
    pub config: ScenesConfig,
    /// The shape that is chosen, an index into those of the scene.
    pub selected: usize,
    /// From the pointer to the centre of the shape that it holds.
    held: Option<[f32; 2]>,
    /// The pen on the canvas with digits.
    pub canvas: digits::Canvas,
    /// So many steps of suppression are taken; as many as there are if it is larger.
    pub step: usize,
    /// How far the trained network is.
    pub loading: Loading,
    /// What the network said of the scene as it was last shown to it.
    pub output: Option<Rc<[f32]>>,
    /// The scores of a network that segments at every scale, and their values when it last looked.
    scales: Vec<ScoreMaps>,
    maps: Vec<Rc<[f32]>>,
    second: regions::SecondStage,
    mask_head: masks::MaskHead,
    scoring: scoring::Scoring,
    /// What is known where digits are generated.
    pub generate: generate::Generate,
    /// What is known where features are taken over.
    pub teach: teach::Teach,
    /// What is known of similar scenes.
    pub similar: similar::Similar,
    /// The network that learns in place of the trained one.
    pub learning: Option<Learning>,
    /// What is shown of what learns, and which values of its layers.
    pub inside: Inside,
    #[allow(missing_docs)]
    pub look: Look,
    /// The network that is open in the worker that infers, and how many runs there were.
    run: RunId,
    runs: u32,
    /// What is known of restyling, once that was the task.
    restyle: Option<Restyle>,
    /// What is known of describing, while that is the task.
    describe: Option<Describe>,
    /// The faster engine, once it is found for what learns.
    computed: Option<EngineKind>,
    /// Whether the network looks at a scene, and whether that has changed meanwhile.
    looks: bool,
    changed: bool,
}

impl Scenes {
    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = ScenesConfig::from_rest(rest);
        let mut scenes = Self {
            config,
            selected: 0,
            held: None,
            canvas: digits::Canvas::default(),
            step: usize::MAX,
            loading: Loading::Underway,
            output: None,
            scales: Vec::new(),
            maps: Vec::new(),
            second: regions::SecondStage::default(),
            mask_head: masks::MaskHead::default(),
            scoring: scoring::Scoring::default(),
            generate: generate::Generate::default(),
            teach: teach::Teach::default(),
            similar: similar::Similar::default(),
            learning: None,
            inside: Inside::Curves,
            look: Look::Activations,
            run: RunId(0),
            runs: 0,
            restyle: None,
            describe: None,
            computed: None,
            looks: false,
            changed: false,
        };
        let mut effects: Vec<Effect> = problems.into_iter().map(Effect::Notice).collect();
        effects.extend(scenes.load());
        effects.extend(scenes.enter());
        (scenes, effects)
    }

    /// The place as another link says.
    pub fn follow(&mut self, rest: &str) -> Vec<Effect> {
        let (config, problems) = ScenesConfig::from_rest(rest);
        let before = std::mem::replace(&mut self.config, config);
        let mut effects: Vec<Effect> = problems.into_iter().map(Effect::Notice).collect();
        (self.selected, self.held, self.step) = (0, None, usize::MAX);
        let is_other = before.task != self.config.task || before.restyle != self.config.restyle;
        if is_other || before.networks() != self.config.networks() || before.course != self.config.course {
            effects.extend(self.close());
            self.scoring.wait();
            effects.extend(self.load());
        } else if before.scene != self.config.scene || before.digits != self.config.digits {
            effects.extend(self.look());
        }
        effects.extend(self.follow_task(&before));
        if before.engine != self.config.engine {
            self.computed = None;
            effects.extend(self.ask_engine().collect::<Vec<_>>());
        }
        effects
    }

    /// Takes an action in at `now` milliseconds and answers what is to be done.
    pub fn update(&mut self, action: Action, now: f64) -> Vec<Effect> {
        let effects = self.act(action, now);
        self.with_engine(effects)
    }

    fn act(&mut self, action: Action, now: f64) -> Vec<Effect> {
        match action {
            Action::Task(task) => return self.choose(ScenesConfig { task, ..self.config.clone() }),
            Action::Stages(stages) => {
                let config = ScenesConfig { task: Task::Find, stages, ..self.config.clone() };
                return self.choose(config);
            }
            Action::On(on) => {
                return self.choose(ScenesConfig { task: Task::Find, on, cell: None, ..self.config.clone() });
            }
            Action::Draw(action) => return self.draws(action),
            Action::Region(region) => self.config.region = region,
            Action::InferredRegions(event) => return self.inferred_regions(event),
            Action::InferredMasks(event) => return self.inferred_masks(event),
            Action::Score => return self.score(),
            Action::Network(segments) => {
                return self.choose(ScenesConfig { segments, ..self.config.clone() });
            }
            Action::Press(at) => return self.press(at),
            Action::Drag(at) => return self.drag(at),
            Action::Release => return self.release(),
            Action::Edit(edit) => return self.edit(edit),
            Action::Another => return self.another(),
            Action::Threshold(threshold) => {
                (self.config.threshold, self.step) = (threshold, usize::MAX);
            }
            Action::Cell(cell) => self.config.cell = Some(cell),
            Action::Step(step) => {
                self.step = step;
                return Vec::new();
            }
            Action::Weights(network, weights) => return self.weights(network, weights),
            Action::Inferred(event) => return self.inferred(event),
            Action::InferenceDied => {
                (self.loading, self.looks) = (Loading::Failed(text::NETWORK_ENDED.to_string()), false);
                self.forget_second();
                if self.learning.is_none() {
                    self.output = None;
                }
                return Vec::new();
            }
            Action::TrainingDied => {
                self.scoring.give_up();
                if self.config.task == Task::Teach {
                    return self.teach.died();
                }
                if self.config.task == Task::Generate {
                    return self.generate.died();
                }
                if self.learning.take().is_none() {
                    return Vec::new();
                }
                let effects = self.load();
                return effects
                    .into_iter()
                    .chain([Effect::Notice(text::TRAINING_ENDED.to_string())])
                    .collect();
            }
            Action::Explained(event) => return self.answered(event, now),
            Action::ExplainingDied => return self.answering_died(),
            Action::Describe(action) => return self.describe(action),
            Action::Trained(event) => {
                let effects = self.engine_answered(&event);
                return [effects, self.train_event(event, now)].concat();
            }
            Action::Generate(action) => return self.generates(action, now),
            Action::Teach(action) => return self.teaches(action),
            Action::Play => return self.play(now),
            Action::Pause => return self.pause(),
            Action::Reset => return self.reset(),
            Action::UseTrained => {
                let mut effects = self.close();
                effects.extend(if self.has_two_stages() { self.load() } else { self.look() });
                return effects;
            }
            Action::Seek(step) => return self.seek(step),
            Action::Engine(engine) => return self.change_engine(engine),
            Action::Inside(inside, look) => return self.choose_inside(inside, look),
            Action::TryAgain => return self.load(),
            Action::ReportAck => return self.report_ack(),
            Action::Restyle(action) => return self.restyle(action, now),
        }
        vec![Effect::UpdateUrl]
    }

    /// Another network, about the same scene.
    fn choose(&mut self, config: ScenesConfig) -> Vec<Effect> {
        if (config.task, config.networks()) == (self.config.task, self.config.networks()) {
            return Vec::new();
        }
        let mut effects = self.close();
        self.scoring.wait();
        self.config = config;
        effects.extend(self.enter());
        self.step = usize::MAX;
        effects.extend(self.load());
        effects.push(Effect::UpdateUrl);
        effects
    }
}

#[cfg(test)]
mod tests;
