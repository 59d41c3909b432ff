//! The chosen method: its formula, what it says, its settings and its numbers.

use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::palette;
use crate::app::color::{Theme, css};
use crate::app::numbers::{bracketed, decimals, exact, rounded_to_sum, sig3, trimmed};
use crate::app::places::draw::attribution_map::magnitude;
use crate::app::places::draw::model::Model;
use crate::app::places::draw::why::{Explained, has_maps, score_name};
use crate::app::places::draw::{Action, DrawConfig};
use crate::app::text::Text;
use crate::app::text::draw::why as text;
use crate::session::{Cover, Method, Scores};
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub explained: Rc<Explained>,
    pub layer: String,
    pub w: usize,
    pub theme: Theme,
    pub act: Callback<Action>,
}

/// Decimals of scores and of their differences.
const DECIMALS: usize = 3;

#[component]
pub fn Panel(props: &Props) -> Html {
    let Props { config, explained, layer, .. } = props;
    let method = config.method;
    let settings = match method {
        Method::GradCam => layers(props),
        Method::Occlusion => cover(props),
        _ => Html::default(),
    };
    let map = explained.map(method, 0);
    html! {
        <section class="panel why-panel" aria-label={text::method(method)}>
            <header><h2>{ text::method(method) }</h2><p class="why-formula">{ text::formula(method) }</p></header>
            <div class="why-about">
                <div><p>{ text::about(method, layer, config.cover) }</p>{ settings }</div>
                if let (Some(map), Some(scores)) = (map, explained.scores.first()) {
                    { numbers(props, map, *scores) }
                }
            </div>
        </section>
    }
}

/// The score, how far the map goes, and for integrated gradients that nothing is lost.
fn numbers(props: &Props, map: &[f32], scores: Scores) -> Html {
    let Props { config, explained, theme, .. } = props;
    let score = explained.rows.first().map(|(_, row)| score_name(row.target)).unwrap_or_default();
    if config.method != Method::IntegratedGradients {
        let range = format!("±{}", sig3(magnitude(map)));
        return html! {
            <dl class="why-numbers">
                <dt>{ text::SCORE }</dt><dd>{ format!("{score} = {}", decimals(scores.input, DECIMALS)) }</dd>
                <dt>{ text::RANGE }</dt><dd>{ range }</dd>
            </dl>
        };
    }
    let sum = map.iter().map(|value| f64::from(*value)).sum::<f64>() as f32;
    // What is shown is subtracted as it is shown.
    let (terms, gained) = rounded_to_sum(&[scores.input, -scores.baseline], DECIMALS as i32);
    let difference = format!("{} − {}", decimals(terms[0], DECIMALS), bracketed(-terms[1]));
    let error = sum - (scores.input - scores.baseline);
    let word = |value: f32| format!("color:{}", css(palette(config.method).word(value, *theme)));
    html! {
        <dl class="why-numbers" data-testid="completeness">
            <dt>{ text::SUM }</dt><dd><b data-testid="completeness-sum" ~style={word(sum)} title={exact(sum)}>{ decimals(sum, DECIMALS) }</b></dd>
            <dt>{ text::score_gained(&score) }</dt>
            <dd>{ difference }{ " = " }<b data-testid="completeness-score" ~style={word(gained)}>{ decimals(gained, DECIMALS) }</b></dd>
            <dt>{ text::INTEGRAL_ERROR }</dt><dd>{ trimmed(error) }</dd>
        </dl>
    }
}

/// Which layer Grad-CAM looks at.
fn layers(Props { model, layer, act, .. }: &Props) -> Html {
    let choose = act.reform(|event: Event| {
        Action::GradCamLayer(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    let columns = (0..model.columns.len()).filter(|&column| has_maps(model, column));
    let option = |column: usize| {
        let name = model.layer_name(column).to_owned();
        html! { <option value={name.clone()} selected={name == *layer}>{ name.clone() }</option> }
    };
    html! {
        <label class="setting why-setting">
            <span>{ text::TARGET_LAYER }</span>
            <select data-testid="why-layer" onchange={choose}>{ for columns.map(option) }</select>
        </label>
    }
}

/// The fills to choose from, with their names.
const FILLS: [(f32, Text); 3] = [(0.0, text::PAPER), (0.5, text::GRAY), (1.0, text::INK)];
/// The sides of the window to choose from.
const SIDES: [usize; 5] = [1, 3, 5, 7, 9];

/// What occlusion covers the drawing with.
fn cover(Props { config, act, .. }: &Props) -> Html {
    let cover = config.cover;
    let side = act.reform(move |i: usize| Action::Cover(Cover { side: SIDES[i], ..cover }));
    let fill = act.reform(move |i: usize| Action::Cover(Cover { fill: FILLS[i].0, ..cover }));
    html! {
        <div class="why-setting">
            <span>{ text::WINDOW }</span>
            <Segments name={text::WINDOW} options={SIDES.map(|side| format!("{side}×{side}").into()).to_vec()} testid="why-side"
                chosen={SIDES.iter().position(|side| *side == cover.side).unwrap_or(usize::MAX)} choose={side} />
            <span>{ text::FILL }</span>
            <Segments name={text::FILL} options={FILLS.map(|(_, name)| name.into()).to_vec()} testid="why-fill"
                chosen={FILLS.iter().position(|(fill, _)| *fill == cover.fill).unwrap_or(usize::MAX)} choose={fill} />
        </div>
    }
}
