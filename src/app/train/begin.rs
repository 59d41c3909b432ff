//! How runs begin, and what they are asked to bring.

use std::rc::Rc;

use super::trainings::send;
use super::{Effect, Progress, Train};
use crate::session::{Command, Run, Start, Training};

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

    /// The worker died, and there is another one: everything begins again where it was last kept.
    pub fn died(&mut self) -> Vec<Effect> {
        let old = std::mem::take(&mut self.trainings.runs);
        let kept = old.iter().map(|progress| progress.kept.as_ref().map(|(step, _)| *step)).min().flatten();
        let mut effects = self.begin();
        let starts = effects.iter_mut().filter_map(begun);
        for (start, (old, new)) in starts.zip(old.into_iter().zip(&mut self.trainings.runs)) {
            if let Some((_, run)) = old.kept.as_ref().filter(|_| kept.is_some()) {
                *start = Start::Kept((**run).clone());
                new.remember(old);
            }
        }
        let from = kept.map_or("at the beginning".to_owned(), |step| format!("after step {step}"));
        self.trainings.said = Some(format!(
            "The computing part of this page stopped. It was started again: training stands {from}."
        ));
        effects
    }

    /// Begins all runs anew.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let setup = &self.setup;
        let trainings = &mut self.trainings;
        let mut effects = trainings.each(|_| Training::Close);
        let start = std::mem::take(&mut trainings.start);
        trainings.runs.clear();
        (trainings.problem, trainings.story, trainings.goes) = (None, None, false);
        for index in 0..setup.runs() {
            match setup.plan(index) {
                Ok(plan) => {
                    trainings.begun += 1;
                    // The worker's first run is the digit network.
                    let run = Run(1 + trainings.begun);
                    let (network, settings) = setup.of_run(index);
                    let (data, start) = (setup.samples.data(), start.clone());
                    effects.push(send(run, Training::Begin { network, data, settings, start }));
                    trainings.runs.push(Progress::new(run, plan, setup.look));
                }
                Err(problem) => {
                    trainings.problem = Some(problem);
                    trainings.runs.clear();
                    // What was just sent is not begun.
                    effects.retain_mut(|effect| begun(effect).is_none());
                    return effects;
                }
            }
        }
        effects
    }
}

/// How the run starts that this begins.
fn begun(effect: &mut Effect) -> Option<&mut Start> {
    let Effect::Send(Command::Train { training, .. }) = effect else { return None };
    if let Training::Begin { start, .. } = &mut **training { Some(start) } else { None }
}
