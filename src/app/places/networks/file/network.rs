//! [`FileNetwork`]: a network from a file, and what its inputs are.

use std::collections::HashMap;
use std::rc::Rc;

use crate::app::numbers::thousands;
use crate::app::places::networks::Subject;
use crate::app::places::networks::last_run::About;
use crate::app::places::networks::run::{Normalization, Opened};
use crate::app::text::networks::file as text;
use crate::app::trained_network::TrainedNetwork;
use crate::data::Scale;
use crate::network::CLASSES;
use crate::session::{FileKind, OpenedFile};
use crate::zoo::{Architecture, Version};

/// A network from a file.
#[derive(Clone, Debug)]
pub struct FileNetwork {
    /// The file's name.
    pub name: String,
    /// The network.
    pub subject: Rc<Subject>,
    /// What kind of file it was.
    pub kind: FileKind,
    /// Its weights, as far as they are here, and what its classes are called.
    pub opened: Rc<Opened>,
    /// Whether all of its weights are here.
    pub complete: bool,
    /// How many of its weights are not finite numbers.
    pub not_finite: usize,
    /// What its inputs are.
    pub values: PixelValues,
}

/// What the values of a network's input are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PixelValues {
    /// ImageNet's mean and standard deviation taken away.
    #[default]
    ImageNet,
    /// 0 to 1.
    Unit,
    /// −1 to 1.
    Signed,
    /// 0 to 255.
    Bytes,
}

impl PixelValues {
    /// Every kind, in the order of their words.
    pub const ALL: [Self; 4] = [Self::ImageNet, Self::Unit, Self::Signed, Self::Bytes];

    /// How bytes become such values.
    pub const fn normalization(self) -> Normalization {
        match self {
            Self::ImageNet => Normalization::IMAGENET,
            Self::Unit => Normalization { mean: [0.0; 3], deviation: [255.0; 3] },
            Self::Signed => Normalization::HALVES,
            Self::Bytes => Normalization { mean: [0.0; 3], deviation: [1.0; 3] },
        }
    }

    /// What the networks of a file usually take. One channel is not a photograph's.
    const fn usual(kind: &FileKind, channels: usize) -> Self {
        match kind {
            FileKind::Onnx { .. } if channels != 3 => Self::Unit,
            FileKind::Known(Architecture::EfficientNetLite0, _)
            | FileKind::Known(Architecture::GoogLeNet, Version::Torchvision) => Self::Signed,
            FileKind::Own | FileKind::WithoutWeights => Self::Unit,
            FileKind::Known(..) | FileKind::Onnx { .. } => Self::ImageNet,
        }
    }
}

impl FileNetwork {
    /// What the worker made of a file; a sentence where it cannot be shown.
    pub(in crate::app::places::networks) fn of(file: OpenedFile) -> Result<Self, String> {
        let OpenedFile { name, network, weights, complete, kind, classes, not_finite } = file;
        let subject = Rc::new(Subject::new(network)?);
        let values = PixelValues::usual(&kind, subject.plan.network().input.c);
        let opened = Rc::new(Opened { weights, names: classes });
        Ok(Self { name, subject, kind, opened, complete, not_finite, values })
    }

    /// What [`stored`](Self::stored) wrote.
    pub(in crate::app::places::networks) fn restored(bytes: &[u8]) -> Option<Self> {
        let (TrainedNetwork { name, network, weights, names, scale, .. }, _) =
            TrainedNetwork::from_bytes(bytes)?;
        let subject = Rc::new(Subject::new(network).ok()?);
        let values = match scale {
            Scale::Unit if subject.plan.network().input.c == 3 => PixelValues::ImageNet,
            Scale::Unit => PixelValues::Unit,
            Scale::Signed => PixelValues::Signed,
        };
        let opened = Rc::new(Opened { weights, names });
        Some(Self { name, subject, kind: FileKind::Own, opened, complete: true, not_finite: 0, values })
    }

    /// What is said about it.
    pub(in crate::app::places::networks) fn about(&self) -> About {
        let odd = (self.not_finite > 0).then(|| text::not_finite(&thousands(self.not_finite as u64)));
        let kept = (!self.complete).then(|| text::TOO_LARGE_TO_KEEP.to_string());
        About {
            name: self.name.clone(),
            detail: text::YOUR_FILE.to_string(),
            sentences: [text::kind(&self.kind)].into_iter().chain(odd).chain(kept).collect(),
            source: String::new(),
        }
    }

    /// For the browser's store, from which other places open it; `None` if it is too large or not finite.
    pub fn stored(&self) -> Option<Vec<u8>> {
        let plan = &self.subject.plan;
        let named = self
            .opened
            .names
            .iter()
            .cloned()
            .chain((self.opened.names.len()..).map(|class| class.to_string()));
        let stored = TrainedNetwork {
            name: self.name.clone(),
            step: 0,
            accuracy: None,
            network: plan.network().clone(),
            weights: self.opened.weights.clone(),
            names: named.take(plan.output().len()).collect(),
            scale: if self.values == PixelValues::Signed { Scale::Signed } else { Scale::Unit },
            dataset: None,
        };
        (self.complete && self.not_finite == 0).then(|| stored.to_bytes())
    }

    /// Its weights and the names of its classes, for the worker.
    pub(in crate::app::places::networks) fn to_safetensors(&self) -> Vec<u8> {
        let names = serde_json::to_string(&self.opened.names).expect("strings are JSON");
        let metadata = HashMap::from([(CLASSES.to_owned(), names)]);
        self.opened.weights.to_safetensors(&self.subject.plan, metadata)
    }
}
