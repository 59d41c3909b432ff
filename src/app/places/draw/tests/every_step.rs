//! Every activation as a step of its own.

use super::*;
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::explain::{Explanation, explain};

#[test]
fn activations_and_flatten_have_columns_once_their_values_are_here() {
    let mut talk = Talk::new();
    talk.stroke();
    let before = talk.draw.model.ready().unwrap().columns.len();
    talk.say(Action::EveryStep(true));
    let model = talk.draw.model.ready().unwrap().clone();
    let seen = talk.draw.activations.clone().unwrap();
    assert!(model.every_step && model.columns.len() > before);
    assert!(model.columns.iter().all(|column| seen.has(&[column.shown])));
    assert!(DrawConfig::from_pairs([("steps", "1")].into_iter(), &mut vec![]).every_step);
    // Each cell of a ReLU is the largest of 0 and the cell before, and its column says so.
    let relu = model.column("relu1").unwrap();
    for cell in [[3, 4], [10, 12], [20, 9]] {
        let Some(Explanation::Activation(applied)) = explain(&model, &seen, relu, 5, cell) else {
            panic!("it is an activation")
        };
        assert_eq!((applied.after, applied.name.as_str()), (applied.before.max(0.0), "ReLU"));
    }
    // A flattened value is one of the maps before.
    let vector = model.columns.iter().position(|column| column.kind == ColumnKind::Vector).unwrap();
    let source = &model.columns[model.columns[vector].sources[0]];
    for index in [0, 50, 783] {
        let Some(Explanation::Flatten(from)) = explain(&model, &seen, vector, 0, [index, 0]) else {
            panic!("it is a flattened input")
        };
        let [row, column] = from.cell;
        let map = seen.map(source.shown, from.map, source.shape.area());
        assert_eq!(map[row * source.shape.w + column], from.value);
    }
    // What is opened of a column that goes is closed.
    talk.say(Action::Open(Focus { column: relu, unit: 5, cell: None }));
    talk.say(Action::EveryStep(false));
    assert!(talk.config.opened.is_none() && talk.draw.model.ready().unwrap().columns.len() == before);
}

/// One palette for each map, for each layer, for all of them.
#[test]
fn palettes_end_where_the_link_says() {
    let mut talk = Talk::new();
    talk.stroke();
    let model = talk.draw.model.ready().unwrap();
    let all = model.range_of(RangeOf::Network, 1, &[]);
    assert!((1..model.columns.len()).all(|column| model.range_of(RangeOf::Layer, column, &[]) <= all));
    assert_eq!(model.range_of(RangeOf::Map, 1, &[0.5, -2.0]), 2.0);
    talk.say(Action::Range(RangeOf::Network));
    assert!(talk.config.to_pairs().contains(&"range=network".to_owned()));
}
