//! Which part of a photograph decided: what the worker is asked to explain, and what it has answered.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Effect, Networks, View};
use crate::app::text::networks::why as text;
use crate::network::{Bytes, NodeId, Plan, TAB};
use crate::session::{
    Attribution, Command, Cover, Event, Method, Request, Row, RunId, Sampling, Scores, Target,
};

/// What is asked about a photograph. All of it belongs in the link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhyConfig {
    /// The class that is explained; `None` for the best guess. `class=` in the link.
    pub class: Option<usize>,
    /// The class that it is compared with. `against=` in the link.
    pub against: Option<usize>,
    /// The method whose map is large; `None` for Grad-CAM. `method=` in the link.
    pub method: Option<Method>,
    /// The stage that Grad-CAM looks at; `None` for the last. `layer=` in the link.
    pub layer: Option<usize>,
    /// Of how many layers, from the top down, the weights are random. `randomized=` in the link.
    pub randomized: usize,
}

/// What somebody asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WhyAction {
    /// About this class.
    Class(usize),
    /// Against this class, or none.
    Against(Option<usize>),
    /// With this method's map large.
    Method(Method),
    /// With Grad-CAM at this stage.
    Layer(usize),
    /// With random weights in so many layers.
    Randomized(usize),
    /// Show the class's Grad-CAM on the photograph while the network is run, or the photograph alone.
    OnPhotograph(bool),
    /// Leave off.
    Stop,
    /// Go on with what was left off.
    GoOn,
}

/// An explanation, as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// What it is about.
    pub target: Option<Target>,
    /// The target's score, and that of a photograph that is all grey.
    pub scores: Scores,
    /// How much of it is done, from 0 to 1.
    pub progress: f32,
    /// Milliseconds from the question to the last of the maps that take a single pass.
    pub first_milliseconds: Option<f64>,
    maps: BTreeMap<Method, Rc<[f32]>>,
    /// The maps of the same question with all weights as trained.
    trained: BTreeMap<Method, Rc<[f32]>>,
}

/// An explanation equals only itself: pages ask often.
impl PartialEq for Explained {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Explained {
    /// A method's map, once it is here: for each channel a plane as large as the input, or one plane.
    pub fn map(&self, method: Method) -> Option<&Rc<[f32]>> {
        self.maps.get(&method)
    }

    /// The map of the trained network, while some weights are random.
    pub fn trained(&self, method: Method) -> Option<&Rc<[f32]>> {
        self.trained.get(&method)
    }
}

/// What was asked for, and what came of it.
#[derive(Debug, Default)]
pub struct Why {
    /// What is shown.
    pub explained: Rc<Explained>,
    /// Whether the photograph shows what its class is seen by while the network is run.
    pub on_photograph: bool,
    /// Whether somebody has it left off.
    pub stopped: bool,
    asked: Option<(RunId, Request)>,
    /// The number of the last question: answers to older ones are dropped.
    number: u32,
    since: f64,
}

/// The maps that take a single pass forward and back, and are shown at once.
const FAST: [Method; 4] =
    [Method::Gradient, Method::GradientTimesInput, Method::GuidedBackprop, Method::GradCam];
/// Passes of the methods that take many: a photograph's take long.
pub const SAMPLING: Sampling = Sampling { copies: 16, noise: 0.3, steps: 32 };
/// A window covers a seventh of each side, and moves by half of that.
const WINDOWS: usize = 7;

/// What a photograph is covered with: the grey in the middle of all values.
pub fn cover(plan: &Plan) -> Cover {
    let side = (plan.network().input.h / WINDOWS).max(1);
    Cover { side, stride: (side / 2).max(1), fill: 0.0 }
}

/// How many layers have weights that may be random.
pub fn random_layers(plan: &Plan) -> usize {
    plan.ids().filter(|&id| !plan.params_of(id).is_empty()).count()
}

/// Bytes that explaining takes: the weights twice, and the values and gradients of all layers.
fn memory(plan: &Plan) -> Bytes {
    plan.weights_bytes() * 2 + plan.forward_bytes(1) * 2
}

impl Why {
    /// What belongs to a network or a photograph that is no longer there goes.
    pub(super) fn clear(&mut self) {
        *self = Self { number: self.number + 1, on_photograph: self.on_photograph, ..Self::default() };
    }

