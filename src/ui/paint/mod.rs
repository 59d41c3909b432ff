//! Paints a [`Figure`] as part of the page. What it shows is decided in `app`.

mod board;
mod drawing;
mod formula;
mod items;
mod product;
mod pyramid;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::{Board, Cell, Edit, Figure, Grid, Layout, Pyramid, Room, Spot};
use crate::app::show::Show;
use crate::ui::widgets::grid::Grid as GridView;
use drawing::DrawingView;
pub use formula::FormulaView;
use product::ProductView;
use pyramid::PyramidView;

/// What a figure tells of the mouse and of the keys.
#[derive(Clone, PartialEq)]
pub struct Events {
    pub hover: Callback<Option<Spot>>,
    pub pin: Callback<Spot>,
    /// What was done to the numbers of the grid that a cell belongs to.
    pub edit: Callback<(Spot, Edit)>,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub figure: Rc<Figure>,
    pub room: Room,
    pub window: (f32, f32),
    pub show: Show,
    pub theme: Theme,
    pub events: Events,
    /// The formula: among the grids where there is room, else below them.
    #[prop_or_default]
    pub children: Html,
}

/// The grids of a figure. Its words stand around them: [`FormulaView`] and the place's own bars.
#[component]
pub fn FigureView(props: &Props) -> Html {
    let Props { figure, room, window, show, theme, events, children } = props;
    let Figure { settings, layout, operands, .. } = &**figure;
    let grids = match layout {
        Layout::Drawing(drawing) => {
            let (size, events) = ([room.width, room.height], events.clone());
            html! { <DrawingView drawing={drawing.clone()} {size} theme={*theme} {events} /> }
        }
        Layout::Line | Layout::Filters { .. } => {
            let board = Board::of(figure, room, *theme);
            let formula = (board.corner.is_some(), children.clone());
            let [inside, below] = match formula {
                (true, formula) => [formula, Html::default()],
                (false, formula) => [Html::default(), formula],
            };
            return html! { <>{ board::board(figure, &board, *theme, events, inside) }{ below }<p class="heard">{ settings }</p></> };
        }
        Layout::Pyramids(pyramids) => pyramids_view(pyramids, room, *theme, events),
        Layout::Product { equation, notes } => {
            let (equation, notes) = (equation.clone(), notes.clone());
            html! {
                <ProductView {equation} {notes} operands={operands.clone()} window={*window} show={*show} theme={*theme} events={events.clone()} />
            }
        }
    };
    html! { <>{ grids }{ children.clone() }<p class="heard">{ settings }</p></> }
}

/// Stacks from the side, beside each other or, where it is narrow, below.
fn pyramids_view(pyramids: &[Pyramid], room: &Room, theme: Theme, events: &Events) -> Html {
    let beside = if room.narrow { 1.0 } else { pyramids.len() as f32 };
    let size = [(room.width - 24.0 * (beside - 1.0)) / beside, room.height];
    html! {
        <div class="pyramids">
            { for pyramids.iter().enumerate().map(|(number, pyramid)| html! {
                <PyramidView pyramid={pyramid.clone()} {number} {size} {theme} events={events.clone()} />
            }) }
        </div>
    }
}

/// One grid. Cells are so wide and high, and with more columns than `most` they have no numbers. `spot` is one of its cells.
fn view(
    grid: &Grid,
    spot: Spot,
    badges: bool,
    ([size, height], most): ([f32; 2], usize),
    theme: Theme,
    on: &Events,
) -> Html {
    let height = (height < size).then_some(height);
    let Grid { testid, name, columns, first, cells, editable, pointable, pinnable } = grid.clone();
    let at = move |[row, column]: [isize; 2]| Spot { row, column, ..spot };
    let hover = pointable.then(|| on.hover.reform(move |place: Option<[isize; 2]>| place.map(at)));
    let pin = pinnable.then(|| on.pin.reform(at));
    let edit = editable.then(|| on.edit.reform(move |edit: Edit| (spot, edit)));
    // Small cells have no room for more than the number.
    let cells: Rc<[Cell]> = match badges {
        true => cells,
        false => cells.iter().map(Cell::without_badge).collect(),
    };
    html! { <GridView {testid} {name} {cells} {columns} {first} {edit} {hover} {pin} most_columns={most} {size} {height} {theme} /> }
}
