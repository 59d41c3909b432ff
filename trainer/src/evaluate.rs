//! `cargo xtask evaluate`: how well a network reads digits.

use std::path::PathBuf;
use std::sync::Arc;

use crate::samples::{find, network, percent, read, score};
use anyhow::{Context, Result};
use clap::Args;
use convoscope::data::Dataset;
use convoscope::network::{Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::training::Trainer;
use convoscope::zoo::DigitNetwork;

#[derive(Args)]
pub struct Evaluate {
    /// Folder with IDX files: t10k-* where they exist, else the validation part of train-*
    #[arg(long)]
    data: PathBuf,
    /// Images at the end of train-* that were not trained on
    #[arg(long, default_value_t = 5000)]
    validation: usize,
    /// Pixels by which all digits are moved to the right first
    #[arg(long, default_value_t = 0)]
    shift: usize,
    /// Which network: digits, lenet5, dense or gap
    #[arg(long, default_value = "digits", value_parser = network)]
    network: DigitNetwork,
    /// The weights; the default is the file that comes with the network
    #[arg(long)]
    weights: Option<PathBuf>,
}

impl Evaluate {
    pub fn run(&self) -> Result<()> {
        let (name, data) = match find(&self.data, "t10k-images-idx3-ubyte") {
            Ok(_) => ("t10k", read(&self.data, "t10k")?),
            Err(_) => {
                let data = read(&self.data, "train")?;
                let n = data.len().saturating_sub(self.validation);
                ("the validation part of train", data.split_at(n).1)
            }
        };
        let data = moved(data, self.shift);
        let plan = Arc::new(Plan::new(self.network.network())?);
        let path = self.weights.clone().unwrap_or_else(|| self.network.weights_path().into());
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let weights = Weights::from_safetensors(&plan, &bytes)
            .with_context(|| format!("{} does not hold this network's weights", path.display()))?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut trainer = Trainer::new(plan, weights.clone(), Optimizer::Sgd, threads, 0);
        let scores = score(&mut trainer, &weights, &data);
        let (right, n) = (scores.correct, data.len());
        println!("{:.2} % of {name} ({right} of {n}), loss {:.4}", percent(scores, &data), scores.loss);
        Ok(())
    }
}

/// The same images, all moved to the right by so many pixels; what comes in from the left is paper.
pub fn moved(mut data: Dataset, by: usize) -> Dataset {
    for row in data.images.chunks_exact_mut(data.shape.w) {
        let by = by.min(row.len());
        row.copy_within(..row.len() - by, by);
        row[..by].fill(0);
    }
    data
}
