//! Both detectors on scenes that neither has seen: the worker that trains scores the networks that come with the page.

use super::regions::features;
use super::{Effect, Scenes, Task};
use super::{card_scores, describe_scores};
use crate::data::scenes::{SceneGenerator, SceneTask};
use crate::session::{Command, Data, Event, Proposer, RunCommand, RunEvent, RunId, SceneScores, StartFrom};
use crate::zoo::SceneNetwork;

/// So many scenes.
pub const UNSEEN: usize = 500;
/// A row of scenes that the networks have not learnt from.
const ROW: SceneGenerator = SceneGenerator { seed: 2 };
/// What is scored, in this order.
const SCORED: &[(SceneNetwork, SceneTask)] = &[
    (SceneNetwork::Find, SceneTask::Find),
    (SceneNetwork::Propose, SceneTask::Propose),
    (SceneNetwork::Refine, SceneTask::Refine),
];
/// The same where digits are found.
const SCORED_ON_DIGITS: &[(SceneNetwork, SceneTask)] = &[(SceneNetwork::FindDigits, SceneTask::FindDigits)];

/// What has been scored, and what is.
#[derive(Default)]
pub(super) struct Scoring {
    /// Whether anything is to be scored.
    wanted: bool,
    /// The weights that come with the page, as far as they were fetched, and those that were asked for.
    files: Vec<(SceneNetwork, Vec<u8>)>,
    fetched: Vec<SceneNetwork>,
    underway: Option<(RunId, SceneNetwork)>,
    scores: Vec<(SceneNetwork, SceneScores)>,
}

impl Scoring {
    /// Keeps the weights of a network that is scored.
    pub(super) fn keep(&mut self, network: SceneNetwork, weights: &[u8]) {
        let is_scored = SCORED.iter().chain(SCORED_ON_DIGITS).any(|(scored, _)| *scored == network);
        if is_scored && self.file(network).is_none() {
            self.files.push((network, weights.to_vec()));
        }
    }

    /// Begins nothing more until it is asked for again.
    pub(super) fn wait(&mut self) {
        self.wanted = false;
    }

    /// The worker has ended: nothing more is scored.
    pub(super) fn give_up(&mut self) {
        (self.wanted, self.underway) = (false, None);
    }

    fn file(&self, network: SceneNetwork) -> Option<&Vec<u8>> {
        self.files.iter().find(|(kept, _)| *kept == network).map(|(_, file)| file)
    }
}

impl Scenes {
    /// Whether detectors are shown, and not all are scored or being scored.
    pub fn may_score(&self) -> bool {
        let is_left = self.scored_here().iter().any(|(network, _)| self.unseen(*network).is_none());
        !self.scoring.wanted && is_left && self.config.task == Task::Find && self.found().is_some()
    }

