//! Where one gradient comes from: what every map or unit of the next layer passes back.

use std::rc::Rc;

use yew::prelude::*;

use super::path_panel::PathPanel;
use super::weight_panel::WeightPanel;
use crate::app::color::{Palette, Theme, css};
use crate::app::numbers::{decimals, exact, rounded_to_sum, sig3, signed};
use crate::app::places::draw::backward::{Backward, GradientOrigin, GradientTerm, origin};
use crate::app::places::draw::backward_config::BackwardChoice;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::path::{Path, path};
use crate::app::places::draw::weight::{Trial, WeightAt, param_of, steepest};
use crate::app::places::draw::{Action, Focus};
use crate::app::text;
use crate::app::text::draw::{ESCAPE, backward as words, walk};
use crate::app::text::shell::CLOSE;
use crate::ui::draw::lens::Numbers;
use crate::ui::draw::panel::{Shown, cell, title};
use crate::ui::draw::whole::Whole;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub backward: Option<Rc<Backward>>,
    pub weight: Option<WeightAt>,
    /// The maps or units of the path that is looked at.
    pub path: Option<Vec<usize>>,
    pub trial: Option<Rc<Trial>>,
    pub steps: [usize; 2],
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub act: Callback<Action>,
}

/// Decimals of the terms of a gradient.
const DECIMALS: usize = 4;

#[component]
pub fn BackwardPanel(props: &Props) -> Html {
    let Props { model, seen, backward, weight, path: chosen, trial, steps, opened, focus, theme, act } =
        props;
    let Some(at) = *opened else { return Html::default() };
    let close = act.reform(|_: MouseEvent| Action::Back);
    let (Some(seen), Some(backward)) = (seen, backward) else {
        return html! { <section class="panel"><p class="hint">{ words::DRAW_SOMETHING }</p></section> };
    };
    let column = &model.columns[at.column];
    let shown = Shown {
        model: model.clone(),
        seen: seen.clone(),
        at,
        cell: cell(model, backward.map(column.shown, at.unit, column.shape.area()), at, *focus),
        theme: *theme,
        act: act.clone(),
    };
    let title = title(column, at.unit);
    let weight = weight.filter(|weight| param_of(model, at.column, at.unit, *weight).is_some());
    let other = match weight {
        Some(_) => None,
        None => steepest(model, backward, at.column, at.unit),
    };
    let place = match weight {
        Some(weight) => words::weight_at(&text::cell([weight.row, weight.column]), weight.source),
        None if column.shape.area() > 1 => words::gradient_at(&text::cell(shown.cell)),
        None => String::new(),
    };
    let value = (at.column, at.unit, shown.cell);
    let found = |chosen: &[usize]| path(model, seen, backward, value, chosen);
    let units = |path: Path| path.stops.iter().map(|stop| stop.unit).collect::<Vec<usize>>();
    let has_path = weight.is_none() && column.last != model.plan.network().last();
    let other_path = if chosen.is_some() { None } else { Some(found(&[]).map(units).unwrap_or_default()) };
    html! {
        <section class="panel" aria-label={title.clone()}>
            <header>
                <h2>{ title }</h2>
                <p>{ place }</p>
                if has_path {
                    <button class="swap" data-testid="path" onclick={act.reform(move |_| Action::Backward(BackwardChoice::Path(other_path.clone())))}>
                        { if chosen.is_some() { walk::TERMS } else { walk::ONE_PATH } }
                    </button>
                }
                if weight.is_some() || other.is_some() {
                    <button class="swap" data-testid="weight" onclick={act.reform(move |_| Action::Weight(other))}>
                        { if weight.is_some() { words::ITS_GRADIENT } else { words::ONE_WEIGHT } }
                    </button>
                }
                <button onclick={close} title={ESCAPE}>{ CLOSE }</button>
            </header>
            if let Some(at) = weight {
                <WeightPanel {shown} backward={backward.clone()} {at} steps={*steps} trial={trial.clone()} />
            } else if let Some(units) = chosen.as_ref().filter(|_| has_path) {
                <PathPanel path={found(units)} gradient={backward.map(column.shown, at.unit, column.shape.area())[shown.cell[0] * column.shape.w + shown.cell[1]]} {shown} />
            } else {
                { content(shown, backward) }
            }
        </section>
    }
}

