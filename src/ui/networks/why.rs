//! Why a network sees what it sees in a photograph: what seven methods say, one of them large.

use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::run::{PHOTO, best, state};
use super::tiles::Photo;
use crate::app::color::Theme;
use crate::app::numbers::{compact, decimals, sig3};
use crate::app::places::draw::attribution_map::{magnitude, plane, rank_correlation};
use crate::app::places::networks::Networks;
use crate::app::places::networks::run::{Loading, Opened, RunAction, Seen, Stage, usual_largest};
use crate::app::places::networks::why::{SAMPLING, WhyAction, cover, random_layers};
use crate::app::text::draw::why as methods;
use crate::app::text::networks::run as run_text;
use crate::app::text::networks::why as text;
use crate::session::Method;
use crate::ui::bitmap::Bitmap;
use crate::ui::explain::palette;
use crate::ui::widgets::fields::Stepper;

/// All of it.
pub fn view(networks: &Networks, theme: Theme, act: &Callback<RunAction>, ask: &Callback<WhyAction>) -> Html {
    if let Some(why) = networks.refuses_why() {
        return html! { <div class="run-said"><p>{ why }</p></div> };
    }
    let run = &networks.run;
    let (Loading::Ready(opened), Some(seen)) = (&run.loading, &run.seen) else {
        return html! { <div class="run-said">{ state(run, act) }</div> };
    };
    let method = networks.config.why.method.unwrap_or(Method::GradCam);
    html! {
        <div class="photo-why">
            <figure class="run-photo" ~style={format!("width:{PHOTO}px;height:{PHOTO}px")}>
                if let Some(square) = &run.square {
                    <Photo square={square.clone()} side={PHOTO} cam={networks.why.explained.map(Method::GradCam).cloned()} name={run_text::THE_PICTURE} />
                }
            </figure>
            { large(networks, method, theme) }
            <section class="run-guesses" aria-label={run_text::GUESSES}>
                { best(networks, opened, seen, ask) }
                { settings(networks, opened, seen, ask) }
            </section>
            <section class="photo-why-maps" aria-label={text::MAPS}>
                <h2>{ title(networks, opened) }<span>{ progress(networks, ask) }</span></h2>
                <div>{ for Method::ALL.map(|one| card(networks, one, one == method, theme, ask)) }</div>
                if networks.config.why.randomized > 0 { <p class="fine">{ text::EXPLAINS_NOTHING }</p> }
            </section>
        </div>
    }
}

/// The class, and the score that is explained.
fn title(networks: &Networks, opened: &Opened) -> String {
    let Some(target) = networks.target() else { return String::new() };
    let against = target.against.map(|class| opened.called(class));
    text::title(&opened.called(target.class), against.as_deref())
}

/// A method's map as one plane, and how many values a row of it has.
fn shown(networks: &Networks, values: &[f32]) -> (Vec<f32>, usize) {
    let input = networks.subject.plan.network().input;
    (plane(values, input.area()), input.w)
}

/// Where a map's palette ends: single values would leave the rest of a photograph's gradients pale.
fn palette_end(method: Method, values: &[f32]) -> f32 {
    let usual = usual_largest(values);
    let is_smooth = matches!(method, Method::GradCam | Method::Occlusion);
    if is_smooth || usual == 0.0 { magnitude(values) } else { usual }
}

/// The chosen method: its map, its formula, what it says.
fn large(networks: &Networks, method: Method, theme: Theme) -> Html {
    let explained = &networks.why.explained;
    let (plan, stages) = (&networks.subject.plan, &networks.run.stages);
    let layer = networks.grad_cam_stage().map_or("", |stage| &stages[stage].name);
    let about = text::about(method, layer, cover(plan).side, SAMPLING.copies, SAMPLING.steps);
    let map = explained.map(method).map(|values| shown(networks, values));
    let complete = explained.map(method).filter(|_| method == Method::IntegratedGradients).map(|values| {
        let sum = values.iter().map(|value| f64::from(*value)).sum::<f64>() as f32;
        text::completeness(
            &decimals(sum, 3),
            &decimals(explained.scores.input - explained.scores.baseline, 3),
        )
    });
    html! {
        <section class="photo-why-large" aria-label={methods::method(method)} ~style={format!("width:{PHOTO}px")}>
            <div ~style={format!("height:{PHOTO}px")}>
                if let Some((values, w)) = map {
                    <Bitmap range={palette_end(method, &values)} values={Rc::from(values)} {w} palette={palette(method)} {theme} />
                } else {
                    <p class="fine">{ text::TOO_EARLY }</p>
                }
            </div>
            <p><b>{ methods::formula(method) }</b></p>
            <p class="fine">{ about }</p>
            if let Some(complete) = complete { <p class="fine" data-testid="completeness">{ complete }</p> }
        </section>
    }
}

