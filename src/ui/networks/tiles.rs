//! Many maps, or filters, on one canvas.

use std::ops::Range;
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
    /// The one that is chosen.
    pub chosen: Option<usize>,
    pub choose: Callback<usize>,
}

/// All maps of a stage. A click chooses one.
#[component]
pub fn Maps(props: &MapsProps) -> Html {
    let MapsProps { shape, room, name, .. } = props;
    let (places, size) = places(shape.c, *room);
    let frame = props
        .chosen
        .and_then(|map| places.get(map))
        .map(|at| format!("left:{}px;top:{}px;width:{}px;height:{}px", at.x, at.y, at.w, at.h));
    let pressed = {
        let (places, choose) = (places.clone(), props.choose.clone());
        Callback::from(move |event: MouseEvent| {
            let at = [event.offset_x() as f32, event.offset_y() as f32];
            let holds = |place: &Rect| {
                let [x, y] = [at[0] - place.x, at[1] - place.y];
                x >= 0.0 && y >= 0.0 && x < place.w && y < place.h
            };
            places.iter().position(holds).into_iter().for_each(|map| choose.emit(map));
        })
    };
    let key = (props.seen.clone(), props.stage, props.theme, *shape);
    let painted = props.clone();
    let (canvas, [w, h], style) = use_painted(size, key, move |picture, scale| {
        let MapsProps { seen, stage, shape, theme, .. } = painted;
        let value_scale = 1.0 / seen.ranges[stage].max(f32::MIN_POSITIVE);
        with_table(Palette::Activation, theme, |table| {
            for (map, place) in seen.maps[stage].chunks_exact(shape.area()).zip(&places) {
                picture.draw(map, shape.w, table, value_scale, place, scale);
            }
        });
    });
    html! {
        <div class="stage-maps">
            <canvas ref={canvas} role="img" aria-label={name} width={w.to_string()} height={h.to_string()} ~{style} onclick={pressed} data-testid="stage-maps" />
            if let Some(frame) = frame { <i ~style={frame}></i> }
        </div>
    }
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

#[derive(Properties, Clone, PartialEq)]
pub struct PatchProps {
    pub square: Rc<Square>,
    /// Its rows and columns.
    pub part: [Range<usize>; 2],
    pub name: AttrValue,
}

/// A part of a photograph.
#[component]
pub fn Patch(PatchProps { square, part, name }: &PatchProps) -> Html {
    let canvas = use_node_ref();
    let [rows, columns] = part.clone();
    let [h, w] = [rows.len(), columns.len()];
    {
        let canvas = canvas.clone();
        use_effect_with((square.clone(), part.clone()), move |(square, _)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                let mut picture = Picture::new(w, h);
                let place = Rect { x: 0.0, y: 0.0, w: w as f32, h: h as f32 };
                let pixels = square.pixels();
                let row = |y: usize| pixels[y * square.side..][columns.clone()].to_vec();
                let pixels: Vec<[u8; 4]> = rows.clone().flat_map(row).collect();
                picture.draw_pixels(&pixels, w, &place, 1.0);
                picture.show(&canvas);
            }
        });
    }
    html! { <canvas ref={canvas} role="img" aria-label={name} width={w.to_string()} height={h.to_string()} /> }
}