    fn scored_here(&self) -> &'static [(SceneNetwork, SceneTask)] {
        if self.config.finds_digits() { SCORED_ON_DIGITS } else { SCORED }
    }

    pub(super) fn score(&mut self) -> Vec<Effect> {
        self.scoring.wanted = true;
        self.score_next()
    }

    /// Scores the next network, or has its weights fetched.
    pub(super) fn score_next(&mut self) -> Vec<Effect> {
        if !self.scoring.wanted || self.scoring.underway.is_some() || self.learning.is_some() {
            return Vec::new();
        }
        let is_left = |(network, _): &&(SceneNetwork, SceneTask)| self.unseen(*network).is_none();
        let Some(&(network, task)) = self.scored_here().iter().find(is_left) else { return Vec::new() };
        let Some(weights) = self.scoring.file(network).cloned() else {
            let is_asked = self.scoring.fetched.contains(&network);
            self.scoring.fetched.push(network);
            return if is_asked { Vec::new() } else { vec![Effect::Fetch(network)] };
        };
        let (training, validation, generator) = (1, UNSEEN as u32, ROW);
        let data = match (task, self.scoring.file(SceneNetwork::Propose)) {
            (SceneTask::Refine, Some(weights)) => {
                let (network, weights) = (SceneNetwork::Propose.network(), weights.clone());
                let features = features(SceneNetwork::Propose).unwrap_or(network.last());
                Data::Regions {
                    proposer: Proposer { network, weights, features, refiner: None },
                    generator,
                    training,
                    validation,
                }
            }
            _ => Data::Scenes { task, generator, training, validation },
        };
        self.runs += 1;
        let run = RunId(self.runs);
        self.scoring.underway = Some((run, network));
        let start = StartFrom::Weights(weights);
        let begin =
            RunCommand::Begin { network: network.network(), data, settings: task.settings(1, 1), start };
        [begin, RunCommand::Evaluate].map(|command| train(run, command)).into()
    }

    /// Leaves the worker that trains to others.
    pub(super) fn stop_scoring(&mut self) -> Vec<Effect> {
        self.scoring.wanted = false;
        self.scoring.underway.take().map(|(run, _)| train(run, RunCommand::Close)).into_iter().collect()
    }

    /// Takes in what came of scoring; hands back what is about something else.
    pub(super) fn scored(&mut self, event: Event) -> Result<Vec<Effect>, Box<Event>> {
        let Some((run, network)) = self.scoring.underway else { return Err(Box::new(event)) };
        match event {
            Event::Run { run: of, event: RunEvent::Evaluated(evaluation) } if of == run => {
                self.scoring.underway = None;
                self.scoring.scores.extend(evaluation.scenes.map(|scores| (network, scores)));
                let mut effects = vec![train(run, RunCommand::Close)];
                effects.extend(self.score_next());
                Ok(effects)
            }
            Event::Error { run: of, .. } if of == run => {
                self.scoring.give_up();
                Ok(Vec::new())
            }
            Event::Run { run: of, .. } if of == run => Ok(Vec::new()),
            other => Err(Box::new(other)),
        }
    }

    /// How a network that comes with the page does on scenes that it has not seen, once that is scored.
    pub fn unseen(&self, network: SceneNetwork) -> Option<&SceneScores> {
        self.scoring.scores.iter().find(|(scored, _)| *scored == network).map(|(_, scores)| scores)
    }

    /// The network that gives the last answer.
    pub fn answers(&self) -> SceneNetwork {
        self.config.networks().pop().unwrap_or(SceneNetwork::Find)
    }

    /// Both figures that are shown: of the card, or of the network that learns once there are some.
    pub fn scores(&self) -> [Option<f32>; 2] {
        match &self.learning {
            None if self.config.task == Task::Describe => describe_scores().map(Some),
            None => card_scores(self.answers()).map(|(_, value)| Some(value)),
            Some(learning) if self.config.tasks().last() != Some(&learning.task) => [None; 2],
            Some(learning) => learning.newest().map_or([None; 2], |scores| scores.figures().map(Some)),
        }
    }

    /// Of two stages: the share of shapes that one of ten regions covers by half.
    pub fn recall(&self) -> Option<f32> {
        let Some(learning) = &self.learning else {
            return Some(card_scores(SceneNetwork::Propose)[0].1);
        };
        let first = std::iter::successors(Some(learning), |it| it.before.as_deref()).last()?;
        first.newest().map(|scores| scores.figures()[1])
    }

    /// Precision at recalls from 0 to 1, for IoU ≥ ½ and ≥ ¾: of the detector that is shown, once it is scored.
    pub fn curves(&self) -> Option<&[Vec<f32>]> {
        let scores = match &self.learning {
            Some(learning) => learning.newest(),
            None => self.unseen(self.answers()),
        };
        match scores? {
            SceneScores::Find { curves, .. } => Some(curves),
            _ => None,
        }
    }

    /// mAP75 of both detectors that come with the page, in one stage and in two, once they are scored.
    pub fn strict(&self) -> Option<[f32; 2]> {
        if self.config.finds_digits() {
            return None;
        }
        let map75 = |network| self.unseen(network).map(|scores| scores.figures()[1]);
        Some([map75(SceneNetwork::Find)?, map75(SceneNetwork::Refine)?])
    }
}

fn train(run: RunId, command: RunCommand) -> Effect {
    Effect::Train(Command::Train { run, command: Box::new(command) })
}
