//! One suite, two engines, on whatever GPU Vulkan finds here.

#[path = "goldens/case.rs"]
#[allow(dead_code, reason = "cases of networks are for the CPU")]
mod case;
#[path = "parity/describe.rs"]
mod describe;
#[path = "parity/frozen.rs"]
mod frozen;
#[path = "parity/in_flight.rs"]
mod in_flight;
#[path = "goldens/layers.rs"]
mod layers;
#[path = "goldens/loss.rs"]
mod loss;
#[path = "goldens/device.rs"]
mod on_device;

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use convoscope::data::{Generator, Source};
use convoscope::engine::gpu::{Device, GpuError, Samples};
use convoscope::layers::activation::Activation;
use convoscope::layers::conv::Conv;
use convoscope::layers::dense::Dense;
use convoscope::layers::dropout::Dropout;
use convoscope::layers::flatten::Flatten;
use convoscope::loss::{Loss, Targets};
use convoscope::network::{Initialization, Network, Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::random::Random;
use convoscope::session::{
    Command, Data, EngineKind, EngineNote, Event, Report, RunCommand, RunEvent, RunId, Service, Session,
    Settings, StartFrom, State, StopAt,
};
use convoscope::shape::Shape;
use convoscope::training::parity::parity;
use convoscope::training::{Batch, EngineBenchmark, Scores, Trainer};

#[test]
fn gpu_agrees_with_cpu() {
    for large_tiles in [false, true] {
        let device = pollster::block_on(Device::open()).expect("a device that speaks Vulkan");
        let device = if large_tiles { device.with_large_tiles() } else { device };
        let (name, backend) = (device.name().to_owned(), "Vulkan");
        let parity =
            pollster::block_on(parity(Rc::new(device), usize::MAX)).expect("it can be used to the end");
        println!("{name}, {backend}, large tiles: {large_tiles}: {parity}");
        assert!(parity.differences.is_empty(), "{}", parity.differences.join("\n"));
        assert!(parity.tensors > 500, "only {} tensors were compared", parity.tensors);
    }
}

/// A trainer of a small network, and batches that follow from the step.
fn trainer() -> Trainer {
    let mut network = Network::new(Shape::new(1, 6, 6));
    network.chain([
        Conv::new(3, 3).into(),
        Activation::Relu.into(),
        Dropout { rate: 0.2 }.into(),
        Flatten.into(),
        Dense::new(3).into(),
    ]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    Trainer::new(plan, weights, Optimizer::adam(), 1, 5)
}

fn fill(step: u64) -> impl Fn(Range<usize>, &mut [f32]) -> Targets {
    move |range, x| {
        let mut random = Random::new(step);
        x.iter_mut().for_each(|x| *x = random.normal());
        range.map(|i| (i % 3) as u8).collect()
    }
}

fn device() -> Rc<Device> {
    Rc::new(pollster::block_on(Device::open()).expect("a device that speaks Vulkan"))
}

fn on_gpu(mut trainer: Trainer, device: Rc<Device>) -> Trainer {
    pollster::block_on(trainer.use_gpu(Ok(device)));
    assert!(trainer.is_on_gpu(), "{:?}", trainer.error());
    trainer
}

fn step(trainer: &mut Trainer) -> Scores {
    let fill = fill(trainer.step());
    pollster::block_on(trainer.train(Batch::new(4, &fill), 0.01))
}

/// The device is lost between two snapshots: training goes on from the last one, on the CPU, and says why.
#[test]
fn lost_device_costs_only_the_steps_since_the_last_snapshot() {
    let device = device();
    let mut lost = on_gpu(trainer(), device.clone());
    let lost_after = Trainer::SNAPSHOT + 5;
    for _ in 0..lost_after {
        step(&mut lost);
        assert!(lost.is_on_gpu() && lost.error().is_none(), "{:?}", lost.error());
    }
    device.destroy();
    for _ in 0..3 {
        assert!(step(&mut lost).loss.is_finite());
        assert!(!lost.is_on_gpu());
    }
    assert!(matches!(lost.error(), Some(GpuError::Lost { .. })), "{:?}", lost.error());
    assert_eq!(lost.step(), lost_after + 3);
    // The same by hand: the steps of the snapshot, then those after the loss, on the CPU alone.
    let mut alone = trainer();
    for _ in 0..Trainer::SNAPSHOT {
        step(&mut alone);
    }
    let pairs = alone.observed().weights.params.iter().zip(&lost.observed().weights.params);
    let far = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    // Three steps of Adam move a weight by at most about three rates.
    assert!(far > 0.0 && far < 0.035, "{far} from the snapshot");
}

/// A single output learns the value that its label stands for, and is right within a tolerance, on a GPU as on the CPU.
#[test]
fn a_single_output_learns_levels_on_the_gpu_too() {
    let regression = || {
        let mut network = Network::new(Shape::flat(1));
        network.chain([Dense::new(8).into(), Activation::Tanh.into(), Dense::new(1).into()]);
        let plan = Arc::new(Plan::new(network).unwrap());
        let weights = Weights::fresh(&plan, Initialization::Xavier, 3);
        let mut trainer = Trainer::new(plan, weights, Optimizer::adam(), 1, 3);
        trainer.loss = Loss::MeanSquaredError;
        trainer
    };
    let line = |range: Range<usize>, x: &mut [f32]| {
        let labels: Vec<u8> = range.map(|i| 16 * i as u8).collect();
        x.iter_mut().zip(&labels).for_each(|(x, label)| *x = f32::from(*label) / 255.0);
        Targets::from(labels)
    };
    let [mut cpu, mut gpu] = [regression(), on_gpu(regression(), device())];
    let mut right = 0;
    for _ in 0..200 {
        let [theirs, ours] = [&mut cpu, &mut gpu]
            .map(|trainer| pollster::block_on(trainer.train(Batch::new(16, &line), 0.02)));
        assert!((theirs.loss - ours.loss).abs() < 1e-3, "{theirs:?} and {ours:?}");
        right = ours.correct;
    }
    assert!(right >= 14, "{right} of 16");
}

/// A step whose loss is not finite is none, on a GPU as on the CPU: the same steps are counted, and the same weights are left.
#[test]
fn nonfinite_loss_on_the_gpu_restores_the_last_finite_weights() {
    let trainers = [trainer(), on_gpu(trainer(), device())];
    let [cpu, gpu] = trainers.map(|mut trainer| {
        trainer.loss = Loss::MeanSquaredError;
        let far = |range: Range<usize>, x: &mut [f32]| {
            x.fill(1e30);
            Targets::from(vec![0; range.len()])
        };
        for _ in 0..3 {
            step(&mut trainer);
        }
        let on_gpu = trainer.is_on_gpu();
        let scores = pollster::block_on(trainer.train(Batch::new(4, &far), 0.01));
        assert!(!scores.loss.is_finite(), "{scores:?}");
        assert_eq!((trainer.step(), trainer.is_on_gpu()), (3, on_gpu));
        let left = pollster::block_on(trainer.weights()).clone();
        assert_eq!(left, trainer.checkpoint().weights, "what is kept is what was left");
        assert!(left.params.iter().chain(&left.running).all(|value| value.is_finite()));
        // It goes on from there.
        assert!(step(&mut trainer).loss.is_finite());
        assert_eq!((trainer.step(), trainer.is_on_gpu()), (4, on_gpu));
        [left, pollster::block_on(trainer.weights()).clone()]
    });
    for (cpu, gpu) in cpu.iter().zip(&gpu) {
        for (a, b) in cpu.params.iter().zip(&gpu.params).chain(cpu.running.iter().zip(&gpu.running)) {
            assert!((a - b).abs() < 1e-3, "{a} and {b}");
        }
    }
}

#[test]
fn faster_engine_is_chosen_and_a_missing_one_reported() {
    let device = device();
    // On a clock that runs only while the GPU is at work, or only while it is not.
    let readings = Cell::new(0.0);
    for (cpu_ms, gpu_ms) in [(30.0, 3.0), (3.0, 30.0)] {
        readings.set(0.0);
        let clock = || {
            let reading = readings.get();
            readings.set(reading + 1.0);
            [0.0, cpu_ms, 0.0, gpu_ms][reading as usize]
        };
        let mut trainer = trainer();
        let benchmark = pollster::block_on(trainer.use_the_faster(Ok(device.clone()), 4, &clock));
        assert_eq!(benchmark, EngineBenchmark { cpu_ms: cpu_ms / 3.0, gpu_ms: Ok(gpu_ms / 3.0) });
        assert_eq!(trainer.is_on_gpu(), gpu_ms < cpu_ms);
        assert_eq!(trainer.step(), 0, "copies were measured");
    }
    let mut trainer = trainer();
    let benchmark = pollster::block_on(trainer.use_the_faster(Err(GpuError::NoAdapter), 4, &|| 0.0));
    assert!(!trainer.is_on_gpu() && !benchmark.gpu_wins());
    assert_eq!(trainer.error(), Some(&GpuError::NoAdapter));
}

/// A data set on the device gives the same steps as its batches sent one by one; they are not even asked for.
#[test]
fn device_gathers_the_batches_that_were_sent_one_by_one() {
    let mut random = Random::new(3);
    let bytes: Vec<u8> = (0..21 * 36).map(|_| random.below(256) as u8).collect();
    let labels: Vec<u8> = (0..21).map(|i| (i % 3) as u8).collect();
    let steps = |mut trainer: Trainer, uploads: bool| -> Vec<f32> {
        if uploads {
            trainer.upload(&Samples { bytes: &bytes, labels: &labels, divisor: 127.5, offset: -1.0 });
        }
        let mut random = Random::new(4);
        let mut step = |step: usize| {
            let samples: Vec<u32> = (0..2 * step).map(|_| random.below(21) as u32).collect();
            let fill = |range: Range<usize>, x: &mut [f32]| -> Targets {
                assert!(!uploads, "this batch was to be gathered");
                for (&sample, x) in samples[range.clone()].iter().zip(x.chunks_exact_mut(36)) {
                    let image = &bytes[36 * sample as usize..][..36];
                    x.iter_mut().zip(image).for_each(|(x, &byte)| *x = f32::from(byte) / 127.5 - 1.0);
                }
                samples[range].iter().map(|&sample| labels[sample as usize]).collect()
            };
            let batch = Batch { indices: Some(&samples), ..Batch::new(samples.len(), &fill) };
            pollster::block_on(trainer.train(batch, 0.01)).loss
        };
        (1..=6).map(&mut step).collect()
    };
    let (cpu, sent) = (steps(trainer(), false), steps(on_gpu(trainer(), device()), false));
    let gathered = steps(on_gpu(trainer(), device()), true);
    for ((cpu, sent), gathered) in cpu.iter().zip(&sent).zip(&gathered) {
        assert!((cpu - sent).abs() < 1e-4 && (sent - gathered).abs() < 1e-4, "{cpu}, {sent} and {gathered}");
    }
}

fn ask(session: &mut Session, command: RunCommand) -> RunEvent {
    let command = Command::Train { run: RunId(1), command: Box::new(command) };
    match pollster::block_on(session.apply(command, &|| 0.0)) {
        Event::Run { event, .. } => event,
        other => panic!("{other:?}"),
    }
}

/// What a run of three epochs reports: two hidden layers learn a circle.
fn reports(engine: EngineKind, note: impl Fn(bool, Option<EngineNote>)) -> Vec<Report> {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(8).into(), Activation::Tanh.into(), Dense::new(2).into()]);
    let generator = Generator::of(Source::Circle);
    let data = Data::Generated { generator, training: 200, validation: 50 };
    let settings = Settings { batch: 10, ..Settings::default() };
    let mut session = Session::default();
    ask(&mut session, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh });
    let engine = RunCommand::Engine { engine, from: 0 };
    let RunEvent::Engine { on_gpu, note: reason, .. } = ask(&mut session, engine) else { panic!() };
    note(on_gpu, reason);
    ask(&mut session, RunCommand::Start { until: StopAt { epochs: Some(3), accuracy: None } });
    // A clock that goes on by 5 at every look: slices of a few steps.
    let now = Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 5.0);
        now.get()
    };
    let mut reports = Vec::new();
    while session.is_training() {
        for event in pollster::block_on(session.slice(16.0, &clock)) {
            if let Event::Run { event: RunEvent::Report(report), .. } = event {
                reports.push(*report);
            }
        }
        ask(&mut session, RunCommand::Ack);
    }
    reports
}

