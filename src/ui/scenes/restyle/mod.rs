//! Restyling: the picture on its way, its Gram matrices beside those of the style, and what leads the way.

mod gram;
mod load;
mod pictures;

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::canvas::{Canvas, colors};
use super::learn_bar::{Control, LearnBar, idea};
use crate::app::color::Theme;
use crate::app::places::scenes::restyle::SIZES;
use crate::app::places::scenes::{Action, Restyle, RestyleAction, Scenes};
use crate::app::places::train::{Chart, chart};
use crate::app::text::restyle as text;
use crate::app::text::shell::TRY_AGAIN;
use crate::ui::train::time::time;
use crate::ui::widgets::segments::Segments;

pub use load::load;

const CHART: (u32, u32) = (300, 96);
/// What the chart leaves out.
const LEAST_LOSS: f32 = 1e-6;

/// The columns below the tabs.
pub fn restyle(scenes: &Scenes, theme: Theme, header: Html, ask: &Callback<Action>) -> Html {
    let Some(restyle) = scenes.restyling() else { return Html::default() };
    let act = ask.reform(Action::Restyle);
    html! {
        <>
            <section class="scene" aria-label={text::THE_PICTURE}>
                { header }
                { picture(scenes, restyle) }
                { pictures::pictures(scenes, restyle, &act) }
            </section>
            <section class="answer" aria-live="off">
                if let Some(why) = &restyle.failed {
                    <p role="alert">{ why }{ " " }<button class="quiet" onclick={ask.reform(|_| Action::TryAgain)}>{ TRY_AGAIN }</button></p>
                } else if restyle.style_grams.is_empty() {
                    <p class="fine" role="status">{ text::WAITS }</p>
                } else {
                    { gram::gram(scenes, restyle, theme, &act) }
                }
            </section>
            { course(scenes, restyle, ask, &act) }
        </>
    }
}

fn picture(scenes: &Scenes, restyle: &Restyle) -> Html {
    let side = scenes.config.restyle.size;
    html! {
        <div class="scene-stage restyled">
            if let Some(image) = restyle.image() {
                // Its numbers can be read once it stands still.
                <Canvas pixels={colors(image)} values={(!restyle.runs).then(|| image.clone())} {side} name={text::THE_PICTURE} testid="restyled" />
            }
        </div>
    }
}

fn course(scenes: &Scenes, restyle: &Restyle, ask: &Callback<Action>, act: &Callback<RestyleAction>) -> Html {
    let (action, name, control) = match (restyle.runs, restyle.steps()) {
        (true, _) => (RestyleAction::Stop, text::STOP, Control::Stop),
        (false, 0) => (RestyleAction::Play, text::PLAY, Control::Play),
        (false, _) => (RestyleAction::Play, text::GO_ON, Control::Play),
    };
    let losses = restyle.loss();
    let line = |which: usize| {
        let points = restyle.losses.iter().enumerate();
        let points = points.map(|(step, losses)| (step as f32, losses[which]));
        // A photograph begins with a content loss of 0, which no power of ten is.
        points.filter(|(_, loss)| *loss > LEAST_LOSS).collect()
    };
    let lines = vec![("ink", line(0)), ("accent", line(1))];
    let mark = restyle.timeline().and_then(|timeline| timeline.earlier()).map(|step| step as f32);
    let drawn = Html::from_html_unchecked(chart(&Chart { size: CHART, lines, log: true, mark }).into());
    let bar = LearnBar {
        control,
        name,
        disabled: restyle.image().is_none(),
        said: text::steps(restyle.steps(), restyle.seconds),
        press: act.reform(move |_| action.clone()),
        others: html! {
            <>
                <button class="quiet" data-testid="reset" disabled={restyle.steps() == 0} onclick={act.reform(|_| RestyleAction::Reset)}>{ text::RESET }</button>
                <button class="quiet" data-testid="other-filters" onclick={act.reform(|_| RestyleAction::Another)}>{ text::ANOTHER }</button>
            </>
        },
        // It is one picture that is changed, and no network that learns.
        engine: Html::default(),
    };
    html! {
        <aside class="learnt" aria-label={text::ON_ITS_WAY}>
            { bar.view() }
            <div class="metrics"><dl>
                <div><dt>{ text::STYLE_LOSS }</dt><dd data-testid="metric-style">{ text::loss(losses.map(|losses| losses[0])) }</dd></div>
                if scenes.restyles_photograph() {
                    <div><dt>{ text::CONTENT_LOSS }</dt><dd data-testid="metric-content">{ text::loss(losses.map(|losses| losses[1])) }</dd></div>
                }
            </dl></div>
            if restyle.steps() > 0 { { time(restyle.timeline(), &ask.reform(Action::Seek)) } }
            if restyle.steps() > 1 {
                <div class="learnt-charts"><figure data-testid="loss-chart">{ drawn }
                    <figcaption><i class="ink"></i>{ text::STYLE_LOSS }if scenes.restyles_photograph() { <><i class="accent"></i>{ text::CONTENT_LOSS }</> }</figcaption>
                </figure></div>
            }
            { settings(scenes, act) }
            { idea(restyle.steps() == 0, text::IDEA, text::SOURCE) }
        </aside>
    }
}

fn settings(scenes: &Scenes, act: &Callback<RestyleAction>) -> Html {
    let config = scenes.config.restyle;
    let options = SIZES.map(|(_, _, name)| AttrValue::from(name)).to_vec();
    let chosen = SIZES.iter().position(|(size, ..)| *size == config.size).unwrap_or(0);
    let set = act.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        RestyleAction::Weight(input.value_as_number() as usize)
    });
    html! {
        <div class="restyle-settings">
            <Segments name={text::SIDE} {options} {chosen} choose={act.reform(|index: usize| RestyleAction::Size(SIZES[index].0))} testid="size" />
            if scenes.restyles_photograph() {
                <label class="threshold"><span>{ text::content_weight(config.weight) }</span>
                    <input class="scrub" type="range" min="0" max="100" data-testid="content-weight" value={config.weight.to_string()} ~style={format!("--part:{}%", config.weight)} oninput={set} />
                </label>
            }
        </div>
    }
}
