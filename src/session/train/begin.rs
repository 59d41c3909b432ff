//! How a run begins: everything that could be wrong with it is found here.

use std::sync::Arc;

use super::TrainingRun;
use super::boundary::Axes;
use super::memory::{RunMemory, data_bytes};
use super::protocol::{Data, Pace, RunEvent, StartFrom, StopAt, Watch};
use super::reconstruction::Reconstruction;
use super::report::State;
use super::samples::Samples;
use super::scenes::check_scenes;
use super::sentences::check_decoder;
use super::snapshots::Snapshots;
use crate::data::scenes::SceneTask;
use crate::data::{Batches, Dataset, Source};
use crate::engine::Cpu;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::session::describe::DECODER;
use crate::session::{CommandError, Settings, SettingsError, TrainError};
use crate::training::{Checkpoint, Trainer};

/// The most samples in a step.
pub const LARGEST_BATCH: usize = 4096;
/// The most shards of a batch.
pub const MOST_SHARDS: usize = 16;

impl TrainingRun {
    /// A run that has taken no step.
    pub fn begin(
        network: Network,
        data: Data,
        settings: Settings,
        start: StartFrom,
    ) -> Result<(Self, RunEvent), CommandError> {
        check(&settings)?;
        let plan = Arc::new(Plan::new(network)?);
        let data_bytes = data_bytes(&data);
        let memory = RunMemory::of(&plan, &settings, data_bytes);
        let axes = match &data {
            Data::Generated { generator, .. } if generator.source.is_plane() => {
                Some(Axes::Plane(generator.features))
            }
            Data::Generated { generator, .. } if generator.source == Source::Wave => Some(Axes::Line),
            _ => None,
        };
        let Samples { data, scenes, beta, training, validation } = Samples::read(data, settings.seed)?;
        let reconstruction =
            beta.map(|beta| Reconstruction::check(&plan, &data, &settings, beta)).transpose()?;
        match (&scenes, reconstruction) {
            (Some(scenes), _) => check_scenes(&plan, scenes.task, &settings)?,
            (None, None) => check_network(&plan, &data)?,
            (None, Some(_)) => {}
        }
        let describes = scenes.as_ref().is_some_and(|scenes| scenes.task == SceneTask::Describe);
        if describes {
            check_decoder(&plan)?;
        }
        let fresh = || match describes {
            true => Weights { params: DECODER.fresh(settings.seed), running: Vec::new() },
            false => Weights::fresh(&plan, settings.initialization, settings.seed),
        };
        let mut frozen = NodeId::INPUT;
        let (weights, checkpoint, snapshots) = match start {
            StartFrom::Fresh => (fresh(), None, vec![]),
            StartFrom::Weights(file) => (Weights::load(&plan, &file)?.weights, None, vec![]),
            StartFrom::Transferred(transfer) => {
                let weights = transfer.weights(&plan, fresh())?;
                if transfer.frozen {
                    frozen = transfer.through;
                }
                (weights, None, vec![])
            }
            StartFrom::Checkpoint { run, snapshots } => {
                // The weights come with the checkpoint.
                (Weights::default(), Some(Checkpoint::from_bytes(&plan, &run)?), snapshots)
            }
        };
        let taken = if settings.balanced { balanced(&data, &training) } else { training.clone() };
        let batches = Batches::new(taken, settings.batch, settings.seed);
        let indices = |samples: &[usize]| samples.iter().map(|&sample| sample as u32).collect();
        let begun = RunEvent::Begun {
            training: indices(&training),
            validation: indices(&validation),
            names: data.names.clone(),
            steps_per_epoch: batches.per_epoch(),
        };
        let mut trainer =
            Trainer::new(plan.clone(), weights, settings.optimizer, settings.shards, settings.seed)
                .with_frozen(frozen);
        apply(&settings, &mut trainer);
        if let Some(checkpoint) = checkpoint {
            trainer.restore(checkpoint);
        }
        let mut snapshots = match &snapshots[..] {
            [] => Snapshots::new(memory.snapshots()),
            stored => Snapshots::from_bytes(&plan, stored, memory.snapshots())?,
        };
        if snapshots.lacks(trainer.step()) {
            snapshots.add(trainer.checkpoint());
        }
        let training_run = Self {
            memory,
            viewer: Cpu::new(plan.clone()),
            plan,
            data,
            scenes,
            reconstruction,
            axes,
            validation,
            batches,
            data_bytes,
            settings,
            trainer,
            parallel: None,
            trial: None,
            later: None,
            decided: None,
            workers: 1,
            error_reported: false,
            snapshots,
            state: State::Paused,
            left: None,
            until: StopAt::default(),
            pace: Pace::default(),
            watch: Watch::default(),
            points: Vec::new(),
            validations: Vec::new(),
            scoring: None,
            evaluation: None,
            evaluated: None,
            took: 0.0,
            dirty: false,
            ack_received: true,
        };
        Ok((training_run, begun))
    }
}

/// The samples of an epoch in which each class is as frequent as the most frequent one: those of the others come again, from
/// the first on.
fn balanced(data: &Dataset, training: &[usize]) -> Vec<usize> {
    let of = |class: u8| training.iter().copied().filter(move |&sample| data.labels[sample] == class);
    let classes = (0..=u8::MAX).take(data.classes()).map(|class| of(class).collect::<Vec<_>>());
    let classes: Vec<Vec<usize>> = classes.filter(|samples| !samples.is_empty()).collect();
    let most = classes.iter().map(Vec::len).max().unwrap_or(0);
    classes.iter().flat_map(|samples| samples.iter().copied().cycle().take(most)).collect()
}

/// Lets a trainer go on with these settings.
pub fn apply(settings: &Settings, trainer: &mut Trainer) {
    trainer.set_optimizer(settings.optimizer);
    trainer.loss = settings.loss;
    trainer.label_smoothing = settings.label_smoothing;
    trainer.regularization = settings.regularization;
    trainer.set_shards(settings.shards);
}

/// Refuses a network that cannot learn these samples.
pub fn check_network(plan: &Plan, data: &Dataset) -> Result<(), TrainError> {
    let (takes, samples) = (plan.network().input, data.shape);
    let (outputs, classes) = (plan.output().len(), data.classes());
    if takes != samples {
        return Err(TrainError::Input { takes, samples });
    }
    if outputs != classes {
        return Err(TrainError::Outputs { outputs, classes });
    }
    if plan.params_len() == 0 {
        return Err(TrainError::NoParams);
    }
    Ok(())
}

/// Refuses settings that no step can be taken with.
pub fn check(settings: &Settings) -> Result<(), SettingsError> {
    let Settings { batch, shards, label_smoothing, schedule, .. } = *settings;
    if !(1..=LARGEST_BATCH).contains(&batch) {
        return Err(SettingsError::Batch { found: batch });
    }
    if !(1..=MOST_SHARDS).contains(&shards) {
        return Err(SettingsError::Shards { found: shards });
    }
    if !(0.0..1.0).contains(&label_smoothing) {
        return Err(SettingsError::LabelSmoothing { found: label_smoothing });
    }
    if !schedule.rate.is_finite() || schedule.rate < 0.0 {
        return Err(SettingsError::Rate { found: schedule.rate });
    }
    Ok(())
}
