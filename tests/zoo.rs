//! The networks of the zoo against the tables that torchvision's come to (`tests/zoo/architectures.json`), and against what
//! their papers say. `tests/zoo/generate.py` wrote the logits.

use std::sync::Arc;

use convoscope::engine::Cpu;
use convoscope::layers::pool::Pool;
use convoscope::layers::{Layer, Phase};
use convoscope::network::{Field, NodeId, Plan, Slot, SlotKind, Weights};
use convoscope::shape::Shape;
use convoscope::zoo::{Architecture, Version};
use serde_json::Value;

fn plan(architecture: Architecture, version: Version) -> Plan {
    Plan::new(architecture.network(version)).unwrap_or_else(|error| panic!("{architecture:?}: {error}"))
}

fn published() -> Value {
    serde_json::from_str(include_str!("zoo/architectures.json")).expect("it was written as JSON")
}

fn node(plan: &Plan, name: &str) -> NodeId {
    plan.ids().find(|&id| plan.name(id) == name).unwrap_or_else(|| panic!("there is no {name}"))
}

fn count(json: &Value) -> u64 {
    json.as_u64().unwrap_or_else(|| panic!("{json} is no number"))
}

/// c × h × w, or units.
fn shape(json: &Value) -> Shape {
    let len = |json| count(json) as usize;
    match json.as_array().map(Vec::as_slice) {
        Some([units]) => Shape::flat(len(units)),
        Some([c, h, w]) => Shape::new(len(c), len(h), len(w)),
        _ => panic!("{json} is no shape"),
    }
}

/// The kind of module that torchvision has for a layer; none for what its table leaves out.
fn kind(layer: &Layer) -> Option<&'static str> {
    match layer {
        Layer::Conv(_) => Some("Conv2d"),
        Layer::BatchNorm(_) => Some("BatchNorm2d"),
        Layer::Dense(_) => Some("Linear"),
        Layer::GlobalAvgPool(_) => Some("AdaptiveAvgPool2d"),
        Layer::Pool(pool) if *pool == Pool::average(1) => Some("AdaptiveAvgPool2d"),
        Layer::Pool(_) => Some("MaxPool2d"),
        _ => None,
    }
}

#[test]
fn every_layer_is_that_of_torchvision() {
    let published = published();
    for (name, architecture) in [
        ("alexnet", Architecture::AlexNet),
        ("vgg16", Architecture::Vgg16),
        ("googlenet", Architecture::GoogLeNet),
        ("resnet18", Architecture::ResNet18),
        ("resnet34", Architecture::ResNet34),
        ("resnet50", Architecture::ResNet50),
    ] {
        let (plan, wanted) = (plan(architecture, Version::Torchvision), &published[name]);
        let layers = wanted["layers"].as_array().expect("layers are a list");
        for wanted in layers {
            let name = wanted["layer"].as_str().expect("a layer has a name");
            let id = node(&plan, name);
            let cost = plan.cost(id);
            assert_eq!(plan.layer(id).and_then(kind), wanted["kind"].as_str(), "{name}");
            assert_eq!(plan.shape(id), shape(&wanted["output"]), "{name}");
            assert_eq!([cost.params, cost.macs], [&wanted["params"], &wanted["macs"]].map(count), "{name}");
        }
        let ours = plan.ids().filter(|&id| plan.layer(id).and_then(kind).is_some()).count();
        assert_eq!(ours, layers.len(), "{name}");
        assert_eq!(plan.output(), shape(&wanted["output"]), "{name}");
        let total = plan.total_cost();
        assert_eq!([total.params, total.macs], [&wanted["params"], &wanted["macs"]].map(count), "{name}");
    }
}

#[test]
fn totals_are_those_of_the_papers() {
    for (architecture, params, macs) in [
        (Architecture::AlexNet, 60_965_224, Some(724_406_816)),
        (Architecture::GoogLeNet, 6_998_552, None),
        (Architecture::EfficientNetLite0, 4_652_008, Some(385_187_552)),
        (Architecture::LeNet5, 60_000, None),
    ] {
        let total = plan(architecture, Version::Paper).total_cost();
        assert_eq!(total.params, params, "{architecture:?}");
        assert!(macs.is_none_or(|macs| macs == total.macs), "{architecture:?}: {}", total.macs);
    }
}

#[test]
fn lenet5_is_that_of_1998() {
    let (plan, wanted) = (plan(Architecture::LeNet5, Version::Paper), &published()["lenet5_1998"]);
    let of = |name: &str| plan.ids().find(|&id| plan.name(id) == name).map_or(0, |id| plan.cost(id).params);
    for layer in wanted["layers"].as_array().expect("layers are a list") {
        let name = layer["layer"].as_str().expect("a layer has a name").replace("OUTPUT", "output");
        let params = of(&name) + of(&format!("{name}.coefficient"));
        assert_eq!(params, count(&layer["params"]), "{name}");
        assert_eq!(plan.shape(node(&plan, &name)).len(), shape(&layer["output"]).len(), "{name}");
    }
    let Some(Layer::Conv(c3)) = plan.layer(node(&plan, "C3")) else { panic!("C3 is no convolution") };
    for (filter, inputs) in wanted["c3_inputs"].as_array().expect("a list").iter().enumerate() {
        let seen: Vec<u64> = (0..6).filter(|&map| c3.connected(filter, map as usize)).collect();
        let mut inputs: Vec<u64> = inputs.as_array().expect("a list").iter().map(count).collect();
        inputs.sort_unstable();
        assert_eq!(seen, inputs, "filter {filter}");
    }
}

/// Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", 2019, whose AlexNet pads no first
/// convolution, as the paper's.
#[test]
fn receptive_fields_are_the_published_ones() {
    use Architecture::{AlexNet, Vgg16};
    for (architecture, version, name, size, stride, padding) in [
        (AlexNet, Version::Paper, "pool5", 195, 32, 64),
        (AlexNet, Version::Torchvision, "features.12", 195, 32, 66),
        (Vgg16, Version::Paper, "features.28", 196, 16, 90),
        (Vgg16, Version::Paper, "features.30", 212, 32, 90),
    ] {
        let plan = plan(architecture, version);
        let field = Field { size, stride, start: -padding };
        assert_eq!(plan.receptive_field(node(&plan, name)), Some([field; 2]), "{architecture:?}, {name}");
    }
}

/// Their paddings are all even, or inside of blocks without a stride.
#[test]
fn no_branch_of_theirs_looks_elsewhere() {
    for architecture in Architecture::ALL {
        for version in [Version::Paper, Version::Torchvision] {
            assert_eq!(plan(architecture, version).misaligned(), vec![], "{architecture:?}");
        }
    }
}

/// Numbers from 0 to 1 that follow from a name, as in `zoo/generate.py`.
fn uniform(name: &str, index: usize) -> f64 {
    let fnv = |seed: u32, byte: u8| (seed ^ u32::from(byte)).wrapping_mul(16_777_619);
    let seed = name.bytes().fold(2_166_136_261, fnv);
    let mut h = (index as u32).wrapping_mul(2_654_435_761).wrapping_add(seed);
    h = (h ^ (h >> 16)).wrapping_mul(0x7feb_352d);
    h = (h ^ (h >> 15)).wrapping_mul(0x846c_a68b);
    f64::from(h ^ (h >> 16)) / 2f64.powi(32)
}

fn weights(plan: &Plan) -> Weights {
    let mut weights =
        Weights { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
    for Slot { name, dims, range, kind, .. } in plan.slots() {
        let flat = dims.len() == 1;
        let spread = (6.0 / dims[1..].iter().product::<usize>() as f64).sqrt();
        let value = |index| {
            let u = uniform(name, index);
            match () {
                () if name.ends_with(".running_var") || (name.ends_with(".weight") && flat) => 0.5 + u,
                () if flat => 0.2 * (u - 0.5),
                () => (2.0 * u - 1.0) * spread,
            }
        };
        let into = match kind {
            SlotKind::Param { .. } => &mut weights.params[range.clone()],
            SlotKind::Running { .. } => &mut weights.running[range.clone()],
        };
        into.iter_mut().enumerate().for_each(|(index, to)| *to = value(index) as f32);
    }
    weights
}

/// What torchvision's GoogLeNet does to its input with published weights: (byte − mean) / deviation of ImageNet become −1 to 1.
/// Here `Normalization::HALVES` makes these from bytes at once.
fn transform_input(x: &mut [f32]) {
    let area = x.len() / 3;
    for (channel, (mean, deviation)) in
        x.chunks_exact_mut(area).zip([(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)])
    {
        channel.iter_mut().for_each(|x| *x = *x * (deviation / 0.5) + (mean - 0.5) / 0.5);
    }
}

/// The weights are told apart by name, so this holds every name as well.
#[test]
fn logits_are_those_of_pytorch() {
    let wanted: Value =
        serde_json::from_str(include_str!("zoo/logits.json")).expect("it was written as JSON");
    for (name, architecture, version) in [
        ("lenet5", Architecture::LeNet5, Version::Paper),
        ("alexnet", Architecture::AlexNet, Version::Torchvision),
        ("alexnet-paper", Architecture::AlexNet, Version::Paper),
        ("vgg16", Architecture::Vgg16, Version::Torchvision),
        ("googlenet", Architecture::GoogLeNet, Version::Torchvision),
        ("googlenet-transform-input", Architecture::GoogLeNet, Version::Torchvision),
        ("resnet18", Architecture::ResNet18, Version::Torchvision),
        ("resnet34", Architecture::ResNet34, Version::Torchvision),
        ("resnet50", Architecture::ResNet50, Version::Torchvision),
        ("efficientnet-lite0", Architecture::EfficientNetLite0, Version::Paper),
    ] {
        let mut network = architecture.network(version);
        // What the RBF layer compares with its codes.
        network.nodes.retain(|node| !matches!(node.layer, Layer::Rbf(_)));
        let plan = Arc::new(Plan::new(network).expect("it was planned before"));
        let Weights { params, mut running } = weights(&plan);
        let mut engine = Cpu::new(plan);
        let image = |(index, x): (usize, &mut f32)| *x = (2.0 * uniform("input", index) - 1.0) as f32;
        engine.input(1).iter_mut().enumerate().for_each(image);
        if name == "googlenet-transform-input" {
            transform_input(engine.input(1));
        }
        engine.forward(&params, &mut running, Phase::Infer);
        let wanted: Vec<f32> = wanted["logits"][name]
            .as_array()
            .expect("a list")
            .iter()
            .map(|logit| logit.as_f64().expect("a number") as f32)
            .collect();
        let largest = wanted.iter().fold(0f32, |largest, logit| largest.max(logit.abs()));
        for (index, (ours, wanted)) in engine.logits().iter().zip(&wanted).enumerate() {
            assert!((ours - wanted).abs() <= 1e-4 * largest, "{name}, {index}: {ours} instead of {wanted}");
        }
    }
}
