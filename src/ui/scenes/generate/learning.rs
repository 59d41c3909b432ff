//! How the autoencoder learnt, and what the idea is.

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::numbers::decimals;
use crate::app::places::scenes::generate::{Action, Course, MOST_BETA};
use crate::app::places::scenes::{self, Scenes};
use crate::app::places::train::{Chart, chart, smoothed};
use crate::app::text::scenes as text;
use crate::app::text::scenes_generate as words;
use crate::session::State;
use crate::ui::scenes::inside::inside;
use crate::ui::scenes::learn_bar::{Control, LearnBar, engine, idea};
use crate::ui::widgets::number::Number;

const CHART: (u32, u32) = (300, 84);
/// How much of the mean of losses so far is kept.
const SMOOTHING: f32 = 0.9;

pub fn learning(scenes: &Scenes, theme: Theme, of_place: &Callback<scenes::Action>) -> Html {
    let course = scenes.generate.course.as_ref();
    let ask = &of_place.reform(scenes::Action::Generate);
    let drawn = course.map(|course| charts(course, scenes.config.generate.beta)).unwrap_or_default();
    html! {
        <aside class="learnt" aria-label={text::WHILE_IT_LEARNT}>
            { bar(scenes, of_place) }
            { beta(scenes, ask) }
            { metrics(scenes) }
            { inside(scenes, drawn, theme, of_place) }
            { idea(course.is_none(), words::IDEA, words::SOURCE) }
        </aside>
    }
}

/// What the divergence weighs in what is learnt here.
fn beta(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let set = ask.reform(|beta: Option<f32>| Action::Beta(beta.unwrap_or(1.0)));
    html! {
        <div class="beta" title={words::BETA_DOES}>
            <Number name={words::BETA} value={Some(scenes.config.generate.beta)} least={0.0} largest={MOST_BETA} {set} testid="beta" />
        </div>
    }
}

fn metrics(scenes: &Scenes) -> Html {
    let course = scenes.generate.course.as_ref();
    let elbo = match course {
        None => scenes.generate.elbo,
        Some(course) => course.newest(),
    };
    let values = elbo.map(|elbo| [elbo.reconstruction, elbo.divergence]);
    let about = if course.is_some() { words::NOT_LEARNT_FROM } else { words::UNSEEN };
    let shown = |i: usize| values.map_or(text::NO_NUMBER.to_string(), |values| decimals(values[i], 1));
    html! {
        <div class="metrics">
            <dl>{ for words::METRICS.into_iter().zip(["metric-reconstruction", "metric-divergence"]).enumerate().map(|(i, (name, id))| html! {
                <div><dt>{ name }</dt><dd data-testid={id}>{ shown(i) }</dd></div>
            }) }</dl>
            <p class="fine">{ elbo.map(|elbo| words::sum(elbo.reconstruction, elbo.divergence)) }{ " " }{ about }</p>
        </div>
    }
}

fn bar(scenes: &Scenes, of_place: &Callback<scenes::Action>) -> Html {
    let ask = of_place.reform(scenes::Action::Generate);
    let course = scenes.generate.course.as_ref();
    let runs = course.is_some_and(|course| course.run.state() == State::Running);
    let (action, name, control) = match runs {
        true => (Action::Pause, text::PAUSE, Control::Pause),
        false => (Action::Play, text::PLAY, Control::Play),
    };
    let said = match course {
        Some(course) => words::learnt(course.run.epochs(), course.epochs, course.run.seconds),
        None => words::course(scenes.config.epochs(), scenes.config.training()),
    };
    let others = html! {
        <>
            <button class="quiet" data-testid="reset" onclick={ask.reform(|_| Action::Reset)}>{ text::RESET }</button>
            if course.is_some() {
                <button class="quiet" data-testid="use-trained" onclick={ask.reform(|_| Action::UseTrained)}>{ text::USE_TRAINED }</button>
            }
        </>
    };
    let press = ask.reform(move |_| action.clone());
    LearnBar { control, name, disabled: false, said, press, others, engine: engine(scenes, of_place) }.view()
}

/// The loss over the steps, and both of its parts after each epoch.
fn charts(course: &Course, beta: f32) -> Html {
    let losses: Vec<(f32, f32)> =
        course.run.points().iter().map(|point| (point.step as f32, point.loss)).collect();
    let part = |value: fn(&crate::session::Elbo) -> f32| {
        course.elbos.iter().map(|(step, elbo)| (*step as f32, value(elbo))).collect::<Vec<_>>()
    };
    let mark = course.run.earlier().map(|step| step as f32);
    let drawn =
        |lines| Html::from_html_unchecked(chart(&Chart { size: CHART, lines, log: false, mark }).into());
    let parts =
        vec![("ink", part(|elbo| elbo.reconstruction)), ("accent", part(|elbo| 10.0 * elbo.divergence))];
    html! {
        <div class="learnt-charts">
            <figure data-testid="loss-chart">{ drawn(vec![("ink", smoothed(&losses, SMOOTHING))]) }<figcaption>{ words::loss(beta) }</figcaption></figure>
            if !course.elbos.is_empty() {
                <figure data-testid="score-chart">{ drawn(parts) }
                    <figcaption><i class="ink"></i>{ words::CURVES[0] }<i class="accent"></i>{ words::CURVES[1] }</figcaption>
                </figure>
            }
        </div>
    }
}
