//! `cargo xtask train --scenes describe`: the decoder that says sentences about scenes, on the maps of the detector that is stored.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use convoscope::data::scenes::SceneGenerator;
use convoscope::network::{Plan, Weights};
use convoscope::session::describe::{
    DECODER, DESCRIBE_WEIGHTS, DescribeCourse, DescribeLearner, decoder_file, decoder_in,
};
use convoscope::zoo::SceneNetwork;

use crate::train::write;

/// Scenes that are trained on.
const TRAINING: usize = 16_000;
/// Scenes of a row that is not learnt from, for the figures of the card, and how many of them are looked at after each epoch.
const UNSEEN: u64 = 1000;
const LOOKED_AT: u64 = 1000;

/// Trains the decoder, and writes its weights and their card.
pub fn train(epochs: usize, seed: u64, out: Option<&Path>) -> Result<()> {
    let plan = Arc::new(Plan::new(SceneNetwork::Find.network())?);
    let detector = SceneNetwork::Find.weights_path();
    let file = std::fs::read(&detector).with_context(|| format!("{detector} is learnt first"))?;
    let weights = Weights::from_safetensors(&plan, &file)?;
    let course = DescribeCourse { training: TRAINING, epochs, seed };
    let mut learner = DescribeLearner::new(plan, weights, course);
    let unseen = SceneGenerator { seed: seed + 1 };
    let (begin, mut log) = (Instant::now(), String::new());
    while pollster::block_on(learner.advance()) {
        let (steps, of_epoch) = (learner.losses().len(), learner.steps_per_epoch());
        if steps == 0 || !steps.is_multiple_of(of_epoch) {
            continue;
        }
        let loss = learner.losses()[steps - of_epoch..].iter().sum::<f32>() / of_epoch as f32;
        let figures = words(learner.score(unseen, LOOKED_AT));
        let line = format!("epoch {:2}: training loss {loss:.4} · {figures}", steps / of_epoch);
        println!("{line}, {:.0} s", begin.elapsed().as_secs_f32());
        writeln!(log, "{line}")?;
    }
    let metadata =
        HashMap::from([("trained_by".to_owned(), "cargo xtask train --scenes describe".to_owned())]);
    let stored = decoder_file(learner.params(), metadata);
    let path = out.unwrap_or(Path::new(DESCRIBE_WEIGHTS));
    write(path, &stored)?;
    learner.set_params(decoder_in(&stored).map_err(|why| anyhow!(why))?);
    let figures = words(learner.score(unseen, UNSEEN));
    println!("{} bytes; unseen scenes: {figures}", stored.len());
    write(&path.with_extension("md"), card(course, &figures, &log).as_bytes())
}

fn words([one, two]: [f32; 2]) -> String {
    format!("true sentences: {one:.3} of one shape, {two:.3} of two")
}

fn card(DescribeCourse { epochs, seed, .. }: DescribeCourse, figures: &str, log: &str) -> String {
    let parameters: usize = DECODER.slots().iter().map(|(_, _, range)| range.len()).sum();
    format!(
        "# scenes-describe.safetensors\n\n\
         Says a sentence about a generated scene with one shape or two. `convoscope::layers::attention_decoder`: attention over the 36 cells of \
         the maps of scenes-find.safetensors, which stay as they are, and a GRU that remembers 48 numbers; {parameters} parameters, \
         named as PyTorch would name them.\n\n\
         - **Trained by** `cargo xtask train --scenes describe --epochs {epochs} --seed {seed}`\n\
         - **Data** the {TRAINING} first scenes of `convoscope::data::scenes::SceneGenerator` with seed {seed}, of each two shapes at most, \
         and its sentence from left to right\n\
         - **Loss** mean cross-entropy of the words, each after those before it as they should be\n\
         - **Optimizer** Adam, batches of 32, up to a rate of 0.004 and down along half a cosine; stored in half precision\n\
         - **{UNSEEN} scenes of seed {}, with the stored weights** {figures}\n\n\
         ```\n{log}```\n",
        seed + 1,
    )
}
