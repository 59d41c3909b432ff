use safetensors::tensor::TensorView;

use super::*;
use crate::layers::activation::Activation;
use crate::layers::{conv::Conv, dense::Dense};
use crate::network::Network;
use crate::random::Random;
use crate::shape::Shape;
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
        for prefix in
            ["module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module.", "net.", "model.net."]
        {
            let notes = read(&|name| format!("{prefix}{name}"));
            assert_eq!(notes, LoadNotes { prefix: prefix.to_owned(), ..LoadNotes::default() });
        }
        // As `nn.Sequential` counts its modules.
        let node = |name: &str| plan.slots().iter().find(|slot| slot.name == name).unwrap().node.0;
        let part = |name: &str| name.rsplit_once('.').unwrap().1.to_owned();
        let counted = read(&|name| format!("module.features.{}.{}", node(name), part(name)));
        assert_eq!(counted, LoadNotes { prefix: "module.".into(), by_order: true, converted: vec![] });
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
}

#[test]
fn what_does_not_fit_is_named() {
    let small = plan(3);
    let mut weights = Weights::he(&small, 4);
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
    weights.params[0] = f32::NAN;
    let bytes = weights.to_safetensors(&small, HashMap::new());
    let name = small.slots()[0].name.clone();
    assert_eq!(Weights::load(&small, &bytes), Err(WeightsError::NotFinite { name }));
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
    assert_eq!(Weights::from_safetensors(&plan, &file(["fc9", "fc10"])).as_ref(), Ok(&weights));
    let error = Weights::load(&plan, &file(["hidden", "head"])).unwrap_err();
    assert!(matches!(&error, WeightsError::Mismatch(Differences { ambiguous: true, .. })));
    assert!(error.to_string().ends_with("without the names the shapes fit in more than one way"), "{error}");
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
fn what_torch_save_writes_gets_a_sentence_that_helps() {
    let plan = plan(1);
    for file in [&b"PK\x03\x04 archive/data.pkl"[..], b"\x80\x02\x8a\nl\xfc\x9cF\xf9", b"\x80\x04\x95\x10"] {
        let error = Weights::load(&plan, file).unwrap_err();
        assert_eq!(error, WeightsError::Pickle);
        let how = "safetensors.torch.save_file(model.state_dict(), \"weights.safetensors\")";
        assert!(error.to_string().contains(how));
    }
    // The length of a header that was cut off.
    for file in [&b"\x80\x02\0\0\0\0\0\0{"[..], b"PK\0\0\0\0\0\0{", b"\x80", b"PK"] {
        assert!(matches!(Weights::load(&plan, file), Err(WeightsError::Format { .. })), "{file:?}");
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
