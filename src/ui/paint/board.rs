//! A board: its grids in their places, and over them its words and guide lines, as the drawing that is exported has them.

use yew::prelude::*;

use super::{Events, view};
use crate::app::color::{Theme, Token, css};
use crate::app::figure::{Board, Figure, MAX_NUMBER_COLUMNS, Spot, path};
use crate::ui::widgets::scrolled::Scrolled;

/// The board of a figure. Where it is larger than its room, it scrolls to what the step makes.
pub fn board(figure: &Figure, board: &Board, theme: Theme, events: &Events, formula: Html) -> Html {
    let Board { width, height, grids, items, guides, corner } = board;
    let corner = corner.map(|[x, y, w, h]| {
        html! { <div class="board-corner" ~style={format!("left:{x}px;top:{y}px;width:{w}px;max-height:{h}px")}><Scrolled class="corner-formula">{ formula }</Scrolled></div> }
    });
    let placed = grids.iter().map(|placed| {
        let operand = &figure.operands[placed.operand];
        let spot = Spot { operand: operand.id, grid: placed.grid, row: 0, column: 0 };
        let grid = &operand.grids[placed.grid];
        html! {
            <div class="placed" key={grid.testid.clone()} ~style={format!("left:{}px;top:{}px", placed.x, placed.y)}>
                { view(grid, spot, placed.badges, ([placed.side; 2], MAX_NUMBER_COLUMNS), theme, events) }
            </div>
        }
    });
    let line = css(Token::Ink.rgb(theme));
    html! {
        <Scrolled class="operands" at={figure.made_at(board)}>
            <div class="board" ~style={format!("width:{width}px;height:{height}px")}>
                { for placed }
                { corner }
                <svg viewBox={format!("0 0 {width} {height}")} width={width.to_string()} height={height.to_string()} aria-hidden="true">
                    { for items.iter().map(super::items::drawn) }
                    { for guides.iter().map(|lines| html! {
                        <path class="guide" data-testid="guide" d={path(lines)} stroke={line.clone()} />
                    }) }
                </svg>
            </div>
        </Scrolled>
    }
}
