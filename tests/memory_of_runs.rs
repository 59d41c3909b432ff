//! What a run is said to take in memory against what it really takes at its peak, over networks of every kind.

use std::hint::black_box;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use convoscope::data::scenes::{SceneGenerator, SceneTask};
use convoscope::data::{Generator, Source};
use convoscope::engine::{Batch, Shards, Update};
use convoscope::format;
use convoscope::layers::activation::Activation;
use convoscope::layers::conv::Conv;
use convoscope::layers::dense::Dense;
use convoscope::layers::pool::Pool;
use convoscope::network::{Network, Plan, Weights};
use convoscope::session::describe::decoder_network;
use convoscope::session::{
    Command, Data, Event, Look, Loss, Optimizer, Regularization, RunCommand, RunEvent, RunId, RunMemory,
    Service, Session, Settings, StartFrom, StopAt, TrainingRun, Watch,
};
use convoscope::zoo::{SceneNetwork, Template};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// One test at a time: the allocator counts what all threads take.
static ALONE: Mutex<()> = Mutex::new(());

const DATA: Data =
    Data::Generated { generator: Generator::of(Source::Digits), training: 256, validation: 128 };

/// The most bytes that were taken at once meanwhile, beyond those that are taken now.
fn peak<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = work();
    (result, (ALLOCATOR.peak_usage() - before) as u64)
}

/// Asks a session, and makes a message of the answer as a worker does.
fn ask(session: &mut Session, command: RunCommand) -> RunEvent {
    let command = Command::Train { run: RunId(1), command: Box::new(command) };
    let event = pollster::block_on(session.apply(command, &|| 0.0));
    black_box(format::message(&event));
    let Event::Run { event, .. } = event else { panic!("{event:?}") };
    event
}

/// A name, and the network.
fn networks() -> Vec<(&'static str, Network)> {
    let shape = Source::Digits.shape();
    let chain = |layers: Vec<convoscope::layers::Layer>| {
        let mut network = Network::new(shape);
        network.chain(layers);
        network
    };
    vec![
        ("LeNet-5", Template::LeNet5.network(shape, 10)),
        ("with batch norm", Template::Modern.network(shape, 10)),
        ("with skips", Template::Residual { depth: 6 }.network(shape, 10)),
        ("with branches", Template::Inception.network(shape, 10)),
        (
            "wide and dense",
            chain(vec![
                Dense::new(2000).into(),
                Activation::Relu.into(),
                Dense::new(1000).into(),
                Activation::Relu.into(),
                Dense::new(10).into(),
            ]),
        ),
        (
            "many filters",
            chain(vec![
                Conv::new(64, 3).padding(1).into(),
                Activation::Relu.into(),
                Conv::new(128, 5).stride(2).into(),
                Activation::Relu.into(),
                Pool::max(2).into(),
                Dense::new(10).into(),
            ]),
        ),
    ]
}

/// The estimate is never too low, and at least half of it is really taken.
fn assert_close(what: &str, taken: u64, estimated: u64) {
    println!("{what}: {taken} of {estimated} bytes, {:.2}", taken as f64 / estimated as f64);
    assert!(taken <= estimated, "{what} takes {taken} bytes, more than {estimated}");
    assert!(2 * taken >= estimated, "{what} takes {taken} bytes, less than half of {estimated}");
}

#[test]
fn estimates_hold_the_peak_of_a_run() {
    let _alone = ALONE.lock().unwrap();
    for (index, (name, network)) in networks().into_iter().enumerate() {
        // Small batches with much to remember, and large ones with nothing.
        for (optimizer, batch) in [[(Optimizer::adam(), 32)], [(Optimizer::Sgd, 128)]][index % 2] {
            let settings = Settings { optimizer, batch, ..Settings::default() };
            let plan = Plan::new(network.clone()).unwrap();
            let memory = RunMemory::of(&plan, &settings, (256 + 128) * 784);
            let what = |phase: &str| format!("{name}, {}, batch {batch}: {phase}", optimizer.name());
            let shown = plan.ids().map(|id| (id, Look::Weights)).collect();
            let watch = Watch { probes: shown, ..Watch::default() };
            let all: Vec<_> = plan.ids().map(|id| (id, Look::Gradients)).collect();
            let weights = plan.weights_bytes().0;
            drop(plan);
            let before = ALLOCATOR.current_usage() as u64;

            // Opened, scored and looked at. The state that a run begins with is its first snapshot.
            let (mut session, looking) = peak(|| {
                let mut session = Session::default();
                let (network, start) = (network.clone(), StartFrom::Fresh);
                ask(&mut session, RunCommand::Begin { network, data: DATA, settings, start });
                ask(&mut session, RunCommand::Evaluate);
                ask(&mut session, RunCommand::Watch { watch: Watch { probes: all, ..Watch::default() } });
                ask(&mut session, RunCommand::Watch { watch });
                session
            });
            assert_close(&what("looking"), looking, memory.looking.0 + weights);

            // Three steps, and scores while all of the last step is there. Snapshots take as much as they may, or four of them.
            let opened = ALLOCATOR.current_usage() as u64;
            let snapshots = (4 * memory.checkpoint.0).min(memory.snapshots().0);
            let (_, more) = peak(|| {
                ask(&mut session, RunCommand::Step { steps: 3 });
                while session.is_training() {
                    for event in pollster::block_on(session.slice(0.0, &|| 0.0)) {
                        black_box(format::message(&event));
                    }
                    ask(&mut session, RunCommand::Ack);
                }
                ask(&mut session, RunCommand::Evaluate);
            });
            assert_close(&what("training"), opened - before + more, memory.training.0 + snapshots);

            // A checkpoint, as bytes and in a message.
            let trained = ALLOCATOR.current_usage() as u64;
            let (_, more) = peak(|| ask(&mut session, RunCommand::Checkpoint { snapshots: false }));
            let estimated = memory.training.0 + snapshots + 2 * memory.checkpoint.0;
            assert!(trained - before + more <= estimated, "{}", what("saving"));
            assert!(more <= 2 * memory.checkpoint.0 + (64 << 10), "{}: {more} bytes", what("saving"));
            assert!(more >= memory.checkpoint.0, "{}: {more} bytes", what("saving"));
        }
    }
}

