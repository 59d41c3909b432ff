//! The place Draw: a drawn digit, and what every layer of a network makes of it. [`Draw::update`] takes [`Action`]s and
//! answers with [`Effect`]s; what belongs in the link is [`DrawConfig`], which the route holds.

pub mod analysis;
pub mod attribution_map;
pub mod backward;
pub mod backward_config;
mod check;
pub mod chosen_network;
pub mod columns;
mod demonstration;
mod edit;
mod effect;
pub mod explain;
pub mod explained_draw;
mod last_run;
pub mod layout;
pub mod link;
pub mod model;
pub mod neuron_chain;
mod opened;
pub mod path;
pub mod picture;
mod range_of;
mod rounding;
pub mod slopes;
mod update;
pub mod walk;
pub mod weight;
pub mod why;

use std::rc::Rc;
use std::sync::Arc;

pub use chosen_network::ChosenNetwork;
pub use effect::{Effect, ExplainedEffect};
pub use link::{Direction, DrawConfig};
pub use opened::Opened;
pub use range_of::RangeOf;

pub use crate::zoo::DigitNetwork;

use crate::app::heartbeat::WorkerState;
use crate::app::lab::Transport;
use crate::app::trained_network::StoredDataset;
use crate::drawing::pipeline::{Prepared, Step};
use crate::drawing::polyline::Point;
use crate::drawing::{Drawing, Raster, Stroke};
use crate::network::{NodeId, Plan};
use crate::session::{Cover, InferenceEvent, Method, RunId};
use analysis::Choice;
use backward_config::BackwardChoice;
use demonstration::Demonstration;
use model::{Activations, Model};
use weight::WeightAt;

/// What the place knows beside its link.
pub struct Draw {
    /// Which network it is.
    network: ChosenNetwork,
    /// Whether the browser may have stored another one under that name by now.
    is_stale: bool,
    /// Its run in the worker.
    run: RunId,
    /// The network that is opened in the worker: both ends of the conversation know it from here.
    plan: Arc<Plan>,
    /// What it learnt from, where that is somebody's own.
    dataset: Option<StoredDataset>,
    /// The network with its weights.
    pub model: Load<Rc<Model>>,
    /// What the network receives; `None` if nothing is drawn.
    pub prepared: Option<Rc<Prepared>>,
    /// What the network made of it; `None` if nothing is drawn.
    pub activations: Option<Rc<Activations>>,
    /// What the mouse is over.
    pub hovered: Option<Focus>,
    /// How the next stroke is drawn.
    pub pen: Pen,
    /// Whether a stroke is being drawn.
    pub is_drawing: bool,
    /// Whether the worker has not answered for long.
    pub is_silent: bool,
    raster: Raster,
    /// A sample that is drawn by itself.
    demonstration: Option<Demonstration>,
    worker: Worker,
    /// Workers that died since the last answer.
    deaths: u32,
    /// Which sample of a digit is drawn next.
    next_sample: usize,
}

/// Something that comes from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// It is on its way.
    Waiting,
    /// It is here.
    Ready(T),
    /// It will not come, and why.
    Failed(String),
}

impl<T> Load<T> {
    /// What is here.
    pub fn ready(&self) -> Option<&T> {
        if let Self::Ready(value) = self { Some(value) } else { None }
    }
}

/// What the worker is doing: one inference at a time, and then the newest drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worker {
    Idle,
    Busy,
    BusyWithAnOlderDrawing,
}

/// How the next stroke is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Diameter as a part of the pad.
    pub width: f32,
    /// Whether it takes ink away.
    pub erase: bool,
}

impl Pen {
    /// The widths to choose from: fine, medium, broad.
    pub const WIDTHS: [f32; 3] = [0.6 * Stroke::WIDTH, Stroke::WIDTH, 1.5 * Stroke::WIDTH];
}

