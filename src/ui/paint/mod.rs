//! Paints a [`Figure`] as part of the page. What it shows is decided in `app`.

mod drawing;
mod formula;
mod item;
mod operand;
mod product;
mod pyramid;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::{
    Arrangement, Cell, Edit, Figure, Grid, Layout, MAX_NUMBER_COLUMNS, Operand, Pyramid, Room, Spot,
};
use crate::app::show::Show;
use crate::ui::widgets::grid::Grid as GridView;
use drawing::DrawingView;
pub use formula::FormulaView;
use operand::OperandView;
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
}

/// The grids of a figure. Its words stand around them: [`FormulaView`] and the place's own bars.
#[component]
pub fn FigureView(props: &Props) -> Html {
    let Props { figure, room, window, show, theme, events } = props;
    let Figure { title: _, step: _, settings, remark: _, layout, operands, symbols: _, formula: _ } =
        &**figure;
    let grids = match layout {
        Layout::Line => line(operands, &Arrangement::of(operands, layout, room), *theme, events),
        Layout::Drawing(drawing) => {
            let (size, events) = ([room.width, room.height], events.clone());
            html! { <DrawingView drawing={drawing.clone()} {size} theme={*theme} {events} /> }
        }
        Layout::Pyramids(pyramids) => pyramids_view(pyramids, room, *theme, events),
        Layout::Product { equation, notes } => {
            let (equation, notes) = (equation.clone(), notes.clone());
            html! {
                <ProductView {equation} {notes} operands={operands.clone()} window={*window} show={*show} theme={*theme} events={events.clone()} />
            }
        }
    };
    html! { <>{ grids }<p class="heard">{ settings }</p></> }
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

fn line(operands: &[Operand], arrangement: &Arrangement, theme: Theme, events: &Events) -> Html {
    let Arrangement { across, side, scrolled, badges } = arrangement;
    let parts = operands.iter().zip(across).enumerate().map(|(i, (operand, across))| {
        let Operand { id, sign, title, size, grids, current } = operand;
        let views = grids.iter().enumerate().map(|(index, grid)| {
            let spot = Spot { operand: *id, grid: index, row: 0, column: 0 };
            view(grid, spot, *badges, (*side, MAX_NUMBER_COLUMNS), theme, events)
        });
        html! {
            <>
                if i > 0 { <span class="sign" aria-hidden="true">{ *sign }</span> }
                <OperandView title={*title} size={size.clone()} across={*across} channels={grids.len()} current={*current} scrolled={*scrolled}>
                    { for views }
                </OperandView>
            </>
        }
    });
    html! { <div class="operands">{ for parts }</div> }
}

/// One grid. Cells have this side, and with more columns than `most` they have no numbers. `spot` is one of its cells.
fn view(
    grid: &Grid,
    spot: Spot,
    badges: bool,
    (side, most): (f32, usize),
    theme: Theme,
    on: &Events,
) -> Html {
    let Grid { testid, name, columns, first, cells, editable, pointable, pinnable } = grid.clone();
    let at = move |[row, column]: [isize; 2]| Spot { row, column, ..spot };
    let hover = pointable.then(|| on.hover.reform(move |place: Option<[isize; 2]>| place.map(at)));
    let pin = pinnable.then(|| on.pin.reform(at));
    let edit = editable.then(|| on.edit.reform(move |edit: Edit| (spot, edit)));
    // Small cells have no room for more than the number.
    let cells: Rc<[Cell]> = match badges {
        true => cells,
        false => cells.iter().map(|cell| Cell { badge: None, ..cell.clone() }).collect(),
    };
    html! { <GridView {testid} {name} {cells} {columns} {first} {edit} {hover} {pin} most_columns={most} size={side} {theme} /> }
}
