//! ONNX files of others: what comes out of them is what their makers say, within 1e-4. `tests/formats/onnx` holds the small ones; where
//! the variable `CONVOSCOPE_IMPORTS` names a folder, as in `cargo xtask test --imports`, those of that folder are read as well.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use convoscope::engine::Cpu;
use convoscope::layers::conv::Conv;
use convoscope::layers::global_avg_pool::GlobalAvgPool;
use convoscope::layers::samples::{Sample, samples};
use convoscope::network::{Network, NodeId, Plan, Slot, SlotKind, Weights};
use convoscope::onnx;
use convoscope::shape::Shape;
use convoscope::zoo::Template;
use serde_json::Value;

/// Numbers from −1 to 1 that follow from a name, as in `tests/zoo/generate.py`.
fn uniform(name: &str, index: usize) -> f32 {
    let fnv = |seed: u32, byte: u8| (seed ^ u32::from(byte)).wrapping_mul(16_777_619);
    let seed = name.bytes().fold(2_166_136_261, fnv);
    let mut h = (index as u32).wrapping_mul(2_654_435_761).wrapping_add(seed);
    h = (h ^ (h >> 16)).wrapping_mul(0x7feb_352d);
    h = (h ^ (h >> 15)).wrapping_mul(0x846c_a68b);
    (2.0 * (f64::from(h ^ (h >> 16)) / 2f64.powi(32)) - 1.0) as f32
}

fn models(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "onnx"));
    paths.sort();
    paths
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = all.iter().sum();
    all.iter().map(|one| one / sum).collect()
}

