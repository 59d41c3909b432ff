//! Generate: the latent plane of a variational autoencoder, decoded where the point is, and a digit that is given back. All of it is
//! computed by a run in the worker that trains: one with the weights that come with the page, or one that learns.

mod course;
mod link;
mod update;

use std::rc::Rc;

pub use crate::zoo::AUTOENCODER_WEIGHTS;
pub use course::Course;
pub use link::{DIGITS, GenerateConfig, MOST_BETA};

use super::watched_run::WatchedRun;
use super::{Effect, Inside, Loading};
use crate::app::text::scenes as text;
use crate::data::{Generator, SIDE, Source};
use crate::layers::activation::Activation;
use crate::session::{Command, Data, Elbo, Look, RunCommand, RunId, Settings, StartFrom, Watch};
use crate::zoo::variational_autoencoder;

/// How far the plane reaches from 0 along both axes.
pub const REACH: f32 = 3.0;
/// Tiles along each side of the plane.
pub const TILES: usize = 12;
/// Digits whose places in the plane are shown, where none is learnt from.
const SHOWN: u32 = 400;
/// Pixels of a digit.
const PIXELS: usize = SIDE * SIDE;
/// How far an arrow key moves the point.
pub const STEP: f32 = 0.1;
/// Runs of the other tasks count from 1 on.
const FIRST_RUN: u32 = 1 << 20;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Action {
    /// The weights that come with the page, or why they are not here.
    Weights(Result<Vec<u8>, String>),
    /// The point goes there, or so far; it is let go.
    To([f32; 2]),
    By([f32; 2]),
    Release,
    /// Another digit is given back; the point goes where the encoder sees it.
    AnotherDigit,
    ToDigit,
    /// Whether the places of digits are shown.
    ShowCodes(bool),
    /// What the divergence weighs from now on: what learns begins anew.
    Beta(f32),
    /// As of the other tasks.
    Play,
    Pause,
    Reset,
    UseTrained,
    ReportAck,
}

/// What the task knows.
#[derive(Debug)]
pub struct Generate {
    /// How far the run is.
    pub loading: Loading,
    /// The digits of all tiles, row by row from the left upper one.
    pub tiles: Option<Rc<[f32]>>,
    /// The digit at the point.
    pub decoded: Option<Rc<[f32]>>,
    /// What the encoder and the decoder make of the digit that is given back.
    pub given_back: Option<GivenBack>,
    /// Where digits lie, with their labels.
    pub codes: Vec<([f32; 2], u8)>,
    /// Whether they are shown.
    pub shows_codes: bool,
    /// What has come of learning; `None` with the weights that come with the page.
    pub course: Option<Course>,
    /// Both parts of the loss of the weights that come with the page.
    pub elbo: Option<Elbo>,
    run: RunId,
    /// Whether the point, all tiles and the places of digits are being computed, and whether they have changed meanwhile.
    point: Asked,
    plane: Asked,
    places: Asked,
}

/// Whether an answer is on its way, and whether the question has changed meanwhile.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    waits: bool,
    changed: bool,
}

impl Asked {
    /// Whether to ask now.
    fn ask(&mut self) -> bool {
        self.changed = std::mem::replace(&mut self.waits, true);
        !self.changed
    }

    /// The answer is here: whether to ask again.
    fn answered(&mut self) -> bool {
        self.waits = false;
        std::mem::take(&mut self.changed) && self.ask()
    }
}

/// What comes of a digit.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenBack {
    /// The probability of ink for each pixel.
    pub reconstruction: Rc<[f32]>,
    /// μ and σ along both axes.
    pub mean: [f32; 2],
    #[allow(missing_docs)]
    pub deviation: [f32; 2],
}

impl GivenBack {
    /// From what comes out of the network.
    fn new(output: &[f32]) -> Option<Self> {
        let (pixels, latent) = output.split_at_checked(PIXELS)?;
        let &[x, y, vx, vy] = latent else { return None };
        let reconstruction = pixels.iter().map(|logit| Activation::Sigmoid.value(*logit)).collect();
        let deviation = [vx, vy].map(|log_variance| libm::expf(0.5 * log_variance));
        Some(Self { reconstruction, mean: [x, y], deviation })
    }
}

impl Default for Generate {
    fn default() -> Self {
        Self {
            loading: Loading::Underway,
            tiles: None,
            decoded: None,
            given_back: None,
            codes: Vec::new(),
            shows_codes: true,
            course: None,
            elbo: None,
            run: RunId(FIRST_RUN),
            point: Asked::default(),
            plane: Asked::default(),
            places: Asked::default(),
        }
    }
}

/// The latent values of the middles of all tiles.
fn middles() -> Vec<f32> {
    let along = |i: usize| REACH * (2.0 * (i as f32 + 0.5) / TILES as f32 - 1.0);
    (0..TILES * TILES).flat_map(|i| [along(i % TILES), -along(i / TILES)]).collect()
}

/// The digit of this number that is given back: no network here learns from these.
pub fn digit(number: usize) -> Vec<f32> {
    let mut image = vec![0.0; PIXELS];
    Generator { seed: u64::MAX, ..Generator::of(Source::Digits) }.sample(number as u64, &mut image);
    image
}

