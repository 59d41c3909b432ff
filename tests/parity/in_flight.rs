//! Steps that follow each other on a GPU before their losses are known: they come to what they come to one by one.

use super::*;
use convoscope::layers::batch_norm::BatchNorm;
use convoscope::training::TakenStep;

/// A trainer on the device whose batch norm keeps running statistics.
fn normalized() -> Trainer {
    let mut network = Network::new(Shape::new(1, 6, 6));
    network.chain([
        Conv::new(3, 3).into(),
        BatchNorm::default().into(),
        Activation::Relu.into(),
        Flatten.into(),
        Dense::new(3).into(),
    ]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let mut trainer = Trainer::new(plan, weights, Optimizer::Momentum { momentum: 0.9 }, 1, 5);
    trainer.loss = Loss::MeanSquaredError;
    on_gpu(trainer, device())
}

/// Takes so many steps; those that are `undefined` see NaN.
fn train(
    trainer: &mut Trainer,
    steps: u64,
    undefined: impl Fn(u64) -> bool + Sync,
    ahead: bool,
) -> Vec<TakenStep> {
    let mut taken = Vec::new();
    for _ in 0..steps {
        let (step, near) = (trainer.step() + 1, fill(trainer.step()));
        let fill = |range: Range<usize>, x: &mut [f32]| {
            let targets = near(range, x);
            if undefined(step) {
                x.fill(f32::NAN);
            }
            targets
        };
        let batch = Batch::new(4, &fill);
        if ahead {
            taken.extend(pollster::block_on(trainer.train_ahead(batch, 0.01)));
        } else {
            let scores = pollster::block_on(trainer.train(batch, 0.01));
            taken.push(TakenStep { step, samples: 4, rate: 0.01, scores });
        }
        if taken.last().is_some_and(|last| !last.scores.loss.is_finite()) {
            return taken;
        }
    }
    taken.extend(pollster::block_on(trainer.settle()));
    taken
}

#[test]
fn steps_in_flight_come_to_what_they_come_to_one_by_one() {
    let [mut waits, mut goes_ahead] = [normalized(), normalized()];
    let steps = Trainer::SNAPSHOT + 3;
    let one_by_one = train(&mut waits, steps, |_| false, false);
    let mut in_flight = 0;
    for _ in 0..5 {
        let fill = fill(goes_ahead.step());
        let batch = Batch::new(4, &fill);
        assert_eq!(pollster::block_on(goes_ahead.train_ahead(batch, 0.01)), [], "nobody has waited");
        in_flight += 1;
        assert_eq!(goes_ahead.steps_in_flight(), in_flight);
    }
    let ahead = train(&mut goes_ahead, steps - 5, |_| false, true);
    assert_eq!((ahead.len() as u64, goes_ahead.steps_in_flight()), (steps, 0));
    assert_eq!(ahead, one_by_one);
    let weights = [waits, goes_ahead].map(|mut trainer| pollster::block_on(trainer.weights()).clone());
    assert_eq!(weights[0], weights[1]);
}

/// The steps behind it were sent before anybody knew.
#[test]
fn steps_behind_one_without_a_finite_loss_are_none() {
    let [mut waits, mut goes_ahead] = [normalized(), normalized()];
    let undefined = |step| step == 6;
    let [one_by_one, ahead] = [(&mut waits, false), (&mut goes_ahead, true)]
        .map(|(trainer, ahead)| train(trainer, 9, undefined, ahead));
    let last = ahead.last().expect("steps were taken");
    assert!(last.step == 6 && !last.scores.loss.is_finite(), "{last:?}");
    assert_eq!(ahead[..5], one_by_one[..5]);
    assert_eq!(one_by_one.len(), 6);
    for trainer in [&waits, &goes_ahead] {
        assert_eq!((trainer.step(), trainer.is_on_gpu(), trainer.steps_in_flight()), (5, true, 0));
    }
    assert_eq!(waits.checkpoint(), goes_ahead.checkpoint());
    // Both go on from there.
    let goes_on = |trainer: &mut Trainer, ahead| train(trainer, 3, |_| false, ahead);
    assert_eq!(goes_on(&mut goes_ahead, true), goes_on(&mut waits, false));
}

/// What was in flight comes again, on the CPU.
#[test]
fn steps_in_flight_on_a_lost_device_are_taken_again() {
    let device = device();
    let mut trainer = on_gpu(trainer(), device.clone());
    let taken = train(&mut trainer, 4, |_| false, true);
    assert_eq!(taken.len(), 4);
    let fill = fill(4);
    let send = |trainer: &mut Trainer| pollster::block_on(trainer.train_ahead(Batch::new(4, &fill), 0.01));
    assert_eq!(send(&mut trainer), []);
    device.destroy();
    let behind = send(&mut trainer).into_iter().chain(pollster::block_on(trainer.settle()));
    // The device may have been quick enough for the first of them.
    let behind: Vec<u64> = behind.map(|step| step.step).collect();
    assert!(behind.is_empty() || behind == [5], "{behind:?}");
    assert_eq!((trainer.step(), trainer.is_on_gpu()), (4 + behind.len() as u64, false));
    assert!(matches!(trainer.error(), Some(GpuError::Lost { .. })), "{:?}", trainer.error());
    let next = trainer.step() + 1;
    let [TakenStep { step, scores, .. }] = send(&mut trainer)[..] else { panic!("the CPU answers at once") };
    assert!(step == next && scores.loss.is_finite());
}