/// A session's run on the device comes to what it comes to on the CPU, and all that is looked at is there.
#[test]
fn session_trains_on_the_device_as_on_the_cpu() {
    let cpu = reports(EngineKind::Cpu, |on_gpu, note| assert_eq!((on_gpu, note), (false, None)));
    let gpu = reports(EngineKind::WebGpu, |on_gpu, note| assert_eq!((on_gpu, note), (true, None)));
    reports(EngineKind::Auto, |on_gpu, note| assert_eq!((on_gpu, note), (false, None)));
    let points =
        |reports: &[Report]| reports.iter().flat_map(|report| report.points.clone()).collect::<Vec<_>>();
    let (theirs, ours) = (points(&cpu), points(&gpu));
    assert_eq!((theirs.len(), ours.len()), (60, 60));
    for (theirs, ours) in theirs.iter().zip(&ours) {
        let close = (theirs.loss - ours.loss).abs() < 1e-3 * theirs.loss.abs().max(1.0);
        assert!(close && theirs.step == ours.step, "{theirs:?} and {ours:?}");
    }
    let (theirs, ours) = (cpu.last().unwrap(), gpu.last().unwrap());
    assert_eq!((ours.state, ours.step, ours.on_gpu), (State::Finished, 60, true));
    for (theirs, ours) in theirs.gradient_norms.iter().zip(&ours.gradient_norms) {
        assert!((theirs - ours).abs() < 1e-2 * theirs.abs().max(1e-2), "{theirs} and {ours}");
    }
}
