//! `cargo xtask train --scenes`: the networks that find and segment the shapes of scenes. They are trained by the very run that
//! trains in the page.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use convoscope::data::scenes::{PIXEL_CLASSES, SceneGenerator, SceneTask, ShapeKind};
use convoscope::network::Plan;
use convoscope::session::{
    Data, Evaluation, Proposer, RunEvent, SceneScores, Settings, StartFrom, TrainingRun,
};
use convoscope::zoo::{SceneNetwork, features_of};

use crate::run::finish;
use crate::train::write;

/// Passes over scenes where no number of them is given.
pub const EPOCHS: usize = 10;
/// Scenes that are trained on: digits are written in more ways than shapes are drawn.
const fn training(network: SceneNetwork) -> u32 {
    if matches!(network, SceneNetwork::FindDigits) { 16_000 } else { 4000 }
}
/// Scenes behind them that are scored after each epoch.
const VALIDATION: u32 = 500;
/// Scenes of a row that no run has seen, for the figures of the card.
const UNSEEN: u32 = 1000;

/// What is learnt about scenes.
#[derive(Clone, Copy, Debug)]
pub enum Scenes {
    /// What this network does.
    Network(SceneNetwork),
    /// Sentences.
    Describe,
}

/// What is learnt, by its name.
pub fn network(name: &str) -> Result<Scenes, String> {
    if name == "describe" {
        return Ok(Scenes::Describe);
    }
    let all = SceneNetwork::ALL.map(SceneNetwork::name).join(", ");
    SceneNetwork::named(name).map(Scenes::Network).ok_or_else(|| format!("it must be one of {all}, describe"))
}

/// What a network is trained for.
const fn task(network: SceneNetwork) -> SceneTask {
    match network {
        SceneNetwork::Find => SceneTask::Find,
        SceneNetwork::Segment | SceneNetwork::SegmentWithoutSkips | SceneNetwork::UNet => SceneTask::Segment,
        SceneNetwork::Propose => SceneTask::Propose,
        SceneNetwork::Refine => SceneTask::Refine,
        SceneNetwork::Mask => SceneTask::Mask,
        SceneNetwork::FindDigits => SceneTask::FindDigits,
    }
}

/// What it learns from: the later stages of a detector from what the earlier ones, whose weights are stored, propose and find.
fn data(task: SceneTask, generator: SceneGenerator, training: u32, validation: u32) -> Result<Data> {
    if !matches!(task, SceneTask::Refine | SceneTask::Mask) {
        return Ok(Data::Scenes { task, generator, training, validation });
    }
    let stored = |network: SceneNetwork| {
        let path = network.weights_path();
        let weights = std::fs::read(&path).with_context(|| format!("{path} is learnt first"))?;
        anyhow::Ok((network.network(), weights))
    };
    let (network, weights) = stored(SceneNetwork::Propose)?;
    let refiner = (task == SceneTask::Mask).then(|| stored(SceneNetwork::Refine)).transpose()?;
    let features = features_of(&network).context("it has features")?;
    Ok(Data::Regions {
        proposer: Proposer { network, weights, features, refiner },
        generator,
        training,
        validation,
    })
}

/// Trains a network, and writes its weights and their card.
pub fn train(network: SceneNetwork, epochs: usize, seed: u64, out: Option<&Path>) -> Result<()> {
    let task = task(network);
    let plan = Plan::new(network.network())?;
    let path = out.map_or_else(|| network.weights_path().into(), Path::to_path_buf);
    let generator = SceneGenerator { seed };
    let training = training(network);
    let data = data(task, generator, training, VALIDATION)?;
    let settings = Settings { seed, ..task.settings(epochs as u64, u64::from(training)) };
    println!("{} parameters, {training} training and {VALIDATION} validation scenes", plan.params());
    let (mut run, _) = TrainingRun::begin(network.network(), data, settings, StartFrom::Fresh)?;
    let (weights, log) = finish(&mut run, &plan, epochs, 5, words)?;
    let metadata = HashMap::from([("trained_by".to_owned(), "cargo xtask train --scenes".to_owned())]);
    let stored = weights.to_safetensors_half(&plan, metadata);
    write(&path, &stored)?;
    let unseen = evaluate(network, &stored, SceneGenerator { seed: seed + 1 }, settings)?;
    println!("{} bytes; unseen scenes: {}", stored.len(), words(&unseen)?);
    let card = card(network, &plan, epochs, &settings, &words(&unseen)?, &log);
    write(&path.with_extension("md"), card.as_bytes())
}

