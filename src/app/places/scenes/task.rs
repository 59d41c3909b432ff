//! The tasks of the place: its tabs. What a task has of its own stands in a file or folder of its name, here and in `ui/scenes`.

use super::{Action, Effect, Scenes, ScenesConfig, generate, teach};
use crate::app::text::Text;
use crate::app::text::scenes as text;
use crate::app::text::{scenes_generate, scenes_similar, scenes_teach};
use crate::data::scenes::SceneTask;
use crate::session::Event;
use crate::zoo::SceneNetwork;

/// What is done with the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Boxes around the shapes.
    Find,
    /// The kind of every pixel.
    Segment,
    /// A sentence about the scene.
    Describe,
    /// The scenes that are nearest, by pixels and by features.
    Similar,
    /// Digits from two latent values. It has nothing to do with the scene, which Find looks at meanwhile.
    Generate,
    /// A photograph in another style. No scene is shown.
    Restyle,
    /// New classes for a network that has learnt others. It has nothing to do with the scene, which Find looks at meanwhile.
    Teach,
}

/// The tasks, as links and people call them.
pub const TASKS: [(Task, &str, Text); 7] = [
    (Task::Find, "find", text::FIND),
    (Task::Segment, "segment", text::SEGMENT),
    (Task::Describe, "describe", text::DESCRIBE),
    (Task::Similar, "similar", scenes_similar::SIMILAR),
    (Task::Generate, "generate", scenes_generate::GENERATE),
    (Task::Restyle, "restyle", text::RESTYLE),
    (Task::Teach, "teach", scenes_teach::TEACH),
];

impl Task {
    /// Its name in links.
    pub fn name(self) -> &'static str {
        TASKS.iter().find(|(task, ..)| *task == self).map_or("", |(_, name, _)| name)
    }

    /// What its network is trained for; where no scene is shown, what that of the scene behind it is.
    pub const fn trains(self) -> SceneTask {
        match self {
            Self::Find | Self::Similar | Self::Generate | Self::Restyle | Self::Teach => SceneTask::Find,
            Self::Segment => SceneTask::Segment,
            Self::Describe => SceneTask::Describe,
        }
    }

    /// Scenes that are learnt from, where the link does not say.
    pub const fn usual_training(self) -> usize {
        if matches!(self, Self::Describe) { 12_000 } else { 4000 }
    }

    /// Passes over the scenes that are learnt from, where the link does not say.
    pub const fn usual_epochs(self) -> usize {
        match self {
            Self::Find | Self::Similar | Self::Restyle | Self::Teach => 10,
            Self::Describe => 8,
            Self::Segment => 6,
            Self::Generate => 12,
        }
    }
}

impl ScenesConfig {
    /// The network that does the task; where no scene is shown, that of the scene behind it.
    pub const fn network(&self) -> SceneNetwork {
        match self.task {
            Task::Find if self.finds_digits() => SceneNetwork::FindDigits,
            Task::Find if self.stages == 2 => SceneNetwork::Propose,
            Task::Find | Task::Describe | Task::Similar | Task::Generate | Task::Restyle | Task::Teach => {
                SceneNetwork::Find
            }
            Task::Segment if matches!(self.segments, SceneNetwork::Mask) => SceneNetwork::Propose,
            Task::Segment => self.segments,
        }
    }
}

impl Scenes {
    /// A task is opened, and others are left.
    pub(super) fn enter(&mut self) -> Vec<Effect> {
        let left = if self.config.task == Task::Generate { Vec::new() } else { self.generate.leave() };
        let entered = match self.config.task {
            Task::Generate => self.generate.enter(),
            Task::Teach => {
                let entered = self.teach.enter(&self.config.teach, self.config.course.seed);
                [self.stop_scoring(), entered].concat()
            }
            _ => Vec::new(),
        };
        let taught = if self.config.task == Task::Teach { Vec::new() } else { self.teach.leave() };
        [left, taught, entered].concat()
    }

    /// Lets the task that takes features over take an action in.
    pub(super) fn teaches(&mut self, action: teach::Action) -> Vec<Effect> {
        let effects = self.teach.update(&mut self.config.teach, action, self.config.course.seed);
        [effects, self.show_inside()].concat()
    }

    /// A link was followed.
    pub(super) fn follow_task(&mut self, before: &ScenesConfig) -> Vec<Effect> {
        let seeds = [before.course.seed, self.config.course.seed];
        if before.task == Task::Teach && (before.teach != self.config.teach || seeds[0] != seeds[1]) {
            return [self.teach.leave(), self.enter()].concat();
        }
        let learns_otherwise =
            before.course != self.config.course || before.generate.beta != self.config.generate.beta;
        if before.task == Task::Generate && learns_otherwise {
            return [self.generate.leave(), self.enter()].concat();
        }
        [self.enter(), self.generate.follow(&before.generate, &self.config.generate)].concat()
    }

    /// What says that the last report is on the screen.
    pub fn ack(&self) -> Action {
        match self.config.task {
            Task::Generate => Action::Generate(generate::Action::ReportAck),
            Task::Teach => Action::Teach(teach::Action::ReportAck),
            _ => Action::ReportAck,
        }
    }

    /// Lets the task that generates take an action in.
    pub(super) fn generates(&mut self, action: generate::Action, now: f64) -> Vec<Effect> {
        let (epochs, course) = (self.config.epochs(), self.config.course);
        let (training, inside, look) = (self.config.training(), self.inside, self.look);
        let learnt = generate::Learnt { training, epochs, seed: course.seed, inside, look };
        self.generate.update(&mut self.config.generate, action, learnt, now)
    }

    /// An answer of the worker that explains, to whoever asked it.
    pub(super) fn answered(&mut self, event: Event, now: f64) -> Vec<Effect> {
        match self.config.task {
            Task::Describe => self.described(event),
            Task::Restyle => self.restyled(event, now),
            _ => self.explained(event),
        }
    }

    /// That worker ended.
    pub(super) fn answering_died(&mut self) -> Vec<Effect> {
        match self.config.task {
            Task::Describe => self.describer_died(),
            Task::Restyle => self.restyler_died(),
            _ => self.explaining_died(),
        }
    }

    /// An answer of the worker that trains: about the run that generates, about scores, or about the network that learns.
    pub(super) fn train_event(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let seed = self.config.course.seed;
        let event = match self.teach.trained(&self.config.teach, event, seed) {
            Ok(effects) => return [effects, self.show_inside()].concat(),
            Err(event) => *event,
        };
        match self.generate.trained(&self.config.generate, event, now) {
            Ok(effects) => effects,
            Err(event) => self.scored(*event).unwrap_or_else(|event| self.trained(*event, now)),
        }
    }
}
