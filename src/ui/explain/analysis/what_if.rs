//! What if a part of the network were otherwise: the network with its changes, what the class loses without each map, and what is
//! changed of one of them.

use std::rc::Rc;

use yew::prelude::*;

use super::bars::Bars;
use super::{Props, unit::Unit};
use crate::app::color::{Palette, css};
use crate::app::numbers::{percent, signed, whole_percent};
use crate::app::places::draw::analysis::{Change, Changed, Choice};
use crate::app::places::draw::model::Activations;
use crate::app::places::draw::weight::{WeightAt, kernel, param_of};
use crate::app::places::draw::{Action, Focus};
use crate::app::show::Show;
use crate::app::text::Text;
use crate::app::text::draw::analysis as text;
use crate::session::Counts;
use crate::session::samples::Samples;
use crate::ui::draw::network::Network;
use crate::ui::draw::panel::{Shown, cell};
use crate::ui::draw::use_layout;
use crate::ui::draw::whole::Whole;
use crate::ui::widgets::number::Number;
use crate::ui::widgets::segments::Segments;

/// Maps or units of a ranking that are shown.
const RANKED: usize = 16;
/// Changes that can be undone one by one: the last.
const CHIPS: usize = 2;
/// By how much the panel is higher than that of a cell, in CSS pixels.
const MORE_PANEL: f32 = 130.0;
/// Values and weights that may be set.
const LARGEST: f32 = 1000.0;

#[component]
pub fn WhatIf(props: &Props) -> Html {
    let Props { config, model, seen, answers, opened, focus, theme, act, .. } = props;
    let (width, height) = props.window;
    let places = use_layout(model, (width, height - MORE_PANEL), Show::Alone);
    let changed = answers.what_if.activations.clone().or(seen.clone());
    let changes = &config.analysis.changes;
    let chip = |change: &Change| {
        let revert = {
            let change = change.clone();
            act.reform(move |_: MouseEvent| Action::Analysis(Choice::Revert(change.clone())))
        };
        let name = change.to_string();
        html! { <button class="chip" onclick={revert} aria-label={text::revert(&name)}>{ name }{ " ×" }</button> }
    };
    html! {
        <div class="analysis what-if">
            <Network model={model.clone()} seen={changed.clone()} {places} opened={*opened} focus={*focus} theme={*theme} act={act.clone()} />
            <section class="panel" aria-label={text::QUESTIONS[2]}>
                <div class="what-if-parts">
                    <div>
                        { outcome(text::BEFORE, seen.as_ref(), answers.what_if.class) }
                        { outcome(text::AFTER, changed.as_ref(), answers.what_if.class) }
                        { accuracy(props) }
                    </div>
                    <div>
                        { ranking(props) }
                        <div class="changes">
                            if changes.is_empty() {
                                <p class="hint">{ text::NOTHING_CHANGED }</p>
                            } else {
                                <b data-testid="changes">{ text::changes(changes.len()) }</b>
                                { for changes.iter().rev().take(CHIPS).map(chip) }
                                <button class="chip" data-testid="revert-all" onclick={act.reform(|_| Action::Analysis(Choice::RevertAll))}>{ text::REVERT_ALL }</button>
                            }
                        </div>
                    </div>
                    if let Some(seen) = changed { { one(props, seen) } }
                </div>
            </section>
        </div>
    }
}

/// The answer with or without the changes.
fn outcome(title: Text, seen: Option<&Rc<Activations>>, class: usize) -> Html {
    let Some(seen) = seen else { return Html::default() };
    let first = seen.ranking()[0];
    html! {
        <div class="outcome" data-testid={if title == text::AFTER { "outcome-after" } else { "outcome-before" }} data-answer={first.to_string()}>
            <span>{ title }</span>
            <output class={classes!((first != class).then_some("wrong"))}>{ first }</output>
            <span>{ percent(seen.probabilities[first]) }</span>
            <Bars probabilities={seen.probabilities.clone()} class={Some(class)} />
        </div>
    }
}

