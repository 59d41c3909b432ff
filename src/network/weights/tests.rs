use safetensors::tensor::TensorView;

use super::*;
use crate::layers::activation::Activation;
use crate::layers::samples::samples;
use crate::layers::{Layer, batch_norm::BatchNorm, conv::Conv, dense::Dense, merge::Add};
use crate::network::{Network, NodeId};
use crate::random::Random;
use crate::shape::Shape;
use crate::tensors::TensorFileError;
use crate::zoo::{Template, digits};

fn plan(filters: usize) -> Plan {
    let mut network = Network::new(Shape::new(1, 4, 4));
    network.chain([Conv::new(filters, 3).into(), Dense::new(2).into()]);
    Plan::new(network).unwrap()
}

/// A file of weights with other names.
fn renamed(weights: &Weights, plan: &Plan, name: impl Fn(&str) -> String) -> Vec<u8> {
    let file = weights.to_safetensors(plan, HashMap::new());
    let file = safetensors::SafeTensors::deserialize(&file).unwrap();
    safetensors::serialize(file.iter().map(|(old, view)| (name(old), view)), None).unwrap()
}

fn zoo() -> Vec<Plan> {
    let image = Shape::new(1, 28, 28);
    let deep = [Template::Plain { depth: 20 }, Template::Residual { depth: 20 }];
    let mut networks: Vec<Network> =
        Template::ALL.iter().chain(&deep).map(|template| template.network(image, 10)).collect();
    networks.extend([digits(), Template::Dense { hidden: 4 }.network(Shape::flat(2), 3)]);
    networks.into_iter().map(|network| Plan::new(network).unwrap()).collect()
}

/// Every number is another one, also those that are alike at first.
fn random(plan: &Plan, seed: u64) -> Weights {
    let mut random = Random::new(seed);
    let mut some = |len: usize| (0..len).map(|_| random.normal()).collect();
    Weights { params: some(plan.params_len()), running: some(plan.running_len()) }
}

#[test]
fn every_network_of_the_zoo_comes_back_bit_for_bit() {
    for (seed, plan) in zoo().iter().enumerate() {
        let weights = random(plan, seed as u64);
        let read = |name: &dyn Fn(&str) -> String| {
            let loaded = Weights::load(plan, &renamed(&weights, plan, name)).unwrap();
            assert!(loaded.weights == weights);
            loaded.notes
        };
        assert!(read(&str::to_owned).is_empty());
        for prefix in [
            "module.",
            "_orig_mod.",
            "module._orig_mod.",
            "_orig_mod.module.module.",
            "module.module._orig_mod._orig_mod.",
            "net.",
            "model.net.",
        ] {
            let notes = read(&|name| format!("{prefix}{name}"));
            assert_eq!(notes, LoadNotes { prefix: prefix.to_owned(), ..LoadNotes::default() });
        }
        // As `nn.Sequential` counts its modules.
        let node = |name: &str| plan.slots().iter().find(|slot| slot.name == name).unwrap().node.0;
        let part = |name: &str| name.rsplit_once('.').unwrap().1.to_owned();
        let counted = read(&|name| format!("module.features.{}.{}", node(name), part(name)));
        let by_order = LoadNotes { prefix: "module.".into(), by_order: true, ..LoadNotes::default() };
        assert_eq!(counted, by_order);
        // A row for each kind of layer.
        assert!(read(&|name| format!("{}_{}.{}", &name[..1], node(name), part(name))).by_order);
    }
}

#[test]
fn a_half_as_large_file_is_rounded_and_says_so() {
    let plan = plan(3);
    let weights = Weights::he(&plan, 4);
    let bytes = weights.to_safetensors(&plan, HashMap::new());
    let half = weights.to_safetensors_half(&plan, HashMap::new());
    assert!(half.len() < bytes.len());
    let read = Weights::load(&plan, &half).unwrap();
    assert_eq!(read.notes.converted, ["F16"]);
    for (rounded, exact) in read.weights.params.iter().zip(&weights.params) {
        assert!((rounded - exact).abs() <= exact.abs() / 2048.0, "{rounded} for {exact}");
    }
    // Five of eleven digits are left: at most a 32nd is lost, and there is nothing left to be rounded.
    let five = weights.rounded(5);
    for (rounded, exact) in five.params.iter().zip(&weights.params) {
        assert!((rounded - exact).abs() <= exact.abs() / 32.0, "{rounded} for {exact}");
    }
    assert_eq!((five.rounded(5), weights.rounded(11)), (five, read.weights));
    let digits = Plan::new(crate::zoo::digits()).unwrap();
    let shipped = include_bytes!("../../../assets/weights/digits.safetensors");
    let shipped = Weights::load(&digits, shipped).unwrap().weights;
    assert_eq!(shipped.rounded(4), shipped);
    // Three of four weights of the hidden dense layer are pruned, and nothing else is.
    let zeros = |params: &[f32]| params.iter().filter(|value| **value == 0.0).count();
    let hidden = &shipped.params
        [digits.slots().iter().find(|slot| slot.name == "dense1.weight").unwrap().range.clone()];
    assert_eq!((zeros(hidden), zeros(&shipped.params)), (37_632, 37_632));
}

