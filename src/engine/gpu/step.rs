//! Training steps on the device.

use super::dataset::DeviceDataset;
use super::update::Updating;
use super::{Gpu, GpuError, Samples};
use crate::engine::{Batch, Scores, Update, Wanted};
use crate::layers::Phase;
use crate::loss::Targets;
use crate::optimizer::Optimizer;

impl Gpu {
    /// Keeps a data set on the device if there is room, for steps whose batches are said by indices.
    pub fn upload(&mut self, samples: &Samples<'_>) {
        self.dataset = DeviceDataset::new(&self.device, self.plan.network().input.len(), samples);
    }

    /// Whether a batch of so many samples can be gathered from a data set here.
    pub fn can_gather(&self, batch: usize) -> bool {
        self.dataset.as_ref().is_some_and(|dataset| dataset.can_gather(batch))
    }

    /// Sends one training step: forward, loss, backward and update in one submission. What it came to is answered when the device
    /// gets there. A step that `follows` others whose losses are not known yet changes nothing if one of these is not finite, and
    /// its own loss is not finite then, either.
    pub fn step(
        &mut self,
        batch: &Batch<'_>,
        update: &Update,
        follows: bool,
    ) -> Result<impl Future<Output = Result<Scores, GpuError>> + use<>, GpuError> {
        let gathered = match batch.indices.filter(|indices| self.can_gather(indices.len())) {
            Some(indices) => {
                self.choose(indices, update)?;
                true
            }
            None => {
                let (images, targets) = batch.filled(self.plan.network().input.len());
                self.load_batch(&images, &targets, update)?;
                false
            }
        };
        let device = self.device.clone();
        let mut encoder = device.device.create_command_encoder(&Default::default());
        self.clear(&mut encoder);
        if !follows {
            encoder.clear_buffer(&self.shared.total, 0, None);
        }
        let mut pass = encoder.begin_compute_pass(&Default::default());
        let dataset = self.dataset.as_ref().filter(|_| gathered);
        let gathering: Vec<_> = dataset.into_iter().flat_map(DeviceDataset::runs).collect();
        self.record(&mut pass, &gathering);
        self.record(&mut pass, &self.step_runs(update));
        drop(pass);
        let total = device.copy_to_read(&mut encoder, &self.shared.total, 2);
        let reading = device.submit_and_read(encoder, total);
        Ok(async move { reading.await.map(|total| Scores::of_total(&total)) })
    }

    /// Sends the batch of a training step, and gets everything ready for it.
    pub(super) fn load_batch(
        &mut self,
        images: &[f32],
        targets: &Targets,
        update: &Update,
    ) -> Result<(), GpuError> {
        self.want(&Wanted::training())?;
        self.send(images, Phase::Train { seed: update.seed }, update.numbers())?;
        self.scoring.load(&self.device, &self.buffers, &self.shared, targets, update.loss)?;
        self.prepare(update.optimizer);
        Ok(())
    }

    /// Says which samples of the data set here are the batch of a training step, and gets everything ready for it.
    fn choose(&mut self, samples: &[u32], update: &Update) -> Result<(), GpuError> {
        self.want(&Wanted::training())?;
        self.reserve(samples.len())?;
        let Self { device, shared, buffers, dataset, .. } = self;
        let dataset = dataset.as_mut().expect("whoever asks has uploaded one");
        let labels = dataset.choose(device, shared, buffers, samples);
        self.tell(Phase::Train { seed: update.seed }, update.numbers())?;
        self.scoring.load(&self.device, &self.buffers, &self.shared, &labels, update.loss)?;
        self.prepare(update.optimizer);
        Ok(())
    }

    /// Gets the rule ready. Another rule begins with an empty memory.
    fn prepare(&mut self, optimizer: Optimizer) {
        if self.plan.params_len() == 0 || self.updating.as_ref().is_some_and(|ready| ready.follows(optimizer))
        {
            return;
        }
        self.updating = Some(Updating::new(&self.device, &self.plan, self.frozen, &self.shared, optimizer));
    }

    /// Gets a rule ready that remembers this much already.
    pub fn remember(&mut self, optimizer: Optimizer, state: &[Vec<f32>]) {
        self.prepare(optimizer);
        if let Some(updating) = &self.updating {
            updating.load(&self.device, state);
        }
    }
}
