//! Does the guess hold if the drawing is shifted or otherwise transformed? Three networks are asked: without convolutions, with
//! convolutions before dense layers, and with convolutions before a global average.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::model::{Activations, planned};
use crate::app::places::draw::{ChosenNetwork, ExplainedEffect, Load, Worker};
use crate::data::Transform;
use crate::network::Plan;
use crate::session::{Analysis, Command, Event, Finding, RunId, samples};
use crate::zoo::DigitNetwork;

/// The networks that are compared.
pub const NETWORKS: [DigitNetwork; 3] = [DigitNetwork::Dense, DigitNetwork::Cnn, DigitNetwork::GlobalAverage];

/// What is shown of the networks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The transformed drawing.
    pub image: Vec<f32>,
    /// What each network makes of it.
    pub answers: [Option<Rc<Activations>>; 3],
    /// For each transform and network, right answers at each strength: how many of how many, as far as counted.
    pub curves: BTreeMap<(Transform, usize), Vec<(usize, usize)>>,
    /// Why a network is not there.
    pub failures: [Option<String>; 3],
}

/// A network, as far as it is there.
struct Network {
    plan: Arc<Plan>,
    state: State,
    /// The image that it was given last.
    image: Vec<f32>,
    /// The transform that its curve was asked for last.
    transform: Option<Transform>,
    /// The number of that question.
    number: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unopened,
    Loading,
    Opening,
    Open,
}

/// The networks and what they answered.
pub struct Comparison {
    networks: [Network; 3],
    /// What is shown.
    pub compared: Rc<Compared>,
}

impl Default for Comparison {
    fn default() -> Self {
        let network = |network| Network {
            plan: planned(network),
            state: State::Unopened,
            image: Vec::new(),
            transform: None,
            number: 0,
        };
        Self { networks: NETWORKS.map(network), compared: Rc::default() }
    }
}

impl Comparison {
    /// How many parameters each network has.
    pub fn params(&self) -> [u64; 3] {
        self.networks.each_ref().map(|network| network.plan.params())
    }

    pub(in crate::app::places::draw) fn has_begun(&self) -> bool {
        let Compared { answers, failures, .. } = &*self.compared;
        answers.iter().zip(failures).all(|(answer, failure)| answer.is_some() || failure.is_some())
    }

    pub(in crate::app::places::draw) fn ask_again(&mut self) {
        for network in &mut self.networks {
            (network.state, network.transform) = (State::Unopened, None);
            network.number += 1;
            network.image.clear();
        }
    }

    /// Whether a file of weights is wanted here.
    fn is_loading(&self, network: ChosenNetwork) -> Option<usize> {
        let index = NETWORKS.iter().position(|other| ChosenNetwork::from(*other) == network)?;
        (self.networks[index].state == State::Loading).then_some(index)
    }

    /// Whether the curve of a network under a transform is complete.
    fn is_known(&self, transform: Transform, index: usize) -> bool {
        let complete = |(_, of): &(usize, usize)| *of == samples::ROBUSTNESS;
        let curve = self.compared.curves.get(&(transform, index));
        curve.is_some_and(|curve| curve.len() == transform.strengths().len() && curve.iter().all(complete))
    }
}

