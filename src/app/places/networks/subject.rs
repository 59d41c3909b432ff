//! [`Subject`]: a network with all that is shown of it.

use std::rc::Rc;

use super::link::Chosen;
use super::table::Table;
use crate::app::text::networks as text;
use crate::network::{Network, Plan};

/// A network with all that is shown of it.
#[derive(Debug)]
pub struct Subject {
    /// The network, planned.
    pub plan: Plan,
    /// Its layers.
    pub table: Table,
}

impl Subject {
    /// A network as it is shown; a sentence where it cannot be planned.
    pub(super) fn new(network: Network) -> Result<Self, String> {
        let plan = Plan::new(network).map_err(|error| error.to_string())?;
        let table = Table::new(&plan);
        Ok(Self { plan, table })
    }

    /// A network of the literature as it is.
    pub(super) fn of(chosen: Chosen) -> Rc<Self> {
        let network = chosen.architecture.network(chosen.version);
        Rc::new(Self::new(network).expect("every network of the zoo can be planned"))
    }

    /// What joins branches that look at different places: a sentence for each.
    pub fn misaligned(&self) -> Vec<String> {
        self.plan.misaligned().iter().map(|found| text::misaligned(self.plan.name(found.node))).collect()
    }
}
