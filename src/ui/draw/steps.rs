//! What the network receives, step by step; each step can be left out to see what it is good for.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::draw::Action;
use crate::app::places::draw::layout::Rect;
use crate::app::text::draw as text;
use crate::drawing::pipeline::{Prepared, Step, Switches};
use crate::ui::bitmap::with_table;
use crate::ui::picture::Picture;
use crate::ui::widgets::drawn::use_drawn;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub prepared: Option<Rc<Prepared>>,
    pub switches: Switches,
    pub theme: Theme,
    pub act: Callback<Action>,
}

/// Pixels of the longer side of a small picture, at most: the pad itself is too fine to be shown whole.
const SIDE: usize = 56;
/// Pixels of a side of the canvas, whatever is on it: one of another size would be made anew in every frame of a stroke.
const CANVAS: usize = 2 * SIDE;

#[component]
pub fn Steps(Props { prepared, switches, theme, act }: &Props) -> Html {
    let steps = [
        (Step::Strokes, true),
        (Step::Crop, switches.crop),
        (Step::Fit, switches.fit),
        (Step::Centre, switches.centre),
    ];
    let picture = |step: Step| {
        let (_, image) = prepared.as_ref()?.steps.iter().find(|(s, _)| *s == step)?;
        let by = image.w.max(image.h).div_ceil(SIDE);
        let (w, h) = ((image.w / by).max(1), (image.h / by).max(1));
        let mean = |i: usize| {
            let cells =
                (0..by * by).map(|k| image.pixels[(i / w * by + k / by) * image.w + i % w * by + k % by]);
            cells.sum::<f32>() / (by * by) as f32
        };
        let values: Rc<[f32]> = (0..w * h).map(mean).collect();
        Some(html! { <Thumbnail {values} {w} theme={*theme} /> })
    };
    html! {
        <div class="steps" role="group" aria-label={text::RECEIVES}>
            <h2>{ text::RECEIVES }</h2>
            <ol>
                { for steps.map(|(step, on)| {
                    let [name, title] = text::step(step);
                    let switch = act.reform(move |_: Event| Action::Switch(step));
                    html! {
                        <li class={classes!((!on).then_some("off"))} title={title}>
                            <div class="picture">{ picture(step).unwrap_or_default() }</div>
                            if step == Step::Strokes {
                                <span>{ name }</span>
                            } else {
                                <label><input type="checkbox" checked={on} onchange={switch} aria-label={title} />{ name }</label>
                            }
                        </li>
                    }
                }) }
            </ol>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ThumbnailProps {
    /// Row by row.
    values: Rc<[f32]>,
    w: usize,
    theme: Theme,
}

/// A small picture in the middle of a square.
#[component]
fn Thumbnail(ThumbnailProps { values, w, theme }: &ThumbnailProps) -> Html {
    let canvas = use_node_ref();
    use_drawn(&canvas, (values.clone(), *w, *theme), |canvas: &HtmlCanvasElement, (values, w, theme)| {
        let (side, h) = (CANVAS as f32, values.len() / w);
        let [width, height] = [*w, h].map(|length| side * length as f32 / h.max(*w) as f32);
        let tile = Rect { x: 0.5 * (side - width), y: 0.5 * (side - height), w: width, h: height };
        let mut picture = Picture::new(CANVAS, CANVAS);
        with_table(Palette::Ink, *theme, |table| picture.draw(values, *w, table, 1.0, &tile, 1.0));
        picture.show(canvas);
    });
    html! { <canvas ref={canvas} class="bitmap" width={CANVAS.to_string()} height={CANVAS.to_string()} aria-hidden="true" /> }
}
