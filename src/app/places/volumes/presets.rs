//! Convolutions to begin with.

use super::Volumes;
use crate::app::lab::Preset;
use crate::app::text::Text;
use crate::app::text::volumes as text;
use crate::shape::Shape;

/// All examples.
pub const fn presets() -> &'static [Preset<Volumes>] {
    const {
        &[
            Preset::new("lecture", Text::of(text::LECTURE), || Volumes::new(Shape::new(3, 32, 32), 1, 5)),
            Preset::new("maps", Text::of(text::FIVE_MAPS), || Volumes {
                padding: 1,
                ..Volumes::new(Shape::new(3, 64, 64), 5, 3)
            }),
            Preset::new("alexnet", text::ALEXNET, || Volumes {
                stride: 4,
                ..Volumes::new(Shape::new(3, 227, 227), 96, 11)
            }),
            Preset::new("vgg16", text::VGG, || Volumes {
                padding: 1,
                ..Volumes::new(Shape::new(3, 224, 224), 64, 3)
            }),
            Preset::new("pointwise", text::POINTWISE, || Volumes::new(Shape::new(200, 32, 32), 16, 1)),
        ]
    }
}

impl Volumes {
    /// The example that this is, at whichever position.
    pub fn preset(&self) -> Option<usize> {
        presets().iter().position(|preset| preset.example() == Self { at: 0, ..self.clone() })
    }
}
