//! The convolution as one matrix product: patches above, filters to the left, what comes out where they meet.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::cells::range;
use super::grids::Hover;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::trimmed;
use crate::app::places::convolve::{Computed, Convolve, Im2colView, Place};
use crate::app::show::Show;
use crate::ui::widgets::grid::{Cell, Grid, Look, SMALLEST};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it is shown: at the step under the mouse.
    pub convolve: Rc<Convolve>,
    pub computed: Rc<Computed>,
    /// Whether the present result is to be predicted.
    pub hidden: bool,
    pub theme: Theme,
    pub show: Show,
    pub window: (f32, f32),
    pub hover: Callback<Option<Hover>>,
    pub pin: Callback<Hover>,
}

#[component]
pub fn Matrix(props: &Props) -> Html {
    let Props { convolve, theme, window, show, .. } = props;
    let here = convolve.place_of_step(convolve.at);
    let matrices = convolve.matrices(here.channel);
    let Im2colView { depth, positions, ref filters, .. } = matrices;
    let position = convolve.at % positions;
    let size = size(*window, *show, depth + positions, depth + filters.len());
    let (scrolled, product) = (use_node_ref(), use_node_ref());
    {
        let (scrolled, product) = (scrolled.clone(), product.clone());
        use_effect_with((position, positions), move |(position, positions)| {
            if let (Some(scrolled), Some(product)) = (scrolled.cast(), product.cast()) {
                keep_in_sight(&scrolled, &product, (*position as f64 + 0.5) / *positions as f64);
            }
        });
    }
    let place = {
        let (convolve, first) = (convolve.clone(), filters.start);
        // Over the patches, the filter stays.
        move |row: Option<isize>, column: isize| {
            let channel = row.map_or(here.channel, |row| first + row as usize);
            let w = convolve.fitting_output().w as isize;
            Hover::Driver(Place { channel, row: column / w, column: column % w })
        }
    };
    let (over_patch, over_output, pin_patch, pin_output) =
        (place.clone(), place.clone(), place.clone(), place);
    let grid = |testid: &str, name: String, cells: Rc<[Cell]>, columns: usize, callbacks: Callbacks| {
        let (hover, pin) = callbacks;
        html! { <Grid testid={testid.to_owned()} {name} {cells} {columns} most_columns={usize::MAX} {size} theme={*theme} {hover} {pin} /> }
    };
    let of_group = match convolve.conv.groups {
        1 => String::new(),
        groups => format!(" (group {} of {groups})", here.channel / filters.len() + 1),
    };
    let weights = grid(
        "im2col-weights",
        format!("W: one filter in each row{of_group}"),
        props.weights(&matrices, here.channel),
        depth,
        (None, None),
    );
    let patches = grid(
        "im2col-patches",
        format!("X: what the window sees at each position in a column{of_group}"),
        props.patches(&matrices, position),
        positions,
        (
            Some(props.hover.reform(move |at: Option<[isize; 2]>| at.map(|[_, p]| over_patch(None, p)))),
            Some(props.pin.reform(move |[_, p]: [isize; 2]| pin_patch(None, p))),
        ),
    );
    let output = grid(
        "im2col-output",
        format!("Y: one output channel in each row{of_group}"),
        props.output(&matrices, here.channel, position),
        positions,
        (
            Some(props.hover.reform(move |at: Option<[isize; 2]>| at.map(|[o, p]| over_output(Some(o), p)))),
            Some(props.pin.reform(move |[o, p]: [isize; 2]| pin_output(Some(o), p))),
        ),
    );
    // Grids, and what stands beside them.
    let wide = (depth as f32 * (size + (size / 20.0).floor())).max(if *show == Show::Presented {
        340.0
    } else {
        260.0
    });
    let cells = convolve.channels_per_group() * convolve.input.area();
    let often = match matrices.copies(cells) {
        1.0 => "once".to_owned(),
        copies => format!("{} times on average", trimmed(copies)),
    };
    let bias = if convolve.bias.iter().any(|&bias| bias != 0.0) { " + b" } else { "" };
    html! {
        <div class="im2col">
            <p>{ "Each column of X is what one window sees, each row of W is a filter; together they give one value of Y." }</p>
            <div class="im2col-product" ref={scrolled} style={format!("--filters:{wide}px")}>
                <div class="im2col-corner">
                    <b>{ format!("Y = W · X{bias}") }</b>
                    { format!("W is {} × {depth}, X is {depth} × {positions}{of_group}.", filters.len()) }
                    <br />
                    { format!("Each of the {cells} input values stands in X {often}.") }
                </div>
                <div class="im2col-x"><h2>{ "X" }<span>{ "patches, one in each column" }</span></h2>{ patches }</div>
                <div class="im2col-w"><h2>{ "W" }<span>{ "filters" }</span></h2>{ weights }</div>
                <div class="im2col-y" ref={product}><h2>{ "Y" }<span>{ "output" }</span></h2>{ output }</div>
            </div>
        </div>
    }
}

