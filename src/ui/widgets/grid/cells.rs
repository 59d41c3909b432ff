//! The cells of a grid, row by row. A row is drawn again only if one of its cells changed.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme, css, type_on};
use crate::app::numbers::trimmed;

/// One cell of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// `None`: hidden, or not there yet.
    pub value: Option<f32>,
    pub palette: Palette,
    /// The palette ends at ± this.
    pub range: f32,
    pub look: Look,
    /// Framed in ink.
    pub lit: bool,
    /// Small text at the lower right, as "×1".
    pub badge: Option<Rc<str>>,
}

/// How a cell takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    /// Added around the values: a dashed frame, muted.
    Padded,
    /// Left over at the border: hatched.
    Discarded,
    Dim,
    /// A soft panel.
    Empty,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Padded => "padded",
            Self::Discarded => "discarded",
            Self::Dim => "dim",
            Self::Empty => "empty",
        }
    }
}

impl Cell {
    /// A cell that shows its value and nothing else.
    pub fn new(value: f32, palette: Palette, range: f32) -> Self {
        Self { value: Some(value), palette, range, look: Look::Plain, lit: false, badge: None }
    }

    /// The value, unless it is hidden.
    pub fn shown(&self) -> Option<f32> {
        self.value.filter(|_| self.look != Look::Empty)
    }

    /// Whether people may change it, where the grid lets them.
    pub fn is_editable(&self) -> bool {
        matches!(self.look, Look::Plain | Look::Dim | Look::Discarded)
    }

    /// What a screen reader says; `at` is its row and column.
    pub fn spoken(&self, [row, column]: [isize; 2]) -> String {
        let value = self.shown().map_or_else(|| "hidden".to_owned(), trimmed);
        let role = match self.look {
            Look::Padded => ", padding",
            Look::Discarded => ", unused",
            _ => "",
        };
        format!("row {row}, column {column}, {value}{role}").replace('-', "−")
    }
}

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
    pub here: Option<usize>,
}

#[component]
pub fn Row(props: &Props) -> Html {
    let Props { span, row, first, size, theme, editable, here } = props;
    let cells = span.cells().iter().enumerate().map(|(column, cell)| {
        let text = cell.shown().map(trimmed).unwrap_or_default();
        // Where rounding hides something, the mouse finds it.
        let title = cell.shown().map(|value| value.to_string()).filter(|exact| exact.replace('-', "−") != text);
        let class = classes!(cell.look.class(), cell.lit.then_some("lit"));
        let label = cell.spoken([first[0] + *row as isize, first[1] + column as isize]);
        let readonly = (*editable && !cell.is_editable()).then_some("true");
        let tabindex = if *here == Some(column) { "0" } else { "-1" };
        html! {
            <div role="gridcell" {class} style={style(cell, &text, *size, *theme)} data-at={format!("{row},{column}")}
                data-badge={cell.badge.as_ref().map(|badge| badge.to_string())} {tabindex} aria-label={label} {title}
                aria-readonly={readonly}>
                { text }
            </div>
        }
    });
    html! { <div role="row">{ for cells }</div> }
}

/// What a dim cell keeps of its colour.
const DIM: f32 = 0.4;

/// The colours of a cell, and its type where the number is too long for the usual one.
fn style(cell: &Cell, text: &str, size: f32, theme: Theme) -> String {
    let mut style = String::new();
    if let Some(value) = cell.shown().filter(|_| cell.look != Look::Padded) {
        let dim = cell.look == Look::Dim;
        let ground = cell.palette.color(if dim { DIM * value } else { value }, cell.range, theme);
        style = format!("background-color:{};", css(ground));
        if !dim {
            style += &format!("color:{};", type_on(ground));
        }
    }
    let width: f32 = text.chars().map(|c| if c == '.' { 0.32 } else { 0.64 }).sum();
    let fits = 0.86 / width.max(f32::MIN_POSITIVE);
    if fits < 0.55 {
        style += &format!("font-size:min(1em,{}px)", (size * fits * 10.0).round() / 10.0);
    }
    style
}