    /// Takes in what the worker has answered.
    pub(super) fn answered(&mut self, event: &Event, now: f64) {
        match event {
            Event::Explaining { number, scores, .. } if *number == self.number => {
                let explained = Rc::make_mut(&mut self.explained);
                explained.scores = scores.first().copied().unwrap_or_default();
            }
            Event::Attributed { number, attributions, progress, .. } if *number == self.number => {
                let is_trained =
                    self.asked.as_ref().is_some_and(|(_, request)| request.rows[0].randomized == 0);
                let since = self.since;
                let explained = Rc::make_mut(&mut self.explained);
                explained.progress = *progress;
                for Attribution { method, values, .. } in attributions {
                    let values: Rc<[f32]> = values.as_slice().into();
                    if is_trained {
                        explained.trained.insert(*method, values.clone());
                    }
                    explained.maps.insert(*method, values);
                }
                if explained.first_milliseconds.is_none()
                    && FAST.iter().all(|method| explained.maps.contains_key(method))
                {
                    explained.first_milliseconds = Some(now - since);
                }
            }
            _ => {}
        }
    }
}

impl Networks {
    /// The class that is explained, and the one that it is compared with.
    pub fn target(&self) -> Option<Target> {
        let WhyConfig { class, against, .. } = self.config.why;
        let classes = self.subject.plan.output().len();
        let best = self.run.seen.as_ref()?.guesses.first()?.class;
        let class = class.filter(|class| *class < classes).unwrap_or(best);
        Some(Target { class, against: against.filter(|against| *against != class && *against < classes) })
    }

    /// The stage that Grad-CAM looks at.
    pub fn grad_cam_stage(&self) -> Option<usize> {
        let last = self.run.stages.len().checked_sub(1)?;
        Some(self.config.why.layer.map_or(last, |layer| layer.min(last)))
    }

    /// Why explanations are not to be had.
    pub fn refuses_why(&self) -> Option<String> {
        let memory = memory(&self.subject.plan);
        self.run.refuses().or((memory > TAB).then(|| text::too_large(memory)))
    }

    /// Does what somebody asks.
    pub(super) fn why_action(&mut self, action: WhyAction) -> Vec<Effect> {
        let Self { config, why, run, .. } = self;
        match action {
            WhyAction::Class(class) => config.why.class = Some(class),
            WhyAction::Against(against) => config.why.against = against,
            WhyAction::Method(method) => config.why.method = Some(method),
            WhyAction::Layer(layer) => config.why.layer = Some(layer),
            WhyAction::Randomized(layers) => config.why.randomized = layers,
            WhyAction::OnPhotograph(on) => why.on_photograph = on,
            WhyAction::Stop => {
                why.stopped = true;
                return vec![Effect::Send(Command::StopAnalysis { run: run.id() })];
            }
            WhyAction::GoOn => why.asked = None,
        }
        vec![Effect::UpdateUrl]
    }

    /// Asks for the explanation that is to be shown, unless it was asked for already.
    pub(super) fn explain(&mut self, now: f64) -> Option<Effect> {
        let methods = match self.config.view {
            View::Why => Method::ALL.to_vec(),
            View::Run if self.why.on_photograph => vec![Method::GradCam],
            View::Diagram | View::Run => return None,
        };
        if self.run.is_busy() || self.refuses_why().is_some() {
            return None;
        }
        let (pixels, target, run) = (self.run.pixels()?, self.target()?, self.run.id());
        let layer = self.grad_cam_stage().map_or(NodeId::INPUT, |stage| self.run.stages[stage].end);
        let row = Row { target, randomized: self.config.why.randomized };
        let cover = cover(&self.subject.plan);
        let request = Request { pixels, rows: vec![row], methods, layer, cover, sampling: SAMPLING };
        if self.why.asked.as_ref().is_some_and(|asked| *asked == (run, request.clone())) {
            return None;
        }
        let before = self.why.asked.replace((run, request.clone()));
        // What the network said before some of its weights were random stays beside what it says now.
        let is_same = before.is_some_and(|(_, before)| {
            (before.pixels, before.layer, before.rows[0].target) == (request.pixels.clone(), layer, target)
        });
        let trained = if is_same { self.why.explained.trained.clone() } else { BTreeMap::new() };
        self.why.explained = Rc::new(Explained { target: Some(target), trained, ..Explained::default() });
        (self.why.number, self.why.since, self.why.stopped) = (self.why.number + 1, now, false);
        let request = Box::new(request);
        Some(Effect::Send(Command::Explain { run, number: self.why.number, request }))
    }
}
