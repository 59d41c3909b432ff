//! One line that reads a run: what goes wrong, and what to try.

use super::{Effect, Progress, Train, TrainConfig, UnitGraph};
use crate::app::numbers::{percent, trimmed};
use crate::app::text::train as text;
use crate::data::Augmentation;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::session::{Evaluation, Initialization, Point, Regularization, State};

/// What goes wrong in a run. Shares are from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Diagnosis {
    /// The loss grows, or is no longer a finite number.
    Diverging { rate: f32 },
    /// More than a part of all ReLU channels is 0 for every validation sample.
    DyingUnits { share: f32 },
    /// All weights of a layer began equal, and stay so.
    EqualWeights,
    /// Batch norm has so few samples that it takes away what tells them apart.
    TinyBatchNorm { samples: usize },
    /// It stays there, and gradients shrink by this factor from the last layer with weights to the first.
    VanishingGradient { factor: f32 },
    /// It stays there, and steps are small.
    SmallSteps { rate: f32 },
    /// Nearly everything is said to be of the most frequent class.
    MajorityClass { class: String, share: f32 },
    /// In inference batch norm takes running statistics, which are not those of batches.
    RunningStatistics { training: f32, validation: f32 },
    /// The validation loss rises while the training loss falls.
    Overfitting { training: f32, validation: f32 },
}

/// Steps before anything is said.
const FEW_STEPS: usize = 60;
/// Dead channels that are said: more than this share.
const DEAD: f32 = 0.4;
/// A loss that has fallen by less than this share since the first steps is flat.
const FLAT: f32 = 0.03;
/// Gradients that shrink by more than this are called vanishing.
const VANISHING: f32 = 30.0;
/// A share of all answers that is nearly everything.
const NEARLY_ALL: f32 = 0.97;
/// How far validation is behind before batch norm is blamed, and over-fitting.
const BEHIND: [f32; 2] = [0.15, 0.04];
/// How much the validation loss has risen above its least value.
const RISEN: f32 = 1.2;

fn mean(points: &[Point], of: fn(&Point) -> f32) -> f32 {
    points.iter().map(of).sum::<f32>() / points.len().max(1) as f32
}

impl Diagnosis {
    /// What goes wrong in a run of this setup, as it was at its last step; nothing while all is well or too little is known.
    pub fn of(config: &TrainConfig, progress: &Progress) -> Option<Self> {
        let (points, rate) = (&progress.points[..], config.settings.schedule.rate);
        if matches!(progress.last.state, State::Diverged { .. }) {
            return Some(Self::Diverging { rate });
        }
        // Of numbers, and not of classes, no more is known.
        if points.len() < FEW_STEPS || config.data.is_regression() {
            return None;
        }
        let epoch = progress.steps_per_epoch.clamp(20, 200) as usize;
        let recent = &points[points.len() - epoch.min(points.len() / 2)..];
        let [first, now] = [&points[..10], recent].map(|points| mean(points, |point| point.loss));
        let accuracy = mean(recent, |point| point.accuracy);
        let classes = config.data.names().len().max(2) as f32;
        if now > 3.0 * first.max(classes.ln()) {
            return Some(Self::Diverging { rate });
        }
        let evaluation = progress.evaluation.as_deref();
        let dead = evaluation.map_or(0.0, |evaluation| dead_share(progress, evaluation));
        if dead > DEAD {
            return Some(Self::DyingUnits { share: dead });
        }
        let is_zero = config.settings.initialization == Initialization::Zero;
        if is_zero && accuracy < 0.9 && UnitGraph::weighted(&progress.plan).len() > 1 {
            return Some(Self::EqualWeights);
        }
        let is_flat = now > (1.0 - FLAT) * classes.ln() && points.len() as u64 >= progress.steps_per_epoch;
        if is_flat {
            return Self::flat(config, progress);
        }
        let evaluation = evaluation.filter(|evaluation| evaluation.step >= progress.steps_per_epoch)?;
        Self::behind(config, progress, evaluation, accuracy).or_else(|| Self::majority(config, evaluation))
    }