/// Right answers over samples, before and after.
fn accuracy(Props { answers, .. }: &Props) -> Html {
    let what_if = &answers.what_if;
    let row = |counts: Counts, of: String, testid: &'static str| {
        let share = |right: usize| {
            if counts.of > 0 { whole_percent(right as f32 / counts.of as f32) } else { "…".to_owned() }
        };
        html! {
            <>
                <dt>{ of }</dt>
                <dd data-testid={testid} data-of={counts.of.to_string()}>{ share(counts.before) }{ " → " }<b>{ share(counts.after) }</b></dd>
            </>
        }
    };
    html! {
        <dl class="accuracy">
            <dt><b>{ text::ACCURACY }</b></dt><dd />
            { row(what_if.all, text::of_all(what_if.all.of, answers.samples.as_ref().is_some_and(Samples::are_own)), "accuracy") }
            { row(what_if.of_class, text::of_class(what_if.of_class.of, what_if.class), "accuracy-class") }
        </dl>
    }
}

/// What the class's logit loses without each map, the most important first.
fn ranking(Props { config, model, answers, theme, act, .. }: &Props) -> Html {
    let Some((column, lost)) = &answers.what_if.importance else { return Html::default() };
    let (column, layer) = (*column, model.layer_name(*column).to_owned());
    // Both ends at one scale: what the logit loses stands above the line, what it gains below.
    let [most, least] = [f32::max, f32::min].map(|of| lost.iter().copied().fold(0.0f32, of));
    let span = (most - least).max(1e-6);
    let title = &model.columns[column].heading();
    let bar = |unit: usize| {
        let change = Change { layer: layer.clone(), unit, changed: Changed::Off };
        let off = config.analysis.changes.contains(&change);
        let color = css(Palette::Activation.word(lost[unit], *theme));
        let (height, bottom) = (lost[unit].abs() / span, (lost[unit].min(0.0) - least) / span);
        let style =
            format!("background:{color};height:{:.1}%;bottom:{:.1}%", 96.0 * height + 1.0, 96.0 * bottom);
        let label = text::loses(title, unit, &signed(lost[unit], 2), off);
        let toggle = act.reform(move |_: MouseEvent| Action::Analysis(Choice::Change(change.clone())));
        html! {
            <button key={unit} class={classes!(off.then_some("off"))} aria-pressed={off.to_string()} aria-label={label.clone()} title={label} onclick={toggle} data-testid={format!("ablate-{unit}")}>
                <span><i ~style={style} /></span><b>{ unit }</b>
            </button>
        }
    };
    html! {
        <div class="ranking">
            <h3>{ text::matters_most(answers.what_if.class, &layer) }</h3>
            <p class="hint">{ text::lost_without(answers.what_if.class) }</p>
            <div role="group" aria-label={text::matters_most(answers.what_if.class, &layer)} data-testid="ranking">
                { for answers.what_if.ranking().into_iter().take(RANKED).map(bar) }
            </div>
        </div>
    }
}

