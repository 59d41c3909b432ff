//! Under the gradient of the weights: a line for each weight, the patches side by side, or the paths from a weight to the loss;
//! and the step against the gradient.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Theme, css};
use crate::app::figure::{Spot, Word};
use crate::app::lab::{Example, LabAction, entry};
use crate::app::numbers::{exact, trimmed};
use crate::app::places::convolve::{Convolve, Patch, Path, Target, WeightGradient};
use crate::app::text::convolve as text;
use crate::ui::widgets::grid::Grid as GridView;
use crate::ui::widgets::scrolled::Scrolled;
use crate::ui::widgets::segments::Segments;

/// What it takes of the height of the page, in CSS pixels.
pub const HEIGHT: f32 = 226.0;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    /// The weight whose gradient the formula is about.
    pub target: Target,
    pub theme: Theme,
    pub act: Callback<LabAction<Convolve>>,
    pub hover: Callback<Option<Spot>>,
}

#[component]
pub fn Gradients(Props { convolve, target, theme, act, hover }: &Props) -> Html {
    let shown = use_state(|| 0);
    let choose = {
        let shown = shown.clone();
        Callback::from(move |chosen| shown.set(chosen))
    };
    let Target::Weight { filter, channel, .. } = *target else { return Html::default() };
    let detail = match *shown {
        0 => list(convolve, filter, channel, *target, *theme, hover),
        1 => patches(convolve, filter, channel, *theme),
        _ => paths(convolve, *target, *theme),
    };
    let names = text::LIST_PATCHES_PATHS.map(AttrValue::from).to_vec();
    html! {
        <section class="gradients" aria-label={text::WEIGHT_DETAILS}>
            <header>
                <Segments name={text::WEIGHT_DETAILS} options={names} chosen={*shown} {choose} testid="weight-detail" />
                { step(convolve, act) }
            </header>
            { detail }
        </section>
    }
}

fn words(words: &[Word], theme: Theme) -> Html {
    words
        .iter()
        .map(|word| {
            let style = format!("color:{}", css(word.color(theme)));
            html! { <span ~{style}>{ &word.text }</span> }
        })
        .collect()
}

/// The gradients of all weights; the product that the timeline adds now is marked in each.
fn list(
    convolve: &Convolve,
    filter: usize,
    channel: usize,
    target: Target,
    theme: Theme,
    hover: &Callback<Option<Spot>>,
) -> Html {
    let area = convolve.upstream_shape().area();
    let at = convolve.at().checked_sub(filter * area);
    let line = |gradient: &WeightGradient| {
        let WeightGradient { of, products, sum, target: own } = gradient;
        let products = products.iter().enumerate().map(|(position, product)| {
            let class = match at {
                Some(at) if at == position => "now",
                Some(at) if at > position => "done",
                _ => "later",
            };
            html! { <>if position > 0 { { " + " } }<span {class}>{ words(product, theme) }</span></> }
        });
        let spot = convolve.spot_of(*own);
        html! {
            <li class={(*own == target).then_some("chosen")} onpointerenter={hover.reform(move |_: PointerEvent| spot)}
                onpointerleave={hover.reform(|_: PointerEvent| None)}>
                <b>{ of }</b>{ " = " }{ for products }
                if let Some(sum) = sum { { " = " }<b>{ &sum.text }</b> }
            </li>
        }
    };
    let lines = convolve.weight_gradients(filter, channel);
    html! {
        <Scrolled class="gradient-list"><ol data-testid="weight-gradients">{ for lines.iter().map(line) }</ol></Scrolled>
    }
}

