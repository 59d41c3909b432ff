//! A picture on a canvas, with a frame around what is looked at.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use web_sys::{Element, HtmlCanvasElement, ImageData, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::trimmed;
use crate::app::places::convolve::Picture;
use crate::app::text::convolve as text;
use crate::ui::bitmap::{context, with_table};
use crate::ui::widgets::drawn::use_drawn;

/// Some rows and columns of a picture; they may reach beyond it.
#[derive(Clone, Copy, PartialEq)]
pub struct Frame {
    pub first: [isize; 2],
    pub size: [usize; 2],
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub testid: &'static str,
    pub title: &'static str,
    pub size: String,
    pub picture: Rc<Picture>,
    /// Where the palette of signed values ends; `None` for a picture as it is.
    pub signed: Option<f32>,
    pub frame: Frame,
    pub at: [usize; 2],
    pub theme: Theme,
    /// Gets the pixel under the mouse or the finger, and whether it is to stay.
    pub look: Callback<([usize; 2], bool)>,
    pub leave: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Plate(props: &Props) -> Html {
    let Props { testid, title, size, picture, signed, frame, at, theme, look, leave, children } = props;
    let (canvas, area) = (use_node_ref(), use_node_ref());
    use_drawn(&canvas, (picture.clone(), *signed, *theme), |canvas, (picture, signed, theme)| {
        paint(canvas, picture, *signed, *theme);
    });
    let (h, w) = (picture.shape.h, picture.shape.w);
    let pixel = {
        let area = area.clone();
        move |event: &PointerEvent| {
            let place = area.cast::<Element>()?.get_bounding_client_rect();
            let along = |at: f64, len: f64, pixels: usize| {
                ((at / len * pixels as f64).max(0.0) as usize).min(pixels - 1)
            };
            let row = along(f64::from(event.client_y()) - place.top(), place.height(), h);
            Some([row, along(f64::from(event.client_x()) - place.left(), place.width(), w)])
        }
    };
    let pointer = |stay: bool| {
        let (pixel, look) = (pixel.clone(), look.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(pixel) = pixel(&event) {
                look.emit((pixel, stay));
            }
        })
    };
    let keys = {
        let (look, is_output) = (look.clone(), frame.size == [1, 1]);
        let middle = [0, 1].map(|axis| (frame.first[axis] + frame.size[axis] as isize / 2).max(0) as usize);
        let [row, column] = if is_output { *at } else { middle };
        Callback::from(move |event: KeyboardEvent| {
            let far = if event.shift_key() { 10 } else { 1 };
            let to = match event.key().as_str() {
                "ArrowLeft" => [row, column.saturating_sub(far)],
                "ArrowRight" => [row, (column + far).min(w - 1)],
                "ArrowUp" => [row.saturating_sub(far), column],
                "ArrowDown" => [(row + far).min(h - 1), column],
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            look.emit((to, true));
        })
    };
    let percent = |part: isize, all: usize| 100.0 * part as f32 / all as f32;
    let style = format!(
        "left:{}%;top:{}%;width:{}%;height:{}%",
        percent(frame.first[1], w),
        percent(frame.first[0], h),
        percent(frame.size[1] as isize, w),
        percent(frame.size[0] as isize, h)
    );
    let index = |colour: usize| (colour * h + at[0].min(h - 1)) * w + at[1].min(w - 1);
    let values: Vec<String> =
        (0..picture.shape.c).map(|colour| trimmed(picture.values[index(colour)])).collect();
    let label = match frame.size {
        [1, 1] => text::looked_at(title, size, *at, &values.join(", ")),
        _ => text::window_begins(title, size, frame.first),
    }
    .replace('-', "−");
    html! {
        <figure class="plate" ~style={format!("--ratio:{}", w as f32 / h as f32)}>
            <figcaption>{ *title }<span>{ size }</span>{ children.clone() }</figcaption>
            <div ref={area} class="plate-area" role="img" aria-label={label} tabindex="0" data-testid={*testid}
                onpointermove={pointer(false)} onpointerdown={pointer(true)} onpointerleave={leave.reform(|_: PointerEvent| ())} onkeydown={keys}>
                <canvas ref={canvas} width={w.to_string()} height={h.to_string()} aria-hidden="true" />
                <i ~{style}></i>
            </div>
        </figure>
    }
}

fn paint(canvas: &HtmlCanvasElement, picture: &Picture, signed: Option<f32>, theme: Theme) {
    let pixels: Vec<u8> = match signed {
        None => picture.rgba(),
        Some(range) => with_table(Palette::Activation, theme, |table| {
            let scale = if range > 0.0 { 1.0 / range } else { 0.0 };
            picture.plane(0).iter().flat_map(|&value| table.pixel(value, scale)).collect()
        }),
    };
    let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), picture.shape.w as u32);
    context(canvas).put_image_data(&image.expect("rows are complete"), 0.0, 0.0).expect("the image is whole");
}
