//! One suite, two engines: whatever the CPU computes, the GPU computes too. Every kind of layer with
//! every variety of its settings, and ten training steps of whole networks.

mod networks;

use std::fmt;
use std::mem::discriminant;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::engine::gpu::{Alone, Device, GpuError, Inputs};
use crate::engine::{Batch, Scores, Wanted};
use crate::layers::samples::{BATCH, Sample, samples};
use crate::layers::{LayerPass, Phase};
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;

use super::Trainer;
use networks::{Rule, networks};

/// How far apart the two may be, as a share of the largest value of a tensor.
pub const TOLERANCE: f32 = 1e-4;

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parity {
    /// Tensors.
    pub tensors: usize,
    /// Values in them.
    pub values: usize,
    /// The largest difference, as a share of the largest value of its tensor.
    pub worst: f32,
    /// What differs by more than [`TOLERANCE`], each in one line.
    pub differences: Vec<String>,
}

impl fmt::Display for Parity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tensors, values, worst, differences } = self;
        write!(
            f,
            "{values} values in {tensors} tensors, {} differ, largest difference {worst:.1e}",
            differences.len()
        )
    }
}

impl Parity {
    fn compare(&mut self, what: impl Fn() -> String, cpu: &[f32], gpu: &[f32]) {
        self.tensors += 1;
        self.values += cpu.len();
        if cpu.len() != gpu.len() {
            self.differences.push(format!("{}: {} values and {}", what(), cpu.len(), gpu.len()));
            return;
        }
        let scale = cpu.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        for (i, (a, b)) in cpu.iter().zip(gpu).enumerate() {
            let difference = (a - b).abs() / scale;
            self.worst = self.worst.max(difference);
            // NaN is no agreement either.
            if difference.is_nan() || difference > TOLERANCE {
                self.differences.push(format!("{}: value {i} is {a} and {b}", what()));
                return;
            }
        }
    }

    /// Compares one layer, forward and backward, in both phases.
    async fn layer(&mut self, device: &Device, sample: &Sample, seed: u64) -> Result<(), GpuError> {
        let values = sample.values(seed);
        let op = sample.layer.gpu_op();
        let x: Vec<&[f32]> = values.x.iter().map(Vec::as_slice).collect();
        let inputs = Inputs {
            batch: BATCH,
            shapes: &sample.shapes,
            x: &values.x,
            params: &values.params,
            running: &values.running,
            dy: &values.dy,
        };
        let phases = [Phase::Infer, Phase::Train { seed }];
        let outcomes = Alone::run(device, op, &inputs, &phases).await?;
        for (phase, gpu) in phases.into_iter().zip(outcomes) {
            let (params, running) = (&values.params, &values.running);
            let run = LayerPass::forward(
                sample.layer.cpu_op(),
                BATCH,
                &sample.shapes,
                &x,
                params,
                running,
                phase.of_node(NodeId::INPUT.0),
            )
            .expect("a sample can be run");
            let cpu = run.backward(&values.dy);
            let what = |part: &'static str| move || format!("{part} of {sample:?}, {phase:?}");
            self.compare(what("y"), &run.y, &gpu.y);
            self.compare(what("running statistics"), &run.running, &gpu.running);
            self.compare(what("dparams"), &cpu.dparams, &gpu.dparams);
            for (cpu, gpu) in cpu.dx.iter().zip(&gpu.dx) {
                self.compare(what("dx"), cpu, gpu);
            }
        }
        Ok(())
    }

