//! Networks, their weights, runs that learnt, and the messages between page and worker.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use convoscope::app::places::train::{SavedRun, Train};
use convoscope::data::scenes::{SceneGenerator, SceneTask};
use convoscope::data::{Generator, Source};
use convoscope::engine::Wanted;
use convoscope::layers::samples::samples;
use convoscope::loss::Targets;
use convoscope::network::{Network, Plan, Weights};
use convoscope::optimizer::Optimizer;
use convoscope::session::{
    Command, Data, EngineKind, Event, RunCommand, RunEvent, RunId, Service, Session, Settings, StartFrom,
    StopAt,
};
use convoscope::shape::Shape;
use convoscope::training::{Batch, Trainer};
use convoscope::zoo;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Target;
use crate::links::kinds;

pub const TARGETS: &[&Target] = &[
    &Target { name: "network", seeds: jsons, read: network, memory: [64 << 20, 256] },
    &Target { name: "weights", seeds: weights, read: load, memory: [16 << 20, 32] },
    &Target { name: "checkpoint", seeds: checkpoints, read: go_on, memory: [64 << 20, 32] },
    &Target { name: "saved-run", seeds: saved_runs, read: offer, memory: [64 << 20, 64] },
    &Target { name: "message", seeds: messages, read: message, memory: [64 << 20, 64] },
];

/// Multiply-adds, values and parameters of networks that are trained here: larger ones take too long.
const LARGEST: u64 = 200_000;

/// A small network of each kind of layer, and those of the zoo.
pub fn networks() -> Vec<Network> {
    let input = Shape::new(1, 12, 12);
    let alone = samples().into_iter().filter(|sample| sample.shapes.len() == 1).map(|sample| {
        let mut network = Network::new(sample.shapes[0]);
        network.chain([sample.layer]);
        network
    });
    let whole = [
        zoo::digits(),
        zoo::lenet5(Shape::new(1, 28, 28), 10),
        zoo::plain(input, 3, 1),
        zoo::residual(input, 3, 1),
        zoo::inception(input, 3),
        zoo::softmax_regression(input, 2),
    ];
    alone.chain(whole).collect()
}

fn jsons() -> Vec<Vec<u8>> {
    // As short as they can be, so that more changes matter.
    networks().iter().map(|network| serde_json::to_vec(network).expect("a network is plain data")).collect()
}

fn network(input: &[u8]) -> Result<String, String> {
    let network = match Network::from_json(&String::from_utf8_lossy(input)) {
        Ok(network) => network,
        Err(error) => return Ok(format!("refused {:?}", error.why)),
    };
    let (json, link) = (network.to_json(), network.to_link());
    let plan = match Plan::new(network) {
        Ok(plan) => Arc::new(plan),
        Err(error) => return Ok(format!("no plan {error}")),
    };
    let again = Network::from_json(&json).map(|network| network.to_json());
    if again.as_ref() != Ok(&json) {
        return Err(format!("{json} is read as {again:?}"));
    }
    let linked = Network::from_link(&link, 2).map(|network| network.to_json());
    if linked.as_ref().is_some_and(|linked| *linked != json) {
        return Err(format!("{json} prints as {link}, which is read as {linked:?}"));
    }
    let cost = plan.total_cost();
    let largest = cost.macs.max(cost.activations as u64).max(cost.params);
    if largest > LARGEST || plan.output().len() > 256 {
        return Ok(format!("large {}", kinds(plan.network())));
    }
    train(&plan);
    Ok(format!("trained {}", kinds(plan.network())))
}

/// Two steps, and every gradient.
fn train(plan: &Arc<Plan>) {
    let weights = Weights::he(plan, 1);
    let len = plan.network().input.len();
    let fill = |range: Range<usize>, x: &mut [f32]| -> Targets {
        x.iter_mut().enumerate().for_each(|(i, x)| *x = (i % 7) as f32 / 7.0);
        range.map(|_| 0).collect()
    };
    let mut trainer = Trainer::new(plan.clone(), weights.clone(), Optimizer::adam(), 1, 2);
    for _ in 0..2 {
        pollster::block_on(trainer.train(Batch::new(2, &fill), 0.01));
    }
    let wanted = Wanted { gradients: plan.ids().collect(), params: true };
    let image = vec![0.5; len];
    trainer.engine().host_mut().gradients(&image, |logits| vec![1.0; logits.len()], &wanted);
    let file = weights.to_safetensors(plan, HashMap::new());
    let loaded = Weights::from_safetensors(plan, &file).expect("its own file");
    assert!(loaded.params == weights.params, "weights are others after a file");
}

