//! The place Train: what is trained, on what and how is a [`TrainConfig`], which belongs in the link; what came of it so far is
//! a [`Progress`] for each of its runs.

mod action;
mod answers;
mod bands;
mod begin;
mod charts;
mod collected;
mod compare;
mod comparison;
mod data_source;
mod decision_plane;
mod diagnosis;
mod download;
mod effect;
mod engine;
mod guess;
mod histogram_history;
mod import;
mod keeping;
mod lens;
mod link;
mod load;
mod memory;
mod network_history;
mod pins;
mod progress;
mod rails;
mod restore;
mod runs;
mod saved_run;
mod step_arithmetic;
mod step_walkthrough;
mod store;
mod templates;
mod timeline;
mod toy;
mod trouble;
mod unit_graph;
mod update;
mod watch;
mod weight_history;

use std::rc::Rc;
use std::sync::Arc;

pub use crate::network::editor::{Edit, edited, place_of_new};
pub use action::TrainAction;
pub use bands::{Band, Tile, bands};
pub use charts::{Chart, chart, smoothed};
pub use collected::Collected;
pub use compare::Variant;
pub use comparison::Comparison;
pub use data_source::DataSource;

pub use crate::app::custom_dataset::CustomDataset;
pub use decision_plane::DecisionPlane;
pub use diagnosis::Diagnosis;
pub use download::Download;
pub use effect::Effect;
pub use guess::Guess;
pub use histogram_history::HistogramHistory;
pub use import::Import;
use keeping::Keeping;
pub use keeping::StoreError;
pub use lens::{Lens, LensChoice};
pub use link::asks_for_opened;
use network_history::NetworkHistory;
pub use pins::{Pin, Pins};
pub use progress::Progress;
pub use rails::{Rail, rails};
pub use restore::StoredRun;
pub use runs::TrainingRuns;
pub use saved_run::SavedRun;
pub use step_walkthrough::{StepWalkthrough, WalkthroughPart};
pub use templates::TEMPLATES;
use templates::usual_rate;
pub use timeline::Timeline;
pub use toy::{MOST_HIDDEN, MOST_TOY_UNITS};
pub use trouble::{Trouble, WorkerTrouble};
pub use unit_graph::{Edge, Parameter, UnitColumn, UnitGraph};
pub use watch::WatchedRun;
pub use weight_history::WeightHistory;

use crate::data::Source;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::network::{Network, Plan, PlanError};
use crate::session::{EngineKind, Loss, Schedule, Settings, StopAt};
pub use crate::session::{Look, Pace};
use crate::zoo::Template;

/// The place as it stands.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Train {
    pub config: TrainConfig,
    pub runs: TrainingRuns,
    /// What the browser's store holds, the newest first.
    pub saved_runs: Vec<SavedRun>,
    /// The run whose network is stored for other places.
    last_network: Option<u64>,
    pub import: Import,
    pub trouble: Trouble,
    pub pins: Pins,
    /// What is looked at in place of the chosen sample.
    pub tried: Option<Rc<[f32]>>,
    /// Whether histograms are shown over the steps, and not as they are now.
    pub over_time: bool,
    /// What is looked at through the lens.
    pub lens: LensChoice,
    keeping: Keeping,
    /// The link that the place was opened with, until it starts.
    asked: Option<String>,
    network_history: NetworkHistory,
    /// Cores of the machine; 0 while they are not known.
    cores: usize,
}

/// All that a run depends on, and what is looked at.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TrainConfig {
    pub data: DataSource,
    pub network: Network,
    pub settings: Settings,
    pub engine: EngineKind,
    /// Steps that the CPU takes before a GPU does.
    pub engine_from: u64,
    pub until: StopAt,
    pub pace: Pace,
    /// What the second run does otherwise, if there is one.
    pub variant: Option<Variant>,
    pub look: Look,
    /// For which sample, an index into the data.
    pub sample: u32,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self::of(DataSource::of(Source::Digits))
    }
}

impl TrainConfig {
    /// What the page proposes for these samples.
    pub fn of(data: DataSource) -> Self {
        let (shape, classes) = (data.shape(), data.names().len());
        let plane = data.is_toy();
        let template = if plane { Template::Dense { hidden: 2 } } else { Template::Modern };
        let loss = if data.is_regression() { Loss::MeanSquaredError } else { Loss::CrossEntropy };
        Self {
            network: template.network(shape, classes),
            data,
            settings: Settings {
                schedule: Schedule::constant(0.01),
                batch: if plane { 10 } else { 32 },
                loss,
                ..Settings::default()
            },
            engine: EngineKind::Cpu,
            engine_from: 0,
            until: StopAt::default(),
            pace: if plane { Pace::Epochs(1) } else { Pace::Unlimited },
            variant: None,
            look: Look::Activations,
            sample: 0,
        }
    }

