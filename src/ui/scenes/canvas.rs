//! Pixels in colour on a canvas.

use std::rc::Rc;

use base64ct::{Base64, Encoding};
use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::data::scenes::SCENE_SIDE;
use crate::ui::bitmap::context;
use crate::ui::widgets::drawn::use_drawn;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Red, green, blue and opacity, row by row.
    pub pixels: Rc<[[u8; 4]]>,
    /// What the pixels stand for; tests find it as `data-values`, base64 of little-endian f32.
    #[prop_or_default]
    pub values: Option<Rc<[f32]>>,
    /// What it shows, for those who cannot see it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    pub testid: AttrValue,
    /// Rows and columns; those of a scene.
    #[prop_or(SCENE_SIDE)]
    pub side: usize,
}

/// Red, green and blue from 0 to 1, plane after plane, as pixels.
pub fn colors(planes: &[f32]) -> Rc<[[u8; 4]]> {
    let area = planes.len() / 3;
    let byte = |at: usize| (255.0 * planes[at].clamp(0.0, 1.0)).round() as u8;
    (0..area).map(|i| [byte(i), byte(area + i), byte(2 * area + i), 255]).collect()
}

/// A canvas with its pixels.
#[component]
pub fn Canvas(Props { pixels, values, name, testid, side }: &Props) -> Html {
    let canvas = use_node_ref();
    use_drawn(&canvas, (pixels.clone(), *side), |canvas: &HtmlCanvasElement, (pixels, side)| {
        let bytes = Clamped(pixels.as_flattened());
        let image = ImageData::new_with_u8_clamped_array(bytes, *side as u32).expect("rows are complete");
        context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
    });
    let encode = |values: &Rc<[f32]>| {
        Base64::encode_string(&values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
    };
    let side = side.to_string();
    html! {
        <canvas ref={canvas} class="bitmap" data-testid={testid} data-values={values.as_ref().map(encode)} width={side.clone()} height={side}
            role={name.as_ref().map(|_| "img")} aria-label={name.clone()} aria-hidden={name.is_none().then_some("true")} />
    }
}
