//! The nearest samples, by pixels and by features.

use yew::prelude::*;

use super::sample::Sample;
use crate::app::color::Theme;
use crate::app::numbers::decimals;
use crate::app::text::draw::analysis as text;
use crate::session::Neighbour;
use crate::session::samples::Samples;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// By what they were found.
    pub by: usize,
    pub neighbours: Vec<Neighbour>,
    pub labels: Vec<usize>,
    /// The class that the drawing has.
    pub class: Option<usize>,
    pub samples: Samples,
    pub theme: Theme,
}

#[component]
pub fn Neighbours(Props { by, neighbours, labels, class, samples, theme }: &Props) -> Html {
    let right = labels.iter().filter(|label| Some(**label) == *class).count();
    let figure = |(Neighbour { sample, distance }, label): (&Neighbour, &usize)| {
        let distance = decimals(*distance, 2).replacen("0.", ".", 1);
        let name = text::neighbour(*label, &distance);
        html! {
            <figure key={*sample} class={classes!((Some(*label) != *class).then_some("other"))} title={name.clone()} role="img" aria-label={name}>
                <div class="framed-image"><Sample samples={samples.clone()} index={*sample} theme={*theme} /></div>
                <figcaption>{ distance }</figcaption>
            </figure>
        }
    };
    html! {
        <div class="neighbours" data-testid={["neighbours-pixels", "neighbours-features"][*by]} data-right={right.to_string()}>
            <b>{ text::BY[*by] }</b>
            { for neighbours.iter().zip(labels).map(figure) }
        </div>
    }
}
