//! Labelled digits from IDX files, and how many of them a network reads.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use convoscope::data::{Dataset, idx};
use convoscope::network::Weights;
use convoscope::training::{Batch, Scores, Trainer};
use convoscope::zoo::DigitNetwork;

/// Samples that validation runs at once.
const VALIDATION_BATCH: usize = 500;

/// The digit network of this name.
pub fn network(name: &str) -> Result<DigitNetwork, String> {
    let all = DigitNetwork::ALL.map(DigitNetwork::name).join(", ");
    DigitNetwork::named(name).ok_or_else(|| format!("it must be one of {all}"))
}

/// Scores all of `data`; the loss is the mean of all samples.
pub fn score(trainer: &mut Trainer, weights: &Weights, data: &Dataset) -> Scores {
    let mut total = Scores::default();
    for first in (0..data.len()).step_by(VALIDATION_BATCH) {
        let n = VALIDATION_BATCH.min(data.len() - first);
        let fill = |range: Range<usize>, x: &mut [f32]| {
            let samples = range.map(|i| first + i).zip(x.chunks_exact_mut(data.shape.len()));
            samples
                .map(|(i, x)| {
                    scaled(data.image(i), x);
                    data.labels[i]
                })
                .collect()
        };
        let scores = trainer.evaluate_others(weights, Batch::new(n, &fill));
        total.loss += scores.loss * n as f32 / data.len() as f32;
        total.correct += scores.correct;
    }
    total
}

pub fn percent(scores: Scores, data: &Dataset) -> f32 {
    100.0 * scores.correct as f32 / data.len() as f32
}

/// 0..255 to 0..1.
pub fn scaled(image: &[u8], x: &mut [f32]) {
    x.iter_mut().zip(image).for_each(|(x, &ink)| *x = f32::from(ink) / 255.0);
}

/// Reads "train" or "t10k" images and labels from a folder.
pub fn read(folder: &Path, part: &str) -> Result<Dataset> {
    let load = |name: String| -> Result<(String, Vec<u8>)> {
        let path = find(folder, &name)?;
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path.display().to_string(), bytes))
    };
    let (images, labels) =
        (load(format!("{part}-images-idx3-ubyte"))?, load(format!("{part}-labels-idx1-ubyte"))?);
    let [images, labels] = [&images, &labels].map(|(name, bytes)| idx::File { name, bytes: bytes.into() });
    Ok(idx::read(images, labels)?)
}

/// The file called `name` in `folder`, gzipped or not.
pub fn find(folder: &Path, name: &str) -> Result<PathBuf> {
    let candidates = [folder.join(name), folder.join(format!("{name}.gz"))];
    candidates
        .into_iter()
        .find(|path| path.is_file())
        .with_context(|| format!("there is no {name}(.gz) in {}", folder.display()))
}
