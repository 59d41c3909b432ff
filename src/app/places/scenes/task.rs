//! The tasks of the place: its tabs. What a task has of its own stands in a file or folder of its name, here and in `ui/scenes`.

use super::ScenesConfig;
use crate::app::text::scenes as text;
use crate::data::scenes::SceneTask;
use crate::zoo::SceneNetwork;

/// What is done with the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Boxes around the shapes.
    Find,
    /// The kind of every pixel.
    Segment,
}

/// The tasks, as links and people call them.
pub const TASKS: [(Task, &str, &str); 2] =
    [(Task::Find, "find", text::FIND), (Task::Segment, "segment", text::SEGMENT)];

impl Task {
    /// Its name in links.
    pub fn name(self) -> &'static str {
        TASKS.iter().find(|(task, ..)| *task == self).map_or("", |(_, name, _)| name)
    }

    /// What its network is trained for.
    pub const fn trains(self) -> SceneTask {
        match self {
            Self::Find => SceneTask::Find,
            Self::Segment => SceneTask::Segment,
        }
    }

    /// Passes over the scenes that are learnt from, where the link does not say.
    pub const fn usual_epochs(self) -> usize {
        match self {
            Self::Find => 10,
            Self::Segment => 6,
        }
    }
}

impl ScenesConfig {
    /// The network that does the task.
    pub const fn network(&self) -> SceneNetwork {
        match self.task {
            Task::Find if self.stages == 2 => SceneNetwork::Propose,
            Task::Find => SceneNetwork::Find,
            Task::Segment if matches!(self.segments, SceneNetwork::Mask) => SceneNetwork::Propose,
            Task::Segment => self.segments,
        }
    }
}
