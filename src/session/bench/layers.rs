use std::sync::Arc;

use super::LayerTime;
use super::timing::Timing;
use crate::engine::Cpu;
use crate::engine::gpu::KernelTime;
use crate::network::{Plan, Weights};

/// What the kernels of a GPU took, each with its layer.
pub fn kernels(plan: &Plan, batch: u64, times: Vec<KernelTime>) -> Vec<LayerTime> {
    let kernel = |time: KernelTime| {
        let layer = plan.layer(time.node).map_or("step", |layer| layer.op().name());
        let [forward_ms, backward_ms] = if time.backward { [0.0, time.ms] } else { [time.ms, 0.0] };
        let multiplies = time.name.starts_with("product");
        let macs = if multiplies { batch * plan.cost(time.node).macs } else { 0 };
        LayerTime { layer: format!("{} {layer}, {}", time.node.0, time.name), forward_ms, backward_ms, macs }
    };
    times.into_iter().map(kernel).collect()
}

/// How long each layer takes, on average.
pub fn layers(
    plan: &Arc<Plan>,
    weights: &Weights,
    images: &[f32],
    timing: &mut Timing<'_>,
) -> Vec<LayerTime> {
    let mut cpu = Cpu::new(plan.clone());
    let batch = (images.len() / plan.network().input.len()) as u64;
    let mut layers: Vec<LayerTime> = Vec::new();
    let mut runs = 0.0;
    while timing.goes_on() {
        let times = cpu.profile(weights, images, timing.clock);
        if timing.warms_up() {
            let layer = |id| plan.layer(id).map_or("", |layer| layer.op().name());
            let fresh = times.iter().map(|time| LayerTime {
                layer: format!("{} {}", time.node.0, layer(time.node)),
                forward_ms: 0.0,
                backward_ms: 0.0,
                macs: batch * plan.cost(time.node).macs,
            });
            layers = fresh.collect();
            continue;
        }
        runs += 1.0;
        for (layer, time) in layers.iter_mut().zip(times) {
            layer.forward_ms += time.forward_ms;
            layer.backward_ms += time.backward_ms;
        }
    }
    for layer in &mut layers {
        (layer.forward_ms, layer.backward_ms) = (layer.forward_ms / runs, layer.backward_ms / runs);
    }
    layers
}
