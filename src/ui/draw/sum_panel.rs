//! A convolution or a dense unit: every input map × its kernel, the partial sums, the bias, the activation.

use std::rc::Rc;

use yew::prelude::*;

use super::lens::Numbers;
use super::panel::Shown;
use super::stack::Stack;
use super::whole::Whole;
use crate::app::color::{Palette, Theme, css};
use crate::app::numbers::{decimals, exact, rounded_to_sum, signed};
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::explain::{Sum, Term, partial_maps};
use crate::app::text::draw::{self as text, Factor};
use crate::ui::browser;

/// Decimals of the terms.
const DECIMALS: usize = 2;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub sum: Sum,
}

#[component]
pub fn SumPanel(Props { shown, sum }: &Props) -> Html {
    let Shown { model, seen, at, theme, .. } = shown;
    let looked_at = use_state(|| None::<usize>);
    let column = &model.columns[at.column];
    let source = &model.columns[column.sources[0]];
    let partial = use_memo((seen.clone(), *at), |(seen, at)| {
        partial_maps(model, seen, at.column, at.unit).into_iter().map(Rc::from).collect::<Vec<Rc<[f32]>>>()
    });
    let weights = if sum.is_distance {
        1.0
    } else {
        model.weight(at.column).iter().fold(0.0f32, |range, w| range.max(w.abs()))
    };
    let sums = partial.iter().flat_map(|map| map.iter()).fold(0.0f32, |range, v| range.max(v.abs()));
    let terms: Vec<f32> = sum.terms.iter().map(|term| term.sum).chain([sum.bias]).collect();
    let (rounded, total) = rounded_to_sum(&terms, DECIMALS as i32);
    let strongest =
        (0..sum.terms.len()).max_by(|&a, &b| sum.terms[a].sum.abs().total_cmp(&sum.terms[b].sum.abs()));
    let chosen = looked_at.or(strongest).filter(|&i| i < sum.terms.len());
    let noun = if source.kind == ColumnKind::Units { text::Source::Unit } else { text::Source::Map };
    let maps = source.shape.area() > 1;
    let weights_are = match (maps, column.shape.area() > 1) {
        (true, true) => Factor::Kernel,
        (true, false) => Factor::Weights,
        (false, _) => Factor::Weight,
    };
    let term = |(i, term): (usize, &Term)| {
        let look = {
            let looked_at = looked_at.clone();
            Callback::from(move |()| looked_at.set(Some(i)))
        };
        // As in the grids of numbers, without the zero before the point: sixteen stand side by side.
        let value = signed(rounded[i], DECIMALS).replacen("+0.", "+.", 1).replacen("−0.", "−.", 1);
        let name = text::term_exactly(noun, term.source, &value, term.sum);
        let ink = source.kind == ColumnKind::Input;
        let (palette, range) =
            if ink { (Palette::Ink, 1.0) } else { (Palette::Activation, model.range(column.sources[0])) };
        let mut pictures = Vec::new();
        if maps {
            let map = Rc::from(seen.map(source.shown, term.source, source.shape.area()));
            pictures.push((map, source.shape.w, palette, range));
            pictures.push((Rc::from(&term.weights[..]), term.size[1], Palette::Weight, weights));
            let part = partial.get(i).map(|part| (part.clone(), column.shape.w, Palette::Activation, sums));
            pictures.extend(part);
        }
        html! {
            <button id={format!("term-{i}")} tabindex={if chosen == Some(i) { "0" } else { "-1" }} class={classes!("term", (chosen == Some(i)).then_some("chosen"))} title={name}
                onpointerenter={look.reform(|_: PointerEvent| ())} onfocus={look.reform(|_: FocusEvent| ())} onclick={look.reform(|_: MouseEvent| ())}>
                if maps { <Stack pictures={pictures} theme={*theme} /> }
                <span ~style={word(term.sum, *theme)} data-testid="term">{ value }</span>
            </button>
        }
    };
    let lens = chosen.map(|i| {
        let term = &sum.terms[i];
        let ink = source.kind == ColumnKind::Input;
        let (palette, range) = if ink { (Palette::Ink, 1.0) } else { (Palette::Activation, model.range(column.sources[0])) };
        html! {
            <div class="lens">
                <p>{ if sum.is_distance { text::compared(noun, term.source) } else { text::times(noun, term.source, weights_are) } }</p>
                <div>
                    <Numbers values={term.values.clone()} columns={term.size[1]} {palette} {range} theme={*theme} name={text::values_of(noun, term.source)} />
                    <span>{ if sum.is_distance { "−" } else { "×" } }</span>
                    <Numbers values={term.weights.clone()} columns={term.size[1]} palette={Palette::Weight} range={weights} theme={*theme} name={text::WEIGHTS} />
                </div>
                <p>{ term.equals(sum.is_distance, &signed(rounded[i], DECIMALS)) }{ " " }<b ~style={word(term.sum, *theme)}>{ signed(rounded[i], DECIMALS) }</b></p>
            </div>
        }
    });
    let caption = match partial.is_empty() {
        false => text::TERMS_OF_MAPS,
        true => text::TERMS_OF_WEIGHTS,
    };
    html! {
        <>
            <div class="sum">
                if column.shape.area() > 1 { <Whole shown={shown.clone()} /> }
                <div class="parts">
                if maps && sum.terms.len() > 1 {
                    <p>{ caption }</p>
                }
                <div onkeydown={walk(sum.terms.len(), chosen)} class={classes!("terms", (!maps).then_some("many"), (sum.terms.len() == 1).then_some("alone"))}>
                    { for sum.terms.iter().enumerate().map(term) }
                </div>
                </div>
                { lens }
            </div>
            { formula(sum, &rounded, total, noun, *theme) }
        </>
    }
}

/// The sum in words and numbers: what is shown adds up.
fn formula(sum: &Sum, rounded: &[f32], total: f32, noun: text::Source, theme: Theme) -> Html {
    let bias = rounded[rounded.len() - 1];
    let terms = total - bias;
    html! {
        <p class="formula" data-testid="formula" aria-live="polite">
            if sum.is_distance {
                { text::distance_of(sum.terms.len()) }
            } else {
                { text::sum_of(noun, sum.terms.len()) }<b ~style={word(terms, theme)}>{ signed(terms, DECIMALS) }</b>
                { text::PLUS_BIAS }<b ~style={format!("color:{}", css(Palette::Weight.word(bias, theme)))}>{ signed(bias, DECIMALS) }</b>
                { " = " }
            }
            <b ~style={word(total, theme)} title={exact(sum.total)}>{ signed(total, DECIMALS) }</b>
            if let Some((name, value)) = sum.activation {
                { text::activated(name) }
                <b ~style={word(value, theme)} title={exact(value)}>{ decimals(value, DECIMALS) }</b>
            }
        </p>
    }
}

/// The arrow keys go from term to term.
fn walk(terms: usize, chosen: Option<usize>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let at = chosen.unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
            "ArrowRight" | "ArrowDown" => (at + 1).min(terms - 1),
            _ => return,
        };
        event.prevent_default();
        browser::focus(&format!("term-{next}"));
    })
}

pub fn word(value: f32, theme: Theme) -> String {
    format!("color:{}", css(Palette::Activation.word(value, theme)))
}
