//! What is too large, and that whatever the page writes can be read again.

use super::*;
use crate::app::places::train::link::{is_cut, shortened};
use crate::app::text::train as text;
use crate::data::Source;
use crate::layers::Layer;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::samples::samples;
use crate::network::{Plan, Weights};
use crate::random::Random;
use crate::session::{Optimizer, RunMemory, Settings};

/// A network of so many convolutions on digits, no two of them alike, and dense layers behind them.
fn deep(convs: usize, random: &mut Random) -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    for index in 0..convs {
        let conv = Conv { bias: random.below(2) == 0, ..Conv::new(1 + random.below(3), 3) };
        let id = network.chain([conv.padding(1).into()]);
        network.named(
            id,
            format!(
                "b{index}.{:016x}{:016x}{:016x}",
                random.next_u64(),
                random.next_u64(),
                random.next_u64()
            ),
        );
    }
    network.chain([Dense::new(10).into()]);
    network
}

/// Some layers of every kind behind each other, as far as they go together.
fn mixed(random: &mut Random) -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    let all: Vec<Layer> =
        samples().into_iter().filter(|sample| sample.shapes.len() == 1).map(|sample| sample.layer).collect();
    for _ in 0..1 + random.below(30) {
        let before = network.clone();
        network.chain([all[random.below(all.len())].clone()]);
        if Plan::new(network.clone()).is_err() {
            network = before;
        }
    }
    network.chain([Dense::new(10).into()]);
    network
}

#[test]
fn a_network_is_read_back_from_its_link_or_said_to_be_too_long_for_one() {
    let mut random = Random::new(3);
    let networks = (0..60).map(|_| mixed(&mut random)).collect::<Vec<_>>().into_iter();
    let mut random = Random::new(4);
    let (mut whole, mut cut) = (0, 0);
    for network in networks.chain([20, 200, 900, 999].map(|convs| deep(convs, &mut random))) {
        Plan::new(network.clone()).expect("it is within the limits");
        assert_eq!(Network::from_json(&network.to_json()).as_ref(), Ok(&network));
        let mut train = Train::new("");
        train.start(&[], None);
        train.update(TrainAction::Network(network.to_json()));
        assert_eq!(train.config.network, network);
        let (link, said) = (train.link(), train.runs.status.clone().unwrap_or_default());
        let read = Train::new(&link);
        match is_cut(&link) {
            false => {
                whole += 1;
                assert_eq!((&read.config.network, &read.runs.status), (&network, &None), "{}", link.len());
            }
            true => {
                cut += 1;
                assert!(said.contains(&*text::TOO_LONG_FOR_LINK), "{said}");
                let told = read.runs.status.expect("a sentence");
                assert!(told.contains("too long for a link"), "{told}");
            }
        }
    }
    assert!(whole >= 62 && cut >= 2, "{whole} whole, {cut} cut");
}

/// 500 convolutions as an editor makes them have a link; the page once wrote it and did not read it.
#[test]
fn five_hundred_convolutions_have_a_link() {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain((0..500).map(|_| Conv::new(2, 3).padding(1).into()));
    network.chain([Dense::new(10).into()]);
    let config = TrainConfig { network, ..TrainConfig::default() };
    let train = Train { config, ..Train::default() };
    assert!(!is_cut(&train.link()));
    assert_eq!(Train::new(&train.link()).config, train.config);
}

#[test]
fn a_run_whose_network_is_too_long_for_a_link_is_found_again() {
    // Names make it long; its outputs stay finite, so that it takes a step.
    let mut random = Random::new(5);
    let mut network = Network::new(Shape::new(1, 28, 28));
    for index in 0..990 {
        let id = network.chain([Activation::Relu.into()]);
        let names = [(); 3].map(|()| random.next_u64());
        network.named(id, format!("r{index}.{:016x}{:016x}{:016x}", names[0], names[1], names[2]));
    }
    network.chain([Dense::new(10).into()]);
    let mut page = Page::new("data=digits&count=8.4&v=2&batch=2");
    page.ask(TrainAction::Network(network.to_json()));
    page.ask(TrainAction::Steps(1));
    page.rest();
    let (link, store) = (page.train.link(), page.store.clone());
    assert!(is_cut(&link), "{link}");
    assert_eq!(store.runs.len(), 1, "{:?}", page.train.runs.status);

    // A reload of the tab, a visit of another tab, and one of a browser that has no such run.
    let elsewhere = Store { current: None, ..store.clone() };
    for (store, found) in [(store, true), (elsewhere, true), (Store::default(), false)] {
        let mut later = Train::new(&link);
        let effects = later.start(&store.bytes(), store.current);
        let begun = later.config.network == network && !effects.is_empty();
        let loading = matches!(&effects[..], [Effect::Load { .. }]);
        assert_eq!(begun || loading, found);
        let said = later.runs.status.unwrap_or_default();
        assert_eq!(said.contains("too long for a link"), !found, "{said}");
    }
}

#[test]
fn other_networks_of_the_same_length_have_other_links() {
    let mut random = Random::new(6);
    let link = |network: Network| {
        let config = TrainConfig { network, ..TrainConfig::default() };
        shortened(&format!("v=2&{}", config.to_pairs().join("&"))).into_owned()
    };
    let [a, b] = [deep(900, &mut random), deep(900, &mut random)].map(link);
    assert!(is_cut(&a) && is_cut(&b) && a != b && a.len() == b.len());
}

