//! The steps of a run.

use std::ops::Range;

use super::{State, TrainingRun, report::Point};
use crate::random::Random;
use crate::training::{Batch, TakenStep};

impl TrainingRun {
    /// Takes one step, or goes on with its scores for a moment. `clock` tells the time in milliseconds: how long it took is reported. After a step that is looked at,
    /// all that [`apply`](Self::apply) and [`next_report`](Self::next_report) hand out is as it is after it; others may be on their way
    /// through a GPU until the [slice ends](Self::end_slice).
    pub async fn advance(&mut self, clock: &dyn Fn() -> f64, observed: bool) {
        if self.is_scoring() {
            self.go_on_scoring(clock);
            return;
        }
        let step = self.trainer.step();
        let ends = (step + 1).is_multiple_of(self.batches.per_epoch()) || self.left == Some(1);
        self.go_over_later().await;
        let with_workers = self.parallelize();
        let tries = self.parallel.as_ref().is_none_or(|parallel| !parallel.is_measuring());
        let samples = self.batches.at(step);
        if let Some(scenes) = &mut self.scenes {
            scenes.prepare(samples);
        }
        let observed = observed || ends || self.snapshots.due(step + 1);
        // Varied images are made here; others are on the device, where there is one.
        let indices: Vec<u32> = samples.iter().map(|&sample| sample as u32).collect();
        let (data, scenes, len) = (&self.data, &self.scenes, self.data.shape.len());
        let reconstruction = self.reconstruction;
        let augmentation = &self.settings.augmentation;
        let seed = Random::split(self.settings.seed ^ 0xA06, step).next_u64();
        let fill = |range: Range<usize>, x: &mut [f32]| {
            for (place, x) in range.clone().zip(x.chunks_exact_mut(len)) {
                match scenes {
                    Some(scenes) => scenes.write(data, samples[place], x),
                    None => data.write(samples[place], x),
                }
                if let Some(augmentation) = augmentation {
                    augmentation.apply(data.shape, &mut Random::split(seed, place as u64), x);
                }
            }
            match (scenes, reconstruction) {
                (Some(scenes), _) => scenes.targets(&samples[range]),
                (None, Some(reconstruction)) => reconstruction.targets(x),
                (None, None) => samples[range].iter().map(|&sample| data.labels[sample]).collect(),
            }
        };
        let indices =
            (augmentation.is_none() && scenes.is_none() && reconstruction.is_none()).then_some(&indices[..]);
        let batch = Batch { indices, ..Batch::new(samples.len(), &fill) };
        let rate = self.settings.schedule.at(step);
        let start = clock();
        let taken = match observed {
            true => self.trainer.train_observed(batch, rate).await,
            false => self.trainer.train_ahead(batch, rate).await,
        };
        let took = clock() - start;
        self.took += took;
        self.dirty = true;
        if let Some(trial) = self.trial.as_mut().filter(|_| tries) {
            trial.step(batch, rate, took, clock).await;
        }
        self.time_step(with_workers, took);
        self.conclude_trial();
        self.record(taken);
        // A GPU that was lost took steps with it: these come again.
        let steps = self.trainer.step();
        self.left = self.left.map(|left| (left + step).saturating_sub(steps));
        if steps == step + 1 && !matches!(self.state, State::Diverged { .. }) {
            self.after_step(observed, clock);
        }
    }

    /// What comes behind a step: a snapshot, and the scores at the end of an epoch.
    fn after_step(&mut self, observed: bool, clock: &dyn Fn() -> f64) {
        let step = self.trainer.step();
        if observed && self.snapshots.due(step) {
            self.snapshots.add(self.trainer.checkpoint());
        }
        if step.is_multiple_of(self.batches.per_epoch()) {
            self.begin_scoring(Some(step / self.batches.per_epoch()));
            self.go_on_scoring(clock);
        } else {
            self.pause_behind_last_step();
        }
    }

    /// Where a GPU takes the steps, takes one more that is looked at; and waits for what those came to that are on their way.
    pub async fn end_slice(&mut self, clock: &dyn Fn() -> f64) {
        if self.may_advance() && self.is_on_gpu() && !self.is_scoring() {
            self.advance(clock, true).await;
        }
        let taken = self.trainer.settle().await;
        self.record(taken);
    }

    fn record(&mut self, taken: Vec<TakenStep>) {
        self.dirty |= !taken.is_empty();
        for TakenStep { step, samples, rate, scores } in taken {
            if !scores.loss.is_finite() {
                self.state = State::Diverged { step };
                return;
            }
            let labels = match &self.scenes {
                Some(scenes) => scenes.labels(self.batches.at(step - 1)),
                None => samples,
            };
            let accuracy = scores.correct as f32 / labels.max(1) as f32;
            self.points.push(Point { step, loss: scores.loss, accuracy, rate });
        }
    }
}