    /// Why the loss stays where it began, if that is known.
    fn flat(config: &TrainConfig, progress: &Progress) -> Option<Self> {
        let rate = config.settings.schedule.rate;
        let samples = config.samples_of_norms();
        let norms: Vec<f32> = progress.norms().iter().copied().filter(|norm| *norm > 0.0).collect();
        let factor = norms.last().copied().unwrap_or(0.0) / norms.first().copied().unwrap_or(1.0);
        match () {
            () if rate > 10.0 * config.safe_rate() => Some(Self::Diverging { rate }),
            () if config.has_batch_norm() && samples <= 2 => Some(Self::TinyBatchNorm { samples }),
            () if factor > VANISHING && config.replaceable_activation() => {
                Some(Self::VanishingGradient { factor })
            }
            () if rate < 0.1 * config.safe_rate() => Some(Self::SmallSteps { rate }),
            () => None,
        }
    }

    fn behind(
        config: &TrainConfig,
        progress: &Progress,
        evaluation: &Evaluation,
        training: f32,
    ) -> Option<Self> {
        let validation = evaluation.accuracy;
        let per_shard = config.samples_of_norms();
        let lags = |norm: &BatchNorm| progress.last.step as f32 * norm.momentum < 3.0;
        let mut norms = config.network.nodes.iter().filter_map(|node| match &node.layer {
            Layer::BatchNorm(norm) => Some(norm),
            _ => None,
        });
        if training - validation > BEHIND[0] && norms.any(|norm| per_shard <= 4 || lags(norm)) {
            return Some(match per_shard {
                1 | 2 => Self::TinyBatchNorm { samples: per_shard },
                _ => Self::RunningStatistics { training, validation },
            });
        }
        let losses: Vec<f32> = progress.validations.iter().map(|point| point.loss).collect();
        let least = losses.iter().copied().fold(f32::INFINITY, f32::min);
        let since = losses.iter().rev().take_while(|loss| **loss > least).count();
        // A single epoch may be an outlier.
        let last = &losses[losses.len().saturating_sub(3)..];
        let last = last.iter().sum::<f32>() / last.len().max(1) as f32;
        let overfits = since >= 3 && last > RISEN * least && training - validation > BEHIND[1];
        overfits.then_some(Self::Overfitting { training, validation })
    }

    fn majority(config: &TrainConfig, evaluation: &Evaluation) -> Option<Self> {
        let count = |class: usize| evaluation.confusion.iter().map(|row| row[class].len()).sum::<usize>();
        let (said, most) =
            (0..evaluation.confusion.len()).map(|class| (class, count(class))).max_by_key(|(_, n)| *n)?;
        let all = evaluation.samples.max(1) as f32;
        let is_one = most as f32 >= NEARLY_ALL * all;
        let missed = (0..evaluation.confusion.len())
            .any(|class| class != said && evaluation.recall(class).is_some_and(|recall| recall < 0.1));
        let share = evaluation.confusion[said].iter().map(Vec::len).sum::<usize>() as f32 / all;
        let class = config.data.names().get(said).cloned().unwrap_or_default();
        // Of classes that are equally frequent none is called the majority.
        let is_majority = share > 0.5 * (1.0 + 1.0 / evaluation.confusion.len() as f32);
        (is_one && is_majority && missed && !config.settings.balanced)
            .then_some(Self::MajorityClass { class, share })
    }

