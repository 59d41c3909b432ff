//! `cargo xtask train --scenes describe`: the decoder that says sentences about scenes, on the maps of the detector that is stored. It is
//! trained by the very run that trains in the page.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use convoscope::data::scenes::{SceneGenerator, SceneTask};
use convoscope::network::{Plan, Weights};
use convoscope::session::describe::{DESCRIBE_WEIGHTS, decoder_file, decoder_in, decoder_network};
use convoscope::session::{Data, RunEvent, Settings, StartFrom, TrainingRun};
use convoscope::zoo::SceneNetwork;

use crate::run::finish;
use crate::scenes::words;
use crate::train::write;

/// Scenes that are trained on.
const TRAINING: u32 = 16_000;
/// Scenes behind them that are described after each epoch.
const VALIDATION: u32 = 1000;
/// Scenes of a row that is not learnt from, for the figures of the card.
const UNSEEN: u32 = 1000;

/// What is learnt from, on the maps of the detector that is stored.
fn data(seed: u64, training: u32, validation: u32) -> Result<Data> {
    let (detector, path) = (SceneNetwork::Find.network(), SceneNetwork::Find.weights_path());
    let weights = std::fs::read(&path).with_context(|| format!("{path} is learnt first"))?;
    Ok(Data::Sentences { detector, weights, generator: SceneGenerator { seed }, training, validation })
}

/// Trains the decoder, and writes its weights and their card.
pub fn train(epochs: usize, seed: u64, out: Option<&Path>) -> Result<()> {
    let (network, plan) = (decoder_network(), Plan::new(decoder_network())?);
    let settings = Settings { seed, ..SceneTask::Describe.settings(epochs as u64, u64::from(TRAINING)) };
    println!("{} parameters, {TRAINING} training and {VALIDATION} validation scenes", plan.params());
    let begin = data(seed, TRAINING, VALIDATION)?;
    let (mut run, _) = TrainingRun::begin(network.clone(), begin, settings, StartFrom::Fresh)?;
    let (weights, log) = finish(&mut run, &plan, epochs, 4, words)?;
    let metadata =
        HashMap::from([("trained_by".to_owned(), "cargo xtask train --scenes describe".to_owned())]);
    let stored = decoder_file(&weights.params, metadata);
    let path = out.unwrap_or(Path::new(DESCRIBE_WEIGHTS));
    write(path, &stored)?;
    let params = decoder_in(&stored).map_err(|why| anyhow!(why))?;
    let read = Weights { params, running: Vec::new() }.to_safetensors(&plan, HashMap::new());
    let unseen = data(seed + 1, 1, UNSEEN)?;
    let (mut run, _) = TrainingRun::begin(network, unseen, settings, StartFrom::Weights(read))?;
    let RunEvent::Evaluated(unseen) = run.evaluate(&|| 0.0) else {
        bail!("scores that nobody waits for come at once")
    };
    let figures = words(&unseen)?;
    println!("{} bytes; unseen scenes: {figures}", stored.len());
    write(&path.with_extension("md"), card(&plan, epochs, &settings, &figures, &log).as_bytes())
}

fn card(plan: &Plan, epochs: usize, settings: &Settings, figures: &str, log: &str) -> String {
    let (parameters, Settings { batch, seed, schedule, .. }) = (plan.params(), settings);
    format!(
        "# scenes-describe.safetensors\n\n\
         Says a sentence about a generated scene with one shape or two. `convoscope::layers::attention_decoder`: attention over the 36 cells of \
         the maps of scenes-find.safetensors, which stay as they are, and a GRU that remembers 48 numbers; {parameters} parameters, \
         named as PyTorch would name them.\n\n\
         - **Trained by** `cargo xtask train --scenes describe --epochs {epochs} --seed {seed}`\n\
         - **Data** the {TRAINING} first scenes of `convoscope::data::scenes::SceneGenerator` with seed {seed}, of each two shapes at most, \
         and its sentence from left to right\n\
         - **Loss** mean cross-entropy of the words, each after those before it as they should be\n\
         - **Optimizer** Adam, batches of {batch}, up to a rate of {} and down along half a cosine; stored in half precision\n\
         - **{UNSEEN} scenes of seed {}, with the stored weights** {figures}\n\n\
         ```\n{log}```\n",
        schedule.rate,
        seed + 1,
    )
}
