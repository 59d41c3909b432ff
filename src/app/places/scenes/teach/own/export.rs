//! The taught network as a file.

use std::collections::HashMap;

use super::features::{head, whole};
use super::link::SourceNetwork;
use super::source::with_classes;
use super::{Effect, Own, Taught, to_scene};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::app::text::Text;
use crate::app::text::scenes_teach_own as text;
use crate::network::{CLASSES, NETWORK, Plan, Weights};
use crate::onnx;
use crate::session::RunCommand;
use crate::zoo::efficientnet_lite0;

/// What is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The weights, with the network and the names of its classes.
    Safetensors,
    /// The network with its weights, for other programs.
    Onnx,
}

/// Each with the end of its file's name and its name for people.
pub const FORMATS: [(Format, &str, Text); 2] =
    [(Format::Safetensors, "safetensors", text::FORMATS[0]), (Format::Onnx, "onnx", text::FORMATS[1])];

impl Own {
    /// Asks for the weights of the network that takes layers over.
    pub(super) fn export(&mut self, format: Format) -> Vec<SceneEffect> {
        let Some(taught) = &self.taught else { return Vec::new() };
        self.exports = Some(format);
        vec![taught.runs[0].ask(RunCommand::Export)]
    }

    /// The weights are here.
    pub(super) fn exported(&mut self, weights: &[u8]) -> Vec<SceneEffect> {
        let (Some(format), Some(taught)) = (self.exports.take(), &self.taught) else { return Vec::new() };
        match file(format, taught, self.lite0.as_ref(), weights) {
            Ok(bytes) => {
                let ending =
                    FORMATS.iter().find(|(it, ..)| *it == format).map_or("", |(_, ending, _)| ending);
                let name = format!("{}.{ending}", text::FILE);
                vec![to_scene(Effect::Download { name, bytes })]
            }
            Err(why) => {
                self.said = Some(why);
                Vec::new()
            }
        }
    }
}

/// All of the network: where a head alone has learnt, with what its features come from before it.
fn file(format: Format, taught: &Taught, lite0: Option<&Weights>, weights: &[u8]) -> Result<Vec<u8>, String> {
    let classes = taught.names.len();
    let planned = |network| Plan::new(network).map_err(|error| error.to_string());
    let read = |plan: &Plan| Weights::from_safetensors(plan, weights).map_err(|error| error.to_string());
    let (plan, weights) = match taught.config.source {
        SourceNetwork::Lite0 => {
            let learnt = read(&planned(head(classes))?)?;
            let lite0 = lite0.ok_or(text::FEATURES_ENDED)?;
            (planned(with_classes(&efficientnet_lite0(), classes))?, whole(lite0, &learnt, &taught.divisors))
        }
        _ => {
            let plan = planned(taught.network.clone())?;
            let weights = read(&plan)?;
            (plan, weights)
        }
    };
    match format {
        Format::Onnx => onnx::write(&plan, &weights).ok_or_else(|| text::NOT_IN_ONNX.to_string()),
        Format::Safetensors => {
            let names = serde_json::to_string(&taught.names).map_err(|error| error.to_string())?;
            let network = (NETWORK.to_owned(), plan.network().to_json());
            let metadata = HashMap::from([network, (CLASSES.to_owned(), names)]);
            Ok(weights.to_safetensors(&plan, metadata))
        }
    }
}