fn content(shown: Shown, backward: &Rc<Backward>) -> Html {
    let Shown { model, seen, at, cell, theme, .. } = &shown;
    let is_map = model.columns[at.column].shape.area() > 1;
    match origin(model, seen, backward, at.column, at.unit, *cell) {
        Some(GradientOrigin::Logit { probability, wanted, total }) => html! {
            <p class="formula" data-testid="formula" aria-live="polite">
                { words::logit(at.unit) }{ format!("{} − {wanted} = ", decimals(probability, DECIMALS)) }
                { gradient(total, &signed(total, DECIMALS), *theme) }
            </p>
        },
        Some(GradientOrigin::Sum { terms, total, activation }) => {
            html! { <Sum {shown} backward={backward.clone()} {terms} {total} {activation} /> }
        }
        None => html! {
            <div class="sum">
                if is_map { <Whole {shown} backward={backward.clone()} /> }
                <p class="hint">{ words::NO_ARITHMETIC }</p>
            </div>
        },
    }
}

/// A number in the colour of gradients, with all its digits behind it.
fn gradient(value: f32, shown: &str, theme: Theme) -> Html {
    let color = format!("color:{}", css(Palette::Gradient.word(value, theme)));
    html! { <b ~style={color} title={exact(value)}>{ shown }</b> }
}

#[derive(Properties, PartialEq)]
struct SumProps {
    shown: Shown,
    backward: Rc<Backward>,
    terms: Vec<GradientTerm>,
    total: f32,
    activation: Option<(&'static str, f32, f32)>,
}

/// The terms, one of them number by number, and their sum.
#[component]
fn Sum(SumProps { shown, backward, terms, total, activation }: &SumProps) -> Html {
    let Shown { model, at, theme, .. } = shown;
    let looked_at = use_state(|| None::<usize>);
    let sums: Vec<f32> = terms.iter().map(|term| term.sum).collect();
    let (rounded, sum) = rounded_to_sum(&sums, DECIMALS as i32);
    let strongest = (0..terms.len()).max_by(|&a, &b| sums[a].abs().total_cmp(&sums[b].abs()));
    let chosen = looked_at.filter(|&i| i < terms.len()).or(strongest);
    let short = |value: f32| signed(value, DECIMALS).replacen("+0.", "+.", 1).replacen("−0.", "−.", 1);
    let term = |(i, term): (usize, &GradientTerm)| {
        let (column, unit) = term.reader;
        let look = {
            let looked_at = looked_at.clone();
            Callback::from(move |()| looked_at.set(Some(i)))
        };
        let value = short(rounded[i]);
        html! {
            <button class={classes!("term", (chosen == Some(i)).then_some("chosen"))}
                title={words::term(&model.columns[column].name, unit, &value, term.sum)}
                onpointerenter={look.reform(|_: PointerEvent| ())} onfocus={look.reform(|_: FocusEvent| ())} onclick={look.reform(|_: MouseEvent| ())}>
                <small>{ unit }</small>
                <span data-testid="term" ~style={format!("color:{}", css(Palette::Gradient.word(term.sum, *theme)))}>{ value }</span>
            </button>
        }
    };
    let lens = chosen.map(|i| {
        let GradientTerm { reader: (column, unit), width, upstream, slopes, .. } = &terms[i];
        let reader = &model.columns[*column];
        let weights = model.weight(*column).iter().fold(0.0f32, |range, w| range.max(w.abs())).max(1e-6);
        html! {
            <div class="lens">
                <p>{ words::from_reader(&reader.name, *unit, upstream.len()) }</p>
                <div>
                    <Numbers values={upstream.clone()} columns={*width} palette={Palette::Gradient} range={backward.ranges[reader.layer.0]} theme={*theme} name={words::UPSTREAM} />
                    <span>{ "×" }</span>
                    <Numbers values={slopes.clone()} columns={*width} palette={Palette::Weight} range={weights} theme={*theme} name={words::SLOPES} />
                </div>
                <p>{ "= " }{ gradient(terms[i].sum, &signed(rounded[i], DECIMALS), *theme) }</p>
            </div>
        }
    });
    html! {
        <>
            <div class="sum">
                if model.columns[at.column].shape.area() > 1 { <Whole shown={shown.clone()} backward={backward.clone()} /> }
                <div class="parts">
                    if terms.len() > 1 { <p>{ words::TERMS }</p> }
                    <div class="terms many">{ for terms.iter().enumerate().map(term) }</div>
                </div>
                { lens }
            </div>
            <p class="formula" data-testid="formula" aria-live="polite">
                { words::sum_of(terms.len()) }{ gradient(*total, &signed(sum, DECIMALS), *theme) }
                if let Some((name, slope, before)) = activation {
                    { words::times_slope(name) }<b>{ sig3(*slope) }</b>{ words::GRADIENT_OF_Z }
                    { gradient(*before, &signed(if *slope == 1.0 { sum } else { *before }, DECIMALS), *theme) }
                }
            </p>
        </>
    }
}
