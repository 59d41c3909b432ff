//! What the page knows and how it changes, without a word about browsers: [`App::update`] takes [`Action`]s and answers
//! with [`Effect`]s.

pub mod embed;
mod navigate;
pub mod route;
mod update;

use std::rc::Rc;

use crate::app::places::convolve::Convolve;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::pool::Pooling;
use crate::drawing::pipeline::{Prepared, Step};
use crate::drawing::polyline::Point;
use crate::drawing::{Raster, Stroke};
use crate::session::{Command, CommandError, Event, Measured, ParityReport, RunId};
use route::{Draw, Opened, Route};

/// Everything the page shows.
pub struct App {
    /// What belongs in the link.
    pub route: Route,
    /// Whether it is one panel in a frame of another page.
    pub embeds: bool,
    /// The network.
    pub model: Load<Rc<Model>>,
    /// What the network receives; `None` if nothing is drawn.
    pub prepared: Option<Rc<Prepared>>,
    /// What the network made of it; `None` if nothing is drawn.
    pub seen: Option<Rc<Activations>>,
    /// Counts changes of the drawing.
    pub version: u32,
    /// What the mouse is over.
    pub focus: Option<Focus>,
    /// One sentence about something that went wrong.
    pub notice: Option<String>,
    /// How the next stroke is drawn.
    pub pen: Pen,
    /// What a benchmark measured.
    pub measured: Option<Result<Measured, CommandError>>,
    /// What the comparison of the engines came to.
    pub compared: Option<Result<ParityReport, CommandError>>,
    /// What each place was left at, for coming back.
    left: Vec<Route>,
    /// How many places of its own the page has left behind in the browser's history.
    pub place: u32,
    raster: Raster,
    worker: Worker,
    /// Whether a stroke is being drawn.
    pub drawing: bool,
    /// Whether the browser was asked to go back and has not done so yet, and whether to go on then.
    goes_back: bool,
    back_again: bool,
}

/// Something that comes from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// It is on its way.
    Waiting,
    /// It is here.
    Ready(T),
    /// It will not come, and why.
    Failed(String),
}

impl<T> Load<T> {
    /// What is here.
    pub fn ready(&self) -> Option<&T> {
        if let Self::Ready(value) = self { Some(value) } else { None }
    }
}

/// What the worker is doing: one classification at a time, and then the newest drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worker {
    Idle,
    Busy,
    BusyWithAnOlderDrawing,
}

/// How the next stroke is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Diameter as a part of the pad.
    pub width: f32,
    /// Whether it takes ink away.
    pub erase: bool,
}

impl Pen {
    /// The widths to choose from: fine, medium, broad.
    pub const WIDTHS: [(&'static str, f32); 3] =
        [("Fine", 0.6 * Stroke::WIDTH), ("Medium", Stroke::WIDTH), ("Broad", 1.5 * Stroke::WIDTH)];
}

/// What the mouse is over: it dies with the next movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The column.
    pub column: usize,
    /// The map or unit.
    pub unit: usize,
    /// The cell: row and column.
    pub cell: Option<[usize; 2]>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The file of weights is here, or a sentence why not.
    Weights(Result<Vec<u8>, String>),
    /// The worker answered.
    Answered(Event),
    /// The worker died.
    WorkerDied,
    /// The worker that measures died.
    MeasuringDied,
    /// The pen was put down.
    Press(Point),
    /// The pen was moved on.
    Drag(Vec<Point>),
    /// The pen was lifted.
    Release,
    /// Take the last stroke back.
    Undo,
    /// Take everything back.
    Clear,
    /// Draw this sample.
    Sample(usize),
    /// Draw with another pen.
    Pen(Pen),
    /// Take or leave out a step of the preprocessing.
    Switch(Step),
    /// The mouse is over something else.
    Hover(Option<Focus>),
    /// Open a map or unit, or pin one of its cells.
    Open(Focus),
    /// Back by one level.
    Back,
    /// The convolution is another one.
    Convolve(Box<Convolve>),
    /// The pool is another one.
    Pool(Box<Pooling>),
    /// Convolve or Pool is another one: its link.
    Lab(String),
    /// The place Train is another one: the rest of its link.
    Train(String),
    /// Go to another place.
    Go(Place),
    /// The address bar says this. A place that the page itself left behind has its number.
    Follow(String, Option<u32>),
    /// The notice was read.
    Dismiss,
}

/// The places of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Draw a digit.
    Draw,
    /// One convolution in numbers.
    Convolve,
    /// One pool in numbers.
    Pool,
    /// A network that learns.
    Train,
}

impl Place {
    /// All places, as the page names them.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Draw, "Draw"), (Self::Convolve, "Convolve"), (Self::Pool, "Pool"), (Self::Train, "Train")];
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this to the worker.
    Send(Command),
    /// Send this to the worker that trains, which measures and compares as well.
    Measure(Command),
    /// Go to the route, leaving the present one behind as a place to come back to.
    Push,
    /// Let the address bar say the route.
    Replace,
    /// Go back one place.
    GoBack,
}

impl App {
    /// The place where the page is; none for the benchmark.
    pub fn place_shown(&self) -> Option<Place> {
        self.route.place()
    }

    /// The place Draw, if that is where the page is.
    pub fn draw(&self) -> Option<&Draw> {
        if let Route::Draw(draw) = &self.route { Some(draw) } else { None }
    }

    /// What is opened, as a place in the network.
    pub fn opened(&self) -> Option<Focus> {
        let opened = self.draw()?.opened.as_ref()?;
        let column = self.model.ready()?.column(&opened.layer)?;
        Some(Focus { column, unit: opened.unit, cell: opened.cell })
    }
}

/// The run of the digit network: the page opens one.
const RUN: RunId = RunId(1);

/// The link's form of a place in the network.
fn opened_from_focus(model: &Model, focus: Focus) -> Opened {
    Opened { layer: model.layer_name(focus.column).to_owned(), unit: focus.unit, cell: focus.cell }
}

#[cfg(test)]
mod tests;
