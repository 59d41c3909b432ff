//! The chosen sample, and all others behind it.

use std::rc::Rc;

use yew::prelude::*;

use super::guess::GuessBars;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::thousands;
use crate::app::places::train::{DataSource, Guess, TrainAction, TrainConfig};
use crate::app::text::train as text;
use crate::shape::Shape;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::popover::Popover;

/// Samples on a page of the browser.
const PAGE: u32 = 60;
/// Variations of one that are shown where there is augmentation.
const VARIATIONS: u64 = 16;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: TrainConfig,
    /// How the chosen sample looks.
    pub shape: Shape,
    pub values: Rc<[f32]>,
    /// Indices of the samples for validation, in order.
    pub validation: Rc<[u32]>,
    /// What the network says of the sample that is pointed at.
    pub pointed: Option<(u32, Rc<Guess>)>,
    pub theme: Theme,
    pub ask: Callback<TrainAction>,
}

/// Which samples are shown.
#[derive(Clone, Copy, Default, PartialEq)]
struct Filter {
    /// Those of one class.
    class: Option<usize>,
    /// Those to train on, or those for validation.
    is_validation: Option<bool>,
}

#[component]
pub fn Images(Props { config, shape, values, validation, pointed, theme, ask }: &Props) -> Html {
    let filter = use_state(Filter::default);
    let page = use_state(|| config.sample / PAGE);
    let is_validation = |index: &u32| validation.binary_search(index).is_ok();
    let all = use_memo((config.data.clone(), validation.clone(), *filter), |(data, _, filter)| {
        let of_class =
            |index: &u32| filter.class.is_none_or(|class| usize::from(data.label(*index)) == class);
        let of_kind = |index: &u32| filter.is_validation.is_none_or(|kind| is_validation(index) == kind);
        (0..data.len()).filter(of_class).filter(of_kind).collect::<Vec<u32>>()
    });
    let counts = use_memo(config.data.clone(), DataSource::counts);
    let len = all.len() as u32;
    let pages = len.div_ceil(PAGE).max(1);
    let turn = |by: i64| {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| {
            page.set((i64::from(*page) + by).rem_euclid(i64::from(pages)) as u32)
        })
    };
    let first = (*page).min(pages - 1) * PAGE;
    let shown = first..(first + PAGE).min(len);
    let by = |with: fn(&mut Filter, usize)| {
        let (filter, page) = (filter.clone(), page.clone());
        Callback::from(move |i: usize| {
            let mut new = *filter;
            with(&mut new, i);
            filter.set(new);
            page.set(0);
        })
    };
    let names = config.data.names();
    let classes =
        names.iter().zip(&*counts).map(|(name, count)| AttrValue::from(text::class_count(name, *count)));
    let classes: Vec<AttrValue> = std::iter::once(text::ALL_CLASSES.into()).chain(classes).collect();
    let label = text::samples_on_page((first + 1).min(len), shown.end, &thousands(u64::from(len)));
    html! {
        <>
            <span class="sample-chosen" aria-hidden="true">{ image(*shape, values.clone(), *theme) }</span>
            <Popover label={text::SAMPLES} name={text::ALL_SAMPLES} testid="samples">
                <header class="pages">
                    <button class="chip" onclick={turn(-1)} aria-label={text::PAGE_BEFORE} data-testid="page-before">{ "‹" }</button>
                    <span>{ label }</span>
                    <button class="chip" onclick={turn(1)} aria-label={text::NEXT_PAGE} data-testid="page-next">{ "›" }</button>
                </header>
                <div class="acts">
                    <Choice name={text::CLASS} options={classes} chosen={filter.class.map_or(0, |class| class + 1)} choose={by(|filter, i| filter.class = i.checked_sub(1))} testid="of-class" wide={true} />
                    <Choice name={text::SPLIT} options={text::SPLITS.map(AttrValue::from).to_vec()} chosen={filter.is_validation.map_or(0, |kind| 1 + usize::from(kind))} choose={by(|filter, i| filter.is_validation = i.checked_sub(1).map(|kind| kind == 1))} testid="of-split" wide={true} />
                </div>
                { gallery(config, &all[shown.start as usize..shown.end as usize], *theme, ask) }
                { pointed_bars(config, pointed) }
                if config.settings.augmentation.is_some() && !config.data.is_toy() {
                    <p class="fine">{ text::AUGMENTED }</p>
                    <ul class="gallery" data-testid="augmented">{ for config.variations(VARIATIONS).into_iter().map(|varied| html! {
                        <li class="varied">{ image(config.data.shape(), varied.into(), *theme) }</li>
                    }) }</ul>
                }
                <p class="fine">{ text::click_sample(len as usize) }</p>
            </Popover>
        </>
    }
}