/// What a grid tells of the mouse.
type Callbacks = (Option<Callback<Option<[isize; 2]>>>, Option<Callback<[isize; 2]>>);

/// Scrolls to the column at this part of the product, unless it is seen: what is under the mouse stays there.
fn keep_in_sight(scrolled: &HtmlElement, product: &HtmlElement, part: f64) {
    let (left, width) = (f64::from(product.offset_left()), f64::from(product.offset_width()));
    let seen = f64::from(scrolled.client_width()) - left;
    let (column, from) = (part * width, f64::from(scrolled.scroll_left()));
    if !(from..from + seen).contains(&column) {
        scrolled.set_scroll_left((column - seen / 2.0) as i32);
    }
}

/// The side of a cell: numbers wherever there is the height for them, where columns scroll rather than being smaller than
/// `least`; else all as colours.
fn size((width, height): (f32, f32), show: Show, across: usize, down: usize) -> f32 {
    let (beside, around, least) = match show {
        _ if width < 600.0 => (40.0, 420.0, 28.0),
        Show::Alone if width < 900.0 => (60.0, 380.0, 28.0),
        Show::Alone => (340.0, 356.0, 28.0),
        Show::Presented => (90.0, 340.0, 40.0),
        Show::Framed => (50.0, 236.0, 26.0),
    };
    // Between cells with numbers there are gaps.
    let with_gaps = |room: f32, cells: usize| room / cells as f32 / 1.05;
    let tall = with_gaps((height - around).max(160.0), down).min(56.0);
    let wide = with_gaps(width - beside, across);
    let (numbers, colors) = (tall.min(wide.max(least)), tall.min(wide).clamp(3.0, SMALLEST - 1.0));
    if numbers >= SMALLEST { numbers.floor() } else { colors.floor() }
}

impl Props {
    /// W; the row of the present filter is lit.
    fn weights(&self, matrices: &Im2colView, filter: usize) -> Rc<[Cell]> {
        let range = range(&self.convolve.weight);
        let row = filter - matrices.filters.start;
        let cell = |(i, weight): (usize, &f32)| Cell {
            lit: i / matrices.depth == row,
            ..Cell::new(*weight, Palette::Weight, range)
        };
        matrices.weights.iter().enumerate().map(cell).collect()
    }

    /// X; the column of the present position is lit.
    fn patches(&self, matrices: &Im2colView, position: usize) -> Rc<[Cell]> {
        let range = 2.0 * range(&self.convolve.x);
        let cell = |(i, value): (usize, &f32)| Cell {
            look: if matrices.padded[i] { Look::Padded } else { Look::Plain },
            lit: i % matrices.positions == position,
            ..Cell::new(*value, Palette::Ink, range)
        };
        matrices.patches.iter().enumerate().map(cell).collect()
    }

    /// Y, as far as the timeline has come.
    fn output(&self, matrices: &Im2colView, filter: usize, position: usize) -> Rc<[Cell]> {
        let range = range(&self.computed.y);
        let first = matrices.filters.start * matrices.positions;
        let now = filter * matrices.positions + position;
        let cell = |(i, value): (usize, &f32)| {
            let step = first + i;
            let later = step > now || self.hidden && step == now;
            Cell {
                look: if later { Look::Empty } else { Look::Plain },
                lit: step == now,
                ..Cell::new(*value, Palette::Activation, range)
            }
        };
        let rows = matrices.filters.len() * matrices.positions;
        self.computed.y[first..first + rows].iter().enumerate().map(cell).collect()
    }
}