impl ExplainedDraw {
    /// Asks the networks what they make of the transformed drawing, and how often they are right; loads those that are not here.
    pub(in crate::app::places::draw) fn compare(&mut self) -> Vec<ExplainedEffect> {
        let Some(shape) = self.draw.model.ready().map(|model| model.plan.network().input) else {
            return Vec::new();
        };
        let config = &self.config.analysis;
        let (transform, strength) = (config.transform, config.transform.strengths()[config.level()]);
        let image = self.draw.prepared.as_ref().map(|prepared| {
            let mut image = prepared.pixels.to_vec();
            transform.apply(strength, shape, 0, &mut image);
            image
        });
        let comparison = &mut self.answers.comparison;
        if comparison.compared.image != *image.as_deref().unwrap_or_default() {
            let compared = Rc::make_mut(&mut comparison.compared);
            compared.image = image.clone().unwrap_or_default();
            if image.is_none() {
                compared.answers = Default::default();
            }
        }
        let mut effects = Vec::new();
        for (index, network) in NETWORKS.into_iter().enumerate() {
            let run = RunId::compared(index);
            let is_known = comparison.is_known(transform, index);
            let this = &mut comparison.networks[index];
            match this.state {
                State::Unopened => {
                    this.state = State::Loading;
                    effects.push(ExplainedEffect::LoadWeights(network.into()));
                }
                State::Loading | State::Opening => {}
                State::Open => {
                    if let Some(pixels) = image.clone().filter(|image| *image != this.image) {
                        this.image.clone_from(&pixels);
                        let nodes = vec![this.plan.network().last()];
                        effects.push(ExplainedEffect::Send(Command::Infer { run, pixels, nodes }));
                    }
                    if this.transform != Some(transform) && !is_known {
                        (this.transform, this.number) = (Some(transform), this.number + 1);
                        let analysis = Box::new(Analysis::Robustness { transform });
                        effects.push(ExplainedEffect::Send(Command::Analyze {
                            run,
                            number: this.number,
                            analysis,
                        }));
                    }
                }
            }
        }
        effects
    }

    /// Leaves off counting right answers.
    pub(in crate::app::places::draw) fn leave_comparison(&mut self) -> Vec<ExplainedEffect> {
        let comparison = &mut self.answers.comparison;
        let mut stopped = Vec::new();
        for index in 0..NETWORKS.len() {
            let Some(transform) = comparison.networks[index].transform.take() else { continue };
            if !comparison.is_known(transform, index) {
                stopped.push(ExplainedEffect::Send(Command::StopAnalysis { run: RunId::compared(index) }));
            }
        }
        stopped
    }

    /// Takes a file of weights in that is wanted here; answers whether it is wanted elsewhere.
    pub(in crate::app::places::draw) fn take_weights(
        &mut self,
        network: ChosenNetwork,
        weights: &Result<Vec<u8>, String>,
        effects: &mut Vec<ExplainedEffect>,
    ) -> bool {
        let comparison = &mut self.answers.comparison;
        let is_taken = comparison.is_loading(network);
        if let Some(index) = is_taken {
            let this = &mut comparison.networks[index];
            match weights {
                Ok(weights) => {
                    this.state = State::Opening;
                    effects.push(ExplainedEffect::Send(Command::Open {
                        run: RunId::compared(index),
                        network: this.plan.network().clone(),
                        weights: weights.clone(),
                        examples: Vec::new(),
                    }));
                }
                Err(why) => Rc::make_mut(&mut comparison.compared).failures[index] = Some(why.clone()),
            }
        }
        // A worker that was started anew is busy until it has it.
        let waits = self.draw.worker != Worker::Idle || !matches!(self.draw.model, Load::Ready(_));
        self.draw.network() == network && (is_taken.is_none() || waits)
    }

    /// Takes in what a compared network answered; anything else goes on.
    pub(in crate::app::places::draw) fn take_compared(&mut self, event: Event) -> Option<Event> {
        let index = match &event {
            Event::Opened { run, .. }
            | Event::Activations { run, .. }
            | Event::Found { run, .. }
            | Event::AnalysisStopped { run }
            | Event::Error { run, .. } => (0..NETWORKS.len()).find(|index| RunId::compared(*index) == *run),
            _ => None,
        };
        let Some(index) = index else { return Some(event) };
        let Comparison { networks, compared } = &mut self.answers.comparison;
        let (this, compared) = (&mut networks[index], Rc::make_mut(compared));
        match event {
            Event::Opened { .. } => this.state = State::Open,
            Event::Activations { nodes, activations, .. } => {
                compared.answers[index] = Some(Rc::new(Activations::new(&nodes, activations)));
            }
            Event::Found { number, finding: Some(Finding::Right { strength, right, of }), .. } => {
                if let Some(transform) = this.transform.filter(|_| number == this.number) {
                    let none = || vec![(0, 0); transform.strengths().len()];
                    compared.curves.entry((transform, index)).or_insert_with(none)[strength] = (right, of);
                }
            }
            Event::Error { error, .. } => compared.failures[index] = Some(error.to_string()),
            _ => {}
        }
        None
    }
}
