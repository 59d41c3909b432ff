use super::{Gpu, GpuError};
use crate::engine::Scores;
use crate::network::{NodeId, Weights};

/// What comes back from the device. Each reading is asked for at once and answered when the device gets there.
impl Gpu {
    /// What the last scored batch came to.
    pub fn scores(&self) -> impl Future<Output = Result<Scores, GpuError>> + use<> {
        let reading = self.device.read(&self.shared.total, 2);
        async move { reading.await.map(|total| Scores::of_total(&total)) }
    }

    /// What came out of a node.
    pub fn activations(&self, id: NodeId) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        self.device.read(&self.buffers.activations[id.0], self.batch * self.plan.shape(id).len())
    }

    /// dL/d(activation) of a node; nothing where nobody wants it.
    pub fn gradients(&self, id: NodeId) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        let len = self.batch * self.plan.shape(id).len();
        let reading = self.buffers.gradients[id.0].as_ref().map(|gradient| self.device.read(gradient, len));
        async move {
            match reading {
                Some(reading) => reading.await,
                None => Ok(Vec::new()),
            }
        }
    }

    /// dL/dparams of the last backward pass.
    pub fn dparams(&self) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        self.device.read(&self.shared.dparams, self.plan.params_len())
    }

    /// What the optimizer remembers.
    pub fn memory(&self) -> impl Future<Output = Result<Vec<Vec<f32>>, GpuError>> + use<> {
        let len = self.plan.params_len();
        let reading = self.updating.as_ref().map(|updating| updating.read(&self.device, len));
        async move {
            match reading {
                Some(reading) => Ok(reading.await?.chunks_exact(len).map(<[f32]>::to_vec).collect()),
                None => Ok(Vec::new()),
            }
        }
    }

    /// The weights as they are now.
    pub fn weights(&self) -> impl Future<Output = Result<Weights, GpuError>> + use<> {
        self.read_weights(&self.shared.params)
    }

    /// The weights of the last step whose loss was finite.
    pub fn previous(&self) -> impl Future<Output = Result<Weights, GpuError>> + use<> {
        self.read_weights(&self.shared.previous)
    }

    fn read_weights(&self, buffer: &wgpu::Buffer) -> impl Future<Output = Result<Weights, GpuError>> + use<> {
        let split = self.plan.params_len();
        let reading = self.device.read(buffer, split + self.plan.running_len());
        async move {
            let mut params = reading.await?;
            let running = params.split_off(split);
            Ok(Weights { params, running })
        }
    }
}