/// A place in the network: what the mouse is over, or what is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The column.
    pub column: usize,
    /// The map or unit.
    pub unit: usize,
    /// The cell: row and column.
    pub cell: Option<[usize; 2]>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The file of a network's weights is here, or a sentence why not.
    Weights(ChosenNetwork, Result<Vec<u8>, String>),
    /// What the store has of the last run of Train.
    LastRun(Option<Rc<Vec<u8>>>),
    /// What the store has of the samples that it learnt from.
    Samples(Option<Rc<Vec<u8>>>),
    /// Look at another network.
    Network(ChosenNetwork),
    /// The worker answered.
    Answered(InferenceEvent),
    /// The worker is otherwise than before.
    Worker(WorkerState),
    /// Load what failed once more, or start another worker in place of a silent one.
    TryAgain,
    /// Draw a sample by itself, if nothing is drawn.
    Demonstrate,
    /// Somebody is there: what was drawn by itself goes.
    EndDemonstration,
    /// The pen was put down.
    Press(Point),
    /// The pen was moved on.
    Drag(Vec<Point>),
    /// The pen was lifted.
    Release,
    /// Take the last stroke back.
    Undo,
    /// Take everything back.
    Clear,
    /// Draw this sample.
    Sample(usize),
    /// Draw a sample of this digit, another one each time.
    Digit(u8),
    /// Draw with another pen.
    Pen(Pen),
    /// Erase, or draw again.
    Erase,
    /// Take or leave out a step of the preprocessing.
    Switch(Step),
    /// The mouse is over something else.
    Hover(Option<Focus>),
    /// Open a map or unit, or pin one of its cells.
    Open(Focus),
    /// Give every activation a column of its own, or not.
    EveryStep(bool),
    /// What palettes end at.
    Range(RangeOf),
    /// Look at the network this way.
    Direction(Direction),
    /// Explain this class, or take it as the label.
    Class(usize),
    /// Look at this weight of what is opened, or at its gradient again.
    Weight(Option<WeightAt>),
    /// Look at the way back otherwise.
    Backward(BackwardChoice),
    /// Walk from the loss to the drawing, at this time in milliseconds.
    Walk(Transport, f64),
    /// The time in milliseconds, while something plays.
    Frame(f64),
    /// Check and step with this ε and this α.
    Steps([usize; 2]),
    /// Compare it with this class.
    Against(usize),
    /// Explain this method itself.
    Method(Method),
    /// Have Grad-CAM look at this layer.
    GradCamLayer(String),
    /// Cover the drawing with this.
    Cover(Cover),
    /// Compare with weights of which so many layers, from the top down, are random.
    Randomize(usize),
    /// Ask something else, or ask otherwise.
    Analysis(Choice),
    /// Stop what is being answered, or go on.
    StopAnalysis(bool),
    /// Back by one level. Levels are places of the browser's history, so the shell takes this.
    Back,
}

impl Draw {
    /// The place before anything came from elsewhere.
    pub fn new() -> Self {
        Self {
            network: ChosenNetwork::default(),
            is_stale: false,
            run: RunId(1),
            plan: model::planned(DigitNetwork::default()),
            dataset: None,
            model: Load::Waiting,
            prepared: None,
            activations: None,
            hovered: None,
            pen: Pen { width: Stroke::WIDTH, erase: false },
            is_drawing: false,
            is_silent: false,
            raster: Raster::of(&Drawing::default()),
            demonstration: None,
            worker: Worker::Idle,
            deaths: 0,
            next_sample: 0,
        }
    }

    /// The run of the network in the worker.
    pub const fn run(&self) -> RunId {
        self.run
    }

    /// The network that is looked at, whose weights are loaded.
    pub const fn network(&self) -> ChosenNetwork {
        self.network
    }

    /// What is opened, as a place in the network.
    pub fn opened(&self, config: &DrawConfig) -> Option<Focus> {
        let opened = config.opened.as_ref()?;
        let column = self.model.ready()?.column(&opened.layer)?;
        Some(Focus { column, unit: opened.unit, cell: opened.cell })
    }

    /// The nodes whose values are on the screen: those of all columns, and what explains cells of those that are opened or
    /// pointed at.
    pub fn shown_nodes(&self, config: &DrawConfig) -> Vec<NodeId> {
        // A path back may lead through all of them.
        let all = config.direction == Direction::Backward || config.shows_every_step();
        if let Some(model) = self.model.ready().filter(|_| all) {
            return model.plan.ids().collect();
        }
        let columns = [self.opened(config), self.hovered].into_iter().flatten().map(|focus| focus.column);
        self.model.ready().map_or(Vec::new(), |model| model.shown(columns))
    }
}

impl Default for Draw {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