/// Runs a model and compares its outputs with those beside it; a line about it.
fn check(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let wanted: Value =
        serde_json::from_slice(&std::fs::read(path.with_extension("json")).expect("what comes out"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    let began = Instant::now();
    let imported = onnx::read(&bytes, None).unwrap_or_else(|error| panic!("{name}: {error}"));
    let read = began.elapsed();
    let plan = Arc::new(Plan::new(imported.network).unwrap_or_else(|error| panic!("{name}: {error}")));
    let count = plan.network().input.len();
    let x: Vec<f32> = match wanted["input"].as_str() {
        Some("ramp") => (0..count).map(|i| i as f32 / count as f32).collect(),
        Some("uniform") => (0..count).map(|i| uniform("input", i)).collect(),
        other => panic!("{name}: an input of {other:?}"),
    };
    let mut cpu = Cpu::new(plan.clone());
    let began = Instant::now();
    cpu.infer_nodes(&imported.weights, &x, &imported.outputs);
    let ran = began.elapsed();
    let outputs = wanted["outputs"].as_array().expect("a list of outputs");
    assert_eq!(outputs.len(), imported.outputs.len(), "{name}");
    for (output, wanted) in imported.outputs.iter().zip(outputs) {
        let mut ours = cpu.activations(*output).into_owned();
        if imported.softmax {
            ours = softmax(&ours);
        }
        let wanted: Vec<f32> = wanted
            .as_array()
            .expect("a list")
            .iter()
            .map(|value| value.as_f64().expect("a number") as f32)
            .collect();
        assert_eq!(ours.len(), wanted.len(), "{name}");
        let largest = wanted.iter().fold(0f32, |largest, value| largest.max(value.abs()));
        for (index, (ours, wanted)) in ours.iter().zip(&wanted).enumerate() {
            assert!((ours - wanted).abs() <= 1e-4 * largest, "{name}, {index}: {ours} instead of {wanted}");
        }
    }
    let (params, memory) = (plan.params(), plan.weights_bytes() + plan.forward_bytes(1));
    format!(
        "{name}: {params} parameters, read in {} ms, run in {} ms, {memory}",
        read.as_millis(),
        ran.as_millis()
    )
}

#[test]
fn outputs_are_those_of_others() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/onnx");
    let found = models(&own);
    assert!(found.len() >= 5, "{found:?}");
    let fetched = std::env::var_os("CONVOSCOPE_IMPORTS").map(PathBuf::from);
    let fetched = fetched.map_or_else(Vec::new, |folder| models(&folder));
    for path in found.iter().chain(&fetched) {
        println!("{}", check(path));
    }
}

/// The network of one layer; branches come out of convolutions.
fn network_of(sample: &Sample) -> Network {
    let first = sample.shapes[0];
    if let [_] = sample.shapes[..] {
        let mut network = Network::new(first);
        network.chain([sample.layer.clone()]);
        return network;
    }
    let mut network = Network::new(Shape { c: 3, ..first });
    let branch = |shape: &Shape| {
        let branch = network.add(Conv::new(shape.c, 1), &[NodeId::INPUT]);
        // Numbers for whole channels are averages.
        if shape.area() < first.area() { network.add(GlobalAvgPool, &[branch]) } else { branch }
    };
    let branches: Vec<NodeId> = sample.shapes.iter().map(branch).collect();
    network.add(sample.layer.clone(), &branches);
    network
}

/// Every kind of layer in every variety, and small networks.
fn exported() -> Vec<(String, Network)> {
    let layers = samples();
    let layers = layers.iter().enumerate().map(|(at, sample)| {
        (format!("{at:03}-{}", sample.layer.op().name().replace(' ', "-")), network_of(sample))
    });
    let image = Shape::new(1, 28, 28);
    let templates =
        Template::ALL.into_iter().map(|template| (format!("{template:?}"), template.network(image, 10)));
    layers.chain(templates).collect()
}

fn random(plan: &Plan) -> Weights {
    let number = |slot: &Slot, index: usize| uniform(&slot.name, index);
    let mut weights =
        Weights { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
    for slot in plan.slots() {
        let (values, variance) = match slot.kind {
            SlotKind::Param { .. } => (&mut weights.params[slot.range.clone()], false),
            SlotKind::Running { .. } => {
                (&mut weights.running[slot.range.clone()], slot.name.ends_with("running_var"))
            }
        };
        for (index, value) in values.iter_mut().enumerate() {
            *value = if variance { 1.0 + 0.5 * number(slot, index) } else { number(slot, index) };
        }
    }
    weights
}

/// What is written is read as a network that computes the same, as far as its operations are read; where the variable
/// `CONVOSCOPE_EXPORTS` names a folder, it is left there for `tests/formats/onnx/check.py`.
#[test]
fn what_is_written_computes_the_same() {
    let folder = std::env::var_os("CONVOSCOPE_EXPORTS").map(PathBuf::from);
    let (mut again, mut unread) = (0, std::collections::BTreeSet::new());
    for (name, network) in exported() {
        let plan = Arc::new(Plan::new(network).unwrap_or_else(|error| panic!("{name}: {error}")));
        let weights = random(&plan);
        let run = |plan: &Arc<Plan>, weights: &Weights| {
            let x: Vec<f32> = (0..plan.network().input.len()).map(|i| uniform("input", i)).collect();
            let (mut cpu, last) = (Cpu::new(plan.clone()), plan.network().last());
            cpu.infer_nodes(weights, &x, &[last]);
            cpu.activations(last).into_owned()
        };
        let Some(file) = onnx::write(&plan, &weights) else {
            let are_not_written =
                ["local-response-norm", "conv-transpose", "reparameterize", "attention-decoder"];
            assert!(are_not_written.iter().any(|kind| name.contains(kind)), "{name}");
            continue;
        };
        let ours = run(&plan, &weights);
        if let Some(folder) = &folder {
            let json = serde_json::json!({"input": "uniform", "outputs": [ours]});
            let write = |end: &str, bytes: &[u8]| std::fs::write(folder.join(format!("{name}.{end}")), bytes);
            write("onnx", &file).and_then(|()| write("json", json.to_string().as_bytes())).expect("a folder");
        }
        match onnx::read(&file, None) {
            Ok(read) => {
                let plan =
                    Arc::new(Plan::new(read.network).unwrap_or_else(|error| panic!("{name}: {error}")));
                let ours = if read.softmax { continue } else { ours };
                let read = run(&plan, &read.weights);
                let largest = ours.iter().fold(0f32, |largest, value| largest.max(value.abs()));
                let close = ours.iter().zip(&read).all(|(a, b)| (a - b).abs() <= 1e-5 * largest);
                assert!(close && ours.len() == read.len(), "{name}: {read:?} instead of {ours:?}");
                again += 1;
            }
            Err(error) => {
                unread.insert(format!("{}: {error}", name.trim_start_matches(|c: char| c.is_ascii_digit())));
            }
        }
    }
    println!("{again} read again; not read: {unread:#?}");
    let known = [
        "-rbf",
        "-layer-norm",
        "-pad: Gather",
        "-conv: Gather",
        "-flatten: the network has",
        "-softmax: the network has",
    ];
    assert!(unread.iter().all(|line| known.iter().any(|known| line.starts_with(known))), "{unread:#?}");
    assert!(again > 60, "{again}");
}
