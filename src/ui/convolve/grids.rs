//! Three stacks of grids side by side: what goes in, what it is multiplied with, what comes out.

use std::rc::Rc;

use yew::prelude::*;

use super::cells::{self, Lit, target_at};
use super::operand::Operand;
use super::sizes::{Stack, arrange, below};
use crate::app::color::Theme;
use crate::app::places::convolve::{Computed, Convolve, Mode, Place, Target};
use crate::app::show::Show;
use crate::ui::widgets::grid::{Cell, Edit, Grid};

/// What the mouse is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hover {
    /// A cell of the grid over which the timeline walks.
    Driver(Place),
    /// A cell of the input, perhaps in the padding.
    Input(Place),
    /// A value of the result.
    Result(Target),
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it is shown: at the step under the mouse.
    pub convolve: Rc<Convolve>,
    /// As it is in the link.
    pub original: Rc<Convolve>,
    pub computed: Rc<Computed>,
    pub target: Target,
    /// The cell that the padded one under the mouse copies.
    pub source: Option<Place>,
    /// Whether the present result is to be predicted.
    pub hidden: bool,
    pub theme: Theme,
    pub show: Show,
    pub window: (f32, f32),
    pub set: Callback<Convolve>,
    pub hover: Callback<Option<Hover>>,
    pub pin: Callback<Hover>,
}

/// Smaller cells have no room for what the value is multiplied with.
const ROOM_FOR_BADGES: f32 = 34.0;

/// One grid of a stack.
struct Sheet {
    testid: String,
    name: String,
    cells: Rc<[Cell]>,
    columns: usize,
    first: [isize; 2],
    edit: Option<Callback<Edit>>,
    hover: Callback<Option<[isize; 2]>>,
    pin: Option<Callback<[isize; 2]>>,
}

/// A stack of grids with what stands above it.
struct Sheets {
    title: &'static str,
    size: String,
    sheets: Vec<Sheet>,
    /// The sheet that the timeline is at.
    now: usize,
}

#[component]
pub fn Grids(props: &Props) -> Html {
    let Props { convolve, theme, window, show, .. } = props;
    let lit = Lit::of(convolve);
    let (a, b) = match convolve.mode {
        Mode::Forward | Mode::Transposed => (props.input(&lit), props.kernels(&lit)),
        Mode::WeightGradient => (props.input(&lit), props.upstream()),
        Mode::InputGradient => (props.upstream(), props.kernels(&lit)),
    };
    let stacks = [a, b, props.result(&lit)];
    let (width, height) = *window;
    let narrow = width < 900.0 && *show != Show::Framed;
    // What stands beside the grids, and above and below them; the size of type above; the largest cell.
    let (beside, around, title, largest) = match show {
        _ if narrow => (28.0, 0.0, 13.0, 40.0),
        Show::Alone => (288.0, 338.0, 13.0, 48.0),
        Show::Presented => (48.0, 238.0, 19.0, 84.0),
        Show::Framed => (16.0, if height < 400.0 { 170.0 } else { 200.0 }, 13.0, 48.0),
    };
    let (room, tall) = (width - beside, (height - around).max(150.0));
    let size_shown =
        |sheets: &Sheets| if *show == Show::Framed { 0 } else { 1 + sheets.size.chars().count() };
    let stack = |sheets: &Sheets| {
        let sheet = &sheets.sheets[0];
        Stack {
            channels: sheets.sheets.len(),
            rows: sheet.cells.len() / sheet.columns,
            columns: sheet.columns,
            title: 0.57 * title * (sheets.title.chars().count() + size_shown(sheets)) as f32,
        }
    };
    let shapes = [stack(&stacks[0]), stack(&stacks[1]), stack(&stacks[2])];
    let arrangement = if narrow { below(shapes, room) } else { arrange(shapes, room, tall, largest) };
    let signs = ["∗", if convolve.mode == Mode::Forward { "=" } else { "→" }];
    let mut parts = Vec::new();
    for (i, (sheets, across)) in stacks.into_iter().zip(arrangement.across).enumerate() {
        if i > 0 {
            parts.push(html! { <span class="sign" aria-hidden="true">{ signs[i - 1] }</span> });
        }
        let channels = sheets.sheets.len();
        parts.push(html! {
            <Operand title={sheets.title} size={sheets.size} {across} {channels} now={sheets.now} seen={arrangement.seen}>
                { for sheets.sheets.into_iter().map(|sheet| sheet.html(arrangement.size, *theme)) }
            </Operand>
        });
    }
    html! { <div class="operands">{ for parts }</div> }
}