#[test]
fn too_many_layers_are_refused_before_they_are_shown() {
    let layer = r#"{"layer":{"Activation":"Relu"},"inputs":[0]}"#;
    let json = |layers: usize| {
        let layers = vec![layer; layers].join(",");
        format!(r#"{{"input":{{"c":1,"h":28,"w":28}},"nodes":[{layers}]}}"#)
    };
    let mut train = Train::new("");
    train.start(&[], None);
    let before = train.config.clone();
    for layers in [50_000, 500_000] {
        assert!(train.update(TrainAction::Network(json(layers))).is_empty());
        assert_eq!(train.config, before);
        let said = train.runs.status.clone().unwrap();
        assert!(said.contains("at most 1000 layers"), "{said}");
    }
    // Few layers that ask for much.
    let mut wide = Network::new(Shape::new(1, 28, 28));
    wide.chain([Dense::new(60_000).into(), Dense::new(60_000).into(), Dense::new(10).into()]);
    assert!(train.update(TrainAction::Network(wide.to_json())).is_empty());
    let said = train.runs.status.clone().unwrap();
    assert!(said.contains("dense2: a number of parameters of"), "{said}");
}

/// The network of 66.3 million parameters that ended the worker.
const LARGE: &str = "v=1&layers=ARwcBQKAQAEBAAMAAQEChDkBAQIDAAEDAgoBAQQ";

#[test]
fn a_large_network_is_opened_but_not_compared_nor_saved() {
    let train = Train::new(LARGE);
    let memory = train.config.memory();
    assert_eq!(train.config.plan(0).unwrap().params() / 100_000, 663);
    assert!(memory[0].looking.0 < 1_000_000_000, "{:?}", memory[0]);
    assert!(!RunMemory::are_saved(&memory) && !memory[0].has_snapshots());

    let mut train = Train::new(&format!("{LARGE}&compare=slower"));
    let said = train.runs.status.clone().unwrap();
    assert!(
        said.starts_with("Nothing is compared here. Training both networks side by side needs "),
        "{said}"
    );
    assert!(said.ends_with("; a browser tab gets about 2 GB."), "{said}");
    assert_eq!(train.config.variant, None);
    train.start(&[], None);
    let mut config = train.config.clone();
    config.variant = Some(Variant::Faster);
    train.update(TrainAction::Configure(Box::new(config)));
    assert_eq!((train.config.variant, train.runs.list.len()), (None, 1));
}

#[test]
fn what_cannot_be_trained_is_refused_with_both_figures() {
    let shape = Source::Digits.shape();
    let mut network = Network::new(shape);
    network.chain([Dense::new(65_000).into(), Dense::new(1500).into(), Dense::new(10).into()]);
    let plan = Plan::new(network).unwrap();
    let settings = Settings { optimizer: Optimizer::adam(), ..Settings::default() };
    let error = RunMemory::check(&[RunMemory::of(&plan, &settings, 0)]).unwrap_err().to_string();
    assert!(
        error.starts_with("Training this network needs 3.6 GB") && error.ends_with("gets about 2 GB."),
        "{error}"
    );
    let wide = Settings { batch: 4096, ..settings };
    let mut network = Network::new(shape);
    network.chain((0..40).map(|_| Conv::new(64, 3).padding(1).into()));
    network.chain([Dense::new(10).into()]);
    let error = RunMemory::check(&[RunMemory::of(&Plan::new(network).unwrap(), &wide, 0)]).unwrap_err();
    assert!(error.to_string().ends_with("A smaller batch needs less."), "{error}");
}

/// Runs with any settings, also some that diverge: all that the browser keeps of them, and every file, can be read.
#[test]
fn everything_that_is_written_is_read_back() {
    let mut random = Random::new(7);
    let rules = ["sgd", "momentum:0.9", "adam", "rmsprop:0.99:0.00000001", "adagrad:0.00000001"];
    for round in 0..24 {
        let rate = [0.001, 1.0, 1e4, 1e12, 1e38][random.below(5)];
        let rule = rules[random.below(rules.len())];
        let net = ["softmax", "dense-1", "lenet5", "modern"][random.below(4)];
        let link = format!("count=12.6&batch=4&net={net}&rate={rate}&optimizer={rule}&seed={round}&l2=0.1");
        let mut page = Page::new(&link);
        page.ask(TrainAction::Steps(1 + random.below(4) as u32));
        page.rest();
        for (download, ..) in Download::ALL {
            page.ask(TrainAction::Download(download));
        }
        let plan = page.train.config.plan(0).unwrap();
        for (name, bytes) in &page.saved {
            if name.starts_with("weights") {
                Weights::load(&plan, bytes).unwrap_or_else(|error| panic!("{link}: {error}"));
            } else if name == "network.json" {
                let network = Network::from_json(std::str::from_utf8(bytes).unwrap());
                assert_eq!(network.as_ref(), Ok(&page.train.config.network));
            }
        }
        let expected = usize::from(page.train.runs.list[0].newest() > 0);
        assert_eq!(page.store.runs.len(), expected, "{link}");
        for bytes in page.store.bytes() {
            let read = SavedRun::from_bytes(&bytes).unwrap_or_else(|| panic!("{link}"));
            assert_eq!(read.to_bytes(), bytes);
        }
        let (step, store) = (page.train.runs.list[0].last.step, page.store.clone());
        if expected == 1 {
            let later = Page::visit(&page.train.link(), store);
            assert_eq!(later.train.runs.list[0].last.step, step, "{link}: {:?}", later.train.runs.status);
            assert!(later.train.runs.ready(), "{link}: {:?}", later.train.runs.status);
        }
    }
}