#[test]
fn what_does_not_fit_is_named() {
    let small = plan(3);
    let weights = Weights::he(&small, 4);
    let bytes = weights.to_safetensors(&small, HashMap::new());
    let error = |plan: &Plan, bytes: &[u8]| Weights::load(plan, bytes).unwrap_err().to_string();
    assert_eq!(
        error(&plan(4), &bytes),
        "the tensors are those of another network; of another shape: conv1.weight is [3, 1, 3, 3] \
         instead of [4, 1, 3, 3], conv1.bias is [3] instead of [4], dense1.weight is [2, 12] instead of [2, 16]"
    );
    let other = renamed(&weights, &small, |name| name.replace("conv1", "model.stem\n").replace("2", ""));
    let mut two = small.network().clone();
    two.chain([Activation::Relu.into(), Dense::new(2).into(), Dense::new(2).into(), Dense::new(2).into()]);
    assert_eq!(
        error(&Plan::new(two).unwrap(), &other),
        "the tensors are those of another network; missing: conv1.weight, conv1.bias, dense2.weight, dense2.bias \
         and 4 more; unexpected: model.stem\u{fffd}.bias, model.stem\u{fffd}.weight"
    );
    for len in 0..bytes.len() {
        assert!(Weights::load(&small, &bytes[..len]).is_err(), "cut to {len} bytes");
    }
}

#[test]
fn layers_that_look_the_same_need_an_order() {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(2).into(), Activation::Relu.into(), Dense::new(2).into()]);
    let plan = Plan::new(network).unwrap();
    let weights = random(&plan, 1);
    let file = |names: [&str; 2]| {
        renamed(&weights, &plan, |name| name.replace("dense1", names[0]).replace("dense2", names[1]))
    };
    assert_eq!(Weights::load(&plan, &file(["fc9", "fc10"])).unwrap().weights, weights);
    let error = Weights::load(&plan, &file(["hidden", "head"])).unwrap_err();
    let doubts =
        "the shapes fit in more than one way: dense1 could be head or hidden, dense2 could be hidden or head";
    assert!(error.to_string().ends_with(doubts), "{error}");
}

/// A residual network with batch norms and shortcuts, and the names of its layers in torchvision: stages of two blocks.
fn resnet(stages: usize) -> (Plan, HashMap<String, String>) {
    let mut network = Network::new(Shape::new(3, 8, 8));
    let mut names = HashMap::new();
    let mut step = |network: &mut Network, from: NodeId, layer: Layer, name: &str| {
        let id = network.add(layer, &[from]);
        let ours = format!("n{}", id.0);
        network.named(id, ours.clone());
        names.insert(ours, name.to_owned());
        id
    };
    let conv = |filters: usize, size: usize| Conv { bias: false, ..Conv::new(filters, size) }.into();
    let norm = || BatchNorm::default().into();
    let mut x = step(&mut network, NodeId::INPUT, conv(4, 1), "conv1");
    x = step(&mut network, x, norm(), "bn1");
    for stage in 1..=stages {
        for block in 0..2 {
            let name = |part: &str| format!("layer{stage}.{block}.{part}");
            let (filters, begins) = (4 << (stage - 1), block == 0 && stage > 1);
            let mut y = x;
            for i in 1..=2 {
                y = step(
                    &mut network,
                    y,
                    Conv { bias: false, ..Conv::new(filters, 3).padding(1) }.into(),
                    &name(&format!("conv{i}")),
                );
                y = step(&mut network, y, norm(), &name(&format!("bn{i}")));
            }
            if begins {
                x = step(&mut network, x, conv(filters, 1), &name("downsample.0"));
                x = step(&mut network, x, norm(), &name("downsample.1"));
            }
            x = network.add(Add, &[y, x]);
        }
    }
    step(&mut network, x, Dense::new(2).into(), "fc");
    (Plan::new(network).unwrap(), names)
}

#[test]
fn a_residual_network_of_torchvision_finds_its_places() {
    let (plan, names) = resnet(3);
    let weights = random(&plan, 5);
    let renamed = |plan: &Plan, weights: &Weights, names: &HashMap<String, String>| {
        renamed(weights, plan, |ours| {
            let (layer, part) = ours.rsplit_once('.').unwrap();
            format!("{}.{part}", names[layer])
        })
    };
    let loaded = Weights::load(&plan, &renamed(&plan, &weights, &names)).unwrap();
    assert!(loaded.weights == weights && loaded.notes.by_order);
    // With one stage nothing says whether `bn1` is the first norm or the last.
    let (plan, names) = resnet(1);
    let error = Weights::load(&plan, &renamed(&plan, &random(&plan, 5), &names)).unwrap_err().to_string();
    assert!(error.contains("n2 could be bn1 or layer1.0.bn1"), "{error}");
    // Of blocks without numbers that look the same, nothing says which comes first.
    let (plan, mut names) = resnet(3);
    names
        .values_mut()
        .for_each(|name| *name = name.replace("layer1.0", "lower").replace("layer1.1", "upper"));
    assert!(Weights::load(&plan, &renamed(&plan, &random(&plan, 5), &names)).is_err());
}

