//! How runs begin, and what they are asked to bring.

use std::rc::Rc;

use super::trainings::send;
use super::{Effect, Progress, Train};
use crate::session::{Command, RunId, Start, Training};

impl Train {
    pub(super) fn watch(&mut self) -> Vec<Effect> {
        let setup = &self.setup;
        let look = self.trainings.story.as_ref().map_or(setup.look, |story| story.scene().look);
        for progress in &mut self.trainings.runs {
            if progress.look != look {
                progress.look = look;
                (progress.values, progress.histograms) = (Vec::new(), Rc::from([]));
            }
        }
        self.trainings.each(|progress| Training::Watch { watch: progress.watch(setup) })
    }

    /// Begins all runs anew.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let setup = &self.setup;
        let trainings = &mut self.trainings;
        let mut effects = trainings.each(|_| Training::Close);
        let start = std::mem::take(&mut trainings.start);
        trainings.runs.clear();
        (trainings.problem, trainings.story, trainings.film, trainings.goes) = (None, None, None, false);
        for index in 0..setup.runs() {
            match setup.plan(index) {
                Ok(plan) => {
                    trainings.begun += 1;
                    // The worker's first run is the digit network.
                    let run = RunId(1 + trainings.begun);
                    let (network, settings) = setup.of_run(index);
                    let (data, start) = (setup.samples.data(), start.clone());
                    effects.push(send(run, Training::Begin { network, data, settings, start }));
                    trainings.runs.push(Progress::new(run, plan, setup.look));
                }
                Err(problem) => {
                    trainings.problem = Some(problem);
                    trainings.runs.clear();
                    // What was just sent is not begun.
                    effects.retain_mut(|effect| start_of(effect).is_none());
                    return effects;
                }
            }
        }
        effects
    }
}

/// How the run starts that this begins.
pub(super) fn start_of(effect: &mut Effect) -> Option<&mut Start> {
    let Effect::Send(Command::Train { training, .. }) = effect else { return None };
    if let Training::Begin { start, .. } = &mut **training { Some(start) } else { None }
}