/// A method's map, small; a button that makes it large.
fn card(networks: &Networks, method: Method, chosen: bool, theme: Theme, ask: &Callback<WhyAction>) -> Html {
    let explained = &networks.why.explained;
    let map = explained.map(method).map(|values| shown(networks, values));
    let range = map.as_ref().map(|(values, _)| palette_end(method, values));
    let like = map.as_ref().filter(|_| networks.config.why.randomized > 0).and_then(|(values, _)| {
        let (trained, _) = shown(networks, explained.trained(method)?);
        rank_correlation(&trained, values)
    });
    let testid = format!("why-{}", method.name());
    html! {
        <button aria-pressed={chosen.to_string()} onclick={ask.reform(move |_| WhyAction::Method(method))}>
            <span class="photo-why-map">
                if let (Some((values, w)), Some(range)) = (map, range) {
                    <Bitmap values={Rc::from(values)} {w} palette={palette(method)} {range} {theme} {testid} />
                }
            </span>
            <b>{ methods::method(method) }</b>
            <span>
                { range.map_or_else(|| text::TOO_EARLY.to_string(), |range| format!("±{}", sig3(range))) }
                if let Some(like) = like { { " · " }<em title={methods::correlation(&sig3(like))}>{ compact(like) }</em> }
            </span>
        </button>
    }
}

/// How far it is, and how to leave off.
fn progress(networks: &Networks, ask: &Callback<WhyAction>) -> Html {
    let why = &networks.why;
    let explained = &why.explained;
    let first = explained.first_milliseconds.map(run_text::milliseconds).map(|time| text::first_maps(&time));
    html! {
        <>
            if let Some(first) = first { <small data-testid="why-ms">{ first }</small> }
            if explained.progress < 1.0 && explained.target.is_some() {
                <progress max="1" value={explained.progress.to_string()} aria-label={methods::PROGRESS}></progress>
                if why.stopped {
                    <button class="chip" data-testid="why-go-on" onclick={ask.reform(|_| WhyAction::GoOn)}>{ text::GO_ON }</button>
                } else {
                    <button class="chip" data-testid="stop" onclick={ask.reform(|_| WhyAction::Stop)}>{ text::STOP }</button>
                }
            }
        </>
    }
}

/// The class compared with, the layer of Grad-CAM, random weights.
fn settings(networks: &Networks, opened: &Opened, seen: &Seen, ask: &Callback<WhyAction>) -> Html {
    let Some(target) = networks.target() else { return Html::default() };
    let number = |event: &Event| event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok();
    let against = ask.reform(move |event: Event| WhyAction::Against(number(&event)));
    let others = seen.guesses.iter().map(|guess| guess.class).filter(|class| *class != target.class);
    let option = |class: usize| {
        html! { <option value={class.to_string()} selected={target.against == Some(class)}>{ opened.called(class) }</option> }
    };
    let layer = ask.reform(move |event: Event| WhyAction::Layer(number(&event).unwrap_or(0)));
    let stage = |(index, stage): (usize, &Stage)| {
        html! { <option value={index.to_string()} selected={networks.grad_cam_stage() == Some(index)}>{ &stage.name }</option> }
    };
    html! {
        <div class="photo-why-settings">
            <label><span>{ text::AGAINST }</span>
                <select data-testid="why-against" onchange={against}>
                    <option value="" selected={target.against.is_none()}>{ text::NOTHING }</option>
                    { for others.map(option) }
                </select>
            </label>
            <label><span>{ text::CAM_LAYER }</span>
                <select data-testid="why-layer" onchange={layer}>{ for networks.run.stages.iter().enumerate().map(stage) }</select>
            </label>
            <Stepper name={text::RANDOM} value={networks.config.why.randomized} least={0} largest={random_layers(&networks.subject.plan)}
                set={ask.reform(WhyAction::Randomized)} complain={Callback::noop()} testid="randomize" />
        </div>
    }
}
