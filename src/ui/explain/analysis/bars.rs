//! The probabilities of all classes as bars.

use yew::prelude::*;

use crate::app::text::draw::analysis as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub probabilities: Vec<f32>,
    /// The class that is meant.
    pub class: Option<usize>,
}

/// One bar for each class; that which is meant is black.
#[component]
pub fn Bars(Props { probabilities, class }: &Props) -> Html {
    let bar = |(i, probability): (usize, &f32)| {
        html! {
            <span class={classes!((*class == Some(i)).then_some("meant"))} title={text::answer(i, *probability)}>
                <i ~style={format!("height:{:.1}%", 100.0 * probability)} /><b>{ i }</b>
            </span>
        }
    };
    html! { <div class="class-bars" aria-hidden="true">{ for probabilities.iter().enumerate().map(bar) }</div> }
}
