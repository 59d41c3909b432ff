//! What the page knows and how it changes, without a word about browsers: [`App::update`] takes [`Action`]s and answers
//! with [`Effect`]s. The shell is what all places have: the route, the browser's history, notices, how the page is shown.

pub mod embed;
pub mod explain;
pub mod labs;
pub mod language;
mod lesson;
mod navigate;
pub mod qr_code;
pub mod route;
mod update;

pub use lesson::{LessonsLink, PREDICT, Present, predicts};

use crate::app::color::{PaletteSet, Theme};
use crate::app::link::HistoryEntry;
use crate::app::place::Place;
use crate::app::places::draw::{self, ChosenNetwork, Draw, DrawConfig};
use crate::app::show::Show;
use crate::app::text::Language;
use crate::session::InferenceCommand;
use route::Route;

/// Everything the page shows.
pub struct App {
    /// What belongs in the link.
    pub route: Route,
    /// The place Draw, whose network goes on while the page is elsewhere.
    pub draw: Draw,
    /// Where the page is shown.
    pub show: Show,
    /// Whether the screen is black, so that an audience looks elsewhere; only while the page is presented.
    pub is_black: bool,
    /// Light or dark.
    pub theme: Theme,
    /// The language of all texts.
    pub language: Language,
    /// Whether the keys are listed.
    pub shows_help: bool,
    /// Whether the link is shown as a QR code.
    pub shows_qr_code: bool,
    /// What was copied last, until something else happens.
    pub copied: Option<Copied>,
    /// One sentence about something that went wrong.
    pub notice: Option<String>,
    /// The lesson that is played above the route's place.
    pub lesson: Option<PlayedLesson>,
    /// How many places of its own the page has left behind in the browser's history.
    pub history_entry: u32,
    /// What each place was left at, for coming back.
    left: Vec<Route>,
    /// Whether the browser was asked to go back and has not done so yet, and whether to go on then.
    going_back: bool,
    back_again: bool,
}

/// A lesson that is played: its place is the route, and the link is the lesson's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedLesson {
    /// The rest of its link.
    pub rest: String,
    /// Whether its place hides results until they are predicted.
    pub predicts: bool,
}

/// What is copied for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// A link to exactly this.
    Link,
    /// A frame with exactly this.
    Frame,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// Something in the place Draw, or from its worker.
    Draw(draw::Action),
    /// Convolve or Pool is another one: its link, and what becomes of the one before.
    Lab(String, HistoryEntry),
    /// Draw, looked at backward or asked why, is another one: its link, and what becomes of the one before.
    Explain(String, HistoryEntry),
    /// The place Train is another one: the rest of its link.
    Train(String),
    /// The place Networks is another one: the rest of its link.
    Networks(String),
    /// The place Scenes is another one: the rest of its link.
    Scenes(String),
    /// Lessons is another one: the rest of its link, the link of the place below it, if there is one, and what becomes of the
    /// link before.
    #[allow(missing_docs)]
    Lesson { rest: String, scene: String, entry: HistoryEntry },
    /// Go to another place.
    Go(Place),
    /// The address bar says this. A place that the page itself left behind has its number.
    Follow(String, Option<u32>),
    /// Back by one level, whatever that is now.
    Escape,
    /// A new version of the page is kept on this machine, for the next time that it is opened.
    NewVersion,
    /// The notice was read.
    Dismiss,
    /// Presentation on or off.
    Present,
    /// The browser left the full screen.
    StopPresenting,
    /// The black screen on or off.
    Black,
    /// Light or dark, whichever it is not.
    Theme,
    /// This language, everywhere.
    Language(Language),
    /// These palettes, everywhere.
    Palettes(PaletteSet),
    /// The list of keys on or off.
    Help,
    /// The link as a QR code, on or off.
    QrCode,
    /// Copy the link, or the code of a frame.
    Copy(Copied),
    /// It was copied, or could not be.
    CopyDone(Copied, bool),
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this to the worker.
    Send(InferenceCommand),
    /// Start another worker, and load the weights again.
    RestartWorker,
    /// Load the weights of this network.
    LoadWeights(ChosenNetwork),
    /// Go to the route, leaving the present one behind as a place to come back to.
    Push,
    /// Let the address bar say the route.
    UpdateUrl,
    /// Go back one place.
    GoBack,
    /// Copy this.
    Copy(Copied),
    /// Open the page in this language, and remember it.
    ShowLanguage(Language),
    /// Open the page anew: its link asks for another language.
    Reload,
    /// Show the page in this theme, and remember it.
    ShowTheme(Theme),
}

impl App {
    /// What of Draw belongs in the link, if that is where the page is.
    pub fn draw_config(&self) -> Option<&DrawConfig> {
        if let Route::Draw(config) = &self.route { Some(config) } else { None }
    }

    /// What is opened in Draw, as a place in its network.
    pub fn opened(&self) -> Option<draw::Focus> {
        self.draw.opened(self.draw_config()?)
    }

    /// The link of a place as it was left, or as it is.
    pub fn link_to(&self, place: Place) -> String {
        let here = self.shown_route();
        let routes = [&here].into_iter().chain(&self.left);
        let known = routes.into_iter().find(|route| route.place() == Some(place));
        self.with_language(known.map_or_else(|| route::beginning(place).to_owned(), Route::to_string))
    }
}

#[cfg(test)]
mod tests;
