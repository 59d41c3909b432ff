//! `cargo xtask train --autoencoder`: the variational autoencoder of digits. It is trained by the very run that trains in the page.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use convoscope::data::{Generator, Source};
use convoscope::engine::Cpu;
use convoscope::network::{Plan, Weights};
use convoscope::session::{Data, Elbo, Evaluation, RunCommand, RunEvent, Settings, StartFrom, TrainingRun};
use convoscope::zoo::{AUTOENCODER_WEIGHTS, DigitNetwork, variational_autoencoder};

use crate::run::finish;
use crate::train::write;

/// Passes over digits where no number of them is given.
pub const EPOCHS: usize = 30;
/// Digits that are trained on.
const TRAINING: u32 = 8000;
/// Digits behind them that are scored after each epoch.
const VALIDATION: u32 = 500;
/// Digits of a row that no run has seen, for the figures of the card.
const UNSEEN: u32 = 1000;
/// Points of the latent plane along each axis that are decoded for them, and how far out.
const SIDE: usize = 20;
const FAR: f32 = 2.0;
/// How sure a reader is of what it can read.
const SURE: f32 = 0.9;

fn data(seed: u64, training: u32, validation: u32) -> Data {
    let generator = Generator { seed, ..Generator::of(Source::Digits) };
    Data::Reconstructed { generator, training, validation, beta: 1.0 }
}

/// Trains the network, and writes its weights and their card.
pub fn train(epochs: usize, seed: u64, out: Option<&Path>) -> Result<()> {
    let network = variational_autoencoder().network;
    let plan = Plan::new(network.clone())?;
    let path = out.unwrap_or(Path::new(AUTOENCODER_WEIGHTS));
    let settings = Settings { seed, ..Settings::autoencoder(epochs as u64, u64::from(TRAINING)) };
    println!("{} parameters, {TRAINING} training and {VALIDATION} validation digits", plan.params());
    let begin = data(seed, TRAINING, VALIDATION);
    let (mut run, _) = TrainingRun::begin(network.clone(), begin, settings, StartFrom::Fresh)?;
    let scores =
        |evaluation: &Evaluation| Ok(words(evaluation.elbo.context("what is given back has both parts")?));
    let (weights, log) = finish(&mut run, &plan, epochs, 1, scores)?;
    let metadata = HashMap::from([("trained_by".to_owned(), "cargo xtask train --autoencoder".to_owned())]);
    let stored = weights.to_safetensors_half(&plan, metadata);
    write(path, &stored)?;
    let start = StartFrom::Weights(stored.clone());
    let (mut run, _) = TrainingRun::begin(network, data(seed + 1, 1, UNSEEN), settings, start)?;
    let RunEvent::Evaluated(unseen) = run.evaluate(&|| 0.0) else {
        bail!("scores that nobody waits for come at once")
    };
    let unseen = words(unseen.elbo.context("what is given back has both parts")?);
    let read = read_share(&mut run)?;
    println!(
        "{} bytes; unseen digits: {unseen}; {:.1} % of decoded ones are read",
        stored.len(),
        100.0 * read
    );
    let card = card(&plan, epochs, &settings, &unseen, read, &log);
    write(&path.with_extension("md"), card.as_bytes())
}

fn words(Elbo { reconstruction, divergence }: Elbo) -> String {
    format!("reconstruction {reconstruction:.1}, divergence {divergence:.2}")
}

/// Which part of a grid of decoded points the network that reads digits is sure of.
fn read_share(run: &mut TrainingRun) -> Result<f32> {
    let at = |i: usize| FAR * (2.0 * i as f32 / (SIDE - 1) as f32 - 1.0);
    let points = (0..SIDE * SIDE).flat_map(|i| [at(i % SIDE), at(i / SIDE)]).collect();
    let RunEvent::Decoded { images } = run.apply(RunCommand::Decode { points })? else {
        bail!("what is asked for is decoded")
    };
    let reader = DigitNetwork::Cnn;
    let plan = Arc::new(Plan::new(reader.network())?);
    let weights = Weights::load(&plan, &std::fs::read(reader.weights_path())?)?.weights;
    let logits = Cpu::new(plan).infer(&weights, &images).to_vec();
    let is_sure = |logits: &&[f32]| {
        let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        1.0 / logits.iter().map(|logit| (logit - largest).exp()).sum::<f32>() >= SURE
    };
    Ok(logits.chunks_exact(10).filter(is_sure).count() as f32 / (SIDE * SIDE) as f32)
}

/// The model card.
fn card(plan: &Plan, epochs: usize, settings: &Settings, unseen: &str, read: f32, log: &str) -> String {
    let Settings { batch, seed, schedule, .. } = settings;
    format!(
        "# vae.safetensors\n\n\
         Gives digits of 28 × 28 pixels back through two latent values, and generates them. Network: \
         `convoscope::zoo::variational_autoencoder`: {} parameters, {} multiply-adds. Tensors are named as PyTorch's `state_dict` \
         names them.\n\n\
         - **Trained by** `cargo xtask train --autoencoder --epochs {epochs} --seed {seed}`\n\
         - **Data** the {TRAINING} first digits of `convoscope::data::Generator` with seed {seed}, those behind them for validation\n\
         - **Loss** in nats for each digit: binary cross-entropy of the pixels, and the divergence of the latent values (β = 1)\n\
         - **Optimizer** Adam, batches of {batch}, up to a rate of {} and down along half a cosine; the weights are those after the \
         last step, stored in half precision\n\
         - **{UNSEEN} digits of seed {}, with the stored weights, decoded from μ** {unseen}\n\
         - **Read** the network `digits` is at least {:.0} % sure of {:.1} % of {SIDE} × {SIDE} digits that are decoded from −{FAR} to \
         {FAR} along both axes\n\n\
         ```\n{log}```\n",
        plan.params(),
        plan.total_cost().macs,
        schedule.rate,
        seed + 1,
        100.0 * SURE,
        100.0 * read,
    )
}
