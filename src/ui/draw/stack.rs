//! Pictures below each other on one canvas: each canvas more costs the browser time while somebody draws.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::draw::layout::Rect;
use crate::ui::bitmap::with_table;
use crate::ui::picture::Picture;

/// Values, how many in a row, and their palette with its range.
pub type Values = (Rc<[f32]>, usize, Palette, f32);

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub pictures: Vec<Values>,
    pub theme: Theme,
}

/// Pixels of a picture's side, and between two of them.
const SIDE: usize = 64;
const GAP: usize = 10;

#[component]
pub fn Stack(props: &Props) -> Html {
    let canvas = use_node_ref();
    let height = props.pictures.len() * (SIDE + GAP) - GAP;
    {
        let canvas = canvas.clone();
        use_effect_with(props.clone(), move |Props { pictures, theme }| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let mut picture = Picture::new(SIDE, height);
            for (i, (values, w, palette, range)) in pictures.iter().enumerate() {
                let top = i * (SIDE + GAP);
                let inner = (SIDE - 4) as f32;
                let place = Rect { x: 2.0, y: (top + 2) as f32, w: inner, h: inner };
                picture.frame(top, SIDE);
                let scale = 1.0 / range.max(f32::MIN_POSITIVE);
                with_table(*palette, *theme, |table| picture.draw(values, *w, table, scale, &place, 1.0));
            }
            picture.show(&canvas);
        });
    }
    html! { <canvas ref={canvas} class="stack" width={SIDE.to_string()} height={height.to_string()} aria-hidden="true" /> }
}
