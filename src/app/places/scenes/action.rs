//! What the place Scenes is asked for, and what it asks of the browser.

use crate::data::scenes::{ShapeColor, ShapeKind};
use crate::session::{Command, EngineKind, Event, Look};
use crate::zoo::SceneNetwork;

use super::restyle::Slot;
use super::{DescribeAction, Inside, Objects, RestyleAction, Task, digits, generate, teach};

/// What happened.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Action {
    /// Another task, in so many stages, or another network that segments.
    Task(Task),
    Stages(usize),
    Network(SceneNetwork),
    /// Shapes are found, or digits.
    On(Objects),
    /// Something of the canvas with digits.
    Draw(digits::Action),
    /// The pointer goes down, moves and goes up: x and y in pixels of the scene.
    Press([f32; 2]),
    Drag([f32; 2]),
    Release,
    /// Something is done to the shapes.
    Edit(Edit),
    /// Another scene.
    Another,
    /// Boxes below this score are not shown, in per cent.
    Threshold(usize),
    /// The numbers of this cell, as row and column.
    Cell([usize; 2]),
    /// Of two stages: this region is looked at.
    Region(usize),
    /// So many steps of suppression are taken, after those of two stages.
    Step(usize),
    /// The weights that were asked for, or why they are not here.
    Weights(SceneNetwork, Result<Vec<u8>, String>),
    /// A worker answered: the one that infers, the second one, the one that trains, or the one that explains.
    Inferred(Event),
    InferredRegions(Event),
    InferredMasks(Event),
    Trained(Event),
    Explained(Event),
    /// Nothing else is to be done: let detectors be scored on scenes that they have not seen.
    Score,
    /// A worker ended.
    InferenceDied,
    TrainingDied,
    ExplainingDied,
    /// The network learns from the beginning, or goes on; it waits; it is as at the beginning.
    Play,
    Pause,
    Reset,
    /// The network that learns as it was after so many steps, or a little before.
    Seek(u64),
    /// What is shown of it beside its answers, and which values of its layers.
    Inside(Inside, Look),
    /// The weights that come with the page again.
    UseTrained,
    /// Fetch the trained network again.
    TryAgain,
    /// Something of generating.
    Generate(generate::Action),
    /// Something of taking features over.
    Teach(teach::Action),
    /// Who takes the steps of what learns.
    Engine(EngineKind),
    /// The last report is on the screen.
    ReportAck,
    /// Something about describing, or about restyling.
    Describe(DescribeAction),
    Restyle(RestyleAction),
}

/// A change of the shapes. Which is an index into those of the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Edit {
    Select(usize),
    /// By so many pixels to the right and down.
    Move(usize, [f32; 2]),
    Kind(usize, ShapeKind),
    Color(usize, ShapeColor),
    /// Larger by so many pixels.
    Grow(usize, f32),
    Remove(usize),
    Add,
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Let the address bar say the link.
    UpdateUrl,
    /// Something of the link cannot be.
    Notice(String),
    /// Fetch the weights of this network: a file of the site.
    Fetch(SceneNetwork),
    /// Fetch the weights of the autoencoder: a file of the site.
    FetchAutoencoder,
    /// Send this to the worker that infers.
    Infer(Command),
    /// Send this to the second of them, which has the second stage open.
    InferRegions(Command),
    /// Send this to the third of them, which has the mask head open.
    InferMasks(Command),
    /// Send this to the worker that trains, which is started for the first.
    Train(Command),
    /// Send this to the worker that explains, which is started for the first.
    Explain(Command),
    /// Fetch the weights of the decoder that describes: a file of the site.
    FetchDecoder,
    /// Fetch this photograph of the site, to be restyled.
    Picture(Slot, &'static str),
    /// Something of teaching the user's own classes.
    Own(teach::own::Effect),
}
