//! Arrows that move an input by one cell.

use yew::prelude::*;

use crate::app::text::Text;
use crate::app::text::lab as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// By how many rows and columns it is moved now, and at most.
    pub by: [isize; 2],
    pub most: isize,
    pub set: Callback<[isize; 2]>,
}

const ARROWS: [([isize; 2], &str, &str); 5] = [
    ([-1, 0], "nudge-up", "↑"),
    ([0, -1], "nudge-left", "←"),
    ([0, 0], "nudge-reset", "○"),
    ([0, 1], "nudge-right", "→"),
    ([1, 0], "nudge-down", "↓"),
];

#[component]
pub fn Arrows(Props { by, most, set }: &Props) -> Html {
    let button = |(([down, right], testid, sign), name): (([isize; 2], &'static str, &'static str), Text)| {
        let to = match [down, right] {
            [0, 0] => [0, 0],
            _ => [by[0] + down, by[1] + right].map(|by| by.clamp(-most, *most)),
        };
        let dead = to == *by;
        let onclick = set.reform(move |_: MouseEvent| to);
        html! { <button data-testid={testid} class={testid} aria-label={name} title={name} disabled={dead} {onclick}>{ sign }</button> }
    };
    html! {
        <div class="pad-of-arrows" role="group" aria-label={text::MOVE_THE_INPUT}>
            { for ARROWS.into_iter().zip(text::ARROWS).map(button) }
        </div>
    }
}
