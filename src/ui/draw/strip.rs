//! A dense layer: a strip with a place for every unit.

use std::rc::Rc;

use yew::prelude::*;

use super::tile::Tile;
use crate::app::Action;
use crate::app::layout::Rect;
use crate::shape::Shape;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub index: usize,
    pub title: String,
    pub tiles: Rc<[Rect]>,
    pub chosen: Option<usize>,
    pub act: Callback<Action>,
}

#[component]
pub fn Strip(Props { index, title, tiles, chosen, act }: &Props) -> Html {
    let unit = |(unit, place): (usize, &Rect)| {
        let class = classes!("unit", (*chosen == Some(unit)).then_some("chosen"));
        let name = format!("{title}, unit {unit}");
        html! {
            <Tile column={*index} {unit} place={*place} shape={Shape::flat(1)} {name} {class} act={act.clone()} />
        }
    };
    tiles.iter().enumerate().map(unit).collect()
}
