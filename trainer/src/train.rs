//! `cargo xtask train`: the networks that read drawn digits.

mod card;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::Engine;
use crate::evaluate::moved;
use crate::samples::{network, percent, read, scaled, score};
use crate::scenes::Scenes;
use anyhow::{Context, Result, ensure};
use card::{Begin, Card, MOVED};
use clap::Args;
use convoscope::data::Dataset;
use convoscope::data::skeleton::Skeleton;
use convoscope::data::stroke_augmentation::{Scratch, StrokeAugmentation};
use convoscope::network::{Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::random::Random;
use convoscope::training::{Average, Batch, Decay, Pruning, Schedule, Trainer};
use convoscope::zoo::DigitNetwork;
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};

/// Passes over digits where no number of them is given.
const EPOCHS: usize = 40;

/// A number of which nothing can be done without one.
fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("it must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(why) => Err(format!("it must be a whole number ({why})")),
    }
}

/// Which part of something.
fn share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        Ok(_) => Err("it must be 0 to 1".to_owned()),
        Err(why) => Err(format!("it must be a number ({why})")),
    }
}

#[derive(Args)]
pub struct Train {
    /// Folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, gzipped or not
    #[arg(long, required_unless_present_any = ["scenes", "autoencoder"])]
    data: Option<PathBuf>,
    /// Train a network on generated scenes instead: find, digits, segment, segment-without-skips or u-net; or describe, what says sentences
    #[arg(long, value_parser = crate::scenes::network, conflicts_with_all = ["data", "network", "batch", "rate", "validation",
        "plain", "label_smoothing", "threads", "engine", "bits", "prune", "from"])]
    scenes: Option<Scenes>,
    /// Train the variational autoencoder of generated digits instead
    #[arg(long, conflicts_with_all = ["scenes", "data", "network", "batch", "rate", "validation", "plain", "label_smoothing",
        "threads", "engine", "bits", "prune", "from"])]
    autoencoder: bool,
    /// Which network: digits, lenet5, dense or gap
    #[arg(long, default_value = "digits", value_parser = network)]
    network: DigitNetwork,
    /// Passes over the training images; the default is 40 for digits, 10 for scenes, and 30 for the autoencoder
    #[arg(long, value_parser = at_least_one)]
    epochs: Option<usize>,
    /// Images per step
    #[arg(long, default_value_t = 64, value_parser = at_least_one)]
    batch: usize,
    /// Highest learning rate
    #[arg(long, default_value_t = 2e-3)]
    rate: f32,
    /// Seed of the initial weights, the order and the augmentation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Images at the end that are never trained on
    #[arg(long, default_value_t = 5000)]
    validation: usize,
    /// Share of the images that are left as they are
    #[arg(long, default_value_t = 0.2)]
    plain: f32,
    /// How much of each label's probability is spread over all digits
    #[arg(long, default_value_t = 0.01)]
    label_smoothing: f32,
    /// Significant binary digits of the weights that are stored; half precision has 11, and with fewer the file compresses better
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..=11))]
    bits: u32,
    /// Share of the weights of each dense layer but the last that become zero, the smallest ones, while the first half of the steps is taken
    #[arg(long, value_parser = share)]
    prune: Option<f32>,
    /// A file of weights to go on from, instead of random ones
    #[arg(long)]
    from: Option<PathBuf>,
    /// Threads; the default is one for each core
    #[arg(long, value_parser = at_least_one)]
    threads: Option<usize>,
    /// Who computes
    #[arg(long, value_enum, default_value_t = Engine::Cpu)]
    engine: Engine,
    /// Where the weights go, which the model card goes beside; the default is the file that comes with the network
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Train {
    pub fn run(&self) -> Result<()> {
        if let Some(scenes) = self.scenes {
            let epochs = self.epochs.unwrap_or(crate::scenes::EPOCHS);
            return match scenes {
                Scenes::Network(network) => {
                    crate::scenes::train(network, epochs, self.seed, self.out.as_deref())
                }
                Scenes::Describe => crate::describe::train(epochs, self.seed, self.out.as_deref()),
            };
        }
        if self.autoencoder {
            let epochs = self.epochs.unwrap_or(crate::autoencoder::EPOCHS);
            return crate::autoencoder::train(epochs, self.seed, self.out.as_deref());
        }
        let data = self.data.as_deref().context("there is neither --data nor --scenes")?;
        let (data, epochs) = (read(data, "train")?, self.epochs.unwrap_or(EPOCHS));
        let checksum = hex(&Sha256::digest([&data.images[..], &data.labels[..]].concat()));
        let (training, validation) = {
            let n = data.len().saturating_sub(self.validation);
            data.split_at(n)
        };
        let skeletons: Vec<Skeleton> = (0..training.len()).map(|i| Skeleton::of(training.image(i))).collect();
        let plan = Arc::new(Plan::new(self.network.network())?);
        let out = self.out.clone().unwrap_or_else(|| self.network.weights_path().into());
        println!(
            "{} parameters, {} training and {} validation images",
            plan.params(),
            training.len(),
            validation.len()
        );

        let threads =
            self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        // Batch norm is to see the whole batch.
        let shards = if plan.running_len() == 0 { threads } else { 1 };
        ensure!(
            (1..=training.len()).contains(&self.batch),
            "--batch {} must be 1 to the {} training images",
            self.batch,
            training.len()
        );
        let steps = (training.len() / self.batch) as u64;
        let schedule = Schedule {
            rate: self.rate,
            warmup: steps / 2,
            decay: Decay::Cosine { steps: steps * epochs as u64 },
        };
        let begun_from = self.from.as_deref().map(Begin::read).transpose()?;
        let weights = match &begun_from {
            Some(begin) => begin.weights(&plan)?,
            None => Weights::he(&plan, self.seed),
        };
        let slots = Pruning::hidden_dense(&plan);
        ensure!(
            self.prune.is_none() || !slots.is_empty(),
            "there is no dense layer before the last to be pruned"
        );
        let mut pruning = self.prune.map(|share| Pruning::new(slots, share, steps * epochs as u64 / 2));
        let mut average = Average::new(weights.clone(), 0.999);
        let mut trainer = Trainer::new(plan.clone(), weights, Optimizer::adam(), shards, self.seed);
        trainer.label_smoothing = self.label_smoothing;
        self.engine.choose(&mut trainer, self.batch);
        let mut order: Vec<usize> = (0..training.len()).collect();
        let augmentation = StrokeAugmentation::default();
        let mut log = String::new();
        for epoch in 0..epochs {
            Random::split(self.seed, epoch as u64).shuffle(&mut order);
            let bar = bar(steps * self.batch as u64, epoch + 1, epochs);
            let (mut loss, mut correct) = (0.0, 0);
            for (step, batch) in order.chunks_exact(self.batch).enumerate() {
                let seed = Random::split(self.seed ^ 0xA06, trainer.step()).next_u64();
                let rate = schedule.at(trainer.step());
                let fill = |range: Range<usize>, x: &mut [f32]| {
                    let mut scratch = Scratch::default();
                    let samples = batch[range.clone()].iter().zip(range).zip(x.chunks_exact_mut(28 * 28));
                    samples
                        .map(|((&i, place), x)| {
                            let mut random = Random::split(seed, place as u64);
                            if random.uniform() < self.plain {
                                scaled(training.image(i), x);
                            } else {
                                let (image, skeleton) = (training.image(i), &skeletons[i]);
                                augmentation.apply(image, skeleton, &mut random, &mut scratch, x);
                            }
                            training.labels[i]
                        })
                        .collect()
                };
                let scores = pollster::block_on(trainer.train(Batch::new(self.batch, &fill), rate));
                if let Some(pruning) = &mut pruning {
                    let step = trainer.step();
                    pollster::block_on(trainer.change_weights(|weights| pruning.after_step(step, weights)));
                }
                average.add(pollster::block_on(trainer.weights()));
                if let Some(pruning) = &pruning {
                    pruning.zero(&mut average.weights);
                }
                (loss, correct) = (loss + scores.loss, correct + scores.correct);
                let seen = ((step + 1) * self.batch) as f32;
                let accuracy = 100.0 * correct as f32 / seen;
                bar.set_message(format!("loss {:.4}  accuracy {accuracy:.2} %", loss / (step + 1) as f32));
                bar.set_position(seen as u64);
            }
            bar.finish_and_clear();
            if let Some(why) = trainer.error() {
                println!("on the CPU: {why}");
            }
            let scores = score(&mut trainer, &average.weights, &validation);
            let line = format!(
                "epoch {:2}: training loss {:.4}, accuracy {:.2} % · validation loss {:.4}, accuracy {:.2} %",
                epoch + 1,
                loss / steps as f32,
                100.0 * correct as f32 / (steps as usize * self.batch) as f32,
                scores.loss,
                percent(scores, &validation)
            );
            println!("{line}");
            writeln!(log, "{line}")?;
            // A run that is stopped has not been for nothing.
            let metadata = HashMap::from([("trained_by".to_owned(), "cargo xtask train".to_owned())]);
            write(&out, &average.weights.rounded(self.bits).to_safetensors_half(&plan, metadata))?;
        }
        let stored = std::fs::read(&out)?;
        let weights = Weights::from_safetensors(&plan, &stored)?;
        let mut right = |data: &Dataset, weights: &Weights| score(&mut trainer, weights, data).correct;
        let moved = moved(validation.clone(), MOVED);
        let card = Card {
            plan: &plan,
            threads,
            checksum: &checksum,
            training: training.len(),
            validation: validation.len(),
            begun_from: begun_from.as_ref(),
            stored: &stored,
            exact: right(&validation, &average.weights),
            right: right(&validation, &weights),
            right_moved: right(&moved, &weights),
            log: &log,
        };
        let card = self.card(&card)?;
        write(&out.with_extension("md"), card.as_bytes())
    }
}

pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bar(images: u64, epoch: usize, epochs: usize) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{prefix} {bar:30} {percent:>3} %  {msg}  {per_sec} images/s  {eta} left in this epoch",
    )
    .expect("the template is valid");
    let bar = ProgressBar::new(images).with_style(style);
    bar.set_prefix(format!("epoch {epoch:2} of {epochs}"));
    bar
}
