//! One weight: where its gradient comes from, whether it is right, and what a step down it comes to.

use std::rc::Rc;

use web_sys::{Event, HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

use crate::app::color::{Palette, Theme, css, type_on};
use crate::app::numbers::{compact, decimals, exact, rounded_to_sum, sig3, signed, trimmed};
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::weight::{
    ALPHAS, EPSILONS, Trial, WeightAt, WeightGradient, kernel, param_of, weight_gradient,
};
use crate::app::places::draw::{Action, attribution_map::magnitude};
use crate::app::text::draw::{backward as words, cell_of_grid};
use crate::argsort::argsort_descending;
use crate::ui::bitmap::Bitmap;
use crate::ui::draw::panel::Shown;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub backward: Rc<Backward>,
    pub at: WeightAt,
    /// Which ε and which α.
    pub steps: [usize; 2],
    pub trial: Option<Rc<Trial>>,
}

/// Products that are listed one by one.
const LISTED: usize = 5;
const DECIMALS: usize = 4;

#[component]
pub fn WeightPanel(props: &Props) -> Html {
    let Props { shown, backward, at, .. } = props;
    let Shown { model, seen, at: focus, .. } = shown;
    let found = weight_gradient(model, seen, backward, focus.column, focus.unit, *at);
    let (Some(gradient), Some((sources, size))) = (found, kernel(model, focus.column)) else {
        return html! { <p class="hint">{ words::NO_ARITHMETIC }</p> };
    };
    html! {
        <>
            <div class="weight">
                { grid(props, sources, size) }
                { pictures(props, &gradient) }
                { terms(&gradient, shown.theme) }
                { step(props, &gradient) }
            </div>
            { check(props, &gradient) }
        </>
    }
}

/// The kernel, any of whose weights can be chosen, and which map it reads.
fn grid(Props { shown, at, .. }: &Props, sources: usize, [h, w]: [usize; 2]) -> Html {
    let Shown { model, at: focus, theme, act, .. } = shown;
    let range = magnitude(model.weight(focus.column));
    let first = param_of(model, focus.column, focus.unit, WeightAt { row: 0, column: 0, ..*at });
    let values = first.map_or(&[][..], |first| &model.weights.params[first..first + h * w]);
    let cell = |(i, &value): (usize, &f32)| {
        let here = WeightAt { row: i / w, column: i % w, ..*at };
        let ground = Palette::Weight.color(value, range, *theme);
        let style = format!("background:{};color:{}", css(ground), css(type_on(ground)));
        html! {
            <button class={classes!((here == *at).then_some("winner"))} ~style={style} title={exact(value)}
                aria-label={cell_of_grid([here.row, here.column], &sig3(value))} aria-pressed={(here == *at).to_string()}
                onclick={act.reform(move |_| Action::Weight(Some(here)))}>
                if h * w <= 25 { { compact(value) } }
            </button>
        }
    };
    let (act, kept) = (act.clone(), *at);
    let choose = Callback::from(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        let source = chosen.parse().expect("the options are numbers");
        act.emit(Action::Weight(Some(WeightAt { source, ..kept })));
    });
    let source = &model.columns[model.columns[focus.column].sources[0]];
    let noun = if source.kind == ColumnKind::Units { words::UNIT } else { words::MAP };
    html! {
        <div class="weight-kernel">
            <label>{ words::reads(&source.name, noun.get()) }{ " " }
                <select aria-label={words::SOURCE} onchange={choose}>
                    { for (0..sources).map(|i| html! { <option value={i.to_string()} selected={i == at.source}>{ i }</option> }) }
                </select>
            </label>
            <div class="weight-grid" ~style={format!("grid-template-columns:repeat({w},1fr)")}>
                { for values.iter().enumerate().map(cell) }
            </div>
        </div>
    }
}

/// What the weight was multiplied by, what came back there, and their products.
fn pictures(Props { shown, .. }: &Props, gradient: &WeightGradient) -> Html {
    if gradient.inputs.len() < 2 {
        return Html::default();
    }
    let picture = |title: &'static str, values: Vec<f32>, palette: Palette| {
        let range = magnitude(&values);
        html! {
            <figure class="weight-map">
                <figcaption>{ title }</figcaption>
                <div><Bitmap values={Rc::from(values)} w={gradient.size[1]} {palette} {range} theme={shown.theme} /></div>
                <small>{ format!("±{}", sig3(range)) }</small>
            </figure>
        }
    };
    html! {
        <>
            { picture(words::PATCH.get(), gradient.inputs.clone(), Palette::Activation) }
            { picture(words::TIMES_UPSTREAM, gradient.upstream.clone(), Palette::Gradient) }
            { picture(words::PRODUCT.get(), gradient.products(), Palette::Gradient) }
        </>
    }
}

