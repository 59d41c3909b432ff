//! What is said of the network that is shown, and where else it can be seen; and the network of the last run of Train.

use std::rc::Rc;

use super::{Chosen, Effect, Networks, NetworksConfig};
use crate::app::numbers::{percent, thousands};
use crate::app::text::Text;
use crate::app::text::networks as text;
use crate::app::trained_network::TrainedNetwork;
use crate::shape::Shape;
use crate::zoo::Architecture;

/// Where the trained LeNet-5, and the last run, look at what is drawn; where the last run goes on.
const DRAW_LENET5: &str = "#/draw?network=lenet5";
const DRAW_LAST_RUN: &str = "#/draw?network=last";
const TRAIN: &str = "#/train";
/// The same of a network from a file.
const DRAW_FILE: &str = "#/draw?network=opened";
const TRAIN_FILE: &str = "#/train?net=opened";

/// What is said about a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub name: String,
    /// Its year, or what it was trained on.
    pub detail: String,
    /// Why it was invented, what its idea is, and what to look at.
    pub sentences: Vec<String>,
    /// Where it was published, and whose version is shown.
    pub source: String,
}

impl Networks {
    /// The run whose network is shown.
    pub fn shown_run(&self) -> Option<&Rc<TrainedNetwork>> {
        self.last_run.as_ref().filter(|_| self.config.last_run)
    }

    /// What is said about the network that is shown.
    pub fn about(&self) -> About {
        if let Some(file) = self.shown_file() {
            return file.about();
        }
        if let Some(trained) = self.shown_run() {
            let accuracy = trained.accuracy.map(percent);
            return About {
                name: text::LAST_RUN.to_string(),
                detail: trained.name.clone(),
                sentences: vec![text::trained(&thousands(trained.step), accuracy.as_deref())],
                source: String::new(),
            };
        }
        let Chosen { architecture, version } = self.config.shown;
        let about = text::about(architecture);
        let note = text::version_note(architecture, version).unwrap_or_default();
        About {
            name: about.name.to_owned(),
            detail: about.year.to_string(),
            sentences: about.sentences.map(String::from).to_vec(),
            source: format!("{} {note}", about.paper),
        }
    }

    /// Where what is drawn can be shown to it, if it reads digits.
    pub fn draw_link(&self) -> Option<&'static str> {
        if self.config.last_run || self.config.file {
            let plan = &self.subject.plan;
            let reads_digits =
                (plan.network().input, plan.output()) == (Shape::new(1, 28, 28), Shape::flat(10));
            let link = if self.config.file { DRAW_FILE } else { DRAW_LAST_RUN };
            return reads_digits.then_some(link);
        }
        (self.config.shown.architecture == Architecture::LeNet5).then_some(DRAW_LENET5)
    }

    /// Where to train a small network of this kind, on digits and on shapes, or to go on with the last run or that of a file: words and
    /// links to Train.
    pub fn train_links(&self) -> Vec<(Text, String)> {
        if let Some(file) = self.shown_file() {
            return file
                .complete
                .then(|| (text::GO_ON_IN_TRAIN, TRAIN_FILE.to_owned()))
                .into_iter()
                .collect();
        }
        if self.config.last_run {
            return vec![(text::GO_ON_IN_TRAIN, TRAIN.to_owned())];
        }
        let template = match self.config.shown.architecture {
            Architecture::LeNet5 => "lenet5",
            Architecture::AlexNet => "alexnet",
            Architecture::Vgg16 => "vgg",
            Architecture::GoogLeNet => "inception",
            Architecture::ResNet18 | Architecture::ResNet34 | Architecture::ResNet50 => "residual-10",
            Architecture::EfficientNetLite0 => "mobilenet",
        };
        let data = ["", "data=shapes&"].into_iter().zip(text::OPEN_IN_TRAIN);
        data.map(|(data, words)| (words, format!("{TRAIN}?{data}net={template}"))).collect()
    }

    /// The store has answered.
    pub(super) fn take_last_run(&mut self, stored: Option<&[u8]>) -> Vec<Effect> {
        self.last_run = stored.and_then(TrainedNetwork::from_bytes).map(|(trained, _)| Rc::new(trained));
        if !self.config.last_run {
            return Vec::new();
        }
        if self.last_run.is_none() {
            self.config = NetworksConfig { last_run: false, ..self.config.clone() };
            return vec![Effect::Notice(text::NO_LAST_RUN.to_string()), Effect::UpdateUrl];
        }
        let config = self.config.clone();
        self.become_other(config)
    }
}
