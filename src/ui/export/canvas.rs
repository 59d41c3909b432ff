//! A drawing becomes pixels.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Url,
};

use super::file::create;
use crate::app::color::{Rgb, css};
use crate::app::figure::{Anchor, Area, FONTS, Item, Scene};
use crate::ui::bitmap::context;
use crate::ui::browser::pause;

/// So many items are drawn before the page may do something else.
const AT_ONCE: usize = 400;
/// Pixels for each of an SVG's.
const SVG_SCALE: f32 = 2.0;

pub struct Canvas {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    scale: f64,
}

impl Canvas {
    /// For drawings of this size, with so many pixels for each of theirs.
    pub fn new(width: f32, height: f32, scale: f32) -> Result<Self, JsValue> {
        let (canvas, context) = readable((scale * width).ceil() as u32, (scale * height).ceil() as u32)?;
        context.scale(scale.into(), scale.into())?;
        Ok(Self { canvas, context, scale: scale.into() })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.canvas.width() as usize, self.canvas.height() as usize]
    }

    /// Draws all of a drawing. The page stays alive meanwhile.
    pub async fn paint(&self, scene: &Scene) -> Result<(), JsValue> {
        let [width, height] = self.size().map(|side| side as f64 / self.scale);
        self.fill(scene.paper, [0.0, 0.0, width, height]);
        for items in scene.items.chunks(AT_ONCE) {
            items.iter().try_for_each(|item| self.item(item))?;
            pause(0).await;
        }
        Ok(())
    }

    /// Draws anew what lies in these areas, and nothing else.
    pub fn repaint(&self, scene: &Scene, areas: &[Area]) -> Result<(), JsValue> {
        let context = &self.context;
        context.save();
        context.begin_path();
        let sides = |area: &Area| [area.left, area.top, area.width, area.height].map(|side| side as f64);
        for [x, y, width, height] in areas.iter().map(sides) {
            context.rect(x, y, width, height);
        }
        context.clip();
        areas.iter().for_each(|area| self.fill(scene.paper, sides(area)));
        let touched = scene.items.iter().filter(|item| {
            let own = item.area();
            areas.iter().any(|area| area.meets(&own))
        });
        let done = touched.into_iter().try_for_each(|item| self.item(item));
        context.restore();
        done
    }

    /// Red, green, blue and opacity of every pixel in an area.
    pub fn pixels(&self, area: Area) -> Result<Vec<u8>, JsValue> {
        let Area { left, top, width, height } = area;
        let [left, top, width, height] = [left, top, width, height].map(|side| side as f64);
        Ok(self.context.get_image_data(left, top, width, height)?.data().0)
    }

    fn fill(&self, color: Rgb, [x, y, width, height]: [f64; 4]) {
        self.context.set_fill_style_str(&css(color));
        self.context.fill_rect(x, y, width, height);
    }

    fn item(&self, item: &Item) -> Result<(), JsValue> {
        let context = &self.context;
        match item {
            Item::Square { x, y, side, fill, stroke, dashed } => {
                let [x, y, side] = [x, y, side].map(|&length| f64::from(length));
                context.begin_path();
                context.round_rect_with_f64(x, y, side, side, 2.0)?;
                context.set_fill_style_str(&css(*fill));
                context.fill();
                if let Some((color, width)) = stroke {
                    let dashes = if *dashed { Array::of2(&3.into(), &2.into()) } else { Array::new() };
                    context.set_line_dash(&dashes)?;
                    context.set_line_width((*width).into());
                    context.set_stroke_style_str(&css(*color));
                    context.stroke();
                }
            }
            Item::Hatch { x, y, side, color } => {
                self.hatch(*color, [x, y, side].map(|&length| length.into()))
            }
            Item::Lines { lines, color, width } => {
                context.begin_path();
                for [x, y, x2, y2] in lines.iter().map(|line| line.map(f64::from)) {
                    context.move_to(x, y);
                    context.line_to(x2, y2);
                }
                context.set_line_dash(&Array::new())?;
                context.set_line_width((*width).into());
                context.set_stroke_style_str(&css(*color));
                context.stroke();
            }
            Item::Polygon { points, fill, opacity, stroke } => {
                context.begin_path();
                for (i, [x, y]) in points.iter().map(|point| point.map(f64::from)).enumerate() {
                    if i == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
                }
                context.close_path();
                context.set_fill_style_str(&css(*fill));
                context.set_global_alpha((*opacity).into());
                context.fill();
                context.set_global_alpha(1.0);
                if let Some((color, width)) = stroke {
                    context.set_line_dash(&Array::new())?;
                    context.set_line_width((*width).into());
                    context.set_stroke_style_str(&css(*color));
                    context.stroke();
                }
            }
            Item::Text { x, y, size, anchor, spans } => {
                context.set_text_align(match anchor {
                    Anchor::Start => "left",
                    Anchor::Middle => "center",
                    Anchor::End => "right",
                });
                let mut x = f64::from(*x);
                for span in spans {
                    let weight = if span.bold { 650 } else { 400 };
                    context.set_font(&format!("{weight} {size}px {FONTS}"));
                    context.set_fill_style_str(&css(span.color));
                    context.fill_text(&span.text, x, (*y).into())?;
                    if spans.len() > 1 {
                        x += context.measure_text(&span.text)?.width();
                    }
                }
            }
        }
        Ok(())
    }

    /// Slanted lines over a square, six pixels apart.
    fn hatch(&self, ink: Rgb, [x, y, side]: [f64; 3]) {
        let context = &self.context;
        context.save();
        context.begin_path();
        context.rect(x, y, side, side);
        context.clip();
        context.begin_path();
        // Measured from the corner of the drawing, so that the lines of neighbours meet.
        let apart = 6.0 * std::f64::consts::SQRT_2;
        let (first, last) = (((x + y) / apart).floor() as i64, ((x + y + 2.0 * side) / apart).ceil() as i64);
        for sum in (first..=last).map(|i| i as f64 * apart) {
            context.move_to(sum - y, y);
            context.line_to(sum - y - side, y + side);
        }
        context.set_line_dash(&Array::new()).ok();
        context.set_line_width(2.0);
        context.set_stroke_style_str(&css(ink));
        context.set_global_alpha(0.38);
        context.stroke();
        context.restore();
    }
}

