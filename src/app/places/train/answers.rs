//! What comes back from the worker.

use super::trainings::send;
use super::{Effect, Request, Train};
use crate::session::{CommandError, EngineKind, Event, RunId, State, Trained, Training};

/// Validation samples that are scored at once.
const SCORED: u32 = 1000;
/// Points along each side of a boundary.
const SIDE: u32 = 48;
/// Reports between two times that a run is kept.
const KEEPS: u32 = 24;
/// Reports between two looks at a kernel over time.
const FILMS: u32 = 6;

impl Train {
    pub(super) fn painted(&mut self, run: RunId) -> Vec<Effect> {
        let mut effects = vec![send(run, Training::Next)];
        let Some(progress) = self.trainings.runs.iter().find(|progress| progress.run == run) else {
            return effects;
        };
        let runs = progress.runs();
        if self.setup.samples.is_plane() && runs {
            effects.push(send(run, Training::Boundary { side: SIDE }));
        }
        // All runs at once, so that they are kept after the same step.
        let first = self.trainings.runs.first().is_some_and(|first| first.run == run);
        self.trainings.painted = self.trainings.painted.wrapping_add(u32::from(first));
        if first && self.trainings.painted.is_multiple_of(FILMS) {
            effects.extend(self.film());
        }
        if first && runs && self.trainings.painted.is_multiple_of(KEEPS) {
            effects.extend(self.trainings.each(|_| Training::Keep));
        }
        effects
    }

    /// Asks what the kernel was that is looked at over time.
    pub(super) fn film(&self) -> Vec<Effect> {
        let (Some(film), Some(first)) = (&self.trainings.film, self.trainings.runs.first()) else {
            return Vec::new();
        };
        vec![send(first.run, Training::Film { from: film.from as u32, len: film.len() as u32 })]
    }

    /// Lets the chosen engine take the steps.
    pub(super) fn engine(&self) -> Vec<Effect> {
        let engine = self.setup.engine;
        self.trainings.each(|_| Training::Engine { engine })
    }

    /// What the plane looks like now.
    pub(super) fn bound(&self) -> Vec<Effect> {
        if !self.setup.samples.is_plane() {
            return Vec::new();
        }
        self.trainings.each(|_| Training::Boundary { side: SIDE })
    }

    /// Takes in what the worker answered.
    pub fn answered(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Trained { run, trained } => self.trained(run, trained),
            Event::Refused { run, refusal } => self.refused(run, &refusal),
            _ => Vec::new(),
        }
    }

    /// Takes in what a run answered.
    fn trained(&mut self, run: RunId, trained: Trained) -> Vec<Effect> {
        let Some(index) = self.trainings.runs.iter().position(|progress| progress.run == run) else {
            return Vec::new();
        };
        let name = ["weights", "weights of the second run"][index.min(1)];
        if let Trained::Exported { step, weights } = &trained {
            let name = format!("{name} after step {step}.safetensors").replace(' ', "-");
            return vec![Effect::Download { name, mime: "application/octet-stream", bytes: weights.clone() }];
        }
        if matches!(&trained, Trained::Report(report) if report.state != State::Paused) {
            self.trainings.goes = false;
        }
        if let Trained::Film { steps, values } = trained {
            if let Some(film) = &mut self.trainings.film {
                film.take(&steps, values);
            }
            return Vec::new();
        }
        // A quiet line: training goes on.
        if let Trained::Engine { note: Some(note), .. } = &trained {
            self.trainings.said = Some(note.clone());
        }
        if let Trained::Report(report) = &trained
            && let Some(trouble) = &report.trouble
        {
            self.trainings.said = Some(format!("On the CPU from here: {trouble}"));
        }
        let began = matches!(trained, Trained::Begun { .. });
        let was = (self.trainings.runs[index].state, self.trainings.runs[index].step);
        let kept = matches!(trained, Trained::Kept { .. });
        self.trainings.runs[index].take(trained);
        if kept {
            return vec![Effect::Keep];
        }
        if began && self.trainings.ready() {
            let mut effects = self.watch();
            if self.setup.engine != EngineKind::Cpu {
                effects.extend(self.engine());
            }
            effects.extend(self.trainings.each(|_| Training::Evaluate { most: SCORED }));
            effects.extend(self.bound());
            if self.trainings.goes {
                effects.extend(self.update(Request::Play));
            }
            return effects;
        }
        // Where it stops by itself, the scores are those of the last epoch or older.
        let now = (self.trainings.runs[index].state, self.trainings.runs[index].step);
        if now == was || now.0 == State::Running {
            return Vec::new();
        }
        let mut effects = vec![send(run, Training::Evaluate { most: SCORED })];
        // Whoever looks back does not want to begin there the next time.
        effects.extend((now.1 >= was.1).then(|| send(run, Training::Keep)));
        effects.extend(self.bound());
        effects
    }

    /// A run cannot do what it was asked for.
    fn refused(&mut self, run: RunId, refusal: &CommandError) -> Vec<Effect> {
        if self.trainings.runs.iter().any(|progress| progress.run == run) {
            self.trainings.goes = false;
            // What a run that could not begin is asked for later is refused too: that is no news.
            if *refusal != CommandError::NotOpen {
                self.trainings.said = Some(refusal.to_string());
            }
        }
        Vec::new()
    }
}
