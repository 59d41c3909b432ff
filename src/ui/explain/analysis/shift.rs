//! The transformed drawing, read by three networks, and how often they are right at each strength.

use std::rc::Rc;

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::bars::Bars;
use super::chart::{Chart, Line};
use super::{NARROW, Props};
use crate::app::color::Palette;
use crate::app::numbers::{percent, whole_percent};
use crate::app::places::draw::Action;
use crate::app::places::draw::analysis::Choice;
use crate::app::places::draw::analysis::link::TRANSFORMS;
use crate::app::places::draw::why::classes;
use crate::app::text::draw::analysis as text;
use crate::data::Transform;
use crate::session::samples::ROBUSTNESS;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::segments::Segments;

/// The compared networks' names for tests and in the style sheet.
const NAMES: [&str; 3] = ["dense", "cnn", "gap"];

#[component]
pub fn Shift(props: &Props) -> Html {
    let Props { config, seen, answers, theme, window, act, .. } = props;
    let (transform, level) = (config.analysis.transform, config.analysis.level());
    let strengths = transform.strengths();
    let at = Transform::ALL.iter().position(|other| *other == transform).unwrap_or(0);
    let class = seen.as_ref().and_then(|seen| classes(config, &seen.ranking())).map(|(class, _)| class);
    let choose = act.reform(|i: usize| Action::Analysis(Choice::Transform(TRANSFORMS[i].0)));
    let slide = act.reform(|event: InputEvent| {
        let level = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        Action::Analysis(Choice::Strength(level as usize))
    });
    let w = props.model.plan.network().input.w;
    let image = use_memo(answers.compared.clone(), |compared| Rc::<[f32]>::from(&compared.image[..]));
    let line = |network: usize| {
        let curve = answers.compared.curves.get(&(transform, network));
        let share = |level: usize| {
            let (right, of) = *curve?.get(level)?;
            (of > 0).then(|| right as f32 / of as f32)
        };
        let shares: Vec<Option<f32>> = (0..strengths.len()).map(share).collect();
        let known: Vec<String> = shares.iter().flatten().map(|share| whole_percent(*share)).collect();
        let label = shares[level].map_or_else(String::new, |share| text::at_strength(network, share));
        Line { name: NAMES[network], label, shares, described: text::curve(network, &known.join(", ")) }
    };
    let lines: Vec<Line> = (0..3).map(line).collect();
    let counting = lines.iter().any(|line| line.shares.iter().any(Option::is_none));
    let [strong, because] = text::invariance(transform == Transform::Shift);
    let size = if window.0 < NARROW { (340.0, 220.0) } else { (600.0, 236.0) };
    html! {
        <div class="analysis shift">
            <div class="analysis-head">
                <h2>{ text::transformed(class, at, strengths[level]) }</h2>
                <Segments name={text::TRANSFORM_BY} options={TRANSFORMS.map(|(_, _, name)| name.into()).to_vec()} chosen={at} {choose} testid="transform"
                    option_testids={TRANSFORMS.map(|(_, id, _)| format!("transform-{id}").into()).to_vec()} />
            </div>
            <div class="shift-networks">
                <div class="shift-image">
                    <div class="framed-image">
                        if !image.is_empty() { <Bitmap values={(*image).clone()} {w} palette={Palette::Ink} range={1.0} theme={*theme} testid="shift-image" /> }
                    </div>
                    <input type="range" min="0" max={(strengths.len() - 1).to_string()} value={level.to_string()} oninput={slide} data-testid="shift"
                        aria-label={text::TRANSFORMS[at]} aria-valuetext={text::slider(at, strengths[level])} />
                </div>
                { for (0..3).map(|network| answer(props, network, class)) }
            </div>
            <div class="shift-curve">
                <section aria-label={text::RIGHT_ANSWERS}>
                    <p><b>{ text::RIGHT_ANSWERS }</b>{ " " }<span>{ text::by_strength(at, ROBUSTNESS) }</span>
                        if counting { <span data-testid="counting">{ " · " }{ text::COUNTING }</span> }</p>
                    <Chart {lines} strengths={strengths.iter().map(f32::to_string).collect::<Vec<_>>()} chosen={level} {size} title={text::RIGHT_ANSWERS} testid="shift-curve"
                        choose={act.reform(|level| Action::Analysis(Choice::Strength(level)))} />
                </section>
                <div class="analysis-said">
                    <p><b>{ strong }</b></p>
                    <p>{ because }</p>
                    <p class="hint">{ text::OTHER_DATA }{ " " }{ text::CENTRING_OFF }</p>
                </div>
            </div>
        </div>
    }
}

/// What one network makes of the drawing.
fn answer(Props { answers, .. }: &Props, network: usize, class: Option<usize>) -> Html {
    let answer = answers.compared.answers[network].as_ref().filter(|_| !answers.compared.image.is_empty());
    let ranking = answer.map(|answer| answer.ranking());
    let first = ranking.as_ref().map(|ranking| ranking[0]);
    let probability = |class: usize| answer.map_or(0.0, |answer| answer.probabilities[class]);
    let other = class.filter(|class| first.is_some_and(|first| first != *class));
    html! {
        <section aria-label={text::COMPARED[network]} data-testid={format!("shift-{}", NAMES[network])} data-answer={first.map(|first| first.to_string())}>
            <h3>{ text::COMPARED[network] }</h3>
            <p class="hint">{ text::params(answers.params[network]) }</p>
            if let Some(why) = &answers.compared.failures[network] { <p role="alert">{ why.clone() }</p> }
            <p class="shift-answer">
                if let Some(first) = first {
                    <output class={classes!(other.is_some().then_some("wrong"))}>{ first }</output><span>{ percent(probability(first)) }</span>
                }
                if let Some(class) = other { <small>{ text::meant(class, probability(class)) }</small> }
            </p>
            <Bars probabilities={answer.map_or_else(|| vec![0.0; 10], |answer| answer.probabilities.clone())} {class} />
        </section>
    }
}