fn from_pytorch() -> Plan {
    let json = include_str!("../formats/pytorch/back-from-pytorch.json");
    Plan::new(Network::from_json(json).expect("a network")).expect("a plan")
}

fn weights() -> Vec<Vec<u8>> {
    let plan = from_pytorch();
    let own = Weights::he(&plan, 1);
    vec![
        own.to_safetensors(&plan, HashMap::new()),
        own.to_safetensors_half(&plan, HashMap::from([("a".to_owned(), "b".to_owned())])),
        include_bytes!("../formats/pytorch/back-from-pytorch.safetensors").to_vec(),
        include_bytes!("../formats/pytorch/back-from-pytorch-bf16.safetensors").to_vec(),
        include_bytes!("../formats/pytorch/state-dict.pt").to_vec(),
        include_bytes!("../formats/pytorch/state-dict-f16-legacy.pt").to_vec(),
        include_bytes!("../formats/pytorch/views-legacy.pt").to_vec(),
        include_bytes!("../formats/pytorch/checkpoint.pt").to_vec(),
        include_bytes!("../formats/pytorch/module.pt").to_vec(),
    ]
}

fn load(input: &[u8]) -> Result<String, String> {
    let plan = from_pytorch();
    match Weights::load(&plan, input) {
        Err(error) => Ok(error.to_string()),
        Ok(loaded) => {
            let file = loaded.weights.to_safetensors(&plan, HashMap::new());
            let again = Weights::load(&plan, &file).map_err(|error| error.to_string())?.weights;
            // NaN equals nothing, so bits are compared.
            let bits = |weights: &Weights| -> Vec<u32> {
                weights.params.iter().chain(&weights.running).map(|value| value.to_bits()).collect()
            };
            if bits(&again) != bits(&loaded.weights) {
                return Err("the same weights are others after a file".to_owned());
            }
            Ok(format!("{:?}", loaded.notes))
        }
    }
}

const RUN: RunId = RunId(1);

fn ask(session: &mut Session, command: RunCommand) -> Event {
    pollster::block_on(session.apply(Command::Train { run: RUN, command: Box::new(command) }, &|| 0.0))
}

/// Begins a small run.
fn begin(session: &mut Session, start: StartFrom) -> Event {
    let generator = Generator { noise: 0.1, ..Generator::of(Source::Xor) };
    let network = zoo::dense(Shape::flat(2), 2, 4);
    let settings = Settings { batch: 4, ..Settings::default() };
    let data = Data::Generated { generator, training: 16, validation: 8 };
    ask(session, RunCommand::Begin { network, data, settings, start })
}

/// A run after a few steps, with its snapshots.
fn checkpoint() -> (Vec<u8>, Vec<u8>) {
    let mut session = Session::default();
    begin(&mut session, StartFrom::Fresh);
    ask(&mut session, RunCommand::Step { steps: 3 });
    while session.is_training() {
        pollster::block_on(session.slice(0.0, &|| 0.0));
        ask(&mut session, RunCommand::Ack);
    }
    match ask(&mut session, RunCommand::Checkpoint { snapshots: true }) {
        Event::Run { event: RunEvent::Checkpoint { run, snapshots, .. }, .. } => {
            (run, snapshots.unwrap_or_default())
        }
        other => panic!("{other:?}"),
    }
}

fn checkpoints() -> Vec<Vec<u8>> {
    let (run, snapshots) = checkpoint();
    vec![run, snapshots]
}

/// Goes on from it as a run, and as the snapshots of a sound one.
fn go_on(input: &[u8]) -> Result<String, String> {
    thread_local! {
        static SOUND: Vec<u8> = checkpoint().0;
    }
    let both = [(input.to_vec(), Vec::new()), (SOUND.with(Clone::clone), input.to_vec())];
    let said = both.map(|(run, snapshots)| {
        let mut session = Session::default();
        let begun = begin(&mut session, StartFrom::Checkpoint { run, snapshots });
        if let Event::Error { error, .. } = begun {
            return format!("{error:?}");
        }
        for command in [
            RunCommand::Seek { step: 1 },
            RunCommand::WeightHistory { from: 0, len: 3 },
            RunCommand::Step { steps: 1 },
        ] {
            ask(&mut session, command);
        }
        if session.is_training() {
            pollster::block_on(session.slice(0.0, &|| 0.0));
        }
        format!(
            "{:?}",
            matches!(ask(&mut session, RunCommand::Checkpoint { snapshots: true }), Event::Run { .. })
        )
    });
    Ok(said.concat())
}

