//! The part of Draw's link that says how the way back is looked at.

use super::DrawConfig;
use super::neuron_chain::NeuronChain;
use crate::app::link::{Bounds, Key, finite, points};
use crate::app::text::link as text;

/// How the way back is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackwardConfig {
    /// The step of the walk from the loss to the drawing; `None` where all of it is shown. `at=` in the link.
    pub at: Option<usize>,
    /// The maps or units of the path that is looked at in place of a gradient's terms. `path=` in the link.
    pub path: Option<Vec<usize>>,
    /// The chain of single neurons, where that is looked at. `chain=` in the link.
    pub chain: Option<NeuronChain>,
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum BackwardChoice {
    /// This step of the walk, or all of it.
    At(Option<usize>),
    /// A path through these maps or units, or the terms.
    Path(Option<Vec<usize>>),
    /// A chain of single neurons, or the network.
    Chain(Option<NeuronChain>),
}

impl BackwardConfig {
    /// Takes in what was chosen.
    pub fn choose(&mut self, choice: BackwardChoice) {
        match choice {
            BackwardChoice::At(at) => self.at = at,
            BackwardChoice::Path(path) => self.path = path,
            BackwardChoice::Chain(chain) => self.chain = chain,
        }
    }
}

const STEPS: Bounds<1> = Bounds([0], [999]);

/// The rows of the link.
pub const KEYS: &[Key<DrawConfig>] = &[
    Key {
        name: "at",
        what: text::STEP_BACK,
        print: |to| to.backward.at.map_or(String::new(), |at| at.to_string()),
        read: |to, text| {
            to.backward.at = Some(STEPS.count(text)?);
            Some(())
        },
        expects: |_, _| STEPS.expected(),
    },
    Key {
        name: "path",
        what: text::PATH,
        print: |to| to.backward.path.as_deref().map_or(String::new(), points),
        read: |to, text| {
            let units: Option<Vec<usize>> = text.split('.').map(|unit| unit.parse().ok()).collect();
            to.backward.path = Some(units?);
            Some(())
        },
        expects: |_, _| text::UNITS_OF_PATH.to_string(),
    },
    Key {
        name: "chain",
        what: text::CHAIN,
        print: |to| to.backward.chain.as_ref().map_or(String::new(), NeuronChain::to_link),
        read: |to, text| {
            let (name, weights) = text.split_once(',')?;
            let weights: Option<Vec<f32>> = weights.split(',').map(finite).collect();
            to.backward.chain = Some(NeuronChain::from_link(name, &weights?)?);
            Some(())
        },
        expects: |_, _| text::CHAIN_WEIGHTS.to_string(),
    },
];
