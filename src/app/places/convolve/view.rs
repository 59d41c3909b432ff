//! The ways to look at a convolution.

use super::{Bottleneck, Convolve, Mode, Photograph};
use crate::app::text::Text;
use crate::app::text::convolve as text;

/// What the stage of Convolve shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Input, kernel and output as grids.
    #[default]
    Grids,
    /// The same convolution as one matrix product.
    Matrix,
    /// What a 1×1 convolution in front of a larger one saves.
    Bottleneck(Bottleneck),
    /// The kernel applied to a picture.
    Picture(Photograph),
}

#[allow(missing_docs)]
impl View {
    /// All views, as the page names them; 1×1 with the lecture's example.
    pub const ALL: [(Self, Text); 4] = [
        (Self::Grids, text::GRIDS),
        (Self::Matrix, text::IM2COL),
        (Self::Bottleneck(Bottleneck::LECTURE), Text::of("1×1")),
        (Self::Picture(Photograph::Scene), text::PICTURE),
    ];

    pub fn index(self) -> usize {
        match self {
            Self::Grids => 0,
            Self::Matrix => 1,
            Self::Bottleneck(_) => 2,
            Self::Picture(_) => 3,
        }
    }

    pub const fn id(self) -> &'static str {
        match self {
            Self::Grids => "grids",
            Self::Matrix => "matrix",
            Self::Bottleneck(_) => "depth",
            Self::Picture(_) => "picture",
        }
    }
}

impl Convolve {
    /// The same convolution, looked at in another way. The matrix product is that of the forward pass.
    pub fn in_view(&self, view: View) -> Option<Self> {
        let convolve = match (view, self.mode) {
            (View::Matrix, Mode::Forward) | (View::Grids | View::Bottleneck(_) | View::Picture(_), _) => {
                self.clone()
            }
            (View::Matrix, _) => self.in_mode(Mode::Forward)?,
        };
        Some(Self { view, ..convolve })
    }
}
