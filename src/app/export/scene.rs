//! [`Scene`]: a drawing as rectangles and texts.

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// What a value is, and so which palette it is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Of the input: 0 is paper, the range is ink.
    Input,
    /// Of a kernel.
    Weight,
    /// Of an output.
    Activation,
    /// Of a gradient.
    Gradient,
}

/// A drawing: what lies where, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The colour of the ground.
    pub paper: Rgb,
    /// The colour of type.
    pub ink: Rgb,
    /// What is drawn on the ground, one after the other.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A square.
    Square {
        /// Its left edge.
        x: f32,
        /// Its upper edge.
        y: f32,
        /// Width and height.
        side: f32,
        /// Its colour.
        fill: Rgb,
        /// Colour and width of its outline.
        stroke: Option<(Rgb, f32)>,
        /// Whether the outline is dashed.
        dashed: bool,
    },
    /// A hatched square.
    Hatch {
        /// Its left edge.
        x: f32,
        /// Its upper edge.
        y: f32,
        /// Width and height.
        side: f32,
    },
    /// One line of text.
    Text {
        /// Where its anchor is.
        x: f32,
        /// The line it stands on.
        y: f32,
        /// Size of type.
        size: f32,
        /// Which part of it stands at x.
        anchor: Anchor,
        /// Its parts.
        spans: Vec<Span>,
    },
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// Its colour.
    pub color: Rgb,
    /// Whether it is bold.
    pub bold: bool,
}
