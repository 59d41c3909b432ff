//! Many maps, or filters, on one canvas.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::draw::attribution_map::{magnitude, outline};
use crate::app::places::draw::layout::Rect;
use crate::app::places::networks::run::{Filters, Seen, Square, tiles};
use crate::shape::Shape;
use crate::ui::bitmap::with_table;
use crate::ui::browser;
use crate::ui::picture::Picture;

/// Between two tiles.
const GAP: f32 = 3.0;

/// Where `count` tiles lie in a room, and how large each is.
fn places(count: usize, room: [f32; 2]) -> (Vec<Rect>, [f32; 2]) {
    let (across, side) = tiles(count, room, GAP);
    let at = |i: usize| Rect {
        x: (i % across) as f32 * (side + GAP),
        y: (i / across) as f32 * (side + GAP),
        w: side,
        h: side,
    };
    let size = [across, count.div_ceil(across)].map(|n| n as f32 * (side + GAP) - GAP);
    ((0..count).map(at).collect(), size)
}

/// Paints on a canvas of this size in CSS pixels, which `key` has changed for.
#[hook]
fn use_painted<K: PartialEq + 'static>(
    size: [f32; 2],
    key: K,
    paint: impl FnOnce(&mut Picture, f32) + 'static,
) -> (NodeRef, [usize; 2], String) {
    let ([width, height], canvas) = (size, use_node_ref());
    let scale = browser::pixels_per_css_pixel();
    let [w, h] = [width, height].map(|length| (length * scale).ceil() as usize);
    {
        let canvas = canvas.clone();
        use_effect_with((key, w, h), move |(_, w, h)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                let mut picture = Picture::new(*w, *h);
                paint(&mut picture, scale);
                picture.show(&canvas);
            }
        });
    }
    (canvas, [w, h], format!("width:{width}px;height:{height}px"))
}

#[derive(Properties, Clone, PartialEq)]
pub struct MapsProps {
    pub seen: Rc<Seen>,
    /// Which stage.
    pub stage: usize,
    /// The shape of its maps.
    pub shape: Shape,
    /// Width and height that there are.
    pub room: [f32; 2],
    pub name: AttrValue,
    pub theme: Theme,
}

/// All maps of a stage.
#[component]
pub fn Maps(props: &MapsProps) -> Html {
    let MapsProps { shape, room, name, .. } = props;
    let (places, size) = places(shape.c, *room);
    let painted = props.clone();
    let (canvas, [w, h], style) = use_painted(size, props.clone(), move |picture, scale| {
        let MapsProps { seen, stage, shape, theme, .. } = painted;
        let value_scale = 1.0 / seen.ranges[stage].max(f32::MIN_POSITIVE);
        with_table(Palette::Activation, theme, |table| {
            for (map, place) in seen.maps[stage].chunks_exact(shape.area()).zip(&places) {
                picture.draw(map, shape.w, table, value_scale, place, scale);
            }
        });
    });
    html! { <canvas ref={canvas} role="img" aria-label={name} width={w.to_string()} height={h.to_string()} ~{style} data-testid="stage-maps" /> }
}

#[derive(Properties, Clone, PartialEq)]
pub struct FiltersProps {
    pub filters: Rc<Filters>,
    pub room: [f32; 2],
    pub name: AttrValue,
    pub theme: Theme,
}

/// The filters of the first convolution: in colours where they look at colours, else channel 0.
#[component]
pub fn FilterTiles(props: &FiltersProps) -> Html {
    let FiltersProps { filters, room, name, .. } = props;
    let (places, size) = places(filters.count(), *room);
    let painted = props.clone();
    let (canvas, [w, h], style) = use_painted(size, props.clone(), move |picture, scale| {
        let FiltersProps { filters, theme, .. } = painted;
        let Shape { w, .. } = filters.shape;
        for (index, place) in places.iter().enumerate() {
            match filters.colours(index) {
                Some(pixels) => picture.draw_pixels(&pixels, w, place, scale),
                None => {
                    let first = &filters.values[index * filters.shape.len()..][..filters.shape.area()];
                    with_table(Palette::Weight, theme, |table| {
                        picture.draw(first, w, table, 1.0, place, scale)
                    });
                }
            }
        }
    });
    html! { <canvas ref={canvas} role="img" aria-label={name} width={w.to_string()} height={h.to_string()} ~{style} data-testid="first-filters" /> }
}

#[derive(Properties, Clone, PartialEq)]
pub struct PhotoProps {
    pub square: Rc<Square>,
    pub side: f32,
    /// Where to look: the rest pales, and a line is drawn at half of the maximum.
    #[prop_or_default]
    pub cam: Option<Rc<[f32]>>,
    pub name: AttrValue,
}

/// A photograph as the network receives it: a pixel for each of its own, which the browser scales.
#[component]
pub fn Photo(PhotoProps { square, side, cam, name }: &PhotoProps) -> Html {
    let canvas = use_node_ref();
    let pixels = square.side;
    {
        let canvas = canvas.clone();
        use_effect_with((square.clone(), cam.clone()), move |(square, cam)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                let mut picture = Picture::new(pixels, pixels);
                let place = Rect { x: 0.0, y: 0.0, w: pixels as f32, h: pixels as f32 };
                let shown = match cam {
                    Some(cam) => square.highlighted(cam),
                    None => square.pixels(),
                };
                picture.draw_pixels(&shown, pixels, &place, 1.0);
                picture.show(&canvas);
            }
        });
    }
    let (length, style) = (pixels.to_string(), format!("width:{side}px;height:{side}px"));
    let edge = cam.as_ref().map(|cam| (cam, magnitude(cam))).filter(|(_, largest)| *largest > 0.0);
    let edge = edge.map(|(cam, largest)| outline(cam, pixels, 0.5 * largest));
    html! {
        <>
            <canvas ref={canvas} role="img" aria-label={name} width={length.clone()} height={length.clone()} ~{style} />
            if let Some(edge) = edge {
                <svg viewBox={format!("0 0 {length} {length}")} aria-hidden="true"><path d={edge.clone()} /><path d={edge} /></svg>
            }
        </>
    }
}