/// The largest products, the others together, and their sum: what is shown adds up.
fn terms(gradient: &WeightGradient, theme: Theme) -> Html {
    let products = gradient.products();
    let mut order = argsort_descending(products.iter().map(|product| product.abs()));
    order.retain(|&i| products[i] != 0.0);
    let (listed, others) = order.split_at(order.len().min(LISTED));
    let mut parts: Vec<f32> = listed.iter().map(|&i| products[i]).collect();
    parts.extend((!others.is_empty()).then(|| others.iter().map(|&i| products[i]).sum::<f32>()));
    let (rounded, total) = rounded_to_sum(&parts, DECIMALS as i32);
    let word = |value: f32| format!("color:{}", css(Palette::Gradient.word(value, theme)));
    html! {
        <table class="weight-terms">
            { for listed.iter().zip(&rounded).map(|(&i, part)| html! {
                <tr><td>{ sig3(gradient.inputs[i]) }{ " · " }{ sig3(gradient.upstream[i]) }</td>
                    <td ~style={word(*part)} title={exact(products[i])} data-testid="weight-term">{ signed(*part, DECIMALS) }</td></tr>
            }) }
            if !others.is_empty() {
                <tr><td>{ words::others(others.len()) }</td>
                    <td ~style={word(rounded[LISTED])} data-testid="weight-term">{ signed(rounded[LISTED], DECIMALS) }</td></tr>
            }
            <tr class="total"><td>{ words::WEIGHT_GRADIENT }</td>
                <td ~style={word(total)} title={exact(gradient.total)} data-testid="weight-gradient">{ signed(total, DECIMALS) }</td></tr>
        </table>
    }
}

/// w ← w − α·g, of this weight and of all.
fn step(
    Props { shown, backward, steps: [epsilon, alpha], trial, .. }: &Props,
    gradient: &WeightGradient,
) -> Html {
    let (epsilon, alpha) = (*epsilon, *alpha);
    let before = backward.pass.loss;
    let row = |name: String, after: Option<f32>| {
        html! {
            <tr><th scope="row">{ name }</th><td>{ decimals(before, DECIMALS) }</td>
                <td data-testid="loss-after">{ after.map(|after| decimals(after, DECIMALS)).unwrap_or_default() }</td></tr>
        }
    };
    let choose = shown.act.reform(move |event: InputEvent| {
        let index = event.target_unchecked_into::<HtmlInputElement>().value().parse();
        Action::Steps([epsilon, index.expect("a range is a number")])
    });
    let weights = shown.model.weights.params.len();
    html! {
        <div class="weight-step">
            <p><b>{ words::STEP }</b>{ " " }{ words::new_weight(&trimmed(gradient.weight), &trimmed(gradient.weight - ALPHAS[alpha] * gradient.total)) }</p>
            <label>{ "α = " }{ exact(ALPHAS[alpha]) }
                <input type="range" min="0" max={(ALPHAS.len() - 1).to_string()} value={alpha.to_string()} oninput={choose} aria-label={words::ALPHA} data-testid="alpha" />
            </label>
            <table>
                <tr><th /><th scope="col">{ words::LOSS_BEFORE }</th><th scope="col">{ words::LOSS_AFTER }</th></tr>
                { row(words::THIS_WEIGHT.to_string(), trial.as_ref().map(|trial| trial.one[alpha])) }
                { row(words::all_weights(weights), trial.as_ref().map(|trial| trial.all[alpha])) }
            </table>
        </div>
    }
}

/// (L(w + ε) − L(w − ε)) / 2ε beside the gradient.
fn check(Props { shown, steps: [epsilon, alpha], trial, .. }: &Props, gradient: &WeightGradient) -> Html {
    let (epsilon, alpha) = (*epsilon, *alpha);
    let choose = shown.act.reform(move |event: InputEvent| {
        let index = event.target_unchecked_into::<HtmlInputElement>().value().parse();
        Action::Steps([index.expect("a range is a number"), alpha])
    });
    let numbers = trial.as_ref().map(|trial| {
        let [above, below] = trial.around[epsilon];
        let difference = trial.difference(epsilon);
        let error = difference - gradient.total;
        html! {
            <>
                { words::quotient(above, below, &trimmed(2.0 * EPSILONS[epsilon])) }<b>{ sig3(difference) }</b>
                <span class="muted">{ " " }{ words::error(&trimmed(error), epsilon, EPSILONS.len()) }</span>
            </>
        }
    });
    html! {
        <p class="numeric-check" data-testid="numeric-check">
            <b>{ words::NUMERIC_CHECK }</b>
            <label>{ "ε = " }{ trimmed(EPSILONS[epsilon]) }
                <input type="range" min="0" max={(EPSILONS.len() - 1).to_string()} value={epsilon.to_string()} oninput={choose} aria-label={words::EPSILON} data-testid="epsilon" />
            </label>
            <span>{ numbers }</span>
        </p>
    }
}
