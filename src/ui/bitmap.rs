//! Values as a picture: one pixel for each value.

use std::cell::RefCell;
use std::rc::Rc;

use base64ct::{Base64, Encoding};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::app::color::{Palette, Table, Theme};

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// Row by row.
    pub values: Rc<[f32]>,
    pub w: usize,
    pub palette: Palette,
    /// The palette ends at ± this.
    pub range: f32,
    pub theme: Theme,
    /// Its name for tests, which then also find the values: `data-values`, base64 of little-endian f32.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A canvas of as many pixels as there are values; CSS says how large each is.
#[component]
pub fn Bitmap(props: &Props) -> Html {
    let canvas = use_node_ref();
    let (w, h) = (props.w, props.values.len() / props.w.max(1));
    {
        let canvas = canvas.clone();
        use_effect_with(props.clone(), move |props| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, props);
            }
        });
    }
    let bytes = |_| props.values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    let exact = props.testid.as_ref().map(bytes).map(|bytes| Base64::encode_string(&bytes));
    html! { <canvas ref={canvas} class="bitmap" data-testid={props.testid.clone()} data-values={exact} width={w.to_string()} height={h.to_string()} aria-hidden="true" /> }
}

fn paint(canvas: &HtmlCanvasElement, Props { values, w, palette, range, theme, .. }: &Props) {
    let scale = if *range > 0.0 { 1.0 / range } else { 0.0 };
    let pixels: Vec<u8> = with_table(*palette, *theme, |table| {
        values.iter().flat_map(|&value| table.pixel(value, scale)).collect()
    });
    let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), *w as u32).expect("rows are complete");
    context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
}

/// The table of a palette, made when it is first asked for.
pub fn with_table<T>(palette: Palette, theme: Theme, paint: impl FnOnce(&Table) -> T) -> T {
    thread_local! {
        static TABLES: RefCell<Vec<(Palette, Theme, Rc<Table>)>> = const { RefCell::new(Vec::new()) };
    }
    let table = TABLES.with_borrow_mut(|tables| {
        let known =
            tables.iter().find(|(p, t, _)| (*p, *t) == (palette, theme)).map(|(_, _, table)| table.clone());
        known.unwrap_or_else(|| {
            let table = Rc::new(palette.table(theme));
            tables.push((palette, theme, table.clone()));
            table
        })
    });
    paint(&table)
}

/// The canvas's drawing context, kept in main memory: these pictures are many, small and new in every frame.
pub fn context(canvas: &HtmlCanvasElement) -> CanvasRenderingContext2d {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).expect("it is an object");
    let context = canvas.get_context_with_context_options("2d", &options).expect("the options are valid");
    context.expect("canvases have a 2d context").unchecked_into()
}
