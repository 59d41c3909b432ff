//! The grids that the timeline walks over.

use yew::prelude::*;

use super::Target;
use super::cells::{self, Sheet, edited};
use crate::app::color::Theme;
use crate::app::places::convolve::Place;
use crate::app::places::pool::{Computed, Kind, Mode, Pooling};
use crate::shape::Shape;
use crate::ui::widgets::grid::{Edit, Grid};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub computed: Computed,
    /// What the mouse is over, or what is pinned.
    pub target: Option<Target>,
    /// Whether the present result is to be predicted.
    pub hidden: bool,
    pub theme: Theme,
    /// Width and height for the grids, in CSS pixels.
    pub room: (f32, f32),
    pub change: Callback<Pooling>,
    pub hover: Callback<Option<Target>>,
    pub pin: Callback<Target>,
}

/// A grid in its column.
struct Column {
    /// "input", as its stable name has it.
    id: &'static str,
    title: &'static str,
    sheets: Vec<Sheet>,
    edit: Option<fn(&Pooling, usize, Edit) -> Pooling>,
    points: Option<fn(&Pooling, Place) -> Target>,
    /// The sign before it.
    sign: &'static str,
}

#[component]
pub fn Stage(props: &Props) -> Html {
    let Props { pooling, computed, target, hidden, room, .. } = props;
    let columns = columns(pooling, computed, *target, *hidden);
    let size = size(&columns, *room);
    columns.iter().map(|column| view(props, column, size)).collect()
}

fn columns(pooling: &Pooling, computed: &Computed, target: Option<Target>, hidden: bool) -> Vec<Column> {
    let step = if let Some(Target::Output(step)) = target { step } else { pooling.at };
    let each = |make: &dyn Fn(usize) -> Sheet| (0..pooling.input.c).map(make).collect::<Vec<_>>();
    let input = Column {
        id: "input",
        title: "Input",
        sheets: each(&|c| cells::input(pooling, computed, c, step, hidden)),
        edit: Some(|pooling, channel, edit| Pooling {
            x: edited(&pooling.x, pooling.input, channel, edit),
            ..pooling.clone()
        }),
        points: None,
        sign: "",
    };
    let kernel = (pooling.kind == Kind::Convolution).then(|| kernel(pooling));
    let points: fn(&Pooling, Place) -> Target = |pooling, place| Target::Output(pooling.step_of_place(place));
    let mut all: Vec<Column> = [input].into_iter().chain(kernel).collect();
    match pooling.mode {
        Mode::Forward => all.push(Column {
            id: "output",
            title: "Output",
            sheets: each(&|c| cells::output(pooling, computed, c, step, hidden)),
            edit: None,
            points: Some(points),
            sign: if all.len() > 1 { "=" } else { "→" },
        }),
        Mode::Gradient => {
            let (lit, sent) = match target {
                Some(Target::Gradient(place)) => {
                    let routed = pooling.routed(computed, place);
                    (Err(place), routed.iter().map(|r| r.step).filter(|s| *s <= pooling.at).collect())
                }
                _ => (Ok(step), vec![step]),
            };
            all.push(Column {
                id: "gradient",
                title: "∂L/∂X",
                sheets: each(&|c| cells::gradient(pooling, computed, c, lit, hidden)),
                edit: None,
                points: Some(|_, place| Target::Gradient(place)),
                sign: "",
            });
            all.push(Column {
                id: "upstream",
                title: "∂L/∂Y",
                sheets: each(&|c| cells::upstream(pooling, computed, c, &sent)),
                edit: Some(|pooling, channel, edit| {
                    let upstream = edited(&pooling.upstream, pooling.fitting_output(), channel, edit);
                    Pooling { upstream, ..pooling.clone() }
                }),
                points: Some(points),
                sign: "←",
            });
        }
    }
    all
}

fn kernel(pooling: &Pooling) -> Column {
    Column {
        id: "kernel",
        title: "Kernel",
        sheets: vec![cells::kernel(pooling, false)],
        edit: Some(|pooling, _, edit| with_kernel(pooling, edit)),
        points: None,
        sign: "∗",
    }
}

/// The pool with an edited kernel beside it.
pub fn with_kernel(pooling: &Pooling, edit: Edit) -> Pooling {
    let shape = Shape::new(1, pooling.window[0].size, pooling.window[1].size);
    Pooling { weight: edited(&pooling.weight, shape, 0, edit), ..pooling.clone() }
}

/// The side of a cell that leaves room for all of them, as long as numbers can be read.
fn size(columns: &[Column], (width, height): (f32, f32)) -> f32 {
    let extents = || columns.iter().map(|column| column.sheets[0].extent());
    let across: usize = extents().map(|[_, columns]| columns).sum();
    let widest = extents().map(|[_, columns]| columns).max().unwrap_or(1);
    let rows = extents().map(|[rows, _]| rows).max().unwrap_or(1) * columns[0].sheets.len();
    let signs = 56.0 * (columns.len() - 1) as f32;
    // On a phone, and where all in one line would be too small to read, they stand below each other.
    let in_line = (width - signs) / across as f32;
    let across = if in_line < 30.0 { (width / widest as f32).min(34.0) } else { in_line };
    (across.min(height / rows as f32) - 2.0).clamp(22.0, (width / 10.0).max(48.0)).floor()
}

fn view(props: &Props, column: &Column, size: f32) -> Html {
    let Props { pooling, theme, change, hover, pin, .. } = props;
    let several = column.sheets.len() > 1;
    let [rows, columns] = column.sheets[0].extent();
    let Shape { h, w, .. } = pooling.input;
    let extent = match column.id {
        "input" if [rows, columns] != [h, w] => format!(" {h}×{w}, padded to {rows}×{columns}"),
        _ => format!(" {rows}×{columns}"),
    };
    let grids = column.sheets.iter().enumerate().map(|(channel, sheet)| {
        let edit = column.edit.map(|edited| {
            let (change, pooling) = (change.clone(), pooling.clone());
            Callback::from(move |edit: Edit| change.emit(edited(&pooling, channel, edit)))
        });
        let target = column.points.map(|points| {
            let pooling = pooling.clone();
            move |[row, column]: [isize; 2]| points(&pooling, Place { channel, row, column })
        });
        let hover = target.clone().map(|target| hover.reform(move |at: Option<[isize; 2]>| at.map(&target)));
        let pin = target.map(|target| pin.reform(target));
        let suffix = if several { format!("-{channel}") } else { String::new() };
        let of_channel = if several { format!(", channel {channel}") } else { String::new() };
        html! {
            <Grid testid={format!("pool-{}{suffix}", column.id)} name={format!("{}{of_channel}", column.title)} columns={sheet.columns}
                cells={sheet.cells_of(size)} {size} theme={*theme} first={sheet.first} {edit} {hover} {pin} />
        }
    });
    html! {
        <>
            if !column.sign.is_empty() { <span class="sign" aria-hidden="true">{ column.sign }</span> }
            <figure class="sheet-column">
                <figcaption><b>{ column.title }</b>{ extent }</figcaption>
                { for grids }
            </figure>
        </>
    }
}
