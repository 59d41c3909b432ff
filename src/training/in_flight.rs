//! Steps that a GPU takes one behind the other, while nobody waits for what the first of them came to.

use std::collections::VecDeque;
use std::pin::Pin;

use super::{Batch, Scores, Trainer};
use crate::engine::Engine;
use crate::engine::gpu::GpuError;

/// A step that was taken, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TakenStep {
    /// Its number, from 1 on.
    pub step: u64,
    /// Samples in its batch.
    pub samples: usize,
    /// Its learning rate.
    pub rate: f32,
    /// What it came to. A loss that is not finite took no step.
    pub scores: Scores,
}

/// Steps that were sent to a GPU, the oldest first.
#[derive(Default)]
pub(super) struct InFlight {
    sent: VecDeque<Sent>,
    /// What came of others, until somebody asks.
    taken: Vec<TakenStep>,
}

/// A step without its scores, and these once the GPU gets there.
struct Sent {
    step: TakenStep,
    scores: Pin<Box<dyn Future<Output = Result<Scores, GpuError>>>>,
}

/// Steps that are in flight: at least as many as keep a GPU busy while somebody sees to the next one, and no more than are
/// soon awaited.
const FEWEST: u64 = 2;
const MOST: u64 = 8;
/// The multiply-adds that are in flight, forward and backward, where more steps than the fewest are.
const MACS: u64 = 50_000_000_000;
/// Likewise the bytes of images that were sent for them.
const BYTES: u64 = 32 << 20;

/// How many steps are in flight, of which each takes so much.
fn most(macs: u64, bytes: u64) -> usize {
    (MACS / macs.max(1)).min(BYTES / bytes.max(1)).clamp(FEWEST, MOST) as usize
}

impl Trainer {
    /// Takes one step as [`train`](Self::train) does, but without waiting for a GPU. Answers what has come of steps since this was asked
    /// last, in order: on the CPU of this one, on a GPU of earlier ones. Where one of these had no finite loss, those behind it
    /// changed nothing: they are forgotten, and it is the last that is answered.
    pub async fn train_ahead(&mut self, batch: Batch<'_>, rate: f32) -> Vec<TakenStep> {
        let update = self.update(rate);
        let taken = |scores| TakenStep { step: update.step, samples: batch.len, rate, scores };
        let Engine::Gpu(gpu, _) = &mut self.engine else {
            let step = taken(self.train(batch, rate).await);
            self.in_flight.taken.push(step);
            return std::mem::take(&mut self.in_flight.taken);
        };
        let is_gathered = batch.indices.is_some_and(|indices| gpu.can_gather(indices.len()));
        let (plan, samples) = (gpu.plan(), batch.len as u64);
        let bytes = if is_gathered { 0 } else { 4 * plan.network().input.len() as u64 };
        let most = most(3 * plan.total_cost().macs * samples, bytes * samples);
        match gpu.step(&batch, &update, !self.in_flight.sent.is_empty()) {
            Ok(scores) => {
                let (step, scores) = (taken(Scores::default()), Box::pin(scores));
                self.in_flight.sent.push_back(Sent { step, scores });
                self.step += 1;
                self.ahead += 1;
            }
            Err(error) => {
                let oldest = self.in_flight.sent.front().map_or(update.step, |sent| sent.step.step);
                self.forget_from(oldest);
                self.give_up(error);
            }
        }
        if self.ahead >= Self::SNAPSHOT {
            self.sync().await;
        }
        while self.in_flight.sent.len() >= most {
            self.await_oldest().await;
        }
        self.taken().await
    }

    /// Waits for all steps in flight; answers what has come of steps since this was asked last.
    pub async fn settle(&mut self) -> Vec<TakenStep> {
        self.await_all().await;
        self.taken().await
    }

    async fn taken(&mut self) -> Vec<TakenStep> {
        let taken = std::mem::take(&mut self.in_flight.taken);
        if taken.iter().any(|step| !step.scores.loss.is_finite()) {
            self.sync().await;
        }
        taken
    }

    /// Steps that were sent to a GPU and have not come back.
    pub fn steps_in_flight(&self) -> usize {
        self.in_flight.sent.len()
    }

    pub(super) async fn await_all(&mut self) {
        while !self.in_flight.sent.is_empty() {
            self.await_oldest().await;
        }
    }

    async fn await_oldest(&mut self) {
        let Some(Sent { step, scores }) = self.in_flight.sent.pop_front() else { return };
        match scores.await {
            Ok(scores) => {
                self.in_flight.taken.push(TakenStep { scores, ..step });
                if !scores.loss.is_finite() {
                    self.forget_from(step.step);
                    self.engine.restore_previous();
                }
            }
            Err(error) => {
                self.forget_from(step.step);
                self.give_up(error);
            }
        }
    }

    /// This step is the next one again, and none is in flight.
    fn forget_from(&mut self, step: u64) {
        self.in_flight.sent.clear();
        self.step = step - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn as_many_steps_are_in_flight_as_are_soon_awaited() {
        // LeNet and ResNet-20 by 64, ResNet-18 by 256.
        assert_eq!([3 * 64 * 286_000, 3 * 64 * 40_800_000].map(|macs| most(macs, 0)), [8, 6]);
        assert_eq!([0, 154 << 20].map(|bytes| most(3 * 256 * 1_800_000_000, bytes)), [2, 2]);
        assert_eq!(most(0, 10 << 20), 3);
    }
}
