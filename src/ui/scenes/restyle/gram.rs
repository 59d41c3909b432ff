//! Gram matrices as pictures, and one entry taken apart.

use std::rc::Rc;

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::scenes::restyle::Entry;
use crate::app::places::scenes::{Restyle, RestyleAction, Scenes};
use crate::app::text::restyle as text;
use crate::ui::bitmap::Bitmap;
use crate::ui::scenes::canvas::{Canvas, colors};
use crate::ui::widgets::segments::Segments;

pub fn gram(scenes: &Scenes, restyle: &Restyle, theme: Theme, act: &Callback<RestyleAction>) -> Html {
    let [bank, row, column] = scenes.config.restyle.entry;
    let Some((_, filters)) = restyle.bank(bank) else { return Html::default() };
    let (Some(wanted), found) = (restyle.style_grams.get(bank), restyle.grams().get(bank)) else {
        return Html::default();
    };
    let chosen = restyle.pointed.unwrap_or([row, column]).map(|index| index.min(filters - 1));
    let range = wanted.iter().fold(0.0f32, |most, value| most.max(*value));
    let matrix = |values: &Rc<[f32]>, is_style: bool, testid: &'static str| {
        let value = values[chosen[0] * filters + chosen[1]];
        let name = text::matrix(is_style, filters, chosen, value);
        html! {
            <figure>
                <Matrix {name} {filters} {chosen} act={act.clone()}>
                    <Bitmap values={values.clone()} w={filters} palette={Palette::Activation} {range} {theme} testid={testid} />
                </Matrix>
                <figcaption>{ if is_style { text::OF_THE_STYLE } else { text::OF_THE_PICTURE } }</figcaption>
            </figure>
        }
    };
    let banks = (0..restyle.style_grams.len()).filter_map(|bank| restyle.bank(bank));
    let options = banks.map(|(side, _)| AttrValue::from(text::bank(side))).collect::<Vec<_>>();
    html! {
        <>
            <header>
                <h2>{ text::GRAM }</h2>
                <Segments name={text::FILTERS} {options} chosen={bank} choose={act.reform(RestyleAction::Bank)} testid="bank" />
                <span class="fine">{ text::POINT }</span>
            </header>
            <div class="grams">
                { matrix(wanted, true, "gram-style") }
                if let Some(found) = found { { matrix(found, false, "gram") } }
            </div>
            if let Some(entry) = restyle.entry([bank, row, column]) { { taken_apart(&entry, scenes.config.restyle.size, theme) } }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct MatrixProps {
    name: String,
    filters: usize,
    chosen: [usize; 2],
    act: Callback<RestyleAction>,
    children: Html,
}

/// A matrix with the entry that is told, which follows the pointer and the arrow keys.
#[component]
fn Matrix(MatrixProps { name, filters, chosen, act, children }: &MatrixProps) -> Html {
    let (area, filters) = (use_node_ref(), *filters);
    let at = {
        let area = area.clone();
        move |event: &PointerEvent| {
            let rect = area.cast::<Element>()?.get_bounding_client_rect();
            let along = |at: i32, from: f64, len: f64| {
                ((f64::from(at) - from) / len * filters as f64).clamp(0.0, filters as f64 - 1.0) as usize
            };
            let row = along(event.client_y(), rect.top(), rect.height());
            Some([row, along(event.client_x(), rect.left(), rect.width())])
        }
    };
    let point = {
        let (act, at) = (act.clone(), at.clone());
        Callback::from(move |event: PointerEvent| act.emit(RestyleAction::Point(at(&event))))
    };
    let choose = {
        let act = act.clone();
        Callback::from(move |event: PointerEvent| {
            at(&event).into_iter().for_each(|entry| act.emit(RestyleAction::Entry(entry)));
        })
    };
    let keys = {
        let (act, [row, column]) = (act.clone(), *chosen);
        Callback::from(move |event: KeyboardEvent| {
            let last = filters - 1;
            let to = match event.key().as_str() {
                "ArrowUp" => [row.saturating_sub(1), column],
                "ArrowDown" => [(row + 1).min(last), column],
                "ArrowLeft" => [row, column.saturating_sub(1)],
                "ArrowRight" => [row, (column + 1).min(last)],
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            act.emit(RestyleAction::Entry(to));
        })
    };
    let percent = |index: usize| 100.0 * index as f64 / filters as f64;
    let [row, column] = chosen.map(percent);
    let mark = format!("top:{row}%;left:{column}%;width:{0}%;height:{0}%", percent(1));
    html! {
        <div ref={area} class="gram" tabindex="0" role="img" aria-label={name.clone()} onpointermove={point}
            onpointerleave={act.reform(|_| RestyleAction::Point(None))} onpointerdown={choose} onkeydown={keys}>
            { children.clone() }<i ~style={mark}></i>
        </div>
    }
}

/// Both filters with their maps, the product, and its mean.
fn taken_apart(entry: &Entry, side: usize, theme: Theme) -> Html {
    let largest = |values: &[f32]| values.iter().fold(0.0f32, |most, value| most.max(*value));
    let range = entry.maps.iter().map(|map| largest(map)).fold(0.0, f32::max);
    let map = |values: &Rc<[f32]>, range: f32, testid: Option<&'static str>| {
        html! { <Bitmap values={values.clone()} w={side} palette={Palette::Activation} {range} {theme} testid={testid.map(AttrValue::from)} /> }
    };
    let [i, j] = entry.filters;
    let filter = |which: usize| {
        let kernel = &entry.kernels[which];
        let most = kernel.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        let shown: Rc<[f32]> = kernel.iter().map(|weight| 0.5 + 0.5 * weight / most).collect();
        html! {
            <>
                <figure class="filter-shown"><Canvas pixels={colors(&shown)} side={entry.filter_side} testid={format!("filter-{which}")} /><figcaption>{ text::filter(entry.filters[which]) }</figcaption></figure>
                <figure>{ map(&entry.maps[which], range, None) }<figcaption>{ text::responds(entry.filters[which]) }</figcaption></figure>
            </>
        }
    };
    html! {
        <div class="gram-entry">
            <div class="gram-maps">
                { filter(0) }
                { filter(1) }
                <figure>{ map(&entry.product, largest(&entry.product), Some("gram-product")) }<figcaption>{ text::product([i, j]) }</figcaption></figure>
            </div>
            <p><b data-testid="gram-entry">{ text::entry([i, j], entry.product.len(), entry.mean) }</b>
                if let Some(now) = entry.now { { " · " }<span data-testid="gram-now">{ text::entry_now(now) }</span> }</p>
            <p class="fine">{ text::meaning(i == j) }</p>
        </div>
    }
}
