//! A nudge of the input: the map moves along.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::Grid;
use crate::app::lab::Nudge;
use crate::app::places::convolve::{Convolve, MAX_NUDGE};
use crate::app::text::{convolve as text, lab};
use crate::ui::widgets::arrows::Arrows;
use crate::ui::widgets::grid::Grid as GridView;
use crate::ui::widgets::scrolled::Scrolled;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    pub theme: Theme,
    pub set: Callback<Convolve>,
}

/// What grids have of the height, and the largest side of their cells, in CSS pixels.
const GRIDS: [f32; 2] = [176.0, 24.0];

#[component]
pub fn NudgePanel(Props { convolve, theme, set }: &Props) -> Html {
    let nudge = convolve.nudged();
    let before = convolve.compute().y;
    let rows = convolve.input.h.max(convolve.fitting_output().h);
    let size = (GRIDS[0] / rows as f32 - 1.0).clamp(3.0, GRIDS[1]).floor();
    let to = convolve.clone();
    let move_to = set.reform(move |by| to.nudged_to(by));
    let figure = |grid: Grid| {
        let Grid { testid, name, columns, cells, .. } = grid;
        html! {
            <figure>
                <figcaption>{ &name }</figcaption>
                <GridView {testid} {name} {columns} {cells} {size} theme={*theme} />
            </figure>
        }
    };
    let none = |values: &[f32]| vec![false; values.len()];
    let moved = nudge.moved_along.clone().unwrap_or_else(|| none(&nudge.y));
    let said = match &nudge.moved_along {
        Some(moved) => text::moved_along(Nudge::count(moved).0, moved.len()),
        None => text::does_not_divide(convolve.conv.window.map(|window| window.stride)),
    };
    let grid = |testid: &str, name: &str, values: &[f32], is_output: bool, marked: &[bool]| {
        figure(convolve.compared_grid(testid, name, values, is_output, marked))
    };
    html! {
        <section class="gradients nudge-panel" aria-label={lab::NUDGE}>
            <Arrows by={convolve.nudge} most={MAX_NUDGE} set={move_to} />
            <Scrolled class="patches">
                <div>
                    { grid("nudge-input", lab::INPUT_MOVED.get(), &nudge.x, false, &none(&nudge.x)) }
                    { grid("nudge-output-before", text::MAP_BEFORE.get(), &before, true, &none(&before)) }
                    { grid("nudge-output", text::MAP_AFTER.get(), &nudge.y, true, &moved) }
                    <p data-testid="nudge-moved-along">{ said }</p>
                </div>
            </Scrolled>
        </section>
    }
}
