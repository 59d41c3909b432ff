//! How the networks that come with the page get into the workers that infer.

use super::{Effect, Scenes, Task, scales};
use crate::session::RunId;
use crate::zoo::SceneNetwork;

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
    /// Has the trained network fetched.
    pub(super) fn load(&mut self) -> Vec<Effect> {
        self.run = RunId(self.run.0 + 1);
        (self.loading, self.output) = (Loading::Underway, None);
        match self.config.task {
            Task::Describe => return self.open_describe(),
            Task::Restyle => return self.open_restyle(),
            // Their networks are in the worker that trains.
            Task::Generate | Task::Teach => return Vec::new(),
            Task::Find | Task::Segment | Task::Similar => {}
        }
        (self.scales, self.maps) = (scales::score_maps(self.config.network()), Vec::new());
        (self.looks, self.changed) = (false, false);
        self.forget_second();
        self.config.networks().into_iter().map(Effect::Fetch).collect()
    }

    pub(super) fn weights(&mut self, network: SceneNetwork, weights: Result<Vec<u8>, String>) -> Vec<Effect> {
        if let Ok(weights) = &weights {
            self.scoring.keep(network, weights);
        }
        if self.config.task == Task::Describe && network == SceneNetwork::Find {
            return self.describe_file(weights, false);
        }
        let is_second = self.config.networks()[1..].contains(&network);
        let is_first = network == self.config.network() && self.loading != Loading::Ready;
        // Those of another network come late, or are only scored.
        let has_fresh = self.learning.is_some() && self.has_two_stages();
        if has_fresh || !(is_first || is_second) {
            return self.score_next();
        }
        match weights {
            Ok(weights) if self.config.task == Task::Similar => {
                self.loading = Loading::Ready;
                self.similar.open(self.run, weights)
            }
            Ok(weights) => self.open_stage(network, weights),
            Err(why) => {
                self.loading = Loading::Failed(why);
                Vec::new()
            }
        }
    }
}
