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
    /// A photograph in another style. There is no scene in it.
    Restyle,
}

/// The tasks, as links and people call them.
pub const TASKS: [(Task, &str, &str); 3] = [
    (Task::Find, "find", text::FIND),
    (Task::Segment, "segment", text::SEGMENT),
    (Task::Restyle, "restyle", text::RESTYLE),
];

impl Task {
    /// Its name in links.
    pub fn name(self) -> &'static str {
        TASKS.iter().find(|(task, ..)| *task == self).map_or("", |(_, name, _)| name)
    }

    /// What its network is trained for, if it has one that is.
    pub const fn trains(self) -> Option<SceneTask> {
        match self {
            Self::Find => Some(SceneTask::Find),
            Self::Segment => Some(SceneTask::Segment),
            Self::Restyle => None,
        }
    }

    /// Passes over the scenes that are learnt from, where the link does not say.
    pub const fn usual_epochs(self) -> usize {
        match self {
            Self::Find => 10,
            Self::Segment => 6,
            Self::Restyle => 0,
        }
    }
}

impl ScenesConfig {
    /// The trained network that does the task, if one does.
    pub const fn network(&self) -> Option<SceneNetwork> {
        match self.task {
            Task::Find => Some(SceneNetwork::Find),
            Task::Segment => Some(self.segments),
            Task::Restyle => None,
        }
    }
}
