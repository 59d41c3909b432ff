//! Draw, looked at backward or asked why: a program of its own, so that the first load has nothing of it.

mod analysis;
mod backward_panel;
mod choices;
mod neuron_chain;
mod overview;
mod path_panel;
mod place;
mod stage;
mod weight_panel;
mod why;

pub use place::{Message, Place, Props};
pub use why::palette;
