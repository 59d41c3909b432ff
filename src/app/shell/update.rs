use std::rc::Rc;
use std::sync::Arc;

use super::embed::embeds;
use super::route::Route;
use super::{Action, App, Effect, Load, Pen, RUN, Worker};
use crate::app::places::draw::model::{Activations, Model};
use crate::drawing::pipeline::{Step, Switches, prepare};
use crate::drawing::{Drawing, Raster, Stroke, samples};
use crate::network::{NodeId, Plan};
use crate::session::{Command, Event};
use crate::zoo;

impl App {
    /// The page as the link says, at place `place` of the browser's history.
    pub fn new(link: &str, place: u32) -> Self {
        let (route, problems) = Route::parse(link);
        let mut app = Self {
            route,
            embeds: embeds(link),
            model: Load::Waiting,
            prepared: None,
            seen: None,
            version: 0,
            focus: None,
            notice: problems.into_iter().next(),
            pen: Pen { width: Stroke::WIDTH, erase: false },
            measured: None,
            compared: None,
            left: Vec::new(),
            place,
            raster: Raster::of(&Drawing::default()),
            worker: Worker::Idle,
            drawing: false,
            goes_back: false,
            back_again: false,
        };
        app.redraw();
        app
    }

    /// What is to be done at the start, once the worker listens.
    pub fn start(&self) -> Vec<Effect> {
        match &self.route {
            Route::Draw(_) | Route::Convolve(_) | Route::Pool(_) | Route::Train(_) => vec![],
            Route::Parity(samples) => vec![Effect::Send(Command::Compare { samples: *samples })],
            Route::Bench(bench) => {
                bench.map(|bench| Effect::Send(Command::Bench { bench })).into_iter().collect()
            }
        }
    }