#[test]
fn an_averaged_model_loads_without_its_counter() {
    let plan = plan(3);
    let weights = random(&plan, 2);
    let file = renamed(&weights, &plan, |name| format!("module.{name}"));
    let file = safetensors::SafeTensors::deserialize(&file).unwrap();
    let count = 7i64.to_le_bytes();
    let counter = ("n_averaged".to_owned(), TensorView::new(Dtype::I64, vec![], &count).unwrap());
    let tensors = file.iter().map(|(name, view)| (name.to_owned(), view)).chain([counter]);
    let loaded = Weights::load(&plan, &safetensors::serialize(tensors, None).unwrap()).unwrap();
    assert!(loaded.weights == weights);
    let notes = LoadNotes { prefix: "module.".into(), counters: vec!["n_averaged"], ..LoadNotes::default() };
    assert_eq!(loaded.notes, notes);
}

/// Chains of random layers, with weights that are any bits at all: NaN with its payload, ∞, subnormal numbers, −0.
#[test]
fn what_is_exported_comes_back_bit_for_bit() {
    let bits = |weights: &Weights| -> Vec<u32> {
        weights.params.iter().chain(&weights.running).map(|value| value.to_bits()).collect()
    };
    let (mut tried, mut odd) = (0, 0);
    let layers: Vec<Layer> = samples().into_iter().map(|sample| sample.layer).collect();
    let mut random = Random::new(3);
    for _ in 0..2000 {
        let side = random.below(6) + 1;
        let mut network = Network::new(Shape::new(random.below(4) + 1, side, side));
        for _ in 0..random.below(5) + 1 {
            let id = network.chain([layers[random.below(layers.len())].clone()]);
            if random.below(3) == 0 {
                network
                    .named(id, ["module.net", "n_averaged", "é \"\\", "1", "__metadata__"][random.below(5)]);
            }
        }
        let Ok(plan) = Plan::new(network) else { continue };
        let mut some =
            |len: usize| (0..len).map(|_| f32::from_bits(random.next_u64() as u32)).collect::<Vec<f32>>();
        let weights = Weights { params: some(plan.params_len()), running: some(plan.running_len()) };
        let loaded = Weights::load(&plan, &weights.to_safetensors(&plan, HashMap::new()))
            .unwrap_or_else(|error| panic!("{error}: {:?}", plan.network()));
        assert_eq!(bits(&loaded.weights), bits(&weights));
        let not_finite =
            weights.params.iter().chain(&weights.running).filter(|value| !value.is_finite()).count();
        assert_eq!(loaded.notes, LoadNotes { not_finite, ..LoadNotes::default() });
        (tried, odd) = (tried + 1, odd + usize::from(not_finite > 0));
    }
    assert!(tried > 200 && odd > 20, "{tried} {odd}");
}

/// A network may have names that look like prefixes.
#[test]
fn own_names_are_no_prefixes() {
    let mut network = Network::new(Shape::flat(2));
    let id = network.chain([Dense::new(2).into()]);
    network.named(id, "model.net");
    let plan = Plan::new(network).unwrap();
    let weights = random(&plan, 1);
    let loaded = Weights::load(&plan, &renamed(&weights, &plan, |name| format!("module.{name}"))).unwrap();
    assert_eq!((loaded.weights, loaded.notes.prefix.as_str()), (weights.clone(), "module."));
    assert!(Weights::load(&plan, &renamed(&weights, &plan, str::to_owned)).unwrap().notes.is_empty());
}

#[test]
fn what_is_no_file_of_tensors_is_said() {
    let plan = plan(1);
    // The length of a header that was cut off.
    for file in [&b"\x80\x02\0\0\0\0\0\0{"[..], b"PK\0\0\0\0\0\0{", b"\x80", b"PK"] {
        let error = Weights::load(&plan, file).unwrap_err();
        assert!(matches!(error, WeightsFileError::File(TensorFileError::Format { .. })), "{file:?}");
    }
}

/// Nothing of a hostile file is said at length.
#[test]
fn sentences_stay_short() {
    let (plan, other) = (plan(1), plan(2));
    let long = "module.".repeat(10_000);
    let tensors: Vec<(String, Vec<usize>)> =
        (0..2000).map(|i| (format!("{long}{i}"), vec![1; 500])).take(30).collect();
    let one = 1f32.to_le_bytes();
    let views = tensors
        .iter()
        .map(|(name, dims)| (name.clone(), TensorView::new(Dtype::F32, dims.clone(), &one).unwrap()));
    let hostile = safetensors::serialize(views, None).unwrap();
    let header = format!("{{\"{long}\":3}}");
    let unreadable = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes()].concat();
    for file in
        [hostile, unreadable, renamed(&Weights::he(&other, 1), &other, |name| format!("{long}{name}"))]
    {
        let error = Weights::load(&plan, &file).unwrap_err().to_string();
        assert!(error.len() < 1000, "{error}");
    }
}
