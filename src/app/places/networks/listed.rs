//! The networks of the literature, to choose from.

use super::{Chosen, Subject, link};
use crate::app::numbers;
use crate::app::text::networks as text;
use crate::zoo::Architecture;

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
