//! Names of nodes: those that were given, and those that follow from kinds.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Network, NodeId, Plan, PlanError};

/// Characters of the longest name.
pub const MAX_NAME: usize = 64;

/// What is wrong with a name that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameError {
    /// It has no character.
    Empty,
    /// It has more than 64 characters.
    Long,
    /// It holds spaces or control characters, or a part between points is empty.
    Characters,
    /// Another node has it; `input` always does.
    Taken,
}

impl std::error::Error for NameError {}

impl NameError {
    /// What is wrong with a name by itself.
    pub fn of(name: &str) -> Option<Self> {
        let odd = |c: char| c.is_whitespace() || c.is_control();
        match name {
            "" => Some(Self::Empty),
            _ if name.chars().nth(MAX_NAME).is_some() => Some(Self::Long),
            _ if name.contains(odd) || name.split('.').any(str::is_empty) => Some(Self::Characters),
            _ => None,
        }
    }
}

impl Network {
    /// Gives a node a name, as in `state_dict`s and files: "conv1", "layer1.0.conv2". The input keeps its own.
    ///
    /// ```
    /// use convoscope::layers::{activation::Activation, dense::Dense};
    /// use convoscope::network::{Network, Plan};
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::flat(2));
    /// let hidden = network.chain([Dense::new(3).into()]);
    /// network.named(hidden, "hidden");
    /// network.chain([Activation::Relu.into(), Dense::new(2).into()]);
    /// let plan = Plan::new(network)?;
    /// assert_eq!(plan.name(hidden), "hidden");
    /// assert_eq!(plan.slots()[0].name, "hidden.weight");
    /// assert_eq!(plan.slots()[2].name, "dense2.weight");
    /// # Ok::<(), convoscope::network::PlanError>(())
    /// ```
    pub fn named(&mut self, id: NodeId, name: impl Into<String>) {
        if let Some(node) = id.0.checked_sub(1).and_then(|index| self.nodes.get_mut(index)) {
            node.name = Some(name.into());
        }
    }
}

impl Plan {
    /// A name for each node, the input first, whether or not the network can be planned: the one it was given, or its kind and
    /// a number, as "conv1", "conv2", "leaky_relu1", with `_` behind it where that one was given to another node.
    pub fn names(network: &Network) -> Vec<String> {
        let given: HashSet<&str> = network.nodes.iter().filter_map(|node| node.name.as_deref()).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut names = vec!["input".to_owned()];
        for node in &network.nodes {
            let kind = node.layer.op().name();
            let count = counts.entry(kind).or_default();
            *count += 1;
            names.push(node.name.clone().unwrap_or_else(|| {
                let mut name = format!("{}{count}", kind.replace(' ', "_"));
                while given.contains(name.as_str()) {
                    name.push('_');
                }
                name
            }));
        }
        names
    }

    /// Checks the names that were given.
    pub(super) fn check_names(network: &Network) -> Result<(), PlanError> {
        let mut taken = HashSet::from(["input"]);
        for name in network.nodes.iter().filter_map(|node| node.name.as_deref()) {
            let taken = (!taken.insert(name)).then_some(NameError::Taken);
            if let Some(error) = NameError::of(name).or(taken) {
                // A long one is shown up to where it should have ended.
                let name = name.chars().take(MAX_NAME).collect();
                return Err(PlanError::Name { name, error });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::dense::Dense;
    use crate::network::Weights;
    use crate::shape::Shape;
    use std::collections::HashMap;

    fn network(names: &[Option<&str>]) -> Network {
        let mut network = Network::new(Shape::flat(2));
        for name in names {
            let id = network.chain([Dense::new(2).into()]);
            if let Some(name) = name {
                network.named(id, *name);
            }
        }
        network
    }

    #[test]
    fn derived_names_make_way_for_given_ones() {
        let network =
            network(&[None, Some("dense1"), Some("dense3_"), Some("dense5"), None, Some("dense1_")]);
        let names = Plan::names(&network);
        assert_eq!(names, ["input", "dense1__", "dense1", "dense3_", "dense5", "dense5_", "dense1_"]);
        let unique: HashSet<&String> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        assert!(Plan::new(network).is_ok());
    }

    #[test]
    fn names_are_checked() {
        let long = "é".repeat(65);
        for (name, error) in [
            ("", NameError::Empty),
            (long.as_str(), NameError::Long),
            ("a b", NameError::Characters),
            ("a\n", NameError::Characters),
            (".a", NameError::Characters),
            ("a..b", NameError::Characters),
            ("input", NameError::Taken),
            ("twice", NameError::Taken),
        ] {
            let found = Plan::new(network(&[Some("twice"), None, Some(name)])).unwrap_err();
            let shown: String = name.chars().take(64).collect();
            assert_eq!(found, PlanError::Name { name: shown, error });
        }
        for name in ["layer1.0.conv1", "/features/0/Conv", "größe", &"x".repeat(64)] {
            assert!(Plan::new(network(&[Some(name)])).is_ok(), "{name}");
        }
    }

    #[test]
    fn names_survive_json_links_messages_and_files() {
        let named = network(&[Some("layer1.0.fc"), None, Some("head")]);
        assert_eq!(Network::from_json(&named.to_json()).as_ref(), Ok(&named));
        assert_eq!(Network::from_link(&named.to_link(), 2).as_ref(), Some(&named));
        let message = postcard::to_allocvec(&named).unwrap();
        assert_eq!(postcard::from_bytes::<Network>(&message).as_ref(), Ok(&named));
        assert!(!network(&[None]).to_json().contains("name"));

        let plan = Plan::new(named).unwrap();
        let weights = Weights::he(&plan, 3);
        let file = weights.to_safetensors(&plan, HashMap::new());
        let tensors = safetensors::SafeTensors::deserialize(&file).unwrap();
        assert!(tensors.tensor("layer1.0.fc.weight").is_ok() && tensors.tensor("head.bias").is_ok());
        assert_eq!(Weights::from_safetensors(&plan, &file), Ok(weights));
    }
}
