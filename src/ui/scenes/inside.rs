//! What learns, as Train shows it: back in time, the norms of gradients, and the values of each layer.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::scenes::{Action, Inside, Scenes};
use crate::app::places::train::{Band, Progress, bands};
use crate::app::text::{Text, scenes_inside as text, train as words};
use crate::session::Look;
use crate::ui::train::bands::BandView;
use crate::ui::train::flow::flow;
use crate::ui::train::stage::palette;
use crate::ui::train::time::time;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

/// Back in time, and what is shown: `curves`, or what stands in their place.
pub fn inside(scenes: &Scenes, curves: Html, theme: Theme, ask: &Callback<Action>) -> Html {
    let Some(run) = scenes.watched_run() else { return curves };
    let (inside, look) = (scenes.inside, scenes.look);
    let choose = ask.reform(move |i: usize| Action::Inside(Inside::ALL[i], look));
    let chosen = Inside::ALL.iter().position(|it| *it == inside).unwrap_or(0);
    let option_testids = ["inside-curves", "inside-gradients", "inside-maps"].map(AttrValue::from).to_vec();
    let options = text::INSIDE.map(AttrValue::from).to_vec();
    html! {
        <>
            { time(Some(&run.progress), &ask.reform(Action::Seek)) }
            <Segments name={text::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="inside" {option_testids} />
            { match inside {
                Inside::Curves => curves,
                Inside::Gradients => flow(&[&run.progress]),
                Inside::Maps => maps(&run.progress, look, theme, ask),
            } }
        </>
    }
}

/// The layers from left to right.
fn maps(progress: &Progress, look: Look, theme: Theme, ask: &Callback<Action>) -> Html {
    let looks: Vec<(Look, &str, Text)> =
        Look::ALL.into_iter().filter(|(known, ..)| known.is_in(progress.plan.network())).collect();
    let chosen = looks.iter().position(|(known, ..)| *known == look).unwrap_or(0);
    let options: Vec<AttrValue> = looks.iter().map(|(_, _, name)| AttrValue::from(name.get())).collect();
    let name = looks[chosen].2;
    let choose = ask.reform(move |i: usize| Action::Inside(Inside::Maps, looks[i].0));
    let all = bands(&progress.plan, look).into_iter().enumerate();
    let band = |(i, band): (usize, Band)| {
        let values = progress.values.get(i).cloned().unwrap_or_else(|| Rc::from([]));
        let histogram = progress.last.histograms.get(i).cloned();
        let span = histogram.as_ref().map_or([0.0, 1.0], |it| [it.least, it.most]);
        html! { <BandView key={i} {band} {values} {histogram} {span} over_time={None} turn={None} weight_history={None} palette={palette(look)} {theme} /> }
    };
    html! {
        <>
            <Choice name={words::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="look" wide={true} />
            <div class="bands" role="group" aria-label={words::of_every_layer(name.get())} tabindex="0">{ for all.map(band) }</div>
        </>
    }
}
