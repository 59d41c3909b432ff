//! One layer: its tiles on a canvas, its range, how its values are distributed, and the value under the mouse.

use std::rc::Rc;

use web_sys::{Element, HtmlCanvasElement, PointerEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{sig3, trimmed};
use crate::app::places::train::{Band, Tile};
use crate::app::text::train as text;
use crate::session::Histogram;
use crate::ui::bitmap::{Bitmap, with_table};
use crate::ui::browser::pixels_per_css_pixel;
use crate::ui::picture::Picture;

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub band: Band,
    /// Empty while they are on their way.
    pub values: Rc<[f32]>,
    pub histogram: Option<Histogram>,
    /// Over the histogram of weights: Nλ₁ and Nλ₂ of exp(−N (λ₁ |w| + λ₂ w² / 2)), and what that is in words.
    #[prop_or_default]
    pub prior: Option<([f32; 2], String)>,
    /// From where to where it reaches: the same for both runs of a comparison.
    pub span: [f32; 2],
    /// How the values were distributed over the steps, if that is shown: a picture, its columns and its ends.
    pub over_time: Option<(Rc<[f32]>, usize, [f32; 2])>,
    pub palette: Palette,
    pub theme: Theme,
    /// Whether it is this layer's turn in slow motion; `None` while nothing is told of one layer.
    pub turn: Option<bool>,
    /// Takes a tile that is to be looked at over time.
    pub weight_history: Option<Callback<usize>>,
}

#[component]
pub fn BandView(props: &Props) -> Html {
    let Props { band, values, histogram, prior, span, over_time, palette, theme, turn, weight_history } =
        props;
    let (figure, canvas) = (use_node_ref(), use_node_ref());
    let under = use_state(|| None::<String>);
    let at = use_state(|| 0);
    let height = band.tiles.iter().map(|tile| tile.rect.y + tile.rect.h).fold(0.0, f32::max);
    let shown = |tile: &Tile| values.get(tile.from..tile.from + tile.size[0] * tile.size[1]);
    let most =
        (band.tiles.iter().filter_map(shown).flatten()).fold(0.0, |most: f32, value| most.max(value.abs()));
    {
        let (canvas, palette, theme) = (canvas.clone(), *palette, *theme);
        use_effect_with((band.clone(), values.clone(), palette, theme), move |(band, values, ..)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, band, values, most, palette, theme);
            }
        });
    }
    use_effect_with(*turn, {
        let figure = figure.clone();
        move |turn| {
            if *turn == Some(true)
                && let Some(figure) = figure.cast::<Element>()
            {
                let into_view = ScrollIntoViewOptions::new();
                into_view.set_block(ScrollLogicalPosition::Nearest);
                into_view.set_inline(ScrollLogicalPosition::Center);
                figure.scroll_into_view_with_scroll_into_view_options(&into_view);
            }
        }
    });
    let hover = {
        let (under, band, values, canvas) = (under.clone(), band.clone(), values.clone(), canvas.clone());
        Callback::from(move |event: PointerEvent| {
            under.set(place(&canvas, &band, &event).and_then(|at| value_at(&band, &values, at)));
        })
    };
    let pick = weight_history.clone().map(|weight_history| {
        let (band, canvas) = (band.clone(), canvas.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some((tile, _)) = place(&canvas, &band, &event).and_then(|at| tile_at(&band, at)) {
                weight_history.emit(tile);
            }
        })
    });
    let keys = weight_history.clone().map(|weight_history| {
        let count = band.tiles.len();
        let at = at.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (*at + 1) % count.max(1),
                "ArrowLeft" | "ArrowUp" => (*at + count.max(1) - 1) % count.max(1),
                "Enter" => *at,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            at.set(to);
            weight_history.emit(to);
        })
    });
    let leave = {
        let under = under.clone();
        Callback::from(move |_: PointerEvent| under.set(None))
    };
    let scale = pixels();
    let (w, h) = ((band.width * scale).ceil(), (height * scale).ceil());
    let label = text::tiles(&band.name, band.tiles.len(), &trimmed(most));
    html! {
        <figure ref={figure} class={classes!("band", (*turn == Some(false)).then_some("dim"))} data-testid={format!("band-{}", band.name)}>
            <figcaption>
                <b>{ band.title.clone() }</b>
                if let Some(activation) = &band.activation { <b>{ text::and_then(activation) }</b> }
                <span>{ band.name.clone() }</span>
            </figcaption>
            <canvas ref={canvas} width={w.to_string()} height={h.to_string()} ~style={format!("--w:{};--h:{height}", band.width)} role="img" aria-label={label}
                class={classes!(pick.is_some().then_some("films"))} onpointermove={hover} onpointerleave={leave} tabindex={keys.is_some().then_some("0")} onclick={pick} onkeydown={keys} />
            if band.hidden > 0 { <p>{ text::more(band.hidden) }</p> }
            <p class="band-range" ~style={format!("--gradient:{}", palette.gradient(*theme))}>
                { if values.is_empty() { "–".to_owned() } else { format!("±{}", trimmed(most)) } }
            </p>
            if let Some((values, w, [least, most])) = over_time {
                <div class="over-time" title={text::OVER_TIME}>
                    <Bitmap values={values.clone()} w={*w} palette={Palette::Ink} range={1.0} theme={*theme} />
                </div>
                <p class="histogram-ends"><span>{ trimmed(*least) }</span><span>{ trimmed(*most) }</span></p>
            } else if let Some(histogram) = histogram.as_ref().filter(|histogram| !histogram.counts.is_empty()) { { bars(histogram, *span, prior.as_ref()) } }
            if let Some(under) = &*under { <output class="under">{ under }</output> }
        </figure>
    }
}

