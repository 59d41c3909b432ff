//! The cells of a grid, row by row. A row is drawn again only if one of its cells changed.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Theme, css};
use crate::app::figure::{Cell, CellPaint, Look, fitting_type};
use crate::app::numbers::exact;

/// Some of a grid's cells, without a copy of them.
#[derive(Clone)]
pub struct Span {
    pub cells: Rc<[Cell]>,
    pub range: Range<usize>,
}

impl Span {
    fn cells(&self) -> &[Cell] {
        &self.cells[self.range.clone()]
    }
}

impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        self.cells() == other.cells()
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub span: Span,
    /// Counted from 0, whatever the labels say.
    pub row: usize,
    /// Row and column in the label of the first cell of the grid.
    pub first: [isize; 2],
    pub size: f32,
    pub theme: Theme,
    pub editable: bool,
    /// The cell of this row that the Tab key leads to.
    pub cursor: Option<usize>,
}

#[component]
pub fn Row(props: &Props) -> Html {
    let Props { span, row, first, size, theme, editable, cursor } = props;
    let cells = span.cells().iter().enumerate().map(|(column, cell)| {
        let paint = cell.paint(*theme);
        // Where rounding hides something, the mouse finds it.
        let exact = cell.shown().map(exact);
        let title = exact.filter(|exact| exact.replace('-', "−") != paint.text);
        let class = classes!(class(cell.look), paint.frame.map(|_| "lit"));
        let label = cell.spoken([first[0] + *row as isize, first[1] + column as isize]);
        let readonly = (*editable && !cell.is_editable()).then_some("true");
        let tabindex = if *cursor == Some(column) { "0" } else { "-1" };
        html! {
            <div role="gridcell" {class} ~style={style(&paint, *size)} data-at={format!("{row},{column}")}
                data-badge={paint.badge.as_ref().map(|(text, _)| text.to_string())} {tabindex} aria-label={label} {title}
                aria-readonly={readonly}>
                { paint.text }
            </div>
        }
    });
    html! { <div role="row">{ for cells }</div> }
}

const fn class(look: Look) -> &'static str {
    match look {
        Look::Plain => "plain",
        Look::Padded => "padded",
        Look::Cropped => "cropped",
        Look::Discarded => "discarded",
        Look::Dim => "dim",
        Look::Empty => "empty",
    }
}

/// The colours of a cell, and its type where the number is too long for the default one.
fn style(paint: &CellPaint, size: f32) -> String {
    let CellPaint { text, ground, ink, frame: _, dashed, hatched, badge } = paint;
    let mut style = ground.map(|ground| format!("background-color:{};", css(ground))).unwrap_or_default();
    if !text.is_empty() {
        style += &format!("color:{};", css(*ink));
    }
    let parts = [("dash", *dashed), ("hatch", *hatched), ("badge", badge.as_ref().map(|(_, color)| *color))];
    for (name, color) in parts.into_iter().filter_map(|(name, color)| Some((name, color?))) {
        style += &format!("--{name}:{};", css(color));
    }
    let fits = fitting_type(text);
    if fits < 0.55 {
        style += &format!("font-size:min(1em,{}px)", (size * fits * 10.0).round() / 10.0);
    }
    style
}