/// What the network says of the sample that is pointed at.
pub fn pointed_bars(config: &TrainConfig, pointed: &Option<(u32, Rc<Guess>)>) -> Html {
    let Some((sample, guess)) = pointed else { return html! { <p class="fine">{ text::POINT_AT_ONE }</p> } };
    let label = usize::from(config.data.label(*sample));
    html! { <GuessBars guess={guess.clone()} label={Some(label)} names={Rc::<[String]>::from(config.data.names())} testid="pointed" /> }
}

/// Pictures of samples; a click chooses one.
pub fn gallery(config: &TrainConfig, samples: &[u32], theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let names = config.data.names();
    html! {
        <ul class="gallery">
            { for samples.iter().map(|&index| {
                let ((shape, values), label) = (config.data.picture(index), config.data.label(index));
                let name = text::sample(index, names.get(usize::from(label)).map_or("", String::as_str));
                let chosen = TrainConfig { sample: index, ..config.clone() };
                let point = ask.reform(move |_: PointerEvent| TrainAction::PointAt(Some(index)));
                let focus = ask.reform(move |_: FocusEvent| TrainAction::PointAt(Some(index)));
                let onclick = ask.reform(move |_: MouseEvent| TrainAction::Configure(Box::new(chosen.clone())));
                html! {
                    <li key={index}>
                        <button {onclick} onpointerenter={point} onfocus={focus} title={name.clone()} aria-label={name} aria-pressed={(index == config.sample).to_string()} data-testid={format!("sample-{index}")}>
                            { image(shape, values.into(), theme) }
                        </button>
                        <span>{ names.get(usize::from(label)).cloned().unwrap_or_default() }</span>
                    </li>
                }
            }) }
        </ul>
    }
}

/// A sample as it looks: grey, in colours, or as a point of the plane.
pub fn image(shape: Shape, values: Rc<[f32]>, theme: Theme) -> Html {
    match shape {
        Shape { c: 3, h, w } => html! { <Coloured {values} size={[h, w]} /> },
        shape if shape == Shape::flat(2) => {
            let (x, y) = (50.0 + 45.0 * values[0], 50.0 + 45.0 * values[1]);
            html! { <svg class="point" viewBox="0 0 100 100"><circle cx={x.to_string()} cy={y.to_string()} r="10" /></svg> }
        }
        Shape { w, .. } => html! { <Bitmap {values} w={w} palette={Palette::Ink} range={1.0} {theme} /> },
    }
}

#[derive(Properties, PartialEq)]
struct ColouredProps {
    values: Rc<[f32]>,
    size: [usize; 2],
}

/// Red, green and blue as they are.
#[component]
fn Coloured(ColouredProps { values, size: [h, w] }: &ColouredProps) -> Html {
    use wasm_bindgen::Clamped;
    use web_sys::{HtmlCanvasElement, ImageData};
    let canvas = use_node_ref();
    {
        let (canvas, area, w) = (canvas.clone(), h * w, *w);
        use_effect_with(values.clone(), move |values| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let channel = |c: usize, i: usize| (values[c * area + i] * 255.0) as u8;
            let pixels: Vec<u8> =
                (0..area).flat_map(|i| [channel(0, i), channel(1, i), channel(2, i), 255]).collect();
            let image =
                ImageData::new_with_u8_clamped_array(Clamped(&pixels), w as u32).expect("rows are complete");
            let context = crate::ui::bitmap::context(&canvas);
            context.put_image_data(&image, 0.0, 0.0).expect("the image is whole");
        });
    }
    html! { <canvas ref={canvas} class="bitmap" width={w.to_string()} height={h.to_string()} aria-hidden="true" /> }
}

/// Whether the samples can be seen at all.
pub fn visible(samples: &DataSource) -> bool {
    let Shape { c, h, w } = samples.shape();
    samples.is_toy() || (h * w > 1 && (c == 1 || c == 3))
}