/// How it learns: what the link says of all tasks.
#[derive(Clone, Copy)]
pub struct Learnt {
    /// Digits that are learnt from, passes over them, and the seed.
    pub training: usize,
    #[allow(missing_docs)]
    pub epochs: usize,
    #[allow(missing_docs)]
    pub seed: u64,
    /// What is shown of it, and which values of its layers.
    pub inside: Inside,
    #[allow(missing_docs)]
    pub look: Look,
}

impl Generate {
    /// The middle of the digits of each label that lie in the plane.
    pub fn centers(&self) -> Vec<([f32; 2], u8)> {
        let center = |label: u8| {
            let of_label: Vec<[f32; 2]> =
                self.codes.iter().filter(|(_, other)| *other == label).map(|(point, _)| *point).collect();
            let mean =
                |axis: usize| of_label.iter().map(|point| point[axis]).sum::<f32>() / of_label.len() as f32;
            (!of_label.is_empty()).then(|| ([mean(0), mean(1)], label))
        };
        (0..10).filter_map(center).collect()
    }

    fn ask(&self, command: RunCommand) -> Effect {
        Effect::Train(Command::Train { run: self.run, command: Box::new(command) })
    }

    /// The task is opened.
    pub fn enter(&mut self) -> Vec<Effect> {
        if self.course.is_some() || self.loading == Loading::Ready {
            return Vec::new();
        }
        self.loading = Loading::Underway;
        vec![Effect::FetchAutoencoder]
    }

    /// Another task is opened, or the worker has ended: nothing is left of the run.
    pub fn leave(&mut self) -> Vec<Effect> {
        let effects = if self.loading == Loading::Ready { vec![self.ask(RunCommand::Close)] } else { vec![] };
        let shows_codes = self.shows_codes;
        *self = Self { run: RunId(self.run.0 + 1), shows_codes, ..Self::default() };
        effects
    }

    /// The worker has ended.
    pub fn died(&mut self) -> Vec<Effect> {
        self.leave();
        self.loading = Loading::Failed(text::NETWORK_ENDED.to_string());
        Vec::new()
    }

    /// A link with another point or digit was followed.
    pub fn follow(&mut self, before: &GenerateConfig, config: &GenerateConfig) -> Vec<Effect> {
        if self.loading != Loading::Ready {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if before.point != config.point {
            effects.extend(self.decode_point(config));
        }
        if before.digit != config.digit {
            effects.push(self.watch(config));
        }
        effects
    }

    /// A run with fresh weights, of which something is to come, or with those of a file. Whatever was before is left.
    fn begin(
        &mut self,
        config: &GenerateConfig,
        course: Option<Course>,
        start: StartFrom,
        seed: u64,
    ) -> Vec<Effect> {
        let (training, epochs) =
            course.as_ref().map_or((1, 1), |course| (course.training as u32, course.epochs));
        (self.loading, self.course) = (Loading::Ready, course);
        let generator = Generator { seed, ..Generator::of(Source::Digits) };
        let beta = if self.course.is_some() { config.beta } else { 1.0 };
        let data = Data::Reconstructed { generator, training, validation: SHOWN, beta };
        let settings = Settings { seed, ..Settings::autoencoder(epochs as u64, u64::from(training)) };
        let network = variational_autoencoder().network;
        let begin = self.ask(RunCommand::Begin { network, data, settings, start });
        let mut effects = vec![begin, self.watch(config)];
        effects.extend(self.look(config));
        effects
    }

    fn reset(&mut self, config: &GenerateConfig, learnt: Learnt) -> Vec<Effect> {
        let mut effects = self.leave();
        let course = WatchedRun::new(self.run, &variational_autoencoder().network).map(|mut run| {
            run.show(learnt.inside, learnt.look);
            Course::new(run, learnt.training, learnt.epochs)
        });
        effects.extend(self.begin(config, course, StartFrom::Fresh, learnt.seed));
        effects
    }

    /// Shows the digit to the network.
    fn watch(&self, config: &GenerateConfig) -> Effect {
        let watch = self.course.as_ref().map(|course| course.run.watch()).unwrap_or_default();
        self.ask(RunCommand::Watch { watch: Watch { input: Some(digit(config.digit)), ..watch } })
    }

    /// Something else is shown of what learns.
    pub(super) fn watch_layers(&self, config: &GenerateConfig) -> Vec<Effect> {
        if self.course.is_some() { vec![self.watch(config)] } else { Vec::new() }
    }

    /// Asks for all that changes with the weights.
    fn look(&mut self, config: &GenerateConfig) -> Vec<Effect> {
        let mut effects = self.decode_point(config);
        if self.plane.ask() {
            effects.push(self.ask(RunCommand::Decode { points: middles() }));
        }
        if self.places.ask() {
            effects.push(self.ask(RunCommand::Encode));
        }
        effects
    }

    /// Has the digit at the point decoded. While one is, only the newest waits.
    fn decode_point(&mut self, config: &GenerateConfig) -> Vec<Effect> {
        let asks = self.loading == Loading::Ready && self.point.ask();
        asks.then(|| self.ask(RunCommand::Decode { points: config.point.to_vec() })).into_iter().collect()
    }
}
