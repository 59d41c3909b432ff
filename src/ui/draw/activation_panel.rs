//! An activation as a step of its own, before and after; and a value of a flattened input.

use std::rc::Rc;

use yew::prelude::*;

use super::panel::Shown;
use super::sum_panel::word;
use super::whole::Whole;
use crate::app::color::Palette;
use crate::app::numbers::{bracketed, exact, sig3};
use crate::app::places::draw::explain::{Applied, Flattened, Normalized};
use crate::app::text::draw as text;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub applied: Applied,
}

/// The map before, the map after, and the function of the chosen cell.
#[component]
pub fn ActivationPanel(Props { shown, applied }: &Props) -> Html {
    let Shown { model, seen, at, cell, theme, .. } = shown;
    let column = &model.columns[at.column];
    let source = &model.columns[column.sources[0]];
    let shape = source.shape;
    let values: Rc<[f32]> = Rc::from(seen.map(source.shown, at.unit, shape.area()));
    let percent = |i: usize, len: usize| 100.0 * i as f32 / len as f32;
    let frame = format!(
        "left:{}%;top:{}%;width:{}%;height:{}%",
        percent(cell[1], shape.w),
        percent(cell[0], shape.h),
        percent(1, shape.w),
        percent(1, shape.h)
    );
    let Applied { name, before, after } = applied;
    html! {
        <>
            if shape.area() > 1 {
                <div class="sum">
                    <div class="whole still" role="img" aria-label={text::columns::before(&source.name)}>
                        <Bitmap {values} w={shape.w} palette={Palette::Activation} range={model.range(column.sources[0])} theme={*theme} />
                        <i class="frame" ~style={frame} />
                    </div>
                    <span class="operator">{ "→" }</span>
                    <Whole shown={shown.clone()} />
                </div>
            }
            <p class="formula" data-testid="formula" aria-live="polite">
                { text::columns::applied(name, &bracketed(*before)) }
                <b ~style={word(*after, *theme)} title={exact(after)}>{ sig3(*after) }</b>
            </p>
        </>
    }
}

/// A value and what batch norm makes of it with the running statistics, then perhaps an activation.
pub fn batch_norm(shown: &Shown, norm: &Normalized) -> Html {
    let Normalized { x, mean, variance, eps, weight, bias, total, activation } = norm;
    let numbers = [weight, x, mean, variance, eps, bias].map(|value| bracketed(*value));
    let value =
        |value: f32| html! { <b ~style={word(value, shown.theme)} title={exact(value)}>{ sig3(value) }</b> };
    html! {
        <p class="formula" data-testid="formula" aria-live="polite">
            { text::columns::batch_norm(numbers.each_ref().map(String::as_str)) }{ " ≈ " }{ value(*total) }
            if let Some((name, after)) = activation {
                { ", " }{ text::columns::applied(name, &bracketed(*total)) }{ value(*after) }
            }
        </p>
    }
}

/// Where a value of a flattened input comes from.
pub fn flatten(shown: &Shown, Flattened { index, map, cell, value }: Flattened) -> Html {
    html! {
        <p class="formula" data-testid="formula" aria-live="polite">
            { text::columns::flattened(index, map, cell) }
            <b ~style={word(value, shown.theme)} title={exact(value)}>{ sig3(value) }</b>
        </p>
    }
}
