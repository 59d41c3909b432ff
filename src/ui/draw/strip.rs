//! A dense layer: a strip with a place for every unit.

use std::rc::Rc;

use yew::prelude::*;

use super::tile::Tile;
use crate::app::places::draw::Action;
use crate::app::places::draw::layout::Rect;
use crate::app::text::draw as text;
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
    let stop = chosen.unwrap_or(0);
    let unit = |(unit, place): (usize, &Rect)| {
        let class = classes!("unit", (*chosen == Some(unit)).then_some("chosen"));
        let name = text::unit_of(title, unit);
        html! {
            <Tile column={*index} {unit} place={*place} stop={stop == unit} shape={Shape::flat(1)} {name} {class} act={act.clone()} />
        }
    };
    let [first, last] = [&tiles[0], &tiles[tiles.len() - 1]];
    let Rect { x, y, w, .. } = first;
    html! {
        <>
            <i class="strip" ~style={format!("left:{x}px;top:{y}px;width:{w}px;height:{}px", last.y + last.h - y)} />
            { for tiles.iter().enumerate().map(unit) }
        </>
    }
}
