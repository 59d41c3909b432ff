//! Links, the editor of networks, and what is shown of each layer.

use super::*;
use crate::data::{Augmentation, Source};
use crate::layers::Layer;
use crate::random::Random;
use crate::session::{Decay, EngineKind, Initialization, Loss, Regularization, StopAt};

#[test]
fn template_brings_its_default_rate() {
    let config = TrainConfig::default();
    let deep = config.with_template(Template::Residual { depth: 10 });
    assert_eq!(
        (deep.settings.schedule.rate, deep.to_pairs().join("&")),
        (0.003, "net=residual-10&rate=0.003".into())
    );
    assert_eq!(deep.with_template(Template::Modern), config);
    let mut own = config;
    own.settings.schedule.rate = 0.5;
    assert_eq!(own.with_template(Template::Plain { depth: 6 }).settings.schedule.rate, 0.5);
}

fn parsed(text: &str) -> (TrainConfig, Vec<String>) {
    let mut problems = Vec::new();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    (TrainConfig::from_pairs(pairs, &mut problems), problems)
}

#[test]
fn link_roundtrip() {
    let mut config = TrainConfig::of(DataSource::of(Source::Shapes));
    config.settings = Settings {
        loss: Loss::MeanSquaredError,
        label_smoothing: 0.25,
        optimizer: crate::session::Optimizer::Momentum { momentum: 0.95 },
        schedule: Schedule { rate: 0.3, warmup: 7, decay: Decay::Step { every: 50, factor: 0.5 } },
        regularization: Regularization { l1: 0.001, l2: 0.5 },
        batch: 5,
        shards: 4,
        initialization: Initialization::Normal { std: 0.1 },
        augmentation: Some(Augmentation::default()),
        balanced: true,
        seed: 99,
    };
    config.until = StopAt { epochs: Some(3), accuracy: Some(0.97) };
    config.engine = EngineKind::Auto;
    config.variant = Some(Variant::L1);
    (config.look, config.sample) = (Look::Updates, 17);
    for network in [
        Template::LeNet5.network(Shape::new(3, 32, 32), 6),
        edited(&config.network, &Edit::Duplicate(NodeId(1))),
    ] {
        let config = TrainConfig { network, ..config.clone() };
        let text = crate::format::link(config.to_pairs());
        assert!(text.len() < 2000, "{}", text.len());
        assert_eq!(parsed(&text), (config, vec![]), "{text}");
    }
    assert_eq!(Train::default().link(), "");
    let (config, problems) = parsed("data=own&rate=-1&net=none&look=x&seed=a&batch=0&count=0.5");
    assert_eq!((config, problems.len()), (TrainConfig::default(), 7), "{problems:?}");
    let train = Train::new("v=3&data=xor");
    assert_eq!(train.config, TrainConfig::default());
    assert!(train.runs.status.is_some_and(|status| status.contains("newer version")));
}

#[test]
fn link_parse_never_panics() {
    let mut random = Random::new(3);
    let keys = [
        "data",
        "count",
        "noise",
        "net",
        "layers",
        "rate",
        "decay",
        "optimizer",
        "init",
        "compare",
        "sample",
        "v",
    ];
    let values = [
        "own",
        "xor",
        "1.1",
        "1e30",
        "-1",
        "NaN",
        "cosine:0",
        "adam:1:2:3:4",
        "AAAA",
        "",
        "stairs:0:2",
        "9999999999",
        "2",
    ];
    for _ in 0..500 {
        let pair = |random: &mut Random| {
            format!("{}={}", keys[random.below(keys.len())], values[random.below(values.len())])
        };
        let text = format!("{}&{}&{}", pair(&mut random), pair(&mut random), pair(&mut random));
        let (config, _) = parsed(&text);
        assert_eq!(parsed(&crate::format::link(config.to_pairs())).0, config, "{text}");
    }
}

