//! How the values that are choices with numbers are written in a link.

use crate::app::places::train::TrainConfig;
use crate::session::{Decay, EngineKind, Initialization, Loss, Pace};

/// What names the network that was opened from a file in Networks.
pub(super) const OPENED: &str = "opened";

/// Whether a link asks for that network.
pub fn asks_for_opened(link: &str) -> bool {
    link.split('&').any(|pair| pair.split_once('=') == Some(("net", OPENED)))
}

/// The paces by their names.
pub(super) const PACES: [(&str, Pace); 4] = [
    ("step", Pace::Steps(1)),
    ("epoch", Pace::Epochs(1)),
    ("10", Pace::Epochs(10)),
    ("max", Pace::Unlimited),
];

pub(super) fn pace_name(pace: &Pace) -> String {
    PACES.iter().find(|(_, known)| known == pace).map_or("", |(name, _)| name).to_owned()
}

pub(super) fn pace_named(text: &str) -> Option<Pace> {
    PACES.iter().find(|(name, _)| *name == text).map(|(_, pace)| *pace)
}

pub(super) fn optional<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or(String::new(), T::to_string)
}

pub(super) fn loss_name(loss: &Loss) -> String {
    match loss {
        Loss::CrossEntropy => "cross-entropy",
        Loss::MeanSquaredError => "mse",
        Loss::Huber => "huber",
    }
    .to_owned()
}

pub(super) fn init_name(initialization: &Initialization) -> String {
    match initialization {
        Initialization::Zero => "zero".into(),
        Initialization::Normal { std } => format!("normal:{std}"),
        Initialization::Xavier => "xavier".into(),
        Initialization::He => "he".into(),
    }
}

pub(super) fn init_named(text: &str) -> Option<Initialization> {
    Some(match text.split_once(':') {
        None if text == "zero" => Initialization::Zero,
        None if text == "xavier" => Initialization::Xavier,
        None if text == "he" => Initialization::He,
        Some(("normal", std)) => {
            Initialization::Normal { std: std.parse().ok().filter(|d: &f32| (0.0..=10.0).contains(d))? }
        }
        _ => return None,
    })
}

pub(super) fn decay_name(decay: &Decay) -> String {
    match decay {
        Decay::Constant => "constant".into(),
        Decay::Cosine { steps } => format!("cosine:{steps}"),
        Decay::Step { every, factor } => format!("stairs:{every}:{factor}"),
    }
}

pub(super) fn decay_named(text: &str) -> Option<Decay> {
    let parts: Vec<&str> = text.split(':').collect();
    Some(match parts[..] {
        ["constant"] => Decay::Constant,
        ["cosine", steps] => Decay::Cosine { steps: steps.parse().ok()? },
        ["stairs", every, factor] => Decay::Step {
            every: every.parse().ok()?,
            factor: factor.parse().ok().filter(|f: &f32| (0.0..=1.0).contains(f))?,
        },
        _ => return None,
    })
}

pub(super) fn engine_name(config: &TrainConfig) -> String {
    match config.engine_from {
        0 => config.engine.name().to_owned(),
        from => format!("{}:{from}", config.engine.name()),
    }
}

pub(super) fn engine_named(config: &mut TrainConfig, text: &str) -> Option<()> {
    let (name, from) = match text.split_once(':') {
        None => (text, 0),
        // Only a GPU can begin later.
        Some((name, from)) if name == EngineKind::WebGpu.name() => (name, from.parse().ok()?),
        Some(_) => return None,
    };
    (config.engine, config.engine_from) = (EngineKind::named(name)?, from);
    Some(())
}
