//! Scenes: up to three coloured shapes on one picture, without end from a seed, with all that is true of them: where each
//! shape is, which pixels it covers, and a sentence.
//!
//! A [`Scene`] is plain data that a link holds, and its picture follows from it, the same on every machine.

mod describe;
mod digits;
mod error;
mod generate;
mod link;
mod regions;
mod render;
mod words;

use serde::{Deserialize, Serialize};

pub use digits::{DIGITS_GRID, DIGITS_SHAPE, DigitScene, MOST_DIGITS};
pub use error::{SceneError, SceneNumber};
pub use generate::{SHAPES, SceneGenerator};
pub use regions::{
    MASK_FEATURES, MASK_OUTPUT, PROPOSALS, REGION_FEATURES, REGION_OUTPUT, SCENE_ANCHORS, SCENE_FEATURES,
    SCENE_MASK_ALIGN, SCENE_ROI_ALIGN, mask_target, masked, refined, region_features, region_object,
};
pub use words::{
    DESCRIBED_MAPS, MOST_DESCRIBED, MOST_WORDS, SENTENCE_INPUT, SENTENCE_OUTPUT, VOCABULARY, Verdict,
    sentence_of, words_of,
};

use crate::detection::{Grid, Object};
use crate::shape::Shape;

/// Rows and columns of a picture.
pub const SCENE_SIDE: usize = 48;
/// The shape of a picture: red, green and blue, from 0 to 1.
pub const SCENE_SHAPE: Shape = Shape::new(3, SCENE_SIDE, SCENE_SIDE);
/// The most shapes of a scene.
pub const MOST_SHAPES: usize = 8;
/// Classes of pixels: the background, then each kind of shape.
pub const PIXEL_CLASSES: usize = 1 + ShapeKind::ALL.len();
/// How scenes are divided for detection in one stage.
pub const SCENE_GRID: Grid = Grid { cells: 6, classes: ShapeKind::ALL.len(), side: SCENE_SIDE as f32 };

/// What a shape is: its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "their names say it")]
pub enum ShapeKind {
    Circle,
    Square,
    Triangle,
}

impl ShapeKind {
    /// Every kind, in the order of their classes.
    pub const ALL: [Self; 3] = [Self::Circle, Self::Square, Self::Triangle];

    /// Its name in links and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Triangle => "triangle",
        }
    }

    /// Its number among the classes of objects.
    pub const fn class(self) -> usize {
        self as usize
    }
}

/// The colour of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "their names say it")]
pub enum ShapeColor {
    Red,
    Green,
    Blue,
    Yellow,
    Purple,
    Orange,
}

impl ShapeColor {
    /// Every colour.
    pub const ALL: [Self; 6] = [Self::Red, Self::Green, Self::Blue, Self::Yellow, Self::Purple, Self::Orange];

    /// Its name in links and sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Purple => "purple",
            Self::Orange => "orange",
        }
    }

    /// Red, green and blue, from 0 to 1.
    pub const fn rgb(self) -> [f32; 3] {
        match self {
            Self::Red => [0.85, 0.15, 0.15],
            Self::Green => [0.15, 0.65, 0.25],
            Self::Blue => [0.15, 0.3, 0.85],
            Self::Yellow => [0.95, 0.8, 0.1],
            Self::Purple => [0.55, 0.2, 0.65],
            Self::Orange => [0.95, 0.5, 0.1],
        }
    }
}

/// What a network is to say about scenes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SceneTask {
    /// Where each shape is, and of which kind: boxes, on [`SCENE_GRID`].
    Find,
    /// Of which kind each pixel is: [`PIXEL_CLASSES`] maps.
    Segment,
    /// Which regions may have a shape, by [`SCENE_ANCHORS`]: the first stage of two.
    Propose,
    /// Of which kind the shape of a region is, and where exactly: the second stage, whose samples are regions.
    Refine,
    /// Which pixels of a region are of its shape: a mask for each kind, beside the second stage.
    Mask,
    /// Where each digit is, and which: boxes, on [`DIGITS_GRID`].
    FindDigits,
    /// A sentence about it, word by word, from the maps of a detector: [`SENTENCE_OUTPUT`].
    Describe,
}

impl SceneTask {
    /// Every task.
    pub const ALL: [Self; 7] = [
        Self::Find,
        Self::Segment,
        Self::Propose,
        Self::Refine,
        Self::Mask,
        Self::FindDigits,
        Self::Describe,
    ];

