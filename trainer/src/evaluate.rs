//! `cargo xtask evaluate`: how well the network reads digits.

use std::path::PathBuf;
use std::sync::Arc;

use crate::samples::{find, percent, read, score};
use anyhow::{Context, Result};
use clap::Args;
use convoscope::network::{Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::training::{Runner, Trainer};
use convoscope::zoo;

#[derive(Args)]
pub struct Evaluate {
    /// Folder with IDX files: t10k-* where they exist, else the validation part of train-*
    #[arg(long)]
    data: PathBuf,
    /// Images at the end of train-* that were not trained on
    #[arg(long, default_value_t = 5000)]
    validation: usize,
    /// The weights
    #[arg(long, default_value = "assets/weights/digits.safetensors")]
    weights: PathBuf,
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
        let plan = Arc::new(Plan::new(zoo::digits())?);
        let bytes = std::fs::read(&self.weights)
            .with_context(|| format!("cannot read {}", self.weights.display()))?;
        let mut weights = Weights::from_safetensors(&plan, &bytes)
            .with_context(|| format!("{} does not hold this network's weights", self.weights.display()))?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut runner = Runner::on_cpu(Trainer::new(plan, weights.clone(), Optimizer::Sgd, threads, 0));
        let scores = score(&mut runner, &mut weights, &data);
        let (right, n) = (scores.correct, data.len());
        println!("{:.2} % of {name} ({right} of {n}), loss {:.4}", percent(scores, &data), scores.loss);
        Ok(())
    }
}
