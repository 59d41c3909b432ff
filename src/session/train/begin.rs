//! How a run begins: everything that could be wrong with it is found here.

use std::sync::Arc;

use super::TrainingRun;
use super::learner::Learner;
use super::protocol::{Data, RunEvent, StartFrom, StopAt, Watch};
use super::report::State;
use super::snapshots::Snapshots;
use crate::data::{Batches, Dataset, LARGEST, MOST_CLASSES};
use crate::network::{Network, Plan, Weights};
use crate::session::{CommandError, Settings};
use crate::shape::Shape;
use crate::training::Checkpoint;

/// The most samples in a step.
const LARGEST_BATCH: usize = 4096;
/// The most values that come out of all layers for all samples of a step: 256 MiB.
const LARGEST_PASS: usize = 1 << 26;

impl TrainingRun {
    /// A run that has taken no step.
    pub fn begin(
        network: Network,
        data: Data,
        settings: Settings,
        start: StartFrom,
    ) -> Result<(Self, RunEvent), CommandError> {
        check(&settings)?;
        let plan =
            Arc::new(Plan::new(network).map_err(|error| CommandError::Network { why: error.to_string() })?);
        let (data, training, validation) = read(data, settings.seed)?;
        let why = |why: String| CommandError::Network { why };
        if plan.network().input != data.shape {
            return Err(why(format!(
                "it takes {}, but the samples are {}",
                plan.network().input,
                data.shape
            )));
        }
        if plan.output().len() != data.classes() {
            let (outputs, classes) = (plan.output().len(), data.classes());
            return Err(why(format!("it has {outputs} outputs, but there are {classes} classes")));
        }
        if plan.params_len() == 0 {
            return Err(why("it has no parameters to train".into()));
        }
        if plan.total_cost().activations.saturating_mul(settings.batch) > LARGEST_PASS {
            return Err(why(format!("a batch of {} is too large for it", settings.batch)));
        }
        let fresh = || Weights::fresh(&plan, settings.initialization, settings.seed);
        let (weights, checkpoint) = match start {
            StartFrom::Fresh => (fresh(), None),
            StartFrom::Weights(file) => {
                let weights = Weights::from_safetensors(&plan, &file)
                    .map_err(|error| CommandError::Weights { why: error.to_string() })?;
                (weights, None)
            }
            StartFrom::Checkpoint(run) => {
                let checkpoint = Checkpoint::from_bytes(&plan, &run)
                    .map_err(|error| CommandError::Weights { why: error.to_string() })?;
                (fresh(), Some(checkpoint))
            }
        };
        let batches = Batches::new(training.clone(), settings.batch, settings.seed);
        let indices = |samples: &[usize]| samples.iter().map(|&sample| sample as u32).collect();
        let begun = RunEvent::Begun {
            training: indices(&training),
            validation: indices(&validation),
            names: data.names.clone(),
            steps_per_epoch: batches.per_epoch(),
        };
        let mut learner = Learner::new(plan.clone(), weights, &settings);
        if let Some(checkpoint) = checkpoint {
            learner.restore(&checkpoint);
        }
        let mut snapshots = Snapshots::default();
        snapshots.add(learner.checkpoint());
        let training_run = Self {
            plan,
            data,
            validation,
            batches,
            settings,
            learner,
            snapshots,
            state: State::Paused,
            left: None,
            until: StopAt::default(),
            watch: Watch::default(),
            points: Vec::new(),
            validations: Vec::new(),
            evaluation: None,
            took: 0.0,
            dirty: false,
            ack_received: true,
        };
        Ok((training_run, begun))
    }
}

/// Refuses settings that no step can be taken with.
pub fn check(settings: &Settings) -> Result<(), CommandError> {
    let why = |why: String| Err(CommandError::Settings { why });
    if !(1..=LARGEST_BATCH).contains(&settings.batch) {
        return why(format!("a batch has 1 to {LARGEST_BATCH} samples, not {}", settings.batch));
    }
    if !(0.0..1.0).contains(&settings.label_smoothing) {
        return why(format!("label smoothing is at least 0 and below 1, not {}", settings.label_smoothing));
    }
    let rate = settings.schedule.rate;
    if !rate.is_finite() || rate < 0.0 {
        return why(format!("a learning rate is at least 0, not {rate}"));
    }
    Ok(())
}

/// The samples, and which of them are trained on and which are for validation.
fn read(data: Data, seed: u64) -> Result<(Dataset, Vec<usize>, Vec<usize>), CommandError> {
    let refuse = |why: String| Err(CommandError::Data { why });
    match data {
        Data::Generated { generator, training, validation } => {
            let (training, all) = (training as usize, training as usize + validation as usize);
            let most = LARGEST / generator.source.shape().len();
            if training == 0 || all > most {
                return refuse(format!("1 to {most} samples can be generated, not {all}"));
            }
            Ok((generator.dataset(0..all as u64), (0..training).collect(), (training..all).collect()))
        }
        Data::Given { shape, signed, images, labels, names, validation } => {
            let Shape { c, h, w } = shape;
            let bytes = [h, w, labels.len()].iter().try_fold(c, |bytes, &n| bytes.checked_mul(n));
            if bytes != Some(images.len()) || images.is_empty() || images.len() > LARGEST {
                return refuse(format!("{} samples of {shape} are not {} bytes", labels.len(), images.len()));
            }
            if names.len() > MOST_CLASSES {
                return refuse(format!("{} classes are more than {MOST_CLASSES}", names.len()));
            }
            if let Some(at) = labels.iter().position(|&label| usize::from(label) >= names.len()) {
                let (label, classes) = (labels[at], names.len());
                return refuse(format!("sample {at} has the label {label}, but there are {classes} classes"));
            }
            let data = Dataset { shape, scale: Data::scale(signed), images, labels, names };
            let (training, validation) = data.split(validation, seed);
            if training.is_empty() {
                return refuse("no sample is left to train on".into());
            }
            Ok((data, training, validation))
        }
    }
}
