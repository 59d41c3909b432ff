//! Why this guess: what seven methods say, side by side, for the class, for another one and under random weights.

mod card;
mod panel;

use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{decimals, percent};
use crate::app::places::draw::attribution_map::{INK, outline};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::why::{
    Explained, RowKind, classes, grad_cam_column, score_name, weighted_layers,
};
use crate::app::places::draw::{Action, DrawConfig};
use crate::app::text::Text;
use crate::app::text::draw::why as text;
use crate::drawing::pipeline::Prepared;
use crate::session::{Method, Row};

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub prepared: Option<Rc<Prepared>>,
    pub seen: Option<Rc<Activations>>,
    pub explained: Rc<Explained>,
    pub theme: Theme,
    pub act: Callback<Action>,
}

/// A method's palette: gradients are no shares of anything.
pub const fn palette(method: Method) -> Palette {
    match method {
        Method::Gradient | Method::SmoothGrad | Method::GuidedBackprop => Palette::Gradient,
        _ => Palette::Activation,
    }
}

#[component]
pub fn Why(props: &Props) -> Html {
    let Props { config, model, prepared, seen, explained, theme, act } = props;
    let (Some(prepared), Some(seen)) = (prepared, seen) else {
        return html! { <p class="hint why-empty">{ text::DRAW_SOMETHING }</p> };
    };
    let w = model.plan.network().input.w;
    let edge = outline(&prepared.pixels[..], w, INK);
    let column = grad_cam_column(model, config.layer.as_deref());
    let layer = column.map_or("", |column| model.layer_name(column)).to_owned();
    let rows: Vec<(RowKind, Row)> = explained.rows.clone();
    let titles: Vec<String> = rows.iter().map(|(kind, row)| kind.title(row.target)).collect();
    let row = |(i, &(kind, Row { target, randomized })): (usize, &(RowKind, Row))| {
        let score = explained.scores.get(i).map(|scores| scores.input).unwrap_or_default();
        let probability = seen.probabilities.get(target.class).copied().unwrap_or_default();
        html! {
            <div class={classes!("why-row", (i > 0).then_some("small"))}>
                <b>{ titles[i].clone() }</b>
                <span>{ format!("{} = {}", score_name(target), decimals(score, 2)) }</span>
                if matches!(kind, RowKind::Class | RowKind::Against) { <span>{ percent(probability) }</span> }
                if kind == RowKind::Against { { other_class(config, seen, act) } }
                if kind == RowKind::Randomized {
                    <span>{ random_layers(model, randomized) }</span>
                }
            </div>
        }
    };
    let ramp = |palette: Palette, [name, from, to]: [Text; 3]| {
        html! {
            <figure>
                <span>{ from }</span><i ~style={format!("background:{}", palette.gradient(*theme))} /><span>{ to }</span>
                <figcaption>{ name }</figcaption>
            </figure>
        }
    };
    html! {
        <div class="why">
            <div class={classes!("why-maps", (rows.len() > 3).then_some("many"))} role="group" aria-label={text::MAPS} ~style={format!("--rows:{}", rows.len() + 1)}>
                <div class="why-rows">
                    <div class="why-ramps">{ ramp(Palette::Gradient, text::GRADIENT) }{ ramp(Palette::Activation, text::SHARE) }</div>
                    { for rows.iter().enumerate().map(row) }
                </div>
                { for Method::ALL.map(|method| html! {
                    <card::Card {method} titles={titles.clone()} explained={explained.clone()} chosen={config.method == method}
                        layer={layer.clone()} edge={edge.clone()} {w} theme={*theme} act={act.clone()} />
                }) }
            </div>
            if explained.progress < 1.0 && !rows.is_empty() {
                <progress class="why-progress" max="1" value={explained.progress.to_string()} aria-label={text::PROGRESS}></progress>
            }
            <p class="why-said">
                <b>{ text::WHICH_STAYS }</b>{ " " }{ text::BESIDE }
                if config.randomized > 0 { { " " }{ text::EXPLAINS_NOTHING } }
            </p>
            <panel::Panel config={config.clone()} model={model.clone()} explained={explained.clone()} {layer} w={w} theme={*theme} act={act.clone()} />
        </div>
    }
}

/// The layers whose weights are random, from the top down.
fn random_layers(model: &Model, count: usize) -> String {
    let names = weighted_layers(model).into_iter().take(count).map(|id| model.plan.name(id));
    names.collect::<Vec<_>>().join(", ")
}

/// What the class is compared with.
fn other_class(config: &DrawConfig, seen: &Activations, act: &Callback<Action>) -> Html {
    let Some((class, against)) = classes(config, &seen.ranking()) else { return Html::default() };
    let choose = act.reform(|event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Against(chosen.parse().expect("the options are numbers"))
    });
    let option = |other: usize| {
        html! { <option value={other.to_string()} selected={against == Some(other)}>{ other }</option> }
    };
    html! {
        <select aria-label={text::AGAINST} data-testid="why-against" onchange={choose}>
            { for (0..seen.probabilities.len()).filter(|other| *other != class).map(option) }
        </select>
    }
}