impl Sheet {
    fn html(self, size: f32, theme: Theme) -> Html {
        let Self { testid, name, mut cells, columns, first, edit, hover, pin } = self;
        if size < ROOM_FOR_BADGES {
            cells = cells.iter().map(|cell| Cell { badge: None, ..cell.clone() }).collect();
        }
        html! { <Grid {testid} {name} {cells} {columns} {first} {edit} {hover} {pin} {size} {theme} /> }
    }
}

impl Props {
    fn input(&self, lit: &Lit) -> Sheets {
        let (convolve, transposed) = (&self.convolve, self.convolve.mode == Mode::Transposed);
        let ([rows, columns], shape) = (convolve.conv.window, convolve.input);
        let padded =
            if transposed { [shape.h, shape.w] } else { [rows.padded(shape.h), columns.padded(shape.w)] };
        let first = if transposed { [0, 0] } else { [-(rows.before as isize), -(columns.before as isize)] };
        let sheet = |channel: usize| Sheet {
            testid: numbered("conv-input", channel, shape.c),
            name: format!("input{}", of_channel(channel, shape.c)),
            cells: cells::input(convolve, channel, lit, self.source),
            columns: padded[1],
            first,
            edit: Some(self.edit(shape.h, shape.w, channel, |convolve| &mut convolve.x)),
            hover: self.hover.reform(move |at: Option<[isize; 2]>| {
                let place = |[row, column]: [isize; 2]| Place { channel, row, column };
                at.map(|at| if transposed { Hover::Driver(place(at)) } else { Hover::Input(place(at)) })
            }),
            pin: None,
        };
        let size = format!("{}×{}", shape.h, shape.w);
        let size = if padded == [shape.h, shape.w] {
            size
        } else {
            format!("{size}, padded to {}×{}", padded[0], padded[1])
        };
        let now = if transposed { convolve.place_of_step(convolve.at).channel } else { 0 };
        Sheets { title: "Input", size, sheets: (0..shape.c).map(sheet).collect(), now }
    }

    /// The kernels of the filter that the timeline is at.
    fn kernels(&self, lit: &Lit) -> Sheets {
        let convolve = &self.convolve;
        let per_group = convolve.channels_per_group();
        let [rows, columns] = convolve.conv.window.map(|window| window.size);
        let driver = convolve.place_of_step(convolve.at).channel;
        let transposed = convolve.mode == Mode::Transposed;
        // In a transposed convolution the timeline is at an input channel, and every filter of its group is applied.
        let filters = convolve.conv.filters / convolve.conv.groups;
        let pairs: Vec<(usize, usize)> = match transposed {
            true => (0..filters).map(|o| (driver / per_group * filters + o, driver % per_group)).collect(),
            false => (0..per_group).map(|c| (driver, c)).collect(),
        };
        let several = convolve.weights() > rows * columns;
        let sheet = |(filter, channel): (usize, usize)| {
            let kernel = filter * per_group + channel;
            Sheet {
                testid: if several { format!("conv-kernel-{kernel}") } else { "conv-kernel".to_owned() },
                name: format!("kernel of filter {filter}, channel {channel}"),
                cells: cells::kernel(convolve, filter, channel, lit),
                columns,
                first: [0, 0],
                edit: Some(self.edit(rows, columns, kernel, |convolve| &mut convolve.weight)),
                hover: self.hover.reform(|_| None),
                pin: None,
            }
        };
        let of = if several { format!(" · filter {}", pairs[0].0) } else { String::new() };
        Sheets {
            title: "Kernel",
            size: format!("{rows}×{columns}{of}"),
            sheets: pairs.into_iter().map(sheet).collect(),
            now: 0,
        }
    }

