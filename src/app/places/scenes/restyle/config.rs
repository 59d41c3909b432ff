//! What of restyling belongs in the link, and the pictures of the site that it begins with.

use crate::app::link::Bounds;
use crate::app::text::Text;
use crate::app::text::restyle as text;

/// What is restyled how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestyleConfig {
    /// Whose texture. `style=` in the link.
    pub style: Style,
    /// What is to be seen. `content=` in the link.
    pub content: Content,
    /// How much the content counts beside the style, in per cent. `content-weight=` in the link.
    pub weight: usize,
    /// Rows and columns of all pictures. `size=` in the link.
    pub size: usize,
    /// Which entry of a Gram matrix is told: the bank of filters, the row and the column. `gram=` in the link.
    pub entry: [usize; 3],
}

/// A texture of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A wall.
    Brick,
    /// A lawn.
    Grass,
    /// A table.
    Wood,
    /// A cat's.
    Fur,
}

/// What is restyled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Noise: only the texture is to be seen.
    Noise,
    /// A cat.
    Chelsea,
    /// Eileen Collins.
    Astronaut,
    /// A cup.
    Coffee,
    /// A photographer.
    Camera,
}

/// A square of a photograph: its file, and of the square the first row, the first column and the side.
pub type Cut = (&'static str, [usize; 3]);

/// The textures, as links and people call them.
pub const STYLES: [(Style, &str, Text); 4] = [
    (Style::Brick, "brick", text::STYLES[0]),
    (Style::Grass, "grass", text::STYLES[1]),
    (Style::Wood, "wood", text::STYLES[2]),
    (Style::Fur, "fur", text::STYLES[3]),
];

/// What is restyled, as links and people call it.
pub const CONTENTS: [(Content, &str, Text); 5] = [
    (Content::Noise, "noise", text::CONTENTS[0]),
    (Content::Chelsea, "chelsea", text::CONTENTS[1]),
    (Content::Astronaut, "astronaut", text::CONTENTS[2]),
    (Content::Coffee, "coffee", text::CONTENTS[3]),
    (Content::Camera, "camera", text::CONTENTS[4]),
];

/// How large pictures may be.
pub const SIZES: [(usize, &str, Text); 3] = [
    (48, "48", Text::of(text::SIZES[0])),
    (64, "64", Text::of(text::SIZES[1])),
    (96, "96", Text::of(text::SIZES[2])),
];

/// How much the content may count, in per cent.
pub const WEIGHT: Bounds<1> = Bounds([0], [100]);
/// The entries that there are in each bank's matrix.
pub const ENTRY: Bounds<3> = Bounds([0; 3], [2, 47, 47]);

/// What links call a thing of one of these lists.
pub fn name_of<T: PartialEq>(all: &[(T, &'static str, Text)], it: &T) -> String {
    all.iter().find(|(other, ..)| other == it).map_or("", |(_, name, _)| name).to_owned()
}

impl Style {
    /// Where it is seen.
    pub const fn cut(self) -> Cut {
        match self {
            Self::Brick => ("assets/photographs/brick.jpg", [0, 0, 384]),
            Self::Grass => ("assets/photographs/grass.jpg", [0, 0, 192]),
            Self::Wood => ("assets/photographs/coffee.jpg", [250, 420, 150]),
            Self::Fur => ("assets/photographs/chelsea.jpg", [24, 80, 144]),
        }
    }
}

impl Content {
    /// Where it is seen; noise is nowhere.
    pub const fn cut(self) -> Option<Cut> {
        match self {
            Self::Noise => None,
            Self::Chelsea => Some(("assets/photographs/chelsea.jpg", [0, 90, 300])),
            Self::Astronaut => Some(("assets/photographs/astronaut.jpg", [0, 64, 320])),
            Self::Coffee => Some(("assets/photographs/coffee.jpg", [20, 110, 380])),
            Self::Camera => Some(("assets/photographs/camera.jpg", [40, 80, 384])),
        }
    }
}

impl Default for RestyleConfig {
    fn default() -> Self {
        Self { style: Style::Wood, content: Content::Chelsea, weight: 15, size: 96, entry: [1, 4, 7] }
    }
}
