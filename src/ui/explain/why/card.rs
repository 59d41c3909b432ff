//! One method: its map of every row, and how much each is like the first.

use std::rc::Rc;

use yew::prelude::*;

use super::palette;
use crate::app::color::Theme;
use crate::app::numbers::{compact, sig3};
use crate::app::places::draw::Action;
use crate::app::places::draw::attribution_map::{magnitude, plane, rank_correlation};
use crate::app::places::draw::why::Explained;
use crate::app::text::draw::why as text;
use crate::session::Method;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub method: Method,
    /// What each row is about.
    pub titles: Vec<String>,
    pub explained: Rc<Explained>,
    pub chosen: bool,
    /// The layer that Grad-CAM looks at.
    pub layer: String,
    /// The edge of the ink, as an SVG path in pixels.
    pub edge: String,
    /// Pixels of a row of the drawing.
    pub w: usize,
    pub theme: Theme,
    pub act: Callback<Action>,
}

#[component]
pub fn Card(props: &Props) -> Html {
    let Props { method, titles, explained, chosen, layer, edge, w, theme, act } = props;
    let (method, area) = (*method, w * w);
    let choose = act.reform(move |_: MouseEvent| Action::Method(method));
    let name = text::method(method);
    let first = explained.map(method, 0).map(|values| plane(values, area));
    let map = |(row, title): (usize, &String)| {
        let values = explained.map(method, row).map(|values| plane(values, area));
        let correlation = (row > 0)
            .then(|| rank_correlation(first.as_ref()?, values.as_ref()?))
            .flatten()
            .map(|correlation| (correlation, compact(correlation)));
        let testid = match row {
            0 => format!("why-{}", method.name()),
            _ => format!("why-{}-{row}", method.name()),
        };
        let range = values.as_deref().map_or(0.0, magnitude);
        let label = text::map(name.get(), title, &sig3(range));
        html! {
            <figure class={classes!("why-map", (row > 0).then_some("small"))}>
                <div role="img" aria-label={label.clone()} title={label}>
                    if let Some(values) = values {
                        <Bitmap values={Rc::from(values)} w={*w} palette={palette(method)} {range} theme={*theme} {testid} />
                    }
                    <svg viewBox={format!("0 0 {w} {w}")} aria-hidden="true"><path d={edge.clone()} /></svg>
                </div>
                <figcaption>
                    <span class="why-of">{ title.clone() }</span>
                    if let Some((value, shown)) = correlation {
                        <span class={classes!("why-like", (value > 0.5).then_some("same"))} title={text::correlation(&sig3(value))}>{ shown }</span>
                    }
                </figcaption>
            </figure>
        }
    };
    html! {
        <section class={classes!("why-card", chosen.then_some("chosen"))} aria-label={name}>
            <button class="why-title" aria-pressed={chosen.to_string()} onclick={choose}>
                <b>{ name }</b><span>{ text::gist(method, layer) }</span>
            </button>
            { for titles.iter().enumerate().map(map) }
        </section>
    }
}