    /// Compares what is asked for beside steps: activations, and gradients of the input and of some nodes, without those of
    /// parameters.
    async fn gradients(&mut self, cpu: &mut Trainer, gpu: &mut Trainer, name: &str) -> Result<(), GpuError> {
        let plan = cpu.observed().plan().clone();
        let (len, mut random) = (plan.network().input.len(), Random::new(3));
        let images: Vec<f32> = (0..2 * len).map(|_| random.normal()).collect();
        let nodes: Vec<NodeId> = plan.ids().step_by(2).collect();
        let wanted = Wanted::gradients(nodes.clone());
        let dlogits = |logits: &[f32]| logits.iter().map(|logit| 0.5 - logit).collect();
        let theirs = cpu.engine().gradients(&images, dlogits, &wanted).await?;
        let ours = gpu.engine().gradients(&images, dlogits, &wanted).await?;
        let (x, y) = (cpu.engine().infer(&images, &nodes).await?, gpu.engine().infer(&images, &nodes).await?);
        for (at, id) in nodes.iter().enumerate() {
            self.compare(|| format!("values of node {} of {name}", id.0), &x[at], &y[at]);
            let what = || format!("gradient of node {} of {name}", id.0);
            self.compare(what, &theirs.nodes[at], &ours.nodes[at]);
        }
        self.compare(|| format!("no gradients of params of {name}"), &theirs.dparams, &ours.dparams);
        Ok(())
    }

    /// Compares ten training steps.
    async fn network(
        &mut self,
        device: &Rc<Device>,
        name: &str,
        network: Network,
        (optimizer, regularization, rate): Rule,
    ) -> Result<(), GpuError> {
        const SAMPLES: usize = 8;
        const SEED: u64 = 7;
        let plan = Arc::new(Plan::new(network).expect("these networks can be planned"));
        let (len, classes) = (plan.network().input.len(), plan.output().len());
        let weights = Weights::he(&plan, 1);
        let trainer = || {
            let mut trainer = Trainer::new(plan.clone(), weights.clone(), optimizer, 1, SEED);
            (trainer.regularization, trainer.label_smoothing) = (regularization, 0.1);
            trainer
        };
        let (mut cpu, mut gpu) = (trainer(), trainer());
        gpu.use_gpu(Ok(device.clone())).await;
        let mut random = Random::new(2);
        for step in 1..=10 {
            // A batch of another size now and then, as at the end of an epoch.
            let batch = if step % 3 == 0 { SAMPLES / 2 + 1 } else { SAMPLES };
            let images: Vec<f32> = (0..batch * len).map(|_| random.normal()).collect();
            let labels: Vec<u8> = (0..batch).map(|_| random.below(classes) as u8).collect();
            let fill = |range: Range<usize>, x: &mut [f32]| {
                x.copy_from_slice(&images);
                labels[range].to_vec().into()
            };
            let [theirs, ours] = [
                cpu.train(Batch::new(batch, &fill), rate).await,
                gpu.train(Batch::new(batch, &fill), rate).await,
            ]
            .map(|Scores { loss, correct }| [loss, correct as f32]);
            self.compare(|| format!("loss and hits of {name} in step {step}"), &theirs, &ours);
        }
        let (theirs, ours) = (cpu.weights().await, gpu.weights().await);
        self.compare(|| format!("params of {name} after ten steps"), &theirs.params, &ours.params);
        self.compare(|| format!("statistics of {name} after ten steps"), &theirs.running, &ours.running);
        self.gradients(&mut cpu, &mut gpu, name).await?;
        gpu.error().cloned().map_or(Ok(()), Err)?;
        device.error()
    }
}

/// Compares everything: of every kind of layer this many samples.
pub async fn parity(device: Rc<Device>, of_each_kind: usize) -> Result<Parity, GpuError> {
    let mut parity = Parity::default();
    let samples = samples();
    for (index, sample) in samples.iter().enumerate() {
        let kind = discriminant(&sample.layer);
        let before = samples[..index].iter().filter(|other| discriminant(&other.layer) == kind).count();
        if before >= of_each_kind {
            continue;
        }
        parity.layer(&device, sample, index as u64).await?;
    }
    for (name, network, rule) in networks() {
        parity.network(&device, name, network, rule).await?;
    }
    Ok(parity)
}