/// Pixels of the canvas for each of the band: enough for screens that show it larger.
fn pixels() -> f32 {
    (1.5 * pixels_per_css_pixel()).ceil()
}

fn paint(canvas: &HtmlCanvasElement, band: &Band, values: &[f32], most: f32, palette: Palette, theme: Theme) {
    let (w, h) = (canvas.width() as usize, canvas.height() as usize);
    if w == 0 || h == 0 {
        return;
    }
    let mut picture = Picture::new(w, h);
    let scale = pixels();
    let value_scale = if most > 0.0 { 1.0 / most } else { 0.0 };
    with_table(palette, theme, |table| {
        for tile in &band.tiles {
            let [rows, columns] = tile.size;
            if let Some(values) = values.get(tile.from..tile.from + rows * columns) {
                picture.draw(values, columns, table, value_scale, &tile.rect, scale);
            }
        }
    });
    picture.show(canvas);
}

/// Where on the band the mouse is: on large screens it is shown larger.
fn place(canvas: &NodeRef, band: &Band, event: &MouseEvent) -> Option<[f32; 2]> {
    let rect = canvas.cast::<Element>()?.get_bounding_client_rect();
    let scale = rect.width() / f64::from(band.width);
    let at = [f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()];
    Some(at.map(|at| (at / scale) as f32))
}

fn tile_at(band: &Band, [x, y]: [f32; 2]) -> Option<(usize, &Tile)> {
    band.tiles.iter().enumerate().find(|(_, tile)| {
        let rect = tile.rect;
        (rect.x..rect.x + rect.w).contains(&x) && (rect.y..rect.y + rect.h).contains(&y)
    })
}

/// The value at a place of the band, in words.
fn value_at(band: &Band, values: &[f32], [x, y]: [f32; 2]) -> Option<String> {
    let (index, tile) = tile_at(band, [x, y])?;
    let [rows, columns] = tile.size;
    let row = ((y - tile.rect.y) / tile.rect.h * rows as f32) as usize;
    let column = ((x - tile.rect.x) / tile.rect.w * columns as f32) as usize;
    let value = values.get(tile.from + row * columns + column)?;
    Some(text::value(index, (rows * columns > 1).then_some([row, column]), &sig3(*value)))
}

/// How the values are distributed, with the ends of the scale below, and where 0 is.
fn bars(
    Histogram { least, most, counts }: &Histogram,
    [from, to]: [f32; 2],
    prior: Option<&([f32; 2], String)>,
) -> Html {
    let highest = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    let scale = 100.0 / (to - from).max(f32::MIN_POSITIVE);
    let width = (most - least) * scale / counts.len() as f32;
    // The root: a few large values stay visible beside very many small ones.
    let bar = |(i, count): (usize, &u32)| {
        let height = 20.0 * (*count as f32 / highest).sqrt();
        let x = (least - from) * scale + i as f32 * width;
        format!("M{x:.2} 20v-{height:.1}h{:.2}v{height:.1}z", width.max(1.0))
    };
    let path: String = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect();
    let title = text::histogram(counts.iter().sum(), &trimmed(*least), &trimmed(*most));
    let zero = -from * scale;
    // Its largest value is as high as the highest bar, and its root is drawn, too.
    let curve = prior.map(|([l1, l2], _)| {
        let height = |w: f32| 20.0 * (-0.5 * (l1 * w.abs() + 0.5 * l2 * w * w)).exp();
        let point = |i: usize| format!("{i} {:.2}", 20.0 - height(from + i as f32 / scale));
        format!("M{}", (0..=100).map(point).collect::<Vec<_>>().join("L"))
    });
    html! {
        <>
            <svg class="histogram" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label={title.clone()}>
                <title>{ prior.map_or(title.clone(), |(_, words)| format!("{title}. {words}")) }</title>
                if (0.0..=100.0).contains(&zero) { <path class="zero" d={format!("M{zero:.1} 0v20")} /> }
                <path d={path} />
                if let Some(curve) = curve { <path class="prior" d={curve} /> }
            </svg>
            <p class="histogram-ends"><span>{ trimmed(from) }</span><span>{ trimmed(to) }</span></p>
        </>
    }
}
