//! Edits of networks that do not fit, and of networks with names.

use super::*;
use crate::format;
use crate::layers::Layer;
use crate::layers::conv::Conv;
use crate::network::Network;
use crate::random::Random;

/// Links and files may hold nodes that do not exist. Editing them is harmless; the plan says what is wrong.
#[test]
fn edits_of_a_hostile_network_are_harmless() {
    let hostile = [usize::MAX, usize::MAX - 1, 7, 3, 2, 1, 0].map(NodeId);
    let (mut random, new) = (Random::new(4), Layer::presets());
    for _ in 0..300 {
        let mut network = Network::new(Shape::new(1, 28, 28));
        for _ in 0..random.below(4) {
            let inputs: Vec<NodeId> = (0..random.below(3)).map(|_| hostile[random.below(7)]).collect();
            network.add(new[random.below(new.len())].1.clone(), &inputs);
        }
        for _ in 0..4 {
            let node = NodeId(random.below(network.nodes.len() + 2));
            let edit = match random.below(6) {
                0 => Edit::Remove(node),
                1 => Edit::Duplicate(node),
                2 => Edit::Insert(node, new[random.below(new.len())].1.clone()),
                3 => Edit::Rename(node, Some("a".into())),
                4 => Edit::From { node, input: random.below(2), source: hostile[random.below(7)] },
                _ => Edit::Move(node, NodeId(random.below(network.nodes.len() + 2))),
            };
            network = edited(&network, &edit);
            for (variant, ..) in Variant::ALL {
                drop(Plan::new(variant.applied(&network, &Settings::default()).0));
            }
        }
        let link = format::link(TrainConfig { network, ..TrainConfig::default() }.to_pairs());
        Train::new(&link).start(&[], None);
    }
}

#[test]
fn edits_keep_names() {
    let fresh = TrainConfig::default();
    let network = edited(&fresh.network, &Edit::Rename(NodeId(1), Some("stem".into())));
    let names = |network: &Network| Plan::names(network)[1..].to_vec();
    assert_eq!(names(&network)[0], "stem");
    let copied = edited(&network, &Edit::Duplicate(NodeId(1)));
    assert_eq!(names(&copied)[..2], ["stem", "conv2"]);
    let moved = edited(&network, &Edit::Move(NodeId(1), NodeId(2)));
    assert_eq!(names(&moved)[1], "stem");
    assert_eq!(edited(&moved, &Edit::Move(NodeId(2), NodeId(0))), network);
    let other = edited(&network, &Edit::Set(NodeId(1), Conv::new(3, 3).into()));
    assert_eq!(names(&other)[0], "stem");
    assert_eq!(edited(&network, &Edit::Rename(NodeId(1), None)), fresh.network);
    // The link of today keeps it, too.
    let config = TrainConfig { network, ..fresh };
    assert_eq!(Train::new(&format::link(config.to_pairs())).config, config);
    let twice = edited(&config.network, &Edit::Rename(NodeId(2), Some("stem".into())));
    assert!(Plan::new(twice).is_err_and(|error| error.to_string() == "“stem”: the name is taken"));
}

#[test]
fn edits_are_taken_back_and_done_again() {
    let mut train = Train::new("");
    train.start(&[], None);
    let first = train.config.network.clone();
    let edit = |train: &mut Train, edit: Edit| {
        let network = edited(&train.config.network, &edit);
        train.update(TrainAction::Configure(Box::new(TrainConfig { network, ..train.config.clone() })));
    };
    assert_eq!(train.can_undo_redo(), [false, false]);
    edit(&mut train, Edit::Remove(NodeId(1)));
    edit(&mut train, Edit::Duplicate(NodeId(1)));
    let second = train.config.network.clone();
    train.update(TrainAction::UndoNetwork);
    train.update(TrainAction::UndoNetwork);
    assert_eq!((&train.config.network, train.can_undo_redo()), (&first, [false, true]));
    train.update(TrainAction::UndoNetwork);
    train.update(TrainAction::RedoNetwork);
    train.update(TrainAction::RedoNetwork);
    assert_eq!((&train.config.network, train.can_undo_redo()), (&second, [true, false]));
    // Other settings are no step of it.
    let settings = TrainConfig { sample: 3, ..train.config.clone() };
    train.update(TrainAction::Configure(Box::new(settings)));
    train.update(TrainAction::UndoNetwork);
    assert_eq!((train.config.sample, train.can_undo_redo()), (3, [true, true]));
    // Networks for other samples would not fit.
    let plane = train.config.with_data(DataSource::of(crate::data::Source::Xor));
    train.update(TrainAction::Configure(Box::new(plane)));
    assert_eq!(train.can_undo_redo(), [false, false]);
}

/// Whatever can be computed can be inserted, and comes before the output, so that there is still a unit for each class. Only a decoder of
/// sentences cannot: it reads words beside its maps, and no samples have any here.
#[test]
fn every_layer_can_be_inserted_before_the_output() {
    let presets = Layer::presets();
    for kind in Layer::KINDS {
        let has_preset = presets.iter().any(|(_, layer)| layer.kind() == *kind);
        assert_eq!(has_preset, *kind != "AttentionDecoder", "{kind}");
    }
    let network = Template::Dense { hidden: 1 }.network(Shape::new(1, 28, 28), 10);
    for layer in
        [crate::layers::dense::Dense::new(32).into(), crate::layers::dropout::Dropout { rate: 0.5 }.into()]
    {
        let behind = place_of_new(&network, None);
        assert_eq!(behind.0 + 1, network.last().0);
        let plan = Plan::new(edited(&network, &Edit::Insert(behind, layer))).unwrap();
        assert_eq!(plan.output(), Shape::flat(10));
    }
    assert_eq!(place_of_new(&network, Some(NodeId(1))), NodeId(1));
    assert_eq!(place_of_new(&network, Some(network.last())), NodeId(network.last().0 - 1));
}