    fn upstream(&self) -> Sheets {
        let shape = self.convolve.upstream_shape();
        let sheet = |filter: usize| Sheet {
            testid: numbered("conv-upstream", filter, shape.c),
            name: format!("upstream gradient{}", of_channel(filter, shape.c)),
            cells: cells::upstream(&self.convolve, filter),
            columns: shape.w,
            first: [0, 0],
            edit: Some(self.edit(shape.h, shape.w, filter, |convolve| &mut convolve.upstream)),
            hover: self.hover.reform(move |at: Option<[isize; 2]>| {
                at.map(|[row, column]| Hover::Driver(Place { channel: filter, row, column }))
            }),
            pin: None,
        };
        Sheets {
            title: "Upstream ∂L/∂y",
            size: format!("{}×{}", shape.h, shape.w),
            sheets: (0..shape.c).map(sheet).collect(),
            now: self.convolve.place_of_step(self.convolve.at).channel,
        }
    }

    fn result(&self, lit: &Lit) -> Sheets {
        let (convolve, shape) = (&self.convolve, self.convolve.result_shape());
        let (title, testid) = match convolve.mode {
            Mode::Forward | Mode::Transposed => ("Output", "conv-output"),
            Mode::WeightGradient => ("∂L/∂W so far", "conv-dw"),
            Mode::InputGradient => ("∂L/∂X so far", "conv-dx"),
        };
        let hovered = {
            let convolve = convolve.clone();
            move |channel: usize, [row, column]: [isize; 2]| match convolve.mode {
                Mode::Forward => Hover::Driver(Place { channel, row, column }),
                _ => Hover::Result(target_at(&convolve, channel, row as usize, column as usize)),
            }
        };
        let sheet = |channel: usize| {
            let (over, pinned) = (hovered.clone(), hovered.clone());
            Sheet {
                testid: numbered(testid, channel, shape.c),
                name: format!("{title}{}", of_channel(channel, shape.c)),
                cells: cells::result(convolve, &self.computed, channel, self.target, self.hidden, lit),
                columns: shape.w,
                first: [0, 0],
                edit: None,
                hover: self.hover.reform(move |at: Option<[isize; 2]>| at.map(|at| over(channel, at))),
                pin: Some(self.pin.reform(move |at| pinned(channel, at))),
            }
        };
        let now = match convolve.mode {
            Mode::Forward => convolve.place_of_step(convolve.at).channel,
            Mode::WeightGradient => {
                convolve.place_of_step(convolve.at).channel * convolve.channels_per_group()
            }
            Mode::InputGradient | Mode::Transposed => 0,
        };
        let size = format!("{}×{}", shape.h, shape.w);
        Sheets { title, size, sheets: (0..shape.c).map(sheet).collect(), now }
    }

    /// What becomes of an edit in plane `plane` of some numbers.
    fn edit(
        &self,
        h: usize,
        w: usize,
        plane: usize,
        numbers: fn(&mut Convolve) -> &mut Vec<f32>,
    ) -> Callback<Edit> {
        let convolve = self.original.clone();
        self.set.reform(move |edit: Edit| {
            let mut to = (*convolve).clone();
            let values = numbers(&mut to);
            let mut set = |row: isize, column: isize, value: f32| {
                if (0..h as isize).contains(&row) && (0..w as isize).contains(&column) {
                    values[plane * h * w + row as usize * w + column as usize] = value;
                }
            };
            match edit {
                Edit::Set { cells, value } => {
                    cells.into_iter().for_each(|[row, column]| set(row, column, value));
                }
                Edit::Block { at, values } => {
                    for (row, line) in (at[0]..).zip(&values) {
                        (at[1]..).zip(line).for_each(|(column, value)| set(row, column, *value));
                    }
                }
            }
            to
        })
    }
}

/// "conv-input", or "conv-input-1" where there are several.
fn numbered(testid: &str, channel: usize, channels: usize) -> String {
    if channels > 1 { format!("{testid}-{channel}") } else { testid.to_owned() }
}

fn of_channel(channel: usize, channels: usize) -> String {
    if channels > 1 { format!(", channel {channel}") } else { String::new() }
}
