//! What comes back from the worker.

use super::runs::send;
use super::{Effect, Look, Progress, Train, TrainAction, UnitGraph};
use crate::app::text::train as text;
use crate::session::{CommandError, EngineKind, Event, InferenceError, RunCommand, RunEvent, RunId, State};

/// Points along each side of a boundary: one in the middle, and ends that the grid of units has too.
const SIDE: u32 = 97;
/// Reports between two looks at a kernel over time.
const HISTORY_EVERY: u32 = 6;

fn boundary(progress: &Progress) -> RunCommand {
    let shown = if progress.look == Look::Planes { UnitGraph::shown(&progress.plan) } else { Vec::new() };
    RunCommand::Boundary { side: SIDE, nodes: shown }
}

impl Train {
    pub(super) fn report_ack(&mut self, run: RunId) -> Vec<Effect> {
        let mut effects = vec![send(run, RunCommand::Ack)];
        let Some(progress) = self.runs.list.iter().find(|progress| progress.run == run) else {
            return effects;
        };
        let runs = progress.is_running();
        if self.config.data.is_toy() && runs {
            effects.push(send(run, boundary(progress)));
        }
        // All runs at once, so that they are saved after the same step.
        let first = self.runs.list.first().is_some_and(|first| first.run == run);
        self.runs.report_acks = self.runs.report_acks.wrapping_add(u32::from(first));
        if first && self.runs.report_acks.is_multiple_of(HISTORY_EVERY) {
            effects.extend(self.weight_history());
        }
        effects
    }

    /// Asks what the kernel was that is looked at over time.
    pub(super) fn weight_history(&self) -> Vec<Effect> {
        let (Some(weight_history), Some(first)) = (&self.runs.weight_history, self.runs.list.first()) else {
            return Vec::new();
        };
        vec![send(
            first.run,
            RunCommand::WeightHistory { from: weight_history.from as u32, len: weight_history.len() as u32 },
        )]
    }

    /// What the plane looks like now.
    pub(super) fn bound(&self) -> Vec<Effect> {
        if !self.config.data.is_toy() {
            return Vec::new();
        }
        self.each_shown(boundary)
    }

    /// Takes in what the worker answered.
    pub fn answered(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Run { run, event } => self.run_event(run, event),
            Event::Error { run, error } => self.command_failed(run, &error),
            _ => Vec::new(),
        }
    }

    fn run_event(&mut self, run: RunId, event: RunEvent) -> Vec<Effect> {
        if let Some(effects) = self.take_left(run, &event) {
            return effects;
        }
        if let Some(effects) = self.beside_event(run, &event) {
            return effects;
        }
        let Some(index) = self.runs.list.iter().position(|progress| progress.run == run) else {
            return Vec::new();
        };
        let name = ["weights", "weights of the second run"][index.min(1)];
        if matches!(event, RunEvent::Exported { .. } | RunEvent::ExportedData { .. }) {
            self.runs.status.take_if(|status| *status == text::MAKING_FILE);
        }
        if let RunEvent::Exported { step, weights } = &event {
            let name = format!("{name} after step {step}.safetensors").replace(' ', "-");
            return vec![Effect::Download { name, mime: "application/octet-stream", bytes: weights.clone() }];
        }
        if let RunEvent::ExportedData { file } = event {
            let name = "data.safetensors".to_owned();
            return vec![Effect::Download { name, mime: "application/octet-stream", bytes: file }];
        }
        if matches!(&event, RunEvent::Report(report) if report.state != State::Paused) {
            self.runs.play_requested = false;
        }
        if let RunEvent::WeightHistory { steps, values } = event {
            if let Some(weight_history) = &mut self.runs.weight_history {
                weight_history.take(&steps, values);
            }
            return Vec::new();
        }
        // A quiet line: training goes on.
        if let RunEvent::Engine { note: Some(note), .. } = &event {
            self.runs.status = Some(note.to_string());
        }
        if let RunEvent::Report(report) = &event
            && let Some(error) = &report.gpu_error
        {
            self.runs.status = Some(text::on_cpu(&error.to_string()));
        }
        if matches!(event, RunEvent::Evaluated(_)) {
            self.trouble.deaths = 0;
        }
        if let RunEvent::Engine { on_gpu, decided: Some(from), .. } = event {
            self.runs.list[index].take(event);
            return if index == 0 { self.decided(on_gpu, from) } else { Vec::new() };
        }
        let began = matches!(event, RunEvent::Begun { .. });
        let was = (self.runs.list[index].last.state, self.runs.list[index].last.step);
        let checkpoint = matches!(event, RunEvent::Checkpoint { .. });
        self.runs.list[index].take(event);
        if checkpoint {
            return vec![Effect::StoreRun];
        }
        if began && self.runs.ready() {
            let note = self.memory_note();
            self.add_status(note);
            let pace = self.config.pace;
            let mut effects = self.runs.each(|_| RunCommand::Pace { pace });
            effects.extend(self.watch());
            if self.linked().engine != EngineKind::Cpu {
                effects.extend(self.engine());
            }
            effects.extend(self.runs.each(|_| RunCommand::Evaluate));
            effects.extend(self.bound());
            if self.runs.play_requested {
                effects.extend(self.update(TrainAction::Play));
            }
            return effects;
        }
        // Where it stops by itself, the scores are those of the last epoch or older.
        let now = (self.runs.list[index].last.state, self.runs.list[index].last.step);
        if index == 0 && now != was && !self.pins.queue.is_empty() && now.0 != State::Running {
            return self.next_queued(now.0);
        }
        if now == was || now.0 == State::Running {
            return Vec::new();
        }
        let mut effects = vec![send(run, RunCommand::Evaluate)];
        // Whoever looks back does not want to begin there the next time.
        let saves = now.1 >= was.1 && self.is_saved();
        effects.extend(saves.then(|| send(run, RunCommand::Checkpoint { snapshots: true })));
        effects.extend(self.bound());
        effects
    }

    /// A run cannot do what it was asked for.
    fn command_failed(&mut self, run: RunId, error: &CommandError) -> Vec<Effect> {
        if self.runs.list.iter().any(|progress| progress.run == run) {
            self.runs.play_requested = false;
            // What a run that could not begin is asked for later is refused too: that is no news.
            if *error != CommandError::Inference(InferenceError::NotOpen) {
                self.runs.status = Some(error.to_string());
            }
        }
        Vec::new()
    }
}
