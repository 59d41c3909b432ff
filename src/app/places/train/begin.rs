//! How runs begin, and what they are asked to bring.

use super::runs::send;
use super::{Effect, Progress, Train};
use crate::app::text::train as text;
use crate::session::{Command, RunCommand, RunId, StartFrom};

impl Train {
    pub(super) fn watch(&mut self) -> Vec<Effect> {
        let config = &self.config;
        let look =
            self.runs.walkthrough.as_ref().map_or(config.shown_look(), |walkthrough| walkthrough.part().look);
        let beside = self.pins.beside.iter_mut();
        for progress in self.runs.list.iter_mut().chain(beside) {
            progress.look_at(look);
        }
        self.each_shown(|progress| {
            let mut watch = progress.watch(&self.config);
            watch.input = self.tried.as_deref().map(<[f32]>::to_vec);
            watch.probes.extend(self.walkthrough_probes(&progress.plan, progress.look));
            watch.probes.extend(self.lens_probes(&progress.plan, progress.look));
            RunCommand::Watch { watch }
        })
    }

    /// Begins anew; what came of the present runs is stored.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let mut effects = self.leave();
        let left = !effects.is_empty();
        effects.extend(self.begin_fresh());
        effects.push(Effect::Remember { id: None });
        if left {
            self.runs.status = Some(text::BEGUN_ANEW.to_string());
        }
        effects
    }

    /// Begins anew without a word about the present runs.
    pub(super) fn begin_fresh(&mut self) -> Vec<Effect> {
        self.keeping.forget_asked();
        let mut effects = self.close_runs();
        let (config, runs) = (&self.config, &mut self.runs);
        let mut start = std::mem::take(&mut runs.start);
        runs.computed = None;
        (runs.plan_error, runs.walkthrough, runs.weight_history) = (None, None, None);
        (runs.watched, runs.play_requested) = (None, false);
        for index in 0..config.run_count() {
            match config.plan(index) {
                Ok(plan) => {
                    runs.started += 1;
                    // The worker's first run is the digit network.
                    let run = RunId(1 + runs.started);
                    let (network, settings) = config.of_run(index);
                    // A file of weights is large: the last run takes it, and is not given a copy.
                    let is_last = index + 1 == config.run_count();
                    let start = if is_last { std::mem::take(&mut start) } else { start.clone() };
                    let data = config.data.data();
                    effects.push(send(run, RunCommand::Begin { network, data, settings, start }));
                    runs.list.push(Progress::new(run, plan, config.shown_look()));
                }
                Err(plan_error) => {
                    runs.plan_error = Some(plan_error);
                    runs.list.clear();
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
pub(super) fn start_of(effect: &mut Effect) -> Option<&mut StartFrom> {
    let Effect::Send(Command::Train { command, .. }) = effect else { return None };
    if let RunCommand::Begin { start, .. } = &mut **command { Some(start) } else { None }
}