/// One map or unit: whether it is on, and one of its values and of its weights.
fn one(props: &Props, seen: Rc<Activations>) -> Html {
    let Props { config, model, answers, focus, theme, act, .. } = props;
    let Some(column) = answers.ablated else { return Html::default() };
    let opened = props.opened.filter(|opened| opened.column == column);
    let at = opened.unwrap_or(Focus { column, unit: 0, cell: None });
    let (layer, shape) = (model.layer_name(column).to_owned(), model.columns[column].shape);
    let map = seen.map(model.columns[column].shown, at.unit, shape.area());
    let chosen = cell(model, map, at, *focus);
    let change = {
        let (layer, act) = (layer.clone(), act.clone());
        move |changed: Changed| {
            act.emit(Action::Analysis(Choice::Change(Change {
                layer: layer.clone(),
                unit: at.unit,
                changed,
            })))
        }
    };
    let is = |changed: Changed| Change { layer: layer.clone(), unit: at.unit, changed };
    let off = config.analysis.changes.contains(&is(Changed::Off));
    let toggle = {
        let change = change.clone();
        Callback::from(move |i: usize| {
            if (i == 1) != off {
                change(Changed::Off)
            }
        })
    };
    let set_cell = {
        let change = change.clone();
        Callback::from(move |value: Option<f32>| change(Changed::Cell(chosen, value.unwrap_or(0.0))))
    };
    let weight = config.weight.filter(|weight| param_of(model, column, at.unit, *weight).is_some());
    let weight = weight.unwrap_or(WeightAt { source: 0, row: 0, column: 0 });
    let now = |at_param: usize, changed: Changed| {
        let same = config.analysis.changes.iter().find(|change| change.is_of(&is(changed)));
        match same.map(|change| change.changed) {
            Some(Changed::Weight(_, value)) => value,
            _ => model.weights.params[at_param],
        }
    };
    let set_weight =
        Callback::from(move |value: Option<f32>| change(Changed::Weight(weight, value.unwrap_or(0.0))));
    let param = param_of(model, column, at.unit, weight);
    html! {
        <div class="one-unit">
            <div class="one-head">
                <Unit model={model.clone()} {at} columns={(1, model.columns.len() - 2)} act={act.clone()} />
                <Segments name={text::chosen_unit(&model.columns[column].heading(), at.unit)} options={vec![text::ON.into(), text::OFF.into()]} chosen={usize::from(off)} choose={toggle} testid="unit-on" />
            </div>
            <div class="one-body">
                if shape.area() > 1 {
                    <Whole shown={Shown { model: model.clone(), seen: seen.clone(), at, cell: chosen, theme: *theme, act: act.clone() }} />
                }
                <div>
                    <Number name={text::set_cell(chosen[0], chosen[1])} value={Some(map[chosen[0] * shape.w + chosen[1]])} least={-LARGEST} largest={LARGEST} set={set_cell} testid="set-cell" />
                    if let (Some(param), Some((sources, [h, w]))) = (param, kernel(model, column)) {
                        { weights(props, column, at.unit, weight, (sources, [h, w])) }
                        <Number name={text::set_weight(weight.source, weight.row, weight.column)} value={Some(now(param, Changed::Weight(weight, 0.0)))} least={-LARGEST} largest={LARGEST} set={set_weight} testid="set-weight" />
                    }
                </div>
            </div>
        </div>
    }
}

/// The weights of one source to choose from, where they are few.
fn weights(
    Props { model, theme, act, .. }: &Props,
    column: usize,
    unit: usize,
    chosen: WeightAt,
    (sources, [h, w]): (usize, [usize; 2]),
) -> Html {
    let go =
        |source: usize| act.reform(move |_: MouseEvent| Action::Weight(Some(WeightAt { source, ..chosen })));
    let range = model.weight(column).iter().fold(1e-6f32, |range, weight| range.max(weight.abs()));
    let button = |i: usize| {
        let at = WeightAt { row: i / w, column: i % w, ..chosen };
        let value = param_of(model, column, unit, at).map_or(0.0, |param| model.weights.params[param]);
        let ground = format!("background:{}", css(Palette::Weight.color(value, range, *theme)));
        let name = text::set_weight(at.source, at.row, at.column);
        html! {
            <button class={classes!((at == chosen).then_some("chosen"))} ~style={ground} aria-label={name.clone()} title={name} aria-pressed={(at == chosen).to_string()}
                onclick={act.reform(move |_: MouseEvent| Action::Weight(Some(at)))} />
        }
    };
    html! {
        <div class="kernel">
            if h * w <= 25 { <div class="kernel-grid" ~style={format!("grid-template-columns:repeat({w},24px)")}>{ for (0..h * w).map(button) }</div> }
            <div class="stepper">
                <button aria-label={text::PREVIOUS} disabled={chosen.source == 0} onclick={go(chosen.source.saturating_sub(1))}>{ "−" }</button>
                <output>{ chosen.source }</output>
                <button aria-label={text::NEXT} disabled={chosen.source + 1 >= sources} onclick={go(chosen.source + 1)}>{ "+" }</button>
            </div>
        </div>
    }
}