    /// Takes an action in and answers what the browser is to do.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = self.act(action);
        // What is opened or pointed at now may need more numbers than were asked for.
        if self.worker == Worker::Idle && self.seen.as_ref().is_some_and(|seen| !seen.has(&self.shown())) {
            effects.extend(self.classify());
        }
        effects
    }

    /// The nodes whose values are shown.
    fn shown(&self) -> Vec<NodeId> {
        let explained = [self.opened(), self.focus];
        let columns = explained.into_iter().flatten().map(|focus| focus.column);
        self.model.ready().map_or(Vec::new(), |model| model.shown(columns))
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Weights(Ok(weights)) => vec![Effect::Send(open(weights))],
            Action::Weights(Err(why)) => self.fail(why),
            Action::Answered(event) => self.answered(event),
            Action::WorkerDied => self.fail("The worker crashed: please reload the page.".to_owned()),
            Action::Follow(link, place) => {
                let mut effects = self.follow(&link, place);
                if std::mem::take(&mut self.back_again) {
                    effects.extend(self.back());
                }
                effects
            }
            Action::Dismiss => self.quietly(|app| app.notice = None),
            Action::Hover(focus) => self.quietly(|app| app.focus = focus),
            Action::Pen(pen) => self.quietly(|app| app.pen = pen),
            Action::Open(focus) => self.open(focus),
            Action::Back => self.back(),
            Action::Convolve(convolve) => self.put(Route::Convolve(convolve)),
            Action::Pool(pooling) => self.put(Route::Pool(pooling)),
            Action::Train(rest) => self.trained(rest),
            Action::Go(place) => self.go(place),
            Action::Press(_)
            | Action::Drag(_)
            | Action::Release
            | Action::Undo
            | Action::Clear
            | Action::Sample(_)
            | Action::Switch(_) => self.edit(action),
        }
    }

    fn quietly(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Effect> {
        change(self);
        Vec::new()
    }

    fn fail(&mut self, why: String) -> Vec<Effect> {
        self.seen = None;
        self.quietly(|app| app.model = Load::Failed(why))
    }

    /// The strokes, the pen and the switches.
    fn edit(&mut self, action: Action) -> Vec<Effect> {
        let Route::Draw(draw) = &mut self.route else { return Vec::new() };
        match action {
            Action::Press(point) => {
                let Pen { width, erase } = self.pen;
                draw.drawing.add(Stroke { points: vec![point], width, erase });
                self.drawing = true;
                return self.extend(0);
            }
            Action::Drag(points) => {
                let Some(stroke) = draw.drawing.strokes.last_mut().filter(|_| self.drawing) else {
                    return vec![];
                };
                let from = stroke.points.len();
                stroke.points.extend(points);
                return self.extend(from);
            }
            Action::Release => {
                self.drawing = false;
                return vec![Effect::Replace];
            }
            // These take the stroke away that may still be under the pen.
            Action::Undo => {
                self.drawing = false;
                draw.drawing.undo();
            }
            Action::Clear => {
                self.drawing = false;
                draw.drawing.clear();
            }
            Action::Sample(index) => {
                if let Some(sample) = samples().into_iter().nth(index) {
                    self.drawing = false;
                    draw.drawing = sample.drawing;
                }
            }
            Action::Switch(step) => {
                let Switches { crop, fit, centre } = &mut draw.switches;
                match step {
                    Step::Strokes => {}
                    Step::Crop => *crop = !*crop,
                    Step::Fit => *fit = !*fit,
                    Step::Centre => *centre = !*centre,
                }
            }
            _ => {}
        }
        let mut effects = self.redraw();
        effects.push(Effect::Replace);
        effects
    }

    /// Draws the last stroke on, from its point `from`.
    fn extend(&mut self, from: usize) -> Vec<Effect> {
        let Route::Draw(draw) = &self.route else { return Vec::new() };
        if let Some(stroke) = draw.drawing.strokes.last() {
            self.raster.extend(stroke, from);
        }
        self.changed()
    }

    /// Draws everything anew.
    pub(super) fn redraw(&mut self) -> Vec<Effect> {
        let Route::Draw(draw) = &self.route else { return Vec::new() };
        self.raster = Raster::of(&draw.drawing);
        self.changed()
    }

    /// The drawing is another one: prepares it and has it classified.
    fn changed(&mut self) -> Vec<Effect> {
        let switches = self.draw().map_or_else(Switches::default, |draw| draw.switches);
        self.version = self.version.wrapping_add(1);
        self.prepared = prepare(&self.raster, switches).map(Rc::new);
        if self.prepared.is_none() {
            self.seen = None;
        }
        self.classify()
    }

    fn classify(&mut self) -> Vec<Effect> {
        let (Some(prepared), Load::Ready(_)) = (&self.prepared, &self.model) else { return Vec::new() };
        match self.worker {
            Worker::Idle => {
                self.worker = Worker::Busy;
                let (pixels, nodes) = (prepared.pixels.to_vec(), self.shown());
                vec![Effect::Send(Command::Infer { run: RUN, pixels, nodes })]
            }
            Worker::Busy | Worker::BusyWithAnOlderDrawing => {
                self.worker = Worker::BusyWithAnOlderDrawing;
                Vec::new()
            }
        }
    }

    fn answered(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened { run: RUN, weights, ranges } => {
                let plan = Plan::new(zoo::digits()).expect("a network of the zoo can be planned");
                self.model = Load::Ready(Rc::new(Model::new(Arc::new(plan), weights, ranges)));
                self.check_opened();
                self.classify()
            }
            Event::Activations { run: RUN, nodes, activations } => {
                let older = self.worker == Worker::BusyWithAnOlderDrawing;
                self.worker = Worker::Idle;
                self.seen = self.prepared.is_some().then(|| Rc::new(Activations::new(&nodes, activations)));
                if older { self.classify() } else { Vec::new() }
            }
            Event::Measured { measured } => self.quietly(|app| app.measured = Some(measured)),
            Event::ParityReport { compared } => self.quietly(|app| app.compared = Some(compared)),
            Event::Error { run: RUN, error } => self.fail(error.to_string()),
            Event::Opened { .. } | Event::Activations { .. } | Event::Run { .. } | Event::Error { .. } => {
                Vec::new()
            }
        }
    }
}

/// The command that opens the digit network. Every third sample, so every digit, shows how large its activations get:
/// all of them would keep the first guess waiting.
fn open(weights: Vec<u8>) -> Command {
    let examples = samples().into_iter().step_by(3).filter_map(|sample| {
        Some(prepare(&Raster::of(&sample.drawing), Switches::default())?.pixels.to_vec())
    });
    Command::Open { run: RUN, network: zoo::digits(), weights, examples: examples.collect() }
}