fn saved_runs() -> Vec<Vec<u8>> {
    let first = include_bytes!("../formats/run-1.bin").to_vec();
    let now = SavedRun::from_bytes(&first).map(|saved_run| saved_run.to_bytes());
    [Some(first), now].into_iter().flatten().collect()
}

/// What a page offers of it.
fn offer(input: &[u8]) -> Result<String, String> {
    let Some(saved_run) = SavedRun::from_bytes(input) else { return Ok("refused".to_owned()) };
    let bytes = saved_run.to_bytes();
    let again = SavedRun::from_bytes(&bytes).map(|saved_run| saved_run.to_bytes());
    if again.as_ref() != Some(&bytes) {
        return Err(format!("{saved_run:?} becomes another one"));
    }
    let mut train = Train::new(&saved_run.link);
    let effects = train.start(&[input.to_vec()], Some(saved_run.id)).len();
    Ok(format!("{} {}", saved_run.line(), "x".repeat(effects.min(9))))
}

fn messages() -> Vec<Vec<u8>> {
    let (run, snapshots) = checkpoint();
    let mut session = Session::default();
    let begun = begin(&mut session, StartFrom::Fresh);
    let commands = [
        Command::Open { run: RUN, network: zoo::digits(), weights: vec![1, 2], examples: vec![vec![0.5; 4]] },
        Command::Infer { run: RUN, pixels: vec![0.5; 9], nodes: vec![] },
        Command::Compare { samples: Some(3) },
    ];
    let (task, generator) = (SceneTask::Segment, SceneGenerator { seed: 1 });
    let (network, settings) = (zoo::SceneNetwork::Segment.network(), task.settings(1, 4));
    let begin = |data: Data| {
        let network = network.clone();
        RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }
    };
    let (detector, weights, training, validation) = (network.clone(), vec![1; 9], 4, 2);
    let for_runs = [
        RunCommand::Begin {
            network: zoo::dense(Shape::flat(2), 2, 4),
            data: Data::Generated {
                generator: Generator { noise: 0.1, ..Generator::of(Source::Xor) },
                training: 16,
                validation: 8,
            },
            settings: Settings::default(),
            start: StartFrom::Checkpoint { run, snapshots },
        },
        begin(Data::Scenes { task, generator, training, validation }),
        begin(Data::Sentences { detector, weights, generator, training, validation }),
        RunCommand::Describe { pixels: vec![0.5; 3] },
        RunCommand::Start { until: StopAt { epochs: Some(3), accuracy: Some(0.5) } },
        RunCommand::Engine { engine: EngineKind::Auto, from: 0 },
        RunCommand::WeightHistory { from: 1, len: 2 },
    ];
    let all = commands
        .into_iter()
        .chain(for_runs.map(|command| Command::Train { run: RUN, command: Box::new(command) }));
    let events = [begun, ask(&mut session, RunCommand::Evaluate), ask(&mut session, RunCommand::Export)];
    // Whether it is a command or an event stands in front.
    all.map(|command| [vec![0], encoded(&command)].concat())
        .chain(events.iter().map(|event| [vec![1], encoded(event)].concat()))
        .collect()
}

fn encoded(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).expect("a message is plain data")
}

fn message(input: &[u8]) -> Result<String, String> {
    fn reread<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<String, String> {
        let Ok(message) = postcard::from_bytes::<T>(bytes) else { return Ok("refused".to_owned()) };
        let first = encoded(&message);
        let again = postcard::from_bytes::<T>(&first).map(|message| encoded(&message));
        if again.as_ref() != Ok(&first) {
            Err("a message is another one when it is read".to_owned())
        } else {
            Ok("read".to_owned())
        }
    }
    match input.split_first() {
        Some((0, bytes)) => reread::<Command>(bytes),
        Some((_, bytes)) => reread::<Event>(bytes),
        None => Ok("empty".to_owned()),
    }
}