/// Whatever is done to the list of layers, it stays a list whose layers take what is computed before them.
#[test]
fn edits_keep_topological_order() {
    let (mut random, new) = (Random::new(8), Layer::presets());
    let start = Template::Residual { depth: 6 }.network(Shape::new(1, 28, 28), 10);
    for _ in 0..300 {
        let mut network = start.clone();
        for _ in 0..6 {
            let node = NodeId(1 + random.below(network.nodes.len()));
            let edit = match random.below(4) {
                0 => Edit::Remove(node),
                1 => Edit::Duplicate(node),
                2 => Edit::Insert(node, new[random.below(new.len())].1.clone()),
                _ => Edit::Move(node, NodeId(random.below(network.nodes.len() + 1))),
            };
            network = edited(&network, &edit);
            for (i, node) in network.nodes.iter().enumerate() {
                assert!(node.inputs.iter().all(|input| input.0 <= i), "{edit:?}: {:?}", network.nodes);
            }
        }
    }
}

#[test]
fn edits_insert_move_duplicate_and_remove() {
    let network = Template::Modern.network(Shape::new(1, 28, 28), 10);
    let kinds = |network: &Network| network.nodes.iter().map(|node| node.layer.kind()).collect::<Vec<_>>();
    let before = kinds(&network);
    let inserted = edited(&network, &Edit::Insert(NodeId(1), Activation::Tanh.into()));
    assert_eq!((kinds(&inserted)[1], kinds(&inserted).len()), ("Activation", before.len() + 1));
    assert_eq!(edited(&inserted, &Edit::Remove(NodeId(2))), network);
    let moved = edited(&network, &Edit::Move(NodeId(1), NodeId(2)));
    assert_eq!((kinds(&moved)[0], kinds(&moved)[1]), (before[1], before[0]));
    assert_eq!(edited(&moved, &Edit::Move(NodeId(2), NodeId(0))), network);
    let add = crate::layers::merge::Add.into();
    let skip = edited(&network, &Edit::Insert(NodeId(3), add));
    assert!(matches!(skip.nodes[3].layer, Layer::Add(_)));
    assert_eq!(skip.nodes[3].inputs, [NodeId(3), NodeId(1)]);
}

#[test]
fn bands_show_values_that_exist() {
    for (_, template) in TEMPLATES {
        for (shape, classes) in [(Shape::new(1, 28, 28), 10), (Shape::new(3, 32, 32), 6)] {
            let plan = Plan::new(template.network(shape, classes)).unwrap();
            for (look, ..) in Look::ALL {
                for band in bands(&plan, look) {
                    let len = match look {
                        Look::Activations | Look::Gradients | Look::Masks => plan.shape(band.node).len(),
                        Look::Statistics => 4 * plan.shape(band.node).c,
                        _ => plan.params_of(band.node).len(),
                    };
                    let ends = |tile: &bands::Tile| tile.from + tile.size[0] * tile.size[1];
                    assert!(
                        band.tiles.iter().all(|tile| ends(tile) <= len),
                        "{template:?}, {look:?}, {}",
                        band.name
                    );
                    let shown: usize = band.tiles.iter().map(|tile| tile.size[0] * tile.size[1]).sum();
                    assert!(
                        // Means and variances have a band each.
                        band.hidden > 0 || shown == len / if look == Look::Statistics { 2 } else { 1 },
                        "{template:?}, {look:?}, {}: {shown} of {len}",
                        band.name
                    );
                    let inside = |tile: &bands::Tile| {
                        tile.rect.x + tile.rect.w <= band.width + 0.1
                            && tile.rect.y + tile.rect.h <= bands::HEIGHT + 0.1
                    };
                    assert!(band.tiles.iter().all(inside), "{template:?}, {look:?}, {}", band.name);
                }
            }
        }
    }
}

#[test]
fn bands_name_the_activation_that_they_show() {
    let plan = Plan::new(Template::Modern.network(Shape::new(1, 28, 28), 10)).unwrap();
    for band in bands(&plan, Look::Activations) {
        let after = matches!(plan.layer(band.node), Some(Layer::Activation(_)));
        assert_eq!(band.activation, after.then(|| "ReLU".to_owned()), "{}", band.title);
    }
}
