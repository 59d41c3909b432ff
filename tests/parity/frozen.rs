//! Frozen layers on a GPU: they compute as in inference, and keep their bits.

use super::*;
use convoscope::layers::batch_norm::BatchNorm;
use convoscope::network::NodeId;
use convoscope::optimizer::Regularization;

#[test]
fn frozen_layers_are_left_out_of_steps_on_the_gpu_as_on_the_cpu() {
    let mut network = Network::new(Shape::new(1, 6, 6));
    network.chain([
        Conv::new(3, 3).into(),
        BatchNorm::default().into(),
        Dropout { rate: 0.5 }.into(),
        Conv::new(2, 3).into(),
        BatchNorm::default().into(),
        Activation::Tanh.into(),
        Flatten.into(),
        Dense::new(3).into(),
    ]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let (params, running) = (plan.params_of(NodeId(3)).end, plan.running_of(NodeId(3)).end);
    let learn = |through: usize, gpu: bool| {
        let momentum = Optimizer::Momentum { momentum: 0.9 };
        let trainer = Trainer::new(plan.clone(), weights.clone(), momentum, 1, 5);
        let mut trainer = trainer.with_frozen(NodeId(through));
        trainer.regularization = Regularization { l1: 0.01, l2: 0.01 };
        let mut trainer = if gpu { on_gpu(trainer, device()) } else { trainer };
        let losses: Vec<f32> = (0..5).map(|_| step(&mut trainer).loss).collect();
        let learnt = pollster::block_on(trainer.weights()).clone();
        (losses, learnt, trainer.observed().memory.clone())
    };
    let [(theirs, cpu, _), (ours, gpu, memory)] = [false, true].map(|gpu| learn(3, gpu));
    assert_eq!(gpu.params[..params], weights.params[..params]);
    assert_eq!(gpu.running[..running], weights.running[..running]);
    assert!(gpu.running[running..].iter().zip(&weights.running[running..]).all(|(a, b)| a != b));
    assert!(memory.iter().all(|memory| memory[..params].iter().all(|value| *value == 0.0)));
    let pairs = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(pairs(&theirs, &ours) < 1e-4, "{:?}", [theirs, ours]);
    assert!(pairs(&cpu.params, &gpu.params) < 1e-3 && pairs(&cpu.running, &gpu.running) < 1e-4);
    // Nothing is left out where nothing is frozen.
    let (_, all, _) = learn(0, true);
    assert!(all.params[..params].iter().zip(&weights.params).any(|(a, b)| a != b));
}