    /// What the rest of a link says, and what of it cannot be read.
    pub fn read(rest: &str) -> (Self, Option<String>) {
        link::read(rest)
    }

    /// The same network and settings for other samples, where the network's kind can be kept. A batch that was the default one
    /// becomes that of the other samples.
    pub fn with_data(&self, data: DataSource) -> Self {
        let mut pace = self.pace;
        let before = (self.data.shape(), self.data.names().len());
        let now = (data.shape(), data.names().len());
        let [was_default, default] = [&self.data, &data].map(|data| Self::of(data.clone()).settings.batch);
        let was_plane = self.data.is_toy();
        let fresh = Self::of(data);
        if was_plane != fresh.data.is_toy() {
            pace = fresh.pace;
        }
        let network = match self.template().filter(|_| self.data.is_toy() == fresh.data.is_toy()) {
            Some(template) => Some(template.network(now.0, now.1)),
            None if was_plane && fresh.data.is_toy() => Some(toy::fitted(&self.network, now)),
            None => (before == now).then(|| self.network.clone()),
        };
        let network = network.unwrap_or_else(|| match fresh.data.is_toy() {
            true if fresh.data.is_wave() => toy::network(now, &toy::OF_WAVE, Activation::Tanh),
            true => toy::network(now, &toy::HIDDEN, Activation::Tanh),
            false => fresh.network,
        });
        let loss = match (self.data.is_regression(), fresh.data.is_regression()) {
            (was, is) if was != is => fresh.settings.loss,
            _ => self.settings.loss,
        };
        let batch = if self.settings.batch == was_default { default } else { self.settings.batch };
        Self {
            network,
            data: fresh.data,
            pace,
            // Small batches are not divided any further.
            settings: Settings {
                batch,
                loss,
                shards: self.settings.shards.min(batch.div_ceil(8)),
                ..self.settings
            },
            sample: 0,
            ..self.clone()
        }
    }

    /// The same with the network of a template, and with its usual learning rate if the rate was the usual one so far.
    pub fn with_template(&self, template: Template) -> Self {
        let network = template.network(self.data.shape(), self.data.names().len());
        let mut config = Self { network, variant: None, ..self.clone() };
        if self.template().map_or(0.01, usual_rate) == self.settings.schedule.rate {
            config.settings.schedule.rate = usual_rate(template);
        }
        config
    }

    /// The template that the network is, if it is one.
    pub fn template(&self) -> Option<Template> {
        let (shape, classes) = (self.data.shape(), self.data.names().len());
        TEMPLATES
            .iter()
            .map(|(_, template)| *template)
            .find(|template| template.network(shape, classes) == self.network)
    }

    /// The plan of a run, 0 or 1.
    pub fn plan(&self, run: usize) -> Result<Arc<Plan>, PlanError> {
        Plan::new(self.of_run(run).0).map(Arc::new)
    }

    /// Network and settings of a run, 0 or 1.
    pub fn of_run(&self, run: usize) -> (Network, Settings) {
        match self.variant.filter(|_| run == 1) {
            Some(variant) => variant.applied(&self.network, &self.settings),
            None => (self.network.clone(), self.settings),
        }
    }

    /// What is shown of each layer: the activations of points are planes.
    pub fn shown_look(&self) -> Look {
        if self.data.is_toy() && self.look == Look::Activations { Look::Planes } else { self.look }
    }

    /// Whether a layer looks at several samples at once.
    pub fn has_batch_norm(&self) -> bool {
        self.network.nodes.iter().any(|node| matches!(node.layer, Layer::BatchNorm(_)))
    }

    /// Whether its runs begin in the same way, so that the other one's can go on with these settings.
    pub(super) fn begins_like(&self, other: &Self) -> bool {
        let begin = |config: &Self| {
            let Settings { seed, initialization, balanced, .. } = config.settings;
            (config.variant, seed, initialization, balanced)
        };
        self.data == other.data && self.network == other.network && begin(self) == begin(other)
    }

    pub(super) fn run_count(&self) -> usize {
        1 + usize::from(self.variant.is_some())
    }
}

#[cfg(test)]
mod tests;
