//! Tests of the trainer.

use std::ops::Range;

use super::*;
use crate::engine::Fill;
use crate::layers::{
    activation::Activation, batch_norm::BatchNorm, conv::Conv, dense::Dense, flatten::Flatten,
};
use crate::loss::Targets;
use crate::network::Network;
use crate::shape::Shape;

fn step(trainer: &mut Trainer, batch: usize, rate: f32, fill: &Fill<'_>) -> Scores {
    pollster::block_on(trainer.train(Batch::new(batch, fill), rate))
}

/// Batches that cannot be divided evenly, or at all.
#[test]
fn shards_change_nothing_but_rounding() {
    let mut network = Network::new(Shape::flat(3));
    network.chain([Dense::new(4).into(), Activation::Tanh.into(), Dense::new(2).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let train = |shards: usize| {
        let mut trainer = Trainer::new(plan.clone(), weights.clone(), Optimizer::Sgd, shards, 2);
        let fill = |range: Range<usize>, x: &mut [f32]| -> Targets {
            for (i, x) in range.clone().zip(x.chunks_exact_mut(3)) {
                x.copy_from_slice(&[i as f32 * 0.1, 0.5, -0.2 * i as f32]);
            }
            range.map(|i| (i % 2) as u8).collect()
        };
        let scores = [7, 1, 3, 2].map(|batch| step(&mut trainer, batch, 0.1, &fill));
        let evaluated = trainer.evaluate_others(&weights, Batch::new(1, &fill));
        let losses = scores.into_iter().chain([evaluated]).map(|scores| scores.loss).collect::<Vec<_>>();
        (trainer.observed().weights.params.clone(), losses)
    };
    let (params, losses) = train(1);
    for shards in [2, 3, 5] {
        let (other, other_losses) = train(shards);
        for (a, b) in params.iter().zip(&other).chain(losses.iter().zip(&other_losses)) {
            assert!((a - b).abs() < 1e-6, "{shards} shards: {a} and {b}");
        }
    }
}

/// Masks and weighted values, too, each sample with its own.
#[test]
fn shards_of_dense_targets_change_nothing_but_rounding() {
    let mut network = Network::new(Shape::new(1, 2, 3));
    network.chain([Conv::new(4, 1).into(), Activation::Tanh.into(), Conv::new(2, 1).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let mask = |range: Range<usize>| Targets::Mask {
        labels: range.flat_map(|i| (0..6).map(move |cell| ((i + cell) % 2) as u8)).collect(),
        cells: 6,
    };
    let weighted = |range: Range<usize>| Targets::Weighted {
        values: range.clone().flat_map(|i| (0..12).map(move |k| (i * k) as f32 * 0.1)).collect(),
        weights: range.flat_map(|i| (0..12).map(move |k| ((i + k) % 3) as f32)).collect(),
    };
    for loss in Loss::ALL {
        let targets = |range| if loss == Loss::CrossEntropy { mask(range) } else { weighted(range) };
        let train = |shards: usize| {
            let mut trainer = Trainer::new(plan.clone(), weights.clone(), Optimizer::Sgd, shards, 2);
            trainer.loss = loss;
            let fill = |range: Range<usize>, x: &mut [f32]| -> Targets {
                for (i, x) in range.clone().zip(x.chunks_exact_mut(6)) {
                    x.iter_mut().enumerate().for_each(|(k, x)| *x = libm::sinf(i as f32 - 0.3 * k as f32));
                }
                targets(range)
            };
            let scores = [7, 1, 3, 2].map(|batch| step(&mut trainer, batch, 0.1, &fill));
            let evaluated = trainer.evaluate_others(&weights, Batch::new(5, &fill));
            let all = scores.into_iter().chain([evaluated]);
            let (losses, correct): (Vec<f32>, Vec<usize>) = all.map(|one| (one.loss, one.correct)).unzip();
            (trainer.observed().weights.params.clone(), losses, correct)
        };
        let (params, losses, correct) = train(1);
        // Of a mask's cells some are right, of values none.
        assert_eq!(correct.iter().sum::<usize>() > 10, loss == Loss::CrossEntropy, "{correct:?}");
        assert!(correct.iter().zip([7, 1, 3, 2, 5]).all(|(correct, batch)| *correct <= 6 * batch));
        for shards in [2, 3, 5] {
            let (other, other_losses, other_correct) = train(shards);
            assert_eq!(other_correct, correct);
            for (a, b) in params.iter().zip(&other).chain(losses.iter().zip(&other_losses)) {
                assert!((a - b).abs() < 1e-6, "{loss:?}, {shards} shards: {a} and {b}");
            }
        }
    }
}

#[test]
fn nonfinite_loss_restores_the_last_finite_weights() {
    let mut network = Network::new(Shape::flat(1));
    network.chain([Dense::new(2).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let mut trainer = Trainer::new(plan, weights, Optimizer::Sgd, 1, 2);
    trainer.loss = Loss::MeanSquaredError;
    let fill = |_: Range<usize>, x: &mut [f32]| -> Targets {
        x.fill(1.0);
        vec![0].into()
    };
    // Every step overshoots by a factor that soon is more than a float holds.
    let mut last = trainer.observed().weights.clone();
    let diverged = (0..100).find(|_| {
        let before = trainer.observed().weights.clone();
        let finite = step(&mut trainer, 1, 1e6, &fill).loss.is_finite();
        if finite {
            last = before;
        }
        !finite
    });
    assert!(diverged.is_some_and(|step| (1..50).contains(&step)), "{diverged:?}");
    assert_eq!(trainer.observed().weights, last);
    assert_eq!(trainer.step(), diverged.unwrap());
    assert!(step(&mut trainer, 1, 1e-9, &fill).loss.is_finite());
}

#[test]
fn trainer_checkpoint_continues_bit_for_bit() {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(3).into(), Activation::Tanh.into(), Dense::new(2).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let mut trainer = Trainer::new(plan.clone(), Weights::he(&plan, 1), Optimizer::adam(), 1, 2);
    let fill = |_: Range<usize>, x: &mut [f32]| -> Targets {
        x.copy_from_slice(&[0.5, -1.0]);
        vec![1].into()
    };
    let steps = |trainer: &mut Trainer| (0..5).map(|_| step(trainer, 1, 0.1, &fill).loss).collect::<Vec<_>>();
    steps(&mut trainer);
    let checkpoint = trainer.checkpoint();
    let (first, weights) = (steps(&mut trainer), trainer.observed().weights.clone());
    trainer.restore(checkpoint.clone());
    assert_eq!((steps(&mut trainer), &trainer.observed().weights), (first, &weights));
    // The same rule with another number goes on, another rule starts anew.
    trainer.restore(checkpoint.clone());
    trainer.set_optimizer(Optimizer::Adam { beta1: 0.8, beta2: 0.999, eps: 1e-8 });
    assert_eq!(trainer.checkpoint(), checkpoint);
    trainer.set_optimizer(Optimizer::Sgd);
    assert_ne!(trainer.checkpoint(), checkpoint);
    assert_eq!(trainer.observed().weights, checkpoint.weights);
}

/// Under decay and momentum, too, which move parameters without a gradient.
#[test]
fn frozen_parameters_keep_their_bits() {
    let mut network = Network::new(Shape::new(1, 4, 4));
    network.chain([Conv::new(3, 3).into(), BatchNorm::default().into(), Activation::Tanh.into()]);
    network.chain([Flatten.into(), Dense::new(2).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let frozen = plan.params_of(NodeId(3)).end;
    let fill = |range: Range<usize>, x: &mut [f32]| -> Targets {
        for (i, x) in range.clone().zip(x.chunks_exact_mut(16)) {
            x.iter_mut().enumerate().for_each(|(k, x)| *x = libm::sinf((3 * i + k) as f32));
        }
        range.map(|i| (i % 2) as u8).collect()
    };
    let Optimizer::Adam { beta1, beta2, eps } = Optimizer::adam() else { panic!("Adam") };
    for optimizer in
        [Optimizer::AdamW { beta1, beta2, eps, weight_decay: 0.1 }, Optimizer::Momentum { momentum: 0.9 }]
    {
        let train = |through: usize, shards: usize| {
            let trainer = Trainer::new(plan.clone(), weights.clone(), optimizer, shards, 2);
            let mut trainer = trainer.with_frozen(NodeId(through));
            trainer.regularization = Regularization { l1: 0.01, l2: 0.01 };
            trainer.set_shards(shards);
            let losses = [6, 4, 6].map(|batch| step(&mut trainer, batch, 0.1, &fill).loss);
            (trainer.observed().weights.clone(), losses, trainer.checkpoint().state)
        };
        let (learnt, losses, memory) = train(3, 1);
        assert_eq!(learnt.params[..frozen], weights.params[..frozen]);
        assert_eq!(learnt.running, weights.running);
        assert!(learnt.params[frozen..].iter().zip(&weights.params[frozen..]).all(|(a, b)| a != b));
        assert!(losses[2] < losses[0], "{losses:?}");
        assert!(memory.iter().all(|memory| memory[..frozen].iter().all(|value| *value == 0.0)));
        // A shard reads the same statistics as the whole batch does.
        let (parts, ..) = train(3, 2);
        assert!(parts.params.iter().zip(&learnt.params).all(|(a, b)| (a - b).abs() < 1e-5));
        let (full, ..) = train(0, 1);
        assert!(full.params[..frozen] != weights.params[..frozen] && full.running != weights.running);
    }
}
