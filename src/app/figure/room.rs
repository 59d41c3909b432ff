//! [`Room`]: how much of a window a figure has.

use crate::app::show::Show;

/// Grids of more columns or rows than 16 and their padding are pictures without numbers.
pub const MAX_NUMBER_COLUMNS: usize = 24;
/// Smaller cells cannot be read: such a grid is a picture, too. In CSS pixels.
pub const MIN_NUMBER_SIDE: f32 = 20.0;
/// How wide low cells grow.
const LOW_CELL: f32 = 40.0;
/// Windows narrower than the first have everything below each other, and those narrower than the second if they are less
/// high than the third: the style sheet says the same.
const NARROW: [f32; 3] = [700.0, 900.0, 600.0];
/// The page grows no wider.
const WIDEST: f32 = 1840.0;

/// The room that a figure has, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Room {
    pub width: f32,
    /// Height for the operands, without what stands above and below them.
    pub height: f32,
    pub title: f32,
    pub largest: f32,
    pub narrow: bool,
    /// What the formula takes below the operands, of which it leaves this much free where it stands among them.
    pub formula: f32,
    /// The smallest type that can be read.
    pub least_type: f32,
    /// Whether the size of an operand stands beside its title.
    pub sizes: bool,
}

impl Room {
    /// The room of a figure in a window of this width and height, over a formula of so many lines.
    pub fn of((width, height): (f32, f32), show: Show, lines: usize) -> Self {
        let narrow = Self::is_narrow((width, height)) && show != Show::Framed;
        let lines = lines as f32;
        // What stands beside the operands, and above and below them.
        let (beside, around, title, largest) = match show {
            _ if narrow => (28.0, 300.0, 13.0, 40.0),
            // On a tablet, controls take more lines.
            Show::Alone if width < NARROW[1] => (316.0, 440.0 + 28.0 * lines, 13.0, 48.0),
            Show::Alone => (316.0, 246.0 + 28.0 * lines, 13.0, (height / 15.0).clamp(48.0, 72.0)),
            Show::Presented => (48.0, 198.0 + 40.0 * lines, 19.0, 84.0),
            Show::Framed => (16.0, if height < 400.0 { 170.0 } else { 200.0 }, 13.0, 48.0),
        };
        let (width, height) = (width.min(WIDEST) - beside, (height - around).max(150.0));
        let least_type = if show == Show::Presented { 15.0 } else { 12.0 };
        let formula = match show {
            _ if narrow => 0.0,
            Show::Alone => 36.0 + 28.0 * lines,
            Show::Presented => 44.0 + 40.0 * lines,
            Show::Framed => 0.0,
        };
        Self { width, height, title, largest, narrow, formula, least_type, sizes: show != Show::Framed }
    }

    /// Whether everything stands below each other.
    fn is_narrow((width, height): (f32, f32)) -> bool {
        let [always, tall, high] = NARROW;
        width < always || width < tall && height < high
    }

    /// The room of stacks from the side, which share the window with a table and a picture.
    pub fn of_pyramids(window: (f32, f32), show: Show) -> Self {
        let room = Self::of(window, show, 1);
        // As wide as the table and the picture below.
        let width = room.width - if show == Show::Alone && !room.narrow { 24.0 } else { 0.0 };
        let height = match show {
            _ if room.narrow => 280.0,
            Show::Alone => (window.1 - 480.0).max(200.0),
            Show::Presented => (window.1 - 420.0).max(240.0),
            Show::Framed => (window.1 - 110.0).max(150.0),
        };
        Self { width, height, ..room }
    }

    /// The room of a drawing, with so much of the height taken by what stands below it.
    pub fn of_drawing(window: (f32, f32), show: Show, below: f32) -> Self {
        let room = Self::of(window, show, 1);
        let (around, least) = match show {
            _ if room.narrow => return Self { height: 300.0, ..room },
            Show::Alone => (252.0 + below, 180.0),
            Show::Presented => (170.0 + 1.4 * below, 180.0),
            Show::Framed => (120.0, 160.0),
        };
        Self { height: (window.1 - around).clamp(least, 620.0), ..room }
    }

    /// The same room with so much of its width taken by something beside the figure.
    pub fn beside(self, taken: f32) -> Self {
        Self { width: self.width - if self.narrow { 0.0 } else { taken }, ..self }
    }

    /// The same room with so much of its height taken by something below the figure.
    pub fn above(self, taken: f32) -> Self {
        Self { height: (self.height - taken).max(150.0), ..self }
    }

    /// The same room for examples of few cells, which may be as large as a tenth of its width.
    pub fn for_few_cells(self) -> Self {
        let largest = if self.narrow { self.largest } else { self.largest.max(self.width / 10.0) };
        Self { largest, ..self }
    }

    /// The room of a matrix product of `across` columns and `down` rows of cells: width and height of a cell. Numbers wherever
    /// there is the height for them, in low cells if need be, where columns scroll rather than being too small; else all as
    /// colours.
    pub fn product_cell((width, height): (f32, f32), show: Show, across: usize, down: usize) -> [f32; 2] {
        let (beside, around, least) = match show {
            _ if width < 600.0 => (40.0, 420.0, 28.0),
            Show::Alone if Self::is_narrow((width, height)) => (60.0, 380.0, 28.0),
            // Words take more lines where there is less width.
            Show::Alone if width < 1200.0 => (340.0, 384.0, 28.0),
            Show::Alone => (340.0, 316.0, 28.0),
            Show::Presented => (90.0, 352.0, 40.0),
            Show::Framed => (50.0, 236.0, 26.0),
        };
        // Between cells with numbers there are gaps, but not between the rows of low ones.
        let with_gaps = |room: f32, cells: usize| room / cells as f32 / 1.05;
        let room = (height - around).max(160.0);
        let (tall, low) = (with_gaps(room, down).min(56.0), (room / down as f32).floor());
        let wide = with_gaps(width - beside, across);
        let least_type = Self::of((width, height), show, 1).least_type;
        let (numbers, colors) = (tall.min(wide.max(least)), tall.min(wide).clamp(3.0, MIN_NUMBER_SIDE - 1.0));
        if numbers >= MIN_NUMBER_SIDE {
            [numbers.floor(); 2]
        } else if low > least_type {
            [wide.clamp(1.9 * least_type, LOW_CELL).floor(), low.min(MIN_NUMBER_SIDE)]
        } else {
            [colors.floor(); 2]
        }
    }
}
