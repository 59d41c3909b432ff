//! All feature maps of the network on one canvas: a hundred small ones would cost the browser more time than the network
//! takes to compute what is on them.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::draw::RangeOf;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::layout::Layout;
use crate::app::places::draw::model::{Activations, Model};
use crate::ui::bitmap::with_table;
use crate::ui::browser;
use crate::ui::picture::Picture;

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub places: Rc<Layout>,
    /// Gradients to be shown in place of the activations.
    pub backward: Option<Rc<Backward>>,
    pub range: RangeOf,
    pub theme: Theme,
}

#[component]
pub fn Maps(props: &Props) -> Html {
    let canvas = use_node_ref();
    let scale = browser::pixels_per_css_pixel();
    let Layout { width, height, .. } = *props.places;
    let [w, h] = [width, height].map(|length| (length * scale).ceil() as usize);
    {
        let canvas = canvas.clone();
        use_effect_with((props.clone(), w, h), move |(props, w, h)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, props, scale, (*w, *h));
            }
        });
    }
    let style = format!("width:{}px;height:{}px", w as f32 / scale, h as f32 / scale);
    html! { <canvas ref={canvas} class="maps" width={w.to_string()} height={h.to_string()} ~{style} aria-hidden="true" /> }
}

fn paint(canvas: &HtmlCanvasElement, props: &Props, scale: f32, (w, h): (usize, usize)) {
    let Props { model, seen, places, backward, range: of, theme } = props;
    let mut picture = Picture::new(w, h);
    for (index, column) in model.columns.iter().enumerate() {
        let (palette, range) = match column.kind {
            ColumnKind::Classes => continue,
            ColumnKind::Input => (Palette::Ink, 1.0),
            ColumnKind::Maps | ColumnKind::Units | ColumnKind::Vector => {
                (Palette::Activation, model.range(index))
            }
        };
        let (palette, range) = match backward {
            Some(backward) => (Palette::Gradient, backward.ranges[column.shown.0]),
            None => (palette, range),
        };
        let area = column.shape.area();
        let nothing = vec![0.0; area];
        with_table(palette, *theme, |table| {
            for (unit, tile) in places.tiles[index].iter().enumerate() {
                let values = match (backward, seen) {
                    (Some(backward), _) => backward.map(column.shown, unit, area),
                    (None, Some(seen)) => seen.map(column.shown, unit, area),
                    (None, None) => &nothing[..],
                };
                let range = match (backward, palette) {
                    (None, Palette::Activation) => model.range_of(*of, index, values),
                    _ => range,
                };
                picture.draw(values, column.shape.w, table, 1.0 / range.max(f32::MIN_POSITIVE), tile, scale);
            }
        });
    }
    picture.show(canvas);
}
