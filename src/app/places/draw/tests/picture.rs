//! What Draw hands out.

use super::*;
use crate::app::color::Theme;
use crate::app::figure::{Item, svg};
use crate::app::places::draw::layout::{LEAST, layout};
use crate::app::places::draw::picture::{numbers, scene};

#[test]
fn the_view_and_its_numbers_leave_whole() {
    let mut talk = Talk::new();
    talk.stroke();
    let (model, seen) = (talk.draw.model.ready().unwrap(), talk.draw.activations.as_ref().unwrap());
    let places = layout(&model.columns, 956.0, 315.0, LEAST);
    let drawn = scene(model, seen, &places, RangeOf::Layer, Theme::LIGHT);
    let inside = drawn.items.iter().all(|item| match item {
        Item::Polygon { points, .. } => points.iter().all(|[x, y]| *x <= drawn.width && *y <= drawn.height),
        _ => true,
    });
    let document = svg(&drawn);
    assert!(inside && roxmltree::Document::parse(&document).is_ok());
    assert!(document.contains(">conv3<") && document.contains(">max_pool1<"));
    // One line for each value, and a head.
    let values: usize = model.columns.iter().map(|column| column.shape.len()).sum();
    let table = numbers(model, seen);
    assert_eq!(table.lines().count(), values + 1);
    let logits = seen.logits();
    let last = &model.columns.last().unwrap().name;
    assert!(table.ends_with(&format!("{last},9,0,0,{}\n", logits[9])));
}