    /// Its name in links and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Segment => "segment",
            Self::Propose => "propose",
            Self::Refine => "refine",
            Self::Mask => "mask",
            Self::FindDigits => "digits",
            Self::Describe => "describe",
        }
    }

    /// What goes into a network that does it.
    pub const fn input(self) -> Shape {
        match self {
            Self::Find | Self::Segment | Self::Propose => SCENE_SHAPE,
            Self::Refine => REGION_FEATURES,
            Self::Mask => MASK_FEATURES,
            Self::FindDigits => DIGITS_SHAPE,
            Self::Describe => SENTENCE_INPUT,
        }
    }

    /// What comes out of a network that does it.
    pub const fn output(self) -> Shape {
        match self {
            Self::Find => SCENE_GRID.shape(),
            Self::Segment => Shape::new(PIXEL_CLASSES, SCENE_SIDE, SCENE_SIDE),
            Self::Propose => SCENE_ANCHORS.shape(),
            Self::Refine => REGION_OUTPUT,
            Self::Mask => MASK_OUTPUT,
            Self::FindDigits => DIGITS_GRID.shape(),
            Self::Describe => SENTENCE_OUTPUT,
        }
    }

    /// How its scenes are divided, where it is detection in one stage.
    pub const fn grid(self) -> Option<Grid> {
        match self {
            Self::Find => Some(SCENE_GRID),
            Self::FindDigits => Some(DIGITS_GRID),
            Self::Segment | Self::Propose | Self::Refine | Self::Mask | Self::Describe => None,
        }
    }
}

/// A shape of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SceneShape {
    /// What it is.
    pub kind: ShapeKind,
    /// Its colour.
    pub color: ShapeColor,
    /// x and y of its centre, in pixels from the left upper corner.
    pub center: [f32; 2],
    /// In pixels: the radius of a circle; the others are about as large.
    pub size: f32,
    /// How far it is turned clockwise, in degrees.
    pub angle: f32,
}

/// What a picture shows. Later shapes lie above earlier ones.
///
/// ```
/// use convoscope::data::scenes::{Scene, SceneShape, ShapeColor, ShapeKind};
/// let scene = Scene::from_link("7_circle.red.80.160.40.0_square.blue.280.160.48.10")?;
/// let circle = SceneShape {
///     kind: ShapeKind::Circle,
///     color: ShapeColor::Red,
///     center: [10.0, 20.0],
///     size: 5.0,
///     angle: 0.0,
/// };
/// assert_eq!((scene.seed, scene.shapes[0]), (7, circle));
/// assert_eq!(scene.sentence(), "a red circle left of a blue square");
/// // The pixel in the middle of the circle is of class 1, that of circles.
/// assert_eq!(scene.mask()[20 * 48 + 10], 1);
/// assert_eq!(scene.objects()[0].bounds.center(), [10.0, 20.0]);
/// # Ok::<(), convoscope::data::scenes::SceneError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Seed of the background, of how colours stray, and of the noise.
    pub seed: u32,
    /// From the lowest to the uppermost.
    pub shapes: Vec<SceneShape>,
}

impl Scene {
    /// Which kinds of shapes it has, and how many of each up to three, as one number: two scenes with the same one show the same
    /// things, wherever they are and of whatever colour.
    ///
    /// ```
    /// use convoscope::data::scenes::Scene;
    /// let kinds = |link: &str| Scene::from_link(link).map(|scene| scene.kinds());
    /// let (a, b) = (kinds("7_circle.red.80.160.40.0_square.blue.280.160.48.10"), kinds("9_square.red.80.99.40.0_circle.red.280.160.48.0"));
    /// assert!(a == b && a != kinds("7_circle.red.80.160.40.0"));
    /// ```
    pub fn kinds(&self) -> u8 {
        let of_kind =
            |kind: ShapeKind| self.shapes.iter().filter(|shape| shape.kind == kind).count().min(3) as u8;
        ShapeKind::ALL.into_iter().fold(0, |all, kind| 4 * all + of_kind(kind))
    }

    /// Each shape that has pixels in the picture, with the box around all of these, covered ones too.
    pub fn objects(&self) -> Vec<Object> {
        let object =
            |shape: &SceneShape| shape.bounds().map(|bounds| Object { class: shape.kind.class(), bounds });
        self.shapes.iter().filter_map(object).collect()
    }
}

#[cfg(test)]
mod tests;
