//! [`TrainedNetwork`]: what other places open of the last run of Train. It is stored beside the run, and whoever reads it needs to know
//! nothing of runs.

use serde::{Deserialize, Serialize};

use crate::data::Scale;
use crate::format::{encoded, unstamped};
use crate::network::{Network, Plan, Weights};

/// The version that it is stored in.
const VERSION: u8 = 3;
/// The version in which no dataset was named.
const WITHOUT_DATASET: u8 = 2;

/// The network of a run, with its weights after a step, and what is needed to give it inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedNetwork {
    /// For people: "small modern CNN, digits".
    pub name: String,
    /// Steps taken.
    pub step: u64,
    /// Share of the validation samples that it had right.
    pub accuracy: Option<f32>,
    /// The network.
    pub network: Network,
    /// Its weights.
    pub weights: Weights,
    /// What its classes are called.
    pub names: Vec<String>,
    /// What bytes of its inputs stand for.
    pub scale: Scale,
    /// What it learnt from, where that is stored.
    #[serde(skip)]
    pub dataset: Option<StoredDataset>,
}

/// Somebody's own samples in the browser's store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDataset {
    /// Where they lie among the blobs.
    pub key: String,
    /// The run's seed, which says what they were split by.
    pub seed: u64,
}

impl TrainedNetwork {
    /// Where it lies in the browser's store, among the blobs.
    pub const KEY: &str = "last-run";
    /// Where that lies which was opened from a file in Networks.
    pub const OPENED_KEY: &str = "opened-network";

    /// For the browser's store.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoded(VERSION, &(self, &self.dataset))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote, and plans the network; `None` for anything else, as a newer version is, and for
    /// weights of another network.
    pub fn from_bytes(bytes: &[u8]) -> Option<(Self, Plan)> {
        let read: Self = match unstamped(bytes) {
            (VERSION, bytes) => {
                let (network, dataset) = postcard::from_bytes(bytes).ok()?;
                Self { dataset, ..network }
            }
            (WITHOUT_DATASET, bytes) => postcard::from_bytes(bytes).ok()?,
            _ => return None,
        };
        let plan = Plan::new(read.network.clone()).ok()?;
        let lens = (read.weights.params.len(), read.weights.running.len());
        let fits = lens == (plan.params_len(), plan.running_len()) && read.weights.is_finite();
        (fits && read.names.len() == plan.output().len()).then_some((read, plan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;
    use crate::zoo::Template;

    #[test]
    fn what_is_stored_is_read_and_nothing_else() {
        let network = Template::Modern.network(Shape::new(1, 28, 28), 2);
        let weights = Weights::he(&Plan::new(network.clone()).unwrap(), 1);
        let names = vec!["cat".to_owned(), "dog".to_owned()];
        let (name, scale) = ("small modern CNN, pets".to_owned(), Scale::Signed);
        let dataset = Some(StoredDataset { key: "data-1".to_owned(), seed: 5 });
        let trained =
            TrainedNetwork { name, step: 7, accuracy: Some(0.5), network, weights, names, scale, dataset };
        let bytes = trained.to_bytes();
        assert_eq!(TrainedNetwork::from_bytes(&bytes).unwrap().0, trained);
        let before = encoded(WITHOUT_DATASET, &trained);
        assert_eq!(
            TrainedNetwork::from_bytes(&before).unwrap().0,
            TrainedNetwork { dataset: None, ..trained.clone() }
        );

        let fails = |change: &dyn Fn(&mut TrainedNetwork)| {
            let mut changed = trained.clone();
            change(&mut changed);
            TrainedNetwork::from_bytes(&changed.to_bytes()).is_none()
        };
        assert!(fails(&|changed| changed.weights.params.truncate(1)));
        assert!(fails(&|changed| changed.weights.params[0] = f32::NAN));
        assert!(fails(&|changed| changed.names.truncate(1)));
        for len in [0, 5, 12, bytes.len() - 1] {
            assert!(TrainedNetwork::from_bytes(&bytes[..len]).is_none(), "{len}");
        }
    }
}
