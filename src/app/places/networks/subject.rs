//! [`Subject`]: a network with all that is shown of it; and the list of those of the literature.

use std::rc::Rc;

use super::link::{self, Chosen};
use super::table::Table;
use crate::app::numbers;
use crate::app::text::networks as text;
use crate::network::{Network, Plan};
use crate::zoo::Architecture;

/// A network with all that is shown of it.
#[derive(Debug)]
pub struct Subject {
    /// The network, planned.
    pub plan: Plan,
    /// Its layers.
    pub table: Table,
}

/// A network that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// In links, and for tests.
    pub id: String,
    /// For people.
    pub name: &'static str,
    /// Its year and its size.
    pub detail: String,
    /// What choosing it shows.
    pub chosen: Chosen,
}

/// The networks that there are.
pub fn listed() -> Vec<Listed> {
    let one = |architecture: Architecture| {
        let chosen = Chosen { architecture, ..Chosen::default() };
        let (about, params) = (text::about(architecture), Subject::of(chosen).table.total.params);
        let detail = text::year_and_size(about.year, &numbers::millions(params));
        Listed { id: link::id(architecture), name: about.name, detail, chosen }
    };
    Architecture::ALL.map(one).to_vec()
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