    /// One sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Diverging { rate } => text::diverging(&trimmed(*rate)),
            Self::DyingUnits { share } => text::dying_units(&percent(*share)),
            Self::EqualWeights => text::EQUAL_WEIGHTS.to_string(),
            Self::TinyBatchNorm { samples } => text::tiny_batch_norm(*samples),
            Self::VanishingGradient { factor } => text::vanishing(&trimmed(factor.round())),
            Self::SmallSteps { rate } => text::small_steps(&trimmed(*rate)),
            Self::MajorityClass { class, share } => text::majority(class, &percent(*share)),
            Self::RunningStatistics { training, validation } => {
                text::running_statistics(&percent(*training), &percent(*validation))
            }
            Self::Overfitting { training, validation } => {
                text::overfitting(&percent(*training), &percent(*validation))
            }
        }
    }

    /// What to try, and the setup with it.
    pub fn remedy(&self, config: &TrainConfig) -> (String, TrainConfig) {
        let mut new = config.clone();
        let rate = config.safe_rate();
        let name = match self {
            Self::Diverging { .. } | Self::SmallSteps { .. } => {
                new.settings.schedule.rate = rate;
                text::try_rate(&trimmed(rate))
            }
            Self::DyingUnits { .. } => {
                new = config.with_activation(Activation::LeakyRelu { slope: 0.01 });
                new.settings.schedule.rate = rate.min(config.settings.schedule.rate);
                text::TRY_LEAKY.to_string()
            }
            Self::EqualWeights => {
                new.settings.initialization = Initialization::He;
                text::TRY_HE.to_string()
            }
            Self::VanishingGradient { .. } => {
                new = config.with_activation(Activation::Relu);
                new.settings.initialization = Initialization::He;
                text::TRY_RELU.to_string()
            }
            Self::MajorityClass { .. } => {
                new.settings.balanced = true;
                text::TRY_BALANCED.to_string()
            }
            Self::RunningStatistics { .. } | Self::TinyBatchNorm { .. } => {
                (new.settings.batch, new.settings.shards) = (32, 1);
                for node in &mut new.network.nodes {
                    if let Layer::BatchNorm(norm) = &mut node.layer {
                        norm.momentum = norm.momentum.max(0.1);
                    }
                }
                text::TRY_BATCH_32.to_string()
            }
            Self::Overfitting { .. } if config.settings.augmentation.is_none() && !config.data.is_toy() => {
                new.settings.augmentation = Some(Augmentation::default());
                text::TRY_AUGMENTATION.to_string()
            }
            Self::Overfitting { .. } => {
                let l2 = (10.0 * config.settings.regularization.l2).clamp(0.01, 1.0);
                new.settings.regularization = Regularization { l2, ..config.settings.regularization };
                text::try_l2(&trimmed(l2))
            }
        };
        (name, new)
    }
}

/// The share of ReLU channels that are 0 for every validation sample.
fn dead_share(progress: &Progress, evaluation: &Evaluation) -> f32 {
    let dead: u32 = evaluation.dead.iter().map(|(_, count)| count).sum();
    let all: usize = evaluation.dead.iter().map(|(id, _)| progress.plan.shape(*id).c).sum();
    if all == 0 { 0.0 } else { dead as f32 / all as f32 }
}

impl TrainConfig {
    /// A learning rate that seldom fails with its optimizer.
    fn safe_rate(&self) -> f32 {
        let usual = self.template().map_or(0.01, super::templates::usual_rate);
        if self.settings.optimizer.buffers() == 2 { usual } else { 5.0 * usual }
    }

    /// Samples that a batch norm looks at at once.
    fn samples_of_norms(&self) -> usize {
        self.settings.batch.div_ceil(self.settings.shards.max(1))
    }

    /// Whether it has activations that a ReLU could take the place of.
    fn replaceable_activation(&self) -> bool {
        self.network.nodes.iter().any(|node| {
            matches!(
                node.layer,
                Layer::Activation(Activation::Sigmoid | Activation::Tanh | Activation::ScaledTanh)
            )
        })
    }
}

impl Train {
    /// What goes wrong in the first run.
    pub fn diagnosis(&self) -> Option<Diagnosis> {
        let first = self.runs.list.first().filter(|first| first.last.step >= first.newest())?;
        Diagnosis::of(&self.config, first)
    }

    /// Begins anew with what the diagnosis says to try; the run before is kept.
    pub(super) fn try_remedy(&mut self) -> Vec<Effect> {
        let Some(diagnosis) = self.diagnosis() else { return Vec::new() };
        let (_, config) = diagnosis.remedy(&self.config);
        let run = self.runs.list.first().map(|first| first.run);
        let mut effects = self.configure(config);
        if self.runs.list.first().map(|first| first.run) == run {
            effects.extend(self.begin());
        }
        self.runs.play_requested = self.runs.plan_error.is_none();
        effects
    }
}
