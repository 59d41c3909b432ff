//! The pictures that a kernel can be applied to.

use crate::app::text::Text;
use crate::app::text::convolve as text;

/// A picture of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Photograph {
    /// The scene that is drawn here.
    #[default]
    Scene,
    /// A photograph, by the name of its file.
    File(&'static str),
}

impl Photograph {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 8] = [
        (Self::Scene, "scene", text::PHOTOGRAPHS[0]),
        (Self::File("astronaut"), "astronaut", text::PHOTOGRAPHS[1]),
        (Self::File("chelsea"), "chelsea", text::PHOTOGRAPHS[2]),
        (Self::File("coffee"), "coffee", text::PHOTOGRAPHS[3]),
        (Self::File("rocket"), "rocket", text::PHOTOGRAPHS[4]),
        (Self::File("camera"), "camera", text::PHOTOGRAPHS[5]),
        (Self::File("brick"), "brick", text::PHOTOGRAPHS[6]),
        (Self::File("grass"), "grass", text::PHOTOGRAPHS[7]),
    ];

    /// Its place among all.
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|(it, ..)| *it == self).unwrap_or(0)
    }

    /// Its file in the site, if it is one.
    ///
    /// ```
    /// use convoscope::app::places::convolve::Photograph;
    /// assert_eq!(Photograph::File("grass").file().as_deref(), Some("assets/photographs/grass.jpg"));
    /// ```
    pub fn file(self) -> Option<String> {
        match self {
            Self::Scene => None,
            Self::File(name) => Some(format!("assets/photographs/{name}.jpg")),
        }
    }

    /// What it shows, by whom, and its licence.
    pub fn about(self) -> Text {
        text::ABOUT_PHOTOGRAPHS[self.index()]
    }
}