/// One that describes scenes holds their maps, which it computes when they are first needed, and the detector.
#[test]
fn estimates_hold_the_peak_of_a_run_that_describes() {
    let _alone = ALONE.lock().unwrap();
    let (detector, generator) = (SceneNetwork::Find.network(), SceneGenerator { seed: 1 });
    let weights = std::fs::read(SceneNetwork::Find.weights_path()).unwrap();
    for training in [64, 1024] {
        let settings = SceneTask::Describe.settings(1, u64::from(training));
        let (detector, weights) = (detector.clone(), weights.clone());
        let data = Data::Sentences { detector, weights, generator, training, validation: 64 };
        let before = ALLOCATOR.current_usage() as u64;
        let (mut run, begun) =
            peak(|| TrainingRun::begin(decoder_network(), data, settings, StartFrom::Fresh).unwrap().0);
        let memory = run.memory();
        // Nothing of the maps is there so far.
        assert!(begun < memory.looking.0 / 2, "{begun} bytes");
        let opened = ALLOCATOR.current_usage() as u64;
        let (_, more) = peak(|| {
            let until = StopAt { epochs: Some(1), accuracy: None };
            run.apply(RunCommand::Start { until }).unwrap();
            while run.is_running() || run.is_scoring() {
                pollster::block_on(run.advance(&|| 0.0, false));
                black_box(run.next_report().map(|report| format::message(&report)));
                run.apply(RunCommand::Ack).unwrap();
            }
        });
        let steps = u64::from(training).div_ceil(32);
        let snapshots = ((1 + steps) * memory.checkpoint.0).min(memory.snapshots().0);
        let what = format!("{training} scenes");
        assert_close(&what, opened - before + more, memory.training.0 + snapshots);
    }
}

/// A step holds its activations and their gradients, and of each parameter the weight, what it was before, its gradient and its
/// momentum. What layers work with beside that is small.
#[test]
fn a_step_takes_little_beside_activations_gradients_and_weights() {
    let _alone = ALONE.lock().unwrap();
    for (name, network) in networks() {
        for batch in [8, 64] {
            let plan = Arc::new(Plan::new(network.clone()).unwrap());
            let (cost, weights) = (plan.total_cost(), Weights::he(&plan, 1));
            let values = 2 * batch as u64 * cost.activations + 4 * plan.params_len() as u64;
            let update = Update {
                loss: Loss::CrossEntropy,
                label_smoothing: 0.0,
                optimizer: Optimizer::Momentum { momentum: 0.9 },
                regularization: Regularization::default(),
                rate: 1e-4,
                step: 1,
                seed: 3,
            };
            let fill = |range: Range<usize>, x: &mut [f32]| {
                x.fill(0.5);
                range.map(|i| (i % 10) as u8).collect()
            };
            let (_, taken) = peak(|| {
                let mut shards = Shards::new(plan, weights.clone(), 1);
                for _ in 0..2 {
                    pollster::block_on(shards.step(&Batch::new(batch, &fill), &update));
                }
            });
            let ratio = taken as f64 / (4 * values) as f64;
            println!("{name}, batch {batch}: {taken} bytes, {ratio:.2} of what there must be");
            assert!(ratio <= 1.2, "{name}, batch {batch}: {ratio:.2}");
        }
    }
}

/// The network of 66.3 million parameters that once took eight times its weights to be opened. Nothing else of it is there.
#[test]
fn a_large_network_that_is_opened_takes_its_weights_once() {
    let _alone = ALONE.lock().unwrap();
    let mut network = Network::new(Source::Digits.shape());
    network.chain([Dense::new(8192).into(), Dense::new(7300).into(), Dense::new(10).into()]);
    let plan = Plan::new(network.clone()).unwrap();
    let (weights, last) = (plan.weights_bytes().0, plan.network().last());
    assert!((66_000_000..67_000_000).contains(&plan.params()), "{}", plan.params());
    drop(plan);
    let mut session = Session::default();
    let (_, opened) = peak(|| {
        let (settings, start) = (Settings::default(), StartFrom::Fresh);
        ask(&mut session, RunCommand::Begin { network, data: DATA, settings, start });
        let watch = Watch { probes: vec![(last, Look::Activations)], ..Watch::default() };
        ask(&mut session, RunCommand::Watch { watch });
    });
    println!("{opened} bytes for weights of {weights}");
    assert!(opened < weights + weights / 50, "{opened} bytes for weights of {weights}");

    // A file of them is written once, and handed out in one message.
    let (_, saved) = peak(|| ask(&mut session, RunCommand::Export));
    assert!(saved < 3 * weights + weights / 50, "{saved} bytes for weights of {weights}");
}