/// Scores stored weights on scenes of another row.
fn evaluate(
    network: SceneNetwork,
    stored: &[u8],
    generator: SceneGenerator,
    settings: Settings,
) -> Result<Evaluation> {
    let data = data(task(network), generator, 1, UNSEEN)?;
    let start = StartFrom::Weights(stored.to_vec());
    let (mut run, _) = TrainingRun::begin(network.network(), data, settings, start)?;
    match run.evaluate(&|| 0.0) {
        RunEvent::Evaluated(evaluation) => Ok(*evaluation),
        _ => bail!("scores that nobody waits for come at once"),
    }
}

/// The figures of an evaluation.
pub fn words(evaluation: &Evaluation) -> Result<String> {
    Ok(match evaluation.scenes.as_ref().context("scenes have scores")? {
        SceneScores::Find { map50, map75, .. } => format!("mAP50 {map50:.3}, mAP75 {map75:.3}"),
        SceneScores::Propose { recall3, recall10 } => {
            format!("recall@10 {recall10:.3}, recall@3 {recall3:.3}")
        }
        SceneScores::Segment { pixel_accuracy, foreground_iou, .. } => {
            format!("pixel accuracy {pixel_accuracy:.4}, foreground IoU {foreground_iou:.3}")
        }
        SceneScores::Describe { one, two, .. } => {
            format!("true sentences: {one:.3} of one shape, {two:.3} of two")
        }
    })
}

/// The model card.
fn card(
    network: SceneNetwork,
    plan: &Plan,
    epochs: usize,
    settings: &Settings,
    unseen: &str,
    log: &str,
) -> String {
    let (name, Settings { batch, seed, schedule, .. }) = (network.name(), settings);
    let (what, loss) = match task(network) {
        SceneTask::Find => (
            "Finds the shapes of generated scenes, 3 × 48 × 48: objectness, box and class for each of 6 × 6 cells",
            "weighted squared error of the cells",
        ),
        SceneTask::FindDigits => (
            "Finds and reads the digits of generated scenes, 1 × 48 × 48, 0 paper and 1 ink, 12 to 38 pixels large: objectness, box \
             and class for each of 6 × 6 cells",
            "weighted squared error of the cells",
        ),
        SceneTask::Propose => (
            "Proposes regions of generated scenes, 3 × 48 × 48, the first stage of two: for each of 3 anchors in 12 × 12 cells how sure it \
             is of a shape, and its box",
            "weighted squared error of the anchors",
        ),
        SceneTask::Refine => (
            "Looks at a region of generated scenes, the second stage of two: a score for each kind, and its box; takes what RoIAlign \
             cuts out of the features of scenes-propose.safetensors, 24 × 7 × 7",
            "weighted squared error of the regions: the 6 surest proposals of each scene, each shape's box, and 2 near it",
        ),
        SceneTask::Mask => (
            "Says which pixels of a box in generated scenes are of its shape, behind two stages: a mask of 14 × 14 for each kind; takes \
             what RoIAlign cuts out of the features of scenes-propose.safetensors, 24 × 14 × 14, and is scored on what \
             scenes-refine.safetensors finds",
            "squared error of the mask of the shape's kind, over each shape's box and 2 near it",
        ),
        SceneTask::Describe => ("Says a sentence about generated scenes", "cross-entropy of the words"),
        SceneTask::Segment => (
            "Says of which kind each pixel of generated scenes is, 3 × 48 × 48",
            "cross-entropy of the pixels",
        ),
    };
    let classes = match task(network) {
        SceneTask::FindDigits => "0 to 9".to_owned(),
        _ => {
            let kinds = ShapeKind::ALL.map(ShapeKind::name).join(", ");
            format!("{kinds}; {PIXEL_CLASSES} classes with the background")
        }
    };
    format!(
        "# scenes-{name}.safetensors\n\n\
         {what} ({classes}). Network: `convoscope::zoo::SceneNetwork`, {name}: {} \
         parameters, {} multiply-adds. Tensors are named as PyTorch's `state_dict` names them.\n\n\
         - **Trained by** `cargo xtask train --scenes {name} --epochs {epochs} --seed {seed}`\n\
         - **Data** the {} first scenes of `convoscope::data::scenes::SceneGenerator` with seed {seed}, those behind them \
         for validation\n\
         - **Loss** {loss}\n\
         - **Optimizer** Adam, batches of {batch}, up to a rate of {} and down along half a cosine; the weights are those after the \
         last step, stored in half precision\n\
         - **{UNSEEN} scenes of seed {}, with the stored weights** {unseen}\n\n\
         ```\n{log}```\n",
        plan.params(),
        plan.total_cost().macs,
        training(network),
        schedule.rate,
        seed + 1,
    )
}