pub async fn png(scene: &Scene, scale: f32) -> Result<Blob, JsValue> {
    let canvas = Canvas::new(scene.width, scene.height, scale)?;
    canvas.paint(scene).await?;
    blob_of(&canvas.canvas).await
}

/// An SVG document of this size in pixels, which the browser draws.
pub async fn png_of_svg(svg: &[u8], [width, height]: [f32; 2]) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let parts = Array::of1(&Uint8Array::from(svg));
    let url =
        Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)?;
    let image: HtmlImageElement = create("img")?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    let drawn = decoded.and_then(|_| {
        let [w, h] = [width, height].map(|side| (SVG_SCALE * side).ceil());
        let (canvas, context) = readable(w as u32, h as u32)?;
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, w.into(), h.into())?;
        Ok(canvas)
    });
    Url::revoke_object_url(&url)?;
    blob_of(&drawn?).await
}

/// A canvas that is read again and again: its pixels had better stay with the CPU.
pub fn readable(width: u32, height: u32) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = create("canvas")?;
    canvas.set_width(width);
    canvas.set_height(height);
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let context = canvas.get_context_with_context_options("2d", &options)?.ok_or(JsValue::NULL)?;
    Ok((canvas, context.unchecked_into()))
}

async fn blob_of(canvas: &HtmlCanvasElement) -> Result<Blob, JsValue> {
    let blob = Promise::new(&mut |resolve, _| drop(canvas.to_blob(&resolve)));
    JsFuture::from(blob).await?.dyn_into()
}

/// All canvases inside an element, side by side, each pixel as a square of this many.
pub async fn beside(root: &Element, scale: f64) -> Result<Blob, JsValue> {
    const GAP: f64 = 16.0;
    let found = root.query_selector_all("canvas")?;
    let canvases: Vec<HtmlCanvasElement> =
        (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect();
    let width = |canvas: &HtmlCanvasElement| scale * f64::from(canvas.width());
    let all: HtmlCanvasElement = create("canvas")?;
    let high = canvases.iter().map(|canvas| scale * f64::from(canvas.height())).fold(1.0, f64::max);
    let wide = canvases.iter().map(|canvas| width(canvas) + GAP).sum::<f64>() - GAP;
    all.set_width(wide.max(1.0) as u32);
    all.set_height(high as u32);
    let context = context(&all);
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, wide, high);
    context.set_image_smoothing_enabled(false);
    let mut x = 0.0;
    for canvas in &canvases {
        let height = scale * f64::from(canvas.height());
        context.draw_image_with_html_canvas_element_and_dw_and_dh(canvas, x, 0.0, width(canvas), height)?;
        x += width(canvas) + GAP;
    }
    blob_of(&all).await
}
