//! What someone does in the place Train.

use std::rc::Rc;

use super::trainings::{Trainings, send};
use super::{Effect, Film, Own, Progress, Samples, Saved, Setup, Train};
use crate::format;
use crate::network::{Network, Weights};
use crate::session::{CommandError, RunId, Start, Training};

/// What someone asks for.
#[derive(Clone, Debug)]
pub enum Request {
    /// Other settings, another network, other data, another look.
    Setup(Box<Setup>),
    /// Take steps.
    Play,
    /// Take no more.
    Pause,
    /// Take so many steps.
    Steps(u32),
    /// Take steps until the epoch is over.
    Epoch,
    /// Begin anew.
    Reset,
    /// What a run reported is on the screen.
    Painted(RunId),
    /// Go back to the last snapshot up to a step.
    GoTo(u64),
    /// Begin anew with the weights of a file.
    Weights(Vec<u8>),
    /// Begin anew with the network of a file, which is JSON.
    Network(String),
    /// Learn from somebody's samples.
    Own(Rc<Own>),
    /// Hand something out.
    Save(Saved),
    /// Keep all runs in the browser's store, at this many milliseconds since 1970.
    Keep(f64),
    /// Go on where an archive ends: its place in the list.
    Restore(usize),
    /// Take an archive out of the store.
    Forget(usize),
    /// Look at a kernel over time.
    Film(Film),
    /// Look at it no longer.
    EndFilm,
    /// Tell a step in slow motion, or go on telling.
    Tell,
    /// Stop telling.
    Hush,
    /// Say this.
    Say(String),
}

impl Train {
    /// The place as the rest of a link says.
    pub fn new(link: &str) -> Self {
        let (setup, said) = read(link);
        Self { setup, trainings: Trainings { said, ..Trainings::default() }, archives: Vec::new() }
    }

    /// The rest of a link to exactly this.
    pub fn link(&self) -> String {
        format::link(self.setup.to_pairs())
    }

    /// Goes where another link says.
    pub fn follow(&mut self, link: &str) -> Vec<Effect> {
        if link == self.link() {
            return Vec::new();
        }
        let (setup, said) = read(link);
        let archived = self.archives.iter().position(|archive| archive.is_of(link));
        let effects = match archived.filter(|_| !setup.begins_like(&self.setup)) {
            Some(index) => {
                self.setup = setup;
                self.restore(index)
            }
            None => self.set_up(setup),
        };
        self.trainings.said = said.or(self.trainings.said.take());
        effects
    }

    /// Does what is asked for, and answers what the browser is to do.
    pub fn update(&mut self, request: Request) -> Vec<Effect> {
        let steps = |steps: u32| move |_: &Progress| Training::Step { steps };
        let until = self.setup.until;
        let stays =
            matches!(request, Request::Painted(_) | Request::Keep(_) | Request::Tell | Request::Save(_));
        if !stays {
            self.trainings.said = None;
        }
        match request {
            Request::Setup(setup) => self.set_up(*setup),
            Request::Own(own) => {
                let setup = self.setup.with_samples(Samples::Own(own));
                self.set_up(setup)
            }
            Request::Play if !self.trainings.ready() => {
                self.trainings.goes = !self.trainings.runs.is_empty();
                Vec::new()
            }
            Request::Play => {
                self.trainings.goes = true;
                let mut effects = self.hush();
                effects.extend(self.trainings.each(|_| Training::Go { until }));
                effects
            }
            Request::Pause => {
                self.trainings.goes = false;
                self.trainings.each(|_| Training::Pause)
            }
            Request::Steps(n) => self.trainings.each(steps(n)),
            Request::Epoch => self.trainings.each(|progress| {
                let left = progress.steps_per_epoch - progress.step % progress.steps_per_epoch;
                Training::Step { steps: left as u32 }
            }),
            Request::Reset => self.begin(),
            Request::Painted(run) => self.painted(run),
            Request::GoTo(step) => self.trainings.each(|_| Training::GoTo { step }),
            Request::Weights(file) => {
                let wrong = |progress: &Progress| Weights::from_safetensors(&progress.plan, &file).err();
                if let Some(error) = self.trainings.runs.iter().find_map(wrong) {
                    self.trainings.said = Some(CommandError::Weights { why: error.to_string() }.to_string());
                    return Vec::new();
                }
                self.trainings.start = Start::Weights(file);
                self.begin()
            }
            Request::Film(film) => {
                self.trainings.film = Some(film);
                self.film()
            }
            Request::EndFilm => {
                self.trainings.film = None;
                Vec::new()
            }
            Request::Network(json) => self.network(&json),
            Request::Keep(when) => self.keep_at(when),
            Request::Restore(index) => self.restore(index),
            Request::Forget(index) => self.forget(index),
            Request::Save(saved) => self.save(saved),
            Request::Tell => self.tell(),
            Request::Hush => self.hush(),
            Request::Say(sentence) => {
                self.trainings.said = Some(sentence);
                Vec::new()
            }
        }
    }

    /// Another network; one that is none, or takes other samples, is refused in one sentence.
    fn network(&mut self, json: &str) -> Vec<Effect> {
        let wanted = self.setup.samples.shape();
        let why = match Network::from_json(json) {
            Ok(network) if network.input == wanted => {
                return self.set_up(Setup { network, variant: None, ..self.setup.clone() });
            }
            Ok(network) => format!("it takes {}, but the samples are {wanted}.", network.input),
            Err(error) => format!("{error}."),
        };
        self.trainings.said = Some(format!("This network cannot be used: {why}"));
        Vec::new()
    }

    fn set_up(&mut self, new: Setup) -> Vec<Effect> {
        let old = std::mem::replace(&mut self.setup, new);
        let (new, trainings) = (&self.setup, &mut self.trainings);
        let had_steps = trainings.runs.iter().any(|progress| progress.step > 0);
        let mut effects = vec![Effect::Tell];
        if trainings.problem.is_some() || !old.begins_like(new) {
            let other = had_steps && old.network != new.network && old.samples == new.samples;
            effects.extend(self.begin());
            if other {
                self.trainings.said = Some("The network is another one: training begins anew.".to_owned());
            }
            return effects;
        }
        if old.settings != new.settings {
            let runs = trainings.runs.iter().enumerate();
            effects.extend(runs.map(|(index, progress)| {
                send(progress.run, Training::Tune { settings: new.of_run(index).1 })
            }));
        }
        if trainings.play() && new.until != old.until {
            effects.extend(trainings.each(|_| Training::Go { until: new.until }));
        }
        let looks = (old.look, old.sample) != (new.look, new.sample);
        if old.engine != new.engine {
            effects.extend(self.engine());
        }
        if looks {
            self.trainings.story = None;
            effects.extend(self.watch());
        }
        effects
    }
}

/// Reads the rest of a link, and says what of it cannot be read.
pub(super) fn read(link: &str) -> (Setup, Option<String>) {
    let mut problems = Vec::new();
    let pairs = link.split('&').filter_map(|pair| pair.split_once('='));
    (Setup::from_pairs(pairs, &mut problems), problems.into_iter().next())
}
