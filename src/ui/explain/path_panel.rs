//! The chain rule along one path, factor by factor.

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use crate::app::color::{Palette, css};
use crate::app::numbers::{bracketed, equals, exact, read_back, sig3, trimmed};
use crate::app::places::draw::Action;
use crate::app::places::draw::backward_config::BackwardChoice;
use crate::app::places::draw::path::{Path, Stop};
use crate::app::text::draw::walk as text;
use crate::ui::draw::panel::Shown;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub path: Option<Path>,
    /// ∂L/∂a, over all paths.
    pub gradient: f32,
}

#[component]
pub fn PathPanel(Props { shown, path, gradient }: &Props) -> Html {
    let Shown { model, theme, act, .. } = shown;
    let Some(path) = path else { return html! { <p class="hint">{ text::NO_PATH }</p> } };
    let units: Vec<usize> = path.stops.iter().map(|stop| stop.unit).collect();
    let stop = |(i, stop): (usize, &Stop)| {
        let (act, kept) = (act.clone(), units[..i].to_vec());
        // What lies behind another unit is the strongest again.
        let choose = Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Ok(unit) = chosen.parse() {
                let units = kept.iter().copied().chain([unit]).collect();
                act.emit(Action::Backward(BackwardChoice::Path(Some(units))));
            }
        });
        let title = &model.columns[stop.column].name;
        html! {
            <li>
                <label><span>{ title.clone() }</span>
                    <select aria-label={text::THROUGH} data-testid={format!("path-{i}")} onchange={choose}>
                        { for stop.units.iter().map(|unit| html! {
                            <option value={unit.to_string()} selected={*unit == stop.unit}>{ unit }</option>
                        }) }
                    </select>
                </label>
                <b title={exact(stop.slope)}>{ trimmed(stop.slope) }</b><small>{ text::slope_of(title) }</small>
                if let Some((name, slope)) = stop.activation {
                    <b title={exact(slope)}>{ trimmed(slope) }</b><small>{ text::derivative(name) }</small>
                }
            </li>
        }
    };
    let factors =
        path.stops.iter().flat_map(|stop| [Some(stop.slope), stop.activation.map(|(_, slope)| slope)]);
    let factors: Vec<String> = factors.flatten().chain([path.error]).map(trimmed).collect();
    let product: f64 = factors.iter().map(|factor| read_back(factor)).product();
    let result = sig3(path.product);
    let written: Vec<String> = factors.iter().map(|factor| bracketed(read_back(factor) as f32)).collect();
    html! {
        <>
            <ol class="path">
                { for path.stops.iter().enumerate().map(stop) }
                <li><span>{ text::ERROR }</span><b title={exact(path.error)}>{ trimmed(path.error) }</b></li>
            </ol>
            <p class="formula" data-testid="path-product" aria-live="polite">
                { written.join(" · ") }{ format!(" {} ", equals(product, &result)) }
                <b ~style={format!("color:{}", css(Palette::Gradient.word(path.product, *theme)))} title={exact(path.product)}>{ result }</b>
                <span class="muted">{ text::one_of_all(&sig3(*gradient)) }</span>
            </p>
        </>
    }
}