/// Every patch times its upstream value, side by side.
fn patches(convolve: &Convolve, filter: usize, channel: usize, theme: Theme) -> Html {
    let all = convolve.patches(filter, channel);
    let size = if convolve.conv.window[0].size > 3 { 20.0 } else { 32.0 };
    let at = convolve.at();
    let view = |(i, patch): (usize, &Patch)| {
        let Patch { step, grid, upstream } = patch;
        html! {
            <div class={classes!("patch", (*step == at).then_some("now"), (*step > at).then_some("later"))}>
                if i > 0 { <span class="sign">{ "+" }</span> }
                <GridView testid={grid.testid.clone()} name={grid.name.clone()} columns={grid.columns} cells={grid.cells.clone()} {size} {theme} />
                <span>{ "× " }{ words(std::slice::from_ref(upstream), theme) }</span>
            </div>
        }
    };
    html! {
        <Scrolled class="patches"><div data-testid="patches">{ for all.iter().enumerate().map(view) }</div></Scrolled>
    }
}

/// Width of the drawing of paths, and what each of them takes of its height, in pixels.
const PATHS: [f32; 2] = [640.0, 44.0];

/// The paths from a weight over the outputs to the loss.
fn paths(convolve: &Convolve, target: Target, theme: Theme) -> Html {
    let all = convolve.paths(target);
    let height = PATHS[1] * all.len() as f32;
    let middle = height / 2.0;
    let word = |word: &Word, x: f32, y: f32| {
        html! {
            <text x={x.to_string()} y={y.to_string()} text-anchor="middle" fill={css(word.color(theme))} font-weight="650">{ &word.text }</text>
        }
    };
    let path = |(i, path): (usize, &Path)| {
        let y = PATHS[1] * (i as f32 + 0.5);
        let lines =
            format!("M60 {middle}C150 {middle} 170 {y} 280 {y}M360 {y}C470 {y} 490 {middle} 580 {middle}");
        html! {
            <>
                <path d={lines} class={if i <= convolve.at() { "done" } else { "later" }} />
                <text x="320" y={(y + 6.0).to_string()} text-anchor="middle">{ &path.output }</text>
                { word(&path.input, 220.0, y - 4.0) }
                { word(&path.upstream, 420.0, y - 4.0) }
            </>
        }
    };
    let from = convolve.name_of(target);
    html! {
        <div class="paths">
            <Scrolled class="path-drawing">
                <svg data-testid="paths" viewBox={format!("0 0 {} {height}", PATHS[0])} width={PATHS[0].to_string()} height={height.to_string()} role="img" aria-label={text::PATHS_ADD}>
                    { for all.iter().enumerate().map(path) }
                    <text x="30" y={(middle + 6.0).to_string()} text-anchor="middle">{ from }</text>
                    <text x="604" y={(middle + 6.0).to_string()} text-anchor="middle">{ "L" }</text>
                </svg>
            </Scrolled>
            <p>{ text::PATHS_ADD }</p>
        </div>
    }
}

/// The step against the gradient, with its rate, and the loss.
fn step(convolve: &Rc<Convolve>, act: &Callback<LabAction<Convolve>>) -> Html {
    let rate = convolve.rate.unwrap_or_else(|| convolve.good_rate());
    let after = convolve.after_step(rate);
    let loss = trimmed(convolve.loss());
    let take = {
        let (act, after, loss) = (act.clone(), after.clone(), loss.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(after) = &after {
                act.emit(LabAction::Set(after.clone()));
                act.emit(LabAction::Say(text::loss_after(&loss, &trimmed(after.loss()))));
            }
        })
    };
    let set_rate = {
        let (act, convolve) = (act.clone(), convolve.clone());
        Callback::from(move |event: Event| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            let rate = entry::number(&field.value()).filter(|rate| *rate > 0.0);
            act.emit(LabAction::Set(Convolve { rate, ..(*convolve).clone() }));
        })
    };
    html! {
        <p class="step-taken">
            <button class="primary" data-testid="take-step" title={text::TAKE_STEP_TITLE} disabled={after.is_none()} onclick={take}>{ text::TAKE_STEP }</button>
            <label>{ "α" }<input type="text" inputmode="decimal" data-testid="rate" value={exact(rate)} onchange={set_rate} /></label>
            <output data-testid="loss">{ text::LOSS }<b>{ loss }</b></output>
            if let Some(after) = after { <span>{ "→ " }{ trimmed(after.loss()) }</span> }
        </p>
    }
}
