//! The place Scenes: a picture with a few shapes, and a small network that finds or segments them while they are dragged. What
//! belongs in the link is [`ScenesConfig`]; [`Scenes::update`] takes [`Action`]s and answers with [`Effect`]s.

mod action;
mod card;
pub mod describe;
mod edit;
mod found;
pub mod generate;
mod learning;
mod link;
mod looking;
mod regions;
pub mod restyle;
mod scales;
mod scoring;
mod segmented;
mod task;

use std::rc::Rc;

pub use action::{Action, Edit, Effect};
pub use card::{card_scores, describe_scores};
pub use describe::{Describe, DescribeAction};
pub use found::{CellRow, Detected, Fate, Found};
pub use learning::Learning;
pub use link::{Course, SEGMENTING, ScenesConfig};
pub use regions::{Region, Stage};
pub use restyle::{Picture, Restyle, RestyleAction};
pub use scales::{Part, ScoreMaps};
pub use scoring::UNSEEN;
pub use segmented::Segmented;
pub use task::{TASKS, Task};

use crate::app::text::scenes as text;
use crate::session::RunId;
use crate::zoo::SceneNetwork;

/// What the place knows.
pub struct Scenes {
    /// What belongs in the link.
    pub config: ScenesConfig,
    /// The shape that is chosen, an index into those of the scene.
    pub selected: usize,
    /// From the pointer to the centre of the shape that it holds.
    held: Option<[f32; 2]>,
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
    scoring: scoring::Scoring,
    /// What is known where digits are generated.
    pub generate: generate::Generate,
    /// The network that learns in place of the trained one.
    pub learning: Option<Learning>,
    /// The network that is open in the worker that infers, and how many runs there were.
    run: RunId,
    runs: u32,
    /// What is known of describing and of restyling, once that was the task.
    describe: Option<Describe>,
    restyle: Option<Restyle>,
    /// Whether the network looks at a scene, and whether that has changed meanwhile.
    looks: bool,
    changed: bool,
}

/// How far the trained network is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Loading {
    /// Its weights are on their way, or being opened.
    Underway,
    Ready,
    /// It cannot be had, for this reason.
    Failed(String),
}

impl Scenes {
    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = ScenesConfig::from_rest(rest);
        let mut scenes = Self {
            config,
            selected: 0,
            held: None,
            step: usize::MAX,
            loading: Loading::Underway,
            output: None,
            scales: Vec::new(),
            maps: Vec::new(),
            second: regions::SecondStage::default(),
            scoring: scoring::Scoring::default(),
            generate: generate::Generate::default(),
            learning: None,
            run: RunId(0),
            runs: 0,
            describe: None,
            restyle: None,
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
        if is_other || before.network() != self.config.network() || before.course != self.config.course {
            effects.extend(self.close());
            effects.extend(self.load());
        } else if before.scene != self.config.scene {
            effects.extend(self.look());
        }
        effects.extend(self.follow_task(&before));
        effects
    }

    /// Takes an action in at `now` milliseconds and answers what is to be done.
    pub fn update(&mut self, action: Action, now: f64) -> Vec<Effect> {
        match action {
            Action::Task(task) => return self.choose(ScenesConfig { task, ..self.config.clone() }),
            Action::Stages(stages) => {
                let config = ScenesConfig { task: Task::Find, stages, ..self.config.clone() };
                return self.choose(config);
            }
            Action::Region(region) => self.config.region = region,
            Action::InferredRegions(event) => return self.inferred_regions(event),
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
                (self.loading, self.looks) = (Loading::Failed(text::NETWORK_ENDED.to_owned()), false);
                self.forget_second();
                if self.learning.is_none() {
                    self.output = None;
                }
                return Vec::new();
            }
            Action::TrainingDied => {
                self.scoring.give_up();
                if self.config.task == Task::Generate {
                    return self.generate.died();
                }
                if self.learning.take().is_none() {
                    return Vec::new();
                }
                let effects = self.load();
                return effects
                    .into_iter()
                    .chain([Effect::Notice(text::TRAINING_ENDED.to_owned())])
                    .collect();
            }
            Action::Trained(event) => return self.train_event(event, now),
            Action::Generate(action) => return self.generates(action, now),
            Action::Play => return self.play(now),
            Action::Pause => return self.pause(),
            Action::Reset => return self.reset(),
            Action::UseTrained => {
                let mut effects = self.close();
                effects.extend(if self.has_two_stages() { self.load() } else { self.look() });
                return effects;
            }
            Action::TryAgain => return self.load(),
            Action::ReportAck => return self.report_ack(),
            Action::Describe(action) => return self.describe(action),
            Action::Restyle(action) => return self.restyle(action, now),
            Action::Explained(event) => return self.explained(event, now),
            Action::ExplainerDied => return self.explainer_died(),
        }
        vec![Effect::UpdateUrl]
    }

    /// Another network, about the same scene.
    fn choose(&mut self, config: ScenesConfig) -> Vec<Effect> {
        if (config.task, config.network()) == (self.config.task, self.config.network()) {
            return Vec::new();
        }
        let mut effects = self.close();
        self.config = config;
        effects.extend(self.enter());
        self.step = usize::MAX;
        effects.extend(self.load());
        effects.push(Effect::UpdateUrl);
        effects
    }

    /// Has the trained network fetched.
    fn load(&mut self) -> Vec<Effect> {
        self.run = RunId(self.run.0 + 1);
        (self.loading, self.output) = (Loading::Underway, None);
        match self.config.task {
            Task::Describe => return self.open_describe(),
            Task::Restyle => return self.open_restyle(),
            Task::Find | Task::Segment | Task::Generate => {}
        }
        (self.scales, self.maps) = (scales::score_maps(self.config.network()), Vec::new());
        (self.looks, self.changed) = (false, false);
        self.forget_second();
        let second = self.has_two_stages().then_some(Effect::Fetch(SceneNetwork::Refine));
        [Effect::Fetch(self.config.network())].into_iter().chain(second).collect()
    }

    fn weights(&mut self, network: SceneNetwork, weights: Result<Vec<u8>, String>) -> Vec<Effect> {
        if let Ok(weights) = &weights {
            self.scoring.keep(network, weights);
        }
        if self.config.task == Task::Describe && network == SceneNetwork::Find {
            return self.describe_file(weights, false);
        }
        let is_second = self.has_two_stages() && network == SceneNetwork::Refine;
        let is_first = network == self.config.network() && self.loading != Loading::Ready;
        // Those of another network come late, or are only scored.
        let has_fresh = self.learning.is_some() && self.has_two_stages();
        if has_fresh || !(is_first || is_second) {
            return self.score_next();
        }
        match weights {
            Ok(weights) => self.open_stage(network, weights),
            Err(why) => {
                self.loading = Loading::Failed(why);
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests;
