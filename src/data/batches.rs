use crate::random::Random;

/// Which samples each training step sees. Every epoch sees every sample once, in an order of its own; the last batch of
/// an epoch may be smaller. Any step can be asked for, so that a run can go back.
///
/// ```
/// use convoscope::data::Batches;
/// let mut batches = Batches::new(vec![10, 11, 12], 2, 7);
/// assert_eq!(batches.per_epoch(), 2);
/// let mut epoch = [batches.at(0).to_vec(), batches.at(1).to_vec()].concat();
/// epoch.sort_unstable();
/// assert_eq!(epoch, [10, 11, 12]);
/// assert_eq!(Batches::new(vec![10, 11, 12], 2, 7).at(5), batches.at(5));
/// ```
#[derive(Clone, Debug)]
pub struct Batches {
    samples: Vec<usize>,
    size: usize,
    seed: u64,
    /// The order of the epoch that was asked for last.
    epoch: Option<u64>,
    order: Vec<usize>,
}

impl Batches {
    /// Batches of `size` of these samples, both at least one.
    pub fn new(samples: Vec<usize>, size: usize, seed: u64) -> Self {
        Self { samples, size: size.max(1), seed, epoch: None, order: Vec::new() }
    }

    /// Batches of another size from now on, of the same samples in the same order.
    pub fn resize(&mut self, size: usize) {
        self.size = size.max(1);
    }

    /// Batches in an epoch.
    pub fn per_epoch(&self) -> u64 {
        self.samples.len().div_ceil(self.size).max(1) as u64
    }

    /// The samples of step `step`, counted from 0.
    pub fn at(&mut self, step: u64) -> &[usize] {
        let (epoch, batch) = (step / self.per_epoch(), (step % self.per_epoch()) as usize);
        if self.epoch != Some(epoch) {
            self.order.clone_from(&self.samples);
            Random::split(self.seed, epoch).shuffle(&mut self.order);
            self.epoch = Some(epoch);
        }
        let end = ((batch + 1) * self.size).min(self.order.len());
        &self.order[batch * self.size..end]
    }
}
