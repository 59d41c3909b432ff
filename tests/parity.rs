//! One suite, two engines, on whatever GPU Vulkan finds here.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use convoscope::data::{Generator, Source};
use convoscope::engine::gpu::{Device, GpuError};
use convoscope::layers::activation::Activation;
use convoscope::layers::conv::Conv;
use convoscope::layers::dense::Dense;
use convoscope::layers::dropout::Dropout;
use convoscope::layers::flatten::Flatten;
use convoscope::network::{Network, Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::random::Random;
use convoscope::session::{
    Command, Data, EngineKind, Event, Report, RunCommand, RunEvent, RunId, Session, Settings, StartFrom,
    State, StopAt,
};
use convoscope::shape::Shape;
use convoscope::training::parity::parity;
use convoscope::training::{EngineBenchmark, Runner, Trainer};

#[test]
fn gpu_agrees_with_cpu() {
    let device = pollster::block_on(Device::open()).expect("a device that speaks Vulkan");
    let (name, backend) = (device.name().to_owned(), "Vulkan");
    let parity = pollster::block_on(parity(Rc::new(device), usize::MAX)).expect("it can be used to the end");
    println!("{name}, {backend}: {parity}");
    assert!(parity.differences.is_empty(), "{}", parity.differences.join("\n"));
    assert!(parity.tensors > 500, "only {} tensors were compared", parity.tensors);
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

fn fill(step: u64) -> impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> {
    move |range, x| {
        let mut random = Random::new(step);
        x.iter_mut().for_each(|x| *x = random.normal());
        range.map(|i| (i % 3) as u8).collect()
    }
}

/// The device is lost between two snapshots: training goes on from the last one, on the CPU, and says why.
#[test]
fn lost_device_costs_only_the_steps_since_the_last_snapshot() {
    let device = Rc::new(pollster::block_on(Device::open()).expect("a device that speaks Vulkan"));
    let mut runner = pollster::block_on(Runner::on_gpu(trainer(), device.clone()));
    let lost_after = Runner::SNAPSHOT + 5;
    for step in 0..lost_after {
        pollster::block_on(runner.train(4, 0.01, fill(step)));
        assert!(runner.is_on_gpu() && runner.error().is_none(), "{:?}", runner.error());
    }
    device.destroy();
    for step in lost_after..lost_after + 3 {
        assert!(pollster::block_on(runner.train(4, 0.01, fill(step))).loss.is_finite());
        assert!(!runner.is_on_gpu());
    }
    assert!(matches!(runner.error(), Some(GpuError::Lost { .. })), "{:?}", runner.error());
    assert_eq!(runner.step(), lost_after + 3);
    // The same by hand: the steps of the snapshot, then those after the loss, on the CPU alone.
    let mut alone = Runner::on_cpu(trainer());
    for step in 0..Runner::SNAPSHOT {
        pollster::block_on(alone.train(4, 0.01, fill(step)));
    }
    let at_snapshot = pollster::block_on(alone.weights()).clone();
    let went_on = pollster::block_on(runner.weights()).clone();
    let far = at_snapshot.params.iter().zip(&went_on.params).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    // Three steps of Adam move a weight by at most about three rates.
    assert!(far > 0.0 && far < 0.035, "{far} from the snapshot");
}

#[test]
fn faster_engine_is_chosen_and_a_missing_one_reported() {
    let device = pollster::block_on(Device::open()).map(Rc::new);
    // On a clock that runs only while the GPU is at work, or only while it is not.
    let readings = Cell::new(0.0);
    for (cpu_ms, gpu_ms) in [(30.0, 3.0), (3.0, 30.0)] {
        readings.set(0.0);
        let clock = || {
            let reading = readings.get();
            readings.set(reading + 1.0);
            [0.0, cpu_ms, 0.0, gpu_ms][reading as usize]
        };
        let (runner, race) = pollster::block_on(Runner::on_the_faster(trainer(), device.clone(), 4, &clock));
        assert_eq!(race, EngineBenchmark { cpu_ms: cpu_ms / 3.0, gpu_ms: Ok(gpu_ms / 3.0) });
        assert_eq!(runner.is_on_gpu(), gpu_ms < cpu_ms);
        assert_eq!(runner.step(), 0, "the race was run on copies");
    }
    let none = Err(GpuError::NoAdapter);
    let (runner, race) = pollster::block_on(Runner::on_the_faster(trainer(), none, 4, &|| 0.0));
    assert!(!runner.is_on_gpu() && !race.gpu_wins());
    assert_eq!(runner.error(), Some(&GpuError::NoAdapter));
}

/// A data set on the device gives the same steps as its batches sent one by one.
#[test]
fn device_gathers_the_batches_that_were_sent_one_by_one() {
    let device = Rc::new(pollster::block_on(Device::open()).expect("a device that speaks Vulkan"));
    let mut random = Random::new(3);
    let images: Vec<f32> = (0..20 * 36).map(|_| random.normal()).collect();
    let labels: Vec<u8> = (0..20).map(|i| (i % 3) as u8).collect();
    let mut losses = [true, false].map(|on_gpu| {
        let mut runner = match on_gpu {
            true => pollster::block_on(Runner::on_gpu(trainer(), device.clone())),
            false => Runner::on_cpu(trainer()),
        };
        runner.hold(images.clone(), labels.clone());
        let mut random = Random::new(4);
        let steps = (1..=6).map(|step| {
            let samples: Vec<u32> = (0..2 * step).map(|_| random.below(20) as u32).collect();
            pollster::block_on(runner.train_held(&samples, 0.01)).loss
        });
        let losses: Vec<f32> = steps.collect();
        assert_eq!((runner.is_on_gpu(), runner.error()), (on_gpu, None));
        losses
    });
    let [gpu, cpu] = &mut losses;
    for (gpu, cpu) in gpu.iter().zip(cpu) {
        assert!((*gpu - *cpu).abs() < 1e-4, "{gpu} and {cpu}");
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
fn reports(engine: EngineKind, note: impl Fn(bool, Option<String>)) -> Vec<Report> {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(8).into(), Activation::Tanh.into(), Dense::new(2).into()]);
    let generator = Generator { source: Source::Circle, noise: 0.0, seed: 1 };
    let data = Data::Generated { generator, training: 200, validation: 50 };
    let settings = Settings { batch: 10, ..Settings::default() };
    let mut session = Session::default();
    ask(&mut session, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh });
    let RunEvent::Engine { on_gpu, note: reason } = ask(&mut session, RunCommand::Engine { engine }) else {
        panic!()
    };
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
    reports(EngineKind::Auto, |_, note| assert!(note.unwrap().contains("ms on the CPU and")));
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
